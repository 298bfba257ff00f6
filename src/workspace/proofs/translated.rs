//! Translations by example: two analysts at once, a join, and what an undo leaves.

use super::bench::{Bench, answers, assert_same, done, nothing, replayed, state};
use super::merge::receive;
use super::orders::chooser;
use crate::model::edit::Edit;
use crate::model::id::AnswerNumber;
use crate::model::submission::Translation;
use crate::store::journal::skew;
use crate::workspace::Workspace;

const ROWS: [[&str; 4]; 2] =
    [["F-1", "Es fehlt an Strom.", "Signierte Routen", ""], ["F-2", "Der Preis", "", "Niemand"]];

fn translate(answer: AnswerNumber, text: &str) -> Edit {
    Edit::Translate { answer, text: text.to_owned(), language: Some("en".to_owned()), file: None }
}

fn of(desk: &Workspace, answer: AnswerNumber) -> Option<Translation> {
    desk.answer(answer, &desk.resolve("").unwrap()).unwrap().translation
}

fn text(desk: &Workspace, answer: AnswerNumber) -> Option<String> {
    of(desk, answer).map(|it| it.text)
}

fn desk() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    bench.import(&mut alice, &ROWS).unwrap();
    (bench, alice)
}

#[test]
fn every_step_is_taken_back_alone_and_brought_back() {
    let (_bench, mut alice) = desk();
    let first = answers(&alice, "")[0];
    let start = state(&alice);
    done(&mut alice, translate(first, "Power is lacking."));
    nothing(&mut alice, translate(first, "Power is lacking.\n"));
    let one = state(&alice);
    done(&mut alice, translate(first, "There is no power."));
    done(&mut alice, translate(first, ""));
    assert_eq!(of(&alice, first), None);
    nothing(&mut alice, translate(first, ""));
    done(&mut alice, Edit::Undo(None));
    assert_eq!(text(&alice, first).as_deref(), Some("There is no power."));
    done(&mut alice, Edit::Undo(None));
    assert_same(&one, &state(&alice));
    done(&mut alice, Edit::Undo(None));
    assert_same(&start, &state(&alice));
    done(&mut alice, Edit::Redo(None));
    assert_same(&one, &state(&alice));
    assert_same(&replayed(&alice, &mut |_| 0), &state(&alice));
}

#[test]
fn of_two_at_once_the_later_holds_and_neither_is_lost() {
    let (bench, mut alice) = desk();
    let first = answers(&alice, "")[0];
    let two = bench.copy(&bench.file(), "two.db");
    let mut bob = bench.open(&two, 1, "Bob");
    done(&mut alice, translate(first, "Power is lacking."));
    skew::set(60_000);
    done(&mut bob, translate(first, "No current."));
    skew::set(0);
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    assert_same(&state(&alice), &state(&bob));
    for desk in [&alice, &bob] {
        let it = of(desk, first).unwrap();
        assert_eq!((it.text.as_str(), it.analyst.as_deref()), ("No current.", Some("Bob")));
    }
    assert_same(&replayed(&alice, &mut chooser(&[3, 1, 2])), &state(&bob));
    // Both are heads: taken back, the one gives way to the other.
    done(&mut bob, Edit::Undo(None));
    assert_eq!(text(&bob, first).as_deref(), Some("Power is lacking."));
    // Who writes having seen both replaces both.
    done(&mut bob, Edit::Redo(None));
    done(&mut bob, translate(first, "There is no power."));
    receive(&bench.file(), &two);
    assert_eq!(text(&alice, first).as_deref(), Some("There is no power."));
}

#[test]
fn a_translation_stays_with_its_answer_when_submissions_are_joined_and_parted() {
    let (_bench, mut alice) = desk();
    let own = answers(&alice, "q:3")[0];
    done(&mut alice, translate(own, "Nobody"));
    let before = state(&alice);
    done(&mut alice, Edit::Join { submissions: vec!["F-1".to_owned(), "F-2".to_owned()] });
    let joined = answers(&alice, "q:3")[0];
    assert_eq!(text(&alice, joined).as_deref(), Some("Nobody"));
    done(&mut alice, translate(joined, "No one"));
    assert_eq!(text(&alice, joined).as_deref(), Some("No one"));
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, translate(joined, ""));
    assert_eq!(text(&alice, joined), None);
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    assert_same(&before, &state(&alice));
    assert_eq!(text(&alice, own).as_deref(), Some("Nobody"));
}
