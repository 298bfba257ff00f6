//! Form exports: counts that are exact, twice without change, and a new export of the same form.

use std::process::Command;

use serde_json::Value;

use super::desk::{Desk, shared};

const FORM: &str = "\
reference,organisation,country,q1,q2,remark
A1,Example Net,NL,We use IPv6.,Nothing more,x
A2,Second Org,FR,Old text here,,y
A3,,,We use IPv6.,,z
";

#[test]
fn a_generated_export_is_counted_exactly_and_only_once() {
    let Some(shared) = shared() else { return };
    let generated =
        Command::new("python3").arg(shared.join("tools/gen-corpus")).args(["100", "--truth"]).output();
    let Ok(generated) = generated else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let desk = Desk::new();
    desk.write("form.csv", &generated.stdout);
    let report = desk.run(["import", "form.csv", "--format", "json"]).json();
    let mut reader = csv::Reader::from_reader(generated.stdout.as_slice());
    let first = reader.headers().unwrap().iter().position(|name| name == "q1").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = rows.iter().flat_map(|row| row.iter().skip(first).map(str::to_owned).collect::<Vec<_>>());
    let answers = cells.filter(|cell| !cell.trim().is_empty()).count();
    let source = &report["sources"][0];
    assert_eq!((&source["outcome"], &source["submissions"]), (&"added".into(), &100.into()));
    assert_eq!(source["answers"], answers);
    assert_eq!(desk.list("").len(), answers);

    let again = desk.run(["import", "form.csv", "--format", "json"]).json();
    assert_eq!(again["sources"][0]["outcome"], "unchanged");
    assert_eq!(desk.run(["submissions", "--format", "json"]).json().as_array().unwrap().len(), 100);
    assert_eq!(desk.list("").len(), answers);

    let truth: Value = serde_json::from_slice(&generated.stderr).unwrap();
    for (phrase, count) in truth.as_object().unwrap() {
        assert_eq!(desk.list(&format!("\"{phrase}\"")).len() as u64, count.as_u64().unwrap(), "{phrase}");
    }
}

#[test]
fn columns_are_recognized_and_the_rest_is_kept() {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    assert_eq!(desk.questions(""), ["1", "2", "1", "1"]);
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    assert_eq!(submissions[0]["attributes"]["remark"], "x");
    assert_eq!(
        (&submissions[0]["submitter"], &submissions[2]["submitter"]),
        (&"Example Net".into(), &Value::Null)
    );
    let first = &desk.list("from:\"Example Net\" q:1")[0];
    assert_eq!((&first["source"]["row"], &first["source"]["column"]), (&2.into(), &"q1".into()));
}

#[test]
fn a_form_exported_again_keeps_ids_and_tags() {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    desk.run(["tag", "IPv6", "--add", "IPv6"]).done();
    let before = desk.list("sort:reference");

    let revised = FORM
        .replace("remark\n", "remark,extra\n")
        .replace("Old text here", "New text here")
        .replace(",x\n", ",x,1\n")
        .replace(",y\n", ",y,2\n")
        .replace(",z\n", ",z,3\n");
    desk.write("again.csv", revised);
    let report = desk.run(["import", "again.csv", "--format", "json"]).json();
    assert_eq!(report["sources"][0]["outcome"], "revised");
    let after = desk.list("sort:reference");
    let ids = |found: &[Value]| found.iter().map(|a| a["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after.iter().filter(|a| a["text"] == "New text here").count(), 1);
    assert_eq!(desk.list("theme:ipv6").len(), 2);
    assert_eq!(desk.run(["submissions", "--format", "json"]).json().as_array().unwrap().len(), 3);
}

#[test]
fn one_text_of_two_submitters_is_two_submissions() {
    let desk = Desk::new();
    desk.write("one.md", super::desk::LETTER);
    desk.write("two.md", super::desk::LETTER.replace("Example Net", "Other Org"));
    desk.run(["import", "one.md", "two.md"]).done();
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let who: Vec<&str> =
        submissions.as_array().unwrap().iter().map(|s| s["submitter"].as_str().unwrap()).collect();
    assert_eq!(who, ["Example Net", "Other Org"]);
}

#[test]
fn references_that_are_not_unique_are_no_references() {
    let desk = Desk::new();
    desk.write("form.csv", "reference,organisation,q1\nA1,One,a text\nA1,Two,b text\nA2,Three,c text\n");
    let ran = desk.run(["import", "form.csv"]).done();
    assert!(ran.err.contains("row 3") && ran.err.contains("A1"), "{}", ran.err);
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let submissions = submissions.as_array().unwrap();
    let references: Vec<&str> = submissions.iter().map(|s| s["reference"].as_str().unwrap()).collect();
    assert_eq!(references, ["WSIS20-001", "WSIS20-002", "WSIS20-003"]);
    assert!(submissions.iter().all(|s| s["attributes"]["reference"].is_string()), "{submissions:?}");
}

#[test]
fn a_form_whose_import_was_taken_back_comes_again_with_the_same_ids() {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    let before = desk.list("");
    desk.run(["undo"]).done();
    assert!(desk.list("").is_empty());
    let report = desk.run(["import", "form.csv", "--format", "json"]).json();
    assert_eq!(report["sources"][0]["outcome"], "added");
    assert_eq!(desk.list(""), before);
}
