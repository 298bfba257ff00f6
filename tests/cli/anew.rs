//! A better reader for what is here already: it is offered, and taken only where somebody says so. A script stands in the
//! place of the reader of an older program, and gives less than ours.

use std::os::unix::fs::PermissionsExt as _;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::intake;
use rapporteur::model::draft::{Body, PartDraft, SourceDraft};
use rapporteur::model::import::FileOutcome;
use rapporteur::model::span::{Formed, Span};
use rapporteur::workspace::{Access, ImportRequest, Workspace};
use serde_json::{Value, json};

use super::desk::Desk;
use crate::office::{Docx, heading, p};

const GRIDS: &str = "Grids come first, then everything else that needs power.";
const WATER: &str = "Water comes second, for the cooling of machines.";

/// A letter with a paragraph that the older reader does not see, and one that it cuts short.
fn letter() -> Docx {
    Docx::of(
        [
            heading(1, "The Lake IX Contribution to the WSIS+20 Review"),
            p("Dear all, we write with joy."),
            heading(2, "1- What are the main achievements of the implementation of the WSIS process in the past 20 years?"),
            p(GRIDS),
            p("A box that was missed before."),
            p(WATER),
            heading(2, "4- What are the challenges that remain in the implementation of the WSIS process?"),
            p("Fees for rights of way remain high, and nobody says why."),
        ]
        .concat(),
    )
}

/// What an older reader made of a document: a stretch of its text is missing, and another one is misread.
fn older(bytes: &[u8], reader: &str) -> SourceDraft {
    let mut draft = intake::read(bytes, "letter.docx").unwrap();
    reader.clone_into(&mut draft.reader);
    let Body::Document(parts) = &mut draft.records[0].body else { panic!("a document was expected") };
    without(&mut parts[0], "A box that was missed before.\n\n");
    parts[0].text = parts[0].text.replace("nobody says why", "nobody says wny");
    draft
}

/// Takes words out of a text, and its paragraphs with them.
fn without(part: &mut PartDraft, words: &str) {
    let start = part.text[..part.text.find(words).unwrap()].chars().count() as u32;
    let length = words.chars().count() as u32;
    let moved = |span: Span| {
        let by = if span.start >= start { length } else { 0 };
        Span::new(span.start - by, span.end - by)
    };
    part.blocks.retain(|block| block.span.start != start);
    part.blocks.iter_mut().for_each(|block| block.span = moved(block.span));
    let forms = std::mem::take(&mut part.forms);
    part.forms = forms.into_iter().map(|f| Formed { span: moved(f.span), ..f }).collect();
    part.text = part.text.replacen(words, "", 1);
}

impl Desk {
    /// Imports a file as a program did whose reader gave this.
    fn import_as_read(&self, file: &str, draft: &SourceDraft) {
        let answer = json!({ "Ok": draft }).to_string();
        let mut bytes = b"rapport1".to_vec();
        bytes.extend((answer.len() as u64).to_le_bytes());
        bytes.extend(answer.as_bytes());
        self.write("answer", bytes);
        let script = format!(
            "#!/bin/sh\nPATH=/usr/bin:/bin\ncat >/dev/null; cat '{}'\n",
            self.path("answer").display()
        );
        self.write("text", script);
        std::fs::set_permissions(self.path("text"), std::fs::Permissions::from_mode(0o755)).unwrap();
        // Of a copied file no descriptor is open for writing, which would keep it from being run.
        let copied = std::process::Command::new("cp")
            .arg("-p")
            .args([self.path("text"), self.path("reader")])
            .status();
        assert!(copied.unwrap().success());
        let around = Surroundings { program: Some(self.path("reader")), ..self.around() };
        let mut workspace =
            Workspace::open(&self.path("w.db"), Access::Write, Some("alice"), &around).unwrap();
        let request = ImportRequest { paths: vec![self.path(file)], ..ImportRequest::default() };
        workspace.import(&request, &mut |_| true).unwrap();
    }

    fn around(&self) -> Surroundings {
        Surroundings { state_dir: self.path("home/state/rapporteur"), ..Surroundings::default() }
    }

    /// The outcome of an import of one file.
    fn outcome(&self, arguments: &[&str]) -> Value {
        let all = ["import"].iter().chain(arguments).chain(&["--format", "json"]);
        self.run(all).json()["sources"][0]["outcome"].clone()
    }

    fn text(&self, query: &str) -> String {
        self.list(query)[0]["text"].as_str().unwrap().to_owned()
    }

    /// Notes some words of an answer.
    fn note(&self, query: &str, words: &str) {
        let text = self.text(query);
        let start = text[..text.find(words).unwrap()].chars().count();
        let place = format!("{start}..{}", start + words.chars().count());
        self.run(["note", query, "--passage", &place, "--text", &format!("on {words}")]).done();
    }

    /// What was noted, and the words on which it stands.
    fn noted(&self, query: &str) -> Vec<(String, Option<String>)> {
        let answer = &self.list(query)[0];
        let text: Vec<char> = answer["text"].as_str().unwrap().chars().collect();
        let of = |note: &Value| {
            let span = note["start"].as_u64().zip(note["end"].as_u64());
            let words = span.map(|(start, end)| text[start as usize..end as usize].iter().collect());
            (note["text"].as_str().unwrap().to_owned(), words)
        };
        answer["notes"].as_array().unwrap().iter().map(of).collect()
    }
}

/// A workspace in which the letter was read by an older program.
fn desk() -> Desk {
    let desk = Desk::new();
    let bytes = letter().bytes();
    desk.write("letter.docx", &bytes);
    desk.import_as_read("letter.docx", &older(&bytes, "docx/0"));
    assert_eq!(desk.text("q:1"), format!("{GRIDS}\n\n{WATER}"));
    desk
}

#[test]
fn a_better_reader_changes_nothing_until_it_is_taken_and_then_work_stays_on_its_words() {
    let desk = desk();
    desk.note("q:1", "Water comes second");
    desk.note("q:4", "nobody says wny");
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    let (before, ids) = (desk.list(""), desk.run(["submissions", "--format", "json"]).json());

    let again = desk.run(["import", "letter.docx"]).done();
    assert!(again.err.contains("reads differently with docx/1 than with docx/0"), "{}", again.err);
    assert!(again.err.contains("--anew"), "{}", again.err);
    assert_eq!(desk.outcome(&["letter.docx"]), "differs");
    let trial = desk.run(["import", "letter.docx", "--anew", "--dry-run"]).done();
    assert!(
        trial.err.contains("nobody says wny") && trial.err.contains("no place any more"),
        "{}",
        trial.err
    );
    assert_eq!(desk.list(""), before, "nothing moves until it is taken");

    let taken = desk.run(["import", "letter.docx", "--anew"]).done();
    assert!(taken.text().contains("read 1 file anew"), "{}", taken.text());
    assert!(taken.text().contains("of 3 tags and notes 2 stand, 1 no longer"), "{}", taken.text());
    assert_eq!(desk.text("q:1"), format!("{GRIDS}\n\nA box that was missed before.\n\n{WATER}"));
    let on_water = ("on Water comes second".to_owned(), Some("Water comes second".to_owned()));
    assert_eq!(desk.noted("q:1"), [on_water]);
    assert_eq!(desk.noted("q:4"), [("on nobody says wny".to_owned(), None)]);
    assert_eq!(desk.list("theme:ipv6").len(), 1);
    let after = desk.run(["submissions", "--format", "json"]).json();
    assert_eq!((&after[0]["id"], &after[0]["reference"]), (&ids[0]["id"], &ids[0]["reference"]));
    assert_eq!(after.as_array().unwrap().len(), 1);
    assert_eq!(desk.outcome(&["letter.docx"]), "unchanged");
    assert_eq!(desk.outcome(&["letter.docx", "--anew"]), "unchanged");

    let shown = desk.run(["show", after[0]["reference"].as_str().unwrap(), "--versions"]).done();
    assert!(
        shown.text().starts_with("letter.docx as docx/0 read it → letter.docx as docx/1 read it\n"),
        "{}",
        shown.text()
    );
    assert!(shown.text().contains("\n+ A box that was missed before.\n"), "{}", shown.text());
    let history = desk.run(["history", "--format", "json"]).json();
    assert_eq!(history[0]["kind"], "revise");
    desk.run(["doctor"]).done();

    let workspace = Workspace::open(&desk.path("w.db"), Access::Read, None, &desk.around()).unwrap();
    let incoming = workspace.incoming().unwrap();
    let [file] = incoming.files.as_slice() else { panic!("{incoming:?}") };
    assert_eq!((file.name.file.as_str(), file.outcome), ("letter.docx", FileOutcome::Revised));
    let sheet = workspace.incoming_sheet(file.name.record.unwrap()).unwrap().unwrap();
    assert!(sheet.blocks.iter().any(|block| block.beginning.contains("A box")), "{sheet:?}");
    drop(workspace);

    desk.run(["undo"]).done();
    assert_eq!(desk.list(""), before);
    assert_eq!(desk.outcome(&["letter.docx"]), "differs");
    desk.run(["redo"]).done();
    assert!(desk.text("q:1").contains("A box"));
    desk.run(["doctor"]).done();
}

#[test]
fn all_that_is_here_is_read_anew_from_the_originals_that_are_kept() {
    let desk = desk();
    desk.run(["import", "letter.docx", "--as", "Hill Net"]).done();
    desk.write("other.md", super::desk::LETTER);
    desk.run(["import", "other.md"]).done();
    std::fs::remove_file(desk.path("letter.docx")).unwrap();
    let told = desk.run(["sources"]).done();
    assert!(
        told.err.contains("1 file was read by an older version") && told.err.contains("--anew"),
        "{}",
        told.err
    );
    let report = desk.run(["import", "--anew", "--dry-run", "--format", "json"]).json();
    assert_eq!(report["sources"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(
        (&report["sources"][0]["outcome"], &report["sources"][0]["submissions"]),
        (&json!("revised"), &json!(2))
    );
    assert!(desk.list("q:1").iter().all(|answer| !answer["text"].as_str().unwrap().contains("A box")));

    desk.run(["import", "--anew"]).done();
    let with_box = desk.list("\"A box\"");
    let of: Vec<&Value> = with_box.iter().map(|answer| &answer["submitter"]).collect();
    assert_eq!(of, ["Lake IX", "Hill Net"], "of both who sent it, and each keeps its name");
    assert!(!desk.run(["sources"]).done().err.contains("older version"));
    let again = desk.run(["import", "--anew"]).done();
    assert!(again.text().contains("nothing reads differently"), "{}{}", again.text(), again.err);
    let grid = desk.run(["coverage", "--format", "json"]).json();
    let words = &grid["sources"][0]["words"];
    let all =
        ["placed", "unplaced", "structure"].iter().map(|part| words[part].as_u64().unwrap()).sum::<u64>();
    assert_eq!(words["read"].as_u64(), Some(all));
    assert!(
        words["placed"].as_u64().unwrap() > report["sources"][0]["words"]["placed"].as_u64().unwrap() - 1
    );
    desk.run(["undo"]).done();
    assert!(desk.list("\"A box\"").is_empty());
}

#[test]
fn what_a_person_placed_stays_where_it_was_put() {
    let desk = desk();
    let text = desk.text("q:1");
    let start = text[..text.find(WATER).unwrap()].chars().count();
    let place = format!("{start}..{}", start + WATER.chars().count());
    let id = desk.list("q:1")[0]["id"].as_str().unwrap().to_owned();
    desk.run(["place", &id, "8", "--passage", &place]).done();
    assert_eq!((desk.text("q:1"), desk.text("q:8")), (GRIDS.to_owned(), WATER.to_owned()));
    desk.run(["import", "letter.docx", "--anew"]).done();
    assert_eq!(desk.text("q:8"), WATER);
    assert_eq!(desk.text("q:1"), format!("{GRIDS}\n\nA box that was missed before."));
    assert!(desk.text("q:4").contains("says why"));
    desk.run(["undo"]).done();
    assert_eq!((desk.text("q:1"), desk.text("q:8")), (GRIDS.to_owned(), WATER.to_owned()));
    desk.run(["doctor"]).done();
}

#[test]
fn an_older_version_is_not_read_anew_over_a_newer_one() {
    let desk = desk();
    let reference = desk.list("q:1")[0]["reference"].as_str().unwrap().to_owned();
    desk.write("final.md", "# Lake IX\n\n## Question 1\n\nOnly this.\n");
    desk.run(["import", "final.md", "--revises", &reference]).done();
    assert_eq!(desk.outcome(&["letter.docx", "--anew"]), "unchanged");
    assert_eq!(desk.text("q:1"), "Only this.");
    desk.run(["undo"]).done();
    assert_eq!(desk.outcome(&["letter.docx"]), "differs");
}

#[test]
fn an_import_that_was_taken_back_comes_again_as_it_was_read() {
    let desk = desk();
    let before = desk.list("");
    desk.run(["undo"]).done();
    assert!(desk.list("").is_empty());
    let again = desk.run(["import", "letter.docx"]).done();
    assert!(again.err.contains("reads differently with docx/1"), "{}", again.err);
    let after = desk.list("");
    assert_eq!(
        after.iter().map(|a| (&a["id"], &a["text"])).collect::<Vec<_>>(),
        before.iter().map(|a| (&a["id"], &a["text"])).collect::<Vec<_>>()
    );
    desk.run(["doctor"]).done();
}

#[test]
fn a_reader_that_is_older_or_reads_the_same_is_not_told_of() {
    let bytes = letter().bytes();
    let same = |reader: &str| SourceDraft {
        reader: reader.to_owned(),
        ..intake::read(&bytes, "letter.docx").unwrap()
    };
    for draft in [same("docx/0"), older(&bytes, "docx/9"), older(&bytes, "odt/0")] {
        let desk = Desk::new();
        desk.write("letter.docx", &bytes);
        desk.import_as_read("letter.docx", &draft);
        assert_eq!(desk.outcome(&["letter.docx"]), "unchanged", "{}", draft.reader);
        assert_eq!(desk.outcome(&["letter.docx", "--anew"]), "unchanged", "{}", draft.reader);
    }
}

#[test]
fn anew_goes_with_no_other_way_of_importing() {
    let desk = desk();
    for more in [["--revises", "WSIS20-001"], ["--map", "m.toml"], ["--join", "t.csv"]] {
        desk.run(["import", "letter.docx", "--anew"].iter().chain(&more)).fails(2, &["--anew"]);
    }
    desk.run(["import"]).fails(2, &["PATH"]);
}
