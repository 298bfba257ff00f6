//! What can be written to a file, in which formats, and with what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::export::counts::Counts;
use crate::export::grouping::Grouping;
use crate::export::tables::Table;
use crate::model::work::Shortlist;

/// What is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The answers of the query, quoted.
    Answers,
    /// The answers of the query in full, question by question.
    Compilation,
    /// The report on the answers of the query.
    Report,
    /// A table of the query.
    Table(Table),
    /// A shortlist or finding, in this order.
    List(Shortlist, Grouping),
    /// Counts of the query, as they are shown.
    Counts(Box<Counts>),
    /// The codebook.
    Codebook,
}

/// A format: name, what it is for, ending.
pub type Named = (&'static str, &'static str, &'static str);

/// The formats of answers and shortlists.
const OF_ANSWERS: [Named; 8] = [
    ("Markdown", "quotations with citations", "md"),
    ("DOCX", "the same for a word processor", "docx"),
    ("HTML", "the same as one page, to print", "html"),
    ("CSV", "one row for each answer or item", "csv"),
    ("XLSX", "these rows as a spreadsheet", "xlsx"),
    ("JSON", "everything, as one array", "json"),
    ("JSON Lines", "everything, for scripts", "jsonl"),
    ("REFI-QDA", "a coded project for other programs", "qdpx"),
];

/// The formats of counts.
const OF_COUNTS: [Named; 6] = [
    ("Markdown", "a table for a report", "md"),
    ("DOCX", "the same for a word processor", "docx"),
    ("HTML", "the same as one page, to print", "html"),
    ("CSV", "a table for other programs", "csv"),
    ("XLSX", "a spreadsheet", "xlsx"),
    ("JSON", "the numbers, for scripts", "json"),
];

/// The formats of the codebook.
const OF_CODEBOOK: [Named; 6] = [
    ("TOML", "all of it; a workspace can begin with it", "toml"),
    ("CSV", "one row for each theme", "csv"),
    ("JSON", "all of it, with examples and counts", "json"),
    ("XLSX", "a spreadsheet, with the quotations chosen", "xlsx"),
    ("Markdown", "the same as a text to read", "md"),
    ("REFI-QDA", "names and definitions, for other programs", "qdc"),
];

/// The formats of other tables.
const OF_TABLE: [Named; 4] = [
    ("XLSX", "a spreadsheet", "xlsx"),
    ("CSV", "a table for other programs", "csv"),
    ("JSON", "everything, for scripts", "json"),
    ("Markdown", "a table for a report", "md"),
];

/// The formats of whole documents.
const OF_DOCUMENT: [Named; 3] = [
    ("DOCX", "for a word processor", "docx"),
    ("HTML", "one page, to read and to print", "html"),
    ("Markdown", "the same as text", "md"),
];

impl Subject {
    /// The formats that it can be written in.
    pub fn formats(&self) -> &'static [Named] {
        match self {
            Self::Answers => &OF_ANSWERS,
            // A project for other programs holds answers.
            Self::List(..) => &OF_ANSWERS[..OF_ANSWERS.len() - 1],
            Self::Compilation | Self::Report => &OF_DOCUMENT,
            Self::Table(_) => &OF_TABLE,
            Self::Counts(_) => &OF_COUNTS,
            Self::Codebook => &OF_CODEBOOK,
        }
    }

    /// The name under which its last choice is remembered.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Compilation => "compilation",
            Self::Report => "report",
            Self::Table(table) => table.name(),
            Self::List(..) => "list",
            Self::Counts(_) => "counts",
            Self::Codebook => "codebook",
        }
    }

    /// The title of the dialog.
    pub fn title(&self) -> String {
        match self {
            Self::Answers | Self::Compilation | Self::Report | Self::Table(Table::AnswersByTheme) => {
                "Export what is shown".into()
            }
            Self::Table(_) => "Export a table".into(),
            Self::List(list, _) if list.finding.is_some() => {
                format!("Export the {}", list.name.to_lowercase())
            }
            Self::List(list, _) => format!("Export the shortlist {}", list.name),
            Self::Counts(_) => "Export the counts".into(),
            Self::Codebook => "Export the codebook".into(),
        }
    }

    /// What it is among the others that the same dialog offers.
    pub fn choice(&self) -> (&'static str, &'static str) {
        match self {
            Self::Answers => ("quotations", "passages that were asked for, else answers"),
            Self::Compilation => ("compilation", "every answer in full, question by question"),
            Self::Report => ("report", "counts, charts, themes, findings, annexes"),
            Self::Table(Table::AnswersByTheme) => ("0 and 1", "a row an answer, a column a theme"),
            Self::Table(_) => ("table", ""),
            Self::List(_, Grouping::Hand) => ("as it stands", "in its own order, with its headings"),
            Self::List(_, Grouping::Theme) => ("by theme", "under a heading for each theme"),
            Self::List(_, Grouping::Question) => ("by question", "under a heading for each question"),
            Self::List(_, Grouping::StakeholderType) => {
                ("by type", "under a heading for each stakeholder type")
            }
            Self::Counts(_) | Self::Codebook => ("all", ""),
        }
    }

    /// Whether it is written with themes and notes where that is wished.
    pub fn has_options(&self) -> bool {
        matches!(self, Self::Answers | Self::List(..))
    }

    /// What a file of it is called, beside the query: "report", "answers-by-theme"; nothing for answers.
    pub fn stem(&self) -> &str {
        match self {
            Self::Answers | Self::Counts(_) => "",
            Self::List(list, _) => &list.name,
            other => other.key(),
        }
    }
}

/// What goes along with each quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct With {
    /// The themes.
    pub themes: bool,
    /// The notes.
    pub notes: bool,
}

impl Default for With {
    /// What is exported from the screen is mostly read by colleagues: both go along.
    fn default() -> Self {
        Self { themes: true, notes: true }
    }
}

/// The last choice for one subject.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The ending of the format.
    pub ending: String,
    /// What went along.
    pub with: Option<With>,
    /// The language of the words: its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether small numbers were masked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mask: bool,
}

/// The last choices, by the subject's key; and which of the subjects of one dialog was chosen, under that of the first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    formats: BTreeMap<String, Choice>,
    subjects: BTreeMap<String, String>,
}

impl Choices {
    /// The name under which they are remembered.
    pub const MEMORY: &'static str = "export";

    /// The last choice for a subject.
    pub fn of(&self, subject: &Subject) -> Option<&Choice> {
        self.formats.get(subject.key())
    }

    /// Which of these was chosen last.
    pub fn among(&self, subjects: &[Subject]) -> Option<usize> {
        let last = self.subjects.get(subjects.first()?.key())?;
        subjects.iter().position(|subject| subject.choice().0 == last)
    }

    /// Takes a choice.
    pub fn keep(&mut self, subjects: &[Subject], chosen: usize, choice: Choice) {
        let (Some(first), Some(subject)) = (subjects.first(), subjects.get(chosen)) else { return };
        self.formats.insert(subject.key().to_owned(), choice);
        self.subjects.insert(first.key().to_owned(), subject.choice().0.to_owned());
    }
}
