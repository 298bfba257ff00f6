//! What stays on a whole answer when its text goes.

use rusqlite::Connection;

use super::codebook::SHOWN;
use super::{Error, codebook, questions, translations};
use crate::model::call::Key;
use crate::model::id::ThemeId;

/// Tags, notes and a translation of the whole of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Remaining {
    /// The paths of the themes, each once.
    pub themes: Vec<String>,
    /// Whether there is a note.
    pub notes: bool,
    /// Whether a translation was attached.
    pub translation: bool,
}

/// The reference of a submission.
pub(crate) fn reference(conn: &Connection, submission: i64) -> Result<String, Error> {
    Ok(conn
        .prepare_cached("SELECT reference FROM submission WHERE n = ?1")?
        .query_row([submission], |r| r.get(0))?)
}

/// What would stay on a submission's answer to a question.
pub(crate) fn on_question(conn: &Connection, submission: i64, question: &Key) -> Result<Remaining, Error> {
    let name = translations::Name::new(submission, Some(question.as_str()), None);
    let translation = match name {
        Some(name) => translations::attached(conn, &name)?.is_some(),
        None => false,
    };
    let (question, book) = (questions::number(conn, question.as_str())?, codebook::codebook(conn)?);
    let mut tags = conn.prepare_cached(&format!(
        "SELECT DISTINCT th.id FROM answer JOIN tag t ON t.answer = answer.n {SHOWN}
         WHERE answer.submission = ?1 AND answer.question = ?2 AND t.live = 1 AND t.start IS NULL ORDER BY 1"
    ))?;
    let ids = tags.query_map((submission, question), |r| r.get::<_, Vec<u8>>(0))?;
    let mut themes = Vec::new();
    for id in ids {
        themes.push(ThemeId::from_bytes(&id?).map(|id| book.path(id)).unwrap_or_default());
    }
    let notes = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM answer JOIN note ON note.answer = answer.n
             WHERE answer.submission = ?1 AND answer.question = ?2 AND note.live = 1 AND note.target = 0)",
        )?
        .query_row((submission, question), |r| r.get(0))?;
    Ok(Remaining { themes, notes, translation })
}
