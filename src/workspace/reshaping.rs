//! Passages that are made longer or shorter. Another's tags and notes on them stay as they are.

use super::Error;
use super::change::{Asker, Look, passage};
use super::tagging::runs;
use crate::model::id::AnswerNumber;
use crate::model::plural::counted;
use crate::model::span::Span;
use crate::store::anchor::Held;
use crate::store::notes::{self, On};
use crate::store::payload::{CellWrite, Kind, Payload, TagGroup, field};
use crate::store::{codebook, tags, targets, to_json};

/// Puts the analyst's tags and notes of one passage on another stretch of the same text.
pub(super) fn reshape(asker: &Asker<'_>, answer: AnswerNumber, from: Span, to: Span) -> Result<Look, Error> {
    let conn = asker.conn;
    if from == to {
        return Ok(Look::Nothing("the passage is that already".to_owned()));
    }
    let on = passage(conn, answer, to)?;
    let whole = targets::encode(conn, &[answer.0])?;
    let held = tags::on_answer(conn, answer.0, asker.analyst)?;
    let at = |span: Span| held.iter().filter(move |(_, place)| *place == Held::At(span)).map(|(tag, _)| tag);
    let (mut groups, mut old) = (Vec::new(), Vec::new());
    for tag in at(from) {
        old.push(tag.key);
        let is_there = |group: &TagGroup, theme: &str| group.theme == theme;
        let theme = codebook::id(conn, tag.theme)?.to_string();
        // What is tagged so already is not tagged twice.
        if at(to).all(|other| other.theme != tag.theme) && !groups.iter().any(|one| is_there(one, &theme)) {
            groups.push(TagGroup {
                theme,
                stance: tags::stance_of(conn, tag.key)?,
                on: whole.clone(),
                passage: on.passage.clone(),
                by: None,
                at: None,
            });
        }
    }
    let notes = notes::on_passage(conn, answer.0, asker.analyst, from)?;
    if old.is_empty() && notes.is_empty() {
        return Ok(Look::Nothing("nothing on this passage is yours".to_owned()));
    }
    let target = to_json(&On::Answer(on))?;
    let cells: Vec<CellWrite> = notes
        .iter()
        .map(|note| CellWrite::new(Kind::Note, note.to_string(), field::NOTE_TARGET, target.clone()))
        .collect();
    let changed = old.len() + notes.len();
    let (longer, shorter) = (to.len() > from.len(), to.len() < from.len());
    let how = if longer {
        "longer"
    } else if shorter {
        "shorter"
    } else {
        "another"
    };
    let said: Vec<String> = [(old.len(), "tag"), (notes.len(), "note")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| counted(n, what))
        .collect();
    let what = format!("made a passage {how}, {}", said.join(" and "));
    let payload = Payload { what, cells, tags: groups, untag: runs(conn, old)?, ..Payload::default() };
    Ok(Look::work("tag.reshape", payload, changed))
}
