//! One table: its columns recognized, its rows new or attached to submissions that are there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, Taken, unchanged, warning};
use crate::intake::{ReadError, account, columns};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Column, Field, RecordDraft, SourceDraft};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, WordAccount};
use crate::store::corpus::{self, NewPart, NewRecord};
use crate::store::derive::{Attached, Table};
use crate::store::payload::field;
use crate::store::stretch::Structure;
use crate::store::{records_known, to_json};
use crate::text::{self, places};
use crate::workspace::Error;
use crate::workspace::attach::{self, Match, Row};

impl Plan<'_> {
    pub(super) fn table(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: &SourceDraft,
        bytes: &[u8],
    ) -> Result<Taken, Error> {
        let mut found = match columns::recognize(&draft.header, &self.call, file) {
            Ok(found) => found,
            Err(ReadError::NoHeader { file: name, why, .. }) => {
                return Ok(failed(file, &ReadError::NoHeader { file: name, row: draft.header_row, why }));
            }
            Err(e) => return Ok(failed(file, &e)),
        };
        below_a_title(draft.header_row, &mut found);
        keep_references_apart(draft, &mut found);
        let words = account::table(draft, &found.columns);
        let answers = draft.records.iter().map(|r| answered(r, &found.columns)).sum();
        self.keep_references(hash, draft, &found.columns);
        if !self.names(hash)?.is_empty() {
            return Ok(unchanged(words, draft.records.len() as u32, answers));
        }
        let mut problems = found.diagnostics;
        let (attached, outcome) = self.attach(draft, &found.columns, &mut problems)?;
        let source = self.keep(file, hash, draft, bytes)?;
        let places = places::of_columns(&draft.header);
        for record in &draft.records {
            let id = RecordId::of(hash, &record.locator);
            if records_known::number(self.conn, id)?.is_none() {
                let shared = match attached.get(&record.locator) {
                    Some(a) => records_known::submission(self.conn, a.to)?,
                    None => None,
                };
                self.keep_row(id, source, record, &found.columns, &places, shared)?;
            }
        }
        let table = Table { order: self.order, number: self.number };
        self.number += draft.records.len() as i64;
        self.cell(hash, field::SOURCE_COLUMNS, to_json(&found.columns)?);
        self.cell(hash, field::SOURCE_TABLE, to_json(&table)?);
        if !attached.is_empty() {
            self.cell(hash, field::SOURCE_ATTACHED, to_json(&attached)?);
        }
        Ok(Taken { outcome, submissions: draft.records.len() as u32, answers, words, problems })
    }

    /// Keeps the references of the rows in mind, for a table that joins documents to them.
    fn keep_references(&mut self, hash: SourceHash, draft: &SourceDraft, columns: &[Column]) {
        let at = columns.iter().position(|c| *c == Column::Metadata(Field::Reference));
        let Some(at) = at.filter(|_| !self.table.is_empty()) else { return };
        for record in &draft.records {
            let Body::Row { cells, .. } = &record.body else { continue };
            if let Some(reference) = cells.get(at).map(|cell| text::fold(cell)).filter(|r| !r.is_empty()) {
                self.references.insert(reference, RecordId::of(hash, &record.locator));
            }
        }
    }

    fn keep_row(
        &self,
        id: RecordId,
        source: i64,
        record: &RecordDraft,
        columns: &[Column],
        places: &[String],
        shared: Option<i64>,
    ) -> Result<(), Error> {
        let Body::Row { number, cells } = &record.body else { return Ok(()) };
        let open = |i: usize| matches!(columns.get(i), Some(Column::Open(_)));
        let others: BTreeMap<usize, &str> =
            cells.iter().enumerate().filter(|(i, _)| !open(*i)).map(|(i, c)| (i, c.as_str())).collect();
        let parts = cells
            .iter()
            .enumerate()
            .filter(|(i, cell)| open(*i) && !cell.trim().is_empty())
            .filter_map(|(i, cell)| {
                let place = places.get(i)?;
                Some(NewPart { place, text: cell, structure: Structure::default() })
            })
            .collect();
        let new = NewRecord {
            id,
            source,
            locator: &record.locator,
            row: Some(*number),
            cells: &others,
            likeness: None,
            parts,
        };
        corpus::add_record(self.conn, &new, shared)?;
        Ok(())
    }

    /// Which rows are submissions that are there, by earlier exports of the same form.
    fn attach(
        &self,
        draft: &SourceDraft,
        columns: &[Column],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<(BTreeMap<String, Attached>, FileOutcome), Error> {
        let header: BTreeSet<&str> = draft.header.iter().map(String::as_str).collect();
        let old = records_known::rows(self.conn, &header)?;
        if old.is_empty() {
            return Ok((BTreeMap::new(), FileOutcome::Added));
        }
        let new: Vec<Row> = draft.records.iter().map(|r| row(&draft.header, r)).collect();
        let closed: BTreeSet<&str> = draft
            .header
            .iter()
            .zip(columns)
            .filter(|(_, c)| !matches!(c, Column::Open(_)))
            .map(|(h, _)| h.as_str())
            .collect();
        let olds: Vec<Row> = old.iter().map(|o| o.cells.clone()).collect();
        let mut attached = BTreeMap::new();
        for (record, found) in draft.records.iter().zip(attach::matches(&new, &olds, &closed)) {
            match found {
                Match::New => {}
                Match::Is(i) => {
                    attached.insert(record.locator.clone(), Attached { to: old[i].record, same: false });
                }
                Match::Unsure(i, j) => {
                    let what =
                        format!("as like to {} as to {}; added as new", old[i].reference, old[j].reference);
                    problems.push(warning(
                        place(record),
                        what,
                        "Give both exports a column that tells rows apart.",
                    ));
                }
            }
        }
        let outcome = if attached.is_empty() { FileOutcome::Added } else { FileOutcome::Revised };
        Ok((attached, outcome))
    }
}

/// Names the row in which the header stands, where that is not the first.
fn below_a_title(header: u32, found: &mut columns::Columns) {
    for problem in &mut found.diagnostics {
        if let Some(rest) = problem.place.strip_prefix("row 1").filter(|_| header > 1) {
            problem.place = format!("row {header}{rest}");
        }
    }
}

/// Makes a column of references that name more than one row an attribute: a reference is one submission's.
fn keep_references_apart(draft: &SourceDraft, found: &mut columns::Columns) {
    let Some(at) = found.columns.iter().position(|c| *c == Column::Metadata(Field::Reference)) else {
        return;
    };
    let mut seen = BTreeSet::new();
    let twice = draft.records.iter().find_map(|record| {
        let Body::Row { cells, .. } = &record.body else { return None };
        let reference = cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())?;
        (!seen.insert(reference.to_lowercase())).then(|| (place(record), reference))
    });
    if let Some((place, reference)) = twice {
        let header = draft.header.get(at).map_or("", |h| h.trim());
        let what = format!(
            "“{reference}” is also the reference of an earlier row: “{header}” is kept as an attribute, and references are given"
        );
        found.diagnostics.push(warning(
            place,
            what,
            "Correct one by `rapporteur submissions QUERY --set reference=…`.",
        ));
        found.columns[at] = Column::Attribute;
    }
}

fn place(record: &RecordDraft) -> String {
    match &record.body {
        Body::Row { number, .. } => format!("row {number}"),
        Body::Document(_) => record.locator.clone(),
    }
}

fn row(header: &[String], record: &RecordDraft) -> Row {
    let Body::Row { cells, .. } = &record.body else { return Row::new() };
    let names = places::of_columns(header);
    names
        .into_iter()
        .zip(cells)
        .map(|(name, cell)| (name, cell.trim().to_owned()))
        .filter(|c| !c.1.is_empty())
        .collect()
}

/// How many questions a row answers.
fn answered(record: &RecordDraft, columns: &[Column]) -> u32 {
    let Body::Row { cells, .. } = &record.body else { return 0 };
    let open = cells.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty());
    let keys: BTreeSet<&str> = open
        .filter_map(|(_, column)| match column {
            Column::Open(key) => Some(key.as_str()),
            _ => None,
        })
        .collect();
    keys.len() as u32
}

fn failed(file: &str, error: &ReadError) -> Taken {
    let problems = vec![Diagnostic {
        severity: Severity::Error,
        place: file.to_owned(),
        what: error.to_string(),
        hint: "Nothing of this file was taken; mend it and import it again.".to_owned(),
    }];
    let words = WordAccount::default();
    Taken { outcome: FileOutcome::Failed, submissions: 0, answers: 0, words, problems }
}
