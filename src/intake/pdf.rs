//! The reader of PDF documents (ISO 32000-1): positioned letters to plain text in the order of reading, with its forms
//! beside it, as the other readers of documents make it.
//!
//! Where each letter stands is read off what the page draws; what is a word, a line, a column, a heading, a header or a
//! note is worked out from that here, the same way on every machine. The page stands with each paragraph. What repeats on
//! page after page, numbers of pages and tables of contents are `aside`, counted as structure. Pages that are pictures
//! are told, and so are blank ones: there is no recognition of letters in pictures.
//!
//! Start reading at [`read`]: [`file`] opens, [`draw`] follows a page, [`lines`], [`regions`], [`furniture`],
//! [`notes`], [`paragraphs`] and [`layout`] make text of it, in this order.

mod cmap;
mod draw;
mod file;
mod fonts;
mod furniture;
mod layout;
mod lexer;
mod lines;
mod logical;
mod matrix;
mod notes;
mod paragraphs;
mod pictures;
mod regions;
mod say;
mod spell;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::Document;

use self::draw::{Drawn, Fonts, Glyph};
use self::file::{File, MOST_PAGES};
use self::furniture::Page;
use self::say::Noticed;
use super::package::damaged;
use super::{ReadError, compose};
use crate::model::draft::{Format, SourceDraft};
use crate::text::is_right_to_left;

/// The reader's name and version.
pub(super) const NAME: &str = "pdf/1";

/// A file begins so, within its first bytes.
const BEGIN: &[u8] = b"%PDF-";

/// The mark may stand this far into the file.
const LATEST_BEGIN: usize = 1024;

/// A page with fewer letters is blank, or a picture.
const FEW_LETTERS: usize = 50;

/// A page of few letters is a scan when pictures cover more than this part of it.
const COVERED: f64 = 0.5;

/// Whether the bytes are a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    let begin = &bytes[..bytes.len().min(LATEST_BEGIN)];
    // A text may speak of the mark: further on it counts only where objects follow it.
    begin.trim_ascii_start().starts_with(BEGIN)
        || (holds(begin, BEGIN) && holds(&bytes[..bytes.len().min(8 * LATEST_BEGIN)], b" obj"))
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, protected or has no pages.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    // What the library stumbles over is a fault of the file.
    let opened = catch_unwind(AssertUnwindSafe(|| Document::load_mem(bytes)));
    let document = match opened {
        Ok(Ok(document)) => document,
        Ok(Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_))) => {
            return Err(ReadError::Protected { file: name.to_owned() });
        }
        Ok(Err(error)) => return Err(damaged(name, "the file", &say::plainly(&error, bytes))),
        Err(_) => return Err(damaged(name, "the file", &"its parts do not hold together")),
    };
    if document.is_encrypted() {
        return Err(ReadError::Protected { file: name.to_owned() });
    }
    let file = File { document };
    let (sheets, too_many) = file.pages();
    if sheets.is_empty() {
        return Err(damaged(name, "the file", &"it has no pages, or they cannot be found"));
    }
    let mut noticed = Noticed::new(sheets.len());
    if too_many {
        noticed.too_many(MOST_PAGES);
    }
    let (mut fonts, mut pages, mut addresses) = (Fonts::default(), Vec::new(), Vec::new());
    for (sheet, number) in sheets.iter().zip(1..) {
        let drawn = draw::page(&file, sheet, &mut fonts);
        look_over(&file, &drawn, number, &mut noticed);
        addresses.extend(say::addresses(&file, sheet.dict));
        pages.push(page(drawn, number));
    }
    let mut parts = layout::parts(pages);
    if let Some(body) = parts.first_mut() {
        addresses.dedup();
        body.aside.extend(addresses);
        if let Some(properties) = say::properties(&file) {
            body.aside.insert(0, properties);
        }
    }
    Ok(compose::document(Format::Pdf, NAME, parts, noticed.diagnostics()))
}

/// Notices pages without text, and letters that cannot be read.
fn look_over(file: &File, drawn: &Drawn<'_>, number: u32, noticed: &mut Noticed) {
    let letters = drawn.glyphs.iter().filter(|g| !g.text.trim().is_empty()).count();
    let unknown = drawn.glyphs.iter().filter(|g| g.text.contains('\u{fffd}')).count();
    if letters < FEW_LETTERS {
        let shown = drawn.pictures.iter().filter(|p| p.stream.is_none_or(|s| !pictures::is_plain(file, s)));
        let covered: f64 = shown.map(|p| p.share).sum();
        if covered > COVERED {
            noticed.scanned.push(number);
        } else if letters == 0 {
            noticed.blank.push(number);
        }
    }
    if unknown > 0 {
        noticed.unknown.push(number);
        noticed.unknown_letters += unknown;
    }
    if drawn.cut {
        noticed.cut.push(number);
    }
}

/// A page's lines: what is written in the usual direction, then what stands at other angles.
fn page(drawn: Drawn<'_>, number: u32) -> Page {
    let mut angles: HashMap<i32, Vec<Glyph>> = HashMap::new();
    for glyph in drawn.glyphs {
        angles.entry(glyph.angle).or_default().push(glyph);
    }
    let mut angles: Vec<(i32, Vec<Glyph>)> = angles.into_iter().collect();
    angles.sort_by_key(|(angle, glyphs)| (std::cmp::Reverse(glyphs.len()), *angle));
    let mut page = Page { height: drawn.height, regions: Vec::new() };
    for (i, (angle, glyphs)) in angles.into_iter().enumerate() {
        let (mut rtl, mut letters) = (0, 0);
        for c in glyphs.iter().filter_map(|g| g.text.chars().next()).filter(|c| c.is_alphabetic()) {
            letters += 1;
            rtl += usize::from(is_right_to_left(c));
        }
        let rules: &[draw::Rule] = if angle == 0 { &drawn.rules } else { &[] };
        if i == 0 && angle.rem_euclid(180) == 90 {
            page.height = drawn.width;
        }
        let regions = regions::regions(lines::pieces(glyphs), rules, rtl * 2 > letters);
        page.regions.extend(regions.into_iter().map(|pieces| lines::lines(pieces, number)));
    }
    page
}
