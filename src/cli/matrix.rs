//! `matrix`: the answers of a query, counted by two dimensions at once.

use serde::Serialize;

use super::arguments::Printing;
use super::arguments::matrix::Matrix as Wish;
use super::counts;
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use super::shield;
use crate::export::counts::{Counts, matrix};
use crate::model::matrix::{Ask, Matrix, Shares};
use crate::model::plural::counted;

/// `matrix`
pub(super) fn run(wish: &Wish, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read_past(wish.sheet.when)?;
    let ask = Ask { rows: wish.rows.clone(), columns: wish.columns.clone(), count: wish.count };
    let text = shield::query(&wish.query);
    let found = workspace.matrix(&text, &ask)?;
    let found = if wish.mask { found.masked() } else { found };
    if wish.sheet.is_whole() {
        return counts::write(&workspace, &Counts::Matrix(found, wish.shares), &text, &wish.sheet, out);
    }
    match wish.sheet.printing() {
        Printing::Table => table(&found, wish.shares, out)?,
        Printing::Json => return out.object(&matrix::Whole::new(&found, wish.shares, None)),
        Printing::Jsonl => return out.objects(Printing::Jsonl, &cells(&found, wish.shares)),
        Printing::Csv => csv(&found, wish.shares, out)?,
    }
    let mut line = matrix::rule(&found);
    if found.left_out > 0 {
        let texts = counted(found.left_out, "text");
        line = format!("{line}; {texts} left out (withdrawn, replaced or the same again)");
    }
    if let Some(mask) = &found.mask {
        line = format!("{line}; masked: {}", matrix::masked(mask));
    }
    out.remark(&line);
    Ok(())
}

/// One cell as a line of its own.
#[derive(Serialize)]
struct Cell<'a> {
    row: Option<&'a str>,
    column: Option<&'a str>,
    count: &'static str,
    /// Null where it is masked.
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

fn cells(found: &Matrix, wanted: Option<Shares>) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let shares = wanted.map(|of| matrix::all_shares(found, of));
    for (at, (row, numbers)) in found.rows.iter().zip(&found.cells).enumerate() {
        let shares = shares.as_ref().and_then(|shares| shares.get(at));
        for (nth, (column, number)) in found.columns.iter().zip(numbers).enumerate() {
            cells.push(Cell {
                row: row.value.as_deref(),
                column: column.value.as_deref(),
                count: found.ask.count.name(),
                number: (!found.hides(at, nth)).then_some(*number),
                share: shares.and_then(|shares| shares.get(nth).copied().flatten()),
            });
        }
    }
    cells
}

fn table(found: &Matrix, wanted: Option<Shares>, out: &mut Output<'_>) -> Result<(), Stop> {
    let (titles, rows) = matrix::table(found, wanted, true);
    let mut columns = vec![Column::Cut(titles.first().map_or("", String::as_str), 40)];
    columns.extend(titles.iter().skip(1).map(|title| Column::Number(title)));
    let mut grid = Grid::new(&columns, out.width);
    for row in rows {
        grid.row(row);
    }
    grid.print(out.out)?;
    Ok(out.out.flush()?)
}

fn csv(found: &Matrix, wanted: Option<Shares>, out: &mut Output<'_>) -> Result<(), Stop> {
    let (heads, rows) = matrix::table(found, wanted, false);
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    out.rows(&heads, rows)
}
