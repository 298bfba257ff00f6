//! What a crash leaves: the note that was being written, and where one stopped.

use super::desk::{Desk, PROGRAM};
use super::session::Session;

#[test]
fn a_note_survives_a_kill_and_is_offered_and_kept() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.sees("Harbour Cables Ltd");
    session.keys("jj");
    session.sees("3/6");
    session.keys("aTwenty-five letters, half ");
    session.sees("letters, half");
    // Twenty keys are on the disk without a rest.
    let kept = desk.path("state/rapporteur/remembered.json");
    session.until("the draft on the disk", |_| {
        std::fs::read_to_string(&kept).is_ok_and(|text| text.contains("Twenty-five"))
    });
    session.signal("KILL");
    session.end();
    assert!(!desk.run(&["-w", "w.db", "list", "has:note", "--format", "json"]).contains("Twenty"));

    let mut session = desk.open((120, 36));
    session.sees("A note on the answer of Université des Îles was being written");
    session.keys("\r");
    session.sees("keep it");
    session.keys("typed.\x13");
    session.misses("keep it");
    session.sees("Noted 1 answer");
    session.until("no draft on the disk", |_| {
        std::fs::read_to_string(&kept).is_ok_and(|text| !text.contains("Twenty-five"))
    });
    session.keys("q");
    assert!(session.end().success());
    let noted = desk.list("has:note");
    assert_eq!(noted.len(), 1);
    let text = serde_json::to_string(&noted).unwrap();
    assert!(text.contains("Twenty-five letters") && text.contains("typed."), "{text}");

    let mut session = desk.open((120, 36));
    session.misses("was not finished");
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_draft_that_is_let_go_is_not_offered_again() {
    let desk = Desk::new();
    let mut session = desk.open((80, 24));
    session.keys("aNot worth keeping at all");
    session.sees("at all");
    // Closing the terminal keeps it too, however short it is.
    session.signal("HUP");
    session.end();
    let mut session = desk.open((80, 24));
    session.sees("was not finished");
    session.keys("\x1b");
    session.misses("was not finished");
    session.keys("q");
    assert!(session.end().success());
    let mut session = desk.open((80, 24));
    session.misses("was not finished");
    assert!(desk.list("has:note").is_empty());
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_translation_that_was_begun_is_gone_on_with() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("E");
    session.sees("Unofficial translation");
    session.keys("What it says");
    session.sees("it says");
    session.signal("HUP");
    session.end();
    let mut session = desk.open((120, 36));
    session.sees("An unofficial translation of what Harbour Cables Ltd says was being written");
    session.keys("\r");
    session.sees("keep it");
    session.keys(", in other words.\x13");
    session.misses("keep it");
    session.sees("Attached a translation to 1 answer");
    session.keys("q");
    assert!(session.end().success());
    let translated = desk.list("").into_iter().filter(|answer| !answer["translation"].is_null());
    let texts: Vec<serde_json::Value> =
        translated.map(|answer| answer["translation"]["text"].clone()).collect();
    assert_eq!(texts, ["What it says, in other words."]);
}

#[test]
fn the_next_start_goes_on_where_one_stopped() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("1/3");
    session.keys("jj");
    session.sees("3/3");
    session.keys("q");
    assert!(session.end().success());
    let mut session = desk.open((120, 36));
    session.sees("3/3");
    let text = session.sees("Foundation Ubuntu Net");
    assert!(text.contains("q:11") && text.contains("Foundation Ubuntu Net"), "{text}");
    session.keys("0");
    session.sees("Imported");
    session.keys("q");
    assert!(session.end().success());
    let mut session = Session::start(PROGRAM, desk.home(), (120, 36), &["w.db"], &[]);
    session.sees("Imported");
    session.keys("1");
    session.sees("3/3");
    session.keys("q");
    assert!(session.end().success());
}
