//! Reading a file in a process of its own, within limits.
//!
//! The process is this same program with one hidden argument ([`ARGUMENT`]). It gets the file's name and bytes on its
//! standard input and answers on its standard output: a mark, the length, and the drafts or the error as JSON. It opens
//! no file, sees nothing of the environment, and sets its own limits before it reads a byte. Whatever becomes of it, the
//! caller has one message: what happened, and what to do.

mod limits;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;

pub use self::limits::Limits;
use crate::config::surroundings::Surroundings;
use crate::intake::{self, ReadError};
use crate::model::coded::Coded;
use crate::model::draft::SourceDraft;

/// The argument that makes the program such a reader.
pub const ARGUMENT: &str = "__read";

/// Stands behind the limits when a coded project is to be read.
const CODED: &str = "coded";

/// An answer begins so; it says how drafts are written, too.
const MARK: &[u8; 8] = b"rapport1";

/// How often the process is looked after.
const TICK: Duration = Duration::from_millis(20);

/// So much of what a process says on standard error is looked at, in bytes.
const LOOKED_AT: u64 = 4 << 10;

/// What to do with a file that cannot be read.
const HINT: &str = "Open it in the program that made it and save it again, or save it as plain text or CSV, and import that.";

/// Starts readers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Apart {
    program: Option<PathBuf>,
    limits: Limits,
}

impl Apart {
    /// Readers are processes of the program that the surroundings name.
    pub fn new(around: &Surroundings) -> Self {
        Self { program: around.program.clone(), limits: Limits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Has a file read; `stop` ends it at once.
    ///
    /// # Errors
    /// What the reader says of the file, or what became of the reader.
    pub fn read(
        &self,
        bytes: &Arc<Vec<u8>>,
        name: &str,
        stop: &AtomicBool,
    ) -> Result<SourceDraft, ReadError> {
        match self.ask(bytes, name, stop, &[])? {
            draft if SourceDraft::is_sound(&draft) => Ok(draft),
            _ => Err(failed(name, End::Rubbish.told(&self.limits))),
        }
    }

    /// Has a coded project or codebook read.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_coded(
        &self,
        bytes: &Arc<Vec<u8>>,
        name: &str,
        stop: &AtomicBool,
    ) -> Result<Coded, ReadError> {
        self.ask(bytes, name, stop, &[CODED])
    }

    /// Asks a process what it makes of a file.
    fn ask<T: DeserializeOwned>(
        &self,
        bytes: &Arc<Vec<u8>>,
        name: &str,
        stop: &AtomicBool,
        what: &[&str],
    ) -> Result<T, ReadError> {
        if bytes.len() > self.limits.file {
            let what = format!(
                "{} MiB, over the limit of {} MiB for such a file",
                bytes.len() >> 20,
                self.limits.file >> 20
            );
            return Err(ReadError::TooLarge { file: name.to_owned(), what });
        }
        let mut running =
            self.start(what).map_err(|e| failed(name, format!("its reader could not be started: {e}")))?;
        let outcome = running.answer(bytes, name, &self.limits, stop);
        drop(running);
        let answer = outcome.map_err(|end| failed(name, end.told(&self.limits)))?;
        let made: Result<T, ReadError> =
            serde_json::from_slice(&answer).map_err(|_| failed(name, End::Rubbish.told(&self.limits)))?;
        made
    }

    fn start(&self, what: &[&str]) -> std::io::Result<Running> {
        let Some(program) = &self.program else {
            return Err(std::io::Error::other("where this program stands is not known"));
        };
        let mut command = Command::new(program);
        command.arg(ARGUMENT).args(self.limits.arguments()).args(what).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own: Ctrl-C is for the program, which ends its readers itself, with all that they started.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Ok(Running { child: command.spawn()?, ended: false })
    }
}

/// What became of the reader of a file.
fn failed(name: &str, what: String) -> ReadError {
    ReadError::Reader { file: name.to_owned(), what, hint: HINT.to_owned() }
}

/// How a process came to no answer.
enum End {
    Stopped,
    TooLong,
    Flood,
    Rubbish,
    Exit(ExitStatus, String),
    NoThread,
}

impl End {
    fn told(&self, limits: &Limits) -> String {
        match self {
            Self::Stopped => "the import was stopped".to_owned(),
            Self::TooLong => format!("it took more than {} s and was stopped", limits.wall.as_secs_f32()),
            Self::Flood => format!("its reader said more than {} MiB and was stopped", limits.answer >> 20),
            Self::Rubbish => "its reader gave no sensible answer".to_owned(),
            Self::NoThread => "the system gives no thread to listen to its reader".to_owned(),
            Self::Exit(status, said) => ended(*status, said, limits),
        }
    }
}

/// What ended a process, by its status and by what the system's library says at such an end.
fn ended(status: ExitStatus, said: &str, limits: &Limits) -> String {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    let out_of_time = limits::OUT_OF_TIME;
    match (signal, status.code()) {
        (Some(signal), _) if signal == out_of_time => {
            format!("it took more than {} s of processor time and was stopped", limits.seconds)
        }
        _ if said.contains("memory allocation") => {
            format!("it needs more than {} MiB of memory and was stopped", limits.memory >> 20)
        }
        _ if said.contains("overflowed its stack") => "it is nested too deep".to_owned(),
        (Some(signal), _) => format!("its reader was ended by signal {signal}"),
        (None, Some(0)) => End::Rubbish.told(limits),
        (None, Some(code)) => format!("its reader ended with status {code}"),
        (None, None) => "its reader ended early".to_owned(),
    }
}

/// A process that reads.
struct Running {
    child: Child,
    /// Its end was heard of: its number may be another's by now.
    ended: bool,
}

/// What came on standard output.
enum Heard {
    Answer(Vec<u8>),
    Rubbish,
    Flood,
}

impl Running {
    /// Gives it the file and waits for the answer.
    fn answer(
        &mut self,
        bytes: &Arc<Vec<u8>>,
        name: &str,
        limits: &Limits,
        stop: &AtomicBool,
    ) -> Result<Vec<u8>, End> {
        let deadline = Instant::now() + limits.wall;
        self.give(Arc::clone(bytes), name.to_owned())?;
        let (heard, said) = (self.hear(limits.answer)?, self.errors()?);
        let heard = wait(&heard, deadline, stop)?;
        if let Heard::Flood = heard {
            return Err(End::Flood);
        }
        let status = self.status(deadline, stop)?;
        match heard {
            Heard::Answer(answer) if status.success() => Ok(answer),
            _ => {
                // What it says on standard error comes with its end; something that it started may hold it open.
                let said = said.recv_timeout(TICK).unwrap_or_default();
                Err(End::Exit(status, said))
            }
        }
    }

    /// The threads that hold the pipes are never waited for: what the process started may keep them open.
    fn give(&mut self, bytes: Arc<Vec<u8>>, name: String) -> Result<(), End> {
        let Some(mut to) = self.child.stdin.take() else { return Ok(()) };
        apart(move || {
            // A process that ended early has no use for the rest.
            let _ = write_question(&mut to, &name, &bytes);
        })
    }

    fn hear(&mut self, limit: u64) -> Result<Receiver<Heard>, End> {
        let (sender, receiver) = channel();
        if let Some(from) = self.child.stdout.take() {
            apart(move || drop(sender.send(read_answer(from, limit))))?;
        }
        Ok(receiver)
    }

    fn errors(&mut self) -> Result<Receiver<String>, End> {
        let (sender, receiver) = channel();
        if let Some(mut from) = self.child.stderr.take() {
            apart(move || {
                let mut said = Vec::new();
                // What cannot be read was not said; the rest is let through so that the process does not stand still.
                let _ = from.by_ref().take(LOOKED_AT).read_to_end(&mut said);
                let _ = std::io::copy(&mut from, &mut std::io::sink());
                // Whoever waited may have gone.
                let _ = sender.send(String::from_utf8_lossy(&said).into_owned());
            })?;
        }
        Ok(receiver)
    }

    fn status(&mut self, deadline: Instant, stop: &AtomicBool) -> Result<ExitStatus, End> {
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => {
                    self.ended = true;
                    return Ok(status);
                }
                _ if stop.load(Ordering::Relaxed) => return Err(End::Stopped),
                _ if Instant::now() >= deadline => return Err(End::TooLong),
                _ => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }
}

/// Ends it, with all that it started, whatever it is doing.
impl Drop for Running {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        #[cfg(unix)]
        if let Ok(id) = i32::try_from(self.child.id())
            && let Some(group) = rustix::process::Pid::from_raw(id)
        {
            // Nothing is left of it when this fails.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Does this on a thread of its own.
fn apart(work: impl FnOnce() + Send + 'static) -> Result<(), End> {
    let thread = std::thread::Builder::new().name("pipe".into()).spawn(work);
    thread.map(drop).map_err(|_| End::NoThread)
}

fn wait(heard: &Receiver<Heard>, deadline: Instant, stop: &AtomicBool) -> Result<Heard, End> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match heard.recv_timeout(TICK.min(left)) {
            Ok(heard) => return Ok(heard),
            Err(RecvTimeoutError::Disconnected) => return Ok(Heard::Rubbish),
            Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => return Err(End::Stopped),
            Err(RecvTimeoutError::Timeout) if left.is_zero() => return Err(End::TooLong),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn write_question(to: &mut impl Write, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    to.write_all(&(name.len() as u32).to_le_bytes())?;
    to.write_all(name.as_bytes())?;
    to.write_all(bytes)
}

/// Reads to the end: an answer and nothing after it.
fn read_answer(mut from: impl Read, limit: u64) -> Heard {
    let mut head = [0; MARK.len() + 8];
    if from.read_exact(&mut head).is_err() || head[..MARK.len()] != MARK[..] {
        return drained(from, limit);
    }
    let mut length = [0; 8];
    length.copy_from_slice(&head[MARK.len()..]);
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Heard::Flood;
    }
    let mut answer = Vec::new();
    match from.take(length + 1).read_to_end(&mut answer) {
        Ok(_) if answer.len() as u64 == length => Heard::Answer(answer),
        Ok(_) if answer.len() as u64 > length => Heard::Flood,
        _ => Heard::Rubbish,
    }
}

/// Rubbish, or more of it than is listened to.
fn drained(from: impl Read, limit: u64) -> Heard {
    match std::io::copy(&mut from.take(limit + 1), &mut std::io::sink()) {
        Ok(read) if read > limit => Heard::Flood,
        _ => Heard::Rubbish,
    }
}

/// Is such a reader: sets its limits, reads a file from `from`, and answers on `to`.
///
/// # Errors
/// When the arguments are no limits, they cannot be set, or the pipes are closed.
pub fn serve(arguments: &[String], mut from: impl Read, mut to: impl Write) -> std::io::Result<()> {
    let (arguments, coded) = match arguments.split_last() {
        Some((last, rest)) if last == CODED => (rest, true),
        _ => (arguments, false),
    };
    let limits =
        Limits::from_arguments(arguments).ok_or_else(|| std::io::Error::other("these are no limits"))?;
    limits.set()?;
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let mut name = String::new();
    from.by_ref().take(u64::from(u32::from_le_bytes(length))).read_to_string(&mut name)?;
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let mut answer = if coded {
        serde_json::to_vec(&intake::refi::read(&bytes, &name))?
    } else {
        let drafts = intake::read(&bytes, &name);
        drop(bytes);
        serde_json::to_vec(&drafts)?
    };
    if answer.len() as u64 > limits.answer {
        let what = format!("its text takes more than {} MiB", limits.answer >> 20);
        answer = serde_json::to_vec(&Err::<SourceDraft, _>(ReadError::TooLarge { file: name, what }))?;
    }
    to.write_all(MARK)?;
    to.write_all(&(answer.len() as u64).to_le_bytes())?;
    to.write_all(&answer)?;
    to.flush()
}
