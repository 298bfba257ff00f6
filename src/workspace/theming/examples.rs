//! Example quotations of themes.

use super::{change, known};
use crate::model::codebook::{Codebook, Incoming};
use crate::model::id::{AnswerNumber, ExampleId, ThemeId};
use crate::model::span::Span;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::{self, Conn, codebook, examples};
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look, passage, unknown};

/// Picks a passage as an example of a theme.
pub(in crate::workspace) fn pick(
    asker: &Asker<'_>,
    id: ThemeId,
    answer: AnswerNumber,
    span: Span,
) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let target = passage(asker.conn, answer, span)?;
    let there = examples::kept(asker.conn)?;
    if there.iter().any(|one| book.shown(one.theme) == theme.id && one.target == target) {
        return Ok(Look::Nothing(format!("it is an example of {} already", theme.name)));
    }
    let cell = |field, value: serde_json::Value| CellWrite::new(Kind::Example, "@0", field, value);
    let cells = vec![
        cell(field::LIFE, 1.into()),
        cell(field::EXAMPLE_THEME, theme.id.to_string().into()),
        cell(field::EXAMPLE_TARGET, store::to_json(&target)?.into()),
    ];
    let what = format!("picked an example of {}", theme.name);
    Ok(change("example.pick", Payload { what, cells, ..Payload::default() }, 1))
}

/// Takes an example off its theme.
pub(in crate::workspace) fn drop(asker: &Asker<'_>, id: ExampleId) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let there = examples::kept(asker.conn)?;
    let example = there.iter().find(|one| one.id == id).ok_or_else(|| unknown("example", &id.to_string()))?;
    let name = known(&book, example.theme).map(|theme| theme.name.clone()).unwrap_or_default();
    let cells = vec![CellWrite::new(Kind::Example, id.to_string(), field::LIFE, 0)];
    let what = format!("dropped an example of {name}");
    Ok(change("example.drop", Payload { what, cells, ..Payload::default() }, 1))
}

/// What becomes of the examples of a file.
#[derive(Default)]
pub(in crate::workspace) struct Picked {
    /// The writes that pick them.
    pub cells: Vec<CellWrite>,
    /// The paths of the themes that they are picked for, each with how many.
    pub of: Vec<(String, usize)>,
    /// Those that are not found, by the path of their theme.
    pub left: Vec<(String, String)>,
}

/// Looks for the examples of a file in the submissions, for the codebook as it becomes; those that are there stay.
pub(in crate::workspace) fn of_file(
    conn: &Conn,
    after: &Codebook,
    themes: &[Incoming],
) -> Result<Picked, Error> {
    let mut picked = Picked::default();
    if themes.iter().all(|theme| theme.examples.is_empty()) {
        return Ok(picked);
    }
    let there = examples::kept(conn)?;
    // Themes that the operation makes have the numbers before.
    let mut next = after.themes.iter().filter(|theme| theme.id.0.maker == [0; 16]).count();
    for incoming in themes {
        let id = incoming.id.map(|id| after.shown(id));
        let Some(theme) = id.and_then(|id| after.theme(id)) else { continue };
        let path = after.path(theme.id);
        let mut count = 0;
        for one in &incoming.examples {
            let is_it = |kept: &&examples::Kept| {
                let quote = kept.target.passage.as_ref().map(|anchor| anchor.quote.as_str());
                after.shown(kept.theme) == theme.id && quote == Some(one.quote.as_str())
            };
            if there.iter().any(|kept| is_it(&kept)) {
                continue;
            }
            let Some((answer, span)) = examples::standing(conn, &one.submission, &one.quote)? else {
                let words = crate::text::truncate(&one.quote, 40);
                let why = format!("its example “{words}” is not found in {}", one.submission);
                picked.left.push((path.clone(), why));
                continue;
            };
            let target = passage(conn, answer, span)?;
            let entity = format!("@{next}");
            let cell =
                |field, value: serde_json::Value| CellWrite::new(Kind::Example, entity.clone(), field, value);
            picked.cells.extend([
                cell(field::LIFE, 1.into()),
                cell(field::EXAMPLE_THEME, theme.id.to_string().into()),
                cell(field::EXAMPLE_TARGET, store::to_json(&target)?.into()),
            ]);
            next += 1;
            count += 1;
        }
        if count > 0 {
            picked.of.push((path, count));
        }
    }
    Ok(picked)
}
