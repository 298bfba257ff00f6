//! Bringing in files from the screen: what is shown first, what comes in, and what takes it back.

use std::fs;
use std::path::{Path, PathBuf};

use rapporteur::config::surroundings::Surroundings;
use rapporteur::config::{call_file, theme_file};
use rapporteur::model::codebook::Codebook;
use rapporteur::model::diagnostic::{Diagnostic, Severity};
use rapporteur::model::import::{FileOutcome, ImportReport, SourceReport, WordAccount};
use rapporteur::tui::event::Event;
use rapporteur::tui::import::{Came, ImportOrder, Imported};
use rapporteur::tui::paths::{Begun, Name, Names};
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker::perform;
use rapporteur::workspace::{Access, Workspace};
use tempfile::TempDir;

use super::harness::{Answers, Screen};
use super::sample::Sample;

/// The names of a folder, one of which would move the cursor.
pub(super) fn names(begun: Begun) -> Reply {
    let all =
        [("January", true), ("answers\u{1b}[2J.csv", false), ("letters", true), ("late letters.md", false)];
    let fits = |name: &&(&str, bool)| name.0.to_lowercase().starts_with(&begun.begins);
    let names: Vec<Name> = all
        .iter()
        .filter(fits)
        .map(|(name, is_folder)| Name { name: (*name).into(), is_folder: *is_folder })
        .collect();
    let is_there = begun.folder == Path::new(".");
    Reply::Paths(begun, Names { total: names.len(), names, is_there })
}

/// What would come in: a file of each kind.
pub(super) fn would(order: &ImportOrder) -> Reply {
    let source = |file: &str, outcome, (submissions, answers, unplaced), problems| SourceReport {
        file: file.into(),
        sha256: "00".into(),
        format: "markdown".into(),
        outcome,
        submissions,
        answers,
        words: WordAccount { read: 1240, placed: 1200 - unplaced, unplaced, structure: 40 },
        problems,
    };
    let problem = |severity, place: &str, what: &str, hint: &str| Diagnostic {
        severity,
        place: place.into(),
        what: what.into(),
        hint: hint.into(),
    };
    let sources = vec![
        source("lake.md", FileOutcome::Added, (1, 9, 0), Vec::new()),
        source("réponse – été.md", FileOutcome::Added, (1, 4, 212), Vec::new()),
        source(
            "form.csv",
            FileOutcome::Added,
            (31, 240, 0),
            vec![
                problem(
                    Severity::Warning,
                    "row 14",
                    "it has 12 cells, the header has 11",
                    "Look at the last cell of the row: a comma in it may lack its quotation marks.",
                ),
                problem(Severity::Remark, "column 3", "it is empty", ""),
            ],
        ),
        source("again.md", FileOutcome::Unchanged, (1, 5, 0), Vec::new()),
        source(
            "scan\u{1b}[31m.pdf",
            FileOutcome::Failed,
            (0, 0, 0),
            vec![problem(
                Severity::Error,
                "in/scan.pdf",
                "it is not text: it begins with %PDF",
                "Save it as Markdown or plain text.",
            )],
        ),
    ];
    Reply::Imported(Box::new(Imported {
        course: order.course.clone(),
        came: Came::Would(ImportReport { sources }),
    }))
}

#[test]
fn how_it_looks() {
    for (width, height) in [(120, 36), (80, 24), (58, 16)] {
        let mut screen = Screen::new(width, height, Sample::new());
        screen.keys("I");
        insta::assert_snapshot!(format!("path_{width}_by_{height}"), screen.text());
        screen.keys("j Tab");
        screen.keys("Enter");
        insta::assert_snapshot!(format!("found_{width}_by_{height}"), screen.picture());
    }
}

#[test]
fn while_files_are_read_it_says_how_far_and_esc_stops() {
    let mut screen = Screen::new(80, 24, Sample::new());
    screen.keys("I papers");
    screen.held = Some(Vec::new());
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.contains("Looking for files …") && text.contains("Esc stop"), "{text}");
    screen.keys("Esc");
    assert!(screen.text().contains("Stopping …"), "{}", screen.text());
    screen.keys("Esc");
    assert!(!screen.text().contains("Import files"), "the second Esc does not wait: {}", screen.text());
    screen.release();
    assert!(
        !screen.text().contains("Would come in"),
        "what nobody waits for is not shown: {}",
        screen.text()
    );
}

/// A new workspace, answered by what answers the real screen.
struct Real {
    workspace: Workspace,
    folder: TempDir,
}

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        perform(&mut self.workspace, request)
    }
}

fn new(width: u16, height: u16) -> Screen<Real> {
    with_themes(width, height, &theme_file::bundled().unwrap())
}

fn with_themes(width: u16, height: u16, themes: &Codebook) -> Screen<Real> {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let file = folder.path().join("w.db");
    Workspace::init(&file, &call_file::bundled().unwrap(), themes, &around).unwrap();
    let workspace = Workspace::open(&file, Access::Write, Some("amina"), &around).unwrap();
    let mut screen = Screen::new(width, height, Real { workspace, folder });
    screen.app.set_home(Some(screen.answers.folder.path().to_owned()));
    screen
}

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample")
}

/// Types a path into the open dialog: terminals paste what is dropped on them.
fn path(screen: &mut Screen<Real>, path: &Path) {
    screen.send(Event::Paste(path.display().to_string()));
}

#[test]
fn a_folder_comes_in_from_an_empty_list_is_taken_back_and_brought_back() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = new(width, height);
        let text = screen.text();
        assert!(text.contains("Nothing to review yet.") && text.contains("I brings in files"), "{text}");
        screen.keys("I");
        path(&mut screen, &sample_folder());
        screen.keys("Enter");
        let text = screen.text();
        assert!(text.contains("Would come in: ") && text.contains("Enter bring it in"), "{text}");
        assert_eq!(screen.answers.workspace.sources().unwrap().len(), 0, "nothing was written yet");
        screen.keys("Enter");
        let text = screen.text();
        assert!(text.contains("Imported ") && text.contains("u takes it back"), "{text}");
        assert!(!text.contains("Import files") && text.contains(" answers · "), "{text}");
        screen.keys("u");
        assert!(screen.text().contains("Nothing to review yet."), "{}", screen.text());
        screen.keys("U");
        let text = screen.text();
        assert!(!text.contains("Nothing to review yet.") && text.contains(" answers · "), "{text}");
    }
}

#[test]
fn more_files_come_into_a_list_and_the_cursor_stays_on_its_answer() {
    let mut screen = new(120, 36);
    let folder = screen.answers.folder.path().to_owned();
    fs::write(folder.join("one.csv"), "Organisation,q1,q4\nLake IX,Power is dear.,Masts fall.\n").unwrap();
    fs::write(folder.join("two.csv"), "Organisation,q1\nHill Net,Cost is high.\n").unwrap();
    screen.keys("I ~/one.csv Enter Enter j");
    assert!(screen.text().contains("2/2"), "{}", screen.text());
    screen.keys("I ~/two.csv Enter Enter");
    let text = screen.text();
    assert!(text.contains("2/3") && text.contains("Hill Net") && text.contains("Masts fall"), "{text}");
    screen.keys("4 I ~/two.csv Enter");
    let text = screen.text();
    assert!(text.contains("Nothing would come in.") && text.contains("1 file here already"), "{text}");
    screen.keys("Esc 1 u");
    let text = screen.text();
    assert!(text.contains("2/2") && !text.contains("Hill Net"), "what is gone is not listed: {text}");
}

#[test]
fn what_cannot_be_read_is_told_in_the_dialog_and_the_path_stays_to_be_mended() {
    let mut screen = new(120, 36);
    let folder = screen.answers.folder.path().to_owned();
    fs::create_dir(folder.join("empty")).unwrap();
    fs::write(folder.join("scan.pdf"), b"%PDF-1.7\0\xff\xfe").unwrap();
    screen.keys("I Enter");
    assert!(screen.text().contains("Type the path of a file or a folder."), "{}", screen.text());
    screen.keys("~/missing.md Enter");
    let text = screen.text();
    assert!(text.contains("there is no such file") && text.contains("Check the path."), "{text}");
    assert!(text.contains("Nothing would come in.") && text.contains("Enter look again"), "{text}");
    screen.keys("Ctrl-u ~/empty Enter");
    assert!(screen.text().contains("There is no file in this folder."), "{}", screen.text());
    screen.keys("Ctrl-u ~/scan.pdf Enter");
    assert!(screen.text().contains("not read"), "{}", screen.text());
    screen.keys("Enter Esc");
    assert!(screen.text().contains("Nothing to review yet."), "{}", screen.text());
}

#[test]
fn tab_completes_a_path_folder_by_folder() {
    let mut screen = new(120, 36);
    let folder = screen.answers.folder.path().join("In coming/January");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("letter.md"), "# Letter\n").unwrap();
    screen.keys("I ~/in Tab");
    assert!(screen.text().contains("~/In coming/"), "{}", screen.text());
    screen.keys("Tab Tab");
    assert!(screen.text().contains("~/In coming/January/letter.md"), "{}", screen.text());
}

#[test]
fn nothing_is_a_dead_end_in_a_new_workspace() {
    // The keys that open something, what it says, and that Esc or 1 leads back from there.
    let places = [
        ("4", "No submissions yet.", "1"),
        ("4", "I brings in files, folders", "1"),
        ("0", "Every tag, note, status and import will stand here.", "1"),
        ("9", "Nothing to count yet.", "1"),
        ("b", "A query that you need again can have a name", "Esc"),
        ("B", "There is no query to save, everything is shown: / types one.", "Esc"),
        ("x", "There is nothing shown that could be exported.", "Esc"),
        ("S", "Type a name to make the first one.", "Esc"),
        ("Ctrl-f zzzz", "Nothing has a name like that.", "Esc"),
        ("t", "There is no answer here", "Esc"),
        ("/ zebra Enter", "Esc back to the query before", "Esc"),
        ("I", "papers/  or  ~/Downloads", "Esc"),
    ];
    for (width, height) in [(120, 36), (80, 24)] {
        for (keys, says, back) in places {
            let mut screen = new(width, height);
            screen.keys(keys);
            assert!(screen.text().contains(says), "{keys} says “{says}”:\n{}", screen.text());
            screen.keys(back);
            let text = screen.text();
            assert!(
                text.contains("Nothing to review yet.") && text.contains("I brings in files"),
                "{keys}: {text}"
            );
        }
    }
}

#[test]
fn a_codebook_without_themes_says_how_the_first_is_made() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = with_themes(width, height, &Codebook::default());
        fs::write(screen.answers.folder.path().join("one.csv"), "Organisation,q1\nHill Net,Cost is high.\n")
            .unwrap();
        screen.keys("I ~/one.csv Enter Enter '");
        assert!(screen.text().contains("t names the first theme"), "{}", screen.text());
        screen.keys("t");
        let text = screen.text();
        assert!(text.contains("No theme yet: type a name to make one."), "{text}");
        screen.keys("Costs Enter");
        assert!(screen.text().contains("Tagged 1 answer"), "{}", screen.text());
    }
}
