//! What a change leaves in the journal, as people read it.

use serde::Serialize;

use super::id::OperationId;

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

/// What a change touched: whoever shows such things asks for them again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Tags, notes, statuses, shortlist items.
    pub work: bool,
    /// Themes.
    pub codebook: bool,
    /// Submissions, their metadata and answers.
    pub corpus: bool,
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
