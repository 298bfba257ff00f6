//! When each text was first reviewed and first flagged, of what still holds.

use rusqlite::Connection;

use super::super::{Error, statuses};
use crate::model::work::Status;

/// Who said it first, and when, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct First {
    pub analyst: i64,
    pub at: i64,
}

/// Gives each text of which something was said, in order: its first review, and its first flag.
pub(super) fn firsts(
    conn: &Connection,
    each: &mut dyn FnMut(u32, Option<First>, Option<First>),
) -> Result<(), Error> {
    // The table is in the order of the texts; its index is not.
    let mut read = conn.prepare_cached(
        "SELECT st.answer, st.analyst, st.value, operation.at
         FROM status st NOT INDEXED CROSS JOIN operation ON operation.n = st.op
         WHERE st.head = 1 AND st.value IN (1, 2) ORDER BY st.answer",
    )?;
    let mut rows = read.query([])?;
    let mut text: Option<u32> = None;
    let (mut review, mut flag) = (None, None);
    while let Some(row) = rows.next()? {
        let answer = row.get(0)?;
        if let Some(before) = text.replace(answer).filter(|before| *before != answer) {
            each(before, review.take(), flag.take());
        }
        let said = First { analyst: row.get(1)?, at: row.get(3)? };
        let first = match statuses::status(row.get(2)?) {
            Status::Reviewed => &mut review,
            Status::Flagged => &mut flag,
            Status::Todo => continue,
        };
        if first.is_none_or(|first: First| said.at < first.at) {
            *first = Some(said);
        }
    }
    if let Some(last) = text {
        each(last, review, flag);
    }
    Ok(())
}
