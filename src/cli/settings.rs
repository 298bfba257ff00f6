//! The user's own files in the folder for settings, and `config`, which makes, checks and names them.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::arguments::program::{Config, ConfigInit};
use super::arguments::{Print, Printing};
use super::grid::{Column, Grid};
use super::keys;
use super::output::{Output, Stop};
use crate::config::remembered;
use crate::config::settings::{self, KeymapName, Settings};
use crate::config::surroundings::Surroundings;
use crate::export::{self, file};
use crate::fault::Fault;
use crate::workspace::sample;

/// The settings in force: those of the user's file, where there is one.
///
/// # Errors
/// A mistake in that file, with its line.
pub(super) fn in_force(around: &Surroundings) -> Result<Settings, Fault> {
    let path = around.config_dir.join(settings::FILE);
    match read(&path, "the defaults hold")? {
        Some(text) => Ok(Settings::parse(&text, &path.to_string_lossy())?),
        None => Ok(Settings::default()),
    }
}

/// The text of one of the user's own files, if it is there; `without` says what holds when it is not.
pub(super) fn read(path: &Path, without: &str) -> Result<Option<String>, Fault> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Fault::bad_file(format!("{} could not be read: {e}", path.display()))
            .hint(format!("mend the file or move it away; without it {without}"))),
    }
}

/// `config`
pub(super) fn run(ask: Config, around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    match ask {
        Config::Init(ask) => init(ask, around, out),
        Config::Check => check(around, out),
        Config::Path(print) => paths(print, around, out),
    }
}

fn init(ask: ConfigInit, around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    let path = around.config_dir.join(settings::FILE);
    let failed = |what: &dyn std::fmt::Display| {
        Fault::bad_file(format!("{} could not be written: {what}", path.display()))
            .hint("check the permissions of the folder")
    };
    std::fs::create_dir_all(&around.config_dir).map_err(|e| failed(&e))?;
    let fill = |to: &mut dyn std::io::Write| Ok(to.write_all(settings::TEMPLATE.as_bytes())?);
    file::write(&path, ask.force, fill).map_err(|error| match error {
        export::Error::Exists(_) => Fault::bad_file(format!("{} is there already", path.display()))
            .hint("--force replaces it by a new one with the defaults"),
        other => failed(&other),
    })?;
    out.say(Printing::Table, &format!("made {}; every line in it is a default", path.display()))
}

/// Says of each file whether it is right; the last mistake is what the command fails with.
fn check(around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    let settings = in_force(around);
    // With a mistake in the settings the keys of one's own are looked at over the default ones.
    let keymap = settings.as_ref().map_or_else(|_| KeymapName::default(), |settings| settings.keymap);
    let keys = keys::in_force(keymap, around);
    let checked = [(settings::FILE, settings.map(drop)), (keys::FILE, keys.map(drop))];
    let mut wrong = None;
    for (name, result) in checked {
        let path = around.config_dir.join(name);
        match result {
            Ok(()) if path.exists() => out.say(Printing::Table, &format!("{}: ok", path.display()))?,
            Ok(()) => {
                out.say(Printing::Table, &format!("{}: not there, so the defaults hold", path.display()))?;
            }
            Err(fault) => {
                if let Some(before) = wrong.replace(fault) {
                    // Who closed standard error has the exit status.
                    let _ = writeln!(out.err, "{before}");
                }
            }
        }
    }
    wrong.map_or(Ok(()), |fault| Err(fault.into()))
}

/// One file of the program's own.
#[derive(Serialize)]
struct Place {
    /// What it is: settings, keymap, remembered, sample.
    file: &'static str,
    path: String,
    there: bool,
}

fn paths(print: Print, around: &Surroundings, out: &mut Output<'_>) -> Result<(), Stop> {
    let place =
        |file, path: PathBuf| Place { file, there: path.exists(), path: path.to_string_lossy().into_owned() };
    let places = [
        place("settings", around.config_dir.join(settings::FILE)),
        place("keymap", around.config_dir.join(keys::FILE)),
        place("remembered", around.state_dir.join(remembered::FILE)),
        place("sample", around.data_dir.join(sample::FILE)),
    ];
    let cells =
        |place: &Place, there: &str| vec![place.file.to_owned(), there.to_owned(), place.path.clone()];
    match print.format {
        Printing::Table => {
            let mut grid = Grid::new(&["file", "there", "path"].map(Column::Text), out.width);
            for place in &places {
                grid.row(cells(place, if place.there { "yes" } else { "no" }));
            }
            Ok(grid.print(out.out)?)
        }
        Printing::Csv => {
            let rows = places.iter().map(|place| cells(place, if place.there { "true" } else { "false" }));
            out.rows(&["file", "there", "path"], rows)
        }
        other => out.objects(other, &places),
    }
}
