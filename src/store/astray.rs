//! Work on a submission whose place is gone: passages that are no longer found, and whole answers that are empty.
//!
//! Nothing is kept of it: whether a passage stands is found out whenever it is looked at (DATA.md, "Anchor"), so that
//! what comes in late and what is taken back is judged by the same rule.

use rusqlite::Connection;

use super::anchor::{self, Held, Passage};
use super::codebook::SHOWN;
use super::marks::{note_id, theme_id};
use super::names::Names;
use super::{Error, findings, short, translations};
use crate::model::astray::{Astray, Kind};
use crate::model::call::Key;
use crate::model::id::{ItemId, OperationId, TagId};

/// What of a submission's work no longer stands, in the call's order. `stands` counts what does.
pub(crate) fn astray(
    conn: &Connection,
    names: &Names<'_>,
    submission: i64,
) -> Result<(Vec<Astray>, u32), Error> {
    let mut answers = conn.prepare_cached(
        "SELECT a.n, q.key, a.visible FROM answer a LEFT JOIN question q ON q.n = a.question
         WHERE a.submission = ?1 ORDER BY q.position NULLS LAST, a.n",
    )?;
    let mut rows = answers.query([submission])?;
    let (mut gone, mut stands) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (answer, visible): (u32, bool) = (row.get(0)?, row.get(2)?);
        let key: Option<String> = row.get(1)?;
        let number = key.and_then(|key| names.call.question(&Key(key)).map(|q| q.number.clone()));
        let work = work(conn, names, answer, number.as_ref())?;
        for (work, held) in anchor::places(conn, answer, work)? {
            match held {
                Held::At(_) => stands += 1,
                Held::Whole if visible => stands += 1,
                Held::Whole | Held::Lost => gone.push(work),
            }
        }
    }
    Ok((gone, stands))
}

/// All that was said of an answer, with the passage on which it was.
fn work(
    conn: &Connection,
    names: &Names<'_>,
    answer: u32,
    question: Option<&String>,
) -> Result<Vec<(Astray, Option<Passage>)>, Error> {
    let mut all = Vec::new();
    let question = question.cloned();
    let mut tags = conn.prepare_cached(&format!(
        "SELECT o.id, t.i, th.id, an.name, t.part, t.start, t.\"end\", t.quote, t.before, t.after
         FROM tag t JOIN operation o ON o.n = t.op {SHOWN} JOIN analyst an ON an.n = t.analyst
         WHERE t.answer = ?1 AND t.live = 1 ORDER BY o.hlc, o.id, t.i"
    ))?;
    let mut rows = tags.query([answer])?;
    while let Some(row) = rows.next()? {
        let id = TagId::made_by(OperationId(row.get(0)?), row.get(1)?).0.to_string();
        let (what, quote) = (names.path(theme_id(row, 2)?), row.get(7)?);
        let it =
            Astray { kind: Kind::Tag, id, analyst: row.get(3)?, what, question: question.clone(), quote };
        all.push((it, Passage::read(row, 4)?));
    }
    let mut notes = conn.prepare_cached(
        "SELECT nt.id, nt.text, an.name, nt.part, nt.start, nt.\"end\", nt.quote, nt.before, nt.after
         FROM note nt JOIN analyst an ON an.n = nt.analyst
         WHERE nt.answer = ?1 AND nt.live = 1 AND nt.target IN (0, 1) ORDER BY nt.at, nt.id",
    )?;
    let mut rows = notes.query([answer])?;
    while let Some(row) = rows.next()? {
        let id = note_id(row, 0)?.0.to_string();
        let (what, quote) = (row.get(1)?, row.get(6)?);
        let it =
            Astray { kind: Kind::Note, id, analyst: row.get(2)?, what, question: question.clone(), quote };
        all.push((it, Passage::read(row, 3)?));
    }
    let mut items = conn.prepare_cached(
        "SELECT item.id, l.name, an.name, item.part, item.start, item.\"end\", item.quote, item.before, item.after, l.n
         FROM item JOIN shortlist l ON l.n = item.list JOIN analyst an ON an.n = item.analyst
         WHERE item.answer = ?1 AND item.live = 1 AND l.live = 1 ORDER BY item.id",
    )?;
    let mut rows = items.query([answer])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        let id = ItemId::from_bytes(&bytes).map(|id| id.0.to_string()).unwrap_or_default();
        let finding = findings::names(conn)?.remove(&row.get(9)?);
        let (what, quote) = (finding.map_or_else(|| row.get(1), Ok)?, row.get(6)?);
        let it = Astray {
            kind: Kind::Quotation,
            id,
            analyst: row.get(2)?,
            what,
            question: question.clone(),
            quote,
        };
        all.push((it, Passage::read(row, 3)?));
    }
    all.extend(translation(conn, answer, question)?.map(|it| (it, None)));
    Ok(all)
}

/// The translation that was attached to an answer.
fn translation(conn: &Connection, answer: u32, question: Option<String>) -> Result<Option<Astray>, Error> {
    let Some(name) = translations::Name::of(conn, answer)? else { return Ok(None) };
    let Some((write, it)) = translations::attached(conn, &name)? else { return Ok(None) };
    let mut read = conn.prepare_cached(
        "SELECT s.id, q.key, a.place FROM answer a JOIN submission s ON s.n = a.submission
         LEFT JOIN question q ON q.n = a.question WHERE a.n = ?1",
    )?;
    let named = |r: &rusqlite::Row<'_>| {
        Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Option<String>>(1)?, r.get::<_, Option<String>>(2)?))
    };
    let (submission, key, place) = read.query_row([answer], named)?;
    let id = short::answer_id(short::submission_id(&submission)?, key.as_deref(), place.as_deref());
    let (analyst, _) = translations::maker(conn, write.stamp.n)?;
    let kind = Kind::Translation;
    Ok(Some(Astray { kind, id: id.to_string(), analyst, what: it.text, question, quote: None }))
}
