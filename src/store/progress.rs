//! How far the answers of a query are, by plain SQL.
//!
//! Three readings in the order of the answers' numbers are laid side by side: the texts of the query, what analysts
//! said of any text, and which texts have a theme. Nothing but the tallies is kept.

mod days;
mod lines;
mod streams;

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use self::days::Days;
use self::lines::Lines;
use self::streams::{Said, Sayings, Themed};
use super::filter::{FROM, Viewer, metadata_column};
use super::names::Names;
use super::selection::{self, Selection};
use super::{Error, statuses};
use crate::model::id::AnswerNumber;
use crate::model::progress::{By, Here, Look, Oldest, Pace, Progress, Tally};
use crate::model::work::Status;
use crate::query::filter::{MetadataField, Resolved};

/// Counts the answers of a query; `here` says which days there are.
pub(crate) fn progress(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    query: &Resolved,
    by: By,
    here: &Here,
) -> Result<Progress, Error> {
    let selection = Selection::new(conn, viewer, query)?;
    let people = people(conn)?;
    let mut count = Counting::new(Lines::new(conn, names, by, &people)?, people.len(), Days::until(here));
    let (mut sayings, mut themed) = (Sayings::prepare(conn)?, Themed::prepare(conn)?);
    let (mut sayings, mut themed) = (sayings.read(&people)?, themed.read()?);
    let sql = format!(
        "SELECT a.n, a.question, a.words, {} FROM {FROM} WHERE {} ORDER BY a.n",
        value_of(by),
        selection.sql()
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(selection.values([], [])))?;
    while let Some(row) = rows.next()? {
        let text = Text::new(row)?;
        let said = Saying::new(sayings.of(text.answer)?);
        match text.question {
            None => count.unplaced.add(text.words, &said),
            Some(question) => {
                let line = count.lines.of(question, text_of(row, 3)?);
                count.answer(&text, line, &said, &mut || themed.has(text.answer))?;
            }
        }
    }
    let oldest = |waiting: Option<Waiting>| match waiting {
        Some(waiting) => oldest(conn, &people, waiting, here),
        None => Ok(None),
    };
    Ok(Progress {
        by,
        flagged: Look { oldest: oldest(count.flag)?, ..count.flagged },
        without_theme: Look { oldest: oldest(count.bare)?, ..count.without_theme },
        rows: count.lines.finish(&count.all),
        all: count.all,
        unplaced: count.unplaced,
        pace: Pace { days: count.days.finish() },
        analysts: people.iter().map(|(_, name)| name.clone()).collect(),
        left_out: selection::left_out(conn, viewer, query)?,
    })
}

/// What an answer has at the rows, beside its question.
fn value_of(by: By) -> &'static str {
    match by {
        By::Question | By::Section | By::Analyst => "NULL",
        By::StakeholderType => metadata_column(MetadataField::StakeholderType),
        By::Region => metadata_column(MetadataField::Region),
        By::Language => metadata_column(MetadataField::Language),
    }
}

/// Everybody whose review or flag of anything holds, by name.
fn people(conn: &Connection) -> Result<Vec<(i64, String)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT n, name FROM analyst an
         WHERE EXISTS (SELECT 1 FROM status st WHERE st.analyst = an.n AND st.head = 1 AND st.value IN (1, 2))
         ORDER BY folded",
    )?;
    let people = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(people.collect::<Result<_, _>>()?)
}

/// A text of the query.
struct Text {
    answer: u32,
    question: Option<i64>,
    words: u32,
}

impl Text {
    fn new(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { answer: row.get(0)?, question: row.get(1)?, words: row.get(2)? })
    }
}

fn text_of<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>, Error> {
    Ok(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}

/// What analysts said of one text.
struct Saying<'s> {
    each: &'s [Said],
    /// The first review, and the first flag.
    reviewed: Option<&'s Said>,
    flagged: Option<&'s Said>,
}

impl<'s> Saying<'s> {
    fn new(each: &'s [Said]) -> Self {
        let first = |status| each.iter().filter(|said| said.status == status).min_by_key(|said| said.at);
        Self { each, reviewed: first(Status::Reviewed), flagged: first(Status::Flagged) }
    }
}

impl Tally {
    fn add(&mut self, words: u32, said: &Saying<'_>) {
        match (said.reviewed, said.flagged) {
            (Some(_), _) => self.reviewed += 1,
            (None, Some(_)) => self.flagged += 1,
            (None, None) => self.todo += 1,
        }
        if said.reviewed.is_none() {
            self.words_left += u64::from(words);
        }
        for one in said.each.iter().filter(|one| one.status == Status::Reviewed) {
            if let Some(reviewed) = self.by_analyst.get_mut(one.analyst) {
                *reviewed += 1;
            }
        }
    }
}

/// An answer that waits for a second look.
#[derive(Clone, Copy)]
struct Waiting {
    answer: u32,
    analyst: usize,
    at: i64,
}

/// The tallies while they grow.
struct Counting {
    lines: Lines,
    all: Tally,
    unplaced: Tally,
    days: Days,
    flagged: Look,
    flag: Option<Waiting>,
    without_theme: Look,
    bare: Option<Waiting>,
}

impl Counting {
    fn new(lines: Lines, analysts: usize, days: Days) -> Self {
        let none = Tally { by_analyst: vec![0; analysts], ..Tally::default() };
        Self {
            lines,
            all: none.clone(),
            unplaced: none,
            days,
            flagged: Look::default(),
            flag: None,
            without_theme: Look::default(),
            bare: None,
        }
    }

    /// Counts an answer of a line.
    fn answer(
        &mut self,
        text: &Text,
        line: Option<usize>,
        said: &Saying<'_>,
        has_theme: &mut dyn FnMut() -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.all.add(text.words, said);
        self.lines.add(line, text.words, said);
        if let Some(flag) = said.flagged {
            self.flagged.answers += 1;
            self.flagged.reviewed += u32::from(said.reviewed.is_some());
            wait(&mut self.flag, text.answer, flag);
        }
        if let Some(review) = said.reviewed {
            self.days.add(review.at);
            if !has_theme()? {
                self.without_theme.answers += 1;
                self.without_theme.reviewed += 1;
                wait(&mut self.bare, text.answer, review);
            }
        }
        Ok(())
    }
}

/// Keeps the one that waits longest; of several the first.
fn wait(longest: &mut Option<Waiting>, answer: u32, said: &Said) {
    if longest.is_none_or(|longest| said.at < longest.at) {
        *longest = Some(Waiting { answer, analyst: said.analyst, at: said.at });
    }
}

/// What is told of the answer that waits longest.
fn oldest(
    conn: &Connection,
    people: &[(i64, String)],
    waiting: Waiting,
    here: &Here,
) -> Result<Option<Oldest>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT s.reference, q.number, s.submitter FROM answer a JOIN submission s ON s.n = a.submission
         JOIN question q ON q.n = a.question WHERE a.n = ?1",
    )?;
    let found = read.query_row([waiting.answer], |r| {
        Ok(Oldest {
            number: AnswerNumber(waiting.answer),
            reference: r.get(0)?,
            question: r.get(1)?,
            submitter: r.get(2)?,
            analyst: people.get(waiting.analyst).map(|(_, name)| name.clone()).unwrap_or_default(),
            since: days::day_of(waiting.at, &here.zone),
        })
    });
    Ok(found.optional()?)
}

/// The state of a stored number.
fn status(number: i64) -> Status {
    statuses::status(number)
}

#[cfg(test)]
mod tests;
