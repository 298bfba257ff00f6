//! A stretch of paragraphs: the body, a cell, a text box or a note, each filled by itself.

use super::numbering::Numbering;
use super::styles::{ListPlace, Style, Styles};
use crate::intake::cells::Table;
use crate::intake::leaf::{Compounds, Inline, Item, Kind, Leaf, Look};
use crate::model::span::Form;

/// What a paragraph says of itself, and what of it does not go into the text.
#[derive(Default)]
pub(super) struct Paragraph {
    /// As people count, over the whole document.
    pub(super) number: u32,
    pub(super) style_id: Option<String>,
    /// Its own properties; they go before its style's.
    pub(super) own: Style,
    /// Its end was deleted: the next paragraph belongs to it.
    pub(super) runs_on: bool,
    /// Words that stand beside the text: hidden, or of a table of contents.
    pub(super) beside: String,
    style: Option<Style>,
    look: Look,
}

impl Paragraph {
    /// What its style says.
    pub(super) fn style(&mut self, styles: &Styles) -> &Style {
        self.style.get_or_insert_with(|| styles.paragraph(self.style_id.as_deref()))
    }
}

/// Leaves that are finished, and the paragraph that is being filled.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) leaves: Vec<Leaf>,
    pub(super) paragraph: Paragraph,
    pub(super) tables: Vec<Table>,
    /// Text boxes that are anchored in the open paragraph; they come after it.
    boxes: Vec<Leaf>,
    inline: Option<Inline>,
    is_heading: bool,
    /// The number of the paragraph has not been counted yet.
    uncounted: bool,
    /// The list of the last leaf, if it was an item.
    list: Option<(String, usize)>,
}

/// What all frames of a document share.
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// How many lists and items there were.
    pub(super) lists: usize,
    pub(super) items: usize,
}

impl Frame {
    /// Begins a paragraph, or goes on with one whose end was deleted.
    pub(super) fn begin(&mut self, number: u32, shared: &mut Shared) {
        if !std::mem::take(&mut self.paragraph.runs_on) {
            self.end(shared);
            self.paragraph = Paragraph { number, ..Paragraph::default() };
            self.uncounted = true;
        }
    }

    /// Ends the paragraph that is open.
    pub(super) fn end(&mut self, shared: &mut Shared) {
        if self.inline.is_none() && self.uncounted {
            // A number that stands before nothing is still counted.
            self.numbered(shared);
        }
        if let Some(leaf) = self.inline.take().and_then(|inline| inline.finish(&Compounds::default())) {
            if leaf.item.is_none() {
                self.list = None;
            }
            self.leaves.push(leaf);
        }
        self.leaves.append(&mut self.boxes);
    }

    /// Takes what stands in a text box.
    pub(super) fn take_box(&mut self, leaves: Vec<Leaf>) {
        self.boxes.extend(leaves);
    }

    /// All leaves, the last paragraph ended.
    pub(super) fn finish(mut self, shared: &mut Shared) -> Vec<Leaf> {
        self.end(shared);
        self.leaves
    }

    /// Says text that looks so.
    pub(super) fn say(&mut self, text: &str, look: Look, shared: &mut Shared) {
        self.inline(shared);
        let Some(inline) = &mut self.inline else { return };
        // A blank belongs to what stands around it.
        if !text.trim().is_empty() {
            let look = Look { strong: look.strong && !self.is_heading, ..look };
            inline.turn(self.paragraph.look, look);
            self.paragraph.look = look;
        }
        inline.push(text);
    }

    /// Ends a line within the paragraph.
    pub(super) fn line_end(&mut self) {
        let line = self.paragraph.number;
        if let Some(inline) = &mut self.inline {
            inline.line_end(true, line);
        }
    }

    /// Begins a form that is not a matter of the run's look.
    pub(super) fn open(&mut self, form: Form, shared: &mut Shared) {
        self.inline(shared).open(form);
    }

    /// Ends the innermost link.
    pub(super) fn close_link(&mut self) {
        if let Some(inline) = &mut self.inline {
            inline.close(|form| matches!(form, Form::Link(_)));
        }
    }

    fn numbered(&mut self, shared: &mut Shared) -> Option<(String, super::numbering::Numbered)> {
        self.uncounted = false;
        let own = self.paragraph.own.list.clone();
        let style = self.paragraph.style(&shared.styles);
        let place = ListPlace {
            list: own.list.or_else(|| style.list.list.clone()),
            level: own.level.or(style.list.level),
        };
        let list = place.list.clone()?;
        let numbered = shared.numbering.next(&place, self.paragraph.style_id.as_deref(), &shared.styles)?;
        Some((list, numbered))
    }

    /// The leaf that is being filled; begun with what stands before it by itself.
    fn inline(&mut self, shared: &mut Shared) -> &mut Inline {
        if self.inline.is_none() {
            let begun = self.begun(shared);
            self.inline = Some(begun);
        }
        let line = self.paragraph.number;
        self.inline.get_or_insert_with(|| Inline::new(Kind::Prose, line, None, false))
    }

    fn begun(&mut self, shared: &mut Shared) -> Inline {
        let numbered = self.numbered(shared);
        let own = self.paragraph.own.clone();
        let style = self.paragraph.style(&shared.styles);
        let heading = if own.outline.is_some() { own.heading() } else { style.heading() };
        let quote = style.says.quote;
        self.paragraph.look = Look::default();
        self.is_heading = heading.is_some();
        let item = numbered.as_ref().filter(|_| heading.is_none()).map(|(list, numbered)| {
            shared.items += 1;
            let same = self.list.as_ref().filter(|(last, _)| last == list).map(|(_, id)| *id);
            let id = same.unwrap_or_else(|| {
                shared.lists += 1;
                shared.lists
            });
            self.list = Some((list.clone(), id));
            Item { id: shared.items, list: id, depth: numbered.level + 1, first: true }
        });
        let kind = heading.map_or(Kind::Prose, Kind::Heading);
        let mut inline = Inline::new(kind, self.paragraph.number, item, quote);
        if let Some((_, numbered)) = numbered.filter(|(_, n)| !n.marker.is_empty()) {
            inline.push(&numbered.marker);
            inline.push(" ");
        }
        inline
    }
}
