//! Two windows and the command line on one workspace: each soon shows what the others wrote.

use super::desk::Desk;
use super::session::Session;

/// A window on the answers to question 11.
fn window(desk: &Desk) -> Session {
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("Routing security and RPKI");
    session
}

#[test]
fn a_window_shows_what_another_window_and_the_command_line_wrote() {
    let desk = Desk::new();
    let (mut one, mut other) = (window(&desk), window(&desk));
    one.keys("tTwo windows");
    one.sees("“Two windows”");
    one.keys("\r");
    one.sees("Tagged 1 answer, Two windows");
    other.sees("Two windows");
    desk.run(&["-w", "w.db", "note", "--question", "11", "--text", "Asked from the shell"]);
    desk.run(&["-w", "w.db", "tag", "q:11", "--add", "From the shell"]);
    one.sees("From the shell");
    other.sees("From the shell");
    // The windows are one person on one computer: what is done in one is taken back in the other.
    other.keys("u");
    other.sees("Took back: tagged 1 answer, Two windows");
    one.misses("tw Two windows");
    for session in [&mut one, &mut other] {
        session.keys("q");
        assert!(session.end().success());
    }
    assert_eq!(desk.list("theme:\"from the shell\"").len(), 3);
    assert!(desk.list("has:theme -theme:\"from the shell\"").is_empty());
    desk.run(&["-w", "w.db", "doctor"]);
}
