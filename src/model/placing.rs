//! Where people put text that an import has laid elsewhere, or was unsure of.

use serde::{Deserialize, Serialize};

use super::call::Key;
use super::draft::To;
use super::id::{PartId, RecordId};
use super::span::Span;
use super::work::Target;

/// What begins at an offset of a part because somebody said so, and holds to the next mark.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placed {
    /// The answer to a question.
    Question(Key),
    /// The heading of a question.
    QuestionHeading(Key),
    /// Under no question.
    Unplaced,
    /// Headings of sections, running heads, page numbers.
    Structure,
    /// Nothing: the text goes on where the text before it stands.
    Joined,
}

impl Placed {
    /// Where the text stands; `None` when it goes on from the text before it.
    pub fn to(&self) -> Option<To> {
        match self {
            Self::Question(key) => Some(To::Question(key.clone())),
            Self::QuestionHeading(key) => Some(To::QuestionHeading(key.clone())),
            Self::Unplaced => Some(To::Unplaced),
            Self::Structure => Some(To::Structure),
            Self::Joined => None,
        }
    }
}

impl From<To> for Placed {
    fn from(to: To) -> Self {
        match to {
            To::Question(key) => Self::Question(key),
            To::QuestionHeading(key) => Self::QuestionHeading(key),
            To::Unplaced => Self::Unplaced,
            To::Structure => Self::Structure,
        }
    }
}

/// A stretch of a part, by public names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct BlockName {
    /// The record that it was read from.
    pub record: RecordId,
    /// The text in which it stands.
    pub part: PartId,
    /// Where in that text, in code points.
    pub span: Span,
}

/// Which text is placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Moved {
    /// All of the answers and unplaced texts, or a passage of one.
    Target(Target),
    /// Blocks of documents, with their headings.
    Blocks(Vec<BlockName>),
    /// A block, and every other one that waits to be decided under the same heading, in any document.
    Alike(BlockName),
}

/// Where it is placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Placing {
    /// Under a question.
    Under(Key),
    /// Under no question.
    Unplaced,
    /// With the text that stands before it.
    Joined,
    /// Where it is; from this offset of the part on it is a block of its own.
    SplitAt(u32),
}
