//! What the cells of a source say of its records.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use crate::model::draft::{Column, Field, Mark};
use crate::model::id::{RecordId, SourceHash};
use crate::store::journal::Stamp;
use crate::store::payload::{Kind, field};
use crate::store::{Error, cells, corpus, from_json};
use crate::text::places;

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
    /// Whether it is a table of submitters: its rows are no submissions, and those that name none are left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fills: bool,
}

/// To which submission an import attached a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Attached {
    /// One of the submission's records.
    pub to: RecordId,
    /// Whether it says the same again: then the text that is there holds.
    pub same: bool,
    /// Whether it is a row of a table of submitters: it fills in what the submission does not say itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fills: bool,
}

impl Attached {
    /// A record that comes again; `same` when it says the same.
    pub(crate) fn again(to: RecordId, same: bool) -> Self {
        Self { to, same, fills: false }
    }

    /// A row that fills in what the submission does not say itself.
    pub(crate) fn filling(to: RecordId) -> Self {
        Self { to, same: true, fills: true }
    }
}

/// All that the cells of a source say.
pub(super) struct Facts {
    pub columns: Vec<Column>,
    pub places: Vec<String>,
    pub table: Option<(Stamp, Table)>,
    pub documents: BTreeMap<String, (Stamp, Document)>,
    pub attached: BTreeMap<String, Attached>,
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

/// The locators of the documents that an import brought of a source.
pub(super) fn brought(conn: &Connection, source: SourceHash, import: i64) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT value FROM cell WHERE kind = ?1 AND entity = ?2 AND field = ?3 AND op = ?4",
    )?;
    let json: Option<String> = read
        .query_row((Kind::Source as i64, source.as_bytes(), field::SOURCE_DOCUMENTS, import), |r| r.get(0))
        .optional()?;
    let Some(json) = json else { return Ok(Vec::new()) };
    let all: BTreeMap<String, Document> = from_json(&json, "what an import says of records")?;
    Ok(all.into_keys().collect())
}

/// What the imports that are on say of one document, and the earliest of them.
pub(crate) fn document(
    conn: &Connection,
    source: SourceHash,
    locator: &str,
) -> Result<Option<(Stamp, Document)>, Error> {
    Ok(by_locator(conn, source, field::SOURCE_DOCUMENTS)?.remove(locator))
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
            places: places::of_columns(&corpus::header(conn, source)?),
            table,
            documents: by_locator(conn, hash, field::SOURCE_DOCUMENTS)?,
            attached: attached.into_iter().map(|(locator, (_, a))| (locator, a)).collect(),
        })
    }

    /// The questions for which the table of a record has a column; `None` for a document.
    pub(super) fn asked(&self, locator: &str) -> Option<BTreeSet<String>> {
        let key = |column: &Column| match column {
            Column::Open(key) => Some(key.as_str().to_owned()),
            _ => None,
        };
        (!self.documents.contains_key(locator)).then(|| self.columns.iter().filter_map(key).collect())
    }

    /// The import that a record is visible by.
    pub(super) fn import(&self, locator: &str) -> Option<Stamp> {
        let of_table = self.table.filter(|(_, table)| !table.fills || self.attached.contains_key(locator));
        self.documents.get(locator).map(|d| d.0).or(of_table.map(|t| t.0))
    }
}

/// Facts of sources, looked up once for a change or a reading; the cells of sources stay as they are meanwhile.
#[derive(Default)]
pub(crate) struct Known {
    facts: BTreeMap<i64, Facts>,
    prefix: Option<String>,
}

impl Known {
    pub(super) fn facts(&mut self, conn: &Connection, source: i64) -> Result<&Facts, Error> {
        if let Entry::Vacant(free) = self.facts.entry(source) {
            free.insert(Facts::of(conn, source)?);
        }
        self.facts.get(&source).ok_or_else(|| Error::Damaged("a source".to_owned()))
    }

    pub(super) fn prefix(&mut self, conn: &Connection) -> Result<&str, Error> {
        let prefix = match self.prefix.take() {
            Some(prefix) => prefix,
            None => {
                cells::text(cells::last(conn, Kind::Call, b"call", field::CALL_PREFIX)?).unwrap_or_default()
            }
        };
        Ok(self.prefix.insert(prefix))
    }
}
