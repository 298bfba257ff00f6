//! What is handed on: documents, spreadsheets and projects for other programs.

use super::commands::harmless;
use super::harmless::{wrong, wrong_json};
use super::place::Place;
use crate::office::conforms;
use crate::refi::bench::Archive;
use crate::refi::oracle::Known;
use crate::refi::tree::Element;

#[test]
fn documents_hold_what_strangers_wrote_without_its_power_and_it_is_found_again() {
    let place = Place::whole();
    let desk = &place.desk;
    // As documents: what was written is a page, and a package that is read again.
    let page = desk.run(["export", "is:any", "-o", "-", "--format", "html", "--themes", "--notes"]).done();
    assert_eq!(wrong(page.text()), None, "as HTML");
    assert!(!page.text().contains("<script"));
    desk.run(["export", "is:any", "-o", "all.docx", "--themes", "--notes"]).done();
    let bytes = std::fs::read(desk.path("all.docx")).unwrap();
    rapporteur::intake::read(&bytes, "all.docx").unwrap();
    conforms(&desk.path("all.docx"));
    // Found again in each, and told without its power.
    let some = "q:3 OR has:note";
    for (query, name) in [(some, "some.docx"), (some, "some.csv"), ("has:note", "few.docx")] {
        desk.run(["export", query, "-o", name]).done();
    }
    let ran = desk.run(["verify", "few.docx", "--all"]);
    harmless("verify", &format!("{}{}", ran.text(), ran.err));
    let json = desk.run(["verify", "some.docx", "some.csv", "--format", "json"]);
    assert_eq!(wrong_json(json.text()), None, "verify");
    let found: Vec<serde_json::Value> = serde_json::from_slice(&json.out).unwrap();
    let astray: Vec<_> = found.iter().filter(|one| one["verdict"] != "right").collect();
    let few = &astray[..astray.len().min(12)];
    assert!(found.len() > 1000 && astray.is_empty(), "{}: {few:#?}", astray.len());
}

#[test]
fn tables_and_projects_hold_what_strangers_wrote_without_its_power() {
    let place = Place::whole();
    let desk = &place.desk;
    // Every way of writing a table once, and every table.
    for (table, format) in [
        ("answers-by-theme", "csv"),
        ("submissions", "json"),
        ("submissions", "xlsx"),
        ("notes", "csv"),
        ("notes", "xlsx"),
        ("codebook", "markdown"),
    ] {
        let file = desk.run(["export", "--table", table, "-o", "-", "--format", format]).done();
        let wrong = match format {
            "xlsx" => {
                crate::cli::sheets::reads_well(&file.out);
                desk.write("table.xlsx", &file.out);
                conforms(&desk.path("table.xlsx"));
                None
            }
            "json" => wrong_json(file.text()),
            _ => wrong(&file.text().replace("\r\n", "\n")),
        };
        assert_eq!(wrong, None, "{table} as {format}");
    }
    // A project for other programs is read by their rules, whatever stands in it.
    for (format, name) in [("qdpx", "all.qdpx"), ("qdc", "book.qdc")] {
        let command = if format == "qdc" { "themes" } else { "export" };
        let ran = desk.run([command, "-o", name]).done();
        harmless(name, &format!("{}{}", ran.text(), ran.err));
    }
    let known = Known::of(&Archive::of(std::fs::read(desk.path("all.qdpx")).unwrap()));
    assert!(known.texts.len() > 500 && known.codings.len() > 500);
    Element::root(&std::fs::read_to_string(desk.path("book.qdc")).unwrap());
    let dry = desk.run(["codings", "all.qdpx", "--dry-run"]).done();
    harmless("codings", &format!("{}{}", dry.text(), dry.err));
}
