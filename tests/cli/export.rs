//! Files for colleagues: what is in them, and that none is lost for them.

use super::desk::{Desk, LETTER};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.run(["tag", "q:11", "--add", "Routing security"]).done();
    desk
}

#[test]
fn markdown_quotes_with_submitter_question_date_and_place() {
    let desk = desk();
    let said = desk.run(["export", "theme:\"routing security\"", "-o", "routing.md"]).done();
    assert!(said.text().contains("exported 1 answer of 1 submitter, to routing.md"), "{}", said.text());
    let text = std::fs::read_to_string(desk.path("routing.md")).unwrap();
    for words in [
        "theme:\"routing security\"",
        "1 answer of 1 submitter",
        "## Question 11: ",
        "> Routing security needs care. IPv6 is late.\n>\n> Trust must grow.\n",
        "**Example Net**",
        "answer to question 11, 20 January 2025",
        "letter.md",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
    assert!(!text.contains("More people"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.path("routing.md")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn json_and_jsonl_are_what_list_gives() {
    let desk = desk();
    desk.run(["export", "-o", "all.json"]).done();
    let exported: serde_json::Value =
        serde_json::from_slice(&std::fs::read(desk.path("all.json")).unwrap()).unwrap();
    assert_eq!(exported, serde_json::Value::Array(desk.list("")));
    let lines = desk.run(["export", "-o", "-", "--format", "jsonl"]).done();
    let lines: Vec<serde_json::Value> =
        lines.text().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines, desk.list(""));
}

#[test]
fn csv_has_a_row_for_each_answer_and_no_formulas() {
    let desk = Desk::new();
    desk.write("form.csv", "reference,organisation,q1\nA1,=Org,\"=HYPERLINK(\"\"x\"\")\"\nA2,Two,plain\n");
    desk.run(["import", "form.csv"]).done();
    desk.run(["export", "-o", "out.csv", "--bom"]).done();
    let bytes = std::fs::read(desk.path("out.csv")).unwrap();
    let rest = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(rest);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][at("text")], &rows[0][at("submitter")]), ("'=HYPERLINK(\"x\")", "'=Org"));
    assert_eq!(desk.run(["list", "--format", "csv"]).done().out, rest);
}

#[test]
fn nothing_that_is_there_is_overwritten_without_being_asked() {
    let desk = desk();
    desk.write("mine.md", "mine");
    desk.run(["export", "-o", "mine.md"]).fails(1, &["mine.md", "--force"]);
    assert_eq!(std::fs::read(desk.path("mine.md")).unwrap(), b"mine");
    desk.run(["export", "-o", "mine.md", "--force"]).done();
    assert_ne!(std::fs::read(desk.path("mine.md")).unwrap(), b"mine");
    let before = std::fs::read(desk.path("w.db")).unwrap();
    desk.run(["export", "-o", "w.db", "--format", "md", "--force"]).fails(2, &["workspace itself"]);
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), before);
    desk.run(["export", "-o", "no/such/folder.md"]).fails(1, &["no/such"]);
    desk.run(["export", "-o", "what.odt"]).fails(2, &["what.odt", "--format"]);
    assert!(desk.names().iter().all(|n| !n.contains(".part")), "{:?}", desk.names());
}

#[test]
fn a_shortlist_is_exported_in_its_order() {
    let desk = desk();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:11"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:1"]).done();
    let text = desk.run(["export", "--shortlist", "chair", "-o", "-", "--format", "md"]).done();
    let text = text.text();
    assert!(text.starts_with("# Chair\n") && text.contains("2 quotations of 1 submitter"), "{text}");
    assert!(text.find("Routing security").unwrap() < text.find("More people").unwrap(), "{text}");
}
