//! Spreadsheets: one sheet of typed cells, and one that says what it is of.
//!
//! Whatever is text is written as text: no cell is ever a formula. Numbers, days and yes or no have their own types, so
//! that a spreadsheet program sorts, sums and filters them. The cells hold what a CSV of the same export holds, but for
//! the `'` that a CSV needs before what could be a formula, and for texts that are longer than a cell can be.
//!
//! The rows go to a temporary file as they come, so that memory stays flat.

pub mod about;
pub mod answers;
mod cell;
mod room;
mod styles;

use std::io::{self, Seek as _, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};

use self::about::About;
use self::cell::Cell;
use self::room::Room;
use self::styles::Styles;
use super::Error;
use crate::text::{is_right_to_left, is_rtl};

/// What stands in a column, and so how wide it is and what its cells are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Ids, numbers of questions, codes: text that is never long.
    Short,
    /// Names and titles.
    Name,
    /// What people wrote: wrapped.
    Long,
    /// A number.
    Number,
    /// A number with one place behind the point.
    Share,
    /// 1 where something is so, else 0.
    Mark,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
}

impl Kind {
    /// How many digits wide.
    fn width(self) -> f64 {
        match self {
            Self::Short | Self::Day => 13.0,
            Self::Name => 26.0,
            Self::Long => 70.0,
            Self::Number | Self::Share => 10.0,
            Self::Flag => 9.0,
            Self::Mark => 5.0,
        }
    }

    /// Whether it is a number, whatever it is of.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Share | Self::Mark)
    }
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
    /// How many digits wide, where it is another width than its kind's.
    pub width: Option<u16>,
}

impl Column {
    /// A column as wide as its kind.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind, width: None }
    }

    /// The same with another width.
    #[must_use]
    pub fn wide(self, digits: u16) -> Self {
        Self { width: Some(digits), ..self }
    }

    fn width(&self) -> f64 {
        self.width.map_or(self.kind.width(), f64::from)
    }
}

/// A head that is longer than its column is broken into so many lines at the most.
const HEAD_LINES: usize = 4;

/// Rows of wrapped text are no higher than so many lines; the cell holds all of it.
const MOST_LINES: usize = 16;

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// The height of heads that stand upright, in points.
const UPRIGHT: f64 = 190.0;

/// A column in which nothing stands is no wider.
const NARROW: f64 = 12.0;

/// A workbook that is being written.
pub struct Book {
    workbook: Workbook,
    columns: Vec<Column>,
    styles: Styles,
    room: Room,
    /// The next row.
    at: u32,
    /// How many cells were too long for a cell.
    cut: usize,
    letters: Letters,
    bold: bool,
    /// Of each column, whether anything stands in it.
    filled: Vec<bool>,
}

/// How many letters of texts are written from the right, and how many from the left.
#[derive(Clone, Copy, Default)]
struct Letters {
    from_right: usize,
    from_left: usize,
}

impl Letters {
    fn read(&mut self, text: &str) {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            if is_right_to_left(c) { self.from_right += 1 } else { self.from_left += 1 }
        }
    }

    fn are_from_right(self) -> bool {
        self.from_right > self.from_left
    }
}

impl Book {
    /// Begins a workbook with a sheet of this name and these columns.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn begin(name: &str, columns: Vec<Column>) -> Result<Self, Error> {
        let mut workbook = Workbook::new();
        let room = Room::of_temporary_files();
        workbook.set_tempdir(room.folder()).map_err(failed)?;
        let styles = Styles::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        let mut book = Self {
            workbook,
            filled: vec![false; columns.len()],
            columns,
            styles,
            room,
            at: 0,
            cut: 0,
            letters: Letters::default(),
            bold: false,
        };
        book.heads().map_err(failed)?;
        Ok(book)
    }

    fn heads(&mut self) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        let mut lines = 1;
        let upright = self.columns.iter().position(|column| column.kind == Kind::Mark);
        for (column, at) in self.columns.iter().zip(0_u16..) {
            let (head, _) = cell::fitting(&column.name);
            if column.kind == Kind::Mark {
                sheet.write_string_with_format(0, at, head.as_ref(), self.styles.upright())?;
                continue;
            }
            // The button of the filter takes its place, too.
            let fits = (column.width() - 3.0).max(4.0);
            lines = lines.max((head.chars().count() as f64 / fits).ceil() as usize);
            let style = self.styles.head(column.kind.is_number());
            sheet.write_string_with_format(0, at, head.as_ref(), style)?;
        }
        let height = if upright.is_some() { UPRIGHT } else { LINE * lines.min(HEAD_LINES) as f64 + 3.0 };
        sheet.set_row_height(0, height)?;
        // What the numbers are of stays in sight.
        let of_numbers = self.columns.iter().skip(1).all(|column| column.kind.is_number());
        let kept = upright.unwrap_or(usize::from(of_numbers));
        sheet.set_freeze_panes(1, u16::try_from(kept).unwrap_or(0))?;
        sheet.set_repeat_rows(0, 0)?;
        self.at = 1;
        Ok(())
    }

    /// Writes a row, its cells as a CSV has them.
    ///
    /// # Errors
    /// When there is no room, or no row left in the sheet.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), Error> {
        let cells: Vec<T> = cells.into_iter().collect();
        self.room.for_more(cells.iter().map(|cell| cell.as_ref().len()).sum())?;
        self.put(&cells).map_err(failed)
    }

    /// The rows from here on are sums: set in bold.
    pub fn sums(&mut self) {
        self.bold = true;
    }

    fn put<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        let mut lines = 1;
        for ((column, text), at) in self.columns.iter().zip(cells).zip(0_u16..) {
            let written = Cell::of(column.kind, text.as_ref());
            if let Cell::Text(text, cut) = &written {
                self.cut += usize::from(*cut);
                if column.kind == Kind::Long {
                    self.letters.read(text);
                    lines = lines.max(lines_of(text, column.width()));
                }
            }
            if let Some(filled) = self.filled.get_mut(usize::from(at)) {
                *filled |= written != Cell::Nothing;
            }
            write(sheet, (self.at, at), &written, column.kind, &self.styles, self.bold)?;
        }
        if lines > 1 {
            sheet.set_row_height(self.at, LINE * lines.min(MOST_LINES) as f64)?;
        }
        self.at += 1;
        Ok(())
    }

    /// Adds the sheet that says what the first is of, and writes the whole.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(&mut self, about: &About, to: &mut dyn Write) -> Result<(), Error> {
        self.room.for_more(0)?;
        self.lay_out(about).map_err(failed)?;
        self.tell(about).map_err(failed)?;
        // The workbook wants to hand its bytes to another thread, which not every destination can follow.
        let aside = |source| Error::Temporary { folder: self.room.folder().to_owned(), source };
        let mut whole = tempfile::tempfile_in(self.room.folder()).map_err(aside)?;
        self.workbook.save_to_writer(io::BufWriter::new(&mut whole)).map_err(failed)?;
        whole.rewind()?;
        io::copy(&mut whole, to)?;
        Ok(to.flush()?)
    }

    fn lay_out(&mut self, about: &About) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let from_right = self.is_from_right(about);
        let narrowed = self.columns.iter().zip(&self.filled);
        let widths: Vec<f64> = narrowed
            .map(|(column, filled)| if *filled { column.width() } else { column.width().min(NARROW) })
            .collect();
        let wide = widths.iter().sum::<f64>() > 160.0;
        let title = cell::fitting(&about.title).0.into_owned();
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.set_right_to_left(from_right);
        for (width, at) in widths.into_iter().zip(0..) {
            sheet.set_column_width(at, width)?;
        }
        // What is below the sums is not to be sorted among the others.
        let rows = self.at.saturating_sub(1 + u32::from(self.bold));
        sheet.autofilter(0, 0, rows, last)?;
        if self.at > 1 {
            // A question's number is its name, and names are text.
            sheet.ignore_error_range(1, 0, self.at - 1, last, IgnoreError::NumberStoredAsText)?;
        }
        paper(sheet, wide);
        sheet.set_header(format!("&L{}", title.replace('&', "&&").chars().take(200).collect::<String>()));
        self.workbook.set_properties(&properties(about)?);
        Ok(())
    }

    /// The sheet is laid out from the right when the call is written so, or else most of the text in it.
    fn is_from_right(&self, about: &About) -> bool {
        let mut call = Letters::default();
        about.in_the_calls_words.iter().for_each(|words| call.read(words));
        call.are_from_right() || self.letters.are_from_right()
    }

    /// The second sheet.
    fn tell(&mut self, about: &About) -> Result<(), XlsxError> {
        let from_right = self.is_from_right(about);
        let mut lines = about.lines.clone();
        lines.push(about::cut(self.cut));
        lines.push(about::program());
        let sheet = self.workbook.add_worksheet();
        sheet.set_name("About")?.set_right_to_left(from_right);
        sheet.set_column_width(0, 20)?.set_column_width(1, 60)?.set_column_width(2, 60)?;
        let (title, _) = cell::fitting(&about.title);
        sheet.write_string_with_format(0, 0, title.as_ref(), self.styles.title())?;
        for (line, at) in lines.iter().zip(2_u32..) {
            let (name, _) = cell::fitting(&line.name);
            sheet.write_string_with_format(at, 0, name.as_ref(), self.styles.label())?;
            match Cell::of(line.kind, &line.value) {
                Cell::Number(number) => {
                    sheet.write_number_with_format(at, 1, number, self.styles.said())?;
                }
                other => write(sheet, (at, 1), &other, line.kind, &self.styles, false)?,
            }
            if !line.note.is_empty() {
                sheet.write_string_with_format(at, 2, line.note.as_str(), self.styles.note())?;
            }
        }
        paper(sheet, false);
        Ok(())
    }
}

fn paper(sheet: &mut Worksheet, wide: bool) {
    // A3 where there are many columns, else A4.
    sheet.set_paper_size(if wide { 8 } else { 9 });
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&R&P / &N");
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    kind: Kind,
    styles: &Styles,
    bold: bool,
) -> Result<(), XlsxError> {
    match cell {
        // The lines between the rows go on.
        Cell::Nothing => {
            sheet.write_blank(row, column, styles.text(false, false, bold))?;
        }
        Cell::Text(text, _) => {
            let style = styles.text(kind == Kind::Long, is_rtl(text), bold);
            sheet.write_string_with_format(row, column, text.as_ref(), style)?;
        }
        Cell::Number(number) => {
            let style = styles.number(kind, bold);
            sheet.write_number_with_format(row, column, *number, style)?;
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, column, &excel(*day)?, styles.day())?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean_with_format(row, column, *flag, styles.flag())?;
        }
    }
    Ok(())
}

fn excel(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    ExcelDateTime::from_ymd(year.unsigned_abs(), month.unsigned_abs(), of_month.unsigned_abs())
}

/// The same each time: nothing of them is of this computer or this moment.
fn properties(about: &About) -> Result<DocProperties, XlsxError> {
    let plain = |text: &str| cell::fitting(text).0.into_owned();
    Ok(DocProperties::new()
        .set_title(plain(&about.title))
        .set_author(plain(&about.analyst))
        .set_creation_datetime(&excel(about.written_on)?))
}

/// How many lines a text takes in a column of this width, about.
fn lines_of(text: &str, width: f64) -> usize {
    let one = |line: &str| (line.chars().count() as f64 / width).ceil().max(1.0) as usize;
    text.split('\n').map(one).sum()
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => Error::Io(error),
        XlsxError::TempFileError(folder, source) => Error::Temporary { folder, source },
        XlsxError::RowColumnLimitError => Error::Io(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "a sheet ends after 1,048,576 rows and 16,384 columns; export fewer answers at a time, or a CSV",
        )),
        other => Error::Io(io::Error::other(other)),
    }
}
