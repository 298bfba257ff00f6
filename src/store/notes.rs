//! Notes: cells, and the table that the reader and searches use.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::anchor::{Held, Passage};
use super::payload::{Kind, field};
use super::targets::{self, Reference};
use super::{Error, anchor, cells, codebook, from_json, journal, marks, questions};
use crate::model::id::{NoteId, OperationId, RecordId, ThemeId};
use crate::model::span::Span;
use crate::text;

/// What a note is on, by public names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum On {
    /// An answer or a passage of it.
    Answer(Reference),
    /// A submission, by its founding record.
    Submission(RecordId),
    /// A question, by its key.
    Question(String),
    /// A theme, by its id.
    Theme(ThemeId),
    /// A theme that the same operation makes, by its number.
    MadeTheme(u32),
}

/// The local numbers of what a note is on.
#[derive(Default)]
struct Local {
    target: i64,
    answer: Option<u32>,
    submission: Option<i64>,
    question: Option<i64>,
    theme: Option<i64>,
    part: Option<i64>,
}

/// Brings a note's row up to its cells. Several texts, written without seeing one another, are all shown.
pub(crate) fn refresh(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let id = NoteId::from_bytes(entity).ok_or_else(|| Error::Damaged("the id of a note".to_owned()))?;
    let Some(target) = cells::text(cells::last_ever(conn, Kind::Note, entity, field::NOTE_TARGET)?) else {
        return Ok(());
    };
    let on: On = from_json(&target, "what a note is on")?;
    let texts: Vec<String> = cells::read(conn, Kind::Note, entity, field::NOTE_TEXT)?
        .into_iter()
        .rev()
        .filter_map(|w| cells::text(Some(w.value)))
        .collect();
    let text = texts.join("\n\n");
    let (analyst, at) = maker(conn, OperationId(id.0.maker))?;
    let analyst = match cells::text(cells::last_ever(conn, Kind::Note, entity, field::NOTE_BY)?) {
        Some(name) => journal::analyst(conn, &name, &text::fold(&name))?,
        None => analyst,
    };
    let local = local(conn, &on, OperationId(id.0.maker))?;
    let anchor = match &on {
        On::Answer(reference) => reference.passage.as_ref(),
        _ => None,
    };
    conn.prepare_cached(
        "INSERT OR IGNORE INTO note(id, live, analyst, at, target, text) VALUES(?1, 0, ?2, ?3, 0, '')",
    )?
    .execute((entity, analyst, at))?;
    conn.prepare_cached(
        "UPDATE note SET live = ?2, target = ?3, answer = ?4, submission = ?5, question = ?6, theme = ?7, part = ?8,
         start = ?9, \"end\" = ?10, quote = ?11, before = ?12, after = ?13, text = ?14 WHERE id = ?1",
    )?
    .execute(params![
        entity,
        !texts.is_empty(),
        local.target,
        local.answer,
        local.submission,
        local.question,
        local.theme,
        local.part,
        anchor.map(|a| a.start),
        anchor.map(|a| a.end),
        anchor.map(|a| &a.quote),
        anchor.map(|a| &a.before),
        anchor.map(|a| &a.after),
        text,
    ])?;
    let n: i64 =
        conn.prepare_cached("SELECT n FROM note WHERE id = ?1")?.query_row([entity], |r| r.get(0))?;
    conn.prepare_cached("DELETE FROM note_text WHERE rowid = ?1")?.execute([n])?;
    if !texts.is_empty() {
        conn.prepare_cached("INSERT INTO note_text(rowid, text) VALUES(?1, ?2)")?
            .execute((n, text::fold(&text)))?;
    }
    Ok(())
}

/// The live notes of an analyst on exactly this stretch of an answer.
pub(crate) fn on_passage(
    conn: &Connection,
    answer: u32,
    analyst: i64,
    span: Span,
) -> Result<Vec<NoteId>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT id, part, start, \"end\", quote, before, after FROM note
         WHERE answer = ?1 AND analyst = ?2 AND live = 1 AND target = 1 ORDER BY n",
    )?;
    let mut rows = read.query((answer, analyst))?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        notes.push((marks::note_id(row, 0)?, Passage::read(row, 1)?));
    }
    let placed = anchor::places(conn, answer, notes)?;
    Ok(placed.into_iter().filter(|(_, held)| *held == Held::At(span)).map(|(note, _)| note).collect())
}

fn of_theme(conn: &Connection, id: ThemeId) -> Result<Local, Error> {
    Ok(Local { target: 4, theme: Some(codebook::number(conn, id)?), ..Local::default() })
}

fn local(conn: &Connection, on: &On, maker: OperationId) -> Result<Local, Error> {
    Ok(match on {
        On::Answer(reference) => {
            let named = targets::resolve(conn, reference)?;
            let (answer, part) = targets::holding(conn, named, reference.passage.as_ref())?;
            let target = i64::from(reference.passage.is_some());
            Local { target, answer: Some(answer), part, ..Local::default() }
        }
        On::Submission(record) => {
            Local { target: 2, submission: targets::submission_of(conn, *record)?, ..Local::default() }
        }
        On::Question(key) => {
            Local { target: 3, question: Some(questions::number(conn, key)?), ..Local::default() }
        }
        On::Theme(id) => of_theme(conn, *id)?,
        On::MadeTheme(n) => of_theme(conn, ThemeId::made_by(maker, *n))?,
    })
}

/// Who made a thing, and when.
pub(crate) fn maker(conn: &Connection, operation: OperationId) -> Result<(i64, i64), Error> {
    Ok(conn
        .prepare_cached("SELECT analyst, at FROM operation WHERE id = ?1")?
        .query_row([operation.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?)))?)
}
