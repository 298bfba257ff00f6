//! One answer or unplaced text with what its submission says of itself.

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::filter::Viewer;
use super::stretch::AnswerText;
use super::translations::Name;
use super::{Error, short};
use crate::model::call::Key;
use crate::model::id::{AnswerId, AnswerNumber, SubmissionId};
use crate::model::submission::Metadata;

/// What every view of an answer begins with.
pub(super) struct Entry {
    pub id: AnswerId,
    pub submission: SubmissionId,
    pub reference: String,
    pub metadata: Metadata,
    pub question: Option<Key>,
    pub heading: Option<String>,
    pub words: u32,
    pub text: AnswerText,
    /// The part in which it begins; `None` for an emptied answer.
    pub part: Option<i64>,
    /// The record whose text holds.
    pub record: i64,
    /// What it is called where its translation is kept.
    pub name: Option<Name>,
}

/// The columns that [`metadata`] reads, of the submission `s`.
pub(super) const METADATA: &str =
    "s.submitter, s.stakeholder_type, s.country, s.region, s.language, s.submitted_on";

/// Reads one answer; `None` when there is none of this number.
pub(super) fn entry(
    conn: &Connection,
    viewer: &Viewer,
    number: AnswerNumber,
) -> Result<Option<Entry>, Error> {
    let sql = format!(
        "SELECT {METADATA}, a.language, s.id, s.reference, s.record, q.key, a.place, a.heading, a.words, a.stretches,
                a.submission
         FROM answer a JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question
         WHERE a.n = ?1"
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query([number.0])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut metadata = metadata(row, viewer)?;
    metadata.language = metadata.language.or(row.get(6)?);
    let submission = short::submission_id(super::marks::blob(row, 7)?)?;
    let (key, place): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
    let stretches: String = row.get(14)?;
    Ok(Some(Entry {
        id: short::answer_id(submission, key.as_deref(), place.as_deref()),
        name: Name::new(row.get(15)?, key.as_deref(), place.as_deref()),
        submission,
        reference: row.get(8)?,
        metadata,
        question: key.map(Key),
        heading: row.get(12)?,
        words: row.get(13)?,
        text: AnswerText::load(conn, &stretches)?,
        part: first_part(&stretches),
        record: row.get(9)?,
    }))
}

/// Reads the columns of [`METADATA`], which stand first.
pub(super) fn metadata(row: &Row<'_>, viewer: &Viewer) -> Result<Metadata, Error> {
    let submitted_on = day(row, 5)?;
    Ok(Metadata {
        submitter: row.get(0)?,
        stakeholder_type: row.get(1)?,
        country: row.get(2)?,
        region: row.get(3)?,
        language: row.get(4)?,
        submitted_on,
        late: submitted_on.zip(viewer.deadline).map(|(day, deadline)| day > deadline),
    })
}

/// Reads a day.
pub(super) fn day(row: &Row<'_>, column: usize) -> Result<Option<Date>, Error> {
    let text: Option<String> = row.get(column)?;
    let read = |text: String| text.parse().map_err(|_| Error::Damaged(format!("“{text}” is no day")));
    text.map(read).transpose()
}

fn first_part(stretches: &str) -> Option<i64> {
    let stretches: Vec<super::stretch::Stretch> = serde_json::from_str(stretches).ok()?;
    stretches.first().map(|stretch| stretch.0)
}
