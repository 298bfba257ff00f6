//! `export`: answers or a shortlist to a file or to standard output.

use std::path::Path;

use super::arguments::Printing;
use super::arguments::export::Export;
use super::counts::not_to_a_terminal;
use super::course::Course;
use super::interrupt::Interrupt;
use super::leaving;
use super::open::{Door, query};
use super::output::{Output, Stop};
use super::shield;
use super::shortlist::list_named;
use crate::export::grouping::Grouping;
use crate::export::tables::Table;
use crate::export::{Format, Shape};
use crate::fault::Fault;
use crate::model::plural::counted;
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// `export`
pub(super) fn run(ask: &Export, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if ask.dry_run {
        return dry_run(ask, door, out);
    }
    let to_stream = ask.output == Path::new("-");
    let format =
        ask.format.or_else(|| Format::of_path(&ask.output)).ok_or_else(|| unknown_format(ask, to_stream))?;
    let shape = Shape {
        format,
        byte_order_mark: ask.bom,
        themes: ask.themes,
        notes: ask.notes,
        group: ask.group.unwrap_or_default(),
    };
    not_to_a_terminal(format, to_stream, out)?;
    if ask.group.is_some() && ask.shortlist.is_none() {
        let fault = Fault::mistake("answers stand under their questions; only a shortlist is grouped");
        return Err(fault.hint("name one by --shortlist, or leave out --group").into());
    }
    if shape.group != Grouping::Hand && format.document().is_none() {
        let fault =
            Fault::mistake(format!("quotations are grouped in documents, and {} is none", format.name()));
        return Err(fault.hint("write them as markdown, docx or html, or leave out --group").into());
    }
    let workspace = door.read_past(ask.when)?.with_names(ask.names);
    let to = if to_stream { Destination::Stream(out.out) } else { Destination::File(&ask.output) };
    if let Some(table) = ask.table {
        let written = write_table(table, ask, &workspace, shape, to);
        let line = written.map_err(|e| refused(e, to_stream))?;
        return told(&line, ask, to_stream, out);
    }
    let (report, what) = if let Some(name) = &ask.shortlist {
        let list = list_named(&workspace, name)?;
        (workspace.export_shortlist(list, shape, to, ask.force), "quotation")
    } else {
        let (wanted, text) = query(&workspace, &ask.query)?;
        let interrupt = Interrupt::listen();
        let (mut course, mut done) = (Course::begin(out.watched), 0);
        let all = workspace.found(&wanted)?.len();
        let mut go_on = || {
            course.tell(out.err, |_| format!("writing {done} of {all} texts"));
            done += 1;
            interrupt.may_go_on()
        };
        let report = if format == Format::Qdpx {
            workspace.export_project(&wanted, &text, ask.project.into(), to, ask.force, &mut go_on)
        } else {
            workspace.export(&wanted, &text, shape, to, ask.force, &mut go_on)
        };
        course.end(out.err);
        (report, "answer")
    };
    let report = report.map_err(|e| refused(e, to_stream))?;
    let mut line = format!("exported {}", counted(report.answers, what));
    if report.unplaced > 0 {
        line = format!("{line} and {}", counted(report.unplaced, "unplaced text"));
    }
    line = format!("{line} of {}", counted(report.submitters, "submitter"));
    if report.left_out > 0 {
        line = format!("{line}, left out {}", counted(report.left_out, "text"));
    }
    if let Some(spared) = report.spared.line() {
        out.remark(&spared);
    }
    if let Some(lost) = &report.lost {
        out.remark(lost);
    }
    told(&line, ask, to_stream, out)
}

/// Lists every name that would leave, under which, and who is only counted; writes nothing.
fn dry_run(ask: &Export, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read_past(ask.when)?.with_names(ask.names);
    let named = match &ask.shortlist {
        Some(name) => workspace.names_on(list_named(&workspace, name)?)?,
        None => workspace.names_in(&query(&workspace, &ask.query)?.0)?,
    };
    leaving::told(&named, out)
}

/// Writes a table and says what of it was written.
fn write_table(
    table: Table,
    ask: &Export,
    workspace: &Workspace,
    shape: Shape,
    to: Destination<'_>,
) -> Result<String, workspace::Error> {
    let text = shield::query(&ask.query);
    if table == Table::Codebook && !text.trim().is_empty() {
        return Err(workspace::Error::Unfit {
            what: "the codebook is of no query".to_owned(),
            hint: "leave out the query; `rapporteur matrix` counts the themes of one".to_owned(),
        });
    }
    let wanted = workspace.resolve(&text)?;
    let interrupt = Interrupt::listen();
    let mut go_on = || interrupt.may_go_on();
    let report = workspace.export_table(table, (&wanted, &text), shape, to, ask.force, &mut go_on)?;
    let (one, many) = table.rows();
    let noun = if report.rows == 1 { one } else { many };
    let left_out = match report.left_out {
        0 => String::new(),
        texts => format!(", left out {}", counted(texts, "text")),
    };
    Ok(format!("exported {} {noun}{left_out}", report.rows))
}

fn refused(error: workspace::Error, to_stream: bool) -> Stop {
    match error {
        workspace::Error::Exists { .. } => Stop::Fault(Fault::from(error).hint("--force replaces the file")),
        // A stream has had a part of it already.
        workspace::Error::Io { source, path } if to_stream && path == Path::new("standard output") => {
            source.into()
        }
        other => other.into(),
    }
}

/// Says what was done: beside the data where that is on standard output.
fn told(line: &str, ask: &Export, to_stream: bool, out: &mut Output<'_>) -> Result<(), Stop> {
    let as_of = ask.when.as_of.map(|moment| format!(", as of {moment}")).unwrap_or_default();
    if to_stream {
        out.remark(&format!("{line}{as_of}"));
        return Ok(());
    }
    out.say(Printing::Table, &format!("{line}{as_of}, to {}", ask.output.display()))
}

fn unknown_format(ask: &Export, to_stream: bool) -> Fault {
    let fault = if to_stream {
        Fault::mistake("standard output has no ending that tells the format")
    } else {
        Fault::mistake(format!("the ending of {} tells no format", ask.output.display()))
    };
    fault.hint(
        "add --format markdown, docx, html, csv, xlsx, json, jsonl or qdpx; the endings are .md, .docx, .html, .csv, .xlsx, \
         .json, .jsonl and .qdpx",
    )
}
