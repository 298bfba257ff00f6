//! The lanes of passages beside a text.

use super::{LANES, Passage, Prose};
use crate::model::span::Span;

/// A passage in a lane: the lines it stands beside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct InLane<'a> {
    pub(super) passage: &'a Passage,
    /// The first line, which has the letter.
    pub(super) first: usize,
    /// The last line.
    pub(super) last: usize,
}

/// Passages beside each other.
#[derive(Debug, Default)]
pub(super) struct Lanes<'a> {
    /// Each lane, its passages from the top.
    pub(super) lanes: Vec<Vec<InLane<'a>>>,
    /// The passages that have none.
    pub(super) hidden: Vec<InLane<'a>>,
}

impl Prose {
    /// How many lanes it takes to show all of these stretches beside each other.
    pub fn lanes_needed(&self, mut spans: Vec<Span>) -> usize {
        spans.retain(|span| !span.is_empty());
        spans.sort_by_key(order);
        let mut lasts: Vec<usize> = Vec::new();
        for span in spans {
            let (first, last) = self.lines_of(span);
            match lasts.iter_mut().find(|other| **other < first) {
                Some(lane) => *lane = last,
                None => lasts.push(last),
            }
        }
        lasts.len()
    }

    /// Gives each passage a lane for all of its lines, where there are so many more than two. If that is not enough,
    /// two columns are for how many have none.
    ///
    /// Lanes depend on the passages alone, never on what is in sight, so scrolling moves none.
    pub(super) fn lanes<'a>(&self, passages: &'a [Passage], more: u16) -> Lanes<'a> {
        let columns = LANES + usize::from(more);
        let all = self.laid(passages, columns);
        if all.hidden.is_empty() || columns < LANES + 2 { all } else { self.laid(passages, columns - 2) }
    }

    fn laid<'a>(&self, passages: &'a [Passage], most: usize) -> Lanes<'a> {
        let mut sorted: Vec<&Passage> = passages.iter().filter(|passage| !passage.span.is_empty()).collect();
        sorted.sort_by_key(|passage| order(&passage.span));
        let mut laid = Lanes::default();
        for passage in sorted {
            let (first, last) = self.lines_of(passage.span);
            let placed = InLane { passage, first, last };
            let free = laid.lanes.iter().position(|lane| lane.last().is_none_or(|other| other.last < first));
            match free {
                Some(lane) => laid.lanes[lane].push(placed),
                None if laid.lanes.len() < most => laid.lanes.push(vec![placed]),
                None => laid.hidden.push(placed),
            }
        }
        laid
    }

    /// The first and the last line of a stretch that is not empty.
    fn lines_of(&self, span: Span) -> (usize, usize) {
        (self.line_of(span.start), self.line_of(span.end - 1))
    }
}

/// The outer one first.
fn order(span: &Span) -> (u32, std::cmp::Reverse<u32>) {
    (span.start, std::cmp::Reverse(span.end))
}
