//! Codings as one operation. Who takes them in makes it; each tag and note says whose it is.

use super::paths;
use crate::model::coded::{Codings, NotedThere, PlacedNote, sums};
use crate::model::operation::Touched;
use crate::store::notes::On;
use crate::store::payload::{CellWrite, Kind, Payload, TagGroup, field};
use crate::store::{self, codebook, targets};
use crate::workspace::change::{Asker, Look, Prepared, noted, passage, unknown};
use crate::workspace::{Error, theming};

/// Makes the operation.
pub(in crate::workspace) fn take_in(asker: &Asker<'_>, codings: &Codings) -> Result<Look, Error> {
    let before = codebook::codebook(asker.conn)?;
    let (after, added) = theming::plan(&before, &codings.themes)?;
    let mut cells = theming::cells(asker, &before, &after)?;
    let themes = paths::known(&after);
    let theme = |path: &[String]| {
        let found = themes.get(&paths::folded(path));
        found.copied().ok_or_else(|| unknown("theme", &path.join(" / ")))
    };
    let mut tags = Vec::with_capacity(codings.tags.len());
    for tag in &codings.tags {
        let anchor = tag.span.map(|span| passage(asker.conn, tag.answer, span)).transpose()?;
        tags.push(TagGroup {
            theme: theming::entity_of(theme(&tag.theme)?),
            stance: None,
            on: targets::encode(asker.conn, &[tag.answer.0])?,
            passage: anchor.and_then(|reference| reference.passage),
            by: tag.by.clone(),
            at: tag.at.clone(),
        });
    }
    // The themes that the operation makes are numbered first.
    let first = after.themes.iter().filter(|theme| theme.id.0.maker == [0; 16]).count();
    for (i, note) in codings.notes.iter().enumerate() {
        let entity = format!("@{}", first + i);
        let on = match &note.on {
            NotedThere::Here(target) => store::to_json(&noted(asker.conn, target)?.0)?,
            NotedThere::Theme(path) => {
                let id = theme(path)?;
                // A theme that is only being made has no id yet.
                let is_new = id.0.maker == [0; 16];
                store::to_json(&if is_new { On::MadeTheme(id.0.n) } else { On::Theme(id) })?
            }
        };
        cells.extend(note_cells(&entity, note, on));
    }
    if cells.is_empty() && tags.is_empty() {
        return Ok(Look::Nothing("all of it is there already".to_owned()));
    }
    let said = sums(tags.len(), codings.notes.len(), added.added.len());
    let what = format!("took in {said} from {}", codings.file);
    let changed = tags.len() + codings.notes.len();
    Ok(Look::Change(Box::new(Prepared {
        kind: "codings.import",
        payload: Payload { what, cells, tags, ..Payload::default() },
        undoes: None,
        changed,
        touched: Touched { work: true, codebook: true, ..Touched::default() },
    })))
}

fn note_cells(entity: &str, note: &PlacedNote, on: String) -> Vec<CellWrite> {
    let cell = |field, value: String| CellWrite::new(Kind::Note, entity, field, value);
    let mut cells = vec![cell(field::NOTE_TARGET, on), cell(field::NOTE_TEXT, note.text.clone())];
    cells.extend(note.by.clone().map(|by| cell(field::NOTE_BY, by)));
    cells.extend(note.at.clone().map(|at| cell(field::NOTE_AT, at)));
    cells
}
