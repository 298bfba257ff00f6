//! Further tables from the screen: a spreadsheet of the coverage, of the notes and of the codebook.

use super::submissions::real;
use crate::cli::sheets::reads_well;

#[test]
fn coverage_notes_and_codebook_become_spreadsheets() {
    let mut screen = real(120, 36);
    screen.keys("a");
    screen.type_text("Ask for the figures");
    screen.keys("Ctrl-s");
    for (keys, title, name, said) in [
        ("4 c", "Export a table", "coverage.xlsx", "submission"),
        ("g n", "Export a table", "notes.xlsx", "wrote 1 note to "),
        ("3", "Export the codebook", "codebook.xlsx", "theme"),
    ] {
        screen.keys(keys);
        screen.keys("x");
        assert!(screen.text().contains(title), "{keys}: {}", screen.text());
        let path = screen.answers.folder.path().join(name);
        screen.keys("Ctrl-u");
        screen.type_text(&path.display().to_string());
        screen.keys("Enter");
        assert!(screen.text().to_lowercase().contains(said), "{keys}: {}", screen.text());
        reads_well(&std::fs::read(&path).unwrap());
        screen.keys("1");
    }
}

#[test]
fn a_report_leaves_in_other_words_with_every_name_and_as_of_a_day() {
    let mut screen = real(80, 24);
    screen.keys("g r Tab Tab Down Tab Space Tab");
    screen.type_text("2001-02-3");
    screen.keys("Enter");
    assert!(screen.text().contains("As of: write a day as 2025-01-12"), "{}", screen.text());
    screen.keys("Ctrl-u");
    screen.type_text(&jiff::ZonedDateTime::now().date().to_string());
    let path = screen.answers.folder.path().join("rapport.md");
    screen.keys("Tab Ctrl-u");
    screen.type_text(&path.display().to_string());
    screen.keys("Enter");
    assert!(screen.text().contains("rote a report of"), "{}", screen.text());
    let text = std::fs::read_to_string(&path).unwrap();
    for words in ["Rapport du ", "Situation au ", "À usage interne", "## Annexe C"] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
}

#[test]
fn a_matrix_leaves_masked_and_as_of_a_day() {
    let mut screen = real(120, 36);
    screen.keys("t ipv6 Enter 2 x Tab Space Tab");
    screen.type_text(&jiff::ZonedDateTime::now().date().to_string());
    let path = screen.answers.folder.path().join("matrix.md");
    screen.keys("Tab Ctrl-u");
    screen.type_text(&path.display().to_string());
    screen.keys("Enter");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", screen.text()));
    assert!(text.contains("\n- Masked: ") && text.contains("\n- As of: "), "{text}");
}
