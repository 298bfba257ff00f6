//! Submissions and answers, worked out from imported text and the cells of imports and corrections.
//!
//! A source's cells say which of its records are in the workspace, what its columns are for, where the
//! stretches of its documents belong, and to which submissions its records were attached. Everything here
//! can be made again from those; only the local numbers of rows are kept.

mod about;
mod carry;
mod facts;
mod laid;
mod places;
mod provenance;
mod texts;
mod versions;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

pub(crate) use carry::carry;
pub(crate) use facts::{Attached, Document, Known, Table, document};
pub(crate) use laid::{Begun, Laid, entity, named};
pub(crate) use places::{Place, answered_with, places};
pub(crate) use provenance::{fact, provenance};
pub(crate) use versions::versions;

use super::apply::Watch;
use super::joins::{self, Joins};
use super::{Error, corpus, from_json, questions, retarget, targets};
use crate::model::draft::{Field, To, stretches};
use crate::model::id::{OperationId, RecordId, SourceHash, SubmissionId};
use crate::model::import::{SourceReport, WordAccount};
use crate::text::{self, signatories, words};

/// Brings the submissions and answers of a source's records up to its cells. Gives the submissions in which answers that
/// were there show other text than before.
pub(crate) fn refresh_source(conn: &Connection, entity: &[u8], watch: Watch<'_>) -> Result<Vec<i64>, Error> {
    let hash =
        SourceHash::from_bytes(entity).ok_or_else(|| Error::Damaged("the hash of a source".to_owned()))?;
    let Some(source) = corpus::source_number(conn, hash)? else { return Ok(Vec::new()) };
    let records: Vec<(i64, String)> = conn
        .prepare_cached("SELECT n, locator FROM record WHERE source = ?1 ORDER BY n")?
        .query_map([source], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let (mut known, joins) = (Known::default(), Joins::read(conn)?);
    let mut touched = Vec::with_capacity(records.len());
    for (record, locator) in records {
        let attached = known.facts(conn, source)?.attached.get(&locator).copied();
        touched.extend(assign(conn, record, attached, &joins)?);
    }
    touched.sort_unstable();
    touched.dedup();
    let (mut differ, all) = (Vec::new(), touched.len() as f32);
    for (i, submission) in touched.into_iter().enumerate() {
        if i % 64 == 63 && !watch(i as f32 / all) {
            return Err(Error::Stopped);
        }
        if refresh_submission(conn, submission, &mut known)? {
            differ.push(submission);
        }
    }
    Ok(differ)
}

/// Brings the submission of a record up to its cells, after a correction of its metadata.
pub(crate) fn refresh_record(conn: &Connection, entity: &[u8], known: &mut Known) -> Result<(), Error> {
    let record =
        RecordId::from_bytes(entity).ok_or_else(|| Error::Damaged("the id of a record".to_owned()))?;
    refresh_submission_of(conn, record, known)
}

/// Brings the submission of a part up to its cells, after text was placed by hand, and with it the work on passages.
pub(crate) fn refresh_part(conn: &Connection, entity: &[u8], known: &mut Known) -> Result<(), Error> {
    let (record, _) = named(entity).ok_or_else(|| Error::Damaged("the id of a part".to_owned()))?;
    refresh_submission_of(conn, record, known)
}

fn refresh_submission_of(conn: &Connection, record: RecordId, known: &mut Known) -> Result<(), Error> {
    let Some(submission) = targets::submission_of(conn, record)? else { return Ok(()) };
    if refresh_submission(conn, submission, known)? {
        retarget::follow(conn, submission)?;
    }
    Ok(())
}

/// Gives a record to its submission as its source's cells and the joins say; returns the submissions that this concerns,
/// the former one first, when it moved.
pub(crate) fn assign_record(
    conn: &Connection,
    record: i64,
    joins: &Joins,
    known: &mut Known,
) -> Result<Vec<i64>, Error> {
    let (source, locator): (i64, String) = conn
        .prepare_cached("SELECT source, locator FROM record WHERE n = ?1")?
        .query_row([record], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let attached = known.facts(conn, source)?.attached.get(&locator).copied();
    let concerned = assign(conn, record, attached, joins)?;
    Ok(if concerned.len() > 1 { concerned } else { Vec::new() })
}

/// Gives a record to its submission; returns the submissions that this concerns, the former one too.
fn assign(
    conn: &Connection,
    record: i64,
    attached: Option<Attached>,
    joins: &Joins,
) -> Result<Vec<i64>, Error> {
    let to: Option<i64> = match attached.map(|a| a.to) {
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
            None => home(conn, joins.of(to))?,
        },
        None => home(conn, joins.of(record))?,
    };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO submission_record(record, submission, attached, fills) VALUES(?1, ?2, ?3, ?4)",
    )?
    .execute((record, submission, to, attached.is_some_and(|a| a.fills)))?;
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
    // Its id comes with its records: another row may hold it from when they stood together.
    conn.prepare_cached(
        "INSERT INTO submission(home, id, founded, position, visible, record, reference)
         VALUES(?1, randomblob(16), 0, 0, 0, ?1, '')",
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
    /// Whether it only fills in what the others do not say.
    fills: bool,
    /// The record that it follows: those of one root are versions of one another.
    root: i64,
}

fn members(conn: &Connection, submission: i64, known: &mut Known) -> Result<Vec<Member>, Error> {
    type Row = (i64, [u8; 16], i64, String, Option<i64>);
    let rows: Vec<Row> = conn
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
        let (same, fills) = facts.attached.get(&locator).map_or((false, false), |a| (a.same, a.fills));
        let clock = import.clock();
        let id = RecordId(id);
        members.push(Member { record, id, source, locator, row, clock, same, fills, root: record });
    }
    if members.iter().all(|m| m.fills) {
        // What would be filled in is not in the workspace.
        members.clear();
    }
    if members.len() > 1 {
        for member in &mut members {
            member.root = joins::root(conn, member.record)?;
        }
    }
    members.sort_by_key(|m| (m.fills, m.clock, m.id));
    Ok(members)
}

/// The records whose texts hold: of each root the newest that says something new.
fn holders(members: &[Member]) -> Vec<&Member> {
    let mut holders: Vec<&Member> = Vec::with_capacity(1);
    for member in members.iter().filter(|m| !m.fills) {
        match holders.iter_mut().find(|held| held.root == member.root) {
            Some(_) if member.same => {}
            Some(held) => *held = member,
            None => holders.push(member),
        }
    }
    holders
}

/// The record that says most of a submission as a whole: of joined ones a form's row, whose cells are attributes.
fn main_holder(members: &[Member]) -> Option<&Member> {
    let holders = holders(members);
    let newest = |rows: bool| {
        let of_kind = holders.iter().copied().filter(move |m| m.row.is_some() || !rows);
        of_kind.max_by_key(|m| (m.clock, m.id))
    };
    newest(true).or_else(|| newest(false))
}

/// The records of a submission whose texts hold, by local numbers.
pub(crate) fn holding(conn: &Connection, submission: i64) -> Result<Vec<i64>, Error> {
    let members = members(conn, submission, &mut Known::default())?;
    Ok(holders(&members).iter().map(|m| m.record).collect())
}

/// Brings a submission and its answers up to the cells; says whether answers that were there show other text.
pub(crate) fn refresh_submission(
    conn: &Connection,
    submission: i64,
    known: &mut Known,
) -> Result<bool, Error> {
    let members = members(conn, submission, known)?;
    let Some(founder) = members.first() else {
        conn.prepare_cached("UPDATE submission SET visible = 0 WHERE n = ?1")?.execute([submission])?;
        let hidden = conn
            .prepare_cached("UPDATE answer SET visible = 0 WHERE submission = ?1 AND visible = 1")?
            .execute([submission])?;
        return Ok(hidden > 0);
    };
    let holder = main_holder(&members).unwrap_or(founder);
    let founding = SubmissionId::from(founder.id);
    // Another row may hold this id from a time when its records stood alone.
    conn.prepare_cached("UPDATE submission SET id = randomblob(16) WHERE id = ?1 AND n <> ?2")?
        .execute((founding.as_bytes(), submission))?;
    let about = about::about(conn, &members, holder, known)?;
    let position = about::position(founder, known.facts(conn, founder.source)?);
    conn.prepare_cached(
        "UPDATE submission SET id = ?2, founded = ?3, position = ?4, visible = 1, record = ?5, reference = ?6,
         submitter = ?7, submitter_folded = ?8, stakeholder_type = ?9, country = ?10, region = ?11, language = ?12,
         submitted_on = ?13, received_on = ?14, channel = ?15, citable = ?16, withdrawn = ?17, replaced_by = ?18,
         signatories = ?19, signatories_folded = ?20 WHERE n = ?1",
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
        about.contains_key(&Field::Withdrawn),
        about.get(&Field::ReplacedBy).and_then(|id| id.parse::<RecordId>().ok()).map(|id| id.0),
        about.get(&Field::Signatories),
        about.get(&Field::Signatories).map_or_else(String::new, |names| signatories::folded(names)),
    ])?;
    let mut texts = texts::Texts::new();
    let mut holders = holders(&members);
    if holders.len() > 1 {
        // Those of one import in its order.
        let mut places = Vec::with_capacity(holders.len());
        for holder in holders {
            places.push((holder.clock, about::position(holder, known.facts(conn, holder.source)?), holder));
        }
        places.sort_by_key(|(clock, position, holder)| (*clock, *position, holder.id));
        holders = places.into_iter().map(|(.., holder)| holder).collect();
    }
    for holder in holders {
        let mut own = texts::texts(conn, submission, holder, known.facts(conn, holder.source)?)?;
        add_from_others(conn, (submission, &members), holder, &mut own, known)?;
        texts::join(&mut texts, own);
    }
    texts::write_answers(conn, submission, texts, about.contains_key(&Field::Language))
}

/// Adds what earlier tables say under questions for which the table that holds has no column: a form may be exported
/// in several tables, one a question.
fn add_from_others(
    conn: &Connection,
    (submission, members): (i64, &[Member]),
    holder: &Member,
    texts: &mut texts::Texts,
    known: &mut Known,
) -> Result<(), Error> {
    let Some(mut asked) = known.facts(conn, holder.source)?.asked(&holder.locator) else { return Ok(()) };
    for member in members.iter().rev() {
        if member.root != holder.root || member.record == holder.record || member.same {
            continue;
        }
        let facts = known.facts(conn, member.source)?;
        let mut others = facts.asked(&member.locator).unwrap_or_default();
        others.retain(|key| !asked.contains(key));
        if others.is_empty() {
            continue;
        }
        let mut said = texts::texts(conn, submission, member, facts)?;
        for key in &others {
            let place = (Some(questions::number(conn, key)?), None);
            if let Some(text) = said.remove(&place) {
                texts.insert(place, text);
            }
        }
        asked.append(&mut others);
    }
    Ok(())
}

/// Headings of the call and other structure of a submission's text, and what was read beside it, in order.
pub(crate) fn structure(conn: &Connection, submission: i64) -> Result<Vec<String>, Error> {
    let mut known = Known::default();
    let members = members(conn, submission, &mut known)?;
    let mut lines = Vec::new();
    for holder in holders(&members) {
        let facts = known.facts(conn, holder.source)?;
        if facts.documents.contains_key(&holder.locator) {
            structure_of(conn, submission, holder, facts, &mut lines)?;
        }
    }
    Ok(lines)
}

fn structure_of(
    conn: &Connection,
    submission: i64,
    holder: &Member,
    facts: &facts::Facts,
    lines: &mut Vec<String>,
) -> Result<(), Error> {
    for part in laid::laid(conn, submission, holder, facts)? {
        for (to, _, stretch) in stretches(&part.text, &part.settled()) {
            if matches!(to, Some(To::Structure | To::QuestionHeading(_))) && !stretch.trim().is_empty() {
                lines.push(stretch.trim().to_owned());
            }
        }
        lines.extend(beside(conn, part.n)?.aside);
    }
    Ok(())
}

/// The texts of a submission with what begins where, each with the record that it is from; `None` when it is hidden.
pub(crate) fn layout(
    conn: &Connection,
    submission: i64,
    known: &mut Known,
) -> Result<Option<Vec<Laid>>, Error> {
    let members = members(conn, submission, known)?;
    let mut parts = Vec::new();
    for holder in holders(&members) {
        parts.extend(laid::laid(conn, submission, holder, known.facts(conn, holder.source)?)?);
    }
    Ok(if members.is_empty() { None } else { Some(parts) })
}

/// What the report of an import says of a document's words and answers, as they are placed now: people may have placed
/// some elsewhere. What was read of the file stays what it was.
pub(crate) fn as_placed(
    conn: &Connection,
    source: SourceHash,
    import: i64,
    report: &mut SourceReport,
) -> Result<(), Error> {
    let mut known = Known::default();
    let locators = facts::brought(conn, source, import)?;
    let [locator] = locators.as_slice() else { return Ok(()) };
    let record = RecordId::of(source, locator);
    let Some(submission) = targets::submission_of(conn, record)? else { return Ok(()) };
    if laid::hands(conn, submission)?.is_empty() {
        return Ok(());
    }
    let Some(mut parts) = layout(conn, submission, &mut known)? else { return Ok(()) };
    parts.retain(|part| part.record == record);
    if parts.is_empty() {
        return Ok(());
    }
    let (mut account, mut answered) = (WordAccount::default(), BTreeSet::new());
    for part in &parts {
        for (to, _, stretch) in stretches(&part.text, &part.settled()) {
            let count = words::count(stretch);
            match to {
                Some(To::Question(key)) => {
                    account.placed += count;
                    answered.extend((count > 0).then(|| key.clone()));
                }
                Some(To::QuestionHeading(_) | To::Structure) => account.structure += count,
                Some(To::Unplaced) | None => account.unplaced += count,
            }
        }
        account.structure += beside(conn, part.n)?.aside.iter().map(|text| words::count(text)).sum::<u32>();
    }
    // A word that was cut in two by hand counts on both sides of the cut.
    account.read = account.placed + account.unplaced + account.structure;
    report.words = account;
    report.answers = answered.len() as u32;
    Ok(())
}

/// What stands beside a part's text.
pub(crate) fn beside(conn: &Connection, part: i64) -> Result<super::stretch::Structure, Error> {
    let json: String =
        conn.prepare_cached("SELECT structure FROM part WHERE n = ?1")?.query_row([part], |r| r.get(0))?;
    from_json(&json, "structure of a part")
}
