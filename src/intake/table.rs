//! The reader of form exports: one row a submission, below a row that names the columns.
//!
//! The header is the first row that is about as wide as the table, so that a title may stand above it; what does is
//! told. It may have a second line, which names the columns of a question. Columns without a name are called by their number ("column 9"); those that hold nothing either are left out.
//! Rows are read as they stand, cells untouched. A short row is filled up with empty cells; the cells
//! of a long row that are beyond the header get columns of their own ("column 9"), up to
//! [`EXTRA_COLUMNS`]; both are told, a row that is longer still is left out and told. Rows without
//! any text are left out and counted. A row is named by the byte at which it starts in the file, so
//! that its identity does not hang on the rows before it, and numbered as in a spreadsheet's margin.

mod header;
mod reading;
mod rows;

use std::io::{self, Read};

use self::reading::Reading;
pub(super) use self::reading::second_line;
use self::rows::{Row, Rows};
use super::decode::Text;
use super::sniff::{self, Dialect};
use super::{MAX_CELLS, ReadError, two_lines};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Format, RecordDraft, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "csv/3";

/// How many columns rows may have beyond the header.
const EXTRA_COLUMNS: usize = 64;

/// So much of what stands above a header is told, in characters.
const TOLD: usize = 80;

/// All of a table but its rows, which are as many as there are.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    /// The draft without its records.
    pub draft: SourceDraft,
    /// How many rows there are.
    pub rows: usize,
    /// The words below each name of the header.
    pub words: Vec<u32>,
    shape: Shape,
}

/// How the rows of a table stand in its text.
#[derive(Clone, PartialEq, Debug)]
struct Shape {
    dialect: Dialect,
    mark: usize,
    /// The number of the row in which the header ends, and how many names it has there.
    header: (u32, usize),
    /// As wide as the widest row; a column that holds nothing is left out.
    keep: Vec<bool>,
}

/// Reads a table.
///
/// # Errors
/// When the header is empty, repeated as data or of numbers like the data, or the table has more than [`MAX_CELLS`] cells.
pub(super) fn read(text: &Text<'_>, name: &str) -> Result<SourceDraft, ReadError> {
    let size = |stretch: &[u8]| text.size(stretch);
    let dialect = sniff::dialect(&text.bytes);
    let Outline { mut draft, rows, shape, .. } = walk(&*text.bytes, dialect, text.mark, &size, false, name)?;
    draft.records.reserve_exact(rows);
    draft.records.extend(records(&*text.bytes, &shape, &size).map_err(|e| broken(name, &e))?.0);
    draft.diagnostics.extend(text.told());
    draft.diagnostics.extend(dialect.words().map(|what| remark("the file", what)));
    Ok(draft)
}

/// Whether a file, of which this is the beginning, is a table in UTF-8 that [`outline`] reads.
pub fn is_plain(beginning: &[u8], name: &str) -> bool {
    let text = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    // The last character may be cut.
    let is_utf8 = std::str::from_utf8(text).map_or_else(|e| e.error_len().is_none(), |_| true);
    !super::is_risky(beginning)
        && is_utf8
        && !matches!(text.trim_ascii_start().first(), None | Some(b'{' | b'['))
        && sniff::format(text, name) == Format::Csv
}

/// Reads all of a table in UTF-8 but its rows. `beginning` are its first bytes, which `rest` gives again.
///
/// # Errors
/// As a table that is read whole, and where a row has no end.
pub fn outline(beginning: &[u8], mut rest: impl Read, name: &str) -> Result<Outline, ReadError> {
    let mark = if beginning.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    io::copy(&mut rest.by_ref().take(mark as u64), &mut io::sink()).map_err(|e| broken(name, &e))?;
    let dialect = sniff::dialect(beginning.get(mark..).unwrap_or_default());
    let mut outline = walk(rest, dialect, mark, &<[u8]>::len, true, name)?;
    outline.draft.diagnostics.extend(dialect.words().map(|what| remark("the file", what)));
    Ok(outline)
}

/// Gives the rows of a table of which this is the outline, one after the other, until `each` says that it is enough.
///
/// # Errors
/// When the file cannot be read to its end.
pub fn each_row(
    mut file: impl Read,
    outline: &Outline,
    each: &mut dyn FnMut(RecordDraft) -> bool,
) -> io::Result<()> {
    io::copy(&mut file.by_ref().take(outline.shape.mark as u64), &mut io::sink())?;
    let (mut records, failed) = records(file, &outline.shape, &<[u8]>::len)?;
    let _enough = records.all(each);
    drop(records);
    failed.take().map_or(Ok(()), Err)
}

fn broken(name: &str, error: &io::Error) -> ReadError {
    let file = name.to_owned();
    match error.kind() {
        io::ErrorKind::FileTooLarge => ReadError::TooLarge {
            file,
            what: format!("{error}; a quotation mark may be opened and never closed"),
        },
        _ => ReadError::Damaged { file, what: error.to_string() },
    }
}

/// Walks through all rows.
fn walk<R: Read>(
    text: R,
    dialect: Dialect,
    mark: usize,
    size: &dyn Fn(&[u8]) -> usize,
    counts: bool,
    name: &str,
) -> Result<Outline, ReadError> {
    let mut rows = Rows::new(text, dialect, mark, size).map_err(|e| broken(name, &e))?;
    let mut first: Vec<Row> = rows.by_ref().take(header::LOOKED_AT).collect();
    let at = header::position(&first);
    let mut below = first.split_off((at + 1).min(first.len()));
    let Some(Row { number: mut header_row, cells: mut header, .. }) = first.pop() else {
        let why = "there is no row".to_owned();
        return Err(rows.failed().map_or_else(
            || ReadError::NoHeader { file: name.to_owned(), row: 1, why },
            |e| broken(name, &e),
        ));
    };
    if header.iter().all(|cell| cell.trim().is_empty()) {
        let why = "no row holds anything".to_owned();
        return Err(ReadError::NoHeader { file: name.to_owned(), row: header_row, why });
    }
    let mut ends = header_row;
    let row = |i: usize| below.get(i).map(|row: &Row| row.cells.as_slice());
    if let Some(names) = row(0).and_then(|second| two_lines::joined(&header, second, row(1))) {
        (header, ends) = (names, below.remove(0).number);
    } else if let Some(names) =
        first.last().and_then(|above| two_lines::joined(&above.cells, &header, row(0)))
    {
        // The second line is the fuller one, and was taken for the header.
        header = names;
        header_row = first.pop().map_or(ends, |above| above.number);
    }
    let mut reading = Reading::new(header, counts);
    let mut last = Last::default();
    let mut below = below.into_iter();
    while let Some(row) = below.next().or_else(|| rows.next()) {
        last.at = row.at;
        if reading.add(&row) {
            last.kept = Some((row.number, row.cells.iter().any(|c| c.contains('\n'))));
        }
        if reading.kept.saturating_mul(reading.keep.len()) > MAX_CELLS {
            let what = format!("more than {MAX_CELLS} cells");
            return Err(ReadError::TooLarge { file: name.to_owned(), what });
        }
    }
    if let Some(error) = rows.failed() {
        return Err(broken(name, &error));
    }
    check_header((header_row, &reading.header), reading.first.as_deref(), name)?;
    let open = rows.ends_open(last.at, dialect.quote) && !dialect.escaped;
    if let Some((number, _)) = last.kept.filter(|(_, has_lines)| open && *has_lines) {
        let what =
            "a quotation mark is opened and never closed: all that follows it is in one cell".to_owned();
        reading.tell(
            Severity::Warning,
            number,
            what,
            "Close it, or double it within a cell, and import again.",
        );
    }
    if reading.kept == 0 {
        reading.diagnostics.push(no_rows(header_row));
    }
    let mut outline = reading.finish((header_row, ends), dialect, mark);
    outline.draft.diagnostics.extend(first.iter().filter_map(|row| above(row.number, &row.cells)));
    Ok(outline)
}

/// The last row that was read.
#[derive(Default)]
struct Last {
    at: usize,
    /// The number of the last one that was kept, and whether a cell of it has several lines.
    kept: Option<(u32, bool)>,
}

/// Where it is told why rows ended too early.
type Failed = std::rc::Rc<std::cell::Cell<Option<io::Error>>>;

/// The rows that are kept, as drafts.
fn records<'a, R: Read + 'a>(
    text: R,
    shape: &'a Shape,
    size: &'a dyn Fn(&[u8]) -> usize,
) -> io::Result<(impl Iterator<Item = RecordDraft> + 'a, Failed)> {
    let mut rows = Rows::new(text, shape.dialect, shape.mark, size)?;
    let (header_row, names) = shape.header;
    let failed = Failed::default();
    let told = Failed::clone(&failed);
    let next = move || {
        loop {
            let Some(Row { start, number, mut cells, .. }) = rows.next() else {
                told.set(rows.failed());
                return None;
            };
            let is_empty = cells.iter().all(|cell| cell.trim().is_empty());
            if number <= header_row || is_empty || cells.len() > names + EXTRA_COLUMNS {
                continue;
            }
            cells.resize(shape.keep.len(), String::new());
            let mut kept = shape.keep.iter();
            cells.retain(|_| kept.next().copied().unwrap_or(true));
            return Some(RecordDraft { locator: format!("byte:{start}"), body: Body::Row { number, cells } });
        }
    };
    Ok((std::iter::from_fn(next), failed))
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

    /// Gives few bytes at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(&mut into[..most])
        }
    }

    proptest::proptest! {
        #[test]
        fn a_table_that_is_streamed_is_the_same(
            cells in "([a-cé,;\"\r\n ]|\r\n){0,120}", mark in proptest::bool::ANY, drip in 1_usize..9,
        ) {
            let file = format!("{}id,q1\nA,b\n{cells}", if mark { "\u{feff}" } else { "" });
            let Ok(whole) = read(file.as_bytes(), "x.csv") else { return Ok(()) };
            let outline = outline(file.as_bytes(), Drip(file.as_bytes(), drip), "x.csv").unwrap();
            let mut streamed = outline.draft.clone();
            each_row(Drip(file.as_bytes(), drip), &outline, &mut |record| { streamed.records.push(record); true }).unwrap();
            proptest::prop_assert_eq!(streamed.records.len(), outline.rows);
            proptest::prop_assert_eq!(streamed, whole);
        }
    }

    #[test]
    fn a_stream_that_breaks_is_no_end() {
        struct Broken(usize);
        impl Read for Broken {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                let row: &[u8] = if self.0 == 1 { b"id,q1\n" } else { b"a,b\n" };
                if self.0 > 9 { Err(io::Error::other("gone")) } else { io::Cursor::new(row).read(into) }
            }
        }
        let failed = outline(b"id,q1\na,b\n", Broken(0), "x.csv").unwrap_err().to_string();
        assert!(failed.contains("gone"), "{failed}");
        let known = outline(b"id,q1\na,b\n", &b"id,q1\na,b\n"[..], "x.csv").unwrap();
        assert!(each_row(Broken(0), &known, &mut |_| true).is_err());
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
