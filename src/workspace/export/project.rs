//! A project of REFI-QDA: what a query finds, submission by submission, with all that analysts say of it.

use std::collections::HashMap;

use super::{Destination, ExportReport, GoOn, Trouble};
use crate::export::consent::Guard;
use crate::export::refi::{Choices, Loss, Project, ProjectWriter, Sent};
use crate::export::{self, Content, Header};
use crate::model::id::{RecordId, SubmissionId};
use crate::model::note::{NoteEntry, Noted};
use crate::model::submission::AnswerRecord;
use crate::query::filter::Resolved;
use crate::store::{self, index::Sight, names::Names, page, records, submissions, targets};
use crate::workspace::{Error, Workspace};

/// The notes on submissions, by reference.
type Notes = HashMap<String, Vec<NoteEntry>>;

/// Takes a submission with its texts; false stops.
type Take<'a> = &'a mut dyn FnMut(Sent<'_>) -> bool;

impl Workspace {
    /// Writes the answers and unplaced texts of a query as a project of REFI-QDA; `force` replaces a file that is there.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn export_project(
        &self,
        query: &Resolved,
        query_text: &str,
        choices: Choices,
        to: Destination<'_>,
        force: bool,
        go_on: GoOn<'_>,
    ) -> Result<ExportReport, Error> {
        // The texts of a submission have to come one after the other.
        let query = Resolved { sort: Vec::new(), ..query.clone() };
        let counts = self.page(&query, 0, 0)?;
        let header = Header {
            content: Content::Answers(query_text.to_owned()),
            answers: counts.answers,
            unplaced: counts.unplaced,
            submitters: counts.submitters,
            left_out: counts.left_out,
            spared: self.spared(&query)?,
            ..self.header()?
        };
        let (mut on_submissions, mut notes) = (Notes::new(), Vec::new());
        for note in self.leaving_notes(None)?.into_iter().rev() {
            match (note.on, &note.reference) {
                (Noted::Question | Noted::Theme, _) => notes.push(note),
                (Noted::Submission, Some(reference)) => {
                    on_submissions.entry(reference.clone()).or_default().push(note);
                }
                _ => {}
            }
        }
        let (sections, book) = (self.call()?.sections, self.codebook()?);
        let project = Project { header, sections, book, notes, choices };
        let mut own = None;
        let mut lost = Loss::default();
        let path = self.place(to, force, |out| {
            let mut writer = ProjectWriter::begin(&project, out)?;
            match self.fill(&query, &mut on_submissions, &mut writer, go_on) {
                Ok(()) => lost = writer.finish()?,
                Err(Trouble::Export(error)) => return Err(error),
                Err(Trouble::Workspace(error)) => {
                    own = Some(error);
                    return Err(export::Error::Stopped);
                }
            }
            Ok(())
        });
        if let Some(error) = own {
            return Err(error);
        }
        Ok(ExportReport { lost: lost.line(), ..ExportReport::new(path?, &project.header) })
    }

    fn fill(
        &self,
        query: &Resolved,
        notes: &mut Notes,
        writer: &mut ProjectWriter<'_>,
        go_on: GoOn<'_>,
    ) -> Result<(), Trouble> {
        let (mut written, guard) = (Ok(()), self.guard()?);
        self.sight(|sight, names| {
            each(sight, names, &guard, query, notes, &mut |sent| {
                written = if go_on() { writer.submission(sent) } else { Err(export::Error::Stopped) };
                written.is_ok()
            })
        })?;
        written.map_err(Trouble::Export)
    }
}

/// Gives the texts that a query finds, those of a submission together.
fn each(
    sight: &Sight<'_>,
    names: &Names<'_>,
    guard: &Guard,
    query: &Resolved,
    notes: &mut Notes,
    take: Take<'_>,
) -> Result<(), store::Error> {
    let mut held: Vec<AnswerRecord> = Vec::new();
    for number in page::numbers(sight, query)? {
        let record = records::record(sight.conn, &sight.viewer, names, number)?;
        let Some(record) = record.and_then(|record| guard.record(record)) else { continue };
        if held.first().is_some_and(|first| first.submission != record.submission) {
            if !leave(sight, guard, &held, notes, take)? {
                return Ok(());
            }
            held.clear();
        }
        held.push(record);
    }
    leave(sight, guard, &held, notes, take).map(|_| ())
}

/// Hands a submission on. All that leaves of one passes here, and nowhere else: its texts, its tags, its notes, who sent it.
fn leave(
    sight: &Sight<'_>,
    guard: &Guard,
    answers: &[AnswerRecord],
    notes: &mut Notes,
    take: Take<'_>,
) -> Result<bool, store::Error> {
    let Some(first) = answers.first() else { return Ok(true) };
    let SubmissionId(id) = first.submission;
    let n = targets::submission_of(sight.conn, RecordId(id))?;
    let record = n.map(|n| submissions::submission(sight.conn, &sight.viewer, n)).transpose()?.flatten();
    let Some(record) = record.and_then(|record| guard.submission(record)) else { return Ok(true) };
    // After a merge two submissions may have one reference: a note goes with the first.
    let notes = notes.remove(&record.reference).unwrap_or_default();
    Ok(take(Sent { record: &record, answers, notes: &notes }))
}
