//! Submissions that may be one: the same submitter by form and by document.

use serde::Serialize;

use super::id::SubmissionId;

/// The submissions of one submitter, offered for joining; nothing is joined by itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Offer {
    /// The submitter, as the first of them names it.
    pub submitter: String,
    /// The submissions, in the order of their coming.
    pub submissions: Vec<Offered>,
}

/// One of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Offered {
    /// Its public id.
    pub id: SubmissionId,
    /// Its reference.
    pub reference: String,
    /// The file that its text is from.
    pub file: String,
    /// The row of a table; `None` for a document.
    pub row: Option<u32>,
}

impl Offer {
    /// "R-1 WSIS20-003", as the command that joins them takes them.
    pub fn references(&self) -> String {
        self.submissions.iter().map(|one| one.reference.as_str()).collect::<Vec<_>>().join(" ")
    }
}
