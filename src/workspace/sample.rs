//! The sample workspace: made on first use from the bundled consultation, by the same use-cases as everything else.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Access, Error, ImportRequest, Workspace};
use crate::aside;
use crate::config::sample::{self, Item, Place};
use crate::config::surroundings::Surroundings;
use crate::config::{call_file, theme_file};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{AnswerNumber, ListId};
use crate::model::span::Span;
use crate::model::submission::AnswerRecord;
use crate::model::work::{ItemKind, NoteTarget, Target};
use crate::text;

/// The name of the sample in the folder for what the program keeps.
pub const FILE: &str = "sample.db";

/// Who took the submissions in: nobody who opens the sample, whose first undo would then take all of it back.
const COLLECTOR: &str = "secretariat";

/// Makes the sample workspace on first use and says where it is.
///
/// # Errors
/// When the data folder cannot be written.
pub fn ensure(around: &Surroundings) -> Result<PathBuf, Error> {
    let path = around.data_dir.join(FILE);
    if path.exists() {
        return Ok(path);
    }
    let io = |source| Error::Io { path: around.data_dir.clone(), source };
    fs::create_dir_all(&around.data_dir).map_err(io)?;
    // Made aside, so that a sample which was begun and not finished is never taken for one.
    let aside = aside::folder_in(&around.data_dir).map_err(io)?;
    let begun = aside.path().join(FILE);
    make(&begun, around)?;
    fs::rename(&begun, &path).map_err(io)?;
    Ok(path)
}

/// Makes the sample at a path that is free.
///
/// # Errors
/// When it cannot be written, or the bundled files contradict each other.
pub fn make(path: &Path, around: &Surroundings) -> Result<(), Error> {
    let bundled = |e: &dyn std::fmt::Display| Error::Damaged(format!("a bundled file: {e}"));
    let call = call_file::bundled().map_err(|e| bundled(&e))?;
    let themes = theme_file::bundled().map_err(|e| bundled(&e))?;
    let work = sample::work(sample::WORK).map_err(|e| bundled(&e))?;
    Workspace::init(path, &call, &themes, around)?;
    let mut workspace = Workspace::open(path, Access::Write, Some(COLLECTOR), around)?;
    workspace.take_in_sample()?;
    let answers = answers(&workspace)?;
    Worker { workspace, path, around, answers }.work(work)
}

impl Workspace {
    fn take_in_sample(&mut self) -> Result<(), Error> {
        let paths: Vec<(String, &Path)> =
            sample::FILES.iter().map(|(name, _)| ((*name).to_owned(), Path::new(*name))).collect();
        let read = |path: &Path| {
            let found = sample::FILES.iter().find(|(name, _)| Path::new(*name) == path);
            found
                .map(|(_, bytes)| bytes.to_vec())
                .ok_or_else(|| Box::new(super::files::failed(path, "it is not in the sample", "")))
        };
        self.take_in(&paths, &ImportRequest::default(), &read, (&mut |_| true, 0))?;
        Ok(())
    }
}

/// All answers and unplaced texts with their numbers: looked up once, for the first frame waits for the sample.
fn answers(workspace: &Workspace) -> Result<Vec<(AnswerNumber, AnswerRecord)>, Error> {
    let all = workspace.resolve("")?;
    let numbers = workspace.numbers(&all)?;
    let mut records = Vec::with_capacity(numbers.len());
    workspace.records(&all, &mut |record| {
        records.push(record);
        true
    })?;
    Ok(numbers.into_iter().zip(records).collect())
}

/// Does the sample's work as its analysts.
struct Worker<'a> {
    workspace: Workspace,
    path: &'a Path,
    around: &'a Surroundings,
    answers: Vec<(AnswerNumber, AnswerRecord)>,
}

impl Worker<'_> {
    fn work(mut self, work: sample::Work) -> Result<(), Error> {
        for tag in work.tags {
            let target = self.target(&tag.at, tag.quote.as_deref())?;
            let themes = vec![ThemeChoice::New(tag.theme)];
            self.as_analyst(&tag.analyst, Edit::Tag { target, themes, stance: tag.stance })?;
        }
        for note in work.notes {
            let on = self.noted(&note)?;
            self.as_analyst(&note.analyst, Edit::AddNote { on, text: note.text })?;
        }
        for mark in work.statuses {
            let answers = mark.at.iter().map(|at| Ok(self.answer(at)?.0)).collect::<Result<_, Error>>()?;
            self.as_analyst(&mark.analyst, Edit::SetStatus { answers, status: mark.status })?;
        }
        for list in work.shortlists {
            self.shortlist(list)?;
        }
        Ok(())
    }

    fn noted(&self, note: &sample::Note) -> Result<NoteTarget, Error> {
        if let Some(theme) = &note.theme {
            let codebook = self.workspace.codebook()?;
            let found = codebook.themes.iter().find(|t| t.name == *theme);
            return Ok(NoteTarget::Theme(found.ok_or_else(|| missing("theme", theme))?.id));
        }
        if let Some(number) = &note.question {
            let call = self.workspace.call()?;
            let found = call.questions.into_iter().find(|q| q.number == *number);
            return Ok(NoteTarget::Question(found.ok_or_else(|| missing("question", number))?.key));
        }
        if let Some(file) = &note.submission {
            let found = self.answers.iter().find(|(_, answer)| answer.source.file == *file);
            let (_, answer) = found.ok_or_else(|| missing("submission", file))?;
            return Ok(NoteTarget::Submission(answer.reference.clone()));
        }
        let at = note.at.as_ref().ok_or_else(|| missing("place for the note", &note.text))?;
        Ok(match self.target(at, note.quote.as_deref())? {
            Target::Passage(answer, span) => NoteTarget::Passage(answer, span),
            Target::Answers(_) => NoteTarget::Answer(self.answer(at)?.0),
        })
    }

    fn shortlist(&mut self, list: sample::Shortlist) -> Result<(), Error> {
        let maker = list.items.first().map_or_else(String::new, |i| i.analyst().to_owned());
        self.as_analyst(&maker, Edit::AddList { name: list.name.clone() })?;
        let id = self.list(&list.name)?;
        for item in list.items {
            let (analyst, edit) = match item {
                Item::Quotation { analyst, at, quote } => {
                    let target = self.target(&at, quote.as_deref())?;
                    (analyst, Edit::AddItems { list: Some(id), target })
                }
                Item::Heading { analyst, text } => {
                    (analyst, Edit::AddText { list: id, kind: ItemKind::Heading, text, before: None })
                }
                Item::Comment { analyst, text } => {
                    (analyst, Edit::AddText { list: id, kind: ItemKind::Comment, text, before: None })
                }
            };
            self.as_analyst(&analyst, edit)?;
        }
        Ok(())
    }

    fn as_analyst(&mut self, analyst: &str, edit: Edit) -> Result<(), Error> {
        if text::fold(self.workspace.analyst()) != text::fold(analyst) {
            self.workspace = Workspace::open(self.path, Access::Write, Some(analyst), self.around)?;
        }
        self.workspace.edit(edit)?;
        Ok(())
    }

    fn list(&self, name: &str) -> Result<ListId, Error> {
        let all = self.workspace.shortlists()?;
        let found = all.iter().find(|l| l.name == name);
        found.map(|l| l.id).ok_or_else(|| missing("shortlist", name))
    }

    fn answer(&self, at: &Place) -> Result<&(AnswerNumber, AnswerRecord), Error> {
        let is_here = |(_, answer): &&(AnswerNumber, AnswerRecord)| {
            answer.question == at.question
                && answer.source.file == at.file
                && at.reference.as_ref().is_none_or(|r| *r == answer.reference)
        };
        self.answers.iter().find(is_here).ok_or_else(|| missing("such answer", &format!("{at:?}")))
    }

    fn target(&self, at: &Place, quote: Option<&str>) -> Result<Target, Error> {
        let (answer, AnswerRecord { text, .. }) = self.answer(at)?;
        let answer = *answer;
        let Some(quote) = quote else { return Ok(Target::Answers(vec![answer].into())) };
        let mut hits = text.match_indices(quote).map(|(byte, _)| byte);
        let (Some(byte), None) = (hits.next(), hits.next()) else {
            return Err(Error::Damaged(format!("“{quote}” does not stand once in {at:?}")));
        };
        let start = text[..byte].chars().count() as u32;
        Ok(Target::Passage(answer, Span::new(start, start + quote.chars().count() as u32)))
    }
}

fn missing(what: &str, name: &str) -> Error {
    Error::Damaged(format!("the sample has no {what}: {name}"))
}
