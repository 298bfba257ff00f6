//! The check-up: what a workspace promises of itself, tried one by one.
//!
//! Nothing is changed: what has to be written for a trial is written to a copy in memory.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::journal::{self, Hashed};
use super::stretch::AnswerText;
use super::{Error, Store, corpus, digest, replay};
use crate::model::checkup::Check;
use crate::model::id::OperationId;
use crate::text;

/// So many answers are looked for in the search index by their own words.
const SAMPLED: usize = 500;

/// So many digits of the state's digest are shown: two files that show the same hold the same.
const SHOWN: usize = 16;

/// The checks in their order, with what each says when all is well.
type Tried = fn(&Store, GoOn<'_>) -> Result<Result<String, String>, Error>;
const CHECKS: [(&str, Tried); 6] = [
    ("integrity", integrity),
    ("references", references),
    ("journal", chains),
    ("replay", replays),
    ("search", search),
    ("originals", originals),
];

/// Told how many per cent of a check are done; says whether to go on.
type GoOn<'a> = &'a mut dyn FnMut(usize) -> bool;

/// Tries everything; `go_on` is told what is tried and how many per cent of it are done. Nothing when it stopped.
pub(crate) fn checkup(store: &Store, go_on: &mut dyn FnMut(&str, usize) -> bool) -> Option<Vec<Check>> {
    try_each(&CHECKS, store, go_on)
}

/// Tries the file and the journal in it: what has to be in order before it is worked in.
pub(crate) fn of_file_and_journal(store: &Store) -> Vec<Check> {
    try_each(&CHECKS[..3], store, &mut |_, _| true).unwrap_or_default()
}

fn try_each(
    checks: &[(&'static str, Tried)],
    store: &Store,
    go_on: &mut dyn FnMut(&str, usize) -> bool,
) -> Option<Vec<Check>> {
    let mut found = Vec::new();
    for &(name, tried) in checks {
        let mut goes_on = go_on(name, 0);
        if !goes_on {
            return None;
        }
        let outcome = tried(store, &mut |percent| {
            goes_on = goes_on && go_on(name, percent);
            goes_on
        });
        if !goes_on {
            return None;
        }
        // A check that cannot be made has found something too.
        let (ok, detail) = match outcome {
            Ok(Ok(well)) => (true, well),
            Ok(Err(wrong)) => (false, wrong),
            Err(error) => (false, error.to_string()),
        };
        found.push(Check { name, ok, detail });
    }
    Some(found)
}

/// SQLite's own check of every page and index.
fn integrity(store: &Store, _: GoOn<'_>) -> Result<Result<String, String>, Error> {
    let mut check = store.conn.prepare("PRAGMA integrity_check(10)")?;
    let said: Vec<String> = check.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(if said == ["ok"] { Ok("every page and index is in order".into()) } else { Err(said.join("; ")) })
}

/// Nothing names a row that is not there.
fn references(store: &Store, _: GoOn<'_>) -> Result<Result<String, String>, Error> {
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
fn chains(store: &Store, _: GoOn<'_>) -> Result<Result<String, String>, Error> {
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

/// The journal alone gives the present state, in another order that causality allows.
fn replays(store: &Store, go_on: GoOn<'_>) -> Result<Result<String, String>, Error> {
    let copy = store.in_memory()?;
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
    if !replay::replay(&copy.conn, &mut choose, go_on)? {
        return Ok(Err("stopped".into()));
    }
    let state = digest::digest(&store.conn)?;
    Ok(if digest::digest(&copy.conn)? == state {
        Ok(format!("the journal gives the present state ({})", &state[..SHOWN]))
    } else {
        Err("the journal gives another state than the tables hold".into())
    })
}

/// The search index knows every answer that is shown, and no other, and finds each by its own words.
fn search(store: &Store, _: GoOn<'_>) -> Result<Result<String, String>, Error> {
    let numbers = |sql: &str| -> Result<BTreeSet<i64>, Error> {
        let mut all = store.conn.prepare(sql)?;
        Ok(all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    };
    let shown = numbers("SELECT n FROM answer WHERE visible = 1")?;
    let indexed = numbers("SELECT rowid FROM answer_text")?;
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
fn originals(store: &Store, _: GoOn<'_>) -> Result<Result<String, String>, Error> {
    let mut all = store.conn.prepare("SELECT n FROM source ORDER BY n")?;
    let sources: Vec<i64> = all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for n in &sources {
        match corpus::original(&store.conn, *n) {
            Err(Error::Damaged(wrong)) => return Ok(Err(wrong)),
            other => drop(other?),
        }
    }
    Ok(Ok(format!("{} originals, byte for byte", sources.len())))
}
