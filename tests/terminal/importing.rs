//! A new workspace is filled from the screen, in a real terminal.

use super::desk::{Desk, PROGRAM};
use super::session::Session;

const LETTER: &str =
    "---\nsubmitter: Lake Exchange\ncountry: Uganda\n---\n\n## Question 11\n\nSigned routes matter.\n";

/// A new workspace and a folder of letters.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.run(&["init", "new.db"]);
    std::fs::create_dir(desk.path("new papers")).unwrap();
    std::fs::write(desk.path("new papers/lake.md"), LETTER).unwrap();
    desk
}

fn open(desk: &Desk, more: &[&str]) -> Session {
    let arguments = [&["new.db", "--analyst", "Alice"], more].concat();
    let mut session = Session::start(PROGRAM, desk.home(), (100, 30), &arguments, &[]);
    session.sees("Nothing to review yet.");
    session
}

#[test]
fn a_folder_is_completed_looked_at_brought_in_and_taken_back() {
    let desk = desk();
    let mut session = open(&desk, &[]);
    session.keys("I~/new\\ p");
    session.sees("new papers");
    session.keys("\t");
    session.sees("lake.md");
    session.keys("\r");
    session.sees("Would come in: 1 submission with 1 answer");
    session.keys("\r");
    session.sees("Imported 1 answer from 1 file.");
    session.sees("Signed routes matter.");
    session.keys("u");
    session.sees("Nothing to review yet.");
    session.keys("U");
    session.sees("Signed routes matter.");
    session.keys("q");
    assert!(session.end().success());
    let printed = desk.run(&["-w", "new.db", "history", "--format", "json"]);
    let history: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let kinds: Vec<&str> = history.as_array().unwrap().iter().filter_map(|op| op["kind"].as_str()).collect();
    assert_eq!(kinds, ["redo", "undo", "import"], "looking first wrote nothing");
}

#[test]
fn a_workspace_open_for_reading_only_says_so_in_the_dialog() {
    let desk = desk();
    let mut session = open(&desk, &["--read-only"]);
    session.keys("I~/new papers\r");
    session.sees("open for reading only: nothing was changed.");
    session.sees("open it without --read-only");
    session.keys("\x1b");
    session.sees("Nothing to review yet.");
    session.keys("q");
    assert!(session.end().success());
}
