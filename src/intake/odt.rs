//! The reader of ODT documents (OpenDocument 1.3, part 3): paragraphs, lists and headings with their automatic numbers,
//! tables, notes and text boxes to plain text with its forms beside it, as the reader of DOCX makes it.
//!
//! What is shown on the page is text. What is read and is no text of the submission is `aside`, counted as structure:
//! addresses of links, headers and footers (each once), tables of contents and other indexes, prompts of forms that were
//! left as they are, hidden words, descriptions of pictures, title and author. What was deleted and what reviewers
//! remarked is left out, and said.
//!
//! Start reading at [`read`]; [`walk`] goes through the elements, [`place`] says where a paragraph stands, [`styles`]
//! and [`lists`] what it looks like and which number it has; [`drawn`] is for what stands in frames.

mod drawn;
mod lists;
mod place;
mod styles;
mod walk;

use std::collections::BTreeSet;

use self::styles::Styles;
use self::walk::{Note, Walk};
use super::package::{Package, damaged};
use super::remark::remark;
use super::{ReadError, compose, properties};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Format, PartDraft, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "odt/1";

/// Reads a document.
///
/// # Errors
/// When a part of it is damaged, protected or over a limit.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    let mut package = Package::open(bytes, name)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Protected { file: name.to_owned() });
    }
    let missing = || damaged(name, "content.xml", &"it is not there");
    let text = package.part("content.xml")?.ok_or_else(missing)?;
    let pages = package.part("styles.xml")?.unwrap_or_default();
    let (mut styles, mut diagnostics) = (Styles::default(), Vec::new());
    if let Err(why) = styles.take(&pages) {
        diagnostics.push(damaged_styles(&why));
    }
    styles.take(&text).map_err(|e| damaged(name, "content.xml", &e))?;
    let mut walk = Walk::new(&styles);
    let body = walk.body(&text).map_err(|e| damaged(name, "content.xml", &e))?;
    drop(text);
    // Styles that are damaged were told; their headers and footers are those up to there.
    let furniture: BTreeSet<String> =
        walk.furniture(&pages).unwrap_or_default().into_iter().map(|leaf| leaf.text).collect();
    let Walk { mut aside, said, notes, .. } = walk;
    aside.extend(furniture);
    if let Some(about) = package.part("meta.xml")?.and_then(|text| about(&text)) {
        aside.insert(0, about);
    }
    let left_out = "left out: tracked changes count as accepted";
    let remarks = [
        remark(said.comments, "comment", "comments", "of reviewers left out"),
        remark(said.deletions, "deletion", "deletions", left_out),
        remark(said.pictures, "picture", "pictures", "not read"),
        remark(said.objects, "included object", "included objects", "not read"),
    ];
    diagnostics.extend(remarks.into_iter().flatten());
    let mut parts = vec![compose::part("body".to_owned(), body)];
    parts.extend(note_parts(notes));
    parts[0].aside = aside;
    Ok(compose::document(Format::Odt, NAME, parts, diagnostics))
}

fn damaged_styles(why: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        place: "the styles".to_owned(),
        what: format!("they are damaged, and the text was read without some of them: {why}"),
        hint: "Open the file in the program that made it, save it again, and import that.".to_owned(),
    }
}

/// Title and author; who wrote it first goes before who saved it last.
fn about(text: &str) -> Option<String> {
    let mut found = properties::read(text, |prefix, local| match (prefix, local) {
        ("dc", "title") => Some("title"),
        ("meta", "initial-creator") => Some("author"),
        ("dc", "creator") => Some("last"),
        _ => None,
    });
    let last = found.extract_if(.., |(name, _)| *name == "last").last();
    if !found.iter().any(|(name, _)| *name == "author") {
        found.extend(last.map(|(_, value)| ("author", value)));
    }
    properties::kept(found)
}

fn note_parts(mut notes: Vec<Note>) -> impl Iterator<Item = PartDraft> {
    notes.sort_by_key(|note| (note.at_end, note.label));
    let part = |note: Note| compose::part(compose::note(note.at_end, note.label).0, note.leaves);
    notes.into_iter().map(part).filter(|part| !part.text.is_empty())
}
