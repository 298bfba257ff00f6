//! Further tables: answers by theme as 0 and 1, submissions with their coverage, notes, and the codebook with the
//! quotations chosen for it.
//!
//! Each is columns and rows before a format is chosen. A CSV holds the rows alone, so that other programs read them
//! without ado; the other formats also say what they are of.

pub mod by_theme;
pub mod codebook;
pub mod notes;
pub mod submissions;

use std::borrow::Cow;
use std::io::Write;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::citation::day;
use super::csv::Rows;
use super::json::{self, JsonWriter};
use super::markdown::escape::inline;
use super::xlsx::about::{About, Line};
use super::xlsx::{Book, Column, Kind};
use super::{Error, Format};

/// A table that can be exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// Answers in rows, themes in columns.
    AnswersByTheme,
    /// Submissions with metadata, and what each has under which question.
    Submissions,
    /// Notes with what they are on.
    Notes,
    /// Themes with their counts and example quotations.
    Codebook,
}

impl Table {
    /// All, in the order of help.
    pub const ALL: [Self; 4] = [Self::AnswersByTheme, Self::Submissions, Self::Notes, Self::Codebook];

    /// The formats that they can be written in.
    pub const FORMATS: [Format; 5] =
        [Format::Markdown, Format::Csv, Format::Xlsx, Format::Json, Format::JsonLines];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnswersByTheme => "answers-by-theme",
            Self::Submissions => "submissions",
            Self::Notes => "notes",
            Self::Codebook => "codebook",
        }
    }

    /// The table with this name, case ignored.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name().eq_ignore_ascii_case(name))
    }

    /// What it is, for a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::AnswersByTheme => "Answers by theme",
            Self::Submissions => "Submissions",
            Self::Notes => "Notes",
            Self::Codebook => "Codebook",
        }
    }

    /// What its rows are: one and many.
    pub fn rows(self) -> (&'static str, &'static str) {
        match self {
            Self::AnswersByTheme => ("text", "texts"),
            Self::Submissions => ("submission", "submissions"),
            Self::Notes => ("note", "notes"),
            Self::Codebook => ("theme", "themes"),
        }
    }
}

/// Writes the rows of a table, one after the other.
pub struct TableWriter<'w> {
    columns: Vec<Column>,
    about: About,
    way: Way<'w>,
}

/// How a format is written.
enum Way<'w> {
    Csv(Box<Rows<'w>>),
    Xlsx(Box<Book>, &'w mut dyn Write),
    Markdown(&'w mut dyn Write),
    Json(&'w mut dyn Write, usize),
    Lines(JsonWriter<'w>),
}

impl<'w> TableWriter<'w> {
    /// Writes what stands before the first row.
    ///
    /// # Errors
    /// When writing fails.
    pub fn begin(
        table: Table,
        (format, byte_order_mark): (Format, bool),
        columns: Vec<Column>,
        about: About,
        to: &'w mut dyn Write,
    ) -> Result<Self, Error> {
        let way = match format {
            Format::Csv => {
                if byte_order_mark {
                    to.write_all("\u{feff}".as_bytes())?;
                }
                let mut rows = Rows::new(to);
                rows.row(columns.iter().map(|column| &column.name))?;
                Way::Csv(Box::new(rows))
            }
            Format::Xlsx => Way::Xlsx(Box::new(Book::begin(table.title(), columns.clone())?), to),
            Format::Markdown => {
                writeln!(to, "# {}\n", inline(&about.title))?;
                let heads: Vec<String> = columns.iter().map(|column| inline(&column.name)).collect();
                writeln!(to, "| {} |", heads.join(" | "))?;
                let rule = columns.iter().map(|column| if column.kind.is_number() { "--:|" } else { ":--|" });
                writeln!(to, "|{}", rule.collect::<String>())?;
                Way::Markdown(to)
            }
            Format::Json => {
                write!(to, "{{\"table\":\"{}\",\"about\":", table.name())?;
                json::to_writer(to, &Said(&about))?;
                write!(to, ",\"rows\":[")?;
                Way::Json(to, 0)
            }
            Format::JsonLines => Way::Lines(JsonWriter::lines(to)),
            // A table of thousands of rows is no document.
            Format::Docx | Format::Html => {
                return Err(Error::Unfit("a table is written as csv, xlsx, json, jsonl or markdown"));
            }
            Format::Qdpx => return Err(Error::Unfit("a project of REFI-QDA holds answers, not a table")),
        };
        Ok(Self { columns, about, way })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When writing fails.
    pub fn row(&mut self, cells: &[String]) -> Result<(), Error> {
        let named = Named { columns: &self.columns, cells };
        match &mut self.way {
            Way::Csv(rows) => rows.row(cells)?,
            Way::Xlsx(book, _) => book.row(cells)?,
            Way::Markdown(to) => {
                let cells: Vec<String> = cells.iter().map(|cell| inline(cell)).collect();
                writeln!(to, "| {} |", cells.join(" | "))?;
            }
            Way::Json(to, written) => {
                to.write_all(if *written == 0 { b"\n" } else { b",\n" })?;
                *written += 1;
                json::to_writer(*to, &named)?;
            }
            Way::Lines(writer) => writer.value(&named)?,
        }
        Ok(())
    }

    /// Writes what stands behind the last row.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> Result<(), Error> {
        match self.way {
            Way::Csv(mut rows) => rows.flush()?,
            Way::Xlsx(mut book, to) => book.finish(&self.about, to)?,
            Way::Markdown(to) => {
                writeln!(to)?;
                for line in &self.about.lines {
                    let Line { name, note, .. } = line;
                    let value = in_words(line);
                    let note = if note.is_empty() { String::new() } else { format!(" ({})", inline(note)) };
                    writeln!(to, "- {}: {}{note}", inline(name), inline(&value))?;
                }
                to.flush()?;
            }
            Way::Json(to, _) => {
                to.write_all(b"\n]}\n")?;
                to.flush()?;
            }
            Way::Lines(mut writer) => writer.close()?,
        }
        Ok(())
    }
}

/// What a line says, a day as people write it.
fn in_words(line: &Line) -> Cow<'_, str> {
    match line.value.parse() {
        Ok(date) if line.kind == Kind::Day => Cow::Owned(day(date)),
        _ => Cow::Borrowed(&line.value),
    }
}

/// A row as an object, its cells by the names of their columns.
struct Named<'a> {
    columns: &'a [Column],
    cells: &'a [String],
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(&column.name, &Typed(column.kind, cell))?;
        }
        map.end()
    }
}

/// What is said of a table, by name.
struct Said<'a>(&'a About);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lines = &self.0.lines;
        let mut map = serializer.serialize_map(Some(lines.len()))?;
        for line in lines {
            map.serialize_entry(&line.name.to_lowercase().replace(' ', "_"), &Typed(line.kind, &line.value))?;
        }
        map.end()
    }
}

/// A cell as the value that its kind makes of it.
struct Typed<'a>(Kind, &'a str);

impl Serialize for Typed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(kind, cell) = *self;
        match kind {
            _ if cell.is_empty() => serializer.serialize_none(),
            Kind::Number | Kind::Mark if let Ok(number) = cell.parse::<u64>() => {
                serializer.serialize_u64(number)
            }
            Kind::Share if let Ok(number) = cell.parse::<f64>() => serializer.serialize_f64(number),
            Kind::Flag if let Ok(flag) = cell.parse::<bool>() => serializer.serialize_bool(flag),
            _ => serializer.serialize_str(cell),
        }
    }
}
