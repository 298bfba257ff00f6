//! Form exports, and what documents and tables say about submitters.

use std::process::Command;

use rapporteur::config::call_file;
use rapporteur::intake::{self, about, account, columns};
use rapporteur::model::draft::{Body, Column, Field, Format, RecordDraft};
use rapporteur::text::metadata;

use super::{parts, shared};

#[test]
fn a_generated_export_is_read_to_the_last_cell() {
    let Some(tool) = shared("tools/gen-corpus") else { return };
    let Ok(made) = Command::new("python3").arg(tool).arg("50").output() else {
        eprintln!("skipped: python3 is not here");
        return;
    };
    let draft = intake::read(&made.stdout, "corpus.csv").unwrap();
    let found = columns::recognize(&draft.header, &call_file::bundled().unwrap(), "corpus.csv").unwrap();
    assert_eq!((draft.format, draft.records.len()), (Format::Csv, 50));
    assert_eq!(found.columns.iter().filter(|c| matches!(c, Column::Open(_))).count(), 11);
    assert!(!found.columns.contains(&Column::Attribute) && draft.diagnostics.is_empty());
    let account = account::table(&draft, &found.columns);
    assert!(account.balances() && account.placed > 10_000);
    let text = String::from_utf8(made.stdout.clone()).unwrap();
    for record in &draft.records {
        let Body::Row { cells, .. } = &record.body else { panic!("a row was expected") };
        let start: usize = record.locator.strip_prefix("byte:").unwrap().parse().unwrap();
        assert!(text[start..].starts_with(&cells[0]), "{}", record.locator);
    }
}

#[test]
fn a_document_says_who_sent_it_in_lines_of_metadata() {
    let text = "---\nauthor: Someone Else\nlang: fr\n---\n# Reply\n\n- Organisation: Lake IX\n- Country: Sweden\n- Date: 3 January 2025\n\nText.";
    let draft = intake::read(text.as_bytes(), "x.md").unwrap();
    let about = about::of_part(&parts(&draft)[0], &call_file::bundled().unwrap());
    let of = |field| about.iter().find(|(f, _)| *f == field).map(|(_, v)| v.as_str());
    assert_eq!(of(Field::Submitter), Some("Lake IX"));
    assert_eq!(of(Field::Country), Some("SE"));
    assert_eq!(of(Field::SubmittedOn), Some("2025-01-03"));
    assert_eq!(of(Field::Language), Some("fr"));
}

#[test]
fn values_are_written_in_one_way() {
    assert_eq!(metadata::normalize(Field::SubmittedOn, " 16/01/2025 "), "2025-01-16");
    assert_eq!(metadata::normalize(Field::SubmittedOn, "03/04/2025"), "03/04/2025");
    assert_eq!(metadata::normalize(Field::Country, "Switzerland"), "CH");
    assert_eq!(metadata::normalize(Field::Country, "Ruritania"), "Ruritania");
    assert_eq!(metadata::normalize(Field::Language, "French"), "fr");
    assert_eq!(metadata::normalize(Field::StakeholderType, " academia "), "academia");
}

#[test]
fn lines_of_metadata_need_no_marks_and_no_blank_lines() {
    let text = "The Lake IX Contribution to the review\nSubmitted on 4 January 2025\nCountry: Sweden\n\nText that ends its\nline anywhere.\n";
    let draft = intake::read(text.as_bytes(), "x.txt").unwrap();
    let part = &parts(&draft)[0];
    let about = about::of_part(part, &call_file::bundled().unwrap());
    let expected =
        [(Field::Submitter, "Lake IX"), (Field::Country, "SE"), (Field::SubmittedOn, "2025-01-04")];
    for (field, value) in expected {
        assert!(about.contains(&(field, value.to_owned())), "{field:?}: {about:?}");
    }
    assert!(part.text.ends_with("Text that ends its line anywhere."), "{}", part.text);
}

/// The cells of a table, by submission.
fn cells(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let draft = intake::read(bytes, name).unwrap();
    let row = |record: &RecordDraft| match &record.body {
        Body::Row { cells, .. } => cells.clone(),
        Body::Document(_) => panic!("{name}: a row was expected"),
    };
    draft.records.iter().map(row).collect()
}

#[test]
fn one_table_in_five_formats_is_one_table() {
    let Some(folder) = shared("corpus/derived-six-languages") else { return };
    let read = |name: &str| cells(&std::fs::read(folder.join(name)).unwrap(), name);
    let plain = read("all.utf8.csv");
    assert_eq!((plain.len(), plain[0].len()), (18, 11));
    for name in ["all.utf8bom-semicolon-crlf.csv", "all.utf16le-tab.csv", "all.json", "all.xlsx"] {
        // Line ends within cells are those of each format.
        let with_plain_ends = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|c| c.replace("\r\n", "\n")).collect()).collect()
        };
        assert_eq!(with_plain_ends(read(name)), with_plain_ends(plain.clone()), "{name}");
    }
    let utf16 = intake::read(&std::fs::read(folder.join("all.utf16le-tab.csv")).unwrap(), "x").unwrap();
    let told: Vec<&str> = utf16.diagnostics.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(told, ["read as UTF-16 (little endian)", "its cells are parted by tabs"]);
}

#[test]
fn the_survey_is_one_table_as_text_and_as_a_spreadsheet() {
    let Some(folder) = shared("corpus/stacks-survey") else { return };
    let read = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        (intake::read(&bytes, name).unwrap().header, cells(&bytes, name))
    };
    let (csv, xlsx) = (read("results-anonymized-randomized.csv"), read("results-anonymized-randomized.xlsx"));
    assert_eq!((csv.1.len(), csv.0.len()), (69, 53));
    assert_eq!(csv.0, xlsx.0);
    for (row, (a, b)) in csv.1.iter().zip(&xlsx.1).enumerate() {
        assert_eq!(a, b, "row {row}");
    }
}

#[test]
fn a_header_below_a_row_without_text_has_all_its_columns() {
    let Some(path) = shared("corpus/global-dialogues-multilingual/GD4_participants.csv") else { return };
    let draft = intake::read(&std::fs::read(path).unwrap(), "x.csv").unwrap();
    assert_eq!((draft.header_row, draft.records.len()), (2, 600));
    assert!(draft.header.iter().all(|name| !name.is_empty()));
    assert_eq!(draft.header.iter().filter(|name| name.ends_with("(Original)")).count(), 16);
}
