//! Submissions that may be one: the same submitter, or the same reference, by form and by document.

use std::collections::BTreeSet;

use serde::Serialize;

use super::id::SubmissionId;

/// The submissions of one submitter or reference, offered for joining; nothing is joined by itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Offer {
    /// The submitter, as the first that names one does.
    pub submitter: Option<String>,
    /// The submissions, in the order of their coming.
    pub submissions: Vec<Offered>,
}

/// One of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Offered {
    /// Its public id.
    pub id: SubmissionId,
    /// Its submitter.
    #[serde(skip)]
    pub submitter: Option<String>,
    /// Its reference.
    pub reference: String,
    /// The file that its text is from.
    pub file: String,
    /// The row of a table; `None` for a document.
    pub row: Option<u32>,
}

impl Offer {
    /// "R-1 WSIS20-003", as the command that joins them takes them: a reference that one before has is told by the id.
    pub fn references(&self) -> String {
        let mut seen = BTreeSet::new();
        let name = |one: &Offered| {
            let is_first = seen.insert(one.reference.to_lowercase());
            if is_first { one.reference.clone() } else { one.id.to_string() }
        };
        self.submissions.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    /// Whether no two of them name different submitters.
    pub fn is_of_one(&self) -> bool {
        let names = self.submissions.iter().filter_map(|one| one.submitter.as_ref());
        names.map(|name| name.to_lowercase()).collect::<BTreeSet<_>>().len() <= 1
    }

    /// What they share: the submitter, else the reference.
    pub fn shared(&self) -> &str {
        let reference = || self.submissions.first().map_or("", |one| one.reference.as_str());
        self.submitter.as_deref().unwrap_or_else(reference)
    }
}
