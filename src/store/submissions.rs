//! Submissions, as `submissions` gives them out.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::entry::{METADATA, day, metadata};
use super::filter::{Condition, REPLACED, Viewer, WITHDRAWN, counts, list};
use super::index::Sight;
use super::{Error, attributes, corpus, marks, short};
use crate::model::submission::SubmissionRecord;
use crate::query::filter::{Filter, Resolved, SortField, SortKey};
use crate::text::signatories;

/// The submissions with a matching text; all of them, those without text too, when the query asks for nothing.
pub(crate) fn submissions(sight: &Sight<'_>, query: &Resolved) -> Result<Vec<SubmissionRecord>, Error> {
    let Condition { sql, values } = matching(sight, query)?;
    read(sight.conn, &sight.viewer, &format!("{sql} ORDER BY {}", order(query)), values)
}

/// Which rows of `submission s` a query finds.
pub(super) fn matching(sight: &Sight<'_>, query: &Resolved) -> Result<Condition, Error> {
    // What says nothing of texts finds submissions without text, too.
    let of_all = match &query.filter {
        Filter::All(parts) if parts.is_empty() => Some(counts()),
        Filter::Everything => Some("1".to_owned()),
        Filter::Withdrawn => Some(WITHDRAWN.to_owned()),
        Filter::Replaced => Some(REPLACED.to_owned()),
        _ => None,
    };
    let of_these = if let Some(sql) = of_all {
        Condition::new(&sql, [])
    } else {
        let those = list(sight.submissions(&sight.shown(&query.filter)?));
        Condition::new("s.n IN (SELECT value FROM json_each(?))", [those])
    };
    Ok(Condition::all(vec![Condition::new("s.visible = 1", []), of_these]))
}

/// The order that a query asks for, that of their coming behind it.
pub(super) fn order(query: &Resolved) -> String {
    let keys = query.sort.iter().filter_map(|key| sorted_by(*key));
    keys.chain(["s.founded, s.position, s.n".to_owned()]).collect::<Vec<_>>().join(", ")
}

/// One submission by its row; `None` when it is hidden or there is none.
pub(crate) fn submission(
    conn: &Connection,
    viewer: &Viewer,
    n: i64,
) -> Result<Option<SubmissionRecord>, Error> {
    Ok(read(conn, viewer, "s.n = ? AND s.visible = 1", vec![Value::Integer(n)])?.pop())
}

fn read(
    conn: &Connection,
    viewer: &Viewer,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<SubmissionRecord>, Error> {
    let sql = format!(
        "SELECT {METADATA}, s.n, s.id, s.reference, s.record, s.received_on, s.channel, s.citable,
                s.withdrawn, s.replaced_by, s.signatories
         FROM submission s WHERE {condition}"
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(values))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(6)?;
        let mut metadata = metadata(row, viewer)?;
        if metadata.language.is_none() {
            metadata.language = detected(conn, n)?;
        }
        let (answers, words, unplaced_words) = account(conn, n)?;
        records.push(SubmissionRecord {
            id: short::submission_id(marks::blob(row, 7)?)?,
            reference: row.get(8)?,
            metadata,
            signatories: row.get::<_, Option<String>>(15)?.map(|w| signatories::list(&w)).unwrap_or_default(),
            received_on: day(row, 10)?,
            channel: row.get(11)?,
            citable: row.get(12)?,
            attributes: attributes::of_submission(conn, n, row.get(9)?)?,
            answers,
            words,
            unplaced_words,
            sources: sources(conn, n)?,
            withdrawn: row.get(13)?,
            replaced_by: row
                .get::<_, Option<Vec<u8>>>(14)?
                .map(|id| holder(conn, &id))
                .transpose()?
                .flatten(),
            structure: None,
            languages: None,
            written: None,
            corrections: None,
            astray: None,
        });
    }
    Ok(records)
}

/// The texts of a submission. In two halves, because each of the two indexes knows one.
const TEXTS: &str = "(SELECT question, words, language FROM answer
      WHERE submission = ?1 AND question IS NOT NULL AND visible = 1
    UNION ALL SELECT question, words, language FROM answer
      WHERE submission = ?1 AND question IS NULL AND visible = 1)";

/// Answers, their words, and the words under no question.
pub(super) fn account(conn: &Connection, submission: i64) -> Result<(u32, u32, u32), Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT count(question), coalesce(sum(words) FILTER (WHERE question IS NOT NULL), 0),
                coalesce(sum(words) FILTER (WHERE question IS NULL), 0)
         FROM {TEXTS}"
    ))?;
    Ok(read.query_row([submission], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?)
}

/// The language of most of the words.
fn detected(conn: &Connection, submission: i64) -> Result<Option<String>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT language FROM {TEXTS} WHERE language IS NOT NULL
         GROUP BY language ORDER BY sum(words) DESC, language LIMIT 1"
    ))?;
    let mut rows = read.query([submission])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}

/// The reference of the visible submission that a record belongs to.
pub(crate) fn holder(conn: &Connection, record: &[u8]) -> Result<Option<String>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT s.reference FROM record r JOIN submission_record sr ON sr.record = r.n
         JOIN submission s ON s.n = sr.submission WHERE r.id = ?1 AND s.visible = 1",
    )?;
    Ok(read.query_row([record], |r| r.get(0)).optional()?)
}

/// The names of the files that it came in, in the order of their coming.
fn sources(conn: &Connection, submission: i64) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT DISTINCT r.source FROM submission_record sr JOIN record r ON r.n = sr.record
         WHERE sr.submission = ?1 ORDER BY r.source",
    )?;
    let sources: Vec<i64> = read.query_map([submission], |r| r.get(0))?.collect::<Result<_, _>>()?;
    sources.into_iter().map(|source| corpus::source_name(conn, source)).collect()
}

/// One key of an order of submissions; a submission has no question, and several texts.
fn sorted_by(key: SortKey) -> Option<String> {
    let column = match key.field {
        SortField::Date => "s.submitted_on",
        SortField::Submitter => "nullif(s.submitter_folded, '')",
        SortField::Reference => "s.reference COLLATE NOCASE",
        SortField::Question | SortField::Relevance => return None,
        SortField::Words => {
            "(SELECT sum(words) FROM answer WHERE submission = s.n AND visible = 1 AND question IS NOT NULL)"
        }
        SortField::Country => "s.country",
        SortField::StakeholderType => "s.stakeholder_type",
    };
    Some(format!("{column} {} NULLS LAST", if key.descending { "DESC" } else { "ASC" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::filter::TextMatch;
    use crate::store::world;

    fn references(query: &Resolved) -> Vec<String> {
        let records = world::with_sight(|sight, _| submissions(sight, query)).unwrap();
        records.into_iter().map(|record| record.reference).collect()
    }

    #[test]
    fn a_query_gives_the_submissions_behind_its_texts() {
        let all = |sort| Resolved { filter: Filter::All(Vec::new()), sort };
        assert_eq!(references(&all(Vec::new())), ["X-1", "X-2", "W-010", "W-002", "w-003"]);
        let words = SortKey { field: SortField::Words, descending: true };
        assert_eq!(references(&all(vec![words]))[0], "X-1");
        let annex = Filter::Text(TextMatch::Phrase { tokens: vec!["annex".to_owned()], prefix: false });
        assert_eq!(references(&Resolved { filter: annex, sort: Vec::new() }), ["w-003"]);
    }

    #[test]
    fn unplaced_words_are_counted_apart() {
        let conn = world::database();
        let one = submission(&conn, &world::viewer(), 1).unwrap().unwrap();
        assert_eq!((one.answers, one.words, one.unplaced_words), (2, 8, 5));
        let two = submission(&conn, &world::viewer(), 2).unwrap().unwrap();
        assert_eq!((two.metadata.language.as_deref(), two.metadata.late), (Some("fr"), Some(true)));
        assert_eq!(submission(&conn, &world::viewer(), 99).unwrap(), None);
    }
}
