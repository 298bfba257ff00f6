//! What the screen of submissions asks of the workspace, and what comes back.

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
}

impl Ask {
    /// The query that it is about.
    pub fn query(&self) -> Option<&str> {
        match self {
            Self::List(query) | Self::Rows(query, _) => Some(query),
            Self::One(_) | Self::Of(_) | Self::Choices(_) => None,
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
    })
}
