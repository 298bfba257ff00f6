//! Review states: one cell for each answer and analyst, in a table of its own because they are many.

use rusqlite::Connection;

use super::journal::{STAMP, Stamp, stamp};
use super::{Error, cells};
use crate::model::work::Status;

/// The stored number of a state.
pub(crate) fn number(status: Status) -> i64 {
    match status {
        Status::Todo => 0,
        Status::Reviewed => 1,
        Status::Flagged => 2,
    }
}

/// The state of a stored number; what is unknown is todo.
pub(crate) fn status(number: i64) -> Status {
    match number {
        1 => Status::Reviewed,
        2 => Status::Flagged,
        _ => Status::Todo,
    }
}

/// Writes a state.
pub(crate) fn write(
    conn: &Connection,
    answer: u32,
    analyst: i64,
    by: &Stamp,
    value: Status,
) -> Result<(), Error> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO status(answer, analyst, op, value, head) VALUES(?1, ?2, ?3, ?4, 0)",
    )?
    .execute((answer, analyst, by.n, number(value)))?;
    settle(conn, answer, analyst)
}

/// Writes an operation's states again, on the answers that its records have now.
pub(crate) fn move_to(conn: &Connection, by: &Stamp, answers: &[u32], value: Status) -> Result<(), Error> {
    let former: Vec<(u32, i64)> = conn
        .prepare_cached("SELECT answer, analyst FROM status WHERE op = ?1")?
        .query_map([by.n], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let Some(&(_, analyst)) = former.first() else { return Ok(()) };
    conn.prepare_cached("DELETE FROM status WHERE op = ?1")?.execute([by.n])?;
    for (answer, analyst) in former {
        settle(conn, answer, analyst)?;
    }
    for &answer in answers {
        write(conn, answer, analyst, by, value)?;
    }
    Ok(())
}

/// Marks the head of one answer and analyst anew.
fn settle(conn: &Connection, answer: u32, analyst: i64) -> Result<(), Error> {
    let sql = format!(
        "SELECT {STAMP} FROM status JOIN operation ON operation.n = status.op WHERE answer = ?1 AND status.analyst = ?2"
    );
    let stamps: Vec<Stamp> = conn
        .prepare_cached(&sql)?
        .query_map((answer, analyst), |r| stamp(r, 0))?
        .collect::<Result<_, _>>()?;
    let mut heads = cells::heads(conn, &stamps)?;
    // One head holds: of several, the greatest clock.
    heads.sort_by_key(|n| stamps.iter().find(|s| s.n == *n).map(Stamp::clock));
    let holds = heads.pop();
    conn.prepare_cached("UPDATE status SET head = (op IS ?3) WHERE answer = ?1 AND analyst = ?2")?
        .execute((answer, analyst, holds))?;
    Ok(())
}

/// Marks the heads anew wherever an operation wrote.
pub(crate) fn switch(conn: &Connection, op: i64) -> Result<(), Error> {
    let written: Vec<(u32, i64)> = conn
        .prepare_cached("SELECT answer, analyst FROM status WHERE op = ?1")?
        .query_map([op], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (answer, analyst) in written {
        settle(conn, answer, analyst)?;
    }
    Ok(())
}

/// An analyst's state of an answer.
pub(crate) fn of(conn: &Connection, answer: u32, analyst: i64) -> Result<Status, Error> {
    use rusqlite::OptionalExtension;
    let value = conn
        .prepare_cached("SELECT value FROM status WHERE answer = ?1 AND analyst = ?2 AND head = 1")?
        .query_row((answer, analyst), |r| r.get(0))
        .optional()?;
    Ok(value.map_or(Status::Todo, status))
}
