//! Small readings that a change needs before it is made.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::Error;
use crate::model::id::{NoteId, PartId, RecordId};
use crate::model::plural;

/// From so many on, texts are not looked up one by one.
const MANY: usize = 1_000;

/// How many of these are under no question.
fn each_unplaced(conn: &Connection, answers: &[u32]) -> Result<usize, Error> {
    let mut read = conn.prepare_cached("SELECT question IS NULL FROM answer WHERE n = ?1")?;
    let mut unplaced = 0;
    for answer in answers {
        unplaced += usize::from(read.query_row([answer], |r| r.get::<_, bool>(0))?);
    }
    Ok(unplaced)
}

/// The same, by all that there are.
fn all_unplaced(conn: &Connection, answers: &[u32]) -> Result<usize, Error> {
    let mut read = conn.prepare_cached("SELECT n FROM answer WHERE question IS NULL")?;
    let all: HashSet<u32> = read.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(answers.iter().filter(|answer| all.contains(answer)).count())
}

/// "1 answer", "3 answers and 1 unplaced text".
pub(crate) fn counted(conn: &Connection, answers: &[u32]) -> Result<String, Error> {
    let unplaced =
        if answers.len() < MANY { each_unplaced(conn, answers)? } else { all_unplaced(conn, answers)? };
    let placed = answers.len() - unplaced;
    Ok(match (placed, unplaced) {
        (_, 0) => plural::counted(placed, "answer"),
        (0, _) => plural::counted(unplaced, "unplaced text"),
        _ => format!(
            "{} and {}",
            plural::counted(placed, "answer"),
            plural::counted(unplaced, "unplaced text")
        ),
    })
}

/// The founding record and reference of a visible submission, by its whole id or its reference, case ignored.
pub(crate) fn submission(conn: &Connection, name: &str) -> Result<Option<(RecordId, String)>, Error> {
    let read = |r: &rusqlite::Row<'_>| Ok((RecordId(r.get(0)?), r.get(1)?));
    // There is an index of ids, and commands on many submissions name them so.
    if let Ok(id) = name.parse::<RecordId>() {
        let mut by_id =
            conn.prepare_cached("SELECT id, reference FROM submission WHERE visible = 1 AND id = ?1")?;
        let found = by_id.query_row([id.as_bytes()], read).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let mut by_reference = conn.prepare_cached(
        "SELECT id, reference FROM submission WHERE visible = 1 AND reference = ?1 COLLATE NOCASE
         ORDER BY founded, position LIMIT 1",
    )?;
    Ok(by_reference.query_row([name], read).optional()?)
}

/// What a live note says.
pub(crate) fn note_text(conn: &Connection, note: NoteId) -> Result<Option<String>, Error> {
    Ok(conn
        .prepare_cached("SELECT text FROM note WHERE id = ?1 AND live = 1")?
        .query_row([&note.0.to_bytes()[..]], |r| r.get(0))
        .optional()?)
}

/// The id and text of a part.
pub(crate) fn part(conn: &Connection, n: i64) -> Result<(PartId, String), Error> {
    Ok(conn
        .prepare_cached("SELECT id, text FROM part WHERE n = ?1")?
        .query_row([n], |r| Ok((PartId(r.get(0)?), r.get(1)?)))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::world;

    #[test]
    fn many_texts_are_counted_as_few_are() {
        let conn = world::database();
        let all: Vec<u32> = (1..=11).collect();
        for some in [&all[..], &all[..4], &[7], &[]] {
            assert_eq!(all_unplaced(&conn, some).unwrap(), each_unplaced(&conn, some).unwrap(), "{some:?}");
        }
        assert_eq!(counted(&conn, &all).unwrap(), "8 answers and 3 unplaced texts");
    }
}
