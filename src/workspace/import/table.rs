//! One table: its columns recognized, its rows new or attached to submissions that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use super::rows::{Kept, Rows};
use super::submitters::{self, Fresh, Later};
use super::twice::Said;
use super::{Plan, Taken, consent, unchanged, warning};
use crate::intake::table::Outline;
use crate::intake::{ReadError, account, columns, long};
use crate::model::call::Call;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Column, Field, Format, RecordDraft, SourceDraft};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, WordAccount};
use crate::model::mapping::{self, Mapping};
use crate::store::corpus::{self, NewPart, NewRecord};
use crate::store::derive::{Attached, Table};
use crate::store::likeness::{self, Row};
use crate::store::payload::field;
use crate::store::stretch::Structure;
use crate::store::{Conn, records_known, to_json};
use crate::text::{self, places};
use crate::workspace::Error;
use crate::workspace::attach::{self, Match};

/// A table that is to be taken in.
#[derive(Clone, Copy)]
struct Tabled<'t> {
    file: &'t str,
    hash: SourceHash,
    /// The table, maybe without its rows.
    draft: &'t SourceDraft,
    rows: Rows<'t>,
    /// The file as it came; empty where it is kept already.
    bytes: &'t [u8],
    words: WordAccount,
}

/// What a walk through the rows finds.
#[derive(Default)]
struct Looked {
    answers: u32,
    /// The numbers of the first row and the last.
    ends: Option<(i64, i64)>,
    /// A reference that an earlier row has, too, and where it stands.
    twice: Option<(String, String)>,
    /// What its consent column says.
    consent: consent::Seen,
}

impl<'p> Plan<'p> {
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
        let (rows, words) = (Rows::Held(&draft.records), account::table(draft, &found.columns));
        self.take_table(&Tabled { file, hash, draft, rows, bytes, words }, found)
    }

    /// Whether a table can be taken in without its rows being held: each row is a submission, and a column an answer.
    pub(super) fn needs_no_rows(&self, outline: &SourceDraft, file: &str) -> bool {
        let seen = see(outline, &self.call, self.mapping, file);
        seen.is_ok_and(|seen| {
            seen.joined.is_none()
                && self.mapping.is_none_or(|mapping| mapping.rows.is_none())
                && seen.found.columns.iter().any(|column| matches!(column, Column::Open(_)))
        })
    }

    /// A table whose rows are not held: its bytes are kept first, and the rows read from there.
    pub(super) fn long_table(
        &mut self,
        file: &str,
        (hash, size, path): (SourceHash, u64, &Path),
        outline: &Outline,
    ) -> Result<Taken, Error> {
        let found = match see(&outline.draft, &self.call, self.mapping, file) {
            Ok(seen) => seen.found,
            Err(e) => return Ok(failed(file, &e)),
        };
        let conn: &'p Conn = self.conn;
        let source = if let Some(known) = corpus::source_number(conn, hash)? {
            known
        } else {
            let bytes = File::open(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
            let mut before = 0;
            // Keeping the bytes is a quarter of what taking them is.
            let mut go_on = |done: u64| (self.took)((done - std::mem::replace(&mut before, done)) / 4);
            corpus::add_stream(conn, hash, &outline.draft, bytes, &mut go_on)?
        };
        let words = account::columns(&outline.draft.header, &outline.words, &found.columns);
        // The rows are gone through twice.
        let share = size * 3 / 8 / (outline.rows as u64).max(1);
        let rows = Rows::Kept(Kept { conn, source, outline, took: self.took, share });
        self.take_table(&Tabled { file, hash, draft: &outline.draft, rows, bytes: &[], words }, found)
    }

    fn take_table(&mut self, table: &Tabled<'_>, mut found: columns::Columns) -> Result<Taken, Error> {
        let Tabled { file, hash, draft, rows, bytes, words } = *table;
        below_a_title(draft, &mut found);
        let mut looked = look(rows, &found.columns)?;
        keep_references_apart(draft, looked.twice.take(), &mut found);
        consent::settle(draft, &looked.consent, &mut found);
        let is_open = |column: &Column| matches!(column, Column::Open(_));
        if submitters::names_submissions(&found.columns) && !found.columns.iter().any(is_open) {
            let (draft, bytes) = (draft.clone(), bytes.to_vec());
            self.later.push(Later { file: file.to_owned(), hash, draft, found, bytes });
            return Ok(unchanged(words, 0, 0));
        }
        self.take_rows(Tabled { file, hash, draft, rows, bytes, words }, found, &looked)
    }

    /// Takes a table without answers as submissions, after it waited.
    pub(super) fn take_waited(&mut self, later: &Later) -> Result<Taken, Error> {
        let Later { file, hash, draft, found, bytes } = later;
        let (rows, words) = (Rows::Held(&draft.records), account::table(draft, &found.columns));
        let looked = look(rows, &found.columns)?;
        let table = Tabled { file, hash: *hash, draft, rows, bytes, words };
        self.take_rows(table, found.clone(), &looked)
    }

    fn take_rows(
        &mut self,
        table: Tabled<'_>,
        found: columns::Columns,
        looked: &Looked,
    ) -> Result<Taken, Error> {
        let Tabled { file, hash, draft, rows, bytes, words } = table;
        let (count, answers) = (rows.count() as u32, looked.answers);
        self.keep_references(hash, rows, &found.columns)?;
        if !self.names(hash)?.is_empty() {
            return Ok(unchanged(words, count, answers));
        }
        let mut problems = found.diagnostics;
        let (attached, outcome) = self.attach(draft, rows, &found.columns, &mut problems)?;
        let all_there = count > 0 && attached.len() == rows.count() && attached.values().all(|a| a.same);
        let source = self.keep(file, hash, draft, bytes)?;
        let places = places::of_columns(&draft.header);
        rows.each(&mut |record| {
            let id = RecordId::of(hash, &record.locator);
            let shared = match attached.get(&record.locator) {
                Some(a) => records_known::submission(self.conn, a.to)?,
                None => None,
            };
            self.keep_row(id, source, record, &found.columns, &places, shared)
        })?;
        let (first, last) = looked.ends.unwrap_or((2, 1));
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
        Ok(Taken { outcome, submissions: count, answers, words, problems })
    }

    /// Keeps the references of the rows in mind: documents are joined to them by a table, or say the same again.
    fn keep_references(&mut self, hash: SourceHash, rows: Rows<'_>, columns: &[Column]) -> Result<(), Error> {
        let Some(at) = column(columns, Field::Reference).filter(|_| self.several) else { return Ok(()) };
        let submitter = column(columns, Field::Submitter);
        rows.each(&mut |record| {
            if let Some(reference) = cell(record, Some(at)) {
                let of = cell(record, submitter).map(text::fold);
                self.rows.insert(text::fold(reference), (RecordId::of(hash, &record.locator), of));
            }
            Ok(())
        })
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
        rows: Rows<'_>,
        columns: &[Column],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<(BTreeMap<String, Attached>, FileOutcome), Error> {
        let mut attached = self.attach_to_rows(draft, rows, columns, problems)?;
        self.attach_to_papers(rows, columns, &mut attached)?;
        let outcome = if attached.is_empty() { FileOutcome::Added } else { FileOutcome::Revised };
        Ok((attached, outcome))
    }

    fn attach_to_papers(
        &mut self,
        rows: Rows<'_>,
        columns: &[Column],
        attached: &mut BTreeMap<String, Attached>,
    ) -> Result<(), Error> {
        let Some(at) = column(columns, Field::Reference) else { return Ok(()) };
        let (papers, submitter) = (self.papers()?, column(columns, Field::Submitter));
        if papers.is_empty() {
            return Ok(());
        }
        rows.each(&mut |record| {
            let Some(reference) = cell(record, Some(at)).filter(|_| !attached.contains_key(&record.locator))
            else {
                return Ok(());
            };
            let says = || Said::of(open_cells(record, columns));
            if let Some(to) = self.paper_of(&papers, (reference, cell(record, submitter)), says)? {
                attached.insert(record.locator.clone(), Attached::again(to, true));
            }
            Ok(())
        })
    }

    /// Which rows are those of earlier exports.
    fn attach_to_rows(
        &self,
        draft: &SourceDraft,
        rows: Rows<'_>,
        columns: &[Column],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<BTreeMap<String, Attached>, Error> {
        let (keys, mut compared) =
            (records_known::keys(&draft.header, columns), likeness::Columns::default());
        let numbers: Vec<u32> = keys.iter().map(|key| compared.number(key)).collect();
        let header: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let old = records_known::rows(self.conn, &header, &mut compared)?;
        if old.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut new: Vec<Row> = Vec::with_capacity(rows.count());
        rows.each(&mut |record| {
            let Body::Row { cells, .. } = &record.body else { return Ok(()) };
            let cells = numbers.iter().copied().zip(cells.iter().map(String::as_str));
            new.push(compared.row(cells));
            Ok(())
        })?;
        let closed: BTreeSet<u32> = numbers
            .iter()
            .zip(columns)
            .filter(|(_, c)| !matches!(c, Column::Open(_)))
            .map(|(number, _)| *number)
            .collect();
        let (olds, old): (Vec<Row>, Vec<_>) =
            old.into_iter().map(|o| (o.cells, (o.record, o.reference))).unzip();
        let mut attached = BTreeMap::new();
        let mut found = new.iter().zip(attach::matches(&new, &olds, &closed));
        rows.each(&mut |record| {
            match found.next() {
                None | Some((_, Match::New)) => {}
                Some((new, Match::Is(i))) => {
                    // The same table in another format says all that is there and nothing else.
                    let same = *new == olds[i];
                    attached.insert(record.locator.clone(), Attached::again(old[i].0, same));
                }
                Some((_, Match::Unsure(i, j))) => {
                    let what = format!("as like to {} as to {}; added as new", old[i].1, old[j].1);
                    let hint = "Give both exports a column that tells rows apart.";
                    problems.push(warning(place(record), what, hint));
                }
            }
            Ok(())
        })?;
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

/// Walks through the rows for what has to be known of all of them before one is taken in.
fn look(rows: Rows<'_>, columns: &[Column]) -> Result<Looked, Error> {
    let (mut looked, mut seen) = (Looked::default(), BTreeSet::new());
    let reference = column(columns, Field::Reference);
    let citable = column(columns, Field::Citable);
    rows.each(&mut |record| {
        if let Some(value) = cell(record, citable) {
            looked.consent.take(value);
        }
        looked.answers += answered(record, columns);
        if let Body::Row { number, .. } = record.body {
            let (number, (first, last)) = (i64::from(number), looked.ends.unwrap_or((i64::MAX, i64::MIN)));
            looked.ends = Some((first.min(number), last.max(number)));
        }
        if let Some(reference) = cell(record, reference)
            && !seen.insert(reference.to_lowercase())
        {
            looked.twice.get_or_insert_with(|| (place(record), reference.to_owned()));
        }
        Ok(())
    })?;
    Ok(looked)
}

/// Makes a column of references that name more than one row an attribute: a reference is one submission's.
fn keep_references_apart(draft: &SourceDraft, twice: Option<(String, String)>, found: &mut columns::Columns) {
    let (Some((place, reference)), Some(at)) = (twice, column(&found.columns, Field::Reference)) else {
        return;
    };
    let header = draft.header.get(at).map_or("", |h| h.trim());
    let what = format!(
        "“{reference}” is also the reference of an earlier row: “{header}” is kept as an attribute, and references are given"
    );
    let hint = "Correct one by `rapporteur submissions QUERY --set reference=…`.";
    found.diagnostics.push(warning(place, what, hint));
    found.columns[at] = Column::Attribute;
}

pub(super) fn place(record: &RecordDraft) -> String {
    match &record.body {
        Body::Row { number, .. } => format!("row {number}"),
        Body::Document(_) => record.locator.clone(),
    }
}

/// A table as it is taken in.
pub(in crate::workspace) struct Seen {
    /// Where each row was an answer: how they were joined.
    pub(in crate::workspace) rows: Option<mapping::Rows>,
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
