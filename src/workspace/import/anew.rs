//! A better reading of the same bytes: offered when they are imported again, taken only where somebody says so.
//!
//! What an earlier reader made stays what it is, with its marks and everything that was said of it. The new reading is
//! a record of its own, attached as a newer version is: work on words that still stand stays on them, and one undo brings
//! the former reading back. A table is not read anew: its rows are known by where they stand in the file.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::{Plan, Taken, document, warning};
use crate::intake::{about, account, place, version};
use crate::model::call::Call;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Field, PartDraft, SourceDraft};
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, ImportReport};
use crate::store::corpus::{self, NewRecord};
use crate::store::derive::{self, Attached, Document};
use crate::store::payload::field;
use crate::store::readings::{self, Behind, Reading};
use crate::store::{Conn, joins, originals, records_known, to_json};
use crate::workspace::Error;
use crate::workspace::reading::{self, Came, apart::Apart};

/// So many originals are unpacked at a time …
const FILES: usize = 32;

/// … or so many bytes.
const BYTES: usize = 64 << 20;

/// What is here of the bytes that are imported.
pub(super) struct Before {
    pub(super) reading: Reading,
    /// Its texts.
    pub(super) parts: Vec<PartDraft>,
    /// Whether a newer reader reads it, and makes something else of it.
    pub(super) better: bool,
}

/// Whether a reading says something else than another one, or has it placed elsewhere.
fn differs(before: &[PartDraft], now: &[PartDraft], call: &Call) -> bool {
    let texts =
        |parts: &[PartDraft]| parts.iter().map(|p| (p.place.clone(), p.text.clone())).collect::<Vec<_>>();
    texts(before) != texts(now) || (before != now && place::parts(before, call) != place::parts(now, call))
}

impl Plan<'_> {
    /// What an earlier import made of the same bytes.
    pub(super) fn before(
        &self,
        hash: SourceHash,
        locator: &str,
        draft: &SourceDraft,
        parts: &[PartDraft],
    ) -> Result<Option<Before>, Error> {
        let Some(reading) = readings::of(self.conn, hash, locator)? else { return Ok(None) };
        Ok(Some(self.compared(reading, draft, parts)?))
    }

    fn compared(&self, reading: Reading, draft: &SourceDraft, parts: &[PartDraft]) -> Result<Before, Error> {
        let before = readings::texts(self.conn, reading.n)?;
        let is_newer = version::is_newer(&draft.reader, &reading.reader);
        let better = is_newer && differs(&before, parts, &self.call);
        Ok(Before { reading, parts: before, better })
    }

    /// Takes a better reading of a source's documents; `None` when it is none. With a submitter only of that one's.
    pub(super) fn read_anew(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: &SourceDraft,
        only: Option<&str>,
    ) -> Result<Option<Taken>, Error> {
        let Some(parts) = document::texts(draft) else { return Ok(None) };
        let (mut behind, mut problems) = (Vec::new(), Vec::new());
        for reading in readings::holding(self.conn, hash)? {
            if only.is_none_or(|only| reading.document == only) {
                let before = self.compared(reading, draft, parts)?;
                behind.extend(before.better.then_some(before));
            }
        }
        if behind.is_empty() {
            return Ok(None);
        }
        let marks = place::parts(parts, &self.call);
        let (words, answers) =
            (account::document(parts, &marks), document::answered(parts, &marks).len() as u32);
        let by_place: BTreeMap<String, _> =
            parts.iter().map(|p| p.place.clone()).zip(marks.clone()).collect();
        let source = self.keep(file, hash, draft, &[])?;
        let (mut documents, mut attached) = (BTreeMap::new(), BTreeMap::new());
        for before in &behind {
            let former = derive::document(self.conn, hash, &before.reading.locator)?;
            let Some((_, former)) = former else { continue };
            let locator = readings::locator(&before.reading.document, &draft.reader);
            let (to, lost) = self.add_reading(file, hash, source, &locator, before, parts)?;
            problems.extend(told(file, before, &draft.reader, lost));
            let said = match (parts.first(), marks.first()) {
                (Some(body), Some(marks)) => about::document(body, marks),
                _ => Vec::new(),
            };
            let said = with_submitter(said, &former, &before.parts);
            self.remember(
                file,
                document::likeness(parts),
                to.1,
                Some(Attached { to: to.0, same: false, fills: false }),
                &said,
            )?;
            let Document { order, number, .. } = former;
            documents
                .insert(locator.clone(), Document { marks: by_place.clone(), about: said, order, number });
            attached.insert(locator, Attached { to: to.0, same: false, fills: false });
        }
        self.cell(hash, field::SOURCE_DOCUMENTS, to_json(&documents)?);
        self.cell(hash, field::SOURCE_ATTACHED, to_json(&attached)?);
        problems.extend(document::problems(file, draft, parts, &marks, answers, false));
        self.anew += 1;
        let submissions = documents.len() as u32;
        Ok(Some(Taken { outcome: FileOutcome::Revised, submissions, answers, words, problems }))
    }

    /// Keeps a reading as a record beside the former one; gives the record that both follow, its own, and how many marks
    /// by hand found no place.
    fn add_reading(
        &mut self,
        file: &str,
        hash: SourceHash,
        source: i64,
        locator: &str,
        before: &Before,
        parts: &[PartDraft],
    ) -> Result<((RecordId, RecordId), usize), Error> {
        let record = RecordId::of(hash, locator);
        if records_known::number(self.conn, record)?.is_none() {
            let new = NewRecord {
                id: record,
                source,
                locator,
                row: None,
                cells: &BTreeMap::new(),
                likeness: Some(document::likeness(parts)),
                parts: parts.iter().map(document::new_part).collect(),
            };
            corpus::add_record(self.conn, &new, before.reading.holds)?;
        }
        self.revise(file, before.reading.record)?;
        let mut lost = 0;
        if let Some(submission) = before.reading.holds {
            let (cells, without) = derive::carry(self.conn, submission, before.reading.n, (record, parts))?;
            self.cells.extend(cells);
            lost = without;
        }
        let root = joins::id(self.conn, joins::root(self.conn, before.reading.n)?)?;
        Ok(((root, record), lost))
    }
}

/// Keeps who sent it, where that was said at import and does not stand in the document.
fn with_submitter(
    mut said: Vec<(Field, String)>,
    former: &Document,
    parts: &[PartDraft],
) -> Vec<(Field, String)> {
    let of =
        |all: &[(Field, String)]| all.iter().find(|(f, _)| *f == Field::Submitter).map(|(_, v)| v.clone());
    let by_itself = match (parts.first(), parts.first().and_then(|body| former.marks.get(&body.place))) {
        (Some(body), Some(marks)) => of(&about::document(body, marks)),
        _ => None,
    };
    let given = of(&former.about);
    if given.is_some() && given != by_itself {
        said.retain(|(field, _)| *field != Field::Submitter);
        said.extend(given.map(|name| (Field::Submitter, name)));
    }
    said
}

/// That the same bytes read differently, and how that is taken.
pub(super) fn offered(file: &str, before: &Before, reader: &str) -> Diagnostic {
    let what =
        format!("reads differently with {reader} than with {}; nothing was changed", before.reading.reader);
    warning(
        file,
        what,
        "`rapporteur import FILE --anew` takes the better reading, as a newer version is taken.",
    )
}

fn told(file: &str, before: &Before, reader: &str, lost: usize) -> Vec<Diagnostic> {
    let what = format!("read anew with {reader}; {} made what was here", before.reading.reader);
    let remark = Diagnostic { severity: Severity::Remark, place: file.to_owned(), what, hint: String::new() };
    let again = (lost > 0).then(|| {
        let what = "what was placed by hand stands otherwise in it: it is placed as the program places it";
        warning(file, what, "Place it again in the intake (5 on the screen); an undo brings back how it was.")
    });
    std::iter::once(remark).chain(again).collect()
}

/// Reads the originals that are kept, a few at a time, and has each taken that a newer reader reads differently.
pub(super) fn from_originals(
    plan: &mut Plan<'_>,
    behind: &[Behind],
    apart: &Apart,
    report: &mut ImportReport,
    progress: &mut dyn FnMut(usize, u64) -> bool,
) -> Result<(), Error> {
    let mut done = 0;
    while done < behind.len() {
        let (mut originals, mut bytes) = (HashMap::new(), 0);
        let mut paths: Vec<(String, PathBuf)> = Vec::new();
        for one in &behind[done..] {
            if paths.len() >= FILES || bytes >= BYTES {
                break;
            }
            let original = originals::original(plan.conn, one.source)?;
            bytes += original.len();
            let path = PathBuf::from(one.hash.to_string());
            paths.push((one.file.clone(), path.clone()));
            originals.insert(path, original);
        }
        let read = |path: &Path| {
            originals.get(path).cloned().ok_or_else(|| {
                Box::new(crate::workspace::files::failed(path, "its original is not here", ""))
            })
        };
        let named: Vec<(String, &Path)> =
            paths.iter().map(|(name, path)| (name.clone(), path.as_path())).collect();
        let first = done;
        reading::in_order(
            &named,
            &read,
            apart,
            &mut |i, bytes| progress(first + i, bytes),
            &mut |i, read| {
                let (Ok(Came::Whole(bytes, Ok(draft))), Some((file, _))) = (read, named.get(i)) else {
                    return Ok(());
                };
                // What the newer reader reads alike is not told of.
                let hash = SourceHash::of(&bytes);
                if !(plan.took)(bytes.len() as u64) {
                    return Err(Error::Stopped);
                }
                if let Some(taken) = plan.read_anew(file, hash, &draft, None)? {
                    report.sources.push(plan.reported(file, hash, draft, taken)?);
                }
                Ok(())
            },
        )?;
        done += paths.len();
    }
    Ok(())
}

/// The sources of which this program has a newer reader.
pub(in crate::workspace) fn behind(conn: &Conn) -> Result<Vec<Behind>, Error> {
    Ok(readings::behind(conn, version::is_behind)?)
}
