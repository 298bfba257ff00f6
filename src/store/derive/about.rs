//! The metadata that hold for a submission, and its place among the others.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rusqlite::Connection;

use super::Member;
use super::facts::{Facts, Known};
use crate::model::draft::{Column, Field};
use crate::store::payload::{Kind, field};
use crate::store::{Error, cells, corpus};
use crate::text::metadata;

/// Where a submission stands in its import: the order of the sources, within a table that of the rows.
pub(super) fn position(founder: &Member, facts: &Facts) -> i64 {
    let order = match facts.documents.get(&founder.locator) {
        Some((_, document)) => document.order,
        None => facts.table.map_or(0, |(_, table)| table.order),
    };
    (order << 32) + founder.row.unwrap_or(0)
}

/// The metadata that hold: corrections, else what the newest record says, else what earlier ones say.
pub(super) fn about(
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
    for member in members {
        for (field, value) in corrections(conn, member)? {
            about.insert(field, value);
        }
    }
    about.retain(|_, value| !value.trim().is_empty());
    if let Entry::Vacant(free) = about.entry(Field::Reference) {
        let prefix = known.prefix(conn)?;
        let dash = if prefix.is_empty() { "" } else { "-" };
        free.insert(format!("{prefix}{dash}{number:03}"));
    }
    Ok(about)
}

/// The metadata of a record's submission that somebody corrected; a correction taken off says nothing.
fn corrections(conn: &Connection, member: &Member) -> Result<Vec<(Field, String)>, Error> {
    let entity = member.id.as_bytes();
    let mut corrected = Vec::new();
    for number in cells::fields(conn, Kind::Submission, entity)? {
        let field = usize::try_from(number - field::METADATA).ok().and_then(|i| Field::ALL.get(i));
        let value = cells::text(cells::last(conn, Kind::Submission, entity, number)?);
        corrected.extend(field.copied().zip(value));
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
