//! The codebook to a file, and themes from one.

use std::path::Path;

use serde::Serialize;

use super::changing;
use crate::cli::arguments::Printing;
use crate::cli::arguments::themes::{Form, Themes};
use crate::cli::change::SHORT_ID;
use crate::cli::init::text;
use crate::cli::open::Door;
use crate::cli::output::{Output, Stop};
use crate::config::theme_file;
use crate::export::codebook::Format;
use crate::export::refi;
use crate::fault::Fault;
use crate::model::codebook::Incoming;
use crate::model::edit::Edit;
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// Writes the codebook to the file that was named.
pub(super) fn write(
    workspace: &Workspace,
    path: &Path,
    ask: &Themes,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let file = Some(path).filter(|path| *path != Path::new("-"));
    let format = format(ask, file)?;
    let to = file.map_or_else(|| Destination::Stream(out.out), Destination::File);
    let written = workspace.export_codebook(format, to, ask.force).map_err(|e| match e {
        workspace::Error::Exists { .. } => Stop::Fault(Fault::from(e).hint("--force replaces the file")),
        // A stream has had a part of it already.
        workspace::Error::Io { source, .. } if file.is_none() => source.into(),
        other => other.into(),
    })?;
    if let Some(lost) =
        refi::codebook::loss(&workspace.whole_codebook()?).line().filter(|_| format == Format::Qdc)
    {
        out.remark(&lost);
    }
    match written {
        Some(path) => out.say(Printing::Table, &format!("wrote the codebook, to {}", path.display())),
        None => Ok(()),
    }
}

fn format(ask: &Themes, file: Option<&Path>) -> Result<Format, Fault> {
    let said = match ask.format {
        Some(Form::Toml) => Some(Format::Toml),
        Some(Form::Csv) => Some(Format::Csv),
        Some(Form::Json) => Some(Format::Json),
        Some(Form::Jsonl) => Some(Format::JsonLines),
        Some(Form::Qdc) => Some(Format::Qdc),
        Some(Form::Table) => None,
        None => file.and_then(Format::of_path),
    };
    said.ok_or_else(|| {
        let what = match (file, ask.format) {
            (_, Some(_)) => "a codebook is not written as a table".to_owned(),
            (Some(path), None) => format!("the ending of {} tells no format of a codebook", path.display()),
            (None, None) => "standard output has no ending that tells the format".to_owned(),
        };
        Fault::mistake(what)
            .hint("add --format toml, csv, json or qdc; the endings are .toml, .csv, .json and .qdc")
    })
}

/// What taking themes in did, as JSON.
#[derive(Serialize)]
struct Taken<'a> {
    summary: &'a str,
    operation: Option<String>,
    added: &'a [String],
    changes: Vec<Changed<'a>>,
    left: Vec<Left<'a>>,
    unchanged: usize,
}

#[derive(Serialize)]
struct Changed<'a> {
    path: &'a str,
    fields: &'a [&'static str],
}

#[derive(Serialize)]
struct Left<'a> {
    path: &'a str,
    why: &'a str,
}

/// Takes themes in, or says what that would do.
pub(super) fn take_in(file: &Path, ask: &Themes, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = changing::printing(ask)?;
    let mut workspace = if ask.dry_run { door.read()? } else { door.write()? };
    let themes = themes_of(file, &workspace)?;
    let taken = workspace.codebook_changes(&themes)?;
    let (summary, operation) = if ask.dry_run {
        ("a dry run: nothing was written".to_owned(), None)
    } else {
        let outcome = workspace.edit(Edit::TakeInThemes { themes })?;
        (outcome.summary, outcome.operation.map(|id| id.to_string()))
    };
    if matches!(printing, Printing::Table | Printing::Csv) {
        for line in taken.lines() {
            out.say(Printing::Table, &line)?;
        }
        let back = operation.as_ref().map_or_else(String::new, |id| format!(" · undo: {}", &id[..SHORT_ID]));
        return out.say(Printing::Table, &format!("{summary}{back}"));
    }
    out.object(&Taken {
        summary: &summary,
        operation,
        added: &taken.added,
        changes: taken.changed.iter().map(|(path, fields)| Changed { path, fields }).collect(),
        left: taken.left.iter().map(|(path, why)| Left { path, why }).collect(),
        unchanged: taken.same,
    })
}

/// The themes of a TOML file, whose mistakes are shown with their line, or of any other.
fn themes_of(file: &Path, workspace: &Workspace) -> Result<Vec<Incoming>, Stop> {
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        let book = theme_file::parse(&text(file)?, &file.to_string_lossy()).map_err(Fault::from)?;
        return Ok(book.as_incoming());
    }
    Ok(workspace.themes_of_file(file)?)
}
