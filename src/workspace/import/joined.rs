//! Documents that belong to rows: joined where the analyst's table says so, offered where the submitter is the same.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::{Plan, warning};
use crate::intake::ReadError;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, SourceDraft};
use crate::model::id::RecordId;
use crate::model::import::ImportReport;
use crate::model::joining::Offer;
use crate::store::payload::{CellWrite, Kind, field};
use crate::store::{answers, joins, records_known};
use crate::text;
use crate::workspace::Error;

/// The names of the column that names a file, folded, and of that which names what it belongs to.
const FILES: [&str; 4] = ["file", "document", "filename", "file name"];
const REFERENCES: [&str; 4] = ["reference", "ref", "row", "submission"];

/// Which document belongs to which submission.
#[derive(Default)]
pub(super) struct JoinTable {
    name: String,
    /// The references, by the files as the table names them …
    files: HashMap<String, String>,
    /// … and by the same without folder and ending, folded.
    stems: HashMap<String, String>,
}

impl JoinTable {
    /// Reads it from a table in any format.
    pub(super) fn of(path: &Path, draft: Result<SourceDraft, ReadError>) -> Result<Self, Error> {
        let name = path.to_string_lossy().into_owned();
        let unfit = |what: String| Error::Unfit {
            what,
            hint: "it needs a column `file` and a column `reference`, and a row for each document".to_owned(),
        };
        let draft = draft.map_err(|e| unfit(format!("{name}: {e}")))?;
        let column =
            |names: &[&str]| draft.header.iter().position(|head| names.contains(&text::fold(head).as_str()));
        let (Some(file), Some(reference)) = (column(&FILES), column(&REFERENCES)) else {
            return Err(unfit(format!("{name} does not say which file belongs to what")));
        };
        let mut table = Self { name, ..Self::default() };
        for record in &draft.records {
            let Body::Row { cells, .. } = &record.body else { continue };
            let cell = |at: usize| cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
            let (file, of) = (cell(file), cell(reference));
            if !file.is_empty() && !of.is_empty() {
                // Of two rows for one file the first holds.
                table.stems.entry(stem(&file)).or_insert_with(|| of.clone());
                table.files.entry(file).or_insert(of);
            }
        }
        Ok(table)
    }

    /// What a file belongs to: its name as it is, else without its ending and its folder.
    fn of_file(&self, file: &str) -> Option<&str> {
        self.files.get(file).or_else(|| self.stems.get(&stem(file))).map(String::as_str)
    }
}

fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    text::fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

impl Plan<'_> {
    /// Joins the documents of this import to what the table says they belong to.
    pub(super) fn join_by_table(&mut self, report: &mut ImportReport) -> Result<(), Error> {
        for (file, record) in std::mem::take(&mut self.brought) {
            let Some(reference) = self.table.of_file(&file) else { continue };
            let here = self.rows.get(&text::fold(reference)).map(|(row, _)| *row);
            let of = match here {
                Some(row) => Some(row),
                None => answers::submission(self.conn, reference)?.map(|(record, _)| record),
            };
            let problem = match of {
                None => Some(format!("{} joins it to {reference}, which is not here", self.table.name)),
                Some(of) if self.is_one(of, record)? => None,
                Some(of) => {
                    let pair = joins::entity(of, record);
                    self.cells.push(CellWrite::new(Kind::Join, pair, field::LIFE, 1));
                    self.joined += 1;
                    None
                }
            };
            let Some(problem) = problem else { continue };
            if let Some(source) = report.sources.iter_mut().find(|source| source.file == file) {
                let hint = "Correct the table, or join it later by `rapporteur join`.";
                source.problems.push(warning(&file, problem, hint));
            }
        }
        Ok(())
    }

    /// Whether two records are of one submission already.
    fn is_one(&self, a: RecordId, b: RecordId) -> Result<bool, Error> {
        let (a, b) = (records_known::submission(self.conn, a)?, records_known::submission(self.conn, b)?);
        Ok(a.is_some() && a == b)
    }
}

/// Tells of the submitters that this import made to be there both by form and by document.
pub(super) fn offer(before: &[Offer], after: &[Offer], report: &mut ImportReport) {
    let known: BTreeSet<&Offer> = before.iter().collect();
    for offer in after.iter().filter(|offer| !known.contains(offer)) {
        let concerns = |file: &str| offer.submissions.iter().any(|one| one.file == file);
        let documents: BTreeSet<&str> =
            offer.submissions.iter().filter(|one| one.row.is_none()).map(|one| one.file.as_str()).collect();
        let mut sources = report.sources.iter_mut();
        let source = match sources.find(|source| documents.contains(source.file.as_str())) {
            Some(source) => Some(source),
            None => report.sources.iter_mut().find(|source| concerns(&source.file)),
        };
        if let Some(source) = source {
            let names = offer.references();
            source.problems.push(Diagnostic {
                severity: Severity::Remark,
                place: source.file.clone(),
                what: format!("{} is here by form and by document: {names}", offer.shared()),
                hint: format!("If they are one submission: `rapporteur join {names}`."),
            });
        }
    }
}
