//! `export`: answers or a shortlist to a file or to standard output.

use std::path::Path;

use super::arguments::{Export, Printing};
use super::interrupt::Interrupt;
use super::lists::counted;
use super::open::{Door, query};
use super::output::{Output, Stop};
use super::shortlist::list_named;
use crate::export::{Format, Shape};
use crate::fault::Fault;
use crate::workspace::export::Destination;

/// `export`
pub(super) fn run(ask: &Export, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let to_stream = ask.output == Path::new("-");
    let format =
        ask.format.or_else(|| Format::of_path(&ask.output)).ok_or_else(|| unknown_format(ask, to_stream))?;
    let shape = Shape { format, byte_order_mark: ask.bom, themes: ask.themes, notes: ask.notes };
    let workspace = door.read()?;
    let to = if to_stream { Destination::Stream(out.out) } else { Destination::File(&ask.output) };
    let (report, what) = if let Some(name) = &ask.shortlist {
        let list = list_named(&workspace, name)?;
        (workspace.export_shortlist(list, shape, to, ask.force), "quotation")
    } else {
        let (wanted, text) = query(&workspace, &ask.query)?;
        let interrupt = Interrupt::listen();
        let mut go_on = || interrupt.may_go_on();
        let report = if format == Format::Qdpx {
            workspace.export_project(&wanted, &text, ask.project.into(), to, ask.force, &mut go_on)
        } else {
            workspace.export(&wanted, &text, shape, to, ask.force, &mut go_on)
        };
        (report, "answer")
    };
    let report = report.map_err(|e| match e {
        crate::workspace::Error::Exists { .. } => {
            Stop::Fault(Fault::from(e).hint("--force replaces the file"))
        }
        // A stream has had a part of it already.
        crate::workspace::Error::Io { source, .. } if to_stream => source.into(),
        other => other.into(),
    })?;
    let mut line = format!("exported {}", counted(report.answers, what));
    if report.unplaced > 0 {
        line = format!("{line} and {}", counted(report.unplaced, "unplaced text"));
    }
    line = format!("{line} of {}", counted(report.submitters, "submitter"));
    if report.left_out > 0 {
        line = format!("{line}, left out {}", counted(report.left_out, "text"));
    }
    if let Some(lost) = &report.lost {
        out.remark(lost);
    }
    if let Some(path) = &report.path {
        return out.say(Printing::Table, &format!("{line}, to {}", path.display()));
    }
    out.remark(&line);
    Ok(())
}

fn unknown_format(ask: &Export, to_stream: bool) -> Fault {
    let fault = if to_stream {
        Fault::mistake("standard output has no ending that tells the format")
    } else {
        Fault::mistake(format!("the ending of {} tells no format", ask.output.display()))
    };
    fault.hint(
        "add --format markdown, csv, json, jsonl or qdpx; the endings are .md, .csv, .json, .jsonl and .qdpx",
    )
}
