//! `filters`: the saved filters, saving one and removing one.

use super::arguments::{Filters, Printing};
use super::change::make;
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::edit::Edit;
use crate::model::work::SavedFilter;

/// `filters`
pub(super) fn run(ask: &Filters, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = ask.print.format;
    let edit = match (ask.save.as_deref(), &ask.remove) {
        (Some([name, query]), _) => Edit::SaveFilter { name: name.clone(), query: query.clone() },
        (_, Some(name)) => Edit::RemoveFilter { name: name.clone() },
        _ => return list(&door.read()?.filters()?, printing, out),
    };
    make(&mut door.write()?, edit, printing, out)
}

fn list(filters: &[SavedFilter], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    let cells = |f: &SavedFilter| vec![f.name.clone(), f.query.clone(), f.id.to_string()];
    let names = ["name", "query", "id"];
    match printing {
        Printing::Table => {
            let mut grid = Grid::new(&names.map(Column::Text), out.width);
            for filter in filters {
                grid.row(cells(filter));
            }
            grid.print(out.out)?;
            if filters.is_empty() {
                out.remark("no saved filter yet; `rapporteur filters --save NAME QUERY` makes one");
            }
            Ok(())
        }
        Printing::Csv => out.rows(&names, filters.iter().map(cells)),
        other => out.objects(other, filters),
    }
}
