//! How far the answers of a query are: counted by sets of texts; only when something was said is read from the file.

mod days;
mod firsts;

use rusqlite::{Connection, OptionalExtension};

use self::days::{Days, day_of};
use self::firsts::{First, firsts};
use super::Error;
use super::index::{Set, Sight};
use super::matrix;
use super::names::Names;
use crate::model::id::AnswerNumber;
use crate::model::matrix::Head;
use crate::model::progress::{By, Here, Look, Oldest, Pace, Progress, Row, Tally};
use crate::model::work::Status;
use crate::query::filter::{Filter, Resolved, TagMatch, Whose};
use crate::text::stakeholder;

/// Counts the answers of a query; `here` says which days there are.
pub(crate) fn progress(
    sight: &Sight<'_>,
    names: &Names<'_>,
    query: &Resolved,
    by: By,
    here: &Here,
) -> Result<Progress, Error> {
    let found = sight.shown(&query.filter)?;
    let answers = sight.placed(&found);
    let unplaced = &found - &answers;
    let counting = Counting::new(sight)?;
    let reviewed = &answers & &counting.reviewed;
    let flagged = &answers & &counting.flagged;
    let without_theme = &reviewed - sight.tagged(&TagMatch::default());
    let mut days = Days::until(here);
    let (mut flag, mut bare) = (None, None);
    if !(reviewed.is_empty() && flagged.is_empty()) {
        firsts(sight.conn, &mut |answer, review, flagging| {
            if let Some(review) = review.filter(|_| reviewed.contains(answer)) {
                days.add(review.at);
                wait(&mut bare, answer, review, &without_theme);
            }
            if let Some(flagging) = flagging {
                wait(&mut flag, answer, flagging, &flagged);
            }
        })?;
    }
    let look = |those: &Set, waiting| {
        let oldest = oldest(sight.conn, waiting, here)?;
        Ok::<_, Error>(Look { answers: len(those), reviewed: common(those, &reviewed), oldest })
    };
    Ok(Progress {
        by,
        rows: counting.rows(names, by, &answers)?,
        all: counting.tally(&answers),
        unplaced: counting.tally(&unplaced),
        pace: Pace { days: days.finish() },
        flagged: look(&flagged, flag)?,
        without_theme: look(&without_theme, bare)?,
        analysts: counting.people.into_iter().map(|one| one.name).collect(),
        left_out: sight.left_out(&query.filter)?,
    })
}

/// Somebody who has said something, and the texts that it is said of.
struct Person {
    name: String,
    reviewed: Set,
    flagged: Set,
}

/// What was said, and by whom.
struct Counting<'s> {
    sight: &'s Sight<'s>,
    people: Vec<Person>,
    /// By anybody.
    reviewed: Set,
    flagged: Set,
}

impl<'s> Counting<'s> {
    fn new(sight: &'s Sight<'s>) -> Result<Self, Error> {
        let said = |status, whose| sight.found(&Filter::Status(vec![status], whose));
        let mut people = Vec::new();
        for (name, folded) in sight.analysts() {
            let whose = || Whose::Analyst(folded.to_owned());
            let (reviewed, flagged) = (said(Status::Reviewed, whose())?, said(Status::Flagged, whose())?);
            if !(reviewed.is_empty() && flagged.is_empty()) {
                people.push(Person { name: name.to_owned(), reviewed, flagged });
            }
        }
        let reviewed = said(Status::Reviewed, Whose::Anyone)?;
        Ok(Self { sight, people, reviewed, flagged: said(Status::Flagged, Whose::Anyone)? })
    }

    fn tally(&self, texts: &Set) -> Tally {
        let by_analyst = self.people.iter().map(|one| common(texts, &one.reviewed)).collect();
        Tally { by_analyst, ..self.of(texts, &self.reviewed, &self.flagged) }
    }

    /// What is an analyst's own.
    fn own(&self, person: &Person, texts: &Set) -> Tally {
        self.of(texts, &person.reviewed, &person.flagged)
    }

    fn of(&self, texts: &Set, reviewed: &Set, flagged: &Set) -> Tally {
        let unread = texts - reviewed;
        let flagged = common(&unread, flagged);
        Tally {
            reviewed: common(texts, reviewed),
            flagged,
            todo: len(&unread) - flagged,
            words_left: self.sight.words(&unread),
            by_analyst: Vec::new(),
        }
    }

    fn rows(&self, names: &Names<'_>, by: By, answers: &Set) -> Result<Vec<Row>, Error> {
        if by == By::Analyst {
            let row = |one: &Person| Row { head: named(&one.name), tally: self.own(one, answers) };
            return Ok(self.people.iter().map(row).collect());
        }
        let mut none = answers.clone();
        let mut rows = Vec::new();
        for (head, texts) in matrix::values(self.sight, names, &by.dimension(), answers)? {
            none -= &texts;
            let label = match (by, &head.value) {
                // There is more room than above a column.
                (By::StakeholderType, Some(value)) => stakeholder::short_type(value).to_owned(),
                _ => head.label.clone(),
            };
            rows.push(Row { tally: self.tally(&texts), head: Head { label, ..head } });
        }
        if !none.is_empty() {
            let head = Head { value: None, term: String::new(), ..named("none") };
            rows.push(Row { head, tally: self.tally(&none) });
        }
        Ok(rows)
    }
}

fn named(name: &str) -> Head {
    let (term, label) = (name.to_owned(), name.to_owned());
    Head { value: Some(name.to_owned()), term, label, lead: String::new(), theme: None }
}

fn len(set: &Set) -> u32 {
    set.len() as u32
}

fn common(one: &Set, other: &Set) -> u32 {
    one.intersection_len(other) as u32
}

/// Keeps the one of these that waits longest; of several the first.
fn wait(longest: &mut Option<(u32, First)>, answer: u32, said: First, those: &Set) {
    if longest.is_none_or(|(_, longest)| said.at < longest.at) && those.contains(answer) {
        *longest = Some((answer, said));
    }
}

/// What is told of the answer that waits longest.
fn oldest(conn: &Connection, waiting: Option<(u32, First)>, here: &Here) -> Result<Option<Oldest>, Error> {
    let Some((answer, said)) = waiting else { return Ok(None) };
    let mut read = conn.prepare_cached(
        "SELECT s.reference, q.number, s.submitter, an.name
         FROM answer a JOIN submission s ON s.n = a.submission JOIN question q ON q.n = a.question
         JOIN analyst an ON an.n = ?2 WHERE a.n = ?1",
    )?;
    let found = read.query_row((answer, said.analyst), |r| {
        Ok(Oldest {
            number: AnswerNumber(answer),
            reference: r.get(0)?,
            question: r.get(1)?,
            submitter: r.get(2)?,
            analyst: r.get(3)?,
            since: day_of(said.at, &here.zone),
        })
    });
    Ok(found.optional()?)
}

#[cfg(test)]
mod tests;
