//! Submissions that an analyst joined: which records stand together beside those that imports attached.
//!
//! A join is a cell of its own for each pair of records, so that several joins of one submission are all kept, and each
//! comes off alone. Records that are attached to one another follow the one that is attached to none, their *root*;
//! joined roots stand in the row of the one with the smallest id, the same in every file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::payload::{Kind, field};
use super::{Error, records_known};
use crate::model::id::{RecordId, to_hex};

/// The joins that are on: each joined root, and the root in whose row it stands.
#[derive(Default)]
pub(crate) struct Joins(BTreeMap<i64, i64>);

/// The entity of the cell that joins two records: both ids, the smaller one first.
pub(crate) fn entity(a: RecordId, b: RecordId) -> String {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    format!("{}{}", to_hex(first.as_bytes()), to_hex(second.as_bytes()))
}

/// The records of a cell's entity, by local numbers, as far as they are here.
pub(crate) fn ends(conn: &Connection, entity: &[u8]) -> Result<Vec<i64>, Error> {
    let mut ends = Vec::with_capacity(2);
    for id in entity.chunks(16) {
        let id =
            RecordId::from_bytes(id).ok_or_else(|| Error::Damaged("the records of a join".to_owned()))?;
        ends.extend(records_known::number(conn, id)?);
    }
    Ok(ends)
}

/// The pairs of records that are joined.
fn pairs(conn: &Connection) -> Result<Vec<(i64, i64)>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT DISTINCT entity FROM cell WHERE kind = ?1 AND field = ?2 AND head = 1 AND value = 1",
    )?;
    let entities: Vec<Vec<u8>> =
        all.query_map((Kind::Join as i64, field::LIFE), |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut pairs = Vec::with_capacity(entities.len());
    for entity in entities {
        if let [a, b] = ends(conn, &entity)?[..] {
            pairs.push((a, b));
        }
    }
    Ok(pairs)
}

/// The records that joins name.
pub(crate) fn all_ends(conn: &Connection) -> Result<BTreeSet<i64>, Error> {
    Ok(pairs(conn)?.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

impl Joins {
    /// Reads the joins that are on.
    pub(crate) fn read(conn: &Connection) -> Result<Self, Error> {
        let mut groups: Vec<BTreeSet<i64>> = Vec::new();
        for (a, b) in pairs(conn)? {
            let mut joined = BTreeSet::from([root(conn, a)?, root(conn, b)?]);
            groups.retain(|group| {
                let apart = group.is_disjoint(&joined);
                if !apart {
                    joined.extend(group);
                }
                apart
            });
            groups.push(joined);
        }
        let mut rows = BTreeMap::new();
        for group in groups.into_iter().filter(|group| group.len() > 1) {
            let mut first: Option<(RecordId, i64)> = None;
            for &root in &group {
                let named = (id(conn, root)?, root);
                first = Some(first.map_or(named, |held| held.min(named)));
            }
            if let Some((_, row)) = first {
                rows.extend(group.into_iter().map(|root| (root, row)));
            }
        }
        Ok(Self(rows))
    }

    /// The root in whose row a root stands.
    pub(crate) fn of(&self, root: i64) -> i64 {
        self.0.get(&root).copied().unwrap_or(root)
    }

    /// The roots that stand in one row with this one.
    pub(crate) fn with(&self, root: i64) -> Vec<i64> {
        let row = self.of(root);
        self.0.iter().filter(|(_, of)| **of == row).map(|(root, _)| *root).collect()
    }
}

/// The id of a record.
pub(crate) fn id(conn: &Connection, record: i64) -> Result<RecordId, Error> {
    let mut read = conn.prepare_cached("SELECT id FROM record WHERE n = ?1")?;
    Ok(RecordId(read.query_row([record], |r| r.get(0))?))
}

/// The record at the end of those that a record is attached to; of a circle that with the smallest id.
pub(crate) fn root(conn: &Connection, record: i64) -> Result<i64, Error> {
    let mut next = conn.prepare_cached("SELECT attached FROM submission_record WHERE record = ?1")?;
    let mut seen = vec![record];
    let mut at = record;
    loop {
        let to: Option<i64> = next.query_row([at], |r| r.get(0)).optional()?.flatten();
        let Some(to) = to.filter(|to| *to != at) else { return Ok(at) };
        if let Some(from) = seen.iter().position(|known| *known == to) {
            let mut circle = Vec::with_capacity(seen.len() - from);
            for &record in &seen[from..] {
                circle.push((id(conn, record)?, record));
            }
            return Ok(circle.into_iter().min().map_or(at, |(_, record)| record));
        }
        seen.push(to);
        at = to;
    }
}
