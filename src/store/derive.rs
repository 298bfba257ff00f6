//! Submissions and answers, worked out from imported text and the cells of imports and corrections.
//!
//! A source's cells say which of its records are in the workspace, what its columns are for, where the
//! stretches of its documents belong, and to which submissions its records were attached. Everything here
//! can be made again from those; only the local numbers of rows are kept.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::journal::Stamp;
use super::payload::{Kind, field};
use super::stretch::Stretch;
use super::{Error, cells, corpus, from_json, questions, targets, to_json};
use crate::model::draft::{Column, Field, Mark, To};
use crate::model::id::{OperationId, RecordId, SourceHash, SubmissionId};
use crate::text::{self, detect, metadata, words};

/// What an import says of one document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    /// What begins where, by place of the part.
    pub marks: BTreeMap<String, Vec<Mark>>,
    /// What the document says of itself, or was said of it at import.
    pub about: Vec<(Field, String)>,
    /// Where it stands among the sources of its import.
    pub order: i64,
    /// The number of the reference given at intake.
    pub number: i64,
}

/// What an import says of a table as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Table {
    /// Where it stands among the sources of its import.
    pub order: i64,
    /// The number of the first row's reference, for rows without one of their own.
    pub number: i64,
}

/// To which submission an import attached a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// One of the submission's records.
    pub to: RecordId,
    /// Whether it says the same again: then the text that is there holds.
    pub same: bool,
}

/// All that the cells of a source say.
struct Facts {
    columns: Vec<Column>,
    places: Vec<String>,
    table: Option<(Stamp, Table)>,
    documents: BTreeMap<String, (Stamp, Document)>,
    attached: BTreeMap<String, Attached>,
}

/// The union of what imports that are on say by locator; the earliest holds.
fn by_locator<T: serde::de::DeserializeOwned>(
    conn: &Connection,
    source: SourceHash,
    field: i64,
) -> Result<BTreeMap<String, (Stamp, T)>, Error> {
    let mut union = BTreeMap::new();
    for write in cells::all_on(conn, Kind::Source, source.as_bytes(), field)? {
        let Some(json) = cells::text(Some(write.value)) else { continue };
        let one: BTreeMap<String, T> = from_json(&json, "what an import says of records")?;
        for (locator, said) in one {
            union.entry(locator).or_insert((write.stamp, said));
        }
    }
    Ok(union)
}

impl Facts {
    fn of(conn: &Connection, source: i64) -> Result<Self, Error> {
        let hash = corpus::source_hash(conn, source)?;
        let table = match cells::first(conn, Kind::Source, hash.as_bytes(), field::SOURCE_TABLE)? {
            Some(write) => {
                let json = cells::text(Some(write.value)).unwrap_or_default();
                Some((write.stamp, from_json(&json, "what an import says of a table")?))
            }
            None => None,
        };
        let attached = by_locator(conn, hash, field::SOURCE_ATTACHED)?;
        Ok(Self {
            columns: corpus::columns(conn, hash)?,
            places: corpus::places(&corpus::header(conn, source)?),
            table,
            documents: by_locator(conn, hash, field::SOURCE_DOCUMENTS)?,
            attached: attached.into_iter().map(|(locator, (_, a))| (locator, a)).collect(),
        })
    }

    /// The import that a record is visible by.
    fn import(&self, locator: &str) -> Option<Stamp> {
        self.documents.get(locator).map(|d| d.0).or(self.table.map(|t| t.0))
    }
}

/// Facts of sources, looked up once for a change.
#[derive(Default)]
struct Known {
    facts: BTreeMap<i64, Facts>,
    prefix: Option<String>,
}

impl Known {
    fn facts(&mut self, conn: &Connection, source: i64) -> Result<&Facts, Error> {
        if let std::collections::btree_map::Entry::Vacant(free) = self.facts.entry(source) {
            free.insert(Facts::of(conn, source)?);
        }
        self.facts.get(&source).ok_or_else(|| Error::Damaged("a source".to_owned()))
    }

    fn prefix(&mut self, conn: &Connection) -> Result<&str, Error> {
        let prefix = match self.prefix.take() {
            Some(prefix) => prefix,
            None => {
                cells::text(cells::last(conn, Kind::Call, b"call", field::CALL_PREFIX)?).unwrap_or_default()
            }
        };
        Ok(self.prefix.insert(prefix))
    }
}

/// Brings the submissions and answers of a source's records up to its cells.
pub(crate) fn refresh_source(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let hash =
        SourceHash::from_bytes(entity).ok_or_else(|| Error::Damaged("the hash of a source".to_owned()))?;
    let Some(source) = corpus::source_number(conn, hash)? else { return Ok(()) };
    let records: Vec<(i64, String)> = conn
        .prepare_cached("SELECT n, locator FROM record WHERE source = ?1 ORDER BY n")?
        .query_map([source], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut known = Known::default();
    let mut touched = Vec::with_capacity(records.len());
    for (record, locator) in records {
        let attached = known.facts(conn, source)?.attached.get(&locator).map(|a| a.to);
        touched.extend(assign(conn, record, attached)?);
    }
    touched.sort_unstable();
    touched.dedup();
    for submission in touched {
        refresh_submission(conn, submission, &mut known)?;
    }
    Ok(())
}

/// Brings the submission of a record up to its cells, after a correction of its metadata.
pub(crate) fn refresh_record(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let record =
        RecordId::from_bytes(entity).ok_or_else(|| Error::Damaged("the id of a record".to_owned()))?;
    match targets::submission_of(conn, record)? {
        Some(submission) => refresh_submission(conn, submission, &mut Known::default()),
        None => Ok(()),
    }
}

/// Gives a record to its submission; returns the submissions that this concerns, the former one too.
fn assign(conn: &Connection, record: i64, attached: Option<RecordId>) -> Result<Vec<i64>, Error> {
    let to: Option<i64> = match attached {
        Some(id) => conn
            .prepare_cached("SELECT n FROM record WHERE id = ?1")?
            .query_row([id.as_bytes()], |r| r.get(0))
            .optional()?,
        None => None,
    };
    let former: Option<i64> = conn
        .prepare_cached("SELECT submission FROM submission_record WHERE record = ?1")?
        .query_row([record], |r| r.get(0))
        .optional()?;
    let submission = match to.filter(|&to| to != record) {
        Some(to) => match conn
            .prepare_cached("SELECT submission FROM submission_record WHERE record = ?1")?
            .query_row([to], |r| r.get(0))
            .optional()?
        {
            Some(submission) => submission,
            None => home(conn, to)?,
        },
        None => home(conn, record)?,
    };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO submission_record(record, submission, attached) VALUES(?1, ?2, ?3)",
    )?
    .execute((record, submission, to))?;
    Ok(former.into_iter().filter(|f| *f != submission).chain([submission]).collect())
}

/// The submission row that was made for a record.
fn home(conn: &Connection, record: i64) -> Result<i64, Error> {
    let found = conn
        .prepare_cached("SELECT n FROM submission WHERE home = ?1")?
        .query_row([record], |r| r.get(0))
        .optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    conn.prepare_cached(
        "INSERT INTO submission(home, id, founded, position, visible, record, reference)
         SELECT n, id, 0, 0, 0, n, '' FROM record WHERE n = ?1",
    )?
    .execute([record])?;
    Ok(conn.last_insert_rowid())
}

/// A record of a submission that is in the workspace.
struct Member {
    record: i64,
    id: RecordId,
    source: i64,
    locator: String,
    row: Option<i64>,
    clock: (i64, OperationId),
    same: bool,
}

fn members(conn: &Connection, submission: i64, known: &mut Known) -> Result<Vec<Member>, Error> {
    let rows: Vec<(i64, [u8; 16], i64, String, Option<i64>)> = conn
        .prepare_cached(
            "SELECT record.n, record.id, record.source, record.locator, record.row FROM submission_record
             JOIN record ON record.n = submission_record.record WHERE submission_record.submission = ?1",
        )?
        .query_map([submission], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?
        .collect::<Result<_, _>>()?;
    let mut members = Vec::with_capacity(rows.len());
    for (record, id, source, locator, row) in rows {
        let facts = known.facts(conn, source)?;
        let Some(import) = facts.import(&locator) else { continue };
        let same = facts.attached.get(&locator).is_some_and(|a| a.same);
        members.push(Member { record, id: RecordId(id), source, locator, row, clock: import.clock(), same });
    }
    members.sort_by(|a, b| (a.clock, a.id).cmp(&(b.clock, b.id)));
    Ok(members)
}

fn refresh_submission(conn: &Connection, submission: i64, known: &mut Known) -> Result<(), Error> {
    let members = members(conn, submission, known)?;
    let Some(founder) = members.first() else {
        conn.prepare_cached("UPDATE submission SET visible = 0 WHERE n = ?1")?.execute([submission])?;
        conn.prepare_cached("UPDATE answer SET visible = 0 WHERE submission = ?1")?.execute([submission])?;
        return Ok(());
    };
    let holder = members.iter().rev().find(|m| !m.same).unwrap_or(founder);
    let founding = SubmissionId::from(founder.id);
    // Another row may hold this id from a time when its records stood alone.
    conn.prepare_cached("UPDATE submission SET id = randomblob(16) WHERE id = ?1 AND n <> ?2")?
        .execute((founding.as_bytes(), submission))?;
    let about = about(conn, &members, holder, known)?;
    let position = position(founder, known.facts(conn, founder.source)?);
    conn.prepare_cached(
        "UPDATE submission SET id = ?2, founded = ?3, position = ?4, visible = 1, record = ?5, reference = ?6,
         submitter = ?7, submitter_folded = ?8, stakeholder_type = ?9, country = ?10, region = ?11, language = ?12,
         submitted_on = ?13, received_on = ?14, channel = ?15, citable = ?16 WHERE n = ?1",
    )?
    .execute(params![
        submission,
        founding.as_bytes(),
        founder.clock.0,
        position,
        holder.record,
        about.get(&Field::Reference),
        about.get(&Field::Submitter),
        about.get(&Field::Submitter).map_or_else(String::new, |name| text::fold(name)),
        about.get(&Field::StakeholderType),
        about.get(&Field::Country),
        about.get(&Field::Region),
        about.get(&Field::Language),
        about.get(&Field::SubmittedOn).filter(|d| d.parse::<jiff::civil::Date>().is_ok()),
        about.get(&Field::ReceivedOn).filter(|d| d.parse::<jiff::civil::Date>().is_ok()),
        about.get(&Field::Channel),
        about.get(&Field::Citable),
    ])?;
    let texts = texts(conn, holder, known.facts(conn, holder.source)?)?;
    write_answers(conn, submission, texts, about.contains_key(&Field::Language))
}

/// Where a submission stands in its import: the order of the sources, within a table that of the rows.
fn position(founder: &Member, facts: &Facts) -> i64 {
    let order = match facts.documents.get(&founder.locator) {
        Some((_, document)) => document.order,
        None => facts.table.map_or(0, |(_, table)| table.order),
    };
    (order << 32) + founder.row.unwrap_or(0)
}

/// The metadata that hold: corrections, else what the newest record says, else what earlier ones say.
fn about(
    conn: &Connection,
    members: &[Member],
    holder: &Member,
    known: &mut Known,
) -> Result<BTreeMap<Field, String>, Error> {
    let mut about = BTreeMap::new();
    let mut number = 0;
    for member in members.iter().filter(|m| m.record != holder.record).chain([holder]) {
        let facts = known.facts(conn, member.source)?;
        for (field, value) in said(conn, member, facts)? {
            about.insert(field, value);
        }
        if member.record == members[0].record {
            number = given_number(member, facts);
        }
    }
    for (i, field) in Field::ALL.into_iter().enumerate() {
        for member in members {
            let cell = field::METADATA + i as i64;
            match cells::last(conn, Kind::Submission, member.id.as_bytes(), cell)? {
                Some(rusqlite::types::Value::Text(value)) => {
                    about.insert(field, value);
                }
                Some(_) | None => {}
            }
        }
    }
    about.retain(|_, value| !value.trim().is_empty());
    if !about.contains_key(&Field::Reference) {
        let prefix = known.prefix(conn)?;
        let dash = if prefix.is_empty() { "" } else { "-" };
        about.insert(Field::Reference, format!("{prefix}{dash}{number:03}"));
    }
    Ok(about)
}

/// The number of the reference that was given at intake.
fn given_number(member: &Member, facts: &Facts) -> i64 {
    match facts.documents.get(&member.locator) {
        Some((_, document)) => document.number,
        None => facts.table.map_or(0, |(_, table)| table.number) + member.row.unwrap_or(2) - 2,
    }
}

/// What a record says of its submission.
fn said(conn: &Connection, member: &Member, facts: &Facts) -> Result<Vec<(Field, String)>, Error> {
    if let Some((_, document)) = facts.documents.get(&member.locator) {
        return Ok(document.about.clone());
    }
    let cells = corpus::cells_of(conn, member.record)?;
    let mut said = Vec::new();
    for (i, column) in facts.columns.iter().enumerate() {
        if let (Column::Metadata(field), Some(value)) = (column, cells.get(&i))
            && !value.trim().is_empty()
        {
            said.push((*field, metadata::normalize(*field, value)));
        }
    }
    Ok(said)
}

/// The stretches under one question or of one place.
#[derive(Default)]
struct Text {
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

/// The texts of a record: by question (local number), or by place.
type Texts = BTreeMap<(Option<i64>, Option<String>), Text>;

fn texts(conn: &Connection, member: &Member, facts: &Facts) -> Result<Texts, Error> {
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
        match document {
            Some(document) => {
                let marks = document.marks.get(&place).map_or(&[][..], Vec::as_slice);
                place_document(conn, &mut texts, part, &place, &text, marks)?;
            }
            None => {
                let column = facts.places.iter().position(|p| *p == place).and_then(|i| facts.columns.get(i));
                let Some(Column::Open(key)) = column else { continue };
                let question = questions::number(conn, key.as_str())?;
                texts.entry((Some(question), None)).or_default().take(part, 0, &text);
            }
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

/// The stretches between marks, with the position of each; what stands before the first mark is under none.
pub(crate) fn stretches<'a>(text: &'a str, marks: &'a [Mark]) -> Vec<(Option<&'a To>, u32, &'a str)> {
    let mut found = Vec::with_capacity(marks.len() + 1);
    let (mut rest, mut at, mut to) = (text, 0, None);
    for mark in marks {
        let chars = mark.offset.saturating_sub(at) as usize;
        let byte = rest.char_indices().nth(chars).map_or(rest.len(), |(i, _)| i);
        let (stretch, after) = rest.split_at(byte);
        if !stretch.is_empty() {
            found.push((to, at, stretch));
        }
        (rest, at, to) = (after, mark.offset, Some(&mark.to));
    }
    if !rest.is_empty() {
        found.push((to, at, rest));
    }
    found
}

/// Writes the texts of a submission into its answer rows; rows without a text are hidden, never deleted.
fn write_answers(conn: &Connection, submission: i64, texts: Texts, declared: bool) -> Result<(), Error> {
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
    let before: String = conn
        .prepare_cached("SELECT stretches FROM answer WHERE n = ?1")?
        .query_row([answer], |r| r.get(0))?;
    if before == stretches {
        conn.prepare_cached("UPDATE answer SET visible = 1, heading = ?2 WHERE n = ?1")?
            .execute((answer, &text.heading))?;
        return Ok(());
    }
    let whole = text.pieces.join("\n\n");
    let language = if declared { None } else { detect::detect(&whole) };
    conn.prepare_cached(
        "UPDATE answer SET visible = 1, stretches = ?2, heading = ?3, words = ?4, language = ?5 WHERE n = ?1",
    )?
    .execute((answer, &stretches, &text.heading, text.words, language))?;
    conn.prepare_cached("DELETE FROM answer_text WHERE rowid = ?1")?.execute([answer])?;
    conn.prepare_cached("INSERT INTO answer_text(rowid, text) VALUES(?1, ?2)")?
        .execute((answer, text::fold(&whole)))?;
    Ok(())
}

/// Headings of the call and other structure of a submission's text, and what was read beside it, in order.
pub(crate) fn structure(conn: &Connection, submission: i64) -> Result<Vec<String>, Error> {
    let mut known = Known::default();
    let members = members(conn, submission, &mut known)?;
    let Some(holder) = members.iter().rev().find(|m| !m.same).or(members.first()) else {
        return Ok(Vec::new());
    };
    let Some((_, document)) = known.facts(conn, holder.source)?.documents.get(&holder.locator) else {
        return Ok(Vec::new());
    };
    let parts: Vec<(String, String, String)> = conn
        .prepare_cached(
            "SELECT part.place, part.text, part.structure FROM extract JOIN part ON part.n = extract.part
             WHERE extract.record = ?1 ORDER BY extract.i",
        )?
        .query_map([holder.record], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut lines = Vec::new();
    for (place, text, beside) in parts {
        let marks = document.marks.get(&place).map_or(&[][..], Vec::as_slice);
        for (to, _, stretch) in stretches(&text, marks) {
            if matches!(to, Some(To::Structure | To::QuestionHeading(_))) && !stretch.trim().is_empty() {
                lines.push(stretch.trim().to_owned());
            }
        }
        let beside: super::stretch::Structure = from_json(&beside, "structure of a part")?;
        lines.extend(beside.aside);
    }
    Ok(lines)
}
