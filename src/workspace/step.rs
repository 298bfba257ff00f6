//! Undo and redo: new operations that switch others off and on, across restarts.

use super::Error;
use super::change::{Asker, Look, Prepared, unknown};
use crate::model::id::OperationId;
use crate::model::operation::Touched;
use crate::store::journal::{self, Stamp};
use crate::store::payload::{Kind, Payload};
use crate::store::remains::{self, Remains};

/// Takes an operation back.
pub(super) fn undo(asker: &Asker<'_>, operation: Option<OperationId>) -> Result<Look, Error> {
    let found = match (operation, asker.device) {
        (Some(id), _) => Some(root(asker, id)?),
        (None, Some(device)) => journal::undoable(asker.conn, device, asker.analyst)?,
        (None, None) => None,
    };
    match found {
        None => Ok(Look::Nothing("nothing of yours to take back".to_owned())),
        Some(op) if op.off => Ok(Look::Nothing("that is taken back already".to_owned())),
        Some(op) => step(asker, "undo", "took back", op.id, &op),
    }
}

/// Brings an operation back that was taken back.
pub(super) fn redo(asker: &Asker<'_>, operation: Option<OperationId>) -> Result<Look, Error> {
    let found = match (operation, asker.device) {
        (Some(id), _) => newest_undo(asker, &root(asker, id)?)?,
        (None, Some(device)) => journal::redoable(asker.conn, device, asker.analyst)?,
        (None, None) => None,
    };
    let Some(undo) = found else {
        return Ok(Look::Nothing("nothing to bring back".to_owned()));
    };
    let root = journal::root_of(asker.conn, &undo)?;
    if !root.off {
        return Ok(Look::Nothing("that is there already".to_owned()));
    }
    step(asker, "redo", "brought back", undo.id, &root)
}

fn step(
    asker: &Asker<'_>,
    kind: &'static str,
    verb: &str,
    names: OperationId,
    on: &Stamp,
) -> Result<Look, Error> {
    let carried = journal::payload(asker.conn, on.n)?;
    let mut what = format!("{verb}: {}", carried.what);
    if kind == "undo" {
        what.push_str(&told(&remains::of(asker.conn, on.n)?));
    }
    // Everything may have changed, but only imports, placements and joins say which answers there are.
    let says = |kind| matches!(kind, Kind::Source | Kind::Part | Kind::Join);
    let answers = carried.cells.iter().any(|cell| says(cell.kind));
    let touched = Touched { work: true, codebook: true, corpus: true, answers };
    let payload = Payload { what, ..Payload::default() };
    Ok(Look::Change(Box::new(Prepared { kind, payload, undoes: Some(names), changed: 1, touched })))
}

/// What an undo leaves as it is, in words: "; 2 of 5 stay, bo changed them since".
fn told(remains: &Remains) -> String {
    let superseded = (remains.superseded > 0).then(|| {
        let by = remains.by.join(", ");
        format!("; {} of {} stay, {by} changed them since", remains.superseded, remains.written)
    });
    let kept = remains.kept.iter().map(|(theme, who)| format!("; the theme {theme} is kept, {who} uses it"));
    superseded.into_iter().chain(kept).collect()
}

/// The operation of an id, or what that undo or redo is about.
fn root(asker: &Asker<'_>, id: OperationId) -> Result<Stamp, Error> {
    let op = journal::by_id(asker.conn, id)?.ok_or_else(|| unknown("operation", &id.to_string()))?;
    Ok(journal::root_of(asker.conn, &op)?)
}

fn newest_undo(asker: &Asker<'_>, root: &Stamp) -> Result<Option<Stamp>, Error> {
    Ok(journal::newest_undo(asker.conn, root.n)?)
}
