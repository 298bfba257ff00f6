//! `notes`: every note with what it is on.

use super::desk::{Desk, LETTER};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.run(["note", "q:11", "--text", "Ask for the figures.\nSoon."]).done();
    desk.run(["note", "q:11", "--passage", "0..9", "--text", "A good beginning"]).done();
    desk.run(["note", "--theme", "IPv6", "--text", "=Transition only", "--analyst", "bob"]).done();
    desk.run(["note", "--question", "4", "--text", "Much is said here"]).done();
    desk
}

#[test]
fn all_notes_are_listed_with_what_they_are_on_the_newest_first() {
    let desk = desk();
    let notes = desk.run(["notes", "--format", "json"]).json();
    let said = |field: &str| -> Vec<String> {
        notes.as_array().unwrap().iter().map(|n| n[field].as_str().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(said("on"), ["question", "theme", "passage", "answer"]);
    assert_eq!(said("analyst"), ["alice", "bob", "alice", "alice"]);
    assert_eq!(said("question"), ["4", "-", "11", "11"]);
    assert_eq!(said("theme")[1], "Infrastructure / IPv6");
    assert_eq!(notes[2]["quote"].as_str().unwrap().chars().count(), 9);
    let answer = desk.list("q:11");
    assert_eq!(notes[3]["answer"], answer[0]["id"]);
    assert_eq!(notes[3]["reference"], answer[0]["reference"]);
    let table = desk.run(["notes"]).done();
    assert!(table.text().contains("theme Infrastructure / IPv6"), "{}", table.text());
    assert!(table.text().contains("Ask for the figures. Soon."), "{}", table.text());
}

#[test]
fn a_query_narrows_them_and_a_removed_one_is_gone() {
    let desk = desk();
    let ids = |ran: serde_json::Value| ran.as_array().unwrap().len();
    assert_eq!(ids(desk.run(["notes", "q:11", "--format", "json"]).json()), 2);
    assert_eq!(ids(desk.run(["notes", "q:1", "--format", "json"]).json()), 0);
    desk.run(["notes", "qq:1"]).fails(2, &["qq"]);
    let first = desk.run(["notes", "q:11", "--format", "json"]).json()[0]["id"].as_str().unwrap().to_owned();
    desk.run(["note", &first, "--remove"]).done();
    assert_eq!(ids(desk.run(["notes", "--format", "json"]).json()), 3);
    desk.run(["undo"]).done();
    assert_eq!(ids(desk.run(["notes", "--format", "json"]).json()), 4);
}

#[test]
fn a_note_that_looks_like_a_formula_is_none_in_csv() {
    let csv = desk().run(["notes", "--format", "csv"]).done();
    assert!(csv.text().contains("'=Transition only"), "{}", csv.text());
}
