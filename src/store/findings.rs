//! Findings: shortlists about a theme or a question, with a text that is agreed or not.
//!
//! The name of one is never kept: it follows from what the theme or the question is called by now.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::filter::Viewer;
use super::names::Names;
use super::notes::On;
use super::payload::{Kind, field};
use super::{Error, cells, codebook, from_json, marks, questions, shortlists};
use crate::model::call::{Call, Key};
use crate::model::codebook::Codebook;
use crate::model::finding::{About, Finding, Said, State};
use crate::model::id::{ListId, ThemeId};

/// Brings what a list's row says of a finding up to its cells. Several different texts, written without seeing one another, are all
/// shown, and then it is agreed no more; where one said agreed and another draft, it is a draft.
pub(crate) fn refresh(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let about = cells::text(cells::last_ever(conn, Kind::List, entity, field::LIST_ABOUT)?);
    let Some(about) = about else { return Ok(()) };
    let (theme, question) = match from_json(&about, "what a finding is about")? {
        On::Theme(id) => (Some(codebook::number(conn, id)?), None),
        On::Question(key) => (None, Some(questions::number(conn, &key)?)),
        On::Answer(_) | On::Submission(_) | On::MadeTheme(_) => {
            return Err(Error::Damaged("a finding about no theme and no question".to_owned()));
        }
    };
    let written = cells::read(conn, Kind::List, entity, field::LIST_TEXT)?;
    let mut texts: Vec<String> = Vec::new();
    for text in written.iter().rev().filter_map(|write| cells::text(Some(write.value.clone()))) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let said = cells::read(conn, Kind::List, entity, field::LIST_AGREED)?;
    let agreed =
        texts.len() == 1 && !said.is_empty() && said.iter().all(|write| write.value == Value::Integer(1));
    let made = cells::read(conn, Kind::List, entity, field::LIFE)?;
    let by = written.first().or(made.first()).map(|write| write.stamp.n);
    let text = (!texts.is_empty()).then(|| texts.join("\n\n"));
    conn.prepare_cached(
        "UPDATE shortlist SET theme = ?2, question = ?3, text = ?4, agreed = ?5,
         analyst = (SELECT analyst FROM operation WHERE n = ?6), at = (SELECT at FROM operation WHERE n = ?6)
         WHERE id = ?1",
    )?
    .execute(params![entity, theme, question, text, agreed, by])?;
    Ok(())
}

/// Whether anybody's word holds that a finding is agreed, be it of another text.
pub(crate) fn says_agreed(conn: &Connection, list: ListId) -> Result<bool, Error> {
    let said = cells::read(conn, Kind::List, &list.0.to_bytes(), field::LIST_AGREED)?;
    Ok(said.iter().any(|write| write.value == Value::Integer(1)))
}

/// The names of the findings that live, by the row of their list.
pub(crate) fn names(conn: &Connection) -> Result<HashMap<i64, String>, Error> {
    let about = about(conn)?;
    if about.is_empty() {
        return Ok(HashMap::new());
    }
    let (call, book) = (questions::call(conn)?, codebook::codebook(conn)?);
    about.into_iter().map(|(n, about)| Ok((n, title(&name(conn, &about, &call, &book)?)))).collect()
}

/// What a finding is called as a list.
pub(crate) fn title(name: &str) -> String {
    format!("Finding: {name}")
}

/// What the findings that live are about, by the row of their list.
fn about(conn: &Connection) -> Result<Vec<(i64, About)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT shortlist.n, theme.id, question.key FROM shortlist
         LEFT JOIN theme ON theme.n = shortlist.theme LEFT JOIN question ON question.n = shortlist.question
         WHERE shortlist.live = 1 AND (theme.id IS NOT NULL OR question.key IS NOT NULL)",
    )?;
    let mut rows = read.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let about = match row.get::<_, Option<String>>(2)? {
            Some(key) => About::Question(Key(key)),
            None => About::Theme(marks::theme_id(row, 1)?),
        };
        all.push((row.get(0)?, about));
    }
    Ok(all)
}

/// The path of the theme or "Question 11".
pub(crate) fn name(conn: &Connection, about: &About, call: &Call, book: &Codebook) -> Result<String, Error> {
    Ok(match about {
        About::Question(key) => {
            format!("Question {}", call.question(key).map_or(key.as_str(), |question| &question.number))
        }
        About::Theme(id) => {
            let shown = book.path(book.shown(*id));
            let merged = book.merged.iter().find(|merged| merged.id == *id);
            match merged {
                Some(merged) => format!("{shown} (from {})", merged.path),
                None if shown.is_empty() => called(conn, *id)?,
                None => shown,
            }
        }
    })
}

/// What a theme was called that the codebook has no more.
fn called(conn: &Connection, theme: ThemeId) -> Result<String, Error> {
    let name = cells::last_ever(conn, Kind::Theme, &theme.0.to_bytes(), field::THEME_NAME)?;
    Ok(cells::text(name).unwrap_or_else(|| theme.to_string()))
}

/// What the list of this row says as a finding; `None` when it is none.
pub(crate) fn said(conn: &Connection, list: i64) -> Result<Option<Said>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT theme.id, question.key, shortlist.text, shortlist.agreed, analyst.name, coalesce(shortlist.at, 0)
         FROM shortlist LEFT JOIN theme ON theme.n = shortlist.theme
         LEFT JOIN question ON question.n = shortlist.question
         LEFT JOIN analyst ON analyst.n = shortlist.analyst WHERE shortlist.n = ?1",
    )?;
    let found = read.query_row([list], |r| {
        let theme: Option<Vec<u8>> = r.get(0)?;
        let key: Option<String> = r.get(1)?;
        let about = match (theme.as_deref().and_then(ThemeId::from_bytes), key) {
            (Some(theme), _) => About::Theme(theme),
            (None, Some(key)) => About::Question(Key(key)),
            (None, None) => return Ok(None),
        };
        Ok(Some(Said {
            about,
            text: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
            state: if r.get(3)? { State::Agreed } else { State::Draft },
            analyst: r.get::<_, Option<String>>(4)?.unwrap_or_default(),
            at: marks::iso(r.get(5)?),
        }))
    });
    Ok(found.optional()?.flatten())
}

/// The findings with their quotations: those of questions in the call's order, then those of themes as the tree has them.
pub(crate) fn all(conn: &Connection, viewer: &Viewer, names: &Names<'_>) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for (n, _) in about(conn)? {
        let Some(said) = said(conn, n)? else { continue };
        let id: Vec<u8> =
            conn.prepare_cached("SELECT id FROM shortlist WHERE n = ?1")?.query_row([n], |r| r.get(0))?;
        let list =
            ListId::from_bytes(&id).ok_or_else(|| Error::Damaged("the id of a shortlist".to_owned()))?;
        let name = name(conn, &said.about, names.call, names.codebook)?;
        let about = match said.about {
            About::Theme(id) => About::Theme(names.codebook.shown(id)),
            About::Question(key) => About::Question(key),
        };
        findings.push(Finding {
            list,
            about,
            name,
            text: said.text,
            state: said.state,
            analyst: said.analyst,
            at: said.at,
            items: shortlists::items(conn, viewer, names, list)?.unwrap_or_default(),
        });
    }
    findings.sort_by_key(|finding| (place(&finding.about, names), finding.list));
    Ok(findings)
}

/// Where a finding stands among the others.
pub(crate) fn place(about: &About, names: &Names<'_>) -> (bool, usize) {
    match about {
        About::Question(key) => {
            let at = names.call.questions.iter().position(|question| question.key == *key);
            (false, at.unwrap_or(usize::MAX))
        }
        About::Theme(id) => (true, names.order(*id).0),
    }
}
