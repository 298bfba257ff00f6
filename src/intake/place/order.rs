//! What only the order of the blocks can tell: bare labels out of order, ties of wording, sections
//! without their questions, tables of contents.

use std::collections::HashSet;

use super::block::{BUT_NUMBER, Look, Reading, Slices, asks_alone, looks};
use crate::intake::headings::label;
use crate::model::call::Call;
use crate::model::draft::{Block, PartDraft};

/// The beginning of the reason of a question known by its label alone.
pub(super) const LABEL: &str = "label";

/// So many headings in a row, all without text, are a table of contents if the questions come again.
const CONTENTS: usize = 3;

/// So many questions that are none of the call's make a document doubtful.
const OTHERS: usize = 3;

/// So many questions with other numbers, all in order, say that a document has numbers of its own.
const OWN_NUMBERS: usize = 3;

/// Settles the readings in the light of one another.
pub(super) fn settle(readings: &mut [Reading], part: &PartDraft, call: &Call) {
    drop_contents(readings, &looks(part));
    let numbers = printed(readings, part);
    trust_wordings(readings, &numbers, call);
    find_titles(readings, &numbers, call);
    doubt_labels(readings);
    settle_ties(readings, call);
    drop_sections(readings, call);
    doubt_among_others(readings, part);
}

fn question(reading: &Reading) -> Option<usize> {
    match reading {
        Reading::Question { index, .. } => Some(*index),
        _ => None,
    }
}

/// The last question that a heading names.
fn last(reading: &Reading) -> Option<usize> {
    match reading {
        Reading::Question { index, also, .. } => Some(also.iter().copied().fold(*index, usize::max)),
        _ => None,
    }
}

/// Takes a list of questions before the answers for text.
fn drop_contents(readings: &mut [Reading], looks: &[Look]) {
    let mut start = 0;
    while start < readings.len() {
        let listed = |i: usize| {
            question(&readings[i]).is_some() && looks.get(i) != Some(&Look::Heading)
                || matches!(readings[i], Reading::Section { .. } | Reading::Unsure { .. })
        };
        let length = (start..readings.len()).take_while(|i| listed(*i)).count();
        let run: Vec<usize> = readings[start..start + length].iter().filter_map(question).collect();
        let later: HashSet<usize> = if run.len() >= CONTENTS {
            readings[start + length..].iter().filter_map(question).collect()
        } else {
            HashSet::new()
        };
        if run.len() >= CONTENTS && run.iter().filter(|q| later.contains(q)).count() >= CONTENTS {
            // The last of a run may be the first real heading.
            let last_is_real = run.last().is_some_and(|q| !later.contains(q));
            let end = start + length - usize::from(last_is_real);
            readings[start..end].fill(Reading::Text);
        }
        start += length.max(1);
    }
}

/// The number that each heading has in the document, where the word "question" stands before it.
fn printed(readings: &[Reading], part: &PartDraft) -> Vec<Option<String>> {
    let mut slices = Slices::new(&part.text);
    let of = |(block, reading): (&Block, &Reading)| {
        let text = slices.take(block.span);
        let heading = matches!(reading, Reading::Question { .. } | Reading::Unsure { .. });
        let label = if heading { label(text).filter(|l| l.explicit) } else { None };
        label.and_then(|l| l.numbers.into_iter().next())
    };
    part.blocks.iter().zip(readings).map(of).collect()
}

/// The question of a wording that another number stands before.
fn disputed(reading: &Reading) -> Option<usize> {
    match reading {
        Reading::Unsure { candidates, reason } if reason.contains(BUT_NUMBER) => candidates.first().copied(),
        _ => None,
    }
}

/// A document that counts its questions in its own way: where several wordings stand before other numbers, and all
/// wordings are in the order of the call, the wordings are right and the numbers say nothing.
fn trust_wordings(readings: &mut [Reading], numbers: &[Option<String>], call: &Call) {
    let by_wording = |reading: &Reading| match reading {
        Reading::Question { index, reason, .. } if reason.contains("wording") => Some(*index),
        other => disputed(other),
    };
    let all: Vec<usize> = readings.iter().filter_map(by_wording).collect();
    let different: HashSet<usize> = readings.iter().filter_map(disputed).collect();
    if different.len() < OWN_NUMBERS || !all.is_sorted() {
        return;
    }
    let first = readings.iter().position(|r| disputed(r).is_some()).unwrap_or(0);
    for i in first..readings.len() {
        let asked = |q: usize| call.questions.get(q).map_or("?", |q| q.number.as_str());
        if let Some(index) = disputed(&readings[i]) {
            // The same question again, with the same number: this one is its title.
            let again = (i + 1..readings.len())
                .any(|j| disputed(&readings[j]) == Some(index) && numbers[j] == numbers[i]);
            readings[i] = if again {
                Reading::Title {
                    reason: format!("title of question {}, whose wording follows", asked(index)),
                }
            } else {
                let reason =
                    format!("wording of question {}; the document has numbers of its own", asked(index));
                Reading::Question { index, also: Vec::new(), reason, heading_end: None }
            };
        } else if let Reading::Question { index, reason, .. } = &readings[i]
            && (reason.starts_with(LABEL) || reason.starts_with("number and some"))
        {
            let reason = format!("{reason}, but the document has numbers of its own");
            readings[i] = Reading::Unsure { candidates: vec![*index], reason };
        }
    }
}

/// A heading that has the number of the question after it, and other words, is that question's title.
fn find_titles(readings: &mut [Reading], numbers: &[Option<String>], call: &Call) {
    let mut next: Option<(usize, usize)> = None;
    for i in (0..readings.len()).rev() {
        if let Reading::Question { index, .. } = readings[i] {
            next = Some((i, index));
        } else if matches!(readings[i], Reading::Unsure { .. }) {
            let follows = next.filter(|(j, _)| numbers[i].is_some() && numbers[*j] == numbers[i]);
            if let Some((_, index)) = follows {
                let number = call.questions.get(index).map_or("?", |q| q.number.as_str());
                let reason = format!("title of question {number}, whose wording follows");
                readings[i] = Reading::Title { reason };
            } else {
                next = None;
            }
        }
    }
}

/// A label alone counts only where it stands after what was recognized before it, and before what comes.
fn doubt_labels(readings: &mut [Reading]) {
    let mut next: Vec<Option<usize>> = vec![None; readings.len()];
    let mut following = None;
    for (i, reading) in readings.iter().enumerate().rev() {
        next[i] = following;
        following = question(reading).or(following);
    }
    let mut before = None;
    for (reading, next) in readings.iter_mut().zip(next) {
        if let Reading::Question { index, also, reason, .. } = reading {
            let end = also.iter().copied().fold(*index, usize::max);
            let in_order = before.is_none_or(|b| b <= *index) && next.is_none_or(|n| end <= n);
            let bare = reason.starts_with(LABEL);
            if bare && !in_order {
                let candidates = [*index].into_iter().chain(also.iter().copied()).collect();
                *reading = Reading::Unsure { candidates, reason: format!("{reason}, out of order") };
                continue;
            }
            if bare {
                reason.push_str(", in order");
            }
            before = Some(end);
        }
    }
}

/// Where more questions stand alone that are none of the call's than were recognized, the document may quote the others
/// in another language or in other words: nobody can say where an answer ends. What no number confirms is doubted.
fn doubt_among_others(readings: &mut [Reading], part: &PartDraft) {
    let recognized = readings.iter().filter_map(question).count();
    if recognized == 0 {
        return;
    }
    let (mut slices, looks) = (Slices::new(&part.text), looks(part));
    let mut is_other = |((block, reading), look): &((&Block, &Reading), Look)| {
        let text = slices.take(block.span);
        **reading == Reading::Text && !matches!(look, Look::Item | Look::Fixed) && asks_alone(text)
    };
    let others = part.blocks.iter().zip(readings.iter()).zip(looks).filter(|all| is_other(all)).count();
    if others < OTHERS || others <= recognized {
        return;
    }
    for reading in readings {
        if let Reading::Question { index, also, reason, .. } = reading
            && reason.starts_with("wording")
        {
            let candidates = [*index].into_iter().chain(also.iter().copied()).collect();
            let reason = format!("{reason}; more questions stand here than were recognized");
            *reading = Reading::Unsure { candidates, reason };
        }
    }
}

/// Of several questions with the same words, takes the one whose turn it is.
fn settle_ties(readings: &mut [Reading], call: &Call) {
    let mut turn = 0;
    for reading in readings {
        if let Reading::Unsure { candidates, reason } = reading
            && reason.starts_with("wording of several")
            && candidates.contains(&turn)
        {
            let number = call.questions.get(turn).map_or("?", |q| q.number.as_str());
            let reason = format!("wording of several questions; the turn of question {number}");
            *reading = Reading::Question { index: turn, also: Vec::new(), reason, heading_end: None };
        }
        turn = last(reading).map_or(turn, |q| q + 1);
    }
}

/// A section's heading stands before a question of it, or after the questions of earlier sections; else it is
/// a heading within an answer.
fn drop_sections(readings: &mut [Reading], call: &Call) {
    let section_of = |q: usize| {
        let key = &call.questions.get(q)?.section;
        call.sections.iter().position(|s| s.key == *key)
    };
    let mut next = None;
    let mut right = vec![true; readings.len()];
    for (i, reading) in readings.iter().enumerate().rev() {
        match reading {
            Reading::Question { index, .. } => next = section_of(*index),
            Reading::Section { index, .. } => right[i] = next.is_none_or(|n| n == *index),
            _ => {}
        }
    }
    let mut last = None;
    for (reading, right) in readings.iter_mut().zip(right) {
        match reading {
            Reading::Question { index, .. } => last = section_of(*index),
            Reading::Section { index, .. } if !right || last.is_some_and(|l| *index < l) => {
                *reading = Reading::Text;
            }
            _ => {}
        }
    }
}
