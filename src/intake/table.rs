//! The reader of form exports: one row a submission, below a row that names the columns.
//!
//! The header is the first row that is about as wide as the table, so that a title may stand above it; what does is
//! told. Columns without a name are called by their number ("column 9"); those that hold nothing either are left out.
//! Rows are read as they stand, cells untouched. A short row is filled up with empty cells; the cells
//! of a long row that are beyond the header get columns of their own ("column 9"), up to
//! [`EXTRA_COLUMNS`]; both are told, a row that is longer still is left out and told. Rows without
//! any text are left out and counted. A row is named by the byte at which it starts in the file, so
//! that its identity does not hang on the rows before it, and numbered as in a spreadsheet's margin.

mod header;

use super::decode::Text;
use super::sniff::{self, Dialect};
use super::{MAX_CELLS, ReadError};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Format, RecordDraft, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "csv/2";

/// How many columns rows may have beyond the header.
const EXTRA_COLUMNS: usize = 64;

/// How many rows are told one by one; the others are counted.
const ROWS_TOLD: usize = 500;

/// So much of what stands above a header is told, in characters.
const TOLD: usize = 80;

/// Reads a table.
///
/// # Errors
/// When the header is empty, repeated as data or of numbers like the data, or the table has more than [`MAX_CELLS`] cells.
pub(super) fn read(text: &Text<'_>, name: &str) -> Result<SourceDraft, ReadError> {
    let dialect = sniff::dialect(&text.bytes);
    let mut rows = Rows::new(text, dialect);
    let mut first: Vec<Row> = rows.by_ref().take(header::LOOKED_AT).collect();
    let at = header::position(&first);
    let below = first.split_off((at + 1).min(first.len()));
    let Some(Row { number: header_row, cells: header, .. }) = first.pop() else {
        let why = "there is no row".to_owned();
        return Err(ReadError::NoHeader { file: name.to_owned(), row: 1, why });
    };
    if header.iter().all(|cell| cell.trim().is_empty()) {
        let why = "no row holds anything".to_owned();
        return Err(ReadError::NoHeader { file: name.to_owned(), row: header_row, why });
    }
    let mut reading = Reading::new(header);
    let mut last = 0;
    for row in below.into_iter().chain(rows) {
        last = row.at;
        reading.add(row);
        if reading.records.len().saturating_mul(reading.widest) > MAX_CELLS {
            let what = format!("more than {MAX_CELLS} cells");
            return Err(ReadError::TooLarge { file: name.to_owned(), what });
        }
    }
    check_header(
        (header_row, &reading.header),
        reading.records.first().map(|row| row.cells.as_slice()),
        name,
    )?;
    let open =
        text.bytes[last..].iter().fold(false, |open, b| open ^ (*b == dialect.quote)) && !dialect.escaped;
    if let Some(row) = reading.records.last().filter(|row| open && row.cells.iter().any(|c| c.contains('\n')))
    {
        let what =
            "a quotation mark is opened and never closed: all that follows it is in one cell".to_owned();
        let number = row.number;
        reading.tell(
            Severity::Warning,
            number,
            what,
            "Close it, or double it within a cell, and import again.",
        );
    }
    if reading.records.is_empty() {
        reading.diagnostics.push(no_rows(header_row));
    }
    let mut draft = reading.finish(header_row);
    draft.diagnostics.extend(first.iter().filter_map(|row| above(row.number, &row.cells)));
    draft.diagnostics.extend(text.told());
    draft.diagnostics.extend(dialect.words().map(|what| remark("the file", what)));
    Ok(draft)
}

fn remark(place: impl Into<String>, what: String) -> Diagnostic {
    Diagnostic { severity: Severity::Remark, place: place.into(), what, hint: String::new() }
}

/// What is told of a row that stands above the header, if anything stands in it.
pub(super) fn above(number: u32, cells: &[String]) -> Option<Diagnostic> {
    let text: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let text = text.join(" | ");
    let shown: String = text.chars().take(TOLD).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    let what = format!("it stands above the header and is left out: “{shown}{more}”");
    (!text.is_empty()).then(|| remark(format!("row {number}"), what))
}

/// Fails when the header, which stands in this row, is no header by the row below it.
pub(super) fn check_header(
    (row, header): (u32, &[String]),
    below: Option<&[String]>,
    file: &str,
) -> Result<(), ReadError> {
    let no_header = |why: &str| Err(ReadError::NoHeader { file: file.to_owned(), row, why: why.to_owned() });
    if below.is_some_and(|cells| cells == header) {
        return no_header("the first row stands again as data");
    }
    if is_numbers(header) && below.is_some_and(is_numbers) {
        return no_header("the first row holds numbers only, like the row below it");
    }
    Ok(())
}

/// What is told of a table that is only a header, which stands in this row.
pub(super) fn no_rows(header: u32) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        place: format!("row {header}"),
        what: "there is no row below the header".to_owned(),
        hint: "Was it fully copied?".to_owned(),
    }
}

/// Whether a row says nothing but numbers.
fn is_numbers(cells: &[String]) -> bool {
    let number = |cell: &str| cell.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '-' | '+'));
    cells.iter().all(|cell| number(cell.trim())) && cells.iter().any(|cell| !cell.trim().is_empty())
}

/// One row as it was read.
struct Row {
    /// The byte of the text at which it starts.
    at: usize,
    /// The byte of the file at which it starts.
    start: usize,
    /// As in a spreadsheet's margin: the header is 1, empty lines count.
    number: u32,
    cells: Vec<String>,
}

/// The rows of a table; what cannot be read ends them (the csv crate reads all bytes).
struct Rows<'a> {
    text: &'a Text<'a>,
    reader: csv::Reader<&'a [u8]>,
    record: csv::ByteRecord,
    /// So many bytes of the text come before those that are read.
    skipped: usize,
    /// A place in the text, and the byte of the file where that is.
    known: (usize, usize),
    number: u32,
}

impl<'a> Rows<'a> {
    fn new(text: &'a Text<'a>, dialect: Dialect) -> Self {
        let skipped = dialect.declared;
        let reader = dialect.reader(&text.bytes[skipped..]);
        let number = u32::from(skipped > 0);
        Self { text, reader, record: csv::ByteRecord::new(), skipped, known: (0, text.mark), number }
    }

    /// The byte of the file at which this byte of the text stands; they are asked for in order.
    fn in_file(&mut self, at: usize) -> usize {
        let (text, file) = self.known;
        self.known = (at, file + self.text.size(self.text.bytes.get(text..at).unwrap_or_default()));
        self.known.1
    }

    /// Steps over the line ends before a row: the rest of the last row's own, then one a blank row.
    fn step_over_blank(&mut self, from: usize) -> usize {
        let bytes = &self.text.bytes;
        let own = from > 0 && bytes[from - 1] == b'\r' && bytes[from..].starts_with(b"\n");
        let mut at = from + usize::from(own);
        while let Some(b'\r' | b'\n') = bytes.get(at) {
            at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            self.number = self.number.saturating_add(1);
        }
        at
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if !self.reader.read_byte_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let from = self.record.position().map_or(0, |p| p.byte() as usize) + self.skipped;
        let at = self.step_over_blank(from.min(self.text.bytes.len()));
        let start = self.in_file(at);
        self.number = self.number.saturating_add(1);
        let cells = self.record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Some(Row { at, start, number: self.number, cells })
    }
}

/// What has been read so far.
struct Reading {
    header: Vec<String>,
    /// The most cells of a row that was kept.
    widest: usize,
    records: Vec<Row>,
    diagnostics: Vec<Diagnostic>,
    /// Ragged rows beyond those that were told.
    untold: usize,
    empty: usize,
}

impl Reading {
    fn new(header: Vec<String>) -> Self {
        let widest = header.len();
        Self { header, widest, records: Vec::new(), diagnostics: Vec::new(), untold: 0, empty: 0 }
    }

    fn add(&mut self, row: Row) {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            self.empty += 1;
            return;
        }
        let (has, wants) = (row.cells.len(), self.header.len());
        if has > wants + EXTRA_COLUMNS {
            let what = format!("the row has {has} cells, the header {wants}: it was left out");
            self.tell(
                Severity::Error,
                row.number,
                what,
                "Look for a delimiter or quote that is not escaped.",
            );
            return;
        }
        if has < wants {
            let what = format!("the row has {has} cells, the header {wants}: the missing ones are empty");
            self.tell(Severity::Warning, row.number, what, "Compare the row with the original.");
        } else if has > wants {
            let what = format!(
                "the row has {has} cells, the header {wants}: the others are kept as “column {}” …",
                wants + 1
            );
            self.tell(Severity::Warning, row.number, what, "Look for a delimiter that is not in quotes.");
        }
        self.widest = self.widest.max(has);
        self.records.push(row);
    }

    fn tell(&mut self, severity: Severity, row: u32, what: String, hint: &str) {
        if self.diagnostics.len() < ROWS_TOLD {
            self.diagnostics.push(Diagnostic {
                severity,
                place: format!("row {row}"),
                what,
                hint: hint.to_owned(),
            });
        } else {
            self.untold += 1;
        }
    }

    fn finish(self, header_row: u32) -> SourceDraft {
        let Self { mut header, widest, records, mut diagnostics, untold, empty } = self;
        header.resize(widest, String::new());
        let mut keep: Vec<bool> = header.iter().map(|name| !name.trim().is_empty()).collect();
        for row in &records {
            for (cell, keep) in row.cells.iter().zip(&mut keep) {
                *keep |= !cell.trim().is_empty();
            }
        }
        let left_out = keep.iter().filter(|keep| !**keep).count();
        if left_out > 0 {
            let what = format!("{left_out} columns without a name and without any text were left out");
            diagnostics.push(remark("the table", what));
        }
        for (i, name) in header.iter_mut().enumerate().filter(|(_, name)| name.trim().is_empty()) {
            *name = format!("column {}", i + 1);
        }
        let mut kept = keep.iter();
        header.retain(|_| kept.next().copied().unwrap_or(true));
        if untold > 0 {
            diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                place: "later rows".to_owned(),
                what: format!("{untold} more rows have fewer or more cells than the header"),
                hint: "Look for a delimiter or quote that is not escaped.".to_owned(),
            });
        }
        if empty > 0 {
            diagnostics.push(remark("the table", format!("{empty} rows without any text were left out")));
        }
        let record = |Row { start, number, mut cells, .. }: Row| {
            cells.resize(widest, String::new());
            let mut kept = keep.iter();
            cells.retain(|_| kept.next().copied().unwrap_or(true));
            RecordDraft { locator: format!("byte:{start}"), body: Body::Row { number, cells } }
        };
        let records = records.into_iter().map(record).collect();
        SourceDraft { format: Format::Csv, reader: NAME.to_owned(), header_row, header, records, diagnostics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
        super::read(&Text::of(bytes, name)?, name)
    }

    fn rows(bytes: &[u8]) -> Vec<(String, u32, Vec<String>)> {
        let draft = read(bytes, "x.csv").unwrap();
        let row = |r: RecordDraft| match r.body {
            Body::Row { number, cells } => (r.locator, number, cells),
            Body::Document(_) => panic!("a table gives rows"),
        };
        draft.records.into_iter().map(row).collect()
    }

    fn row(start: usize, number: u32, cells: &[&str]) -> (String, u32, Vec<String>) {
        (format!("byte:{start}"), number, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_are_named_by_their_first_byte_whatever_ends_them() {
        let expected = [row(6, 2, &["a", "b"]), row(10, 3, &["c", "d"])];
        assert_eq!(rows(b"id,q1\na,b\nc,d\n"), expected);
        assert_eq!(rows(b"id,q1\ra,b\rc,d"), expected);
        assert_eq!(rows(b"id,q1\r\na,b\r\nc,d\r\n"), [row(7, 2, &["a", "b"]), row(12, 3, &["c", "d"])]);
        assert_eq!(rows(b"\xEF\xBB\xBFid;q1\na;b\nc;d\n"), [row(9, 2, &["a", "b"]), row(13, 3, &["c", "d"])]);
    }

    #[test]
    fn numbers_count_blank_lines_and_not_those_in_cells() {
        assert_eq!(rows(b"id,q1\n\n\"a\n\",b\nc,d"), [row(7, 3, &["a\n", "b"]), row(14, 4, &["c", "d"])]);
        assert_eq!(rows(b"id,q1\r\n\r\na,b"), [row(9, 3, &["a", "b"])]);
    }

    #[test]
    fn ragged_rows_are_kept_and_told() {
        let draft = read(b"id,q1\na\nb,c,d\ne,f\n", "x.csv").unwrap();
        assert_eq!(draft.header, ["id", "q1", "column 3"]);
        assert_eq!(draft.records.len(), 3);
        let told: Vec<&str> = draft.diagnostics.iter().map(|d| d.place.as_str()).collect();
        assert_eq!(told, ["row 2", "row 3"]);
        assert_eq!(rows(b"id,q1\na\nb,c,d\ne,f\n")[0].2, ["a", "", ""]);
    }

    #[test]
    fn a_row_far_too_long_is_left_out_and_told() {
        let mut file = b"id,q1\na,b\n".to_vec();
        file.extend(b"x,".repeat(500));
        let draft = read(&file, "x.csv").unwrap();
        assert_eq!((draft.header.len(), draft.records.len()), (2, 1));
        assert_eq!(draft.diagnostics[0].severity, Severity::Error);
    }

    #[test]
    fn a_quotation_mark_left_open_and_a_table_without_rows_are_told() {
        let told =
            |bytes: &[u8]| read(bytes, "x.csv").unwrap().diagnostics.into_iter().map(|d| d.what).next();
        assert!(told(b"id,q1\na,\"b\nc,d\n").unwrap().contains("never closed"));
        assert_eq!(told(b"id,q1\na,\"b\nc\"\n"), None);
        assert_eq!(told(b"id,q1\na,5\" disks\n"), None);
        assert!(told(b"id,q1\n").unwrap().contains("no row"));
    }

    #[test]
    fn a_header_may_stand_below_a_title() {
        let draft = read(b"Export of the form;;;\n\nid;;q1;\na;;b;\nc;d;e;\n", "x.csv").unwrap();
        assert_eq!((draft.header_row, draft.records.len()), (3, 2));
        assert_eq!(draft.header, ["id", "column 2", "q1"]);
        let told: Vec<&str> = draft.diagnostics.iter().map(|d| d.what.as_str()).collect();
        assert!(told.iter().any(|what| what.contains("“Export of the form”")), "{told:?}");
        assert!(told.iter().any(|what| what.starts_with("1 columns without")), "{told:?}");
        assert_eq!(read(b",,\nid,q1,q2\na,b,c\n", "x.csv").unwrap().header_row, 2);
        let known = read(b"Form,2025\norganisation,country\nA,CH\n", "x.csv").unwrap();
        assert_eq!(known.header, ["organisation", "country"]);
    }

    #[test]
    fn rows_are_named_by_the_byte_of_the_file_in_any_encoding() {
        let text = "sep=;\r\nid;q1\r\né;è\r\na;b\r\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let locators = |bytes: &[u8]| rows(bytes).into_iter().map(|r| (r.0, r.1)).collect::<Vec<_>>();
        let expected =
            |bytes: [usize; 2]| [(format!("byte:{}", bytes[0]), 3), (format!("byte:{}", bytes[1]), 4)];
        assert_eq!(locators(text.as_bytes()), expected([14, 21]));
        assert_eq!(locators(&wide), expected([28, 38]));
        assert_eq!(locators(&encoding_rs::WINDOWS_1252.encode(text).0), expected([14, 19]));
    }

    #[test]
    fn a_table_without_header_says_what_to_do() {
        let again = read(b"a,b\na,b\n", "x.csv").unwrap_err().to_string();
        assert!(again.contains("x.csv, row 1") && again.contains("must name the columns"), "{again}");
        let numbers = read(b"1,2,3\n4,5,6\n", "x.csv").unwrap_err().to_string();
        assert!(numbers.contains("numbers only"), "{numbers}");
        assert!(read(b"1,2\nyes,no\n", "x.csv").is_ok());
    }
}
