//! Undo and redo: new operations that switch others off and on, across restarts.

use super::Error;
use super::change::{Asker, Look, Prepared, unknown};
use crate::model::id::OperationId;
use crate::model::operation::Touched;
use crate::store::cells;
use crate::store::journal::{self, Stamp};
use crate::store::payload::Payload;

/// Everything may have changed.
const ALL: Touched = Touched { work: true, codebook: true, corpus: true };

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
        Some(op) => {
            let (held, all) = cells::standing(asker.conn, op.n)?;
            if held == all {
                return step(asker, "undo", "took back", op.id, &op);
            }
            // What was written over since stays as it is, and the undo says so.
            let verb = format!("took back {held} of {all}, the rest was changed since");
            step(asker, "undo", &verb, op.id, &op)
        }
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
    let what = format!("{verb}: {}", journal::payload(asker.conn, on.n)?.what);
    let payload = Payload { what, ..Payload::default() };
    Ok(Look::Change(Box::new(Prepared { kind, payload, undoes: Some(names), changed: 1, touched: ALL })))
}

/// The operation of an id, or what that undo or redo is about.
fn root(asker: &Asker<'_>, id: OperationId) -> Result<Stamp, Error> {
    let op = journal::by_id(asker.conn, id)?.ok_or_else(|| unknown("operation", &id.to_string()))?;
    Ok(journal::root_of(asker.conn, &op)?)
}

fn newest_undo(asker: &Asker<'_>, root: &Stamp) -> Result<Option<Stamp>, Error> {
    Ok(journal::newest_undo(asker.conn, root.n)?)
}
