//! `matrix`: the answers of a query, counted by two dimensions at once.

use serde::Serialize;

use super::arguments::Printing;
use super::arguments::matrix::Matrix as Wish;
use super::grid::{Column, Grid};
use super::lists::counted;
use super::open::Door;
use super::output::{Output, Stop};
use super::shield;
use crate::model::matrix::{Ask, Head, Matrix};

/// `matrix`
pub(super) fn run(wish: &Wish, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let ask = Ask { rows: wish.rows.clone(), columns: wish.columns.clone(), count: wish.count };
    let found = workspace.matrix(&shield::query(&wish.query), &ask)?;
    match wish.print.format {
        Printing::Table => table(&found, out)?,
        Printing::Json => return out.object(&Whole::new(&found)),
        Printing::Jsonl => return out.objects(Printing::Jsonl, &cells(&found)),
        Printing::Csv => csv(&found, out)?,
    }
    let mut line = format!("{}; totals are of distinct {}", found.ask.count.rule(), found.ask.count.name());
    if found.left_out > 0 {
        let texts = counted(found.left_out, "text");
        line = format!("{line}; {texts} left out (withdrawn, replaced or the same again)");
    }
    out.remark(&line);
    Ok(())
}

/// The shape that is promised.
#[derive(Serialize)]
struct Whole<'a> {
    count: &'static str,
    rows: Vec<Option<&'a str>>,
    columns: Vec<Option<&'a str>>,
    cells: &'a [Vec<u32>],
    row_totals: &'a [u32],
    column_totals: &'a [u32],
    total: u32,
}

impl<'a> Whole<'a> {
    fn new(found: &'a Matrix) -> Self {
        Self {
            count: found.ask.count.name(),
            rows: found.rows.iter().map(|head| head.value.as_deref()).collect(),
            columns: found.columns.iter().map(|head| head.value.as_deref()).collect(),
            cells: &found.cells,
            row_totals: &found.row_totals,
            column_totals: &found.column_totals,
            total: found.total,
        }
    }
}

/// One cell as a line of its own.
#[derive(Serialize)]
struct Cell<'a> {
    row: Option<&'a str>,
    column: Option<&'a str>,
    count: &'static str,
    number: u32,
}

fn cells(found: &Matrix) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    for (row, numbers) in found.rows.iter().zip(&found.cells) {
        for (column, number) in found.columns.iter().zip(numbers) {
            cells.push(Cell {
                row: row.value.as_deref(),
                column: column.value.as_deref(),
                count: found.ask.count.name(),
                number: *number,
            });
        }
    }
    cells
}

fn named(head: &Head) -> &str {
    head.value.as_deref().unwrap_or("(none)")
}

fn header(found: &Matrix) -> Vec<&str> {
    let rows = std::iter::once(found.ask.rows.singular());
    rows.chain(found.columns.iter().map(named)).chain(["total"]).collect()
}

/// The rows and, last, the totals of the columns.
fn rows(found: &Matrix) -> impl Iterator<Item = Vec<String>> + '_ {
    let line = |name: &str, numbers: &[u32], total: u32| {
        let numbers = numbers.iter().chain([&total]).map(u32::to_string);
        std::iter::once(name.to_owned()).chain(numbers).collect()
    };
    let each = found.rows.iter().zip(&found.cells).zip(&found.row_totals);
    let each = each.map(move |((head, numbers), total)| line(named(head), numbers, *total));
    each.chain(std::iter::once_with(move || line("total", &found.column_totals, found.total)))
}

fn table(found: &Matrix, out: &mut Output<'_>) -> Result<(), Stop> {
    let titles = header(found);
    let mut columns = vec![Column::Cut(titles.first().copied().unwrap_or_default(), 40)];
    columns.extend(titles.iter().skip(1).map(|title| Column::Number(title)));
    let mut grid = Grid::new(&columns, out.width);
    rows(found).for_each(|row| grid.row(row));
    grid.print(out.out)?;
    Ok(out.out.flush()?)
}

fn csv(found: &Matrix, out: &mut Output<'_>) -> Result<(), Stop> {
    out.rows(&header(found), rows(found))
}
