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
