//! One table: its columns recognized, its rows new or attached to submissions that are there.

use std::collections::{BTreeMap, BTreeSet};

use super::submitters::{self, Fresh, Later};
use super::twice::Said;
use super::{Plan, Taken, consent, unchanged, warning};
use crate::intake::{ReadError, account, columns, long};
use crate::model::call::Call;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Column, Field, Format, RecordDraft, SourceDraft};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, WordAccount};
use crate::model::mapping::{Mapping, Rows};
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
        let Seen { joined, mut found, told, .. } = match see(draft, &self.call, self.mapping, file) {
            Ok(seen) => seen,
            Err(e) => return Ok(failed(file, &e)),
        };
        let draft = joined.as_ref().unwrap_or(draft);
        found.diagnostics.splice(0..0, told);
        below_a_title(draft, &mut found);
        keep_references_apart(draft, &mut found);
        consent::settle(draft, &mut found);
        let is_open = |column: &Column| matches!(column, Column::Open(_));
        if submitters::names_submissions(&found.columns) && !found.columns.iter().any(is_open) {
            let words = account::table(draft, &found.columns);
            let (draft, bytes) = (draft.clone(), bytes.to_vec());
            self.later.push(Later { file: file.to_owned(), hash, draft, found, bytes });
            return Ok(unchanged(words, 0, 0));
        }
        self.rows(file, hash, draft, found, bytes)
    }

    /// Takes the rows of a table as submissions.
    pub(super) fn rows(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: &SourceDraft,
        found: columns::Columns,
        bytes: &[u8],
    ) -> Result<Taken, Error> {
        let words = account::table(draft, &found.columns);
        let answers = draft.records.iter().map(|r| answered(r, &found.columns)).sum();
        self.keep_references(hash, draft, &found.columns);
        if !self.names(hash)?.is_empty() {
            return Ok(unchanged(words, draft.records.len() as u32, answers));
        }
        let mut problems = found.diagnostics;
        let (attached, outcome) = self.attach(draft, &found.columns, &mut problems)?;
        let all_there = !attached.is_empty()
            && draft.records.iter().all(|r| attached.get(&r.locator).is_some_and(|a| a.same));
        let source = self.keep(file, hash, draft, bytes)?;
        let places = places::of_columns(&draft.header);
        for record in &draft.records {
            let id = RecordId::of(hash, &record.locator);
            let shared = match attached.get(&record.locator) {
                Some(a) => records_known::submission(self.conn, a.to)?,
                None => None,
            };
            self.keep_row(id, source, record, &found.columns, &places, shared)?;
        }
        let rows = || {
            draft.records.iter().filter_map(|r| {
                if let Body::Row { number, .. } = r.body { Some(i64::from(number)) } else { None }
            })
        };
        let (first, last) = (rows().min().unwrap_or(2), rows().max().unwrap_or(1));
        // References are given by the number of the row, as if the first stood below a header.
        let table = Table { order: self.order, number: self.number + 2 - first, fills: false };
        self.number += last - first + 1;
        self.cell(hash, field::SOURCE_COLUMNS, to_json(&found.columns)?);
        self.cell(hash, field::SOURCE_TABLE, to_json(&table)?);
        self.fresh.push(Fresh::Table {
            source,
            number: table.number,
            columns: found.columns,
            attached: attached.keys().cloned().collect(),
        });
        if !attached.is_empty() {
            self.cell(hash, field::SOURCE_ATTACHED, to_json(&attached)?);
        }
        let outcome = if all_there { FileOutcome::Unchanged } else { outcome };
        Ok(Taken { outcome, submissions: draft.records.len() as u32, answers, words, problems })
    }

    /// Keeps the references of the rows in mind: documents are joined to them by a table, or say the same again.
    fn keep_references(&mut self, hash: SourceHash, draft: &SourceDraft, columns: &[Column]) {
        let Some(at) = column(columns, Field::Reference).filter(|_| self.several) else { return };
        let submitter = column(columns, Field::Submitter);
        for record in &draft.records {
            let Some(reference) = cell(record, Some(at)) else { continue };
            let of = cell(record, submitter).map(text::fold);
            self.rows.insert(text::fold(reference), (RecordId::of(hash, &record.locator), of));
        }
    }

    pub(super) fn keep_row(
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
            .collect::<Vec<_>>();
        if let Some(there) = records_known::number(self.conn, id)? {
            corpus::add_texts(self.conn, there, &parts)?;
            return Ok(());
        }
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

    /// Which rows are submissions that are there, by earlier exports of the same form or by documents that say the same.
    fn attach(
        &mut self,
        draft: &SourceDraft,
        columns: &[Column],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<(BTreeMap<String, Attached>, FileOutcome), Error> {
        let mut attached = self.attach_to_rows(draft, columns, problems)?;
        self.attach_to_papers(draft, columns, &mut attached)?;
        let outcome = if attached.is_empty() { FileOutcome::Added } else { FileOutcome::Revised };
        Ok((attached, outcome))
    }

    fn attach_to_papers(
        &mut self,
        draft: &SourceDraft,
        columns: &[Column],
        attached: &mut BTreeMap<String, Attached>,
    ) -> Result<(), Error> {
        let Some(at) = column(columns, Field::Reference) else { return Ok(()) };
        let (papers, submitter) = (self.papers()?, column(columns, Field::Submitter));
        if papers.is_empty() {
            return Ok(());
        }
        for record in &draft.records {
            let Some(reference) = cell(record, Some(at)) else { continue };
            if attached.contains_key(&record.locator) {
                continue;
            }
            let says = || Said::of(open_cells(record, columns));
            if let Some(to) = self.paper_of(&papers, (reference, cell(record, submitter)), says)? {
                attached.insert(record.locator.clone(), Attached::again(to, true));
            }
        }
        Ok(())
    }

    /// Which rows are those of earlier exports.
    fn attach_to_rows(
        &self,
        draft: &SourceDraft,
        columns: &[Column],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<BTreeMap<String, Attached>, Error> {
        let keys = records_known::keys(&draft.header, columns);
        let header: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let old = records_known::rows(self.conn, &header)?;
        if old.is_empty() {
            return Ok(BTreeMap::new());
        }
        let new: Vec<Row> = draft.records.iter().map(|r| row(&keys, r)).collect();
        let closed: BTreeSet<&str> = keys
            .iter()
            .zip(columns)
            .filter(|(_, c)| !matches!(c, Column::Open(_)))
            .map(|(key, _)| key.as_str())
            .collect();
        let olds: Vec<Row> = old.iter().map(|o| o.cells.clone()).collect();
        let mut attached = BTreeMap::new();
        let found = attach::matches(&new, &olds, &closed);
        for ((record, new), found) in draft.records.iter().zip(&new).zip(found) {
            match found {
                Match::New => {}
                Match::Is(i) => {
                    let same = says_the_same(new, &olds[i]);
                    attached.insert(record.locator.clone(), Attached::again(old[i].record, same));
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
        Ok(attached)
    }
}

/// The column of a metadatum.
fn column(columns: &[Column], field: Field) -> Option<usize> {
    columns.iter().position(|column| *column == Column::Metadata(field))
}

/// What a row has in a column, where that is something.
fn cell(record: &RecordDraft, column: Option<usize>) -> Option<&str> {
    let Body::Row { cells, .. } = &record.body else { return None };
    cells.get(column?).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

/// What a row has under questions.
fn open_cells<'r>(record: &'r RecordDraft, columns: &'r [Column]) -> impl Iterator<Item = &'r str> {
    let cells = match &record.body {
        Body::Row { cells, .. } => cells.as_slice(),
        Body::Document(_) => &[],
    };
    let open = cells.iter().zip(columns).filter(|(_, column)| matches!(column, Column::Open(_)));
    open.map(|(cell, _)| cell.as_str())
}

/// Names the row in which the header stands, where that is not the first; JSON has none.
fn below_a_title(draft: &SourceDraft, found: &mut columns::Columns) {
    let json = matches!(draft.format, Format::Json | Format::Jsonl);
    for problem in &mut found.diagnostics {
        let Some(rest) = problem.place.strip_prefix("row 1") else { continue };
        problem.place = match rest.strip_prefix(", ") {
            Some(column) if json => column.to_owned(),
            None if json => "the file".to_owned(),
            _ => format!("row {}{rest}", draft.header_row),
        };
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

pub(super) fn place(record: &RecordDraft) -> String {
    match &record.body {
        Body::Row { number, .. } => format!("row {number}"),
        Body::Document(_) => record.locator.clone(),
    }
}

/// The cells of a row that hold something, by the keys of the columns.
pub(super) fn row(keys: &[String], record: &RecordDraft) -> Row {
    let Body::Row { cells, .. } = &record.body else { return Row::new() };
    keys.iter()
        .zip(cells)
        .map(|(name, cell)| (name.clone(), cell.trim().to_owned()))
        .filter(|c| !c.1.is_empty())
        .collect()
}

/// Whether a row says all that is there and nothing else: the same table in another format. White space is folded.
fn says_the_same(new: &Row, old: &Row) -> bool {
    let is_same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    new.len() == old.len()
        && new.iter().all(|(key, text)| old.get(key).is_some_and(|there| is_same(there, text)))
}

/// A table as it is taken in.
pub(in crate::workspace) struct Seen {
    /// Where each row was an answer: how they were joined.
    pub(in crate::workspace) rows: Option<Rows>,
    /// With one row a submission, where it had one an answer.
    pub(in crate::workspace) joined: Option<SourceDraft>,
    pub(in crate::workspace) found: columns::Columns,
    told: Vec<Diagnostic>,
}

/// Recognizes the columns of a table, and joins its rows where each is one answer: where the mapping says so, or where
/// a column names questions of the call and no column is one.
pub(in crate::workspace) fn see(
    draft: &SourceDraft,
    call: &Call,
    mapping: Option<&Mapping>,
    file: &str,
) -> Result<Seen, ReadError> {
    let none = Mapping::default();
    let mapping = mapping.unwrap_or(&none);
    let in_row = |error| match error {
        ReadError::NoHeader { file, why, .. } => ReadError::NoHeader { file, row: draft.header_row, why },
        other => other,
    };
    let recognize = |header: &[String]| columns::mapped(header, call, mapping, file);
    let is_open = |found: &columns::Columns| found.columns.iter().any(|c| matches!(c, Column::Open(_)));
    let as_it_stands = recognize(&draft.header).map_err(in_row);
    let rows = match (&mapping.rows, &as_it_stands) {
        (Some(rows), _) => Some(rows.clone()),
        (None, Ok(found)) if is_open(found) => None,
        (None, _) => long::guess(draft),
    };
    let Some(rows) = rows else {
        return Ok(Seen { rows: None, joined: None, found: as_it_stands?, told: Vec::new() });
    };
    let joined = long::join(draft, &rows, file)?;
    let found = recognize(&joined.header).map_err(in_row)?;
    if mapping.rows.is_none() && !is_open(&found) {
        return Ok(Seen { rows: None, joined: None, found: as_it_stands?, told: Vec::new() });
    }
    let what = format!(
        "one row per answer: {} rows are {} submissions by “{}”, “{}” names the question",
        draft.records.len(),
        joined.records.len(),
        rows.submission.join("”, “"),
        rows.question.trim()
    );
    let remark =
        Diagnostic { severity: Severity::Remark, place: "the table".to_owned(), what, hint: String::new() };
    Ok(Seen { rows: Some(rows), joined: Some(joined), found, told: vec![remark] })
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
