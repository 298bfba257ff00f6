//! What the last import did, file by file, and the texts whose place somebody has to decide.

use super::astray::Astray;
use super::diagnostic::Diagnostic;
use super::draft::To;
use super::id::{AnswerNumber, RecordId, SourceHash};
use super::import::FileOutcome;
use super::placing::{BlockName, Placing};

/// The last import, and files of earlier ones in which something waits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Incoming {
    /// Who imported, and when, in the local time zone: "2025-01-14 10:42"; `None` when nothing was imported.
    pub last: Option<(String, String)>,
    /// The files: those that wait first, then what could not be read, then by name.
    pub files: Vec<IncomingFile>,
}

impl Incoming {
    /// How many texts wait to be decided.
    pub fn waits(&self) -> usize {
        self.files.iter().map(|file| file.waits as usize).sum()
    }

    /// How many answers the files hold.
    pub fn answers(&self) -> usize {
        self.files.iter().map(|file| file.answers as usize).sum()
    }
}

/// Names a file of an import.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FileName {
    /// The hash of its bytes, in hexadecimal digits; empty where it could not be read.
    pub sha256: String,
    /// Its name, as given.
    pub file: String,
    /// The record of a document.
    pub record: Option<RecordId>,
}

/// One file of an import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncomingFile {
    /// Which.
    pub name: FileName,
    /// What became of it.
    pub outcome: FileOutcome,
    /// How many of its texts wait to be decided.
    pub waits: u32,
    /// How many answers it holds now.
    pub answers: u32,
    /// How many words were read in it.
    pub words: u32,
    /// What was noticed when it was read.
    pub problems: Vec<Diagnostic>,
}

impl IncomingFile {
    /// Whether pages of it are pictures of text; a blank page is none.
    pub fn is_scanned(&self) -> bool {
        self.problems.iter().any(|problem| problem.what.starts_with("scanned:"))
    }

    /// Whether something of it, or all, could not be read.
    pub fn is_unreadable(&self) -> bool {
        self.outcome == FileOutcome::Failed || self.is_scanned() || self.words == 0
    }
}

/// A document as it was placed, block by block.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// Its record.
    pub record: RecordId,
    /// The reference of its submission.
    pub reference: String,
    /// Its source.
    pub source: SourceHash,
    /// What stands where, in the order of the text.
    pub blocks: Vec<Laying>,
    /// Work on its submission that no longer stands anywhere.
    pub astray: Vec<Astray>,
}

/// A stretch of a document that stands in one place, its heading with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Laying {
    /// Which.
    pub name: BlockName,
    /// Where it stands.
    pub to: To,
    /// The question's number and short name, where it stands under one.
    pub question: Option<(String, String)>,
    /// Whether somebody has to decide.
    pub waits: bool,
    /// Why it stands there, in words.
    pub reason: String,
    /// The heading with which it begins.
    pub heading: Option<String>,
    /// The beginning of its text.
    pub beginning: String,
    /// Where in the source it begins: "line 12", "page 3".
    pub place: String,
    /// The answer or unplaced text that it belongs to.
    pub answer: Option<AnswerNumber>,
    /// Where it could go, those that were thought of first, each with the reason.
    pub candidates: Vec<Candidate>,
    /// How many of the candidates were thought of by the import, or are always offered.
    pub offered: usize,
    /// Where it could be split: offsets of its paragraphs, and how they begin.
    pub paragraphs: Vec<(u32, String)>,
}

/// A place where a text could go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The place.
    pub to: Placing,
    /// Its name for people: "3 The model", "leave unplaced".
    pub label: String,
    /// Why it was thought of; empty where it was not.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::Severity;

    #[test]
    fn a_blank_page_takes_nothing_from_a_file_and_a_scanned_one_does() {
        let file = |words, what: &str| IncomingFile {
            name: FileName { sha256: String::new(), file: "a.pdf".to_owned(), record: None },
            outcome: FileOutcome::Added,
            waits: 0,
            answers: 3,
            words,
            problems: vec![Diagnostic {
                severity: Severity::Remark,
                place: "page 4".to_owned(),
                what: what.to_owned(),
                hint: String::new(),
            }],
        };
        assert!(!file(200, "blank: page 4 of 4").is_unreadable());
        assert!(file(0, "blank: pages 1-4 of 4").is_unreadable());
        assert!(file(200, "scanned: page 4 of 4; a picture of text, which is not read").is_scanned());
    }
}
