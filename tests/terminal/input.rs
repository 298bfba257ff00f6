//! What terminals send beside keys, what the program sends beside the picture, and what it remembers.

use super::desk::Desk;
use super::session::Session;

/// Leaves and waits for the end.
fn leave(mut session: Session) -> Session {
    session.keys("q");
    assert!(session.end().success());
    session
}

fn settings(desk: &Desk, text: &str) {
    std::fs::create_dir_all(desk.path("config/rapporteur")).unwrap();
    std::fs::write(desk.path("config/rapporteur/config.toml"), text).unwrap();
}

#[test]
fn pasted_text_is_one_line_of_the_query_and_no_keys() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/");
    // The line end does not run it, and q does not leave.
    session.keys("\x1b[200~routing\nq:11\x1b[201~");
    session.sees("routing q:11");
    session.keys("\r");
    session.sees("2 answers");
    // Where nothing is typed, what is pasted is no command.
    session.keys("\x1b[200~qqq\x1b[201~");
    session.keys("j");
    session.sees("2/2");
    leave(session);
}

#[test]
fn a_burst_of_keys_longer_than_any_buffer_arrives_whole() {
    let desk = Desk::new();
    let mut session = desk.open((80, 24));
    session.keys(&("jk".repeat(1500) + "jj"));
    session.sees("3/6");
    leave(session);
}

#[test]
fn a_copy_goes_to_the_clipboard_of_the_terminal() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:1 Kenya\x15q:1\r");
    session.sees("1/3");
    session.keys("y");
    session.sees("opied");
    let session = leave(session);
    // "Cooperation works." in base64.
    let raw = String::from_utf8_lossy(&session.raw);
    assert!(raw.contains("\x1b]52;c;Q29vcGVyYXRpb24gd29ya3Mu"), "no OSC 52");
}

#[test]
fn coming_back_to_the_window_shows_what_others_did() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("\x1b[O");
    desk.run(&["-w", "w.db", "--analyst", "Alice", "status", "q:1", "reviewed"]);
    session.keys("\x1b[I");
    session.sees("50 % reviewed");
    leave(session);
}

#[test]
fn the_smallest_terminal_and_back() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("jj");
    session.sees("3/6");
    for (columns, rows) in [(1, 1), (2, 40), (200, 1), (1, 1)] {
        session.resize(columns, rows);
        session.keys("tx\x1b");
    }
    session.resize(100, 30);
    session.sees("3/6");
    leave(session);
}

#[test]
fn panes_are_as_wide_at_the_next_start() {
    let desk = Desk::new();
    let tees = |text: &str| {
        let titles: Vec<char> = text.lines().nth(1).unwrap_or_default().chars().collect();
        (0..titles.len()).filter(|at| titles[*at] == '┬').collect::<Vec<_>>()
    };
    let mut session = desk.open((120, 36));
    session.until("the usual panes", |text| tees(text) == [24, 63]);
    session.keys("\x17>");
    session.until("a wider list", |text| tees(text) == [24, 67]);
    // The mouse takes the line between filters and list (SGR reports count from 1) and lets go further right.
    session.keys("\x1b[<0;25;6M\x1b[<32;28;6M\x1b[<0;28;6m");
    session.until("wider filters", |text| tees(text) == [27, 67]);
    leave(session);
    let mut session = desk.open((120, 36));
    session.until("the same panes", |text| tees(text) == [27, 67]);
    leave(session);
    // A damaged file is as good as none.
    std::fs::write(desk.path("state/rapporteur/remembered.json"), "{\"everywhere\": [").unwrap();
    let mut session = desk.open((120, 36));
    session.until("the usual panes", |text| tees(text) == [24, 63]);
    leave(session);
}

#[test]
fn settings_and_options_say_how_the_screen_looks() {
    let desk = Desk::new();
    settings(&desk, "skin = \"light\"\nascii = true\nmouse = false\nanalyst = \"Ana Ruiz\"\n");
    let mut session = Session::start(super::desk::PROGRAM, desk.home(), (120, 36), &["w.db"], &[]);
    let text = session.sees("Ana Ruiz");
    assert!(text.contains("= Answers =") && !text.contains(['━', '─', '│']), "{text}");
    assert_eq!(session.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    let light = vt100::Color::Rgb(0xfb, 0xfa, 0xf7);
    assert_eq!(session.screen().cell(20, 100).unwrap().bgcolor(), light);
    leave(session);
    // The command line goes before the file.
    let session = desk.open_with((120, 36), &["--skin", "dark"], &[]);
    let dark = vt100::Color::Rgb(0x15, 0x18, 0x1e);
    assert_eq!(session.screen().cell(20, 100).unwrap().bgcolor(), dark);
    leave(session);
    // No colour is asked for: no skin gives any.
    let session = desk.open_with((120, 36), &["--skin", "light"], &[("NO_COLOR", "1")]);
    assert_eq!(session.screen().cell(20, 100).unwrap().bgcolor(), vt100::Color::Default);
    leave(session);
}
