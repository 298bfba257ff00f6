//! All notes, each with what it is on.

use super::index::Sight;
use super::names::Names;
use super::{Error, marks, short};
use crate::model::call::Key;
use crate::model::id::AnswerNumber;
use crate::model::note::{NoteEntry, Noted};
use crate::query::filter::Filter;

const ALL: &str = "
    SELECT note.id, analyst.name, note.at, note.text, note.target, a.n, s.id, s.reference, s.submitter, q.key, a.place,
           note.quote, nq.key, theme.id
    FROM note JOIN analyst ON analyst.n = note.analyst
    LEFT JOIN answer a ON a.n = note.answer
    LEFT JOIN submission s ON s.n = ifnull(note.submission, a.submission)
    LEFT JOIN question q ON q.n = a.question
    LEFT JOIN question nq ON nq.n = note.question
    LEFT JOIN theme ON theme.n = note.theme
    WHERE note.live = 1 AND (s.n IS NULL OR s.visible = 1) ORDER BY note.at DESC, note.n DESC";

/// The notes that live, the newest first: all, or those on the texts that a filter finds and on passages of them.
pub(crate) fn notes(
    sight: &Sight<'_>,
    names: &Names<'_>,
    on: Option<&Filter>,
) -> Result<Vec<NoteEntry>, Error> {
    let texts = on.map(|filter| sight.shown(filter)).transpose()?;
    let mut read = sight.conn.prepare_cached(ALL)?;
    let mut rows = read.query([])?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        let number: Option<u32> = row.get(5)?;
        if texts.as_ref().is_some_and(|texts| number.is_none_or(|number| !texts.contains(number))) {
            continue;
        }
        let (key, place): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
        let submission: Option<Vec<u8>> = row.get(6)?;
        let answer = match (number, submission) {
            (Some(_), Some(id)) => {
                Some(short::answer_id(short::submission_id(&id)?, key.as_deref(), place.as_deref()))
            }
            _ => None,
        };
        let key: Option<String> = row.get::<_, Option<String>>(12)?.or(key);
        let question = key.map(|key| match names.call.question(&Key(key.clone())) {
            Some(question) => question.number.clone(),
            None => key,
        });
        let has_theme = row.get_ref(13)? != rusqlite::types::ValueRef::Null;
        let theme = if has_theme { Some(names.path(marks::theme_id(row, 13)?)) } else { None };
        notes.push(NoteEntry {
            id: marks::note_id(row, 0)?,
            analyst: row.get(1)?,
            at: marks::iso(row.get(2)?),
            text: row.get(3)?,
            on: match row.get::<_, i64>(4)? {
                0 => Noted::Answer,
                1 => Noted::Passage,
                2 => Noted::Submission,
                3 => Noted::Question,
                _ => Noted::Theme,
            },
            number: number.map(AnswerNumber),
            answer,
            reference: row.get(7)?,
            submitter: row.get(8)?,
            question,
            theme,
            quote: row.get(11)?,
        });
    }
    Ok(notes)
}
