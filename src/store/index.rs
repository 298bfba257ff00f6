//! What every text has, in memory: which texts stand under a question, carry a tag, were reviewed, come from Africa.
//!
//! Filters, lists, counts and matrices are answered from sets of local numbers (`roaring` bitmaps), so that their cost
//! does not grow with what is stored. What no set says, words of the text above all, is read from the file and kept as a set
//! while it is true. The facts ([`facts`]) are a cache like any other: read from the tables ([`build`]), then brought
//! up to date by what the journal says was done since ([`follow`]). Nobody needs to remember to tell: whoever asks
//! compares the file's newest operation with the one that the facts are of.
//!
//! Start with [`Store::sight`]: what a [`Sight`] finds ([`found`]) and lists ([`order`]).

mod build;
mod facts;
mod follow;
mod found;
mod order;

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use self::facts::Facts;
pub(crate) use self::facts::Set;
use self::follow::Mark;
use super::filter::Viewer;
use super::snapshot::snapshot;
use super::{Error, Store};
use crate::query::filter::{Filter, SortField};

/// So many sets that were read from the file are kept.
const KEPT: usize = 24;

/// The facts of one state of the file, and what was found with them.
pub(crate) struct Index {
    mark: Mark,
    facts: Facts,
    kept: Mutex<Kept>,
}

/// What was read from the file's rows, the oldest first.
#[derive(Default)]
struct Kept {
    sets: Vec<(Filter, Viewer, Set)>,
    ranks: Vec<(SortField, Arc<Vec<u32>>)>,
}

/// One index for all connections of the program to one file.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Option<Arc<Index>>>>);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

/// What one reading sees: the file's rows, what every text has, and who looks.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub conn: &'a Connection,
    pub index: &'a Index,
    pub viewer: Viewer,
}

impl Store {
    /// Reads one state of the file, with what every text has in it.
    pub(crate) fn sight<T>(
        &self,
        viewer: Viewer,
        read: impl FnOnce(&Sight<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        snapshot(&self.conn, |conn| {
            let index = self.index.current(conn)?;
            read(&Sight { conn, index: &index, viewer })
        })
    }
}

impl Shared {
    /// The index of the state that a connection sees. Called within a reading, so that rows and facts are of one state.
    pub(crate) fn current(&self, conn: &Connection) -> Result<Arc<Index>, Error> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = follow::mark(conn)?;
        if let Some(index) = held.as_ref().filter(|index| index.mark == mark) {
            return Ok(Arc::clone(index));
        }
        let facts = match held.take() {
            Some(before) => {
                let from = before.mark;
                let mut facts = Arc::try_unwrap(before).map_or_else(|shared| shared.facts.clone(), |own| own.facts);
                if follow::follow(conn, &mut facts, from, mark)? { facts } else { build::facts(conn)? }
            }
            None => build::facts(conn)?,
        };
        let index = Arc::new(Index { mark, facts, kept: Mutex::default() });
        *held = Some(Arc::clone(&index));
        Ok(index)
    }
}

impl Index {
    /// Reads everything anew.
    #[cfg(test)]
    pub(crate) fn new(conn: &Connection) -> Result<Self, Error> {
        Ok(Self { mark: follow::mark(conn)?, facts: build::facts(conn)?, kept: Mutex::default() })
    }

    fn ranks(
        &self,
        field: SortField,
        read: impl FnOnce() -> Result<Vec<u32>, Error>,
    ) -> Result<Arc<Vec<u32>>, Error> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ranks)) = kept().ranks.iter().find(|(known, _)| *known == field) {
            return Ok(Arc::clone(ranks));
        }
        let ranks = Arc::new(read()?);
        kept().ranks.push((field, Arc::clone(&ranks)));
        Ok(ranks)
    }
}

impl Sight<'_> {
    fn facts(&self) -> &Facts {
        &self.index.facts
    }

    /// What a filter found before, or what it finds now.
    fn keep(&self, filter: &Filter, find: impl FnOnce() -> Result<Set, Error>) -> Result<Set, Error> {
        let kept = || self.index.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &&(Filter, Viewer, Set)| one.0 == *filter && one.1 == self.viewer;
        if let Some((.., set)) = kept().sets.iter().find(same) {
            return Ok(set.clone());
        }
        let found = find()?;
        let mut kept = kept();
        if kept.sets.len() == KEPT {
            kept.sets.remove(0);
        }
        kept.sets.push((filter.clone(), self.viewer, found.clone()));
        Ok(found)
    }
}
