//! How themes are used: what the codebook shows beside its tree.
//!
//! A theme is counted with those under it, as a query's `theme:` finds them. Answers and submitters are those under
//! questions that a list would show; texts under no question are counted beside them.

use std::collections::HashMap;

use jiff::civil::Date;

use super::id::{AnswerNumber, ExampleId, TagId, ThemeId};
use super::span::Span;
use super::view::ShownNote;
use super::work::Stance;

/// The counts beside the tree.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThemeCounts {
    /// How many submitters stand behind the answers of each theme, each once.
    pub submitters: HashMap<ThemeId, u32>,
    /// How many tags there are.
    pub tags: u32,
}

/// How one theme is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeUse {
    /// Which.
    pub theme: ThemeId,
    /// The query that finds its answers.
    pub query: String,
    /// How many answers carry it.
    pub answers: u32,
    /// How many submitters stand behind them, each once.
    pub submitters: u32,
    /// How many passages of these answers carry it, each once.
    pub passages: u32,
    /// How many texts under no question carry it.
    pub unplaced: u32,
    /// How many tags are of it alone, of all analysts, wherever they stand.
    pub own_tags: u32,
    /// How many of the answers each analyst tagged, the most first.
    pub analysts: Vec<(String, u32)>,
    /// How many of the answers were tagged with each stance.
    pub stances: Vec<(Stance, u32)>,
    /// The days of the first and the last of its tags.
    pub days: Option<(Date, Date)>,
    /// Its examples, then some of its passages, of different submitters.
    pub quotations: Vec<Quoted>,
    /// What was written of the theme itself, in order of making.
    pub notes: Vec<ShownNote>,
    /// When it was last changed, and by whom; `None` for one that is as it came.
    pub edited: Option<(Date, String)>,
}

/// A passage of the theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quoted {
    /// The answer; `None` where the workspace has it no longer.
    pub number: Option<AnswerNumber>,
    /// Where it stands in the answer's text; `None` where it is no longer found.
    pub span: Option<Span>,
    /// Its words.
    pub words: String,
    /// Who said it: the submitter, else the reference.
    pub who: String,
    /// The number of the question; `None` for unplaced text.
    pub question: Option<String>,
    /// The example that it is, if it was picked as one.
    pub example: Option<ExampleId>,
}

/// A tag of a theme, to be chosen from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeTag {
    /// Its id.
    pub id: TagId,
    /// The first words of its passage; `None` for a whole answer.
    pub words: Option<String>,
    /// The submitter, else the reference.
    pub who: String,
    /// The number of the question; `None` for unplaced text.
    pub question: Option<String>,
    /// Who tagged.
    pub analyst: String,
    /// For, against, mixed.
    pub stance: Option<Stance>,
}
