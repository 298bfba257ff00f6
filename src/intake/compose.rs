//! Lays leaves out as plain text with forms and blocks: the same for every format of documents.

use super::leaf::{Item, Kind, Leaf, is_bold, shifted};
use crate::model::diagnostic::Diagnostic;
use crate::model::draft::{Block, Body, Format, PartDraft, RecordDraft, SourceDraft};
use crate::model::span::{Form, Formed, Span};

/// A bold line longer than this is emphasis, not a heading.
const LONGEST_BOLD_HEADING: u32 = 500;

/// A document as a reader gives it.
pub(super) fn document(
    format: Format,
    reader: &str,
    parts: Vec<PartDraft>,
    diagnostics: Vec<Diagnostic>,
) -> SourceDraft {
    SourceDraft {
        format,
        reader: reader.to_owned(),
        header_row: 0,
        header: Vec::new(),
        records: vec![RecordDraft { locator: String::new(), body: Body::Document(parts) }],
        diagnostics,
    }
}

/// The name of the part that holds a note, and what refers to it in the text.
pub(super) fn note(at_end: bool, label: usize) -> (String, String) {
    if at_end {
        (format!("endnote:{label}"), format!("[e{label}]"))
    } else {
        (format!("footnote:{label}"), format!("[{label}]"))
    }
}

/// One part of a document.
pub(super) fn part(place: String, leaves: impl IntoIterator<Item = Leaf>) -> PartDraft {
    let mut page = Page::default();
    for leaf in leaves {
        page.add(leaf);
    }
    page.finish(place)
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
