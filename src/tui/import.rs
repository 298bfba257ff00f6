//! Bringing in files from the screen: what is asked for, how far it is, what came of it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use super::request::{Reply, Trouble};
use super::trouble;
use crate::intake::refi::offsets::Reckoning;
use crate::model::coded::CodingReport;
use crate::model::import::{ImportReport, Progress};
use crate::model::operation::Outcome;
use crate::workspace::coding::Asked;
use crate::workspace::{self, ImportRequest, Workspace};

/// How far the reading of files or the writing of one is, seen by the thread that does it and by the screen; each has
/// its own handle, and two handles are equal when they are of the same work.
#[derive(Clone, Debug, Default)]
pub struct Course(Arc<Figures>);

#[derive(Debug, Default)]
struct Figures {
    /// The part that is done, from 0 to 1, and how far that is in words; `None` while files are still being looked for.
    told: Mutex<Option<(f64, String)>>,
    begun: OnceLock<Instant>,
    stopped: AtomicBool,
}

impl Eq for Course {}

impl PartialEq for Course {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Course {
    /// Asks the thread to stop after the file that it reads; nothing is then kept.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// The part that is done, from 0 to 1, and how far that is in words; `None` while files are still being looked for.
    pub fn told(&self) -> Option<(f64, String)> {
        self.0.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes how much of a file is written; false when it is to stop.
    pub fn writes(&self, done: usize, all: usize) -> bool {
        self.does("writing", done, all)
    }

    /// Notes how much of something is done; false when it is to stop.
    pub fn does(&self, what: &str, done: usize, all: usize) -> bool {
        let part = if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) };
        let told = (part, format!("{what} · {:.0} %", part * 100.0));
        *self.0.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        !self.is_stopped()
    }

    /// Notes how far it is; false when it is to stop.
    fn goes_on(&self, progress: Progress) -> bool {
        let begun = self.0.begun.get_or_init(Instant::now);
        let told = (progress.part(), progress.words(begun.elapsed()));
        *self.0.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        !self.is_stopped()
    }
}

/// What is brought in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// Submissions.
    Files {
        /// Whether better readings of what is here are to be taken.
        anew: bool,
    },
    /// Tags, notes and themes of another program.
    Codings {
        /// How its positions are counted; `None` as the names of its passages tell.
        counted: Option<Reckoning>,
    },
}

/// Files to bring in.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportOrder {
    /// A file, or a folder with everything in it.
    pub path: PathBuf,
    /// Whether only what would come in is to be told.
    pub trial: bool,
    /// What it is.
    pub what: What,
    /// How far it is.
    pub course: Course,
}

/// What came of an order.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// Of which reading.
    pub course: Course,
    /// What came of it.
    pub came: Came,
}

/// The ways in which it can end.
#[derive(Clone, PartialEq, Debug)]
pub enum Came {
    /// This would come in.
    Would(ImportReport),
    /// This came in; without an outcome there was nothing new.
    In(ImportReport, Option<Outcome>),
    /// Taking these codings in would do this.
    WouldTake(CodingReport),
    /// They were taken in; without an outcome there was nothing new.
    Taken(Option<Outcome>),
    /// It was stopped, and nothing was kept.
    Stopped,
    /// It did not work, and nothing was kept.
    Failed(Trouble),
}

/// Does what is ordered.
pub fn perform(workspace: &mut Workspace, order: ImportOrder) -> Reply {
    let ImportOrder { path, trial, what, course } = order;
    let came = match what {
        What::Files { anew } => {
            let request =
                ImportRequest { paths: vec![path], dry_run: trial, anew, ..ImportRequest::default() };
            workspace
                .import(&request, &mut |progress| course.goes_on(progress))
                .map(|(report, outcome)| if trial { Came::Would(report) } else { Came::In(report, outcome) })
        }
        What::Codings { counted } => {
            let asked = Asked { offsets: counted, with_texts: false, dry_run: trial };
            let mut tell = |what: &str, done: usize, all: usize| course.does(what, done, all);
            workspace
                .take_in_codings(&path, asked, &mut tell)
                .map(|(report, outcome)| if trial { Came::WouldTake(report) } else { Came::Taken(outcome) })
        }
    };
    let came = match came {
        Ok(came) => came,
        Err(workspace::Error::Stopped) => Came::Stopped,
        Err(error) => match trouble::reply(error) {
            Reply::Failed(trouble) => Came::Failed(trouble),
            other => return other,
        },
    };
    Reply::Imported(Box::new(Imported { course, came }))
}
