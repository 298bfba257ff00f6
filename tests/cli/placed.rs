//! Text put under another question, or under none, from the command line.

use serde_json::Value;

use super::desk::Desk;

const LETTER: &str = "# Lake IX\n\nDear all.\n\n## Question 7 and 8: the weather of our islands and lakes\n\nGrids come first. Water comes second.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md", "--as", "Lake IX"]).done();
    desk
}

/// The id of the one answer or text that a query finds.
fn id(desk: &Desk, query: &str) -> String {
    let found = desk.list(query);
    assert_eq!(found.len(), 1, "{query}: {found:?}");
    found[0]["id"].as_str().unwrap().to_owned()
}

/// Where some words of a text stand, as `--passage` takes it.
fn passage(text: &Value, words: &str) -> String {
    let text = text["text"].as_str().unwrap();
    let start = text[..text.find(words).unwrap()].chars().count();
    format!("{start}..{}", start + words.chars().count())
}

#[test]
fn a_passage_goes_under_its_question_and_the_rest_under_another_until_it_is_taken_back() {
    let desk = desk();
    let letter = id(&desk, "is:unplaced");
    let second = passage(&desk.list("is:unplaced")[0], "Water comes second.");
    let ran = desk.run(["place", &letter, "8", "--passage", &second]).done();
    assert!(
        ran.text().starts_with("moved a text of WSIS20-001 from unplaced to question 8 · undo: "),
        "{}",
        ran.text()
    );
    assert_eq!(desk.list("q:8")[0]["text"], "Water comes second.");
    let source = desk.run(["sources", "--format", "json"]).json().as_array().unwrap()[0].clone();
    assert_eq!((&source["answers"], &source["words"]["placed"]), (&1.into(), &3.into()), "{source}");
    let first = passage(&desk.list("is:unplaced")[0], "Grids come first.");
    let done = desk.run(["place", &letter[..10], "7", "--passage", &first, "--format", "json"]).json();
    assert_eq!(
        (&done["changed"], desk.list("q:7")[0]["text"].as_str()),
        (&1.into(), Some("Grids come first."))
    );
    let history = desk.run(["history", "--format", "json"]).json();
    assert_eq!((&history[0]["kind"], &history[1]["kind"]), (&"place".into(), &"place".into()));
    assert_eq!(desk.list("water q:8").len(), 1, "the search index knows it");
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!(desk.questions(""), ["-"]);
    desk.run(["doctor"]).done();
}

#[test]
fn a_whole_answer_goes_and_what_stays_on_the_empty_question_is_said() {
    let desk = desk();
    let letter = id(&desk, "is:unplaced");
    desk.run(["place", &letter, "7"]).done();
    let seven = id(&desk, "q:7");
    assert!(desk.list("is:unplaced").is_empty());
    desk.run(["tag", "q:7", "--add", "IPv6"]).done();
    let ran = desk.run(["place", &seven, "unplaced"]).done();
    let said = "question 7 is empty now, on it stay: ";
    assert!(ran.text().contains(said) && ran.text().contains("IPv6"), "{}", ran.text());
    let shown = desk.run(["show", "WSIS20-001"]).done();
    assert!(
        shown.text().contains("IPv6 of alice on the whole of question 7, which is empty now"),
        "{}",
        shown.text()
    );
    let shown = desk.run(["show", "WSIS20-001", "--format", "json"]).json();
    let astray = &shown["astray"].as_array().unwrap()[0];
    assert_eq!((&astray["kind"], &astray["question"]), (&"tag".into(), &"7".into()), "{shown}");
    let again = desk.run(["place", &id(&desk, "is:unplaced"), "unplaced"]).done();
    assert_eq!(again.text(), "it is unplaced already\n");
}

#[test]
fn what_cannot_be_placed_is_told_with_what_could_be_meant() {
    let desk = desk();
    let letter = id(&desk, "is:unplaced");
    desk.run(["place", &letter, "12"]).fails(2, &["no question has the number 12", "10, 11; `unplaced`"]);
    desk.run(["place", "WSIS20-001", "7"]).fails(2, &["is a submission", "rapporteur list id:"]);
    desk.run(["place", "ffffff", "7"]).fails(2, &["ffffff"]);
    desk.run(["place", &letter, "7", "--passage", "5..9999"]).fails(2, &["ends at 9999"]);
    desk.run(["place", &letter, "7", "--read-only"]).fails(2, &["--read-only"]);
    assert_eq!(desk.questions(""), ["-"]);
}
