//! Where a submission is from: who says each of its metadata, and the files in which it came.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::about::{self, Told};
use super::{Known, Member, holders, main_holder, members};
use crate::model::draft::Field;
use crate::model::id::RecordId;
use crate::model::import::SourceReport;
use crate::model::sent::{CameIn, Fact, Origin};
use crate::model::submission::SubmissionRecord;
use crate::store::payload::{Kind, field};
use crate::store::{Error, cells, corpus, from_json, journal, readings, submissions, view};
use crate::text;

/// Who says each of a submission's metadata, and the files in which it came; nothing of a hidden one.
pub(crate) fn provenance(
    conn: &Connection,
    submission: i64,
    record: &SubmissionRecord,
) -> Result<(Vec<Fact>, Vec<CameIn>), Error> {
    let mut known = Known::default();
    let members = members(conn, submission, &mut known)?;
    let Some(holder) = main_holder(&members) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let mut told = about::told(conn, &members, holder, &mut known)?;
    let holds: Vec<i64> = holders(&members).iter().map(|m| m.record).collect();
    let files =
        members.iter().map(|m| came_in(conn, m, holds.contains(&m.record))).collect::<Result<_, _>>()?;
    let facts = facts(conn, &members, &mut told, record)?;
    Ok((facts, files))
}

fn facts(
    conn: &Connection,
    members: &[Member],
    told: &mut BTreeMap<Field, Told>,
    record: &SubmissionRecord,
) -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::with_capacity(Field::ALL.len());
    for field in Field::IN_ORDER {
        let told = told.remove(&field).unwrap_or_default();
        let made = match field {
            Field::Reference => Some((record.reference.clone(), Origin::Given)),
            Field::Submitter => record.metadata.submitter.clone().map(|names| (names, Origin::Signatories)),
            Field::Language => record.metadata.language.clone().map(|found| (found, Origin::Detected)),
            _ => None,
        };
        facts.push(of_told(conn, members, field, told, made)?);
    }
    Ok(facts)
}

/// What holds of one field and where it is from; `made` is what stands there when nobody says it.
fn of_told(
    conn: &Connection,
    members: &[Member],
    field: Field,
    told: Told,
    made: Option<(String, Origin)>,
) -> Result<Fact, Error> {
    let mut value = told.value().map(str::to_owned);
    if let (Field::ReplacedBy, Some(record)) =
        (field, value.as_deref().and_then(|id| id.parse::<RecordId>().ok()))
    {
        // Its reference is what people know it by; one whose import was taken back replaces nothing.
        value = submissions::holder(conn, record.as_bytes())?;
    }
    Ok(match told {
        Told { corrected: Some((stamp, _)), said } => {
            let (by, at) = maker(conn, stamp.n)?;
            let before = said.map(|said| if said.value.is_empty() { said.written } else { said.value });
            Fact { field, value, written: None, origin: Origin::Corrected { by, on: day(at), before } }
        }
        Told { corrected: None, said: Some(said) } => {
            let origin = said_by(conn, members, said.record, said.column)?;
            let differs = value.as_ref().is_none_or(|value| text::fold(value) != text::fold(&said.written));
            Fact { field, value, written: Some(said.written).filter(|_| differs), origin }
        }
        Told { corrected: None, said: None } => match made {
            Some((value, origin)) => Fact { field, value: Some(value), written: None, origin },
            None => Fact { field, value: None, written: None, origin: Origin::Nowhere },
        },
    })
}

/// One metadatum of a submission, as far as somebody says it; that a reference was given at intake is not looked at.
pub(crate) fn fact(
    conn: &Connection,
    submission: i64,
    field: Field,
    known: &mut Known,
) -> Result<Fact, Error> {
    let members = members(conn, submission, known)?;
    let Some(holder) = main_holder(&members) else {
        return Ok(Fact { field, value: None, written: None, origin: Origin::Nowhere });
    };
    let told = about::told(conn, &members, holder, known)?.remove(&field).unwrap_or_default();
    of_told(conn, &members, field, told, None)
}

/// The file of a record that says something, and the column where it does.
fn said_by(
    conn: &Connection,
    members: &[Member],
    record: i64,
    column: Option<usize>,
) -> Result<Origin, Error> {
    let Some(member) = members.iter().find(|m| m.record == record) else { return Ok(Origin::Nowhere) };
    let file = corpus::source_name(conn, member.source)?;
    Ok(match column {
        None => Origin::Document { file },
        Some(at) => {
            let header = corpus::header(conn, member.source)?.into_iter().nth(at).unwrap_or_default();
            Origin::Column { file, header }
        }
    })
}

fn came_in(conn: &Connection, member: &Member, holds: bool) -> Result<CameIn, Error> {
    let hash = corpus::source_hash(conn, member.source)?;
    let import = journal::by_id(conn, member.clock.1)?
        .ok_or_else(|| Error::Damaged(format!("the import {} is gone", member.clock.1)))?;
    let (by, at) = maker(conn, import.n)?;
    let mut reports = cells::all_on(conn, Kind::Source, hash.as_bytes(), field::SOURCE_REPORT)?;
    let own = reports.iter().position(|write| write.stamp.n == import.n).unwrap_or(0);
    let report = (own < reports.len()).then(|| reports.swap_remove(own));
    let report: Option<SourceReport> = report
        .and_then(|write| cells::text(Some(write.value)))
        .map(|json| {
            let mut report = from_json(&json, "the report of an import")?;
            super::as_placed(conn, hash, import.n, &mut report)?;
            Ok::<_, Error>(report)
        })
        .transpose()?;
    let format: String = conn
        .prepare_cached("SELECT format FROM source WHERE n = ?1")?
        .query_row([member.source], |r| r.get(0))?;
    let format = if readings::is_later(&member.locator) {
        format!("{format}, read anew with {}", readings::reader(conn, member.record)?)
    } else {
        format
    };
    let row = member.row.and_then(|row| u32::try_from(row).ok());
    Ok(CameIn {
        file: corpus::source_name(conn, member.source)?,
        sha256: hash.to_string(),
        format,
        row,
        by,
        at: view::moment(at),
        holds,
        same_again: member.same,
        fills: member.fills,
        words: report.as_ref().map(|report| report.words),
        problems: report.map(|report| problems(&report, row)).unwrap_or_default(),
    })
}

/// What was noticed of a document, or of one row of a table.
fn problems(report: &SourceReport, row: Option<u32>) -> Vec<String> {
    let concerns = |place: &str| {
        row.is_none_or(|row| {
            let rest = place.strip_prefix(&format!("row {row}"));
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    let about = report.problems.iter().filter(|problem| concerns(&problem.place));
    about.map(|problem| format!("{}: {}", problem.place, problem.what)).collect()
}

/// Who made an operation, and when, in milliseconds.
fn maker(conn: &Connection, op: i64) -> Result<(String, i64), Error> {
    let mut read = conn.prepare_cached(
        "SELECT analyst.name, operation.at FROM operation JOIN analyst ON analyst.n = operation.analyst
         WHERE operation.n = ?1",
    )?;
    Ok(read.query_row([op], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// The day of a moment in the local time zone.
fn day(milliseconds: i64) -> jiff::civil::Date {
    TimeZone::system().to_datetime(Timestamp::from_millisecond(milliseconds).unwrap_or_default()).date()
}
