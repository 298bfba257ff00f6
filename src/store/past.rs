//! A workspace as it stood at a moment that has gone by: a copy of it without what was done later.
//!
//! What had been done by then is told by the clocks that people see. Where one of them went wrong, order decides: what an
//! operation that stays had seen stays too, whatever its clock said.
//!
//! What may not leave is always that of now: a stretch that was withheld since, and what was said of citing since, hold
//! for every moment. Otherwise a file of last month would hand out what was taken back this month.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::journal::Chain;
use super::payload::{CellWrite, Kind, field};
use super::targets::{self, Reference};
use super::{Error, Store, apply, from_json, journal, replay};
use crate::model::draft::Field;

/// What a copy is asked between two steps: what is done, and how many per cent of it; says whether to go on.
pub(crate) type GoOn<'a> = &'a mut dyn FnMut(usize) -> bool;

impl Store {
    /// The workspace before the moment `after`, in milliseconds, in the empty file at `path`; the workspace itself is
    /// not touched. Nothing when `go_on` stopped it.
    pub(crate) fn as_of(&self, after: i64, path: &Path, go_on: GoOn<'_>) -> Result<Option<Self>, Error> {
        if !self.copy_to(path, &mut |done, all| go_on(done * 50 / all.max(1)))? {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let copy = Self::set_up(Connection::open_with_flags(path, flags)?, path, true)?;
        // One transaction without a way back: where it ends early the copy is thrown away.
        copy.conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")?;
        take_out(&copy.conn, after)?;
        let whole = replay::replay(&copy.conn, &mut |_| 0, &mut |percent| go_on(50 + percent / 2))?;
        if !whole {
            return Ok(None);
        }
        mind(&copy.conn)?;
        copy.conn.execute_batch("COMMIT; PRAGMA query_only = TRUE")?;
        // What is said of it is said of the file that it is a copy of.
        Ok(Some(Self { path: self.path.clone(), writable: false, ..copy }))
    }
}

/// When the first thing was done, in milliseconds; the starter content is not meant.
pub(crate) fn beginning(conn: &Connection) -> Result<Option<i64>, Error> {
    Ok(conn.query_row("SELECT min(at) FROM operation WHERE at > 0", [], |r| r.get(0))?)
}

/// Takes out the operations from a moment on, and the analysts of whom none is left.
fn take_out(conn: &Connection, after: i64) -> Result<(), Error> {
    let kept = kept(conn, after)?;
    set_aside(conn)?;
    let chains: Vec<Chain> = conn
        .prepare("SELECT DISTINCT device, branch FROM operation")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    // The caches name operations; they are made anew from those that are left.
    replay::empty(conn)?;
    for chain in chains {
        let last = kept.get(&chain).copied().unwrap_or(0);
        conn.prepare_cached("DELETE FROM operation WHERE device = ?1 AND branch = ?2 AND seq > ?3")?
            .execute((chain.0, chain.1, last))?;
    }
    conn.execute(
        "DELETE FROM analyst WHERE n NOT IN (SELECT analyst FROM operation UNION SELECT analyst FROM temp.minding)",
        [],
    )?;
    Ok(())
}

/// Sets the operations aside that hold now and say what may not leave.
fn set_aside(conn: &Connection) -> Result<(), Error> {
    let kinds = "kind IN ('meta.set', 'withhold.add', 'withhold.lift')";
    conn.execute_batch(&format!(
        "CREATE TEMP TABLE minding AS SELECT * FROM operation WHERE off = 0 AND {kinds}"
    ))?;
    let citing = Field::ALL.iter().position(|field| *field == Field::Citable);
    let citing = citing.map(|at| field::METADATA + at as i64);
    for n in numbers(conn, "SELECT n FROM temp.minding WHERE kind = 'meta.set'")? {
        let says_so = |cell: &CellWrite| cell.kind == Kind::Submission && Some(cell.field) == citing;
        if !journal::payload(conn, n)?.cells.iter().any(says_so) {
            conn.execute("DELETE FROM temp.minding WHERE n = ?1", [n])?;
        }
    }
    Ok(())
}

/// Brings those back that are not there, as far as what they speak of is.
fn mind(conn: &Connection) -> Result<(), Error> {
    let missing = "SELECT n FROM temp.minding WHERE n NOT IN (SELECT n FROM operation) ORDER BY n";
    for n in numbers(conn, missing)? {
        conn.execute("INSERT INTO operation SELECT * FROM temp.minding WHERE n = ?1", [n])?;
        if speaks_of_what_is_here(conn, &journal::payload(conn, n)?.cells)? {
            apply::apply(conn, &journal::by_number(conn, n)?)?;
        } else {
            conn.execute("DELETE FROM operation WHERE n = ?1", [n])?;
        }
    }
    Ok(())
}

fn speaks_of_what_is_here(conn: &Connection, cells: &[CellWrite]) -> Result<bool, Error> {
    for cell in cells {
        let record = match (cell.kind, cell.field) {
            (Kind::Submission, _) => cell.entity.parse().ok(),
            (Kind::Withheld, field::WITHHELD_TARGET) => {
                let target = cell.value.as_str().unwrap_or_default();
                Some(from_json::<Reference>(target, "what is withheld")?.record)
            }
            _ => continue,
        };
        let Some(record) = record else { return Ok(false) };
        if targets::submission_of(conn, record)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn numbers(conn: &Connection, sql: &str) -> Result<Vec<i64>, Error> {
    Ok(conn.prepare(sql)?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The number of the last operation of each device that stays.
fn kept(conn: &Connection, after: i64) -> Result<BTreeMap<Chain, i64>, Error> {
    let mut kept: BTreeMap<Chain, i64> = conn
        .prepare("SELECT device, branch, max(seq) FROM operation WHERE at < ?1 GROUP BY device, branch")?
        .query_map([after], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut to_look_at: BTreeSet<Chain> = kept.keys().copied().collect();
    let mut newest = conn.prepare(
        "SELECT seen FROM operation WHERE device = ?1 AND branch = ?2 AND seq <= ?3 AND seen IS NOT NULL
         ORDER BY seq DESC LIMIT 1",
    )?;
    while let Some(chain) = to_look_at.pop_first() {
        let last = kept.get(&chain).copied().unwrap_or(0);
        let mut rows = newest.query((chain.0, chain.1, last))?;
        let Some(row) = rows.next()? else { continue };
        let seen: Vec<u8> = row.get(0)?;
        for (other, seq) in journal::chains_seen(conn, &seen)? {
            let known = kept.entry(other).or_insert(0);
            if *known < seq {
                *known = seq;
                to_look_at.insert(other);
            }
        }
    }
    Ok(kept)
}
