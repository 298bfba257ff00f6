//! What a check-up of a workspace finds.

use serde::Serialize;

/// One thing that was checked: an element of `doctor --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Check {
    /// What was checked: "integrity", "journal" …
    pub name: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was found, in words.
    pub detail: String,
}
