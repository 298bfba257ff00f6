//! What submissions say under questions, to compare rows and documents as wholes.

use rusqlite::{Connection, OptionalExtension};

use super::stretch::AnswerText;
use super::{Error, joins};
use crate::model::id::RecordId;

/// A submission by form.
pub(crate) struct FormRow {
    /// The first of the records that follow one another to the row.
    pub record: RecordId,
    pub submission: i64,
    /// Folded.
    pub submitter: Option<String>,
}

/// The submission by form that has this reference, case ignored.
pub(crate) fn row(conn: &Connection, reference: &str) -> Result<Option<FormRow>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT s.n, s.submitter_folded, r.n FROM submission s JOIN record r ON r.n = s.record
         WHERE s.visible = 1 AND s.reference = ?1 COLLATE NOCASE AND r.row IS NOT NULL
         ORDER BY s.founded, s.position LIMIT 1",
    )?;
    let found = read.query_row([reference], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    let Some((submission, submitter, record)): Option<(i64, String, i64)> = found else { return Ok(None) };
    let record = joins::id(conn, joins::root(conn, record)?)?;
    Ok(Some(FormRow { record, submission, submitter: Some(submitter).filter(|name| !name.is_empty()) }))
}

/// The texts of a submission's answers, and how many words stand under no question.
pub(crate) fn texts(conn: &Connection, submission: i64) -> Result<(Vec<String>, u32), Error> {
    let mut read = conn.prepare_cached(
        "SELECT question IS NOT NULL, stretches, words FROM answer WHERE submission = ?1 AND visible = 1",
    )?;
    let rows: Vec<(bool, String, u32)> =
        read.query_map([submission], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
    let (mut texts, mut unplaced) = (Vec::new(), 0);
    for (is_answer, stretches, words) in rows {
        if is_answer {
            texts.push(AnswerText::load(conn, &stretches)?.text);
        } else {
            unplaced += words;
        }
    }
    Ok((texts, unplaced))
}

/// The open cells of a row, in the workspace or not.
pub(crate) fn open_cells(conn: &Connection, record: RecordId) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT part.text FROM record JOIN extract ON extract.record = record.n
         JOIN part ON part.n = extract.part WHERE record.id = ?1",
    )?;
    let rows = read.query_map([record.as_bytes()], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
