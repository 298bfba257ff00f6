//! Shortlists by example: headings in their place, quotations shortened and brought back, lists renamed and removed.

use super::bench::{Bench, answers, assert_same, done, nothing, state};
use super::merge::receive;
use crate::model::edit::Edit;
use crate::model::id::{ItemId, ListId};
use crate::model::span::Span;
use crate::model::work::{ItemKind, Target};
use crate::workspace::{Error, Workspace};

const ROWS: [[&str; 4]; 2] = [
    ["F-1", "The cost of the last mile hinders us, above all in the hills.", "Signed routes", "You"],
    ["F-2", "Power and the price of it", "Filters", "Nobody"],
];

/// A list with two quotations.
fn listed() -> (Bench, Workspace, ListId) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    bench.import(&mut alice, &ROWS).unwrap();
    let all = answers(&alice, "");
    done(&mut alice, Edit::AddList { name: "Chair".to_owned() });
    let list = alice.shortlists().unwrap()[0].id;
    done(
        &mut alice,
        Edit::AddItems { list: Some(list), target: Target::Answers(vec![all[0], all[1]].into()) },
    );
    (bench, alice, list)
}

fn texts(desk: &Workspace, list: ListId) -> Vec<String> {
    desk.shortlist_items(list).unwrap().into_iter().map(|i| i.text).collect()
}

fn id(desk: &Workspace, list: ListId, at: usize) -> ItemId {
    desk.shortlist_items(list).unwrap()[at].id
}

#[test]
fn headings_and_comments_stand_where_they_were_put_and_say_what_was_last_said() {
    let (_bench, mut alice, list) = listed();
    let start = state(&alice);
    let second = id(&alice, list, 1);
    let add = |kind, text: &str, before| Edit::AddText { list, kind, text: text.to_owned(), before };
    done(&mut alice, add(ItemKind::Heading, "Power", Some(second)));
    done(&mut alice, add(ItemKind::Comment, "All of it.", None));
    let heading = id(&alice, list, 1);
    done(&mut alice, Edit::RewordItem { item: heading, text: "Electric power".to_owned() });
    let kinds: Vec<_> = alice.shortlist_items(list).unwrap().iter().map(|i| i.kind).collect();
    assert_eq!(kinds, [ItemKind::Quotation, ItemKind::Heading, ItemKind::Quotation, ItemKind::Comment]);
    assert_eq!(texts(&alice, list)[1], "Electric power");
    nothing(&mut alice, Edit::RewordItem { item: heading, text: " Electric power ".to_owned() });
    done(&mut alice, Edit::Undo(None));
    assert_eq!(texts(&alice, list)[1], "Power");
    let items = vec![heading, id(&alice, list, 3)];
    done(&mut alice, Edit::TakeOut { items });
    assert_eq!(texts(&alice, list).len(), 2);
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    assert_same(&start, &state(&alice));
}

#[test]
fn a_quotation_is_shortened_and_every_step_of_it_is_taken_back_alone() {
    let (_bench, mut alice, list) = listed();
    let item = id(&alice, list, 0);
    let whole = ROWS[0][1];
    done(&mut alice, Edit::Shorten { item, cuts: vec![Span::new(4, 25)] });
    let cut = &alice.shortlist_items(list).unwrap()[0];
    assert_eq!(cut.text, "The […] hinders us, above all in the hills.");
    assert_eq!((cut.quote.as_deref(), cut.cuts.as_slice()), (Some(whole), &[Span::new(4, 25)][..]));
    done(&mut alice, Edit::Shorten { item, cuts: vec![Span::new(4, 25), Span::new(36, 500)] });
    assert_eq!(texts(&alice, list)[0], "The […] hinders us[…]");
    nothing(&mut alice, Edit::Shorten { item, cuts: vec![Span::new(36, 400), Span::new(4, 25)] });
    done(&mut alice, Edit::Undo(None));
    assert_eq!(texts(&alice, list)[0], "The […] hinders us, above all in the hills.");
    done(&mut alice, Edit::Shorten { item, cuts: Vec::new() });
    assert_eq!(texts(&alice, list)[0], whole);
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    assert_eq!(alice.shortlist_items(list).unwrap()[0].quote, None);
    let all = Edit::Shorten { item, cuts: vec![Span::new(0, 500)] };
    assert!(matches!(alice.edit(all), Err(Error::Invalid(_))), "something has to stay");
}

#[test]
fn a_list_is_renamed_and_removed_and_comes_back_as_it_was() {
    let (_bench, mut alice, list) = listed();
    done(&mut alice, Edit::AddList { name: "Other".to_owned() });
    let rename = |name: &str| Edit::RenameList { list, name: name.to_owned() };
    assert!(matches!(alice.edit(rename("OTHER")), Err(Error::Invalid(_))));
    done(&mut alice, rename("Board"));
    let before = state(&alice);
    done(&mut alice, Edit::RemoveList { list });
    assert_eq!(alice.shortlists().unwrap().len(), 1);
    assert!(alice.shortlist_items(list).is_err());
    done(&mut alice, Edit::Undo(None));
    assert_same(&before, &state(&alice));
    assert_eq!(texts(&alice, list).len(), 2);
}

#[test]
fn a_removal_of_a_list_covers_only_what_it_had_seen() {
    let (bench, mut alice, list) = listed();
    let two = bench.copy(&bench.file(), "two.db");
    let mut bob = bench.open(&two, 1, "Bob");
    done(&mut alice, Edit::RemoveList { list });
    let answer = answers(&bob, "")[2];
    done(&mut bob, Edit::AddItems { list: Some(list), target: Target::Answers(vec![answer].into()) });
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    let lists = alice.shortlists().unwrap();
    assert_eq!(lists.iter().map(|l| (l.name.as_str(), l.items)).collect::<Vec<_>>(), [("Chair", 1)]);
    assert_same(&state(&alice), &state(&bob));
}
