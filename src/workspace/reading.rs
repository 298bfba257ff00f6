//! Reading many files at once, and handing them on in their order.
//!
//! As many files are read at a time as there are processor cores, each by a thread; what is risky a thread has read by
//! a process of its own ([`apart`]). Only a few files are read ahead of the one that is wanted, so that memory does not
//! grow with their number. Whoever waits is asked again and again whether to go on.

pub mod apart;
pub(super) mod long;

use std::any::Any;
use std::collections::BTreeMap;
use std::fs::File;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::apart::Apart;
use self::long::Long;
use super::{Error, files};
use crate::intake::{self, ReadError};
use crate::model::coded::Coded;
use crate::model::draft::SourceDraft;
use crate::model::import::SourceReport;

/// How often whoever waits is asked whether to go on.
const TICK: Duration = Duration::from_millis(40);

/// So many files are read ahead for each thread.
const AHEAD: usize = 3;

/// While more bytes than this wait to be taken, nothing but the next file is begun.
const WAITING: usize = 64 << 20;

/// Where files come from.
pub(super) trait Files: Sync {
    /// All bytes of a file.
    fn bytes(&self, path: &Path) -> files::Bytes;

    /// The file, where it can be read as a stream.
    fn stream(&self, _path: &Path) -> Option<File> {
        None
    }
}

impl<F: Fn(&Path) -> files::Bytes + Sync> Files for F {
    fn bytes(&self, path: &Path) -> files::Bytes {
        self(path)
    }
}

/// A file as it was read.
pub(super) enum Came {
    /// Its bytes and what was made of them.
    Whole(Arc<Vec<u8>>, Result<SourceDraft, ReadError>),
    /// A table that is too long to be held.
    Long(Box<Long>),
}

/// A file that was read, or why nothing of it was.
pub(super) type Read = Result<Came, Box<SourceReport>>;

/// What a thread made of a file, or the panic that ended it.
type Done = Result<Read, Box<dyn Any + Send>>;

/// Reads the files and gives them to `each` in their order. `progress` is told how many are done and how many bytes were
/// read, and stops it by returning false.
///
/// # Errors
/// When it was stopped, or `each` failed.
pub(super) fn in_order(
    paths: &[(String, &Path)],
    source: &dyn Files,
    apart: &Apart,
    progress: &mut dyn FnMut(usize, u64) -> bool,
    each: &mut dyn FnMut(usize, Read) -> Result<(), Error>,
) -> Result<(), Error> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(paths.len());
    let queue = Queue::new(paths.len(), threads * AHEAD);
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        // Whatever ends this, the threads end too.
        let _stop = Stop(&queue);
        let mut started = 0;
        for _ in 0..threads {
            let (queue, sender) = (&queue, sender.clone());
            let work = move || worker(queue, paths, source, apart, &sender);
            started += usize::from(
                std::thread::Builder::new().name("intake".into()).spawn_scoped(scope, work).is_ok(),
            );
        }
        drop(sender);
        if started == 0 && !paths.is_empty() {
            return Err(Error::Damaged("the system gives no thread to read files with".to_owned()));
        }
        take(&receiver, &queue, paths.len(), progress, each)
    })
}

fn take(
    receiver: &Receiver<(usize, Done)>,
    queue: &Queue,
    all: usize,
    progress: &mut dyn FnMut(usize, u64) -> bool,
    each: &mut dyn FnMut(usize, Read) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut early = BTreeMap::new();
    for wanted in 0..all {
        let done: Done = loop {
            if !progress(wanted, queue.read.load(Ordering::Relaxed)) {
                return Err(Error::Stopped);
            }
            if let Some(done) = early.remove(&wanted) {
                break done;
            }
            match receiver.recv_timeout(TICK) {
                Ok((i, done)) => drop(early.insert(i, done)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Stopped),
            }
        };
        let read = done.unwrap_or_else(|panic| resume_unwind(panic));
        let size = if let Ok(Came::Whole(bytes, _)) = &read { bytes.len() } else { 0 };
        each(wanted, read)?;
        queue.taken(size);
    }
    Ok(())
}

fn worker(
    queue: &Queue,
    paths: &[(String, &Path)],
    source: &dyn Files,
    apart: &Apart,
    sender: &Sender<(usize, Done)>,
) {
    while let Some(i) = queue.next() {
        let Some((name, path)) = paths.get(i) else { return };
        let done = catch_unwind(AssertUnwindSafe(|| read(name, path, source, apart, queue)));
        // Whoever waited has gone when nobody hears it.
        if sender.send((i, done)).is_err() {
            return;
        }
    }
}

fn read(name: &str, path: &Path, source: &dyn Files, apart: &Apart, queue: &Queue) -> Read {
    let read = |bytes: usize| queue.read.fetch_add(bytes as u64, Ordering::Relaxed);
    if let Some(file) = source.stream(path)
        && let Some(long) = long::survey(file, path, name, &queue.stopped, &read)
    {
        return Ok(Came::Long(Box::new(long)));
    }
    let bytes = Arc::new(source.bytes(path)?);
    queue.came(bytes.len());
    read(bytes.len());
    let draft = draft(&bytes, name, apart, &queue.stopped);
    Ok(Came::Whole(bytes, draft))
}

/// Makes drafts of a file, here or apart.
fn draft(
    bytes: &Arc<Vec<u8>>,
    name: &str,
    apart: &Apart,
    stop: &AtomicBool,
) -> Result<SourceDraft, ReadError> {
    if intake::is_risky(bytes) { apart.read(bytes, name, stop) } else { intake::read(bytes, name) }
}

/// Reads one file, for what is to be known of it before anything is taken in. `wanted` says what to do when it cannot be
/// read.
///
/// # Errors
/// When it cannot be read.
pub(super) fn one(path: &Path, apart: &Apart, wanted: &str) -> Result<SourceDraft, Error> {
    draft(&bytes_of(path)?, &files::name(path), apart, &AtomicBool::new(false))
        .map_err(|error| Error::Unfit { what: error.to_string(), hint: wanted.to_owned() })
}

/// Reads a coded project or a codebook of another program; `go_on` is asked again and again whether to go on.
///
/// # Errors
/// When it cannot be read, and [`Error::Stopped`].
pub(super) fn coded(path: &Path, apart: &Apart, go_on: &mut dyn FnMut() -> bool) -> Result<Coded, Error> {
    let (bytes, name, stop) = (bytes_of(path)?, files::name(path), AtomicBool::new(false));
    let (sender, receiver) = channel();
    let read = std::thread::scope(|scope| {
        let work = || drop(sender.send(apart.read_coded(&bytes, &name, &stop)));
        if std::thread::Builder::new().name("codings".into()).spawn_scoped(scope, work).is_err() {
            return None;
        }
        loop {
            match receiver.recv_timeout(TICK) {
                Ok(read) => return Some(read),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if !go_on() => stop.store(true, Ordering::Relaxed),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    });
    if stop.load(Ordering::Relaxed) {
        return Err(Error::Stopped);
    }
    let no_thread = || Error::Damaged("the system gives no thread to read files with".to_owned());
    read.ok_or_else(no_thread)?
        .map_err(|error| Error::Unfit { what: error.to_string(), hint: intake::refi::WANTED.to_owned() })
}

fn bytes_of(path: &Path) -> Result<Arc<Vec<u8>>, Error> {
    if !path.exists() {
        return Err(Error::NotFound { path: path.to_owned() });
    }
    let unfit = |what: String, hint: &str| Error::Unfit { what, hint: hint.to_owned() };
    Ok(Arc::new(files::read(path).map_err(|failed| match failed.problems.into_iter().next() {
        Some(problem) => unfit(format!("{}: {}", problem.place, problem.what), &problem.hint),
        None => unfit(format!("{} could not be read", path.display()), ""),
    })?))
}

/// Which file comes next, and how far ahead may be read.
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    stopped: AtomicBool,
    /// How many bytes of files were read.
    read: AtomicU64,
    all: usize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    taken: usize,
    /// Bytes of files that were read and not taken.
    waiting: usize,
}

impl Queue {
    fn new(all: usize, ahead: usize) -> Self {
        let (stopped, read) = (AtomicBool::new(false), AtomicU64::new(0));
        Self { state: Mutex::default(), changed: Condvar::new(), stopped, read, all, ahead }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next file to be read, once it may be; `None` when there is none.
    fn next(&self) -> Option<usize> {
        let mut state = self.state();
        loop {
            if self.stopped.load(Ordering::Relaxed) || state.next >= self.all {
                return None;
            }
            let is_wanted = state.next == state.taken;
            let may = state.next < state.taken + self.ahead && state.waiting < WAITING;
            if is_wanted || may {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn came(&self, bytes: usize) {
        self.state().waiting += bytes;
    }

    fn taken(&self, bytes: usize) {
        let mut state = self.state();
        state.taken += 1;
        state.waiting = state.waiting.saturating_sub(bytes);
        drop(state);
        self.changed.notify_all();
    }
}

/// Ends the threads when it is dropped.
struct Stop<'a>(&'a Queue);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        // Within the lock, so that nobody looks before it and waits after it.
        let state = self.0.state();
        self.0.stopped.store(true, Ordering::Relaxed);
        drop(state);
        self.0.changed.notify_all();
    }
}
