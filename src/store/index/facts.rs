//! What every text and every submission has, by local numbers.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

use crate::model::call::Key;
use crate::model::id::ThemeId;
use crate::query::filter::MetadataField;

/// Local numbers of answers and unplaced texts.
pub(crate) type Set = RoaringBitmap;

/// Stands for "none" in a column of numbers.
pub(super) const NONE: u32 = u32::MAX;

/// The facts, true for one state of the file.
#[derive(Clone, Default, Debug)]
pub(super) struct Facts {
    pub texts: Texts,
    pub sent: Sent,
    /// Texts that are shown at all.
    pub visible: Set,
    /// Those of them under no question.
    pub unplaced: Set,
    /// Texts of submissions that were taken back.
    pub withdrawn: Set,
    /// Texts of submissions for which another one holds.
    pub replaced: Set,
    /// Texts of submissions that name nobody.
    pub anonymous: Set,
    /// Texts of submissions whose day is known.
    pub dated: Set,
    /// Those of them that came after the call's last day.
    pub late: Set,
    /// That day, as the number that its digits are; 0 for none.
    pub deadline: u32,
    /// The texts that came in each file, by its row: most in one, some in several.
    pub files: BTreeMap<i64, Set>,
    /// What submissions say in columns with few values, in the order of the files and their columns.
    pub closed: Vec<Closed>,
    /// The texts of each question, in the order of [`Facts::questions`].
    pub by_question: Vec<Set>,
    pub questions: Vec<Question>,
    /// By [`place`] of the field, then by the value as stored.
    pub metadata: [BTreeMap<String, Set>; 4],
    /// Texts that an analyst reviewed or flagged, by analyst and stored state.
    pub statuses: BTreeMap<(i64, u8), Set>,
    pub tags: BTreeMap<Tagged, Set>,
    pub themes: HashMap<ThemeId, i64>,
    /// Of themes that were merged: those under which their tags are shown.
    pub shown: HashMap<i64, i64>,
    /// Every analyst, in the order of the folded names.
    pub analysts: Vec<Analyst>,
}

/// A kind of tag: answers may have several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Tagged {
    pub theme: i64,
    pub analyst: i64,
    /// As stored; 0 for none.
    pub stance: u8,
}

/// A column of tables, kept as an attribute, in which few values stand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Closed {
    /// The heads that are one to a query, in order.
    pub heads: Vec<String>,
    /// Its values as they are shown, in order.
    pub values: Vec<String>,
    /// Of each value the submissions, by local numbers, that say it.
    #[serde(skip)]
    pub said: Vec<Set>,
}

/// What each text has, by its number.
#[derive(Clone, Default, Debug)]
pub(super) struct Texts {
    /// Of which submission it is.
    pub submission: Vec<u32>,
    pub words: Vec<u32>,
    /// Its place in [`Facts::questions`], counted from 1; 0 for unplaced text.
    pub question: Vec<u16>,
    /// Its place in the usual order; empty where that is the order of the numbers.
    pub rank: Vec<u32>,
}

/// What each submission has, by its number.
#[derive(Clone, Default, Debug)]
pub(super) struct Sent {
    /// Who sent it: the same number, the same folded name. One without a name is somebody of its own.
    pub who: Vec<u32>,
    /// How many there are in `who`.
    pub people: u32,
    /// The day of submission, as the number that its digits are: 20250116; 0 for none.
    pub day: Vec<u32>,
}

/// A question as the tables have it.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub n: i64,
    pub key: Key,
    pub section: Key,
    pub position: i64,
}

/// An analyst as the tables have it.
#[derive(Clone, Debug)]
pub(super) struct Analyst {
    pub n: i64,
    pub name: String,
    pub folded: String,
}

/// The set of numbers that come in order.
pub(super) fn in_order(numbers: impl Iterator<Item = u32>) -> Set {
    let mut set = Set::new();
    // `RoaringBitmap::push` looks for the greatest number first, through the whole of a dense set each time.
    for n in numbers {
        set.insert(n);
    }
    set
}

/// A day as the number that its digits are.
pub(super) fn digits(day: Date) -> u32 {
    let part = |number: i8| u32::from(number.unsigned_abs());
    u32::from(day.year().unsigned_abs()) * 10_000 + part(day.month()) * 100 + part(day.day())
}

/// Where a field stands in [`Facts::metadata`].
pub(super) fn place(field: MetadataField) -> usize {
    match field {
        MetadataField::StakeholderType => 0,
        MetadataField::Country => 1,
        MetadataField::Region => 2,
        MetadataField::Language => 3,
    }
}

impl Texts {
    /// One more than the greatest number.
    pub(super) fn len(&self) -> usize {
        self.submission.len()
    }

    /// The submission of a text.
    pub(super) fn submission(&self, text: u32) -> u32 {
        self.submission.get(text as usize).copied().unwrap_or(NONE)
    }
}

impl Sent {
    /// Who sent a submission.
    pub(super) fn who(&self, submission: u32) -> u32 {
        self.who.get(submission as usize).copied().unwrap_or(NONE)
    }

    /// On which day; 0 when it is not known.
    pub(super) fn day(&self, submission: u32) -> u32 {
        self.day.get(submission as usize).copied().unwrap_or(0)
    }
}

impl Facts {
    /// Says of a text that is shown whether its day is known and late, and whether nobody is named.
    pub(super) fn show_sent(&mut self, text: u32, day: u32, unnamed: bool) {
        if day > 0 {
            self.dated.insert(text);
        }
        if self.deadline > 0 && day > self.deadline {
            self.late.insert(text);
        }
        if unnamed {
            self.anonymous.insert(text);
        }
    }

    /// Takes another last day.
    pub(super) fn set_deadline(&mut self, deadline: u32) {
        self.deadline = deadline;
        let is_late = |submission| deadline > 0 && self.sent.day(submission) > deadline;
        self.late = self.texts_of(is_late);
    }

    /// All texts of submissions of which this is true.
    pub(super) fn texts_of(&self, is_one: impl Fn(u32) -> bool) -> Set {
        let is_text = |text: &u32| is_one(self.texts.submission(*text));
        in_order(self.visible.iter().filter(is_text))
    }

    /// The texts that carry such a tag.
    pub(super) fn tagged(&self, is_one: impl Fn(&Tagged) -> bool) -> Set {
        let mut all = Set::new();
        for (_, texts) in self.tags.iter().filter(|(tag, _)| is_one(tag)) {
            all |= texts;
        }
        all
    }

    /// The texts that somebody said this of; none where he said nothing.
    pub(super) fn said(&self, analyst: i64, state: u8) -> Option<&Set> {
        self.statuses.get(&(analyst, state))
    }
}
