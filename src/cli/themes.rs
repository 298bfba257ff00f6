//! `themes`: the codebook with its counts, and adding to it.

use std::collections::HashMap;

use serde::Serialize;

use super::arguments::{Printing, Themes};
use super::change::make;
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::edit::Edit;
use crate::model::id::ThemeId;

/// A theme, as `themes --format json` gives it.
#[derive(Serialize)]
struct ThemeRecord {
    id: ThemeId,
    path: String,
    letter: Option<char>,
    code: String,
    short_name: String,
    definition: String,
    /// How many texts carry a tag of it or of one under it.
    answers: usize,
}

/// `themes`
pub(super) fn run(ask: &Themes, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = ask.print.format;
    if let Some(path) = &ask.add {
        return make(&mut door.write()?, Edit::AddTheme { path: path.clone() }, printing, out);
    }
    let workspace = door.read()?;
    let codebook = workspace.codebook()?;
    let counts: HashMap<ThemeId, usize> = workspace.theme_counts()?.into_iter().collect();
    let themes: Vec<ThemeRecord> = codebook
        .themes
        .iter()
        .map(|theme| ThemeRecord {
            id: theme.id,
            path: codebook.path(theme.id),
            letter: theme.letter,
            code: theme.code.clone(),
            short_name: theme.short_name.clone(),
            definition: theme.definition.clone(),
            answers: counts.get(&theme.id).copied().unwrap_or(0),
        })
        .collect();
    let letter = |t: &ThemeRecord| t.letter.map(String::from).unwrap_or_default();
    match printing {
        Printing::Table => {
            let columns = [
                Column::Text("chip"),
                Column::Cut("theme", 60),
                Column::Number("answers"),
                Column::Text("definition"),
            ];
            let mut grid = Grid::new(&columns, out.width);
            for t in &themes {
                let chip = t.letter.map_or_else(|| t.code.clone(), String::from);
                grid.row([chip, t.path.clone(), t.answers.to_string(), t.definition.clone()]);
            }
            Ok(grid.print(out.out)?)
        }
        Printing::Csv => out.rows(
            &["id", "path", "letter", "code", "short_name", "definition", "answers"],
            themes.iter().map(|t| {
                let (id, answers) = (t.id.to_string(), t.answers.to_string());
                vec![
                    id,
                    t.path.clone(),
                    letter(t),
                    t.code.clone(),
                    t.short_name.clone(),
                    t.definition.clone(),
                    answers,
                ]
            }),
        ),
        other => out.objects(other, &themes),
    }
}
