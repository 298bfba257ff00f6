//! `submissions`: one row a submission, and corrections of their metadata.

use super::arguments::{Printing, Submissions};
use super::change::make;
use super::grid::{Column, Grid};
use super::lists::TERMINAL_ROWS;
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::export::tables::submissions::{COLUMNS, own_cells};
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::submission::SubmissionRecord;
use crate::workspace::{Found, Workspace};

/// Where the signatories stand in the table for people, when a submission has any: behind the submitter.
const SIGNATORIES: usize = 2;

/// `submissions`
pub(super) fn run(ask: &Submissions, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if !ask.set.is_empty() {
        return correct(ask, door, out);
    }
    let workspace = door.read()?;
    let (wanted, _) = query(&workspace, &ask.query)?;
    let found = workspace.submissions(&wanted)?;
    match ask.print.format {
        Printing::Table => table(&found, out),
        Printing::Csv => csv(&found, out),
        other => out.objects(other, &found),
    }
}

fn correct(ask: &Submissions, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if ask.query.is_empty() {
        return Err(Fault::mistake("--set needs a query that says which submissions")
            .hint("for one submission: rapporteur submissions WSIS20-017 --set country=Kenya")
            .into());
    }
    let mut workspace = door.write()?;
    let submissions = meant(&workspace, &ask.query)?;
    for (field, value) in &ask.set {
        // All of them are looked at before the first is written.
        value.as_ref().map_or(Ok(()), |value| workspace.check(*field, value))?;
    }
    for (field, value) in &ask.set {
        let edit =
            Edit::SetMetadata { submissions: submissions.clone(), field: *field, value: value.clone() };
        make(&mut workspace, edit, ask.print.format, out)?;
    }
    Ok(())
}

/// The ids of the submissions that are meant: that of a reference or id written in full, else what the query finds.
fn meant(workspace: &Workspace, words: &[String]) -> Result<Vec<String>, Stop> {
    if let [one] = words
        && let Ok(Found::Submission(found)) = workspace.find(one)
        && (found.reference.eq_ignore_ascii_case(one.trim()) || found.id.to_string() == one.trim())
    {
        return Ok(vec![found.id.to_string()]);
    }
    let (wanted, _) = query(workspace, words)?;
    Ok(workspace.submissions(&wanted)?.iter().map(|s| s.id.to_string()).collect())
}

fn table(found: &[SubmissionRecord], out: &mut Output<'_>) -> Result<(), Stop> {
    let mut columns = vec![
        Column::Text("reference"),
        Column::Cut("submitter", 32),
        Column::Cut("type", 20),
        Column::Text("country"),
        Column::Text("language"),
        Column::Text("submitted"),
        Column::Text("late"),
        Column::Number("answers"),
        Column::Number("words"),
        Column::Number("unplaced"),
        Column::Text("sources"),
    ];
    let joint = found.iter().any(|s| !s.signatories.is_empty());
    if joint {
        columns.insert(SIGNATORIES, Column::Cut("signatories", 32));
    }
    let mut grid = Grid::new(&columns, out.width).sparing(&["signatories", "type", "language", "sources"]);
    let most = if out.is_terminal() { TERMINAL_ROWS } else { usize::MAX };
    for s in found.iter().take(most) {
        let who = &s.metadata;
        let mut row = vec![
            s.reference.clone(),
            who.submitter.clone().unwrap_or_else(|| "(anonymous)".to_owned()),
            known(who.stakeholder_type.as_ref()),
            known(who.country.as_ref()),
            known(who.language.as_ref()),
            who.submitted_on.map(|d| d.to_string()).unwrap_or_default(),
            if who.late == Some(true) { "late".to_owned() } else { String::new() },
            s.answers.to_string(),
            s.words.to_string(),
            s.unplaced_words.to_string(),
            s.sources.join("; "),
        ];
        if joint {
            row.insert(SIGNATORIES, s.signatories.join("; "));
        }
        grid.row(row);
    }
    grid.print(out.out)?;
    out.out.flush()?;
    if found.len() > most {
        out.remark(&format!("{} more; --format csv or json shows all", found.len() - most));
    }
    Ok(())
}

fn csv(found: &[SubmissionRecord], out: &mut Output<'_>) -> Result<(), Stop> {
    out.rows(&COLUMNS, found.iter().map(own_cells))
}

fn known(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}
