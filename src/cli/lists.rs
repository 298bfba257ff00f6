//! `list`: answers and unplaced text, streamed in every format but the table.

use super::arguments::{List, Printing, When};
use super::grid::{Column, Grid};
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::export::{self, Content, Entry, Writer, csv::CsvWriter, json::JsonWriter};
use crate::model::plural::counted;
use crate::model::submission::AnswerRecord;
use crate::query::filter::Resolved;
use crate::workspace::Workspace;

/// A table on a terminal stops here and says how many more there are.
pub(super) const TERMINAL_ROWS: usize = 50;

/// `list`
pub(super) fn answers(ask: &List, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read_past(When { as_of: ask.as_of, date: None })?;
    let (wanted, text) = query(&workspace, &ask.query)?;
    let most = ask.limit.unwrap_or(usize::MAX);
    match ask.print.format {
        Printing::Table => table(&workspace, &wanted, ask.limit, out),
        Printing::Json => stream(&workspace, &wanted, most, JsonWriter::array(out.out)),
        Printing::Jsonl => stream(&workspace, &wanted, most, JsonWriter::lines(out.out)),
        Printing::Csv => {
            let writer = CsvWriter::begin(false, &Content::Answers(text), out.out).map_err(stop)?;
            stream(&workspace, &wanted, most, writer)
        }
    }
}

fn stream(
    workspace: &Workspace,
    wanted: &Resolved,
    most: usize,
    mut writer: impl Writer,
) -> Result<(), Stop> {
    let mut left = most;
    let mut written = Ok(());
    if left > 0 {
        workspace.records(wanted, &mut |record| {
            written = writer.entry(Entry::Answer(&record));
            left -= 1;
            written.is_ok() && left > 0
        })?;
    }
    written.and_then(|()| writer.finish()).map_err(stop)
}

fn stop(error: export::Error) -> Stop {
    match error {
        export::Error::Io(e) => e.into(),
        other => std::io::Error::other(other).into(),
    }
}

fn table(
    workspace: &Workspace,
    wanted: &Resolved,
    limit: Option<usize>,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let most = limit.unwrap_or(if out.is_terminal() { TERMINAL_ROWS } else { usize::MAX });
    let columns = [
        Column::Text("id"),
        Column::Text("reference"),
        Column::Cut("submitter", 24),
        Column::Number("q"),
        Column::Text("status"),
        Column::Number("words"),
        Column::Cut("themes", 28),
        Column::Text("text"),
    ];
    let mut grid = Grid::new(&columns, out.width).sparing(&["status", "words"]);
    let mut left = most;
    if left > 0 {
        workspace.records(wanted, &mut |record| {
            grid.row(cells(&record, out.width));
            left -= 1;
            left > 0
        })?;
    }
    grid.print(out.out)?;
    out.out.flush()?;
    let counts = workspace.page(wanted, 0, 0)?;
    let all = counts.answers + counts.unplaced;
    let mut summary = format!(
        "{}, {} of {}",
        counted(counts.answers, "answer"),
        counted(counts.unplaced, "unplaced text"),
        counted(counts.submitters, "submitter")
    );
    if counts.left_out > 0 {
        summary = format!(
            "{summary}; {} left out (withdrawn, replaced or the same again)",
            counted(counts.left_out, "text")
        );
    }
    out.remark(&summary);
    if all > most {
        out.remark(&format!("{} more; --limit N shows more, --format csv or json all", all - most));
    }
    Ok(())
}

fn cells(record: &AnswerRecord, width: Option<usize>) -> [String; 8] {
    // A terminal's line never needs more of a text than this.
    let shown = width.map_or(usize::MAX, |w| w * 2);
    [
        record.id.to_string().chars().take(8).collect(),
        record.reference.clone(),
        record.metadata.submitter.clone().unwrap_or_else(|| "(anonymous)".to_owned()),
        record.question.clone().unwrap_or_else(|| "-".to_owned()),
        record.status.name().to_owned(),
        record.words.to_string(),
        record.themes.join("; "),
        record.text.chars().take(shown).collect(),
    ]
}
