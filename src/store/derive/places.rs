//! Where a submission has room for an answer: the cells of its forms, the headings of its documents.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::facts::Known;
use super::{holders, laid, members};
use crate::model::call::Key;
use crate::model::draft::{Column, To};
use crate::model::id::AnswerNumber;
use crate::store::Error;

/// What a submission has for a question beside a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    /// A cell or heading; what stands there is the answer, or nothing.
    Empty,
    /// The heading of this other question, which names it, too.
    Under(Key),
    /// A block of which it is not sure whether it belongs here.
    Unsure,
}

/// The questions for which a submission has a place.
pub(crate) fn places(
    conn: &Connection,
    submission: i64,
    known: &mut Known,
) -> Result<BTreeMap<Key, Place>, Error> {
    let members = members(conn, submission, known)?;
    let mut places: BTreeMap<Key, Place> = BTreeMap::new();
    let mut put = |key: &Key, place: Place| {
        let held = places.entry(key.clone()).or_insert_with(|| place.clone());
        if *held < place {
            *held = place;
        }
    };
    // What people decided is read mark by mark; hardly a document has any of that.
    let by_hand = !laid::hands(conn, submission)?.is_empty();
    for holder in holders(&members) {
        let facts = known.facts(conn, holder.source)?;
        let Some((_, document)) = facts.documents.get(&holder.locator) else {
            for column in &facts.columns {
                if let Column::Open(key) = column {
                    put(key, Place::Empty);
                }
            }
            continue;
        };
        if by_hand {
            for part in laid::laid(conn, submission, holder, facts)? {
                for mark in &part.marks {
                    let unsure = if mark.waits() { mark.unsure.as_slice() } else { &[] };
                    of_mark(&mark.to, unsure, &mark.also, &mut put);
                }
            }
            continue;
        }
        for mark in document.marks.values().flatten() {
            of_mark(&mark.to, &mark.unsure, &mark.also, &mut put);
        }
    }
    Ok(places)
}

/// The other questions that an answer's heading names, where nothing else stands under them.
pub(crate) fn answered_with(conn: &Connection, answer: AnswerNumber) -> Result<Vec<Key>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT answer.submission, question.key FROM answer JOIN question ON question.n = answer.question
         WHERE answer.n = ?1",
    )?;
    let found = read.query_row([answer.0], |r| Ok((r.get(0)?, Key(r.get(1)?)))).optional()?;
    let Some((submission, under)): Option<(i64, Key)> = found else { return Ok(Vec::new()) };
    let mut others = Vec::new();
    for (key, place) in places(conn, submission, &mut Known::default())? {
        let has_text: bool = conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM answer JOIN question ON question.n = answer.question
                 WHERE answer.submission = ?1 AND question.key = ?2 AND answer.visible = 1)",
            )?
            .query_row((submission, key.as_str()), |r| r.get(0))?;
        if place == Place::Under(under.clone()) && !has_text {
            others.push(key);
        }
    }
    Ok(others)
}

fn of_mark(to: &To, unsure: &[Key], also: &[Key], put: &mut dyn FnMut(&Key, Place)) {
    if let To::QuestionHeading(key) | To::Question(key) = to {
        put(key, Place::Empty);
        for other in also {
            put(other, Place::Under(key.clone()));
        }
    }
    for key in unsure {
        put(key, Place::Unsure);
    }
}
