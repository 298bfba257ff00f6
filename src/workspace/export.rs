//! Exports: a query's answers or a shortlist, counted, written in one format and put in place.

mod project;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Error, Workspace};
use crate::export::codebook;
use crate::export::consent::Spared;
use crate::export::counts::{self, About, Counts};
use crate::export::grouping::grouped;
use crate::export::{self, Content, Entry, Header, Shape, file, quotation, quotations, refi};
use crate::model::id::ListId;
use crate::model::submission::AnswerRecord;
use crate::model::work::ItemKind;
use crate::query::filter::{Resolved, SortField, SortKey};

/// Where an export goes.
pub enum Destination<'a> {
    /// A file, written aside and renamed.
    File(&'a Path),
    /// A stream, as it comes.
    Stream(&'a mut dyn Write),
}

/// What an export wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportReport {
    /// The file; `None` for a stream.
    pub path: Option<PathBuf>,
    /// How many answers, or quotations of a shortlist.
    pub answers: usize,
    /// How many unplaced texts, beside them.
    pub unplaced: usize,
    /// How many submitters stand behind them, each once.
    pub submitters: usize,
    /// How many texts of withdrawn, replaced and repeated submissions were left out.
    pub left_out: usize,
    /// How names were spared.
    pub spared: Spared,
    /// What the format could not carry, in one line.
    pub lost: Option<String>,
}

impl ExportReport {
    fn new(path: Option<PathBuf>, header: &Header) -> Self {
        Self {
            path,
            answers: header.answers,
            unplaced: header.unplaced,
            submitters: header.submitters,
            left_out: header.left_out,
            spared: header.spared,
            lost: None,
        }
    }
}

/// Asked between two entries; says whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut() -> bool;

impl Workspace {
    /// Writes the answers and unplaced texts of a query; `force` replaces a file that is there.
    ///
    /// Documents are ordered by question first, so that each heading comes once.
    ///
    /// # Errors
    /// When the target is there and is not to be replaced, when it cannot be written, and
    /// [`Error::Stopped`] when `go_on` says so: the target is then as it was.
    pub fn export(
        &self,
        query: &Resolved,
        query_text: &str,
        shape: impl Into<Shape>,
        to: Destination<'_>,
        force: bool,
        go_on: GoOn<'_>,
    ) -> Result<ExportReport, Error> {
        let shape = shape.into();
        if shape.format == export::Format::Qdpx {
            return self.export_project(query, query_text, refi::Choices::default(), to, force, go_on);
        }
        let query = by_question(query, shape);
        let counts = self.page(&query, 0, 0)?;
        let own = self.header()?;
        let asked =
            if shape.format.document().is_some() { self.questions_found(&query)? } else { Vec::new() };
        let heading = |number: &Option<String>| quotations::heading_of(&own.questions, number.as_deref());
        let header = Header {
            headings: asked.iter().map(heading).collect(),
            content: Content::Answers(query_text.to_owned()),
            tags: quotation::wanted_tags(&query.filter),
            answers: counts.answers,
            unplaced: counts.unplaced,
            submitters: counts.submitters,
            left_out: counts.left_out,
            spared: self.spared(&query)?,
            ..own
        };
        let each = |writer: &mut dyn export::Writer| {
            let mut written = Ok(());
            self.leaving_records(&query, &mut |record: AnswerRecord| {
                written =
                    if go_on() { writer.entry(Entry::Answer(&record)) } else { Err(export::Error::Stopped) };
                written.is_ok()
            })?;
            written.map_err(Trouble::Export)
        };
        self.put(shape, &header, to, force, each)
    }

    /// Writes the items of a shortlist, in its order, with its headings and comments.
    ///
    /// # Errors
    /// As [`Workspace::export`], and when there is no such list.
    pub fn export_shortlist(
        &self,
        list: ListId,
        shape: impl Into<Shape>,
        to: Destination<'_>,
        force: bool,
    ) -> Result<ExportReport, Error> {
        let lists = self.shortlists()?;
        let named = lists.iter().find(|l| l.id == list).ok_or_else(|| Error::Unknown {
            what: "shortlist",
            id: list.to_string(),
            candidates: lists.iter().map(|l| l.name.clone()).collect(),
        })?;
        let shape = shape.into();
        let own = self.header()?;
        let items = self.shortlist_items(list)?;
        let quoted = || items.iter().filter_map(|i| i.answer.as_ref());
        let mut submitters: Vec<&str> =
            quoted().map(|r| r.metadata.submitter.as_deref().unwrap_or(&r.reference)).collect();
        submitters.sort_unstable();
        submitters.dedup();
        let header = Header {
            content: Content::Shortlist(named.name.clone()),
            finding: named.finding.clone(),
            answers: items.iter().filter(|i| i.kind == ItemKind::Quotation).count(),
            submitters: submitters.len(),
            spared: self.spared_of(&items),
            ..own
        };
        let items = grouped(self.leaving_items(list)?, shape.group, &header.questions);
        let headings = items.iter().filter(|item| item.kind == ItemKind::Heading);
        let header = Header { headings: headings.map(|item| item.text.clone()).collect(), ..header };
        let each = |writer: &mut dyn export::Writer| {
            items.iter().try_for_each(|item| writer.entry(Entry::Item(item))).map_err(Trouble::Export)
        };
        self.put(shape, &header, to, force, each)
    }

    /// Writes counts of a query as they are; `force` replaces a file that is there.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn export_counts(
        &self,
        counts: &Counts,
        query: &str,
        format: export::Format,
        to: Destination<'_>,
        force: bool,
    ) -> Result<Option<PathBuf>, Error> {
        let about = About {
            call: self.call()?.title,
            query: query.to_owned(),
            analyst: self.analyst().to_owned(),
            written_on: self.written_on(),
            as_of: self.stood(),
        };
        self.place(to, force, |out| counts::write(counts, &about, format, out))
    }

    /// The codebook, with all that is written of it.
    pub fn whole_codebook(&self) -> Result<codebook::Whole, Error> {
        Ok(codebook::whole(self.codebook()?, &self.theme_counts()?, self.examples()?))
    }

    /// The same as it leaves the workspace: examples of who may not be cited by name do so under a pseudonym or not at all.
    pub fn leaving_codebook(&self) -> Result<codebook::Whole, Error> {
        Ok(codebook::whole(self.codebook()?, &self.theme_counts()?, self.leaving_examples()?))
    }

    /// Writes the codebook; `force` replaces a file that is there.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn export_codebook(
        &self,
        format: codebook::Format,
        to: Destination<'_>,
        force: bool,
    ) -> Result<Option<PathBuf>, Error> {
        let whole = self.leaving_codebook()?;
        if format == codebook::Format::Qdc && whole.book.themes.is_empty() {
            return Err(Error::Invalid("a .qdc needs a theme, and the codebook has none".to_owned()));
        }
        self.place(to, force, |out| Ok(whole.write(format, out)?))
    }

    /// What every export says of this workspace; the counts are still to be filled in.
    fn header(&self) -> Result<Header, Error> {
        let call = self.call()?;
        Ok(Header {
            call: call.title,
            content: Content::Answers(String::new()),
            questions: call.questions,
            headings: Vec::new(),
            tags: Vec::new(),
            spared: Spared::default(),
            finding: None,
            written_on: self.written_on(),
            as_of: self.stood(),
            analyst: self.analyst().to_owned(),
            answers: 0,
            unplaced: 0,
            submitters: 0,
            left_out: 0,
        })
    }

    /// Lets `each` hand its entries to the format's writer, over the destination.
    fn put(
        &self,
        shape: Shape,
        header: &Header,
        to: Destination<'_>,
        force: bool,
        each: impl FnOnce(&mut dyn export::Writer) -> Result<(), Trouble>,
    ) -> Result<ExportReport, Error> {
        // The workspace's own mistakes pass through the export's door in this box.
        let mut own = None;
        let fill = |out: &mut dyn Write| {
            let mut writer = export::writer(shape, header, out)?;
            each(writer.as_mut()).map_err(|trouble| match trouble {
                Trouble::Export(e) => e,
                Trouble::Workspace(e) => {
                    own = Some(e);
                    export::Error::Stopped
                }
            })?;
            writer.finish()
        };
        let written = self.place(to, force, fill);
        if let Some(e) = own {
            return Err(e);
        }
        Ok(ExportReport::new(written?, header))
    }

    /// Lets `fill` write the destination; gives the file that it is.
    pub(super) fn place(
        &self,
        to: Destination<'_>,
        force: bool,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), export::Error>,
    ) -> Result<Option<PathBuf>, Error> {
        let (path, written) = match to {
            Destination::File(path) if self.is_own_file(path) => {
                return Err(Error::Invalid("an export cannot replace the workspace itself".to_owned()));
            }
            Destination::File(path) => (Some(path), file::write(path, force, fill)),
            Destination::Stream(stream) => (None, fill(stream)),
        };
        written.map_err(|e| from_export(e, path))?;
        Ok(path.map(Path::to_owned))
    }

    fn is_own_file(&self, path: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        real(path).is_some_and(|it| Some(it) == real(self.path()))
    }
}

/// What stops an export from within.
enum Trouble {
    Export(export::Error),
    Workspace(Error),
}

impl From<Error> for Trouble {
    fn from(e: Error) -> Self {
        Self::Workspace(e)
    }
}

/// The query in an order in which each question comes once, where the format has headings.
fn by_question(query: &Resolved, shape: Shape) -> Resolved {
    let mut query = query.clone();
    let sorted = query.sort.first().is_some_and(|key| key.field == SortField::Question);
    if shape.format.document().is_some() && !sorted {
        query.sort.insert(0, SortKey { field: SortField::Question, descending: false });
    }
    query
}

pub(super) fn from_export(error: export::Error, path: Option<&Path>) -> Error {
    match error {
        export::Error::Exists(path) => Error::Exists { path },
        export::Error::NoFolder(path) => Error::NotFound { path },
        export::Error::NotAFile(path) => Error::Invalid(format!("{} is not a file", path.display())),
        export::Error::Unfit(why) => Error::Invalid(why.to_owned()),
        export::Error::Stopped => Error::Stopped,
        export::Error::Temporary { folder, source } => Error::Io { path: folder, source },
        export::Error::Unconfirmed(source) => {
            Error::Unconfirmed { path: path.map_or_else(PathBuf::new, Path::to_owned), source }
        }
        export::Error::Io(source) => {
            Error::Io { path: path.map_or_else(|| PathBuf::from("standard output"), Path::to_owned), source }
        }
    }
}
