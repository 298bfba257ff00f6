//! Progress against the lists: every number is that of the query behind it, whatever was done and asked.

use std::collections::HashMap;

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::proptest;

use super::bench::{self, Bench, answers};
use super::counted::{FORM, QUERIES};
use super::steps::{self, Step, take};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::progress::{By, Here, Progress};
use crate::model::work::{Status, Target};
use crate::workspace::progress::{self, Line, Number, Second, behind, behind_second};
use crate::workspace::{ImportRequest, Workspace};

fn here() -> Here {
    Here { today: date(2025, 3, 1), zone: TimeZone::UTC }
}

/// Answers and unplaced texts of a query, counted once.
#[derive(Default)]
struct Lists(HashMap<String, (u32, u32)>);

impl Lists {
    fn of(&mut self, desk: &Workspace, query: &str) -> (u32, u32) {
        let count = || {
            let resolved = desk.resolve(query).unwrap_or_else(|wrong| panic!("{query}: {wrong}"));
            let page = desk.page(&resolved, 0, 0).unwrap();
            (page.answers as u32, page.unplaced as u32)
        };
        *self.0.entry(query.to_owned()).or_insert_with(count)
    }
}

/// Compares every number with the list that it opens, and what stands in the list beside it.
fn compare(desk: &Workspace, lists: &mut Lists, query: &str, found: &Progress) {
    let lines = (0..found.rows.len()).map(Line::Row).chain([Line::All, Line::Unplaced]);
    for line in lines {
        let tally = match line {
            Line::Row(at) => &found.rows[at].tally,
            Line::All => &found.all,
            Line::Unplaced => &found.unplaced,
        };
        let mut numbers = vec![
            (Number::Reviewed, tally.reviewed),
            (Number::Flagged, tally.flagged),
            (Number::Todo, tally.todo),
        ];
        let is_own = found.by == By::Analyst && matches!(line, Line::Row(_));
        let left = if is_own { found.all.texts() - tally.reviewed } else { tally.left() };
        numbers.push((Number::Left, left));
        numbers.extend(tally.by_analyst.iter().enumerate().map(|(at, n)| (Number::Analyst(at), *n)));
        for (number, counted) in numbers {
            let opened = behind(query, found, line, number).unwrap();
            let expected = if line == Line::Unplaced { (0, counted) } else { (counted, 0) };
            assert_eq!(lists.of(desk, &opened), expected, "{line:?} {number:?} by {}: {opened}", found.by);
        }
    }
    for (second, look) in [(Second::Flagged, &found.flagged), (Second::WithoutTheme, &found.without_theme)] {
        let opened = behind_second(query, found, second);
        assert_eq!(lists.of(desk, &opened), (look.answers, 0), "{opened}");
        assert_eq!(look.oldest.is_some(), look.answers > 0);
        if let Some(oldest) = &look.oldest {
            assert!(answers(desk, &opened).contains(&oldest.number), "the oldest is one of them: {opened}");
        }
    }
    let whole = desk.page(&desk.resolve(query).unwrap(), 0, 0).unwrap();
    assert_eq!(
        (found.all.texts(), found.unplaced.texts(), found.left_out),
        (whole.answers as u32, whole.unplaced as u32, whole.left_out)
    );
    let mut words = 0;
    let left = found.all.words_left;
    desk.records(
        &desk.resolve(&behind(query, found, Line::All, Number::Left).unwrap()).unwrap(),
        &mut |record| {
            words += u64::from(record.words);
            true
        },
    )
    .unwrap();
    assert_eq!(words, left, "{query}");
}

/// A form, and what two analysts said of its answers: alike, against one another, and alone.
fn worked() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    let path = bench.folder.path().join("form.csv");
    std::fs::write(&path, FORM).unwrap();
    let request = ImportRequest { paths: vec![path], ..ImportRequest::default() };
    alice.import(&request, &mut |_| true).unwrap();
    let page =
        b"A letter\n\nWe write of ourselves first.\n\n1. What hinders access to the network?\n\nThe price.\n";
    bench.take(&mut alice, "letter.md", page, Some("Zoo Net")).unwrap();
    let all = answers(&alice, "-is:unplaced");
    let mut bob = bench.open(&bench.file(), 1, "Jean-Paul O. \"JP\"");
    let say = |desk: &mut Workspace, of: &[usize], status| {
        let answers = of.iter().map(|at| all[at % all.len()]).collect();
        bench::done(desk, Edit::SetStatus { answers, status });
    };
    say(&mut alice, &[0, 1, 2, 3], Status::Reviewed);
    say(&mut alice, &[4, 5], Status::Flagged);
    say(&mut bob, &[2, 4, 7], Status::Reviewed);
    say(&mut bob, &[3, 5, 9], Status::Flagged);
    say(&mut alice, &[1], Status::Todo);
    let target = Target::Answers(vec![all[0], all[4]].into());
    let themes = vec![ThemeChoice::Existing(bench::theme(1))];
    bench::done(&mut alice, Edit::Tag { target, themes, stance: None });
    let unplaced = answers(&alice, "is:unplaced");
    assert!(!unplaced.is_empty());
    bench::done(&mut bob, Edit::SetStatus { answers: unplaced.into(), status: Status::Reviewed });
    (bench, alice)
}

#[test]
fn every_number_is_that_of_the_list_behind_it() {
    let (_bench, alice) = worked();
    let mut lists = Lists::default();
    for by in By::ALL {
        for query in QUERIES {
            let found = alice.progress(query, by, &here()).unwrap();
            compare(&alice, &mut lists, query, &found);
        }
    }
    let all = alice.progress("", By::Question, &here()).unwrap();
    assert!(all.all.flagged > 0 && all.flagged.reviewed > 0 && all.unplaced.reviewed > 0);
    assert_eq!(all.analysts, ["Alice", "Jean-Paul O. \"JP\""]);
}

#[test]
fn today_is_by_the_clock_of_the_computer_and_what_was_just_reviewed_is_of_it() {
    let (_bench, alice) = worked();
    let before = progress::here();
    let found = alice.progress("", By::Question, &before).unwrap();
    let today = found.pace.days.last().unwrap();
    assert_eq!(today.date, before.today);
    // Unless midnight was between the work and the question.
    let lately: u32 = found.pace.days.iter().rev().take(2).map(|day| day.reviewed).sum();
    assert_eq!(lately, found.all.reviewed);
    assert!(alice.progress("teh:x", By::Question, &before).is_err());
}

proptest! {
    #![proptest_config(bench::runs(6))]

    #[test]
    fn after_random_work_every_number_is_that_of_the_list_behind_it(
        steps in proptest::collection::vec(steps::any_step(), 4..24),
        asked in proptest::collection::vec((0..6_usize, 0..14_usize), 4),
    ) {
        let bench = Bench::new();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(steps) {
            take(&bench, &bench.file(), step);
        }
        let desk = bench.desk("Alice");
        for (by, query) in asked {
            // A name that this workspace has not come to know is a mistake, here as there.
            let Ok(found) = desk.progress(QUERIES[query], By::ALL[by], &here()) else { continue };
            compare(&desk, &mut Lists::default(), QUERIES[query], &found);
        }
    }
}
