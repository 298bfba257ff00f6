//! Writing a file of what is shown.

pub mod manner;
pub mod preview;
pub mod subject;

use std::path::Path;

use self::manner::Manner;
use self::subject::Subject;
use super::request::{ExportOrder, Reply};
use super::widget::paint::count;
use crate::config::report_file;
use crate::export::counts::Counts;
use crate::export::document::Kind;
use crate::export::grouping::Grouping;
use crate::export::tables::Table;
use crate::export::{Format, Shape, codebook, refi};
use crate::model::report::Template;
use crate::model::work::Shortlist;
use crate::workspace::export::{Destination, ExportReport};
use crate::workspace::progress::here;
use crate::workspace::{self, Workspace};

/// Writes the file; one that is there already is asked about first.
pub fn write(workspace: &mut Workspace, order: ExportOrder) -> Result<Reply, workspace::Error> {
    let go_on = &mut |percent: usize| order.course.does("going back in time", percent, 100);
    let done =
        leaving(workspace, order.manner, go_on, |workspace, template| write_as(workspace, template, &order));
    match done {
        Ok(what) => Ok(Reply::Exported(format!("wrote {what}"))),
        Err(workspace::Error::Stopped) if order.course.is_stopped() => {
            Ok(Reply::Exported("Stopped: nothing was written.".to_owned()))
        }
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(Box::new(order))),
        Err(error) => Err(error),
    }
}

/// Hands over the workspace in the manner in which something is to leave it, and the template of reports.
fn leaving<T>(
    workspace: &mut Workspace,
    manner: Manner,
    go_on: &mut dyn FnMut(usize) -> bool,
    leave: impl FnOnce(&Workspace, &Template) -> Result<T, workspace::Error>,
) -> Result<T, workspace::Error> {
    let bundled = report_file::bundled(manner.words);
    let template = bundled.map_err(|e| workspace::Error::Invalid(e.to_string()))?;
    let mut stood = manner.as_of.map(|moment| workspace.as_of(moment, go_on)).transpose()?;
    let read = stood.as_mut().unwrap_or(workspace);
    read.leaving_so(manner.names, &template.words, |workspace| leave(workspace, &template))
}

fn write_as(workspace: &Workspace, template: &Template, order: &ExportOrder) -> Done {
    match &order.subject {
        Subject::Codebook if codebook::Format::of_path(&order.path).is_some() => {
            write_codebook(workspace, order)
        }
        // As a text or a spreadsheet the codebook is a table among others.
        Subject::Codebook => write_table(workspace, Table::Codebook, order),
        Subject::Table(table) => write_table(workspace, *table, order),
        Subject::Counts(counts) => write_counts(workspace, counts, order),
        Subject::Report => write_report(workspace, template, order),
        Subject::Compilation => write_compilation(workspace, template, order),
        Subject::Answers => write_answers(workspace, order),
        Subject::List(list, by) => write_list(workspace, list, *by, order),
    }
}

/// What was written, and where.
type Done = Result<String, workspace::Error>;

fn format(order: &ExportOrder) -> Result<Format, workspace::Error> {
    Format::of_path(&order.path).ok_or_else(|| unknown(&order.path))
}

fn kind(order: &ExportOrder) -> Result<Kind, workspace::Error> {
    Kind::of_path(&order.path).ok_or_else(|| unknown(&order.path))
}

fn unknown(path: &Path) -> workspace::Error {
    workspace::Error::Invalid(format!("{} has no ending that says a format", path.display()))
}

fn shape(order: &ExportOrder) -> Result<Shape, workspace::Error> {
    Ok(Shape { themes: order.with.themes, notes: order.with.notes, ..Shape::from(format(order)?) })
}

/// Tells how many of so many are written; false when it is to stop.
fn counting(order: &ExportOrder, all: usize) -> impl FnMut() -> bool + '_ {
    let mut done = 0;
    move || {
        done += 1;
        order.course.writes(done, all)
    }
}

fn write_answers(workspace: &Workspace, order: &ExportOrder) -> Done {
    let query = workspace.resolve(&order.query)?;
    let all = workspace.found(&query)?.len() as usize;
    let to = Destination::File(&order.path);
    let mut go_on = counting(order, all);
    let report = workspace.export(&query, &order.query, shape(order)?, to, order.replace, &mut go_on)?;
    Ok(told(&report, "answer", order))
}

fn write_list(workspace: &Workspace, list: &Shortlist, by: Grouping, order: &ExportOrder) -> Done {
    let shape = Shape { group: by, ..shape(order)? };
    let report = workspace.export_shortlist(list.id, shape, Destination::File(&order.path), order.replace)?;
    Ok(told(&report, "quotation", order))
}

fn told(report: &ExportReport, noun: &str, order: &ExportOrder) -> String {
    let mut what = count(report.answers, noun);
    if report.unplaced > 0 {
        what = format!("{what} and {}", count(report.unplaced, "unplaced text"));
    }
    if report.left_out > 0 {
        what = format!("{what} ({} left out)", report.left_out);
    }
    let lost = report.lost.as_ref().map(|lost| format!("; {lost}")).unwrap_or_default();
    format!("{what} to {}{lost}", order.path.display())
}

fn write_report(workspace: &Workspace, template: &Template, order: &ExportOrder) -> Done {
    let themes = workspace.codebook()?.themes.len();
    let found = workspace.report(&order.query, template, &mut counting(order, themes))?;
    let to = Destination::File(&order.path);
    workspace.write_report(template, &found, kind(order)?, to, order.replace)?;
    let (submissions, themes) =
        (count(found.counts.submissions, "submission"), count(found.themes.len(), "theme"));
    Ok(format!("a report of {submissions} and {themes} to {}", order.path.display()))
}

fn write_compilation(workspace: &Workspace, template: &Template, order: &ExportOrder) -> Done {
    let all = workspace.found(&workspace.resolve(&order.query)?)?.len() as usize;
    let to = Destination::File(&order.path);
    let mut go_on = counting(order, all);
    let made =
        workspace.write_compilation(&order.query, template, kind(order)?, to, order.replace, &mut go_on)?;
    Ok(format!("a compilation of {} to {}", count(made.answers, "answer"), order.path.display()))
}

fn write_codebook(workspace: &Workspace, order: &ExportOrder) -> Done {
    let format = codebook::Format::of_path(&order.path).ok_or_else(|| unknown(&order.path))?;
    workspace.export_codebook(format, Destination::File(&order.path), order.replace)?;
    let lost = match format {
        codebook::Format::Qdc => refi::codebook::loss(&workspace.whole_codebook()?).line(),
        _ => None,
    };
    let lost = lost.map(|lost| format!("; {lost}")).unwrap_or_default();
    Ok(format!("the codebook to {}{lost}", order.path.display()))
}

fn write_table(workspace: &Workspace, table: Table, order: &ExportOrder) -> Done {
    let query = workspace.resolve(&order.query)?;
    let all = workspace.found(&query)?.len() as usize;
    let (of, to) = ((&query, order.query.as_str()), Destination::File(&order.path));
    let shape = Shape::from(format(order)?);
    let report = workspace.export_table(table, of, shape, to, order.replace, &mut counting(order, all))?;
    Ok(format!("{} to {}", count(report.rows, table.rows().0), order.path.display()))
}

fn write_counts(workspace: &Workspace, counts: &Counts, order: &ExportOrder) -> Done {
    let to = Destination::File(&order.path);
    let counts = counted(workspace, counts, &order.query, order.manner)?;
    workspace.export_counts(&counts, &order.query, format(order)?, to, order.replace)?;
    Ok(format!("{} to {}", counts.title(), order.path.display()))
}

/// The counts in the manner in which they leave: counted anew where they are of another moment than what is shown.
fn counted(
    workspace: &Workspace,
    shown: &Counts,
    query: &str,
    manner: Manner,
) -> Result<Counts, workspace::Error> {
    let counts = match (shown, manner.as_of) {
        (_, None) => shown.clone(),
        (Counts::Progress(progress), Some(_)) => {
            Counts::Progress(workspace.progress(query, progress.by, &here())?)
        }
        (Counts::Matrix(matrix, shares), Some(_)) => {
            Counts::Matrix(workspace.matrix(query, &matrix.ask)?.in_order_of(&matrix.rows), *shares)
        }
    };
    Ok(match counts {
        Counts::Matrix(matrix, shares) if manner.mask => Counts::Matrix(matrix.masked(), shares),
        counts => counts,
    })
}
