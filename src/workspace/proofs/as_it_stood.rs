//! A workspace as it stood: exactly what was there then, whoever did what since.

use jiff::Timestamp;

use super::bench::{Bench, answers, assert_same, done, state, theme};
use crate::model::as_of::AsOf;
use crate::model::draft::Field;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::span::Span;
use crate::model::work::Target;
use crate::store::journal::skew;
use crate::workspace::Workspace;

/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;

fn tag(desk: &Workspace, query: &str, at: usize) -> Edit {
    let target = Target::Answers(answers(desk, query).into());
    Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme(at))], stance: None }
}

/// Makes a change so many minutes after the beginning.
fn at(minutes: i64, desk: &mut Workspace, edit: impl FnOnce(&Workspace) -> Edit) {
    let edit = edit(desk);
    skew::set(minutes * MINUTE);
    done(desk, edit);
    skew::set(0);
}

/// The state so many minutes after the beginning, as it is told of the file.
fn then(bench: &Bench, began: Timestamp, minutes: i64) -> Vec<String> {
    let moment = Timestamp::from_millisecond(began.as_millisecond() + minutes * MINUTE).unwrap();
    let past = bench.desk("Alice").as_of(AsOf::Moment(moment), &mut |_| true).unwrap();
    assert_eq!(past.stood(), Some(AsOf::Moment(moment)));
    state(&past)
}

#[test]
fn what_two_did_since_is_absent_and_what_was_taken_back_since_is_there() {
    let bench = Bench::new();
    let began = Timestamp::now();
    let mut alice = bench.desk("Alice");
    bench.import(&mut alice, &[["F-1", "Cost", "Signed", "You"], ["F-2", "Power", "", "Nobody"]]).unwrap();
    let mut bob = bench.desk("Bob");
    at(10, &mut alice, |desk| tag(desk, "cost", 0));
    at(20, &mut bob, |desk| tag(desk, "nobody", 2));
    let kept = state(&alice);
    at(40, &mut bob, |desk| tag(desk, "power", 1));
    at(50, &mut alice, |_| Edit::Undo(None));
    at(60, &mut bob, |desk| tag(desk, "signed", 1));
    skew::set(70 * MINUTE);
    bench.import(&mut alice, &[["F-3", "Dust", "Wind", "Sun"]]).unwrap();
    skew::set(0);
    let now = state(&alice);
    assert_same(&then(&bench, began, 30), &kept);
    assert_same(&then(&bench, began, 90), &now);
    let moment = AsOf::Moment(Timestamp::from_millisecond(began.as_millisecond() + 30 * MINUTE).unwrap());
    let mut past = bench.desk("Alice").as_of(moment, &mut |_| true).unwrap();
    assert_eq!((answers(&past, "theme:access").len(), answers(&past, "theme:trust").len()), (1, 1));
    assert_eq!((answers(&past, "theme:routing").len(), answers(&past, "dust").len()), (0, 0));
    assert!(past.edit(tag(&past, "power", 1)).is_err(), "what has gone by is not changed");
    assert_same(&state(&alice), &now);
    assert!(bench.desk("Alice").as_of(moment, &mut |_| false).is_err(), "it can be stopped");
}

#[test]
fn where_a_clock_went_wrong_what_came_before_stays_with_what_came_after() {
    let bench = Bench::new();
    let began = Timestamp::now();
    let mut alice = bench.desk("Alice");
    bench.import(&mut alice, &[["F-1", "Cost", "Signed", "You"]]).unwrap();
    let mut bob = bench.open(&bench.file(), 1, "Bob");
    // Bob's clock is a week ahead; Alice has seen what he did, and her clock is right.
    at(7 * 24 * 60, &mut bob, |desk| tag(desk, "cost", 0));
    at(20, &mut alice, |desk| tag(desk, "you", 2));
    let kept = state(&alice);
    at(40, &mut alice, |desk| tag(desk, "signed", 1));
    assert_same(&then(&bench, began, 30), &kept);
}

#[test]
fn what_may_not_leave_now_does_not_leave_as_it_stood_then() {
    let bench = Bench::new();
    let began = Timestamp::now();
    let mut alice = bench.desk("Alice");
    bench
        .import(&mut alice, &[["F-1", "Cost of Ann", "Signed", "You"], ["F-2", "Power", "", "Nobody"]])
        .unwrap();
    at(10, &mut alice, |desk| tag(desk, "cost", 0));
    let withheld = |desk: &Workspace, query: &str| Edit::Withhold {
        answer: answers(desk, query)[0],
        span: Span::new(0, 4),
    };
    at(40, &mut alice, |desk| withheld(desk, "cost"));
    let (submissions, value) = (vec!["F-2".to_owned()], Some("not at all".to_owned()));
    at(45, &mut alice, |_| Edit::SetMetadata { submissions, field: Field::Citable, value });
    skew::set(50 * MINUTE);
    bench.import(&mut alice, &[["F-3", "Dust of Bob", "Wind", "Sun"]]).unwrap();
    skew::set(0);
    at(60, &mut alice, |desk| withheld(desk, "dust"));
    let moment = Timestamp::from_millisecond(began.as_millisecond() + 30 * MINUTE).unwrap();
    let past = bench.desk("Alice").as_of(AsOf::Moment(moment), &mut |_| true).unwrap();
    let mut texts = Vec::new();
    past.leaving_records(&past.resolve("").unwrap(), &mut |record| {
        texts.push(record.text);
        true
    })
    .unwrap();
    assert!(texts.contains(&"[…] of Ann".to_owned()), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains("Power") || text.contains("Dust")), "{texts:?}");
    assert_eq!((answers(&past, "theme:access").len(), answers(&past, "power").len()), (1, 1));
}
