//! Stretches of text that are not to leave the workspace: cells, and the table that exports ask.

use std::cell::Cell;

use rusqlite::{Connection, params};

use super::anchor::Passage;
use super::entry::Entry;
use super::payload::{Kind, field};
use super::stretch::AnswerText;
use super::targets::{self, Reference};
use super::{Error, cells, from_json, notes};
use crate::model::id::{OperationId, WithheldId};
use crate::model::span::Span;
use crate::model::submission::Care;
use crate::text::{leaving, shorten, signatories};

/// Brings the row of a stretch up to its cells.
pub(crate) fn refresh(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let damaged = || Error::Damaged("a stretch that is withheld".to_owned());
    let id = WithheldId::from_bytes(entity).ok_or_else(damaged)?;
    let target = cells::text(cells::last_ever(conn, Kind::Withheld, entity, field::WITHHELD_TARGET)?);
    let Some(target) = target else { return Ok(()) };
    let target: Reference = from_json(&target, "what is withheld")?;
    let anchor = target.passage.as_ref().ok_or_else(damaged)?;
    let named = targets::resolve(conn, &target)?;
    let (answer, part) = targets::holding(conn, named, Some(anchor))?;
    let (analyst, at) = notes::maker(conn, OperationId(id.0.maker))?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO withheld(n, id, live, analyst, at, answer, part, start, \"end\", quote, before, after)
         VALUES((SELECT n FROM withheld WHERE id = ?1), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        entity,
        cells::lives(conn, Kind::Withheld, entity)?,
        analyst,
        at,
        answer,
        part,
        anchor.start,
        anchor.end,
        anchor.quote,
        anchor.before,
        anchor.after,
    ])?;
    Ok(())
}

/// A stretch that is withheld, and where it stands in an answer: in several pieces where the text was parted since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Held {
    pub id: WithheldId,
    pub words: String,
    pub spans: Vec<Span>,
}

/// What is withheld of the submission of an answer, with where it stands in this answer. A stretch that is no longer found
/// where it was marked is withheld wherever its words stand: better too much than what was not to leave.
pub(crate) fn of(conn: &Connection, answer: u32, text: &AnswerText) -> Result<Vec<Held>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT w.id, w.part, w.start, w.\"end\", w.quote, w.before, w.after, w.answer = ?1 FROM answer me
         JOIN answer other ON other.submission = me.submission
         JOIN withheld w ON w.answer = other.n AND w.live = 1 WHERE me.n = ?1 ORDER BY w.n",
    )?;
    let mut rows = read.query([answer])?;
    let mut held = Vec::new();
    while let Some(row) = rows.next()? {
        let id = WithheldId::from_bytes(super::marks::blob(row, 0)?)
            .ok_or_else(|| Error::Damaged("a stretch that is withheld".to_owned()))?;
        let Some(passage) = Passage::read(row, 1)? else { continue };
        let mut spans = passage.part.map_or_else(Vec::new, |part| text.places_of(part, passage.span));
        if spans.is_empty() && row.get(7)? {
            let found = passage.place(text);
            spans = found.map_or_else(|| leaving::occurrences(&text.text, &passage.quote), |span| vec![span]);
        }
        held.push(Held { id, words: passage.quote, spans });
    }
    Ok(held)
}

/// Whether anything is withheld in the workspace, looked up once for a whole reading: mostly nothing is, and then no
/// answer is looked at for it.
#[derive(Default)]
pub(super) struct AnyHeld(Cell<Option<bool>>);

impl AnyHeld {
    fn is_any(&self, conn: &Connection) -> Result<bool, Error> {
        if let Some(known) = self.0.get() {
            return Ok(known);
        }
        let mut read = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM withheld WHERE live = 1)")?;
        let any = read.query_row([], |r| r.get(0))?;
        self.0.set(Some(any));
        Ok(any)
    }

    /// What has to be minded of an answer before it leaves.
    pub(super) fn care(&self, conn: &Connection, answer: u32, entry: &Entry) -> Result<Care, Error> {
        let held = if self.is_any(conn)? { of(conn, answer, &entry.text)? } else { Vec::new() };
        let spans = held.iter().flat_map(|one| one.spans.iter().copied()).collect();
        Ok(Care {
            citable: entry.citable.clone(),
            signatories: entry.signatories.as_deref().map(signatories::list).unwrap_or_default(),
            withheld: shorten::joined(spans),
            words: held.into_iter().map(|one| one.words).collect(),
        })
    }
}

/// A type, a region, and how many submitters are of both.
type OfKind = (Option<String>, Option<String>, usize);

/// How many submitters are of which type and region.
pub(crate) fn kinds(conn: &Connection) -> Result<Vec<OfKind>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT stakeholder_type, region, count(DISTINCT iif(submitter_folded = '', hex(id), submitter_folded))
         FROM submission WHERE visible = 1 GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, u32>(2)? as usize)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The texts of submissions for which it was said that they may not be cited by name: each with its submission, what was
/// said, and by whom it is as counts have it.
pub(crate) fn nameless(conn: &Connection) -> Result<Vec<(u32, String, String)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT a.n, s.citable, iif(s.submitter_folded = '', hex(s.id), s.submitter_folded) FROM submission s
         CROSS JOIN answer a ON a.submission = s.n
         WHERE s.visible = 1 AND a.visible = 1 AND s.citable IN ('anonymously', 'not at all')",
    )?;
    let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
