//! What a change leaves in the journal, as people read it.

use serde::Serialize;

use super::id::{AnswerId, AnswerNumber, OperationId};

/// One entry of the history: an element of `history --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HistoryEntry {
    /// The operation's id.
    pub id: OperationId,
    /// When, in ISO 8601.
    pub at: String,
    /// The device, in hexadecimal digits.
    pub device: String,
    /// Who.
    pub analyst: String,
    /// What kind: "tag.add", "status.set", "undo" …
    pub kind: String,
    /// What it did, in words: "tagged 1 answer, IPv6".
    pub summary: String,
    /// The operation that it took back or brought back.
    pub undoes: Option<OperationId>,
    /// Whether it is taken back.
    pub undone: bool,
}

/// What an operation carried, as people read it. Of an undo or redo: what the operation carried that it is about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Carried {
    /// The operation that was asked for.
    pub id: Option<OperationId>,
    /// Texts that it wrote: what each is ("note", "name", "heading") and what it says.
    pub texts: Vec<(String, String)>,
    /// The first answers and passages that it speaks of.
    pub on: Vec<Spoken>,
    /// On how many answers and passages it was done in all.
    pub count: usize,
}

/// An answer or passage that an operation speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spoken {
    /// The answer.
    pub number: AnswerNumber,
    /// Its public id.
    pub id: AnswerId,
    /// Its submission's reference.
    pub reference: String,
    /// Who sent it.
    pub submitter: Option<String>,
    /// The question's number as text; `None` for unplaced text.
    pub question: Option<String>,
    /// The words of the passage; `None` for the whole.
    pub quote: Option<String>,
}

/// What a change touched: whoever shows such things asks for them again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Tags, notes, statuses, shortlist items.
    pub work: bool,
    /// Themes.
    pub codebook: bool,
    /// Submissions, their metadata and answers.
    pub corpus: bool,
    /// Which submissions and answers there are at all.
    pub answers: bool,
}

/// What a change did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// One line without the way to take it back: "tagged 1 answer, IPv6".
    pub summary: String,
    /// How many things were changed; 0 when all was there already.
    pub changed: usize,
    /// The operation, if there was anything to do.
    pub operation: Option<OperationId>,
    /// What should be asked for again.
    pub touched: Touched,
}
