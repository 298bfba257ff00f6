//! A clock that is set back, or goes far ahead: work stays in the order in which it was done.

use super::bench::{Bench, answers, assert_chains, done, theme};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::work::{Status, Target};
use crate::store::journal::skew;
use crate::workspace::Workspace;

const HOUR: i64 = 3_600_000;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.import(&mut bench.desk("Alice"), &[["F-1", "Cost", "Signed", "You"]]).unwrap();
    bench
}

fn tag(desk: &Workspace) -> Edit {
    let target = Target::Answers(answers(desk, "").into());
    Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme(0))], stance: None }
}

fn status(desk: &Workspace, status: Status) -> Edit {
    Edit::SetStatus { answers: answers(desk, "").into(), status }
}

/// Does something while the clock goes ahead or behind.
fn at_clock(hours: i64, desk: &mut Workspace, edit: Edit) {
    skew::set(hours * HOUR);
    done(desk, edit);
    skew::set(0);
}

/// The kinds of what was done, newest first.
fn kinds(desk: &Workspace) -> Vec<String> {
    desk.history(None).unwrap().into_iter().map(|entry| entry.kind).collect()
}

/// The hybrid clocks in the order of the numbers, in milliseconds and as they are.
fn clocks(desk: &Workspace) -> Vec<i64> {
    let mut read = desk.store.conn.prepare("SELECT hlc FROM operation WHERE at > 0 ORDER BY seq").unwrap();
    read.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn assert_well(desk: &Workspace) {
    assert_chains(&desk.store.conn);
    for check in desk.checkup(&mut |_, _| true).unwrap() {
        assert!(check.ok, "{check:?}");
    }
}

#[test]
fn what_is_done_after_the_clock_was_set_back_comes_after_what_was_done_before() {
    let bench = bench();
    let mut desk = bench.desk("Alice");
    let edit = tag(&desk);
    done(&mut desk, edit);
    let edit = status(&desk, Status::Reviewed);
    at_clock(-3, &mut desk, edit);
    assert!(clocks(&desk).is_sorted_by(|a, b| a < b), "{:?}", clocks(&desk));
    // By more than a day: what was written before looks like the work of a clock gone wild.
    let edit = status(&desk, Status::Flagged);
    at_clock(-9 * 24, &mut desk, edit);
    desk = bench.desk("Alice");
    let edit = Edit::Untag { target: Target::Answers(answers(&desk, "").into()), themes: Vec::new() };
    at_clock(-8 * 24, &mut desk, edit);
    assert_eq!(kinds(&desk), ["tag.remove", "status.set", "status.set", "tag.add", "import"]);
    let edit = Edit::Undo(None);
    done(&mut desk, edit);
    assert_eq!(answers(&desk, "theme:access").len(), 3, "what was done last is taken back");
    assert_eq!(answers(&desk, "status:flagged").len(), 3, "the later one holds");
    skew::set(-30 * 24 * HOUR);
    done(&mut desk, Edit::Undo(None));
    skew::set(0);
    assert_eq!(answers(&desk, "status:reviewed").len(), 3, "what was done last is taken back");
    at_clock(-30 * 24, &mut desk, Edit::Redo(None));
    assert_eq!(answers(&desk, "status:flagged").len(), 3);
    assert_well(&desk);
}

#[test]
fn a_clock_of_the_next_day_is_followed_and_one_beyond_it_is_not() {
    for (ahead, is_followed) in [(23, true), (25, false), (40 * 24, false)] {
        let bench = bench();
        let mut desk = bench.desk("Alice");
        let edit = status(&desk, Status::Reviewed);
        at_clock(ahead, &mut desk, edit);
        let edit = status(&desk, Status::Flagged);
        done(&mut desk, edit);
        let clocks = clocks(&desk);
        let (wild, later) = (clocks[1], clocks[2]);
        assert_eq!(later > wild, is_followed, "{ahead} hours ahead");
        let now = jiff::Timestamp::now().as_millisecond();
        assert!(later >> 16 <= now + 24 * HOUR, "{ahead} hours ahead are never written on");
        assert_eq!(
            answers(&desk, "status:flagged").len(),
            3,
            "what was seen is overruled, whatever the clocks say"
        );
        done(&mut desk, Edit::Undo(None));
        assert_eq!(answers(&desk, "status:reviewed").len(), 3);
        assert_well(&desk);
    }
}
