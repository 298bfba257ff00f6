//! One answer or unplaced text with what its submission says of itself.

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::filter::Viewer;
use super::place::{self, Home};
use super::stretch::AnswerText;
use super::translations::Name;
use super::{Error, short, statuses};
use crate::model::call::Key;
use crate::model::id::{AnswerId, AnswerNumber, SubmissionId};
use crate::model::submission::Metadata;
use crate::model::work::Status;

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
    /// The record whose text holds.
    pub record: i64,
    /// The record that it begins in.
    pub home: Home,
    /// What it is called where its translation is kept.
    pub name: Option<Name>,
    /// Where whoever looks has come with it.
    pub status: Status,
    /// Whether it has a tag that holds.
    pub is_tagged: bool,
    /// Whether there is or was a note on it.
    pub is_noted: bool,
    /// How the submission may be cited, where its source says so.
    pub citable: Option<String>,
    /// Who signed it, as written.
    pub signatories: Option<String>,
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
    // All in one: exports read thousands of answers, and each statement more is felt.
    let sql = format!(
        "SELECT {METADATA}, a.language, s.id, s.reference, s.record, q.key, a.place, a.heading, a.words, a.stretches,
                a.submission, s.citable, s.signatories,
                (SELECT value FROM status WHERE answer = a.n AND analyst = ?2 AND head = 1),
                EXISTS (SELECT 1 FROM tag WHERE answer = a.n AND live = 1),
                EXISTS (SELECT 1 FROM note WHERE answer = a.n), r.source, r.row,
                EXISTS (SELECT 1 FROM extract
                        WHERE extract.record = s.record AND extract.part = json_extract(a.stretches, '$[0][0]'))
         FROM answer a JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question
         LEFT JOIN record r ON r.n = s.record WHERE a.n = ?1"
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query((number.0, viewer.analyst))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut metadata = metadata(row, viewer)?;
    metadata.language = metadata.language.or(row.get(6)?);
    let submission = short::submission_id(super::marks::blob(row, 7)?)?;
    let (key, place): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
    let text = AnswerText::load(conn, row.get_ref(14)?.as_str().map_err(rusqlite::Error::from)?)?;
    let (reference, record): (String, i64) = (row.get(8)?, row.get(9)?);
    let home = match (text.first_part(), row.get(23)?) {
        // Text of a joined submission may be another record's than that of the one that says most.
        (Some(part), false) => place::home(conn, record, part)?,
        _ => row.get::<_, Option<i64>>(21)?.zip(Some(row.get(22)?)).map(|(source, row)| Home { source, row }),
    };
    let home = home.ok_or_else(|| Error::Damaged(format!("submission {reference} has no record")))?;
    let status: Option<i64> = row.get(18)?;
    Ok(Some(Entry {
        id: short::answer_id(submission, key.as_deref(), place.as_deref()),
        name: Name::new(row.get(15)?, key.as_deref(), place.as_deref()),
        submission,
        reference,
        metadata,
        question: key.map(Key),
        heading: row.get(12)?,
        words: row.get(13)?,
        text,
        record,
        home,
        status: status.map_or(Status::Todo, statuses::status),
        is_tagged: row.get(19)?,
        is_noted: row.get(20)?,
        citable: row.get(16)?,
        signatories: row.get(17)?,
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
