//! `translate`: attaching a translation to an answer, and taking it off.

use std::io::Read as _;
use std::path::Path;

use super::arguments::translate::Translate;
use super::change::make;
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::id::AnswerNumber;
use crate::workspace::{Error, Found, Workspace};

/// `translate`
pub(super) fn run(ask: &Translate, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let answer = answer(ask, &workspace)?;
    let (text, file) = match (&ask.text, &ask.file) {
        (Some(text), _) => (text.clone(), None),
        (None, Some(path)) if path == Path::new("-") => (from_standard_input()?, None),
        (None, Some(path)) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            (workspace.text_of(path)?, name)
        }
        (None, None) => (String::new(), None),
    };
    if !ask.remove && text.trim().is_empty() {
        return Err(Fault::mistake("a translation needs a text; none was given")
            .hint("--remove takes a translation off")
            .into());
    }
    let edit = Edit::Translate { answer, text, language: ask.language.clone(), file };
    make(&mut workspace, edit, ask.print.format, out)
}

/// The one answer of an id, else of a query.
fn answer(ask: &Translate, workspace: &Workspace) -> Result<AnswerNumber, Stop> {
    let by_id = match ask.query.as_slice() {
        [id] => match workspace.find(id) {
            Ok(Found::Answer(record)) => Some(format!("id:{} is:any", record.id)),
            Ok(Found::Submission(it)) => Some(format!("id:{} is:any", it.id)),
            Err(error @ Error::Ambiguous { .. }) => return Err(error.into()),
            Err(_) => None,
        },
        _ => None,
    };
    let (wanted, text) = match by_id {
        Some(id) => (workspace.resolve(&id)?, id),
        None => query(workspace, &ask.query)?,
    };
    match workspace.numbers(&wanted)?.as_slice() {
        [one] => Ok(*one),
        many => {
            let what = format!("a translation is of one answer, and “{text}” finds {}", many.len());
            let hint = "`rapporteur list` shows what it finds; name one of them by its id";
            Err(Fault::mistake(what).hint(hint).into())
        }
    }
}

fn from_standard_input() -> Result<String, Fault> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).map_err(|e| {
        Fault::bad_file("standard input could not be read as text")
            .hint("give it as UTF-8, or name a file")
            .because(e)
    })?;
    Ok(text)
}
