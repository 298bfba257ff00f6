//! Tags and notes of other programs: a project of REFI-QDA onto the texts that are here.
//!
//! 1. The file is read in a process of its own; [`offsets`] finds out what its positions count.
//! 2. Its codes become paths of themes ([`paths`]).
//! 3. Each of its texts is looked for among the submissions: by its name, else by its lines; within the text each answer is
//!    found again, so that whatever stands between them does not matter ([`texts`]).
//! 4. What is on the texts is put on the answers ([`plan`]), and what is there already is left out.
//! 5. All of it is one operation of whoever takes it in, which says of each tag and note whose it is ([`taking_in`]): one
//!    undo takes it back.

mod paths;
mod plan;
mod taking_in;
mod texts;

pub(super) use taking_in::take_in;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, ImportRequest, Workspace, files, reading};
use crate::intake::refi::offsets::{self, Reckoned, Reckoning};
use crate::model::codebook::Incoming;
use crate::model::coded::{Coded, CodingReport, Codings};
use crate::model::edit::Edit;
use crate::model::operation::Outcome;

/// How codings are taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// How positions are counted, where their names do not tell.
    pub offsets: Option<Reckoning>,
    /// Brings texts in as documents that are not here.
    pub with_texts: bool,
    /// Says what would be done and does nothing.
    pub dry_run: bool,
}

/// Told what is done, how much of it and of how much; says whether to go on.
pub type Tell<'a> = &'a mut dyn FnMut(&str, usize, usize) -> bool;

impl Workspace {
    /// Takes the tags and notes of another program in; `None` when nothing was done.
    ///
    /// # Errors
    /// When the file cannot be read, or it is not known how its positions are counted; [`Error::Stopped`] when `tell` says
    /// so, and nothing is done then.
    pub fn take_in_codings(
        &mut self,
        path: &Path,
        asked: Asked,
        tell: Tell<'_>,
    ) -> Result<(CodingReport, Option<Outcome>), Error> {
        let coded = reading::coded(path, &self.apart, &mut || tell("reading", 0, 1))?;
        let counted: Vec<Reckoned> = match asked.offsets {
            Some(how) => coded.sources.iter().map(|text| offsets::given(text, how)).collect(),
            None => offsets::found(&coded),
        };
        let name = files::name(path);
        let (mut report, mut codings) = self.plan_codings(&name, &coded, &counted, tell)?;
        if asked.dry_run {
            return Ok((report, None));
        }
        if asked.offsets.is_none() {
            is_sure(&report)?;
        }
        if asked.with_texts && self.bring_in(&coded, &report)? {
            (report, codings) = self.plan_codings(&name, &coded, &counted, tell)?;
        }
        if !report.brings() {
            return Ok((report, None));
        }
        let outcome = self.edit(Edit::TakeInCodings(Box::new(codings)))?;
        Ok((report, outcome.operation.is_some().then_some(outcome)))
    }

    /// Reads the themes of a codebook or project of another program.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn themes_of_coded(&self, path: &Path) -> Result<Vec<Incoming>, Error> {
        let coded = reading::coded(path, &self.apart, &mut || true)?;
        Ok(paths::Paths::of(&coded.codes, &self.call()?).incoming)
    }

    fn plan_codings(
        &self,
        file: &str,
        coded: &Coded,
        counted: &[Reckoned],
        tell: Tell<'_>,
    ) -> Result<(CodingReport, Codings), Error> {
        let any = self.resolve("is:any")?;
        let me = crate::text::fold(self.analyst());
        self.sight(|sight, names| plan::plan(sight, names, &any, (&me, file), (coded, counted), tell))
    }

    /// Imports the texts that are not here as documents; says whether there were any.
    fn bring_in(&mut self, coded: &Coded, report: &CodingReport) -> Result<bool, Error> {
        let folder = tempfile::tempdir()
            .map_err(|source| Error::Io { path: PathBuf::from("a folder for a while"), source })?;
        let mut paths = Vec::new();
        let missing = coded.sources.iter().zip(&report.texts).filter(|(_, told)| told.submission.is_none());
        for (i, (text, _)) in missing.enumerate().filter(|(_, (text, _))| !text.text.trim().is_empty()) {
            let plain = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '_' };
            let name: String = text.name.chars().take(80).map(plain).collect();
            // A folder for each: two texts may have one name.
            let within = folder.path().join(i.to_string());
            let path = within.join(format!("{}.txt", name.trim()));
            let write = fs::create_dir(&within).and_then(|()| fs::write(&path, offsets::plain(&text.text)));
            write.map_err(|source| Error::Io { path: path.clone(), source })?;
            paths.push(path);
        }
        if paths.is_empty() {
            return Ok(false);
        }
        let request = ImportRequest { paths, ..ImportRequest::default() };
        Ok(self.import(&request, &mut |_| true)?.1.is_some())
    }
}

/// Refuses to take what may stand in the wrong place.
fn is_sure(report: &CodingReport) -> Result<(), Error> {
    let Some(what) = report.doubt() else { return Ok(()) };
    Err(Error::Unfit {
        what,
        hint: "Look at the passages with --dry-run, and say by --offsets how they are counted: code-points, utf-16 or \
               bytes, and with commas between them inclusive, long-line-ends, mark."
            .to_owned(),
    })
}
