//! Tells a table from a document, and finds a table's delimiter, from the beginning of a file.
//!
//! For each delimiter the first rows are taken apart, quotes minded. A table is what has a header of
//! two columns or more and rows that agree with it, or a header with names that tables use.

use super::{ends_in, names};
use crate::model::draft::Format;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of a file is looked at, in bytes.
const WINDOW: usize = 256 << 10;

/// How many rows are looked at.
const ROWS: usize = 40;

/// A first cell longer than this is prose, not the name of a column.
const LONGEST_NAME: usize = 600;

/// How the cells of a table are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    /// Whether a backslash stands before a quotation mark within a cell, which is doubled otherwise.
    pub(super) escaped: bool,
    /// So many bytes at the beginning say what the delimiter is ("sep=;"), and are no row.
    pub(super) declared: usize,
}

impl Dialect {
    pub(super) fn reader<R: std::io::Read>(self, text: R) -> csv::Reader<R> {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .quote(self.quote)
            .escape(self.escaped.then_some(b'\\'))
            .has_headers(false)
            .flexible(true)
            .from_reader(text)
    }

    /// In words, where it is not what a table with separated values usually is.
    pub(super) fn words(self) -> Option<String> {
        let parted = match self.delimiter {
            b';' => Some("parted by semicolons"),
            b'\t' => Some("parted by tabs"),
            b'|' => Some("parted by upright bars"),
            _ => None,
        };
        let quoted = (self.quote != b'"').then_some("quoted by apostrophes");
        let escaped = self.escaped.then_some("quotation marks within cells behind backslashes");
        let said: Vec<&str> = [parted, quoted, escaped].into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("its cells are {}", said.join(", ")))
    }
}

/// What one delimiter makes of the beginning of a file.
struct Guess {
    dialect: Dialect,
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
    fn of(bytes: &[u8], dialect: Dialect) -> Self {
        let mut guess = Self { dialect, header: Vec::new(), agreeing: 0, divided: 0, rows: 0, blank: 0 };
        let window = &bytes[..bytes.len().min(WINDOW)];
        for (n, row) in rows(window, dialect).take(ROWS).enumerate() {
            let empty = row.cells == 1 && row.bytes.trim_ascii().is_empty();
            if guess.header.is_empty() {
                if !empty || n > 0 {
                    guess.header = row.texts(dialect);
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
    let named_table = ends_in(name, &["csv", "tsv", "tab"]);
    let verdict = if begins_as_markdown(bytes) { Verdict::Document } else { best(bytes).verdict() };
    match verdict {
        Verdict::Table => Format::Csv,
        // A table of one column cannot be told from prose by its content.
        Verdict::Either | Verdict::Document if named_table => Format::Csv,
        Verdict::Either | Verdict::Document => Format::Markdown,
    }
}

/// How the cells of a table are written.
pub(super) fn dialect(bytes: &[u8]) -> Dialect {
    best(bytes).dialect
}

fn best(bytes: &[u8]) -> Guess {
    let line = bytes.split(|b| *b == b'\n' || *b == b'\r').next().unwrap_or_default();
    let declared = line.strip_prefix(b"sep=").and_then(|rest| <[u8; 1]>::try_from(rest).ok());
    if let Some([delimiter]) = declared.filter(|[d]| DELIMITERS.contains(d)) {
        let end = if bytes[line.len()..].starts_with(b"\r\n") { 2 } else { 1 };
        let rest = &bytes[(line.len() + end).min(bytes.len())..];
        let mut guess = Guess::of(rest, quoting(rest, delimiter));
        guess.dialect.declared = bytes.len() - rest.len();
        return guess;
    }
    let [first, rest @ ..] = DELIMITERS;
    let of = |delimiter| Guess::of(bytes, quoting(bytes, delimiter));
    rest.into_iter().map(of).fold(
        of(first),
        |best, guess| {
            if guess.weight() > best.weight() { guess } else { best }
        },
    )
}

/// How cells that this delimiter parts are quoted: by apostrophes where several begin and end with one and none with a
/// quotation mark; behind backslashes where such a mark stands within a cell, and none is doubled.
fn quoting(bytes: &[u8], delimiter: u8) -> Dialect {
    let window = &bytes[..bytes.len().min(WINDOW)];
    let edge = |b: Option<&u8>| b.is_none_or(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
    let (mut opened, mut closed, mut double, mut behind) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (i, byte) in window.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| window.get(i));
        let after = window.get(i + 1);
        match byte {
            b'\'' => {
                opened += usize::from(edge(before) && !edge(after));
                closed += usize::from(edge(after) && !edge(before));
            }
            b'"' if before == Some(&b'\\') => behind += usize::from(!edge(after) && after != Some(&b'"')),
            b'"' => double += usize::from(edge(before) || (before == Some(&b'"') && !edge(after))),
            _ => {}
        }
    }
    let apostrophes = double == 0 && opened >= 2 && opened == closed;
    let doubled = window.windows(4).any(|w| w[1..3] == *b"\"\"" && !edge(w.first()) && !edge(w.last()));
    Dialect {
        delimiter,
        quote: if apostrophes { b'\'' } else { b'"' },
        escaped: !apostrophes && behind > 0 && !doubled,
        declared: 0,
    }
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
    fn texts(&self, dialect: Dialect) -> Vec<String> {
        let mut reader = dialect.reader(self.bytes);
        let mut row = csv::ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(true) => row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
            _ => vec![String::new()],
        }
    }
}

/// Takes bytes apart at line ends and delimiters outside of quotes.
fn rows(bytes: &[u8], dialect: Dialect) -> impl Iterator<Item = Row<'_>> {
    let Dialect { delimiter, quote, escaped, .. } = dialect;
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let (start, mut cells, mut quoted, mut cell_start) = (at, 1, false, true);
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'\\' if escaped && quoted => at += 1,
                _ if byte == quote && quoted => quoted = false,
                _ if byte == quote && (cell_start || (at > 0 && bytes[at - 1] == quote)) => quoted = true,
                b'\n' | b'\r' if !quoted => break,
                _ if byte == delimiter && !quoted => cells += 1,
                _ => {}
            }
            cell_start = byte == delimiter && !quoted;
            at += 1;
        }
        at = at.min(bytes.len());
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
        assert_eq!(dialect(b"organisation;country;q1\n\"a, b, c\";CH;\"x, y\"\n").delimiter, b';');
        assert_eq!(dialect(b"organisation\tcountry\nA, B\tCH\n").delimiter, b'\t');
        assert_eq!(dialect(b"\"a;b\",\"c;d\",e\n1,2,3\n").delimiter, b',');
        assert_eq!(dialect(b"organisation|country|q1\nA, B|CH|x, y\n").delimiter, b'|');
        let declared = dialect(b"sep=;\r\na,b;q1\r\nx,y;z\r\n");
        assert_eq!((declared.delimiter, declared.declared), (b';', 7));
    }

    #[test]
    fn quoting_is_found_by_what_stands_around_cells() {
        let quoted = |bytes: &[u8]| (dialect(bytes).quote, dialect(bytes).escaped);
        assert_eq!(quoted(b"name,q1\n'A, B','it''s; so'\n'C','d'\n"), (b'\'', false));
        assert_eq!(quoted(b"name,q1\nA,'tis so\nB,the members'\n"), (b'"', false));
        assert_eq!(quoted(b"name,q1\nA,\"he said \\\"yes\\\" to it\"\n"), (b'"', true));
        assert_eq!(quoted(b"name,q1\nA,\"he said \"\"yes\"\" to it\"\n"), (b'"', false));
        assert_eq!(quoted(b"name,q1\n\"C:\\\",\"x\"\n"), (b'"', false));
    }
}
