//! Single rules, each by an example: what is kept, what covers what, whose is whose.

use super::bench::{Bench, answers, assert_same, done, nothing, state, theme};
use super::merge::receive;
use crate::model::draft::Field;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{AnswerNumber, ThemeId};
use crate::model::span::Span;
use crate::model::view::AnswerView;
use crate::model::work::{NoteTarget, Stance, Status, Target};
use crate::workspace::Workspace;

const ROWS: [[&str; 4]; 2] = [
    ["F-1", "The cost of the last mile hinders us, above all in the hills.", "Signed routes", "You"],
    ["F-2", "Power and the price of it", "Filters", "Nobody"],
];

fn bench() -> Bench {
    let bench = Bench::new();
    bench.import(&mut bench.desk("Alice"), &ROWS).unwrap();
    bench
}

fn tag(answers: &[AnswerNumber], theme: ThemeChoice) -> Edit {
    Edit::Tag { target: Target::Answers(answers.to_vec().into()), themes: vec![theme], stance: None }
}

fn existing(at: usize) -> ThemeChoice {
    ThemeChoice::Existing(theme(at))
}

fn new(path: &str) -> ThemeChoice {
    ThemeChoice::New(path.to_owned())
}

fn view(desk: &Workspace, answer: AnswerNumber) -> AnswerView {
    desk.answer(answer, &desk.resolve("").unwrap()).unwrap()
}

fn named(desk: &Workspace, name: &str) -> Option<ThemeId> {
    desk.codebook().unwrap().themes.iter().find(|t| t.name == name).map(|t| t.id)
}

#[test]
fn a_theme_whose_making_was_undone_stays_while_anothers_tag_rests_on_it_with_what_stands_above() {
    let bench = bench();
    let (mut alice, mut bob) = (bench.desk("Alice"), bench.desk("Bob"));
    let all = answers(&alice, "");
    let made = done(&mut alice, Edit::AddTheme { path: "Power / Price".to_owned() });
    let theme = named(&bob, "Price").unwrap();
    done(&mut bob, tag(&all[..1], ThemeChoice::Existing(theme)));
    done(&mut alice, Edit::Undo(Some(made)));
    let book = alice.codebook().unwrap();
    assert_eq!(book.path(theme), "Power / Price");
    assert_eq!(answers(&alice, "theme:price"), all[..1]);
    done(&mut bob, Edit::Undo(None));
    assert_eq!((named(&alice, "Price"), named(&alice, "Power")), (None, None));
}

#[test]
fn a_list_whose_making_was_undone_stays_while_anothers_item_stands_on_it() {
    let bench = bench();
    let (mut alice, mut bob) = (bench.desk("Alice"), bench.desk("Bob"));
    let all = answers(&alice, "");
    let add = |at: usize| Edit::AddItems { list: None, target: Target::Answers(vec![all[at]].into()) };
    let made = done(&mut alice, add(0));
    done(&mut bob, add(1));
    done(&mut alice, Edit::Undo(Some(made)));
    let lists = alice.shortlists().unwrap();
    assert_eq!(lists.iter().map(|l| (l.name.as_str(), l.items)).collect::<Vec<_>>(), [("Shortlist", 1)]);
    done(&mut bob, Edit::Undo(None));
    assert!(alice.shortlists().unwrap().is_empty());
}

#[test]
fn the_list_that_was_chosen_is_the_one_that_is_added_to() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    for name in ["One", "Two"] {
        done(&mut alice, Edit::AddList { name: name.to_owned() });
    }
    let one = alice.shortlists().unwrap().into_iter().find(|l| l.name == "One").unwrap().id;
    alice.choose_shortlist(one).unwrap();
    done(&mut alice, Edit::AddItems { list: None, target: Target::Answers(vec![all[0]].into()) });
    assert_eq!(alice.shortlist_items(one).unwrap().len(), 1);
}

#[test]
fn a_saved_filter_is_one_by_its_name_in_every_file_and_each_change_of_it_is_undone_alone() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let save = |name: &str, query: &str| Edit::SaveFilter { name: name.to_owned(), query: query.to_owned() };
    let shown = |desk: &Workspace| -> Vec<(String, String)> {
        desk.filters().unwrap().into_iter().map(|f| (f.name, f.query)).collect()
    };
    let one = |name: &str, query: &str| vec![(name.to_owned(), query.to_owned())];
    done(&mut alice, save("Late  ones ", " is:late "));
    nothing(&mut alice, save("Late ones", "is:late"));
    let two = bench.copy(&bench.file(), "two.db");
    let mut away = bench.open(&two, 1, "Alice");
    done(&mut alice, save("LATE ones", "-is:late"));
    assert_eq!(shown(&alice), one("LATE ones", "-is:late"));
    done(&mut away, Edit::RemoveFilter { name: "late ones".to_owned() });
    assert!(shown(&away).is_empty());
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    assert_same(&state(&alice), &state(&away));
    done(&mut away, Edit::Undo(None));
    assert_eq!(shown(&away), one("LATE ones", "-is:late"), "the removal alone was taken back");
    done(&mut alice, Edit::Undo(None));
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    assert_eq!(shown(&alice), one("Late ones", "is:late"));
    assert_same(&state(&alice), &state(&away));
    for (name, query) in [("", "is:late"), ("…", "is:late"), ("Late", "  "), ("Late", "is:lat")] {
        alice.edit(save(name, query)).unwrap_err();
    }
    alice.edit(Edit::RemoveFilter { name: "Lat ones".to_owned() }).unwrap_err();
}

#[test]
fn a_removal_covers_only_the_tags_that_it_had_seen() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    done(&mut alice, tag(&all[..1], existing(0)));
    let two = bench.copy(&bench.file(), "two.db");
    let mut away = bench.open(&two, 1, "Alice");
    let untag = Edit::Untag { target: Target::Answers(all.clone().into()), themes: Vec::new() };
    done(&mut alice, untag.clone());
    done(&mut away, untag);
    done(&mut away, tag(&all[..1], existing(0)));
    receive(&bench.file(), &two);
    receive(&two, &bench.file());
    assert_eq!(view(&alice, all[0]).tags.len(), 1);
    assert_same(&state(&alice), &state(&away));
}

#[test]
fn a_stance_that_was_set_at_the_same_time_keeps_the_tag() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    done(&mut alice, tag(&all[..1], existing(0)));
    let id = view(&alice, all[0]).tags[0].id;
    let two = bench.copy(&bench.file(), "two.db");
    let mut away = bench.open(&two, 1, "Alice");
    done(&mut away, Edit::SetStance { tags: vec![id], stance: Some(Stance::For) });
    done(&mut alice, Edit::Untag { target: Target::Answers(all.clone().into()), themes: Vec::new() });
    alice.edit(Edit::SetStance { tags: vec![id], stance: Some(Stance::Mixed) }).unwrap_err();
    receive(&bench.file(), &two);
    assert_eq!(view(&alice, all[0]).tags[0].stance, Some(Stance::For));
}

#[test]
fn equal_tags_of_two_devices_are_shown_and_counted_once_and_taken_off_at_once() {
    let bench = bench();
    let two = bench.copy(&bench.file(), "two.db");
    let (mut alice, mut away) = (bench.desk("Alice"), bench.open(&two, 1, "Alice"));
    let all = answers(&alice, "");
    done(&mut alice, tag(&all[..1], existing(0)));
    done(&mut away, tag(&all[..1], existing(0)));
    receive(&bench.file(), &two);
    assert_eq!(view(&alice, all[0]).tags.len(), 1);
    nothing(&mut alice, tag(&all[..1], existing(0)));
    done(&mut alice, Edit::Untag { target: Target::Answers(all[..1].to_vec().into()), themes: Vec::new() });
    assert!(view(&alice, all[0]).tags.is_empty());
}

#[test]
fn the_same_theme_or_answer_named_twice_is_named_once() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    let target = Target::Answers(vec![all[0], all[0]].into());
    let themes = vec![existing(0), existing(0), new("Hills"), new("hills")];
    done(&mut alice, Edit::Tag { target: target.clone(), themes, stance: None });
    let rows: i64 = alice.store.conn.query_row("SELECT count(*) FROM tag", [], |r| r.get(0)).unwrap();
    assert_eq!(rows, 2);
    done(&mut alice, Edit::AddItems { list: None, target });
    assert_eq!(alice.shortlists().unwrap()[0].items, 1);
}

#[test]
fn what_is_there_already_makes_no_operation() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    let add = Edit::AddItems { list: None, target: Target::Answers(all[..2].to_vec().into()) };
    let correct = |value: Option<&str>| Edit::SetMetadata {
        submissions: vec!["F-1".to_owned()],
        field: Field::Country,
        value: value.map(str::to_owned),
    };
    nothing(&mut alice, correct(None));
    let edits = [
        tag(&all, existing(1)),
        Edit::SetStatus { answers: all.clone().into(), status: Status::Flagged },
        Edit::AddTheme { path: "Power".to_owned() },
        add.clone(),
        correct(Some("KE")),
    ];
    for edit in edits {
        done(&mut alice, edit.clone());
        nothing(&mut alice, edit);
    }
    let list = alice.shortlists().unwrap()[0].id;
    let items: Vec<_> = alice.shortlist_items(list).unwrap().iter().map(|i| i.id).collect();
    for before in [Some(items[1]), Some(items[0])] {
        nothing(&mut alice, Edit::MoveItem { item: items[0], before });
    }
    nothing(&mut alice, Edit::MoveItem { item: items[1], before: None });
    done(&mut alice, Edit::MoveItem { item: items[1], before: Some(items[0]) });
}

#[test]
fn a_note_needs_something_that_is_there() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let unknown = ThemeId::starter("nowhere");
    for on in
        [NoteTarget::Question(crate::model::call::Key("nowhere".to_owned())), NoteTarget::Theme(unknown)]
    {
        alice.edit(Edit::AddNote { on, text: "so".to_owned() }).unwrap_err();
    }
}

#[test]
fn an_undo_without_an_id_never_takes_back_anothers_or_another_devices() {
    let bench = bench();
    let (mut alice, mut bob) = (bench.desk("Alice"), bench.desk("Bob"));
    let all = answers(&alice, "");
    done(&mut alice, tag(&all, existing(0)));
    nothing(&mut bob, Edit::Undo(None));
    let mut elsewhere = bench.open(&bench.file(), 1, "Alice");
    nothing(&mut elsewhere, Edit::Undo(None));
    assert_eq!(answers(&bob, "theme:access"), all);
}

#[test]
fn a_redo_after_others_were_brought_back_by_name_finds_what_is_still_off() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    done(&mut alice, tag(&all, existing(0)));
    let second = done(&mut alice, tag(&all, existing(1)));
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, Edit::Redo(Some(second)));
    done(&mut alice, Edit::Redo(None));
    assert_eq!((answers(&alice, "theme:access"), answers(&alice, "theme:routing")), (all.clone(), all));
    nothing(&mut alice, Edit::Redo(None));
}

#[test]
fn a_new_operation_ends_redo() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    done(&mut alice, tag(&all, existing(0)));
    done(&mut alice, Edit::Undo(None));
    done(&mut alice, tag(&all, existing(1)));
    nothing(&mut alice, Edit::Redo(None));
}

#[test]
fn an_undo_leaves_what_another_wrote_since() {
    let bench = bench();
    let (mut alice, mut bob) = (bench.desk("Alice"), bench.desk("Bob"));
    let set = |country: &str| Edit::SetMetadata {
        submissions: vec!["F-1".to_owned(), "F-2".to_owned()],
        field: Field::Country,
        value: Some(country.to_owned()),
    };
    done(&mut alice, set("KE"));
    let mut one = set("NL");
    if let Edit::SetMetadata { submissions, .. } = &mut one {
        submissions.truncate(1);
    }
    done(&mut bob, one);
    let said = alice.edit(Edit::Undo(None)).unwrap().summary;
    assert!(said.contains("1 of 2") && said.contains("Bob"), "{said}");
    let countries: Vec<_> = alice
        .submissions(&alice.resolve("").unwrap())
        .unwrap()
        .into_iter()
        .map(|s| s.metadata.country)
        .collect();
    assert_eq!(countries, [Some("NL".to_owned()), None]);
}

#[test]
fn a_redo_that_saw_the_undo_holds_whatever_the_clocks_say() {
    use crate::store::journal::skew;
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let all = answers(&alice, "");
    done(&mut alice, tag(&all, existing(0)));
    skew::set(40 * 86_400_000);
    done(&mut alice, Edit::Undo(None));
    skew::set(0);
    done(&mut alice, Edit::Redo(None));
    assert_eq!(answers(&alice, "theme:access"), all);
}

#[test]
fn the_status_is_each_analysts_own() {
    let bench = bench();
    let (mut alice, mut bob) = (bench.desk("Alice"), bench.desk("Bob"));
    let all = answers(&alice, "");
    done(&mut alice, Edit::SetStatus { answers: all.clone().into(), status: Status::Reviewed });
    done(&mut bob, Edit::SetStatus { answers: all[..1].to_vec().into(), status: Status::Flagged });
    assert_eq!(answers(&alice, "status:reviewed"), all);
    done(&mut bob, Edit::Undo(None));
    assert_eq!((answers(&alice, "status:reviewed"), answers(&bob, "status:todo")), (all.clone(), all));
}

#[test]
fn both_imports_of_one_submission_undone_and_brought_back_in_any_order_are_as_before() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let first = alice.history(None).unwrap()[0].id;
    let all = answers(&alice, "");
    done(&mut alice, tag(&all, existing(0)));
    let mut again = ROWS;
    again[0][1] = "The cost of the last mile hinders us.";
    let second = bench.import(&mut alice, &again).unwrap().operation.unwrap();
    let before = state(&alice);
    for (one, two) in [(first, second), (second, first)] {
        for back in [one, two] {
            done(&mut alice, Edit::Undo(Some(one)));
            done(&mut alice, Edit::Undo(Some(two)));
            assert!(answers(&alice, "").is_empty());
            done(&mut alice, Edit::Redo(Some(back)));
            done(&mut alice, Edit::Redo(Some(if back == one { two } else { one })));
            assert_same(&state(&alice), &before);
        }
    }
}

#[test]
fn a_passage_whose_words_moved_within_its_cell_is_found_and_lost_words_are_listed() {
    let bench = bench();
    let mut alice = bench.desk("Alice");
    let answer = answers(&alice, "ref:F-1 q:1")[0];
    let passage = |start, end| Edit::Tag {
        target: Target::Passage(answer, Span::new(start, end)),
        themes: vec![existing(0)],
        stance: None,
    };
    done(&mut alice, passage(16, 25));
    done(&mut alice, passage(55, 60));
    done(
        &mut alice,
        Edit::AddNote { on: NoteTarget::Passage(answer, Span::new(16, 25)), text: "so".to_owned() },
    );
    done(&mut alice, Edit::AddItems { list: None, target: Target::Passage(answer, Span::new(16, 25)) });
    let mut again = ROWS;
    again[0][1] = "To begin with: the cost of the last mile hinders us.";
    bench.import(&mut alice, &again).unwrap();
    let seen = view(&alice, answer);
    let places: Vec<_> = seen.tags.iter().map(|t| (t.span, t.quote.as_deref().unwrap())).collect();
    assert_eq!(places, [(None, "hills"), (Some(Span::new(31, 40)), "last mile")]);
    assert_eq!(seen.notes[0].span, Some(Span::new(31, 40)));
    let list = alice.shortlists().unwrap()[0].id;
    assert_eq!(alice.shortlist_items(list).unwrap()[0].span, Some(Span::new(31, 40)));
    // It is there already, and it is taken off where it is shown.
    nothing(&mut alice, passage(31, 40));
    nothing(&mut alice, Edit::AddItems { list: None, target: Target::Passage(answer, Span::new(31, 40)) });
    done(&mut alice, Edit::Untag { target: Target::Passage(answer, Span::new(33, 35)), themes: Vec::new() });
    done(&mut alice, Edit::RemoveItems { list: None, target: Target::Passage(answer, Span::new(31, 40)) });
    let left: Vec<_> = view(&alice, answer).tags.into_iter().map(|t| t.quote).collect();
    assert_eq!(left, [Some("hills".to_owned())]);
}
