//! A table of submitters: a table without answers whose rows name submissions that are there, or that come with it.
//!
//! A row names one by its reference, by a column that tells rows apart in an earlier table, or by its submitter, where
//! that is one submission only. It fills in what the submission does not say itself; what stands is kept, and what the
//! table says instead is told. What is only near, or double, is told and left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::table::place;
use super::{Plan, Taken, unchanged, warning};
use crate::intake::{account, columns};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Column, Field, RecordDraft, SourceDraft};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, ImportReport};
use crate::model::nearest::nearest;
use crate::store::derive::{Attached, Table};
use crate::store::likeness::{self, Row};
use crate::store::payload::field;
use crate::store::records_known::{self, Person};
use crate::store::to_json;
use crate::text::{self, citable, country, language, metadata, places};
use crate::workspace::attach::{self, Match};
use crate::workspace::{Error, Workspace};

/// So many rows, and so many values, are told one by one.
const TOLD: usize = 20;

/// Submissions that the same import brings.
pub(super) enum Fresh {
    /// A document.
    Document { record: RecordId, given: String, said: Vec<(Field, String)> },
    /// The rows of a table, but those that are attached to submissions that are there.
    Table { source: i64, number: i64, columns: Vec<Column>, attached: BTreeSet<String> },
}

/// A table that waits until all other files were taken.
pub(super) struct Later {
    pub file: String,
    pub hash: SourceHash,
    pub draft: SourceDraft,
    pub found: columns::Columns,
    pub bytes: Vec<u8>,
}

/// Whether a table says of whom its rows are.
pub(super) fn names_submissions(columns: &[Column]) -> bool {
    columns.iter().any(|c| matches!(c, Column::Metadata(Field::Reference | Field::Submitter)))
}

/// The reference that is given at intake.
pub(super) fn given_reference(prefix: &str, number: i64) -> String {
    let dash = if prefix.is_empty() { "" } else { "-" };
    format!("{prefix}{dash}{number:03}")
}

/// Rows and the submissions that they name, both by their places.
type Hits = Vec<(usize, usize)>;

impl Plan<'_> {
    /// Takes the tables that waited: as tables of submitters where they speak of submissions, else as submissions.
    pub(super) fn take_later(&mut self, report: &mut ImportReport) -> Result<(), Error> {
        for later in std::mem::take(&mut self.later) {
            let taken = match self.fill(&later)? {
                Some(taken) => taken,
                None => self.take_waited(&later)?,
            };
            let said = self.reported(&later.file, later.hash, later.draft, taken)?;
            let is_this =
                |s: &&mut crate::model::import::SourceReport| s.file == said.file && s.sha256 == said.sha256;
            if let Some(place) = report.sources.iter_mut().find(is_this) {
                *place = said;
            }
        }
        Ok(())
    }

    /// Takes a table as one of submitters; `None` when no row names a submission that has a text.
    fn fill(&mut self, later: &Later) -> Result<Option<Taken>, Error> {
        let (draft, columns) = (&later.draft, &later.found.columns);
        let people = self.people()?;
        let mut told = Vec::new();
        let hits = self.hits(draft, columns, &people, &mut told)?;
        if !hits.iter().any(|(_, who)| people[*who].has_text) {
            return Ok(None);
        }
        let mut problems = later.found.diagnostics.clone();
        problems.append(&mut told);
        tell_what_stands(draft, columns, &people, &hits, &mut problems);
        let words = account::table(draft, columns);
        let filled = hits.len() as u32;
        if !self.names(later.hash)?.is_empty() && self.all_filled(later, &people, &hits)? {
            return Ok(Some(Taken { problems, ..unchanged(words, filled, 0) }));
        }
        let source = self.keep(&later.file, later.hash, draft, &later.bytes)?;
        let heads = places::of_columns(&draft.header);
        let mut attached = BTreeMap::new();
        for (at, who) in &hits {
            let record = &draft.records[*at];
            let id = RecordId::of(later.hash, &record.locator);
            self.keep_row(id, source, record, columns, &heads, None)?;
            attached.insert(record.locator.clone(), Attached::filling(people[*who].record));
        }
        let table = Table { order: self.order, number: self.number, fills: true };
        self.cell(later.hash, field::SOURCE_COLUMNS, to_json(columns)?);
        self.cell(later.hash, field::SOURCE_TABLE, to_json(&table)?);
        self.cell(later.hash, field::SOURCE_ATTACHED, to_json(&attached)?);
        self.filled += hits.len();
        Ok(Some(Taken { outcome: FileOutcome::Revised, submissions: filled, answers: 0, words, problems }))
    }

    /// Whether the rows of a table that came before fill in all that they name.
    fn all_filled(&self, later: &Later, people: &[Person], hits: &Hits) -> Result<bool, Error> {
        for (at, who) in hits {
            let id = RecordId::of(later.hash, &later.draft.records[*at].locator);
            let (of_row, of_person) = (
                records_known::submission(self.conn, id)?,
                records_known::submission(self.conn, people[*who].record)?,
            );
            if of_row.is_none() || of_row != of_person {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The submissions that are there, and those that this import brings.
    fn people(&self) -> Result<Vec<Person>, Error> {
        let mut people = records_known::people(self.conn)?;
        for fresh in &self.fresh {
            match fresh {
                Fresh::Document { record, given, said } => {
                    let said: BTreeMap<Field, String> = said.iter().cloned().collect();
                    let reference = said.get(&Field::Reference).unwrap_or(given).clone();
                    people.push(Person { record: *record, reference, said, counts: true, has_text: true });
                }
                Fresh::Table { source, number, columns, attached } => {
                    let has_text = columns.iter().any(|c| matches!(c, Column::Open(_)));
                    for (record, locator, row, cells) in records_known::kept_rows(self.conn, *source)? {
                        if attached.contains(&locator) {
                            continue;
                        }
                        let said = said(columns, |i| cells.get(&i).map(String::as_str));
                        let given = given_reference(&self.call.prefix, number + row - 2);
                        let reference = said.get(&Field::Reference).cloned().unwrap_or(given);
                        people.push(Person { record, reference, said, counts: true, has_text });
                    }
                }
            }
        }
        Ok(people)
    }

    /// Which rows name which submissions; what names none, or several, is told.
    fn hits(
        &self,
        draft: &SourceDraft,
        columns: &[Column],
        people: &[Person],
        told: &mut Vec<Diagnostic>,
    ) -> Result<Hits, Error> {
        let keyed = self.keyed(draft, columns, people)?;
        let named = Named::of(people);
        let (mut hits, mut taken, mut left): (Hits, HashMap<usize, String>, usize) =
            (Vec::new(), HashMap::new(), 0);
        for (at, record) in draft.records.iter().enumerate() {
            let Body::Row { cells, .. } = &record.body else { continue };
            let said = said(columns, |i| cells.get(i).map(String::as_str));
            let found = match named.by_reference(&said) {
                Ok(None) => keyed.get(&at).map_or_else(|| named.by_submitter(&said, people), |who| Ok(*who)),
                Ok(Some(who)) => Ok(who),
                Err(why) => Err(why),
            };
            let found = found.and_then(|who| match taken.get(&who) {
                Some(before) => Err(format!("{} is named by {before} already", people[who].reference)),
                None => Ok(who),
            });
            match found {
                Ok(who) => {
                    taken.insert(who, place(record));
                    hits.push((at, who));
                }
                Err(why) if told.len() < TOLD => {
                    let hint = "Give the row a reference, or correct the submission itself.";
                    told.push(warning(place(record), format!("{why}: left out"), hint));
                }
                Err(_) => left += 1,
            }
        }
        if left > 0 {
            told.push(warning("later rows", format!("{left} more rows were left out"), ""));
        }
        Ok(hits)
    }

    /// The rows that a column which tells rows apart in an earlier table names.
    fn keyed(
        &self,
        draft: &SourceDraft,
        columns: &[Column],
        people: &[Person],
    ) -> Result<HashMap<usize, usize>, Error> {
        let keys = records_known::keys(&draft.header, columns);
        let header: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let mut compared = likeness::Columns::default();
        let numbers: Vec<u32> = keys.iter().map(|key| compared.number(key)).collect();
        let old = records_known::rows(self.conn, &header, &mut compared)?;
        let cells = |record: &RecordDraft| match &record.body {
            Body::Row { cells, .. } => {
                compared.row(numbers.iter().copied().zip(cells.iter().map(String::as_str)))
            }
            Body::Document(_) => Row::default(),
        };
        let new: Vec<Row> = draft.records.iter().map(cells).collect();
        let (olds, old): (Vec<Row>, Vec<RecordId>) = old.into_iter().map(|o| (o.cells, o.record)).unzip();
        // Names are compared by themselves: two submissions may be from one submitter.
        let own = columns.iter().zip(&numbers).filter(|(column, _)| **column == Column::Attribute);
        let own: BTreeSet<u32> = own.map(|(_, number)| *number).collect();
        let (found, _) = attach::by_key(&new, &olds, &own);
        let at: HashMap<RecordId, usize> = people.iter().enumerate().map(|(i, p)| (p.record, i)).collect();
        let hit = |(row, found): (usize, Match)| match found {
            Match::Is(i) => Some((row, *at.get(&old[i])?)),
            _ => None,
        };
        Ok(found.into_iter().enumerate().filter_map(hit).collect())
    }
}

/// A name as it is compared; what has neither letter nor number stays as it is.
fn called(name: &str) -> String {
    let folded = text::fold(name);
    if folded.is_empty() { name.trim().to_owned() } else { folded }
}

/// The submissions by what they are called.
struct Named<'a> {
    references: HashMap<String, Vec<usize>>,
    submitters: HashMap<String, Vec<usize>>,
    names: Vec<&'a str>,
}

impl<'a> Named<'a> {
    fn of(people: &'a [Person]) -> Self {
        let (mut references, mut submitters): (HashMap<String, Vec<usize>>, HashMap<String, Vec<usize>>) =
            (HashMap::new(), HashMap::new());
        let mut names = Vec::new();
        for (i, person) in people.iter().enumerate() {
            references.entry(called(&person.reference)).or_default().push(i);
            if let Some(name) = person.said.get(&Field::Submitter).filter(|_| person.counts) {
                submitters.entry(called(name)).or_default().push(i);
                names.push(name.as_str());
            }
        }
        Self { references, submitters, names }
    }

    /// The submission of a row's reference; `None` when it has none, or one that is not here.
    fn by_reference(&self, said: &BTreeMap<Field, String>) -> Result<Option<usize>, String> {
        let Some(reference) = said.get(&Field::Reference) else { return Ok(None) };
        match self.references.get(&called(reference)).map(Vec::as_slice) {
            Some([one]) => Ok(Some(*one)),
            Some(several) => Err(format!("{reference} is the reference of {} submissions", several.len())),
            None => Ok(None),
        }
    }

    fn by_submitter(&self, said: &BTreeMap<Field, String>, people: &[Person]) -> Result<usize, String> {
        let Some(name) = said.get(&Field::Submitter) else {
            let reference = said.get(&Field::Reference).map_or("the row", String::as_str);
            return Err(format!("{reference} names no submission that is here"));
        };
        match self.submitters.get(&called(name)).map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(several) => {
                let all: Vec<&str> = several.iter().take(5).map(|i| people[*i].reference.as_str()).collect();
                Err(format!("{} submissions are from “{name}”: {}", several.len(), all.join(", ")))
            }
            None => Err(match nearest(name, self.names.iter().copied()) {
                Some(near) => format!("“{name}” is no submitter here; “{near}” is near"),
                None => format!("“{name}” is no submitter here"),
            }),
        }
    }
}

/// What the metadata columns of a row say, in one way of writing.
fn said<'c>(columns: &[Column], cell: impl Fn(usize) -> Option<&'c str>) -> BTreeMap<Field, String> {
    let mut said = BTreeMap::new();
    for (i, column) in columns.iter().enumerate() {
        let Column::Metadata(field) = column else { continue };
        let value = cell(i).map(|value| metadata::normalize(*field, value)).filter(|v| is_said(*field, v));
        if let Some(value) = value {
            said.insert(*field, value);
        }
    }
    said
}

/// Whether a value in one way of writing says anything.
fn is_said(field: Field, value: &str) -> bool {
    !value.is_empty() && (field != Field::Citable || citable::way(value).is_some())
}

/// How the command line is told to take a value, whatever it is.
fn command(reference: &str, field: Field, value: &str) -> String {
    let is_known = match field {
        Field::StakeholderType | Field::Region => false,
        Field::Country => country::name(value).is_some(),
        Field::Language => language::name(value).is_some(),
        _ => true,
    };
    let exactly = if is_known { "" } else { "=" };
    let set = format!("{}={exactly}{value}", field.name());
    format!("rapporteur submissions {} --set {}", quoted(reference), quoted(&set))
}

/// A word of a command as a shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Tells where a submission says something else than the table: what stands is kept.
fn tell_what_stands(
    draft: &SourceDraft,
    columns: &[Column],
    people: &[Person],
    hits: &Hits,
    problems: &mut Vec<Diagnostic>,
) {
    let (mut told, mut more) = (0, 0);
    for (at, who) in hits {
        let record: &RecordDraft = &draft.records[*at];
        let Body::Row { cells, .. } = &record.body else { continue };
        let person = &people[*who];
        for (field, value) in said(columns, |i| cells.get(i).map(String::as_str)) {
            let Some(stands) = person.said.get(&field) else { continue };
            let stands = metadata::normalize(field, stands);
            let same = called(&stands) == called(&value);
            if field == Field::Reference || same || !is_said(field, &stands) {
                continue;
            }
            if told == TOLD {
                more += 1;
                continue;
            }
            told += 1;
            let (label, reference) = (field.label(), &person.reference);
            problems.push(Diagnostic {
                severity: Severity::Remark,
                place: place(record),
                what: format!(
                    "{label} of {reference} stays {}; the table says {}",
                    Workspace::shown_value(field, &stands),
                    Workspace::shown_value(field, &value)
                ),
                hint: format!("To take the table's: {}", command(reference, field, &value)),
            });
        }
    }
    if more > 0 {
        let what = format!("{more} more values of the table differ from what stands, which is kept");
        problems.push(Diagnostic {
            severity: Severity::Remark,
            place: "later rows".to_owned(),
            what,
            hint: String::new(),
        });
    }
}
