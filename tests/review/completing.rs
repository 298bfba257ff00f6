//! Completion in the query bar: fields, values with their counts, names; what is taken, and what Enter does without.

use super::harness::Screen;
use super::real::Real;

fn typing(width: u16, height: u16, typed: &str) -> Screen<Real> {
    let mut screen = Screen::new(width, height, Real::sample());
    screen.keys("/");
    screen.type_text(typed);
    screen
}

/// The text of the query bar.
fn bar(screen: &Screen<Real>) -> String {
    let text = screen.text();
    let line = text.lines().next().unwrap();
    line.split_once("/ ").unwrap().1.split("   ").next().unwrap().trim_end().to_owned()
}

#[test]
fn fields_and_values_are_offered_under_the_word() {
    for (width, height) in [(120, 36), (80, 24)] {
        insta::assert_snapshot!(
            format!("values_{width}_by_{height}"),
            typing(width, height, "q:4,11 type:").picture()
        );
    }
    insta::assert_snapshot!("fields_80_by_24", typing(80, 24, "ipv6 s").text());
    insta::assert_snapshot!("values_58_by_16", typing(58, 16, "-theme:r").text());
}

#[test]
fn tab_takes_what_the_cursor_is_on() {
    let mut screen = typing(120, 36, "th");
    screen.keys("Tab");
    assert_eq!(bar(&screen), "theme:");
    screen.type_text("rout");
    screen.keys("Tab");
    assert_eq!(bar(&screen), "theme:\"Routing security\"");
    screen.type_text(" -status:");
    screen.keys("Down Tab");
    assert_eq!(bar(&screen), "theme:\"Routing security\" -status:reviewed");
    screen.type_text(",f");
    screen.keys("Tab Enter");
    assert_eq!(bar(&screen), "theme:\"Routing security\" -status:reviewed,flagged");
    let query = "theme:\"Routing security\" -status:reviewed,flagged";
    let count = screen.answers.numbers(query).len();
    assert!(screen.text().lines().next().unwrap().contains(&format!("{count} answer")), "{}", screen.text());
}

#[test]
fn submitters_files_and_languages_go_by_parts_of_their_names() {
    for (typed, taken) in [
        ("from:laurel", "from:\"Laurel Bay"),
        ("from:وادي", "from:"),
        ("lang:chin", "lang:zh"),
        ("source:wadi", "source:wadi-nakhil.md"),
        ("has:tr", "has:translation"),
        ("sort:-d", "sort:-d"),
    ] {
        let mut screen = typing(120, 36, typed);
        screen.keys("Tab");
        assert!(bar(&screen).starts_with(taken), "{typed}: {}", bar(&screen));
    }
}

#[test]
fn what_is_half_typed_keeps_the_last_good_result() {
    let mut screen = typing(120, 36, "q:11 theme");
    let before = screen.text();
    screen.type_text(":");
    let now = screen.text();
    assert!(now.contains("last good: "), "{now}");
    // The list behind the box is the one of before.
    let list = |text: &str| text.lines().skip(14).map(|line| line[..].to_owned()).collect::<Vec<_>>();
    assert_eq!(list(&before)[..10], list(&now)[..10]);
    // A wrong word that nothing completes is pointed at.
    screen.type_text("xyzzy");
    assert!(screen.text().contains("nothing here is called “xyzzy”"), "{}", screen.text());
}

#[test]
fn up_brings_back_the_earlier_queries_and_down_what_was_typed() {
    let mut screen = Screen::new(120, 36, Real::sample());
    for query in ["q:11", "ipv6", "q:4"] {
        screen.keys("/ Ctrl-u");
        screen.type_text(query);
        screen.keys("Enter");
    }
    screen.keys("/ Ctrl-u");
    screen.type_text("cables");
    for earlier in ["q:4", "ipv6", "q:11", "q:11"] {
        screen.keys("Up");
        assert_eq!(bar(&screen), earlier);
    }
    screen.keys("Down");
    assert_eq!(bar(&screen), "ipv6");
    screen.keys("Down Down Down");
    assert_eq!(bar(&screen), "cables");
    screen.keys("Up Up Enter");
    assert_eq!(bar(&screen), "ipv6");
}
