//! Bytes to drafts: what a file says, before it is in a workspace.
//!
//! Everything here is pure: bytes or drafts in, drafts, marks and diagnostics out; no file is opened
//! and nothing is stored. The way of an import:
//!
//! 1. [`read`] finds the kind of file by its content and lets its reader make a
//!    [`SourceDraft`](crate::model::draft::SourceDraft).
//! 2. For a document, [`place::parts`] (or [`place::document`] for one part) says where each stretch
//!    belongs, and [`about::document`] who sent it and when.
//! 3. For a table, [`columns::recognize`] says what each column is for, [`columns::places`] names the
//!    columns, and [`about::normalize`] writes metadata in one way.
//! 4. [`account::document`] and [`account::table`] count the words: read = placed + unplaced + structure.
//!
//! A reader never fails for a part of a file: what is wrong with a row or a line is a diagnostic.

pub mod about;
pub mod account;
pub mod columns;
mod decode;
mod headings;
mod markdown;
mod names;
pub mod place;
mod sniff;
mod table;
mod wording;

use crate::model::draft::{Format, SourceDraft};

/// The longest document that is read, in bytes; positions in it fit 32 bits many times over.
pub const MAX_DOCUMENT: usize = 64 << 20;

/// The most cells that a table may have once short rows are filled up.
pub const MAX_CELLS: usize = 32 << 20;

/// Why nothing of a file was read. Each says what, where and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
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
        hint: &'static str,
    },
    /// Over one of this module's limits.
    #[error("{file} is too large: {what}. Split it, and import the pieces.")]
    TooLarge {
        /// The file's name.
        file: String,
        /// What is over which limit.
        what: String,
    },
    /// A table whose first row names nothing that is known.
    #[error(
        "{file}, row 1: no header was found: {why}. The first row must name the columns, at least one of them \
         after a question (its number, key or wording) or as metadata (organisation, country, date …)."
    )]
    NoHeader {
        /// The file's name.
        file: String,
        /// What shows it.
        why: String,
    },
}

/// A reader: bytes in, drafts and diagnostics out.
struct Reader {
    format: Format,
    /// Name and version, kept with what it made; the version grows whenever other texts would come out.
    name: &'static str,
    read: fn(&[u8], &str) -> Result<SourceDraft, ReadError>,
}

/// All readers, one a format.
const READERS: [Reader; 2] = [
    Reader { format: Format::Csv, name: table::NAME, read: table::read },
    Reader { format: Format::Markdown, name: markdown::NAME, read: markdown::read },
];

/// Reads a file of any known kind. The kind is found by the content; the name decides only where
/// the content could be either, and stands in messages.
///
/// # Errors
/// When the file is empty, no text, over a limit, or a table without a header.
pub fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    decode::refuse_binary(bytes, name)?;
    let format = sniff::format(decode::without_mark(bytes), name);
    let reader = READERS.iter().find(|r| r.format == format).unwrap_or(&READERS[1]);
    let draft = (reader.read)(bytes, name)?;
    debug_assert_eq!(draft.reader, reader.name, "a reader signs what it made");
    Ok(draft)
}
