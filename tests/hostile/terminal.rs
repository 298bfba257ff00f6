//! The bytes that reach a pseudo-terminal.

use super::harmless::wrong;
use super::place::Place;
use super::strings::all;
use crate::terminal::session::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// Splits what was written into text and control sequences; fails at whatever is neither.
fn sequences(bytes: &[u8]) -> (String, Vec<String>) {
    let all = std::str::from_utf8(bytes).expect("the program writes UTF-8");
    let (mut text, mut sequences) = (String::new(), Vec::new());
    let mut chars = all.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            text.push(c);
            continue;
        }
        let kind = chars.next().expect("an escape is not the end");
        let mut sequence = kind.to_string();
        match kind {
            '[' => loop {
                let c = chars.next().expect("a control sequence ends");
                sequence.push(c);
                if ('@'..='~').contains(&c) {
                    break;
                }
                assert!(matches!(c, ' '..='?'), "{c:?} in the control sequence {sequence:?}");
            },
            ']' => loop {
                match chars.next().expect("an operating system command ends") {
                    '\u{7}' => break,
                    '\u{1b}' if chars.next() == Some('\\') => break,
                    c => sequence.push(c),
                }
            },
            _ => {}
        }
        sequences.push(sequence);
    }
    (text, sequences)
}

/// Whether the program itself may send this: places, looks, clearing, and the modes that it takes and gives back.
fn may_be_sent(sequence: &str) -> bool {
    let Some(rest) = sequence.strip_prefix('[') else { return false };
    let (parameters, last) = rest.split_at(rest.len() - 1);
    let numbers = parameters.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
    match last {
        "m" | "H" | "J" | "K" => numbers,
        "h" | "l" => ["?25", "?1000", "?1002", "?1003", "?1004", "?1006", "?1015", "?1049", "?2004", "?2026"]
            .contains(&parameters),
        _ => false,
    }
}

#[track_caller]
fn check(bytes: &[u8], copied: usize) {
    let (text, sequences) = sequences(bytes);
    // A terminal that is not raw is sent CR before LF.
    if let Some(wrong) = wrong(&text.replace("\r\n", "\n")) {
        panic!("the terminal was sent {wrong}");
    }
    let (commands, others): (Vec<&String>, Vec<&String>) = sequences.iter().partition(|s| s.starts_with(']'));
    for sequence in others {
        assert!(may_be_sent(sequence), "the terminal was sent {sequence:?}");
    }
    assert_eq!(commands.len(), copied, "{commands:?}");
    for command in commands {
        let base64 =
            command.strip_prefix("]52;c;").unwrap_or_else(|| panic!("the terminal was sent {command:?}"));
        assert!(
            base64.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')),
            "{command:?}"
        );
    }
}

#[test]
fn the_terminal_is_sent_nothing_but_what_the_program_itself_may_send() {
    let strings: Vec<String> = all().into_iter().step_by(3).collect();
    let place = Place::of(&strings);
    let start =
        |size, arguments: &[&str]| Session::start(PROGRAM, &place.desk.path(""), size, arguments, &[]);
    let mut session = start((120, 36), &["w.db", "--analyst", &place.analyst]);
    session.sees("submitters");
    // Lists, filters, a picker, an empty result with a pasted query, submissions and history.
    for keys in [
        "\x1b[6~",
        "\x1b[6~",
        "\t\x1b[6~",
        "\t",
        "t\x1b[6~",
        "\x1b",
        "\x1b",
        "4\x1b[6~",
        "\r",
        "\x1b",
        "0\x1b[6~",
        "1",
    ] {
        session.keys(keys);
        session.silence(std::time::Duration::from_millis(60));
    }
    let pasted: String = all().concat().chars().filter(|c| *c != '\u{1b}').take(3000).collect();
    session.keys(&format!("/\x1b[200~{pasted}\x1b[201~"));
    session.silence(std::time::Duration::from_millis(200));
    session.keys("\x1b");
    session.sees("submitters");
    let before = session.raw.len();
    session.keys("y");
    session.sees("Copied");
    session.keys("q");
    assert!(session.end().success());
    check(&session.raw, 1);
    assert!(!session.raw[..before].windows(2).any(|two| two == b"\x1b]"), "it copies when it is asked to");
    for command in ["list", "submissions", "themes", "history", "filters", "shortlist"] {
        let mut session = start((100, 30), &["-w", "w.db", command]);
        assert!(session.end().success());
        check(&session.raw, 0);
    }
}

#[test]
fn what_the_program_may_not_send_is_known() {
    for good in ["[31m", "[38;2;1;2;3m", "[2J", "[3;4H", "[?25l", "[?1049h"] {
        assert!(may_be_sent(good), "{good}");
    }
    for bad in ["[6n", "[?1l", "]0;x", "c", "[20t", "[5i", "[>c", "P"] {
        assert!(!may_be_sent(bad), "{bad}");
    }
    assert_eq!(sequences(b"a\x1b[1mb\x1b]52;c;QQ==\x07c").1, ["[1m", "]52;c;QQ=="]);
}
