//! A document as its parts, before a format is chosen: what a colleague reads from top to bottom.
//!
//! Whoever composes one hands its [`Block`]s, one after the other, to a [`DocumentWriter`]; the writers of Word, HTML
//! and Markdown each draw the same blocks. The words in a block are data, whoever wrote them: a writer escapes all of
//! them, and makes control and invisible characters visible or harmless.
//!
//! Start reading at [`writer`].

mod docx;
mod html;
mod markdown;
mod words;

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use super::Error;

/// What a document is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text that is pasted into other texts.
    Markdown,
    /// One page, to read in a browser or to print.
    Html,
    /// A document for Word, LibreOffice and their like.
    Docx,
}

impl Kind {
    /// All, in the order of help and menus.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Html, Self::Markdown];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            other => other.name(),
        }
    }

    /// The kind with this name or ending, case ignored.
    pub fn named(name: &str) -> Option<Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(|kind| is(kind.name()) || is(kind.ending()))
    }

    /// The kind that the ending of a file's name asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        path.extension().and_then(|ending| ending.to_str()).and_then(Self::named)
    }
}

/// What a file says of itself, beside what stands in it; a fixed day, so that the same document is the same bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// The title in the window or in the list of files.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The day of writing.
    pub written_on: Date,
    /// The language of what is not quoted: ISO 639-1.
    pub language: String,
}

/// Begins a document: writes what stands before the first block and gives the writer for the rest.
///
/// # Errors
/// When writing fails.
pub fn writer<'w>(
    kind: Kind,
    to: &'w mut dyn Write,
    about: &About,
) -> Result<Box<dyn DocumentWriter + 'w>, Error> {
    Ok(match kind {
        Kind::Markdown => Box::new(markdown::MarkdownDocument::begin(to)),
        Kind::Html => Box::new(html::HtmlDocument::begin(to, about)?),
        Kind::Docx => Box::new(docx::DocxDocument::begin(to, about)?),
    })
}

/// One part of a document.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// The document's own title; the first block.
    Title(String),
    /// A line below the title: what it is of, by whom, of which day.
    Subtitle(String),
    /// The headings that follow, in their order, so that a reader can go there: the entry `n` is the `n`th heading.
    Contents {
        /// What stands above the list.
        title: String,
        /// The headings, all of them, as they come.
        headings: Vec<Heading>,
    },
    /// A heading.
    Heading(Heading),
    /// Plain words; several paragraphs where there are empty lines.
    Paragraph(Vec<Run>),
    /// Points, a line each.
    Points(Vec<Vec<Run>>),
    /// Somebody's words, unchanged, with where they are from.
    Quotation(Quotation),
    /// Rows and columns.
    Table(Table),
    /// Numbers as bars, each with its number.
    Chart(Chart),
    /// What follows begins on a new page.
    PageBreak,
}

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 1 to 4; 1 is a chapter.
    pub level: u8,
    /// Its words.
    pub text: String,
}

/// Words in one manner.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
    /// Whether they are set apart, as in a remark.
    pub emphasis: bool,
}

/// Somebody's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// What is quoted, with "[…]" for what is left out; paragraphs are kept.
    pub text: String,
    /// The language that the words are in, where known: ISO 639-1.
    pub language: Option<String>,
    /// Whose words they are and where they stand.
    pub citation: Citation,
    /// What follows the citation, a paragraph each: a translation, themes, notes.
    pub remarks: Vec<Vec<Run>>,
}

/// Whose words, and where they are found again.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Citation {
    /// The submitter, or by what name it may be cited; where it is empty nothing is cited.
    pub who: String,
    /// The country's name.
    pub country: Option<String>,
    /// The stakeholder type.
    pub stakeholder_type: Option<String>,
    /// The question, the day, the reference of the submission, the file and the place in it; in this order.
    pub place: Vec<String>,
    /// The id of the answer or its beginning, by which `show` and `id:` find it again.
    pub id: String,
}

/// Rows and columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// What the table is of; stands above it.
    pub caption: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows; each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row is that of totals.
    pub totals: bool,
    /// What is said below it, such as how it was counted.
    pub notes: Vec<String>,
}

/// One place of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Words; to the left (or to the right, where they are read so).
    Words(String),
    /// A whole number, to the right.
    Number(u64),
    /// A share of 1, as per cent.
    Share(f64),
    /// Nothing.
    Empty,
}

/// Numbers as bars.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    /// What is shown; stands above it.
    pub caption: String,
    /// What is counted: "answers".
    pub unit: String,
    /// Name and number of each bar, from top to bottom.
    pub bars: Vec<(String, u64)>,
}

/// Writes a document in one format, block by block.
pub trait DocumentWriter {
    /// Writes one block.
    ///
    /// # Errors
    /// When writing fails.
    fn block(&mut self, block: &Block) -> Result<(), Error>;

    /// Writes what follows the last block and hands the bytes on.
    ///
    /// # Errors
    /// When writing fails.
    fn finish(&mut self) -> Result<(), Error>;
}

impl Run {
    /// Words as they are.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words that stand out.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// Words that are set apart.
    pub fn emphasis(text: impl Into<String>) -> Self {
        Self { text: text.into(), emphasis: true, ..Self::default() }
    }
}

impl Block {
    /// A heading of this level.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading(Heading { level, text: text.into() })
    }

    /// A paragraph of plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::plain(text)])
    }
}

impl Citation {
    /// Whether there is something to cite.
    pub fn is_some(&self) -> bool {
        !self.who.is_empty()
    }

    /// Country and type, as they stand behind the name: "(Netherlands), civil society".
    pub fn behind_the_name(&self) -> String {
        let country = self.country.as_deref().map(|name| format!(" ({name})"));
        let of_type = self.stakeholder_type.as_deref().map(|name| format!(", {name}"));
        [country, of_type].into_iter().flatten().collect()
    }

    /// Where it is found again: the place and the id, parted by commas.
    pub fn place_and_id(&self) -> String {
        let id = (!self.id.is_empty()).then(|| format!("id:{}", self.id));
        self.place.iter().cloned().chain(id).collect::<Vec<_>>().join(", ")
    }
}

impl Cell {
    /// What stands in it, as every document writes it.
    pub fn shown(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Number(number) => number.to_string(),
            Self::Share(share) => format!("{:.0} %", share * 100.0),
            Self::Empty => String::new(),
        }
    }

    /// Whether it is set to the end of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Share(_))
    }
}

impl Table {
    /// Whether a column is set to its end: it holds numbers, or nothing where numbers could stand.
    pub fn is_of_numbers(&self, column: usize) -> bool {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        !self.rows.is_empty() && !cells.into_iter().any(|cell| matches!(cell, Cell::Words(_)))
    }
}

impl Chart {
    /// The longest bar; at least 1.
    pub fn longest(&self) -> u64 {
        self.bars.iter().map(|(_, number)| *number).max().unwrap_or(0).max(1)
    }
}

#[cfg(test)]
mod tests;
