//! Text that people put elsewhere: what goes with it, what stays, and that it comes back exactly.

use super::bench::{Bench, answers, assert_same, done, nothing, replayed, state, theme};
use super::merge::receive;
use crate::model::astray::Kind;
use crate::model::call::Key;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::AnswerNumber;
use crate::model::placing::{Moved, Placing};
use crate::model::span::Span;
use crate::model::view::AnswerView;
use crate::model::work::{NoteTarget, Status, Target};
use crate::workspace::{Error, Found, Workspace};

const LETTER: &str = "# A letter\n\nDear all.\n\n## What hinders access to the network?\n\nCost, above all.\n\n\
                      And power in the hills.\n\n## How should routes be kept safe?\n\nSign them.[^1]\n\n\
                      ## Annex\n\nTables.\n\n[^1]: As others do.\n";

fn bench() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut desk = bench.desk("Amina");
    bench.take(&mut desk, "letter.md", LETTER.as_bytes(), Some("Néo Net")).unwrap();
    (bench, desk)
}

fn view(desk: &Workspace, query: &str) -> AnswerView {
    let found = answers(desk, query);
    assert_eq!(found.len(), 1, "{query}");
    desk.answer(found[0], &desk.resolve("").unwrap()).unwrap()
}

fn text(desk: &Workspace, query: &str) -> String {
    view(desk, query).text
}

fn under(key: &str) -> Placing {
    Placing::Under(Key(key.to_owned()))
}

fn whole(answer: AnswerNumber, to: Placing) -> Edit {
    Edit::Place { text: Moved::Target(Target::Answers(vec![answer].into())), to }
}

fn passage(answer: AnswerNumber, span: Span, to: Placing) -> Edit {
    Edit::Place { text: Moved::Target(Target::Passage(answer, span)), to }
}

fn tag(target: Target) -> Edit {
    Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme(0))], stance: None }
}

fn words(desk: &Workspace, words: &str) -> (AnswerNumber, Span) {
    for answer in answers(desk, "") {
        let text = desk.answer(answer, &desk.resolve("").unwrap()).unwrap().text;
        if let Some(byte) = text.find(words) {
            let start = text[..byte].chars().count() as u32;
            return (answer, Span::new(start, start + words.chars().count() as u32));
        }
    }
    panic!("nowhere: {words}");
}

#[test]
fn a_moved_answer_is_found_and_counted_under_its_new_question_and_comes_back_exactly() {
    let (_bench, mut desk) = bench();
    let before = state(&desk);
    let access = answers(&desk, "q:1")[0];
    done(&mut desk, whole(access, under("trust")));
    assert!(answers(&desk, "q:1").is_empty());
    assert_eq!(text(&desk, "q:3 hills"), "Cost, above all.\n\nAnd power in the hills.");
    assert_eq!(view(&desk, "q:3").heading.as_deref(), Some("What hinders access to the network?"));
    let said = desk.history(Some(1)).unwrap().remove(0);
    assert_eq!(
        (said.kind.as_str(), said.summary.as_str()),
        ("place", "moved a text of C-001 from question 1 to question 3")
    );
    let carried = desk.carried(said.id).unwrap();
    assert_eq!(carried.on.iter().map(|on| on.question.as_deref()).collect::<Vec<_>>(), [Some("3")]);
    let moved = answers(&desk, "q:3")[0];
    nothing(&mut desk, whole(moved, under("trust")));
    done(&mut desk, Edit::Undo(None));
    assert_same(&state(&desk), &before);
    done(&mut desk, Edit::Redo(None));
    assert_eq!(answers(&desk, "q:3 hills").len(), 1);
}

#[test]
fn tags_notes_and_quotations_of_moved_passages_go_with_them() {
    let (_bench, mut desk) = bench();
    let (answer, span) = words(&desk, "power in the hills");
    done(&mut desk, tag(Target::Passage(answer, span)));
    done(&mut desk, Edit::AddNote { on: NoteTarget::Passage(answer, span), text: "so".to_owned() });
    done(&mut desk, Edit::AddItems { list: None, target: Target::Passage(answer, span) });
    let (_, paragraph) = words(&desk, "And power in the hills.");
    done(&mut desk, passage(answer, paragraph, under("routes")));
    assert_eq!(text(&desk, "q:1"), "Cost, above all.");
    let routes = view(&desk, "q:2");
    assert_eq!(routes.text, "And power in the hills.\n\nSign them.[1]\n\nAs others do.");
    let span = Span::new(4, 22);
    assert_eq!(routes.tags.iter().map(|tag| tag.span).collect::<Vec<_>>(), [Some(span)]);
    assert_eq!(routes.notes.iter().map(|note| note.span).collect::<Vec<_>>(), [Some(span)]);
    let list = desk.shortlists().unwrap()[0].id;
    let item = desk.shortlist_items(list).unwrap().remove(0);
    assert_eq!((item.span, item.whole()), (Some(span), "power in the hills"));
    assert_eq!(answers(&desk, "theme:access"), answers(&desk, "q:2"));
    // It is there already, where it stands now.
    nothing(&mut desk, tag(Target::Passage(routes.number, span)));
    done(&mut desk, Edit::Undo(None));
    let tagged = view(&desk, "theme:access");
    assert_eq!(tagged.question.map(|(number, _)| number).as_deref(), Some("1"));
    assert_same(&replayed(&desk, &mut |_| 0), &state(&desk));
}

#[test]
fn tags_on_a_whole_answer_stay_and_are_listed_when_it_is_empty() {
    let (_bench, mut desk) = bench();
    let access = answers(&desk, "q:1")[0];
    done(&mut desk, tag(Target::Answers(vec![access].into())));
    done(&mut desk, Edit::AddNote { on: NoteTarget::Answer(access), text: "ask".to_owned() });
    let said = desk.edit(whole(access, under("routes"))).unwrap().summary;
    assert!(said.ends_with("question 1 is empty now, on it stay: Access, a note"), "{said}");
    assert!(view(&desk, "q:2").tags.is_empty());
    let Found::Submission(it) = desk.find("C-001").unwrap() else { panic!("no submission") };
    let astray = it.astray.unwrap();
    let said: Vec<(Kind, &str)> = astray.iter().map(|work| (work.kind, work.what.as_str())).collect();
    assert_eq!(said, [(Kind::Tag, "Access"), (Kind::Note, "ask")]);
    assert!(astray.iter().all(|work| work.question.as_deref() == Some("1") && work.quote.is_none()));
    assert!(astray.iter().all(|work| work.analyst == "Amina"));
    done(&mut desk, Edit::Undo(None));
    assert_eq!(view(&desk, "q:1").tags.len(), 1);
    let Found::Submission(it) = desk.find("C-001").unwrap() else { panic!("no submission") };
    assert_eq!(it.astray, Some(Vec::new()));
}

#[test]
fn a_footnote_goes_with_the_text_that_refers_to_it() {
    let (_bench, mut desk) = bench();
    let routes = answers(&desk, "q:2")[0];
    assert_eq!(text(&desk, "q:2"), "Sign them.[1]\n\nAs others do.");
    done(&mut desk, whole(routes, under("trust")));
    assert_eq!(text(&desk, "q:3"), "Sign them.[1]\n\nAs others do.");
}

#[test]
fn what_is_left_unplaced_is_unplaced_text_with_its_heading() {
    let (_bench, mut desk) = bench();
    let access = answers(&desk, "q:1")[0];
    done(&mut desk, whole(access, Placing::Unplaced));
    let unplaced: Vec<String> = answers(&desk, "is:unplaced hills")
        .into_iter()
        .map(|answer| desk.answer(answer, &desk.resolve("").unwrap()).unwrap().text)
        .collect();
    assert!(unplaced[0].contains("What hinders access to the network?\n\nCost, above all."), "{unplaced:?}");
    assert!(answers(&desk, "q:1").is_empty());
}

#[test]
fn a_cell_of_a_form_goes_under_another_question_and_stays_there_when_the_form_comes_again() {
    let bench = Bench::new();
    let mut desk = bench.desk("Amina");
    let mut rows =
        [["F-1", "The cost of the last mile.", "Signed routes", "You"], ["F-2", "Power", "Filters", ""]];
    bench.import(&mut desk, &rows).unwrap();
    let cost = answers(&desk, "ref:F-1 q:1")[0];
    done(&mut desk, whole(cost, under("trust")));
    assert_eq!(text(&desk, "ref:F-1 q:3"), "The cost of the last mile.\n\nYou");
    rows[0][2] = "Signed routes, at last";
    bench.import(&mut desk, &rows).unwrap();
    assert_eq!(text(&desk, "ref:F-1 q:3"), "The cost of the last mile.\n\nYou");
    assert_eq!(text(&desk, "ref:F-1 q:2"), "Signed routes, at last");
    assert_same(&replayed(&desk, &mut |_| 0), &state(&desk));
}

#[test]
fn what_two_people_placed_apart_is_joined_and_every_character_stands_once() {
    let (bench, mut amina) = bench();
    let copy = bench.copy(&bench.file(), "copy.db");
    let mut bob = bench.open(&copy, 1, "Bob");
    let access = answers(&amina, "q:1")[0];
    done(&mut amina, passage(access, Span::new(0, 16), under("trust")));
    done(&mut bob, passage(access, Span::new(6, 41), under("routes")));
    drop((amina, bob));
    receive(&bench.file(), &copy);
    receive(&copy, &bench.file());
    let (amina, bob) = (bench.desk("Amina"), bench.open(&copy, 1, "Bob"));
    assert_same(&state(&amina), &state(&bob));
    let pieces = ["Cost, ", "above all.", "And power in the hills."];
    for piece in pieces {
        let all: Vec<String> = answers(&amina, "")
            .into_iter()
            .map(|answer| amina.answer(answer, &amina.resolve("").unwrap()).unwrap().text)
            .collect();
        let times: usize = all.iter().map(|text| text.matches(piece.trim()).count()).sum();
        assert_eq!(times, 1, "{piece} in {all:?}");
    }
}

#[test]
fn the_review_state_stays_with_the_question_and_nonsense_is_refused() {
    let (_bench, mut desk) = bench();
    let access = answers(&desk, "q:1")[0];
    done(&mut desk, Edit::SetStatus { answers: vec![access].into(), status: Status::Reviewed });
    done(&mut desk, passage(access, Span::new(0, 16), under("trust")));
    assert_eq!(view(&desk, "q:1").status, Status::Reviewed);
    assert_eq!(view(&desk, "q:3").status, Status::Todo);
    let wrong = [
        whole(access, under("nobody asked")),
        whole(AnswerNumber(999), under("trust")),
        passage(access, Span::new(3, 3), under("trust")),
        passage(access, Span::new(3, 300), under("trust")),
    ];
    for edit in wrong {
        let refused = desk.edit(edit.clone());
        assert!(matches!(refused, Err(Error::Invalid(_) | Error::Unknown { .. })), "{edit:?}: {refused:?}");
    }
}
