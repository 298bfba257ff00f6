//! What a reader or a check has to say, and where.

use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Remark,
    /// Waits for a decision, or something was read with a loss that is told.
    Warning,
    /// This file, row or cell could not be read.
    Error,
}

/// One thing that was noticed: where, what, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// File, page, sheet, row, column, line: as far as known ("row 14", "line 3").
    #[serde(rename = "where")]
    pub place: String,
    /// What is the matter.
    pub what: String,
    /// What to do.
    pub hint: String,
}
