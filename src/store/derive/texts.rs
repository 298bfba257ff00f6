//! The texts of a submission: by question, or unplaced, as stretches of its record's parts.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Member;
use super::facts::Facts;
use crate::model::draft::{Column, Mark, To, stretches};
use crate::store::stretch::Stretch;
use crate::store::{Error, questions, targets, to_json};
use crate::text::{self, detect, words};

/// The stretches under one question or of one place.
#[derive(Default)]
pub(super) struct Text {
    stretches: Vec<Stretch>,
    heading: Option<String>,
    words: u32,
    pieces: Vec<String>,
}

impl Text {
    /// Takes a stretch without the white space around it; nothing when that is all.
    fn take(&mut self, part: i64, start: u32, stretch: &str) {
        let trimmed = stretch.trim_start();
        let start = start + (stretch.chars().count() - trimmed.chars().count()) as u32;
        let trimmed = trimmed.trim_end();
        if !trimmed.is_empty() {
            self.stretches.push(Stretch(part, start, start + trimmed.chars().count() as u32));
            self.words += words::count(trimmed);
            self.pieces.push(trimmed.to_owned());
        }
    }
}

impl Text {
    /// All of it, as an answer's text is put together.
    pub(super) fn whole(&self) -> String {
        self.pieces.join("\n\n")
    }
}

/// The texts of a record: by question (local number), or by place.
pub(super) type Texts = BTreeMap<(Option<i64>, Option<String>), Text>;

/// Puts the texts of another record of the submission behind those of the first.
pub(super) fn join(all: &mut Texts, others: Texts) {
    for (place, mut text) in others {
        let held = all.entry(place).or_default();
        held.stretches.append(&mut text.stretches);
        held.pieces.append(&mut text.pieces);
        held.words += text.words;
        held.heading = held.heading.take().or(text.heading);
    }
}

pub(super) fn texts(conn: &Connection, member: &Member, facts: &Facts) -> Result<Texts, Error> {
    let parts: Vec<(i64, String, String)> = conn
        .prepare_cached(
            "SELECT part.n, part.place, part.text FROM extract JOIN part ON part.n = extract.part
             WHERE extract.record = ?1 ORDER BY extract.i",
        )?
        .query_map([member.record], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut texts = Texts::new();
    let document = facts.documents.get(&member.locator).map(|d| &d.1);
    for (part, place, text) in parts {
        if let Some(document) = document {
            let marks = document.marks.get(&place).map_or(&[][..], Vec::as_slice);
            place_document(conn, &mut texts, part, &place, &text, marks)?;
        } else {
            let column = facts.places.iter().position(|p| *p == place).and_then(|i| facts.columns.get(i));
            let Some(Column::Open(key)) = column else { continue };
            let question = questions::number(conn, key.as_str())?;
            texts.entry((Some(question), None)).or_default().take(part, 0, &text);
        }
    }
    Ok(texts)
}

fn place_document(
    conn: &Connection,
    texts: &mut Texts,
    part: i64,
    place: &str,
    text: &str,
    marks: &[Mark],
) -> Result<(), Error> {
    let mut headings: BTreeMap<i64, String> = BTreeMap::new();
    for (to, start, stretch) in stretches(text, marks) {
        match to {
            Some(To::QuestionHeading(key)) => {
                headings
                    .entry(questions::number(conn, key.as_str())?)
                    .or_insert_with(|| stretch.trim().to_owned());
            }
            Some(To::Structure) => {}
            Some(To::Question(key)) => {
                let question = questions::number(conn, key.as_str())?;
                let entry = texts.entry((Some(question), None)).or_default();
                entry.take(part, start, stretch);
                if entry.heading.is_none() {
                    entry.heading = headings.get(&question).cloned();
                }
            }
            Some(To::Unplaced) | None => {
                texts.entry((None, Some(place.to_owned()))).or_default().take(part, start, stretch);
            }
        }
    }
    Ok(())
}

/// Writes the texts of a submission into its answer rows; rows without a text are hidden, never deleted.
pub(super) fn write_answers(
    conn: &Connection,
    submission: i64,
    texts: Texts,
    declared: bool,
) -> Result<(), Error> {
    let mut kept = Vec::with_capacity(texts.len());
    for ((question, place), text) in texts {
        if text.stretches.is_empty() {
            continue;
        }
        let answer = targets::answer_row(conn, submission, question, place.as_deref())?;
        kept.push(answer);
        write_answer(conn, answer, &text, declared)?;
    }
    let rows: Vec<u32> = conn
        .prepare_cached("SELECT n FROM answer WHERE submission = ?1 AND visible = 1")?
        .query_map([submission], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for row in rows.into_iter().filter(|n| !kept.contains(n)) {
        conn.prepare_cached(
            "UPDATE answer SET visible = 0, stretches = '[]', words = 0, heading = NULL WHERE n = ?1",
        )?
        .execute([row])?;
        conn.prepare_cached("DELETE FROM answer_text WHERE rowid = ?1")?.execute([row])?;
    }
    Ok(())
}

fn write_answer(conn: &Connection, answer: u32, text: &Text, declared: bool) -> Result<(), Error> {
    let stretches = to_json(&text.stretches)?;
    let (before, known): (String, Option<String>) = conn
        .prepare_cached("SELECT stretches, language FROM answer WHERE n = ?1")?
        .query_row([answer], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let same = before == stretches;
    let whole = text.whole();
    // The same whichever came first, the text or a correction that says its language.
    let language = match known {
        _ if declared => None,
        Some(known) if same => Some(known),
        _ => detect::detect(&whole).map(str::to_owned),
    };
    if same {
        conn.prepare_cached("UPDATE answer SET visible = 1, heading = ?2, language = ?3 WHERE n = ?1")?
            .execute((answer, &text.heading, language))?;
        return Ok(());
    }
    conn.prepare_cached(
        "UPDATE answer SET visible = 1, stretches = ?2, heading = ?3, words = ?4, language = ?5 WHERE n = ?1",
    )?
    .execute((answer, &stretches, &text.heading, text.words, language))?;
    conn.prepare_cached("DELETE FROM answer_text WHERE rowid = ?1")?.execute([answer])?;
    conn.prepare_cached("INSERT INTO answer_text(rowid, text) VALUES(?1, ?2)")?
        .execute((answer, text::fold(&whole)))?;
    Ok(())
}
