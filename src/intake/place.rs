//! Under which question each stretch of a document stands.
//!
//! A heading is recognized by its wording; a number before it confirms or doubts the wording, and the
//! order of the questions decides where wording leaves several. A bare number never places: it may
//! be a chapter, a footnote or a paragraph. A bare *label* ("Question 7", "Q7:") does, where it
//! stands in order. Where wording and number disagree the block is unsure: it stays unplaced, with the
//! questions that were thought of. Every mark keeps its reason in words.
//!
//! [`parts`] places a whole document, footnotes with the text that refers to them.

mod block;
mod instruction;
mod order;

use std::collections::HashMap;

use crate::model::call::{Call, Key, Question};
use crate::model::draft::{Mark, PartDraft, To};
use crate::model::span::{Form, Span};

use super::wording::Wordings;
use block::Reading;
pub(super) use block::Slices;

/// Says what stands where in one part.
pub fn document(part: &PartDraft, call: &Call) -> Vec<Mark> {
    if part.text.is_empty() {
        return Vec::new();
    }
    if part.place != "body" {
        return vec![unplaced(0, "a footnote".to_owned(), Vec::new())];
    }
    let wordings = Wordings::of(call);
    let mut readings = block::readings(part, call, &wordings);
    order::settle(&mut readings, part, call);
    marks(part, &readings, call)
}

/// Says what stands where in a document: a footnote stands with the text that refers to it.
pub fn parts(parts: &[PartDraft], call: &Call) -> Vec<Vec<Mark>> {
    let Some(body) = parts.first() else { return Vec::new() };
    let marks = document(body, call);
    let mut references = HashMap::new();
    for formed in &body.forms {
        if let Form::Link(to) = &formed.form {
            references.entry(to.as_str()).or_insert(formed.span.start);
        }
    }
    let mut all = Vec::with_capacity(parts.len());
    for note in &parts[1..] {
        let reference = references.get(note.place.as_str());
        let before = reference.map_or(0, |at| marks.partition_point(|m| m.offset <= *at));
        let to = before.checked_sub(1).map(|i| &marks[i].to);
        all.push(match to {
            _ if note.text.is_empty() => Vec::new(),
            Some(To::Question(key) | To::QuestionHeading(key)) => {
                let reason = format!("footnote of the answer to question {}", number(call, key));
                vec![Mark {
                    offset: 0,
                    to: To::Question(key.clone()),
                    reason,
                    unsure: Vec::new(),
                    also: Vec::new(),
                }]
            }
            _ => document(note, call),
        });
    }
    all.insert(0, marks);
    all
}

/// What a reason says of the other questions that a heading names.
fn answers_too(others: &[&Question]) -> String {
    let numbers: Vec<&str> = others.iter().map(|other| other.number.as_str()).collect();
    match numbers.as_slice() {
        [] => String::new(),
        all => format!("; answers {}, too", all.join(" and ")),
    }
}

fn number<'c>(call: &'c Call, key: &'c Key) -> &'c str {
    call.question(key).map_or(key.as_str(), |q| q.number.as_str())
}

fn unplaced(offset: u32, reason: String, unsure: Vec<Key>) -> Mark {
    Mark { offset, to: To::Unplaced, reason, unsure, also: Vec::new() }
}

/// Writes the marks: a heading's, then its answer's from the next block on.
fn marks(part: &PartDraft, readings: &[Reading], call: &Call) -> Vec<Mark> {
    let mut marks = Marks { list: Vec::new(), next: None };
    if !matches!(
        readings.first(),
        Some(Reading::Question { .. } | Reading::Section { .. } | Reading::Unsure { .. })
    ) {
        marks.next = Some((To::Unplaced, "before the first question".to_owned()));
    }
    let last_question = readings.iter().rposition(|r| matches!(r, Reading::Question { .. }));
    for (i, (block, reading)) in part.blocks.iter().zip(readings).enumerate() {
        let at = if i == 0 { 0 } else { block.span.start };
        match reading {
            Reading::Question { index, also, reason, heading_end } => {
                let Some(question) = call.questions.get(*index) else { continue };
                let others: Vec<_> = also.iter().filter_map(|other| call.questions.get(*other)).collect();
                marks.push(
                    at,
                    To::QuestionHeading(question.key.clone()),
                    reason.clone() + &answers_too(&others),
                );
                if let Some(heading) = marks.list.last_mut() {
                    heading.also = others.iter().map(|other| other.key.clone()).collect();
                }
                let answer =
                    (To::Question(question.key.clone()), format!("answer to question {}", question.number));
                match heading_end {
                    Some(end) => marks.push(*end, answer.0, answer.1),
                    None => marks.next = Some(answer),
                }
            }
            Reading::Section { reason, .. } => {
                marks.push(at, To::Structure, reason.clone());
                marks.next = Some((To::Unplaced, "after a section's heading".to_owned()));
            }
            Reading::Title { reason } => {
                marks.push(at, To::Structure, reason.clone());
                marks.next = Some((To::Unplaced, "after a title, before the question's wording".to_owned()));
            }
            Reading::Instruction => marks.instruction(at),
            Reading::Unsure { candidates, reason } => {
                let keys =
                    candidates.iter().filter_map(|c| call.questions.get(*c)).map(|q| q.key.clone()).collect();
                marks.next = None;
                marks.list.push(unplaced(at, reason.clone(), keys));
            }
            Reading::Closing if last_question.is_some_and(|last| last < i) => {
                marks.push(at, To::Unplaced, "after the last answer".to_owned());
            }
            Reading::Closing | Reading::Text => marks.pending(at),
        }
    }
    marks.list
}

/// Marks in order, and what begins at the next block that is text.
struct Marks {
    list: Vec<Mark>,
    next: Option<(To, String)>,
}

impl Marks {
    fn push(&mut self, offset: u32, to: To, reason: String) {
        self.next = None;
        self.list.push(Mark { offset, to, reason, unsure: Vec::new(), also: Vec::new() });
    }

    /// What the form says is structure where an answer stands or is expected; the answer goes on after it.
    fn instruction(&mut self, offset: u32) {
        let open = self.list.last().filter(|mark| matches!(mark.to, To::Question(_)));
        let answer = match &self.next {
            Some(next) if matches!(next.0, To::Question(_)) => Some(next.clone()),
            Some(_) => None,
            None => open.map(|mark| (mark.to.clone(), mark.reason.clone())),
        };
        if answer.is_some() {
            self.push(offset, To::Structure, "an instruction of the form".to_owned());
            self.next = answer;
        } else {
            self.pending(offset);
        }
    }

    fn pending(&mut self, offset: u32) {
        if let Some((to, reason)) = self.next.take() {
            self.push(offset, to, reason);
        }
    }
}

/// Where a block stands.
fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && outer.end >= inner.end
}
