//! `import` and `sources`: what became of each file, and its word account.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::Printing;
use super::arguments::intake::Import;
use super::change::acknowledge;
use super::course::Course;
use super::grid::{Column, Grid};
use super::interrupt::Interrupt;
use super::open::Door;
use super::output::{Output, Stop};
use crate::config::map_file;
use crate::fault::{Fault, Kind};
use crate::model::call::Call;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::import::{FileOutcome, SourceReport};
use crate::model::mapping::Mapping;
use crate::model::plural::counted;
use crate::workspace::{self, ImportRequest};

/// The columns of a source in CSV, in order; growing at the end only.
const COLUMNS: [&str; 11] = [
    "file",
    "sha256",
    "format",
    "outcome",
    "submissions",
    "answers",
    "read",
    "placed",
    "unplaced",
    "structure",
    "problems",
];

/// `import`; the status is 1 when one of the files failed.
pub(super) fn run(ask: Import, door: &Door<'_>, out: &mut Output<'_>) -> Result<u8, Stop> {
    let printing = ask.print.format;
    let mut workspace = if ask.dry_run { door.read()? } else { door.write()? };
    let mapping = ask.map.as_deref().map(|file| mapping(file, Some(&workspace.call()?))).transpose()?;
    let interrupt = Interrupt::listen();
    let request = ImportRequest {
        paths: ask.paths,
        submitter: ask.submitter,
        revises: ask.revises,
        join: ask.join,
        dry_run: ask.dry_run,
        anew: ask.anew,
        mapping,
    };
    if let Some(file) = &ask.write_map {
        let [table] = request.paths.as_slice() else {
            let fault = Fault::mistake("--write-map describes one table, and several paths were given");
            return Err(fault.hint("name the table alone").into());
        };
        let text = workspace.guess_mapping(table, request.mapping.as_ref())?;
        write_new(file, &text)?;
        out.remark(&format!(
            "wrote {}: correct it, and import with --map {}",
            file.display(),
            file.display()
        ));
    }
    let (watched, anew) = (out.watched, request.anew && request.paths.is_empty());
    let mut course = Course::begin(watched);
    let done = workspace.import(&request, &mut |progress| {
        course.tell(out.err, |took| progress.words(took));
        interrupt.may_go_on()
    });
    course.end(out.err);
    let (report, outcome) = match done {
        Err(workspace::Error::Stopped) => {
            return Err(Fault::new(Kind::Interrupted, "the import was stopped; nothing was written").into());
        }
        other => other?,
    };
    match printing {
        Printing::Json => out.object(&report)?,
        other => print(&report.sources, other, out)?,
    }
    match outcome {
        Some(outcome) => acknowledge_beside(&outcome, printing, out)?,
        None if ask.dry_run => out.say(printing, "a dry run: nothing was written")?,
        None if anew => out.say(printing, "nothing reads differently now; the workspace is as it was")?,
        None => out.say(printing, "nothing was imported; the workspace is as it was")?,
    }
    let failed = report.sources.iter().any(|s| s.outcome == FileOutcome::Failed);
    Ok(u8::from(failed))
}

/// Writes a file that is not there yet.
fn write_new(file: &Path, text: &str) -> Result<(), Fault> {
    use std::io::Write as _;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(file);
    made.and_then(|mut to| to.write_all(text.as_bytes())).map_err(|e| {
        Fault::bad_file(format!("{} could not be written: {e}", file.display()))
            .hint("name a file that is not there yet")
    })
}

/// Reads a mapping file.
pub(super) fn mapping(file: &Path, call: Option<&Call>) -> Result<Mapping, Stop> {
    let text = std::fs::read_to_string(file).map_err(|e| {
        Fault::bad_file(format!("{} could not be read: {e}", file.display()))
            .hint("name a TOML file; `rapporteur import FILE --dry-run --write-map FILE` writes one")
    })?;
    Ok(map_file::parse(&text, &file.to_string_lossy(), call).map_err(Fault::from)?)
}

/// The report is the data already; the acknowledgement is only a line.
fn acknowledge_beside(
    outcome: &crate::model::operation::Outcome,
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    match printing {
        Printing::Table => acknowledge(outcome, "undo", printing, out),
        other => {
            let back = outcome
                .operation
                .map(|id| format!(" · undo: {}", &id.to_string()[..super::change::SHORT_ID]));
            out.say(other, &format!("{}{}", outcome.summary, back.unwrap_or_default()))
        }
    }
}

/// `sources`
pub(super) fn sources(printing: Printing, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let sources = workspace.sources()?;
    if sources.is_empty() && printing == Printing::Table {
        out.remark("nothing is imported yet; `rapporteur import PATH` takes in files and folders");
    }
    print(&sources, printing, out)?;
    let behind = workspace.sources_behind()?;
    if behind > 0 && printing == Printing::Table {
        let files = counted(behind, "file");
        let were = if behind == 1 { "was" } else { "were" };
        out.remark(&format!(
            "{files} {were} read by an older version of this program; `rapporteur import --anew --dry-run` tells what \
             reads differently now"
        ));
    }
    Ok(())
}

fn print(sources: &[SourceReport], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Table => table(sources, out),
        Printing::Csv => out.rows(&COLUMNS, sources.iter().map(cells)),
        other => out.objects(other, sources),
    }
}

fn table(sources: &[SourceReport], out: &mut Output<'_>) -> Result<(), Stop> {
    let columns = [
        Column::Cut("file", 40),
        Column::Text("sha256"),
        Column::Text("outcome"),
        Column::Text("format"),
        Column::Number("submissions"),
        Column::Number("answers"),
        Column::Number("words"),
        Column::Number("placed"),
        Column::Number("unplaced"),
        Column::Number("structure"),
    ];
    let mut grid = Grid::new(&columns, out.width).sparing(&["format", "submissions"]);
    for s in sources {
        grid.row([
            s.file.clone(),
            s.sha256.chars().take(8).collect(),
            outcome_name(s.outcome).to_owned(),
            s.format.clone(),
            s.submissions.to_string(),
            s.answers.to_string(),
            s.words.read.to_string(),
            s.words.placed.to_string(),
            s.words.unplaced.to_string(),
            s.words.structure.to_string(),
        ]);
    }
    grid.print(out.out)?;
    out.out.flush()?;
    let mut hinted = BTreeSet::new();
    for source in sources {
        for kind in by_kind(&source.problems) {
            for problem in kind.iter().take(OF_A_KIND) {
                out.remark(&format!("{}: {}", mark(problem.severity), told(&source.file, problem)));
            }
            if let Some(more) = kind.len().checked_sub(OF_A_KIND + 1) {
                let marked = mark(kind[0].severity);
                out.remark(&format!("{marked}: {}: {} more of this kind", source.file, more + 1));
            }
            let hint = &kind[0].hint;
            if !hint.is_empty() && hinted.insert(hint) {
                out.remark(&format!("  hint: {hint}"));
            }
        }
    }
    Ok(())
}

/// So many problems of a kind are told of a file; the other formats and the intake on the screen have all.
const OF_A_KIND: usize = 3;

fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Remark => "remark",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Problems by what is to be done about them, in their order; none of these is empty.
fn by_kind(problems: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    for problem in problems {
        let is_alike = |kind: &&mut Vec<&Diagnostic>| {
            !problem.hint.is_empty() && (&kind[0].hint, kind[0].severity) == (&problem.hint, problem.severity)
        };
        match kinds.iter_mut().find(is_alike) {
            Some(kind) => kind.push(problem),
            None => kinds.push(vec![problem]),
        }
    }
    kinds
}

/// Where and what, the file named once: some places are its path, and some messages begin with its name.
fn told(file: &str, problem: &Diagnostic) -> String {
    let (place, what) = (problem.place.as_str(), problem.what.as_str());
    if what.starts_with(file) {
        return what.to_owned();
    }
    match place {
        "" => format!("{file}: {what}"),
        path if path.ends_with(file) => format!("{path}: {what}"),
        inside => format!("{file}, {inside}: {what}"),
    }
}

fn cells(s: &SourceReport) -> Vec<String> {
    let problems: Vec<String> = s.problems.iter().map(|p| format!("{}: {}", p.place, p.what)).collect();
    vec![
        s.file.clone(),
        s.sha256.clone(),
        s.format.clone(),
        outcome_name(s.outcome).to_owned(),
        s.submissions.to_string(),
        s.answers.to_string(),
        s.words.read.to_string(),
        s.words.placed.to_string(),
        s.words.unplaced.to_string(),
        s.words.structure.to_string(),
        problems.join("\n"),
    ]
}

fn outcome_name(outcome: FileOutcome) -> &'static str {
    match outcome {
        FileOutcome::Added => "added",
        FileOutcome::Unchanged => "unchanged",
        FileOutcome::Differs => "differs",
        FileOutcome::Revised => "revised",
        FileOutcome::Asked => "asked",
        FileOutcome::Failed => "failed",
    }
}
