//! The shapes of JSON, field by field and in their order: they only ever grow.

use serde_json::Value;

use super::desk::{Desk, LETTER};

const METADATA: [&str; 7] =
    ["submitter", "stakeholder_type", "country", "region", "language", "submitted_on", "late"];

#[track_caller]
fn has(value: &Value, promised: &[&str]) {
    let names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let (mut names, mut promised) = (names, promised.to_vec());
    names.sort_unstable();
    promised.sort_unstable();
    assert_eq!(names, promised, "{value}");
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk
}

#[test]
fn an_answer_has_its_tags_and_notes() {
    let desk = desk();
    desk.run(["tag", "q:11", "--add", "IPv6", "--stance", "for"]).done();
    desk.run(["note", "q:11", "--passage", "0..7", "--text", "why"]).done();
    desk.run(["status", "q:11", "flagged"]).done();
    let answer = desk.list("q:11").remove(0);
    has(&answer["tags"][0], &["id", "theme", "theme_id", "analyst", "stance", "start", "end", "quote", "at"]);
    has(&answer["notes"][0], &["id", "analyst", "text", "start", "end", "at"]);
    has(&answer["source"], &["file", "sha256", "page", "sheet", "row", "column", "paragraph"]);
    assert_eq!(answer["themes"], serde_json::json!(["Infrastructure / IPv6"]));
    assert_eq!(answer["status"], "flagged");
    assert_eq!(answer["translation"], Value::Null);
    desk.run(["translate", "q:11", "--text", "La confiance"]).done();
    let translated = desk.list("q:11").remove(0);
    let own = [
        "id",
        "submission",
        "reference",
        "question",
        "section",
        "heading",
        "text",
        "words",
        "status",
        "themes",
    ];
    let more = ["tags", "notes", "source", "translation"];
    has(&translated, &[&own[..], &METADATA[..], &more[..]].concat());
    has(&translated["translation"], &["text", "language", "origin", "analyst", "at", "exact"]);
    let unplaced = desk.list("is:unplaced").remove(0);
    assert_eq!((&unplaced["question"], &unplaced["heading"]), (&Value::Null, &Value::Null));
}

#[test]
fn submissions_sources_history_themes_and_keys_have_theirs() {
    let desk = desk();
    let first = |command: &str| desk.run([command, "--format", "json"]).json()[0].clone();
    let more = [
        "received_on",
        "channel",
        "citable",
        "attributes",
        "answers",
        "words",
        "unplaced_words",
        "sources",
        "withdrawn",
        "replaced_by",
        "signatories",
    ];
    has(&first("submissions"), &[&["id", "reference"], &METADATA[..], &more[..]].concat());
    let source = ["file", "sha256", "format", "outcome", "submissions", "answers", "words", "problems"];
    has(&first("sources"), &source);
    has(&first("sources")["words"], &["read", "placed", "unplaced", "structure"]);
    let report = desk.run(["import", "letter.md", "--format", "json"]).json();
    has(&report, &["sources"]);
    has(&report["sources"][0], &source);
    has(&first("history"), &["id", "at", "device", "analyst", "kind", "summary", "undoes", "undone"]);
    let before = ["id", "path", "letter", "code", "short_name", "definition", "answers"];
    let more = [
        "name", "parent", "use_when", "not_when", "colour", "terms", "retired", "twin", "merged", "examples",
    ];
    has(&first("themes"), &[&before[..], &more[..]].concat());
    has(&first("keys"), &["action", "scope", "keys", "description"]);
    desk.run(["export", "q:1", "-o", "q1.md"]).done();
    let verified =
        ["file", "place", "verdict", "quotation", "cited", "id", "reference", "question", "submitter"];
    let more = ["file_says", "workspace_says", "remark"];
    let found = desk.run(["verify", "q1.md", "--format", "json"]).json();
    has(&found[0], &[&verified[..], &more[..]].concat());
    desk.write("empty.md", "");
    let report = desk.run(["import", "empty.md", "--format", "json"]);
    let report: Value = serde_json::from_slice(&report.out).unwrap();
    for name in ["where", "what", "hint"] {
        assert!(report["sources"][0]["problems"][0][name].is_string(), "{report}");
    }
}

#[test]
fn controls_are_escapes_in_json_and_come_back_to_the_character() {
    let desk = Desk::new();
    desk.write("form.csv", "reference,organisation,q1,extra\nA,O,x\u{1b}[2J\u{9b}\u{202e}\u{7f}y,\u{200b}\n");
    desk.run(["import", "form.csv"]).done();
    let ran = desk.run(["list", "--format", "json"]);
    assert!(ran.text().contains("x\\u001b[2J\\u009b\\u202e\\u007fy"), "{}", ran.text());
    assert_eq!(ran.json()[0]["text"], "x\u{1b}[2J\u{9b}\u{202e}\u{7f}y");
    assert!(desk.run(["submissions", "--format", "json"]).text().contains("\\u200b"));
}

#[test]
fn a_query_may_begin_with_a_dash_in_every_command() {
    let desk = desk();
    let lists: [&[&str]; 5] = [
        &["list", "-q:1", "--format", "jsonl"],
        &["list", "--format", "jsonl", "-q:1"],
        &["list", "--format", "jsonl", "--", "-q:1"],
        &["list", "-(q:1 OR is:unplaced)", "--format", "jsonl"],
        &["export", "-q:1", "-o", "-", "--format", "jsonl"],
    ];
    for arguments in lists {
        let ran = desk.run(arguments).done();
        assert_eq!(ran.text().lines().count(), 1, "{arguments:?}: {}", ran.text());
        assert!(ran.text().contains("\"question\":\"11\""), "{arguments:?}: {}", ran.text());
    }
    desk.run(["tag", "-q:1", "--add", "IPv6"]).done();
    desk.run(["status", "-q:11", "reviewed"]).done();
    assert_eq!(desk.questions("theme:ipv6"), ["11"]);
    assert_eq!(desk.questions("status:reviewed"), ["1"]);
    assert_eq!(desk.run(["submissions", "-q:1", "--format", "json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn mistakes_of_a_query_are_2_and_pointed_at() {
    let desk = desk();
    for (query, at) in [
        ("colour:red", 0),
        ("IPv6 q:99", 7),
        ("status:nope", 7),
        ("date:foo", 5),
        ("(IPv6", 0),
        ("IPv6 \"abc", 5),
        ("IPv6 OR", 5),
        ("sort:foo", 5),
        ("q:8..", 2),
        ("theme:zebra", 6),
    ] {
        let ran = desk.run(["list", query]).fails(2, &[query]);
        let caret = ran.err.lines().find(|l| l.trim_start().starts_with('^')).unwrap_or_default();
        assert_eq!(caret.find('^'), Some(at + 2), "{query}: {}", ran.err);
    }
}
