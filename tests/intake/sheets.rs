//! Spreadsheets: the same submissions as from a CSV export, whatever stands around the table.

use rapporteur::intake::{self, account, columns};
use rapporteur::model::draft::{Body, Column, Format, SourceDraft};
use rapporteur::model::import::WordAccount;

use super::{call_of, shared};
use crate::office::{Sheet, archive, book, ods};

fn rows(draft: &SourceDraft) -> Vec<(&str, u32, Vec<&str>)> {
    let row = |body| match body {
        &Body::Row { number, ref cells } => (number, cells.iter().map(String::as_str).collect()),
        Body::Document(_) => panic!("a row was expected"),
    };
    draft
        .records
        .iter()
        .map(|r| {
            let (number, cells) = row(&r.body);
            (r.locator.as_str(), number, cells)
        })
        .collect()
}

#[test]
fn the_header_is_found_below_a_title_and_values_are_read_as_they_are_shown() {
    let sheet = Sheet::new("Form 1")
        .row(1, &[("B", "Answers to the call")])
        .row(3, &[("B", "Organisation"), ("C", "Date"), ("D", "Question 1"), ("F", "Score")])
        .row(4, &[("B", "Lake Union"), ("C", "=45688"), ("D", "Lower the\nfees."), ("F", "#3")])
        .row(7, &[("B", "Harbour Net"), ("E", "aside"), ("F", "#0.30000000000000004")]);
    let draft = intake::read(&book(&[sheet]), "form").unwrap();
    assert_eq!((draft.format, draft.header_row), (Format::Xlsx, 3));
    assert_eq!(draft.header, ["Organisation", "Date", "Question 1", "column E", "Score"]);
    assert_eq!(
        rows(&draft),
        [
            ("sheet:Form 1!row:4", 4, vec!["Lake Union", "2025-01-31", "Lower the\nfees.", "", "3"]),
            ("sheet:Form 1!row:7", 7, vec!["Harbour Net", "", "", "aside", "0.3"]),
        ]
    );
    assert!(draft.is_sound());
    let told: Vec<&str> = draft.diagnostics.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(told, ["it stands above the header and is left out: “Answers to the call”"]);
}

#[test]
fn of_several_sheets_the_form_export_is_read_and_the_others_are_told() {
    let export = |name| {
        Sheet::new(name)
            .row(1, &[("A", "Organisation"), ("B", "Country"), ("C", "q1")])
            .row(2, &[("A", "Lake Union"), ("B", "Kenya"), ("C", "Lower the fees.")])
    };
    let notes = Sheet::new("Notes").row(1, &[("A", "Read me first")]).row(2, &[("A", "and then this")]);
    let bytes = book(&[notes, export("Hidden").hidden(), Sheet::new("Empty"), export("Export")]);
    let draft = intake::read(&bytes, "form.csv").unwrap();
    assert_eq!(rows(&draft)[0].0, "sheet:Export!row:2");
    let told: Vec<String> = draft.diagnostics.iter().map(|d| format!("{}: {}", d.place, d.what)).collect();
    assert_eq!(
        told,
        [
            "sheet “Notes”: it is not read; it has 2 rows",
            "sheet “Hidden”: it is hidden and not read; it has 2 rows"
        ]
    );
}

#[test]
fn an_opendocument_sheet_gives_the_same() {
    let draft =
        intake::read(&ods(&[&["Organisation", "q1"], &["Lake Union", "Lower the fees."]]), "x").unwrap();
    assert_eq!((draft.format, draft.reader.as_str()), (Format::Ods, "ods/2"));
    assert_eq!(draft.header, ["Organisation", "q1"]);
    assert_eq!(rows(&draft), [("sheet:Form!row:2", 2, vec!["Lake Union", "Lower the fees."])]);
}

#[test]
fn a_cell_far_away_costs_no_more_than_any() {
    let sheet = Sheet::new("S")
        .row(1, &[("A", "Organisation"), ("B", "q1")])
        .row(1_048_576, &[("A", "Lake Union"), ("XFD", "far away")]);
    let bytes = book(&[sheet]);
    assert!(bytes.len() < 4_000);
    let draft = intake::read(&bytes, "x").unwrap();
    assert_eq!(draft.header, ["Organisation", "q1", "column XFD"]);
    assert_eq!(rows(&draft), [("sheet:S!row:1048576", 1_048_576, vec!["Lake Union", "", "far away"])]);
}

#[test]
fn a_sheet_without_a_table_says_what_is_missing() {
    let said = |sheet: Sheet| intake::read(&book(&[sheet]), "x.xlsx").unwrap_err().to_string();
    assert_eq!(said(Sheet::new("S")), "x.xlsx is empty. Was it saved, or fully copied?");
    let numbers = Sheet::new("S").row(2, &[("A", "#1"), ("B", "#2")]).row(3, &[("A", "#3"), ("B", "#4")]);
    assert!(said(numbers).starts_with("x.xlsx, row 2: no header was found"));
    let broken = archive(&[("xl/workbook.xml", b"<workbook>")], zip::CompressionMethod::Stored);
    assert!(intake::read(&broken, "x.xlsx").unwrap_err().to_string().starts_with("x.xlsx is damaged"));
    let only = Sheet::new("S").row(1, &[("A", "Organisation"), ("B", "q1")]);
    let draft = intake::read(&book(&[only]), "x").unwrap();
    assert!(draft.records.is_empty() && draft.diagnostics[0].what.contains("no row below"));
}

#[test]
fn a_real_sheet_in_six_languages_gives_what_its_csv_gives() {
    let Some(folder) = shared("corpus/derived-six-languages") else { return };
    let read = |name: &str| intake::read(&std::fs::read(folder.join(name)).unwrap(), name).unwrap();
    let (sheet, csv) = (read("all.xlsx"), read("all.utf8.csv"));
    assert_eq!(sheet.header, csv.header);
    let cells = |draft: &SourceDraft| -> Vec<Vec<String>> {
        rows(draft).into_iter().map(|(_, _, cells)| cells.into_iter().map(str::to_owned).collect()).collect()
    };
    assert_eq!(cells(&sheet), cells(&csv));
    let wordings: Vec<&str> =
        sheet.header.iter().filter_map(|h| h.split_once(": ")).map(|(_, w)| w).collect();
    let found = columns::recognize(&sheet.header, &call_of(&wordings), "all.xlsx").unwrap();
    let open: Vec<usize> =
        (0..found.columns.len()).filter(|i| matches!(found.columns[*i], Column::Open(_))).collect();
    let all = cells(&sheet);
    let answers = all.iter().flat_map(|row| open.iter().map(|i| &row[*i])).filter(|text| !text.is_empty());
    let characters = answers.clone().flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()).count();
    assert_eq!((all.len(), answers.count(), characters), (18, 144, 27_512));
    let words: WordAccount = account::table(&sheet, &found.columns);
    assert!(words.balances() && words == account::table(&csv, &found.columns));
}

#[test]
fn a_real_survey_gives_the_same_from_both_of_its_files() {
    let Some(folder) = shared("corpus/stacks-survey") else { return };
    let read = |name: &str| intake::read(&std::fs::read(folder.join(name)).unwrap(), name).unwrap();
    let sheet = read("results-anonymized-randomized.xlsx");
    let csv = read("results-anonymized-randomized.csv");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let header = |draft: &SourceDraft| draft.header.iter().map(|h| plain(h)).collect::<Vec<_>>();
    assert_eq!(header(&sheet), header(&csv));
    let cells = |draft: &SourceDraft| -> Vec<Vec<String>> {
        rows(draft).into_iter().map(|(_, _, cells)| cells.into_iter().map(plain).collect()).collect()
    };
    assert_eq!(cells(&sheet), cells(&csv));
}

#[test]
fn a_workbook_of_before_2007_gives_the_same() {
    // Made by a program that writes such files: a title, two rows, a date cell.
    let draft = intake::read(include_bytes!("form.xls"), "form").unwrap();
    assert_eq!((draft.format, draft.header_row), (Format::Xls, 2));
    assert_eq!(draft.header, ["Reference", "Organisation", "Submitted on", "q1"]);
    assert_eq!(
        rows(&draft),
        [
            (
                "sheet:Export!row:3",
                3,
                vec!["R-1", "Réseau 互联网", "2025-01-20", "More people than ever.\nSecond line."]
            ),
            ("sheet:Export!row:4", 4, vec!["R-2", "Hill Net", "2025-02-03", ""]),
        ]
    );
}

#[test]
fn a_header_of_two_lines_names_the_columns_of_a_question_in_a_sheet_and_in_a_text() {
    let sheet = Sheet::new("Survey")
        .row(1, &[("A", "Respondent ID"), ("B", "Your organisation"), ("D", "Why so?"), ("E", "Which?")])
        .row(
            2,
            &[("B", "Name"), ("C", "Country"), ("D", "Open-Ended Response"), ("E", "Fibre"), ("F", "Other")],
        )
        .row(3, &[("A", "101"), ("B", "Lake Net"), ("C", "Kenya"), ("D", "Because."), ("F", "Kites")]);
    let text = "Respondent ID,Your organisation,,Why so?,Which?,\n,Name,Country,Open-Ended Response,Fibre,Other\n\
                101,Lake Net,Kenya,Because.,,Kites\n";
    for draft in
        [intake::read(&book(&[sheet]), "x").unwrap(), intake::read(text.as_bytes(), "x.csv").unwrap()]
    {
        assert_eq!(
            draft.header,
            [
                "Respondent ID",
                "Your organisation – Name",
                "Your organisation – Country",
                "Why so?",
                "Which? – Fibre",
                "Which? – Other"
            ]
        );
        let found: Vec<(u32, Vec<&str>)> = rows(&draft).into_iter().map(|(_, n, cells)| (n, cells)).collect();
        assert_eq!(found, [(3, vec!["101", "Lake Net", "Kenya", "Because.", "", "Kites"])]);
        assert_eq!(draft.header_row, 1);
        assert!(draft.diagnostics.iter().any(|d| d.what.contains("second line of the header")));
    }
}
