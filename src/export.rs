//! Values to files that colleagues open: Markdown, HTML, DOCX, CSV, XLSX, JSON and JSON Lines.
//!
//! A [`Writer`] takes one [`Entry`] after the other and writes it at once, so that memory stays flat
//! whatever the number of answers. Text from submissions is data in every format: what could be taken
//! for markup, a formula or a terminal's control is escaped by that format's writer. Nothing here asks
//! the store or opens a workspace; [`file`] puts the finished file in its place.
//!
//! Start reading at [`writer`].

pub mod citation;
pub mod codebook;
pub mod consent;
pub mod counts;
pub mod csv;
pub mod document;
pub mod file;
pub mod grouping;
pub mod json;
pub mod markdown;
pub mod quotation;
pub mod quotations;
pub mod refi;
pub mod report;
pub mod tables;
pub mod xlsx;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::model::as_of::AsOf;
use crate::model::call::Question;
use crate::model::finding::Said;
use crate::model::submission::AnswerRecord;
use crate::model::work::ShortlistItem;
use crate::query::filter::TagMatch;

/// What an export is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Quotations with their sources, fit to paste in a report.
    Markdown,
    /// The same as a document for word processors.
    Docx,
    /// The same as one page, to read or to print.
    Html,
    /// One row an answer, formula-safe, RFC 4180.
    Csv,
    /// A spreadsheet with typed cells, one row an answer.
    Xlsx,
    /// One array of what `list` gives.
    Json,
    /// One object a line.
    JsonLines,
    /// A coded project for other programs of qualitative analysis: REFI-QDA.
    Qdpx,
}

impl Format {
    /// All, in the order of help and menus.
    pub const ALL: [Format; 8] = [
        Self::Markdown,
        Self::Docx,
        Self::Html,
        Self::Csv,
        Self::Xlsx,
        Self::Json,
        Self::JsonLines,
        Self::Qdpx,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Qdpx => "qdpx",
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            other => other.name(),
        }
    }

    /// The kind of document that it is; `None` for tables and data.
    pub fn document(self) -> Option<document::Kind> {
        match self {
            Self::Markdown => Some(document::Kind::Markdown),
            Self::Docx => Some(document::Kind::Docx),
            Self::Html => Some(document::Kind::Html),
            Self::Csv | Self::Xlsx | Self::Json | Self::JsonLines | Self::Qdpx => None,
        }
    }

    /// The format with this name or ending, case ignored.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|f| f.name().eq_ignore_ascii_case(name) || f.ending().eq_ignore_ascii_case(name))
    }

    /// The format that the ending of a file's name asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        path.extension().and_then(|e| e.to_str()).and_then(Self::named)
    }
}

/// The format and its choices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// The format.
    pub format: Format,
    /// Begins a CSV with a byte order mark, by which spreadsheet programs know UTF-8.
    pub byte_order_mark: bool,
    /// Names the themes under each quotation (documents).
    pub themes: bool,
    /// Gives the notes under each quotation (documents).
    pub notes: bool,
    /// By what the quotations of a shortlist stand together (documents).
    pub group: grouping::Grouping,
}

impl From<Format> for Shape {
    fn from(format: Format) -> Self {
        Self { format, byte_order_mark: false, themes: false, notes: false, group: grouping::Grouping::Hand }
    }
}

/// Whether the entries are answers or the items of a shortlist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// The answers and unplaced texts of this query; empty is everything.
    Answers(String),
    /// The items of the shortlist of this name.
    Shortlist(String),
}

/// What is said of an export as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// The call's title.
    pub call: String,
    /// What was asked for.
    pub content: Content,
    /// The questions of the call, for headings.
    pub questions: Vec<Question>,
    /// The headings of a document, as they come, for its contents.
    pub headings: Vec<String>,
    /// The tags that the query asks for: where they are on passages, the passages are quoted.
    pub tags: Vec<TagMatch>,
    /// How names were spared.
    pub spared: consent::Spared,
    /// What the shortlist says as a finding; `None` of any other export.
    pub finding: Option<Said>,
    /// The day of writing.
    pub written_on: Date,
    /// The moment as of which it is, where it is not of now.
    pub as_of: Option<AsOf>,
    /// In whose eyes: whose status it is.
    pub analyst: String,
    /// How many answers, or quotations of a shortlist.
    pub answers: usize,
    /// How many unplaced texts, beside them.
    pub unplaced: usize,
    /// How many submitters stand behind them, each once.
    pub submitters: usize,
    /// How many texts of withdrawn, replaced and repeated submissions were left out.
    pub left_out: usize,
}

/// One thing to write.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Entry<'a> {
    /// An answer or unplaced text.
    Answer(&'a AnswerRecord),
    /// An item of a shortlist.
    Item(&'a ShortlistItem),
}

impl<'a> Entry<'a> {
    /// The answer that it is, or is from.
    pub fn record(self) -> Option<&'a AnswerRecord> {
        match self {
            Self::Answer(record) => Some(record),
            Self::Item(item) => item.answer.as_ref(),
        }
    }
}

/// Writes one format, entry by entry.
pub trait Writer {
    /// Writes one entry.
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), Error>;

    /// Writes what follows the last entry and hands the bytes on.
    fn finish(&mut self) -> Result<(), Error>;
}

/// What can go wrong while exporting.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The target is there and was not to be replaced.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The target's folder is not there.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    /// The target is a folder or a device.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// The format has no form for what was to be written.
    #[error("{0}")]
    Unfit(&'static str),
    /// Writing failed.
    #[error("could not write: {0}")]
    Io(#[from] io::Error),
    /// What is written aside on the way could not be written.
    #[error("could not write in {}: {source}", folder.display())]
    Temporary {
        /// The folder of temporary files.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is in place, and whether its name is on disk is not known.
    #[error("could not make sure of the file's name: {0}")]
    Unconfirmed(#[source] io::Error),
    /// The export was stopped; nothing was written.
    #[error("the export was stopped")]
    Stopped,
}

/// Begins an export: writes what stands before the first entry and gives the writer for the rest.
pub fn writer<'w>(
    shape: Shape,
    header: &'w Header,
    to: &'w mut dyn Write,
) -> Result<Box<dyn Writer + 'w>, Error> {
    let document = |kind, to| quotations::QuotationsWriter::begin(kind, shape, header, to);
    Ok(match shape.format {
        Format::Markdown => Box::new(document(document::Kind::Markdown, to)?),
        Format::Docx => Box::new(document(document::Kind::Docx, to)?),
        Format::Html => Box::new(document(document::Kind::Html, to)?),
        Format::Csv => Box::new(csv::CsvWriter::begin(shape.byte_order_mark, &header.content, to)?),
        Format::Xlsx => Box::new(xlsx::answers::XlsxWriter::begin(header, to)?),
        Format::Json => Box::new(json::JsonWriter::array(to)),
        Format::JsonLines => Box::new(json::JsonWriter::lines(to)),
        // A project is written submission by submission.
        Format::Qdpx => return Err(Error::Unfit("a project of REFI-QDA holds answers, not a shortlist")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_name_and_its_ending() {
        assert_eq!(Format::named("MD"), Some(Format::Markdown));
        assert_eq!(Format::named("markdown"), Some(Format::Markdown));
        assert_eq!(Format::named("odt"), None);
        assert_eq!(Format::of_path(Path::new("a.b/list.jsonl")), Some(Format::JsonLines));
        assert_eq!(Format::of_path(Path::new("list")), None);
    }
}
