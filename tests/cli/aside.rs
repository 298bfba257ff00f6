//! Withdrawn and replaced submissions: left out unless asked for, and said to be.

use super::desk::Desk;

const FORM: &str = "\
Name,Country,1,11
Harbour Cables,KE,Cooperation works.,Routing security matters.
Harbour Cables,KE,Cooperation works well.,Routing security matters a lot.
Foundation Ubuntu,ZA,Schools first.,Spectrum.
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    desk
}

fn references(desk: &Desk, query: &str) -> Vec<String> {
    let found = desk.run(["submissions", query, "--format", "json"]).json();
    found.as_array().unwrap().iter().map(|s| s["reference"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_withdrawn_submission_counts_no_more_until_it_is_asked_for() {
    let desk = desk();
    let said = desk.run(["submissions", "WSIS20-003", "--set", "withdrawn=yes"]).done();
    assert!(said.text().starts_with("marked WSIS20-003 withdrawn · undo: "), "{}", said.text());
    assert_eq!(desk.list("").len(), 4);
    assert_eq!(desk.list("spectrum").len(), 0);
    assert_eq!(desk.list("spectrum is:any").len(), 1);
    assert_eq!(desk.list("is:withdrawn").len(), 2);
    assert_eq!(references(&desk, ""), ["WSIS20-001", "WSIS20-002"]);
    assert_eq!(references(&desk, "is:any"), ["WSIS20-001", "WSIS20-002", "WSIS20-003"]);
    assert_eq!(references(&desk, "is:withdrawn"), ["WSIS20-003"]);
    let all = desk.run(["submissions", "is:withdrawn", "--format", "json"]).json();
    assert_eq!(all[0]["withdrawn"], true);
    // A bulk command on everything does not reach it either.
    desk.run(["tag", "*", "--add", "Access"]);
    desk.run(["tag", "words:>0", "--add", "Access"]).done();
    assert_eq!(desk.list("theme:access is:any").len(), 4);
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!(desk.list("spectrum").len(), 1, "undone");
    desk.run(["redo"]).done();
    desk.run(["submissions", "WSIS20-003", "--set", "withdrawn=no"]).done();
    assert_eq!(desk.list("spectrum").len(), 1, "taken back by hand");
    desk.run(["doctor"]).done();
}

#[test]
fn a_replaced_submission_names_the_one_that_holds() {
    let desk = desk();
    let said = desk.run(["submissions", "WSIS20-001", "--set", "replaced_by=wsis20-002"]).done();
    assert!(said.text().starts_with("marked WSIS20-001 replaced by WSIS20-002 · undo: "), "{}", said.text());
    assert_eq!(desk.list("routing").len(), 1);
    let shown = desk.run(["show", "WSIS20-001", "--format", "json"]).json();
    assert_eq!((&shown["replaced_by"], &shown["withdrawn"]), (&"WSIS20-002".into(), &false.into()));
    assert_eq!(references(&desk, "is:replaced"), ["WSIS20-001"]);
    assert_eq!(references(&desk, "-is:replaced"), ["WSIS20-002", "WSIS20-003"]);
    // The one that holds is known by itself, not by its reference.
    desk.run(["submissions", "WSIS20-002", "--set", "reference=HC-2"]).done();
    assert_eq!(desk.run(["show", "WSIS20-001", "--format", "json"]).json()["replaced_by"], "HC-2");
    for wrong in ["WSIS20-001", "WSIS20-009"] {
        let ran = desk.run(["submissions", "WSIS20-001", "--set", &format!("replaced_by={wrong}")]);
        assert_eq!(ran.status, 2, "{wrong}: {}", ran.err);
    }
    desk.run(["submissions", "HC-2", "--set", "replaced_by=WSIS20-001"])
        .fails(2, &["HC-2 would be replaced by itself"]);
    desk.run(["submissions", "WSIS20-001", "--set", "withdrawn=perhaps"]).fails(2, &["yes or no"]);
    desk.run(["doctor"]).done();
}

#[test]
fn the_number_left_out_is_said_in_exports() {
    let desk = desk();
    desk.run(["submissions", "WSIS20-001", "--set", "replaced_by=WSIS20-002"]).done();
    desk.run(["submissions", "WSIS20-003", "--set", "withdrawn=yes"]).done();
    let ran = desk.run(["export", "-o", "all.md"]).done();
    let text = std::fs::read_to_string(desk.path("all.md")).unwrap();
    assert!(text.contains("4 texts") || text.contains("left out"), "{}{text}", ran.text());
    assert!(!text.contains("Spectrum") && text.contains("matters a lot"), "{text}");
    desk.run(["export", "is:any", "-o", "any.md"]).done();
    assert!(std::fs::read_to_string(desk.path("any.md")).unwrap().contains("Spectrum"));
}

#[test]
fn what_replaces_counts_only_while_it_is_there() {
    let desk = desk();
    desk.write("letter.md", super::desk::LETTER);
    desk.run(["import", "letter.md"]).done();
    let letter = references(&desk, "from:example")[0].clone();
    let import = desk.run(["history", "--format", "json"]).json()[0]["id"].as_str().unwrap().to_owned();
    desk.run(["submissions", "WSIS20-003", "--set", &format!("replaced_by={letter}")]).done();
    assert_eq!(desk.list("spectrum").len(), 0);
    desk.run(["undo", &import]).done();
    assert_eq!(desk.list("spectrum").len(), 1, "nothing holds instead of it now");
    desk.run(["redo", &import]).done();
    assert_eq!(desk.list("spectrum").len(), 0);
    desk.run(["doctor"]).done();
}
