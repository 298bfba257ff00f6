//! Text of strangers on the terminal.

use super::desk::{Desk, PROGRAM};
use super::session::Session;

#[test]
fn hostile_text_reaches_the_terminal_only_in_words() {
    let hostile = "Name,Country,1\n\
        \"Evil \u{1b}]0;owned\u{7} Corp\",KE,\"Before \u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7} after \u{202e}desrever\u{202c} and \u{9b}31m red \u{85}end\"\n";
    let desk = Desk::with(hostile);
    let mut session = Session::start(PROGRAM, desk.home(), (120, 36), &["w.db"], &[]);
    session.sees("Before");
    session.sees("after");
    session.keys("q");
    assert!(session.end().success());
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert!(!raw.contains("\u{1b}]"), "no operating system command");
    assert!(!raw.contains("\u{1b}[2J\u{1b}]"), "no sequence of the submission");
    for (name, sign) in [
        ("bidi", '\u{202e}'),
        ("bidi end", '\u{202c}'),
        ("C1", '\u{9b}'),
        ("NEL", '\u{85}'),
        ("BEL", '\u{7}'),
    ] {
        assert!(!raw.contains(sign), "{name} was written raw");
    }
}
