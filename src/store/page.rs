//! Pages of the answers list: rows, and the counts of the whole.

use super::index::{Set, Sight};
use super::names::Names;
use super::{Error, row};
use crate::model::call::Key;
use crate::model::id::AnswerNumber;
use crate::model::view::{AnswerRow, Page};
use crate::model::work::Status;
use crate::query::filter::{Filter, Resolved, SortField, Whose};

/// A stretch of the list under a query, and how much there is in all.
pub(crate) fn page(
    sight: &Sight<'_>,
    names: &Names<'_>,
    query: &Resolved,
    offset: usize,
    limit: usize,
) -> Result<Page, Error> {
    let mut page = Page { offset, ..counts(sight, query)? };
    if limit > 0 {
        for number in sight.listed(query)?.into_iter().skip(offset).take(limit) {
            page.rows.extend(row::row(sight.conn, &sight.viewer, names, number, &query.filter)?);
        }
    }
    Ok(page)
}

/// All that a query finds, in the order that it asks for.
pub(crate) fn numbers(sight: &Sight<'_>, query: &Resolved) -> Result<Vec<AnswerNumber>, Error> {
    sight.listed(query)
}

/// All that a query finds, in no order.
pub(crate) fn found(sight: &Sight<'_>, query: &Resolved) -> Result<Set, Error> {
    sight.shown(&query.filter)
}

/// The numbers of the questions under which a query finds something, in the order of a list by question; last is none,
/// for unplaced text.
pub(crate) fn questions(
    sight: &Sight<'_>,
    names: &Names<'_>,
    query: &Resolved,
) -> Result<Vec<Option<String>>, Error> {
    let found = sight.shown(&query.filter)?;
    let has = |key: &Key| sight.under(key).is_some_and(|texts| !texts.is_disjoint(&found));
    let asked = names.call.questions.iter().filter(|question| has(&question.key));
    let mut numbers: Vec<Option<String>> = asked.map(|question| Some(question.number.clone())).collect();
    if query.sort.first().is_some_and(|key| key.field == SortField::Question && key.descending) {
        numbers.reverse();
    }
    let unplaced = sight.placed(&found).len() < found.len();
    Ok(numbers.into_iter().chain(unplaced.then_some(None)).collect())
}

/// The rows of these answers, in this order, each with whether the query still finds it. Unknown numbers are left out.
pub(crate) fn rows(
    sight: &Sight<'_>,
    names: &Names<'_>,
    numbers: &[AnswerNumber],
    query: &Resolved,
) -> Result<Vec<(AnswerRow, bool)>, Error> {
    let matching = sight.shown(&query.filter)?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let row = row::row(sight.conn, &sight.viewer, names, *number, &query.filter)?;
        rows.extend(row.map(|row| (row, matching.contains(number.0))));
    }
    Ok(rows)
}

/// Counts what a query finds. Unplaced text is counted beside the answers; a submitter counts once, one without a
/// name once for each submission.
fn counts(sight: &Sight<'_>, query: &Resolved) -> Result<Page, Error> {
    let found = sight.shown(&query.filter)?;
    let reviewed = sight.found(&Filter::Status(vec![Status::Reviewed], Whose::Mine))?;
    let answers: Set = sight.placed(&found);
    Ok(Page {
        answers: answers.len() as usize,
        unplaced: (found.len() - answers.len()) as usize,
        submitters: sight.submitters(&answers),
        reviewed: found.intersection_len(&reviewed) as usize,
        left_out: sight.left_out(&query.filter)?,
        ..Page::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::work::Status;
    use crate::query::filter::{SortKey, TextMatch};
    use crate::store::filter::Viewer;
    use crate::store::world;

    fn all(sort: Vec<SortKey>) -> Resolved {
        Resolved { filter: Filter::All(Vec::new()), sort }
    }

    fn numbers_of(query: &Resolved, offset: usize, limit: usize) -> Vec<u32> {
        let page = world::with_sight(|sight, names| page(sight, names, query, offset, limit));
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
        let page = |viewer: Viewer| {
            world::with_sight(|sight, names| page(&Sight { viewer, ..*sight }, names, &all(Vec::new()), 0, 1))
                .unwrap()
        };
        let alices = page(world::viewer());
        // Néo Exchange wrote twice; the two without a name are two.
        assert_eq!((alices.answers, alices.unplaced, alices.submitters), (7, 3, 4));
        assert_eq!((alices.reviewed, alices.left_out, alices.rows.len()), (2, 0, 1));
        assert_eq!(page(Viewer { analyst: 0, ..world::viewer() }).reviewed, 0);
    }

    #[test]
    fn a_row_says_what_the_list_shows() {
        let routing = Filter::Text(TextMatch::Phrase { tokens: vec!["routing".to_owned()], prefix: false });
        let query = Resolved { filter: routing, sort: Vec::new() };
        let asked = [5, 1, 77].map(AnswerNumber);
        let rows = world::with_sight(|sight, names| rows(sight, names, &asked, &query)).unwrap();
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
