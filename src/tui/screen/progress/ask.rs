//! What the screen of progress asks of the workspace, and what comes back.

use crate::model::progress::{By, Progress};
use crate::workspace::{Error, Workspace, progress};

/// How far the answers of a query are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// The query.
    pub query: String,
    /// What stands at the rows.
    pub by: By,
}

/// What comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The query that was run.
    pub query: String,
    /// The numbers.
    pub progress: Progress,
}

/// Looks up what is asked.
///
/// # Errors
/// A mistake in the query, or a workspace that cannot be read.
pub fn perform(workspace: &Workspace, ask: Ask) -> Result<Told, Error> {
    let progress = workspace.progress(&ask.query, ask.by, &progress::here())?;
    Ok(Told { query: ask.query, progress })
}
