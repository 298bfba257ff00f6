//! What an import looks up of records that are there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::{Error, corpus};
use crate::model::draft::Column;
use crate::model::id::RecordId;
use crate::text::{fold, places};

/// The local number of a record, in the workspace or not.
pub(crate) fn number(conn: &Connection, id: RecordId) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached("SELECT n FROM record WHERE id = ?1")?
        .query_row([id.as_bytes()], |r| r.get(0))
        .optional()?)
}

/// The submission of a record.
pub(crate) fn submission(conn: &Connection, id: RecordId) -> Result<Option<i64>, Error> {
    super::targets::submission_of(conn, id)
}

/// Whether the record's submission is in the workspace.
pub(crate) fn is_visible(conn: &Connection, id: RecordId) -> Result<bool, Error> {
    let Some(submission) = submission(conn, id)? else { return Ok(false) };
    Ok(conn
        .prepare_cached("SELECT visible FROM submission WHERE n = ?1")?
        .query_row([submission], |r| r.get(0))?)
}

/// The folded submitter of a record's submission; an unnamed one is empty.
pub(crate) fn submitter(conn: &Connection, id: RecordId) -> Result<Option<String>, Error> {
    let Some(submission) = submission(conn, id)? else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT submitter_folded FROM submission WHERE n = ?1 AND visible = 1")?
        .query_row([submission], |r| r.get(0))
        .optional()?)
}

/// Documents in the workspace with the same texts: first record of the submission, folded submitter, folded reference.
pub(crate) fn alike(
    conn: &Connection,
    likeness: &[u8; 16],
) -> Result<Vec<(RecordId, Option<String>, String)>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT home.id, submission.submitter_folded, submission.reference FROM record
         JOIN submission_record ON submission_record.record = record.n
         JOIN submission ON submission.n = submission_record.submission
         JOIN record AS home ON home.n = submission.home
         WHERE record.likeness = ?1 AND submission.visible = 1 ORDER BY record.n",
    )?;
    let rows = all.query_map([&likeness[..]], |r| {
        let submitter: String = r.get(1)?;
        let reference: String = r.get(2)?;
        Ok((RecordId(r.get(0)?), Some(submitter).filter(|s| !s.is_empty()), fold::fold(&reference)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A row of an earlier export.
pub(crate) struct KnownRow {
    /// The first record of its submission, not the one whose text holds: what is attached to it stays where it is
    /// when an import between the two is undone.
    pub record: RecordId,
    pub reference: String,
    /// The cells that hold something, by the keys of their columns.
    pub cells: BTreeMap<String, String>,
}

/// By what the columns of two tables are compared: the question or metadatum, whatever it is called, else the head;
/// with its occurrence where there are several.
pub(crate) fn keys(header: &[String], columns: &[Column]) -> Vec<String> {
    let key = |(i, head): (usize, &String)| match columns.get(i) {
        Some(Column::Open(key)) => format!("question {}", key.as_str()),
        Some(Column::Metadata(field)) => format!("metadatum {}", field.name()),
        _ => format!("column {head}"),
    };
    places::of_columns(&header.iter().enumerate().map(key).collect::<Vec<_>>())
}

/// The rows in the workspace whose tables share at least half of these columns.
pub(crate) fn rows(conn: &Connection, header: &BTreeSet<&str>) -> Result<Vec<KnownRow>, Error> {
    let mut tables = conn.prepare_cached("SELECT n FROM source WHERE header <> '[]' ORDER BY n")?;
    let tables: Vec<i64> = tables.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut known = Vec::new();
    for source in tables {
        let names = corpus::header(conn, source)?;
        let keys = keys(&names, &corpus::columns(conn, corpus::source_hash(conn, source)?)?);
        let shared = keys.iter().filter(|key| header.contains(key.as_str())).count();
        if shared * 2 >= keys.len().min(header.len()) {
            of_table(conn, source, (&keys, &places::of_columns(&names)), &mut known)?;
        }
    }
    Ok(known)
}

fn of_table(
    conn: &Connection,
    source: i64,
    (keys, places): (&[String], &[String]),
    known: &mut Vec<KnownRow>,
) -> Result<(), Error> {
    // Only the record whose text holds: a submission stands once, as it is now.
    let mut records = conn.prepare_cached(
        "SELECT record.n, home.id, submission.reference FROM record
         JOIN submission ON submission.record = record.n JOIN record AS home ON home.n = submission.home WHERE record.source = ?1 AND submission.visible = 1
         ORDER BY record.n",
    )?;
    let records: Vec<(i64, [u8; 16], String)> =
        records.query_map([source], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
    let mut parts = conn.prepare_cached(
        "SELECT part.place, part.text FROM extract JOIN part ON part.n = extract.part WHERE extract.record = ?1",
    )?;
    for (record, id, reference) in records {
        let mut cells: BTreeMap<String, String> = BTreeMap::new();
        for (i, value) in corpus::cells_of(conn, record)? {
            if let Some(key) = keys.get(i).filter(|_| !value.trim().is_empty()) {
                cells.insert(key.clone(), value.trim().to_owned());
            }
        }
        let rows = parts.query_map([record], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
        for row in rows {
            let (place, text) = row?;
            if let Some(key) = places.iter().position(|p| *p == place).and_then(|i| keys.get(i)) {
                cells.insert(key.clone(), text.trim().to_owned());
            }
        }
        known.push(KnownRow { record: RecordId(id), reference, cells });
    }
    Ok(())
}
