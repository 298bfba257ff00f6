//! Submissions as their screen shows them: rows of the list, and one in full.

use jiff::civil::Date;

use super::astray::Astray;
use super::draft::Field;
use super::id::{AnswerNumber, SubmissionId, SubmissionNumber};
use super::import::WordAccount;
use super::joining::Offered;
use super::span::Formed;
use super::submission::SubmissionRecord;
use super::version::Version;
use super::view::ShownNote;
use super::work::Status;

/// The submissions under a query, and how many stand behind them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SubmissionList {
    /// In the list's order.
    pub numbers: Vec<SubmissionNumber>,
    /// How many submitters, each once; those without a name once for each submission.
    pub submitters: usize,
    /// How many came after the deadline's day.
    pub late: usize,
}

/// One row of the list of submissions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SubmissionRow {
    /// Its local number: what the cursor stands on.
    pub number: SubmissionNumber,
    /// The public id.
    pub id: SubmissionId,
    /// Short, unique, cited by reports.
    pub reference: String,
    /// The submitter, if named.
    pub submitter: Option<String>,
    /// Government, civil society …
    pub stakeholder_type: Option<String>,
    /// Its country, as stored.
    pub country: Option<String>,
    /// The day on which it was submitted.
    pub submitted_on: Option<Date>,
    /// Whether that was after the deadline's day; unknown without a date.
    pub late: Option<bool>,
    /// Whether its submitter took it back.
    pub withdrawn: bool,
    /// Whether another submission holds instead of it.
    pub replaced: bool,
    /// How many answers it has, unplaced text not among them.
    pub answers: u32,
    /// Words of its answers.
    pub words: u32,
    /// Words of its unplaced text.
    pub unplaced_words: u32,
    /// How many texts it has, unplaced ones among them.
    pub texts: u32,
    /// How many of them the present analyst has reviewed.
    pub reviewed: u32,
    /// In how many files it came.
    pub files: u32,
}

/// Where a metadatum is from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Nobody says it.
    Nowhere,
    /// The reference was given at intake.
    Given,
    /// Found out by looking at the texts.
    Detected,
    /// Nobody names a submitter: those who signed are it.
    Signatories,
    /// A document says it, or it was said of it at import.
    Document {
        /// The file's name.
        file: String,
    },
    /// A table's column says it.
    Column {
        /// The file's name.
        file: String,
        /// The column's head.
        header: String,
    },
    /// Somebody corrected it.
    Corrected {
        /// Who.
        by: String,
        /// On which day, in the local time zone.
        on: Date,
        /// What the sources say.
        before: Option<String>,
    },
}

/// One metadatum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Which.
    pub field: Field,
    /// As stored: countries and languages by code.
    pub value: Option<String>,
    /// The words of the source, where they are others; where nothing is known by them, `value` is `None`.
    pub written: Option<String>,
    /// Where it is from.
    pub origin: Origin,
}

/// A stretch of the document that stands in one place: all of an answer, or a piece of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// The answer or unplaced text that it belongs to.
    pub answer: AnswerNumber,
    /// The question's number and short name; `None` for unplaced text.
    pub question: Option<(String, String)>,
    /// The question's heading as the source wrote it; only where the answer begins.
    pub heading: Option<String>,
    /// Whether an earlier block belongs to the same answer.
    pub goes_on: bool,
    /// The imported text.
    pub text: String,
    /// Emphasis, headings, lists, in code points of `text`.
    pub forms: Vec<Formed>,
    /// How many words.
    pub words: u32,
    /// The language that its letters tell, by code; `None` where they tell too little.
    pub language: Option<&'static str>,
    /// The present analyst's state of the answer.
    pub status: Status,
    /// How many tags the whole answer has.
    pub tags: u32,
    /// How many notes.
    pub notes: u32,
}

/// A file in which a submission came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CameIn {
    /// The file's name.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// "markdown", "csv".
    pub format: String,
    /// The row as people count; `None` for a document.
    pub row: Option<u32>,
    /// Who imported it.
    pub by: String,
    /// When, in the local time zone: "2025-01-14 10:42".
    pub at: String,
    /// Whether the text that holds is from this file.
    pub holds: bool,
    /// Whether it says the same as was there already.
    pub same_again: bool,
    /// Whether it is a table of submitters, which fills in what is not said elsewhere.
    pub fills: bool,
    /// The words of the whole file.
    pub words: Option<WordAccount>,
    /// What was noticed when it was read: where, and what.
    pub problems: Vec<String>,
}

/// One submission in full.
#[derive(Clone, PartialEq, Debug)]
pub struct SubmissionView {
    /// Its local number.
    pub number: SubmissionNumber,
    /// Who, when, how much, attributes.
    pub record: SubmissionRecord,
    /// The metadata, in the order of forms.
    pub facts: Vec<Fact>,
    /// The document in order.
    pub blocks: Vec<Block>,
    /// How many texts it has, and how many of them the present analyst has reviewed.
    pub progress: (u32, u32),
    /// Notes on the submission as a whole, of all analysts.
    pub notes: Vec<ShownNote>,
    /// The files that it came in, in the order of their coming.
    pub files: Vec<CameIn>,
    /// Another submission with the same reference, as merges of workspaces may bring.
    pub shares_reference: bool,
    /// Tags, notes and quotations whose words are no longer there.
    pub astray: Vec<Astray>,
    /// The versions of its text, the oldest first, where there are several.
    pub versions: Vec<Version>,
    /// The submissions of its submitter that may be one with it, itself among them; none when it is alone.
    pub offers: Vec<Offered>,
}
