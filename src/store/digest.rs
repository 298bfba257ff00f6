//! One hash over the whole state, by public ids only: equal in all files that hold the same operations.

use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use super::Error;
use crate::model::id::to_hex;

/// What the state consists of: queries that give public ids and values, without local numbers, stamps and heads.
const PARTS: [(&str, &str); 14] = [
    (
        "cell",
        "SELECT cell.kind, entity, field, operation.id, value FROM cell JOIN operation ON operation.n = cell.op WHERE head = 1",
    ),
    (
        "submission",
        "SELECT id, founded, position, reference, submitter, stakeholder_type, country, region, language, submitted_on,
         received_on, channel, citable FROM submission WHERE visible = 1",
    ),
    // Parts of their own, so that a workspace without any has the digest that it always had.
    (
        "aside",
        "SELECT id, withdrawn, replaced_by FROM submission
         WHERE visible = 1 AND (withdrawn = 1 OR replaced_by IS NOT NULL)",
    ),
    ("joint", "SELECT id, signatories FROM submission WHERE visible = 1 AND signatories IS NOT NULL"),
    (
        "answer",
        "SELECT {submission}, question.key, answer.place, heading, words, answer.language,
         (SELECT group_concat(hex(part.id) || ':' || json_extract(value, '$[1]') || ':' || json_extract(value, '$[2]'))
          FROM json_each(answer.stretches) JOIN part ON part.n = json_extract(value, '$[0]'))
         FROM answer JOIN submission ON submission.n = answer.submission
         LEFT JOIN question ON question.n = answer.question WHERE answer.visible = 1",
    ),
    (
        "status",
        "SELECT {submission}, question.key, answer.place, analyst.folded, value FROM status
         JOIN answer ON answer.n = status.answer JOIN submission ON submission.n = answer.submission
         LEFT JOIN question ON question.n = answer.question JOIN analyst ON analyst.n = status.analyst WHERE head = 1",
    ),
    (
        "tag",
        "SELECT operation.id, i, {submission}, question.key, answer.place, theme.id, analyst.folded, stance, part.id,
         start, \"end\", quote FROM tag JOIN operation ON operation.n = tag.op JOIN answer ON answer.n = tag.answer
         JOIN submission ON submission.n = answer.submission LEFT JOIN question ON question.n = answer.question
         JOIN theme ON theme.n = tag.theme JOIN analyst ON analyst.n = tag.analyst
         LEFT JOIN part ON part.n = tag.part WHERE tag.live = 1",
    ),
    (
        "note",
        "SELECT note.id, target, {submission}, question.key, answer.place, part.id, note.start, note.\"end\", note.text FROM note
         LEFT JOIN answer ON answer.n = note.answer
         LEFT JOIN submission ON submission.n = coalesce(note.submission, answer.submission)
         LEFT JOIN question ON question.n = coalesce(note.question, answer.question)
         LEFT JOIN part ON part.n = note.part WHERE note.live = 1",
    ),
    ("theme", "SELECT id FROM theme WHERE live = 1"),
    (
        "merged",
        "SELECT theme.id, other.id FROM theme JOIN theme other ON other.n = theme.shown WHERE theme.shown IS NOT NULL",
    ),
    ("shortlist", "SELECT id, name FROM shortlist WHERE live = 1"),
    (
        "finding",
        "SELECT shortlist.id, theme.id, question.key, shortlist.text, agreed FROM shortlist
         LEFT JOIN theme ON theme.n = shortlist.theme LEFT JOIN question ON question.n = shortlist.question
         WHERE shortlist.live = 1 AND (shortlist.theme IS NOT NULL OR shortlist.question IS NOT NULL)",
    ),
    (
        "withheld",
        "SELECT withheld.id, {submission}, question.key, answer.place, part.id, withheld.start, withheld.\"end\", quote
         FROM withheld JOIN answer ON answer.n = withheld.answer JOIN submission ON submission.n = answer.submission
         LEFT JOIN question ON question.n = answer.question LEFT JOIN part ON part.n = withheld.part
         WHERE withheld.live = 1",
    ),
    (
        "item",
        "SELECT item.id, shortlist.id, item.key, item.kind, {submission}, question.key, answer.place, part.id, item.start, item.\"end\", item.text
         FROM item JOIN shortlist ON shortlist.n = item.list LEFT JOIN answer ON answer.n = item.answer
         LEFT JOIN submission ON submission.n = answer.submission
         LEFT JOIN question ON question.n = answer.question LEFT JOIN part ON part.n = item.part WHERE item.live = 1",
    ),
];

/// The public id of a submission. One that is not in the workspace has none, and goes by its first record.
const SUBMISSION: &str = "iif(submission.visible, hex(submission.id),
    (SELECT 'hidden ' || hex(record.id) FROM record WHERE record.n = submission.home))";

/// The digest of the state, in hexadecimal digits.
pub(crate) fn digest(conn: &Connection) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    for line in lines(conn)? {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    Ok(to_hex(&hasher.finalize()))
}

/// The state as text, a fact a line: what is hashed, and what shows where two states differ.
pub(crate) fn lines(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for (name, sql) in PARTS {
        let rows = rows(conn, &sql.replace("{submission}", SUBMISSION))?;
        lines.extend(rows.into_iter().map(|row| format!("{name} {row}")));
    }
    Ok(lines)
}

/// The rows of a query as JSON arrays, sorted.
fn rows(conn: &Connection, sql: &str) -> Result<Vec<String>, Error> {
    let mut query = conn.prepare(sql)?;
    let columns = query.column_count();
    let mut rows = query.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|i| row.get(i).map(json)).collect::<Result<Vec<_>, _>>()?;
        lines.push(serde_json::Value::Array(values).to_string());
    }
    lines.sort_unstable();
    Ok(lines)
}

fn json(value: Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => number.into(),
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
        Value::Blob(bytes) => to_hex(&bytes).into(),
    }
}
