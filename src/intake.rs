//! Bytes to drafts: what a file says, before it is in a workspace.
//!
//! Everything here is pure: bytes or drafts in, drafts, marks and diagnostics out; no file is opened
//! and nothing is stored. The way of an import:
//!
//! 1. [`read`] finds the kind of file by its content and lets its reader make a
//!    [`SourceDraft`](crate::model::draft::SourceDraft). What [`is_risky`] is read in a process of its own,
//!    which the workspace starts: what is made there and what went wrong can both be serialized.
//! 2. For a document, [`place::parts`] (or [`place::document`] for one part) says where each stretch
//!    belongs, and [`about::document`] who sent it and when.
//! 3. For a table, [`columns::recognize`] says what each column is for, [`columns::places`] names the
//!    columns, and [`about::normalize`] writes metadata in one way.
//!    Before that, [`long::join`] joins the rows of a table with one row per answer, and what a person says in a
//!    mapping file holds before what is recognized.
//! 4. [`account::document`] and [`account::table`] count the words: read = placed + unplaced + structure.
//!
//! A long table need not be held: [`table::outline`] reads all but its rows, and [`table::each_row`] gives those.
//!
//! [`call_from::call`] makes a call from what was read, and [`kinds::of`] guesses which columns hold answers.
//!
//! A reader never fails for a part of a file: what is wrong with a row or a line is a diagnostic.

pub mod about;
pub mod account;
pub mod archive;
pub mod call_from;
mod cells;
pub mod codebook_from;
pub mod columns;
mod compose;
mod decode;
mod docx;
mod flow;
mod headings;
mod html;
mod json;
pub mod kinds;
mod leaf;
pub mod long;
mod markdown;
mod names;
mod numerals;
mod odt;
mod office;
mod package;
mod pdf;
pub mod place;
mod properties;
pub mod quotations;
pub mod refi;
mod remark;
mod sheets;
mod sniff;
mod style_names;
pub mod table;
mod two_lines;
pub mod version;
mod wording;
mod xml;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::decode::Text;
use crate::model::draft::{Format, SourceDraft};

/// The longest document that is read, in bytes; positions in it fit 32 bits many times over.
pub const MAX_DOCUMENT: usize = 64 << 20;

/// The most cells that a table may have once short rows are filled up.
pub const MAX_CELLS: usize = 32 << 20;

/// Why nothing of a file was read. Each says what, where and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// No bytes, or white space only.
    #[error("{file} is empty. Was it saved, or fully copied?")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// Not text.
    #[error("{file} is not text: {why}. {hint}")]
    Binary {
        /// The file's name.
        file: String,
        /// What shows it.
        why: String,
        /// What to do.
        hint: Cow<'static, str>,
    },
    /// Over one of this module's limits.
    #[error("{file} is too large: {what}. Split it, and import the pieces.")]
    TooLarge {
        /// The file's name.
        file: String,
        /// What is over which limit.
        what: String,
    },
    /// An office file of which a part is not as it should be.
    #[error(
        "{file} is damaged: {what}. Open it in the program that made it, save it again, and import that."
    )]
    Damaged {
        /// The file's name.
        file: String,
        /// Which part, and what is wrong with it.
        what: String,
    },
    /// A file that only opens with a password.
    #[error("{file} is protected by a password. Save it without one, and import that.")]
    Protected {
        /// The file's name.
        file: String,
    },
    /// A file of a kind that has no reader.
    #[error("{file} is {what}, which is not read. {hint}")]
    Kind {
        /// The file's name.
        file: String,
        /// What it is.
        what: Cow<'static, str>,
        /// What to do.
        hint: Cow<'static, str>,
    },
    /// The process that read it came to no end.
    #[error("{file} could not be read: {what}. {hint}")]
    Reader {
        /// The file's name.
        file: String,
        /// What became of the process.
        what: String,
        /// What to do.
        hint: String,
    },
    /// A table whose header names nothing that is known.
    #[error(
        "{file}, row {row}: no header was found: {why}. The header must name the columns, at least one of them \
         after a question (its number, key or wording) or as metadata (organisation, country, date …)."
    )]
    NoHeader {
        /// The file's name.
        file: String,
        /// The row that was taken for it.
        row: u32,
        /// What shows it.
        why: String,
    },
}

/// A reader: bytes in, drafts and diagnostics out.
struct Reader {
    format: Format,
    /// Name and version, kept with what it made; the version grows whenever other texts would come out.
    name: &'static str,
    read: Reading,
}

/// What a reader is given.
enum Reading {
    /// The text of the file, and the file's name.
    Text(fn(&Text<'_>, &str) -> Result<SourceDraft, ReadError>),
    /// The bytes of the file, and its name.
    Bytes(fn(&[u8], &str) -> Result<SourceDraft, ReadError>),
}

/// All readers, one a format.
const READERS: [Reader; 11] = [
    Reader { format: Format::Csv, name: table::NAME, read: Reading::Text(table::read) },
    Reader { format: Format::Markdown, name: markdown::NAME, read: Reading::Text(markdown::read) },
    Reader { format: Format::Json, name: json::JSON, read: Reading::Text(json::json) },
    Reader { format: Format::Jsonl, name: json::JSONL, read: Reading::Text(json::jsonl) },
    Reader { format: Format::Html, name: html::NAME, read: Reading::Bytes(html::read) },
    Reader { format: Format::Docx, name: docx::NAME, read: Reading::Bytes(docx::read) },
    Reader { format: Format::Odt, name: odt::NAME, read: Reading::Bytes(odt::read) },
    Reader { format: Format::Pdf, name: pdf::NAME, read: Reading::Bytes(pdf::read) },
    Reader { format: Format::Xlsx, name: sheets::XLSX, read: Reading::Bytes(sheets::xlsx) },
    Reader { format: Format::Ods, name: sheets::ODS, read: Reading::Bytes(sheets::ods) },
    Reader { format: Format::Xls, name: sheets::XLS, read: Reading::Bytes(sheets::xls) },
];

/// Whether a file is of a kind that can exhaust the machine, or bring its reader down, by what stands in it: such a
/// file is read in a process of its own, within limits.
pub fn is_risky(bytes: &[u8]) -> bool {
    is_office(bytes) || pdf::is_pdf(bytes) || html::may_be(bytes)
}

/// Whether it is an archive or a compound file, as office files are.
fn is_office(bytes: &[u8]) -> bool {
    package::is_archive(bytes) || office::is_compound(bytes)
}

/// Whether a file's name has one of these endings, whatever its case.
fn ends_in(name: &str, endings: &[&str]) -> bool {
    let own = std::path::Path::new(name).extension();
    own.is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

/// Reads a file of any known kind. The kind is found by the content; the name decides only where
/// the content could be either, and stands in messages.
///
/// # Errors
/// When the file is empty, of no known kind, damaged, over a limit, or a table without a header.
pub fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    let of_bytes = if is_office(bytes) {
        Some(office::format(bytes, name)?)
    } else if pdf::is_pdf(bytes) {
        Some(Format::Pdf)
    } else {
        html::is_page(bytes, name).then_some(Format::Html)
    };
    let text = if of_bytes.is_some() { None } else { Some(Text::of(bytes, name)?) };
    let of_text =
        |text: &Text<'_>| json::format(&text.bytes, name).unwrap_or_else(|| sniff::format(&text.bytes, name));
    let format = of_bytes.or_else(|| text.as_ref().map(of_text)).unwrap_or(Format::Markdown);
    let reader = READERS.iter().find(|r| r.format == format).unwrap_or(&READERS[1]);
    let draft = match (&reader.read, &text) {
        (Reading::Bytes(read), _) => read(bytes, name)?,
        (Reading::Text(read), Some(text)) => read(text, name)?,
        (Reading::Text(read), None) => read(&Text::of(bytes, name)?, name)?,
    };
    debug_assert_eq!(draft.reader, reader.name, "a reader signs what it made");
    Ok(draft)
}
