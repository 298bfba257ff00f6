//! Example quotations of themes.

use super::{change, known};
use crate::model::id::{AnswerNumber, ExampleId, ThemeId};
use crate::model::span::Span;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::{self, codebook, examples};
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
