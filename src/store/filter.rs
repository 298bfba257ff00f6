//! Terms of a looked-up query as conditions of SQL: a fragment, and the values that are bound to it.
//!
//! Fragments speak of the rows of [`FROM`]. Nothing that came from outside stands in a fragment; lists are
//! bound as one JSON text each. What sets in memory say is not asked of the file; [`plain`] asks it all, and the tests compare.

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::index::Set;
use super::{Error, attributes, declined, short, translations};
use crate::model::id::to_hex;
use crate::query::filter::{Filter, NameField, TextMatch};
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

/// Where what a filter asks for is looked up in the file.
pub(super) enum Rows {
    /// A condition on the rows of [`FROM`].
    Texts(Condition),
    /// A condition on `submission s`: all its texts are meant.
    Submissions(Condition),
    /// These texts, as far as they are shown.
    Numbers(Set),
}

/// How one term is asked of the file, that no set in memory answers ([`super::index`]).
pub(super) fn rows(conn: &Connection, viewer: &Viewer, filter: &Filter) -> Result<Rows, Error> {
    Ok(match filter {
        Filter::Text(words) => Rows::Numbers(holding(conn, words)?),
        Filter::Declined(themes) => Rows::Numbers(declined::texts(conn, viewer.analyst, themes)?),
        Filter::Noted(words) => Rows::Texts(noted(words)),
        Filter::Holds(field, parts) => Rows::Submissions(holds(conn, *field, parts)?),
        Filter::Translated => Rows::Numbers(translations::translated(conn, viewer)?.into_iter().collect()),
        Filter::Attribute { heads, value, prefix } => {
            let those = attributes::submissions_with(conn, heads, value, *prefix)?;
            Rows::Submissions(Condition::new("s.n IN (SELECT value FROM json_each(?))", [list(those)]))
        }
        Filter::Shortlisted(lists) => {
            let ids = lists.iter().map(|id| to_hex(&id.0.to_bytes()).to_uppercase());
            Rows::Texts(Condition::new(
                "a.n IN (SELECT item.answer FROM item JOIN shortlist ON shortlist.n = item.list
                 WHERE item.live = 1 AND item.answer IS NOT NULL AND shortlist.live = 1 AND hex(shortlist.id) IN (SELECT value FROM json_each(?)))",
                [list(ids)],
            ))
        }
        Filter::Id(beginnings) => Rows::Numbers(short::answers_beginning(conn, beginnings)?),
        // Sets in memory say all else.
        _ => Rows::Numbers(Set::new()),
    })
}

/// The texts with these words.
fn holding(conn: &Connection, words: &TextMatch) -> Result<Set, Error> {
    let mut read = conn.prepare_cached("SELECT rowid FROM answer_text WHERE answer_text MATCH ?1")?;
    let mut rows = read.query([phrase(words)])?;
    let mut found = Set::new();
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?);
    }
    Ok(found)
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

#[cfg(test)]
pub(crate) mod plain;
#[cfg(test)]
mod tests;
