//! What the matrix asks of the workspace, and what comes back.

use crate::model::matrix::{self, Dimension, Matrix};
use crate::model::view::AnswerRow;
use crate::workspace::matrix::Slice;
use crate::workspace::{Error, Workspace};

/// One thing to look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// The counts of a query.
    Counts(String, matrix::Ask),
    /// The first answers of a query: those behind a cell.
    Behind(String),
    /// The values that a third dimension has under a query.
    Slices(String, Dimension),
}

/// Questions of one kind: a newer one makes the waiting one needless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// See [`Ask::Counts`].
    Counts,
    /// See [`Ask::Behind`].
    Behind,
    /// See [`Ask::Slices`].
    Slices,
}

/// The counts, and what stands around them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// The query that was run.
    pub query: String,
    /// The counts.
    pub matrix: Matrix,
    /// All answers of the query.
    pub answers: usize,
    /// All that sent them, each once.
    pub submitters: usize,
    /// The columns of tables that can be counted by.
    pub attributes: Vec<String>,
}

/// The answers behind a cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Behind {
    /// The query that finds them.
    pub query: String,
    /// The first of them.
    pub rows: Vec<AnswerRow>,
    /// How many there are.
    pub answers: usize,
    /// How many sent them, each once.
    pub submitters: usize,
}

/// What comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// To [`Ask::Counts`].
    Counts(Box<Counted>),
    /// To [`Ask::Behind`].
    Behind(Box<Behind>),
    /// To [`Ask::Slices`].
    Slices(Vec<Slice>),
}

/// As many answers as the tallest screen shows below the counts.
const ROWS: usize = 60;

impl Ask {
    /// The query that it is about.
    pub fn query(&self) -> &str {
        match self {
            Self::Counts(query, _) | Self::Behind(query) | Self::Slices(query, _) => query,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> AskKind {
        match self {
            Self::Counts(..) => AskKind::Counts,
            Self::Behind(_) => AskKind::Behind,
            Self::Slices(..) => AskKind::Slices,
        }
    }
}

/// Looks up what is asked.
///
/// # Errors
/// A mistake in a query, a column that is gone, or a workspace that cannot be read.
pub fn perform(workspace: &Workspace, ask: Ask) -> Result<Told, Error> {
    Ok(match ask {
        Ask::Counts(query, ask) => {
            let matrix = workspace.matrix(&query, &ask)?;
            let page = workspace.page(&workspace.resolve(&query)?, 0, 0)?;
            let attributes = workspace.vocabulary()?.attributes;
            let (answers, submitters) = (page.answers, page.submitters);
            Told::Counts(Box::new(Counted { query, matrix, answers, submitters, attributes }))
        }
        Ask::Slices(query, by) => Told::Slices(workspace.slices(&query, &by)?),
        Ask::Behind(query) => {
            let page = workspace.page(&workspace.resolve(&query)?, 0, ROWS)?;
            let (rows, answers, submitters) = (page.rows, page.answers, page.submitters);
            // Texts under no question are not counted, and so not shown.
            let rows = rows.into_iter().filter(|row| row.question.is_some()).collect();
            Told::Behind(Box::new(Behind { query, rows, answers, submitters }))
        }
    })
}
