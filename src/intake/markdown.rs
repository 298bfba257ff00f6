//! The reader of documents: Markdown, which plain text is a case of, to plain text with its forms beside it.
//!
//! What comes of it: paragraphs parted by one blank line, list items and table rows by a line end; hard
//! breaks kept, soft ones a blank; numbers of ordered lists kept, since texts refer to them;
//! entities and escapes resolved; HTML tags and Markdown marks gone. Beside the text: forms
//! (headings, emphasis, lists, quotations, links, code, tables), blocks with their lines, and `aside`,
//! which holds what was read but is no text: front matter, targets of links, comments, styles.
//!
//! Footnotes are parts of their own, `footnote:LABEL`; the reference in the body reads "[LABEL]"
//! and carries the form `Link("footnote:LABEL")`. Indented text is prose here, not code: submissions
//! hold no programs, but many were indented by a word processor.
//!
//! Start reading at [`read`]; [`walk`] turns events into leaves, [`mend`] joins what a page
//! break tore; leaves and their layout are those of every document ([`super::leaf`], [`super::compose`]).

mod html;
mod mend;
mod walk;

use std::borrow::Cow;

use super::decode::Text;
use super::{MAX_DOCUMENT, ReadError, compose};
use crate::model::draft::{Format, SourceDraft};

/// The reader's name and version.
pub(super) const NAME: &str = "markdown/2";

/// Begins the `aside` that holds a document's front matter.
pub(super) const FRONT_MATTER: &str = "---\n";

/// Reads a document.
///
/// # Errors
/// When it is longer than [`MAX_DOCUMENT`].
pub(super) fn read(text: &Text<'_>, name: &str) -> Result<SourceDraft, ReadError> {
    if text.bytes.len() > MAX_DOCUMENT {
        let (size, limit) = (text.bytes.len() >> 20, MAX_DOCUMENT >> 20);
        let what = format!("a document of {size} MiB, over the limit of {limit} MiB");
        return Err(ReadError::TooLarge { file: name.to_owned(), what });
    }
    let shown = with_plain_line_ends(text.shown());
    let (front, body) = front_matter(&shown);
    let first_line = shown[..shown.len() - body.len()].matches('\n').count() as u32 + 1;
    let mut walk = walk::Walk::new(body, first_line);
    walk.run();
    let mut parts = mend::parts(walk);
    if let (Some(front), Some(first)) = (front, parts.first_mut()) {
        first.aside.insert(0, format!("{FRONT_MATTER}{front}"));
    }
    Ok(compose::document(Format::Markdown, NAME, parts, text.told()))
}

fn with_plain_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// Takes a YAML block off the top: between two lines of three dashes, the first line "key:".
fn front_matter(text: &str) -> (Option<&str>, &str) {
    let Some(inside) = text.strip_prefix("---\n") else { return (None, text) };
    let first = inside.lines().next().unwrap_or_default();
    let is_key = first.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    });
    let mut end = 0;
    for line in inside.split_inclusive('\n') {
        if is_key && matches!(line.trim_end(), "---" | "...") {
            return (Some(&inside[..end]), &inside[end + line.len()..]);
        }
        end += line.len();
    }
    (None, text)
}
