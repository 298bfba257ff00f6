//! Translations: those that analysts attached, read from their cells, and those that came in columns of tables. No table
//! holds them again. What was attached stands before what came in a column.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::cells::Write;
use super::entry::{Entry, entry};
use super::filter::{Viewer, list};
use super::payload::{CellWrite, Kind, field};
use super::place::Home;
use super::{Error, cells, corpus, from_json, marks, place, to_json};
use crate::model::draft::Column;
use crate::model::id::{AnswerNumber, digest16, to_hex};
use crate::model::submission::Translation;
use crate::text::places;

/// What a cell holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// What it says.
    pub text: String,
    /// ISO 639-1, where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The hash of the text that it translates.
    pub of: String,
}

impl Attached {
    /// A translation of this text.
    pub(crate) fn of(original: &str, text: String, language: Option<String>, file: Option<String>) -> Self {
        Self { text, language, file, of: hash(original) }
    }
}

fn hash(original: &str) -> String {
    to_hex(&digest16("translated/1", &[original.as_bytes()]))
}

/// A column with translations.
struct Translating {
    column: usize,
    head: String,
    language: Option<String>,
}

/// What the columns of tables translate, looked up once for a whole reading.
#[derive(Default)]
pub(crate) struct Columns {
    /// By source, then by the place of the original's texts.
    tables: RefCell<HashMap<i64, Rc<HashMap<String, Translating>>>>,
    /// Whether analysts attached any.
    attached: Cell<Option<bool>>,
}

impl Columns {
    fn of(&self, conn: &Connection, source: i64) -> Result<Rc<HashMap<String, Translating>>, Error> {
        if let Some(known) = self.tables.borrow().get(&source) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(translating(conn, source)?);
        self.tables.borrow_mut().insert(source, Rc::clone(&found));
        Ok(found)
    }

    fn any_attached(&self, conn: &Connection) -> Result<bool, Error> {
        if let Some(known) = self.attached.get() {
            return Ok(known);
        }
        let any = any(conn)?;
        self.attached.set(Some(any));
        Ok(any)
    }
}

/// The columns of a table that translate answers, by the places of these. Of several the first holds.
fn translating(conn: &Connection, source: i64) -> Result<HashMap<String, Translating>, Error> {
    let columns = corpus::columns(conn, corpus::source_hash(conn, source)?)?;
    let mut all = HashMap::new();
    if !columns.iter().any(|column| matches!(column, Column::Translation { .. })) {
        return Ok(all);
    }
    let header = places::of_columns(&corpus::header(conn, source)?);
    for (column, said) in columns.iter().enumerate() {
        let Column::Translation { of, language } = said else { continue };
        let original = header.get(*of).filter(|_| matches!(columns.get(*of), Some(Column::Open(_))));
        if let (Some(original), Some(head)) = (original, header.get(column)) {
            let here = Translating { column, head: head.clone(), language: language.clone() };
            all.entry(original.clone()).or_insert(here);
        }
    }
    Ok(all)
}

/// The translation of an answer.
pub(super) fn translation(
    conn: &Connection,
    columns: &Columns,
    entry: &Entry,
) -> Result<Option<Translation>, Error> {
    let attached = match &entry.name {
        Some(name) if columns.any_attached(conn)? => attached(conn, name)?,
        _ => None,
    };
    match attached {
        Some((write, it)) => {
            let (analyst, at) = maker(conn, write.stamp.n)?;
            Ok(Some(Translation {
                exact: it.of == hash(&entry.text.text),
                text: it.text,
                language: it.language,
                origin: it.file,
                analyst: Some(analyst),
                at: Some(marks::iso(at)),
            }))
        }
        None => in_columns(conn, columns, entry),
    }
}

/// What the columns beside an answer's own say, for each of its texts in turn.
fn in_columns(conn: &Connection, columns: &Columns, entry: &Entry) -> Result<Option<Translation>, Error> {
    let mut all = Vec::new();
    for (at, part) in entry.text.part_numbers().enumerate() {
        // Of the first it is known already where it stands; mostly it is the only one.
        all.push(match entry.text.place.as_deref().filter(|_| at == 0) {
            Some(place) => beside(conn, columns, (entry.record, part), (entry.home, place))?,
            None => beside_other(conn, columns, entry.record, part)?,
        });
    }
    if all.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut texts = Vec::new();
    let (mut exact, mut says_more, mut from) = (true, false, None);
    for ((_, text, whole), said) in entry.text.parts().zip(all) {
        let Some((translated, language, head)) = said else {
            // What has no letters needs no translation.
            exact &= !has_letters(&text);
            continue;
        };
        exact &= whole;
        // A column often repeats what was written in its language already.
        says_more |= has_letters(&translated) && !translated.split_whitespace().eq(text.split_whitespace());
        texts.push(translated);
        from.get_or_insert((language, head));
    }
    let Some((language, head)) = from.filter(|_| says_more) else { return Ok(None) };
    let text = texts.join("\n\n");
    Ok(Some(Translation { text, language, origin: Some(head), analyst: None, at: None, exact }))
}

/// The answers and unplaced texts that have a translation.
pub(crate) fn translated(conn: &Connection, viewer: &Viewer) -> Result<Vec<u32>, Error> {
    let columns = Columns::default();
    let mut found = Vec::new();
    for number in candidates(conn)? {
        let entry = entry(conn, viewer, AnswerNumber(number))?;
        let there = entry.map(|entry| translation(conn, &columns, &entry)).transpose()?.flatten();
        found.extend(there.map(|_| number));
    }
    Ok(found)
}

/// The texts that may have a translation: of submissions for which one was ever attached, or that stand in a table
/// with such a column.
fn candidates(conn: &Connection) -> Result<Vec<u32>, Error> {
    let mut tables = Vec::new();
    let mut known = conn.prepare_cached("SELECT n FROM source WHERE header <> '[]'")?;
    for source in known.query_map([], |r| r.get(0))? {
        let source: i64 = source?;
        if !translating(conn, source)?.is_empty() {
            tables.push(source);
        }
    }
    let mut read = conn.prepare_cached(
        "SELECT a.n FROM answer a WHERE a.visible = 1 AND a.submission IN (
            SELECT sr.submission FROM submission_record sr JOIN record r ON r.n = sr.record
            WHERE r.source IN (SELECT value FROM json_each(?1))
               OR r.id IN (SELECT substr(entity, 1, 16) FROM cell WHERE kind = ?2))",
    )?;
    let rows = read.query_map((list(tables), Kind::Translation as i64), |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// What stands in the column that translates a text, its language and its head.
type Beside = (String, Option<String>, String);

/// What stands in the column that translates a text of a record, which begins an answer in this place.
fn beside(
    conn: &Connection,
    columns: &Columns,
    (record, part): (i64, i64),
    (home, place): (Home, &str),
) -> Result<Option<Beside>, Error> {
    // A document translates nothing.
    if home.row.is_none() {
        return Ok(None);
    }
    let table = columns.of(conn, home.source)?;
    let Some(column) = table.get(place) else { return Ok(None) };
    let text = cell(conn, place::record_of(conn, record, part)?, column)?;
    Ok(text.map(|text| (text, column.language.clone(), column.head.clone())))
}

/// The same of another text of the answer.
fn beside_other(
    conn: &Connection,
    columns: &Columns,
    record: i64,
    part: i64,
) -> Result<Option<Beside>, Error> {
    let Some(home) = place::home(conn, record, part)?.filter(|home| home.row.is_some()) else {
        return Ok(None);
    };
    let mut read = conn.prepare_cached("SELECT place FROM part WHERE n = ?1")?;
    let place: Option<String> = read.query_row([part], |r| r.get(0)).optional()?;
    let Some(place) = place else { return Ok(None) };
    beside(conn, columns, (record, part), (home, &place))
}

/// A cell with a translation, which an earlier import may have taken for a text; `None` where nothing stands in it.
fn cell(conn: &Connection, record: i64, column: &Translating) -> Result<Option<String>, Error> {
    let mut read = conn.prepare_cached("SELECT json_extract(cells, ?2) FROM record WHERE n = ?1")?;
    let path = format!("$.\"{}\"", column.column);
    let mut text: Option<String> = read.query_row((record, path), |r| r.get(0))?;
    if text.is_none() {
        let mut read = conn.prepare_cached(
            "SELECT part.text FROM extract JOIN part ON part.n = extract.part
             WHERE extract.record = ?1 AND part.place = ?2",
        )?;
        text = read.query_row((record, &column.head), |r| r.get(0)).optional()?;
    }
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// What an answer is called in the cell of its translation: its record, then its question's key or the place of
/// unplaced text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name {
    submission: i64,
    rest: String,
}

impl Name {
    /// By the question's key, else by the place.
    pub(super) fn new(submission: i64, question: Option<&str>, place: Option<&str>) -> Option<Self> {
        let rest = question.map(|key| format!("q{key}")).or(place.map(|place| format!("u{place}")))?;
        Some(Self { submission, rest })
    }

    /// The name of an answer.
    pub(crate) fn of(conn: &Connection, answer: u32) -> Result<Option<Self>, Error> {
        let mut read = conn.prepare_cached(
            "SELECT a.submission, q.key, a.place FROM answer a LEFT JOIN question q ON q.n = a.question WHERE a.n = ?1",
        )?;
        let read = read.query_row([answer], |r| {
            let (question, place): (Option<String>, Option<String>) = (r.get(1)?, r.get(2)?);
            Ok(Self::new(r.get(0)?, question.as_deref(), place.as_deref()))
        });
        Ok(read.optional()?.flatten())
    }

    /// The entities under which it may be called: a joined submission has several records, the founding one first.
    pub(super) fn entities(&self, conn: &Connection) -> Result<Vec<Vec<u8>>, Error> {
        let mut records = conn.prepare_cached(
            "SELECT r.id FROM submission_record sr JOIN record r ON r.n = sr.record
             JOIN submission s ON s.n = sr.submission WHERE sr.submission = ?1 ORDER BY r.id <> s.id, r.id",
        )?;
        let ids = records.query_map([self.submission], |r| r.get::<_, Vec<u8>>(0))?;
        let mut entities = Vec::new();
        for id in ids {
            let mut entity = id?;
            entity.extend_from_slice(self.rest.as_bytes());
            entities.push(entity);
        }
        Ok(entities)
    }
}

/// The translation that analysts attached to an answer, by the policy `lww`: the others stand on the receipt.
pub(crate) fn attached(conn: &Connection, name: &Name) -> Result<Option<(Write, Attached)>, Error> {
    if !any(conn)? {
        return Ok(None);
    }
    let mut newest: Option<Write> = None;
    for entity in name.entities(conn)? {
        let write = cells::read(conn, Kind::Translation, &entity, field::TRANSLATION)?.into_iter().next();
        // One that was taken off says nothing about one under another name.
        let Some(write) = write.filter(|write| write.value != Value::Null) else { continue };
        if newest.as_ref().is_none_or(|held| held.stamp.clock() < write.stamp.clock()) {
            newest = Some(write);
        }
    }
    let Some(write) = newest else { return Ok(None) };
    let json = cells::text(Some(write.value.clone())).unwrap_or_default();
    let it = from_json(&json, "a translation")?;
    Ok(Some((write, it)))
}

/// Whether anybody ever attached one: most workspaces have none, and then nothing is looked for.
fn any(conn: &Connection) -> Result<bool, Error> {
    let mut read = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM cell WHERE kind = ?1)")?;
    Ok(read.query_row([Kind::Translation as i64], |r| r.get(0))?)
}

/// Who made an operation, and when.
pub(super) fn maker(conn: &Connection, n: i64) -> Result<(String, i64), Error> {
    let mut read = conn.prepare_cached(
        "SELECT analyst.name, operation.at FROM operation JOIN analyst ON analyst.n = operation.analyst
         WHERE operation.n = ?1",
    )?;
    Ok(read.query_row([n], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// The cell writes that attach a translation, or take one off: under the founding record's name, and under the others
/// as far as something stands there.
pub(crate) fn written(
    conn: &Connection,
    name: &Name,
    attached: Option<&Attached>,
) -> Result<Vec<CellWrite>, Error> {
    let mut writes = Vec::new();
    for (at, entity) in name.entities(conn)?.into_iter().enumerate() {
        let stands = cells::last(conn, Kind::Translation, &entity, field::TRANSLATION)?
            .is_some_and(|value| value != Value::Null);
        let value = match attached.filter(|_| at == 0) {
            Some(it) => Some(to_json(it)?),
            None if stands => None,
            None => continue,
        };
        writes.push(CellWrite::new(Kind::Translation, to_hex(&entity), field::TRANSLATION, value));
    }
    Ok(writes)
}

/// What a cell of a translation says, for people.
pub(super) fn words_of(json: &str) -> Result<String, Error> {
    from_json::<Attached>(json, "a translation").map(|it| it.text)
}
