//! Coverage: what each submission has under each question, and the words of the files that stand under none.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::derive::{self, Known, Place};
use super::stretch::AnswerText;
use super::{Error, corpus, from_json, marks, readings, short};
use crate::model::call::{Call, Key};
use crate::model::coverage::{Cell, Row, Source, State};
use crate::model::id::{AnswerNumber, SubmissionNumber};
use crate::model::import::SourceReport;
use crate::text::refers::refers;

/// A text of more words than this is read by people only: it does more than point to another answer.
const SHORT: u32 = 30;

/// What sources say is looked up anew after so many submissions, so that it does not grow with them.
const ROUND: usize = 500;

/// Gives the rows of these submissions, in this order; hidden and unknown ones are left out.
pub(crate) fn rows(
    conn: &Connection,
    call: &Call,
    numbers: &[SubmissionNumber],
    each: &mut dyn FnMut(Row),
) -> Result<(), Error> {
    for round in numbers.chunks(ROUND) {
        let mut known = Known::default();
        for number in round {
            if let Some(row) = row(conn, call, *number, &mut known)? {
                each(row);
            }
        }
    }
    Ok(())
}

fn row(
    conn: &Connection,
    call: &Call,
    number: SubmissionNumber,
    known: &mut Known,
) -> Result<Option<Row>, Error> {
    let mut read =
        conn.prepare_cached("SELECT id, reference, submitter FROM submission WHERE n = ?1 AND visible = 1")?;
    let mut found = read.query([number.0])?;
    let Some(named) = found.next()? else { return Ok(None) };
    let (id, reference) = (short::submission_id(marks::blob(named, 0)?)?, named.get(1)?);
    let submitter = named.get(2)?;
    let mut row = Row {
        id,
        reference,
        submitter,
        number,
        cells: Vec::with_capacity(call.questions.len()),
        words: 0,
        unplaced_words: 0,
        unplaced: None,
    };
    let texts = texts(conn, number, &mut row)?;
    let places = if texts.len() < call.questions.len() {
        derive::places(conn, number.0, known)?
    } else {
        BTreeMap::new()
    };
    for question in &call.questions {
        row.cells.push(match (texts.get(&question.key), places.get(&question.key)) {
            (Some(cell), _) => cell.clone(),
            (None, Some(Place::Unsure)) => nothing(State::Unsure),
            (None, Some(Place::Under(key))) => under(call, key, texts.get(key)),
            (None, Some(Place::Empty)) => nothing(State::Blank),
            (None, None) => nothing(State::Missing),
        });
    }
    Ok(Some(row))
}

fn nothing(state: State) -> Cell {
    Cell { state, words: 0, under: None, answer: None }
}

/// What is answered with another question; its words are counted there.
fn under(call: &Call, key: &Key, answered: Option<&Cell>) -> Cell {
    let Some(answered) = answered else { return nothing(State::Blank) };
    let under = call.question(key).map(|question| question.number.clone());
    Cell { state: State::Refers, words: 0, under, answer: answered.answer }
}

/// The texts under questions; what stands under none is counted in the row.
fn texts(conn: &Connection, number: SubmissionNumber, row: &mut Row) -> Result<BTreeMap<Key, Cell>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT a.n, q.key, a.words FROM answer a LEFT JOIN question q ON q.n = a.question
         WHERE a.submission = ?1 AND a.visible = 1 ORDER BY a.n",
    )?;
    let mut found = read.query([number.0])?;
    let mut texts = BTreeMap::new();
    while let Some(text) = found.next()? {
        let (answer, key, words): (u32, Option<String>, u32) = (text.get(0)?, text.get(1)?, text.get(2)?);
        let Some(key) = key else {
            row.unplaced_words += words;
            row.unplaced.get_or_insert(AnswerNumber(answer));
            continue;
        };
        row.words += words;
        let points = words <= SHORT && refers(&AnswerText::of(conn, answer)?.text);
        let state = if points { State::Refers } else { State::Answered };
        texts.insert(Key(key), Cell { state, words, under: None, answer: Some(AnswerNumber(answer)) });
    }
    Ok(texts)
}

/// The files in which these submissions came, in the order of their coming, with the words of each.
pub(crate) fn sources(conn: &Connection, numbers: &[SubmissionNumber]) -> Result<Vec<Source>, Error> {
    let mut of = conn.prepare_cached(
        "SELECT DISTINCT record.source FROM submission_record
         JOIN record ON record.n = submission_record.record WHERE submission_record.submission = ?1",
    )?;
    let mut all: BTreeSet<i64> = BTreeSet::new();
    for number in numbers {
        for source in of.query_map([number.0], |r| r.get(0))? {
            all.insert(source?);
        }
    }
    let mut sources = Vec::with_capacity(all.len());
    for source in all {
        let hash = corpus::source_hash(conn, source)?;
        // One whose import was taken back brings nothing.
        let Some(json) = readings::report(conn, hash)? else { continue };
        let report: SourceReport = from_json(&json, "the report of an import")?;
        let words = report.words;
        let share = (words.read > 0).then(|| f64::from(words.unplaced) / f64::from(words.read));
        sources.push(Source { file: report.file, sha256: hash.to_string(), words, unplaced_share: share });
    }
    Ok(sources)
}
