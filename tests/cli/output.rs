//! Streams and exit status: what scripts build on.

use std::io::Read as _;
use std::process::{Command, Stdio};

use super::desk::{Desk, LETTER};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk
}

#[test]
fn a_mistake_in_a_query_is_pointed_at() {
    let desk = desk();
    let ran = desk.run(["list", "IPv6 colour:red"]).fails(2, &["colour:red", "^"]);
    assert!(ran.out.is_empty());
    let lines: Vec<&str> = ran.err.lines().collect();
    let query = lines.iter().position(|l| l.contains("IPv6 colour:red")).unwrap();
    assert_eq!(lines[query].find("colour"), lines[query + 1].find('^'), "{}", ran.err);
}

#[test]
fn usage_mistakes_are_2_and_help_is_0() {
    let desk = Desk::bare();
    desk.run(["list", "--limt"]).fails(2, &["--limt"]);
    desk.run(["status", "q:1", "finished"]).fails(2, &["finished"]);
    let help = desk.run(["list", "--help"]).done();
    let (examples, options) = (help.text().find("Examples:").unwrap(), help.text().find("Options:").unwrap());
    assert!(examples < options && help.text().starts_with("List answers"), "{}", help.text());
    assert!(desk.run(["--version"]).done().text().starts_with("rapporteur "));
    assert!(desk.names().is_empty());
}

#[test]
fn beside_data_the_acknowledgement_goes_to_standard_error() {
    let desk = desk();
    let done = desk.run(["tag", "q:1", "--add", "IPv6", "--format", "json"]);
    assert_eq!(done.json()["changed"], 1);
    assert!(done.err.contains("tagged 1 answer, IPv6 · undo: "), "{}", done.err);
    let report = desk.run(["import", "letter.md", "--format", "json"]);
    assert_eq!(report.json()["sources"][0]["outcome"], "unchanged");
}

#[test]
fn list_has_the_promised_fields() {
    let desk = desk();
    let answer = desk.list("q:11").remove(0);
    let mut names: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    let mut promised = [
        "id",
        "submission",
        "reference",
        "question",
        "section",
        "heading",
        "submitter",
        "stakeholder_type",
        "country",
        "region",
        "language",
        "submitted_on",
        "late",
        "text",
        "words",
        "status",
        "themes",
        "tags",
        "notes",
        "source",
        "translation",
    ];
    promised.sort_unstable();
    assert_eq!(names, promised);
    let place = answer["source"].as_object().unwrap();
    for name in ["file", "sha256", "page", "sheet", "row", "column", "paragraph"] {
        assert!(place.contains_key(name), "{name}");
    }
    assert_eq!(answer["source"]["file"], "letter.md");
    assert_eq!(answer["words"], 10);
}

#[test]
fn hostile_text_never_reaches_the_terminal_as_a_command() {
    let desk = Desk::new();
    let hostile =
        "reference,organisation,q1\nA1,Evil\u{1b}]0;x\u{7}\u{202e},\"go\u{1b}[2J\u{9b}31m\u{200b}\"\n";
    desk.write("form.csv", hostile);
    desk.write("e\u{1b}[31m.csv", "reference,organisation,q1\nB1,X,Y\n");
    let harmful = ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{200b}'];
    let runs: [&[&str]; 8] = [
        &["import", "form.csv", "e\u{1b}[31m.csv", "no\u{1b}file"],
        &["list"],
        &["list", "--format", "json"],
        &["list", "--format", "csv"],
        &["submissions"],
        &["sources"],
        &["show", "A1"],
        &["export", "-o", "-", "--format", "md"],
    ];
    for arguments in runs {
        let ran = desk.run(arguments);
        assert!(!ran.out.is_empty(), "{arguments:?}: {}", ran.err);
        assert!(
            !ran.text().contains(harmful) && !ran.err.contains(harmful),
            "{arguments:?}: {}{}",
            ran.text(),
            ran.err
        );
    }
    assert!(desk.list("")[0]["text"].as_str().unwrap().starts_with("go\u{1b}[2J\u{9b}31m\u{200b}"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    let rows: Vec<String> =
        (0..3000).map(|i| format!("A{i},Org {i},some words that fill the pipe {i}")).collect();
    desk.write("form.csv", format!("reference,organisation,q1\n{}\n", rows.join("\n")));
    desk.run(["import", "form.csv"]).done();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["list", "--format", "json", "-w"])
        .arg(desk.path("w.db"))
        .env("XDG_STATE_HOME", desk.path("home"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 16]).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{:?}", ended.status);
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn a_limit_holds_in_every_format() {
    let desk = desk();
    for format in ["json", "jsonl", "csv", "table"] {
        let ran = desk.run(["list", "--limit", "1", "--format", format]).done();
        let most = if format == "json" { 3 } else { 2 };
        assert!(ran.text().lines().count() <= most, "{format}: {}", ran.text());
    }
    assert_eq!(desk.run(["list", "--limit", "0", "--format", "json"]).json(), serde_json::json!([]));
}

#[test]
fn keys_are_listed_with_what_they_do() {
    let keys = Desk::bare().run(["keys", "--format", "json"]).json();
    let row = keys.as_array().unwrap().iter().find(|k| k["action"] == "undo").unwrap();
    assert!(row["keys"].as_array().unwrap().contains(&"u".into()), "{row}");
    assert!(row["scope"].is_string() && row["description"].is_string(), "{row}");
}
