//! What the screen of the intake reads: the files of the last import, and a document as it was placed.

mod blocks;
mod original;

pub(super) use blocks::heading;

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Workspace};
use crate::model::id::RecordId;
use crate::model::import::FileOutcome;
use crate::model::incoming::{FileName, Incoming, IncomingFile, Sheet};
use crate::model::placing::BlockName;
use crate::store::derive::{self, Begun, Known};
use crate::store::names::Names;
use crate::store::snapshot::snapshot;
use crate::store::{self, Conn, astray, codebook, incoming, questions, remaining, targets, view};

impl Workspace {
    /// What the last import did, file by file, and which texts wait for somebody to decide.
    pub fn incoming(&self) -> Result<Incoming, Error> {
        Ok(snapshot(&self.store.conn, files)?)
    }

    /// A document as it was placed; `None` when it is not there any more, or its text does not hold.
    pub fn incoming_sheet(&self, record: RecordId) -> Result<Option<Sheet>, Error> {
        Ok(snapshot(&self.store.conn, |conn| sheet(conn, record))?)
    }

    /// A block as it stands in the source: where, and the lines around it.
    ///
    /// # Errors
    /// When it is not there any more.
    pub fn incoming_original(&self, block: BlockName) -> Result<(String, Vec<String>), Error> {
        original::original(&self.store.conn, block)
    }
}

fn files(conn: &Conn) -> Result<Incoming, store::Error> {
    let mut known = Known::default();
    let last = incoming::last(conn)?;
    let in_doubt = incoming::in_doubt(conn)?;
    let mut files: Vec<IncomingFile> = Vec::new();
    let mut shown: BTreeSet<RecordId> = BTreeSet::new();
    if let Some(import) = &last {
        for came in incoming::came(conn, import.n)? {
            shown.extend(came.record);
            files.extend(file(conn, came, &in_doubt, &mut known)?);
        }
        files.extend(incoming::left_out(conn, import.n)?.into_iter().map(|report| IncomingFile {
            name: FileName { sha256: report.sha256, file: report.file, record: None },
            outcome: report.outcome,
            waits: 0,
            answers: 0,
            words: report.words.read,
            problems: report.problems,
        }));
    }
    // Of earlier imports those in which something waits still.
    let earlier = in_doubt.iter().filter(|(record, _)| !shown.contains(record));
    let imports: BTreeSet<i64> = earlier.map(|(_, import)| *import).collect();
    for import in imports {
        let waits = |came: &incoming::Came| {
            came.record.is_some_and(|it| in_doubt.get(&it) == Some(&import) && !shown.contains(&it))
        };
        for came in incoming::came(conn, import)?.into_iter().filter(waits) {
            files.extend(file(conn, came, &in_doubt, &mut known)?.filter(|file| file.waits > 0));
        }
    }
    files.sort_by_cached_key(|file| {
        let rank = match file.outcome {
            _ if file.waits > 0 => 0,
            FileOutcome::Asked => 1,
            _ if file.is_unreadable() => 2,
            _ => 3,
        };
        (rank, file.name.file.to_lowercase(), file.name.sha256.clone())
    });
    Ok(Incoming { last: last.map(|import| (import.by, view::moment(import.at))), files })
}

fn file(
    conn: &Conn,
    came: incoming::Came,
    in_doubt: &BTreeMap<RecordId, i64>,
    known: &mut Known,
) -> Result<Option<IncomingFile>, store::Error> {
    let name = FileName { sha256: came.source.to_string(), file: came.report.file, record: came.record };
    let (mut waits, mut answers, words) = (0, came.report.answers, came.report.words.read);
    if let Some(record) = came.record {
        let Some(submission) = targets::submission_of(conn, record)? else { return Ok(None) };
        answers = incoming::answers(conn, submission)?;
        if in_doubt.contains_key(&record)
            && let Some(parts) = derive::layout(conn, submission, known)?
        {
            let of_record = parts.iter().filter(|part| part.record == record);
            let waiting = of_record.flat_map(|part| &part.marks).filter(|mark| mark.waits());
            waits = waiting.count() as u32;
        }
    }
    let (outcome, problems) = (came.report.outcome, came.report.problems);
    Ok(Some(IncomingFile { name, outcome, waits, answers, words, problems }))
}

fn sheet(conn: &Conn, record: RecordId) -> Result<Option<Sheet>, store::Error> {
    let (mut known, call) = (Known::default(), questions::call(conn)?);
    let Some(submission) = targets::submission_of(conn, record)? else { return Ok(None) };
    let Some((_, source, format)) = incoming::source(conn, record)? else { return Ok(None) };
    let Some(mut parts) = derive::layout(conn, submission, &mut known)? else { return Ok(None) };
    parts.retain(|part| part.record == record);
    if parts.is_empty() {
        return Ok(None);
    }
    let reader = blocks::Reader { conn, call: &call, record, submission, format: &format };
    let mut all = Vec::new();
    for part in &parts {
        reader.read(part, &mut all)?;
    }
    blocks::number_places(&mut all, &call);
    let reference = remaining::reference(conn, submission)?;
    let codebook = codebook::codebook(conn)?;
    let (astray, _) = astray::astray(conn, &Names::new(&call, &codebook), submission)?;
    Ok(Some(Sheet { record, reference, source, blocks: all, astray }))
}

/// The blocks that wait with this heading, in all documents.
pub(super) fn waiting_with_heading(conn: &Conn, wanted: &str) -> Result<Vec<BlockName>, store::Error> {
    let mut known = Known::default();
    let mut all = Vec::new();
    for record in incoming::in_doubt(conn)?.into_keys() {
        let Some(submission) = targets::submission_of(conn, record)? else { continue };
        let Some(parts) = derive::layout(conn, submission, &mut known)? else { continue };
        for part in parts.iter().filter(|part| part.record == record) {
            if !part.marks.iter().any(Begun::waits) {
                continue;
            }
            let structure = derive::beside(conn, part.n)?;
            for at in (0..part.marks.len()).filter(|at| part.marks[*at].waits()) {
                let span = blocks::span(part, at, at);
                let heading = heading(part, span, &structure);
                if heading.is_some_and(|heading| crate::text::fold(&heading) == wanted) {
                    all.push(BlockName { record, part: part.id, span });
                }
            }
        }
    }
    Ok(all)
}
