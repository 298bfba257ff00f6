//! Where a submission has room for an answer: the cells of its forms, the headings of its documents.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::facts::Known;
use super::{holders, members};
use crate::model::call::Key;
use crate::model::draft::{Column, To};
use crate::store::Error;

/// What a submission has for a question beside a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    /// A cell or heading; what stands there is the answer, or nothing.
    Empty,
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
    let mut put = |key: &Key, place| {
        let held = places.entry(key.clone()).or_insert(place);
        *held = (*held).max(place);
    };
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
        for mark in document.marks.values().flatten() {
            if let To::QuestionHeading(key) | To::Question(key) = &mark.to {
                put(key, Place::Empty);
            }
            mark.unsure.iter().for_each(|key| put(key, Place::Unsure));
        }
    }
    Ok(places)
}
