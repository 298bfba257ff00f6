//! Answers and the items of shortlists as a sheet: the columns of the CSV, in the same order.

use std::io::Write;

use super::about::About;
use super::{Book, Column, Kind};
use crate::export::csv::{self, entry_cells};
use crate::export::{Content, Entry, Error, Header, Writer};

/// Writes answers or the items of a shortlist, one row each.
pub struct XlsxWriter<'w> {
    book: Book,
    header: &'w Header,
    to: &'w mut dyn Write,
}

impl<'w> XlsxWriter<'w> {
    /// Begins the sheet.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn begin(header: &'w Header, to: &'w mut dyn Write) -> Result<Self, Error> {
        let name = match header.content {
            Content::Answers(_) => "Answers",
            Content::Shortlist(_) => "Shortlist",
        };
        let columns = csv::columns(&header.content).into_iter().map(column).collect();
        Ok(Self { book: Book::begin(name, columns)?, header, to })
    }
}

impl Writer for XlsxWriter<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        self.book.row(entry_cells(entry))
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.book.finish(&About::of(self.header), self.to)
    }
}

/// How a column of the CSV stands in a sheet.
fn column(name: &'static str) -> Column {
    let of = |kind| Column::new(name, kind);
    match name {
        "text" | "quotation" | "in_full" => of(Kind::Long),
        "passages" | "notes" | "unofficial_translation" => of(Kind::Long).wide(40),
        "themes" => of(Kind::Long).wide(30),
        "section" | "heading" | "submitter" | "stakeholder_type" | "file" | "translation_from" => {
            of(Kind::Name)
        }
        "submitted_on" => of(Kind::Day),
        "late" => of(Kind::Flag),
        "words" | "page" | "row" | "paragraph" => of(Kind::Number),
        _ => of(Kind::Short),
    }
}
