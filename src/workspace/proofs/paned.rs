//! The filter panes against the lists: every count is that of the query which choosing the value gives, whatever was done
//! and asked, and every choice shows.

use proptest::prelude::{any, proptest};

use super::bench::{self, Bench};
use super::counted::{FORM, QUERIES};
use super::steps::{self, Step, take};
use crate::model::view::{Facet, FacetKind, Own};
use crate::query::edit::{Choice, pane};
use crate::workspace::Workspace;

/// What is asked of files and columns, beside what is asked of all else.
const ASKED: [&str; 8] = [
    "source:form.csv",
    "-source:again.csv routes",
    "source:form.csv,letter.md q:1..2",
    "attr:\"Organisation size\"=10-49",
    "-attr:\"Organisation size\"=large,10-49",
    "(attr:\"Organisation size\"=large OR source:letter.md)",
    "is:late",
    "is:any -is:anonymous",
];

/// The form, the same with another cell and without a row, a letter, and another of the same name.
fn collected() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut desk = bench.desk("Alice");
    bench.take(&mut desk, "form.csv", FORM.as_bytes(), None);
    let again =
        FORM.replace("Sign the routes at once", "Sign all of the routes").replace(",large,", ",small,");
    bench.take(&mut desk, "again.csv", again.as_bytes(), None);
    let letter = |body: &str| format!("# A letter\n\nDear all.\n\n## {}\n\n{body}\n", bench::QUESTIONS[0]);
    bench.take(&mut desk, "letter.md", letter("It costs too much.").as_bytes(), Some("Néo Net"));
    bench.take(&mut desk, "Letter.MD", letter("There is no power.").as_bytes(), Some("Dale Net"));
    (bench, desk)
}

fn compare(desk: &Workspace, query: &str) -> Vec<Facet> {
    // A name that this workspace has not come to know is a mistake.
    let Ok(facets) = desk.facets(query) else { return Vec::new() };
    for Facet { kind, own, values } in &facets {
        for value in values {
            let chosen = pane::only(query, own, value.field, &value.term);
            let asked = match desk.resolve(&chosen) {
                Ok(asked) => asked,
                // Which of two tags, or by whom, has to be said in other words.
                Err(_) if matches!(kind, FacetKind::Analyst | FacetKind::Theme) => continue,
                Err(wrong) => panic!("{chosen}: {wrong}"),
            };
            let page = desk.page(&asked, 0, 0).unwrap();
            let finds = if value.term == "unplaced" { page.unplaced } else { page.answers };
            assert_eq!(value.count, finds, "{kind:?} {} under “{query}”: {chosen}", value.term);
            let said = pane::choices(&chosen, &kind.own());
            assert_eq!(said, [(value.field, value.term.clone(), Choice::Chosen)], "{chosen}");
            let out = pane::exclude(query, own, value.field, &value.term);
            let is_out = |text: &str| {
                let said = pane::choices(text, own);
                said.iter().any(|(_, word, choice)| {
                    *choice == Choice::LeftOut && word.to_lowercase() == value.term.to_lowercase()
                })
            };
            assert_ne!(is_out(query), is_out(&out), "{query} became {out}");
        }
    }
    facets
}

#[test]
fn every_value_of_every_pane_has_the_count_of_choosing_it() {
    let (_bench, desk) = collected();
    for query in QUERIES.into_iter().chain(ASKED) {
        compare(&desk, query);
    }
}

fn shown<'a>(facets: &'a [Facet], kind: &FacetKind) -> Vec<(&'a str, usize)> {
    let facet = facets.iter().find(|facet| facet.kind == *kind).unwrap();
    facet.values.iter().map(|value| (value.label.as_str(), value.count)).collect()
}

#[test]
fn files_and_closed_answers_have_panes_and_what_is_not_there_stays_in_place() {
    let (_bench, desk) = collected();
    let size = FacetKind::Column("Organisation size".to_owned());
    let all = compare(&desk, "");
    // What was not changed in the second export came in both; two letters of one name are one to a query.
    assert_eq!(shown(&all, &FacetKind::Source), [("again.csv", 13), ("form.csv", 12), ("Letter.MD", 2)]);
    assert_eq!(shown(&all, &size), [("10-49", 5), ("1,000 and more", 2), ("Large", 2), ("small", 1)]);
    let letters = compare(&desk, "source:letter.md");
    assert_eq!(shown(&letters, &FacetKind::Source), [("again.csv", 13), ("form.csv", 12), ("Letter.MD", 2)]);
    assert_eq!(shown(&letters, &size), [("10-49", 0), ("1,000 and more", 0), ("Large", 0), ("small", 0)]);
}

#[test]
fn a_value_in_other_words_is_the_same_choice() {
    let (_bench, desk) = collected();
    for (query, kind, term) in [
        ("country:Switzerland", FacetKind::Region, "CH"),
        ("-country:kenya q:1", FacetKind::Region, "KE"),
        ("type:civ", FacetKind::StakeholderType, "Civil society"),
        ("source:again", FacetKind::Source, "again.csv"),
        ("attr:size=LARGE", FacetKind::Column("Organisation size".to_owned()), "\"Organisation size\"=Large"),
        ("theme:acc", FacetKind::Theme, "access"),
    ] {
        let facets = desk.facets(query).unwrap();
        let facet = facets.iter().find(|facet| facet.kind == kind).unwrap();
        let value = facet.values.iter().find(|value| value.term == term).unwrap();
        assert_eq!(value.also.len(), 1, "{query}: {:?}", value.also);
        let own: &[Own] = &facet.own;
        let reworded = pane::reworded(query, own, value.field, &value.also[0], &value.term);
        let (before, after) = (desk.resolve(query).unwrap(), desk.resolve(&reworded).unwrap());
        assert_eq!(desk.numbers(&before).unwrap(), desk.numbers(&after).unwrap(), "{query}: {reworded}");
        assert!(pane::choices(&reworded, &kind.own()).iter().any(|(_, word, _)| word == term), "{reworded}");
    }
}

proptest! {
    #![proptest_config(bench::runs(4))]

    #[test]
    fn after_random_work_every_value_has_the_count_of_choosing_it(
        steps in proptest::collection::vec(steps::any_step(), 4..20),
        asked in (any::<proptest::sample::Index>(), any::<proptest::sample::Index>()),
    ) {
        let bench = Bench::new();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(steps) {
            take(&bench, &bench.file(), step);
        }
        let desk = bench.desk("Alice");
        for query in [QUERIES[asked.0.index(QUERIES.len())], ASKED[asked.1.index(ASKED.len())], ""] {
            compare(&desk, query);
        }
    }
}
