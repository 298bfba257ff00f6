//! The same submitter by form and by document: offered, joined when somebody says so, and parted again.

use serde_json::{Value, json};

use super::desk::{Desk, LETTER};

const FORM: &str = "Reference,Organisation,Size,q1,q4\n\
                    F-1,Example Net,12,More people than ever.,Masts fall.\n\
                    F-2,Hill Net,3,Cost is high.,\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.write("letter.md", LETTER);
    desk
}

fn references(desk: &Desk) -> Vec<String> {
    let found = desk.run(["submissions", "--format", "json"]).json();
    let mut all: Vec<String> =
        found.as_array().unwrap().iter().map(|s| s["reference"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

#[test]
fn who_is_there_by_form_and_by_document_is_offered_and_nothing_is_joined_silently() {
    let desk = desk();
    let ran = desk.run(["import", "form.csv", "letter.md"]).done();
    assert!(ran.err.contains("Example Net is here by form and by document: F-1 WSIS20-003"), "{}", ran.err);
    assert!(ran.err.contains("`rapporteur join F-1 WSIS20-003`"), "{}", ran.err);
    assert_eq!(references(&desk), ["F-1", "F-2", "WSIS20-003"]);
    let offers = desk.run(["join", "--format", "json"]).json();
    assert_eq!(offers.as_array().unwrap().len(), 1);
    assert_eq!(offers[0]["submitter"], "Example Net");
    assert_eq!(offers[0]["submissions"][0]["row"], json!(2));
    assert_eq!(offers[0]["submissions"][1]["file"], "letter.md");
    let table = desk.run(["join"]).done();
    assert!(
        table.text().contains("form.csv, row 2") && table.text().contains("letter.md"),
        "{}",
        table.text()
    );
    assert!(!desk.run(["import", "letter.md"]).done().err.contains("by form"), "told once");
}

#[test]
fn joined_ones_have_all_texts_one_of_each_metadatum_and_every_tag_and_come_apart_again() {
    let desk = desk();
    desk.run(["import", "form.csv", "letter.md"]).done();
    desk.run(["tag", "q:11 from:\"Example Net\"", "--add", "IPv6"]).done();
    desk.run(["tag", "q:4", "--add", "Trust"]).done();
    let before = desk.list("");
    let ids: Vec<Value> = before.iter().map(|a| a["submission"].clone()).collect();

    let ran = desk.run(["join", "F-1", "WSIS20-003"]).done();
    assert!(ran.text().starts_with("joined WSIS20-003 to F-1 · undo: "), "{}", ran.text());
    assert_eq!(references(&desk), ["F-1", "F-2"]);
    assert_eq!(desk.questions("ref:F-1"), ["1", "4", "11", "-"]);
    let first = desk.list("ref:F-1 q:1")[0]["text"].as_str().unwrap().to_owned();
    assert_eq!(
        first, "More people than ever.\n\nMore people than ever are online.",
        "both, in the order of their coming"
    );
    assert_eq!(
        (desk.questions("theme:ipv6"), desk.questions("theme:trust")),
        (vec!["11".to_owned()], vec!["4".to_owned()])
    );
    let eleven = &desk.list("ref:F-1 q:11")[0];
    assert_eq!((&eleven["source"]["file"], &eleven["source"]["row"]), (&json!("letter.md"), &Value::Null));
    let four = &desk.list("ref:F-1 q:4")[0];
    assert_eq!((&four["source"]["file"], &four["source"]["column"]), (&json!("form.csv"), &json!("q4")));
    let shown = desk.run(["show", "F-1", "--format", "json"]).json();
    assert_eq!(shown["attributes"]["Size"], "12");
    assert_eq!(shown["submitted_on"], "2025-01-20", "the letter says it");
    assert_eq!(shown["sources"], json!(["form.csv", "letter.md"]));
    let by_old_id = desk.run(["show", ids.last().unwrap().as_str().unwrap(), "--format", "json"]).json();
    assert_eq!(by_old_id["id"], shown["id"], "an old id still finds it");
    assert!(desk.run(["join", "F-1", "F-1"]).done().text().contains("already"));
    assert!(desk.run(["join", "--format", "json"]).json().as_array().unwrap().is_empty());

    desk.run(["undo"]).done();
    assert_eq!(desk.list(""), before);
    desk.run(["redo"]).done();
    assert_eq!(references(&desk), ["F-1", "F-2"]);
    desk.run(["doctor"]).done();
    desk.run(["join", "F-1"]).fails(2, &["alone"]);
    desk.run(["join", "F-1", "F-9"]).fails(2, &["F-9"]);
}

#[test]
fn a_form_exported_again_and_a_letter_revised_still_find_their_halves() {
    let desk = desk();
    desk.run(["import", "form.csv", "letter.md"]).done();
    desk.run(["join", "WSIS20-003", "F-1"]).done();
    desk.write("again.csv", FORM.replace("Masts fall.", "Masts fall in storms."));
    desk.run(["import", "again.csv"]).done();
    desk.write("letter-rev1.md", LETTER.replace("IPv6 is late.", "IPv6 is here."));
    desk.run(["import", "letter-rev1.md"]).done();
    assert_eq!(references(&desk).len(), 2);
    let text = |query: &str| desk.list(query)[0]["text"].as_str().unwrap().to_owned();
    assert_eq!(text("from:\"Example Net\" q:4"), "Masts fall in storms.");
    assert!(text("from:\"Example Net\" q:11").contains("IPv6 is here."));
    assert_eq!(
        text("from:\"Example Net\" q:1"),
        "More people than ever.\n\nMore people than ever are online."
    );
    // Parted again, each half has its own newest version.
    let history = desk.run(["history", "--format", "json"]).json();
    let join = history.as_array().unwrap().iter().find(|h| h["kind"] == "join").unwrap();
    desk.run(["undo", &join["id"].as_str().unwrap()[..10]]).done();
    assert_eq!(references(&desk).len(), 3);
    assert_eq!(text("ref:F-1 q:4"), "Masts fall in storms.");
    assert!(text("ref:WSIS20-003 q:11").contains("IPv6 is here."));
    desk.run(["doctor"]).done();
}

#[test]
fn a_table_says_which_document_belongs_to_which_row() {
    let desk = desk();
    desk.write("other.md", LETTER.replace("Example Net", "Dale Net"));
    desk.write("lost.md", LETTER.replace("Example Net", "Lost Net"));
    desk.write(
        "manifest.csv",
        "file,reference,pages\nletter.pdf,F-1,2\nother.md,f-2,1\nlost.md,F-77,1\nabsent.md,F-1,1\n",
    );
    let ran =
        desk.run(["import", "form.csv", "letter.md", "other.md", "lost.md", "--join", "manifest.csv"]).done();
    assert!(ran.text().contains("2 documents joined as the table says"), "{}", ran.text());
    assert!(ran.err.contains("F-77, which is not here"), "{}", ran.err);
    assert_eq!(references(&desk).len(), 3);
    assert_eq!(desk.questions("ref:F-2"), ["1", "11", "-"]);
    desk.run(["undo"]).done();
    assert!(references(&desk).is_empty(), "one import, one undo");
    // What is here already is joined, too.
    desk.run(["import", "form.csv", "letter.md"]).done();
    let ran = desk.run(["import", "letter.md", "--join", "manifest.csv"]).done();
    assert!(ran.text().contains("1 document joined"), "{}", ran.text());
    assert_eq!(references(&desk).len(), 2);
    desk.write("bad.csv", "name,number\na,b\n");
    desk.run(["import", "letter.md", "--join", "bad.csv"]).fails(2, &["which file", "`reference`"]);
}

/// A document that says what the first row of the form says, under the same reference.
const PAPER: &str = "# Submission F-1\n\nSize: 12\n\n\
                     ## 1- What are the main achievements of the implementation of the WSIS process in the past 20 years?\n\nMore people than\never.\n\n## 4- What are the challenges that remain in the implementation of the WSIS process?\n\nMasts fall.\n";

#[test]
fn a_row_and_a_document_of_one_reference_that_say_the_same_are_one_whichever_comes_first() {
    for (first, second) in [("form.csv", "F-1.md"), ("F-1.md", "form.csv")] {
        let desk = desk();
        desk.write("F-1.md", PAPER);
        desk.run(["import", first]).done();
        desk.run(["import", second]).done();
        assert_eq!(references(&desk), ["F-1", "F-2"], "{first}");
        assert_eq!(desk.list("ref:F-1 q:1").len(), 1, "{first}");
        let shown = desk.run(["show", "F-1", "--format", "json"]).json();
        assert_eq!(
            (&shown["submitter"], &shown["attributes"]["Size"]),
            (&json!("Example Net"), &json!("12"))
        );
        desk.run(["undo"]).done();
        assert!(!references(&desk).is_empty(), "{first}: the first stays");
        desk.run(["doctor"]).done();
    }
    // In one import, too.
    let desk = desk();
    desk.write("F-1.md", PAPER);
    desk.run(["import", "F-1.md", "form.csv"]).done();
    assert_eq!(references(&desk), ["F-1", "F-2"]);
    let desk = self::desk();
    desk.write("F-1.md", PAPER);
    desk.run(["import", "form.csv", "F-1.md"]).done();
    assert_eq!(references(&desk), ["F-1", "F-2"]);
}

#[test]
fn a_document_of_a_rows_reference_that_says_something_else_is_offered() {
    let desk = desk();
    desk.write("F-1.md", PAPER.replace("Masts fall.", "Masts stand."));
    desk.run(["import", "form.csv"]).done();
    let told = desk.run(["import", "F-1.md"]).done().err;
    assert!(told.contains("Example Net is here by form and by document: F-1 "), "{told}");
    assert_eq!(references(&desk), ["F-1", "F-1", "F-2"]);
    let offers = desk.run(["join", "--format", "json"]).json();
    let ids: Vec<&str> =
        offers[0]["submissions"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    desk.run(["join", ids[0], ids[1]]).done();
    assert_eq!(references(&desk), ["F-1", "F-2"]);
    // A cover letter is not put aside because the answers are known.
    let desk = self::desk();
    desk.write("F-1.md", PAPER.replace("## 1-", &format!("{}\n\n## 1-", "We write to you. ".repeat(20))));
    desk.run(["import", "form.csv", "F-1.md"]).done();
    assert_eq!(references(&desk), ["F-1", "F-1", "F-2"]);
}
