//! Which row of a table is its header.

use std::collections::BTreeMap;

use super::Row;
use crate::intake::names;

/// How many rows are looked at to find the header.
pub(super) const LOOKED_AT: usize = 60;

/// A header with names that are known is looked for so many rows further down.
const FURTHER: usize = 10;

/// Where the header stands among the first rows: the first that is about as wide as most are, unless one soon below
/// it has names that tables use, and it has none.
pub(super) fn position(rows: &[Row]) -> usize {
    let filled: Vec<usize> =
        rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()).collect();
    let mut widths: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate().filter(|(i, _)| filled[*i] > 0) {
        widths.entry(row.cells.len()).or_insert((0, rows.len() - i)).0 += 1;
    }
    // Of widths that are as common as each other that of the earliest row.
    let cells = widths.iter().max_by_key(|(_, often)| **often).map_or(0, |(width, _)| *width);
    let is_used = |i: &usize| rows.iter().any(|row| row.cells.get(*i).is_some_and(|c| !c.trim().is_empty()));
    let width = (0..cells).filter(is_used).count();
    let wide = |i: &usize| filled[*i] > 0 && filled[*i] * 10 >= width * 6;
    let first = (0..rows.len()).find(wide).unwrap_or(0);
    let known = |i: usize| rows[i].cells.iter().filter(|name| names::is_column_name(name)).count();
    let further = (first + 1)..rows.len().min(first + 1 + FURTHER);
    let named = if first < rows.len() && known(first) == 0 {
        further.into_iter().find(|i| known(*i) >= 2)
    } else {
        None
    };
    named.unwrap_or(first)
}
