//! The metadata that hold for a submission, and its place among the others.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rusqlite::Connection;

use super::Member;
use super::facts::{Facts, Known};
use crate::model::draft::{Column, Field};
use crate::store::journal::Stamp;
use crate::store::payload::{Kind, field};
use crate::store::{Error, cells, corpus};
use crate::text::{citable, metadata, signatories};

/// Where a submission stands in its import: the order of the sources, within a table that of the rows.
pub(super) fn position(founder: &Member, facts: &Facts) -> i64 {
    let order = match facts.documents.get(&founder.locator) {
        Some((_, document)) => document.order,
        None => facts.table.map_or(0, |(_, table)| table.order),
    };
    (order << 32) + founder.row.unwrap_or(0)
}

/// What a record says of one metadatum.
pub(super) struct Said {
    /// In the one way of writing it; empty where that is not known.
    pub value: String,
    /// As it was written.
    pub written: String,
    pub record: i64,
    /// The column of a table; `None` for a document.
    pub column: Option<usize>,
}

/// What is told of one metadatum: by the sources, and by who corrected them.
#[derive(Default)]
pub(super) struct Told {
    /// What the newest record says, else what earlier ones say, else the earliest table that fills in.
    pub said: Option<Said>,
    /// The correction that holds, and what it says; an empty text says that nothing is known.
    pub corrected: Option<(Stamp, String)>,
}

impl Told {
    /// What holds.
    pub(super) fn value(&self) -> Option<&str> {
        let said = self.said.as_ref().map(|said| said.value.as_str());
        self.corrected.as_ref().map(|(_, value)| value.as_str()).or(said).filter(|v| !v.trim().is_empty())
    }
}

/// The metadata that hold: corrections, else what the newest record says, else what earlier ones say.
pub(super) fn about(
    conn: &Connection,
    members: &[Member],
    holder: &Member,
    known: &mut Known,
) -> Result<BTreeMap<Field, String>, Error> {
    let told = told(conn, members, holder, known)?;
    let nobody = told.get(&Field::Submitter).is_none_or(|told| told.corrected.is_none());
    let mut about: BTreeMap<Field, String> =
        told.into_iter().filter_map(|(field, told)| Some((field, told.value()?.to_owned()))).collect();
    if let (Entry::Vacant(free), Some(signed), true) = {
        let signed = about.get(&Field::Signatories).map(|signed| signatories::list(signed).join("; "));
        (about.entry(Field::Submitter), signed, nobody)
    } {
        // A joint submission that names nobody else is that of those who signed it.
        free.insert(signed);
    }
    if let (Entry::Vacant(free), Some(founder)) = (about.entry(Field::Reference), members.first()) {
        let number = given_number(founder, known.facts(conn, founder.source)?);
        let prefix = known.prefix(conn)?;
        let dash = if prefix.is_empty() { "" } else { "-" };
        free.insert(format!("{prefix}{dash}{number:03}"));
    }
    Ok(about)
}

/// Everything that is told of a submission, by field.
pub(super) fn told(
    conn: &Connection,
    members: &[Member],
    holder: &Member,
    known: &mut Known,
) -> Result<BTreeMap<Field, Told>, Error> {
    let mut told: BTreeMap<Field, Told> = BTreeMap::new();
    let own = members.iter().filter(|m| !m.fills && m.record != holder.record);
    // Of several tables that fill in the earliest holds.
    for member in members.iter().rev().filter(|m| m.fills).chain(own).chain([holder]) {
        for (field, said) in said(conn, member, known.facts(conn, member.source)?)? {
            // A reference is given at intake; a table that comes later changes none.
            if member.fills && field == Field::Reference {
                continue;
            }
            let told = told.entry(field).or_default();
            if !said.value.is_empty() || told.said.as_ref().is_none_or(|before| before.value.is_empty()) {
                told.said = Some(said);
            }
        }
    }
    for (field, (stamp, value)) in corrections(conn, members)? {
        told.entry(field).or_default().corrected = value.map(|value| (stamp, value));
    }
    Ok(told)
}

/// What was last written of each field that somebody corrected; a correction taken off says nothing. A submission's
/// records may each have been corrected before they came together: the latest holds.
fn corrections(
    conn: &Connection,
    members: &[Member],
) -> Result<BTreeMap<Field, (Stamp, Option<String>)>, Error> {
    let mut corrected: BTreeMap<Field, (Stamp, Option<String>)> = BTreeMap::new();
    for member in members {
        let entity = member.id.as_bytes();
        for number in cells::fields(conn, Kind::Submission, entity)? {
            let field = usize::try_from(number - field::METADATA).ok().and_then(|i| Field::ALL.get(i));
            let head = cells::read(conn, Kind::Submission, entity, number)?.into_iter().next();
            let (Some(field), Some(head)) = (field, head) else { continue };
            if corrected.get(field).is_none_or(|(stamp, _)| stamp.clock() < head.stamp.clock()) {
                corrected.insert(*field, (head.stamp, cells::text(Some(head.value))));
            }
        }
    }
    Ok(corrected)
}

/// The number of the reference that was given at intake.
fn given_number(member: &Member, facts: &Facts) -> i64 {
    match facts.documents.get(&member.locator) {
        Some((_, document)) => document.number,
        None => facts.table.map_or(0, |(_, table)| table.number) + member.row.unwrap_or(2) - 2,
    }
}

/// What a record says of its submission.
fn said(conn: &Connection, member: &Member, facts: &Facts) -> Result<Vec<(Field, Said)>, Error> {
    let record = member.record;
    if let Some((_, document)) = facts.documents.get(&member.locator) {
        let about = document.about.iter().filter(|(_, value)| !value.trim().is_empty());
        let said = |(field, written): &(Field, String)| {
            let value = match field {
                Field::Citable => citable::way(written).unwrap_or_default().to_owned(),
                _ => written.clone(),
            };
            (*field, Said { value, written: written.clone(), record, column: None })
        };
        return Ok(about.map(said).collect());
    }
    let cells = corpus::cells_of(conn, record)?;
    let mut said = Vec::new();
    for (i, column) in facts.columns.iter().enumerate() {
        if let (Column::Metadata(field), Some(value)) = (column, cells.get(&i))
            && !value.trim().is_empty()
        {
            let written = value.trim().to_owned();
            let value = match field {
                Field::Citable => citable::way(value).unwrap_or_default().to_owned(),
                _ => metadata::normalize(*field, value),
            };
            said.push((*field, Said { value, written, record, column: Some(i) }));
        }
    }
    Ok(said)
}
