//! What screens show: rows, pages and counts, ready to be drawn.

use serde::{Deserialize, Serialize};

use super::id::{AnswerId, AnswerNumber, NoteId, TagId, ThemeId};
use super::span::{Formed, Span};
use super::submission::{Metadata, SourcePlace, Translation};
use super::work::{Stance, Status};

/// One row of the answers list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerRow {
    /// Its local number: what actions name it by.
    pub number: AnswerNumber,
    /// The present analyst's state.
    pub status: Status,
    /// The question's number; `None` for unplaced text.
    pub question: Option<String>,
    /// The submission's reference.
    pub reference: String,
    /// The submitter, if named.
    pub submitter: Option<String>,
    /// The submission's country, as stored.
    pub country: Option<String>,
    /// Its themes, each once, in the codebook's order.
    pub themes: Vec<ThemeId>,
    /// Whether it has a note.
    pub noted: bool,
    /// Whether it or a passage of it is on the current shortlist.
    pub shortlisted: bool,
    /// The first words, or those around what is looked for, on one line, not yet cleaned for display.
    pub excerpt: String,
    /// Where in the excerpt stands what is looked for, in code points, in order.
    pub found: Vec<Span>,
}

/// A stretch of the list under a query.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Position of the first row in the whole list, from 0.
    pub offset: usize,
    /// The rows.
    pub rows: Vec<AnswerRow>,
    /// How many answers match.
    pub answers: usize,
    /// How many unplaced texts match, beside them.
    pub unplaced: usize,
    /// How many submitters stand behind the answers, each once.
    pub submitters: usize,
    /// How many submissions' texts were left out: withdrawn, replaced, same again.
    pub left_out: usize,
    /// How many of the matching texts the present analyst has reviewed.
    pub reviewed: usize,
}

/// A tag in the reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownTag {
    /// Its id.
    pub id: TagId,
    /// Its theme.
    pub theme: ThemeId,
    /// Who tagged.
    pub analyst: String,
    /// For, against, mixed.
    pub stance: Option<Stance>,
    /// In code points of the answer's text; `None` for the whole answer.
    pub span: Option<Span>,
    /// The passage's words, kept even where the passage is no longer found.
    pub quote: Option<String>,
}

/// A note in the reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownNote {
    /// Its id.
    pub id: NoteId,
    /// Who wrote it.
    pub analyst: String,
    /// What it says.
    pub text: String,
    /// In code points of the answer's text; `None` for the whole answer.
    pub span: Option<Span>,
    /// When, in the local time zone, for people: "2025-01-14 10:42".
    pub at: String,
}

/// All that the reader shows of one answer.
#[derive(Clone, PartialEq, Debug)]
pub struct AnswerView {
    /// Its local number.
    pub number: AnswerNumber,
    /// Its public id.
    pub id: AnswerId,
    /// The submission's reference.
    pub reference: String,
    /// The question's number and short name; `None` for unplaced text.
    pub question: Option<(String, String)>,
    /// The question's heading as the source wrote it.
    pub heading: Option<String>,
    /// Who, when, where.
    pub metadata: Metadata,
    /// The imported text; cleaned only when drawn.
    pub text: String,
    /// Emphasis, headings, lists, in code points of `text`.
    pub forms: Vec<Formed>,
    /// How many words.
    pub words: u32,
    /// The present analyst's state.
    pub status: Status,
    /// Tags of all analysts.
    pub tags: Vec<ShownTag>,
    /// Notes of all analysts.
    pub notes: Vec<ShownNote>,
    /// Where the query's words stand in `text`.
    pub matches: Vec<Span>,
    /// Where it is in its source.
    pub source: SourcePlace,
    /// Whether it or a passage of it is on the current shortlist.
    pub shortlisted: bool,
    /// A translation, beside the text and no part of it.
    pub translation: Option<Translation>,
    /// What of the text is not to leave the workspace, in code points, in order.
    pub withheld: Vec<Span>,
    /// How it leaves by the clipboard.
    pub leaves: Leaves,
}

/// How an answer leaves by the clipboard: as it does in exports.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Leaves {
    /// Whether it does not leave, because its submitter may not be cited.
    pub refused: bool,
    /// The pseudonym that stands for submitter and country, where it may be cited anonymously only.
    pub pseudonym: Option<String>,
    /// The reference, where its own would tell the name.
    pub reference: Option<String>,
    /// What of the text reads “[…]”.
    pub behind: Vec<Span>,
}

/// Somebody who sent something, under one name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submitter {
    /// The name, as written.
    pub name: String,
    /// The name as searches compare it.
    pub folded: String,
    /// How many answers stand under exactly this name.
    pub answers: u32,
}

/// What a filter pane lists.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    /// The present analyst's review state.
    Status,
    /// Questions of the call, under their sections.
    Question,
    /// Themes, as a tree, and that there is none yet.
    Theme,
    /// Stakeholder types.
    StakeholderType,
    /// Regions, and the countries of each.
    Region,
    /// Languages.
    Language,
    /// What is special about how a text was submitted: late, withdrawn.
    Submitted,
    /// The files that the texts came in.
    Source,
    /// Analysts who tagged, noted or reviewed.
    Analyst,
    /// What submissions say in a column of tables with few values, by its head.
    Column(String),
}

/// Terms of a query that belong to a filter pane: it sets them aside where it counts, and its choices edit them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Own {
    /// Every term of a field.
    Field(&'static str),
    /// One value of a field alone.
    Value(&'static str, &'static str),
    /// What `attr:` asks of the column of this name.
    Column(String),
}

impl FacetKind {
    /// Those that every workspace has, in the order of the pane; columns follow.
    pub const ALL: [FacetKind; 9] = [
        Self::Status,
        Self::Question,
        Self::Theme,
        Self::StakeholderType,
        Self::Region,
        Self::Language,
        Self::Submitted,
        Self::Source,
        Self::Analyst,
    ];

    /// The pane's heading.
    pub fn title(&self) -> &str {
        match self {
            Self::Status => "Status",
            Self::Question => "Question",
            Self::Theme => "Theme",
            Self::StakeholderType => "Stakeholder type",
            Self::Region => "Region, country",
            Self::Language => "Language",
            Self::Submitted => "Submitted",
            Self::Source => "Source",
            Self::Analyst => "Analyst",
            Self::Column(head) => head,
        }
    }

    /// What of a query is its own.
    pub fn own(&self) -> Vec<Own> {
        match self {
            Self::Status => vec![Own::Field("status")],
            Self::Question => vec![Own::Field("section"), Own::Field("q")],
            Self::Theme => vec![Own::Field("theme"), Own::Value("no", "theme")],
            Self::StakeholderType => vec![Own::Field("type")],
            Self::Region => vec![Own::Field("region"), Own::Field("country")],
            Self::Language => vec![Own::Field("lang")],
            Self::Submitted => vec![Own::Field("is")],
            Self::Source => vec![Own::Field("source")],
            Self::Analyst => vec![Own::Field("analyst")],
            Self::Column(head) => vec![Own::Column(head.clone())],
        }
    }

    /// Whether its values are not shown until they are wanted: there may be hundreds of files, and dozens of columns.
    pub fn begins_shut(&self) -> bool {
        matches!(self, Self::Source | Self::Column(_))
    }
}

/// One value of a filter pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FacetValue {
    /// The field of the query language that it is a value of.
    pub field: &'static str,
    /// The word that stands for it in a query: `government`, `11`, `infrastructure/ipv6`, `"Size"=large`.
    pub term: String,
    /// Other words of the query that it was counted for, which mean the same: `Switzerland` beside `CH`.
    pub also: Vec<String>,
    /// What is shown, at most 14 columns where the data can help it.
    pub label: String,
    /// The number of a question or section, or the chip of a theme, shown before the label.
    pub lead: String,
    /// The theme, for its colour.
    pub theme: Option<ThemeId>,
    /// How deep in its tree, from 0.
    pub depth: u8,
    /// How many answers choosing it would give, its own pane's other choices set aside; of what stands under no
    /// question, how many texts.
    pub count: usize,
}

/// One filter pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facet {
    /// Which.
    pub kind: FacetKind,
    /// What of the query that it was counted for is its own.
    pub own: Vec<Own>,
    /// Its values, in their own order; those with no answers stay in place.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// A pane under a query that names its values by their own words.
    pub fn new(kind: FacetKind, values: Vec<FacetValue>) -> Self {
        Self { own: kind.own(), kind, values }
    }
}
