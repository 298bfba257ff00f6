//! What the screen of submissions asks of the workspace, and what comes back.

use crate::model::coverage::{Row, Total};
use crate::model::draft::Field;
use crate::model::id::{AnswerNumber, SubmissionNumber};
use crate::model::sent::{SubmissionList, SubmissionRow, SubmissionView};
use crate::workspace::{Error, Workspace};

/// One thing to look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Which submissions have a text that a query finds.
    List(String),
    /// Rows of these submissions, matching or not.
    Rows(String, Vec<SubmissionNumber>),
    /// One submission in full.
    One(SubmissionNumber),
    /// The submission of an answer.
    Of(AnswerNumber),
    /// The values that a field may have.
    Choices(Field),
    /// How many submissions of a query are in which state under each question.
    Totals(String),
    /// What these submissions have under each question.
    Cells(Vec<SubmissionNumber>),
}

/// The questions of the grid and what is counted under them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Number and short name of each question, in the call's order.
    pub heads: Vec<(String, String)>,
    /// How many submissions are in which state.
    pub totals: Vec<Total>,
    /// All words under questions and under none.
    pub words: (u32, u32),
}

/// Questions of one kind: a newer one makes the waiting one needless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// See [`Ask::List`].
    List,
    /// See [`Ask::Rows`].
    Rows,
    /// See [`Ask::One`].
    One,
    /// See [`Ask::Of`].
    Of,
    /// See [`Ask::Choices`].
    Choices,
    /// See [`Ask::Totals`].
    Totals,
    /// See [`Ask::Cells`].
    Cells,
}

/// What comes back.
#[derive(Clone, PartialEq, Debug)]
pub enum Told {
    /// To [`Ask::List`], with the query that was run.
    List(String, SubmissionList),
    /// To [`Ask::Rows`]: each row and whether it still matches.
    Rows(Vec<(SubmissionRow, bool)>),
    /// To [`Ask::One`]; `None` when it is gone.
    One(Option<Box<SubmissionView>>),
    /// To [`Ask::Of`]; `None` when it is hidden.
    Of(Option<SubmissionNumber>),
    /// To [`Ask::Choices`].
    Choices(Vec<String>),
    /// To [`Ask::Totals`].
    Totals(Totals),
    /// To [`Ask::Cells`].
    Cells(Vec<Row>),
}

impl Ask {
    /// The query that it is about.
    pub fn query(&self) -> Option<&str> {
        match self {
            Self::List(query) | Self::Rows(query, _) | Self::Totals(query) => Some(query),
            Self::One(_) | Self::Of(_) | Self::Choices(_) | Self::Cells(_) => None,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> AskKind {
        match self {
            Self::List(_) => AskKind::List,
            Self::Rows(..) => AskKind::Rows,
            Self::One(_) => AskKind::One,
            Self::Of(_) => AskKind::Of,
            Self::Choices(_) => AskKind::Choices,
            Self::Totals(_) => AskKind::Totals,
            Self::Cells(_) => AskKind::Cells,
        }
    }
}

/// Looks up what is asked.
///
/// # Errors
/// A mistake in a query, or a workspace that cannot be read.
pub fn perform(workspace: &Workspace, ask: Ask) -> Result<Told, Error> {
    Ok(match ask {
        Ask::List(text) => {
            let list = workspace.submission_list(&workspace.resolve(&text)?)?;
            Told::List(text, list)
        }
        Ask::Rows(text, numbers) => {
            Told::Rows(workspace.submission_rows(&numbers, &workspace.resolve(&text)?)?)
        }
        Ask::One(number) => match workspace.submission(number) {
            Ok(view) => Told::One(Some(Box::new(view))),
            Err(Error::Unknown { .. }) => Told::One(None),
            Err(other) => return Err(other),
        },
        Ask::Of(answer) => Told::Of(workspace.submission_of(answer)?),
        Ask::Choices(field) => Told::Choices(workspace.choices(field)?),
        Ask::Totals(text) => {
            let (totals, words) = workspace.coverage_totals(&workspace.resolve(&text)?)?;
            let call = workspace.call()?;
            let heads = call.questions.into_iter().map(|q| (q.number, q.short_name)).collect();
            Told::Totals(Totals { heads, totals, words })
        }
        Ask::Cells(numbers) => Told::Cells(workspace.coverage_rows(&numbers)?),
    })
}
