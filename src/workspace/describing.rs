//! What is told of a file before anything of it is taken in: a call made from it, a guess of what its columns are for.

use std::path::Path;

use super::reading::apart::Apart;
use super::{Error, Workspace, files, import, reading};
use crate::config::map_file::{self, Guess};
use crate::config::surroundings::Surroundings;
use crate::config::theme_file;
use crate::intake::{call_from, codebook_from, kinds};
use crate::model::call::Call;
use crate::model::codebook::Incoming;
use crate::model::draft::{Body, Column, SourceDraft};
use crate::model::mapping::Mapping;
use crate::text::places;

/// What to do about a file that cannot be read.
const WANTED: &str = "Name a table, or a document with the questions as headings.";

/// Makes a call from a table's header or rows, or from a document's headings.
///
/// # Errors
/// When the file cannot be read, or no question is found in it.
pub fn call_from(path: &Path, mapping: &Mapping, around: &Surroundings) -> Result<Call, Error> {
    let draft = reading::one(path, &Apart::new(around), WANTED)?;
    let name = files::name(path);
    let call = call_from::call(&draft, mapping, &name);
    if call.questions.is_empty() {
        return Err(Error::Unfit {
            what: format!("no question was found in {name}"),
            hint: "In a table, say by --map which columns are \"open\"; in a document, questions are headings, or \
                   begin with “Question 1”. A call can also be written as TOML, for `init --call`."
                .to_owned(),
        });
    }
    Ok(call)
}

impl Workspace {
    /// Reads themes from a file: TOML, as a workspace can begin with it, REFI-QDA of another program, else a table.
    ///
    /// # Errors
    /// When the file cannot be read, or is no codebook.
    pub fn themes_of_file(&self, path: &Path) -> Result<Vec<Incoming>, Error> {
        let ends_in = |wanted: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(wanted));
        if ends_in("qdc") || ends_in("qdpx") {
            return self.themes_of_coded(path);
        }
        if !ends_in("toml") {
            return self.themes_of_table(path);
        }
        let text = std::fs::read_to_string(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound { path: path.to_owned() },
            _ => Error::Io { path: path.to_owned(), source },
        })?;
        theme_file::incoming(&text, &files::name(path)).map_err(|wrong| Error::Unfit {
            what: wrong.to_string(),
            hint: "Correct the file, and take it in again; nothing was changed.".to_owned(),
        })
    }

    /// Reads themes from a table, in the order of its rows.
    ///
    /// # Errors
    /// When the file cannot be read, has no column of paths, or a cell is none of what its column holds.
    pub fn themes_of_table(&self, path: &Path) -> Result<Vec<Incoming>, Error> {
        let draft = reading::one(path, &self.apart, codebook_from::WANTED)?;
        codebook_from::themes(&draft, &files::name(path))
            .map_err(|what| Error::Unfit { what, hint: codebook_from::WANTED.to_owned() })
    }

    /// What is guessed of the columns of a table, as a mapping file for correction.
    ///
    /// # Errors
    /// When the file cannot be read, or is no table.
    pub fn guess_mapping(&self, path: &Path, mapping: Option<&Mapping>) -> Result<String, Error> {
        let draft = reading::one(path, &self.apart, WANTED)?;
        let name = files::name(path);
        if draft.records.iter().any(|r| matches!(r.body, Body::Document(_))) {
            let what = format!("{name} is a document, which has no columns");
            return Err(Error::Unfit { what, hint: "Name a table.".to_owned() });
        }
        let call = self.call()?;
        let seen = import::see(&draft, &call, mapping, &name).ok();
        let (rows, joined, found) = seen.map_or((None, None, None), |s| (s.rows, s.joined, Some(s.found)));
        let table = joined.as_ref().unwrap_or(&draft);
        let number =
            |key: &str| call.questions.iter().find(|q| q.key.as_str() == key).map(|q| q.number.clone());
        let words: Vec<(String, String)> = guesses(table)
            .into_iter()
            .enumerate()
            .map(|(i, (word, why))| {
                let reason = found.as_ref().and_then(|f| f.reasons.get(i));
                match (found.as_ref().and_then(|f| f.columns.get(i)), reason) {
                    (Some(Column::Open(key)), Some(reason)) => {
                        (number(key.as_str()).unwrap_or_default(), reason.clone())
                    }
                    (Some(Column::Metadata(field)), Some(reason)) => {
                        (field.name().to_owned(), reason.clone())
                    }
                    (Some(Column::Ignored), Some(reason)) => ("ignored".to_owned(), reason.clone()),
                    (Some(Column::Translation { of, .. }), Some(reason)) => {
                        let original = table.header.get(*of).map_or("", |head| head.trim());
                        (format!("translation of {original}"), reason.clone())
                    }
                    _ => (word.to_owned(), why.to_owned()),
                }
            })
            .collect();
        let places = places::of_columns(&table.header);
        let guesses: Vec<Guess<'_>> =
            places.iter().zip(&words).map(|(place, (word, reason))| Guess { place, word, reason }).collect();
        Ok(map_file::write(&name, rows.as_ref(), &guesses))
    }
}

/// What each column of a table looks like.
fn guesses(table: &SourceDraft) -> Vec<(&'static str, &'static str)> {
    let guess = |kind| match kind {
        kinds::Kind::Open => ("open", "looks like answers in words; which question?"),
        kinds::Kind::Closed => ("attribute", "one of several values, or short"),
        kinds::Kind::Empty => ("ignored", "nothing stands in it"),
    };
    kinds::of(table).into_iter().map(guess).collect()
}
