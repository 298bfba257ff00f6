//! A query whose names have been looked up in one workspace: what the store turns into SQL.

use jiff::civil::Date;

use crate::model::call::Key;
use crate::model::id::{ListId, SourceHash, ThemeId};
use crate::model::work::{Stance, Status};

/// Which answers and unplaced texts are meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filter {
    /// All of these; an empty list is everything.
    All(Vec<Filter>),
    /// Any of these.
    Any(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// Words of the text.
    Text(TextMatch),
    /// Under one of these questions.
    Question(Vec<Key>),
    /// Under a question of one of these sections.
    Section(Vec<Key>),
    /// Has a tag that is all of this.
    Tagged(TagMatch),
    /// The present analyst said that one of these themes is not in it.
    Declined(Vec<ThemeId>),
    /// Has a note (of anyone, on the answer or a passage of it) with all of these words; an empty list is any note.
    Noted(Vec<TextMatch>),
    /// The submission's field is one of these values, as stored (already looked up).
    Metadata(MetadataField, Vec<String>),
    /// The submitter's or reference's folded name holds one of these folded parts.
    Holds(NameField, Vec<String>),
    /// Somebody's review state.
    Status(Vec<Status>, Whose),
    /// Has a translation, attached or out of a table's column.
    Translated,
    /// Its text came in one of these files.
    Source(Vec<SourceHash>),
    /// Submitted within these days, both included; a missing end is open.
    Submitted(Option<Date>, Option<Date>),
    /// After the deadline's day.
    Late,
    /// Under no question.
    Unplaced,
    /// The source names no submitter.
    Anonymous,
    /// Its submitter took it back.
    Withdrawn,
    /// Another submission holds instead of it.
    Replaced,
    /// Everything, also what is left out otherwise (`is:any`).
    Everything,
    /// This many words.
    Words(Compare, u32),
    /// In one of the columns of these names, which are attributes, stands this folded value: as the whole in any
    /// submission, else as words of it; or what begins so.
    Attribute {
        /// The columns' names, with their occurrence.
        heads: Vec<String>,
        /// Folded; never empty.
        value: String,
        /// Whether what stands there may go on.
        prefix: bool,
    },
    /// On one of these shortlists, as a whole or by a passage.
    Shortlisted(Vec<ListId>),
    /// So many of those that this finds, and that are shown: always the same ones of the same texts by the same seed.
    Sample {
        /// Of what the sample is.
        of: Box<Filter>,
        /// How many; all, where there are not more.
        count: u32,
        /// Another seed draws other texts.
        seed: u64,
    },
    /// The public id of the answer or of its submission begins with one of these hexadecimal digits.
    Id(Vec<String>),
}

impl Filter {
    /// What a sample is drawn from; itself where it is none.
    pub fn whole(&self) -> &Self {
        match self {
            Self::Sample { of, .. } => of,
            whole => whole,
        }
    }

    /// Whether it speaks of what is otherwise left out: withdrawn and replaced submissions are then among what it
    /// may find.
    pub fn asks_for_all(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_for_all),
            Self::Not(inner) | Self::Sample { of: inner, .. } => inner.asks_for_all(),
            Self::Withdrawn | Self::Replaced | Self::Everything => true,
            _ => false,
        }
    }
}

/// Words to find in a text, already folded by `text::fold` and split into tokens by it. No list is ever empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextMatch {
    /// Next to each other and in this order.
    Phrase {
        /// The words.
        tokens: Vec<String>,
        /// Whether the last may go on (`wor*`).
        prefix: bool,
    },
    /// One of these phrases at least.
    Either(Vec<Vec<String>>),
    /// All of these phrases, in any order: from the end of each to the beginning of the last of them stand at most so
    /// many other words (`NEAR` of FTS5).
    Near(Vec<Vec<String>>, u32),
}

/// One tag that is all of these; `None` leaves a side open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TagMatch {
    /// One of these themes (descendants already added where they are meant).
    pub themes: Option<Vec<ThemeId>>,
    /// Made by one of these analysts, folded names.
    pub analysts: Option<Vec<String>>,
    /// With one of these stances.
    pub stances: Option<Vec<Stance>>,
}

/// Metadata with a set of values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MetadataField {
    /// `type:`
    StakeholderType,
    /// `country:`
    Country,
    /// `region:`
    Region,
    /// `lang:`
    Language,
}

/// Names of which a part is enough.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameField {
    /// `from:`
    Submitter,
    /// `ref:`
    Reference,
}

/// Whose review state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The present analyst's.
    Mine,
    /// This analyst's, folded name.
    Analyst(String),
    /// At least one analyst's.
    Anyone,
    /// No analyst's.
    NoOne,
}

/// How a number is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Compare {
    /// `>n`
    More,
    /// `>=n`
    AtLeast,
    /// `<n`
    Less,
    /// `<=n`
    AtMost,
    /// `n`
    Equal,
}

/// What a list can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SortField {
    /// The day of submission.
    Date,
    /// The submitter's folded name.
    Submitter,
    /// The reference.
    Reference,
    /// The call's order.
    Question,
    /// The number of words.
    Words,
    /// The country.
    Country,
    /// The stakeholder type.
    StakeholderType,
    /// How well the text fits the words that are looked for; the best comes first.
    Relevance,
}

/// A sort key; what is unknown comes last either way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SortKey {
    /// By what.
    pub field: SortField,
    /// From the greatest down (`sort:-date`).
    pub descending: bool,
}

/// A whole query, looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    /// Which answers.
    pub filter: Filter,
    /// In which order; empty is the order of the submissions, within one the call's.
    pub sort: Vec<SortKey>,
}
