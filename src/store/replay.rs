//! Makes everything again from imported text and the journal, with the operations in any order that
//! causality allows: the proof that the tables are caches.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::journal::{self, Stamp};
use super::{Error, apply};

/// The tables that are made from the journal; what follows from imported text alone is not among them.
const CACHES: [&str; 15] = [
    "cell",
    "status",
    "tag",
    "tag_write",
    "question",
    "theme",
    "submission",
    "submission_record",
    "answer",
    "answer_text",
    "note",
    "note_text",
    "item",
    "shortlist",
    "withheld",
];

/// After so many operations it is told how far the replay is.
const TOLD: usize = 256;

/// Empties the caches and applies every operation again. `choose` picks the next among those that may come:
/// given how many there are, it says which. `go_on` is told how many per cent are done; false when it stopped.
pub(crate) fn replay(
    conn: &Connection,
    choose: &mut dyn FnMut(usize) -> usize,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<bool, Error> {
    empty(conn)?;
    conn.execute("UPDATE operation SET off = 0, root = NULL", [])?;
    // What was kept in memory of the former tables is not of these.
    conn.execute(
        "INSERT INTO meta(key, value) VALUES('replayed', 1) ON CONFLICT(key) DO UPDATE SET value = value + 1",
        [],
    )?;
    let order = causal_order(conn, choose)?;
    for (done, &n) in order.iter().enumerate() {
        if done % TOLD == 0 && !go_on(done * 100 / order.len()) {
            return Ok(false);
        }
        apply::apply(conn, &journal::by_number(conn, n)?)?;
    }
    Ok(true)
}

/// Empties the caches.
pub(crate) fn empty(conn: &Connection) -> Result<(), Error> {
    for table in CACHES {
        if table.ends_with("_text") {
            conn.execute(&format!("INSERT INTO {table}({table}) VALUES('delete-all')"), [])?;
        } else {
            conn.execute(&format!("DELETE FROM {table}"), [])?;
        }
    }
    Ok(())
}

/// An order in which each operation follows all that it had seen.
fn causal_order(conn: &Connection, choose: &mut dyn FnMut(usize) -> usize) -> Result<Vec<i64>, Error> {
    let sql = format!("SELECT {} FROM operation ORDER BY device, branch, seq", journal::STAMP);
    let all: Vec<Stamp> =
        conn.prepare(&sql)?.query_map([], |r| journal::stamp(r, 0))?.collect::<Result<_, _>>()?;
    let mut waiting: BTreeMap<(i64, i64), Vec<Stamp>> = BTreeMap::new();
    for stamp in all.into_iter().rev() {
        waiting.entry((stamp.device, stamp.branch)).or_default().push(stamp);
    }
    let mut done: BTreeSet<i64> = BTreeSet::new();
    let mut order = Vec::new();
    loop {
        let mut ready = Vec::new();
        for (device, queue) in &waiting {
            let Some(next) = queue.last() else { continue };
            let mut free = true;
            for other in waiting.iter().filter(|(d, _)| *d != device).filter_map(|(_, q)| q.last()) {
                free = free && !journal::has_seen(conn, next, other)?;
            }
            if free {
                ready.push(*device);
            }
        }
        let Some(&device) = ready.get(choose(ready.len().max(1)).min(ready.len().saturating_sub(1))) else {
            break;
        };
        if let Some(stamp) = waiting.get_mut(&device).and_then(Vec::pop) {
            done.insert(stamp.n);
            order.push(stamp.n);
        }
    }
    if waiting.values().any(|q| !q.is_empty()) {
        return Err(Error::Damaged("operations that have seen each other".to_owned()));
    }
    Ok(order)
}
