//! What imports left to be decided, and what became of the files of the last one.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::derive::Document;
use super::payload::{Kind, field};
use super::{Error, from_json};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::SourceReport;

/// The operation of an import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Import {
    /// Its local number.
    pub n: i64,
    /// Who imported.
    pub by: String,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A file that an import took in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Came {
    pub source: SourceHash,
    /// The record of a document; `None` for a table.
    pub record: Option<RecordId>,
    pub report: SourceReport,
}

/// The newest import that is on.
pub(crate) fn last(conn: &Connection) -> Result<Option<Import>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT operation.n, analyst.name, operation.at FROM operation
             JOIN analyst ON analyst.n = operation.analyst
             WHERE kind IN ('import', 'revise') AND off = 0 ORDER BY hlc DESC, operation.id DESC LIMIT 1",
        )?
        .query_row([], |r| Ok(Import { n: r.get(0)?, by: r.get(1)?, at: r.get(2)? }))
        .optional()?)
}

/// The files that an import took in.
pub(crate) fn came(conn: &Connection, import: i64) -> Result<Vec<Came>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT entity, value FROM cell WHERE op = ?1 AND kind = ?2 AND field = ?3 ORDER BY entity",
    )?;
    let rows = read.query_map((import, Kind::Source as i64, field::SOURCE_REPORT), |r| {
        Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, String>(1)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (entity, json) = row?;
        let source = SourceHash::from_bytes(&entity)
            .ok_or_else(|| Error::Damaged("the hash of a source".to_owned()))?;
        let report = from_json(&json, "the report of an import")?;
        let documents: Option<String> = conn
            .prepare_cached(
                "SELECT value FROM cell WHERE kind = ?1 AND entity = ?2 AND field = ?3 AND op = ?4",
            )?
            .query_row((Kind::Source as i64, &entity, field::SOURCE_DOCUMENTS, import), |r| r.get(0))
            .optional()?;
        let record = documents.map(|json| records(source, &json)).transpose()?;
        let record = record.and_then(|records| records.into_iter().next());
        all.push(Came { source, record, report });
    }
    Ok(all)
}

/// The files of an import of which nothing was taken.
pub(crate) fn left_out(conn: &Connection, import: i64) -> Result<Vec<SourceReport>, Error> {
    let json: Option<String> = conn
        .prepare_cached("SELECT value FROM cell WHERE op = ?1 AND kind = ?2 AND field = ?3")?
        .query_row((import, Kind::Import as i64, field::IMPORT_LEFT_OUT), |r| r.get(0))
        .optional()?;
    json.map_or_else(|| Ok(Vec::new()), |json| from_json(&json, "the files that an import left out"))
}

/// The documents of which an import that is on was unsure of something, decided or not, with the import.
pub(crate) fn in_doubt(conn: &Connection) -> Result<BTreeMap<RecordId, i64>, Error> {
    // Only what holds a question that was thought of is read at all.
    let mut read = conn.prepare_cached(
        "SELECT cell.entity, cell.value, cell.op FROM cell CROSS JOIN operation ON operation.n = cell.op
         WHERE cell.kind = ?1 AND cell.field = ?2 AND instr(cell.value, '\"unsure\":[\"') > 0
           AND operation.off = 0 ORDER BY operation.hlc",
    )?;
    let rows = read.query_map((Kind::Source as i64, field::SOURCE_DOCUMENTS), |r| {
        Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, String>(1)?, r.get(2)?))
    })?;
    let mut all = BTreeMap::new();
    for row in rows {
        let (entity, json, op) = row?;
        let source = SourceHash::from_bytes(&entity)
            .ok_or_else(|| Error::Damaged("the hash of a source".to_owned()))?;
        for record in records(source, &json)? {
            all.entry(record).or_insert(op);
        }
    }
    Ok(all)
}

/// The records of the documents that a cell speaks of.
fn records(source: SourceHash, json: &str) -> Result<BTreeSet<RecordId>, Error> {
    let documents: BTreeMap<String, Document> = from_json(json, "what an import says of records")?;
    Ok(documents.keys().map(|locator| RecordId::of(source, locator)).collect())
}

/// How many answers a submission has.
pub(crate) fn answers(conn: &Connection, submission: i64) -> Result<u32, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) FROM answer WHERE submission = ?1 AND question IS NOT NULL AND visible = 1",
        )?
        .query_row([submission], |r| r.get(0))?)
}

/// The row of a submission's answer to a question, or of its unplaced text of a place; `None` when it is hidden.
pub(crate) fn answer(
    conn: &Connection,
    submission: i64,
    question: Option<&str>,
    place: &str,
) -> Result<Option<u32>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT answer.n FROM answer LEFT JOIN question ON question.n = answer.question
             WHERE answer.submission = ?1 AND answer.visible = 1
               AND iif(?2 IS NULL, answer.question IS NULL AND answer.place = ?3, question.key = ?2)",
        )?
        .query_row((submission, question, place), |r| r.get(0))
        .optional()?)
}

/// The source that a record is of, and the name of its format.
pub(crate) fn source(
    conn: &Connection,
    record: RecordId,
) -> Result<Option<(i64, SourceHash, String)>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT source.n, source.sha256, source.format FROM record JOIN source ON source.n = record.source
             WHERE record.id = ?1",
        )?
        .query_row([record.as_bytes()], |r| Ok((r.get(0)?, SourceHash(r.get(1)?), r.get(2)?)))
        .optional()?)
}

/// The name of the analyst who made an operation.
pub(crate) fn analyst(conn: &Connection, op: i64) -> Result<String, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT analyst.name FROM operation JOIN analyst ON analyst.n = operation.analyst WHERE operation.n = ?1",
        )?
        .query_row([op], |r| r.get(0))?)
}
