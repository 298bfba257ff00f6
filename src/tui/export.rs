//! Writing a file of what is shown.

use super::request::{ExportOrder, Reply};
use super::widget::paint::count;
use crate::export::codebook;
use crate::export::counts::Counts;
use crate::export::refi;
use crate::export::tables::Table;
use crate::export::{Format, Shape};
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// Writes the file; one that is there already is asked about first.
pub fn write(workspace: &Workspace, order: ExportOrder) -> Result<Reply, workspace::Error> {
    if order.codebook && codebook::Format::of_path(&order.path).is_some() {
        return write_codebook(workspace, order);
    }
    let Some(format) = Format::of_path(&order.path) else {
        return Err(workspace::Error::Invalid(format!(
            "{} has no ending that says a format",
            order.path.display()
        )));
    };
    // As a text or a spreadsheet the codebook is a table among others.
    if let Some(table) = order.table.or(order.codebook.then_some(Table::Codebook)) {
        return write_table(workspace, table, format, order);
    }
    if let Some(counts) = &order.counts {
        return write_counts(workspace, counts, format, &order);
    }
    // What is exported from the screen is read by people: themes and notes go along; a shortlist is what is handed
    // on, and reads as the screen shows it.
    let with = order.list.is_none();
    let shape = Shape { themes: with, notes: with, ..Shape::from(format) };
    let to = Destination::File(&order.path);
    let report = if let Some(list) = order.list {
        workspace.export_shortlist(list, shape, to, order.replace)
    } else {
        let query = workspace.resolve(&order.query)?;
        let all = workspace.found(&query)?.len() as usize;
        let mut done = 0;
        let mut go_on = || {
            done += 1;
            order.course.writes(done, all)
        };
        workspace.export(&query, &order.query, shape, to, order.replace, &mut go_on)
    };
    match report {
        Err(workspace::Error::Stopped) if order.course.is_stopped() => {
            Ok(Reply::Exported("Stopped: nothing was written.".to_owned()))
        }
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(order)),
        Err(error) => Err(error),
        Ok(report) => {
            let noun = if order.list.is_some() { "quotation" } else { "answer" };
            let mut what = count(report.answers, noun);
            if report.unplaced > 0 {
                what = format!("{what} and {}", count(report.unplaced, "unplaced text"));
            }
            if report.left_out > 0 {
                what = format!("{what} ({} left out)", report.left_out);
            }
            let lost = report.lost.map(|lost| format!("; {lost}")).unwrap_or_default();
            Ok(Reply::Exported(format!("wrote {what} to {}{lost}", order.path.display())))
        }
    }
}

fn write_codebook(workspace: &Workspace, order: ExportOrder) -> Result<Reply, workspace::Error> {
    let Some(format) = codebook::Format::of_path(&order.path) else {
        let path = order.path.display();
        return Err(workspace::Error::Invalid(format!("{path} has no ending that says a format")));
    };
    match workspace.export_codebook(format, Destination::File(&order.path), order.replace) {
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(order)),
        Err(error) => Err(error),
        Ok(_) => {
            let lost = match format {
                codebook::Format::Qdc => refi::codebook::loss(&workspace.whole_codebook()?).line(),
                _ => None,
            };
            let lost = lost.map(|lost| format!("; {lost}")).unwrap_or_default();
            Ok(Reply::Exported(format!("wrote the codebook to {}{lost}", order.path.display())))
        }
    }
}

fn write_table(
    workspace: &Workspace,
    table: Table,
    format: Format,
    order: ExportOrder,
) -> Result<Reply, workspace::Error> {
    let of = (&workspace.resolve(&order.query)?, order.query.as_str());
    let to = Destination::File(&order.path);
    match workspace.export_table(table, of, Shape::from(format), to, order.replace, &mut || true) {
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(order)),
        Err(error) => Err(error),
        Ok(report) => {
            let rows = count(report.rows, table.rows().0);
            Ok(Reply::Exported(format!("wrote {rows} to {}", order.path.display())))
        }
    }
}

fn write_counts(
    workspace: &Workspace,
    counts: &Counts,
    format: Format,
    order: &ExportOrder,
) -> Result<Reply, workspace::Error> {
    let to = Destination::File(&order.path);
    match workspace.export_counts(counts, &order.query, format, to, order.replace) {
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(order.clone())),
        Err(error) => Err(error),
        Ok(_) => Ok(Reply::Exported(format!("wrote {} to {}", counts.title(), order.path.display()))),
    }
}
