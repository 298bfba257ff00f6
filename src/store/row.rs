//! One row of the answers list.

use rusqlite::{Connection, OptionalExtension};

use super::codebook::SHOWN;
use super::excerpt::excerpt;
use super::filter::Viewer;
use super::lists::CURRENT_FIRST;
use super::names::Names;
use super::sought::sought_in;
use super::{Error, marks, statuses};
use crate::model::id::{AnswerNumber, ThemeId};
use crate::model::view::AnswerRow;
use crate::model::work::Status;
use crate::query::filter::Filter;

/// Reads the row of one answer or unplaced text, with the place of the words that are looked for; `None` when there is none of this number.
pub(super) fn row(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: AnswerNumber,
    filter: &Filter,
) -> Result<Option<AnswerRow>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT q.number, s.reference, s.submitter, s.country, a.stretches,
                EXISTS(SELECT 1 FROM note nt WHERE nt.answer = a.n AND nt.live = 1 AND nt.target IN (0, 1)),
                ifnull(s.language, a.language)
         FROM answer a JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question
         WHERE a.n = ?1",
    )?;
    let found = read
        .query_row([number.0], |r| {
            let row = AnswerRow {
                number,
                status: Status::default(),
                question: r.get(0)?,
                reference: r.get(1)?,
                submitter: r.get(2)?,
                country: r.get(3)?,
                themes: Vec::new(),
                noted: r.get(5)?,
                shortlisted: false,
                excerpt: String::new(),
                found: Vec::new(),
            };
            Ok((row, r.get::<_, String>(4)?, r.get::<_, Option<String>>(6)?))
        })
        .optional()?;
    let Some((mut row, stretches, language)) = found else { return Ok(None) };
    row.status = statuses::of(conn, number.0, viewer.analyst)?;
    row.themes = themes(conn, names, number)?;
    row.shortlisted = shortlisted(conn, number)?;
    (row.excerpt, row.found) = excerpt(conn, &stretches, &sought_in(filter, language.as_deref()))?;
    Ok(Some(row))
}

/// Whether an answer or a passage of it is on the current list.
pub(super) fn shortlisted(conn: &Connection, number: AnswerNumber) -> Result<bool, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT EXISTS(SELECT 1 FROM item WHERE answer = ?1 AND live = 1 AND list =
            (SELECT n FROM shortlist WHERE live = 1 {CURRENT_FIRST} LIMIT 1))"
    ))?;
    Ok(read.query_row([number.0], |r| r.get(0))?)
}

/// The themes of an answer and its passages, each once, in the codebook's order.
fn themes(conn: &Connection, names: &Names<'_>, number: AnswerNumber) -> Result<Vec<ThemeId>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT DISTINCT th.id FROM tag t {SHOWN} WHERE t.answer = ?1 AND t.live = 1"
    ))?;
    let mut rows = read.query([number.0])?;
    let mut themes = Vec::new();
    while let Some(row) = rows.next()? {
        themes.push(marks::theme_id(row, 0)?);
    }
    themes.sort_by_key(|theme| names.order(*theme));
    Ok(themes)
}
