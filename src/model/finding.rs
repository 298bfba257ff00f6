//! Findings: what the submissions come to on a theme or a question, in the analysts' words.
//!
//! A finding is a shortlist that is about something: its quotations are the items of the list, and so are headings and
//! comments between them. There is one of each theme and question; its id follows from what it is about, so that two files
//! in which it was written are one finding when they come together.

use serde::{Deserialize, Serialize};

use super::call::Key;
use super::id::{ListId, MadeId, ThemeId, digest16};
use super::work::ShortlistItem;

/// What a finding is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A theme of the codebook.
    Theme(ThemeId),
    /// A question of the call.
    Question(Key),
}

impl About {
    /// The id of the list that is its finding, in every file.
    pub fn list(&self) -> ListId {
        let maker = match self {
            Self::Theme(theme) => digest16("finding/1", &[b"theme", &theme.0.to_bytes()]),
            Self::Question(key) => digest16("finding/1", &[b"question", key.as_str().as_bytes()]),
        };
        ListId(MadeId { maker, n: 0 })
    }
}

/// How far a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Still worked on.
    #[default]
    Draft,
    /// The text as it stands is agreed; another text is a draft again.
    Agreed,
}

impl State {
    /// Both, in order.
    pub const ALL: [State; 2] = [Self::Draft, Self::Agreed];

    /// The word on the screen and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Agreed => "agreed",
        }
    }
}

/// What a finding says beside its quotations.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Said {
    /// What it is about, as it was made: a theme may have been merged into another since.
    pub about: About,
    /// The paragraph; empty while nothing is written. Texts that were written without seeing one another stand one below
    /// the other.
    pub text: String,
    /// Draft or agreed.
    pub state: State,
    /// Who wrote or agreed the text last.
    pub analyst: String,
    /// When, in ISO 8601.
    pub at: String,
}

/// A finding with its quotations: an element of `findings --format json`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Finding {
    /// Its list.
    pub list: ListId,
    /// What it is about: of a merged theme the one under which it is shown.
    pub about: About,
    /// The theme's path, or "Question 11".
    pub name: String,
    /// The paragraph; empty while nothing is written.
    pub text: String,
    /// Draft or agreed.
    pub state: State,
    /// Who wrote or agreed the text last.
    pub analyst: String,
    /// When, in ISO 8601.
    pub at: String,
    /// Its quotations in order, with headings and comments between.
    pub items: Vec<ShortlistItem>,
}
