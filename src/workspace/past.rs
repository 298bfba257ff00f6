//! What has been done and what has come in: the history, the sources and their bytes.

use super::{Error, Workspace};
use crate::model::id::SourceHash;
use crate::model::import::SourceReport;
use crate::model::operation::HistoryEntry;
use crate::store::{corpus, journal, sources};

/// A source is named by this many digits of its hash at least.
const FEWEST_DIGITS: usize = 6;

impl Workspace {
    /// Every operation, newest first.
    pub fn history(&self, limit: Option<usize>) -> Result<Vec<HistoryEntry>, Error> {
        Ok(journal::history(&self.store.conn, limit)?)
    }

    /// The files, their outcome and word accounts, in the order in which they came.
    pub fn sources(&self) -> Result<Vec<SourceReport>, Error> {
        Ok(sources::reports(&self.store.conn)?)
    }

    /// The original of a source, byte for byte, by its sha256 or an unambiguous beginning of 6 or more.
    ///
    /// # Errors
    /// When no source or several begin so.
    pub fn source(&self, id: &str) -> Result<(SourceHash, String, Vec<u8>), Error> {
        let id = id.to_ascii_lowercase();
        let all = sources::hashes(&self.store.conn)?;
        let mut found = all.iter().filter(|(hash, _)| hash.to_string().starts_with(&id));
        let short = id.len() < FEWEST_DIGITS;
        match (found.next().filter(|_| !short), found.next()) {
            (Some((hash, n)), None) => {
                let conn = &self.store.conn;
                Ok((*hash, corpus::source_name(conn, *n)?, corpus::original(conn, *n)?))
            }
            (Some(first), Some(second)) => {
                let candidates = [first, second].map(|(hash, _)| hash.to_string()).to_vec();
                Err(Error::Ambiguous { what: "source", id, candidates })
            }
            (None, _) => Err(Error::Unknown { what: "source", id, candidates: Vec::new() }),
        }
    }
}
