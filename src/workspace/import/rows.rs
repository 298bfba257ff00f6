//! The rows of a table, whether they are held or read again from what is kept of the file.

use crate::intake::table::{self, Outline};
use crate::model::draft::RecordDraft;
use crate::store::Conn;
use crate::store::originals::Original;
use crate::workspace::Error;

/// Where the rows are.
#[derive(Clone, Copy)]
pub(super) enum Rows<'a> {
    /// In memory.
    Held(&'a [RecordDraft]),
    /// In the original of a source.
    Kept(Kept<'a>),
}

/// Rows that are read again.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    pub(super) conn: &'a Conn,
    pub(super) source: i64,
    pub(super) outline: &'a Outline,
    /// Whoever waits, told of so many bytes of work; stops it by returning false.
    pub(super) took: &'a dyn Fn(u64) -> bool,
    /// So many bytes of work is each row.
    pub(super) share: u64,
}

/// Whoever waits is told after so many rows.
const TOLD: usize = 64;

impl Rows<'_> {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Held(rows) => rows.len(),
            Self::Kept(kept) => kept.outline.rows,
        }
    }

    /// Gives one after the other.
    ///
    /// # Errors
    /// The first that `each` has, or the original's.
    pub(super) fn each(&self, each: &mut dyn FnMut(&RecordDraft) -> Result<(), Error>) -> Result<(), Error> {
        let Kept { conn, source, outline, took, share } = match *self {
            Self::Held(rows) => return rows.iter().try_for_each(each),
            Self::Kept(kept) => kept,
        };
        let (mut done, mut n) = (Ok(()), 0);
        let read = table::each_row(Original::of(conn, source), outline, &mut |row| {
            n += 1;
            done = if n % TOLD == 0 && !took(share * TOLD as u64) { Err(Error::Stopped) } else { each(&row) };
            done.is_ok()
        });
        done?;
        read.map_err(|e| Error::Damaged(format!("a table that was kept could not be read again: {e}")))
    }
}
