//! The sample workspace: made on first use from the bundled consultation, by the same use-cases as everything else.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Access, Error, ImportRequest, Workspace};
use crate::config::sample::{self, Item, Place};
use crate::config::surroundings::Surroundings;
use crate::config::{call_file, theme_file};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{AnswerNumber, ListId};
use crate::model::span::Span;
use crate::model::submission::AnswerRecord;
use crate::model::work::{ItemKind, NoteTarget, Target};
use crate::text;

/// The name of the sample in the data folder.
/// The file's name in the folder for what the program keeps.
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
    let aside = tempfile::tempdir_in(&around.data_dir).map_err(io)?;
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
        let mut read = |path: &Path| {
            let found = sample::FILES.iter().find(|(name, _)| Path::new(*name) == path);
            found
                .map(|(_, bytes)| bytes.to_vec())
                .ok_or_else(|| Box::new(super::files::failed(path, "it is not in the sample", "")))
        };
        self.take_in(&paths, &ImportRequest::default(), &mut read, &mut |_, _| true)?;
        Ok(())
    }
}

/// All answers with their numbers: looked up once, for the first frame waits for the sample.
fn answers(workspace: &Workspace) -> Result<Vec<(AnswerNumber, AnswerRecord)>, Error> {
    let all = workspace.resolve("-is:unplaced")?;
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
            let on = match self.target(&note.at, note.quote.as_deref())? {
                Target::Passage(answer, span) => NoteTarget::Passage(answer, span),
                Target::Answers(answers) => NoteTarget::Answer(answers[0]),
            };
            self.as_analyst(&note.analyst, Edit::AddNote { on, text: note.text })?;
        }
        for mark in work.statuses {
            let answers = vec![self.answer(&mark.at)?.0];
            self.as_analyst(&mark.analyst, Edit::SetStatus { answers, status: mark.status })?;
        }
        for list in work.shortlists {
            self.shortlist(list)?;
        }
        Ok(())
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
                    (analyst, Edit::AddText { list: id, kind: ItemKind::Heading, text })
                }
                Item::Comment { analyst, text } => {
                    (analyst, Edit::AddText { list: id, kind: ItemKind::Comment, text })
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
        found.map(|l| l.id).ok_or_else(|| Error::Damaged(format!("the sample has no shortlist {name}")))
    }

    fn answer(&self, at: &Place) -> Result<&(AnswerNumber, AnswerRecord), Error> {
        let is_here = |(_, answer): &&(AnswerNumber, AnswerRecord)| {
            answer.question.as_ref() == Some(&at.question)
                && answer.source.file == at.file
                && at.reference.as_ref().is_none_or(|r| *r == answer.reference)
        };
        let missing = || Error::Damaged(format!("the sample has no answer {} in {}", at.question, at.file));
        self.answers.iter().find(is_here).ok_or_else(missing)
    }

    fn target(&self, at: &Place, quote: Option<&str>) -> Result<Target, Error> {
        let (answer, AnswerRecord { text, .. }) = self.answer(at)?;
        let answer = *answer;
        let Some(quote) = quote else { return Ok(Target::Answers(vec![answer])) };
        let byte = text
            .find(quote)
            .ok_or_else(|| Error::Damaged(format!("“{quote}” is not in {} {}", at.file, at.question)))?;
        let start = text[..byte].chars().count() as u32;
        Ok(Target::Passage(answer, Span::new(start, start + quote.chars().count() as u32)))
    }
}
