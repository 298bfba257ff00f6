//! The rows, as what stands at them comes.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::Error;
use super::super::names::Names;
use super::Saying;
use crate::model::matrix::Head;
use crate::model::progress::{By, Row, Tally};
use crate::model::work::Status;
use crate::text::fold::fold;
use crate::text::{language, stakeholder};

/// The rows of what was asked for.
pub(super) struct Lines {
    by: By,
    rows: Vec<Row>,
    /// What has none.
    none: Tally,
    /// By the local number of the question.
    by_question: HashMap<i64, usize>,
    /// By the value as it is stored.
    by_value: HashMap<String, usize>,
    /// By the folded value: what a query takes for one is one row.
    by_fold: HashMap<String, usize>,
    /// An analyst's words that are done.
    read: Vec<u64>,
    words: u64,
    empty: Tally,
}

impl Lines {
    /// Those that stand there whether something is of them or not: questions, sections, analysts.
    pub(super) fn new(
        conn: &Connection,
        names: &Names<'_>,
        by: By,
        people: &[(i64, String)],
    ) -> Result<Self, Error> {
        let empty = Tally { by_analyst: vec![0; people.len()], ..Tally::default() };
        let mut lines = Self {
            by,
            rows: Vec::new(),
            none: empty.clone(),
            by_question: HashMap::new(),
            by_value: HashMap::new(),
            by_fold: HashMap::new(),
            read: vec![0; people.len()],
            words: 0,
            empty,
        };
        match by {
            By::Question | By::Section => lines.of_the_call(conn, names)?,
            By::Analyst => people.iter().for_each(|(_, name)| _ = lines.push(head(name))),
            By::StakeholderType | By::Language | By::Region => {}
        }
        Ok(lines)
    }

    fn of_the_call(&mut self, conn: &Connection, names: &Names<'_>) -> Result<(), Error> {
        let call = names.call;
        let mut keyed: HashMap<&str, usize> = HashMap::new();
        let is_by_section = self.by == By::Section;
        if is_by_section {
            for section in &call.sections {
                let (term, lead) = (section.number.clone(), section.number.clone());
                let row = self.push(Head { term, lead, ..head(&section.title) });
                keyed.insert(section.key.as_str(), row);
            }
        } else {
            for question in &call.questions {
                let (label, lead) = (question.short_name.clone(), question.number.clone());
                let row = self.push(Head { label, lead, ..head(&question.number) });
                keyed.insert(question.key.as_str(), row);
            }
        }
        let mut read =
            conn.prepare_cached("SELECT n, key, section, number FROM question ORDER BY position")?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(if is_by_section { 2 } else { 1 })?;
            let line = match keyed.get(key.as_str()) {
                Some(line) => Some(*line),
                // A question that the call no longer asks, with the answers that it had.
                None if !is_by_section => {
                    let line = self.push(head(&row.get::<_, String>(3)?));
                    self.by_value.insert(key, line);
                    Some(line)
                }
                None => None,
            };
            if let Some(line) = line {
                self.by_question.insert(row.get(0)?, line);
            }
        }
        Ok(())
    }

    fn push(&mut self, head: Head) -> usize {
        self.rows.push(Row { head, tally: self.empty.clone() });
        self.rows.len() - 1
    }

    /// The row of an answer by its question and its value; `None` when it has none.
    pub(super) fn of(&mut self, question: i64, value: Option<&str>) -> Option<usize> {
        if matches!(self.by, By::Question | By::Section) {
            return self.by_question.get(&question).copied();
        }
        let value = value?;
        if let Some(row) = self.by_value.get(value) {
            return Some(*row);
        }
        let folded = fold(value);
        let key = if folded.is_empty() { value.to_owned() } else { format!(" {folded}") };
        let shown = || Head { label: label(self.by, value), ..head(value) };
        let row = if let Some(row) = self.by_fold.get(&key) {
            // The first in order is shown.
            let known = self.rows.get_mut(*row);
            let known = known.filter(|known| known.head.value.as_deref().is_some_and(|old| value < old));
            if let Some(known) = known {
                known.head = shown();
            }
            *row
        } else {
            let head = shown();
            self.push(head)
        };
        self.by_fold.insert(key, row);
        self.by_value.insert(value.to_owned(), row);
        Some(row)
    }

    /// Counts an answer of a row.
    pub(super) fn add(&mut self, row: Option<usize>, words: u32, said: &Saying<'_>) {
        if self.by != By::Analyst {
            let row = row.and_then(|row| self.rows.get_mut(row));
            return row.map_or(&mut self.none, |row| &mut row.tally).add(words, said);
        }
        self.words += u64::from(words);
        for one in said.each {
            let Some(row) = self.rows.get_mut(one.analyst) else { continue };
            match one.status {
                Status::Reviewed => {
                    row.tally.reviewed += 1;
                    self.read[one.analyst] += u64::from(words);
                }
                Status::Flagged => row.tally.flagged += 1,
                Status::Todo => {}
            }
        }
    }

    /// The rows in the order in which they are shown.
    pub(super) fn finish(mut self, all: &Tally) -> Vec<Row> {
        match self.by {
            By::Question | By::Section => {}
            By::Analyst => {
                for (row, read) in self.rows.iter_mut().zip(&self.read) {
                    row.tally.todo = all.texts() - row.tally.reviewed - row.tally.flagged;
                    row.tally.words_left = self.words - read;
                    row.tally.by_analyst.clear();
                }
            }
            By::StakeholderType | By::Language | By::Region => {
                self.rows.sort_by_cached_key(|row| (row.head.term.to_lowercase(), row.head.term.clone()));
            }
        }
        if self.none.texts() > 0 {
            let head = Head {
                value: None,
                term: String::new(),
                label: "none".to_owned(),
                lead: String::new(),
                theme: None,
            };
            self.rows.push(Row { head, tally: self.none });
        }
        self.rows
    }
}

fn head(value: &str) -> Head {
    Head {
        value: Some(value.to_owned()),
        term: value.to_owned(),
        label: value.to_owned(),
        lead: String::new(),
        theme: None,
    }
}

/// What is shown of a value.
fn label(by: By, value: &str) -> String {
    match by {
        By::Language => language::name(value).unwrap_or(value),
        By::StakeholderType => stakeholder::short_type(value),
        _ => value,
    }
    .to_owned()
}
