//! The panes: every count is what choosing the value gives.

use super::*;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::model::view::Page;
use crate::query::edit::pane as own;
use crate::query::{self, Vocabulary};
use crate::store::index::Index;
use crate::store::world;

thread_local! {
    /// The world, read once for many queries.
    static WORLD: (Connection, Index, Vocabulary) = {
        let conn = world::database();
        let index = Index::new(&conn).unwrap();
        (conn, index, world::vocabulary())
    };
}

fn seen<T>(query: &str, read: impl FnOnce(&Sight<'_>, &Names<'_>, &Resolved) -> T) -> T {
    WORLD.with(|(conn, index, vocabulary)| {
        let query = query::resolve(&query::parse(query).unwrap(), vocabulary).unwrap();
        let sight = Sight { conn, index, viewer: world::viewer() };
        world::with_names(|names| read(&sight, names, &query))
    })
}

fn page(text: &str) -> Page {
    seen(text, |sight, names, query| super::super::page::page(sight, names, query, 0, 0)).unwrap()
}

/// A query's texts, answers only.
fn answers(text: &str) -> usize {
    page(text).answers
}

fn unplaced(text: &str) -> usize {
    page(text).unplaced
}

fn pane(kind: &FacetKind, text: &str) -> Vec<FacetValue> {
    let others = own::clear(text, &kind.own());
    seen(&others, |sight, names, query| Counting::new(sight, query)?.values(names, &[], kind, &[])).unwrap()
}

#[test]
fn a_count_is_what_choosing_the_value_gives() {
    for text in [
        "",
        "routing",
        "q:1..2 status:todo",
        "theme:ipv6",
        "stance:against",
        "theme:infrastructure stance:mixed analyst:bob",
        "analyst:alice -q:3",
        "type:government OR lang:en",
        "-theme:trust region:europe",
        "has:theme",
        "no:theme",
        "no:note (theme:trust OR no:theme)",
        "(section:1 OR q:3) region:europe",
        "country:FR OR region:africa",
        "-country:CH",
        "is:late",
        "is:any lang:en",
        "-is:late,anonymous",
        "-is:unplaced",
    ] {
        counts_are_what_choosing_gives(text);
    }
}

/// Alone, and in the place of what is chosen and left out in its pane.
fn counts_are_what_choosing_gives(text: &str) {
    for kind in FacetKind::ALL {
        for value in pane(&kind, text) {
            let chosen = own::only(text, &kind.own(), value.field, &value.term);
            let finds = if value.term == "unplaced" { unplaced(&chosen) } else { answers(&chosen) };
            assert_eq!(value.count, finds, "{kind:?} {}:{} of {text}", value.field, value.term);
            let said = own::choices(&chosen, &kind.own());
            assert_eq!(said, [(value.field, value.term, crate::query::edit::Choice::Chosen)], "{chosen}");
        }
    }
}

/// A choice in a pane, by the place of the pane, of the value, and whether it leaves out.
fn choice() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index, bool)> {
    any::<(prop::sample::Index, prop::sample::Index, bool)>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_chosen_counts_hold(
        begun in prop::sample::select(vec!["", "routing", "has:theme", "stance:against", "-has:note", "words:>2"]),
        choices in prop::collection::vec(choice(), 0..4),
    ) {
        let mut text = begun.to_owned();
        for (kind, value, leaves_out) in choices {
            let kind = kind.get(&FacetKind::ALL).clone();
            let values = pane(&kind, &text);
            if values.is_empty() {
                continue;
            }
            let value = value.get(&values);
            let change = if leaves_out { own::exclude } else { own::include };
            text = change(&text, &kind.own(), value.field, &value.term);
        }
        counts_are_what_choosing_gives(&text);
    }
}

#[test]
fn values_keep_their_order_and_their_place_without_answers() {
    let shown = |kind| {
        let values = pane(&kind, "q:2");
        values.into_iter().map(|v| (v.lead, v.label, v.term, v.count)).collect::<Vec<_>>()
    };
    let row = |lead: &str, label: &str, term: &str, count| {
        (lead.to_owned(), label.to_owned(), term.to_owned(), count)
    };
    assert_eq!(
        shown(FacetKind::Question),
        [
            row("1", "Section 1", "1", 5),
            row("1", "access", "1", 3),
            row("2", "routes", "2", 2),
            row("2", "Section 2", "2", 2),
            row("3", "trust", "3", 2)
        ]
    );
    assert_eq!(
        shown(FacetKind::Region),
        [
            row("", "Africa", "Africa", 1),
            row("", "Kenya", "KE", 1),
            row("", "Europe", "Europe", 0),
            row("", "Switzerland", "CH", 0),
            row("", "France", "FR", 0)
        ]
    );
    assert_eq!(
        shown(FacetKind::Submitted),
        [
            row("", "late", "late", 1),
            row("", "anonymous", "anonymous", 1),
            row("", "unplaced", "unplaced", 0)
        ]
    );
    assert_eq!(
        shown(FacetKind::Theme),
        [
            row("", "no theme yet", "theme", 0),
            row("In", "Infrastructure", "infrastructure", 1),
            row("IP", "IPv6", "infrastructure/ipv6", 1),
            row("Tr", "Trust", "trust", 1)
        ]
    );
    assert_eq!(shown(FacetKind::Language), [row("", "English", "en", 0), row("", "French", "fr", 1)]);
    assert_eq!(
        shown(FacetKind::Status),
        [row("", "todo", "todo", 1), row("", "reviewed", "reviewed", 1), row("", "flagged", "flagged", 0)]
    );
}

#[test]
fn themes_count_every_text_once_with_those_under_them() {
    let counts = world::with_sight(theme_counts).unwrap();
    assert_eq!(counts, [(world::theme(0), 4), (world::theme(1), 3), (world::theme(2), 3)]);
}
