//! Pages of the answers list: rows, and the counts of the whole.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::Error;
use super::filter::{FROM, Viewer, list};
use super::names::Names;
use super::row;
use super::selection::{self, Selection};
use crate::model::id::AnswerNumber;
use crate::model::view::{AnswerRow, Page};
use crate::query::filter::Resolved;

/// A stretch of the list under a query, and how much there is in all.
pub(crate) fn page(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    query: &Resolved,
    offset: usize,
    limit: usize,
) -> Result<Page, Error> {
    let selection = Selection::new(conn, viewer, query)?;
    let mut page = counts(conn, viewer, &selection)?;
    page.left_out = selection::left_out(conn, viewer, query)?;
    page.offset = offset;
    for number in selection.numbers(conn, offset, Some(limit))? {
        page.rows.extend(row::row(conn, viewer, names, number, &query.filter)?);
    }
    Ok(page)
}

/// The rows of these answers, in this order, each with whether the query still finds it. Unknown numbers are left out.
pub(crate) fn rows(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    numbers: &[AnswerNumber],
    query: &Resolved,
) -> Result<Vec<(AnswerRow, bool)>, Error> {
    let selection = Selection::new(conn, viewer, query)?;
    let sql = format!(
        "SELECT a.n FROM {FROM} WHERE a.n IN (SELECT value FROM json_each(?)) AND {}",
        selection.sql()
    );
    let values = selection.values([list(numbers.iter().map(|number| number.0))], []);
    let mut read = conn.prepare_cached(&sql)?;
    let matching: HashSet<u32> =
        read.query_map(params_from_iter(values), |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let row = row::row(conn, viewer, names, *number, &query.filter)?;
        rows.extend(row.map(|row| (row, matching.contains(&number.0))));
    }
    Ok(rows)
}

/// Counts what a selection holds. Unplaced text is counted beside the answers; a submitter counts once, one without a
/// name once for each submission.
fn counts(conn: &Connection, viewer: &Viewer, selection: &Selection) -> Result<Page, Error> {
    let sql = format!(
        "SELECT count(*) FILTER (WHERE a.question IS NOT NULL),
                count(*) FILTER (WHERE a.question IS NULL),
                count(DISTINCT CASE WHEN a.question IS NOT NULL THEN
                    CASE s.submitter_folded WHEN '' THEN s.n ELSE s.submitter_folded END END),
                count(*) FILTER (WHERE a.n IN
                    (SELECT answer FROM status WHERE analyst = ? AND head = 1 AND value = 1))
         FROM {FROM} WHERE {}",
        selection.sql()
    );
    let mut read = conn.prepare_cached(&sql)?;
    let values = selection.values([Value::Integer(viewer.analyst)], []);
    let page = read.query_row(params_from_iter(values), |r| {
        let count = |column| r.get::<_, u32>(column).map(|n| n as usize);
        Ok(Page {
            answers: count(0)?,
            unplaced: count(1)?,
            submitters: count(2)?,
            reviewed: count(3)?,
            ..Page::default()
        })
    })?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::work::Status;
    use crate::query::filter::{Filter, SortField, SortKey, TextMatch};
    use crate::store::world;

    fn all(sort: Vec<SortKey>) -> Resolved {
        Resolved { filter: Filter::All(Vec::new()), sort }
    }

    fn numbers_of(query: &Resolved, offset: usize, limit: usize) -> Vec<u32> {
        let conn = world::database();
        let page = world::with_names(|names| page(&conn, &world::viewer(), names, query, offset, limit));
        page.unwrap().rows.iter().map(|row| row.number.0).collect()
    }

    #[test]
    fn the_usual_order_is_that_of_the_submissions_and_the_call() {
        assert_eq!(numbers_of(&all(Vec::new()), 0, 99), [8, 10, 11, 2, 1, 3, 4, 5, 6, 7]);
        assert_eq!(numbers_of(&all(Vec::new()), 2, 3), [11, 2, 1]);
        assert_eq!(numbers_of(&all(Vec::new()), 10, 3), [0_u32; 0]);
    }

    #[test]
    fn what_is_unknown_is_sorted_last_either_way() {
        let by = |field, descending| numbers_of(&all(vec![SortKey { field, descending }]), 0, 99);
        assert_eq!(by(SortField::Date, false), [2, 1, 3, 8, 4, 5, 10, 11, 6, 7]);
        assert_eq!(by(SortField::Date, true), [4, 5, 8, 2, 1, 3, 10, 11, 6, 7]);
        assert_eq!(by(SortField::Question, true), [10, 1, 5, 6, 8, 2, 4, 11, 3, 7]);
        assert_eq!(by(SortField::Submitter, false), [4, 5, 8, 2, 1, 3, 10, 11, 6, 7]);
        assert_eq!(by(SortField::Reference, false), [4, 5, 6, 7, 2, 1, 3, 8, 10, 11]);
    }

    #[test]
    fn a_page_counts_answers_beside_unplaced_texts_and_each_submitter_once() {
        let conn = world::database();
        let page = |viewer: &Viewer| {
            world::with_names(|names| page(&conn, viewer, names, &all(Vec::new()), 0, 1)).unwrap()
        };
        let alices = page(&world::viewer());
        // Néo Exchange wrote twice; the two without a name are two.
        assert_eq!((alices.answers, alices.unplaced, alices.submitters), (7, 3, 4));
        assert_eq!((alices.reviewed, alices.left_out, alices.rows.len()), (2, 0, 1));
        assert_eq!(page(&Viewer { analyst: 0, ..world::viewer() }).reviewed, 0);
    }

    #[test]
    fn a_row_says_what_the_list_shows() {
        let conn = world::database();
        let routing = Filter::Text(TextMatch::Phrase { tokens: vec!["routing".to_owned()], prefix: false });
        let query = Resolved { filter: routing, sort: Vec::new() };
        let asked = [5, 1, 77].map(AnswerNumber);
        let rows = world::with_names(|names| rows(&conn, &world::viewer(), names, &asked, &query)).unwrap();
        let [(fifth, false), (first, true)] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(fifth.themes, [world::theme(0), world::theme(1)]);
        assert_eq!((fifth.question.as_deref(), fifth.status), (Some("2"), Status::Todo));
        assert_eq!((first.reference.as_str(), first.status), ("W-010", Status::Reviewed));
        assert_eq!(first.submitter.as_deref(), Some("Néo Exchange"));
        assert_eq!(first.excerpt, "Routing security matters; IPv6 too.");
        assert_eq!((first.noted, fifth.noted), (true, false));
        assert_eq!((first.shortlisted, fifth.shortlisted), (true, false));
    }
}
