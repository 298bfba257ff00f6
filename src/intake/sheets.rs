//! The reader of spreadsheets (XLSX, ODS, XLS): one row a submission, as in a form export.
//!
//! Of several sheets that one is read which looks most like such a table; the others are told. The header is the first
//! row that is about as wide as the table and says words, so that a title may stand above it. Values are read as they
//! are shown as far as the file says so: days as 2025-01-31, whole numbers without a point. A row is named by its sheet
//! and its number. Cells are kept as they come, so that one far away from all others costs no more than any.

mod cells;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Ods, Reader, SheetType, SheetVisible, Xls, Xlsx};

use self::cells::{Line, of_cells, of_range};
use super::package::damaged;
use super::{MAX_CELLS, ReadError, names, table, two_lines};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Format, RecordDraft, SourceDraft};

/// Names and versions of the readers.
pub(super) const XLSX: &str = "xlsx/2";
pub(super) const ODS: &str = "ods/2";
pub(super) const XLS: &str = "xls/2";

/// How many rows are looked at to find the header.
const LOOKED_AT: usize = 60;

/// The most columns of a table.
const MAX_COLUMNS: usize = 4096;

/// A sheet with what is in it.
struct Sheet {
    name: String,
    hidden: bool,
    lines: Vec<Line>,
}

/// Reads an XLSX file.
pub(super) fn xlsx(bytes: &[u8], file: &str) -> Result<SourceDraft, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(file, "the workbook", &e))?;
    let mut sheets = Vec::new();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        let broken = |e| damaged(file, &format!("sheet “{name}”"), &e);
        let lines = of_cells(&mut book.worksheet_cells_reader(&name).map_err(broken)?, file, &name)?;
        sheets.push(Sheet { name, hidden, lines });
    }
    draft(sheets, file, Format::Xlsx, XLSX)
}

/// Reads an ODS file.
pub(super) fn ods(bytes: &[u8], file: &str) -> Result<SourceDraft, ReadError> {
    let book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| damaged(file, "the workbook", &e))?;
    draft(ranges(book, file)?, file, Format::Ods, ODS)
}

/// Reads an XLS file.
pub(super) fn xls(bytes: &[u8], file: &str) -> Result<SourceDraft, ReadError> {
    let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| damaged(file, "the workbook", &e))?;
    draft(ranges(book, file)?, file, Format::Xls, XLS)
}

fn worksheets(all: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let tables = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// All sheets of a format that gives them whole.
fn ranges<'b, R: Reader<Cursor<&'b [u8]>>>(mut book: R, file: &str) -> Result<Vec<Sheet>, ReadError>
where
    R::Error: std::fmt::Display,
{
    let mut sheets = Vec::new();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        let range = book.worksheet_range(&name).map_err(|e| damaged(file, &format!("sheet “{name}”"), &e))?;
        sheets.push(Sheet { name, hidden, lines: of_range(&range) });
    }
    Ok(sheets)
}

/// Where the header of a sheet stands among its lines, and how much speaks for the sheet.
fn header(sheet: &Sheet) -> Option<(usize, (bool, usize, usize))> {
    let first: Vec<&Line> = sheet.lines.iter().take(LOOKED_AT).collect();
    let widest = first.iter().map(|line| line.cells.len()).max()?;
    let is_header = |line: &&Line| {
        let words = line.cells.iter().filter(|(_, text)| text.contains(char::is_alphabetic)).count();
        line.cells.len() * 10 >= widest * 6 && words * 2 >= line.cells.len()
    };
    let at = first.iter().position(is_header).unwrap_or(0);
    let known = first[at].cells.iter().filter(|(_, name)| names::is_column_name(name)).count();
    let rows = sheet.lines.len() - at - 1;
    Some((at, (!sheet.hidden, known * rows.min(1), rows * first[at].cells.len())))
}

fn draft(sheets: Vec<Sheet>, file: &str, format: Format, reader: &str) -> Result<SourceDraft, ReadError> {
    let places: Vec<_> = sheets.iter().map(header).collect();
    let weighed =
        places.iter().enumerate().filter_map(|(i, place)| Some((place.as_ref()?.1, std::cmp::Reverse(i))));
    let Some((_, std::cmp::Reverse(best))) = weighed.max() else {
        return Err(ReadError::Empty { file: file.to_owned() });
    };
    let mut told = Vec::new();
    let (mut chosen, mut at) = (None, 0);
    for (i, (sheet, place)) in sheets.into_iter().zip(places).enumerate() {
        match place {
            Some((header, _)) if i == best => (chosen, at) = (Some(sheet), header),
            Some(_) => told.push(left_out(&sheet)),
            None => {}
        }
    }
    let Some(Sheet { name, lines, .. }) = chosen else {
        return Err(ReadError::Empty { file: file.to_owned() });
    };
    let is_second = |at: usize| {
        let cells = |line: &Line| line.texts(&line_columns(&lines[at - 1..(at + 2).min(lines.len())]));
        let below = lines.get(at + 1).map(cells);
        two_lines::joined(&cells(&lines[at - 1]), &cells(&lines[at]), below.as_deref()).is_some()
    };
    // The second line may be the fuller one, and taken for the header.
    let at = if at > 0 && is_second(at) { at - 1 } else { at };
    for line in &lines[..at] {
        let cells: Vec<String> = line.cells.iter().map(|(_, text)| text.clone()).collect();
        told.extend(table::above(line.number, &cells));
    }
    let header = &lines[at];
    let mut rows = &lines[at + 1..];
    let columns = columns(header, rows, file)?;
    let texts = |line: &Line| line.texts(&columns);
    let mut header_texts = texts(header);
    if let [second, rest @ ..] = rows
        && let Some(names) =
            two_lines::joined(&header_texts, &texts(second), rest.first().map(texts).as_deref())
    {
        told.push(table::second_line(second.number));
        (header_texts, rows) = (names, rest);
    }
    table::check_header((header.number, &header_texts), rows.first().map(texts).as_deref(), file)?;
    for (text, column) in header_texts.iter_mut().zip(&columns).filter(|(text, _)| text.is_empty()) {
        *text = format!("column {}", letters(*column));
    }
    if rows.is_empty() {
        told.push(table::no_rows(header.number));
    }
    let record = |line: &Line| RecordDraft {
        locator: format!("sheet:{name}!row:{}", line.number),
        body: Body::Row { number: line.number, cells: texts(line) },
    };
    Ok(SourceDraft {
        format,
        reader: reader.to_owned(),
        header_row: header.number,
        header: header_texts,
        records: rows.iter().map(record).collect(),
        diagnostics: told,
    })
}

/// The columns in which these lines have something.
fn line_columns(lines: &[Line]) -> Vec<u32> {
    let all: BTreeSet<u32> = lines.iter().flat_map(|line| &line.cells).map(|(column, _)| *column).collect();
    all.into_iter().collect()
}

/// The columns that hold anything.
fn columns(header: &Line, rows: &[Line], file: &str) -> Result<Vec<u32>, ReadError> {
    let all: BTreeSet<u32> =
        std::iter::once(header).chain(rows).flat_map(|line| &line.cells).map(|(column, _)| *column).collect();
    let too_large = |what: String| Err(ReadError::TooLarge { file: file.to_owned(), what });
    if all.len() > MAX_COLUMNS {
        return too_large(format!("{} columns, over the limit of {MAX_COLUMNS}", all.len()));
    }
    if all.len().saturating_mul(rows.len()) > MAX_CELLS {
        return too_large(format!("more than {MAX_CELLS} cells"));
    }
    Ok(all.into_iter().collect())
}

fn left_out(sheet: &Sheet) -> Diagnostic {
    let hidden = if sheet.hidden { "hidden and " } else { "" };
    Diagnostic {
        severity: Severity::Warning,
        place: format!("sheet “{}”", sheet.name),
        what: format!("it is {hidden}not read; it has {} rows", sheet.lines.len()),
        hint: "One sheet of a file is read; save this one as a file of its own, and import that.".to_owned(),
    }
}

/// The name of a column in a spreadsheet: A, Z, AA.
fn letters(column: u32) -> String {
    let (mut rest, mut name) = (column + 1, Vec::new());
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_names_that_spreadsheets_give_them() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
