//! Filters and orders as plain SQL, for the tests: what it finds and what the sets in memory find is the same.
//!
//! Conditions are three-valued, as SQL's are: what is not known of a text (on which day it was submitted, under which
//! question it stands) makes neither the term true nor its negation. So `-is:late` finds no undated submission, and `-q:1..9`
//! no unplaced text.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{Condition, FROM, REPLACED, Rows, Viewer, WITHDRAWN, counts, list, phrase, rows};
use crate::model::call::Key;
use crate::model::id::SourceHash;
use crate::model::work::Status;
use crate::query::filter::{Compare, Filter, MetadataField, Resolved, SortField, SortKey, TagMatch, Whose};
use crate::store::sought::sought;
use crate::store::{Error, statuses, tags};

impl Condition {
    fn not(self) -> Self {
        Self { sql: format!("(NOT {})", self.sql), values: self.values }
    }
}

/// The order of the submissions, within one the call's, unplaced text last.
const USUAL_ORDER: &str = "s.founded, s.position, s.n, q.position IS NULL, q.position, a.place, a.n";

/// How well each text fits the words that are looked for (Okapi BM25), read once for a whole list.
const SCORES: &str = "WITH score(n, score) AS MATERIALIZED
    (SELECT rowid, bm25(answer_text) FROM answer_text WHERE answer_text MATCH ?)";

/// All that a query finds of what is shown, in order.
pub(crate) fn numbers(conn: &Connection, viewer: &Viewer, query: &Resolved) -> Result<Vec<u32>, Error> {
    let mut all = vec![Condition::new("a.visible = 1", []), condition(conn, viewer, &query.filter)?];
    if !query.filter.asks_for_all() {
        all.push(Condition::new(&counts(), []));
    }
    let condition = Condition::all(all);
    let words: Vec<String> = sought(&query.filter).into_iter().map(phrase).collect();
    // Without words no text fits better than another.
    let wished = query.sort.iter().filter(|key| key.field != SortField::Relevance || !words.is_empty());
    let by_relevance = wished.clone().any(|key| key.field == SortField::Relevance);
    let keys = wished.copied().map(sorted_by);
    let order = keys.chain([USUAL_ORDER.to_owned()]).collect::<Vec<_>>().join(", ");
    let (scores, join) = if by_relevance { (SCORES, "LEFT JOIN score ON score.n = a.n") } else { ("", "") };
    let sql = format!("{scores} SELECT a.n FROM {FROM} {join} WHERE {} ORDER BY {order}", condition.sql);
    let relevance = by_relevance.then(|| Value::Text(words.join(" OR ")));
    let mut read = conn.prepare_cached(&sql)?;
    let found =
        read.query_map(params_from_iter(relevance.into_iter().chain(condition.values)), |r| r.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
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

/// Turns a filter into a condition on [`FROM`].
fn condition(conn: &Connection, viewer: &Viewer, filter: &Filter) -> Result<Condition, Error> {
    let each = |parts: &[Filter]| {
        parts.iter().map(|part| condition(conn, viewer, part)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match filter {
        Filter::All(parts) => Condition::all(each(parts)?),
        Filter::Any(parts) => Condition::any(each(parts)?),
        Filter::Not(inner) => condition(conn, viewer, inner)?.not(),
        Filter::Question(keys) => Condition::new(
            "a.question IN (SELECT n FROM question WHERE key IN (SELECT value FROM json_each(?)))",
            [list(keys.iter().map(Key::as_str))],
        ),
        Filter::Section(keys) => Condition::new(
            "a.question IN (SELECT n FROM question WHERE section IN (SELECT value FROM json_each(?)))",
            [list(keys.iter().map(Key::as_str))],
        ),
        Filter::Tagged(tag) => {
            let tag = tag_condition(tag);
            Condition::new(&format!("a.n IN (SELECT t.answer FROM tag t WHERE {})", tag.sql), tag.values)
        }
        Filter::Metadata(field, values) => metadata(*field, values),
        Filter::Status(states, whose) => status(viewer, states, whose),
        Filter::Submitted(first, last) => submitted(*first, *last),
        Filter::Late => late(viewer),
        Filter::Anonymous => Condition::new("s.submitter IS NULL", []),
        Filter::Source(hashes) => source(hashes),
        Filter::Unplaced => Condition::new("a.question IS NULL", []),
        Filter::Withdrawn => Condition::new(WITHDRAWN, []),
        Filter::Replaced => Condition::new(REPLACED, []),
        Filter::Everything => Condition::new("1", []),
        Filter::Words(compare, number) => {
            Condition::new(&format!("a.words {} ?", operator(*compare)), [Value::Integer((*number).into())])
        }
        Filter::Sample { .. } => unreachable!("samples are drawn from what is found"),
        of_the_file => match rows(conn, viewer, of_the_file)? {
            Rows::Texts(condition) | Rows::Submissions(condition) => condition,
            Rows::Numbers(numbers) => {
                Condition::new("a.n IN (SELECT value FROM json_each(?))", [list(numbers)])
            }
        },
    })
}

/// What a live tag, `t`, must be.
fn tag_condition(tag: &TagMatch) -> Condition {
    let mut all = vec![Condition::new("t.live = 1", [])];
    if let Some(themes) = &tag.themes {
        let ids = list(themes.iter().map(|theme| hex(theme.0.to_bytes())));
        all.push(Condition::new(
            "(SELECT ifnull(shown, n) FROM theme WHERE n = t.theme) IN (SELECT n FROM theme WHERE id IN (SELECT unhex(value) FROM json_each(?)))",
            [ids],
        ));
    }
    if let Some(analysts) = &tag.analysts {
        all.push(Condition::new(
            "t.analyst IN (SELECT n FROM analyst WHERE folded IN (SELECT value FROM json_each(?)))",
            [list(analysts.iter().map(String::as_str))],
        ));
    }
    if let Some(stances) = &tag.stances {
        let codes = list(stances.iter().map(|s| tags::number(*s)));
        all.push(Condition::new("t.stance IN (SELECT value FROM json_each(?))", [codes]));
    }
    Condition::all(all)
}

/// As `unhex` reads it: SQLite's JSON has no bytes.
fn hex(id: [u8; 20]) -> String {
    id.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

/// Where a metadatum stands.
fn metadata_column(field: MetadataField) -> &'static str {
    match field {
        MetadataField::StakeholderType => "s.stakeholder_type",
        MetadataField::Country => "s.country",
        MetadataField::Region => "s.region",
        MetadataField::Language => "ifnull(s.language, a.language)",
    }
}

fn metadata(field: MetadataField, values: &[String]) -> Condition {
    // A submission that says nothing of itself is not of this type, so the negation finds it.
    let sql = format!("ifnull({} IN (SELECT value FROM json_each(?)), 0)", metadata_column(field));
    Condition::new(&sql, [list(values.iter().map(String::as_str))])
}

fn status(viewer: &Viewer, states: &[Status], whose: &Whose) -> Condition {
    match whose {
        Whose::Mine => status_of_one(states, "?", &Value::Integer(viewer.analyst)),
        Whose::Analyst(folded) => {
            let one = "(SELECT n FROM analyst WHERE folded = ?)";
            status_of_one(states, one, &Value::Text(folded.clone()))
        }
        Whose::Anyone => status_of_any(viewer, states),
        Whose::NoOne => status_of_any(viewer, states).not(),
    }
}

fn status_of_one(states: &[Status], analyst: &str, value: &Value) -> Condition {
    let one = |state: &Status| {
        // Nothing said is no row, or one that took back what was said.
        let (is, codes) = match state {
            Status::Todo => ("NOT IN", "1, 2"),
            Status::Reviewed => ("IN", "1"),
            Status::Flagged => ("IN", "2"),
        };
        let sql = format!(
            "a.n {is} (SELECT st.answer FROM status st
             WHERE st.head = 1 AND st.analyst = {analyst} AND st.value IN ({codes}))"
        );
        Condition::new(&sql, [value.clone()])
    };
    Condition::any(states.iter().map(one).collect())
}

fn status_of_any(viewer: &Viewer, states: &[Status]) -> Condition {
    let one = |state: &Status| match state {
        // The present analyst, not yet known to the file, has said nothing on anything.
        Status::Todo if viewer.analyst == 0 => Condition::new("1", []),
        Status::Todo => Condition::new(
            "(SELECT count(DISTINCT st.analyst) FROM status st
              WHERE st.answer = a.n AND st.head = 1 AND st.value IN (1, 2)) < (SELECT count(*) FROM analyst)",
            [],
        ),
        said => Condition::new(
            "a.n IN (SELECT st.answer FROM status st WHERE st.head = 1 AND st.value = ?)",
            [Value::Integer(statuses::number(*said))],
        ),
    };
    Condition::any(states.iter().map(one).collect())
}

fn submitted(first: Option<Date>, last: Option<Date>) -> Condition {
    // ISO dates sort as text. The first comparison is true of every day, and unknown without one.
    let mut all = vec![Condition::new("s.submitted_on >= ''", [])];
    all.extend(first.map(|day| Condition::new("s.submitted_on >= ?", [Value::Text(day.to_string())])));
    all.extend(last.map(|day| Condition::new("s.submitted_on <= ?", [Value::Text(day.to_string())])));
    Condition::all(all)
}

fn late(viewer: &Viewer) -> Condition {
    match viewer.deadline {
        Some(deadline) => Condition::new("s.submitted_on > ?", [Value::Text(deadline.to_string())]),
        // Without a deadline nothing is late, and nothing in time.
        None => Condition::new("NULL", []),
    }
}

/// Whether a text came in one of these files. Most submissions have one file, and then it is known from them.
fn source(hashes: &[SourceHash]) -> Condition {
    let of_these = "(SELECT src.n FROM source src WHERE hex(src.sha256) IN (SELECT value FROM json_each(?)))";
    let sql = format!(
        "s.n IN (SELECT sr.submission FROM submission_record sr JOIN record r ON r.n = sr.record
                 WHERE r.source IN {of_these})
         AND (NOT EXISTS (SELECT 1 FROM submission_record sr JOIN record r ON r.n = sr.record
                          WHERE sr.submission = s.n AND r.source NOT IN {of_these})
              OR EXISTS (SELECT 1 FROM json_each(a.stretches) stretch
                         JOIN submission_record sr ON sr.submission = s.n JOIN record r ON r.n = sr.record
                         JOIN extract e ON e.record = r.n AND e.part = json_extract(stretch.value, '$[0]')
                         WHERE r.source IN {of_these}))"
    );
    let those = list(hashes.iter().map(|hash| hash.to_string().to_uppercase()));
    Condition::new(&sql, [those.clone(), those.clone(), those])
}

fn operator(compare: Compare) -> &'static str {
    match compare {
        Compare::More => ">",
        Compare::AtLeast => ">=",
        Compare::Less => "<",
        Compare::AtMost => "<=",
        Compare::Equal => "=",
    }
}
