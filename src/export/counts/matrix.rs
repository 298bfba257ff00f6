//! The matrix as rows of numbers, and as JSON.

use serde::Serialize;

use super::{About, Sheet, left_out};
use crate::export::Format;
use crate::model::mask::{MASKED, Mask, TOLD};
use crate::model::matrix::{Dimension, Head, Matrix, Shares};

/// The shape that is promised.
#[derive(Serialize)]
pub struct Whole<'a> {
    count: &'static str,
    rows: Vec<Option<&'a str>>,
    columns: Vec<Option<&'a str>>,
    /// Null where a number is masked.
    cells: Vec<Vec<Option<u32>>>,
    row_totals: Vec<Option<u32>>,
    column_totals: Vec<Option<u32>>,
    total: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shares: Option<PerCent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Counted<'a>>,
}

/// What a file says beside the numbers.
#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    about: &'a About,
    row: String,
    column: String,
    rule: &'static str,
    left_out: usize,
}

/// The shares in per cent; null where there is nothing to be a share of.
#[derive(Serialize)]
struct PerCent {
    of: &'static str,
    cells: Vec<Vec<Option<f64>>>,
    row_totals: Vec<Option<f64>>,
    column_totals: Vec<Option<f64>>,
}

impl<'a> Whole<'a> {
    /// With shares, and with what was counted, where these are wanted.
    pub fn new(found: &'a Matrix, shares: Option<Shares>, about: Option<&'a About>) -> Self {
        let ask = &found.ask;
        let mut cells: Vec<Vec<Option<u32>>> = told(found).collect();
        let mut column_totals = cells.pop().unwrap_or_default();
        let total = column_totals.pop().flatten();
        let row_totals = cells.iter_mut().map(|line| line.pop().flatten()).collect();
        Self {
            count: ask.count.name(),
            rows: found.rows.iter().map(|head| head.value.as_deref()).collect(),
            columns: found.columns.iter().map(|head| head.value.as_deref()).collect(),
            cells,
            row_totals,
            column_totals,
            total,
            shares: shares.map(|of| PerCent::new(found, of)),
            about: about.map(|about| Counted {
                about,
                row: ask.rows.to_string(),
                column: ask.columns.to_string(),
                rule: ask.count.rule(),
                left_out: found.left_out,
            }),
        }
    }
}

impl PerCent {
    fn new(found: &Matrix, of: Shares) -> Self {
        let mut lines = all_shares(found, of);
        let mut column_totals = lines.pop().unwrap_or_default();
        column_totals.pop();
        let row_totals = lines.iter_mut().map(|line| line.pop().flatten()).collect();
        Self { of: of.name(), cells: lines, row_totals, column_totals }
    }
}

/// The numbers of each row with their total and, last, the totals of the columns.
fn lines(found: &Matrix) -> impl Iterator<Item = (&[u32], u32)> {
    let each = found.cells.iter().zip(&found.row_totals);
    let each = each.map(|(numbers, total)| (numbers.as_slice(), *total));
    each.chain([(found.column_totals.as_slice(), found.total)])
}

/// The same with what is masked left out, the total of each line last.
fn told(found: &Matrix) -> impl Iterator<Item = Vec<Option<u32>>> {
    lines(found).enumerate().map(|(row, (numbers, total))| {
        let all = numbers.iter().copied().chain([total]).enumerate();
        all.map(|(column, number)| (!found.hides(row, column)).then_some(number)).collect()
    })
}

/// The shares of a row's numbers and of its total, in tenths of a per cent at the finest.
fn shares(found: &Matrix, of: Shares, numbers: &[u32], total: u32) -> Vec<Option<f64>> {
    let wholes = found.column_totals.iter().chain([&found.total]);
    let parts = numbers.iter().chain([&total]);
    let share = |(part, whole): (&u32, &u32)| {
        let whole = if of == Shares::Row { total } else { *whole };
        (whole > 0).then(|| (f64::from(*part) * 1000.0 / f64::from(whole)).round() / 10.0)
    };
    parts.zip(wholes).map(share).collect()
}

/// The name of a row or column.
fn named(head: &Head) -> &str {
    head.value.as_deref().unwrap_or("(none)")
}

/// The names of the columns, what stands at the rows before them.
fn header(found: &Matrix) -> Vec<&str> {
    let rows = std::iter::once(found.ask.rows.singular());
    rows.chain(found.columns.iter().map(named)).chain(["total"]).collect()
}

/// The rows and, last, the totals of the columns.
fn rows(found: &Matrix) -> impl Iterator<Item = Vec<String>> {
    names(found).zip(told(found)).map(|(name, numbers)| {
        let numbers =
            numbers.into_iter().map(|number| number.map_or_else(|| MASKED.to_owned(), |n| n.to_string()));
        std::iter::once(name.to_owned()).chain(numbers).collect()
    })
}

fn names(found: &Matrix) -> impl Iterator<Item = &str> {
    found.rows.iter().map(named).chain(["total"])
}

pub(super) fn sheet(found: &Matrix, wanted: Option<Shares>, format: Format) -> Sheet {
    let mut notes = vec![("Counted", rule(found))];
    notes.extend(wanted.map(|of| ("Shares", format!("in per cent of the {}’s total", of.name()))));
    notes.extend(found.mask.as_ref().map(|mask| ("Masked", masked(mask))));
    notes.extend(left_out(found.left_out));
    let is_markdown = format == Format::Markdown;
    let (mut heads, mut rows) = table(found, wanted, is_markdown);
    if is_markdown {
        // For who reads it: a question's number alone says little.
        wordy(&found.ask.columns, &found.columns, heads.iter_mut().skip(1));
        wordy(&found.ask.rows, &found.rows, rows.iter_mut().filter_map(|row| row.first_mut()));
    }
    Sheet { heads, rows, notes }
}

/// What is masked, and why.
pub fn masked(mask: &Mask) -> String {
    let numbers = mask.count();
    let noun = if numbers == 1 { "number" } else { "numbers" };
    format!("{numbers} {noun} ({MASKED}): those under {TOLD}, and those from which they would follow")
}

/// What is counted, and of what the totals are.
pub fn rule(found: &Matrix) -> String {
    let count = found.ask.count;
    format!("{}; totals are of distinct {}", count.rule(), count.name())
}

/// Heads and rows, the shares in the cells of their numbers or in cells after them.
pub fn table(found: &Matrix, wanted: Option<Shares>, in_the_cell: bool) -> (Vec<String>, Vec<Vec<String>>) {
    let mut heads: Vec<String> = header(found).into_iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = rows(found).collect();
    if let Some(of) = wanted {
        for (row, shares) in rows.iter_mut().zip(all_shares(found, of)) {
            *row = beside(std::mem::take(row), &shares, in_the_cell);
        }
        if !in_the_cell {
            heads = heads.into_iter().enumerate().flat_map(|(at, head)| with_share(at, head, of)).collect();
        }
    }
    (heads, rows)
}

/// For each row, and last for the totals of the columns, the shares of its numbers and of its total.
pub fn all_shares(found: &Matrix, of: Shares) -> Vec<Vec<Option<f64>>> {
    let mut all: Vec<_> = lines(found).map(|(numbers, total)| shares(found, of, numbers, total)).collect();
    // What is masked has no share, nor has what is a share of it.
    let (last_row, last_column) = (found.cells.len(), found.column_totals.len());
    for (row, line) in all.iter_mut().enumerate() {
        for (column, share) in line.iter_mut().enumerate() {
            let whole = if of == Shares::Row { (row, last_column) } else { (last_row, column) };
            if found.hides(row, column) || found.hides(whole.0, whole.1) {
                *share = None;
            }
        }
    }
    all
}

/// The short name beside the number of a question or section.
fn wordy<'s>(by: &Dimension, heads: &[Head], names: impl Iterator<Item = &'s mut String>) {
    if !matches!(by, Dimension::Question | Dimension::Section) {
        return;
    }
    for (head, name) in heads.iter().zip(names) {
        if head.value.is_some() && !head.label.is_empty() && head.label != *name {
            *name = format!("{name} {}", head.label);
        }
    }
}

/// A column for the share after each of numbers.
fn with_share(at: usize, head: String, of: Shares) -> Vec<String> {
    if at == 0 {
        return vec![head];
    }
    let share = format!("{head}, % of the {}", of.name());
    vec![head, share]
}

/// A row with the share of each number: in its cell, or in a cell after it.
fn beside(row: Vec<String>, shares: &[Option<f64>], in_the_cell: bool) -> Vec<String> {
    let mut cells = row.into_iter();
    let mut all: Vec<String> = cells.next().into_iter().collect();
    for (number, share) in cells.zip(shares) {
        match (in_the_cell, share) {
            (true, Some(share)) => all.push(format!("{number} ({share:.0} %)")),
            (true, None) => all.push(number),
            (false, share) => {
                let share = share.map(|share| format!("{share:.1}")).unwrap_or_default();
                all.extend([number, share]);
            }
        }
    }
    all
}
