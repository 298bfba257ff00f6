//! `init`: a new workspace with a call and themes to begin with.

use std::path::Path;

use super::arguments::{Init, Printing};
use super::grid::{Column, Grid};
use super::import::mapping;
use super::open::Door;
use super::output::{Output, Stop};
use crate::config::{call_file, theme_file};
use crate::fault::Fault;
use crate::model::call::{Call, Question};
use crate::workspace::Workspace;
use crate::workspace::describing::call_from;

/// `init`
pub(super) fn run(ask: &Init, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let call = match (&ask.call, &ask.call_from) {
        (Some(file), _) => call_file::parse(&text(file)?, &file.to_string_lossy()).map_err(Fault::from)?,
        (None, Some(file)) => {
            let mapping = ask.map.as_deref().map(|map| mapping(map, None)).transpose()?.unwrap_or_default();
            call_from(file, &mapping, door.around)?
        }
        (None, None) => call_file::bundled().map_err(Fault::from)?,
    };
    let themes = match &ask.themes {
        Some(file) => theme_file::parse(&text(file)?, &file.to_string_lossy()),
        None => theme_file::bundled(),
    };
    let themes = themes.map_err(Fault::from)?;
    Workspace::init(&ask.file, &call, &themes, door.around)?;
    let name = ask.file.display();
    out.say(
        ask.print.format,
        &format!("made {name}: {} questions, {} themes", call.questions.len(), themes.themes.len()),
    )?;
    if ask.call_from.is_some() {
        print(&call, ask.print.format, out)?;
    }
    if ask.print.format == Printing::Table {
        out.remark(&format!("next: rapporteur import -w {name} PATH, then rapporteur {name}"));
    }
    Ok(())
}

/// Prints a call.
pub(super) fn print(call: &Call, printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Table => {
            let columns = [Column::Text("number"), Column::Text("short name"), Column::Text("question")];
            let mut grid = Grid::new(&columns, out.width);
            for q in &call.questions {
                grid.row([&q.number, &q.short_name, &q.wording]);
            }
            grid.print(out.out)?;
            Ok(())
        }
        Printing::Csv => {
            let row = |q: &Question| vec![q.number.clone(), q.short_name.clone(), q.wording.clone()];
            out.rows(&["number", "short_name", "wording"], call.questions.iter().map(row))
        }
        Printing::Json => out.object(call),
        Printing::Jsonl => out.objects(printing, &call.questions),
    }
}

pub(super) fn text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|e| {
        Fault::bad_file(format!("{} could not be read: {e}", path.display())).hint("name a TOML file")
    })
}
