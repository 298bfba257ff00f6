//! The matrix, and the way from one of its cells to the answers behind it.

use super::read::resolved;
use super::{Error, Workspace, text};
use crate::model::matrix::{Ask, Count, Dimension, Head, Matrix};
use crate::model::nearest::nearest;
use crate::query::Vocabulary;
use crate::query::filter::{Filter, Resolved, TagMatch};
use crate::query::narrow::{self, Beside, Choice};
use crate::store::matrix::{self, Counted, MOST};
use crate::store::names::Names;

impl Workspace {
    /// Counts the answers of a query by two dimensions.
    ///
    /// # Errors
    /// A mistake in the query, a column that no table has, or a dimension of too many values.
    pub fn matrix(&self, text: &str, ask: &Ask) -> Result<Matrix, Error> {
        let counted = self.store.sight(&text::fold(self.analyst()), |sight, vocabulary| {
            let ask = Ask {
                rows: known(vocabulary, &ask.rows)?,
                columns: known(vocabulary, &ask.columns)?,
                count: ask.count,
            };
            let wanted = resolved(sight.conn, text, vocabulary)?;
            let tag = match Beside::new(text, &ask.rows, &ask.columns).tag() {
                Some(tag) => the_tag(resolved(sight.conn, &tag, vocabulary)?),
                None => TagMatch::default(),
            };
            let names = Names::new(&vocabulary.call, &vocabulary.codebook);
            Ok::<_, Error>(matrix::matrix(sight, &names, &wanted, &ask, &tag)?)
        })?;
        match counted {
            Counted::Matrix(matrix) => Ok(*matrix),
            Counted::TooMany(dimension, values) => Err(Error::Unfit {
                what: format!("{dimension} has {values} different values, and at most {MOST} are counted"),
                hint: "narrow the query, or take a column with fewer values".to_owned(),
            }),
        }
    }
}

/// A value of a dimension, and the query that it makes of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slice {
    /// The value for people.
    pub name: String,
    /// The query of its answers.
    pub query: String,
}

impl Workspace {
    /// The values of a dimension that answers of a query have, in their own order: what a third dimension goes through.
    ///
    /// # Errors
    /// As [`Workspace::matrix`].
    pub fn slices(&self, text: &str, by: &Dimension) -> Result<Vec<Slice>, Error> {
        // Few columns, and not those of tags: only the rows matter.
        let ask = Ask { rows: by.clone(), columns: Dimension::Status, count: Count::Answers };
        let matrix = self.matrix(text, &ask)?;
        let each = matrix.rows.iter().enumerate().zip(&matrix.row_totals).filter(|(_, total)| **total > 0);
        let slice = |((at, head), _): ((usize, &Head), &u32)| {
            let name = match &head.value {
                Some(value) if head.label.is_empty() => value.clone(),
                Some(_) if *by == Dimension::Question => format!("{} {}", head.lead, head.label),
                Some(_) => head.label.clone(),
                None => "not known".to_owned(),
            };
            Some(Slice { name, query: behind(text, &matrix, Some(at), None)? })
        };
        Ok(each.filter_map(slice).collect())
    }
}

/// The query of the answers in a row and a column; without a row or column those of all. `None` where no query says it.
pub fn behind(text: &str, matrix: &Matrix, row: Option<usize>, column: Option<usize>) -> Option<String> {
    let row = choice(&matrix.rows, row);
    let column = choice(&matrix.columns, column);
    narrow::narrowed(text, (&matrix.ask.rows, &row), (&matrix.ask.columns, &column))
}

/// The query of the answers in a column that have a value at the rows.
pub fn behind_any(text: &str, matrix: &Matrix, column: Option<usize>) -> Option<String> {
    let row = Choice::Any(words(&matrix.rows));
    let column = choice(&matrix.columns, column);
    narrow::narrowed(text, (&matrix.ask.rows, &row), (&matrix.ask.columns, &column))
}

fn choice(heads: &[Head], at: Option<usize>) -> Choice {
    match at.and_then(|at| heads.get(at)) {
        None => Choice::All,
        Some(head) if head.value.is_none() => Choice::None(words(heads)),
        Some(head) => Choice::One(head.term.clone()),
    }
}

fn words(heads: &[Head]) -> Vec<String> {
    heads.iter().filter(|head| head.value.is_some()).map(|head| head.term.clone()).collect()
}

/// The tag that a query of one `tag:( )` is about.
fn the_tag(query: Resolved) -> TagMatch {
    match query.filter {
        Filter::Tagged(tag) => tag,
        Filter::All(mut terms) if terms.len() == 1 => {
            the_tag(Resolved { filter: terms.swap_remove(0), sort: Vec::new() })
        }
        _ => TagMatch::default(),
    }
}

/// The column of an attribute by its whole name, letters' case and accents aside.
fn known(vocabulary: &Vocabulary, dimension: &Dimension) -> Result<Dimension, Error> {
    let Dimension::Attribute(head) = dimension else { return Ok(dimension.clone()) };
    let all = &vocabulary.attributes;
    let folded = text::fold(head);
    let found =
        all.iter().find(|name| *name == head).or_else(|| all.iter().find(|name| text::fold(name) == folded));
    if let Some(name) = found {
        return Ok(Dimension::Attribute(name.clone()));
    }
    let near = nearest(head, all.iter().map(String::as_str));
    let candidates = near.map_or_else(|| all.iter().take(8).cloned().collect(), |name| vec![name.to_owned()]);
    Err(Error::Unknown { what: "table's column", id: head.clone(), candidates })
}
