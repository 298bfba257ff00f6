//! `undo`, `redo` and `history`.

use super::arguments::{History, Printing, Step};
use super::change::{SHORT_ID, carry_out};
use super::grid::{Column, Grid};
use super::lists::TERMINAL_ROWS;
use super::open::Door;
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::id::OperationId;
use crate::model::operation::HistoryEntry;
use crate::workspace::Workspace;

/// `undo`
pub(super) fn undo(ask: &Step, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let id = ask.id.as_deref().map(|id| named(&workspace, id)).transpose()?;
    carry_out(&mut workspace, Edit::Undo(id), "redo", ask.print.format, out)
}

/// `redo`
pub(super) fn redo(ask: &Step, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let id = ask.id.as_deref().map(|id| named(&workspace, id)).transpose()?;
    carry_out(&mut workspace, Edit::Redo(id), "undo", ask.print.format, out)
}

/// The action of this id or beginning of one; an undo or redo stands for what it took or brought back.
fn named(workspace: &Workspace, id: &str) -> Result<OperationId, Stop> {
    let history = workspace.history(None)?;
    let asked = id.to_lowercase();
    let found: Vec<&HistoryEntry> = history.iter().filter(|e| e.id.to_string().starts_with(&asked)).collect();
    match found.as_slice() {
        [one] if !asked.is_empty() => Ok(one.undoes.unwrap_or(one.id)),
        [] => Err(Fault::mistake(format!("no action is named “{id}”"))
            .hint("`rapporteur history` lists them")
            .into()),
        many => {
            let ids: Vec<String> = many.iter().take(8).map(|e| e.id.to_string()[..12].to_owned()).collect();
            Err(Fault::mistake(format!("“{id}” is more than one action"))
                .hint(format!("one of: {}", ids.join(", ")))
                .into())
        }
    }
}

/// `history`
pub(super) fn history(ask: &History, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let printing = ask.print.format;
    let stops = printing == Printing::Table && out.is_terminal() && ask.limit.is_none();
    let mut entries = workspace.history(if stops { Some(TERMINAL_ROWS + 1) } else { ask.limit })?;
    let more = stops && entries.len() > TERMINAL_ROWS;
    if more {
        entries.truncate(TERMINAL_ROWS);
    }
    match printing {
        Printing::Table => table(&entries, more, out),
        Printing::Csv => out.rows(
            &["id", "at", "device", "analyst", "kind", "summary", "undoes", "undone"],
            entries.iter().map(|e| {
                let undoes = e.undoes.map(|id| id.to_string()).unwrap_or_default();
                vec![
                    e.id.to_string(),
                    e.at.clone(),
                    e.device.clone(),
                    e.analyst.clone(),
                    e.kind.clone(),
                    e.summary.clone(),
                    undoes,
                    e.undone.to_string(),
                ]
            }),
        ),
        other => out.objects(other, &entries),
    }
}

fn table(entries: &[HistoryEntry], more: bool, out: &mut Output<'_>) -> Result<(), Stop> {
    let columns = [
        Column::Text("id"),
        Column::Text("when"),
        Column::Cut("analyst", 16),
        Column::Text("undone"),
        Column::Text("what"),
    ];
    let mut grid = Grid::new(&columns, out.width);
    for e in entries {
        let id = &e.id.to_string()[..SHORT_ID];
        // Minutes are enough to find an action by.
        let when: String = e.at.chars().take("2025-01-16T10:42".len()).collect();
        let undone = if e.undone { "undone" } else { "" };
        grid.row([id, &when.replace('T', " "), &e.analyst, undone, &e.summary]);
    }
    grid.print(out.out)?;
    out.out.flush()?;
    if more {
        out.remark("there is more; --limit N shows more, --format csv or json all");
    }
    Ok(())
}
