//! Every way out gives the terminal back.

use std::time::{Duration, Instant};

use rapporteur::fault::crash;
use rapporteur::{cli, tui};

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

/// Which thread panics, told to the copy of this program that runs in the pseudo-terminal.
const PANICKING: &str = "RAPPORTEUR_TEST_PANICKING";

/// As a submission would have it.
const QUOTED: &str = "secret\u{1b}]0;words\u{7}";

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report_without_anybodys_text() {
    if let Ok(thread) = std::env::var(PANICKING) {
        return panic_on_the_screen(&thread);
    }
    for thread in ["screen", "reader"] {
        let desk = Desk::new();
        let this = std::env::current_exe().unwrap();
        let name =
            "terminal::leaving::a_panic_gives_the_terminal_back_and_leaves_a_report_without_anybodys_text";
        let arguments = ["--exact", name, "--nocapture", "--test-threads=1"];
        let this = this.to_str().unwrap();
        let mut session = Session::start(this, desk.home(), (100, 24), &arguments, &[(PANICKING, thread)]);
        session.sees("rapporteur: the program met a fault of its own");
        session.end();
        assert_given_back(&session);
        let shown = session.text();
        assert!(shown.contains("everything that was shown as done is in the workspace"), "{shown}");
        assert!(!String::from_utf8_lossy(&session.raw).contains("secret"), "{shown}");
        let reports: Vec<_> =
            std::fs::read_dir(desk.path("reports")).unwrap().map(|r| r.unwrap().path()).collect();
        let [report] = reports.as_slice() else { panic!("{reports:?}") };
        assert!(shown.contains(report.file_name().unwrap().to_str().unwrap()), "{shown}");
        let report = std::fs::read_to_string(report).unwrap();
        assert!(report.contains("leaving.rs:") && report.contains("rapporteur::fault::crash"), "{report}");
        assert!(!report.contains("secret"), "{report}");
    }
}

/// Takes the terminal as the program does, and panics over a text.
fn panic_on_the_screen(thread: &str) {
    let ended: Result<(), _> = crash::contained("reports".into(), || {
        let _guard = tui::terminal::Guard::take(true).unwrap();
        let stumble = || panic!("stumbled over {QUOTED}");
        match thread {
            "screen" => stumble(),
            other => {
                let reader = std::thread::Builder::new().name(other.to_owned());
                reader.spawn(stumble).unwrap().join().unwrap_err();
            }
        }
        Err(crash::fault())
    });
    cli::report(&ended.unwrap_err());
}
