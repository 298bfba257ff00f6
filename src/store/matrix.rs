//! The matrix: the answers of a query, counted by two dimensions at once.
//!
//! Which values stand at a side ([`heads`]), which answers have each of them ([`side`]), and the counting: of answers and
//! submitters by sets (here), of passages by the rows of tags ([`passages`]), which may be several on one answer.

mod counting;
mod heads;
mod passages;
mod side;

use self::counting::Counts;
use self::side::Side;
use super::Error;
use super::index::{Set, Sight};
use super::names::Names;
use crate::model::matrix::{Ask, Count, Dimension, Head, Matrix};
use crate::query::filter::{Resolved, TagMatch};

/// So many rows or columns are counted; more are the words of a free text, not its values.
pub(crate) const MOST: usize = 2_000;

/// What came of the counting.
pub(crate) enum Counted {
    /// The counts.
    Matrix(Box<Matrix>),
    /// This dimension has so many values.
    TooMany(Dimension, usize),
}

/// Counts the answers of a query. `tag` is the tag whose theme or analyst is counted.
pub(crate) fn matrix(
    sight: &Sight<'_>,
    names: &Names<'_>,
    query: &Resolved,
    ask: &Ask,
    tag: &TagMatch,
) -> Result<Counted, Error> {
    let found = sight.placed(&sight.shown(&query.filter)?);
    let rows = Side::new(sight, names, &ask.rows, tag, &found)?;
    let columns = Side::new(sight, names, &ask.columns, tag, &found)?;
    for side in [&rows, &columns] {
        if side.heads.len() > MOST {
            return Ok(Counted::TooMany(side.dimension.clone(), side.heads.len()));
        }
    }
    let counts = match ask.count {
        Count::Passages => passages::count(sight, tag, &found, &rows, &columns)?,
        Count::Answers => things(sight, tag, &found, &rows, &columns, |texts| texts.len() as u32),
        Count::Submitters => {
            things(sight, tag, &found, &rows, &columns, |texts| sight.submitters(texts) as u32)
        }
    };
    let mut matrix = counts.into_matrix(ask.clone(), &rows, &columns);
    matrix.left_out = sight.left_out(&query.filter)?;
    Ok(Counted::Matrix(Box::new(matrix)))
}

/// The values of a dimension in the order in which they are shown, each with the answers that have it.
pub(super) fn values(
    sight: &Sight<'_>,
    names: &Names<'_>,
    dimension: &Dimension,
    found: &Set,
) -> Result<Vec<(Head, Set)>, Error> {
    let side = Side::new(sight, names, dimension, &TagMatch::default(), found)?;
    Ok(side.heads.into_iter().zip(side.sets).collect())
}

/// Whether a row and a column must be of one tag.
fn is_joint(rows: &Side, columns: &Side) -> bool {
    rows.dimension.is_of_tags() && columns.dimension.is_of_tags() && rows.dimension != columns.dimension
}

/// Counts the things behind sets of answers: in each cell, row and column, and in all.
fn things(
    sight: &Sight<'_>,
    tag: &TagMatch,
    found: &Set,
    rows: &Side,
    columns: &Side,
    number: impl Fn(&Set) -> u32,
) -> Counts {
    let joint = is_joint(rows, columns);
    let (some_row, none_row) = (rows.any(), found - rows.any());
    let none_column = found - columns.any();
    let all_rows: Vec<&Set> = rows.sets.iter().chain([&none_row]).collect();
    let all_columns: Vec<&Set> = columns.sets.iter().chain([&none_column]).collect();
    let mut cells = Vec::with_capacity(all_rows.len() * all_columns.len());
    for (r, row) in all_rows.iter().enumerate() {
        for (c, column) in all_columns.iter().enumerate() {
            let both = match (rows.values.get(r), columns.values.get(c)) {
                (Some(row), Some(column)) if joint => sight.tagged(&tag_of(tag, [row, column])) & found,
                _ if row.is_empty() || column.is_empty() => Set::new(),
                _ => *row & *column,
            };
            cells.push(if both.is_empty() { 0 } else { number(&both) });
        }
    }
    let each = |sets: &[&Set]| sets.iter().map(|set| number(set)).collect::<Vec<u32>>();
    Counts {
        width: all_columns.len(),
        cells,
        rows: each(&all_rows),
        columns: each(&all_columns),
        any_row: all_columns.iter().map(|column| number(&(*column & &some_row))).collect(),
        any: number(&some_row),
        total: number(found),
    }
}

/// The tag that has these values.
fn tag_of(tag: &TagMatch, values: [&side::Value; 2]) -> TagMatch {
    let mut both = tag.clone();
    for value in values {
        match value {
            side::Value::Theme(theme) => both.themes = Some(vec![*theme]),
            side::Value::Analyst(folded) => both.analysts = Some(vec![folded.clone()]),
            side::Value::Other => {}
        }
    }
    both
}
