//! Spreadsheets: what a colleague finds in the cells, that nothing in them acts, and that they are the same each time.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};

use super::desk::{Desk, Ran};
use super::matrix::FORM;
use crate::office::conforms;

/// What a cell shows, as a CSV writes it.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(_) => cell.as_date_text(),
        other => panic!("a cell of another kind: {other:?}"),
    }
}

trait AsDate {
    fn as_date_text(&self) -> String;
}

impl AsDate for Data {
    /// Days are counted from the last but one of 1899.
    fn as_date_text(&self) -> String {
        let Data::DateTime(day) = self else { panic!("no day: {self:?}") };
        let first = jiff::civil::date(1899, 12, 30);
        first.checked_add(jiff::Span::new().days(day.as_f64() as i64)).unwrap().to_string()
    }
}

/// The sheets of a workbook by name, each as rows of cells.
fn sheets(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let all = book.worksheets();
    for (name, _) in &all {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "a formula in {name}");
    }
    all.into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

/// Asserts that a workbook is read, has no formula and nothing in a cell that a terminal would act on.
pub(crate) fn reads_well(bytes: &[u8]) {
    for (name, rows) in sheets(bytes.to_vec()) {
        let cells = rows.iter().flatten().filter(|cell| **cell != Data::Empty);
        for text in cells.map(shown) {
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{name}: {text:?}");
        }
    }
}

fn file(desk: &Desk, name: &str) -> Vec<u8> {
    std::fs::read(desk.path(name)).unwrap()
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What the second sheet says of a name.
fn said(sheets: &[(String, Vec<Vec<Data>>)], name: &str) -> String {
    let (title, about) = &sheets[1];
    assert_eq!(title, "About");
    let line = about.iter().find(|line| line[0] == Data::String(name.to_owned()));
    shown(&line.unwrap_or_else(|| panic!("no {name} in {about:?}"))[1])
}

/// Compares a sheet with a CSV of the same: equal but for the mark before what could be a formula, and for what is
/// longer than a cell.
#[track_caller]
fn as_in_csv(sheet: &[Vec<Data>], csv: &[Vec<String>]) {
    assert_eq!(sheet.len(), csv.len());
    for (cells, expected) in sheet.iter().zip(csv) {
        for (cell, expected) in cells.iter().zip(expected) {
            let text = shown(cell);
            if let Some(whole) = text.strip_suffix("[…]") {
                let expected = expected.strip_prefix('\'').unwrap_or(expected);
                assert!(expected.starts_with(whole), "{whole:.80}");
                assert_eq!(text.encode_utf16().count(), 32_767);
            } else {
                assert!(
                    text == *expected || Some(&*text) == expected.strip_prefix('\''),
                    "{text:?} {expected:?}"
                );
            }
        }
        assert!(expected[cells.len().min(expected.len())..].iter().all(String::is_empty), "{expected:?}");
    }
}

const ARABIC: &str = "الوصول إلى الإنترنت مكلف في القرى، والتوجيه الآمن مهم.";

/// What no cell may run, lose or show otherwise.
fn hostile() -> [String; 12] {
    let plain = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "+1",
        "-2",
        "a\u{0}b",
        "_x0041_ and _x000D_",
        "a\u{1}\u{1b}[31mb\u{fffe}",
        "<c r='A1'><f>1+1</f></c> & \"x\"",
        "  blanks at both ends\n\n",
        ARABIC,
    ];
    let long = "A long answer. ".repeat(2_700);
    std::array::from_fn(|at| plain.get(at).map_or_else(|| long.clone(), |text| (*text).to_owned()))
}

/// A form whose answers and submitters are these; JSON holds what no CSV does.
fn form(desk: &Desk) {
    let mut rows = Vec::new();
    for (at, text) in hostile().iter().enumerate() {
        let who = text.chars().take(40).collect::<String>();
        let reference = format!("H-{at}");
        rows.push(
            json!({"Reference": reference, "Organisation": who, "Submitted on": "2025-01-16", "q1": text}),
        );
    }
    desk.write("hostile.json", Value::Array(rows).to_string());
    desk.run(["import", "hostile.json"]).done();
}

#[test]
fn a_sheet_holds_what_the_csv_holds_as_types_and_never_a_formula() {
    let desk = Desk::new();
    form(&desk);
    desk.run(["tag", "routing OR التوجيه", "--add", "=Routing"]).done();
    desk.run(["export", "-o", "all.csv"]).done();
    let export = ["export", "-o", "all.xlsx", "--date", "2025-01-12"];
    let told = desk.run(export).done();
    assert!(told.text().contains("exported 12 answers"), "{}", told.text());
    let (csv, sheets) = (rows(&file(&desk, "all.csv")), sheets(file(&desk, "all.xlsx")));
    as_in_csv(&sheets[0].1, &csv);
    let at = |name: &str| csv[0].iter().position(|head| head == name).unwrap();
    let cells = &sheets[0].1[1];
    assert!(matches!(cells[at("words")], Data::Float(_)) && matches!(cells[at("late")], Data::Bool(_)));
    assert!(matches!(cells[at("submitted_on")], Data::DateTime(_)), "{:?}", cells[at("submitted_on")]);
    assert!(matches!(cells[at("question")], Data::String(_)), "a question's number is its name");
    for (name, words) in [
        ("Query", "all answers"),
        ("Written", "2025-01-12"),
        ("Analyst", "alice"),
        ("Answers", "12"),
        ("Cut cells", "1"),
        ("Left out", "0"),
    ] {
        assert_eq!(said(&sheets, name), words, "{name}");
    }
    assert!(said(&sheets, "Program").starts_with("rapporteur "));
    // The same again, whenever it is written.
    conforms(&desk.path("all.xlsx"));
    desk.run(["export", "-o", "again.xlsx", "--date", "2025-01-12"]).done();
    assert_eq!(file(&desk, "again.xlsx"), file(&desk, "all.xlsx"));
    let xml = part(&file(&desk, "all.xlsx"), "xl/worksheets/sheet1.xml");
    for words in ["state=\"frozen\"", "<autoFilter ref=\"A1:AB13\"/>"] {
        assert!(xml.contains(words), "no {words} in {xml:.900}");
    }
    assert!(!xml.contains("rightToLeft"), "most of it is written from the left");
    desk.run(["export", "القرى", "-o", "arabic.xlsx"]).done();
    conforms(&desk.path("arabic.xlsx"));
    let bytes = file(&desk, "arabic.xlsx");
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("rightToLeft=\"1\""));
    assert!(part(&bytes, "xl/styles.xml").contains("readingOrder=\"2\""));
    // Nothing is written over, and no bytes go where text is shown.
    desk.run(export).fails(1, &["all.xlsx", "--force"]);
    desk.run(["export", "-o", "x.xlsx", "--date", "12.1.2025"]).fails(2, &["2025-01-12"]);
}

/// A part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

/// A desk with the form of the matrix tests, tagged, noted, and a shortlist.
fn worked() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    desk.run(["tag", "ipv6", "--add", "IPv6"]).done();
    desk.run(["tag", "routing OR routes", "--add", "Routing security"]).done();
    desk.run(["note", "late", "--text", "=Late for whom?"]).done();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--heading", "=Routes"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:4"]).done();
    desk
}

#[test]
fn shortlists_and_counts_are_sheets_too() {
    let desk = worked();
    for name in ["list.csv", "list.xlsx"] {
        desk.run(["export", "--shortlist", "chair", "-o", name]).done();
    }
    let book = sheets(file(&desk, "list.xlsx"));
    as_in_csv(&book[0].1, &rows(&file(&desk, "list.csv")));
    assert_eq!((said(&book, "Shortlist"), said(&book, "Quotations")), ("Chair".to_owned(), "2".to_owned()));
    let matrix =
        ["matrix", "--rows", "theme", "--columns", "type", "--shares", "row", "--date", "2025-01-12", "-o"];
    for name in ["counts.csv", "counts.xlsx"] {
        desk.run(matrix.iter().chain(&[name])).done();
    }
    let book = sheets(file(&desk, "counts.xlsx"));
    let csv = rows(&file(&desk, "counts.csv"));
    let (sheet, table) = (&book[0].1, &csv[..csv.len() - 7]);
    assert_eq!(sheet.len(), table.len());
    for (cells, expected) in sheet.iter().zip(table).skip(1) {
        assert_eq!(shown(&cells[0]), expected[0]);
        for (cell, expected) in cells.iter().zip(expected).skip(1) {
            assert!(matches!(cell, Data::Float(_) | Data::Empty), "{cell:?}");
            assert_eq!(shown(cell).parse::<f64>().ok(), expected.parse::<f64>().ok());
        }
    }
    assert!(said(&book, "Counted").contains("answers, each once"), "{:?}", book[1]);
    assert_eq!(said(&book, "Written"), "2025-01-12");
    let progress = desk.run(["progress", "-o", "-", "--format", "xlsx"]).done();
    let book = sheets(progress.out);
    assert_eq!(shown(book[0].1.last().unwrap().first().unwrap()), "total");
}

#[test]
fn further_tables_say_what_the_screens_say() {
    let desk = worked();
    let export = |table: &str, name: &str| -> Ran {
        desk.run(["export", "--table", table, "-o", name, "--date", "2025-01-12"]).done()
    };
    for table in ["answers-by-theme", "submissions", "notes", "codebook"] {
        for ending in ["csv", "xlsx", "json"] {
            export(table, &format!("{table}.{ending}"));
        }
        let csv = rows(&file(&desk, &format!("{table}.csv")));
        as_in_csv(&sheets(file(&desk, &format!("{table}.xlsx")))[0].1, &csv);
        let json: Value = serde_json::from_slice(&file(&desk, &format!("{table}.json"))).unwrap();
        assert_eq!(json["table"], json!(table));
        assert_eq!(json["about"]["written"], json!("2025-01-12"));
        assert_eq!(json["rows"].as_array().unwrap().len(), csv.len() - 1, "{table}");
    }
    // Each theme's column sums up to what the matrix counts.
    let csv = rows(&file(&desk, "answers-by-theme.csv"));
    let column = csv[0].iter().position(|head| head == "Infrastructure / IPv6").unwrap();
    assert!(csv[1..].iter().all(|row| ["0", "1"].contains(&row[column].as_str())));
    let ones = csv[1..].iter().filter(|row| row[column] == "1").count();
    let found = desk.run(["matrix", "--rows", "theme", "--columns", "type", "--format", "json"]).json();
    let at = found["rows"].as_array().unwrap().iter().position(|row| *row == json!("Infrastructure / IPv6"));
    assert_eq!(json!(ones), found["row_totals"][at.unwrap()]);
    // What each submission has under a question is what the coverage says.
    let csv = rows(&file(&desk, "submissions.csv"));
    let column = csv[0].iter().position(|head| head == "question 4").unwrap();
    let states: Vec<&str> = csv[1..].iter().map(|row| row[column].as_str()).collect();
    assert_eq!(states, ["answered", "blank", "answered", "blank"]);
    let json: Value = serde_json::from_slice(&file(&desk, "submissions.json")).unwrap();
    assert_eq!(json["rows"][0]["question 4 words"], json!(4), "a number: {}", json["rows"][0]);
    let cut = desk
        .run(["export", "--table", "submissions", "type:government", "-o", "-", "--format", "csv"])
        .done();
    assert_eq!(rows(&cut.out).len(), 2);
    let text = desk.run(["export", "--table", "codebook", "-o", "-", "--format", "md"]).done();
    assert!(
        text.text().contains("\n## Infrastructure / IPv6\n") && text.text().contains("\n3 answers.\n"),
        "{}",
        text.text()
    );
    desk.run(["export", "--table", "codebook", "ipv6", "-o", "x.csv"]).fails(2, &["of no query"]);
    desk.run(["export", "--table", "cells", "-o", "x.csv"])
        .fails(2, &["answers-by-theme, submissions, notes, codebook"]);
}

#[test]
fn an_export_is_as_of_a_moment_and_the_workspace_stays_as_it_is() {
    let desk = worked();
    let now = jiff::Timestamp::now().to_string();
    // What was done within the same millisecond would be of the same moment.
    std::thread::sleep(std::time::Duration::from_millis(5));
    let ipv6 = desk.list("theme:IPv6").len();
    desk.run(["--analyst", "bob", "tag", "power OR cost", "--add", "IPv6"]).done();
    desk.run(["tag", "ipv6", "--remove", "IPv6"]).done();
    let before = file(&desk, "w.db");
    let told =
        desk.run(["export", "theme:IPv6", "-o", "then.md", "--as-of", &now, "--date", "2025-01-12"]).done();
    assert!(told.text().contains(&format!("exported {ipv6} answers")), "{}", told.text());
    let text = String::from_utf8(file(&desk, "then.md")).unwrap();
    assert!(
        text.contains(", 12 January 2025, as of ") && text.contains(&format!(": {ipv6} answers of")),
        "{text}"
    );
    assert_eq!(desk.list("theme:IPv6").len(), 1);
    let matrix =
        ["matrix", "--rows", "theme", "--columns", "type", "--as-of", &now, "-o", "-", "--format", "json"];
    assert!(desk.run(matrix).json()["about"]["as_of"].is_string());
    let listed = desk.run(["list", "theme:IPv6", "--as-of", &now, "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), ipv6);
    assert_eq!(file(&desk, "w.db"), before);
    desk.run(["export", "-o", "x.md", "--as-of", "2001-01-01"])
        .fails(2, &["until 1 January 2001", "was done on"]);
    desk.run(["export", "-o", "w.db", "--format", "md", "--force", "--as-of", &now])
        .fails(2, &["workspace itself"]);
    desk.run(["export", "-o", "x.md", "--as-of", "yesterday"]).fails(2, &["2025-01-12T14:30"]);
}

/// Turns spreadsheets into pages with LibreOffice, where it is installed and reads spreadsheets.
#[test]
fn libreoffice_makes_pages_of_a_sheet() {
    let program = std::env::var_os("RAPPORTEUR_SOFFICE").unwrap_or_else(|| "soffice".into());
    let desk = worked();
    form(&desk);
    desk.run(["export", "-o", "all.xlsx"]).done();
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let run = std::process::Command::new(&program)
        .args([&profile, "--headless", "--convert-to", "pdf", "all.xlsx"])
        .current_dir(desk.path(""))
        .output();
    let Ok(run) = run else {
        return eprintln!("skipped: LibreOffice is not installed ({})", Path::new(&program).display());
    };
    let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if told.contains("source file could not be loaded") && !reads_sheets(&program, &profile, &desk) {
        return eprintln!("skipped: this LibreOffice is without Calc");
    }
    let pdf = std::fs::read(desk.path("all.pdf")).unwrap_or_else(|e| panic!("{e}: {told}"));
    assert!(pdf.starts_with(b"%PDF"), "{told}");
    let text = lopdf::Document::load_mem(&pdf).unwrap();
    assert!(text.get_pages().len() >= 2, "the sheet, and what is said of it");
}

/// Whether it reads a sheet that is none of ours: without Calc it reads none.
fn reads_sheets(program: &std::ffi::OsStr, profile: &str, desk: &Desk) -> bool {
    desk.write("plain.csv", "a,b\n1,2\n");
    let run = std::process::Command::new(program)
        .args([profile, "--headless", "--convert-to", "xlsx", "plain.csv"])
        .current_dir(desk.path(""))
        .output();
    run.is_ok() && desk.path("plain.xlsx").exists()
}
