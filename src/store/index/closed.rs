//! What submissions say in columns with few values: closed answers, each a pane of its own.
//!
//! A column with many values is free text: it is asked with `attr:` and stands in no pane. Spellings that a query takes for
//! one are one value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::Sight;
use super::facts::{Closed, Set};
use crate::store::{Error, attributes};
use crate::text::fold::fold;
use crate::text::order;

/// From so many values on a pane has something to choose among.
const FEWEST: usize = 2;

/// With more values a column is no closed answer.
const MOST: usize = 30;

/// With more spellings of them neither.
const MOST_SPELLINGS: usize = 300;

impl Closed {
    /// The submissions that say this folded value: as the whole, if any does, else as words of it; with `prefix`, what
    /// begins so. As [`attributes::submissions_with`] has it.
    pub(super) fn submissions_with(&self, value: &str, prefix: bool) -> Set {
        let (mut whole, mut part) = (Set::new(), Set::new());
        let words = format!(" {value} ");
        for (known, said) in self.values.iter().zip(&self.said) {
            let known = fold(known);
            if known == value {
                whole |= said;
            } else if (prefix && known.starts_with(value))
                || (!prefix && format!(" {known} ").contains(&words))
            {
                part |= said;
            }
        }
        if prefix {
            return whole | part;
        }
        if whole.is_empty() { part } else { whole }
    }
}

/// A column while it is read.
struct Column {
    heads: BTreeSet<String>,
    /// Where it stands in each table that has it.
    places: BTreeMap<i64, Vec<usize>>,
    /// `None` when there turned out to be too many.
    values: Option<Values>,
}

/// Values as they come.
#[derive(Default)]
struct Values {
    /// The number of each spelling; none of what says nothing.
    spellings: HashMap<String, Option<usize>>,
    folded: HashMap<String, usize>,
    /// How each is written, the first spelling in order, and who says it.
    said: Vec<(String, Set)>,
}

impl Values {
    /// Takes a cell; false when there are too many values by now.
    fn add(&mut self, cell: &str, submission: u32) -> bool {
        let known = match self.spellings.get(cell) {
            Some(known) => *known,
            None => self.spelled(cell),
        };
        if let Some((_, said)) = known.and_then(|at| self.said.get_mut(at)) {
            said.insert(submission);
        }
        self.said.len() <= MOST && self.spellings.len() <= MOST_SPELLINGS
    }

    fn spelled(&mut self, cell: &str) -> Option<usize> {
        let folded = fold(cell);
        // What has no letter and no digit says nothing that could be asked for.
        let known = (!folded.is_empty()).then(|| {
            let next = self.said.len();
            *self.folded.entry(folded).or_insert(next)
        });
        if let Some(at) = known {
            match self.said.get_mut(at) {
                None => self.said.push((cell.to_owned(), Set::new())),
                Some((written, _)) if cell < written.as_str() => cell.clone_into(written),
                Some(_) => {}
            }
        }
        self.spellings.insert(cell.to_owned(), known);
        known
    }
}

/// All columns with few values.
pub(super) fn columns(conn: &Connection) -> Result<Vec<Closed>, Error> {
    let mut columns: Vec<Column> = Vec::new();
    let mut by_head: HashMap<String, usize> = HashMap::new();
    let mut tables = BTreeSet::new();
    for ((source, place), head) in attributes::columns(conn)? {
        let folded = fold(&head);
        if folded.is_empty() {
            continue;
        }
        tables.insert(source);
        let at = *by_head.entry(folded).or_insert(columns.len());
        if at == columns.len() {
            let values = Some(Values::default());
            columns.push(Column { heads: BTreeSet::new(), places: BTreeMap::new(), values });
        }
        if let Some(column) = columns.get_mut(at) {
            column.heads.insert(head);
            column.places.entry(source).or_default().push(place);
        }
    }
    for source in tables {
        read(conn, source, &mut columns)?;
    }
    Ok(columns.into_iter().filter_map(Column::finish).collect())
}

/// Reads a table's cells.
fn read(conn: &Connection, source: i64, columns: &mut [Column]) -> Result<(), Error> {
    let mut cells = conn.prepare_cached(
        "SELECT s.n, r.cells, s.record = r.n, held.source FROM record r
         JOIN submission_record sr ON sr.record = r.n JOIN submission s ON s.n = sr.submission
         JOIN record held ON held.n = s.record WHERE r.source = ?1 AND s.visible = 1",
    )?;
    let mut rows = cells.query([source])?;
    while let Some(row) = rows.next()? {
        let wanted = |column: &&mut Column| column.values.is_some() && column.places.contains_key(&source);
        let mut wanted: Vec<&mut Column> = columns.iter_mut().filter(wanted).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let (submission, holds, held): (u32, bool, i64) = (row.get(0)?, row.get(2)?, row.get(3)?);
        let json = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        // What is damaged is told where it is shown.
        let Ok(cells) = serde_json::from_str::<HashMap<usize, String>>(json) else { continue };
        for column in &mut wanted {
            // What an earlier table says counts where the one that holds has no such column.
            if holds || !column.places.contains_key(&held) {
                column.take(source, submission, &cells);
            }
        }
    }
    Ok(())
}

impl Column {
    fn take(&mut self, source: i64, submission: u32, cells: &HashMap<usize, String>) {
        for place in self.places.get(&source).into_iter().flatten() {
            if let (Some(values), Some(cell)) = (&mut self.values, cells.get(place))
                && !values.add(cell, submission)
            {
                self.values = None;
                return;
            }
        }
    }

    fn finish(self) -> Option<Closed> {
        let mut said = self.values?.said;
        if !(FEWEST..=MOST).contains(&said.len()) {
            return None;
        }
        said.sort_by_cached_key(|(value, _)| order::by_number(value));
        let (values, said) = said.into_iter().unzip();
        Some(Closed { heads: self.heads.into_iter().collect(), values, said })
    }
}

impl Sight<'_> {
    /// The columns with few values, each by the first of its heads.
    pub(in crate::store) fn closed_columns(&self) -> impl Iterator<Item = &str> {
        self.facts().closed.iter().filter_map(|column| column.heads.first()).map(String::as_str)
    }

    /// The values of such a column, in order, each with the submissions that say it.
    pub(in crate::store) fn said_in(&self, head: &str) -> impl Iterator<Item = (&str, &Set)> {
        let column = self.facts().closed.iter().find(|column| column.heads.iter().any(|one| one == head));
        column.into_iter().flat_map(|column| column.values.iter().map(String::as_str).zip(&column.said))
    }

    /// How many of these texts each submission has, by its number.
    pub(in crate::store) fn by_submission(&self, texts: &Set) -> Vec<u32> {
        let facts = self.facts();
        let mut counts = vec![0; facts.sent.who.len()];
        for text in texts {
            if let Some(count) = counts.get_mut(facts.texts.submission(text) as usize) {
                *count += 1;
            }
        }
        counts
    }
}
