//! `note`: writing, rewriting and removing notes, here or in the analyst's editor.

use std::io::Write as _;
use std::process;

use super::arguments::Note;
use super::change::make;
use super::open::{Door, known_theme, query, question, within};
use super::output::{Output, Stop};
use super::shield;
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::id::NoteId;
use crate::model::span::Span;
use crate::model::work::NoteTarget;
use crate::query::filter::Resolved;
use crate::workspace::Workspace;

/// The fewest digits by which a note is named; shorter ones are words of a query.
const ID_DIGITS: usize = 6;

/// `note`
pub(super) fn run(ask: &Note, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let edit = match note_named(ask, &workspace)? {
        Some((note, old)) => {
            let text = if ask.remove { String::new() } else { words(ask, &old, door.around)? };
            Edit::EditNote { note, text }
        }
        None if ask.remove => {
            return Err(Fault::mistake(format!("no note is named “{}”", shield::query(&ask.query)))
                .hint("`rapporteur show ID` gives the ids of an answer's notes")
                .into());
        }
        None => {
            let on = target(ask, &workspace)?;
            let text = words(ask, "", door.around)?;
            if text.trim().is_empty() {
                return Err(Fault::mistake("a note needs a text; none was written").into());
            }
            Edit::AddNote { on, text }
        }
    };
    make(&mut workspace, edit, ask.print.format, out)
}

/// The note whose id or its beginning is the one word given, and what it says; ids are looked for on answers.
fn note_named(ask: &Note, workspace: &Workspace) -> Result<Option<(NoteId, String)>, Stop> {
    let [id] = ask.query.as_slice() else { return Ok(None) };
    let digits = id.split('-').next().unwrap_or_default();
    if digits.len() < ID_DIGITS || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let mut found: Vec<(NoteId, String)> = Vec::new();
    let noted = workspace.resolve("has:note is:any")?;
    workspace.records(&noted, &mut |record| {
        let named = record.notes.into_iter().filter(|n| n.id.to_string().starts_with(id.as_str()));
        found.extend(named.map(|n| (NoteId(n.id), n.text)));
        true
    })?;
    found.dedup_by_key(|(note, _)| *note);
    if let Some(exact) = found.iter().position(|(note, _)| note.to_string() == *id) {
        return Ok(Some(found.swap_remove(exact)));
    }
    if found.len() > 1 {
        let ids: Vec<String> = found.iter().map(|(note, _)| note.to_string()).collect();
        return Err(Fault::mistake(format!("“{id}” is more than one note"))
            .hint(format!("one of: {}", ids.join(", ")))
            .into());
    }
    // A note on a submission, question or theme is on no answer: its whole id is taken as it is.
    Ok(found.pop().or_else(|| id.parse().ok().map(|note| (note, String::new()))))
}

fn target(ask: &Note, workspace: &Workspace) -> Result<NoteTarget, Stop> {
    if let Some(name) = &ask.theme {
        return Ok(NoteTarget::Theme(known_theme(&workspace.codebook()?, name)?));
    }
    if let Some(reference) = &ask.submission {
        return Ok(NoteTarget::Submission(reference.clone()));
    }
    if let Some(number) = &ask.question {
        return Ok(NoteTarget::Question(question(&workspace.call()?, number, "")?));
    }
    let (wanted, text) = query(workspace, &ask.query)?;
    let answer = match workspace.numbers(&wanted)?.as_slice() {
        [one] => *one,
        many => {
            return Err(Fault::mistake(format!(
                "a note is on one answer, and “{text}” finds {}",
                many.len()
            ))
            .hint("`rapporteur list` shows what it finds; id: names one of them")
            .into());
        }
    };
    Ok(match ask.passage {
        Some((start, end)) => NoteTarget::Passage(answer, passage(start, end, workspace, &wanted)?),
        None => NoteTarget::Answer(answer),
    })
}

/// The passage, which must lie in the one answer found.
fn passage(start: u32, end: u32, workspace: &Workspace, found: &Resolved) -> Result<Span, Stop> {
    let mut text = String::new();
    workspace.records(found, &mut |record| {
        text = record.text;
        false
    })?;
    Ok(within(start, end, &text)?)
}

/// What the note is to say: as given, or as it was left in the editor.
fn words(ask: &Note, old: &str, around: &Surroundings) -> Result<String, Fault> {
    match &ask.text {
        Some(text) => Ok(text.clone()),
        None => in_editor(old, around),
    }
}

/// The text as it was left in the editor.
pub(super) fn in_editor(old: &str, around: &Surroundings) -> Result<String, Fault> {
    let named = around.editor.as_deref().map(str::trim).filter(|e| !e.is_empty());
    let editor = named.unwrap_or(if cfg!(windows) { "notepad" } else { "vi" });
    let failed = |e: std::io::Error| {
        Fault::bad_file(format!("the editor {editor} could not be used"))
            .hint("set VISUAL or EDITOR, or give the words by --text")
            .because(e)
    };
    let mut file =
        tempfile::Builder::new().prefix("rapporteur-note-").suffix(".txt").tempfile().map_err(failed)?;
    file.write_all(old.as_bytes()).map_err(failed)?;
    let mut parts = editor.split_whitespace();
    let program = parts.next().unwrap_or(editor);
    let status = process::Command::new(program).args(parts).arg(file.path()).status().map_err(failed)?;
    if !status.success() {
        return Err(Fault::mistake("the editor ended without success; nothing was written"));
    }
    // Editors replace the file rather than write into it, so it is read by its name.
    let text = std::fs::read_to_string(file.path()).map_err(failed)?;
    Ok(text.trim_end().to_owned())
}
