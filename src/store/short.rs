//! Ids by their beginnings. Ids of answers are computed, not stored, so they are looked for by computing them.

use rusqlite::Connection;

use super::Error;
use super::index::Set;
use crate::model::id::{AnswerId, SubmissionId};

/// The answers and unplaced texts whose own id, or whose submission's, begins with one of these hexadecimal digits.
pub(super) fn answers_beginning(conn: &Connection, beginnings: &[String]) -> Result<Set, Error> {
    let begins = |id: &str| beginnings.iter().any(|b| id.starts_with(b.as_str()));
    let mut found = Set::new();
    let mut last: Option<(SubmissionId, bool)> = None;
    each_answer(conn, |number, submission, answer| {
        // The answers of a submission follow each other.
        let whole = match last {
            Some((known, whole)) if known == submission => whole,
            _ => begins(&submission.to_string()),
        };
        last = Some((submission, whole));
        if whole || begins(&answer.to_string()) {
            found.insert(number as u32);
        }
    })?;
    Ok(found)
}

/// The answers and unplaced texts whose own id begins so.
pub(super) fn answers_with_id(conn: &Connection, beginning: &str) -> Result<Vec<(i64, AnswerId)>, Error> {
    let mut found = Vec::new();
    each_answer(conn, |number, _, answer| {
        if answer.to_string().starts_with(beginning) {
            found.push((number, answer));
        }
    })?;
    Ok(found)
}

/// The id of an answer, or of an unplaced text, from what its row says.
pub(super) fn answer_id(submission: SubmissionId, question: Option<&str>, place: Option<&str>) -> AnswerId {
    match question {
        Some(key) => AnswerId::of_question(submission, key),
        None => AnswerId::of_unplaced(submission, place.unwrap_or_default()),
    }
}

/// A submission's id from its stored form.
pub(super) fn submission_id(bytes: &[u8]) -> Result<SubmissionId, Error> {
    SubmissionId::from_bytes(bytes)
        .ok_or_else(|| Error::Damaged("a submission's id is not 16 bytes".to_owned()))
}

fn each_answer(conn: &Connection, mut each: impl FnMut(i64, SubmissionId, AnswerId)) -> Result<(), Error> {
    let mut read = conn.prepare_cached(
        "SELECT a.n, s.id, q.key, a.place FROM submission s JOIN answer a ON a.submission = s.n
         LEFT JOIN question q ON q.n = a.question WHERE a.visible = 1 ORDER BY s.n",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let submission = submission_id(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
        let (key, place): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        each(row.get(0)?, submission, answer_id(submission, key.as_deref(), place.as_deref()));
    }
    Ok(())
}
