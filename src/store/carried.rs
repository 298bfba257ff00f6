//! What an operation carried, as the history shows it: the texts that it wrote and the answers it speaks of.

use rusqlite::Connection;

use super::entry::entry;
use super::filter::Viewer;
use super::payload::{Kind, field};
use super::{Error, examples, journal, lists, translations};
use crate::model::call::Call;
use crate::model::id::{AnswerNumber, OperationId};
use crate::model::operation::{Carried, Spoken};

/// So many answers are named; the others are counted.
const NAMED: i64 = 20;

/// What the cuts of a quotation are called: they are kept with their places, which are not for people.
const LEFT_OUT: &str = "left out";

/// What a translation is called: it is kept with its language.
const TRANSLATION: &str = "translation";

/// What a picked example is called: it is kept with its place.
const EXAMPLE: &str = "example";

/// Every answer and passage that operation ?1 tags, untags, gives a status, annotates, shortlists, withholds, gives text,
/// translates or declines a theme for.
const SPOKEN: &str = "
    SELECT answer, quote FROM tag WHERE op = ?1
    UNION ALL SELECT tag.answer, tag.quote FROM tag_write CROSS JOIN tag
        ON tag.op = tag_write.tag_op AND tag.i = tag_write.tag_i WHERE tag_write.op = ?1
    UNION ALL SELECT answer, NULL FROM status WHERE op = ?1
    UNION ALL SELECT answer, quote FROM note
        WHERE id IN (SELECT entity FROM cell WHERE op = ?1 AND kind = 7) AND answer IS NOT NULL
    UNION ALL SELECT answer, quote FROM item
        WHERE id IN (SELECT entity FROM cell WHERE op = ?1 AND kind = 9) AND answer IS NOT NULL
    UNION ALL SELECT answer, quote FROM withheld
        WHERE id IN (SELECT entity FROM cell WHERE op = ?1 AND kind = 17)
    UNION ALL SELECT answer.n, NULL FROM cell JOIN record ON record.id = substr(cell.entity, 1, 16)
        JOIN submission_record ON submission_record.record = record.n
        JOIN question ON question.key = iif(json_valid(cell.value), json_extract(cell.value, '$.question'), NULL)
        JOIN answer ON answer.submission = submission_record.submission AND answer.question = question.n
        WHERE cell.op = ?1 AND cell.kind = 11
    UNION ALL SELECT answer.n, NULL FROM cell JOIN record ON record.id = substr(cell.entity, 1, 16)
        JOIN submission_record ON submission_record.record = record.n
        JOIN answer ON answer.submission = submission_record.submission
        LEFT JOIN question ON question.n = answer.question
        WHERE cell.op = ?1 AND cell.kind = 14
        AND substr(cell.entity, 17) = CAST(ifnull('q' || question.key, 'u' || answer.place) AS BLOB)
    UNION ALL SELECT answer.n, NULL FROM cell JOIN record ON record.id = substr(cell.entity, 37, 16)
        JOIN submission_record ON submission_record.record = record.n
        JOIN answer ON answer.submission = submission_record.submission
        LEFT JOIN question ON question.n = answer.question
        WHERE cell.op = ?1 AND cell.kind = 15
        AND substr(cell.entity, 53) = CAST(ifnull('q' || question.key, 'u' || answer.place) AS BLOB)";

/// What an operation carried; `None` when there is none of this id.
pub(crate) fn carried(
    conn: &Connection,
    viewer: &Viewer,
    call: &Call,
    id: OperationId,
) -> Result<Option<Carried>, Error> {
    let Some(named) = journal::by_id(conn, id)? else { return Ok(None) };
    let op = journal::root_of(conn, &named)?.n;
    let count = conn
        .prepare_cached(&format!("SELECT count(*) FROM (SELECT DISTINCT answer, quote FROM ({SPOKEN}))"))?
        .query_row([op], |r| r.get::<_, u32>(0))? as usize;
    Ok(Some(Carried { id: Some(id), texts: texts(conn, op)?, on: spoken(conn, viewer, call, op)?, count }))
}

fn spoken(conn: &Connection, viewer: &Viewer, call: &Call, op: i64) -> Result<Vec<Spoken>, Error> {
    let sql = format!("SELECT DISTINCT answer, quote FROM ({SPOKEN}) LIMIT ?2");
    let mut first = conn.prepare_cached(&sql)?;
    let mut rows = first.query((op, NAMED))?;
    let mut on = Vec::new();
    while let Some(row) = rows.next()? {
        let number = AnswerNumber(row.get(0)?);
        let Some(entry) = entry(conn, viewer, number)? else { continue };
        let question = entry.question.and_then(|key| call.question(&key).map(|q| q.number.clone()));
        on.push(Spoken {
            number,
            id: entry.id,
            reference: entry.reference,
            submitter: entry.metadata.submitter,
            question,
            quote: row.get(1)?,
        });
    }
    Ok(on)
}

/// The texts that people wrote with it; an emptied one is left out.
fn texts(conn: &Connection, op: i64) -> Result<Vec<(String, String)>, Error> {
    let mut written = conn.prepare_cached(
        "SELECT kind, field, value FROM cell WHERE op = ?1 AND typeof(value) = 'text' ORDER BY kind, entity, field LIMIT 40",
    )?;
    let mut rows = written.query([op])?;
    let mut texts = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = Kind::from_number(row.get(0)?);
        if let Some(name) = kind.and_then(|kind| name(kind, row.get(1).ok()?)) {
            let text: String = row.get(2)?;
            let text = match name {
                LEFT_OUT => lists::words_of(&text)?,
                TRANSLATION => translations::words_of(&text)?,
                EXAMPLE => examples::words_of(&text)?,
                _ => text,
            };
            texts.push((name.to_owned(), text));
        }
    }
    Ok(texts)
}

/// What a text in a cell is called; `None` for what is not meant for people.
fn name(kind: Kind, of: i64) -> Option<&'static str> {
    Some(match (kind, of) {
        (Kind::Note, field::NOTE_TEXT) => "note",
        (Kind::List, field::LIST_NAME) => "shortlist",
        (Kind::List, field::LIST_TEXT) => "finding",
        (Kind::Item, field::ITEM_TEXT) => "text",
        (Kind::Item, field::ITEM_CUTS) => LEFT_OUT,
        (Kind::Translation, field::TRANSLATION) => TRANSLATION,
        (Kind::Source, field::SOURCE_FILE) => "file",
        (Kind::Filter, field::FILTER_NAME) => "filter",
        (Kind::Filter, field::FILTER_QUERY) => "query",
        (Kind::Theme, field::THEME_NAME) => "theme",
        (Kind::Theme, field::THEME_DEFINITION) => "definition",
        (Kind::Theme, field::THEME_USE_WHEN) => "use when",
        (Kind::Theme, field::THEME_NOT_WHEN) => "not when",
        (Kind::Theme, field::THEME_SHORT_NAME) => "short name",
        (Kind::Theme, field::THEME_LETTER) => "letter",
        (Kind::Example, field::EXAMPLE_TARGET) => EXAMPLE,
        _ => return None,
    })
}
