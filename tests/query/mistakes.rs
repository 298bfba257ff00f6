//! Mistakes: their place, their words, the right word.

use rapporteur::query::complete;
use rapporteur::text::caret;

use super::{filter, vocabulary};

fn shown(text: &str) -> String {
    let error = filter(text).unwrap_err();
    caret::under(&error.to_string(), text, error.span)
}

fn suggestion(text: &str) -> (String, Option<String>) {
    let error = filter(text).unwrap_err();
    (text[error.span].to_owned(), error.suggestion)
}

#[test]
fn a_mistake_is_three_lines_with_a_caret() {
    assert_eq!(
        shown("互联网 tehme:ipv6"),
        "there is no field “tehme”; to search for these characters, put them between quotation marks; \
         did you mean “theme”?\n  互联网 tehme:ipv6\n         ^^^^^"
    );
    assert_eq!(
        shown("theme:routing"),
        "theme: “routing” could be several: \"Infrastructure / Routing security\", \
         \"Infrastructure / Routing policy\"\n  theme:routing\n        ^^^^^^^"
    );
}

#[test]
fn the_nearest_right_word_replaces_what_is_marked() {
    let pair = |wrong: &str, right: &str| (wrong.to_owned(), Some(right.to_owned()));
    assert_eq!(suggestion("theme:ipv7"), pair("ipv7", "IPv6"));
    assert_eq!(suggestion("theme:=ipv7"), pair("=ipv7", "=IPv6"));
    assert_eq!(suggestion("status:reveiwed@any"), pair("reveiwed@any", "reviewed@any"));
    assert_eq!(suggestion("status:todo@alcie"), pair("todo@alcie", "todo@Alice"));
    assert_eq!(suggestion("type:govermnent"), pair("govermnent", "Government"));
    assert_eq!(suggestion("type:\"civl society\""), pair("\"civl society\"", "\"Civil society\""));
    assert_eq!(suggestion("sort:-dtae"), pair("-dtae", "-date"));
    assert_eq!(suggestion("q:11..8"), pair("11..8", "8..11"));
    assert_eq!(suggestion("is:anonymus"), pair("anonymus", "anonymous"));
}

#[test]
fn every_mistake_has_its_place() {
    for (text, place) in [
        ("a \"b", 2..3),
        ("a (b", 2..3),
        ("a) b", 1..2),
        ("()", 0..2),
        ("a -", 2..3),
        ("a OR", 2..4),
        ("OR a", 0..2),
        ("a*b", 1..2),
        ("q:", 0..2),
        ("a q:1,", 2..6),
        ("q:8..", 2..5),
        ("q:99", 2..4),
        ("words:many", 6..10),
        ("date:2025-13-01", 5..15),
        ("date:16.1.2025", 5..14),
        ("id:xyz", 3..6),
        ("-sort:date", 1..10),
        ("(a sort:date)", 3..12),
        ("tag:(q:1)", 5..8),
        ("tag:x", 0..4),
        ("&", 0..1),
        ("status:todo@carol", 7..17),
        ("analyst:bobb,bo", 13..15),
    ] {
        assert_eq!(filter(text).unwrap_err().span, place, "{text}");
    }
}

#[test]
fn completion_offers_fields_and_then_values() {
    let offered = |text: &str| -> Vec<String> {
        complete(text, text.len(), &vocabulary())
            .into_iter()
            .map(|one| format!("{}{}", &text[..one.replace.start], one.text))
            .collect()
    };
    assert_eq!(offered("a -th"), ["a -theme:"]);
    assert_eq!(offered("theme:rout"), ["theme:\"Routing security\"", "theme:\"Routing policy\""]);
    assert_eq!(offered("type:Government,civ"), ["type:Government,\"Civil society\""]);
    assert_eq!(
        offered("is:"),
        ["is:late", "is:unplaced", "is:anonymous", "is:withdrawn", "is:replaced", "is:any"]
    );
    assert_eq!(offered("word th"), ["word theme:"]);
    assert!(offered("word").contains(&"words:".to_owned()));
}
