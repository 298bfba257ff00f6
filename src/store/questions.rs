//! The call: its cells, and the table of questions that queries join.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::payload::{CellWrite, Kind, field};
use super::{Error, cells, from_json, to_json};
use crate::model::call::{Call, Key, Question, Section};

/// The entity of the call's own cells.
const CALL: &str = "call";

/// Stands behind all known questions.
const LAST: i64 = 1 << 20;

/// The local number of a question; a row is made for a key that is not known yet.
pub(crate) fn number(conn: &Connection, key: &str) -> Result<i64, Error> {
    let found = conn
        .prepare_cached("SELECT n FROM question WHERE key = ?1")?
        .query_row([key], |r| r.get(0))
        .optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    conn.prepare_cached("INSERT INTO question(key, number, section, position) VALUES(?1, ?1, '', ?2)")?
        .execute((key, LAST))?;
    Ok(conn.last_insert_rowid())
}

/// The key of a question, by its row.
pub(crate) fn key(conn: &Connection, n: i64) -> Result<String, Error> {
    Ok(conn.prepare_cached("SELECT key FROM question WHERE n = ?1")?.query_row([n], |r| r.get(0))?)
}

/// Brings a question's row up to its cells.
pub(crate) fn refresh(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let key = String::from_utf8_lossy(entity).into_owned();
    let n = number(conn, &key)?;
    let text = |field| Ok::<_, Error>(cells::text(cells::last(conn, Kind::Question, entity, field)?));
    let position = cells::integer(cells::last(conn, Kind::Question, entity, field::POSITION)?.as_ref());
    conn.prepare_cached("UPDATE question SET number = ?2, section = ?3, position = ?4 WHERE n = ?1")?
        .execute((
            n,
            text(field::NUMBER)?.unwrap_or(key),
            text(field::SECTION)?.unwrap_or_default(),
            position.unwrap_or(LAST),
        ))?;
    Ok(())
}

/// The cell writes that make a call.
pub(crate) fn writes(call: &Call) -> Result<Vec<CellWrite>, Error> {
    let own = |field, value: serde_json::Value| CellWrite::new(Kind::Call, CALL, field, value);
    let mut writes = vec![
        own(field::CALL_TITLE, call.title.clone().into()),
        own(field::CALL_PREFIX, call.prefix.clone().into()),
        own(field::CALL_DEADLINE, call.deadline.map(|d| d.to_string()).into()),
    ];
    for (i, section) in call.sections.iter().enumerate() {
        let cell = |field, value: serde_json::Value| {
            CellWrite::new(Kind::Section, section.key.as_str(), field, value)
        };
        writes.push(cell(field::NUMBER, section.number.clone().into()));
        writes.push(cell(field::TITLE, section.title.clone().into()));
        writes.push(cell(field::RECOGNIZE, to_json(&section.recognize)?.into()));
        writes.push(cell(field::POSITION, i.into()));
    }
    for (i, question) in call.questions.iter().enumerate() {
        let cell = |field, value: serde_json::Value| {
            CellWrite::new(Kind::Question, question.key.as_str(), field, value)
        };
        writes.push(cell(field::NUMBER, question.number.clone().into()));
        writes.push(cell(field::TITLE, question.wording.clone().into()));
        writes.push(cell(field::RECOGNIZE, to_json(&question.recognize)?.into()));
        writes.push(cell(field::POSITION, i.into()));
        writes.push(cell(field::SECTION, question.section.as_str().into()));
        writes.push(cell(field::SHORT_NAME, question.short_name.clone().into()));
    }
    Ok(writes)
}

type Fields = BTreeMap<i64, Value>;

/// The values of all entities of a kind, by entity.
fn entities(conn: &Connection, kind: Kind) -> Result<Vec<(String, Fields)>, Error> {
    let mut names =
        conn.prepare_cached("SELECT DISTINCT entity, field FROM cell WHERE kind = ?1 AND head = 1")?;
    let names: Vec<(Vec<u8>, i64)> =
        names.query_map([kind as i64], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut all: BTreeMap<Vec<u8>, Fields> = BTreeMap::new();
    for (entity, field) in names {
        if let Some(value) = cells::last(conn, kind, &entity, field)? {
            all.entry(entity).or_default().insert(field, value);
        }
    }
    let mut list: Vec<(String, Fields)> =
        all.into_iter().map(|(e, f)| (String::from_utf8_lossy(&e).into_owned(), f)).collect();
    list.sort_by_key(|(_, fields)| cells::integer(fields.get(&field::POSITION)).unwrap_or(LAST));
    Ok(list)
}

fn text(fields: &Fields, field: i64) -> String {
    cells::text(fields.get(&field).cloned()).unwrap_or_default()
}

fn texts(fields: &Fields, field: i64) -> Result<Vec<String>, Error> {
    let json = text(fields, field);
    if json.is_empty() { Ok(Vec::new()) } else { from_json(&json, "wordings of a question") }
}

/// The call as it stands.
pub(crate) fn call(conn: &Connection) -> Result<Call, Error> {
    let own = entities(conn, Kind::Call)?.into_iter().next().map(|(_, f)| f).unwrap_or_default();
    let mut call = Call {
        title: text(&own, field::CALL_TITLE),
        prefix: text(&own, field::CALL_PREFIX),
        deadline: text(&own, field::CALL_DEADLINE).parse().ok(),
        ..Call::default()
    };
    // What was taken out of the call has no number any more.
    let stands = |(_, fields): &(String, Fields)| !text(fields, field::NUMBER).is_empty();
    for (key, fields) in entities(conn, Kind::Section)?.into_iter().filter(stands) {
        call.sections.push(Section {
            key: Key(key),
            number: text(&fields, field::NUMBER),
            title: text(&fields, field::TITLE),
            recognize: texts(&fields, field::RECOGNIZE)?,
        });
    }
    for (key, fields) in entities(conn, Kind::Question)?.into_iter().filter(stands) {
        call.questions.push(Question {
            key: Key(key),
            number: text(&fields, field::NUMBER),
            section: Key(text(&fields, field::SECTION)),
            wording: text(&fields, field::TITLE),
            short_name: text(&fields, field::SHORT_NAME),
            recognize: texts(&fields, field::RECOGNIZE)?,
        });
    }
    Ok(call)
}

/// How many answers have a text under a question.
pub(crate) fn standing(conn: &Connection, key: &Key) -> Result<usize, Error> {
    let count: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM answer JOIN question ON question.n = answer.question
             WHERE question.key = ?1 AND answer.visible = 1",
        )?
        .query_row([key.as_str()], |r| r.get(0))?;
    Ok(count as usize)
}

/// How many submissions that count came after a day.
pub(crate) fn late(conn: &Connection, deadline: jiff::civil::Date) -> Result<usize, Error> {
    let sql = format!(
        "SELECT count(*) FROM submission s WHERE s.visible = 1 AND s.submitted_on > ?1 AND {}",
        super::filter::counts()
    );
    let count: i64 = conn.prepare_cached(&sql)?.query_row([deadline.to_string()], |r| r.get(0))?;
    Ok(count as usize)
}
