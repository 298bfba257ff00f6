//! What an import did or would do: the shape of `import --format json`.

use serde::{Deserialize, Serialize};

use super::diagnostic::Diagnostic;

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileOutcome {
    /// Its submissions are new.
    Added,
    /// All of it was there.
    Unchanged,
    /// All of it was there, and a newer reader reads it differently; nothing of that was taken.
    Differs,
    /// It brought changes to submissions that were there.
    Revised,
    /// It waits for a decision; nothing of it was taken.
    Asked,
    /// It could not be read; nothing of it was taken.
    Failed,
}

/// Words of a source: read = placed + unplaced + structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WordAccount {
    /// All words.
    pub read: u32,
    /// Under questions.
    pub placed: u32,
    /// Under no question.
    pub unplaced: u32,
    /// Headings of the call, metadata, attributes, targets of links.
    pub structure: u32,
}

impl WordAccount {
    /// Whether every word is in exactly one place.
    pub fn balances(&self) -> bool {
        self.read == self.placed + self.unplaced + self.structure
    }
}

/// One file of an import: an element of `sources --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceReport {
    /// Its name, as given.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits; empty where it could not be read.
    pub sha256: String,
    /// "markdown", "csv"; empty where it was not recognized.
    pub format: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// How many submissions it holds.
    pub submissions: u32,
    /// How many answers it holds, empty ones not counted.
    pub answers: u32,
    /// Its words.
    pub words: WordAccount,
    /// What was noticed.
    pub problems: Vec<Diagnostic>,
}

/// A whole import.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// One for each file, in the order given.
    pub sources: Vec<SourceReport>,
}
