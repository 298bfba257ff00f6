//! What taking in a codebook would do, line by line.

use crate::model::codebook::TakenIn;

/// The lines, and which of them are in sight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changes {
    /// What is added, changed and left, a line each.
    pub lines: Vec<String>,
    /// The first line in sight; drawing stops at the last page.
    pub top: usize,
    /// Whether anything would be changed.
    pub are_any: bool,
}

impl Changes {
    /// Puts it in words.
    pub fn new(taken: &TakenIn) -> Self {
        Self { lines: taken.lines(), top: 0, are_any: taken.changes_anything() }
    }

    /// Scrolls.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.lines.len().saturating_sub(1));
    }
}
