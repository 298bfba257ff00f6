//! Counts as a file, or on standard output with all that the file says.

use std::path::Path;

use super::arguments::Printing;
use super::arguments::matrix::{Form, Sheet};
use super::output::{Output, Stop};
use crate::export::Format;
use crate::export::counts::Counts;
use crate::fault::Fault;
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// Writes counts of a query as `sheet` says.
pub(super) fn write(
    workspace: &Workspace,
    counts: &Counts,
    query: &str,
    sheet: &Sheet,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let file = sheet.output.as_deref().filter(|path| *path != Path::new("-"));
    let format = format(sheet, file)?;
    not_to_a_terminal(format, file.is_none(), out)?;
    let to = file.map_or_else(|| Destination::Stream(out.out), Destination::File);
    let written = workspace.export_counts(counts, query, format, to, sheet.force);
    let path = written.map_err(|e| match e {
        workspace::Error::Exists { .. } => Stop::Fault(Fault::from(e).hint("--force replaces the file")),
        // A stream has had a part of it already.
        workspace::Error::Io { source, path } if file.is_none() && path == Path::new("standard output") => {
            source.into()
        }
        other => other.into(),
    })?;
    match path {
        Some(path) => out.say(Printing::Table, &format!("wrote {}, to {}", counts.title(), path.display())),
        None => Ok(()),
    }
}

/// Refuses a format that is no text where it would go to a terminal.
pub(super) fn not_to_a_terminal(format: Format, to_stream: bool, out: &Output<'_>) -> Result<(), Fault> {
    if matches!(format, Format::Xlsx | Format::Docx) && to_stream && out.is_terminal() {
        let (what, ending) = (if format == Format::Xlsx { "spreadsheet" } else { "DOCX" }, format.ending());
        return Err(Fault::mistake(format!("a {what} is not plain text, and standard output is a terminal"))
            .hint(format!("write it to a file: -o FILE.{ending}")));
    }
    Ok(())
}

fn format(sheet: &Sheet, file: Option<&Path>) -> Result<Format, Fault> {
    let said = match sheet.format {
        Some(Form::Markdown) => Some(Format::Markdown),
        Some(Form::Xlsx) => Some(Format::Xlsx),
        Some(Form::Docx) => Some(Format::Docx),
        Some(Form::Html) => Some(Format::Html),
        Some(Form::Print(Printing::Csv)) => Some(Format::Csv),
        Some(Form::Print(Printing::Json)) => Some(Format::Json),
        Some(Form::Print(other)) => {
            let name = if other == Printing::Table { "table" } else { "jsonl" };
            return Err(unfit(format!("counts are not written as {name}")));
        }
        None => file.and_then(Format::of_path),
    };
    said.filter(|format| Counts::FORMATS.contains(format)).ok_or_else(|| {
        unfit(match file {
            Some(path) => format!("the ending of {} tells no format of counts", path.display()),
            None => "standard output has no ending that tells the format".to_owned(),
        })
    })
}

fn unfit(what: String) -> Fault {
    Fault::mistake(what).hint("add --format markdown, docx, html, csv, xlsx or json; the endings are .md, .docx, .html, .csv, .xlsx and .json")
}
