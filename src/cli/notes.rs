//! `notes`: every note with what it is on, the newest first.

use super::arguments::{Notes, Printing};
use super::grid::{Column, Grid};
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::export::tables::notes::{COLUMNS, cells};

/// `notes`
pub(super) fn run(ask: &Notes, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let wanted = if ask.query.is_empty() { None } else { Some(query(&workspace, &ask.query)?.0) };
    let notes = workspace.notes(wanted.as_ref())?;
    match ask.print.format {
        Printing::Table => {
            let columns =
                [Column::Text("at"), Column::Text("analyst"), Column::Cut("on", 40), Column::Text("note")];
            let mut grid = Grid::new(&columns, out.width);
            for note in &notes {
                let day: String = note.at.chars().take(10).collect();
                grid.row([day, note.analyst.clone(), note.about(), note.text.replace('\n', " ")]);
            }
            grid.print(out.out)?;
            if notes.is_empty() {
                out.remark("no note here yet");
            }
            Ok(())
        }
        Printing::Csv => out.rows(&COLUMNS.map(|(name, _)| name), notes.iter().map(cells)),
        other => out.objects(other, &notes),
    }
}
