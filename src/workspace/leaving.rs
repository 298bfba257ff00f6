//! What leaves the workspace: everything that is exported passes the guard of consent here.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Error, Workspace};
use crate::config::report_file;
use crate::export::consent::{Guard, Kind, Named, Roll, Spared, Way};
use crate::model::codebook::Example;
use crate::model::finding::Finding;
use crate::model::id::{AnswerNumber, ListId};
use crate::model::note::NoteEntry;
use crate::model::report::Words;
use crate::model::submission::{AnswerRecord, SubmissionRecord};
use crate::model::view::AnswerView;
use crate::model::work::ShortlistItem;
use crate::query::filter::Resolved;
use crate::store::snapshot::snapshot;
use crate::store::{lease, records, withheld};

impl Workspace {
    /// The same, giving names whatever was said of citing: for files that stay within.
    #[must_use]
    pub fn with_names(self, names: bool) -> Self {
        Self { names, ..self }
    }

    /// The same, with these words for what stands in the place of names and says where a quotation is from.
    #[must_use]
    pub fn in_words(self, words: &Words) -> Self {
        Self { words: Some(Arc::new(words.clone())), ..self }
    }

    /// Lets something leave in this manner: with every name, in other words; afterwards it is as it was.
    pub fn leaving_so<T>(&mut self, names: bool, words: &Words, leave: impl FnOnce(&Self) -> T) -> T {
        let before = (self.names, self.words.take());
        (self.names, self.words) = (names, Some(Arc::new(words.clone())));
        let left = leave(self);
        (self.names, self.words) = before;
        left
    }

    /// The words of what is said of quotations.
    pub(super) fn words(&self) -> &Words {
        self.words.as_deref().unwrap_or_else(|| report_file::english())
    }

    /// The guard that everything passes that leaves.
    pub fn guard(&self) -> Result<Guard, Error> {
        let (workspace, kinds) = snapshot(&self.store.conn, |conn| {
            Ok::<_, crate::store::Error>((lease::workspace(conn)?, withheld::kinds(conn)?))
        })?;
        let kind = |(stakeholder_type, region, submitters)| Kind { stakeholder_type, region, submitters };
        let kinds = kinds.into_iter().map(kind).collect();
        Ok(Guard::new(workspace, kinds, self.names).in_words(self.words.clone()))
    }

    /// Gives the matching answers and unplaced texts as they leave; those of who may not be cited are left out.
    ///
    /// # Errors
    /// As [`Workspace::records`].
    pub fn leaving_records(
        &self,
        query: &Resolved,
        each: &mut dyn FnMut(AnswerRecord) -> bool,
    ) -> Result<(), Error> {
        let guard = self.guard()?;
        self.records(query, &mut |record| guard.record(record).is_none_or(&mut *each))
    }

    /// The items of a shortlist as they leave; quotations of who may not be cited are left out.
    ///
    /// # Errors
    /// As [`Workspace::shortlist_items`].
    pub fn leaving_items(&self, list: ListId) -> Result<Vec<ShortlistItem>, Error> {
        let guard = self.guard()?;
        Ok(self.shortlist_items(list)?.into_iter().filter_map(|item| guard.item(item)).collect())
    }

    /// The findings, their quotations as they leave.
    pub fn leaving_findings(&self) -> Result<Vec<Finding>, Error> {
        let guard = self.guard()?;
        Ok(self.findings()?.into_iter().map(|finding| guard.finding(finding)).collect())
    }

    /// The submissions of a query as they leave; those that may not be cited are left out.
    pub fn leaving_submissions(&self, query: &Resolved) -> Result<Vec<SubmissionRecord>, Error> {
        let guard = self.guard()?;
        Ok(self.submissions(query)?.into_iter().filter_map(|one| guard.submission(one)).collect())
    }

    /// Notes as they leave; those on what may not be cited are left out.
    pub fn leaving_notes(&self, on: Option<&Resolved>) -> Result<Vec<NoteEntry>, Error> {
        let guard = self.guard()?;
        let all = self.submissions(&self.resolve("is:any")?)?;
        let by_reference: HashMap<String, SubmissionRecord> =
            all.into_iter().map(|one| (one.reference.clone(), one)).collect();
        let mut leaving = Vec::new();
        for note in self.notes(on)? {
            let of = note.reference.as_ref().and_then(|reference| by_reference.get(reference)).cloned();
            leaving.extend(match (note.number, of) {
                (Some(number), _) => guard.note(note, self.record_of(number)?),
                (None, Some(of)) => guard.note_of(note, of),
                (None, None) => Some(note),
            });
        }
        Ok(leaving)
    }

    /// The examples of themes as they leave.
    pub fn leaving_examples(&self) -> Result<Vec<Example>, Error> {
        let guard = self.guard()?;
        let mut leaving = Vec::new();
        for example in self.examples()? {
            let from = example.answer.map(|number| self.record_of(number)).transpose()?.flatten();
            leaving.extend(guard.example(example, from));
        }
        Ok(leaving)
    }

    fn record_of(&self, number: AnswerNumber) -> Result<Option<AnswerRecord>, Error> {
        self.sight(|sight, names| records::record(sight.conn, &sight.viewer, names, number))
    }

    /// How names are spared in what a query finds.
    pub(super) fn spared(&self, query: &Resolved) -> Result<Spared, Error> {
        let nameless = snapshot(&self.store.conn, withheld::nameless)?;
        if self.names || nameless.is_empty() {
            return Ok(Spared { names: self.names, ..Spared::default() });
        }
        let (guard, found) = (Guard::default(), self.found(query)?);
        let (mut anonymous, mut silent, mut texts) = (HashSet::new(), HashSet::new(), 0);
        for (_, citable, who) in nameless.iter().filter(|(number, ..)| found.contains(*number)) {
            match guard.way(Some(citable)) {
                Way::Anonymously => drop(anonymous.insert(who)),
                Way::NotAtAll => {
                    silent.insert(who);
                    texts += 1;
                }
                Way::ByName => {}
            }
        }
        Ok(Spared { names: false, anonymous: anonymous.len(), texts, submitters: silent.len() })
    }

    /// How names are spared in the items of a shortlist.
    pub(super) fn spared_of(&self, items: &[ShortlistItem]) -> Spared {
        let guard = Guard::default();
        let (mut anonymous, mut silent, mut texts) = (BTreeSet::new(), BTreeSet::new(), 0);
        if self.names {
            return Spared { names: true, ..Spared::default() };
        }
        for record in items.iter().filter_map(|item| item.answer.as_ref()) {
            let who = record.metadata.submitter.as_ref().unwrap_or(&record.reference);
            match guard.way(record.care.citable.as_deref()) {
                Way::Anonymously => drop(anonymous.insert(who)),
                Way::NotAtAll => {
                    silent.insert(who);
                    texts += 1;
                }
                Way::ByName => {}
            }
        }
        Spared { names: false, anonymous: anonymous.len(), texts, submitters: silent.len() }
    }

    /// Every name that would leave with what a query finds, under which, and who only counts.
    ///
    /// # Errors
    /// As [`Workspace::records`].
    pub fn names_in(&self, query: &Resolved) -> Result<Vec<Named>, Error> {
        let guard = self.guard()?;
        let mut roll = Roll::default();
        self.records(query, &mut |record| {
            roll.add(&guard, &record);
            true
        })?;
        Ok(roll.finish())
    }

    /// The same of a shortlist.
    ///
    /// # Errors
    /// As [`Workspace::shortlist_items`].
    pub fn names_on(&self, list: ListId) -> Result<Vec<Named>, Error> {
        let guard = self.guard()?;
        let mut roll = Roll::default();
        for record in self.shortlist_items(list)?.iter().filter_map(|item| item.answer.as_ref()) {
            roll.add(&guard, record);
        }
        Ok(roll.finish())
    }

    /// How an answer would leave by the clipboard.
    pub(super) fn cite(&self, view: &mut AnswerView) -> Result<(), Error> {
        if let Some(record) = self.record_of(view.number)?.filter(|record| record.care.is_to_be_minded()) {
            view.leaves = self.guard()?.leaves(&record);
        }
        Ok(())
    }
}
