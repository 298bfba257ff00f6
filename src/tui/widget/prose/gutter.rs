//! The two lanes of passages beside a text.

use super::{Passage, Prose};

/// How many lanes the gutter has.
pub(super) const LANES: usize = 2;

/// A passage in a lane: the lines it stands beside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct InLane<'a> {
    pub(super) passage: &'a Passage,
    /// The first line, which has the letter.
    pub(super) first: usize,
    /// The last line.
    pub(super) last: usize,
}

impl Prose {
    /// Gives each passage a lane for all of its lines; a passage that finds both taken has none.
    ///
    /// Lanes depend on the passages alone, never on what is in sight, so scrolling moves none.
    pub(super) fn lanes<'a>(&self, passages: &'a [Passage]) -> [Vec<InLane<'a>>; LANES] {
        let mut sorted: Vec<&Passage> = passages.iter().filter(|passage| !passage.span.is_empty()).collect();
        sorted.sort_by_key(|passage| (passage.span.start, std::cmp::Reverse(passage.span.end)));
        let mut lanes: [Vec<InLane<'a>>; LANES] = std::array::from_fn(|_| Vec::new());
        for passage in sorted {
            let (first, last) = (self.line_of(passage.span.start), self.line_of(passage.span.end - 1));
            let mut free = lanes.iter_mut().filter(|lane| lane.last().is_none_or(|other| other.last < first));
            if let Some(lane) = free.next() {
                lane.push(InLane { passage, first, last });
            }
        }
        lanes
    }
}
