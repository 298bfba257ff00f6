//! The same submission by row and by document: of one reference, and with the same words under questions.

use std::collections::{BTreeMap, HashMap};

use super::Plan;
use crate::model::draft::{Mark, PartDraft, To, stretches};
use crate::model::id::{RecordId, digest16};
use crate::store::{records_known, sayings};
use crate::text::{self, words};
use crate::workspace::Error;

/// A document with more words beside its answers than a title and lines of metadata have says more than a row does.
const MOST_BESIDE: u32 = 40;

/// What a submission says under questions, white space folded, whatever the order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Said([u8; 16]);

impl Said {
    /// `None` where nothing is said.
    pub(super) fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Option<Self> {
        let folded = |text: T| text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut texts: Vec<String> = texts.into_iter().map(folded).filter(|text| !text.is_empty()).collect();
        texts.sort_unstable();
        let pieces: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        (!pieces.is_empty()).then(|| Self(digest16("said/1", &pieces)))
    }

    /// What a document says; `None` too where it says more than its answers.
    pub(super) fn of_document(parts: &[PartDraft], marks: &[Vec<Mark>]) -> Option<Self> {
        let (mut texts, mut beside) = (BTreeMap::<&str, String>::new(), 0);
        for (part, marks) in parts.iter().zip(marks) {
            for (to, _, text) in stretches(&part.text, marks) {
                match to {
                    Some(To::Question(key)) => {
                        let said = texts.entry(key.as_str()).or_default();
                        said.push(' ');
                        said.push_str(text);
                    }
                    Some(To::QuestionHeading(_) | To::Structure) => {}
                    Some(To::Unplaced) | None => beside += words::count(text),
                }
            }
        }
        (beside <= MOST_BESIDE).then(|| Self::of(texts.into_values())).flatten()
    }
}

/// A document that a row may be another form of.
pub(super) struct Paper {
    record: RecordId,
    submitter: Option<String>,
}

impl Plan<'_> {
    /// The documents here and of this import that have a reference, by it.
    pub(super) fn papers(&mut self) -> Result<HashMap<String, Paper>, Error> {
        let named = |one: &records_known::KnownDocument| {
            let paper = Paper { record: one.record, submitter: one.submitter.clone() };
            one.reference.clone().map(|reference| (reference, paper))
        };
        Ok(self.versions()?.iter().filter_map(named).collect())
    }

    /// The document that says the same as a row, of the same reference and no other submitter.
    pub(super) fn paper_of(
        &self,
        papers: &HashMap<String, Paper>,
        (reference, submitter): (&str, Option<&str>),
        said: impl FnOnce() -> Option<Said>,
    ) -> Result<Option<RecordId>, Error> {
        let Some(paper) = papers.get(&text::fold(reference)) else { return Ok(None) };
        if are_strangers(submitter.map(text::fold).as_deref(), paper.submitter.as_deref()) {
            return Ok(None);
        }
        let Some(said) = said() else { return Ok(None) };
        let of_paper = match self.said.get(&paper.record) {
            Some(of_paper) => *of_paper,
            None => match records_known::submission(self.conn, paper.record)? {
                Some(submission) => self.said_by(submission)?,
                None => None,
            },
        };
        Ok((of_paper == Some(said)).then_some(paper.record))
    }

    /// The row that says the same as a document, of the same reference and no other submitter.
    pub(super) fn row_of(
        &self,
        reference: &str,
        submitter: Option<&str>,
        said: Option<Said>,
    ) -> Result<Option<RecordId>, Error> {
        let Some(said) = said else { return Ok(None) };
        let (record, of_row, of) = match self.rows.get(&text::fold(reference)) {
            Some((row, of)) => (*row, Said::of(sayings::open_cells(self.conn, *row)?), of.clone()),
            None => match sayings::row(self.conn, reference)? {
                Some(row) => (row.record, self.said_by(row.submission)?, row.submitter),
                None => return Ok(None),
            },
        };
        let same = of_row == Some(said) && !are_strangers(submitter, of.as_deref());
        Ok(same.then_some(record))
    }

    /// What a submission says in the workspace.
    fn said_by(&self, submission: i64) -> Result<Option<Said>, Error> {
        let (texts, beside) = sayings::texts(self.conn, submission)?;
        Ok((beside <= MOST_BESIDE).then(|| Said::of(texts)).flatten())
    }
}

/// Whether both name a submitter, and not the same.
fn are_strangers(a: Option<&str>, b: Option<&str>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b)
}
