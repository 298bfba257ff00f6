//! What analysts add: status, stance, targets of tags and notes, items of shortlists.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::call::Key;
use super::finding::Said;
use super::id::{AnswerNumber, FilterId, ItemId, ListId, ThemeId};
use super::span::Span;

/// An analyst's review state of one answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing said yet.
    #[default]
    Todo,
    /// Done.
    Reviewed,
    /// To come back to; not counted as reviewed.
    Flagged,
}

impl Status {
    /// All, in the order of lists.
    pub const ALL: [Status; 3] = [Self::Todo, Self::Reviewed, Self::Flagged];

    /// The word in queries and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Reviewed => "reviewed",
            Self::Flagged => "flagged",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.name() == text)
            .ok_or_else(|| format!("“{text}” is no status: todo, reviewed or flagged"))
    }
}

/// How a submitter stands to a theme, in the analyst's eyes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// In favour.
    For,
    /// Opposed.
    Against,
    /// Both.
    Mixed,
}

impl Stance {
    /// All, in the order in which one key steps through them.
    pub const ALL: [Stance; 3] = [Self::For, Self::Against, Self::Mixed];

    /// The stance after this one, `None` standing between the last and the first.
    pub fn next(stance: Option<Self>) -> Option<Self> {
        match stance {
            None => Some(Self::For),
            Some(Self::For) => Some(Self::Against),
            Some(Self::Against) => Some(Self::Mixed),
            Some(Self::Mixed) => None,
        }
    }

    /// The word in queries and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Mixed => "mixed",
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Stance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.name() == text)
            .ok_or_else(|| format!("“{text}” is no stance: for, against or mixed"))
    }
}

/// What an action is done to: whole answers, or one passage of one answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// Whole answers and unplaced texts.
    Answers(Answers),
    /// A stretch of one answer's text, in code points of that text.
    Passage(AnswerNumber, Span),
}

impl Target {
    /// How many answers or passages.
    pub fn count(&self) -> usize {
        match self {
            Self::Answers(numbers) => numbers.len(),
            Self::Passage(..) => 1,
        }
    }
}

/// What a note is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoteTarget {
    /// A whole answer.
    Answer(AnswerNumber),
    /// A stretch of an answer's text.
    Passage(AnswerNumber, Span),
    /// The submission of this reference or id.
    Submission(String),
    /// A question of the call.
    Question(Key),
    /// A theme.
    Theme(ThemeId),
}

/// A list of quotations for a deliverable.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Shortlist {
    /// Its id.
    pub id: ListId,
    /// Its name; of a finding, what it is about.
    pub name: String,
    /// How many items it has.
    pub items: u32,
    /// What it is the finding of; `None` for a list that is no finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Said>,
}

/// A query that was given a name: an element of `filters --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SavedFilter {
    /// Its id, which follows from its name.
    pub id: FilterId,
    /// Its name, unique, case folded.
    pub name: String,
    /// The query, as it was typed.
    pub query: String,
}

/// What an item of a shortlist is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// An answer or a passage of one.
    Quotation,
    /// A heading between quotations.
    Heading,
    /// The analyst's words between quotations.
    Comment,
}

/// One item of a shortlist, with what is needed to show and to cite it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ShortlistItem {
    /// Its id.
    pub id: ItemId,
    /// Quotation, heading or comment.
    pub kind: ItemKind,
    /// The quotation as it reads, with “[…]” for what is left out, or what the heading or comment says.
    pub text: String,
    /// The quotation in full, where something of it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What is left out of it, in code points of the quotation.
    pub cuts: Vec<Span>,
    /// Where the quotation is from; `None` for headings and comments.
    pub answer: Option<super::submission::AnswerRecord>,
    /// The passage in the answer's text; `None` for a whole answer.
    pub span: Option<Span>,
    /// Who added it.
    pub analyst: String,
    /// When, in ISO 8601.
    pub at: String,
    /// The number of the answer that it quotes, within this file.
    #[serde(skip)]
    pub number: Option<AnswerNumber>,
    /// By name, anonymously, not at all: how the submission may be cited, where its source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citable: Option<String>,
}

impl ShortlistItem {
    /// The words of the quotation, nothing left out; of headings and comments what they say.
    pub fn whole(&self) -> &str {
        self.quote.as_deref().unwrap_or(&self.text)
    }
}

/// A stretch that is left out of a quotation, with its words: it holds only while they stand there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cut {
    /// First code point of the quotation.
    pub start: u32,
    /// One after the last.
    pub end: u32,
    /// The words.
    pub text: String,
}
