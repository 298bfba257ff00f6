//! `keys`: the actions of the screen and the keys that do them.

use super::arguments::Printing;
use super::arguments::program::Keys;
use super::grid::{Column, Grid};
use super::output::{Output, Stop};
use super::settings;
use crate::action::KeyRow;
use crate::config::settings::KeymapName;
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::keymap::Keymap;

/// The user's own keys, in the folder for settings.
pub(super) const FILE: &str = "keymap.toml";

/// The keys in force: those of a keymap, overridden by the user's file where there is one.
///
/// # Errors
/// A mistake in that file, with its line.
pub(super) fn in_force(keymap: KeymapName, around: &Surroundings) -> Result<Keymap, Fault> {
    let path = around.config_dir.join(FILE);
    match settings::read(&path, &format!("the {keymap} keys hold"))? {
        Some(text) => Ok(Keymap::load_over(keymap, &text, &path.to_string_lossy())?),
        None => Ok(Keymap::named(keymap)),
    }
}

/// `keys`
pub(super) fn run(ask: Keys, around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    let keymap = match ask.keymap {
        Some(keymap) => keymap,
        None => settings::in_force(around)?.keymap,
    };
    let rows = in_force(keymap, around)?.table();
    let cells = |row: &KeyRow| {
        vec![row.action.to_owned(), row.scope.to_owned(), row.keys.join(", "), row.description.to_owned()]
    };
    let names = ["action", "scope", "keys", "description"];
    match ask.print.format {
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
