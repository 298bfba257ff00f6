//! Quotations as they stand in a file that was delivered, and what became of them.

use serde::Serialize;

/// A quotation in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Quoted {
    /// Its paragraphs, as they stand there.
    pub paragraphs: Vec<String>,
    /// Whose words the file says they are; `None` where it says nothing.
    pub cited: Option<Cited>,
    /// Whether the file says that it translates something.
    pub translation: Translates,
    /// Where in the file: "line 12", "row 3, column text".
    pub place: String,
}

/// What words of a file translate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Translates {
    /// They are a submitter's own.
    #[default]
    Nothing,
    /// They, or those that they begin with, translate the quotation before.
    Before,
    /// They translate the answer that is cited.
    Cited,
}

/// What a file says of where a quotation is from; what it does not say is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cited {
    /// All of it, on one line.
    pub line: String,
    /// The submitter, with country and type behind it where they stand there.
    pub who: String,
    /// The question's number; "none" for text that stands under no question.
    pub question: Option<String>,
    /// What follows question and day: the reference, and mostly the file and the place in it.
    pub rest: String,
    /// The beginning of the id, in small letters.
    pub id: String,
}

impl Cited {
    /// Stands for the number of the question where there is none.
    pub const NO_QUESTION: &'static str = "none";
}

/// What became of a quotation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The words stand where the file says.
    Right,
    /// The words stand in the workspace, and the file does not say where.
    WithoutReference,
    /// The words are not those of the answer.
    Altered,
    /// The words stand in the workspace, but elsewhere or of somebody else than the file says.
    Misattributed,
    /// The words stand nowhere.
    Gone,
}

impl Verdict {
    /// All, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Right, Self::WithoutReference, Self::Altered, Self::Misattributed, Self::Gone];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WithoutReference => "without a reference",
            Self::Altered => "altered",
            Self::Misattributed => "misattributed",
            Self::Gone => "gone",
        }
    }

    /// Whether nothing is wrong with what the file says.
    pub fn is_well(self) -> bool {
        matches!(self, Self::Right | Self::WithoutReference)
    }
}

/// A quotation that was looked for; an element of `verify --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Verified {
    /// The file's name.
    pub file: String,
    /// Where in it.
    pub place: String,
    /// What became of it.
    pub verdict: Verdict,
    /// The words, as the file has them.
    pub quotation: String,
    /// What the file says of where they are from.
    pub cited: Option<String>,
    /// The answer in which the words stand, or of which they were altered; its id.
    pub id: Option<String>,
    /// Its submission's reference.
    pub reference: Option<String>,
    /// Its question; `None` for text under no question, too.
    pub question: Option<String>,
    /// Its submitter.
    pub submitter: Option<String>,
    /// The words of the file around the first place where it differs.
    pub file_says: Option<String>,
    /// The words of the workspace around that place.
    pub workspace_says: Option<String>,
    /// What is wrong, in a sentence; empty where nothing is.
    pub remark: String,
}
