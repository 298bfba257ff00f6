//! What readers made of a document at different times: each reading is a record of its own, of the same source.
//!
//! The first reading of a document has the document's locator, a later one that was taken has the reader's name before
//! it: "read:docx/2". What an earlier reader made stays as it is.

use rusqlite::Connection;

use super::payload::{Kind, field};
use super::stretch::Structure;
use super::{Error, cells, derive, from_json, sources, targets};
use crate::model::draft::PartDraft;
use crate::model::id::{RecordId, SourceHash};

/// The beginning of the locator of a later reading.
const READ: &str = "read:";

/// The locator of a document as a reader reads it anew.
pub(crate) fn locator(document: &str, reader: &str) -> String {
    if document.is_empty() { format!("{READ}{reader}") } else { format!("{READ}{reader} {document}") }
}

/// The reader that a locator names, and the document's own locator.
fn parted(locator: &str) -> (Option<&str>, &str) {
    match locator.strip_prefix(READ) {
        Some(rest) => {
            let (reader, document) = rest.split_once(' ').unwrap_or((rest, ""));
            (Some(reader), document)
        }
        None => (None, locator),
    }
}

/// Whether a locator is that of a later reading.
pub(crate) fn is_later(locator: &str) -> bool {
    parted(locator).0.is_some()
}

/// The name and version of what read a record.
pub(crate) fn reader(conn: &Connection, record: i64) -> Result<String, Error> {
    let mut read = conn.prepare_cached(
        "SELECT record.locator, source.reader FROM record JOIN source ON source.n = record.source WHERE record.n = ?1",
    )?;
    let (locator, first): (String, String) = read.query_row([record], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(parted(&locator).0.map_or(first, str::to_owned))
}

/// One reading of a document.
pub(crate) struct Reading {
    /// Its local number.
    pub n: i64,
    pub record: RecordId,
    pub locator: String,
    /// The document's locator, the same for all readings of it.
    pub document: String,
    /// The reader's name and version.
    pub reader: String,
    /// The submission whose text it is; `None` where another one's holds, or its import was taken back.
    pub holds: Option<i64>,
}

/// All readings of the documents of a source, the first ones first.
fn all(conn: &Connection, hash: SourceHash) -> Result<Vec<Reading>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT record.n, record.id, record.locator, source.reader FROM source JOIN record ON record.source = source.n
         WHERE source.sha256 = ?1 AND record.likeness IS NOT NULL ORDER BY record.n",
    )?;
    let rows: Vec<(i64, [u8; 16], String, String)> = read
        .query_map([hash.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<Result<_, _>>()?;
    let mut readings = Vec::with_capacity(rows.len());
    for (n, record, locator, first) in rows {
        let record = RecordId(record);
        let (reader, document) = parted(&locator);
        let (reader, document) = (reader.unwrap_or(&first).to_owned(), document.to_owned());
        let submission = targets::submission_of(conn, record)?;
        let holds = match submission {
            Some(submission) if derive::holding(conn, submission)?.contains(&n) => Some(submission),
            _ => None,
        };
        readings.push(Reading { n, record, locator, document, reader, holds });
    }
    Ok(readings)
}

/// The readings of a source whose texts hold.
pub(crate) fn holding(conn: &Connection, hash: SourceHash) -> Result<Vec<Reading>, Error> {
    let mut readings = all(conn, hash)?;
    readings.retain(|reading| reading.holds.is_some());
    Ok(readings)
}

/// The reading of a document that is to be told of: the one that holds, else its first. A document that comes for
/// another submitter is read as these bytes were read first.
pub(crate) fn of(conn: &Connection, hash: SourceHash, document: &str) -> Result<Option<Reading>, Error> {
    let mut readings = all(conn, hash)?;
    let own = |reading: &Reading| reading.document == document;
    let at = readings.iter().position(|reading| own(reading) && reading.holds.is_some());
    let at = at.or_else(|| readings.iter().position(own)).unwrap_or(0);
    let found = (at < readings.len()).then(|| readings.swap_remove(at));
    Ok(found.map(|reading| if own(&reading) { reading } else { Reading { holds: None, ..reading } }))
}

/// The texts of a document as its reader gave them.
pub(crate) fn texts(conn: &Connection, record: i64) -> Result<Vec<PartDraft>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT part.place, part.text, part.structure FROM extract JOIN part ON part.n = extract.part
         WHERE extract.record = ?1 ORDER BY extract.i",
    )?;
    let rows = read.query_map([record], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, String>(2)?)))?;
    let mut texts = Vec::new();
    for row in rows {
        let (place, text, structure) = row?;
        let Structure { forms, blocks, aside } = from_json(&structure, "structure of a part")?;
        texts.push(PartDraft { place, text, forms, blocks, aside });
    }
    Ok(texts)
}

/// A source with documents that `is_behind` says have a newer reader.
pub(crate) struct Behind {
    /// The name under which it came last.
    pub file: String,
    pub hash: SourceHash,
    /// Its local number.
    pub source: i64,
    /// How many it has.
    pub bytes: u64,
}

/// The sources whose text that holds was made by a reader of which there is a newer one.
pub(crate) fn behind(conn: &Connection, is_behind: fn(&str) -> bool) -> Result<Vec<Behind>, Error> {
    let mut found = Vec::new();
    // Whatever was read anew, the first reader is the oldest one.
    let mut first = conn.prepare_cached("SELECT reader, bytes FROM source WHERE n = ?1")?;
    for (hash, source) in sources::hashes(conn)? {
        let (reader, bytes): (String, i64) = first.query_row([source], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if !is_behind(&reader) || !holding(conn, hash)?.iter().any(|reading| is_behind(&reading.reader)) {
            continue;
        }
        let file = sources::names(conn, hash)?.pop().unwrap_or_default();
        found.push(Behind { file, hash, source, bytes: u64::try_from(bytes).unwrap_or(0) });
    }
    Ok(found)
}

/// The report of the import that brought what holds of a source: that of the newest reading, else the first.
pub(crate) fn report(conn: &Connection, hash: SourceHash) -> Result<Option<String>, Error> {
    let mut all = cells::all_on(conn, Kind::Source, hash.as_bytes(), field::SOURCE_REPORT)?;
    let mut at = 0;
    if all.len() > 1 {
        let mut readings = holding(conn, hash)?.into_iter().rev();
        if let Some(anew) = readings.find(|reading| reading.locator != reading.document) {
            let by = derive::document(conn, hash, &anew.locator)?.map(|(import, _)| import.n);
            at = all.iter().position(|write| Some(write.stamp.n) == by).unwrap_or(0);
        }
    }
    Ok((at < all.len()).then(|| all.swap_remove(at)).and_then(|write| cells::text(Some(write.value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_tells_the_reader_and_the_document() {
        for document in ["", "as:lake ix", "as:read:docx/2 ix"] {
            assert_eq!(parted(document), (None, document));
            assert_eq!(parted(&locator(document, "docx/2")), (Some("docx/2"), document));
        }
    }
}
