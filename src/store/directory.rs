//! Who and what there is to jump to, each with how many answers stand under it.

use rusqlite::Connection;

use super::Error;
use super::filter::counts;
use crate::model::call::Key;
use crate::model::view::Submitter;

/// Every name that somebody sent something under, each once, by name. Names without a letter or digit are left
/// out: no query can speak of them.
pub(crate) fn submitters(conn: &Connection) -> Result<Vec<Submitter>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT min(s.submitter), s.submitter_folded,
                sum((SELECT count(*) FROM answer a WHERE a.submission = s.n AND a.visible = 1 AND a.question IS NOT NULL))
         FROM submission s WHERE s.visible = 1 AND s.submitter IS NOT NULL AND s.submitter_folded <> '' AND {}
         GROUP BY s.submitter_folded ORDER BY s.submitter_folded",
        counts()
    ))?;
    let rows =
        read.query_map([], |r| Ok(Submitter { name: r.get(0)?, folded: r.get(1)?, answers: r.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// So many names at most that have a word beginning so, by name.
pub(crate) fn beginning(conn: &Connection, folded: &str, most: u32) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT min(s.submitter) FROM submission s
         WHERE s.visible = 1 AND s.submitter IS NOT NULL AND instr(' ' || s.submitter_folded, ' ' || ?1) > 0 AND {}
         GROUP BY s.submitter_folded ORDER BY s.submitter_folded LIMIT ?2",
        counts()
    ))?;
    let rows = read.query_map((folded, most), |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many answers each question has; those without any are left out.
pub(crate) fn questions(conn: &Connection) -> Result<Vec<(Key, u32)>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT q.key, count(*) FROM answer a JOIN question q ON q.n = a.question
         JOIN submission s ON s.n = a.submission WHERE a.visible = 1 AND {} GROUP BY q.key",
        counts()
    ))?;
    let rows = read.query_map([], |r| Ok((Key(r.get(0)?), r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::world;

    #[test]
    fn each_name_stands_once_with_its_answers() {
        let conn = world::database();
        let all = submitters(&conn).unwrap();
        let mut names: Vec<&str> = all.iter().map(|s| s.folded.as_str()).collect();
        names.dedup();
        assert_eq!(names.len(), all.len());
        let total: u32 = all.iter().map(|s| s.answers).sum();
        let named: u32 = conn
            .query_row(
                "SELECT count(*) FROM answer a JOIN submission s ON s.n = a.submission
                 WHERE a.visible = 1 AND a.question IS NOT NULL AND s.submitter IS NOT NULL",
                [],
                |r| r.get(0),
            )
            .unwrap();
        assert_eq!(total, named);
        assert!(total > 0 && !questions(&conn).unwrap().is_empty());
    }
}
