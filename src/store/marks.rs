//! What analysts put on an answer: its tags and notes, with their places in its text.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Row};

use super::anchor::Passage;
use super::codebook::SHOWN;
use super::stretch::AnswerText;
use super::{Error, tags};
use crate::model::id::{AnswerNumber, NoteId, OperationId, TagId, ThemeId};
use crate::model::span::Span;
use crate::model::work::Stance;

/// A tag that holds.
pub(super) struct Tag {
    pub id: TagId,
    pub theme: ThemeId,
    pub analyst: String,
    pub stance: Option<Stance>,
    /// `None` for a whole answer, and for a passage that is no longer found.
    pub span: Option<Span>,
    pub quote: Option<String>,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A note that holds.
pub(super) struct Note {
    pub id: NoteId,
    pub analyst: String,
    pub text: String,
    /// `None` for a whole answer, and for a passage that is no longer found.
    pub span: Option<Span>,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// The tags of an answer, those on the whole first, then in order of place, then of making.
pub(super) fn tags(conn: &Connection, number: AnswerNumber, text: &AnswerText) -> Result<Vec<Tag>, Error> {
    let mut read = conn.prepare_cached(&format!("SELECT o.id, t.i, th.id, an.name, t.stance, t.part, t.start, t.\"end\", t.quote, t.before, t.after, o.at
         FROM tag t JOIN operation o ON o.n = t.op {SHOWN}
         JOIN analyst an ON an.n = t.analyst
         WHERE t.answer = ?1 AND t.live = 1 ORDER BY o.hlc, o.id, t.i"))?;
    let mut rows = read.query([number.0])?;
    let mut tags = Vec::new();
    while let Some(row) = rows.next()? {
        let maker = OperationId::from_bytes(blob(row, 0)?)
            .ok_or_else(|| Error::Damaged("an operation's id is not 16 bytes".to_owned()))?;
        tags.push(Tag {
            id: TagId::made_by(maker, row.get(1)?),
            theme: theme_id(row, 2)?,
            analyst: row.get(3)?,
            stance: tags::stance(row.get(4)?),
            span: span(row, 5, text)?,
            quote: row.get(8)?,
            at: row.get(11)?,
        });
    }
    once(&mut tags);
    tags.sort_by_key(|tag| tag.span);
    Ok(tags)
}

/// Leaves of equal tags, which several devices of one analyst may have made, the first.
fn once(tags: &mut Vec<Tag>) {
    let mut known = HashSet::new();
    tags.retain(|t| {
        let words = if t.span.is_none() { t.quote.clone() } else { None };
        known.insert((t.theme, t.analyst.clone(), t.stance.map(super::tags::number), t.span, words))
    });
}

/// The notes on an answer and its passages, in order of making.
pub(super) fn notes(conn: &Connection, number: AnswerNumber, text: &AnswerText) -> Result<Vec<Note>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT nt.id, an.name, nt.text, nt.part, nt.start, nt.\"end\", nt.quote, nt.before, nt.after, nt.at
         FROM note nt JOIN analyst an ON an.n = nt.analyst
         WHERE nt.answer = ?1 AND nt.live = 1 AND nt.target IN (0, 1) ORDER BY nt.at, nt.id",
    )?;
    let mut rows = read.query([number.0])?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        notes.push(Note {
            id: note_id(row, 0)?,
            analyst: row.get(1)?,
            text: row.get(2)?,
            span: span(row, 3, text)?,
            at: row.get(9)?,
        });
    }
    Ok(notes)
}

/// Reads a note's id.
pub(super) fn note_id(row: &Row<'_>, column: usize) -> Result<NoteId, Error> {
    NoteId::from_bytes(blob(row, column)?)
        .ok_or_else(|| Error::Damaged("a note's id is not 20 bytes".to_owned()))
}

/// Reads a theme's id.
pub(super) fn theme_id(row: &Row<'_>, column: usize) -> Result<ThemeId, Error> {
    ThemeId::from_bytes(blob(row, column)?)
        .ok_or_else(|| Error::Damaged("a theme's id is not 20 bytes".to_owned()))
}

/// Reads the bytes of an id.
pub(super) fn blob<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a [u8], Error> {
    let value = row.get_ref(column)?;
    value.as_blob().map_err(|e: FromSqlError| Error::Damaged(format!("an id is no bytes: {e}")))
}

/// Reads part, start, end, quote, before and after from six columns, as a place in the answer's text.
pub(super) fn span(row: &Row<'_>, column: usize, text: &AnswerText) -> Result<Option<Span>, Error> {
    Ok(Passage::read(row, column)?.and_then(|passage| passage.place(text)))
}

/// A moment in ISO 8601, in UTC, to the second: "2025-01-14T10:42:00Z".
pub(super) fn iso(milliseconds: i64) -> String {
    // A moment that no calendar holds can only be somebody's damage; it must not hide the tag.
    Timestamp::from_second(milliseconds.div_euclid(1000)).unwrap_or_default().to_string()
}
