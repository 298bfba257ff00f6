//! Applies an operation: its writes become cells, tags and states, and the caches of what it touched are
//! brought up to date. The state is a function of the set of operations, whatever the order of arrival.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::journal::{self, Stamp};
use super::payload::{Kind, Payload, TagRun, made};
use super::tags::{Change, NewTag, TagKey};
use super::targets::Targets;
use super::{
    Error, cells, codebook, derive, findings, lists, notes, questions, retarget, statuses, tags, targets,
    withheld,
};
use crate::model::id::{ListId, OperationId, ThemeId};
use crate::text;

/// The entities whose cells have changed. Sources come before what names their answers: kinds are sorted.
type Touched = BTreeSet<(Kind, Vec<u8>)>;

/// Told how much of the work is done, from 0 to 1; stops it by returning false.
pub(crate) type Watch<'a> = &'a dyn Fn(f32) -> bool;

/// Applies an operation that the journal has just taken.
pub(crate) fn apply(conn: &Connection, op: &Stamp) -> Result<(), Error> {
    apply_as(conn, op, None, &|_| true)
}

/// The same, of what may take its time. `own` is what the operation carries.
///
/// # Errors
/// [`Error::Stopped`] when `watch` says so.
pub(crate) fn apply_watched(
    conn: &Connection,
    op: &Stamp,
    own: &Payload,
    watch: Watch<'_>,
) -> Result<(), Error> {
    apply_as(conn, op, Some(own), watch)
}

fn apply_as(conn: &Connection, op: &Stamp, own: Option<&Payload>, watch: Watch<'_>) -> Result<(), Error> {
    let undoes: Option<[u8; 16]> =
        conn.prepare_cached("SELECT undoes FROM operation WHERE n = ?1")?.query_row([op.n], |r| r.get(0))?;
    match undoes {
        Some(named) => switch(conn, op, OperationId(named)),
        None => match own {
            Some(payload) => write(conn, op, payload, watch),
            None => write(conn, op, &journal::payload(conn, op.n)?, watch),
        },
    }
}

fn write(conn: &Connection, op: &Stamp, payload: &Payload, watch: Watch<'_>) -> Result<(), Error> {
    let analyst: i64 =
        conn.prepare_cached("SELECT analyst FROM operation WHERE n = ?1")?.query_row([op.n], |r| r.get(0))?;
    let mut touched = Touched::new();
    for cell in &payload.cells {
        let entity = cell.entity_bytes(op.id)?;
        cells::write(conn, cell.kind, &entity, cell.field, op, &stored(&cell.value)?)?;
        touched.insert((cell.kind, entity));
    }
    refresh(conn, &touched, Some(op), watch)?;
    // What was named before texts went to other answers is found again by its names.
    let find = if touched.iter().any(|(kind, _)| moves_texts(*kind)) {
        targets::decode
    } else {
        targets::just_encoded
    };
    write_tags(conn, op, analyst, (payload, find))?;
    if let Some(status) = &payload.status {
        for answer in find(conn, &status.on)? {
            statuses::write(conn, answer, analyst, op, status.value)?;
        }
    }
    Ok(())
}

/// Whether a write of such a cell can give texts to other answers, or answers to other submissions.
fn moves_texts(kind: Kind) -> bool {
    matches!(kind, Kind::Question | Kind::Source | Kind::Submission | Kind::Join | Kind::Part | Kind::Import)
}

/// How the local answers are found that an operation names.
type Find = fn(&Connection, &[Targets]) -> Result<Vec<u32>, Error>;

fn write_tags(
    conn: &Connection,
    op: &Stamp,
    analyst: i64,
    (payload, find): (&Payload, Find),
) -> Result<(), Error> {
    let mut i = 0;
    let mut adding = tags::Adding::new(conn)?;
    for group in &payload.tags {
        let theme = theme_of(conn, &group.theme, op)?;
        let analyst = match &group.by {
            Some(name) => journal::analyst(conn, name, &text::fold(name))?,
            None => analyst,
        };
        let answers = find(conn, &group.on)?;
        if group.passage.is_none() {
            let first = TagKey { op: op.n, i };
            i += answers.len() as u32;
            tags::add_whole(conn, &answers, first, (theme, analyst, group.stance))?;
            continue;
        }
        for answer in answers {
            let key = TagKey { op: op.n, i };
            let passage = group.passage.as_ref();
            adding.add(&NewTag { key, answer, theme, analyst, stance: group.stance, passage })?;
            i += 1;
        }
    }
    for tag in named(conn, &payload.untag)? {
        tags::change(conn, tag, op, Change::Remove)?;
    }
    if let Some(stance) = &payload.stance {
        for tag in named(conn, &stance.on)? {
            tags::change(conn, tag, op, Change::SetStance(stance.value))?;
        }
    }
    for split in &payload.split {
        let theme = theme_of(conn, &split.theme, op)?;
        for tag in named(conn, &split.on)? {
            tags::change(conn, tag, op, Change::SetTheme(theme))?;
        }
    }
    Ok(())
}

/// The row of a theme that an operation names.
fn theme_of(conn: &Connection, name: &str, op: &Stamp) -> Result<i64, Error> {
    let theme = made(name, op.id).ok_or_else(|| Error::Damaged(format!("“{name}” names no theme")))?;
    codebook::number(conn, ThemeId(theme))
}

/// The tags of runs, by local numbers.
fn named(conn: &Connection, runs: &[TagRun]) -> Result<Vec<TagKey>, Error> {
    let mut keys = Vec::new();
    for run in runs {
        let maker = journal::by_id(conn, run.op)?
            .ok_or_else(|| Error::Damaged(format!("an operation names {}, which is not here", run.op)))?;
        let mut i = 0;
        for difference in &run.i {
            i += difference;
            keys.push(TagKey { op: maker.n, i });
        }
    }
    Ok(keys)
}

/// Takes an operation back or brings it back: its own cells only.
fn switch(conn: &Connection, undo: &Stamp, named: OperationId) -> Result<(), Error> {
    let root = journal::root(conn, named)?;
    conn.prepare_cached("UPDATE operation SET root = ?2 WHERE n = ?1")?.execute((undo.n, root.n))?;
    let off = journal::is_taken_back(conn, root.n)?;
    if off == root.off {
        return Ok(());
    }
    conn.prepare_cached("UPDATE operation SET off = ?2 WHERE n = ?1")?.execute((root.n, off))?;
    let mut touched = Touched::new();
    for (kind, entity, field) in cells::written_by(conn, root.n)? {
        cells::settle(conn, kind, &entity, field)?;
        touched.insert((kind, entity));
    }
    refresh(conn, &touched, None, &|_| true)?;
    tags::switch(conn, root.n)?;
    statuses::switch(conn, root.n)
}

/// Brings the caches of these entities up to date, after a write of an operation or after one was switched.
fn refresh(
    conn: &Connection,
    touched: &Touched,
    written_by: Option<&Stamp>,
    watch: Watch<'_>,
) -> Result<(), Error> {
    let (mut lists_of, mut known) = (BTreeSet::new(), derive::Known::default());
    let all = touched.len().max(1) as f32;
    for (i, (kind, entity)) in touched.iter().enumerate() {
        let go_on = |part: f32| watch((i as f32 + part) / all);
        if !go_on(0.0) {
            return Err(Error::Stopped);
        }
        match kind {
            // These are few, and read from their cells.
            Kind::Call
            | Kind::Section
            | Kind::Filter
            | Kind::Import
            | Kind::Translation
            | Kind::Example
            | Kind::Declined => {}
            Kind::Question => questions::refresh(conn, entity)?,
            Kind::Theme => codebook::refresh(conn, entity)?,
            Kind::Source => retarget::refresh_source(conn, entity, &go_on)?,
            Kind::Submission => derive::refresh_record(conn, entity, &mut known)?,
            Kind::Join => retarget::refresh_join(conn, entity)?,
            Kind::Part => derive::refresh_part(conn, entity, &mut known)?,
            Kind::Note => notes::refresh(conn, entity)?,
            Kind::List => {
                lists::refresh_list(conn, entity)?;
                findings::refresh(conn, entity)?;
                lists_of
                    .extend(ListId::from_bytes(entity).map(|id| lists::list_number(conn, id)).transpose()?);
            }
            Kind::Item => {
                lists::refresh_item(conn, entity)?;
                lists_of.extend(lists::list_of(conn, entity)?);
            }
            Kind::Withheld => withheld::refresh(conn, entity)?,
        }
    }
    if touched.iter().any(|(kind, _)| *kind == Kind::Theme) {
        codebook::settle(conn)?;
    }
    lists::settle(conn, &lists_of, written_by)
}

/// A value as SQLite holds it.
fn stored(value: &serde_json::Value) -> Result<Value, Error> {
    match value {
        serde_json::Value::Null => Ok(Value::Null),
        serde_json::Value::String(text) => Ok(Value::Text(text.clone())),
        serde_json::Value::Number(number) => {
            number.as_i64().map(Value::Integer).ok_or_else(|| Error::Damaged(format!("{number} in a cell")))
        }
        other => Err(Error::Damaged(format!("{other} in a cell"))),
    }
}
