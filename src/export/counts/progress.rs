//! The progress as rows of numbers, and as JSON.

use jiff::civil::Date;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{About, Sheet, left_out};
use crate::export::Format;
use crate::model::progress::{By, Look, Oldest, Progress, Row, Tally};

/// The shape that is promised.
#[derive(Serialize)]
pub struct Whole<'a> {
    by: &'static str,
    rows: Vec<Line<'a>>,
    all: Line<'a>,
    unplaced: Line<'a>,
    pace: Pace,
    flagged: Second<'a>,
    without_theme: Second<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Counted<'a>>,
}

/// What a file says beside the numbers.
#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    about: &'a About,
    rule: &'static str,
    left_out: usize,
}

impl<'a> Whole<'a> {
    /// With what was counted, where that is wanted.
    pub fn new(found: &'a Progress, about: Option<&'a About>) -> Self {
        let line = |tally| Line { name: None, tally, analysts: &found.analysts };
        Self {
            by: found.by.name(),
            rows: rows(found),
            all: line(&found.all),
            unplaced: line(&found.unplaced),
            pace: Pace::new(found),
            flagged: Second::new(&found.flagged),
            without_theme: Second::new(&found.without_theme),
            about: about.map(|about| Counted { about, rule: rule(found), left_out: found.left_out }),
        }
    }
}

/// A row, or one of the two lines that are none.
pub struct Line<'a> {
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

/// Each row.
pub fn rows(found: &Progress) -> Vec<Line<'_>> {
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

/// The names of the columns.
pub fn header(found: &Progress) -> Vec<&str> {
    let analysts = found.analysts.iter().filter(|_| found.by != By::Analyst).map(String::as_str);
    [found.by.name(), "reviewed", "flagged", "todo", "words_left"].into_iter().chain(analysts).collect()
}

/// The rows and, last, all answers.
pub fn lines(found: &Progress) -> impl Iterator<Item = Vec<String>> + '_ {
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

/// The rule by which it is counted.
pub fn rule(found: &Progress) -> &'static str {
    if found.by == By::Analyst {
        "answers; each analyst's own, in the total: reviewed by at least one, flagged by one and reviewed by none"
    } else {
        "answers; reviewed by at least one analyst, flagged by one and reviewed by none; each analyst's own beside them"
    }
}

pub(super) fn sheet(found: &Progress, format: Format) -> Sheet {
    let mut heads: Vec<String> = header(found).into_iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = lines(found).collect();
    if format == Format::Markdown {
        // The last of those that are there before the analysts.
        if let Some(head) = heads.get_mut(4) {
            *head = head.replace('_', " ");
        }
    }
    if format == Format::Markdown && found.by == By::Question {
        for (row, line) in found.rows.iter().zip(&mut rows) {
            if let (Some(name), false) = (line.first_mut(), row.head.label.is_empty()) {
                *name = format!("{name} {}", row.head.label);
            }
        }
    }
    let mut notes = vec![("Counted", rule(found).to_owned())];
    if found.unplaced.texts() > 0 {
        let unplaced = &found.unplaced;
        let (reviewed, flagged, todo) = (unplaced.reviewed, unplaced.flagged, unplaced.todo);
        notes.push(("Under no question", format!("{reviewed} reviewed, {flagged} flagged, {todo} to do")));
    }
    notes.extend(left_out(found.left_out));
    Sheet { heads, rows, notes }
}
