//! The texts of a submission: by question, or unplaced, as stretches of its record's parts.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Member;
use super::facts::Facts;
use super::laid::{self, Laid};
use crate::model::draft::{Mark, To, stretches};
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

pub(super) fn texts(
    conn: &Connection,
    submission: i64,
    member: &Member,
    facts: &Facts,
) -> Result<Texts, Error> {
    let mut texts = Texts::new();
    for part in laid::laid(conn, submission, member, facts)? {
        place(conn, &mut texts, &part, &part.settled())?;
    }
    Ok(texts)
}

fn place(conn: &Connection, texts: &mut Texts, part: &Laid, marks: &[Mark]) -> Result<(), Error> {
    let mut headings: BTreeMap<i64, String> = BTreeMap::new();
    for (to, start, stretch) in stretches(&part.text, marks) {
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
                entry.take(part.n, start, stretch);
                if entry.heading.is_none() {
                    entry.heading = headings.get(&question).cloned();
                }
            }
            Some(To::Unplaced) | None => {
                let place = Some(part.place.clone());
                texts.entry((None, place)).or_default().take(part.n, start, stretch);
            }
        }
    }
    Ok(())
}

/// Writes the texts of a submission into its answer rows; rows without a text are hidden, never deleted. Says whether a
/// row that was there, on which work may stand, shows other text than before.
pub(super) fn write_answers(
    conn: &Connection,
    submission: i64,
    texts: Texts,
    declared: bool,
) -> Result<bool, Error> {
    let known: BTreeMap<u32, (bool, bool)> = conn
        .prepare_cached("SELECT n, visible, stretches <> '[]' FROM answer WHERE submission = ?1")?
        .query_map([submission], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?
        .collect::<Result<_, _>>()?;
    let mut kept = Vec::with_capacity(texts.len());
    let mut differs = false;
    for ((question, place), text) in texts {
        if text.stretches.is_empty() {
            continue;
        }
        let answer = targets::answer_row(conn, submission, question, place.as_deref())?;
        kept.push(answer);
        let same = write_answer(conn, answer, &text, declared)?;
        differs |= known.get(&answer).is_some_and(|(visible, _)| !(same && *visible));
    }
    // Those too that were hidden with their submission, and do not come back with it.
    let others = known.into_iter().filter(|(n, _)| !kept.contains(n));
    for (row, (visible, _)) in others.filter(|(_, (visible, says))| *visible || *says) {
        differs |= visible;
        conn.prepare_cached(
            "UPDATE answer SET visible = 0, stretches = '[]', words = 0, heading = NULL WHERE n = ?1",
        )?
        .execute([row])?;
        conn.prepare_cached("DELETE FROM answer_text WHERE rowid = ?1")?.execute([row])?;
    }
    Ok(differs)
}

/// Writes the text of one row; says whether it was the same before.
fn write_answer(conn: &Connection, answer: u32, text: &Text, declared: bool) -> Result<bool, Error> {
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
        return Ok(true);
    }
    conn.prepare_cached(
        "UPDATE answer SET visible = 1, stretches = ?2, heading = ?3, words = ?4, language = ?5 WHERE n = ?1",
    )?
    .execute((answer, &stretches, &text.heading, text.words, language))?;
    conn.prepare_cached("DELETE FROM answer_text WHERE rowid = ?1")?.execute([answer])?;
    conn.prepare_cached("INSERT INTO answer_text(rowid, text) VALUES(?1, ?2)")?
        .execute((answer, text::fold(&whole)))?;
    Ok(false)
}
