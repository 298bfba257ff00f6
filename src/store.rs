//! SQLite: the one file with everything in it. No other module names `rusqlite`.
//!
//! Three layers, from the bottom: imported text ([`corpus`]: append-only, addressed by content), the
//! journal ([`journal`]: operations; [`cells`], [`tags`], [`statuses`]: their writes, heads and switches),
//! and the tables that screens read, which are caches of both ([`derive`], [`notes`], [`lists`],
//! [`codebook`], [`questions`]). Every change is an operation that goes through [`Store::transact`] and
//! [`apply`]; nothing else writes. Start with [`Store::open`], then [`apply::apply`].
//!
//! Reading begins with a query: [`index`] finds its texts and lists them, asking [`filter`] for what only the rows say, and
//! [`page`], [`facets`], [`matrix`], [`view`], [`records`], [`submissions`], [`shortlists`] and [`filters`] give what screens and commands
//! show. [`find`] goes from an id to its thing.

pub(crate) mod anchor;
pub(crate) mod answers;
pub(crate) mod apply;
pub(crate) mod astray;
pub(crate) mod attributes;
mod backup;
pub(crate) mod beside;
pub(crate) mod carried;
pub(crate) mod cells;
pub(crate) mod checkup;
pub(crate) mod codebook;
pub(crate) mod corpus;
pub(crate) mod coverage;
pub(crate) mod declined;
pub(crate) mod derive;
pub(crate) mod digest;
pub(crate) mod directory;
pub(crate) mod disk;
mod entry;
pub(crate) mod examples;
mod excerpt;
pub(crate) mod facets;
pub(crate) mod filter;
pub(crate) mod filters;
pub(crate) mod find;
pub(crate) mod findings;
pub(crate) mod forms;
pub(crate) mod incoming;
pub(crate) mod index;
pub(crate) mod joins;
pub(crate) mod journal;
pub(crate) mod lease;
pub(crate) mod likeness;
pub(crate) mod lists;
mod looking;
mod marks;
pub(crate) mod matrix;
pub(crate) mod met;
pub mod migrate;
pub mod moved;
pub(crate) mod names;
pub(crate) mod noted;
pub(crate) mod notes;
pub(crate) mod offers;
mod open;
pub(crate) mod originals;
pub(crate) mod page;
pub(crate) mod past;
pub(crate) mod payload;
mod place;
pub(crate) mod progress;
pub(crate) mod questions;
pub(crate) mod quoted;
pub(crate) mod readings;
pub(crate) mod records;
pub(crate) mod records_known;
pub(crate) mod remaining;
pub(crate) mod remains;
pub(crate) mod replay;
mod retarget;
mod room;
mod row;
mod sample;
pub(crate) mod sayings;
mod schema;
pub(crate) mod sent;
mod short;
pub(crate) mod shortlists;
pub(crate) mod snapshot;
mod sought;
pub(crate) mod sources;
pub(crate) mod statuses;
pub(crate) mod stretch;
pub(crate) mod submissions;
pub(crate) mod submissions_known;
pub(crate) mod tags;
pub(crate) mod targets;
pub(crate) mod theme_use;
pub(crate) mod transact;
pub(crate) mod translations;
pub(crate) mod view;
pub(crate) mod withheld;

#[cfg(test)]
mod world;

use std::path::{Path, PathBuf};

pub(crate) use open::Store;

/// A connection, within a transaction or not: what the functions of this module work on.
pub(crate) type Conn = rusqlite::Connection;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite said no.
    #[error("{0}")]
    Sql(#[from] rusqlite::Error),
    /// What is stored is not what this program stores.
    #[error("{0}")]
    Damaged(String),
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    NotFound(PathBuf),
    /// The file is something else.
    #[error("{} is not a workspace: {why}", path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// Written by a newer version of the program.
    #[error("{} has format {version}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        version: u32,
    },
    /// Another program is writing.
    #[error("{} is in use", .0.display())]
    Locked(PathBuf),
    /// It can only be read.
    #[error("{} can only be read", .0.display())]
    ReadOnly(PathBuf),
    /// It was moved, deleted or replaced since it was opened.
    #[error("{} was moved or replaced", .0.path.display())]
    Moved(Box<moved::Moved>),
    /// Whoever asked for it wants it no more.
    #[error("it was stopped")]
    Stopped,
    /// It failed at the end of a change, which may or may not have been written.
    #[error("{}: {source}", path.display())]
    Unconfirmed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// Whether it was stopped by whoever asked for it.
    pub fn is_stopped(&self) -> bool {
        match self {
            Self::Stopped => true,
            Self::Sql(sql) => sql.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted),
            _ => false,
        }
    }

    /// Whether it is the disk that said no, and not the program that asked wrongly.
    pub fn is_of_the_disk(&self) -> bool {
        use rusqlite::ErrorCode as C;
        let Self::Sql(sql) = self else { return matches!(self, Self::Io { .. } | Self::Unconfirmed { .. }) };
        matches!(sql.sqlite_error_code(), Some(C::SystemIoFailure | C::CannotOpen | C::DiskFull))
    }
}

/// An error that can be told with the file in which it happened.
pub(crate) trait InPlace {
    /// Gives SQLite's general complaints the place and the meaning that people need.
    #[must_use]
    fn in_place(self, path: &Path) -> Self;
}

impl InPlace for Error {
    fn in_place(self, path: &Path) -> Self {
        open::in_place(self, path)
    }
}

/// Makes sense of a JSON text that this program has written.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|e| Error::Damaged(format!("{what}: {e}")))
}

/// Writes a value of this program's own as JSON.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Damaged(format!("a value could not be written: {e}")))
}
