//! `keys`: the actions of the screen and the keys that do them.

use super::arguments::Printing;
use super::grid::{Column, Grid};
use super::output::{Output, Stop};
use crate::action::KeyRow;
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::keymap::Keymap;

/// The user's own keys, in the folder for settings.
const FILE: &str = "keymap.toml";

/// The keys in force: the default ones, overridden by the user's file where there is one.
///
/// # Errors
/// A mistake in that file, with its line.
pub(super) fn in_force(around: &Surroundings) -> Result<Keymap, Fault> {
    let path = around.config_dir.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Keymap::load(&text, &path.to_string_lossy())?),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Keymap::default()),
        Err(e) => Err(Fault::bad_file(format!("{} could not be read: {e}", path.display()))
            .hint("mend the file or move it away; without it the default keys hold")),
    }
}

/// `keys`
pub(super) fn run(printing: Printing, around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    let rows = in_force(around)?.table();
    let cells = |row: &KeyRow| {
        vec![row.action.to_owned(), row.scope.to_owned(), row.keys.join(", "), row.description.to_owned()]
    };
    let names = ["action", "scope", "keys", "description"];
    match printing {
        Printing::Table => {
            let mut grid = Grid::new(&names.map(Column::Text), out.width);
            for row in &rows {
                grid.row(cells(row));
            }
            Ok(grid.print(out.out)?)
        }
        Printing::Csv => out.rows(&names, rows.iter().map(cells)),
        other => out.objects(other, &rows),
    }
}
