//! REFI-QDA as other programs write it: projects (`.qdpx`) and codebooks (`.qdc`).
//!
//! It is read with patience: entries in folders of any case, GUIDs in braces or without, a `project.qde` of another name.
//! Entries are only looked up by name, nothing is unpacked to the disk, and no entity is expanded.

mod elements;
pub mod offsets;

use super::ReadError;
use super::package::{Package, damaged, decoded, is_archive};
use crate::model::coded::{Coded, CodedNote, CodedText};

/// What to do about a file that is none.
pub const WANTED: &str =
    "Name a project (.qdpx) or a codebook (.qdc) that another program exported as REFI-QDA.";

/// What stands in messages for the file in a project that says everything.
const PROJECT: &str = "project.qde";

/// The folder of the texts.
const SOURCES: &str = "sources/";

/// Reads a project or a codebook; `name` stands in messages.
///
/// # Errors
/// When it is neither, damaged, or over a limit.
pub fn read(bytes: &[u8], name: &str) -> Result<Coded, ReadError> {
    if !is_archive(bytes) {
        return elements::read(&decoded(bytes.to_vec()), name, name).map(|found| found.coded);
    }
    let mut package = Package::open(bytes, name)?;
    let Some(project) = project(&package) else {
        return Err(ReadError::Kind {
            file: name.to_owned(),
            what: "an archive without a project in it".into(),
            hint: WANTED.into(),
        });
    };
    let text = package.part(&project)?.unwrap_or_default();
    let mut found = elements::read(&text, name, PROJECT)?;
    let mut outside = 0;
    for (text, path) in found.coded.sources.iter_mut().zip(&found.source_paths) {
        outside += usize::from(!fill_text(&mut package, text, path.as_deref())?);
    }
    for (note, path) in found.coded.notes.iter_mut().zip(&found.note_paths) {
        outside += usize::from(!fill_note(&mut package, note, path.as_deref())?);
    }
    if outside > 0 {
        found.coded.left.push((outside, "texts that are not in the file, or are no plain text".to_owned()));
    }
    Ok(found.coded)
}

/// Whether an archive is a project, by what is in it.
pub(super) fn is_project(package: &Package<'_>) -> bool {
    project(package).is_some()
}

fn project(package: &Package<'_>) -> Option<String> {
    let names = package.names();
    let ends = |name: &&String| super::ends_in(name, &["qde"]);
    names.iter().filter(ends).min_by_key(|name| (*name != PROJECT, name.matches('/').count())).cloned()
}

fn fill_text(package: &mut Package<'_>, text: &mut CodedText, path: Option<&str>) -> Result<bool, ReadError> {
    let Some(found) = content(package, path)? else { return Ok(!text.text.is_empty()) };
    text.text = found;
    Ok(true)
}

fn fill_note(package: &mut Package<'_>, note: &mut CodedNote, path: Option<&str>) -> Result<bool, ReadError> {
    let Some(found) = content(package, path)? else { return Ok(!note.text.is_empty()) };
    found.strip_prefix('\u{feff}').unwrap_or(&found).clone_into(&mut note.text);
    Ok(true)
}

/// The text that a path names: in the archive, or nothing. What stands outside of it is never looked at.
fn content(package: &mut Package<'_>, path: Option<&str>) -> Result<Option<String>, ReadError> {
    let Some(name) = path.and_then(|path| path.strip_prefix("internal://")) else { return Ok(None) };
    let is_text = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    if !is_text {
        return Ok(None);
    }
    let Some(bytes) = package.bytes(&format!("{SOURCES}{name}"))? else { return Ok(None) };
    Ok(Some(match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => format!("\u{feff}{}", decoded(bytes)),
        // A byte order mark stays: whether it counts is still to be found out.
        _ => String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    }))
}

/// What is wrong in a file.
fn broken(file: &str, part: &str, why: &str) -> ReadError {
    damaged(file, part, &why)
}
