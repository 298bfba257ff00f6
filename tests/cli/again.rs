//! What comes a second time: the same bytes, the same text, a form exported anew, an import taken back.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::desk::{Desk, LETTER};

/// The outcome of importing one file.
fn outcome(desk: &Desk, arguments: &[&str]) -> Value {
    let mut all = vec!["import"];
    all.extend(arguments);
    all.extend(["--format", "json"]);
    desk.run(all).json()["sources"][0]["outcome"].clone()
}

fn submitters(desk: &Desk) -> Vec<Value> {
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    submissions.as_array().unwrap().iter().map(|s| s["submitter"].clone()).collect()
}

fn ids(found: &[Value]) -> Vec<Value> {
    found.iter().map(|a| a["id"].clone()).collect()
}

#[test]
fn the_same_bytes_under_another_name_are_asked_about_and_a_name_imports_them() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.write("copy.md", LETTER);
    assert_eq!(outcome(&desk, &["letter.md"]), "added");
    let asked = desk.run(["import", "copy.md"]).done();
    assert!(asked.err.contains("--as NAME"), "{}", asked.err);
    assert_eq!(outcome(&desk, &["copy.md"]), "asked");
    assert_eq!(submitters(&desk), ["Example Net"]);
    assert_eq!(outcome(&desk, &["copy.md", "--as", "Second Org"]), "added");
    assert_eq!(submitters(&desk), ["Example Net", "Second Org"]);
    let texts: Vec<Value> = desk.list("q:1").iter().map(|a| a["text"].clone()).collect();
    assert_eq!(texts[0], texts[1]);
    assert_eq!(outcome(&desk, &["copy.md", "--as", "Second Org"]), "unchanged");
}

#[test]
fn an_import_taken_back_is_hidden_and_comes_again_with_the_same_ids() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    assert_eq!(outcome(&desk, &["letter.md"]), "added");
    let before = ids(&desk.list(""));
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    let history = desk.run(["history", "--format", "json"]).json();
    let import = history.as_array().unwrap().iter().find(|h| h["kind"] == "import").unwrap();
    desk.run(["undo", &import["id"].as_str().unwrap()[..8]]).done();
    assert!(desk.list("").is_empty() && submitters(&desk).is_empty());
    assert!(desk.run(["sources", "--format", "json"]).json().as_array().unwrap().is_empty());
    assert_eq!(outcome(&desk, &["letter.md"]), "added");
    assert_eq!(ids(&desk.list("")), before);
    assert_eq!(desk.questions("theme:ipv6"), ["1"]);
}

#[test]
fn a_form_in_another_order_with_a_new_column_and_a_changed_cell_keeps_everything() {
    let row =
        |i: usize| (format!("A{i}"), format!("Org {i}"), format!("Answer {i} on IPv6"), format!("More {i}"));
    let desk = Desk::new();
    let mut form = "reference,organisation,q1,q2\n".to_owned();
    for (a, b, c, d) in (0..20).map(row) {
        writeln!(form, "{a},{b},{c},{d}").unwrap();
    }
    desk.write("form.csv", form);
    assert_eq!(outcome(&desk, &["form.csv"]), "added");
    desk.run(["tag", "IPv6", "--add", "IPv6"]).done();
    let before = desk.list("");

    let mut form = "extra,q2,q1,organisation,reference\n".to_owned();
    for (a, b, c, d) in (0..20).rev().map(row) {
        writeln!(form, "new,{},{c},{b},{a}", if d == "More 7" { "Changed" } else { &d }).unwrap();
    }
    desk.write("again.csv", form);
    assert_eq!(outcome(&desk, &["again.csv"]), "revised");
    let after = desk.list("");
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(desk.list("theme:ipv6").len(), 20);
    assert_eq!(ids(&desk.list("Changed")), ids(&desk.list("ref:A7 q:2")));
    assert!(desk.list("\"More 7\"").is_empty());
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    assert!(submissions.as_array().unwrap().iter().all(|s| s["attributes"]["extra"] == "new"));
    let sources = desk.run(["sources", "--format", "json"]).json();
    for source in sources.as_array().unwrap() {
        let count = |name: &str| source["words"][name].as_u64().unwrap();
        assert_eq!(count("read"), count("placed") + count("unplaced") + count("structure"), "{source}");
    }

    desk.run(["undo"]).done();
    assert_eq!(desk.list("").len(), 40);
    assert_eq!(outcome(&desk, &["form.csv"]), "unchanged");
}

#[test]
fn two_equal_anonymous_rows_are_two_people() {
    let desk = Desk::new();
    desk.write("form.csv", "organisation,q1\n,We agree.\n,We agree.\n");
    assert_eq!(outcome(&desk, &["form.csv"]), "added");
    let of: BTreeSet<String> = desk.list("").iter().map(|a| a["submission"].to_string()).collect();
    assert_eq!((of.len(), submitters(&desk)), (2, vec![Value::Null, Value::Null]));
}
