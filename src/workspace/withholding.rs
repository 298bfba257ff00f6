//! Stretches of text that are not to leave the workspace: marked, and let go again.

use super::Error;
use super::change::{Asker, Look, passage};
use crate::model::id::AnswerNumber;
use crate::model::plural::counted;
use crate::model::span::Span;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::stretch::AnswerText;
use crate::store::{to_json, withheld};

/// Marks a stretch of an answer as not to leave; one that runs over several texts of the submission in all of them.
pub(super) fn withhold(asker: &Asker<'_>, answer: AnswerNumber, span: Span) -> Result<Look, Error> {
    let text = AnswerText::of(asker.conn, answer.0)?;
    let held = withheld::of(asker.conn, answer.0, &text)?;
    let covers = |part: Span| {
        held.iter().flat_map(|one| &one.spans).any(|held| held.start <= part.start && part.end <= held.end)
    };
    let mut cells = Vec::new();
    let mut n = 0;
    for (part, place) in text.pieces_of(span) {
        let Some(here) = text.in_answer(part, place).filter(|here| !here.is_empty() && !covers(*here)) else {
            continue;
        };
        let target = passage(asker.conn, answer, here)?;
        let cell =
            |field, value: serde_json::Value| CellWrite::new(Kind::Withheld, format!("@{n}"), field, value);
        cells.push(cell(field::LIFE, 1.into()));
        cells.push(cell(field::WITHHELD_TARGET, to_json(&target)?.into()));
        n += 1;
    }
    if n == 0 {
        if text.pieces_of(span).is_empty() {
            return Err(Error::Invalid("the passage is outside the answer's text".to_owned()));
        }
        return Ok(Look::Nothing("that is withheld already".to_owned()));
    }
    let what = "withheld a passage: it reads “[…]” in every export".to_owned();
    Ok(Look::work("withhold.add", Payload { what, cells, ..Payload::default() }, n))
}

/// Lets stretches that meet a passage leave again.
pub(super) fn lift(asker: &Asker<'_>, answer: AnswerNumber, span: Span) -> Result<Look, Error> {
    let text = AnswerText::of(asker.conn, answer.0)?;
    let mut held = withheld::of(asker.conn, answer.0, &text)?;
    held.retain(|one| one.spans.iter().any(|held| held.meets(span)));
    if held.is_empty() {
        return Ok(Look::Nothing("nothing is withheld there".to_owned()));
    }
    let cells =
        held.iter().map(|one| CellWrite::new(Kind::Withheld, one.id.to_string(), field::LIFE, 0)).collect();
    let what = format!("let {} leave again", counted(held.len(), "withheld passage"));
    Ok(Look::work("withhold.lift", Payload { what, cells, ..Payload::default() }, held.len()))
}
