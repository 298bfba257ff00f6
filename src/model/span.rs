//! Places in a text, counted in Unicode code points.

use serde::{Deserialize, Serialize};

/// A half-open stretch of a text, in code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One after the last code point.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`; an end before the start makes it empty.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// How many code points it holds.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a code point.
    pub fn meets(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a stretch of plain text is in its document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A heading of this level, from 1; 0 for a line that is a heading only by being bold.
    Heading(u8),
    /// A list item at this depth, from 1.
    ListItem(u8),
    /// A block quotation.
    Quote,
    /// A link to this address.
    Link(String),
    /// Preformatted text or code.
    Code,
    /// A table's cell or row.
    Table,
}

/// A form and where it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Formed {
    /// Where.
    pub span: Span,
    /// What.
    pub form: Form,
}
