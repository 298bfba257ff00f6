//! Imported text: sources, their bytes, records and parts. Rows are added, never changed.

use std::collections::BTreeMap;
use std::io::Read;

use rusqlite::{Connection, OptionalExtension, params};

use super::payload::{Kind, field};
use super::stretch::Structure;
use super::{Error, cells, from_json, originals, to_json};
use crate::model::draft::{Column, SourceDraft};
use crate::model::id::{ExtractId, PartId, RecordId, SourceHash, digest16};

/// The local number of a source that was imported, on or off.
pub(crate) fn source_number(conn: &Connection, hash: SourceHash) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached("SELECT n FROM source WHERE sha256 = ?1")?
        .query_row([hash.as_bytes()], |r| r.get(0))
        .optional()?)
}

/// Keeps a source's bytes and what the reader says of it as a whole.
pub(crate) fn add_source(
    conn: &Connection,
    hash: SourceHash,
    draft: &SourceDraft,
    bytes: &[u8],
) -> Result<i64, Error> {
    conn.prepare_cached(
        "INSERT INTO source(sha256, format, reader, bytes, header) VALUES(?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        hash.as_bytes(),
        draft.format.name(),
        draft.reader,
        bytes.len() as i64,
        to_json(&draft.header)?
    ])?;
    let source = conn.last_insert_rowid();
    for (i, piece) in bytes.chunks(originals::PIECE).enumerate() {
        originals::keep(conn, source, i, piece)?;
    }
    Ok(source)
}

/// Keeps a source whose bytes come as a stream; `go_on` is told how many came and stops it by returning false.
///
/// # Errors
/// When it was stopped, or the bytes have not the hash that they had.
pub(crate) fn add_stream(
    conn: &Connection,
    hash: SourceHash,
    draft: &SourceDraft,
    bytes: impl Read,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<i64, Error> {
    let source = add_source(conn, hash, draft, &[])?;
    let size = originals::keep_stream(conn, source, hash, bytes, go_on)?;
    conn.prepare_cached("UPDATE source SET bytes = ?2 WHERE n = ?1")?.execute((source, size as i64))?;
    Ok(source)
}

/// A record to be kept.
pub(crate) struct NewRecord<'a> {
    pub id: RecordId,
    pub source: i64,
    pub locator: &'a str,
    pub row: Option<u32>,
    /// Cells that are not parts, by column.
    pub cells: &'a BTreeMap<usize, &'a str>,
    /// For documents: the texts with white space folded, hashed.
    pub likeness: Option<[u8; 16]>,
    /// Its texts, in order.
    pub parts: Vec<NewPart<'a>>,
}

/// A text of a record.
pub(crate) struct NewPart<'a> {
    pub place: &'a str,
    pub text: &'a str,
    pub structure: Structure,
}

/// Keeps a record and its texts; those that a record of the same submission already has are shared.
pub(crate) fn add_record(
    conn: &Connection,
    new: &NewRecord<'_>,
    shared_with: Option<i64>,
) -> Result<i64, Error> {
    let extract = extract_id(new);
    conn.prepare_cached(
        "INSERT INTO record(id, source, locator, row, cells, extract, likeness) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        new.id.as_bytes(),
        new.source,
        new.locator,
        new.row,
        to_json(new.cells)?,
        extract.as_bytes(),
        new.likeness.as_ref().map(|l| &l[..]),
    ])?;
    let record = conn.last_insert_rowid();
    let mut held = match shared_with {
        Some(submission) => parts_of(conn, submission)?,
        None => BTreeMap::new(),
    };
    for (i, part) in new.parts.iter().enumerate() {
        let id = PartId::of(part.place, part.text);
        let n = match held.get(&id) {
            Some(&n) => n,
            None => add_part(conn, id, part)?,
        };
        held.insert(id, n);
        conn.prepare_cached("INSERT INTO extract(record, i, part) VALUES(?1, ?2, ?3)")?
            .execute((record, i as i64, n))?;
    }
    Ok(record)
}

/// Adds texts to a record that is there, which an earlier import had taken for something else than answers; those that
/// it has stay as they are.
pub(crate) fn add_texts(conn: &Connection, record: i64, parts: &[NewPart<'_>]) -> Result<(), Error> {
    let mut held = conn.prepare_cached(
        "SELECT part.id, extract.i FROM extract JOIN part ON part.n = extract.part WHERE extract.record = ?1",
    )?;
    let held: BTreeMap<PartId, i64> =
        held.query_map([record], |r| Ok((PartId(r.get(0)?), r.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut next = held.values().max().map_or(0, |last| last + 1);
    for part in parts {
        let id = PartId::of(part.place, part.text);
        if held.contains_key(&id) {
            continue;
        }
        let n = add_part(conn, id, part)?;
        conn.prepare_cached("INSERT INTO extract(record, i, part) VALUES(?1, ?2, ?3)")?
            .execute((record, next, n))?;
        next += 1;
    }
    Ok(())
}

fn add_part(conn: &Connection, id: PartId, part: &NewPart<'_>) -> Result<i64, Error> {
    conn.prepare_cached("INSERT INTO part(id, place, text, structure) VALUES(?1, ?2, ?3, ?4)")?
        .execute(params![id.as_bytes(), part.place, part.text, to_json(&part.structure)?])?;
    Ok(conn.last_insert_rowid())
}

fn extract_id(new: &NewRecord<'_>) -> ExtractId {
    let mut pieces: Vec<&[u8]> = Vec::with_capacity(new.parts.len() * 3);
    for part in &new.parts {
        pieces.extend([new.locator.as_bytes(), part.place.as_bytes(), part.text.as_bytes()]);
    }
    ExtractId(digest16("extract/1", &pieces))
}

/// The texts that a submission has in any of its records.
fn parts_of(conn: &Connection, submission: i64) -> Result<BTreeMap<PartId, i64>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT part.id, part.n FROM submission_record JOIN extract ON extract.record = submission_record.record
         JOIN part ON part.n = extract.part WHERE submission_record.submission = ?1",
    )?;
    let rows = all.query_map([submission], |r| Ok((PartId(r.get(0)?), r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The hash of a source.
pub(crate) fn source_hash(conn: &Connection, source: i64) -> Result<SourceHash, Error> {
    Ok(SourceHash(
        conn.prepare_cached("SELECT sha256 FROM source WHERE n = ?1")?.query_row([source], |r| r.get(0))?,
    ))
}

/// The name under which a source came first.
pub(crate) fn source_name(conn: &Connection, source: i64) -> Result<String, Error> {
    let hash = source_hash(conn, source)?;
    let name = cells::last_ever(conn, Kind::Source, hash.as_bytes(), field::SOURCE_FILE)?;
    Ok(cells::text(name).unwrap_or_default())
}

/// What the columns of a table are for, as its import said.
pub(crate) fn columns(conn: &Connection, hash: SourceHash) -> Result<Vec<Column>, Error> {
    let json = cells::first(conn, Kind::Source, hash.as_bytes(), field::SOURCE_COLUMNS)?;
    match json.and_then(|w| cells::text(Some(w.value))) {
        Some(json) => from_json(&json, "the columns of a table"),
        None => Ok(Vec::new()),
    }
}

/// The column heads of a table.
pub(crate) fn header(conn: &Connection, source: i64) -> Result<Vec<String>, Error> {
    let json: String =
        conn.prepare_cached("SELECT header FROM source WHERE n = ?1")?.query_row([source], |r| r.get(0))?;
    from_json(&json, "the header of a table")
}

/// The places of a table's texts: the header, and its occurrence where it stands more than once ("q1 (2)").
pub(crate) fn places(header: &[String]) -> Vec<String> {
    crate::text::places::of_columns(header)
}

/// The cells of a record that are not parts, by column.
pub(crate) fn cells_of(conn: &Connection, record: i64) -> Result<BTreeMap<usize, String>, Error> {
    let json: String =
        conn.prepare_cached("SELECT cells FROM record WHERE n = ?1")?.query_row([record], |r| r.get(0))?;
    from_json(&json, "the cells of a record")
}

/// The cells of a record that are neither answers nor metadata, by header; empty ones are left out.
pub(crate) fn attributes(conn: &Connection, record: i64) -> Result<BTreeMap<String, String>, Error> {
    let source: i64 =
        conn.prepare_cached("SELECT source FROM record WHERE n = ?1")?.query_row([record], |r| r.get(0))?;
    let columns = columns(conn, source_hash(conn, source)?)?;
    // Two columns of one head are two attributes.
    let header = places(&header(conn, source)?);
    let mut cells = cells_of(conn, record)?;
    // What an earlier import had taken for an answer is a text.
    let mut texts = conn.prepare_cached(
        "SELECT part.place, part.text FROM extract JOIN part ON part.n = extract.part WHERE extract.record = ?1",
    )?;
    let texts = texts.query_map([record], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
    for row in texts {
        let (place, text) = row?;
        if let Some(i) = header.iter().position(|name| *name == place) {
            cells.entry(i).or_insert(text);
        }
    }
    Ok(cells
        .into_iter()
        .filter(|(i, value)| !value.is_empty() && columns.get(*i).is_none_or(Column::is_attribute))
        .map(|(i, value)| (header.get(i).cloned().unwrap_or_else(|| format!("column {}", i + 1)), value))
        .collect())
}
