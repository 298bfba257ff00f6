//! The reader of web pages, as forms and browsers save them: what a browser shows is text, with its forms beside it, as
//! the reader of Markdown makes it.
//!
//! Tags are read as a browser reads them, so that a broken page gives what it shows. What is read and is no text of the
//! submission is `aside`, counted as structure: addresses of links, hidden text, menus, the page's own header and
//! footer where they are plainly that, descriptions of pictures, buttons and the choices of forms that were not made,
//! title and author. Scripts, styles, templates and comments are left out, and said.
//!
//! Start reading at [`read`]; [`tree`] makes a tree of the tags, [`walk`] goes through it, [`element`] says what one is.

mod element;
mod encoding;
mod lists;
mod tree;
mod walk;

use self::walk::{Said, Walk};
use super::remark::remark;
use super::{ReadError, compose, ends_in, properties};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Format, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "html/1";

/// The largest page that is read, in bytes.
const LARGEST: usize = 16 << 20;

/// How much of a file is looked at to see whether it is a page, in bytes.
const WINDOW: usize = 64 << 10;

/// Whether a file is a page by its beginning; by its name, too, where it begins with any other tag.
pub(super) fn is_page(bytes: &[u8], name: &str) -> bool {
    let is_named = ends_in(name, &["html", "htm", "xhtml", "xht"]);
    let beginning = beginning(bytes);
    let begins = |tag: &str| {
        let rest = beginning.strip_prefix(tag);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
    };
    ["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins)
        || (is_named && begins_with_tag(&beginning))
}

/// Whether a file may be a page, whatever its name is.
pub(super) fn may_be(bytes: &[u8]) -> bool {
    begins_with_tag(&beginning(bytes))
}

fn begins_with_tag(beginning: &str) -> bool {
    beginning
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')))
}

/// The beginning in lower case, behind what may stand before the first tag: white space, comments, a declaration.
fn beginning(bytes: &[u8]) -> String {
    let looked_at = &bytes[..bytes.len().min(WINDOW)];
    if !looked_at.contains(&b'<') {
        return String::new();
    }
    let text = encoding::decoded(looked_at).0;
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let behind = match rest {
            r if r.starts_with("<!--") => r.find("-->").map(|at| &r[at + 3..]),
            r if r.starts_with("<?") => r.find('>').map(|at| &r[at + 1..]),
            _ => None,
        };
        match behind {
            Some(behind) => rest = behind.trim_start(),
            None => return rest.chars().take(64).collect::<String>().to_lowercase(),
        }
    }
}

/// Reads a page.
///
/// # Errors
/// When it is over a limit.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<SourceDraft, ReadError> {
    let too_large = |what: String| ReadError::TooLarge { file: name.to_owned(), what };
    if bytes.len() > LARGEST {
        let (size, limit) = (bytes.len() >> 20, LARGEST >> 20);
        return Err(too_large(format!("a page of {size} MiB, over the limit of {limit} MiB")));
    }
    let (page, warning) = encoding::decoded(bytes);
    let tree = tree::of(&page)
        .ok_or_else(|| too_large(format!("a page of more than {} elements", tree::MOST_NODES)))?;
    drop(page);
    let Walk { leaves, mut aside, said, about, .. } = Walk::through(&tree);
    if let Some(about) = properties::kept(about) {
        aside.insert(0, about);
    }
    let mut diagnostics: Vec<Diagnostic> = warning.into_iter().collect();
    let mut body = compose::part("body".to_owned(), leaves);
    diagnostics.extend(remarks(&said, body.text.is_empty()));
    body.aside = aside;
    Ok(compose::document(Format::Html, NAME, vec![body], diagnostics))
}

/// What is left out.
fn remarks(said: &Said, is_empty: bool) -> Vec<Diagnostic> {
    let none = (is_empty && said.scripts > 0).then(|| Diagnostic {
        severity: Severity::Warning,
        place: "the page".to_owned(),
        what: "no text stands in it: a script writes what a browser shows".to_owned(),
        hint: "Open it in a browser, save it from there as a whole page or as text, and import that."
            .to_owned(),
    });
    let all = [
        none,
        remark(said.scripts, "script", "scripts", "left out"),
        remark(said.styles, "style sheet", "style sheets", "left out"),
        remark(said.templates, "template", "templates", "left out"),
        remark(said.comments, "comment", "comments", "in the page left out"),
        remark(said.pictures, "picture", "pictures", "not read"),
        remark(said.frames, "included page", "included pages", "not read: import it by itself"),
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_beginning_and_text_with_tags_is_none() {
        for page in [
            "<!DOCTYPE html><p>x",
            "\u{feff} <!-- saved --><HTML lang=en>",
            "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>",
            "<body>",
        ] {
            assert!(is_page(page.as_bytes(), "a.md") && may_be(page.as_bytes()), "{page}");
        }
        for text in ["# Title\n<html>", "<b>Bold</b> text", "<htmlx>", "<p>A</p>", "a < b", ""] {
            assert!(!is_page(text.as_bytes(), "a.md"), "{text}");
        }
        assert!(is_page(b"<p>A</p>", "a.HTM") && !is_page(b"No tag", "a.html"));
        let wide: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_page(&wide, "a"));
    }
}
