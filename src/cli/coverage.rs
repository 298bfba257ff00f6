//! `coverage`: submissions by questions, and the words of their files that stand under no question.

use super::arguments::Printing;
use super::arguments::intake::Coverage as Ask;
use super::grid::{Column, Grid};
use super::lists::TERMINAL_ROWS;
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::model::coverage::{Cell, Coverage, Row, State, per_cent};
use crate::model::plural::counted;

/// `coverage`
pub(super) fn run(ask: &Ask, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let (wanted, _) = query(&workspace, &ask.query)?;
    let found = workspace.coverage(&wanted)?;
    match ask.print.format {
        Printing::Table => {
            table(&found, out)?;
            let left_out = workspace.page(&wanted, 0, 0)?.left_out;
            if left_out > 0 {
                let texts = counted(left_out, "text");
                out.remark(&format!("{texts} left out (withdrawn, replaced or the same again)"));
            }
            Ok(())
        }
        Printing::Csv => csv(&found, out),
        Printing::Jsonl => out.objects(Printing::Jsonl, &found.submissions),
        Printing::Json => out.object(&found),
    }
}

/// What a table shows of a cell: the words of an answer, else what is there instead.
fn shown(cell: &Cell) -> String {
    match cell.state {
        State::Answered => cell.words.to_string(),
        State::Missing => String::new(),
        other => other.name().to_owned(),
    }
}

fn table(found: &Coverage, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut columns = vec![Column::Text("reference"), Column::Cut("submitter", 24)];
    columns.extend(found.questions.iter().map(|number| Column::Number(number)));
    columns.push(Column::Number("no question"));
    let mut grid = Grid::new(&columns, out.width);
    let most = if out.is_terminal() { TERMINAL_ROWS } else { usize::MAX };
    for row in found.submissions.iter().take(most) {
        let mut cells = vec![row.reference.clone(), named(row)];
        cells.extend(row.cells.iter().map(shown));
        cells.push(per_cent(row.unplaced_words, row.words + row.unplaced_words));
        grid.row(cells);
    }
    for state in State::ALL.into_iter().filter(|_| !found.submissions.is_empty()) {
        let counts = found.totals.iter().map(|total| total.of(state).to_string());
        grid.row([String::new(), state.name().to_owned()].into_iter().chain(counts));
    }
    grid.print(out.out)?;
    sources(found, most, out)?;
    out.out.flush()?;
    if found.submissions.len() > most {
        let more = found.submissions.len() - most;
        out.remark(&format!("{more} more, counted below the grid; --format csv or json shows all"));
    }
    Ok(())
}

fn named(row: &Row) -> String {
    row.submitter.clone().unwrap_or_else(|| "(anonymous)".to_owned())
}

/// Each file with its words, and how many of them stand under no question.
fn sources(found: &Coverage, most: usize, out: &mut Output<'_>) -> Result<(), Stop> {
    let columns = [
        Column::Number("words"),
        Column::Number("placed"),
        Column::Number("unplaced"),
        Column::Number("structure"),
        Column::Number("share"),
        Column::Text("file"),
    ];
    let mut grid = Grid::new(&columns, out.width);
    for source in found.sources.iter().take(most) {
        let words = source.words;
        grid.row([
            words.read.to_string(),
            words.placed.to_string(),
            words.unplaced.to_string(),
            words.structure.to_string(),
            per_cent(words.unplaced, words.read),
            source.file.clone(),
        ]);
    }
    if !found.sources.is_empty() {
        writeln!(out.out)?;
    }
    Ok(grid.print(out.out)?)
}

/// A row a submission: for each question its state and its words.
fn csv(found: &Coverage, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut header: Vec<String> = ["id", "reference", "submitter"].map(str::to_owned).to_vec();
    for number in &found.questions {
        header.extend([number.clone(), format!("{number} words")]);
    }
    header.extend(["words", "unplaced_words"].map(str::to_owned));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    out.rows(
        &header,
        found.submissions.iter().map(|row| {
            let who = row.submitter.clone().unwrap_or_default();
            let mut cells = vec![row.id.to_string(), row.reference.clone(), who];
            for cell in &row.cells {
                cells.extend([cell.state.name().to_owned(), cell.words.to_string()]);
            }
            cells.extend([row.words.to_string(), row.unplaced_words.to_string()]);
            cells
        }),
    )
}
