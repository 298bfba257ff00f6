//! The reader of DOCX documents (ECMA-376, part 1): paragraphs, lists with their automatic numbers, tables, notes and
//! text boxes to plain text with its forms beside it, as the reader of Markdown makes it.
//!
//! What is shown on the page is text: tracked insertions, results of fields, ticked boxes, automatic numbers. What is
//! read and is no text of the submission is `aside`, counted as structure: addresses of links, headers and footers (each
//! once), tables of contents, prompts of forms that were left as they are, hidden words, descriptions of pictures,
//! the document's properties. What was deleted and what reviewers remarked is left out, and said.
//!
//! A paragraph's number stands where Markdown has a line. Text is in logical order, as the file has it.
//!
//! Start reading at [`read`]; [`walk`] goes through the elements, [`frame`] fills paragraphs, [`styles`] and
//! [`numbering`] say what they look like, [`super::cells`] lays out tables.

mod fields;
mod frame;
mod numbering;
mod say;
mod styles;
mod walk;

use std::collections::{BTreeSet, HashMap};

use self::frame::Shared;
use self::numbering::Numbering;
use self::styles::Styles;
use self::walk::{Labels, NoteId, NoteKind, Said, Walk};
use super::leaf::Leaf;
use super::package::{Package, Relationship, damaged};
use super::remark::remark;
use super::xml::{Piece, Pieces};
use super::{ReadError, compose, properties};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Format, PartDraft, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "docx/1";

/// Reads a document.
///
/// # Errors
/// When a part of it is damaged, protected or over a limit.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    let mut package = Package::open(bytes, name)?;
    let main =
        main_part(&mut package)?.ok_or_else(|| damaged(name, "the archive", &"it names no document"))?;
    Reading { package, file: name, relationships: Vec::new() }.read(&main)
}

/// The name of the part that holds the text.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<Option<String>, ReadError> {
    let named = package.relationships("")?.into_iter().find(|r| r.kind == "officeDocument" && !r.external);
    let target = named.map_or_else(|| "word/document.xml".to_owned(), |r| r.target);
    let is_here = target.starts_with("word/") && package.has(&target);
    Ok(if is_here {
        Some(target)
    } else {
        package.has("word/document.xml").then(|| "word/document.xml".to_owned())
    })
}

struct Reading<'a> {
    package: Package<'a>,
    file: &'a str,
    /// What the main part names.
    relationships: Vec<Relationship>,
}

impl Reading<'_> {
    fn read(mut self, main: &str) -> Result<SourceDraft, ReadError> {
        self.relationships = self.package.relationships(main)?;
        let text = self.package.part(main)?.unwrap_or_default();
        let mut diagnostics = Vec::new();
        let shared = self.shared(&mut diagnostics)?;
        let mut walk = Walk::new(shared);
        let links = links(&self.relationships);
        let body = walk.part(&text, links).map_err(|e| damaged(self.file, main, &e))?;
        drop(text);
        for kind in ["footnotes", "endnotes"] {
            self.beside(&mut walk, kind)?;
        }
        let mut furniture = BTreeSet::new();
        for kind in ["header", "footer"] {
            for leaf in self.beside(&mut walk, kind)? {
                furniture.insert(leaf.text);
            }
        }
        let Walk { mut aside, said, notes, labels, .. } = walk;
        aside.extend(furniture);
        aside.extend(self.drawn()?);
        if let Some(properties) = self.properties()? {
            aside.insert(0, properties);
        }
        diagnostics.extend(self.remarks(&said)?);
        let mut parts = vec![compose::part("body".to_owned(), body)];
        parts.extend(note_parts(notes, labels));
        parts[0].aside = aside;
        Ok(compose::document(Format::Docx, NAME, parts, diagnostics))
    }

    /// The targets of a kind.
    fn targets(&self, kind: &str) -> Vec<String> {
        let named = self.relationships.iter().filter(|r| r.kind == kind && !r.external);
        named.map(|r| r.target.clone()).collect()
    }

    /// Styles and lists; where they are damaged the text is read without them, and that is said.
    fn shared(&mut self, told: &mut Vec<Diagnostic>) -> Result<Shared, ReadError> {
        let mut text = |kind: &str| match self.targets(kind).first() {
            Some(target) => self.package.part(target),
            None => Ok(None),
        };
        let (styles, lists) = (text("styles")?, text("numbering")?);
        let mut warn = |what: &str, why: String| {
            told.push(Diagnostic {
                severity: Severity::Warning,
                place: what.to_owned(),
                what: format!("they are damaged, and the text was read without them: {why}"),
                hint: "Open the file in the program that made it, save it again, and import that.".to_owned(),
            });
        };
        let styles = Styles::read(styles.as_deref().unwrap_or_default()).unwrap_or_else(|why| {
            warn("the styles", why);
            Styles::default()
        });
        let numbering = Numbering::read(lists.as_deref().unwrap_or_default()).unwrap_or_else(|why| {
            warn("the lists' numbers", why);
            Numbering::default()
        });
        Ok(Shared { styles, numbering, lists: 0, items: 0 })
    }

    /// Reads the parts of a kind that stand beside the main one.
    fn beside(&mut self, walk: &mut Walk, kind: &str) -> Result<Vec<Leaf>, ReadError> {
        let mut leaves = Vec::new();
        for target in self.targets(kind) {
            let Some(text) = self.package.part(&target)? else { continue };
            let links = links(&self.package.relationships(&target)?);
            leaves.extend(walk.part(&text, links).map_err(|e| damaged(self.file, &target, &e))?);
        }
        Ok(leaves)
    }

    /// The words in diagrams and charts, which are parts of their own.
    fn drawn(&mut self) -> Result<Vec<String>, ReadError> {
        let mut said = Vec::new();
        let is_drawn =
            |name: &String| name.starts_with("word/diagrams/data") || name.starts_with("word/charts/chart");
        for name in self.package.names().into_iter().filter(is_drawn) {
            let text = self.package.part(&name)?.unwrap_or_default();
            let (mut pieces, mut in_text) = (Pieces::new(&text), false);
            // A drawing that is damaged says what it says up to there.
            while let Ok(Some(piece)) = pieces.next() {
                match piece {
                    Piece::Open(tag) => in_text = matches!(tag.name(), ("a", "t") | ("c", "v")),
                    Piece::Close(_) => in_text = false,
                    Piece::Text(text) if in_text && text.contains(char::is_alphabetic) => {
                        said.push(text.into_owned());
                    }
                    Piece::Text(_) => {}
                }
            }
        }
        Ok(said)
    }

    fn properties(&mut self) -> Result<Option<String>, ReadError> {
        let named = self.package.relationships("")?.into_iter().find(|r| r.kind == "core-properties");
        let target = named.map_or_else(|| "docProps/core.xml".to_owned(), |r| r.target);
        let Some(text) = self.package.part(&target)? else { return Ok(None) };
        Ok(properties::kept(properties::read(&text, |_, local| match local {
            "title" => Some("title"),
            "creator" => Some("author"),
            _ => None,
        })))
    }

    /// What is left out.
    fn remarks(&mut self, said: &Said) -> Result<Vec<Diagnostic>, ReadError> {
        let mut comments = 0;
        for target in self.targets("comments") {
            let text = self.package.part(&target)?.unwrap_or_default();
            let mut pieces = Pieces::new(&text);
            while let Ok(Some(piece)) = pieces.next() {
                comments += usize::from(matches!(piece, Piece::Open(tag) if tag.name() == ("w", "comment")));
            }
        }
        let left_out = "left out: tracked changes count as accepted";
        let all = [
            remark(comments, "comment", "comments", "of reviewers left out"),
            remark(said.deletions, "deletion", "deletions", left_out),
            remark(said.pictures, "picture", "pictures", "not read"),
            remark(said.inclusions, "included file", "included files", "not read: import it by itself"),
        ];
        Ok(all.into_iter().flatten().collect())
    }
}

/// The addresses that links name, by their ids.
fn links(named: &[Relationship]) -> HashMap<String, String> {
    let links = named.iter().filter(|r| r.external && r.kind == "hyperlink");
    links.map(|r| (r.id.clone(), r.target.clone())).collect()
}

/// Notes as parts, in the order of their numbers; those that nothing refers to come last.
fn note_parts(notes: Vec<(NoteId, Vec<Leaf>)>, mut labels: Labels) -> Vec<PartDraft> {
    let mut found: Vec<(NoteKind, usize, Vec<Leaf>)> = Vec::new();
    for (id, leaves) in notes {
        let kind = id.0;
        found.push((kind, labels.of(id), leaves));
    }
    found.sort_by_key(|(kind, label, _)| (*kind == NoteKind::Endnote, *label));
    let part = |(kind, label, leaves): (NoteKind, usize, Vec<Leaf>)| {
        compose::part(compose::note(kind == NoteKind::Endnote, label).0, leaves)
    };
    found.into_iter().map(part).filter(|part| !part.text.is_empty()).collect()
}
