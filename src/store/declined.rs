//! That a theme is not in a text, though its terms are: each analyst's own word, read from its cells.

use rusqlite::Connection;

use super::index::Set;
use super::payload::{CellWrite, Kind, field};
use super::translations::Name;
use super::{Error, cells, journal};
use crate::model::id::{ThemeId, digest16, to_hex};

/// How many bytes say which record.
const RECORD: usize = 16;

/// The first bytes of the entities of a theme and an analyst, by his folded name.
fn whose(theme: ThemeId, analyst: &str) -> Vec<u8> {
    let mut bytes = theme.0.to_bytes().to_vec();
    bytes.extend_from_slice(&digest16("analyst/1", &[analyst.as_bytes()]));
    bytes
}

/// The texts in which one of these themes is not, as this analyst said.
pub(super) fn texts(conn: &Connection, analyst: i64, themes: &[ThemeId]) -> Result<Set, Error> {
    let Some(folded) = journal::folded(conn, analyst)? else { return Ok(Set::new()) };
    let mut said = conn.prepare_cached(
        "SELECT DISTINCT entity FROM cell
         WHERE kind = ?1 AND entity BETWEEN ?2 AND ?3 AND field = ?4 AND head = 1 AND value = 1",
    )?;
    let mut find = conn.prepare_cached(
        "SELECT a.n FROM record r JOIN submission_record sr ON sr.record = r.n
         JOIN answer a ON a.submission = sr.submission LEFT JOIN question q ON q.n = a.question
         WHERE r.id = ?1 AND CAST(ifnull('q' || q.key, 'u' || a.place) AS BLOB) = ?2",
    )?;
    let mut texts = Set::new();
    for theme in themes {
        let first = whose(*theme, &folded);
        let last = [&first[..], &[u8::MAX; RECORD + 1]].concat();
        let mut rows = said.query((Kind::Declined as i64, &first, last, field::LIFE))?;
        while let Some(row) = rows.next()? {
            let entity = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let text = entity.get(first.len()..).and_then(|text| text.split_at_checked(RECORD));
            let Some((record, rest)) = text else { continue };
            for n in find.query_map((record, rest), |r| r.get::<_, u32>(0))? {
                texts.insert(n?);
            }
        }
    }
    Ok(texts)
}

/// The cell write that declines a theme for a text; `None` when the analyst did so before.
pub(crate) fn written(
    conn: &Connection,
    name: &Name,
    theme: ThemeId,
    analyst: &str,
) -> Result<Option<CellWrite>, Error> {
    let entities = name.entities(conn)?;
    let entities = entities.into_iter().map(|text| [whose(theme, analyst), text].concat());
    let mut founding = None;
    for entity in entities {
        if cells::lives(conn, Kind::Declined, &entity)? {
            return Ok(None);
        }
        founding.get_or_insert(entity);
    }
    Ok(founding.map(|entity| CellWrite::new(Kind::Declined, to_hex(&entity), field::LIFE, 1)))
}
