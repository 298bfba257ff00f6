//! A stretch of paragraphs that is being filled: a body, a cell, a text box or a note, each by itself.
//!
//! A paragraph is announced with all that is known of it; its leaf is made when the first word of it comes, so that
//! what holds no word leaves nothing behind.

use super::cells::{Row, Table};
use super::leaf::{Compounds, Inline, Item, Kind, Leaf, Look};
use crate::model::span::Form;

/// What is known of a paragraph before its first word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Opening {
    pub(super) kind: Kind,
    /// As people count in the source.
    pub(super) line: u32,
    pub(super) item: Option<Item>,
    pub(super) quoted: bool,
    /// What stands before it by itself, such as its automatic number.
    pub(super) marker: String,
}

impl Opening {
    /// A plain paragraph.
    pub(super) fn prose(line: u32) -> Self {
        Self { kind: Kind::Prose, line, item: None, quoted: false, marker: String::new() }
    }
}

/// Leaves that are finished, and the paragraph that is being filled.
#[derive(Default)]
pub(super) struct Flow {
    leaves: Vec<Leaf>,
    tables: Vec<Table>,
    /// Text boxes that are anchored in the open paragraph; they come after it.
    boxes: Vec<Leaf>,
    opening: Option<Opening>,
    inline: Option<Inline>,
    is_heading: bool,
    look: Look,
    /// A blank that comes now says nothing: one stands there, or the line begins.
    blank: bool,
}

impl Flow {
    /// Begins a paragraph.
    pub(super) fn begin(&mut self, opening: Opening) {
        self.end();
        self.opening = Some(opening);
    }

    /// Ends the paragraph that is open.
    pub(super) fn end(&mut self) {
        let inline = self.inline.take();
        self.leaves.extend(inline.and_then(|inline| inline.finish(&Compounds::default())));
        self.leaves.append(&mut self.boxes);
        self.opening = None;
    }

    /// Whether a word stands in the open paragraph.
    pub(super) fn has_words(&self) -> bool {
        self.inline.as_ref().is_some_and(|inline| !inline.is_blank())
    }

    /// Begins a table; its rows and cells come next.
    pub(super) fn begin_table(&mut self) {
        self.end();
        self.tables.push(Table::default());
    }

    /// Begins a row of the open table.
    pub(super) fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Row::default());
        }
    }

    /// Takes what stands in a cell; outside of a row it is text like any other.
    pub(super) fn take_cell(&mut self, leaves: Vec<Leaf>) {
        match self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            Some(row) => row.cells.push(leaves),
            None => self.leaves.extend(leaves),
        }
    }

    /// Ends the open table; `number` tells it from others.
    pub(super) fn end_table(&mut self, number: usize) {
        if let Some(table) = self.tables.pop() {
            self.leaves.extend(table.lay(number));
        }
    }

    /// Takes what stands in a text box.
    pub(super) fn take_box(&mut self, leaves: Vec<Leaf>) {
        self.boxes.extend(leaves);
    }

    /// All leaves, the last paragraph ended.
    pub(super) fn finish(mut self) -> Vec<Leaf> {
        self.end();
        self.leaves
    }

    /// Says text as it stands.
    pub(super) fn say(&mut self, text: &str, look: Look) {
        let is_blank = text.trim().is_empty();
        let is_heading = self.is_heading();
        let former = self.look;
        let inline = self.inline();
        // A blank belongs to what stands around it.
        if is_blank {
            inline.push(text);
        } else {
            let look = Look { strong: look.strong && !is_heading, ..look };
            inline.turn(former, look);
            inline.push(text);
            self.look = look;
        }
        self.blank = text.ends_with(' ');
    }

    /// Says text in which white space is a blank, however much of it there is.
    pub(super) fn say_folded(&mut self, text: &str, look: Look) {
        let folded = self.folded(text);
        if !folded.is_empty() {
            self.say(&folded, look);
        }
    }

    fn folded(&self, text: &str) -> String {
        let mut blank = self.blank || self.inline.is_none();
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !is_blank {
                folded.push(c);
            } else if !blank {
                folded.push(' ');
            }
            blank = is_blank;
        }
        folded
    }

    /// Ends a line within the paragraph; `line` is the next one's number.
    pub(super) fn line_end(&mut self, line: u32) {
        if let Some(inline) = &mut self.inline {
            inline.line_end(true, line);
            self.blank = true;
        }
    }

    /// Begins a form that is not a matter of how words look.
    pub(super) fn open(&mut self, form: Form) {
        self.inline().open(form);
    }

    /// Ends the innermost link.
    pub(super) fn close_link(&mut self) {
        if let Some(inline) = &mut self.inline {
            inline.close(|form| matches!(form, Form::Link(_)));
        }
    }

    fn is_heading(&self) -> bool {
        match &self.opening {
            Some(opening) => matches!(opening.kind, Kind::Heading(_)),
            None => self.inline.is_some() && self.is_heading,
        }
    }

    /// The leaf that is being filled; begun with what stands before it by itself.
    fn inline(&mut self) -> &mut Inline {
        let opening = self.opening.take();
        let is_heading = opening.as_ref().is_some_and(|o| matches!(o.kind, Kind::Heading(_)));
        if self.inline.is_none() {
            (self.is_heading, self.look, self.blank) = (is_heading, Look::default(), true);
        }
        self.inline.get_or_insert_with(|| {
            let opening = opening.unwrap_or_else(|| Opening::prose(1));
            let mut inline = Inline::new(opening.kind, opening.line, opening.item, opening.quoted);
            if !opening.marker.is_empty() {
                inline.push(&opening.marker);
                inline.push(" ");
            }
            inline
        })
    }
}
