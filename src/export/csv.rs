//! CSV after RFC 4180 that spreadsheet programs read as text and never as formulas.
//!
//! A cell that begins with `=`, `+`, `-` or `@`, with their full-width forms, or with a tab or line
//! end gets a `'` before it. Control and invisible characters are made visible as on a terminal; line
//! ends within a cell stay.

use std::borrow::Cow;
use std::io::Write;

use super::{Content, Entry, Error, Writer};
use crate::model::submission::AnswerRecord;
use crate::model::work::ItemKind;
use crate::text::{clean, unofficial};

/// The columns of an answer, in order; growing at the end only.
pub const COLUMNS: [&str; 28] = [
    "id",
    "submission",
    "reference",
    "question",
    "section",
    "heading",
    "submitter",
    "stakeholder_type",
    "country",
    "region",
    "language",
    "submitted_on",
    "late",
    "text",
    "words",
    "status",
    "themes",
    "passages",
    "notes",
    "file",
    "sha256",
    "page",
    "sheet",
    "row",
    "column",
    "paragraph",
    "unofficial_translation",
    "translation_from",
];

/// How many of them there were when the items of shortlists got a column of their own behind them.
const BEFORE_ITEMS: usize = 26;

/// Makes a cell safe: harmless on a terminal, no formula in a spreadsheet.
pub fn cell(text: &str) -> Cow<'_, str> {
    let cell = clean::block(text);
    if begins_a_formula(text) || begins_a_formula(&cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    cell
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// Writes rows of any table, each cell made safe.
pub struct Rows<'w> {
    inner: csv::Writer<&'w mut dyn Write>,
}

impl<'w> Rows<'w> {
    /// Writes to `to`; no header by itself.
    pub fn new(to: &'w mut dyn Write) -> Self {
        let inner =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(to);
        Self { inner }
    }

    /// Writes one row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> std::io::Result<()> {
        for one in cells {
            self.inner.write_field(cell(one.as_ref()).as_ref())?;
        }
        self.inner.write_record(None::<&[u8]>).map_err(std::io::Error::from)
    }

    /// Hands the bytes on.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// Writes answers or the items of a shortlist, one row each.
pub struct CsvWriter<'w> {
    rows: Rows<'w>,
}

impl<'w> CsvWriter<'w> {
    /// Writes the header, after a byte order mark if asked for.
    pub fn begin(byte_order_mark: bool, content: &Content, to: &'w mut dyn Write) -> Result<Self, Error> {
        if byte_order_mark {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let mut rows = Rows::new(to);
        rows.row(columns(content))?;
        Ok(Self { rows })
    }
}

/// The columns of answers, or of the items of a shortlist.
pub fn columns(content: &Content) -> Vec<&'static str> {
    let (own, after): (&[&str], &[&str]) = match content {
        Content::Answers(_) => (&[], &[]),
        Content::Shortlist(_) => (&["kind", "quotation"], &["in_full"]),
    };
    let (first, later) = COLUMNS.split_at(BEFORE_ITEMS);
    own.iter().chain(first).chain(after).chain(later).copied().collect()
}

impl Writer for CsvWriter<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        Ok(self.rows.row(entry_cells(entry))?)
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(self.rows.flush()?)
    }
}

/// The cells of an answer or item, as [`columns`] names them, not yet made safe.
pub fn entry_cells(entry: Entry<'_>) -> Vec<String> {
    let mut cells = Vec::with_capacity(COLUMNS.len() + 3);
    if let Entry::Item(item) = entry {
        let kind = match item.kind {
            ItemKind::Quotation => "quotation",
            ItemKind::Heading => "heading",
            ItemKind::Comment => "comment",
        };
        cells.extend([kind.to_owned(), item.text.clone()]);
    }
    let before = cells.len();
    match entry.record() {
        Some(record) => cells.extend(answer_cells(record)),
        None => cells.resize(COLUMNS.len() + before, String::new()),
    }
    if let Entry::Item(item) = entry {
        // The quotation with nothing left out, where something is.
        cells.insert(before + BEFORE_ITEMS, item.quote.clone().unwrap_or_default());
    }
    cells
}

/// The cells of one answer, as [`COLUMNS`] names them; what is unknown is empty.
pub fn answer_cells(record: &AnswerRecord) -> [String; COLUMNS.len()] {
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let who = &record.metadata;
    let passages: Vec<&str> = record.tags.iter().filter_map(|t| t.quote.as_deref()).collect();
    let notes: Vec<String> = record.notes.iter().map(|n| format!("{}: {}", n.analyst, n.text)).collect();
    let place = &record.source;
    [
        record.id.to_string(),
        record.submission.to_string(),
        record.reference.clone(),
        known(&record.question),
        known(&record.section),
        known(&record.heading),
        known(&who.submitter),
        known(&who.stakeholder_type),
        known(&who.country),
        known(&who.region),
        known(&who.language),
        who.submitted_on.map(|d| d.to_string()).unwrap_or_default(),
        who.late.map(|l| l.to_string()).unwrap_or_default(),
        record.text.clone(),
        record.words.to_string(),
        record.status.name().to_owned(),
        record.themes.join("; "),
        passages.join("\n"),
        notes.join("\n"),
        place.file.clone(),
        place.sha256.clone(),
        number(place.page),
        known(&place.sheet),
        number(place.row),
        known(&place.column),
        number(place.paragraph),
        record.translation.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
        record.translation.as_ref().map(|it| unofficial::about(it).join(", ")).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn written(rows: &[Vec<String>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = Rows::new(&mut bytes);
        for row in rows {
            writer.row(row).unwrap();
        }
        writer.flush().unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_kept_as_text() {
        for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"] {
            let text = format!("{start}1+1");
            let safe = cell(&text);
            assert!(safe.starts_with('\''), "{safe:?}");
        }
        assert_eq!(cell("1+1"), "1+1");
        assert_eq!(cell("'=1"), "'=1");
    }

    #[test]
    fn rows_end_as_rfc_4180_says_and_quotes_are_doubled() {
        let bytes = written(&[vec!["a \"b\"".to_owned(), "c,d".to_owned(), "e\nf".to_owned()]]);
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a \"\"b\"\"\",\"c,d\",\"e\nf\"\r\n");
    }

    proptest! {
        #[test]
        fn cells_come_back_but_for_the_mark(row in vec(any::<String>(), 1..5)) {
            let bytes = written(std::slice::from_ref(&row));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let back = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(back.len(), row.len());
            for (cell, text) in back.iter().zip(&row) {
                let clean = clean::block(text);
                prop_assert!(cell == clean || cell.strip_prefix('\'') == Some(&*clean));
                prop_assert!(!begins_a_formula(cell), "{:?}", cell);
            }
        }
    }
}
