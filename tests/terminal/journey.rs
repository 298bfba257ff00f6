//! One whole review: read, tag, note, take back, leave, come back.

use super::desk::{Desk, PROGRAM};
use super::session::Session;

#[test]
fn what_was_done_at_the_keyboard_is_there_again_after_leaving() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:11");
    session.sees("3 of 6");
    session.keys("\r");
    session.sees("3 answers");
    session.sees("Routing security and RPKI");
    session.keys("t");
    session.sees("Enter");
    session.keys("routing");
    session.sees("Routing security");
    session.keys("\r");
    session.sees("Tagged 1 answer");
    session.keys("a");
    session.sees("Note on the answer");
    session.keys("Asks for attention\x13");
    session.misses("Note on the answer");
    session.sees("Asks for attention");
    session.keys("r");
    session.sees("reviewed.");
    session.keys("k");
    session.sees("Asks for attention");
    session.keys("u");
    session.sees("Took back: marked");
    session.keys("u");
    session.misses("Asks for attention");
    session.keys("U");
    session.sees("Asks for attention");
    session.keys("q");
    assert!(session.end().success());

    let tagged = desk.list("theme:\"routing security\"");
    assert_eq!(tagged.len(), 1);
    assert_eq!(tagged[0]["submitter"], "Harbour Cables Ltd");
    assert_eq!(tagged[0]["notes"][0]["text"], "Asks for attention");
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("3 answers");
    session.sees("Asks for attention");
    session.keys("U");
    session.sees("1/3");
    session.sees("33 % reviewed");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(
        desk.run(&["-w", "w.db", "list", "status:reviewed", "--analyst", "Alice"]).matches("Harbour").count(),
        1
    );
}

#[test]
fn a_tag_that_was_shown_survives_sigkill() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("Routing security and RPKI");
    session.keys("trouting security");
    session.sees("routing security");
    session.keys("\r");
    session.sees("Tagged 1 answer");
    session.signal("KILL");
    session.end();
    assert_eq!(desk.list("theme:\"routing security\"").len(), 1);
}

#[test]
fn read_only_opens_and_refuses_changes_in_one_line() {
    let desk = Desk::new();
    let mut session = desk.open_with((120, 36), &["--read-only"], &[]);
    session.keys("r");
    session.sees("open for reading only: nothing was changed.");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(desk.list("status:reviewed@any").len(), 0);
}

#[test]
fn an_export_from_the_screen_writes_the_file() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("3 answers");
    session.keys("x");
    session.sees("Export what is shown");
    session.keys("\r");
    session.sees("rote ");
    session.keys("q");
    assert!(session.end().success());
    let names = std::fs::read_dir(desk.home()).unwrap().map(|f| f.unwrap().file_name());
    let written: Vec<_> = names.filter(|n| n.to_string_lossy().ends_with(".md")).collect();
    assert_eq!(written.len(), 1, "{written:?}");
    let text = std::fs::read_to_string(desk.home().join(&written[0])).unwrap();
    assert!(text.contains("Harbour Cables Ltd") && text.contains("Measure what matters."), "{text}");
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    let click = "\x1b[<0;40;5M\x1b[<0;40;5m";
    session.keys(click);
    session.sees("2/6");
    session.keys(click);
    session.sees("━ 11 Trends ━");
    // The wheel over the list scrolls it only as far as it goes; a click on the query bar types there.
    session.keys("\x1b[<65;40;10M\x1b[<0;60;1M\x1b[<0;60;1mq:1");
    session.sees("3 of 6");
    session.keys("\x1b");
    session.sees("2/6");
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn an_import_that_is_taken_back_comes_back_into_the_list() {
    let desk = Desk::new();
    desk.run(&["-w", "w.db", "undo"]);
    let mut session = Session::start(PROGRAM, desk.home(), (120, 36), &["w.db"], &[]);
    session.sees("Nothing to review yet");
    session.keys("U");
    session.sees("6 answers");
    session.sees("1/6");
    session.keys("q");
    assert!(session.end().success());
}
