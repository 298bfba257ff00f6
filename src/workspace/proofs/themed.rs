//! The codebook under work of several people: no cycle, no tag lost, one state whatever came first.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{any, proptest};

use super::bench::{self, Bench, answers, assert_same, done, replayed, state, theme};
use super::merge::receive;
use super::orders::chooser;
use super::steps::{self, Step, pick, take};
use crate::model::codebook::{Codebook, Incoming};
use crate::model::edit::{Edit, ThemeChange, ThemeChoice};
use crate::model::id::{ExampleId, TagId, ThemeId};
use crate::model::span::Span;
use crate::model::work::Target;
use crate::store::digest::digest;
use crate::workspace::Workspace;

/// Any change of the codebook.
pub(super) fn edit(desk: &Workspace, step: Step) -> Option<Edit> {
    let book = desk.codebook().unwrap();
    let all: Vec<ThemeId> = book.themes.iter().map(|theme| theme.id).collect();
    let (one, other) = (pick(&all, step.a / 12)?, pick(&all, step.b)?);
    let change = |change| Some(Edit::ChangeTheme { theme: one, change });
    match step.a % 12 {
        0 => change(ThemeChange::Rename(
            ["Access", "Routing", "Roads", "New 1"][usize::from(step.b % 4)].into(),
        )),
        1 | 2 => change(ThemeChange::Move {
            parent: Some(other).filter(|_| !step.b.is_multiple_of(5)),
            before: None,
        }),
        3 => change(ThemeChange::Letter([None, Some('a'), Some('b')][usize::from(step.b % 3)])),
        4 => change(ThemeChange::Terms(vec![format!("term {}", step.b % 3)])),
        5 => change(ThemeChange::Describe {
            definition: format!("What {} is", step.b % 3),
            use_when: String::new(),
            not_when: String::new(),
        }),
        6 | 7 => Some(Edit::MergeThemes { themes: vec![one], into: other }),
        8 => {
            let into = if step.b.is_multiple_of(3) {
                ThemeChoice::New(format!("Apart {}", step.b % 2))
            } else {
                ThemeChoice::Existing(other)
            };
            let tags: Vec<TagId> = tags_of(desk, one).into_iter().skip(usize::from(step.b % 2)).collect();
            Some(Edit::SplitTheme { theme: one, into, tags })
        }
        9 if step.b.is_multiple_of(2) => Some(Edit::RetireTheme { theme: one }),
        9 => Some(Edit::UnretireTheme { theme: one }),
        10 if step.b.is_multiple_of(3) => {
            let there: Vec<ExampleId> = desk.examples().unwrap().into_iter().map(|one| one.id).collect();
            Some(Edit::DropExample { example: pick(&there, step.b)? })
        }
        10 => {
            let answer = pick(&answers(desk, ""), step.b)?;
            Some(Edit::PickExample { theme: one, answer, span: Span::new(0, 1 + u32::from(step.b % 3)) })
        }
        _ => Some(Edit::TakeInThemes { themes: incoming(&book, step) }),
    }
}

/// A file with a theme that is there, under another place or name, and one that may not be there.
fn incoming(book: &Codebook, step: Step) -> Vec<Incoming> {
    let mut themes: Vec<Incoming> =
        book.as_incoming().into_iter().skip(usize::from(step.b % 4)).take(2).collect();
    if let Some(first) = themes.first_mut() {
        first.path.insert(0, format!("Above {}", step.b % 2));
        first.colour = Some(1 + step.b % 12);
    }
    themes.push(Incoming {
        path: vec![format!("Above {}", step.b % 2), format!("New {}", step.b % 3)],
        letter: Some('b'),
        ..Incoming::default()
    });
    themes
}

fn tags_of(desk: &Workspace, theme: ThemeId) -> Vec<TagId> {
    desk.tags_of(theme, &desk.resolve("is:any").unwrap()).unwrap()
}

/// Every live tag with the theme under which it is shown.
fn shown(desk: &Workspace) -> BTreeMap<TagId, ThemeId> {
    let book = desk.codebook().unwrap();
    let of = |theme: ThemeId| tags_of(desk, theme).into_iter().map(move |tag| (tag, theme));
    book.themes.iter().flat_map(|theme| of(theme.id)).collect()
}

fn live(desk: &Workspace) -> i64 {
    let sql = "SELECT count(*) FROM tag JOIN answer ON answer.n = tag.answer WHERE live = 1 AND visible = 1";
    desk.store.conn.query_row(sql, [], |r| r.get(0)).unwrap()
}

/// Asserts what holds of any codebook, whoever did what.
#[track_caller]
fn assert_sound(desk: &Workspace) {
    let book = desk.codebook().unwrap();
    let mut above: BTreeSet<ThemeId> = BTreeSet::new();
    let (mut letters, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for theme in &book.themes {
        assert!(theme.parent.is_none_or(|parent| above.contains(&parent)), "parents stand before: {theme:?}");
        assert!(above.insert(theme.id), "each once");
        assert!(paths.insert(book.path(theme.id)), "each path once: {}", book.path(theme.id));
        assert!(theme.letter.is_none_or(|letter| letters.insert(letter)), "each letter once");
    }
    for merged in &book.merged {
        assert!(book.theme(merged.id).is_none() && book.theme(merged.into).is_some(), "{merged:?}");
    }
    assert_eq!(
        shown(desk).len() as i64,
        live(desk),
        "every live tag is shown under one theme of the codebook"
    );
    for one in desk.examples().unwrap() {
        assert!(!one.quote.is_empty());
    }
    let raw: i64 = desk
        .store
        .conn
        .query_row(
            "SELECT count(*) FROM theme JOIN theme other ON other.n = theme.shown WHERE other.shown IS NOT NULL",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(raw, 0, "one redirect leads to the end");
}

/// Work of which codebook work is the most.
fn work() -> impl proptest::strategy::Strategy<Value = Vec<Step>> {
    let step = (0..10_u8, 0..3_u8, 0..3_u8, any::<u8>(), any::<u8>());
    let step = proptest::strategy::Strategy::prop_map(step, |(kind, who, device, a, b)| {
        let kind = [32, 33, 34, 30, 32, 4, 5, 7, 35, 38][usize::from(kind)];
        Step { kind, who, device, a, b }
    });
    proptest::collection::vec(step, 2..14)
}

fn begin(bench: &Bench) {
    for step in [
        Step { kind: 0, who: 0, device: 0, a: 7, b: 2 },
        Step { kind: 4, who: 0, device: 0, a: 1, b: 0 },
        Step { kind: 4, who: 1, device: 0, a: 2, b: 1 },
        Step { kind: 4, who: 1, device: 0, a: 4, b: 2 },
    ] {
        take(bench, &bench.file(), step);
    }
}

proptest! {
    #![proptest_config(bench::runs(10))]

    #[test]
    fn codebooks_that_were_worked_on_apart_become_one(
        here in work(),
        there in work(),
        after in work(),
        order in proptest::collection::vec(any::<usize>(), 1..40),
    ) {
        let bench = Bench::new();
        begin(&bench);
        let one = bench.file();
        let two = bench.copy(&one, "copy.db");
        let watcher = bench.open(&two, 1, "Bob");
        watcher.theme_counts().unwrap();
        for step in here {
            take(&bench, &one, Step { device: 0, ..step });
        }
        for step in there {
            take(&bench, &two, Step { device: 1 + step.device % 2, ..step });
            assert_sound(&watcher);
        }
        receive(&two, &one);
        for step in after {
            take(&bench, &two, Step { device: 1, ..step });
        }
        receive(&one, &two);
        let (first, second) = (bench.open(&one, 0, "Alice"), bench.open(&two, 1, "Alice"));
        assert_same(&state(&first), &state(&second));
        assert_eq!(digest(&first.store.conn).unwrap(), digest(&second.store.conn).unwrap());
        assert_eq!(first.codebook().unwrap(), second.codebook().unwrap());
        assert_eq!(shown(&first), shown(&second));
        assert_sound(&first);
        assert_eq!(watcher.theme_counts().unwrap(), first.theme_counts().unwrap(), "what is kept in memory follows");
        assert_same(&replayed(&first, &mut chooser(&order)), &state(&first));
    }

    #[test]
    fn undo_of_codebook_work_brings_every_tag_back(steps in work()) {
        let bench = Bench::new();
        begin(&bench);
        let mut alice = bench.desk("Alice");
        let told = |desk: &Workspace| {
            (desk.codebook().unwrap(), shown(desk), desk.theme_counts().unwrap(), desk.examples().unwrap())
        };
        for step in steps.into_iter().filter(|step| (32..35).contains(&step.kind)) {
            let before = told(&alice);
            if steps::act(&bench, &mut alice, step).is_some_and(|outcome| outcome.operation.is_some()) {
                let after = told(&alice);
                let tags = |told: &BTreeMap<TagId, ThemeId>| told.keys().copied().collect::<Vec<_>>();
                assert_eq!(tags(&before.1), tags(&after.1), "no tag is lost");
                done(&mut alice, Edit::Undo(None));
                assert_eq!(told(&alice), before);
                done(&mut alice, Edit::Redo(None));
                assert_eq!(told(&alice), after);
            }
        }
    }
}

/// Rows, tags of two analysts: Alice's on Access, Bob's on Routing.
fn tagged() -> (Bench, Workspace, Workspace) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    bench.import(
        &mut alice,
        &[["F-1", "Cost of power", "Signed", "You"], ["F-2", "Hills", "Filters", "Nobody"]],
    );
    let mut bob = bench.open(&bench.file(), 1, "Bob");
    let all = answers(&alice, "");
    let tag = |of: &[usize], at: usize| Edit::Tag {
        target: Target::Answers(of.iter().map(|at| all[*at]).collect()),
        themes: vec![ThemeChoice::Existing(theme(at))],
        stance: None,
    };
    done(&mut alice, tag(&[0, 1, 2], 0));
    done(&mut bob, tag(&[2, 3], 1));
    (bench, alice, bob)
}

fn count(desk: &Workspace, at: usize) -> Option<usize> {
    desk.theme_counts().unwrap().into_iter().find(|(id, _)| *id == theme(at)).map(|(_, count)| count)
}

#[test]
fn a_merge_counts_each_answer_once_takes_late_tags_along_and_is_undone_alone() {
    let (bench, mut alice, mut bob) = tagged();
    let away = bench.copy(&bench.file(), "away.db");
    let mut zoe = bench.open(&away, 2, "Zoé");
    let all = answers(&zoe, "");
    done(
        &mut zoe,
        Edit::Tag {
            target: Target::Answers(vec![all[5]].into()),
            themes: vec![ThemeChoice::Existing(theme(1))],
            stance: None,
        },
    );
    let merge = done(&mut alice, Edit::MergeThemes { themes: vec![theme(1)], into: theme(0) });
    assert_eq!((count(&alice, 0), count(&alice, 1)), (Some(4), None), "one answer has both");
    receive(&bench.file(), &away);
    assert_eq!(count(&alice, 0), Some(5), "the late tag is counted there");
    assert_eq!(
        answers(&alice, "theme:routing"),
        answers(&alice, "theme:access"),
        "the old name is understood"
    );
    // Who has not heard of it tags the theme that is gone.
    done(
        &mut bob,
        Edit::Tag {
            target: Target::Answers(vec![all[4]].into()),
            themes: vec![ThemeChoice::New("routing".to_owned())],
            stance: None,
        },
    );
    assert_eq!(count(&alice, 0), Some(6));
    done(&mut alice, Edit::Undo(Some(merge)));
    assert_eq!((count(&alice, 0), count(&alice, 1)), (Some(4), Some(3)));
}

#[test]
fn themes_that_two_people_merged_into_each_other_are_one_and_the_earlier_merge_holds() {
    let (bench, mut alice, _) = tagged();
    let away = bench.copy(&bench.file(), "away.db");
    let mut zoe = bench.open(&away, 2, "Zoé");
    done(&mut alice, Edit::MergeThemes { themes: vec![theme(1)], into: theme(0) });
    done(&mut zoe, Edit::MergeThemes { themes: vec![theme(0)], into: theme(1) });
    receive(&bench.file(), &away);
    receive(&away, &bench.file());
    for desk in [&alice, &zoe] {
        assert_eq!((count(desk, 0), count(desk, 1)), (Some(4), None));
        assert_sound(desk);
    }
}

#[test]
fn a_split_against_a_removal_keeps_the_tag_and_two_splits_end_where_the_later_one_says() {
    let (bench, mut alice, _) = tagged();
    let away = bench.copy(&bench.file(), "away.db");
    let mut zoe = bench.open(&away, 2, "Zoé");
    let tags = tags_of(&alice, theme(0));
    let all = answers(&alice, "");
    let split = |tags: &[TagId], to: usize| Edit::SplitTheme {
        theme: theme(0),
        into: ThemeChoice::Existing(theme(to)),
        tags: tags.to_vec(),
    };
    done(&mut alice, Edit::Untag { target: Target::Answers(vec![all[0]].into()), themes: Vec::new() });
    done(&mut alice, split(&tags[1..], 1));
    done(&mut zoe, split(&tags[..2], 2));
    receive(&bench.file(), &away);
    receive(&away, &bench.file());
    assert_eq!(shown(&alice), shown(&zoe));
    let of =
        |at: usize| shown(&alice).into_iter().filter(move |(_, to)| *to == theme(at)).map(|(tag, _)| tag);
    assert!(
        of(2).eq(tags[..2].iter().copied()),
        "who gave it a theme says that it is there; the later split holds"
    );
    assert!(of(1).any(|tag| tag == tags[2]));
}

#[test]
fn two_themes_of_one_name_stay_apart_and_are_told_apart() {
    let (bench, mut alice, _) = tagged();
    let away = bench.copy(&bench.file(), "away.db");
    let mut zoe = bench.open(&away, 2, "Zoé");
    done(&mut alice, Edit::AddTheme { path: "Power".to_owned() });
    done(&mut zoe, Edit::AddTheme { path: "power".to_owned() });
    receive(&bench.file(), &away);
    let book = alice.codebook().unwrap();
    let mut twins: Vec<&str> =
        book.themes.iter().filter(|theme| theme.twin).map(|theme| theme.name.as_str()).collect();
    twins.sort_unstable();
    assert_eq!(twins, ["Power", "power (2)"]);
    let id = |name: &str| book.themes.iter().find(|theme| theme.name == name).unwrap().id;
    done(&mut alice, Edit::MergeThemes { themes: vec![id("power (2)")], into: id("Power") });
    assert!(alice.codebook().unwrap().themes.iter().all(|theme| !theme.twin));
}
