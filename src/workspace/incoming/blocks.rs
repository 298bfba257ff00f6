//! A text of a document in blocks: what stands together, why, and where else it could go.

use crate::model::call::{Call, Key};
use crate::model::draft::To;
use crate::model::id::{AnswerNumber, RecordId};
use crate::model::incoming::{Candidate, Laying};
use crate::model::placing::{BlockName, Placing};
use crate::model::span::Span;
use crate::store::derive::{self, Laid};
use crate::store::stretch::Structure;
use crate::store::{Conn, Error, incoming};

/// As much of a block's beginning as the widest screen shows, in code points.
const BEGINNING: usize = 400;

/// What is read of one document.
pub(super) struct Reader<'a> {
    pub(super) conn: &'a Conn,
    pub(super) call: &'a Call,
    pub(super) record: RecordId,
    pub(super) submission: i64,
    pub(super) format: &'a str,
}

/// The stretch from one mark to the end of another's.
pub(super) fn span(part: &Laid, first: usize, last: usize) -> Span {
    let start = part.marks.get(first).map_or(0, |mark| mark.offset);
    let end = part.marks.get(last + 1).map(|mark| mark.offset);
    Span::new(start, end.unwrap_or_else(|| part.text.chars().count() as u32))
}

/// The characters of a stretch.
fn words(part: &Laid, span: Span) -> String {
    part.text.chars().skip(span.start as usize).take(span.len() as usize).collect()
}

/// The paragraphs of a stretch.
fn paragraphs(structure: &Structure, span: Span) -> Vec<Span> {
    let spans = structure.blocks.iter().map(|block| block.span);
    spans.filter(|block| block.start >= span.start && block.start < span.end).collect()
}

/// The heading with which a stretch begins, if more text follows it, or it is all that there is.
pub(in crate::workspace) fn heading(part: &Laid, span: Span, structure: &Structure) -> Option<String> {
    let mark = part.marks.iter().find(|mark| mark.offset == span.start);
    if mark.is_some_and(|mark| matches!(mark.to, To::QuestionHeading(_))) {
        let next = part.marks.iter().map(|m| m.offset).find(|at| *at > span.start);
        let end = next.unwrap_or(span.end).min(span.end);
        return Some(words(part, Span::new(span.start, end)).trim().to_owned());
    }
    let first = *paragraphs(structure, span).first()?;
    // What was in doubt was in doubt for its first paragraph.
    let in_doubt = mark.is_some_and(|mark| !mark.unsure.is_empty());
    (structure.is_heading(first) || in_doubt).then(|| words(part, first).trim().to_owned())
}

impl Reader<'_> {
    /// Reads the blocks of a text.
    pub(super) fn read(&self, part: &Laid, all: &mut Vec<Laying>) -> Result<(), Error> {
        let structure = derive::beside(self.conn, part.n)?;
        let mut at = 0;
        let first = part.marks.first().map_or(part.text.chars().count() as u32, |mark| mark.offset);
        if first > 0 && !words(part, Span::new(0, first)).trim().is_empty() {
            all.push(self.block(part, &structure, Span::new(0, first), None)?);
        }
        while at < part.marks.len() {
            let mark = &part.marks[at];
            let follows = part.marks.get(at + 1).map(|next| &next.to);
            let with_next = match (&mark.to, follows) {
                (To::QuestionHeading(of), Some(To::Question(key))) => of == key,
                _ => false,
            };
            let last = at + usize::from(with_next);
            let span = span(part, at, last);
            if !words(part, span).trim().is_empty() {
                all.push(self.block(part, &structure, span, Some(at))?);
            }
            at = last + 1;
        }
        Ok(())
    }

    fn block(
        &self,
        part: &Laid,
        structure: &Structure,
        span: Span,
        mark: Option<usize>,
    ) -> Result<Laying, Error> {
        let mark = mark.map(|at| &part.marks[at]);
        let to = mark.map_or(To::Unplaced, |mark| mark.to.clone());
        let key = match &to {
            To::Question(key) | To::QuestionHeading(key) => Some(key),
            To::Unplaced | To::Structure => None,
        };
        let heading = heading(part, span, structure);
        let all = words(part, span);
        let text = match &heading {
            Some(heading) => all.trim_start().strip_prefix(heading.as_str()).unwrap_or(&all).trim_start(),
            None => all.trim_start(),
        };
        let waits = mark.is_some_and(derive::Begun::waits);
        let answer = match &to {
            To::Structure => None,
            _ => incoming::answer(self.conn, self.submission, key.map(Key::as_str), &part.place)?,
        };
        let thought = mark.map_or(&[][..], |mark| mark.unsure.as_slice());
        let (candidates, offered) = self.candidates(thought, mark.map_or("", |mark| &mark.reason));
        let begins = |p: &Span| part.marks.iter().any(|mark| mark.offset == p.start);
        let inside = paragraphs(structure, span).into_iter().filter(|p| p.start > span.start && !begins(p));
        Ok(Laying {
            name: BlockName { record: self.record, part: part.id, span },
            question: key
                .and_then(|key| self.call.question(key))
                .map(|q| (q.number.clone(), q.short_name.clone())),
            waits,
            reason: self.reason(part, mark)?,
            beginning: text.chars().take(BEGINNING).collect(),
            heading,
            place: self.place(part, structure, span.start),
            answer: answer.map(AnswerNumber),
            candidates,
            offered,
            paragraphs: inside.map(|p| (p.start, words(part, p).chars().take(200).collect())).collect(),
            to,
        })
    }

    /// Why it stands there; that it is under a question is seen.
    fn reason(&self, part: &Laid, mark: Option<&derive::Begun>) -> Result<String, Error> {
        let Some(mark) = mark else { return Ok("before the first question".to_owned()) };
        if let Some(op) = mark.by {
            return Ok(format!("placed by {}", incoming::analyst(self.conn, op)?));
        }
        let number = match &mark.to {
            To::Question(key) | To::QuestionHeading(key) => {
                self.call.question(key).map(|q| q.number.as_str())
            }
            To::Unplaced | To::Structure => None,
        };
        let reason = match number {
            Some(number) => mark.reason.replace(&format!(" of question {number}"), ""),
            None => mark.reason.clone(),
        };
        let is_note = part.place != "body" && reason.is_empty();
        Ok(if is_note { part.place.clone() } else { reason })
    }

    fn place(&self, part: &Laid, structure: &Structure, start: u32) -> String {
        if part.place != "body" {
            return part.place.replace(':', " ");
        }
        let Some(at) = structure.blocks.iter().position(|block| block.span.end > start) else {
            return String::new();
        };
        match (structure.blocks[at].page, self.format) {
            (Some(page), _) => format!("page {page}"),
            (None, "markdown") => format!("line {}", structure.blocks[at].line),
            (None, _) => format!("paragraph {}", at + 1),
        }
    }

    /// Where it could go: what was thought of, unplaced, then every other question.
    fn candidates(&self, thought: &[Key], reason: &str) -> (Vec<Candidate>, usize) {
        let mut all = Vec::new();
        for (at, key) in thought.iter().enumerate() {
            let Some(question) = self.call.question(key) else { continue };
            let why = match (reason.strip_prefix("wording of question"), at) {
                (Some(_), 0) => "the words of its heading",
                (Some(_), _) => "the number before it",
                _ if reason.starts_with("one heading") => "the heading names it",
                _ if reason.starts_with("wording of several") => "some words of its heading",
                _ => "the label before it",
            };
            all.push(Candidate {
                to: Placing::Under(key.clone()),
                label: format!("{} {}", question.number, question.short_name),
                reason: why.to_owned(),
            });
        }
        all.push(Candidate {
            to: Placing::Unplaced,
            label: "leave unplaced".to_owned(),
            reason: "stays with the submission".to_owned(),
        });
        let offered = all.len();
        for question in self.call.questions.iter().filter(|q| !thought.contains(&q.key)) {
            all.push(Candidate {
                to: Placing::Under(question.key.clone()),
                label: format!("{} {}", question.number, question.short_name),
                reason: String::new(),
            });
        }
        (all, offered)
    }
}

/// Says of the candidates of what waits where they would stand among what is placed.
pub(super) fn number_places(blocks: &mut [Laying], call: &Call) {
    let placed: Vec<Option<usize>> = blocks
        .iter()
        .map(|block| match &block.to {
            To::Question(key) | To::QuestionHeading(key) => call.position(key),
            To::Unplaced | To::Structure => None,
        })
        .collect();
    for at in (0..blocks.len()).filter(|at| blocks[*at].waits).collect::<Vec<_>>() {
        let before = placed[..at].iter().rev().find_map(|place| *place);
        let after = placed[at + 1..].iter().find_map(|place| *place);
        for candidate in &mut blocks[at].candidates {
            let Placing::Under(key) = &candidate.to else { continue };
            let Some(place) = call.position(key) else { continue };
            let in_order = before.is_none_or(|b| b < place) && after.is_none_or(|a| place < a);
            let next = after.and_then(|a| call.questions.get(a)).filter(|_| in_order);
            if let (Some(next), false) = (next, candidate.reason.is_empty()) {
                candidate.reason = format!("{}; stands before {}", candidate.reason, next.number);
            }
        }
    }
}
