//! The call for inputs: title, deadline, sections and questions.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The key of a question or section; it never changes, whatever is reworded or renumbered.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub String);

impl Key {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The questionnaire that submitters answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Call {
    /// Its title.
    pub title: String,
    /// Begins the references that are given at intake: "WSIS20" makes "WSIS20-017".
    pub prefix: String,
    /// The last day in time; later submissions are late.
    pub deadline: Option<Date>,
    /// In order.
    pub sections: Vec<Section>,
    /// In the call's order, each in one section.
    pub questions: Vec<Question>,
}

/// A group of questions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Section {
    /// Never changes.
    pub key: Key,
    /// As text: "1", "A".
    pub number: String,
    /// Its title in our own words.
    pub title: String,
    /// Wordings by which a heading of this section is recognized.
    pub recognize: Vec<String>,
}

/// One question of the call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Question {
    /// Never changes.
    pub key: Key,
    /// As text: "7", "1a", "5.1".
    pub number: String,
    /// The key of its section.
    pub section: Key,
    /// What is asked.
    pub wording: String,
    /// For lists and table heads; at most 14 characters.
    pub short_name: String,
    /// Wordings by which a heading or a column of this question is recognized, in any language.
    pub recognize: Vec<String>,
}

impl Call {
    /// The question with this key.
    pub fn question(&self, key: &Key) -> Option<&Question> {
        self.questions.iter().find(|q| q.key == *key)
    }

    /// The question with this number, case ignored.
    pub fn question_by_number(&self, number: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.number.eq_ignore_ascii_case(number))
    }

    /// Where the question stands in the call, from 0.
    pub fn position(&self, key: &Key) -> Option<usize> {
        self.questions.iter().position(|q| q.key == *key)
    }

    /// The section with this key.
    pub fn section(&self, key: &Key) -> Option<&Section> {
        self.sections.iter().find(|s| s.key == *key)
    }

    /// Says whether a submission of this day is late: after the deadline's day; unknown without a date or a deadline.
    pub fn is_late(&self, submitted_on: Option<Date>) -> Option<bool> {
        Some(submitted_on? > self.deadline?)
    }
}
