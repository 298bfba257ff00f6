//! `report` and `compilation`: documents that are made out of a whole workspace.

use std::path::Path;

use super::arguments::Printing;
use super::arguments::report::Paper;
use super::interrupt::Interrupt;
use super::leaving;
use super::open::Door;
use super::output::{Output, Stop};
use super::shield;
use crate::config::report_file;
use crate::export::document::Kind;
use crate::fault::Fault;
use crate::model::plural::counted;
use crate::model::report::Template;
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// `report`
pub(super) fn report(ask: &Paper, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if ask.dry_run {
        let template = template(ask)?;
        let workspace = look(ask, door)?.in_words(&template.words);
        return leaving::told(&workspace.names_in_report(&shield::query(&ask.query), &template)?, out);
    }
    let Some(order) = Order::read(ask, out)? else { return Ok(()) };
    let workspace = look(ask, door)?.in_words(&order.template.words);
    let interrupt = Interrupt::listen();
    let query = shield::query(&ask.query);
    let found = workspace.report(&query, &order.template, &mut || interrupt.may_go_on())?;
    let to = destination(order.file, out);
    let written = workspace.write_report(&order.template, &found, order.kind, to, ask.force);
    let path = written.map_err(|e| hinted(e, order.file.is_none()))?;
    let (submissions, answers) =
        (counted(found.counts.submissions, "submission"), counted(found.counts.answers, "answer"));
    let themes = counted(found.themes.len(), "theme");
    done(&format!("wrote a report of {submissions}, {answers} and {themes}"), path.as_deref(), out)
}

/// `compilation`
pub(super) fn compilation(ask: &Paper, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if ask.dry_run {
        let workspace = look(ask, door)?.in_words(&template(ask)?.words);
        let query = workspace.resolve(&shield::query(&ask.query))?;
        return leaving::told(&workspace.names_in(&query)?, out);
    }
    let Some(order) = Order::read(ask, out)? else { return Ok(()) };
    let workspace = look(ask, door)?.in_words(&order.template.words);
    let interrupt = Interrupt::listen();
    let query = shield::query(&ask.query);
    let to = destination(order.file, out);
    let mut go_on = || interrupt.may_go_on();
    let written = workspace.write_compilation(&query, &order.template, order.kind, to, ask.force, &mut go_on);
    let made = written.map_err(|e| hinted(e, order.file.is_none()))?;
    let mut line = format!("compiled {}", counted(made.answers, "answer"));
    if made.unplaced > 0 {
        line = format!("{line} and {}", counted(made.unplaced, "unplaced text"));
    }
    line = format!("{line} of {}", counted(made.submitters, "submitter"));
    done(&line, made.path.as_deref(), out)
}

/// What is to be written, and where.
struct Order<'a> {
    template: Template,
    kind: Kind,
    /// `None` is standard output.
    file: Option<&'a Path>,
}

impl<'a> Order<'a> {
    /// Reads the template and the format; `None` where only the template was to be printed.
    fn read(ask: &'a Paper, out: &mut Output<'_>) -> Result<Option<Self>, Stop> {
        if ask.print_template {
            out.out.write_all(report_file::text(ask.words.unwrap_or_default()).as_bytes())?;
            out.out.flush()?;
            return Ok(None);
        }
        let output = ask.output.as_deref().unwrap_or_else(|| Path::new("-"));
        let file = (output != Path::new("-")).then_some(output);
        let kind = ask.format.or_else(|| file.and_then(Kind::of_path)).ok_or_else(|| unfit(file))?;
        not_to_a_terminal(kind, file.is_none(), out)?;
        Ok(Some(Self { template: template(ask)?, kind, file }))
    }
}

/// The workspace as it is wanted: as of when, and with which names.
fn look(ask: &Paper, door: &Door<'_>) -> Result<Workspace, Fault> {
    Ok(door.read_past(ask.when)?.with_names(ask.names))
}

/// What decides order, headings and words.
fn template(ask: &Paper) -> Result<Template, Fault> {
    Ok(match &ask.template {
        None => report_file::bundled(ask.words.unwrap_or_default())?,
        Some(path) => {
            let text = super::init::text(path)?;
            report_file::parse(&text, &path.display().to_string(), ask.words)?
        }
    })
}

fn destination<'o>(file: Option<&'o Path>, out: &'o mut Output<'_>) -> Destination<'o> {
    file.map_or_else(|| Destination::Stream(out.out), Destination::File)
}

fn hinted(error: workspace::Error, to_stream: bool) -> Stop {
    match error {
        workspace::Error::Exists { .. } => Stop::Fault(Fault::from(error).hint("--force replaces the file")),
        // A stream has had a part of it already.
        workspace::Error::Io { source, .. } if to_stream => source.into(),
        other => other.into(),
    }
}

fn done(line: &str, path: Option<&Path>, out: &mut Output<'_>) -> Result<(), Stop> {
    let Some(path) = path else {
        out.remark(line);
        return Ok(());
    };
    out.say(Printing::Table, &format!("{line}, to {}", path.display()))
}

fn not_to_a_terminal(kind: Kind, to_stream: bool, out: &Output<'_>) -> Result<(), Fault> {
    if kind == Kind::Docx && to_stream && out.is_terminal() {
        return Err(Fault::mistake("a Word document is not plain text, and standard output is a terminal")
            .hint("write it to a file: -o FILE.docx"));
    }
    Ok(())
}

fn unfit(file: Option<&Path>) -> Fault {
    let fault = match file {
        Some(path) => {
            Fault::mistake(format!("the ending of {} tells no format of documents", path.display()))
        }
        None => Fault::mistake("standard output has no ending that tells the format"),
    };
    fault.hint("add --format docx, html or markdown; the endings are .docx, .html and .md")
}
