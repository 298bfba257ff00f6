//! What an operation carries. One shape for all kinds: cell writes, tags, removals, a status.
//!
//! Payloads name things by public ids only, never by local numbers. Things that the operation itself
//! makes are named `@0`, `@1` …: their ids follow from the operation's (JOURNAL.md, "Made things").

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Error;
use super::targets::Targets;
use crate::model::id::{MadeId, OperationId};
use crate::model::work::Stance;

/// What the entity of a cell is. The numbers are stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Call = 1,
    Section = 2,
    Question = 3,
    Theme = 4,
    Source = 5,
    Submission = 6,
    Note = 7,
    List = 8,
    Item = 9,
    Filter = 10,
    /// A text of a record: its fields are the offsets of marks by hand.
    Part = 11,
    /// An import, for what it did not take in.
    Import = 12,
    /// Two records that are one submission: the entity is both ids.
    Join = 13,
    /// The translation of an answer: the entity names the answer.
    Translation = 14,
    /// That a theme is not in a text, in an analyst's eyes: the entity names all three.
    Declined = 15,
    /// A quotation that shows what belongs to a theme.
    Example = 16,
    /// A stretch of text that is not to leave the workspace.
    Withheld = 17,
}

impl Kind {
    /// Reads the stored number.
    pub(crate) fn from_number(number: i64) -> Option<Self> {
        use Kind::{
            Call, Declined, Example, Filter, Import, Item, Join, List, Note, Part, Question, Section, Source,
            Submission, Theme, Translation, Withheld,
        };
        [
            Call,
            Section,
            Question,
            Theme,
            Source,
            Submission,
            Note,
            List,
            Item,
            Filter,
            Part,
            Import,
            Join,
            Translation,
            Declined,
            Example,
            Withheld,
        ]
        .into_iter()
        .find(|k| *k as i64 == number)
    }

    /// Whether its entities are made by operations and may be written `@0`.
    fn is_made(self) -> bool {
        matches!(
            self,
            Self::Theme
                | Self::Note
                | Self::List
                | Self::Item
                | Self::Import
                | Self::Example
                | Self::Withheld
        )
    }

    /// Whether its entities are bytes, written in hexadecimal digits.
    fn is_hash(self) -> bool {
        matches!(
            self,
            Self::Source
                | Self::Submission
                | Self::Filter
                | Self::Part
                | Self::Join
                | Self::Translation
                | Self::Declined
        )
    }
}

/// Fields of cells, by number, as they are stored. A number is never given to another meaning.
pub(crate) mod field {
    /// Present (1) or removed (0), for all kinds that can be removed.
    pub(crate) const LIFE: i64 = 0;

    pub(crate) const CALL_TITLE: i64 = 1;
    pub(crate) const CALL_PREFIX: i64 = 2;
    pub(crate) const CALL_DEADLINE: i64 = 3;

    pub(crate) const NUMBER: i64 = 1;
    pub(crate) const TITLE: i64 = 2;
    pub(crate) const RECOGNIZE: i64 = 3;
    pub(crate) const POSITION: i64 = 4;
    pub(crate) const SECTION: i64 = 5;
    pub(crate) const SHORT_NAME: i64 = 6;

    pub(crate) const THEME_NAME: i64 = 1;
    pub(crate) const THEME_PARENT: i64 = 2;
    pub(crate) const THEME_DEFINITION: i64 = 3;
    pub(crate) const THEME_USE_WHEN: i64 = 4;
    pub(crate) const THEME_NOT_WHEN: i64 = 5;
    pub(crate) const THEME_SHORT_NAME: i64 = 6;
    pub(crate) const THEME_LETTER: i64 = 7;
    pub(crate) const THEME_COLOUR: i64 = 8;
    pub(crate) const THEME_TERMS: i64 = 9;
    pub(crate) const THEME_POSITION: i64 = 10;
    /// The theme that it was merged into.
    pub(crate) const THEME_INTO: i64 = 11;
    /// 1 while it is not offered for tagging.
    pub(crate) const THEME_RETIRED: i64 = 12;

    pub(crate) const SOURCE_FILE: i64 = 1;
    pub(crate) const SOURCE_COLUMNS: i64 = 2;
    pub(crate) const SOURCE_DOCUMENTS: i64 = 3;
    pub(crate) const SOURCE_ATTACHED: i64 = 4;
    pub(crate) const SOURCE_TABLE: i64 = 5;
    pub(crate) const SOURCE_REPORT: i64 = 6;

    /// The metadata of `model::draft::Field`, in its order, from here on.
    pub(crate) const METADATA: i64 = 1;

    pub(crate) const NOTE_TARGET: i64 = 1;
    pub(crate) const NOTE_TEXT: i64 = 2;
    /// The name of who wrote it, where that is not who made the operation: a note that was taken in.
    pub(crate) const NOTE_BY: i64 = 3;
    /// When it was written there, in ISO 8601.
    pub(crate) const NOTE_AT: i64 = 4;

    pub(crate) const LIST_NAME: i64 = 1;
    /// What a finding is about: a theme or a question.
    pub(crate) const LIST_ABOUT: i64 = 2;
    pub(crate) const LIST_TEXT: i64 = 3;
    /// 1 while a finding is agreed.
    pub(crate) const LIST_AGREED: i64 = 4;

    pub(crate) const ITEM_LIST: i64 = 1;
    pub(crate) const ITEM_KEY: i64 = 2;
    pub(crate) const ITEM_KIND: i64 = 3;
    pub(crate) const ITEM_TARGET: i64 = 4;
    pub(crate) const ITEM_TEXT: i64 = 5;
    pub(crate) const ITEM_CUTS: i64 = 6;

    pub(crate) const IMPORT_LEFT_OUT: i64 = 1;

    pub(crate) const FILTER_NAME: i64 = 1;
    pub(crate) const FILTER_QUERY: i64 = 2;

    pub(crate) const TRANSLATION: i64 = 1;

    pub(crate) const EXAMPLE_THEME: i64 = 1;
    pub(crate) const EXAMPLE_TARGET: i64 = 2;

    pub(crate) const WITHHELD_TARGET: i64 = 1;
}

/// One cell write.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct CellWrite {
    /// What the entity is.
    #[serde(rename = "k")]
    pub kind: Kind,
    /// Which: a key, hexadecimal digits, or `@n`.
    #[serde(rename = "e")]
    pub entity: String,
    /// Which field.
    #[serde(rename = "f")]
    pub field: i64,
    /// Null, a number or a text.
    #[serde(rename = "v")]
    pub value: Value,
}

impl CellWrite {
    /// A write of `value`.
    pub(crate) fn new(kind: Kind, entity: impl Into<String>, field: i64, value: impl Into<Value>) -> Self {
        Self { kind, entity: entity.into(), field, value: value.into() }
    }

    /// The entity as it is stored, when operation `maker` wrote this.
    pub(crate) fn entity_bytes(&self, maker: OperationId) -> Result<Vec<u8>, Error> {
        let wrong = || Error::Damaged(format!("“{}” names no {:?}", self.entity, self.kind));
        if self.kind.is_made() {
            Ok(made(&self.entity, maker).ok_or_else(wrong)?.to_bytes().to_vec())
        } else if self.kind.is_hash() {
            crate::model::id::from_hex(&self.entity).ok_or_else(wrong)
        } else {
            Ok(self.entity.as_bytes().to_vec())
        }
    }
}

/// Reads `@n` or an id that is there.
pub(crate) fn made(name: &str, maker: OperationId) -> Option<MadeId> {
    match name.strip_prefix('@') {
        Some(n) => Some(MadeId { maker: maker.0, n: n.parse().ok()? }),
        None => name.parse().ok(),
    }
}

/// Tags of one theme that an operation makes; they are numbered through all groups, in order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct TagGroup {
    /// A theme's id, or `@n`.
    pub theme: String,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// On which answers.
    pub on: Vec<Targets>,
    /// On which passage of the one answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Anchor>,
    /// The name of the analyst whose they are, where that is not who made the operation: tags that were taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When they were made there, in ISO 8601: kept as it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// A passage, so that it is found again: exact on its part, by its words elsewhere (DATA.md, "Anchor").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Anchor {
    /// The part's id.
    pub part: crate::model::id::PartId,
    /// First code point in the part.
    pub start: u32,
    /// One after the last.
    pub end: u32,
    /// Its words.
    pub quote: String,
    /// Up to 32 characters before.
    pub before: String,
    /// Up to 32 characters after.
    pub after: String,
}

/// Tags of one operation, by the differences of their numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TagRun {
    /// The operation that made them.
    pub op: OperationId,
    /// The first number, then differences.
    pub i: Vec<u32>,
}

/// A review state that is set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct StatusWrite {
    /// The new state.
    pub value: crate::model::work::Status,
    /// On which answers.
    pub on: Vec<Targets>,
}

/// A stance that is set on tags; `None` takes it off.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct StanceWrite {
    /// What is said from now on.
    pub value: Option<Stance>,
    /// Of which tags.
    pub on: Vec<TagRun>,
}

/// Tags that go to another theme.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct ThemeWrite {
    /// The theme's id, or `@n`.
    pub theme: String,
    /// Which tags.
    pub on: Vec<TagRun>,
}

/// All that an operation carries.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// What it did, in words, for the history.
    pub what: String,
    /// Cell writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CellWrite>,
    /// Tags that it makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagGroup>,
    /// Tags that it removes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub untag: Vec<TagRun>,
    /// A stance that it sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<StanceWrite>,
    /// Tags that it gives to other themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<ThemeWrite>,
    /// A status that it sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusWrite>,
}
