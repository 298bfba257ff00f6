//! What a query selects, and in which order.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::Error;
use super::filter::{self, Condition, FROM, Viewer};
use super::sought::sought;
use crate::model::id::AnswerNumber;
use crate::query::filter::{Filter, Resolved, SortField, SortKey};

/// The order of the submissions, within one the call's, unplaced text last.
const USUAL_ORDER: &str = "s.founded, s.position, s.n, q.position IS NULL, q.position, a.place, a.n";

/// What a filter finds of the texts that are shown at all.
pub(super) fn shown(conn: &Connection, viewer: &Viewer, wanted: &Filter) -> Result<Condition, Error> {
    let mut all = vec![Condition::new("a.visible = 1", []), filter::condition(conn, viewer, wanted)?];
    if !wanted.asks_for_all() {
        all.push(Condition::new(&filter::counts(), []));
    }
    Ok(Condition::all(all))
}

/// How well each text fits the words that are looked for (Okapi BM25), read once for a whole list.
const SCORES: &str = "WITH score(n, score) AS MATERIALIZED
    (SELECT rowid, bm25(answer_text) FROM answer_text WHERE answer_text MATCH ?)";

/// A looked-up query, ready to be asked.
pub(super) struct Selection {
    condition: Condition,
    order: String,
    /// The words by which relevance is told, as FTS5 has them.
    relevance: Option<String>,
}

impl Selection {
    /// Prepares a query. Empty answers and hidden submissions are never selected; withdrawn and replaced ones only
    /// where the query speaks of them.
    pub(super) fn new(conn: &Connection, viewer: &Viewer, query: &Resolved) -> Result<Self, Error> {
        let condition = shown(conn, viewer, &query.filter)?;
        let words: Vec<String> = sought(&query.filter).into_iter().map(filter::phrase).collect();
        // Without words no text fits better than another.
        let wished = query.sort.iter().filter(|key| key.field != SortField::Relevance || !words.is_empty());
        let by_relevance = wished.clone().any(|key| key.field == SortField::Relevance);
        let keys = wished.copied().map(sorted_by);
        let order = keys.chain([USUAL_ORDER.to_owned()]).collect::<Vec<_>>().join(", ");
        Ok(Self { condition, order, relevance: by_relevance.then(|| words.join(" OR ")) })
    }

    /// The condition on the rows of [`FROM`], in parentheses.
    pub(super) fn sql(&self) -> &str {
        &self.condition.sql
    }

    /// The values of the condition, between those that stand before and after it in a statement.
    pub(super) fn values(
        &self,
        before: impl IntoIterator<Item = Value>,
        after: impl IntoIterator<Item = Value>,
    ) -> Vec<Value> {
        before.into_iter().chain(self.condition.values.iter().cloned()).chain(after).collect()
    }

    /// All that match, in order, or a stretch of them.
    pub(super) fn numbers(
        &self,
        conn: &Connection,
        offset: usize,
        limit: Option<usize>,
    ) -> Result<Vec<AnswerNumber>, Error> {
        let (scores, join) = match self.relevance {
            Some(_) => (SCORES, "LEFT JOIN score ON score.n = a.n"),
            None => ("", ""),
        };
        let sql = format!(
            "{scores} SELECT a.n FROM {FROM} {join} WHERE {} ORDER BY {} LIMIT ? OFFSET ?",
            self.condition.sql, self.order
        );
        let relevance = self.relevance.clone().map(Value::Text);
        let whole = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        // SQLite takes a negative limit as none.
        let limit = limit.map_or(Value::Integer(-1), whole);
        let mut read = conn.prepare_cached(&sql)?;
        let rows =
            read.query_map(params_from_iter(self.values(relevance, [limit, whole(offset)])), |r| r.get(0))?;
        rows.map(|n| Ok(AnswerNumber(n?))).collect()
    }
}

/// The local numbers of all that match, in the list's order.
pub(crate) fn numbers(
    conn: &Connection,
    viewer: &Viewer,
    query: &Resolved,
) -> Result<Vec<AnswerNumber>, Error> {
    Selection::new(conn, viewer, query)?.numbers(conn, 0, None)
}

/// How many texts a query leaves out because their submissions were withdrawn or replaced.
pub(super) fn left_out(conn: &Connection, viewer: &Viewer, query: &Resolved) -> Result<usize, Error> {
    let mut is_any = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM submission WHERE withdrawn = 1 OR replaced_by IS NOT NULL)",
    )?;
    if query.filter.asks_for_all() || !is_any.query_row([], |r| r.get::<_, bool>(0))? {
        return Ok(0);
    }
    let found = filter::condition(conn, viewer, query.filter.whole())?;
    // Few are left out, so the counting begins with them.
    let sql = format!(
        "SELECT count(*) FROM {FROM} WHERE s.n IN (SELECT n FROM submission WHERE withdrawn = 1 OR replaced_by IS NOT NULL)
         AND a.visible = 1 AND NOT ({}) AND {}",
        filter::counts(),
        found.sql
    );
    let count: u32 = conn.prepare_cached(&sql)?.query_row(params_from_iter(found.values), |r| r.get(0))?;
    Ok(count as usize)
}

/// One key of an order; what is unknown comes last either way.
fn sorted_by(key: SortKey) -> String {
    let column = match key.field {
        SortField::Date => "s.submitted_on",
        SortField::Submitter => "nullif(s.submitter_folded, '')",
        SortField::Reference => "s.reference COLLATE NOCASE",
        SortField::Question => "q.position",
        SortField::Words => "a.words",
        SortField::Country => "s.country",
        SortField::StakeholderType => "s.stakeholder_type",
        // FTS5 gives the best the least.
        SortField::Relevance => "score.score",
    };
    format!("{column} {} NULLS LAST", if key.descending { "DESC" } else { "ASC" })
}
