//! A note by itself, with what it is on: an element of `notes --format json`.

use serde::Serialize;

use super::id::{AnswerId, AnswerNumber, NoteId};

/// What kind of thing a note is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Noted {
    /// A whole answer or unplaced text.
    Answer,
    /// A stretch of one.
    Passage,
    /// A submission.
    Submission,
    /// A question of the call.
    Question,
    /// A theme.
    Theme,
}

/// A note.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NoteEntry {
    /// Its id.
    pub id: NoteId,
    /// Who wrote it.
    pub analyst: String,
    /// When, in ISO 8601.
    pub at: String,
    /// What it says.
    pub text: String,
    /// What it is on.
    pub on: Noted,
    /// The local number of the answer.
    #[serde(skip)]
    pub number: Option<AnswerNumber>,
    /// The answer's public id.
    pub answer: Option<AnswerId>,
    /// The submission's reference.
    pub reference: Option<String>,
    /// Who sent it.
    pub submitter: Option<String>,
    /// The question's number as text, of the answer or of a note on the question itself.
    pub question: Option<String>,
    /// The theme's path.
    pub theme: Option<String>,
    /// The words of the passage, as they were when it was written.
    pub quote: Option<String>,
}

impl NoteEntry {
    /// What it is on, in a few words: "WSIS20-017, question 4", "theme Infrastructure / IPv6".
    pub fn about(&self) -> String {
        let question = || match &self.question {
            Some(number) => format!("question {number}"),
            None => "unplaced text".to_owned(),
        };
        let reference = self.reference.as_deref().unwrap_or_default();
        match self.on {
            Noted::Answer | Noted::Passage => format!("{reference}, {}", question()),
            Noted::Submission => format!("submission {reference}"),
            Noted::Question => question(),
            Noted::Theme => format!("theme {}", self.theme.as_deref().unwrap_or_default()),
        }
    }

    /// The same for a narrow column: "WSIS20-017 4", "IPv6".
    pub fn short(&self) -> String {
        let reference = self.reference.as_deref().unwrap_or_default();
        match (self.on, &self.question, &self.theme) {
            (Noted::Answer | Noted::Passage, Some(number), _) => format!("{reference} {number}"),
            (Noted::Answer | Noted::Passage, None, _) => format!("{reference} –"),
            (Noted::Submission, ..) => reference.to_owned(),
            (Noted::Theme, _, Some(path)) => path.rsplit(" / ").next().unwrap_or_default().to_owned(),
            _ => self.about(),
        }
    }
}
