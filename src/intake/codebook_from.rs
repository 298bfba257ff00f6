//! A codebook as a table, as `themes --format csv` writes it: a row a theme, the columns in any order.

use crate::model::codebook::{Incoming, PATH_SEPARATOR};
use crate::model::draft::{Body, SourceDraft};
use crate::text;

/// What to do about a file that cannot be taken in.
pub const WANTED: &str = "Name a table with a column `path` (“Infrastructure / IPv6”) and, as far as they are known, id, \
                      definition, use_when, not_when, short_name, letter, colour, terms and retired.";

/// The columns that are read, by their folded names.
const COLUMNS: [(&str, Column); 14] = [
    ("id", Column::Id),
    ("path", Column::Path),
    ("theme", Column::Path),
    ("name", Column::Path),
    ("definition", Column::Definition),
    ("description", Column::Definition),
    ("use when", Column::UseWhen),
    ("not when", Column::NotWhen),
    ("short name", Column::ShortName),
    ("letter", Column::Letter),
    ("colour", Column::Colour),
    ("color", Column::Colour),
    ("terms", Column::Terms),
    ("retired", Column::Retired),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Path,
    Definition,
    UseWhen,
    NotWhen,
    ShortName,
    Letter,
    Colour,
    Terms,
    Retired,
}

/// The themes of a table, in the order of its rows; `name` stands in messages.
///
/// # Errors
/// When it has no column of paths, or a cell is none of what its column holds.
pub fn themes(table: &SourceDraft, name: &str) -> Result<Vec<Incoming>, String> {
    let column = |head: &String| {
        let folded = text::fold(head);
        COLUMNS.iter().find(|(name, _)| *name == folded).map(|(_, column)| *column)
    };
    let columns: Vec<Option<Column>> = table.header.iter().map(column).collect();
    if !columns.contains(&Some(Column::Path)) {
        return Err(format!("{name} does not say what its themes are called"));
    }
    let mut themes = Vec::with_capacity(table.records.len());
    for record in &table.records {
        let Body::Row { number, cells } = &record.body else { continue };
        let mut theme = Incoming::default();
        for (column, cell) in columns.iter().zip(cells) {
            if let Some(column) = column {
                fill(&mut theme, *column, plain(cell))
                    .map_err(|what| format!("{name}, row {number}: {what}"))?;
            }
        }
        if theme.path.is_empty() {
            return Err(format!("{name}, row {number}: the theme has no name"));
        }
        themes.push(theme);
    }
    Ok(themes)
}

/// A cell without the sign that keeps spreadsheet programs from taking it for a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

fn fill(theme: &mut Incoming, column: Column, cell: &str) -> Result<(), String> {
    if cell.is_empty() {
        return Ok(());
    }
    let text = || cell.to_owned();
    match column {
        Column::Id => theme.id = Some(cell.parse().map_err(|_| format!("“{cell}” is no id of a theme"))?),
        Column::Path if theme.path.is_empty() => {
            theme.path = cell.split(PATH_SEPARATOR).map(|name| name.trim().to_owned()).collect();
        }
        // Of a path and a name the first column holds.
        Column::Path => {}
        Column::Definition => theme.definition = text(),
        Column::UseWhen => theme.use_when = text(),
        Column::NotWhen => theme.not_when = text(),
        Column::ShortName => theme.short_name = text(),
        Column::Letter => {
            let mut letters = cell.chars();
            theme.letter = letters.next().filter(|_| letters.next().is_none());
            if theme.letter.is_none() {
                return Err(format!("“{cell}” is not one letter"));
            }
        }
        Column::Colour => {
            let colour = cell.parse().ok().filter(|colour| (1..=12).contains(colour));
            theme.colour = Some(colour.ok_or_else(|| format!("“{cell}” is no colour: they are 1 to 12"))?);
        }
        Column::Terms => theme.terms = cell.split(';').map(|term| term.trim().to_owned()).collect(),
        Column::Retired => match cell.to_lowercase().as_str() {
            "yes" | "true" | "1" => theme.retired = true,
            "no" | "false" | "0" => {}
            _ => return Err(format!("“{cell}” in the column retired is neither yes nor no")),
        },
    }
    Ok(())
}
