//! A terminal that changes its size, and one without colour.

use super::desk::Desk;

#[test]
fn the_selection_survives_every_size() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("jjj");
    session.sees("4/6");
    session.resize(80, 24);
    session.until("4/6 at 80x24", |text| text.contains("4/6") && text.lines().count() <= 24);
    session.resize(30, 8);
    session.sees("needs 40 columns");
    session.resize(120, 36);
    let text = session.sees("4/6");
    assert!(text.contains("Filters"), "{text}");
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn no_color_means_no_colour_at_all() {
    let desk = Desk::new();
    let mut session = desk.open_with((120, 36), &[], &[("NO_COLOR", "1")]);
    session.keys("jt");
    session.sees("Tag ");
    session.keys("\x1b");
    session.misses("Tag ");
    session.keys("q");
    assert!(session.end().success());
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    for sequence in raw.split("\x1b[").skip(1) {
        let Some((numbers, _)) = sequence
            .split_once('m')
            .filter(|(n, _)| n.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':'))
        else {
            continue;
        };
        for number in numbers.split(';') {
            let colour = matches!(number.parse::<u16>().unwrap_or(0), 30..=38 | 40..=48 | 90..=107);
            assert!(!colour, "a colour was set: {numbers:?}");
        }
    }
}
