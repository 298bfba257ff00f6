//! Answers by public names, many in little room: the source, the question or place, and the locators'
//! numbers as differences.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::filter::list;
use super::payload::Anchor;
use super::stretch::Stretch;
use super::{Error, corpus, from_json, questions};
use crate::model::id::{PartId, RecordId, SourceHash};

/// Answers of one source under one question, or its unplaced texts of one place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Targets {
    /// The source of the founding records.
    pub source: SourceHash,
    /// What stands before the number in the locators: "byte:"; a whole locator where it has no number.
    pub locator: String,
    /// The locators' numbers: the first, then differences; empty where the locator has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<i64>,
    /// The question's key; `None` for unplaced text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The place of unplaced text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The local numbers of the same answers, in order, as long as the names are those that were just given to them.
    #[serde(skip)]
    here: Vec<u32>,
}

/// One answer by its public names, with a passage of it or without.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Reference {
    /// The founding record.
    pub record: RecordId,
    /// The question's key; `None` for unplaced text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The place of unplaced text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// A passage of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Anchor>,
}

/// What an answer row is called outside this file.
struct Name {
    source: SourceHash,
    locator: String,
    question: Option<String>,
    place: Option<String>,
}

fn name(conn: &Connection, answer: u32) -> Result<Name, Error> {
    let mut find = conn.prepare_cached(
        "SELECT source.sha256, record.locator, question.key, answer.place FROM answer
         JOIN submission ON submission.n = answer.submission JOIN record ON record.id = submission.id
         JOIN source ON source.n = record.source LEFT JOIN question ON question.n = answer.question
         WHERE answer.n = ?1",
    )?;
    let (sha, locator, question, place): (Vec<u8>, _, _, _) =
        find.query_row([answer], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let source =
        SourceHash::from_bytes(&sha).ok_or_else(|| Error::Damaged("a source without a hash".into()))?;
    Ok(Name { source, locator, question, place })
}

/// Splits "byte:120" into "byte:" and 120.
fn split(locator: &str) -> (&str, Option<i64>) {
    let digits = locator.len() - locator.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = locator.split_at(locator.len() - digits);
    // A locator that would not be written back the same (leading zeros, too long) stays whole.
    match number.parse::<i64>() {
        Ok(n) if n.to_string() == number => (before, Some(n)),
        _ => (locator, None),
    }
}

/// Writes local answers by their public names, in the order given as far as they share a group.
pub(crate) fn encode(conn: &Connection, answers: &[u32]) -> Result<Vec<Targets>, Error> {
    // One statement for all: they may be a hundred thousand. Left of the joins stands the list, so that it is gone through
    // in order. Nearly always the record that a submission was made for is the one that it is named by.
    let mut read = conn.prepare_cached(
        "SELECT e.value, a.question, a.place, r.source, r.locator FROM json_each(?1) e
         LEFT JOIN answer a ON a.n = e.value LEFT JOIN submission s ON s.n = a.submission
         LEFT JOIN record r ON r.n = s.home AND r.id = s.id",
    )?;
    let mut rows = read.query([list(answers.iter().copied())])?;
    let mut grouping = Grouping::default();
    let (mut questions, mut sources) = (HashMap::new(), HashMap::new());
    while let Some(row) = rows.next()? {
        let answer: u32 = row.get(0)?;
        let Some(source) = row.get::<_, Option<i64>>(3)? else {
            let Name { source, locator, question, place } = name(conn, answer)?;
            grouping.add(answer, (source, &locator), question.as_deref(), place.as_deref());
            continue;
        };
        let source = match sources.entry(source) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(corpus::source_hash(conn, source)?),
        };
        let question = match row.get::<_, Option<i64>>(1)? {
            Some(question) => Some(match questions.entry(question) {
                Entry::Occupied(known) => &*known.into_mut(),
                Entry::Vacant(new) => &*new.insert(questions::key(conn, question)?),
            }),
            None => None,
        };
        let text = |column| row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from);
        let (place, locator) = (text(2)?, text(4)?.unwrap_or_default());
        grouping.add(answer, (source, locator), question.map(String::as_str), place);
    }
    Ok(grouping.groups)
}

/// Puts names together that differ in the number of the locator only.
#[derive(Default)]
struct Grouping {
    groups: Vec<Targets>,
    /// The last number of each group.
    last: Vec<i64>,
    index: HashMap<(SourceHash, String, Option<String>, Option<String>), usize>,
    /// The group that was added to last: mostly the next name belongs there, too.
    current: usize,
}

impl Grouping {
    fn add(
        &mut self,
        answer: u32,
        (source, locator): (SourceHash, &str),
        question: Option<&str>,
        place: Option<&str>,
    ) {
        let (before, number) = split(locator);
        let Some(number) = number else {
            self.open(source, locator, question, place);
            self.groups.last_mut().into_iter().for_each(|group| group.here.push(answer));
            return;
        };
        let fits = |group: &Targets| {
            group.source == source
                && !group.at.is_empty()
                && group.locator == before
                && group.question.as_deref() == question
                && group.place.as_deref() == place
        };
        if !self.groups.get(self.current).is_some_and(fits) {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let key = (source, before.to_owned(), owned(question), owned(place));
            self.current = match self.index.get(&key) {
                Some(known) => *known,
                None => self.open(source, before, question, place),
            };
            self.index.insert(key, self.current);
        }
        let (group, last) = (&mut self.groups[self.current], &mut self.last[self.current]);
        group.at.push(number - *last);
        group.here.push(answer);
        *last = number;
    }

    /// Begins a group, and says where it stands.
    fn open(
        &mut self,
        source: SourceHash,
        locator: &str,
        question: Option<&str>,
        place: Option<&str>,
    ) -> usize {
        self.groups.push(Targets {
            source,
            locator: locator.to_owned(),
            at: Vec::new(),
            question: question.map(str::to_owned),
            place: place.map(str::to_owned),
            here: Vec::new(),
        });
        self.last.push(0);
        self.groups.len() - 1
    }
}

/// The local answers of names that were given to them a moment ago, in order, while no text has moved: the same as
/// [`decode`] finds. Names that were read are looked up.
pub(crate) fn just_encoded(conn: &Connection, groups: &[Targets]) -> Result<Vec<u32>, Error> {
    if groups.iter().any(|group| group.here.len() != group.at.len().max(1)) {
        return decode(conn, groups);
    }
    let answers: Vec<u32> = groups.iter().flat_map(|group| group.here.iter().copied()).collect();
    debug_assert_eq!(answers, decode(conn, groups)?);
    Ok(answers)
}

/// Finds the local answers again, in order; makes rows for answers that have none yet.
pub(crate) fn decode(conn: &Connection, groups: &[Targets]) -> Result<Vec<u32>, Error> {
    let mut answers = Vec::new();
    // Groups of one table name the same submissions, each group under another question.
    let mut submissions: HashMap<(SourceHash, &str, i64), i64> = HashMap::new();
    let mut find = conn.prepare_cached("SELECT n FROM answer WHERE submission = ?1 AND question = ?2")?;
    for group in groups {
        if group.at.is_empty() {
            let record = RecordId::of(group.source, &group.locator);
            answers.push(answer_of(conn, record, group.question.as_deref(), group.place.as_deref())?);
        }
        let question = group.question.as_deref().map(|key| questions::number(conn, key)).transpose()?;
        let mut number = 0;
        for difference in &group.at {
            number += difference;
            let submission = match submissions.entry((group.source, &group.locator, number)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let record = RecordId::of(group.source, &format!("{}{number}", group.locator));
                    *new.insert(known_submission(conn, record)?)
                }
            };
            let found = match question {
                Some(question) => find.query_row((submission, question), |r| r.get(0)).optional()?,
                None => None,
            };
            answers.push(match found {
                Some(answer) => answer,
                None => answer_row(conn, submission, question, group.place.as_deref())?,
            });
        }
    }
    Ok(answers)
}

/// Names one answer, and a passage of it.
pub(crate) fn reference(conn: &Connection, answer: u32, passage: Option<Anchor>) -> Result<Reference, Error> {
    let Name { source, locator, question, place } = name(conn, answer)?;
    Ok(Reference { record: RecordId::of(source, &locator), question, place, passage })
}

/// Finds the local answer of a reference.
pub(crate) fn resolve(conn: &Connection, reference: &Reference) -> Result<u32, Error> {
    answer_of(conn, reference.record, reference.question.as_deref(), reference.place.as_deref())
}

/// The same, where there is such an answer; none is made.
pub(crate) fn find(conn: &Connection, reference: &Reference) -> Result<Option<u32>, Error> {
    let Some(submission) = submission_of(conn, reference.record)? else { return Ok(None) };
    let mut read = conn.prepare_cached(
        "SELECT a.n FROM answer a LEFT JOIN question q ON q.n = a.question
         WHERE a.submission = ?1 AND q.key IS ?2 AND iif(a.question IS NULL, a.place, NULL) IS ?3",
    )?;
    let place = if reference.question.is_none() { reference.place.as_deref() } else { None };
    Ok(read.query_row((submission, reference.question.as_deref(), place), |r| r.get(0)).optional()?)
}

fn answer_of(
    conn: &Connection,
    record: RecordId,
    question: Option<&str>,
    place: Option<&str>,
) -> Result<u32, Error> {
    let submission = known_submission(conn, record)?;
    let question = question.map(|key| questions::number(conn, key)).transpose()?;
    answer_row(conn, submission, question, place)
}

fn known_submission(conn: &Connection, record: RecordId) -> Result<i64, Error> {
    submission_of(conn, record)?
        .ok_or_else(|| Error::Damaged(format!("an operation names record {record}, which is not here")))
}

/// The submission of an answer row; `None` when there is no such row.
pub(crate) fn submission_number(conn: &Connection, answer: u32) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached("SELECT submission FROM answer WHERE n = ?1")?
        .query_row([answer], |r| r.get(0))
        .optional()?)
}

/// The submission that a record belongs to.
pub(crate) fn submission_of(conn: &Connection, record: RecordId) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT submission_record.submission FROM record
             JOIN submission_record ON submission_record.record = record.n WHERE record.id = ?1",
        )?
        .query_row([record.as_bytes()], |r| r.get(0))
        .optional()?)
}

/// The row of an answer, made empty and hidden when it is not there yet.
pub(crate) fn answer_row(
    conn: &Connection,
    submission: i64,
    question: Option<i64>,
    place: Option<&str>,
) -> Result<u32, Error> {
    // Two statements, each served by its own unique index; one for both would scan all answers to a question.
    let found = match question {
        Some(question) => conn
            .prepare_cached("SELECT n FROM answer WHERE submission = ?1 AND question = ?2")?
            .query_row((submission, question), |r| r.get(0)),
        None => conn
            .prepare_cached("SELECT n FROM answer WHERE submission = ?1 AND question IS NULL AND place = ?2")?
            .query_row((submission, place), |r| r.get(0)),
    }
    .optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    conn.prepare_cached(
        "INSERT INTO answer(submission, question, place, visible, stretches, words) VALUES(?1, ?2, ?3, 0, '[]', 0)",
    )?
    .execute((submission, question, if question.is_none() { place } else { None }))?;
    Ok(conn.last_insert_rowid() as u32)
}

/// The answer in which a passage stands by now, and its part: text that was placed elsewhere by hand takes what was said
/// of its passages with it. It is the answer that was named where the passage is no longer in one piece, or no longer
/// there at all.
pub(crate) fn holding(
    conn: &Connection,
    answer: u32,
    passage: Option<&Anchor>,
) -> Result<(u32, Option<i64>), Error> {
    let Some(anchor) = passage else { return Ok((answer, None)) };
    let Some(part) = part_of(conn, answer, anchor.part)? else { return Ok((answer, None)) };
    let mut read = conn.prepare_cached(
        "SELECT a.n, a.stretches FROM answer named JOIN answer a ON a.submission = named.submission
         WHERE named.n = ?1 AND a.visible = 1 ORDER BY a.n <> ?1, a.n",
    )?;
    let mut rows = read.query([answer])?;
    while let Some(row) = rows.next()? {
        let stretches: Vec<Stretch> = from_json(&row.get::<_, String>(1)?, "the stretches of an answer")?;
        let holds = |s: &Stretch| s.0 == part && s.1 <= anchor.start && anchor.end <= s.2;
        if stretches.iter().any(holds) {
            return Ok((row.get(0)?, Some(part)));
        }
    }
    Ok((answer, Some(part)))
}

/// The local number of a part of the submission that an answer belongs to.
fn part_of(conn: &Connection, answer: u32, part: PartId) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT part.n FROM answer
             JOIN submission_record ON submission_record.submission = answer.submission
             JOIN extract ON extract.record = submission_record.record
             JOIN part ON part.n = extract.part WHERE answer.n = ?1 AND part.id = ?2",
        )?
        .query_row((answer, part.as_bytes()), |r| r.get(0))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn locators_split_only_where_they_join_again() {
        assert_eq!(split("byte:120"), ("byte:", Some(120)));
        assert_eq!(split(""), ("", None));
        assert_eq!(split("as:org 007"), ("as:org 007", None));
        assert_eq!(split("sheet:A!row:4"), ("sheet:A!row:", Some(4)));
    }
}
