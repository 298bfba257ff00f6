//! Stretches of text that are not to leave the workspace: cells, and the table that exports ask.

use rusqlite::{Connection, params};

use super::payload::{Kind, field};
use super::targets::{self, Reference};
use super::{Error, cells, from_json, notes};
use crate::model::id::{OperationId, WithheldId};

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
