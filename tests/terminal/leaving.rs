//! Every way out gives the terminal back.

use std::time::{Duration, Instant};

use super::desk::{Desk, PROGRAM};
use super::session::Session;

/// The alternate screen, the mouse, pasting and a hidden cursor are all undone.
fn assert_given_back(session: &Session) {
    let screen = session.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(!screen.bracketed_paste(), "pasting is as before");
    assert!(!screen.hide_cursor(), "the cursor is shown");
}

#[test]
fn q_gives_the_terminal_back() {
    let desk = Desk::new();
    let mut session = desk.open((80, 24));
    assert!(session.screen().alternate_screen() && session.screen().bracketed_paste());
    assert_ne!(session.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    session.keys("q");
    assert!(session.end().success());
    assert_given_back(&session);
}

#[test]
fn signals_that_end_the_program_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let desk = Desk::new();
        let mut session = desk.open((80, 24));
        session.signal(signal);
        assert!(session.end().success(), "{signal}");
        assert_given_back(&session);
    }
}

#[test]
fn after_sleeping_everything_is_drawn_again() {
    let desk = Desk::new();
    // A program can only sleep under a shell that minds its jobs.
    let script = format!("{PROGRAM} w.db --analyst Alice; echo asleep; read line; fg; echo over");
    let mut session = Session::start("/bin/sh", desk.home(), (80, 24), &["-mc", &script], &[]);
    session.sees("6 of 6 to review");
    session.keys("j\x1a");
    session.sees("asleep");
    assert_given_back(&session);
    session.keys("\r");
    session.sees("6 answers");
    session.sees("2/6");
    assert!(session.screen().alternate_screen());
    session.keys("q");
    session.sees("over");
    assert_given_back(&session);
}

#[test]
fn a_terminal_that_goes_without_a_signal_ends_the_program_too() {
    let desk = Desk::new();
    // In a session of its own the program is told nothing; the shell outlives the signal and ends after it.
    let script = format!("trap '' HUP; setsid -w {PROGRAM} w.db --analyst Alice; echo $? > status");
    let mut session = Session::start("/bin/sh", desk.home(), (80, 24), &["-c", &script], &[]);
    session.sees("6 of 6 to review");
    session.close();
    session.end();
    // 1 when it was just drawing, which nobody could see; never a panic.
    let status = std::fs::read_to_string(desk.path("status")).unwrap();
    assert!(matches!(status.trim(), "0" | "1"), "{status}");
}

#[test]
fn a_terminal_that_is_closed_ends_the_program() {
    let desk = Desk::new();
    let mut session = desk.open((80, 24));
    let closed = Instant::now();
    session.close();
    session.end();
    // Far above what it takes: the point is that it ends, and does not spin on a dead terminal.
    assert!(closed.elapsed() < Duration::from_secs(30));
}
