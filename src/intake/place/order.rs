//! What only the order of the blocks can tell: bare labels out of order, ties of wording, sections
//! without their questions, tables of contents.

use std::collections::HashSet;

use super::block::{Look, Reading, looks};
use crate::model::call::Call;
use crate::model::draft::PartDraft;

/// The beginning of the reason of a question known by its label alone.
pub(super) const LABEL: &str = "label";

/// So many headings in a row, all without text, are a table of contents if the questions come again.
const CONTENTS: usize = 3;

/// Settles the readings in the light of one another.
pub(super) fn settle(readings: &mut [Reading], part: &PartDraft, call: &Call) {
    drop_contents(readings, &looks(part));
    doubt_labels(readings);
    settle_ties(readings, call);
    drop_sections(readings, call);
}

fn question(reading: &Reading) -> Option<usize> {
    match reading {
        Reading::Question { index, .. } => Some(*index),
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
        if let Reading::Question { index, reason, .. } = reading {
            let in_order = before.is_none_or(|b| b <= *index) && next.is_none_or(|n| *index <= n);
            let bare = reason.starts_with(LABEL);
            if bare && !in_order {
                *reading =
                    Reading::Unsure { candidates: vec![*index], reason: format!("{reason}, out of order") };
                continue;
            }
            if bare {
                reason.push_str(", in order");
            }
            before = Some(*index);
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
            *reading = Reading::Question { index: turn, reason, heading_end: None };
        }
        turn = question(reading).map_or(turn, |q| q + 1);
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
