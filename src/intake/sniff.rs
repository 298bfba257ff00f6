//! Tells a table from a document, and finds a table's delimiter, from the beginning of a file.
//!
//! For each delimiter the first rows are taken apart, quotes minded. A table is what has a header of
//! two columns or more and rows that agree with it, or a header with names that tables use.

use super::names;
use crate::model::draft::Format;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// How much of a file is looked at, in bytes.
const WINDOW: usize = 256 << 10;

/// How many rows are looked at.
const ROWS: usize = 40;

/// A first cell longer than this is prose, not the name of a column.
const LONGEST_NAME: usize = 600;

/// What one delimiter makes of the beginning of a file.
struct Guess {
    delimiter: u8,
    /// The cells of the first row.
    header: Vec<String>,
    /// How many of the other rows have as many cells.
    agreeing: usize,
    /// How many other rows have two cells or more.
    divided: usize,
    /// How many other rows there are.
    rows: usize,
    /// Empty lines between rows.
    blank: usize,
}

impl Guess {
    fn of(bytes: &[u8], delimiter: u8) -> Self {
        let mut guess = Self { delimiter, header: Vec::new(), agreeing: 0, divided: 0, rows: 0, blank: 0 };
        let window = &bytes[..bytes.len().min(WINDOW)];
        for (n, row) in rows(window, delimiter).take(ROWS).enumerate() {
            let empty = row.cells == 1 && row.bytes.trim_ascii().is_empty();
            if guess.header.is_empty() {
                if !empty || n > 0 {
                    guess.header = row.texts(delimiter);
                }
            } else if empty {
                guess.blank += 1;
            } else {
                guess.rows += 1;
                guess.agreeing += usize::from(row.cells == guess.header.len());
                guess.divided += usize::from(row.cells > 1);
            }
        }
        guess
    }

    fn known_names(&self) -> usize {
        self.header.iter().filter(|h| names::is_column_name(h)).count()
    }

    /// How much speaks for this delimiter: known names, then rows that agree, then columns.
    fn weight(&self) -> (usize, usize, usize) {
        if self.header.len() < 2 { (0, 0, 0) } else { (self.known_names(), self.agreeing, self.header.len()) }
    }

    fn verdict(&self) -> Verdict {
        let prose = self.header.iter().any(|h| h.len() > LONGEST_NAME);
        if self.header.len() < 2 || prose {
            return Verdict::Document;
        }
        if self.known_names() >= 2 && (self.rows == 0 || self.divided > 0) {
            return Verdict::Table;
        }
        let regular = self.agreeing * 5 >= self.rows * 4 && self.blank * 10 <= self.rows;
        match () {
            () if regular && self.rows >= 2 && self.header.len() >= 3 => Verdict::Table,
            () if regular && self.rows >= 1 => Verdict::Either,
            () if self.divided > 0 && self.blank == 0 => Verdict::Either,
            () => Verdict::Document,
        }
    }
}

enum Verdict {
    Table,
    Document,
    Either,
}

/// The kind of file; its name decides only where the content could be either.
pub(super) fn format(bytes: &[u8], name: &str) -> Format {
    let named_table = std::path::Path::new(name)
        .extension()
        .is_some_and(|e| ["csv", "tsv", "tab"].iter().any(|t| e.eq_ignore_ascii_case(t)));
    let verdict = if begins_as_markdown(bytes) { Verdict::Document } else { best(bytes).verdict() };
    match verdict {
        Verdict::Table => Format::Csv,
        // A table of one column cannot be told from prose by its content.
        Verdict::Either | Verdict::Document if named_table => Format::Csv,
        Verdict::Either | Verdict::Document => Format::Markdown,
    }
}

/// The delimiter of a table.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
    best(bytes).delimiter
}

fn best(bytes: &[u8]) -> Guess {
    let [first, rest @ ..] = DELIMITERS;
    rest.into_iter().map(|d| Guess::of(bytes, d)).fold(Guess::of(bytes, first), |best, guess| {
        if guess.weight() > best.weight() { guess } else { best }
    })
}

/// Whether the first line that is not empty carries a mark that no table begins with.
fn begins_as_markdown(bytes: &[u8]) -> bool {
    let line = bytes.split(|b| *b == b'\n' || *b == b'\r').map(<[u8]>::trim_ascii).find(|l| !l.is_empty());
    let line = line.unwrap_or_default();
    line == b"---"
        || [&b"# "[..], b"## ", b"### ", b"#### ", b"- ", b"* ", b"> ", b"**", b"| ", b"<!--"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

/// One row as it stands, and how many cells it has.
struct Row<'a> {
    bytes: &'a [u8],
    cells: usize,
}

impl Row<'_> {
    fn texts(&self, delimiter: u8) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.bytes);
        let mut row = csv::ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(true) => row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
            _ => vec![String::new()],
        }
    }
}

/// Takes bytes apart at line ends and delimiters outside of quotes.
fn rows(bytes: &[u8], delimiter: u8) -> impl Iterator<Item = Row<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let (start, mut cells, mut quoted, mut cell_start) = (at, 1, false, true);
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'"' if quoted => quoted = false,
                b'"' if cell_start || (at > 0 && bytes[at - 1] == b'"') => quoted = true,
                b'\n' | b'\r' if !quoted => break,
                _ if byte == delimiter && !quoted => cells += 1,
                _ => {}
            }
            cell_start = byte == delimiter && !quoted;
            at += 1;
        }
        let row = Row { bytes: &bytes[start..at], cells };
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_content() {
        assert_eq!(format(b"id;country;Question 1\r\n1;France;\"a;b\"\r\n", "x.txt"), Format::Csv);
        assert_eq!(format(b"reference,organisation,q1\nS1,Org\nS2,Org,a,b\n", "x"), Format::Csv);
        assert_eq!(format(b"a\tb\tc\n1\t2\t3\n4\t5\t6\n", "x"), Format::Csv);
        assert_eq!(format(b"organisation,\"q1\nlong\"\nA,\"x\n\ny\"\n", "x"), Format::Csv);
    }

    #[test]
    fn documents_are_known_by_their_content() {
        assert_eq!(format(b"# Title, with comma\n\nText, and more.\n", "x.txt"), Format::Markdown);
        assert_eq!(format(b"Dear Sir, dear Madam,\n\nwe write, as asked.\n", "x.md"), Format::Markdown);
        assert_eq!(format(b"One line only\n", "x"), Format::Markdown);
        assert_eq!(
            format(b"We thank the chair, the members,\nand all others.\n\nYours, X\n", "x"),
            Format::Markdown
        );
    }

    #[test]
    fn the_delimiter_is_the_one_outside_of_quotes() {
        assert_eq!(delimiter(b"organisation;country;q1\n\"a, b, c\";CH;\"x, y\"\n"), b';');
        assert_eq!(delimiter(b"organisation\tcountry\nA, B\tCH\n"), b'\t');
        assert_eq!(delimiter(b"\"a;b\",\"c;d\",e\n1,2,3\n"), b',');
    }
}
