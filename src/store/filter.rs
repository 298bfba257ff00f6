//! A looked-up query as a condition of SQL: a fragment, and the values that are bound to it.
//!
//! Fragments speak of the rows of [`FROM`]. Nothing that came from outside stands in a fragment; lists are
//! bound as one JSON text each. Conditions are three-valued, as SQL's are: what is not known of a text (on which
//! day it was submitted, under which question it stands) makes neither the term true nor its negation. So
//! `-is:late` finds no undated submission, and `-q:1..9` no unplaced text.

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::{Error, attributes, sample, short, statuses, tags, translations};
use crate::model::call::Key;
use crate::model::id::{SourceHash, to_hex};
use crate::model::work::Status;
use crate::query::filter::{Compare, Filter, MetadataField, NameField, TagMatch, TextMatch, Whose};
use crate::text::fold::fold;

/// The rows that conditions and orders speak of.
pub(super) const FROM: &str =
    "answer a JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question";

/// Whether the submission `s` was withdrawn.
pub(super) const WITHDRAWN: &str = "s.withdrawn = 1";

/// Whether another submission that is in the workspace holds instead of `s`.
pub(super) const REPLACED: &str = "s.replaced_by IS NOT NULL AND EXISTS (
    SELECT 1 FROM record r JOIN submission_record sr ON sr.record = r.n JOIN submission other ON other.n = sr.submission
    WHERE r.id = s.replaced_by AND other.visible = 1 AND other.n <> s.n)";

/// Whether the submission `s` counts: neither withdrawn nor replaced.
pub(super) fn counts() -> String {
    format!("NOT ({WITHDRAWN}) AND NOT ({REPLACED})")
}

/// Who looks, and what the answers depend on beside the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Viewer {
    /// The present analyst's row; 0 when he has done nothing yet.
    pub analyst: i64,
    /// The call's last day in time.
    pub deadline: Option<Date>,
}

/// A fragment in parentheses, or a word, and its values in order.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Condition {
    pub(super) fn new(sql: &str, values: impl Into<Vec<Value>>) -> Self {
        Self { sql: format!("({sql})"), values: values.into() }
    }

    /// All of these.
    pub(super) fn all(conditions: Vec<Self>) -> Self {
        joined(conditions, "AND").unwrap_or_else(|| Self::new("1", []))
    }

    /// Any of these; none of none.
    fn any(conditions: Vec<Self>) -> Self {
        joined(conditions, "OR").unwrap_or_else(|| Self::new("0", []))
    }

    fn not(self) -> Self {
        Self { sql: format!("(NOT {})", self.sql), values: self.values }
    }
}

/// Joins from the middle, so that the tree is as deep as its number of terms has digits: SQLite bounds the depth.
fn joined(mut conditions: Vec<Condition>, word: &str) -> Option<Condition> {
    if conditions.len() < 2 {
        return conditions.pop();
    }
    let second = joined(conditions.split_off(conditions.len() / 2), word)?;
    let mut first = joined(conditions, word)?;
    first.values.extend(second.values);
    Some(Condition { sql: format!("({} {word} {})", first.sql, second.sql), values: first.values })
}

/// A list as one value: `IN (SELECT value FROM json_each(?))`.
pub(super) fn list<T>(items: impl IntoIterator<Item = T>) -> Value
where
    serde_json::Value: From<T>,
{
    let items = items.into_iter().map(serde_json::Value::from).collect();
    Value::Text(serde_json::Value::Array(items).to_string())
}

/// Whether a text is one of a list of local numbers.
const IN_LIST: &str = "a.n IN (SELECT value FROM json_each(?))";

/// Turns a filter into a condition on [`FROM`].
pub(super) fn condition(conn: &Connection, viewer: &Viewer, filter: &Filter) -> Result<Condition, Error> {
    let each = |parts: &[Filter]| {
        parts.iter().map(|part| condition(conn, viewer, part)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match filter {
        Filter::All(parts) => Condition::all(each(parts)?),
        Filter::Any(parts) => Condition::any(each(parts)?),
        Filter::Not(inner) => condition(conn, viewer, inner)?.not(),
        Filter::Text(words) => Condition::new(
            "a.n IN (SELECT rowid FROM answer_text WHERE answer_text MATCH ?)",
            [Value::Text(phrase(words))],
        ),
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
        Filter::Noted(words) => noted(words),
        Filter::Metadata(field, values) => metadata(*field, values),
        Filter::Holds(field, parts) => holds(conn, *field, parts)?,
        Filter::Status(states, whose) => status(viewer, states, whose),
        Filter::Translated => Condition::new(IN_LIST, [list(translations::translated(conn, viewer)?)]),
        Filter::Source(hashes) => source(hashes),
        Filter::Sample { of, count, seed } => {
            Condition::new(IN_LIST, [list(sample::drawn(conn, viewer, of, *count, *seed)?)])
        }
        Filter::Submitted(first, last) => submitted(*first, *last),
        Filter::Late => late(viewer),
        Filter::Unplaced => Condition::new("a.question IS NULL", []),
        Filter::Anonymous => Condition::new("s.submitter IS NULL", []),
        Filter::Withdrawn => Condition::new(WITHDRAWN, []),
        Filter::Replaced => Condition::new(REPLACED, []),
        Filter::Everything => Condition::new("1", []),
        Filter::Words(compare, number) => {
            Condition::new(&format!("a.words {} ?", operator(*compare)), [Value::Integer((*number).into())])
        }
        Filter::Attribute { heads, value, prefix } => {
            let those = attributes::submissions_with(conn, heads, value, *prefix)?;
            Condition::new("s.n IN (SELECT value FROM json_each(?))", [list(those)])
        }
        Filter::Shortlisted(lists) => {
            let ids = lists.iter().map(|id| to_hex(&id.0.to_bytes()).to_uppercase());
            Condition::new(
                "a.n IN (SELECT item.answer FROM item JOIN shortlist ON shortlist.n = item.list
                 WHERE item.live = 1 AND item.answer IS NOT NULL AND shortlist.live = 1 AND hex(shortlist.id) IN (SELECT value FROM json_each(?)))",
                [list(ids)],
            )
        }
        Filter::Id(beginnings) => {
            Condition::new(IN_LIST, [list(short::answers_beginning(conn, beginnings)?)])
        }
    })
}

/// Words as FTS5 has them: strings, in which nothing is an operator.
pub(super) fn phrase(words: &TextMatch) -> String {
    let string = |tokens: &Vec<String>| format!("\"{}\"", tokens.join(" ").replace('"', "\"\""));
    let strings =
        |phrases: &[Vec<String>], between| phrases.iter().map(string).collect::<Vec<_>>().join(between);
    match words {
        TextMatch::Phrase { tokens, prefix } => {
            format!("{}{}", string(tokens), if *prefix { "*" } else { "" })
        }
        TextMatch::Either(phrases) => format!("({})", strings(phrases, " OR ")),
        TextMatch::Near(phrases, within) => format!("NEAR({}, {within})", strings(phrases, " ")),
    }
}

/// What a live tag, `t`, must be.
pub(super) fn tag_condition(tag: &TagMatch) -> Condition {
    let mut all = vec![Condition::new("t.live = 1", [])];
    if let Some(themes) = &tag.themes {
        let ids = list(themes.iter().map(|theme| hex(theme.0.to_bytes())));
        all.push(Condition::new(
            "t.theme IN (SELECT n FROM theme WHERE id IN (SELECT unhex(value) FROM json_each(?)))",
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

fn noted(words: &[TextMatch]) -> Condition {
    let notes = "a.n IN (SELECT answer FROM note WHERE live = 1 AND target IN (0, 1) AND answer IS NOT NULL";
    if words.is_empty() {
        return Condition::new(&format!("{notes})"), []);
    }
    let words = words.iter().map(phrase).collect::<Vec<_>>().join(" AND ");
    Condition::new(
        &format!("{notes} AND n IN (SELECT rowid FROM note_text WHERE note_text MATCH ?))"),
        [Value::Text(words)],
    )
}

/// Where a metadatum stands.
pub(super) fn metadata_column(field: MetadataField) -> &'static str {
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

fn holds(conn: &Connection, field: NameField, parts: &[String]) -> Result<Condition, Error> {
    match field {
        NameField::Submitter => {
            let one = |part: &String| {
                let part = Value::Text(part.clone());
                let of_either = "instr(s.submitter_folded, ?) > 0 OR instr(s.signatories_folded, ?) > 0";
                Condition::new(of_either, [part.clone(), part])
            };
            Ok(Condition::any(parts.iter().map(one).collect()))
        }
        NameField::Reference => {
            let mut read = conn.prepare_cached("SELECT n, reference FROM submission WHERE visible = 1")?;
            let rows = read.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
            let mut fitting = Vec::new();
            for row in rows {
                let (n, reference) = row?;
                let folded = fold(&reference);
                if parts.iter().any(|part| folded.contains(part.as_str())) {
                    fitting.push(n);
                }
            }
            Ok(Condition::new("s.n IN (SELECT value FROM json_each(?))", [list(fitting)]))
        }
    }
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

fn operator(compare: Compare) -> &'static str {
    match compare {
        Compare::More => ">",
        Compare::AtLeast => ">=",
        Compare::Less => "<",
        Compare::AtMost => "<=",
        Compare::Equal => "=",
    }
}

#[cfg(test)]
mod tests;
