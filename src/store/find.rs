//! One answer or submission by its id, its reference, or the beginning of either.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Error, marks, short};
use crate::model::id::{AnswerNumber, RecordId};
use crate::model::nearest::nearest;
use crate::text::fold::fold;

/// The most candidates that are told.
const TOLD: usize = 20;

/// What an id stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Target {
    /// The row of a submission.
    Submission(i64),
    /// An answer or unplaced text.
    Answer(AnswerNumber),
}

/// What was found under an id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Lookup {
    /// Exactly this.
    One(Target),
    /// Nothing; perhaps one of these references was meant.
    Unknown(Vec<String>),
    /// Several things, by reference or id.
    Ambiguous(Vec<String>),
}

/// Looks an id up. What is written in full wins over what only begins so; case is ignored.
pub(crate) fn find(conn: &Connection, id: &str) -> Result<Lookup, Error> {
    let references = references(conn)?;
    let wanted = fold(id);
    let exact = |target: &(i64, String)| target.1.trim().to_lowercase() == id.trim().to_lowercase();
    let exactly: Candidates = named(&references, exact);
    if !exactly.is_empty() {
        return Ok(settled(exactly, &references, id));
    }
    let begins = |target: &(i64, String)| !wanted.is_empty() && fold(&target.1).starts_with(&wanted);
    let mut found = named(&references, begins);
    let digits = id.trim().to_ascii_lowercase();
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        found.extend(submissions_with_id(conn, &digits, &references)?);
        let answers = short::answers_with_id(conn, &digits)?;
        found.extend(answers.into_iter().map(|(n, id)| {
            (Target::Answer(AnswerNumber(u32::try_from(n).unwrap_or(u32::MAX))), id.to_string())
        }));
    }
    Ok(settled(found, &references, id))
}

/// Each once, with the words that tell it from the others.
type Candidates = BTreeMap<Target, String>;

fn named(references: &[(i64, String)], fits: impl Fn(&(i64, String)) -> bool) -> Candidates {
    let fitting = references.iter().filter(|one| fits(one));
    fitting.map(|(n, reference)| (Target::Submission(*n), reference.clone())).collect()
}

fn settled(found: Candidates, references: &[(i64, String)], id: &str) -> Lookup {
    let mut targets = found.keys();
    match (targets.next(), targets.next()) {
        (None, _) => {
            let near = nearest(id, references.iter().map(|(_, reference)| reference.as_str()));
            Lookup::Unknown(near.map(str::to_owned).into_iter().collect())
        }
        (Some(one), None) => Lookup::One(*one),
        _ => Lookup::Ambiguous(found.into_values().take(TOLD).collect()),
    }
}

fn references(conn: &Connection) -> Result<Vec<(i64, String)>, Error> {
    let mut read = conn.prepare_cached("SELECT n, reference FROM submission WHERE visible = 1 ORDER BY n")?;
    let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The submissions of which any record's id begins so; a submission's own id is its founding record's.
fn submissions_with_id(
    conn: &Connection,
    beginning: &str,
    references: &[(i64, String)],
) -> Result<Candidates, Error> {
    let mut read = conn.prepare_cached(
        "SELECT s.n, r.id FROM submission s JOIN submission_record sr ON sr.submission = s.n
         JOIN record r ON r.n = sr.record WHERE s.visible = 1
         UNION SELECT n, id FROM submission WHERE visible = 1",
    )?;
    let mut rows = read.query([])?;
    let mut found = Candidates::new();
    while let Some(row) = rows.next()? {
        let id = RecordId::from_bytes(marks::blob(row, 1)?)
            .ok_or_else(|| Error::Damaged("a record's id is not 16 bytes".to_owned()))?;
        if id.to_string().starts_with(beginning) {
            let n: i64 = row.get(0)?;
            let reference = references.binary_search_by_key(&n, |(n, _)| *n).map(|at| &references[at].1);
            found.insert(Target::Submission(n), reference.cloned().unwrap_or_else(|_| id.to_string()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{AnswerId, SubmissionId};
    use crate::store::world;

    #[test]
    fn references_and_ids_are_found_by_an_unambiguous_beginning() {
        let conn = world::database();
        let found = |id: &str| find(&conn, id).unwrap();
        let submission = |n| Lookup::One(Target::Submission(n));
        assert_eq!(found("W-010"), submission(1));
        assert_eq!(found("w-01"), submission(1));
        assert_eq!(found("W-003"), submission(3));
        assert_eq!(found("a3a3a3"), submission(3));
        assert_eq!(found(&"A4".repeat(16)), submission(4));
        assert_eq!(found("w-0"), Lookup::Ambiguous(["W-010", "W-002", "w-003"].map(str::to_owned).to_vec()));
        assert_eq!(found("W-011"), Lookup::Unknown(vec!["W-010".to_owned()]));
        assert_eq!(found("  "), Lookup::Unknown(Vec::new()));
        let first = SubmissionId::from_bytes(&world::submission_bytes(1)).unwrap();
        let answer = AnswerId::of_question(first, "trust").to_string();
        for id in [answer.as_str(), &answer[..12], &answer.to_uppercase()] {
            assert_eq!(found(id), Lookup::One(Target::Answer(AnswerNumber(1))));
        }
        let letter = AnswerId::of_unplaced(first, "body").to_string();
        assert_eq!(found(&letter), Lookup::One(Target::Answer(AnswerNumber(3))));
    }
}
