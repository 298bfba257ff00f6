//! The first ten minutes: the sample, the first look, and the way from a question to a file.

use std::time::Duration;

use super::desk::PROGRAM;
use super::session::Session;

fn start(home: &std::path::Path) -> Session {
    let mut session = Session::start(PROGRAM, home, (120, 36), &["--analyst", "Alice"], &[]);
    session.sees("answers ·");
    session
}

#[test]
fn one_command_and_a_few_keys_lead_from_the_sample_to_a_file() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(home.path());
    session.sees("First look: Find");
    session.sees("1 of 5");
    session.keys("/");
    session.misses("First look");
    session.keys("\"routing security\"\r");
    session.sees("13 submitters");
    session.keys("\r");
    session.sees("/ find");
    session.keys("n");
    session.keys("v");
    session.sees("Selected ");
    session.keys("+");
    session.sees("Added 1 quotation to Chapter 3: Infrastructure.");
    session.keys("x");
    session.sees("routing-security.md");
    session.keys("\r");
    session.sees("Wrote ");
    session.keys("q");
    assert!(session.end().success());
    let written = std::fs::read_to_string(home.path().join("routing-security.md")).unwrap();
    assert!(written.to_lowercase().matches("routing security").count() >= 13, "{written}");

    let mut session = start(home.path());
    session.sees("The sample review");
    assert!(!session.text().contains("First look"), "it is shown once:\n{}", session.text());
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn an_idle_second_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(home.path());
    session.keys("\x1b");
    session.misses("First look");
    // What is still being read and drawn comes within this time; then nothing may.
    session.silence(Duration::from_millis(1500));
    let drawn = session.raw.len();
    session.silence(Duration::from_millis(1200));
    let since = &session.raw[drawn..];
    assert!(since.is_empty(), "{}", String::from_utf8_lossy(since).escape_debug());
    session.keys("q");
    assert!(session.end().success());
}
