//! `tag` and `status`: changes to what a query finds, and the line that acknowledges any change.

use serde::Serialize;

use super::arguments::{Printing, SetStatus, Tag};
use super::open::{Door, known_theme, merged_named, query, theme_named};
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::codebook::Codebook;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::operation::{Outcome, Touched};
use crate::model::work::Target;
use crate::workspace::Workspace;

/// How many digits of an action's id a line shows.
pub(super) const SHORT_ID: usize = 6;

/// What a changing command prints as JSON.
#[derive(Serialize)]
struct Done<'a> {
    summary: &'a str,
    changed: usize,
    operation: Option<String>,
}

/// Says what was done and how to go back; it is on disk by now.
pub(super) fn acknowledge(
    outcome: &Outcome,
    back: &str,
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let operation = outcome.operation.map(|id| id.to_string());
    let line = match &operation {
        Some(id) => format!("{} · {back}: {}", outcome.summary, &id[..SHORT_ID]),
        None => outcome.summary.clone(),
    };
    let is_done = operation.is_some();
    let done = Done { summary: &outcome.summary, changed: outcome.changed, operation };
    print(&done, &line, printing, out).map_err(|stop| match stop {
        // Whoever hears only of the output would do it again.
        Stop::Fault(fault) if is_done => {
            let what = format!("this was done: {line}; but standard output could not be written");
            let hints = vec!["do not do it again; `rapporteur history` lists it".to_owned()];
            Stop::Fault(Fault { message: what, hints, ..fault })
        }
        other => other,
    })
}

fn print(done: &Done<'_>, line: &str, printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Table => {}
        Printing::Csv => {
            let operation = done.operation.clone().unwrap_or_default();
            let row = vec![done.summary.to_owned(), done.changed.to_string(), operation];
            out.rows(&["summary", "changed", "operation"], [row])?;
        }
        Printing::Json | Printing::Jsonl => out.object(done)?,
    }
    out.say(printing, line)
}

/// Makes a change and acknowledges it.
pub(super) fn make(
    workspace: &mut Workspace,
    edit: Edit,
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    carry_out(workspace, edit, "undo", printing, out)
}

/// Makes a change and acknowledges it with the command that takes it back.
pub(super) fn carry_out(
    workspace: &mut Workspace,
    edit: Edit,
    back: &str,
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let outcome = workspace.edit(edit)?;
    acknowledge(&outcome, back, printing, out)?;
    // A cache, so that the next command on a large workspace begins at once; without it everything works.
    let _ = workspace.keep_index();
    Ok(())
}

/// Acknowledges that nothing matched.
pub(super) fn nothing(printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    let outcome = Outcome {
        summary: "nothing matches; nothing was changed".to_owned(),
        changed: 0,
        operation: None,
        touched: Touched::default(),
    };
    acknowledge(&outcome, "undo", printing, out)
}

/// `tag`
pub(super) fn tag(ask: &Tag, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let (wanted, _) = query(&workspace, &ask.query)?;
    let codebook = workspace.codebook()?;
    let removed =
        ask.remove.iter().map(|name| known_theme(&codebook, name)).collect::<Result<Vec<_>, _>>()?;
    let added =
        ask.add.iter().map(|name| choose(&codebook, name, ask.known)).collect::<Result<Vec<_>, _>>()?;
    let declined = ask.decline.as_deref().map(|name| known_theme(&codebook, name)).transpose()?;
    let numbers = workspace.numbers(&wanted)?;
    if numbers.is_empty() {
        return nothing(ask.print.format, out);
    }
    if let Some(theme) = declined {
        return make(&mut workspace, Edit::Decline { answers: numbers.into(), theme }, ask.print.format, out);
    }
    let new: Vec<String> = added
        .iter()
        .filter_map(|theme| if let ThemeChoice::New(path) = theme { Some(path.clone()) } else { None })
        .collect();
    let target = Target::Answers(numbers.into());
    let edit = if added.is_empty() {
        Edit::Untag { target, themes: removed }
    } else {
        Edit::Tag { target, themes: added, stance: ask.stance }
    };
    make(&mut workspace, edit, ask.print.format, out)?;
    for name in ask.add.iter().chain(&ask.remove).filter(|name| theme_named(&codebook, name).is_empty()) {
        if let Some(merged) = merged_named(&codebook, name) {
            out.remark(&format!("{} was merged into {}", merged.path, codebook.path(merged.into)));
        }
    }
    for path in new {
        out.remark(&format!("“{path}” is a new theme"));
    }
    Ok(())
}

pub(super) fn choose(codebook: &Codebook, name: &str, known: bool) -> Result<ThemeChoice, Fault> {
    if known || !theme_named(codebook, name).is_empty() || merged_named(codebook, name).is_some() {
        return known_theme(codebook, name).map(ThemeChoice::Existing);
    }
    if name.trim().is_empty() {
        return Err(Fault::mistake("a theme needs a name"));
    }
    Ok(ThemeChoice::New(name.trim().to_owned()))
}

/// `status`
pub(super) fn status(ask: &SetStatus, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let (wanted, _) = query(&workspace, &ask.query)?;
    let answers = workspace.numbers(&wanted)?;
    if answers.is_empty() {
        return nothing(ask.print.format, out);
    }
    make(
        &mut workspace,
        Edit::SetStatus { answers: answers.into(), status: ask.status },
        ask.print.format,
        out,
    )
}
