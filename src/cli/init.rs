//! `init`: a new workspace with a call and themes to begin with.

use std::path::Path;

use super::arguments::{Init, Printing};
use super::open::Door;
use super::output::{Output, Stop};
use crate::config::{call_file, theme_file};
use crate::fault::Fault;
use crate::workspace::Workspace;

/// `init`
pub(super) fn run(ask: &Init, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let call = match &ask.call {
        Some(file) => call_file::parse(&text(file)?, &file.to_string_lossy()),
        None => call_file::bundled(),
    };
    let themes = match &ask.themes {
        Some(file) => theme_file::parse(&text(file)?, &file.to_string_lossy()),
        None => theme_file::bundled(),
    };
    let (call, themes) = (call.map_err(Fault::from)?, themes.map_err(Fault::from)?);
    Workspace::init(&ask.file, &call, &themes, door.around)?;
    let name = ask.file.display();
    out.say(
        ask.print.format,
        &format!("made {name}: {} questions, {} themes", call.questions.len(), themes.themes.len()),
    )?;
    if ask.print.format == Printing::Table {
        out.remark(&format!("next: rapporteur import -w {name} PATH, then rapporteur {name}"));
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|e| {
        Fault::bad_file(format!("{} could not be read: {e}", path.display())).hint("name a TOML file")
    })
}
