//! Imports: files are read, placed and recognized; one transaction and one operation take them in.
//!
//! A dry run is the same work, taken back at the end. What cannot be read is told and left out; the rest
//! goes on.

mod anew;
mod consent;
mod document;
mod joined;
mod rows;
mod submitters;
mod table;
mod twice;
mod versions;
mod watch;

pub(super) use self::anew::behind;
pub(super) use self::table::see;
pub(super) use self::watch::Watcher;

use std::collections::HashMap;
use std::path::Path;

use self::joined::JoinTable;
use self::submitters::{Fresh, Later};
use self::twice::Said;
use self::versions::Revised;
use self::watch::Watch;
use super::change::{Prepared, unknown, write_watched};
use super::reading::long::Long;
use super::reading::{Came, Files};
use super::{Error, ImportRequest, Workspace, files, reading};
use crate::intake::{self, ReadError};
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::SourceDraft;
use crate::model::id::{RecordId, SourceHash};
use crate::model::import::{FileOutcome, ImportReport, SourceReport, WordAccount};
use crate::model::mapping::Mapping;
use crate::model::operation::{Outcome, Touched};
use crate::model::plural::counted;
use crate::store::journal::{self, Author, Moment};
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::records_known::KnownDocument;
use crate::store::transact::End;
use crate::store::{
    Conn, answers, apply, corpus, offers, records_known, sources, submissions_known, to_json,
};
use crate::text;

/// What an import has planned so far.
pub(super) struct Plan<'a> {
    conn: &'a Conn,
    /// Whoever waits, told of so many bytes of work; stops it by returning false.
    took: &'a dyn Fn(u64) -> bool,
    call: Call,
    submitter: Option<&'a str>,
    /// What columns of tables are for, where somebody says so.
    mapping: Option<&'a Mapping>,
    cells: Vec<CellWrite>,
    /// Where the next source stands.
    order: i64,
    /// The next number for references.
    number: i64,
    /// Documents of this import, by their texts: the record, its submitter folded, its reference.
    documents: HashMap<[u8; 16], Vec<Known>>,
    /// Sources of this import and the names that they came under.
    taken: HashMap<SourceHash, Vec<String>>,
    codebook: Codebook,
    /// The submission of which the one document was said to be a newer version.
    revises: Option<RecordId>,
    /// The documents that are there, by what a newer version is known by; `None` before the first is asked for.
    versions: Option<Vec<KnownDocument>>,
    /// Those that are replaced by newer ones.
    revised: Vec<Revised>,
    /// Which document belongs to which submission, as the analyst's table says.
    table: JoinTable,
    /// The documents of this import, those that were here already too.
    brought: Vec<(String, RecordId)>,
    /// Whether there is more than one file.
    several: bool,
    /// The rows of this import by their references, folded, with their submitters; where something may be joined to them.
    rows: HashMap<String, (RecordId, Option<String>)>,
    /// What the documents of this import say.
    said: HashMap<RecordId, Option<Said>>,
    /// How many documents were joined.
    joined: usize,
    /// Whether better readings of what is here are taken.
    takes_anew: bool,
    /// How many files were read anew.
    anew: usize,
    /// The documents and tables of this import that are no submissions that were there.
    fresh: Vec<Fresh>,
    /// Tables without answers: whom they speak of is known when all files were taken.
    later: Vec<Later>,
    /// How many submissions tables of submitters fill in.
    filled: usize,
}

/// A document that is there.
#[derive(Clone, Debug)]
struct Known {
    record: RecordId,
    submitter: Option<String>,
    reference: Option<String>,
}

/// Goes through the files of an import: gives each to the plan, notes what became of it, and says how many are done.
pub(super) type Bring<'a> = &'a mut dyn FnMut(
    &mut Plan<'_>,
    &mut ImportReport,
    &mut dyn FnMut(usize, u64) -> bool,
) -> Result<(), Error>;

/// What became of one file: its report, and whether it is to be kept with the source.
struct Taken {
    outcome: FileOutcome,
    submissions: u32,
    answers: u32,
    words: WordAccount,
    problems: Vec<Diagnostic>,
}

impl Workspace {
    /// Imports files, or says what an import would do. The watcher is told how far it is, and can stop it.
    ///
    /// # Errors
    /// When the workspace cannot be written or the import was stopped; then nothing was taken in.
    pub fn import(
        &mut self,
        request: &ImportRequest,
        watcher: Watcher<'_>,
    ) -> Result<(ImportReport, Option<Outcome>), Error> {
        if request.anew && request.paths.is_empty() {
            return self.take_in_anew(request, watcher);
        }
        let found = files::Found::under(&request.paths)?;
        let mut named: Vec<(String, &Path)> =
            found.paths.iter().map(|(name, path)| (name.clone(), path.as_path())).collect();
        versions::in_order(&mut named);
        if request.revises.is_some() && named.len() != 1 {
            return Err(Error::Unfit {
                what: format!("--revises is about one document, and these are {} files", named.len()),
                hint: "name the one file that is the newer version".to_owned(),
            });
        }
        let done = self.take_in(&named, request, &found, (watcher, found.size()))?;
        if done.1.is_some() {
            // Everything is in; whether a cache is kept with it changes nothing.
            let _ = self.store.keep_index();
        }
        Ok(done)
    }

    /// Reads the table that says which document belongs to which submission.
    fn join_table(&self, request: &ImportRequest) -> Result<JoinTable, Error> {
        let Some(path) = &request.join else { return Ok(JoinTable::default()) };
        let named = [(files::name(path), path.as_path())];
        let mut table = None;
        reading::in_order(&named, &files::read, &self.apart, &mut |_, _| true, &mut |_, read| {
            table = Some(match read {
                Ok(Came::Whole(_, draft)) => JoinTable::of(path, draft)?,
                Ok(Came::Long(_)) => return Ok(()),
                Err(failed) => {
                    let why = failed.problems.first().map(|p| p.what.clone()).unwrap_or_default();
                    let hint = "name a table with the columns file and reference".to_owned();
                    return Err(Error::Unfit { what: why, hint });
                }
            });
            Ok(())
        })?;
        Ok(table.unwrap_or_default())
    }

    /// Imports what `files` gives for each name and path: so many bytes in all.
    pub(super) fn take_in(
        &mut self,
        paths: &[(String, &Path)],
        request: &ImportRequest,
        files: &dyn Files,
        (watcher, bytes): (Watcher<'_>, u64),
    ) -> Result<(ImportReport, Option<Outcome>), Error> {
        let apart = self.apart.clone();
        self.plan_and_write(request, (paths.len(), bytes), watcher, &mut |plan, report, so_far| {
            plan.several = paths.len() > 1;
            reading::in_order(paths, files, &apart, so_far, &mut |i, read| {
                let Some((file, path)) = paths.get(i) else { return Ok(()) };
                report.sources.push(match read {
                    Ok(Came::Whole(bytes, draft)) => plan.take(file, path, &bytes, draft)?,
                    Ok(Came::Long(long)) => plan.take_long(file, path, *long)?,
                    Err(failed) => SourceReport { file: file.clone(), ..*failed },
                });
                Ok(())
            })
        })
    }

    /// Reads the originals that are kept with the readers of this program, where these are newer ones.
    fn take_in_anew(
        &mut self,
        request: &ImportRequest,
        watcher: Watcher<'_>,
    ) -> Result<(ImportReport, Option<Outcome>), Error> {
        let behind = anew::behind(&self.store.conn)?;
        let (apart, bytes) = (self.apart.clone(), behind.iter().map(|one| one.bytes).sum());
        self.plan_and_write(request, (behind.len(), bytes), watcher, &mut |plan, report, so_far| {
            anew::from_originals(plan, &behind, &apart, report, so_far)
        })
    }

    /// Plans what `bring` takes and writes it; `all` is how many files it goes through, and of how many bytes.
    pub(super) fn plan_and_write(
        &mut self,
        request: &ImportRequest,
        all: (usize, u64),
        watcher: Watcher<'_>,
        bring: Bring<'_>,
    ) -> Result<(ImportReport, Option<Outcome>), Error> {
        let (call, codebook) = (self.call()?, self.codebook()?);
        let table = self.join_table(request)?;
        let (name, device) = (self.analyst.clone(), &mut self.device);
        let watch = Watch::new(watcher, all, request.dry_run);
        let took = |bytes| watch.took(bytes);
        let done = self.store.try_out(request.dry_run, |tx| {
            let mut plan = Plan::new((tx, &took), call, codebook, request, table)?;
            let mut report = ImportReport::default();
            bring(&mut plan, &mut report, &mut |done, bytes| watch.read(done, bytes))?;
            if !watch.wrote(0.0) {
                return Err(Error::Stopped);
            }
            plan.take_later(&mut report)?;
            plan.join_by_table(&mut report)?;
            let revised = std::mem::take(&mut plan.revised);
            let nothing = plan.cells.is_empty() || (request.dry_run && revised.is_empty());
            if nothing {
                return Ok(End::Rollback((report, None)));
            }
            let folded = text::fold(&name);
            let analyst = journal::analyst(tx, &name, &folded)?;
            let (call, codebook) = (plan.call.clone(), plan.codebook.clone());
            let prepared = plan.prepared(&report, !revised.is_empty())?;
            if request.dry_run {
                // What stands on a newer version is found out by looking at it.
                let author = Author { device: 0, analyst, folded };
                let payload = &prepared.payload;
                let op = journal::append(tx, &author, prepared.kind, payload, None, Moment::now())?;
                apply::apply_watched(tx, &op, payload, &|part| watch.wrote(part))?;
                versions::tell(tx, &call, &codebook, &revised, &mut report)?;
                return Ok(End::Rollback((report, None)));
            }
            let offered = offers::offers(tx, None)?;
            let mut outcome =
                write_watched(tx, device, (analyst, folded), prepared, &|part| watch.wrote(part))?;
            joined::offer(&offered, &offers::offers(tx, None)?, &mut report);
            outcome.summary.push_str(&versions::tell(tx, &call, &codebook, &revised, &mut report)?);
            // Of one large file most of the work is the writing: until the commit it can be stopped.
            if !watch.wrote(1.0) {
                return Err(Error::Stopped);
            }
            Ok(End::Commit((report, Some(outcome))))
        });
        if done.is_err() {
            self.device.forget();
        }
        done
    }
}

impl<'a> Plan<'a> {
    fn new(
        (conn, took): (&'a Conn, &'a dyn Fn(u64) -> bool),
        call: Call,
        codebook: Codebook,
        request: &'a ImportRequest,
        table: JoinTable,
    ) -> Result<Self, Error> {
        let revises = match &request.revises {
            None => None,
            Some(name) => {
                let (founding, _) =
                    answers::submission(conn, name)?.ok_or_else(|| unknown("submission", name))?;
                Some(records_known::home(conn, founding)?)
            }
        };
        let number = submissions_known::next_number(conn, &call.prefix)?;
        let order = submissions_known::next_order(conn)?;
        let (documents, taken) = (HashMap::new(), HashMap::new());
        Ok(Self {
            conn,
            took,
            call,
            submitter: request.submitter.as_deref(),
            mapping: request.mapping.as_ref(),
            cells: Vec::new(),
            order,
            number,
            documents,
            taken,
            codebook,
            revises,
            versions: None,
            revised: Vec::new(),
            table,
            brought: Vec::new(),
            several: false,
            rows: HashMap::new(),
            said: HashMap::new(),
            joined: 0,
            takes_anew: request.anew,
            anew: 0,
            fresh: Vec::new(),
            later: Vec::new(),
            filled: 0,
        })
    }

    /// Plans what becomes of a file that was read.
    pub(super) fn take(
        &mut self,
        file: &str,
        path: &Path,
        bytes: &[u8],
        draft: Result<SourceDraft, ReadError>,
    ) -> Result<SourceReport, Error> {
        let hash = SourceHash::of(bytes);
        let draft = match draft {
            Ok(draft) => draft,
            Err(e) => {
                let mut report = files::failed(path, &e.to_string(), files::MEND);
                file.clone_into(&mut report.file);
                report.sha256 = hash.to_string();
                return Ok(report);
            }
        };
        let taken = if document::texts(&draft).is_some() {
            self.document(file, hash, &draft, bytes)?
        } else if self.revises.is_some() {
            return Err(Error::Unfit {
                what: format!("{file} is a table, and --revises is about one document"),
                hint: "import it without --revises: its rows are known again by themselves".to_owned(),
            });
        } else {
            self.table(file, hash, &draft, bytes)?
        };
        if !(self.took)(bytes.len() as u64) {
            return Err(Error::Stopped);
        }
        self.reported(file, hash, draft, taken)
    }

    /// Plans what becomes of a table that is not held.
    fn take_long(&mut self, file: &str, path: &Path, long: Long) -> Result<SourceReport, Error> {
        let outline = match long.outline {
            Ok(outline) if self.revises.is_none() && self.needs_no_rows(&outline.draft, file) => outline,
            // What its rows say has to be known before they can be taken in: it is held after all.
            _ => {
                return match files::read(&long.path) {
                    Ok(bytes) => self.take(file, path, &bytes, intake::read(&bytes, file)),
                    Err(failed) => Ok(SourceReport { file: file.to_owned(), ..*failed }),
                };
            }
        };
        let taken = self.long_table(file, (long.hash, long.bytes, &long.path), &outline)?;
        self.reported(file, long.hash, outline.draft, taken)
    }

    /// Says what became of a file, and keeps that with the source.
    fn reported(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: SourceDraft,
        taken: Taken,
    ) -> Result<SourceReport, Error> {
        let mut problems = draft.diagnostics;
        problems.extend(taken.problems);
        let report = SourceReport {
            file: file.to_owned(),
            sha256: hash.to_string(),
            format: draft.format.name().to_owned(),
            outcome: taken.outcome,
            submissions: taken.submissions,
            answers: taken.answers,
            words: taken.words,
            problems,
        };
        let changes = self.taken.get(&hash).is_some_and(|names| names.iter().any(|n| n == file));
        if changes
            && !matches!(report.outcome, FileOutcome::Asked | FileOutcome::Differs | FileOutcome::Failed)
        {
            self.cell(hash, field::SOURCE_REPORT, to_json(&report)?);
            self.cell(hash, field::SOURCE_FILE, file.to_owned());
            self.order += 1;
        }
        Ok(report)
    }

    fn cell(&mut self, source: SourceHash, field: i64, json: String) {
        self.cells.push(CellWrite::new(Kind::Source, source.to_string(), field, json));
    }

    /// The names under which the same bytes are here already, from before or from this import.
    fn names(&self, hash: SourceHash) -> Result<Vec<String>, Error> {
        let mut names = sources::names(self.conn, hash)?;
        names.extend(self.taken.get(&hash).into_iter().flatten().cloned());
        Ok(names)
    }

    /// The local number of the source, whose bytes are kept now if they are not yet.
    fn keep(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: &SourceDraft,
        bytes: &[u8],
    ) -> Result<i64, Error> {
        self.taken.entry(hash).or_default().push(file.to_owned());
        match corpus::source_number(self.conn, hash)? {
            Some(n) => Ok(n),
            None => Ok(corpus::add_source(self.conn, hash, draft, bytes)?),
        }
    }

    fn prepared(self, report: &ImportReport, revises: bool) -> Result<Prepared, Error> {
        let new = |r: &&SourceReport| matches!(r.outcome, FileOutcome::Added | FileOutcome::Revised);
        let taken: Vec<&SourceReport> = report.sources.iter().filter(new).collect();
        let submissions = taken.iter().map(|r| r.submissions as usize).sum::<usize>() - self.filled;
        let answers = taken.iter().map(|r| r.answers as usize).sum();
        let kept = self.taken.values().map(Vec::len).sum::<usize>();
        let again = kept.saturating_sub(taken.len());
        let mut what = format!(
            "imported {}: {}, {}",
            counted(taken.len(), "file"),
            counted(submissions, "submission"),
            counted(answers, "answer")
        );
        if self.anew > 0 && self.anew == taken.len() {
            what = format!("read {} anew: {}", counted(taken.len(), "file"), counted(answers, "answer"));
        } else if again > 0 {
            let kept = format!("kept {} that say again what is here", counted(again, "file"));
            what = if taken.is_empty() { kept } else { format!("{what}; {kept}") };
        }
        if self.joined > 0 {
            what = format!("{what}; {} joined as the table says", counted(self.joined, "document"));
        }
        if self.filled > 0 {
            what = format!("{what}; metadata for {}", counted(self.filled, "submission"));
        }
        let mut cells = self.cells;
        // What was not taken is told again by the screen of the intake, also after a restart.
        let left_out = |r: &&SourceReport| matches!(r.outcome, FileOutcome::Asked | FileOutcome::Failed);
        let left_out: Vec<&SourceReport> = report.sources.iter().filter(left_out).collect();
        if !left_out.is_empty() {
            let json = to_json(&left_out)?;
            cells.push(CellWrite::new(Kind::Import, "@0", field::IMPORT_LEFT_OUT, json));
        }
        let payload = Payload { what, cells, ..Payload::default() };
        let touched = Touched { corpus: true, answers: true, ..Touched::default() };
        let kind = if revises { "revise" } else { "import" };
        Ok(Prepared { kind, payload, undoes: None, changed: submissions, touched })
    }
}

/// All of it was there.
fn unchanged(words: WordAccount, submissions: u32, answers: u32) -> Taken {
    Taken { outcome: FileOutcome::Unchanged, submissions, answers, words, problems: Vec::new() }
}

fn warning(place: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, place: place.into(), what: what.into(), hint: hint.into() }
}
