//! One document: placed, recognized as new or as something that is there, kept.

use std::collections::{BTreeMap, BTreeSet};

use super::submitters::{Fresh, given_reference};
use super::twice::Said;
use super::versions::{self, Version};
use super::{Known, Plan, Taken, anew, consent, unchanged, warning};
use crate::intake::{about, account, place};
use crate::model::diagnostic::Diagnostic;
use crate::model::draft::{Body, Field, Mark, PartDraft, SourceDraft, To, stretches};
use crate::model::id::{RecordId, SourceHash, digest16};
use crate::model::import::FileOutcome;
use crate::store::corpus::{self, NewPart, NewRecord};
use crate::store::derive::{Attached, Document};
use crate::store::payload::field;
use crate::store::stretch::Structure;
use crate::store::{records_known, to_json};
use crate::text;
use crate::workspace::Error;

/// How a document relates to what is there.
enum Relation {
    New,
    /// The same bytes under the same name.
    Unchanged,
    /// The same texts of the same submitter: another file of what is there.
    Same(RecordId),
    /// A newer version of what is there.
    Revises(RecordId),
    /// A person has to say.
    Asked(&'static str),
}

impl Plan<'_> {
    pub(super) fn document(
        &mut self,
        file: &str,
        hash: SourceHash,
        draft: &SourceDraft,
        bytes: &[u8],
    ) -> Result<Taken, Error> {
        let drafted = texts(draft).ok_or_else(|| Error::Damaged("a document without a text".to_owned()))?;
        let locator = self.locator(hash)?;
        // What was read of these bytes once stays what it is, whatever they are read as now.
        let before = self.before(hash, &locator, draft, drafted)?;
        let parts = before.as_ref().map_or(drafted, |before| before.parts.as_slice());
        let marks = place::parts(parts, &self.call);
        let words = account::document(parts, &marks);
        let answers = answered(parts, &marks).len() as u32;
        let mut said = match (parts.first(), marks.first()) {
            (Some(body), Some(marks)) => about::document(body, marks),
            _ => Vec::new(),
        };
        if let Some(name) = self.submitter {
            said.retain(|(field, _)| *field != Field::Submitter);
            said.push((Field::Submitter, name.to_owned()));
        }
        let likeness = likeness(parts);
        self.brought.push((file.to_owned(), RecordId::of(hash, &locator)));
        let says = Said::of_document(parts, &marks);
        let relation = match self.relation(file, hash, &likeness, &said, &locator)? {
            // Another format of a form's row is neither new nor a newer version.
            found @ (Relation::New | Relation::Revises(_)) if self.revises.is_none() => {
                self.row_said(&said, says)?.map_or(found, Relation::Same)
            }
            found => found,
        };
        let (outcome, attached) = match relation {
            Relation::Unchanged => {
                if let Some(before) = before.filter(|b| b.better && b.reading.holds.is_some()) {
                    let only = self.submitter.is_some().then_some(locator.as_str());
                    let taken = if self.takes_anew { self.read_anew(file, hash, draft, only)? } else { None };
                    let problems = vec![anew::offered(file, &before, &draft.reader)];
                    let outcome = FileOutcome::Differs;
                    return Ok(taken.unwrap_or(Taken { outcome, submissions: 1, answers, words, problems }));
                }
                return Ok(unchanged(words, 1, answers));
            }
            Relation::Asked(what) => {
                let hint = "If it is another submission, import it with --as NAME.";
                let problems = vec![warning(file, what, hint)];
                return Ok(Taken {
                    outcome: FileOutcome::Asked,
                    submissions: 0,
                    answers: 0,
                    words,
                    problems,
                });
            }
            Relation::Same(to) => (FileOutcome::Unchanged, Some(Attached::again(to, true))),
            Relation::Revises(to) => (FileOutcome::Revised, Some(Attached::again(to, false))),
            Relation::New => (FileOutcome::Added, None),
        };
        let record = RecordId::of(hash, &locator);
        let source = self.keep(file, hash, draft, bytes)?;
        if records_known::number(self.conn, record)?.is_none() {
            let new = NewRecord {
                id: record,
                source,
                locator: &locator,
                row: None,
                cells: &BTreeMap::new(),
                likeness: Some(likeness),
                parts: parts.iter().map(new_part).collect(),
            };
            let shared = match attached {
                Some(Attached { to, same: false, .. }) => records_known::submission(self.conn, to)?,
                _ => None,
            };
            corpus::add_record(self.conn, &new, shared)?;
        }
        if let Some(Attached { to, same: false, .. }) = attached {
            self.revise(file, to)?;
        }
        if attached.is_none() {
            let given = given_reference(&self.call.prefix, self.number);
            self.fresh.push(Fresh::Document { record, given, said: said.clone() });
        }
        self.remember(file, likeness, record, attached, &said)?;
        self.said.insert(record, says);
        let same = attached.is_some_and(|a| a.same);
        let mut problems = problems(file, draft, parts, &marks, answers, same);
        let better = before.as_ref().filter(|before| before.better);
        problems.extend(better.map(|before| anew::offered(file, before, &draft.reader)));
        problems.extend(consent::of_document(file, &said));
        let marks = parts.iter().map(|p| p.place.clone()).zip(marks).collect();
        let document = Document { marks, about: said, order: self.order, number: self.number };
        if attached.is_none() {
            self.number += 1;
        }
        self.cell(hash, field::SOURCE_DOCUMENTS, to_json(&BTreeMap::from([(locator.clone(), document)]))?);
        if let Some(attached) = attached {
            self.cell(hash, field::SOURCE_ATTACHED, to_json(&BTreeMap::from([(locator, attached)]))?);
        }
        Ok(Taken { outcome, submissions: 1, answers, words, problems })
    }

    /// A document's locator is empty; the same bytes of another submitter, who was named, have one of their own.
    fn locator(&self, hash: SourceHash) -> Result<String, Error> {
        let Some(name) = self.submitter else { return Ok(String::new()) };
        if self.names(hash)?.is_empty() {
            return Ok(String::new());
        }
        let own = text::fold(name);
        let plain = RecordId::of(hash, "");
        let first = records_known::submitter(self.conn, plain)?.or_else(|| {
            self.documents.values().flatten().find(|k| k.record == plain).and_then(|k| k.submitter.clone())
        });
        Ok(if first.as_deref() == Some(own.as_str()) { String::new() } else { format!("as:{own}") })
    }

    fn relation(
        &mut self,
        file: &str,
        hash: SourceHash,
        likeness: &[u8; 16],
        said: &[(Field, String)],
        locator: &str,
    ) -> Result<Relation, Error> {
        let names = self.names(hash)?;
        if !names.is_empty() {
            let record = RecordId::of(hash, locator);
            let here = records_known::is_visible(self.conn, record)?
                || self.documents.values().flatten().any(|k| k.record == record);
            return Ok(match (here, names.iter().any(|n| last_part(n) == last_part(file))) {
                (false, _) => Relation::New,
                (true, true) => Relation::Unchanged,
                (true, false) if self.submitter.is_some() => Relation::Unchanged,
                (true, false) => Relation::Asked("the same file is here under another name"),
            });
        }
        if let Some(to) = self.revises {
            return Ok(Relation::Revises(to));
        }
        let value = |field| said.iter().find(|(f, _)| *f == field).map(|(_, v)| text::fold(v));
        let (submitter, reference) = (value(Field::Submitter), value(Field::Reference));
        let alike: Vec<Known> = records_known::alike(self.conn, likeness)?
            .into_iter()
            .map(|(record, submitter, reference)| Known { record, submitter, reference: Some(reference) })
            .chain(self.documents.get(likeness).into_iter().flatten().cloned())
            .collect();
        for known in alike {
            let same_reference = reference.is_some() && known.reference == reference;
            match (&submitter, &known.submitter) {
                _ if same_reference => return Ok(Relation::Same(known.record)),
                (Some(a), Some(b)) if a == b && (reference.is_none() || known.reference.is_none()) => {
                    return Ok(Relation::Same(known.record));
                }
                (Some(a), Some(b)) if a == b && self.call.prefix.is_empty() => {
                    return Ok(Relation::Same(known.record));
                }
                (Some(a), Some(b)) if a == b && given(&known, &self.call.prefix) => {
                    return Ok(Relation::Same(known.record));
                }
                (None, None) => {
                    return Ok(Relation::Asked(
                        "the same text is here already, and neither names a submitter",
                    ));
                }
                _ => {}
            }
        }
        let is_named = self.submitter.is_some();
        Ok(match versions::version(self.versions()?, file, submitter.as_deref(), reference.as_deref()) {
            Version::First => Relation::New,
            Version::Newer(of) => Relation::Revises(of),
            Version::Older if is_named => Relation::New,
            Version::Older => Relation::Asked("a newer version of it is here, by the names of the files"),
        })
    }

    /// The row of a form that says what a document says.
    fn row_said(&self, about: &[(Field, String)], says: Option<Said>) -> Result<Option<RecordId>, Error> {
        let value = |field| about.iter().find(|(f, _)| *f == field).map(|(_, v)| v.as_str());
        let Some(reference) = value(Field::Reference) else { return Ok(None) };
        self.row_of(reference, value(Field::Submitter).map(text::fold).as_deref(), says)
    }

    pub(super) fn remember(
        &mut self,
        file: &str,
        likeness: [u8; 16],
        record: RecordId,
        attached: Option<Attached>,
        said: &[(Field, String)],
    ) -> Result<(), Error> {
        let value = |field| said.iter().find(|(f, _)| *f == field).map(|(_, v)| text::fold(v));
        let (submitter, reference) = (value(Field::Submitter), value(Field::Reference));
        let root = attached.map_or(record, |a| a.to);
        versions::remember(self.versions()?, file, root, submitter.as_ref(), reference.as_ref());
        self.documents.entry(likeness).or_default().push(Known { record, submitter, reference });
        Ok(())
    }
}

/// The texts of a document; `None` for a table.
pub(super) fn texts(draft: &SourceDraft) -> Option<&[PartDraft]> {
    draft.records.iter().find_map(|r| match &r.body {
        Body::Document(parts) => Some(parts.as_slice()),
        Body::Row { .. } => None,
    })
}

/// What a file is called without the archive and the folders of it that it came in.
fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Whether a reference was given at intake and is no name of the source's own.
fn given(known: &Known, prefix: &str) -> bool {
    known.reference.as_ref().is_some_and(|r| r.starts_with(&text::fold(prefix)))
}

pub(super) fn new_part(part: &PartDraft) -> NewPart<'_> {
    NewPart {
        place: &part.place,
        text: &part.text,
        structure: Structure {
            forms: part.forms.clone(),
            blocks: part.blocks.clone(),
            aside: part.aside.clone(),
        },
    }
}

/// The texts with white space folded, hashed: equal for the same document in another format.
pub(super) fn likeness(parts: &[PartDraft]) -> [u8; 16] {
    let folded: Vec<String> =
        parts.iter().map(|p| p.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let pieces: Vec<&[u8]> = folded.iter().map(String::as_bytes).collect();
    digest16("likeness/1", &pieces)
}

/// The questions that have a text.
pub(super) fn answered<'a>(parts: &'a [PartDraft], marks: &'a [Vec<Mark>]) -> BTreeSet<&'a str> {
    let mut keys = BTreeSet::new();
    for (part, marks) in parts.iter().zip(marks) {
        for (to, _, stretch) in stretches(&part.text, marks) {
            if let Some(To::Question(key)) = to
                && !stretch.trim().is_empty()
            {
                keys.insert(key.as_str());
            }
        }
    }
    keys
}

/// What the analyst should know of the placement.
pub(super) fn problems(
    file: &str,
    draft: &SourceDraft,
    parts: &[PartDraft],
    marks: &[Vec<Mark>],
    answers: u32,
    same: bool,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if same {
        let hint = "The text that is there holds; the file is kept beside it.";
        problems.push(warning(
            file,
            "what it says is here already, of the same submitter or under the same reference",
            hint,
        ));
    }
    if answers == 0 {
        problems.push(warning(
            file,
            "no question of the call was recognized: all of it is unplaced text",
            "Read it under is:unplaced; headings with a question's wording are recognized.",
        ));
    }
    for (part, marks) in parts.iter().zip(marks) {
        for mark in marks.iter().filter(|m| !m.unsure.is_empty()) {
            let line = part.blocks.iter().find(|b| b.span.end > mark.offset).map_or(1, |b| b.line);
            problems.push(warning(
                format!("{} {line}", draft.format.unit()),
                format!("unsure: {}", mark.reason),
                "It waits in the intake (5 on the screen); `rapporteur place` decides, too. Until then it is unplaced text.",
            ));
        }
    }
    problems
}
