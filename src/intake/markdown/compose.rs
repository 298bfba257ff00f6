//! Lays leaves out as plain text with forms and blocks, after joining paragraphs that a page break tore.
//!
//! Torn is a paragraph, or list item, that ends without a sign that ends a sentence, before a paragraph
//! that begins in lower case. Headings, bold lines and new list items are never joined to what stands before.

use super::leaf::{Compounds, Item, Join, Kind, Leaf};
use super::walk::Walk;
use crate::intake::headings;
use crate::model::draft::{Block, PartDraft};
use crate::model::span::{Form, Formed, Span};

/// A bold line longer than this is emphasis, not a heading.
const LONGEST_BOLD_HEADING: u32 = 500;

/// The document's parts, `body` first.
pub(super) fn parts(walk: Walk<'_>) -> Vec<PartDraft> {
    let (parts, aside, compounds) = walk.into_leaves();
    let mut drafts: Vec<PartDraft> = parts
        .into_iter()
        .map(|(place, leaves)| {
            let mut page = Page::default();
            for leaf in mended(leaves, &compounds) {
                page.add(leaf);
            }
            page.finish(place)
        })
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

/// Whether a stretch is bold as a whole. Forms stand in order of their start; looking at the few that
/// begin at or before the stretch keeps this quick in a leaf of a megabyte.
fn is_bold(leaf: &Leaf, block: Span) -> bool {
    let begun = leaf.forms.partition_point(|f| f.span.start <= block.start);
    let nearest = leaf.forms[..begun].iter().rev().take(8);
    nearest.into_iter().any(|f| f.form == Form::Strong && f.span.end >= block.end)
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

fn shifted(formed: Formed, by: u32) -> Formed {
    Formed { span: Span::new(formed.span.start + by, formed.span.end + by), ..formed }
}

/// What was laid out last, for the space before the next leaf.
#[derive(Clone, Copy)]
struct Last {
    kind: Kind,
    item: Option<Item>,
}

#[derive(Default)]
struct Page {
    text: String,
    chars: u32,
    forms: Vec<Formed>,
    blocks: Vec<Block>,
    last: Option<Last>,
    /// Where in `forms` the form of the present list item stands.
    item_form: Option<(usize, usize)>,
}

impl Page {
    fn add(&mut self, leaf: Leaf) {
        let space = self.space_before(&leaf);
        self.text.push_str(space);
        self.chars += space.len() as u32;
        let (start, end) = (self.chars, self.chars + leaf.chars);
        let whole = Span::new(start, end);
        self.block_forms(&leaf, whole);
        for (i, (begin, line)) in leaf.blocks.iter().enumerate() {
            // A block ends before the line end that parts it from the next.
            let stop = leaf.blocks.get(i + 1).map_or(leaf.chars, |next| next.0 - 1);
            let span = Span::new(begin + start, stop + start);
            let bold = leaf.kind == Kind::Prose && leaf.item.is_none() && span.len() <= LONGEST_BOLD_HEADING;
            if bold && is_bold(&leaf, Span::new(*begin, stop)) {
                self.forms.push(Formed { span, form: Form::Heading(0) });
            }
            self.blocks.push(Block { span, line: *line, page: None });
        }
        self.forms.extend(leaf.forms.into_iter().map(|f| shifted(f, start)));
        self.text.push_str(&leaf.text);
        self.chars = end;
        self.last = Some(Last { kind: leaf.kind, item: leaf.item });
    }

    fn space_before(&self, leaf: &Leaf) -> &'static str {
        let Some(last) = self.last else { return "" };
        let rows = matches!((last.kind, leaf.kind), (Kind::Row(a), Kind::Row(b)) if a == b);
        let items = matches!((last.item, leaf.item), (Some(a), Some(b)) if a.list == b.list && b.first);
        if rows || items { "\n" } else { "\n\n" }
    }

    fn block_forms(&mut self, leaf: &Leaf, span: Span) {
        if let Some(item) = leaf.item {
            match self.item_form {
                Some((id, at)) if id == item.id => self.forms[at].span.end = span.end,
                _ => {
                    self.item_form = Some((item.id, self.forms.len()));
                    self.forms.push(Formed { span, form: Form::ListItem(item.depth) });
                }
            }
        }
        if leaf.quoted {
            self.forms.push(Formed { span, form: Form::Quote });
        }
        match leaf.kind {
            Kind::Heading(level) => self.forms.push(Formed { span, form: Form::Heading(level) }),
            Kind::Code => self.forms.push(Formed { span, form: Form::Code }),
            Kind::Row(_) => self.forms.push(Formed { span, form: Form::Table }),
            Kind::Prose => {}
        }
    }

    fn finish(mut self, place: String) -> PartDraft {
        self.forms.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
        PartDraft { place, text: self.text, forms: self.forms, blocks: self.blocks, aside: Vec::new() }
    }
}
