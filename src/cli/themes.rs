//! `themes`: the codebook with its counts, and changes to it.

mod changing;
mod files;

use std::path::Path;

use super::arguments::themes::{Form, Themes};
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use crate::export::codebook::{Format, Written};

/// `themes`
pub(super) fn run(ask: &Themes, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if let Some(file) = &ask.import {
        return files::take_in(file, ask, door, out);
    }
    if changing::is_asked(ask) {
        return changing::run(ask, door, out);
    }
    let workspace = door.read()?;
    if let Some(path) = &ask.output {
        return files::write(&workspace, path, ask, out);
    }
    if ask.format == Some(Form::Qdc) {
        return files::write(&workspace, Path::new("-"), ask, out);
    }
    let whole = workspace.whole_codebook()?;
    let format = match ask.format.unwrap_or(Form::Table) {
        Form::Table => return table(&whole.themes, out),
        Form::Csv => Format::Csv,
        Form::Toml => Format::Toml,
        Form::Jsonl => Format::JsonLines,
        Form::Json => Format::Json,
        Form::Qdc => Format::Qdc,
    };
    Ok(whole.write(format, out.out)?)
}

fn table(written: &[Written], out: &mut Output<'_>) -> Result<(), Stop> {
    let columns = [
        Column::Text("chip"),
        Column::Cut("theme", 60),
        Column::Number("answers"),
        Column::Text("definition"),
    ];
    let mut grid = Grid::new(&columns, out.width);
    for theme in written {
        let mark = match (theme.retired, theme.twin) {
            (true, _) => " (retired)",
            (false, true) => " (two of this name)",
            (false, false) => "",
        };
        let chip = theme.letter.map_or_else(|| theme.code.clone(), String::from);
        let path = format!("{}{mark}", theme.path);
        grid.row([chip, path, theme.answers.to_string(), theme.definition.clone()]);
    }
    Ok(grid.print(out.out)?)
}
