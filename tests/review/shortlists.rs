//! The screen of shortlists: how it looks, and what its keys do.

use rapporteur::model::edit::Edit;
use rapporteur::model::span::Span;
use rapporteur::model::work::ItemKind;
use rapporteur::tui::event::{Effect, Event};

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::select;

use super::harness::Screen;
use super::listed::{item, lists};
use super::sample::Sample;

/// What is pressed at random.
const KEYS: [&str; 30] = [
    "j", "k", "PgDn", "End", "Home", "Tab", "Enter", "Esc", "<", ">", "-", "n", "a", "e", "c", "[", "]", "E",
    "D", "Space", "w", "s", "v", "o", "p", "x", "Y", "z", "6", "S",
];

/// On the screen of shortlists, at the third quotation.
fn listed(width: u16, height: u16) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::new());
    screen.keys("6 jjj");
    screen
}

#[test]
fn shortlists_at_all_sizes() {
    insta::assert_snapshot!("shortlists_120_by_36", listed(120, 36).picture());
    insta::assert_snapshot!("shortlists_80_by_24", listed(80, 24).picture());
    for (width, height) in [(58, 16), (200, 60)] {
        insta::assert_snapshot!(format!("shortlists_{width}_by_{height}"), listed(width, height).text());
    }
    let mut reading = listed(58, 16);
    reading.keys("Tab");
    insta::assert_snapshot!("shortlist_as_it_reads_58_by_16", reading.text());
}

#[test]
fn an_empty_list_says_what_puts_something_on_it() {
    let mut screen = Screen::new(80, 24, Sample::new());
    screen.keys("6 ]");
    let text = screen.text();
    assert!(text.contains("+ on an answer or passage puts it here"), "{text}");
    insta::assert_snapshot!("shortlist_without_items_80_by_24", text);
}

#[test]
fn a_quotation_while_it_is_shortened() {
    let mut screen = listed(120, 36);
    screen.keys("kk c");
    insta::assert_snapshot!("shortening_120_by_36", screen.picture());
    screen.resize(80, 24);
    insta::assert_snapshot!("shortening_80_by_24", screen.text());
}

#[test]
fn words_are_left_out_and_brought_back_to_the_character() {
    let mut screen = listed(120, 36);
    // The Chinese one: from its second word on, two words.
    screen.keys("jjjj c w v w -");
    let Some(Edit::Shorten { item: of, cuts }) = screen.edits.pop() else { panic!("{:?}", screen.edits) };
    assert_eq!(of, item(4));
    assert_eq!(cuts, [Span::new(1, 3)], "every Han letter is a word");
    screen.keys("Esc kkk kkk c w w w w w w w c");
    let Some(Edit::Shorten { item: of, cuts }) = screen.edits.pop() else { panic!("{:?}", screen.edits) };
    assert_eq!((of, cuts), (item(0), Vec::new()), "words that are left out come back");
}

#[test]
fn moving_is_at_once_and_the_cursor_stays_on_its_item() {
    let mut screen = listed(120, 36);
    screen.held = Some(Vec::new());
    screen.keys("> >");
    let wanted = [
        Edit::MoveItem { item: item(2), before: Some(item(102)) },
        Edit::MoveItem { item: item(2), before: Some(item(3)) },
    ];
    assert_eq!(screen.edits, wanted);
    assert!(screen.text().contains("6/9"), "{}", screen.text());
    screen.keys("<");
    assert_eq!(screen.edits.last(), Some(&Edit::MoveItem { item: item(2), before: Some(item(102)) }));
}

#[test]
fn what_is_taken_out_leaves_the_cursor_on_the_next() {
    let mut screen = listed(120, 36);
    screen.keys("-");
    assert_eq!(screen.edits, [Edit::TakeOut { items: vec![item(2)] }]);
    let text = screen.text();
    let row = text.lines().find(|line| line.starts_with('▌')).unwrap();
    assert!(row.contains("Source of the figure?"), "{text}");
    screen.keys("Home Space Space -");
    assert_eq!(screen.edits.last(), Some(&Edit::TakeOut { items: vec![item(100), item(0)] }));
}

#[test]
fn headings_stand_before_and_comments_after_the_cursor() {
    let mut screen = listed(120, 36);
    let list = lists()[0].id;
    screen.keys("n");
    screen.type_text("Numbers");
    screen.keys("Enter a");
    screen.type_text("Ask them.");
    screen.keys("Ctrl-s E Ctrl-u");
    screen.type_text("Chapter 4");
    screen.keys("Enter D");
    let text =
        |kind, text: &str, before| Edit::AddText { list, kind, text: text.into(), before: Some(before) };
    let wanted = [
        text(ItemKind::Heading, "Numbers", item(2)),
        text(ItemKind::Comment, "Ask them.", item(101)),
        Edit::RenameList { list, name: "Chapter 4".into() },
        Edit::RemoveList { list },
    ];
    assert_eq!(screen.edits, wanted);
    screen.keys("j e");
    screen.type_text(" Twice.");
    screen.keys("Esc");
    let text = "Source of the figure? Asked 14 Jan. Twice.".into();
    assert_eq!(screen.edits.last(), Some(&Edit::RewordItem { item: item(101), text }));
}

#[test]
fn enter_reads_in_place_and_the_way_back_leads_here() {
    let mut screen = listed(120, 36);
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.contains("/ shortlist:\"Chapter 3: Infrastructure\""), "{text}");
    screen.keys("H");
    assert!(screen.text().contains("Shortlists"), "{}", screen.text());
}

#[test]
fn a_quotation_is_copied_as_it_reads_with_its_citation() {
    let mut screen = listed(120, 36);
    screen.keys("kk Y");
    let copied = screen.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    let wanted = "“every complaint about shared addresses ends […] and none of them is ours to solve”\n\
                  — Savanna Peering Point (Botswana), Technical, answer to question 11, 14 January 2025, WSIS20-001, \
                  lakeshore-ix.md, paragraph 2, id:010101010101";
    assert_eq!(copied, Some(wanted));
    screen.keys("x");
    let text = screen.text();
    assert!(
        text.contains("Export the shortlist Chapter 3") && text.contains("chapter-3-infrastructure.md"),
        "{text}"
    );
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let mouse =
        |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    let down = MouseEventKind::Down(MouseButton::Left);
    let mut screen = listed(120, 36);
    let row =
        |screen: &Screen<Sample>| screen.text().lines().position(|l| l.starts_with('▌')).unwrap() as u16;
    screen.send(mouse(down, 20, 4));
    assert_eq!(row(&screen), 3, "either line of a quotation chooses it");
    screen.send(mouse(MouseEventKind::ScrollDown, 20, 4));
    assert_eq!(row(&screen), 5);
    screen.send(mouse(down, 20, 3));
    screen.send(mouse(down, 20, 4));
    assert!(screen.text().starts_with(" 1 Review"), "{}", screen.text());
}

#[test]
fn the_palette_and_the_help_offer_what_is_done_here() {
    let mut screen = listed(120, 36);
    screen.keys(":");
    screen.type_text("shorten");
    screen.keys("Enter");
    assert!(screen.text().contains("Shorten the quotation"), "{}", screen.text());
    screen.keys("Esc :");
    screen.type_text("remove the list");
    screen.keys("Enter");
    assert_eq!(screen.edits, [Edit::RemoveList { list: lists()[0].id }]);
    screen.keys("?");
    assert!(screen.text().contains("You are in the shortlists"), "{}", screen.text());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_at_any_size_draw_outside_or_lose_the_cursor(
        size in (1..130_u16, 1..44_u16),
        keys in vec(select(&KEYS[..]), 1..40),
        other in (1..130_u16, 1..44_u16),
    ) {
        let mut screen = Screen::new(size.0, size.1, Sample::new());
        screen.keys("6");
        for (i, key) in keys.iter().enumerate() {
            screen.keys(key);
            if i == keys.len() / 2 {
                screen.resize(other.0, other.1);
            }
            screen.text();
        }
    }
}
