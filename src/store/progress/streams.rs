//! What was said of texts, and which have a theme, read in the order of the texts' numbers.

use rusqlite::{CachedStatement, Connection, Rows};

use super::super::Error;
use super::status;
use crate::model::work::Status;

/// What an analyst said of a text, and holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    answer: u32,
    /// The analyst's place among those who said something.
    pub analyst: usize,
    /// Reviewed or flagged.
    pub status: Status,
    /// When, in milliseconds.
    pub at: i64,
}

/// The statement that reads all reviews and flags.
pub(super) struct Sayings<'c>(CachedStatement<'c>);

impl<'c> Sayings<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Self, Error> {
        // The table is in the order of the answers; its index is not.
        Ok(Self(conn.prepare_cached(
            "SELECT st.answer, st.analyst, st.value, operation.at
             FROM status st NOT INDEXED CROSS JOIN operation ON operation.n = st.op
             WHERE st.head = 1 AND st.value IN (1, 2) ORDER BY st.answer",
        )?))
    }

    pub(super) fn read<'s>(&'s mut self, people: &'s [(i64, String)]) -> Result<Saying<'s>, Error> {
        Ok(Saying { rows: self.0.query([])?, people, ahead: None, of: Vec::new() })
    }
}

/// The reviews and flags, text by text.
pub(super) struct Saying<'s> {
    rows: Rows<'s>,
    people: &'s [(i64, String)],
    /// Read, and of a later text.
    ahead: Option<Said>,
    of: Vec<Said>,
}

impl Saying<'_> {
    /// What was said of a text. The texts must come in order.
    pub(super) fn of(&mut self, answer: u32) -> Result<&[Said], Error> {
        self.of.clear();
        loop {
            let said = match self.ahead.take() {
                Some(said) => said,
                None => match self.next()? {
                    Some(said) => said,
                    None => break,
                },
            };
            if said.answer > answer {
                self.ahead = Some(said);
                break;
            }
            if said.answer == answer {
                self.of.push(said);
            }
        }
        Ok(&self.of)
    }

    fn next(&mut self) -> Result<Option<Said>, Error> {
        let Some(row) = self.rows.next()? else { return Ok(None) };
        let analyst: i64 = row.get(1)?;
        let place = self.people.iter().position(|(n, _)| *n == analyst);
        Ok(Some(Said {
            answer: row.get(0)?,
            analyst: place.unwrap_or(usize::MAX),
            status: status(row.get(2)?),
            at: row.get(3)?,
        }))
    }
}

/// The statement that reads which texts have a theme.
pub(super) struct Themed<'c>(CachedStatement<'c>);

impl<'c> Themed<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Self, Error> {
        Ok(Self(conn.prepare_cached(
            "SELECT t.answer FROM tag t INDEXED BY tag_answer WHERE t.live = 1 ORDER BY t.answer",
        )?))
    }

    pub(super) fn read(&mut self) -> Result<Tagged<'_>, Error> {
        Ok(Tagged { rows: self.0.query([])?, ahead: None })
    }
}

/// The texts that have a theme, in order.
pub(super) struct Tagged<'s> {
    rows: Rows<'s>,
    ahead: Option<u32>,
}

impl Tagged<'_> {
    /// Whether a text has a theme. The texts must come in order.
    pub(super) fn has(&mut self, answer: u32) -> Result<bool, Error> {
        while self.ahead.is_none_or(|ahead| ahead < answer) {
            self.ahead = match self.rows.next()? {
                Some(row) => Some(row.get(0)?),
                None => Some(u32::MAX),
            };
            if self.ahead == Some(u32::MAX) {
                break;
            }
        }
        Ok(self.ahead == Some(answer))
    }
}
