//! Example quotations of themes. They are few, and read from their cells; each is found again as passages are.

use rusqlite::Connection;

use super::anchor::Passage;
use super::filter::Viewer;
use super::payload::{Kind, field};
use super::stretch::AnswerText;
use super::targets::{self, Reference};
use super::{Error, cells, entry, from_json, notes};
use crate::model::call::Call;
use crate::model::codebook::{Codebook, Example};
use crate::model::id::{AnswerNumber, ExampleId, OperationId, ThemeId};
use crate::model::span::Span;

/// An example as it is kept: the theme that it was picked for, and what it quotes.
pub(crate) struct Kept {
    pub id: ExampleId,
    pub theme: ThemeId,
    pub target: Reference,
}

/// All examples that nobody has dropped, in the order in which they were picked.
pub(crate) fn kept(conn: &Connection) -> Result<Vec<Kept>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT DISTINCT cell.entity, operation.hlc, operation.id FROM cell JOIN operation ON operation.n = cell.op
         WHERE cell.kind = ?1 AND cell.field = ?2 ORDER BY operation.hlc, operation.id, cell.entity",
    )?;
    let rows = read.query_map((Kind::Example as i64, field::EXAMPLE_TARGET), |r| r.get::<_, Vec<u8>>(0))?;
    let mut kept = Vec::new();
    for entity in rows.collect::<Result<Vec<_>, _>>()? {
        if !cells::lives(conn, Kind::Example, &entity)? {
            continue;
        }
        let text =
            |field| Ok::<_, Error>(cells::text(cells::last_ever(conn, Kind::Example, &entity, field)?));
        let damaged = || Error::Damaged("an example of no theme".to_owned());
        let id = ExampleId::from_bytes(&entity).ok_or_else(damaged)?;
        let theme = text(field::EXAMPLE_THEME)?.and_then(|theme| theme.parse().ok()).ok_or_else(damaged)?;
        let target = text(field::EXAMPLE_TARGET)?.ok_or_else(damaged)?;
        kept.push(Kept { id, theme, target: from_json(&target, "what an example quotes")? });
    }
    Ok(kept)
}

/// The examples of the codebook, each under the theme where it is shown; those whose words are gone are among them.
pub(crate) fn examples(
    conn: &Connection,
    viewer: &Viewer,
    call: &Call,
    book: &Codebook,
) -> Result<Vec<Example>, Error> {
    kept(conn)?.into_iter().map(|kept| example(conn, viewer, call, book, &kept)).collect()
}

fn example(
    conn: &Connection,
    viewer: &Viewer,
    call: &Call,
    book: &Codebook,
    kept: &Kept,
) -> Result<Example, Error> {
    let (maker, _) = notes::maker(conn, OperationId(kept.id.0.maker))?;
    let analyst =
        conn.prepare_cached("SELECT name FROM analyst WHERE n = ?1")?.query_row([maker], |r| r.get(0))?;
    let anchor = kept.target.passage.as_ref();
    let mut example = Example {
        id: kept.id,
        theme: book.shown(kept.theme),
        quote: anchor.map(|anchor| anchor.quote.clone()).unwrap_or_default(),
        answer: None,
        span: None,
        submitter: None,
        reference: None,
        question: None,
        analyst,
    };
    let Some(named) = targets::find(conn, &kept.target)? else { return Ok(example) };
    let (answer, part) = targets::holding(conn, named, anchor)?;
    let visible: bool =
        conn.prepare_cached("SELECT visible FROM answer WHERE n = ?1")?.query_row([answer], |r| r.get(0))?;
    let Some(entry) = entry::entry(conn, viewer, AnswerNumber(answer))? else { return Ok(example) };
    example.submitter = entry.metadata.submitter;
    example.reference = Some(entry.reference);
    example.question = entry.question.and_then(|key| call.question(&key).map(|one| one.number.clone()));
    if let (true, Some(anchor)) = (visible, anchor) {
        let passage = Passage {
            part,
            span: Span::new(anchor.start, anchor.end),
            quote: anchor.quote.clone(),
            before: anchor.before.clone(),
            after: anchor.after.clone(),
        };
        example.answer = Some(AnswerNumber(answer));
        example.span = passage.place(&AnswerText::of(conn, answer)?);
    }
    Ok(example)
}

/// The words of an example, for the history.
pub(crate) fn words_of(target: &str) -> Result<String, Error> {
    let target: Reference = from_json(target, "what an example quotes")?;
    Ok(target.passage.map(|anchor| anchor.quote).unwrap_or_default())
}

/// Where words stand in a submission: the first of its answers that has them.
pub(crate) fn standing(
    conn: &Connection,
    reference: &str,
    quote: &str,
) -> Result<Option<(AnswerNumber, Span)>, Error> {
    if quote.is_empty() {
        return Ok(None);
    }
    let mut read = conn.prepare_cached(
        "SELECT a.n FROM answer a JOIN submission s ON s.n = a.submission
         WHERE a.visible = 1 AND s.visible = 1 AND s.reference = ?1 COLLATE NOCASE ORDER BY a.n",
    )?;
    let answers = read.query_map([reference], |r| r.get(0))?.collect::<Result<Vec<u32>, _>>()?;
    for answer in answers {
        let text = AnswerText::of(conn, answer)?;
        if let Some(at) = text.text.find(quote) {
            let start = text.text[..at].chars().count() as u32;
            let span = Span::new(start, start + quote.chars().count() as u32);
            return Ok(Some((AnswerNumber(answer), span)));
        }
    }
    Ok(None)
}
