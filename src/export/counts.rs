//! Counts as a file of their own: a table for a report, a spreadsheet or a script, with what was counted, of what, by
//! whom and when below it.

pub mod matrix;
pub mod progress;

use std::io::Write;

use jiff::civil::Date;
use serde::Serialize;

use super::citation::day;
use super::csv::Rows;
use super::document::{self, Block, Cell, Run, Table};
use super::markdown::escape::inline;
use super::xlsx::about::Line;
use super::xlsx::{Book, Column, Kind};
use super::{Error, Format, json, xlsx};
use crate::model::as_of::AsOf;
use crate::model::matrix::{Matrix, Shares};
use crate::model::progress::Progress;

/// What was counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Counts {
    /// By two dimensions, with the shares beside the numbers where they are wanted.
    Matrix(Matrix, Option<Shares>),
    /// How far the reading is.
    Progress(Progress),
}

impl Counts {
    /// The formats that they can be written in.
    pub const FORMATS: [Format; 6] =
        [Format::Markdown, Format::Docx, Format::Html, Format::Csv, Format::Xlsx, Format::Json];

    /// What they are, in a few words: "Themes × stakeholder types".
    pub fn title(&self) -> String {
        match self {
            Self::Matrix(matrix, _) => matrix.ask.title(),
            Self::Progress(progress) => format!("Progress by {}", progress.by.dimension().singular()),
        }
    }

    fn sheet(&self, format: Format) -> Sheet {
        match self {
            Self::Matrix(found, shares) => matrix::sheet(found, *shares, format),
            Self::Progress(found) => progress::sheet(found, format),
        }
    }
}

/// Of what it was counted, by whom and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct About {
    /// The call's title.
    pub call: String,
    /// The query; empty is everything.
    pub query: String,
    /// In whose eyes: whose status it is.
    pub analyst: String,
    /// The day of writing.
    pub written_on: Date,
    /// The moment as of which it is, where it is not of now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
}

/// A table with its notes, before a format is chosen.
struct Sheet {
    heads: Vec<String>,
    /// The last one is that of the totals.
    rows: Vec<Vec<String>>,
    /// How it was counted: name and words.
    notes: Vec<(&'static str, String)>,
}

/// Writes counts in a format of [`Counts::FORMATS`].
///
/// # Errors
/// When writing fails.
pub fn write(counts: &Counts, about: &About, format: Format, to: &mut dyn Write) -> Result<(), Error> {
    match (format, counts) {
        (Format::Markdown, _) => markdown(counts, about, to)?,
        (Format::Csv, _) => csv(counts, about, to)?,
        (Format::Xlsx, _) => xlsx(counts, about, to)?,
        (Format::Docx, _) => document(counts, about, document::Kind::Docx, to)?,
        (Format::Html, _) => document(counts, about, document::Kind::Html, to)?,
        (Format::Json | Format::JsonLines, Counts::Matrix(found, shares)) => {
            json::to_writer(to, &matrix::Whole::new(found, *shares, Some(about)))?;
            writeln!(to)?;
        }
        (Format::Json | Format::JsonLines, Counts::Progress(found)) => {
            json::to_writer(to, &progress::Whole::new(found, Some(about)))?;
            writeln!(to)?;
        }
        (Format::Qdpx, _) => return Err(Error::Unfit("a project of REFI-QDA holds answers, not counts")),
    }
    Ok(to.flush()?)
}

/// A table as GitHub and most others write it, its notes as a list below.
fn markdown(counts: &Counts, about: &About, to: &mut dyn Write) -> Result<(), Error> {
    let sheet = counts.sheet(Format::Markdown);
    let cells = |row: &[String]| row.iter().map(|cell| inline(cell)).collect::<Vec<_>>().join(" | ");
    writeln!(to, "# {}\n", inline(&counts.title()))?;
    writeln!(to, "| {} |", cells(&sheet.heads))?;
    writeln!(to, "|:--|{}", "--:|".repeat(sheet.heads.len().saturating_sub(1)))?;
    for row in &sheet.rows {
        writeln!(to, "| {} |", cells(row))?;
    }
    writeln!(to)?;
    for (name, words) in notes(&sheet, about, day(about.written_on)) {
        writeln!(to, "- {name}: {}", inline(&words))?;
    }
    Ok(())
}

/// The same for a word processor or a browser.
fn document(counts: &Counts, about: &About, kind: document::Kind, to: &mut dyn Write) -> Result<(), Error> {
    let sheet = counts.sheet(Format::Markdown);
    let said = document::About {
        title: counts.title(),
        author: about.analyst.clone(),
        written_on: about.written_on,
        language: "en".to_owned(),
    };
    let cell = |text: &String| match text.parse() {
        Ok(number) => Cell::Number(number),
        Err(_) => Cell::Words(text.clone()),
    };
    // What a row is of may be a number: that of a question.
    let row = |cells: &Vec<String>| {
        let first = cells.first().map(|name| Cell::Words(name.clone()));
        first.into_iter().chain(cells.iter().skip(1).map(cell)).collect()
    };
    let mut out = document::writer(kind, to, &said)?;
    out.block(&Block::Title(counts.title()))?;
    out.block(&Block::Subtitle(about.call.clone()))?;
    out.block(&Block::Table(Table {
        caption: String::new(),
        heads: sheet.heads.clone(),
        rows: sheet.rows.iter().map(row).collect(),
        totals: true,
        notes: Vec::new(),
    }))?;
    let notes = notes(&sheet, about, day(about.written_on)).into_iter().skip(1);
    out.block(&Block::Points(
        notes.map(|(name, words)| vec![Run::plain(format!("{name}: {words}"))]).collect(),
    ))?;
    out.finish()
}

/// The table from the first line on; its notes stand after an empty one.
fn csv(counts: &Counts, about: &About, to: &mut dyn Write) -> Result<(), Error> {
    let sheet = counts.sheet(Format::Csv);
    let mut rows = Rows::new(to);
    rows.row(&sheet.heads)?;
    for row in &sheet.rows {
        rows.row(row)?;
    }
    rows.row(sheet.heads.iter().map(|_| ""))?;
    for (name, words) in notes(&sheet, about, about.written_on.to_string()) {
        rows.row([name.to_owned(), words])?;
    }
    Ok(rows.flush()?)
}

/// The table on one sheet, its notes on another.
fn xlsx(counts: &Counts, about: &About, to: &mut dyn Write) -> Result<(), Error> {
    let sheet = counts.sheet(Format::Xlsx);
    let is_share = |head: &str| matches!(counts, Counts::Matrix(_, Some(_))) && head.contains(", % of the ");
    let kind = |head: &str| if is_share(head) { Kind::Share } else { Kind::Number };
    let columns = sheet.heads.iter().enumerate().map(|(at, head)| match at {
        0 => Column::new(head, Kind::Name).wide(44),
        _ => Column::new(head, kind(head)).wide(14),
    });
    let mut book = Book::begin("Counts", columns.collect())?;
    for (at, row) in sheet.rows.iter().enumerate() {
        if at + 1 == sheet.rows.len() {
            book.sums();
        }
        book.row(row)?;
    }
    let lines = notes(&sheet, about, String::new()).into_iter().map(|(name, words)| match name {
        "Written" => Line::day(name, about.written_on),
        _ => Line::text(name, words),
    });
    let about = xlsx::about::About {
        title: counts.title(),
        analyst: about.analyst.clone(),
        written_on: about.written_on,
        in_the_calls_words: vec![about.call.clone()],
        lines: lines.collect(),
    };
    book.finish(&about, to)
}

fn notes(sheet: &Sheet, about: &About, day: String) -> Vec<(&'static str, String)> {
    let query = if about.query.trim().is_empty() { "all answers".to_owned() } else { about.query.clone() };
    let of = [("Call", about.call.clone()), ("Query", query)];
    let by = [("Written", day), ("Analyst", about.analyst.clone())];
    let as_of = about.as_of.map(|moment| ("As of", moment.to_string()));
    of.into_iter().chain(as_of).chain(sheet.notes.iter().cloned()).chain(by).collect()
}

/// What is said of texts that are not among the counted.
fn left_out(texts: usize) -> Option<(&'static str, String)> {
    let noun = if texts == 1 { "text" } else { "texts" };
    (texts > 0).then(|| ("Left out", format!("{texts} {noun} (withdrawn, replaced or the same again)")))
}
