//! `progress`: what is reviewed, flagged and to do, by whom, and when the reading will be done.

use jiff::civil::Date;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::arguments::Printing;
use super::arguments::matrix::Progress as Wish;
use super::grid::{Column, Grid};
use super::lists::counted;
use super::open::Door;
use super::output::{Output, Stop};
use super::shield;
use crate::model::progress::{By, Look, Oldest, Progress, Row, Tally};
use crate::workspace::progress::here;

/// `progress`
pub(super) fn run(wish: &Wish, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let found = workspace.progress(&shield::query(&wish.query), wish.by, &here())?;
    match wish.print.format {
        Printing::Table => table(&found, out)?,
        Printing::Json => return out.object(&Whole::new(&found)),
        Printing::Jsonl => return out.objects(Printing::Jsonl, &rows(&found)),
        Printing::Csv => csv(&found, out)?,
    }
    remarks(&found, out);
    Ok(())
}

/// The shape that is promised.
#[derive(Serialize)]
struct Whole<'a> {
    by: &'static str,
    rows: Vec<Line<'a>>,
    all: Line<'a>,
    unplaced: Line<'a>,
    pace: Pace,
    flagged: Second<'a>,
    without_theme: Second<'a>,
}

impl<'a> Whole<'a> {
    fn new(found: &'a Progress) -> Self {
        let line = |tally| Line { name: None, tally, analysts: &found.analysts };
        Self {
            by: found.by.name(),
            rows: rows(found),
            all: line(&found.all),
            unplaced: line(&found.unplaced),
            pace: Pace::new(found),
            flagged: Second::new(&found.flagged),
            without_theme: Second::new(&found.without_theme),
        }
    }
}

/// A row, or one of the two lines that are none.
struct Line<'a> {
    /// What stands at the rows, and its value here.
    name: Option<(&'static str, Option<&'a str>)>,
    tally: &'a Tally,
    analysts: &'a [String],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some((name, value)) = &self.name {
            map.serialize_entry(name, value)?;
        }
        let tally = self.tally;
        map.serialize_entry("reviewed", &tally.reviewed)?;
        map.serialize_entry("flagged", &tally.flagged)?;
        map.serialize_entry("todo", &tally.todo)?;
        map.serialize_entry("words_left", &tally.words_left)?;
        if self.name.is_none_or(|(name, _)| name != By::Analyst.name()) {
            map.serialize_entry("analysts", &Each(self.analysts, &tally.by_analyst))?;
        }
        map.end()
    }
}

/// Analysts with what each has reviewed.
struct Each<'a>(&'a [String], &'a [u32]);

impl Serialize for Each<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(self.1))
    }
}

fn rows(found: &Progress) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(found.rows.len());
    for Row { head, tally } in &found.rows {
        let name = Some((found.by.name(), head.value.as_deref()));
        lines.push(Line { name, tally, analysts: &found.analysts });
    }
    lines
}

#[derive(Serialize)]
struct Pace {
    left: u32,
    words_left: u64,
    per_day: Option<f64>,
    per_working_day: Option<f64>,
    working_days: Option<u64>,
    until: Option<Date>,
    days: Vec<Reviewed>,
}

#[derive(Serialize)]
struct Reviewed {
    date: Date,
    reviewed: u32,
}

impl Pace {
    fn new(found: &Progress) -> Self {
        let (pace, left) = (&found.pace, found.all.left());
        let tenths = |number: f64| (number * 10.0).round() / 10.0;
        Self {
            left,
            words_left: found.all.words_left,
            per_day: pace.per_day().map(tenths),
            per_working_day: pace.per_working_day().map(tenths),
            working_days: pace.working_days(left),
            until: pace.until(left),
            days: pace.days.iter().map(|day| Reviewed { date: day.date, reviewed: day.reviewed }).collect(),
        }
    }
}

/// What needs a second look, and the answer that waits longest.
#[derive(Serialize)]
struct Second<'a> {
    answers: u32,
    oldest: Option<First<'a>>,
}

#[derive(Serialize)]
struct First<'a> {
    reference: &'a str,
    question: &'a str,
    submitter: Option<&'a str>,
    analyst: &'a str,
    since: Date,
}

impl<'a> Second<'a> {
    fn new(look: &'a Look) -> Self {
        let first = |oldest: &'a Oldest| First {
            reference: &oldest.reference,
            question: &oldest.question,
            submitter: oldest.submitter.as_deref(),
            analyst: &oldest.analyst,
            since: oldest.since,
        };
        Self { answers: look.answers, oldest: look.oldest.as_ref().map(first) }
    }
}

fn header(found: &Progress) -> Vec<&str> {
    let analysts = found.analysts.iter().filter(|_| found.by != By::Analyst).map(String::as_str);
    [found.by.name(), "reviewed", "flagged", "todo", "words_left"].into_iter().chain(analysts).collect()
}

/// The rows and, last, all answers.
fn lines(found: &Progress) -> impl Iterator<Item = Vec<String>> + '_ {
    let line = |name: &str, tally: &Tally| {
        let mut cells = vec![name.to_owned()];
        cells.extend([tally.reviewed, tally.flagged, tally.todo].map(|number| number.to_string()));
        cells.push(tally.words_left.to_string());
        if found.by != By::Analyst {
            cells.extend(tally.by_analyst.iter().map(u32::to_string));
        }
        cells
    };
    let each =
        found.rows.iter().map(move |row| line(row.head.value.as_deref().unwrap_or("(none)"), &row.tally));
    each.chain(std::iter::once_with(move || line("total", &found.all)))
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
    out.remark(if found.by == By::Analyst {
        "answers; each analyst's own, in the total: reviewed by at least one, flagged by one and reviewed by none"
    } else {
        "answers; reviewed by at least one analyst, flagged by one and reviewed by none; each analyst's own beside them"
    });
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
