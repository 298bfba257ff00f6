//! What has been done and what has come in: the history, the sources and their bytes.

use super::{Error, Workspace};
use crate::model::id::{OperationId, SourceHash};
use crate::model::import::SourceReport;
use crate::model::note::NoteEntry;
use crate::model::operation::{Carried, HistoryEntry};
use crate::query::filter::Resolved;
use crate::store::{carried, corpus, journal, noted, originals, sources};

/// A source is named by this many digits of its hash at least.
const FEWEST_DIGITS: usize = 6;

impl Workspace {
    /// Every operation, newest first.
    pub fn history(&self, limit: Option<usize>) -> Result<Vec<HistoryEntry>, Error> {
        Ok(journal::history(&self.store.conn, limit)?)
    }

    /// The notes, the newest first: all, or those on the answers that a query finds and on passages of them.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn notes(&self, on: Option<&Resolved>) -> Result<Vec<NoteEntry>, Error> {
        self.sight(|sight, names| noted::notes(sight, names, on.map(|query| &query.filter)))
    }

    /// How many operations there are.
    pub fn history_length(&self) -> Result<usize, Error> {
        Ok(journal::history_length(&self.store.conn)?)
    }

    /// What an operation carried: the texts that it wrote and the first answers and passages that it speaks of.
    ///
    /// # Errors
    /// When there is no such operation.
    pub fn carried(&self, id: OperationId) -> Result<Carried, Error> {
        let found = self.sight(|sight, names| carried::carried(sight.conn, &sight.viewer, names.call, id))?;
        found.ok_or_else(|| Error::Unknown { what: "action", id: id.to_string(), candidates: Vec::new() })
    }

    /// The files, their outcome and word accounts, in the order in which they came.
    pub fn sources(&self) -> Result<Vec<SourceReport>, Error> {
        Ok(sources::reports(&self.store.conn)?)
    }

    /// How many files have documents of which this program has a newer reader; whether that reads them differently is
    /// found out by importing them anew.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn sources_behind(&self) -> Result<usize, Error> {
        Ok(super::import::behind(&self.store.conn)?.len())
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
                Ok((*hash, corpus::source_name(conn, *n)?, originals::original(conn, *n)?))
            }
            (Some(first), Some(second)) => {
                let candidates = [first, second].map(|(hash, _)| hash.to_string()).to_vec();
                Err(Error::Ambiguous { what: "source", id, candidates })
            }
            (None, _) => Err(Error::Unknown { what: "source", id, candidates: Vec::new() }),
        }
    }
}
