//! The matrix against the lists: every number is that of the query behind it, whatever was done and asked.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::{any, proptest};

use super::bench::{self, Bench, answers};
use super::steps::{self, Step, take};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::matrix::{Ask, Count, Dimension, Matrix};
use crate::model::span::Span;
use crate::model::submission::{AnswerRecord, TagRecord as Tag};
use crate::model::work::{Status, Target};
use crate::workspace::{ImportRequest, Workspace, matrix};

/// Queries with what is hard: tags that are bound, terms of the same field, alternatives, what is left out.
pub(super) const QUERIES: [&str; 14] = [
    "",
    "theme:routing",
    "stance:against",
    "stance:for analyst:alice",
    "theme:routing stance:against",
    "theme:access theme:routing",
    "analyst:alice",
    "q:1 OR q:3",
    "-theme:trust sort:-date",
    "status:reviewed,flagged",
    "has:theme type:ngo,government",
    "is:any",
    "tag:(theme:trust stance:for)",
    "(lang:en OR theme:access) -q:2",
];

/// A form with metadata and a closed answer, spelled in more than one way, and with nothing in some cells.
pub(super) const FORM: &str = "Reference,Organisation,Stakeholder type,Country,Region,Submitted on,Organisation size,\
     What hinders access to the network?,How should routes be kept safe?,\"Whom do you trust, and why?\"\n\
     M-1,Lake IX,NGO,Kenya,Africa,2025-01-10,10-49,The cost of it is high for us,Sign the routes at once,Nobody at all in this\n\
     M-2,Lake IX,NGO,KE,Africa,2025-01-31,\"1,000 and more\",Power is dear where we live,,Open books make trust\n\
     M-3,,government,FR,,2025-02-02,10-49,Le prix du réseau est trop haut,Signer les routes,\n\
     M-4,,Government,,Europe,,—,No,Filters are the way to go,The neighbours\n\
     M-5,Hill Net,Civil society,CH,Europe,2025-02-03,large,Distance and hills,,\n\
     M-6,Hill Net,,CH,Europe,2025-02-03,Large,,Filters,Auditors\n";

fn dimensions() -> Vec<Dimension> {
    let size = Dimension::Attribute("Organisation size".to_owned());
    Dimension::FIXED.into_iter().chain([size]).collect()
}

/// Answers and submitters of queries that were counted already.
type Seen = HashMap<String, (usize, usize)>;

/// How many there are of what is counted behind a query.
fn counted(desk: &Workspace, seen: &mut Seen, query: &str, count: Count) -> u32 {
    let (answers, submitters) = *seen.entry(query.to_owned()).or_insert_with(|| behind(desk, query));
    let number = match count {
        Count::Answers => answers,
        Count::Submitters => submitters,
        Count::Passages => unreachable!("passages are counted from the answers themselves"),
    };
    number as u32
}

fn behind(desk: &Workspace, query: &str) -> (usize, usize) {
    let resolved = desk.resolve(query).unwrap_or_else(|wrong| panic!("{query}: {wrong}"));
    let page = desk.page(&resolved, 0, 0).unwrap();
    (page.answers, page.submitters)
}

/// Compares every number with the count of the query that its cell opens.
fn compare(desk: &Workspace, seen: &mut Seen, query: &str, found: &Matrix) {
    let count = found.ask.count;
    let mut same = |number: u32, opened: Option<String>, what: &str| {
        // Only what has no month cannot be asked for.
        let Some(opened) = opened else { return };
        let behind = counted(desk, seen, &opened, count);
        assert_eq!(number, behind, "{what} of {:?} under “{query}”: {opened}", found.ask);
    };
    for (r, row) in found.cells.iter().enumerate() {
        for (c, number) in row.iter().enumerate() {
            same(*number, matrix::behind(query, found, Some(r), Some(c)), "a cell");
        }
        same(found.row_totals[r], matrix::behind(query, found, Some(r), None), "a row");
    }
    for (c, number) in found.column_totals.iter().enumerate() {
        same(*number, matrix::behind(query, found, None, Some(c)), "a column");
        same(found.any_row[c], matrix::behind_any(query, found, Some(c)), "any row of a column");
    }
    same(found.any, matrix::behind_any(query, found, None), "any row");
    same(found.total, matrix::behind(query, found, None, None), "the total");
}

/// The passages of a query's answers that are tagged with a theme, by an analyst: each once.
fn passages(desk: &Workspace, query: &str, theme: Option<&str>, analyst: Option<&str>) -> u32 {
    let mut spans = BTreeSet::new();
    desk.records(&desk.resolve(query).unwrap(), &mut |record: AnswerRecord| {
        let wanted = |tag: &&Tag| {
            theme.is_none_or(|theme| tag.theme == theme)
                && analyst.is_none_or(|analyst| tag.analyst == analyst)
        };
        let tags = record.tags.iter().filter(wanted).filter(|_| record.question.is_some());
        spans.extend(tags.filter_map(|tag| Some((record.id.to_string(), tag.start?, tag.end?))));
        true
    })
    .unwrap();
    spans.len() as u32
}

fn ask(rows: &Dimension, columns: &Dimension, count: Count) -> Ask {
    Ask { rows: rows.clone(), columns: columns.clone(), count }
}

/// A workspace with the form, tags of two analysts on answers and passages, and states.
fn worked() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    let path = bench.folder.path().join("form.csv");
    std::fs::write(&path, FORM).unwrap();
    let request = ImportRequest { paths: vec![path], ..ImportRequest::default() };
    alice.import(&request, &mut |_| true).unwrap();
    let all = answers(&alice, "");
    let tag = |desk: &mut Workspace, of: &[usize], theme: usize, stance: Option<&str>| {
        let answers = of.iter().map(|at| all[at % all.len()]).collect();
        bench::done(
            desk,
            Edit::Tag {
                target: Target::Answers(answers),
                themes: vec![ThemeChoice::Existing(bench::theme(theme))],
                stance: stance.map(|stance| stance.parse().unwrap()),
            },
        );
    };
    tag(&mut alice, &[0, 1, 4, 7], 0, None);
    tag(&mut alice, &[1, 2, 5], 1, Some("against"));
    let mut bob = bench.open(&bench.file(), 1, "Bob");
    tag(&mut bob, &[1, 2, 3, 8], 1, Some("for"));
    tag(&mut bob, &[0, 9], 2, Some("against"));
    for (answer, start) in [(all[0], 0), (all[0], 4), (all[3], 0)] {
        for theme in [1, 2] {
            bench::done(
                &mut bob,
                Edit::Tag {
                    target: Target::Passage(answer, Span::new(start, start + 6)),
                    themes: vec![ThemeChoice::Existing(bench::theme(theme))],
                    stance: None,
                },
            );
        }
    }
    bench::done(&mut alice, Edit::SetStatus { answers: all[..3].to_vec().into(), status: Status::Reviewed });
    bench::done(&mut alice, Edit::SetStatus { answers: vec![all[4]].into(), status: Status::Flagged });
    (bench, alice)
}

#[test]
fn every_number_of_every_two_dimensions_is_that_of_the_list_behind_it() {
    let (_bench, alice) = worked();
    let mut seen = Seen::new();
    for rows in dimensions() {
        for columns in dimensions() {
            for (i, query) in QUERIES.iter().enumerate() {
                // Each pair with a few of the queries; every query meets every dimension.
                if (i + rows.name().len() + 3 * columns.name().len()) % 7 > 0 {
                    continue;
                }
                let count = if i % 2 == 0 { Count::Answers } else { Count::Submitters };
                compare(
                    &alice,
                    &mut seen,
                    query,
                    &alice.matrix(query, &ask(&rows, &columns, count)).unwrap(),
                );
            }
        }
    }
}

#[test]
fn passages_are_counted_once_in_a_cell_and_once_in_the_total() {
    let (_bench, alice) = worked();
    let by_type =
        alice.matrix("", &ask(&Dimension::Theme, &Dimension::StakeholderType, Count::Passages)).unwrap();
    assert_eq!((by_type.total, by_type.any), (3, 3), "two themes on each are no six");
    for (r, row) in by_type.rows.iter().enumerate() {
        for c in 0..by_type.columns.len() {
            let of_type = matrix::behind("", &by_type, None, Some(c)).unwrap();
            let behind = passages(&alice, &of_type, row.value.as_deref(), None);
            assert_eq!(by_type.cells[r][c], behind, "{row:?} of {of_type}");
        }
    }
    let by_analyst =
        alice.matrix("q:1", &ask(&Dimension::Theme, &Dimension::Analyst, Count::Passages)).unwrap();
    for (r, row) in by_analyst.rows.iter().enumerate() {
        for (c, column) in by_analyst.columns.iter().enumerate() {
            let behind = passages(&alice, "q:1", row.value.as_deref(), column.value.as_deref());
            assert_eq!(by_analyst.cells[r][c], behind, "{row:?} {column:?}");
        }
    }
}

#[test]
fn spellings_that_a_query_takes_for_one_are_one_and_what_says_nothing_is_none() {
    let (_bench, alice) = worked();
    let size = Dimension::Attribute("organisation SIZE".to_owned());
    let found = alice.matrix("", &ask(&size, &Dimension::StakeholderType, Count::Submitters)).unwrap();
    let rows: Vec<Option<&str>> = found.rows.iter().map(|head| head.value.as_deref()).collect();
    assert_eq!(rows, [Some("10-49"), Some("1,000 and more"), Some("Large"), None]);
    assert_eq!(found.row_totals, [2, 1, 1, 1], "Lake IX is in two rows");
    assert_eq!(found.total, 4, "and once in all");
    let wrong = ask(&Dimension::Attribute("Organization size".to_owned()), &size, Count::Answers);
    assert!(matches!(alice.matrix("", &wrong), Err(crate::workspace::Error::Unknown { .. })));
}

proptest! {
    #![proptest_config(bench::runs(6))]

    #[test]
    fn after_random_work_every_number_is_that_of_the_list_behind_it(
        steps in proptest::collection::vec(steps::any_step(), 4..24),
        asked in proptest::collection::vec((0..11_usize, 0..11_usize, any::<bool>(), 0..14_usize), 4),
    ) {
        let bench = Bench::new();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(steps) {
            take(&bench, &bench.file(), step);
        }
        let desk = bench.desk("Alice");
        for (rows, columns, by_submitter, query) in asked {
            let all = &Dimension::FIXED;
            let count = if by_submitter { Count::Submitters } else { Count::Answers };
            let asked = ask(&all[rows % all.len()], &all[columns % all.len()], count);
            // A name that this workspace has not come to know is a mistake, here as there.
            let Ok(found) = desk.matrix(QUERIES[query], &asked) else { continue };
            compare(&desk, &mut Seen::new(), QUERIES[query], &found);
        }
    }
}
