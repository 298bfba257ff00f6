//! What every text has, in memory: which texts stand under a question, carry a tag, were reviewed, come from Africa.
//!
//! Filters, lists, counts and matrices are answered from sets of local numbers (`roaring` bitmaps), so that their cost
//! does not grow with what is stored. What no set says, words of the text above all, is read from the file and kept as a set
//! while it is true. The facts ([`facts`]) are a cache like any other: read from the tables ([`build`]), then brought
//! up to date by what the journal says was done since ([`follow`]); those of a large workspace are kept in the file ([`stored`]). Nobody needs to remember to tell: whoever asks
//! compares the file's newest operation with the one that the facts are of.
//!
//! Start with [`Store::sight`]: what a [`Sight`] finds ([`found`]) and lists ([`order`]).

mod build;
mod closed;
mod facts;
mod files;
mod follow;
mod found;
mod order;
mod stored;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::Connection;

use self::facts::Facts;
pub(crate) use self::facts::Set;
pub(super) use self::files::NamedFile;
use self::follow::Mark;
use super::filter::Viewer;
use super::snapshot::snapshot;
use super::{Error, Store, names};
use crate::query::Vocabulary;
use crate::query::filter::{Filter, SortField};

/// So many sets that were read from the file are kept.
const KEPT: usize = 24;

/// The facts of one state of the file, and what was found with them.
#[derive(Debug)]
pub(crate) struct Index {
    mark: Mark,
    facts: Facts,
    kept: Mutex<Kept>,
    vocabulary: OnceLock<Vocabulary>,
    /// The files, as a filter pane names them.
    named: OnceLock<Vec<NamedFile>>,
}

/// What a filter found, as somebody saw it.
type KeptSet = (Filter, Viewer, Set);

/// What was read from the file's rows, the oldest first.
#[derive(Default, Debug)]
struct Kept {
    sets: Vec<KeptSet>,
    ranks: Vec<(SortField, Arc<Vec<u32>>)>,
}

/// One index for all connections of the program to one file.
#[derive(Clone, Default, Debug)]
pub(crate) struct Shared(Arc<Held>);

#[derive(Default, Debug)]
struct Held {
    index: Mutex<Option<Arc<Index>>>,
    /// Set while facts are read.
    reading: AtomicBool,
}

/// What one reading sees: the file's rows, what every text has, and who looks.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub conn: &'a Connection,
    pub index: &'a Index,
    pub viewer: Viewer,
}

impl Store {
    /// Reads one state of the file as an analyst, with what every text has in it and every name that there is.
    pub(crate) fn sight<T, E: From<Error>>(
        &self,
        analyst: &str,
        read: impl FnOnce(&Sight<'_>, &Vocabulary) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut read = Some(read);
        let seen = snapshot(&self.conn, |conn| {
            let index = self.index.current(conn)?;
            let vocabulary = index.vocabulary(conn)?;
            let viewer = Viewer { analyst: index.analyst(analyst), deadline: vocabulary.call.deadline };
            let read = read.take();
            Ok(read.map(|read| read(&Sight { conn, index: &index, viewer }, vocabulary)))
        })?;
        seen.ok_or(Error::Stopped)?
    }
}

impl Shared {
    /// The index of the state that a connection sees. Called within a reading, so that rows and facts are of one state.
    pub(crate) fn current(&self, conn: &Connection) -> Result<Arc<Index>, Error> {
        let mut held = self.0.index.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = follow::mark(conn)?;
        if let Some(index) = held.as_ref().filter(|index| index.mark == mark) {
            return Ok(Arc::clone(index));
        }
        self.0.reading.store(true, Ordering::Relaxed);
        let index = Index::read(conn, held.take(), mark).map(Arc::new);
        self.0.reading.store(false, Ordering::Relaxed);
        let index = index?;
        *held = Some(Arc::clone(&index));
        Ok(index)
    }

    /// Whether facts are being read, which is not to be stopped.
    pub(super) fn is_being_read(&self) -> bool {
        self.0.reading.load(Ordering::Relaxed)
    }

    /// Gives every name that a query can speak of.
    pub(crate) fn with_vocabulary<T>(
        &self,
        conn: &Connection,
        read: impl FnOnce(&Vocabulary) -> T,
    ) -> Result<T, Error> {
        Ok(read(self.current(conn)?.vocabulary(conn)?))
    }
}

impl Index {
    /// Brings the facts of an earlier state up to date, those that are kept in the file where there are none, or reads
    /// all of them.
    fn read(conn: &Connection, before: Option<Arc<Self>>, mark: Mark) -> Result<Self, Error> {
        let (known, lasting) = match before {
            Some(before) => {
                let (from, lasting) = (before.mark, before.lasting());
                let facts =
                    Arc::try_unwrap(before).map_or_else(|shared| shared.facts.clone(), |own| own.facts);
                (Some((facts, from)), lasting)
            }
            None => (stored::kept(conn)?, Vec::new()),
        };
        if let Some((facts, from)) = known
            && let Some(followed) = follow::follow(conn, facts, from, mark)?
        {
            let index = Self::of(mark, followed.facts);
            if followed.same_texts {
                index.kept.lock().unwrap_or_else(PoisonError::into_inner).sets = lasting;
            }
            return Ok(index);
        }
        Ok(Self::of(mark, build::facts(conn)?))
    }

    fn of(mark: Mark, facts: Facts) -> Self {
        Self { mark, facts, kept: Mutex::default(), vocabulary: OnceLock::new(), named: OnceLock::new() }
    }

    /// Reads everything anew.
    #[cfg(test)]
    pub(crate) fn new(conn: &Connection) -> Result<Self, Error> {
        Ok(Self::of(follow::mark(conn)?, build::facts(conn)?))
    }

    /// What was found of texts and submissions and is still true when there is only more work on them.
    fn lasting(&self) -> Vec<KeptSet> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let lasts = |filter: &Filter| {
            matches!(
                filter,
                Filter::Text(_)
                    | Filter::Submitted(..)
                    | Filter::Late
                    | Filter::Attribute { .. }
                    | Filter::Holds(..)
            )
        };
        kept.sets.iter().filter(|(filter, ..)| lasts(filter)).cloned().collect()
    }

    /// The row of an analyst, by the folded name; 0 when he has done nothing yet.
    fn analyst(&self, folded: &str) -> i64 {
        self.facts.analysts.iter().find(|one| one.folded == folded).map_or(0, |one| one.n)
    }

    /// Every name that a query can speak of.
    fn vocabulary(&self, conn: &Connection) -> Result<&Vocabulary, Error> {
        if let Some(known) = self.vocabulary.get() {
            return Ok(known);
        }
        let read = names::vocabulary(&Sight { conn, index: self, viewer: Viewer::default() })?;
        Ok(self.vocabulary.get_or_init(|| read))
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
