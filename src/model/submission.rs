//! What submitters sent, as the program gives it out: the shapes of PRODUCT.md's `list` and `submissions`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::astray::Astray;
use super::draft::Field;
use super::id::{AnswerId, MadeId, SubmissionId};
use super::span::Span;
use super::work::Stance;

/// Who sent it, when and how.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// The organization or person; `None` when the source names none.
    pub submitter: Option<String>,
    /// Government, civil society …
    pub stakeholder_type: Option<String>,
    /// ISO 3166 with two letters where known, else as written.
    pub country: Option<String>,
    /// A region of the world.
    pub region: Option<String>,
    /// ISO 639-1: what the source declares, else what was detected.
    pub language: Option<String>,
    /// The day on which it was submitted.
    pub submitted_on: Option<Date>,
    /// After the deadline's day; unknown without a date.
    pub late: Option<bool>,
}

/// One answer or unplaced text in full: an element of `list --format json`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AnswerRecord {
    /// The public id.
    pub id: AnswerId,
    /// Its submission.
    pub submission: SubmissionId,
    /// The submission's reference.
    pub reference: String,
    /// The question's number as text; `None` for unplaced text.
    pub question: Option<String>,
    /// The numbers of other questions that its heading names and that it answers, too; looked up for `show` only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The section's title.
    pub section: Option<String>,
    /// The question's heading as the source wrote it, number included.
    pub heading: Option<String>,
    /// The submission's metadata.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// The imported text, to the character.
    pub text: String,
    /// How many words it has.
    pub words: u32,
    /// The present analyst's: todo, reviewed or flagged.
    pub status: super::work::Status,
    /// Paths of its themes, sorted, each once.
    pub themes: Vec<String>,
    /// Its tags, in order of place, then of making.
    pub tags: Vec<TagRecord>,
    /// Its notes, in order of making.
    pub notes: Vec<NoteRecord>,
    /// Where it stands in the source.
    pub source: SourcePlace,
    /// A translation, beside the text and no part of it.
    pub translation: Option<Translation>,
    /// What has to be minded before it leaves the workspace; no part of what is given out.
    #[serde(skip)]
    pub care: Care,
}

/// What has to be minded before an answer leaves the workspace.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Care {
    /// By name, anonymously, not at all: how the submission may be cited, where its source says so.
    pub citable: Option<String>,
    /// Who signed the submission.
    pub signatories: Vec<String>,
    /// Stretches of the text that are not to leave, in code points, in order.
    pub withheld: Vec<Span>,
    /// Their words.
    pub words: Vec<String>,
}

impl Care {
    /// Whether there is anything that would keep something from leaving as it is.
    pub fn is_to_be_minded(&self) -> bool {
        self.citable.is_some() || !self.words.is_empty()
    }
}

/// An unofficial translation of an answer. Its words are nobody's answer: they are neither counted nor searched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Translation {
    /// What it says.
    pub text: String,
    /// ISO 639-1, where it is said.
    pub language: Option<String>,
    /// The head of the column in which it came, or the file that it was read from; `None` where it was written here.
    pub origin: Option<String>,
    /// Who attached it; `None` where it came in a column.
    pub analyst: Option<String>,
    /// When, in ISO 8601; `None` where it came in a column.
    pub at: Option<String>,
    /// Whether it is of the text as it stands now, the whole of it and nothing else.
    pub exact: bool,
}

/// A tag, as `list` gives it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TagRecord {
    /// The tag's id.
    pub id: MadeId,
    /// The theme's path.
    pub theme: String,
    /// The theme's id.
    pub theme_id: MadeId,
    /// Who tagged.
    pub analyst: String,
    /// For, against or mixed, if said.
    pub stance: Option<Stance>,
    /// First code point of the passage in `text`; `None` for a whole answer.
    pub start: Option<u32>,
    /// One after the last code point.
    pub end: Option<u32>,
    /// The passage's words.
    pub quote: Option<String>,
    /// When, in ISO 8601.
    pub at: String,
}

/// A note, as `list` gives it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NoteRecord {
    /// The note's id.
    pub id: MadeId,
    /// Who wrote it.
    pub analyst: String,
    /// What it says.
    pub text: String,
    /// First code point of the passage; `None` for a note on the whole answer.
    pub start: Option<u32>,
    /// One after the last code point.
    pub end: Option<u32>,
    /// When, in ISO 8601.
    pub at: String,
}

/// Where in which file a text stands; what does not apply is `None`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SourcePlace {
    /// The file's name.
    pub file: String,
    /// The file's SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Sheet.
    pub sheet: Option<String>,
    /// Row as people count: the header is 1.
    pub row: Option<u32>,
    /// The column's header.
    pub column: Option<String>,
    /// The paragraph of the document, from 1.
    pub paragraph: Option<u32>,
    /// Where in the answer each page begins, in code points, and its number.
    #[serde(skip)]
    pub pages: Vec<(u32, u32)>,
}

impl SourcePlace {
    /// The place of a passage that begins so far into the answer: the page is its own, and the paragraph, which is that
    /// of the answer's beginning, is told only with the page on which it stands.
    #[must_use]
    pub fn of_passage(&self, start: u32) -> Self {
        let after = self.pages.partition_point(|(at, _)| *at <= start);
        let page = after.checked_sub(1).map(|i| self.pages[i].1).or(self.page);
        let paragraph = self.paragraph.filter(|_| page == self.page);
        Self { page, paragraph, ..self.clone() }
    }
}

/// One submission: an element of `submissions --format json`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SubmissionRecord {
    /// The public id.
    pub id: SubmissionId,
    /// Short, unique, cited by reports.
    pub reference: String,
    /// Who, when, where.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// Who signed a joint submission.
    pub signatories: Vec<String>,
    /// The day on which it came in.
    pub received_on: Option<Date>,
    /// By which way it came.
    pub channel: Option<String>,
    /// By name, anonymously, not at all.
    pub citable: Option<String>,
    /// Columns that are neither answers nor metadata, by header.
    pub attributes: BTreeMap<String, String>,
    /// How many answers it has, unplaced text not among them.
    pub answers: u32,
    /// Words of its answers.
    pub words: u32,
    /// Words of its unplaced text.
    pub unplaced_words: u32,
    /// The files that it came in.
    pub sources: Vec<String>,
    /// Whether its submitter took it back.
    pub withdrawn: bool,
    /// The reference of the submission that holds instead of it.
    pub replaced_by: Option<String>,
    /// Headings of the call and other structure, as the source wrote them, in order; only in `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structure: Option<Vec<String>>,
    /// How many of its texts are in which language, by what their letters tell, and of how many they tell too little
    /// ([`UNSURE`]); only in `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<BTreeMap<String, u32>>,
    /// The words of the sources for metadata that are stored in other words, or not understood; only in `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<BTreeMap<Field, String>>,
    /// The metadata that somebody corrected; only in `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Vec<Correction>>,
    /// Tags, notes and quotations whose words are no longer there, or whose whole answer has no text any more; only in
    /// `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub astray: Option<Vec<Astray>>,
}

/// Stands for the language of texts that tell too little of it.
pub const UNSURE: &str = "unsure";

/// A metadatum that somebody corrected; its value is the submission's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Correction {
    /// Which.
    pub field: Field,
    /// What the sources say.
    pub before: Option<String>,
    /// Who corrected it.
    pub analyst: String,
    /// On which day, in the local time zone.
    pub on: Date,
}
