//! The progress on the command line: promised shapes, each format, what is told beside the numbers.

use serde_json::{Value, json};

use super::desk::Desk;
use super::matrix::FORM;

/// A workspace with the form and a letter, in which two people worked.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.write("letter.md", "# A letter\n\nWe write of ourselves first, and of nothing else.\n");
    desk.run(["import", "form.csv", "letter.md"]).done();
    desk.run(["status", "q:1 country:KE", "reviewed", "--analyst", "amina"]).done();
    desk.run(["status", "q:1 country:CH", "reviewed", "--analyst", "bo"]).done();
    desk.run(["status", "q:4", "flagged", "--analyst", "bo"]).done();
    desk.run(["status", "q:4 country:CH", "reviewed", "--analyst", "amina"]).done();
    desk.run(["tag", "ipv6 q:1", "--add", "IPv6", "--analyst", "amina"]).done();
    desk
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn the_promised_shape() {
    let desk = desk();
    let found = desk.run(["progress", "--format", "json"]).json();
    assert_eq!(keys(&found), ["all", "by", "flagged", "pace", "rows", "unplaced", "without_theme"]);
    assert_eq!(found["by"], "question");
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 11);
    let first = json!({"question": "1", "reviewed": 3, "flagged": 0, "todo": 1, "words_left": 3,
                       "analysts": {"amina": 2, "bo": 1}});
    assert_eq!(rows[0], first);
    assert_eq!(
        (&rows[3]["reviewed"], &rows[3]["flagged"], &rows[3]["todo"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let all = &found["all"];
    assert_eq!((&all["reviewed"], &all["flagged"], &all["todo"]), (&json!(4), &json!(1), &json!(1)));
    assert_eq!(found["unplaced"]["todo"], 1, "beside the answers");
    let pace = &found["pace"];
    let promised = ["days", "left", "per_day", "per_working_day", "until", "words_left", "working_days"];
    assert_eq!(keys(pace), promised);
    assert_eq!((&pace["left"], &pace["per_day"], &pace["working_days"]), (&json!(2), &json!(4.0), &json!(1)));
    let days = pace["days"].as_array().unwrap();
    let lately: u64 = days.iter().map(|day| day["reviewed"].as_u64().unwrap()).sum();
    assert_eq!((days.len(), lately), (21, 4), "an answer that two have reviewed counts once");
    let flagged = &found["flagged"];
    assert_eq!((keys(flagged), &flagged["answers"]), (vec!["answers", "oldest"], &json!(2)));
    assert_eq!(keys(&flagged["oldest"]), ["analyst", "question", "reference", "since", "submitter"]);
    assert_eq!((&flagged["oldest"]["analyst"], &flagged["oldest"]["question"]), (&json!("bo"), &json!("4")));
    assert_eq!(found["without_theme"]["answers"], 2);
}

#[test]
fn every_format_says_the_same_and_people_are_told_the_rules() {
    let desk = desk();
    let table = desk.run(["progress", "--by", "region"]).done();
    let rows: Vec<Vec<&str>> = table.text().lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["region", "reviewed", "flagged", "todo", "words", "left", "amina", "bo"]);
    assert_eq!(rows[1], ["Africa", "2", "1", "0", "4", "2", "0"]);
    assert_eq!(rows[2], ["Europe", "2", "0", "0", "0", "1", "1"]);
    assert_eq!(rows[3], ["(none)", "0", "0", "1", "3", "0", "0"]);
    assert_eq!(rows[4], ["total", "4", "1", "1", "7", "3", "1"]);
    for said in [
        "2 answers left to read, 7 words",
        "4.0 a day, 4.0 a working day, over 1 day",
        "1 working day at this pace, about 20",
        "2 answers flagged, 1 reviewed by another; the oldest: F-1, question 4, Lake IX, flagged by bo on 20",
        "2 answers reviewed without any theme; the oldest: F-3, ",
    ] {
        assert!(table.text().contains(said), "{said}\n{}", table.text());
    }
    for said in [
        "reviewed by at least one analyst, flagged by one and reviewed by none",
        "each answer on the day of its first review that holds",
        "1 unplaced text beside them: 0 reviewed, 0 flagged, 1 to do",
    ] {
        assert!(table.err.contains(said), "{said}\n{}", table.err);
    }
    let csv = desk.run(["progress", "--by", "region", "--format", "csv"]).done();
    let lines: Vec<&str> = csv.text().lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "region,reviewed,flagged,todo,words_left,amina,bo");
    assert_eq!((lines[1], lines.len()), ("Africa,2,1,0,4,2,0", 5));
    let lines = desk.run(["progress", "--by", "region", "--format", "jsonl"]).done();
    let lines: Vec<Value> = lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[2]["region"], &lines[2]["todo"]), (&Value::Null, &json!(1)));
}

#[test]
fn the_row_of_an_analyst_is_his_own() {
    let desk = desk();
    let found = desk.run(["progress", "--by", "analyst", "--format", "json"]).json();
    let amina = json!({"analyst": "amina", "reviewed": 3, "flagged": 0, "todo": 3, "words_left": 10});
    assert_eq!(found["rows"][0], amina);
    assert_eq!(found["rows"][1]["flagged"], 2);
    assert_eq!(found["all"]["analysts"], json!({"amina": 3, "bo": 1}));
}

#[test]
fn each_number_is_as_long_as_the_list_with_its_filters() {
    let desk = desk();
    let found = desk.run(["progress", "is:any", "--format", "json"]).json();
    for row in found["rows"].as_array().unwrap() {
        let question = row["question"].as_str().unwrap();
        let listed = |filter: &str| desk.list(&format!("q:{question} {filter}")).len() as u64;
        assert_eq!(row["reviewed"].as_u64().unwrap(), listed("status:reviewed@any"));
        assert_eq!(row["flagged"].as_u64().unwrap(), listed("status:flagged@any status:reviewed@none"));
        assert_eq!(row["todo"].as_u64().unwrap(), listed("status:reviewed@none status:flagged@none"));
        assert_eq!(row["analysts"]["bo"].as_u64().unwrap(), listed("status:reviewed@bo"));
    }
}

#[test]
fn what_is_left_out_is_said_and_a_new_workspace_has_nothing_to_tell() {
    let desk = desk();
    desk.run(["submissions", "F-1", "--set", "withdrawn=yes"]).done();
    let told = desk.run(["progress", "-q:9"]).done();
    assert!(told.err.contains("2 texts left out (withdrawn, replaced or the same again)"), "{}", told.err);
    desk.run(["progress", "--by", "month"])
        .fails(2, &["“month”", "question, section, analyst, type, language or region"]);
    desk.run(["progress", "tehme:x"]).fails(2, &["tehme"]);
    let empty = Desk::new();
    let told = empty.run(["progress"]).done();
    assert!(
        told.text().contains("0 answers left to read, 0 words\nnothing was reviewed in the last 21 days"),
        "{}",
        told.text()
    );
    let found = empty.run(["progress", "--format", "json"]).json();
    assert_eq!((&found["pace"]["per_day"], &found["flagged"]["oldest"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_file_says_how_far_the_reading_is_of_what_by_whom_and_when() {
    let desk = Desk::worked();
    let by = ["progress", "q:1..11", "-o"];
    let said = desk.run(by.iter().chain(&["far.md"])).done();
    assert!(said.text().contains("wrote Progress by question, to far.md"), "{}", said.text());
    let text = std::fs::read_to_string(desk.path("far.md")).unwrap();
    for words in [
        "# Progress by question\n\n| question | reviewed | flagged | todo | words left |",
        "\n| total | ",
        "\n- Query: q:1..11\n- Counted: answers; reviewed by at least one analyst",
        "\n- Written: ",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
    desk.run(by.iter().chain(&["far.csv"])).done();
    let csv = std::fs::read_to_string(desk.path("far.csv")).unwrap();
    let bare = desk.run(["progress", "q:1..11", "--format", "csv"]).done();
    assert!(csv.starts_with(bare.text()), "the same numbers first: {csv}\n{}", bare.text());
    desk.run(by.iter().chain(&["far.csv"])).fails(1, &["far.csv", "--force"]);
    desk.run(by.iter().chain(&["far.json"])).done();
    let json: Value = serde_json::from_slice(&std::fs::read(desk.path("far.json")).unwrap()).unwrap();
    let mut printed = desk.run(["progress", "q:1..11", "--format", "json"]).json();
    assert_eq!(json["about"]["query"], "q:1..11");
    printed["about"] = json["about"].clone();
    assert_eq!(json, printed);
}
