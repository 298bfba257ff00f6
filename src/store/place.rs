//! Where an answer stands in its source.

use rusqlite::{Connection, OptionalExtension};

use super::entry::Entry;
use super::{Error, corpus};
use crate::model::id::SourceHash;
use crate::model::submission::SourcePlace;

/// Finds file, row, column or paragraph of an answer's beginning.
pub(super) fn source_place(conn: &Connection, entry: &Entry) -> Result<SourcePlace, Error> {
    let record = match entry.part {
        Some(part) => record_of(conn, entry.record, part)?,
        None => entry.record,
    };
    let mut read = conn.prepare_cached(
        "SELECT so.n, so.sha256, r.row FROM record r JOIN source so ON so.n = r.source WHERE r.n = ?1",
    )?;
    let found = read.query_row([record], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    let Some((source, sha256, row)): Option<(i64, Vec<u8>, Option<u32>)> = found else {
        return Err(Error::Damaged(format!("submission {} has no record", entry.reference)));
    };
    let sha256 = SourceHash::from_bytes(&sha256)
        .ok_or_else(|| Error::Damaged("a source's hash is not 32 bytes".to_owned()))?;
    let column = match (row, entry.part) {
        (Some(_), Some(part)) => column(conn, part, source)?,
        _ => None,
    };
    Ok(SourcePlace {
        file: corpus::source_name(conn, source)?,
        sha256: sha256.to_string(),
        page: entry.text.pages.first().map(|(_, page)| *page),
        sheet: None,
        row,
        column,
        // A cell's paragraphs are not counted by anybody.
        paragraph: entry.text.paragraph.filter(|_| row.is_none()),
        pages: entry.text.pages.clone(),
    })
}

/// The record that a part was read from: of joined submissions it may be another than the one that says most.
pub(super) fn record_of(conn: &Connection, record: i64, part: i64) -> Result<i64, Error> {
    let mut read = conn.prepare_cached(
        "SELECT extract.record FROM submission_record mine
         JOIN submission_record sr ON sr.submission = mine.submission JOIN extract ON extract.record = sr.record
         WHERE mine.record = ?1 AND extract.part = ?2 ORDER BY extract.record = ?1 DESC, extract.record DESC LIMIT 1",
    )?;
    Ok(read.query_row((record, part), |r| r.get(0)).optional()?.unwrap_or(record))
}

/// The header of the column that a part was read from.
fn column(conn: &Connection, part: i64, source: i64) -> Result<Option<String>, Error> {
    let mut read = conn.prepare_cached("SELECT place FROM part WHERE n = ?1")?;
    let place: String = read.query_row([part], |r| r.get(0))?;
    let header = corpus::header(conn, source)?;
    let at = corpus::places(&header).iter().position(|known| *known == place);
    Ok(at.and_then(|at| header.into_iter().nth(at)))
}
