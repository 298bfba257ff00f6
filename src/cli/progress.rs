//! `progress`: what is reviewed, flagged and to do, by whom, and when the reading will be done.

use super::arguments::Printing;
use super::arguments::matrix::Progress as Wish;
use super::counts;
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use super::shield;
use crate::export::counts::Counts;
use crate::export::counts::progress::{Whole, header, lines, rows, rule};
use crate::model::plural::counted;
use crate::model::progress::{By, Look, Oldest, Progress};
use crate::workspace::progress::here;

/// `progress`
pub(super) fn run(wish: &Wish, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read_past(wish.sheet.when)?;
    let text = shield::query(&wish.query);
    let found = workspace.progress(&text, wish.by, &here())?;
    if wish.sheet.is_whole() {
        return counts::write(&workspace, &Counts::Progress(found), &text, &wish.sheet, out);
    }
    match wish.sheet.printing() {
        Printing::Table => table(&found, out)?,
        Printing::Json => return out.object(&Whole::new(&found, None)),
        Printing::Jsonl => return out.objects(Printing::Jsonl, &rows(&found)),
        Printing::Csv => csv(&found, out)?,
    }
    remarks(&found, out);
    Ok(())
}

fn table(found: &Progress, out: &mut Output<'_>) -> Result<(), Stop> {
    let titles = header(found);
    let mut columns = vec![Column::Cut(found.by.name(), 40)];
    if found.by == By::Question {
        columns.push(Column::Cut("short name", 28));
    }
    columns.extend(
        titles
            .iter()
            .skip(1)
            .map(|title| Column::Number(if *title == "words_left" { "words left" } else { title })),
    );
    let mut grid = Grid::new(&columns, out.width);
    let mut names = found.rows.iter().map(|row| row.head.label.clone());
    for mut cells in lines(found) {
        if found.by == By::Question {
            cells.insert(1, names.next().unwrap_or_default());
        }
        grid.row(cells);
    }
    grid.print(out.out)?;
    writeln!(out.out)?;
    for line in said(found) {
        writeln!(out.out, "{}", crate::text::clean::line(&line))?;
    }
    Ok(out.out.flush()?)
}

fn csv(found: &Progress, out: &mut Output<'_>) -> Result<(), Stop> {
    out.rows(&header(found), lines(found))
}

/// A number of answers a day.
fn rate(number: f64) -> String {
    if number < 10.0 { format!("{number:.1}") } else { format!("{number:.0}") }
}

/// What is left, at which pace it is read, and what needs a second look.
fn said(found: &Progress) -> Vec<String> {
    let (left, pace) = (found.all.left(), &found.pace);
    let words = counted(usize::try_from(found.all.words_left).unwrap_or(usize::MAX), "word");
    let mut lines = vec![format!("{} left to read, {words}", counted(left as usize, "answer"))];
    match (pace.per_day(), pace.per_working_day()) {
        (Some(day), Some(working_day)) => {
            let days = counted(pace.counted().len(), "day");
            lines.push(format!("{} a day, {} a working day, over {days}", rate(day), rate(working_day)));
        }
        _ => lines.push(format!("nothing was reviewed in the last {} days", pace.days.len())),
    }
    if let (Some(days), true) = (pace.working_days(left), left > 0) {
        let until = pace.until(left).map(|day| format!(", about {day}")).unwrap_or_default();
        let days = counted(usize::try_from(days).unwrap_or(usize::MAX), "working day");
        lines.push(format!("{days} at this pace{until}"));
    }
    let (flagged, without_theme) = (&found.flagged, &found.without_theme);
    if flagged.answers > 0 {
        let also = match flagged.reviewed {
            0 => String::new(),
            reviewed => format!(", {reviewed} reviewed by another"),
        };
        let answers = counted(flagged.answers as usize, "answer");
        lines.push(format!("{answers} flagged{also}{}", oldest(flagged, "flagged")));
    }
    if without_theme.answers > 0 {
        let answers = counted(without_theme.answers as usize, "answer");
        lines.push(format!("{answers} reviewed without any theme{}", oldest(without_theme, "reviewed")));
    }
    lines
}

/// The answer that waits longest.
fn oldest(look: &Look, did: &str) -> String {
    let Some(Oldest { reference, question, submitter, analyst, since, .. }) = &look.oldest else {
        return String::new();
    };
    let who = submitter.as_deref().unwrap_or("(anonymous)");
    format!("; the oldest: {reference}, question {question}, {who}, {did} by {analyst} on {since}")
}

/// The rules by which it is counted, and what is not among the answers.
fn remarks(found: &Progress, out: &mut Output<'_>) {
    out.remark(rule(found));
    out.remark("pace: each answer on the day of its first review that holds; a working day is one with reviews; today counts only when it is the first");
    if found.unplaced.texts() > 0 {
        let unplaced = &found.unplaced;
        out.remark(&format!(
            "{} beside them: {} reviewed, {} flagged, {} to do",
            counted(unplaced.texts() as usize, "unplaced text"),
            unplaced.reviewed,
            unplaced.flagged,
            unplaced.todo
        ));
    }
    if found.left_out > 0 {
        let texts = counted(found.left_out, "text");
        out.remark(&format!("{texts} left out (withdrawn, replaced or the same again)"));
    }
}
