//! Joins paragraphs that a page break tore, and has the leaves laid out.
//!
//! Torn is a paragraph, or list item, that ends without a sign that ends a sentence, before a paragraph
//! that begins in lower case. Headings, bold lines and new list items are never joined to what stands before.

use super::walk::Walk;
use crate::intake::leaf::{Compounds, Join, Kind, Leaf, is_bold, shifted};
use crate::intake::{compose, headings};
use crate::model::draft::PartDraft;
use crate::model::span::Span;

/// The document's parts, `body` first.
pub(super) fn parts(walk: Walk<'_>) -> Vec<PartDraft> {
    let (parts, aside, compounds) = walk.into_leaves();
    let mut drafts: Vec<PartDraft> = parts
        .into_iter()
        .map(|(place, leaves)| compose::part(place, mended(leaves, &compounds)))
        .filter(|part| part.place == "body" || !part.text.is_empty())
        .collect();
    if let Some(body) = drafts.first_mut() {
        body.aside = aside;
    }
    drafts
}

/// Joins what a page break tore.
fn mended(leaves: Vec<Leaf>, compounds: &Compounds) -> Vec<Leaf> {
    let mut whole: Vec<Leaf> = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        match whole.last_mut() {
            Some(before) if is_torn(before, &leaf) => append(before, leaf, compounds),
            _ => whole.push(leaf),
        }
    }
    whole
}

fn is_torn(before: &Leaf, after: &Leaf) -> bool {
    let prose = before.kind == Kind::Prose && after.kind == Kind::Prose && before.quoted == after.quoted;
    let continues = after.item.is_none_or(|item| !item.first && before.item.is_some_and(|b| b.id == item.id));
    prose
        && continues
        && after.text.chars().next().is_some_and(char::is_lowercase)
        && !ends_sentence(&before.text)
        && !is_bold(before, last_block(before))
        && !is_bold(after, Span::new(0, after.blocks.get(1).map_or(after.chars, |b| b.0)))
        && !is_label(before)
        && !last_line_is_address(&before.text)
}

/// Whether the text ends as a sentence, a heading or an enumeration does, closing quotes and brackets set aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '）', '」', ' ']);
    text.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '：', '；', '؟', '؛', '۔'])
}

fn last_block(leaf: &Leaf) -> Span {
    Span::new(leaf.blocks.last().map_or(0, |b| b.0), leaf.chars)
}

/// A short paragraph that begins with a question's label is a heading, whatever ends it.
fn is_label(leaf: &Leaf) -> bool {
    leaf.chars < 80 && headings::label(&leaf.text).is_some_and(|l| l.explicit || l.parted)
}

fn last_line_is_address(text: &str) -> bool {
    text.rsplit([' ', '\n']).next().is_some_and(|word| word.contains("://"))
}

fn append(before: &mut Leaf, after: Leaf, compounds: &Compounds) {
    let tail_start = before.text.char_indices().rev().nth(100).map_or(0, |(i, _)| i);
    match compounds.join(&before.text[tail_start..], &after.text) {
        Join::DropHyphen => {
            before.text.pop();
            before.chars -= 1;
            // Looking at the last few keeps this quick in a leaf of a megabyte. A form of the hyphen alone goes with it.
            let mut last = before.forms.split_off(before.forms.len().saturating_sub(8));
            for formed in &mut last {
                formed.span.end = formed.span.end.min(before.chars);
            }
            last.retain(|formed| formed.span.start < formed.span.end);
            before.forms.append(&mut last);
        }
        Join::Nothing => {}
        Join::Blank | Join::LineEnd | Join::Apart => {
            before.text.push(' ');
            before.chars += 1;
        }
    }
    let shift = before.chars;
    before.text.push_str(&after.text);
    before.chars += after.chars;
    before.forms.extend(after.forms.into_iter().map(|f| shifted(f, shift)));
    before.blocks.extend(after.blocks.into_iter().skip(1).map(|(start, line)| (start + shift, line)));
}
