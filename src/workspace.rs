//! The use-cases: everything that the two faces of the program can ask for, and the only place where
//! store, intake, analysis and export meet.
//!
//! A [`Workspace`] holds one connection. The screen has two: one in the thread that writes, one in the
//! thread that reads. Start reading at [`Workspace::open`] and [`Workspace::edit`].

mod as_it_stood;
mod attach;
mod begin;
mod calling;
pub mod care;
mod change;
pub mod coding;
mod compilation;
mod correcting;
mod declining;
pub mod describing;
mod documents;
pub mod export;
mod files;
mod filtering;
mod finding;
pub mod footing;
mod import;
mod incoming;
mod joining;
mod leaving;
pub mod matrix;
mod order;
mod panes;
mod past;
mod placing;
pub mod progress;
#[cfg(test)]
mod proofs;
mod read;
pub mod reading;
mod report;
mod reshaping;
pub mod rotation;
pub mod sample;
mod shortlisting;
mod step;
pub mod tables;
mod tagging;
mod theme_use;
mod theming;
mod translating;
mod verifying;
mod withholding;

pub use self::read::Held;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;

use self::as_it_stood::AsItStood;
use self::export::from_export;
use self::reading::apart::{Apart, Limits};
use crate::config::surroundings::Surroundings;
use crate::export::file;
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::mapping::Mapping;
use crate::model::report::Words;
use crate::model::submission::{AnswerRecord, SubmissionRecord};
use crate::store::lease::Device;
use crate::store::met::Met;
use crate::store::migrate::Migrated;
use crate::store::moved::Moved;
use crate::store::{self, InPlace, Store, codebook, questions};
use crate::{query, text};

/// How a workspace is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// For reading and writing.
    Write,
    /// For reading only.
    Read,
    /// For reading only, without making or changing any file, those beside the workspace neither.
    Look,
}

/// What an import is given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportRequest {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The submitter of documents that name none, or name another.
    pub submitter: Option<String>,
    /// The submission of which the one document is a newer version, by id or reference.
    pub revises: Option<String>,
    /// A table that says which document belongs to which submission; they are joined.
    pub join: Option<PathBuf>,
    /// Says what would be done and does nothing.
    pub dry_run: bool,
    /// Takes better readings of documents that are here, where this program has a newer reader of them; without paths
    /// of all that are here.
    pub anew: bool,
    /// What the columns of tables are for, where it cannot be guessed.
    pub mapping: Option<Mapping>,
}

/// What went wrong, with what people need to know of it; `fault::Fault` is made from it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query, and the mistake in it.
    #[error("{0}")]
    Query(Box<query::Error>, String),
    /// There is no such file.
    #[error("there is no file {}", path.display())]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is no workspace.
    #[error("{} is not a workspace: {why}", path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
        /// What it is instead, or what is wrong with it.
        why: String,
    },
    /// The file was written by a newer version of the program.
    #[error("{} was written by a newer version of rapporteur (format {version})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        version: u32,
    },
    /// Another program is writing.
    #[error("{} is in use by another program", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The workspace was opened for reading, or its file or folder cannot be written.
    #[error("{} can only be read", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing has this id or name.
    #[error("no {what} is “{id}”")]
    Unknown {
        /// What was looked for: "answer", "theme", "shortlist".
        what: &'static str,
        /// What was given.
        id: String,
        /// The nearest right ones.
        candidates: Vec<String>,
    },
    /// Several things begin with this id or name.
    #[error("“{id}” is more than one {what}")]
    Ambiguous {
        /// What was looked for.
        what: &'static str,
        /// What was given.
        id: String,
        /// Those that it could be.
        candidates: Vec<String>,
    },
    /// What was asked for makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// A value cannot stand there.
    #[error("{what}")]
    Unfit {
        /// What is wrong.
        what: String,
        /// What can be done.
        hint: String,
    },
    /// The file contradicts itself.
    #[error("{0}")]
    Damaged(String),
    /// SQLite said no.
    #[error("{0}")]
    Sql(Box<store::Error>),
    /// The disk failed at the end, and what was to be written may or may not be there.
    #[error("{}: {source}", path.display())]
    Unconfirmed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file was moved, deleted or replaced since it was opened.
    #[error("{} was moved or replaced", .0.path.display())]
    Moved(Box<Moved>),
    /// Stopped on request; nothing was written.
    #[error("stopped; nothing was written")]
    Stopped,
}

/// One open workspace and who works in it.
#[derive(Debug)]
pub struct Workspace {
    store: Store,
    analyst: String,
    device: Device,
    /// Where it is remembered what was told; `None` while a workspace is made.
    state_dir: Option<PathBuf>,
    /// Where rotating backups stand; `None` when there are to be none.
    backups: Option<PathBuf>,
    /// Has files read that are risky to read.
    apart: Apart,
    /// The moment as of which it is read, where it is not as it stands now.
    past: Option<AsItStood>,
    /// The day that is written in exports, where it is not today.
    dated: Option<Date>,
    /// Whether names leave whatever was said of citing.
    names: bool,
    /// The words that stand in exports for names and places, where they are not the English ones.
    words: Option<Arc<Words>>,
}

/// Stands where the login tells nothing (PRODUCT.md, "Analyst").
const NO_NAME: &str = "analyst";

impl Workspace {
    /// Makes a workspace with a call and a starter codebook; fails when something is there. It is made aside and then
    /// put in place: whoever is stopped in between leaves no half of one.
    ///
    /// # Errors
    /// When the file exists, its folder does not, or it cannot be written.
    pub fn init(path: &Path, call: &Call, themes: &Codebook, around: &Surroundings) -> Result<(), Error> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.is_dir()) {
            return Err(Error::NotFound { path: folder.to_owned() });
        }
        // Made aside, so that a workspace which was begun and not finished never has the name.
        let begun = file::put_in_place(path, false, |aside| {
            let mut made = Self {
                store: Store::fill(aside.path())?,
                analyst: NO_NAME.to_owned(),
                device: Device::new(&around.state_dir),
                state_dir: None,
                backups: None,
                apart: Apart::new(around),
                past: None,
                dated: None,
                names: false,
                words: None,
            };
            made.begin(call, themes)?;
            Ok(made.store.alone()?)
        });
        begun.map_err(|error| from_export(error, Some(path)))?.map_err(|error: Error| error.at(path))
    }

    /// Opens a workspace; never makes one. `analyst` is the name that was asked for, else the login, else "analyst".
    ///
    /// # Errors
    /// When there is no such file, it is no workspace, newer, locked or not readable.
    pub fn open(
        path: &Path,
        access: Access,
        analyst: Option<&str>,
        around: &Surroundings,
    ) -> Result<Self, Error> {
        let name = analyst.or(around.login.as_deref()).map(str::trim).filter(|n| !text::fold(n).is_empty());
        let store = match access {
            Access::Write => Store::open(path, true)?,
            Access::Read => Store::open(path, false)?,
            Access::Look => Store::look(path, None)?,
        };
        let met = Met::new(&around.state_dir);
        met.look_through(&store)?;
        if access != Access::Look {
            met.remember(&store);
        }
        Ok(Self {
            store,
            analyst: name.unwrap_or(NO_NAME).to_owned(),
            device: Device::new(&around.state_dir),
            state_dir: Some(around.state_dir.clone()),
            backups: around.backups.clone(),
            apart: Apart::new(around),
            past: None,
            dated: None,
            names: false,
            words: None,
        })
    }

    /// The same, with other limits for what is read in a process of its own.
    #[must_use]
    pub fn reading_within(self, limits: Limits) -> Self {
        Self { apart: self.apart.within(limits), ..self }
    }

    /// The present analyst's name, as written.
    pub fn analyst(&self) -> &str {
        &self.analyst
    }

    /// One hash over the whole state.
    #[cfg(test)]
    pub(crate) fn digest(&self) -> String {
        crate::store::digest::digest(&self.store.conn).unwrap()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.store.path
    }

    /// What is to be told of the file when it was opened, a line each, the most important first.
    pub fn told(&self) -> Vec<String> {
        let lines = [self.migrated(), self.kept_from_writing(), self.behind(), self.place_to_tell()];
        lines.into_iter().flatten().collect()
    }

    /// That the file lacks what was done in it on this computer.
    fn behind(&self) -> Option<String> {
        // Who cannot know has nothing to tell.
        let missing = self.device.behind(&self.store.conn).ok().flatten()?;
        let name = self.path().file_name().unwrap_or_default().to_string_lossy();
        Some(format!(
            "{name} lacks {missing} actions that were done in it on this computer: it is an older copy, or its \
             {name}-wal was left behind; `rapporteur backup --list` names the copies that were kept"
        ))
    }

    /// What was done to a file of an older version when this opened it.
    fn migrated(&self) -> Option<String> {
        let Migrated { from, to, backup } = self.store.migrated.as_ref()?;
        let kept = backup.file_name().unwrap_or_default().to_string_lossy();
        // A status line may be cut at its end: what matters comes first.
        Some(format!("Format {from} became {to}; {kept} keeps it as it was"))
    }

    /// Why the workspace can only be read, where that was not asked for.
    fn kept_from_writing(&self) -> Option<String> {
        let name = self.path().file_name().unwrap_or_default().to_string_lossy();
        Some(format!("{name} can only be read: {}", self.store.kept_from_writing()?))
    }

    /// Looks anew at a file that is only looked at, if it changed; says whether.
    pub fn look_again(&mut self) -> Result<bool, Error> {
        Ok(self.store.look_again()?)
    }

    /// Readings end with [`Error::Stopped`] from now on while this is set.
    pub fn heed(&mut self, stop: Arc<AtomicBool>) -> Result<(), Error> {
        Ok(self.store.heed(stop)?)
    }

    /// Says no once the reading is to stop.
    pub(crate) fn goes_on(&self) -> Result<(), Error> {
        Ok(self.store.goes_on()?)
    }

    /// Keeps no more of the file's pages in memory than so many kilobytes.
    pub fn keep_pages(&self, kilobytes: i32) -> Result<(), Error> {
        Ok(self.store.keep_pages(kilobytes)?)
    }

    /// The call, as it stands now.
    pub fn call(&self) -> Result<Call, Error> {
        Ok(questions::call(&self.store.conn)?)
    }

    /// The codebook, as it stands now.
    pub fn codebook(&self) -> Result<Codebook, Error> {
        Ok(codebook::codebook(&self.store.conn)?)
    }
}

impl Error {
    /// Names the file that was to be made, in the place of the one aside in which it failed.
    fn at(self, to: &Path) -> Self {
        match self.in_place(to) {
            // Nothing was put in place, whatever the file aside has become.
            Self::Io { source, .. } | Self::Unconfirmed { source, .. } => {
                Self::Io { path: to.to_owned(), source }
            }
            other => other,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        match error {
            error if error.is_stopped() => Self::Stopped,
            E::Sql(_) => Self::Sql(Box::new(error)),
            E::Unconfirmed { path, source } => Self::Unconfirmed { path, source },
            E::Damaged(what) => Self::Damaged(what),
            E::NotFound(path) => Self::NotFound { path },
            E::NotAWorkspace { path, why } => Self::NotAWorkspace { path, why },
            E::Newer { path, version } => Self::Newer { path, version },
            E::Locked(path) => Self::Locked { path },
            E::ReadOnly(path) => Self::ReadOnly { path },
            E::Moved(moved) => Self::Moved(moved),
            E::Io { path, source } => Self::Io { path, source },
            E::Stopped => Self::Stopped,
        }
    }
}

impl InPlace for Error {
    fn in_place(self, path: &Path) -> Self {
        match self {
            Self::Sql(error) => error.in_place(path).into(),
            other => other,
        }
    }
}

/// What an id stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// An answer or unplaced text.
    Answer(Box<AnswerRecord>),
    /// A submission.
    Submission(Box<SubmissionRecord>),
}
