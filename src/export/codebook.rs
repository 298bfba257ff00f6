//! The codebook as a file: TOML, as a workspace can begin with it, CSV for spreadsheet programs, and what JSON says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::csv::Rows;
use super::json::JsonWriter;
use super::refi;
use crate::config::theme_file;
use crate::model::codebook::{Codebook, Example, Quoting};
use crate::model::id::{ExampleId, ThemeId};
use crate::text::clean;

/// What a codebook is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// As a workspace can begin with it.
    Toml,
    /// One row a theme, formula-safe.
    Csv,
    /// One array.
    Json,
    /// One object a line.
    JsonLines,
    /// For other programs of qualitative analysis: REFI-QDA.
    Qdc,
}

impl Format {
    /// The format that the ending of a file's name asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        let known = [
            ("toml", Self::Toml),
            ("csv", Self::Csv),
            ("json", Self::Json),
            ("jsonl", Self::JsonLines),
            ("qdc", Self::Qdc),
        ];
        let ending = path.extension()?.to_str()?;
        known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(ending)).map(|(_, format)| format)
    }
}

/// A codebook and all that is written of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Whole {
    /// The tree.
    pub book: Codebook,
    /// Its themes, in the tree's order.
    pub themes: Vec<Written>,
}

impl Whole {
    /// Writes it.
    pub fn write(&self, format: Format, to: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Toml => toml(&self.book, &self.themes, to),
            Format::Csv => csv(&self.themes, to),
            Format::Qdc => refi::codebook::write(&self.book, to),
            Format::Json | Format::JsonLines => {
                let mut writer =
                    if format == Format::Json { JsonWriter::array(to) } else { JsonWriter::lines(to) };
                for theme in &self.themes {
                    writer.value(theme)?;
                }
                writer.close()
            }
        }
    }
}

/// A theme with all that is known of it: an element of `themes --format json`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Written {
    /// Its id.
    pub id: ThemeId,
    /// The names from the top, joined by " / ".
    pub path: String,
    /// Tags in one key.
    pub letter: Option<char>,
    /// Stands where a letter is missing.
    pub code: String,
    /// For table heads.
    pub short_name: String,
    /// What it means.
    pub definition: String,
    /// How many texts carry a tag of it or of one under it.
    pub answers: usize,
    /// Its name.
    pub name: String,
    /// The theme above it.
    pub parent: Option<ThemeId>,
    /// When to use it.
    pub use_when: String,
    /// When not to use it.
    pub not_when: String,
    /// One of the skin's theme colours, 1 to 12.
    pub colour: u8,
    /// Words that suggest it.
    pub terms: Vec<String>,
    /// Not offered for tagging any more.
    pub retired: bool,
    /// Whether another theme has the same path.
    pub twin: bool,
    /// The paths of the themes that were merged into it.
    pub merged: Vec<String>,
    /// Its example quotations.
    pub examples: Vec<Quoted>,
}

/// An example quotation of a theme.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Quoted {
    /// Its id.
    pub id: ExampleId,
    /// Its words.
    pub quote: String,
    /// Who wrote it.
    pub submitter: Option<String>,
    /// The submission's reference.
    pub reference: Option<String>,
    /// The question's number.
    pub question: Option<String>,
    /// Who picked it.
    pub analyst: String,
    /// Its words are no longer found there.
    pub lost: bool,
}

/// What is written of a codebook.
pub fn whole(book: Codebook, answers: &[(ThemeId, usize)], examples: Vec<Example>) -> Whole {
    let answers: HashMap<ThemeId, usize> = answers.iter().copied().collect();
    let mut of: HashMap<ThemeId, Vec<Quoted>> = HashMap::new();
    for one in examples {
        of.entry(one.theme).or_default().push(Quoted {
            id: one.id,
            quote: one.quote,
            submitter: one.submitter,
            reference: one.reference,
            question: one.question,
            analyst: one.analyst,
            lost: one.span.is_none(),
        });
    }
    let one = |theme: &crate::model::codebook::Theme| Written {
        id: theme.id,
        path: book.path(theme.id),
        letter: theme.letter,
        code: theme.code.clone(),
        short_name: theme.short_name.clone(),
        definition: theme.definition.clone(),
        answers: answers.get(&theme.id).copied().unwrap_or(0),
        name: theme.name.clone(),
        parent: theme.parent,
        use_when: theme.use_when.clone(),
        not_when: theme.not_when.clone(),
        colour: theme.colour,
        terms: theme.terms.clone(),
        retired: theme.retired,
        twin: theme.twin,
        merged: book.merged_into(theme.id).map(|merged| merged.path.clone()).collect(),
        examples: of.remove(&theme.id).unwrap_or_default(),
    };
    let themes = book.themes.iter().map(one).collect();
    Whole { book, themes }
}

/// The columns of a CSV, in order; growing at the end only.
pub const COLUMNS: [&str; 13] = [
    "id",
    "path",
    "letter",
    "code",
    "short_name",
    "definition",
    "answers",
    "use_when",
    "not_when",
    "colour",
    "terms",
    "retired",
    "examples",
];

/// Writes one row a theme.
fn csv(written: &[Written], to: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(to);
    rows.row(COLUMNS)?;
    for theme in written {
        let examples: Vec<&str> = theme.examples.iter().map(|one| one.quote.as_str()).collect();
        rows.row([
            theme.id.to_string(),
            theme.path.clone(),
            theme.letter.map(String::from).unwrap_or_default(),
            theme.code.clone(),
            theme.short_name.clone(),
            theme.definition.clone(),
            theme.answers.to_string(),
            theme.use_when.clone(),
            theme.not_when.clone(),
            theme.colour.to_string(),
            theme.terms.join("; "),
            if theme.retired { "yes".to_owned() } else { String::new() },
            examples.join("\n"),
        ])?;
    }
    rows.flush()
}

/// Writes what `init --themes` and `themes --import` read. What a terminal or an editor would act on or hide is escaped.
fn toml(book: &Codebook, written: &[Written], to: &mut dyn Write) -> io::Result<()> {
    let examples = |id: ThemeId| -> Vec<Quoting> {
        let theme = written.iter().find(|theme| theme.id == id);
        let all = theme.into_iter().flat_map(|theme| &theme.examples);
        // What is no longer found, no import could find either.
        all.filter(|one| !one.lost)
            .filter_map(|one| Some(Quoting { submission: one.reference.clone()?, quote: one.quote.clone() }))
            .collect()
    };
    let text = theme_file::write(book, examples);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match clean::escape_json(c.encode_utf8(&mut [0; 4])) {
            Cow::Borrowed(_) => safe.push(c),
            // Writing to a String cannot fail.
            Cow::Owned(_) => drop(write!(safe, "\\U{:08X}", c as u32)),
        }
    }
    to.write_all(safe.as_bytes())
}
