//! The check-up: what a workspace promises of itself, tried one by one.
//!
//! Nothing is changed: what has to be written for a trial is written to a copy in memory.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::journal::{self, Hashed};
use super::stretch::AnswerText;
use super::{Error, Store, digest, originals, replay, snapshot};
use crate::model::checkup::Check;
use crate::model::id::OperationId;
use crate::text;

/// So many answers are looked for in the search index by their own words.
const SAMPLED: usize = 500;

/// So many digits of the state's digest are shown: two files that show the same hold the same.
const SHOWN: usize = 16;

/// A check, with what it says when all is well and what when it is not.
type Tried = fn(&Store) -> Outcome;
type Outcome = Result<Result<String, String>, Error>;

/// What is tried of the file and the journal in it: what has to be in order before it is worked in.
const OF_THE_FILE: [(&str, Tried); 3] =
    [("integrity", integrity), ("references", references), ("journal", chains)];

/// What is tried of the rest.
const OF_THE_REST: [(&str, Tried); 2] = [("search", search), ("originals", originals)];

/// Stands between them.
const REPLAY: &str = "replay";

/// How long the replay is left alone before it is told how far it is.
const LOOK: Duration = Duration::from_millis(50);

/// Tries everything; `go_on` is told what is tried and how many per cent of it are done. Nothing when it stopped.
/// The replay takes longest and runs beside the others, on a copy.
pub(crate) fn checkup(store: &Store, go_on: &mut dyn FnMut(&str, usize) -> bool) -> Option<Vec<Check>> {
    // What others write meanwhile is not seen: all checks are of one state.
    let (_held, copy) = match snapshot::hold(&store.conn) {
        Ok(held) => (Some(held), store.in_memory()),
        Err(error) => (None, Err(error)),
    };
    let far = Far::default();
    thread::scope(|scope| {
        let replaying = scope.spawn(|| replayed(&copy?, &far));
        let mut checks = Vec::new();
        for (name, tried) in OF_THE_FILE.into_iter().chain(OF_THE_REST) {
            if !go_on(name, 0) {
                far.stop();
                return None;
            }
            checks.push(check(name, tried(store)));
        }
        let state = digest::digest(&store.conn);
        while !replaying.is_finished() {
            if !go_on(REPLAY, far.percent()) {
                far.stop();
                return None;
            }
            thread::park_timeout(LOOK);
        }
        let replay = match replaying.join() {
            Ok(again) => again.and_then(|again| Ok(compared(&state?, &again))),
            Err(panic) => std::panic::resume_unwind(panic),
        };
        checks.insert(OF_THE_FILE.len(), check(REPLAY, replay));
        Some(checks)
    })
}

/// Tries the file and the journal in it.
pub(crate) fn of_file_and_journal(store: &Store) -> Vec<Check> {
    OF_THE_FILE.into_iter().map(|(name, tried)| check(name, tried(store))).collect()
}

/// A check that cannot be made has found something too.
fn check(name: &'static str, outcome: Outcome) -> Check {
    match outcome {
        Ok(Ok(detail)) => Check { name, ok: true, detail },
        Ok(Err(detail)) => Check { name, ok: false, detail },
        Err(error) => Check { name, ok: false, detail: error.to_string() },
    }
}

/// How far the replay is, and whether it is to stop.
#[derive(Default)]
struct Far {
    percent: AtomicUsize,
    stopped: AtomicBool,
}

impl Far {
    fn percent(&self) -> usize {
        self.percent.load(Ordering::Relaxed)
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn is_at(&self, percent: usize) -> bool {
        self.percent.store(percent, Ordering::Relaxed);
        !self.stopped.load(Ordering::Relaxed)
    }
}

/// SQLite's own check of every page and index.
fn integrity(store: &Store) -> Outcome {
    let mut check = store.conn.prepare("PRAGMA integrity_check(10)")?;
    let said: Vec<String> = check.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(if said == ["ok"] { Ok("every page and index is in order".into()) } else { Err(said.join("; ")) })
}

/// Nothing names a row that is not there.
fn references(store: &Store) -> Outcome {
    let mut check = store.conn.prepare("PRAGMA foreign_key_check")?;
    let wrong: Vec<String> = check.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let tables: BTreeSet<&String> = wrong.iter().collect();
    Ok(if wrong.is_empty() {
        Ok("every reference leads somewhere".into())
    } else {
        let tables = tables.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        Err(format!("{} references lead nowhere, in {tables}", wrong.len()))
    })
}

/// Each device's operations are numbered without a gap, and each id is the hash of its content and of the one before.
fn chains(store: &Store) -> Outcome {
    let mut all = store.conn.prepare(
        "SELECT o.id, o.device, o.branch, o.seq, o.hlc, o.at, a.folded, o.kind, o.payload, o.undoes, o.seen
         FROM operation o JOIN analyst a ON a.n = o.analyst ORDER BY o.device, o.branch, o.seq",
    )?;
    let mut rows = all.query([])?;
    let mut before: Option<(i64, i64, i64, [u8; 16])> = None;
    let (mut count, mut devices) = (0_usize, 0_usize);
    while let Some(row) = rows.next()? {
        let (id, device, branch, seq): ([u8; 16], i64, i64, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let previous = before.filter(|(d, b, ..)| (*d, *b) == (device, branch));
        devices += usize::from(previous.is_none());
        count += 1;
        if seq != previous.map_or(1, |(_, _, seq, _)| seq + 1) {
            return Ok(Err(format!("the journal has a gap before number {seq} of a device")));
        }
        let (folded, kind): (String, String) = (row.get(6)?, row.get(7)?);
        let (payload, seen): (Vec<u8>, Option<Vec<u8>>) = (row.get(8)?, row.get(10)?);
        let seen = seen.map(String::from_utf8).transpose();
        let seen = seen.map_err(|_| Error::Damaged("what an operation had seen is no text".into()))?;
        let expected = journal::operation_id(&Hashed {
            previous: previous.map(|(.., id)| id),
            device,
            branch,
            seq,
            hlc: row.get(4)?,
            at: row.get(5)?,
            analyst: &folded,
            kind: &kind,
            payload: &payload,
            undoes: row.get::<_, Option<[u8; 16]>>(9)?.map(OperationId),
            seen: seen.as_deref(),
        });
        if expected.0 != id {
            return Ok(Err(format!("operation {} is not what its id says", OperationId(id))));
        }
        before = Some((device, branch, seq, id));
    }
    Ok(Ok(format!("{count} operations of {devices} devices, without a gap, each what its id says")))
}

/// The digest of the state that the journal alone gives, in another order that causality allows.
fn replayed(copy: &Store, far: &Far) -> Result<String, Error> {
    // One transaction without a way back: the copy is thrown away, and a commit after each statement costs far more
    // than the statement.
    copy.conn.execute_batch("PRAGMA journal_mode = OFF; BEGIN")?;
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut choose = |count: usize| {
        // A shuffle that anyone can repeat (xorshift).
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % count.max(1) as u64) as usize
    };
    if replay::replay(&copy.conn, &mut choose, &mut |percent| far.is_at(percent))? {
        digest::digest(&copy.conn)
    } else {
        // Nobody asks any more.
        Ok(String::new())
    }
}

fn compared(state: &str, again: &str) -> Result<String, String> {
    if state == again {
        Ok(format!("the journal gives the present state ({})", &state[..SHOWN]))
    } else {
        Err("the journal gives another state than the tables hold".into())
    }
}

/// The search index knows every answer that is shown, beside them only those whose submission is hidden as a whole (they
/// come back with it), and finds each by its own words.
fn search(store: &Store) -> Outcome {
    let numbers = |sql: &str| -> Result<BTreeSet<i64>, Error> {
        let mut all = store.conn.prepare(sql)?;
        Ok(all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    };
    let shown = numbers("SELECT n FROM answer WHERE visible = 1")?;
    let indexed = numbers(
        "SELECT rowid FROM answer_text WHERE rowid NOT IN (
             SELECT a.n FROM answer a JOIN submission s ON s.n = a.submission WHERE a.visible = 0 AND s.visible = 0)",
    )?;
    let apart = shown.symmetric_difference(&indexed).count();
    if apart > 0 {
        return Ok(Err(format!("the search index and the texts differ in {apart} answers")));
    }
    let step = (shown.len() / SAMPLED).max(1);
    for answer in shown.iter().step_by(step) {
        if !finds(&store.conn, *answer)? {
            return Ok(Err(format!("the search does not find an answer (number {answer}) by its own words")));
        }
    }
    Ok(Ok(format!("{} texts, each found by its words", shown.len())))
}

fn finds(conn: &Connection, answer: i64) -> Result<bool, Error> {
    let stretches: String = conn
        .prepare_cached("SELECT stretches FROM answer WHERE n = ?1")?
        .query_row([answer], |r| r.get(0))?;
    let whole = AnswerText::load(conn, &stretches)?.text;
    let beginning: String = whole.chars().take(200).collect();
    let mut words: Vec<String> = text::tokens(&beginning);
    if beginning.len() < whole.len() {
        // The last one may be a part of a word, which the index does not know.
        words.pop();
    }
    words.truncate(4);
    if words.is_empty() {
        return Ok(true);
    }
    let phrase = format!("\"{}\"", words.join(" ").replace('"', "\"\""));
    let found: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM answer_text WHERE answer_text MATCH ?1 AND rowid = ?2)",
        )?
        .query_row((phrase, answer), |r| r.get(0))?;
    Ok(found)
}

/// Every original is byte for byte what its hash says.
fn originals(store: &Store) -> Outcome {
    let mut all = store.conn.prepare("SELECT n FROM source ORDER BY n")?;
    let sources: Vec<i64> = all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for n in &sources {
        match originals::original(&store.conn, *n) {
            Err(Error::Damaged(wrong)) => return Ok(Err(wrong)),
            other => drop(other?),
        }
    }
    Ok(Ok(format!("{} originals, byte for byte", sources.len())))
}
