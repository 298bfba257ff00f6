//! How the screen looks: text and styles.

use super::harness::Screen;
use super::sample::Sample;

fn at(width: u16, height: u16) -> Screen<Sample> {
    Screen::new(width, height, Sample::new())
}

/// The cursor on the answer with passages.
fn reading(width: u16, height: u16) -> Screen<Sample> {
    let mut screen = at(width, height);
    screen.keys("jjjjjj");
    screen
}

#[test]
fn review_at_120_by_36() {
    insta::assert_snapshot!(reading(120, 36).picture());
}

#[test]
fn review_at_80_by_24() {
    insta::assert_snapshot!(reading(80, 24).picture());
}

#[test]
fn review_at_other_sizes() {
    for (width, height) in [(58, 16), (100, 30), (200, 60)] {
        insta::assert_snapshot!(format!("review_{width}_by_{height}"), reading(width, height).text());
    }
}

#[test]
fn filters_over_the_list_at_80_by_24() {
    let mut screen = reading(80, 24);
    screen.keys("f jjj");
    insta::assert_snapshot!(screen.picture());
}

#[test]
fn the_theme_picker() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = reading(width, height);
        screen.keys("t rou Tab");
        insta::assert_snapshot!(format!("picker_{width}_by_{height}"), screen.picture());
    }
}

#[test]
fn a_note_on_a_passage() {
    let mut screen = reading(120, 36);
    screen.keys("Enter ) ) a");
    screen.type_text("Strong figure, no source.");
    insta::assert_snapshot!(screen.text());
    screen.resize(80, 24);
    insta::assert_snapshot!("note_80_by_24", screen.text());
}

#[test]
fn a_selection() {
    let mut screen = reading(120, 36);
    screen.keys("v s");
    insta::assert_snapshot!(screen.picture());
}

#[test]
fn a_mistake_in_the_query() {
    let mut screen = reading(120, 36);
    screen.keys("/");
    screen.type_text("ipv6 teem:routing");
    insta::assert_snapshot!(screen.text());
}

#[test]
fn palette_help_export_and_quick_tag() {
    for (name, keys) in [
        ("palette", ": tag"),
        ("help", "?"),
        ("export", "x"),
        ("report", "g r"),
        ("quick_tag", "'"),
        ("history", "0"),
    ] {
        for (width, height) in [(120, 36), (80, 24)] {
            let mut screen = reading(width, height);
            screen.keys(keys);
            insta::assert_snapshot!(format!("{name}_{width}_by_{height}"), screen.text());
        }
    }
}

#[test]
fn an_empty_list_offers_to_drop_a_term() {
    let mut screen = at(120, 36);
    screen.keys("/");
    screen.type_text("q:7 status:todo ipv6");
    screen.keys("Enter");
    insta::assert_snapshot!(screen.text());
}

#[test]
fn too_small_a_terminal_says_what_it_needs() {
    insta::assert_snapshot!(at(38, 9).text());
}
