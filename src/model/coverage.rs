//! Coverage: which submission says something under which question, and how much of what came stands under none.

use serde::Serialize;

use super::id::{AnswerNumber, SubmissionId, SubmissionNumber};
use super::import::WordAccount;

/// What a submission has under a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A text.
    Answered,
    /// The form's cell, or the document's heading, with nothing under it.
    Blank,
    /// A text that only points to another answer: "see answer 3"; or the text under another question, whose heading names
    /// this one, too.
    Refers,
    /// Nothing: neither a text nor a place for one.
    Missing,
    /// A text of which the program could not say whether it belongs here.
    Unsure,
}

impl State {
    /// All states, in the order of totals.
    pub const ALL: [Self; 5] = [Self::Answered, Self::Blank, Self::Refers, Self::Missing, Self::Unsure];

    /// Its name in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Blank => "blank",
            Self::Refers => "refers",
            Self::Missing => "missing",
            Self::Unsure => "unsure",
        }
    }
}

/// One cell: a submission under a question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Cell {
    /// What is there.
    pub state: State,
    /// How many words.
    pub words: u32,
    /// The number of the question under which it is answered, where one heading names both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The answer behind it.
    #[serde(skip)]
    pub answer: Option<AnswerNumber>,
}

/// One submission, with a cell for each question in the call's order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row {
    /// The public id.
    pub id: SubmissionId,
    /// Short, unique, cited by reports.
    pub reference: String,
    /// In the order of the questions.
    pub cells: Vec<Cell>,
    /// The submitter, if named.
    pub submitter: Option<String>,
    /// Words under questions.
    pub words: u32,
    /// Words under none.
    pub unplaced_words: u32,
    /// The first text under no question.
    #[serde(skip)]
    pub unplaced: Option<AnswerNumber>,
    /// Its local number.
    #[serde(skip)]
    pub number: SubmissionNumber,
}

/// How many submissions are in each state under one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Total {
    /// See [`State::Answered`].
    pub answered: u32,
    /// See [`State::Blank`].
    pub blank: u32,
    /// See [`State::Refers`].
    pub refers: u32,
    /// See [`State::Missing`].
    pub missing: u32,
    /// See [`State::Unsure`].
    pub unsure: u32,
    /// The words of all texts under the question.
    pub words: u32,
}

impl Total {
    /// Counts a cell.
    pub fn add(&mut self, cell: &Cell) {
        self.words += cell.words;
        match cell.state {
            State::Answered => self.answered += 1,
            State::Blank => self.blank += 1,
            State::Refers => self.refers += 1,
            State::Missing => self.missing += 1,
            State::Unsure => self.unsure += 1,
        }
    }

    /// How many are in a state.
    pub fn of(&self, state: State) -> u32 {
        match state {
            State::Answered => self.answered,
            State::Blank => self.blank,
            State::Refers => self.refers,
            State::Missing => self.missing,
            State::Unsure => self.unsure,
        }
    }
}

/// A file in which one of the submissions came, and its words.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Source {
    /// Its name.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// Its words, as its import counted them.
    pub words: WordAccount,
    /// The share of its words that stand under no question, from 0 to 1; unknown for a file without words.
    pub unplaced_share: Option<f64>,
}

/// The whole grid: `coverage --format json`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Coverage {
    /// The questions by number, in the call's order.
    pub questions: Vec<String>,
    /// The submissions, in the order of the list.
    pub submissions: Vec<Row>,
    /// For each question.
    pub totals: Vec<Total>,
    /// The files in which these submissions came.
    pub sources: Vec<Source>,
}

/// A share of words in per cent: "0 %", "under 1 %", "37 %".
pub fn per_cent(part: u32, whole: u32) -> String {
    match (u64::from(part) * 100).checked_div(u64::from(whole)) {
        None => String::new(),
        Some(0) if part > 0 => "<1 %".to_owned(),
        Some(share) => format!("{share} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_to_all() {
        let shares = [(0, 0), (0, 7), (1, 1000), (999, 1000), (7, 7)].map(|(a, b)| per_cent(a, b));
        assert_eq!(shares, ["", "0 %", "<1 %", "99 %", "100 %"]);
    }
}
