//! The numbers of a matrix, and the counting of what carries several values: passages.

use super::side::Side;
use crate::model::matrix::{Ask, Head, Matrix};

/// What carries values.
#[derive(Default)]
pub(super) struct Carriers {
    /// Where the rows, columns and pairs of each end in the lists below.
    each: Vec<[usize; 3]>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    /// Whether a row and a column must be of one tag.
    joint: bool,
}

/// The numbers, with a row and a column more for what has no value.
pub(super) struct Counts {
    pub width: usize,
    /// Row by row.
    pub cells: Vec<u32>,
    pub rows: Vec<u32>,
    pub columns: Vec<u32>,
    /// Of each column what has any value at the rows.
    pub any_row: Vec<u32>,
    pub any: u32,
    pub total: u32,
}

impl Carriers {
    pub(super) fn new(joint: bool) -> Self {
        Self { joint, ..Self::default() }
    }

    /// Adds one; a value may be given more than once.
    pub(super) fn add(&mut self, rows: &[u32], columns: &[u32], pairs: impl Iterator<Item = (u32, u32)>) {
        self.rows.extend_from_slice(rows);
        self.columns.extend_from_slice(columns);
        if self.joint {
            self.pairs.extend(pairs);
        }
        self.each.push([self.rows.len(), self.columns.len(), self.pairs.len()]);
    }

    /// Counts; so many values stand at the rows and the columns, and behind the last is the place of none.
    pub(super) fn count(&self, none_row: usize, none_column: usize) -> Counts {
        let width = none_column + 1;
        let mut cells = Tally::new((none_row + 1) * width);
        let (mut rows, mut columns) = (Tally::new(none_row + 1), Tally::new(width));
        let (mut any_row, mut any, mut total) = (Tally::new(width), Tally::new(1), Tally::new(1));
        let mut starts = [0; 3];
        for (ends, thing) in self.each.iter().zip(0..) {
            let mut of_row: Vec<usize> =
                self.rows[starts[0]..ends[0]].iter().map(|at| *at as usize).collect();
            let mut of_column: Vec<usize> =
                self.columns[starts[1]..ends[1]].iter().map(|at| *at as usize).collect();
            let pairs = &self.pairs[starts[2]..ends[2]];
            starts = *ends;
            let has_row = !of_row.is_empty();
            of_row.extend((!has_row).then_some(none_row));
            of_column.extend(of_column.is_empty().then_some(none_column));
            for row in &of_row {
                rows.add(*row, thing);
            }
            for column in &of_column {
                columns.add(*column, thing);
                if has_row {
                    any_row.add(*column, thing);
                }
            }
            total.add(0, thing);
            if has_row {
                any.add(0, thing);
            }
            if pairs.is_empty() {
                for row in &of_row {
                    for column in &of_column {
                        cells.add(row * width + column, thing);
                    }
                }
            }
            for (row, column) in pairs {
                cells.add(*row as usize * width + *column as usize, thing);
            }
        }
        Counts {
            width,
            cells: cells.counts,
            rows: rows.counts,
            columns: columns.counts,
            any_row: any_row.counts,
            any: any.counts[0],
            total: total.counts[0],
        }
    }
}

impl Counts {
    /// With its heads; a row or column of none stands there only when something has none.
    pub(super) fn into_matrix(self, ask: Ask, rows: &Side<'_>, columns: &Side<'_>) -> Matrix {
        let (of_row, of_column) = (kept(rows, &self.rows), kept(columns, &self.columns));
        let shown = |counts: &[u32]| of_column.iter().map(|at| counts[*at]).collect::<Vec<u32>>();
        let cells = self.cells.chunks(self.width).collect::<Vec<_>>();
        Matrix {
            cells: of_row.iter().map(|at| shown(cells[*at])).collect(),
            row_totals: of_row.iter().map(|at| self.rows[*at]).collect(),
            column_totals: shown(&self.columns),
            total: self.total,
            any_row: shown(&self.any_row),
            any: self.any,
            left_out: 0,
            mask: None,
            rows: of_row.iter().map(|at| head(rows, *at)).collect(),
            columns: of_column.iter().map(|at| head(columns, *at)).collect(),
            ask,
        }
    }
}

/// The places that are shown, the last that of none.
fn kept(side: &Side<'_>, totals: &[u32]) -> Vec<usize> {
    let none = side.heads.len();
    let has_none = totals.get(none).is_some_and(|total| *total > 0);
    (0..none).chain(has_none.then_some(none)).collect()
}

fn head(side: &Side<'_>, at: usize) -> Head {
    side.heads.get(at).cloned().unwrap_or_else(|| Head {
        value: None,
        term: String::new(),
        label: "none".to_owned(),
        lead: String::new(),
        theme: None,
    })
}

/// Counts of places, each thing once as long as things come in order.
struct Tally {
    counts: Vec<u32>,
    last: Vec<u32>,
}

impl Tally {
    fn new(places: usize) -> Self {
        Self { counts: vec![0; places], last: vec![u32::MAX; places] }
    }

    fn add(&mut self, place: usize, thing: u32) {
        if self.last[place] != thing {
            self.last[place] = thing;
            self.counts[place] += 1;
        }
    }
}
