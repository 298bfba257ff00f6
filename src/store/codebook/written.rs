//! All that was ever written of themes, read at once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::model::id::{OperationId, ThemeId};
use crate::store::marks::theme_id;
use crate::store::payload::{Kind, made};
use crate::store::{Error, cells};

/// The clock and the id of an operation: the order of what was not seen.
pub(super) type Clock = (i64, [u8; 16]);

/// One write of a cell.
#[derive(Clone, Debug)]
pub(super) struct Write {
    field: i64,
    pub by: Clock,
    pub value: Value,
    head: bool,
    off: bool,
}

impl Write {
    /// The theme that it names: by its id, or `@n` of those that its operation makes.
    pub(super) fn theme(&self) -> Option<ThemeId> {
        let Value::Text(name) = &self.value else { return None };
        made(name, OperationId(self.by.1)).map(ThemeId)
    }

    /// Whether it is this number.
    pub(super) fn is(&self, number: i64) -> bool {
        self.value == Value::Integer(number)
    }
}

/// The writes of one theme, what holds first.
#[derive(Clone, Default, Debug)]
pub(super) struct Written {
    all: Vec<Write>,
}

impl Written {
    /// What holds of a field, falling back on what was last written by operations that are off.
    pub(super) fn last(&self, field: i64) -> Option<&Write> {
        self.all.iter().find(|write| write.field == field)
    }

    /// The writes of a field that were not taken back, what holds first.
    pub(super) fn standing(&self, field: i64) -> impl Iterator<Item = &Write> {
        self.all.iter().filter(move |write| write.field == field && !write.off)
    }

    /// The same; all where none is left, as of what is kept though its making was undone.
    pub(super) fn standing_ever(&self, field: i64) -> impl Iterator<Item = &Write> {
        let any_on = self.standing(field).next().is_some();
        self.all.iter().filter(move |write| write.field == field && (!any_on || !write.off))
    }

    /// What holds of a field, where it was not taken back.
    pub(super) fn held(&self, field: i64) -> Option<&Write> {
        self.last(field).filter(|write| write.head)
    }

    /// The text that a field holds.
    pub(super) fn text(&self, field: i64) -> String {
        cells::text(self.last(field).map(|write| write.value.clone())).unwrap_or_default()
    }

    /// The number that a field holds.
    pub(super) fn number(&self, field: i64) -> Option<i64> {
        cells::integer(self.last(field).map(|write| &write.value))
    }
}

/// All themes of which something was written.
pub(super) fn all(conn: &Connection) -> Result<BTreeMap<ThemeId, Written>, Error> {
    read(conn, "")
}

/// The same, of where they stand only.
pub(super) fn places(conn: &Connection) -> Result<BTreeMap<ThemeId, Written>, Error> {
    read(conn, "AND cell.field IN (2, 11)")
}

fn read(conn: &Connection, which: &str) -> Result<BTreeMap<ThemeId, Written>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT cell.entity, cell.field, operation.hlc, operation.id, cell.value, cell.head, operation.off
         FROM cell JOIN operation ON operation.n = cell.op WHERE cell.kind = ?1 {which}"
    ))?;
    let mut rows = read.query([Kind::Theme as i64])?;
    let mut all: BTreeMap<ThemeId, Written> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let by = (row.get(2)?, row.get(3)?);
        let write = Write { field: row.get(1)?, by, value: row.get(4)?, head: row.get(5)?, off: row.get(6)? };
        all.entry(theme_id(row, 0)?).or_default().all.push(write);
    }
    for written in all.values_mut() {
        written.all.sort_by_key(|write| Reverse((write.head, write.by)));
    }
    Ok(all)
}
