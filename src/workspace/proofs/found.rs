//! Findings by example: written apart and brought together, agreed, taken back, removed, and their themes merged.

use super::bench::{Bench, answers, assert_same, done, nothing, state, theme};
use super::merge::receive;
use crate::model::call::Key;
use crate::model::edit::{Edit, ThemeChange};
use crate::model::finding::{About, Finding, State};
use crate::model::work::Target;
use crate::workspace::{Error, Workspace};

const ROWS: [[&str; 4]; 2] = [
    ["F-1", "The cost of the last mile hinders us.", "Signed routes", "You"],
    ["F-2", "Power and the price of it", "Filters", "Nobody"],
];

fn trust() -> About {
    About::Theme(theme(2))
}

fn write(text: &str) -> Edit {
    Edit::WriteFinding { about: trust(), text: text.to_owned() }
}

fn settle(state: State) -> Edit {
    Edit::SettleFinding { about: trust(), state }
}

/// Alice's and Bob's files, equal, with a finding in both when `text` says something.
fn two(text: &str) -> (Bench, Workspace, Workspace, std::path::PathBuf) {
    let bench = Bench::new();
    let mut alice = bench.desk("Alice");
    bench.import(&mut alice, &ROWS).unwrap();
    if !text.is_empty() {
        done(&mut alice, write(text));
    }
    let two = bench.copy(&bench.file(), "two.db");
    let bob = bench.open(&two, 1, "Bob");
    (bench, alice, bob, two)
}

fn only(desk: &Workspace) -> Finding {
    let mut all = desk.findings().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_finding_has_a_text_a_state_and_quotations_and_each_step_is_taken_back_alone() {
    let (_bench, mut alice, ..) = two("");
    let start = state(&alice);
    let about = About::Question(Key("access".to_owned()));
    let (list, _) = alice.open_finding(&about).unwrap();
    assert_eq!(alice.shortlists().unwrap()[0].name, "Finding: Question 1");
    let answer = answers(&alice, "")[0];
    done(&mut alice, Edit::AddItems { list: None, target: Target::Answers(vec![answer].into()) });
    assert!(matches!(
        alice.edit(Edit::SettleFinding { about: about.clone(), state: State::Agreed }),
        Err(Error::Invalid(_))
    ));
    done(&mut alice, Edit::WriteFinding { about: about.clone(), text: " Cost is what hinders. ".into() });
    done(&mut alice, Edit::SettleFinding { about: about.clone(), state: State::Agreed });
    let found = only(&alice);
    assert_eq!((found.list, found.name.as_str(), found.items.len()), (list, "Question 1", 1));
    assert_eq!((found.text.as_str(), found.state), ("Cost is what hinders.", State::Agreed));
    assert_eq!((found.about.clone(), found.analyst.as_str()), (about.clone(), "Alice"));
    nothing(&mut alice, Edit::MakeFinding { about: about.clone() });
    nothing(&mut alice, Edit::WriteFinding { about: about.clone(), text: "Cost is what hinders.".into() });
    done(&mut alice, Edit::WriteFinding { about, text: "Cost and power.".into() });
    assert_eq!(only(&alice).state, State::Draft, "another text is not what was agreed");
    done(&mut alice, Edit::Undo(None));
    assert_eq!(only(&alice).state, State::Agreed);
    for _ in 0..4 {
        done(&mut alice, Edit::Undo(None));
    }
    assert_same(&start, &state(&alice));
    assert!(alice.findings().unwrap().is_empty() && alice.shortlists().unwrap().is_empty());
}

#[test]
fn findings_that_were_written_apart_are_one_with_both_texts_until_someone_joins_them() {
    let (bench, mut alice, mut bob, two) = two("");
    done(&mut alice, write("They ask for openness."));
    done(&mut alice, settle(State::Agreed));
    let answer = answers(&alice, "")[0];
    let list = Some(trust().list());
    done(&mut alice, Edit::AddItems { list, target: Target::Answers(vec![answer].into()) });
    done(&mut bob, write("They doubt the registries."));
    let answer = answers(&bob, "")[1];
    done(&mut bob, Edit::AddItems { list, target: Target::Answers(vec![answer].into()) });
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    assert_same(&state(&alice), &state(&bob));
    let found = only(&alice);
    assert!(["They ask for openness.", "They doubt the registries."].iter().all(|t| found.text.contains(t)));
    assert_eq!((found.state, found.items.len()), (State::Draft, 2), "nobody agreed to both texts");
    done(&mut bob, write("They ask for openness and doubt the registries."));
    done(&mut bob, settle(State::Agreed));
    receive(&bench.file(), &two);
    let found = only(&alice);
    assert_eq!(found.text, "They ask for openness and doubt the registries.");
    assert_eq!((found.state, found.analyst.as_str()), (State::Agreed, "Bob"));
    assert_same(&state(&alice), &state(&bob));
}

#[test]
fn what_is_agreed_is_the_text_that_was_read() {
    let (bench, mut alice, mut bob, two) = two("They ask for openness.");
    done(&mut bob, write("They ask for nothing."));
    done(&mut alice, settle(State::Agreed));
    receive(&bench.file(), &two);
    let found = only(&alice);
    assert_eq!(found.state, State::Draft);
    assert!(found.text.contains("openness") && found.text.contains("nothing"), "{}", found.text);
    receive(&two, &bench.file());
    assert_same(&state(&alice), &state(&bob));
    // Both agree to the same text: it stands there once, and is agreed.
    done(&mut alice, write("They ask for openness."));
    receive(&two, &bench.file());
    done(&mut alice, settle(State::Agreed));
    done(&mut bob, settle(State::Agreed));
    receive(&bench.file(), &two);
    let found = only(&alice);
    assert_eq!((found.text.as_str(), found.state), ("They ask for openness.", State::Agreed));
}

#[test]
fn a_removal_covers_only_what_it_had_seen_and_who_begins_anew_begins_without_a_text() {
    let (bench, mut alice, mut bob, two) = two("They ask for openness.");
    let before = state(&alice);
    done(&mut alice, Edit::RemoveList { list: trust().list() });
    assert!(alice.findings().unwrap().is_empty());
    done(&mut bob, write("They ask for openness, and for time."));
    receive(&bench.file(), &two);
    assert_eq!(only(&alice).text, "They ask for openness, and for time.");
    let (_bench, mut alice, ..) = self::two("They ask for openness.");
    done(&mut alice, Edit::RemoveList { list: trust().list() });
    done(&mut alice, Edit::MakeFinding { about: trust() });
    assert_eq!(only(&alice).text, "");
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    assert_eq!(only(&alice).text, "They ask for openness.");
    assert_eq!(state(&alice).len(), before.len());
}

#[test]
fn a_finding_is_called_after_its_theme_and_goes_with_it_where_that_is_merged() {
    let (_bench, mut alice, ..) = two("They ask for openness.");
    let list = trust().list();
    assert!(matches!(alice.edit(Edit::RenameList { list, name: "Mine".into() }), Err(Error::Invalid(_))));
    let change = ThemeChange::Rename("Confidence".to_owned());
    done(&mut alice, Edit::ChangeTheme { theme: theme(2), change });
    assert_eq!(alice.shortlists().unwrap()[0].name, "Finding: Confidence");
    done(&mut alice, Edit::MergeThemes { themes: vec![theme(2)], into: theme(1) });
    let found = only(&alice);
    assert_eq!((found.about, found.name.as_str()), (About::Theme(theme(1)), "Routing (from Confidence)"));
    // The finding of the theme that stays is the one that is there.
    assert_eq!(alice.open_finding(&About::Theme(theme(1))).unwrap().0, list);
    assert_eq!(alice.findings().unwrap().len(), 1);
}
