//! Single marks of one text: what holds where, what a move writes.

use crate::model::call::Key;
use crate::model::draft::{To, stretches};
use crate::model::placing::Placed;
use crate::model::span::Span;
use crate::store::derive::{Begun, Laid};
use crate::store::stretch::Structure;

/// Where the text at an offset stands.
pub(super) fn holds(part: &Laid, offset: u32) -> To {
    let before = part.marks.iter().rev().find(|mark| mark.offset <= offset);
    before.map_or(To::Unplaced, |mark| mark.to.clone())
}

/// Where the text under a heading stands.
pub(super) fn of_text(to: &To) -> To {
    match to {
        To::QuestionHeading(key) => To::Question(key.clone()),
        other => other.clone(),
    }
}

/// The questions under which there is text.
pub(super) fn answered(parts: &[Laid]) -> Vec<Key> {
    let mut keys = Vec::new();
    for part in parts {
        for (to, _, stretch) in stretches(&part.text, &part.settled()) {
            if let Some(To::Question(key)) = to
                && !stretch.trim().is_empty()
                && !keys.contains(key)
            {
                keys.push(key.clone());
            }
        }
    }
    keys
}

/// Where the first text begins that is no white space.
pub(super) fn first_text(part: &Laid) -> u32 {
    part.text.chars().take_while(|c| c.is_whitespace()).count() as u32
}

/// A stretch of an answer with the white space around it as far as it stands with it, and with the question's heading
/// where the whole of what stands under that goes.
pub(super) fn whole_with_heading(part: &Laid, span: Span) -> Span {
    let length = part.text.chars().count() as u32;
    let before = part.marks.iter().rposition(|mark| mark.offset <= span.start);
    let begins = before.map_or(0, |i| part.marks[i].offset);
    let ends = part.marks.iter().map(|mark| mark.offset).find(|at| *at >= span.end).unwrap_or(length);
    let blank = |from: u32, to: u32| {
        let between = part.text.chars().skip(from as usize).take(to.saturating_sub(from) as usize);
        between.into_iter().all(char::is_whitespace)
    };
    let start = if blank(begins, span.start) { begins } else { span.start };
    let end = if blank(span.end, ends) { ends } else { span.end };
    let heading = before.and_then(|i| i.checked_sub(1)).map(|i| &part.marks[i]);
    match (heading, before.map(|i| &part.marks[i].to)) {
        (Some(Begun { offset, to: To::QuestionHeading(of), .. }), Some(To::Question(key)))
            if start == begins && end == ends && of == key =>
        {
            Span::new(*offset, end)
        }
        _ => Span::new(start, end),
    }
}

/// What begins where when a stretch goes under a question: its heading becomes that question's.
pub(super) fn under(part: &Laid, span: Span, key: &Key, structure: &Structure) -> Vec<(u32, Placed)> {
    let heading = (span.start, Placed::QuestionHeading(key.clone()));
    match text_after_heading(part, span, structure) {
        Some(text) if text < span.end => vec![heading, (text, Placed::Question(key.clone()))],
        Some(_) => vec![heading],
        None => vec![(span.start, Placed::Question(key.clone()))],
    }
}

/// Where the text begins after the heading with which a stretch begins; `None` when it begins with none.
fn text_after_heading(part: &Laid, span: Span, structure: &Structure) -> Option<u32> {
    let mark = part.marks.iter().find(|mark| mark.offset == span.start)?;
    if matches!(mark.to, To::QuestionHeading(_)) {
        let next = part.marks.iter().map(|m| m.offset).find(|at| *at > span.start);
        return Some(next.unwrap_or(span.end).min(span.end));
    }
    // Of a block that was in doubt it was the heading, if there is one, that was nearly a question's.
    let block = structure.blocks.iter().find(|block| block.span.end > span.start)?.span;
    let text = structure.blocks.iter().map(|b| b.span.start).find(|at| *at >= block.end)?;
    (!mark.unsure.is_empty() && structure.is_heading(block) && text < span.end).then_some(text)
}

/// Whether all of that holds already, and nobody has to decide it.
pub(super) fn is_so(part: &Laid, span: Span, begins: &[(u32, Placed)]) -> bool {
    let within = |mark: &&Begun| span.start <= mark.offset && mark.offset < span.end;
    if part.marks.iter().filter(within).any(Begun::waits) {
        return false;
    }
    let mut wanted: Vec<(u32, To)> = Vec::new();
    for (offset, placed) in begins {
        let Some(to) = placed.to() else { return false };
        wanted.push((*offset, to));
    }
    let mut there = vec![(span.start, holds(part, span.start))];
    for mark in part.marks.iter().filter(|mark| span.start < mark.offset && mark.offset < span.end) {
        if there.last().is_none_or(|(_, to)| *to != mark.to) {
            there.push((mark.offset, mark.to.clone()));
        }
    }
    there == wanted
}

/// Puts marks into a stretch: what they write, so that what follows it stays where it is.
pub(super) fn put(part: &mut Laid, span: Span, begins: Vec<(u32, Placed)>) -> Vec<(u32, Placed)> {
    let length = part.text.chars().count() as u32;
    let mut written = Vec::new();
    let after = holds(part, span.end);
    let ends_at_mark = part.marks.iter().any(|mark| mark.offset == span.end);
    if !span.is_empty() && span.end < length && !ends_at_mark {
        written.push((span.end, Placed::from(after)));
    }
    let within = |mark: &Begun| span.start <= mark.offset && mark.offset < span.end;
    for mark in part.marks.iter().filter(|mark| within(mark)) {
        if begins.iter().all(|(offset, _)| *offset != mark.offset) {
            written.push((mark.offset, Placed::Joined));
        }
    }
    written.extend(begins);
    for (offset, placed) in &written {
        let thought = part.marks.iter().find(|mark| mark.offset == *offset);
        let (reason, unsure) = thought.map(|m| (m.reason.clone(), m.unsure.clone())).unwrap_or_default();
        part.marks.retain(|mark| mark.offset != *offset);
        if let Some(to) = placed.to() {
            part.marks.push(Begun { offset: *offset, to, by: Some(0), reason, unsure, also: Vec::new() });
        }
    }
    part.marks.sort_by_key(|mark| mark.offset);
    written
}
