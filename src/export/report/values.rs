//! All that a report says, counted from one state of the workspace.

use jiff::civil::Date;

use crate::export::consent::Spared;
use crate::export::document::Quotation;
use crate::model::as_of::AsOf;
use crate::model::matrix::Matrix;

/// What a report says.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// The call's title.
    pub call: String,
    /// The last day in time.
    pub deadline: Option<Date>,
    /// Of which answers; empty is all.
    pub query: String,
    /// Who made it.
    pub analyst: String,
    /// The day that is written in it.
    pub written_on: Date,
    /// As of when, where that is in the past.
    pub as_of: Option<AsOf>,
    /// How names were spared.
    pub spared: Spared,
    /// How many of each.
    pub counts: Totals,
    /// Submissions by stakeholder type, the most first; `None` where nobody says it.
    pub types: Vec<(Option<String>, u32)>,
    /// Submissions by region.
    pub regions: Vec<(Option<String>, u32)>,
    /// Submissions by language.
    pub languages: Vec<(Option<String>, u32)>,
    /// Submissions by the first day of the month, in order.
    pub months: Vec<(Option<Date>, u32)>,
    /// In the call's order.
    pub questions: Vec<QuestionPart>,
    /// Themes by question, in answers.
    pub by_question: Matrix,
    /// Themes by stakeholder type, in submitters.
    pub by_type: Matrix,
    /// The themes that are in use, in the codebook's order.
    pub themes: Vec<ThemePart>,
    /// What came after the deadline.
    pub late: Vec<Sender>,
    /// Who sent text that stands under no question, with how many words.
    pub unplaced: Vec<(Sender, u32)>,
    /// How the reading was done.
    pub method: Method,
}

/// How many of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Submissions.
    pub submissions: usize,
    /// Submitters, each once.
    pub submitters: usize,
    /// Answers.
    pub answers: usize,
    /// Texts under no question.
    pub unplaced: usize,
    /// Texts that were left out: withdrawn, replaced, same again.
    pub left_out: usize,
}

/// One who sent a submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender {
    /// The name, or by what name it may be cited; the reference where nobody is named.
    pub name: String,
    /// The submission's reference.
    pub reference: String,
    /// The day of submission.
    pub submitted_on: Option<Date>,
}

/// What a report says of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionPart {
    /// Its number.
    pub number: String,
    /// What is asked.
    pub wording: String,
    /// For tables.
    pub short_name: String,
    /// How many answers.
    pub answers: u32,
    /// How many submitters stand behind them.
    pub submitters: u32,
    /// What was found.
    pub finding: Option<FindingPart>,
    /// In whose words.
    pub quotations: Vec<Quotation>,
}

/// What a report says of a theme; with those under it, as a query's `theme:` finds them.
#[derive(Clone, PartialEq, Debug)]
pub struct ThemePart {
    /// Its name.
    pub name: String,
    /// How many themes stand above it.
    pub depth: usize,
    /// What it means.
    pub definition: String,
    /// How many answers.
    pub answers: usize,
    /// How many submitters stand behind them.
    pub submitters: usize,
    /// How many texts under no question.
    pub unplaced: usize,
    /// Who, by stakeholder type, the most first; names in order.
    pub who: Vec<OfType>,
    /// The query that finds the answers again.
    pub query: String,
    /// What was found.
    pub finding: Option<FindingPart>,
    /// In whose words.
    pub quotations: Vec<Quotation>,
}

/// The people of one stakeholder type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfType {
    /// The type; `None` where nobody says it.
    pub stakeholder_type: Option<String>,
    /// Their names, each once, in order.
    pub names: Vec<String>,
}

/// What the analysts found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingPart {
    /// Their words.
    pub text: String,
    /// Whether they agreed on them.
    pub agreed: bool,
}

/// How the reading was done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Method {
    /// Who tagged, how many of the answers, the most first.
    pub analysts: Vec<(String, u32)>,
    /// How many answers somebody has reviewed.
    pub reviewed: u32,
    /// The first and the last day of the work.
    pub days: Option<(Date, Date)>,
    /// How many themes the codebook has.
    pub themes: usize,
    /// When the codebook was last changed, if it was.
    pub codebook_changed: Option<Date>,
}
