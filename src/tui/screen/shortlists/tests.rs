//! What a list shows, by itself.

use super::reading::Reading;
use super::*;
use crate::model::id::MadeId;
use jiff::civil::DateTime;

fn said(n: u32, kind: ItemKind, text: &str) -> (ShortlistItem, DateTime) {
    let item = ShortlistItem {
        id: ItemId(MadeId { maker: [1; 16], n }),
        kind,
        text: text.into(),
        quote: None,
        cuts: Vec::new(),
        answer: None,
        span: None,
        analyst: "alice".into(),
        at: String::new(),
        number: None,
        citable: None,
    };
    (item, DateTime::default())
}

fn listed() -> Listed {
    let items = vec![
        said(0, ItemKind::Heading, "Power"),
        said(1, ItemKind::Quotation, "Power and […] the price"),
        said(2, ItemKind::Comment, "First.\n\nSecond."),
    ];
    Listed { items, ..Listed::default() }
}

#[test]
fn it_reads_as_the_export_writes_it() {
    let list = Shortlist { id: ListId::default(), name: "Chair".into(), items: 3, finding: None };
    let reading = Reading::new(Some(&list), &listed(), 12);
    let lines: Vec<String> = reading.lines.iter().map(|l| format!("{}{}", l.lead, l.words)).collect();
    let wanted = [
        "",
        "# Chair",
        "",
        "## Power",
        "",
        "> Power and",
        "> […] the",
        "> price",
        "",
        "First.",
        "",
        "Second.",
    ];
    assert_eq!(lines, wanted);
    assert_eq!(reading.lines_of(1), 5..8);
}

#[test]
fn lines_and_items_find_each_other_at_both_heights() {
    let mut screen = Shortlists { listed: listed(), ..Shortlists::default() };
    for (tall, lines) in [(1, vec![(0, 0), (1, 1), (2, 2)]), (2, vec![(0, 0), (1, 2), (3, 3)])] {
        screen.tall = tall;
        for (place, (first, last)) in lines.into_iter().enumerate() {
            assert_eq!(screen.lines_of(place), (first, last));
            assert_eq!((screen.place_on(first), screen.place_on(last)), (Some(place), Some(place)));
        }
        assert_eq!(screen.place_on(9), None);
    }
}
