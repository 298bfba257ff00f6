//! Counting distinct things in cells, rows, columns and all.

use super::heads::Finished;
use crate::model::matrix::{Ask, Head, Matrix};

/// The thing that is counted is what carries the values, and nothing else carries it.
pub(super) const ITSELF: u32 = u32::MAX;

/// What carries values: an answer or a passage, each for the thing that is counted.
#[derive(Default)]
pub(super) struct Carriers {
    /// The thing, and where its rows, columns and pairs end in the lists below.
    each: Vec<(u32, [usize; 3])>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    /// Whether a row and a column must be of one tag.
    joint: bool,
}

/// The numbers, with a row and a column more for what has no value.
pub(super) struct Counts {
    width: usize,
    cells: Vec<u32>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    any_row: Vec<u32>,
    any: u32,
    total: u32,
}

impl Carriers {
    pub(super) fn new(joint: bool) -> Self {
        Self { joint, ..Self::default() }
    }

    /// Adds an answer or a passage; a value may be given more than once.
    pub(super) fn add(
        &mut self,
        thing: u32,
        rows: &[u32],
        columns: &[u32],
        pairs: impl Iterator<Item = (u32, u32)>,
    ) {
        let thing = if thing == ITSELF { self.each.len() as u32 } else { thing };
        self.rows.extend_from_slice(rows);
        self.columns.extend_from_slice(columns);
        if self.joint {
            self.pairs.extend(pairs);
        }
        self.each.push((thing, [self.rows.len(), self.columns.len(), self.pairs.len()]));
    }

    /// Counts. The places say where a value stands; the last place is that of none.
    pub(super) fn count(&self, row_places: &[u32], column_places: &[u32]) -> Counts {
        let (none_row, none_column) = (row_places.len(), column_places.len());
        let width = none_column + 1;
        let mut cells = Tally::new((none_row + 1) * width);
        let (mut rows, mut columns) = (Tally::new(none_row + 1), Tally::new(width));
        let (mut any_row, mut any, mut total) = (Tally::new(width), Tally::new(1), Tally::new(1));
        // What is counted once is seen once: all that carries a thing comes together.
        let mut order: Vec<usize> = (0..self.each.len()).collect();
        order.sort_by_key(|at| self.each[*at].0);
        let place = |places: &[u32], id: u32| places[id as usize] as usize;
        for at in order {
            let (thing, ends) = self.each[at];
            let starts = at.checked_sub(1).map_or([0; 3], |before| self.each[before].1);
            let mut of_row: Vec<usize> =
                self.rows[starts[0]..ends[0]].iter().map(|id| place(row_places, *id)).collect();
            let mut of_column: Vec<usize> =
                self.columns[starts[1]..ends[1]].iter().map(|id| place(column_places, *id)).collect();
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
            let pairs = &self.pairs[starts[2]..ends[2]];
            if pairs.is_empty() {
                for row in &of_row {
                    for column in &of_column {
                        cells.add(row * width + column, thing);
                    }
                }
            }
            for (row, column) in pairs {
                cells.add(place(row_places, *row) * width + place(column_places, *column), thing);
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
    pub(super) fn into_matrix(self, ask: Ask, rows: &Finished, columns: &Finished) -> Matrix {
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
            rows: of_row.iter().map(|at| head(rows, *at)).collect(),
            columns: of_column.iter().map(|at| head(columns, *at)).collect(),
            ask,
        }
    }
}

/// The places that are shown, the last that of none.
fn kept(side: &Finished, totals: &[u32]) -> Vec<usize> {
    let none = side.heads.len();
    let has_none = totals.get(none).is_some_and(|total| *total > 0);
    (0..none).filter(|at| side.seen.get(*at) == Some(&true)).chain(has_none.then_some(none)).collect()
}

fn head(side: &Finished, at: usize) -> Head {
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
