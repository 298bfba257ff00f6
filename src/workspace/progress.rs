//! How far the reading is, and the way from one of its numbers to the answers behind it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Error, Workspace};
use crate::model::matrix::{Dimension, Head};
use crate::model::progress::{By, Here, Progress};
use crate::model::work::Status;
use crate::query::edit;
use crate::query::narrow::{self, Choice};
use crate::store::progress;

/// A row or another line of numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The row at this place.
    Row(usize),
    /// All answers.
    All,
    /// The texts under no question.
    Unplaced,
}

/// Which number of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Number {
    /// Reviewed.
    Reviewed,
    /// Flagged.
    Flagged,
    /// To do.
    Todo,
    /// Reviewed by the analyst at this place.
    Analyst(usize),
    /// Left to read: whatever nobody has reviewed.
    Left,
}

/// What needs a second look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Second {
    /// What somebody has flagged.
    Flagged,
    /// What somebody has reviewed and has no theme.
    WithoutTheme,
}

/// Today, by this computer's clock and zone.
pub fn here() -> Here {
    let zone = TimeZone::system();
    Here { today: zone.to_datetime(Timestamp::now()).date(), zone }
}

impl Workspace {
    /// Tells how far the answers of a query are.
    ///
    /// # Errors
    /// A mistake in the query.
    pub fn progress(&self, text: &str, by: By, here: &Here) -> Result<Progress, Error> {
        let query = self.resolve(text)?;
        self.sight(|sight, names| progress::progress(sight, names, &query, by, here))
    }
}

/// The query of the texts behind a number of a line; `None` where no query says it.
pub fn behind(text: &str, found: &Progress, line: Line, number: Number) -> Option<String> {
    let analyst = |at: usize| found.analysts.get(at).map(String::as_str);
    let row = match line {
        Line::Row(at) => Some(found.rows.get(at)?),
        Line::All | Line::Unplaced => None,
    };
    let states = match (row, number) {
        (Some(row), _) if found.by == By::Analyst => states_of_one(number, row.head.value.as_deref()?),
        (_, Number::Reviewed) => vec![narrow::state(Status::Reviewed, ANYONE)],
        (_, Number::Flagged) => {
            vec![narrow::state(Status::Flagged, ANYONE), narrow::state(Status::Reviewed, NO_ONE)]
        }
        (_, Number::Todo) => {
            vec![narrow::state(Status::Reviewed, NO_ONE), narrow::state(Status::Flagged, NO_ONE)]
        }
        (_, Number::Left) => vec![narrow::state(Status::Reviewed, NO_ONE)],
        (_, Number::Analyst(at)) => vec![narrow::state(Status::Reviewed, analyst(at)?)],
    };
    let text = match line {
        Line::Row(at) if found.by != By::Analyst => {
            let choice = choice(found.rows.iter().map(|row| &row.head), at)?;
            narrow::narrowed(text, (&found.by.dimension(), &choice), (&Dimension::Status, &Choice::All))?
        }
        Line::Row(_) | Line::All => text.to_owned(),
        Line::Unplaced => edit::with_term(text, "is:unplaced"),
    };
    let text = match (line, found.by) {
        (Line::Unplaced, _) | (Line::Row(_), By::Question | By::Section) => text,
        _ => answers_only(&text, found),
    };
    Some(with(text, &states))
}

/// The query of what needs a second look.
pub fn behind_second(text: &str, found: &Progress, second: Second) -> String {
    let terms = match second {
        Second::Flagged => vec![narrow::state(Status::Flagged, ANYONE)],
        Second::WithoutTheme => vec![narrow::state(Status::Reviewed, ANYONE), "no:theme".to_owned()],
    };
    with(answers_only(text, found), &terms)
}

const ANYONE: &str = "any";
const NO_ONE: &str = "none";

/// The states of one analyst.
fn states_of_one(number: Number, name: &str) -> Vec<String> {
    let state = |state| narrow::state(state, name);
    match number {
        Number::Reviewed | Number::Analyst(_) => vec![state(Status::Reviewed)],
        Number::Flagged => vec![state(Status::Flagged)],
        Number::Todo => vec![state(Status::Todo)],
        Number::Left => vec![format!("-{}", state(Status::Reviewed))],
    }
}

/// Texts under no question are not among the answers, and stand in the list only when they are asked for.
fn answers_only(text: &str, found: &Progress) -> String {
    if found.unplaced.texts() > 0 { edit::with_term(text, "-is:unplaced") } else { text.to_owned() }
}

fn choice<'h>(heads: impl Iterator<Item = &'h Head> + Clone, at: usize) -> Option<Choice> {
    let head = heads.clone().nth(at)?;
    Some(match head.value {
        Some(_) => Choice::One(head.term.clone()),
        None => {
            Choice::None(heads.filter(|head| head.value.is_some()).map(|head| head.term.clone()).collect())
        }
    })
}

fn with(text: String, terms: &[String]) -> String {
    terms.iter().fold(text, |text, term| edit::with_term(&text, term))
}
