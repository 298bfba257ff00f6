//! Cells: writes, heads, and the policies by which several heads become one value.

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::Error;
use super::journal::{self, STAMP, Stamp, stamp};
use super::payload::Kind;

/// One head of a cell.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub stamp: Stamp,
    pub value: Value,
    head: bool,
}

/// All writes of a cell, in no order.
fn writes(conn: &Connection, kind: Kind, entity: &[u8], field: i64) -> Result<Vec<Write>, Error> {
    let sql = format!(
        "SELECT {STAMP}, cell.value, cell.head FROM cell JOIN operation ON operation.n = cell.op
         WHERE cell.kind = ?1 AND cell.entity = ?2 AND cell.field = ?3"
    );
    let mut all = conn.prepare_cached(&sql)?;
    let rows = all.query_map(params![kind as i64, entity, field], |r| {
        Ok(Write { stamp: stamp(r, 0)?, value: r.get(7)?, head: r.get(8)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a write: skipped as a head if a head has seen it, else it takes the mark from those it has seen.
pub(crate) fn write(
    conn: &Connection,
    kind: Kind,
    entity: &[u8],
    field: i64,
    by: &Stamp,
    value: &Value,
) -> Result<(), Error> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO cell(kind, entity, field, op, value, head) VALUES(?1, ?2, ?3, ?4, ?5, 0)",
    )?
    .execute(params![kind as i64, entity, field, by.n, value])?;
    settle(conn, kind, entity, field)
}

/// Marks the heads of one cell anew: the writes that are on and that no other such write has seen.
pub(crate) fn settle(conn: &Connection, kind: Kind, entity: &[u8], field: i64) -> Result<(), Error> {
    let all = writes(conn, kind, entity, field)?;
    let stamps: Vec<Stamp> = all.iter().map(|w| w.stamp).collect();
    let heads = heads(conn, &stamps)?;
    let mut mark = conn.prepare_cached(
        "UPDATE cell SET head = ?5 WHERE kind = ?1 AND entity = ?2 AND field = ?3 AND op = ?4",
    )?;
    for write in &all {
        let head = heads.contains(&write.stamp.n);
        if head != write.head {
            mark.execute(params![kind as i64, entity, field, write.stamp.n, head])?;
        }
    }
    Ok(())
}

/// The operations among `writes` whose writes are heads. Only the newest of each device can be one.
pub(crate) fn heads(conn: &Connection, writes: &[Stamp]) -> Result<Vec<i64>, Error> {
    let mut newest: Vec<&Stamp> = Vec::new();
    for write in writes.iter().filter(|w| !w.off) {
        match newest.iter_mut().find(|n| (n.device, n.branch) == (write.device, write.branch)) {
            Some(held) if held.seq < write.seq => *held = write,
            Some(_) => {}
            None => newest.push(write),
        }
    }
    let mut heads = Vec::with_capacity(newest.len());
    for write in &newest {
        let mut superseded = false;
        for other in newest.iter().filter(|o| o.n != write.n) {
            superseded = superseded || journal::has_seen(conn, other, write)?;
        }
        if !superseded {
            heads.push(write.n);
        }
    }
    Ok(heads)
}

/// The heads of a cell, the greatest (clock, id) first.
pub(crate) fn read(conn: &Connection, kind: Kind, entity: &[u8], field: i64) -> Result<Vec<Write>, Error> {
    let mut all = writes(conn, kind, entity, field)?;
    all.retain(|w| w.head);
    all.sort_by_key(|w| std::cmp::Reverse(w.stamp.clock()));
    Ok(all)
}

/// Policy `lww`: the greatest (clock, id) holds.
pub(crate) fn last(conn: &Connection, kind: Kind, entity: &[u8], field: i64) -> Result<Option<Value>, Error> {
    Ok(read(conn, kind, entity, field)?.into_iter().next().map(|w| w.value))
}

/// Policy `lww`, falling back on what was last written by operations that are off: for things that are kept.
pub(crate) fn last_ever(
    conn: &Connection,
    kind: Kind,
    entity: &[u8],
    field: i64,
) -> Result<Option<Value>, Error> {
    let mut all = writes(conn, kind, entity, field)?;
    all.sort_by_key(|w| std::cmp::Reverse((w.head, w.stamp.clock())));
    Ok(all.into_iter().next().map(|w| w.value))
}

/// Policy `life`: present beats removed.
pub(crate) fn lives(conn: &Connection, kind: Kind, entity: &[u8]) -> Result<bool, Error> {
    let heads = read(conn, kind, entity, super::payload::field::LIFE)?;
    Ok(heads.iter().any(|w| w.value == Value::Integer(1)))
}

/// The defaults of imports that are on, the earliest (clock, id) first.
pub(crate) fn all_on(conn: &Connection, kind: Kind, entity: &[u8], field: i64) -> Result<Vec<Write>, Error> {
    let mut all = writes(conn, kind, entity, field)?;
    all.retain(|w| !w.stamp.off);
    all.sort_by_key(|w| w.stamp.clock());
    Ok(all)
}

/// The default that holds: of several that are on, the earliest.
pub(crate) fn first(
    conn: &Connection,
    kind: Kind,
    entity: &[u8],
    field: i64,
) -> Result<Option<Write>, Error> {
    Ok(all_on(conn, kind, entity, field)?.into_iter().next())
}

/// The text of a value; `None` for null and numbers.
pub(crate) fn text(value: Option<Value>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// The number of a value; `None` for null and texts.
pub(crate) fn integer(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

/// The fields of an entity that were ever written.
pub(crate) fn fields(conn: &Connection, kind: Kind, entity: &[u8]) -> Result<Vec<i64>, Error> {
    let mut all = conn
        .prepare_cached("SELECT DISTINCT field FROM cell WHERE kind = ?1 AND entity = ?2 ORDER BY field")?;
    let rows = all.query_map(params![kind as i64, entity], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The entities and fields that an operation wrote.
pub(crate) fn written_by(conn: &Connection, op: i64) -> Result<Vec<(Kind, Vec<u8>, i64)>, Error> {
    let mut all = conn
        .prepare_cached("SELECT kind, entity, field FROM cell WHERE op = ?1 ORDER BY kind, entity, field")?;
    let rows = all.query_map([op], |r| Ok((r.get::<_, i64>(0)?, r.get(1)?, r.get(2)?)))?;
    let mut written = Vec::new();
    for row in rows {
        let (kind, entity, field) = row?;
        let kind = Kind::from_number(kind).ok_or_else(|| Error::Damaged(format!("a cell of kind {kind}")))?;
        written.push((kind, entity, field));
    }
    Ok(written)
}
