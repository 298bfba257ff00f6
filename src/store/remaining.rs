//! Work on answers that have no text any more: it stays where it was put, and is listed.

use rusqlite::Connection;

use super::{Error, codebook, questions};
use crate::model::call::Key;
use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;
use crate::model::submission::Left;

/// Something that stays on an answer without a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Remaining {
    /// A tag: its theme and who tagged.
    Tag(String, String),
    /// A note: what it says and who wrote it.
    Note(String, String),
}

/// The reference of a submission.
pub(crate) fn reference(conn: &Connection, submission: i64) -> Result<String, Error> {
    Ok(conn
        .prepare_cached("SELECT reference FROM submission WHERE n = ?1")?
        .query_row([submission], |r| r.get(0))?)
}

/// What would stay on a submission's answer to a question: tags and notes on the whole of it.
pub(crate) fn on_question(
    conn: &Connection,
    submission: i64,
    question: &Key,
) -> Result<Vec<Remaining>, Error> {
    let question = questions::number(conn, question.as_str())?;
    let mut read = conn.prepare_cached("SELECT n FROM answer WHERE submission = ?1 AND question = ?2")?;
    let (mut all, book) = (Vec::new(), codebook::codebook(conn)?);
    for answer in read.query_map((submission, question), |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()? {
        all.extend(on_whole(conn, &book, answer)?);
    }
    Ok(all)
}

/// Tags and notes on a whole answer.
fn on_whole(conn: &Connection, book: &Codebook, answer: i64) -> Result<Vec<Remaining>, Error> {
    let mut tags = conn.prepare_cached(
        "SELECT DISTINCT theme.id, analyst.name FROM tag JOIN theme ON theme.n = tag.theme
         JOIN analyst ON analyst.n = tag.analyst
         WHERE tag.answer = ?1 AND tag.live = 1 AND tag.start IS NULL ORDER BY 1, 2",
    )?;
    let rows = tags.query_map([answer], |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (theme, analyst) = row?;
        let theme = ThemeId::from_bytes(&theme).map(|id| book.path(id)).unwrap_or_default();
        all.push(Remaining::Tag(theme, analyst));
    }
    let mut notes = conn.prepare_cached(
        "SELECT note.text, analyst.name FROM note JOIN analyst ON analyst.n = note.analyst
         WHERE note.answer = ?1 AND note.live = 1 AND note.target = 0 ORDER BY note.at, note.id",
    )?;
    let rows = notes.query_map([answer], |r| Ok(Remaining::Note(r.get(0)?, r.get(1)?)))?;
    all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    Ok(all)
}

/// The work that stays on answers of a submission that have no text any more.
pub(crate) fn left(conn: &Connection, submission: i64) -> Result<Vec<Left>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT answer.n, question.number FROM answer LEFT JOIN question ON question.n = answer.question
         WHERE answer.submission = ?1 AND answer.visible = 0
           AND (EXISTS (SELECT 1 FROM tag WHERE tag.answer = answer.n AND tag.live = 1)
                OR EXISTS (SELECT 1 FROM note WHERE note.answer = answer.n AND note.live = 1))
         ORDER BY question.position, answer.place",
    )?;
    let answers: Vec<(i64, Option<String>)> =
        read.query_map([submission], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let (mut all, book) = (Vec::new(), codebook::codebook(conn)?);
    for (answer, question) in answers {
        all.extend(on_whole(conn, &book, answer)?.into_iter().map(|one| match one {
            Remaining::Tag(theme, analyst) => {
                Left { question: question.clone(), theme: Some(theme), note: None, analyst }
            }
            Remaining::Note(text, analyst) => {
                Left { question: question.clone(), theme: None, note: Some(text), analyst }
            }
        }));
    }
    Ok(all)
}
