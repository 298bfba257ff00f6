//! Goes through the text of a document, element by element; no recursion, so that no nesting can be too deep.
//!
//! What is open stands on a stack, and says what is to be done when it ends. What is left out is skipped whole; what is
//! read and is no text of the submission's is captured, and goes beside it.

use std::collections::HashMap;

use super::place::Place;
use super::styles::{Style, Styles};
use crate::intake::compose;
use crate::intake::leaf::{Leaf, Look};
use crate::intake::xml::{Broken, Piece, Pieces, Tag};
use crate::model::span::Form;

/// At most so many blanks stand at a place where a file says how many.
const MOST_BLANKS: usize = 64;

/// What says nothing about the text.
const SILENT: [&str; 10] = [
    "scripts",
    "font-face-decls",
    "styles",
    "automatic-styles",
    "annotation-end",
    "table-of-content-source",
    "note-citation",
    "binary-data",
    "event-listeners",
    "settings",
];

/// What stands beside the text though it is written in it.
const BESIDE: [&str; 10] = [
    "table-of-content",
    "alphabetical-index",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "bibliography",
    "placeholder",
    "ruby-text",
    "hidden-text",
];

/// What was noticed on the way.
#[derive(Default)]
pub(super) struct Said {
    pub(super) deletions: usize,
    pub(super) comments: usize,
    pub(super) pictures: usize,
    pub(super) objects: usize,
}

/// A note that was read: whether it stands at the end, its number, and what it says.
pub(super) struct Note {
    pub(super) at_end: bool,
    pub(super) label: usize,
    pub(super) leaves: Vec<Leaf>,
}

/// What is open.
pub(super) enum Opened {
    Plain,
    Paragraph,
    Words,
    Link,
    List,
    Item,
    Note { at_end: bool, label: usize },
    Box,
    Table,
    Row,
    Cell,
    Capture,
    Changes,
    Furniture,
}

/// How words look, and whether they are hidden.
#[derive(Clone, Copy, Default)]
struct Shown {
    look: Look,
    hidden: bool,
}

impl Shown {
    fn with(self, style: &Style) -> Self {
        let look = Look {
            strong: style.says.bold.unwrap_or(self.look.strong),
            emphasis: style.says.italic.unwrap_or(self.look.emphasis),
        };
        Self { look, hidden: style.says.hidden.unwrap_or(self.hidden) }
    }
}

/// The way through a document.
pub(super) struct Walk<'a> {
    pub(super) styles: &'a Styles,
    pub(super) aside: Vec<String>,
    pub(super) said: Said,
    pub(super) notes: Vec<Note>,
    pub(super) paragraphs: u32,
    pub(super) items: usize,
    pub(super) lists: super::place::Counted,
    pub(super) places: Vec<Place>,
    pub(super) stack: Vec<Opened>,
    shown: Vec<Shown>,
    /// Texts that go beside, the innermost last.
    captures: Vec<String>,
    /// Hidden words of the open paragraph.
    beside: String,
    /// What each control of a form shows.
    pub(super) controls: HashMap<String, String>,
    skip: usize,
    tables: usize,
    labels: [usize; 2],
    /// Whether only headers and footers are looked at.
    is_furniture: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            aside: Vec::new(),
            said: Said::default(),
            notes: Vec::new(),
            paragraphs: 0,
            items: 0,
            lists: super::place::Counted::default(),
            places: Vec::new(),
            stack: Vec::new(),
            shown: Vec::new(),
            captures: Vec::new(),
            beside: String::new(),
            controls: HashMap::new(),
            skip: 0,
            tables: 0,
            labels: [0; 2],
            is_furniture: false,
        }
    }

    /// Reads the text; gives its leaves.
    pub(super) fn body(&mut self, text: &str) -> Result<Vec<Leaf>, Broken> {
        self.is_furniture = false;
        self.part(text)
    }

    /// Reads the headers and footers of a part.
    pub(super) fn furniture(&mut self, text: &str) -> Result<Vec<Leaf>, Broken> {
        self.is_furniture = true;
        self.part(text)
    }

    fn part(&mut self, text: &str) -> Result<Vec<Leaf>, Broken> {
        self.places = vec![Place::default()];
        self.stack.clear();
        self.captures.clear();
        self.shown.clear();
        self.skip = 0;
        let mut pieces = Pieces::new(text);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(_) if self.skip > 0 => self.skip += 1,
                Piece::Close(_) if self.skip > 0 => self.skip -= 1,
                Piece::Open(tag) => match self.open(&tag) {
                    Some(opened) => self.stack.push(opened),
                    None => self.skip = 1,
                },
                Piece::Close(_) => self.close(),
                Piece::Text(text) if self.skip == 0 => self.characters(&text),
                Piece::Text(_) => {}
            }
        }
        let places = std::mem::take(&mut self.places);
        Ok(places.into_iter().flat_map(|place| place.flow.finish()).collect())
    }

    fn characters(&mut self, text: &str) {
        let Some(shown) = self.shown.last().copied() else { return };
        if matches!(self.stack.last(), Some(Opened::Table | Opened::Row | Opened::List | Opened::Changes)) {
            return;
        }
        if let Some(capture) = self.captures.last_mut() {
            capture.push_str(text);
        } else if shown.hidden {
            self.beside.push_str(text);
        } else {
            self.place().flow.say_folded(text, shown.look);
        }
    }

    /// Says what is no text of the file: a blank, a tab, a box.
    pub(super) fn say(&mut self, text: &str) {
        let Some(shown) = self.shown.last().copied() else { return };
        if let Some(capture) = self.captures.last_mut() {
            capture.push_str(text);
        } else if shown.hidden {
            self.beside.push_str(text);
        } else {
            self.place().flow.say(text, shown.look);
        }
    }

    /// An element; `None` skips it with all that is in it.
    fn open(&mut self, tag: &Tag<'_>) -> Option<Opened> {
        let (prefix, local) = tag.name();
        if self.is_furniture && !self.is_in_furniture() {
            return open_page(tag, prefix, local);
        }
        Some(match (prefix, local) {
            ("office", "annotation") => {
                self.said.comments += 1;
                return None;
            }
            ("office" | "text" | "script", silent) if SILENT.contains(&silent) => return None,
            ("text", "tracked-changes" | "changed-region") => Opened::Changes,
            ("text", "deletion") => {
                self.said.deletions += 1;
                return None;
            }
            _ if matches!(self.stack.last(), Some(Opened::Changes)) => return None,
            ("text", "p" | "h") => {
                self.begin_paragraph(tag, local == "h");
                Opened::Paragraph
            }
            ("text", beside) if BESIDE.contains(&beside) => self.capture(),
            ("text", "section" | "hidden-paragraph") if is_hidden(tag) => self.capture(),
            ("loext", "content-control")
                if tag.attribute("showing-place-holder").is_some_and(|v| v == "true") =>
            {
                self.capture()
            }
            ("text", "list" | "list-item" | "list-header" | "numbered-paragraph") => {
                self.open_list(tag, local)
            }
            ("text", "note") => self.open_note(tag),
            ("text", "note-body") => Opened::Plain,
            ("table", _) => self.open_table(local)?,
            ("draw" | "dr3d" | "svg", _) => self.open_drawing(tag, local)?,
            ("form", _) => self.open_control(tag, local),
            _ => self.open_words(tag, prefix, local),
        })
    }

    fn is_in_furniture(&self) -> bool {
        self.stack.iter().any(|opened| matches!(opened, Opened::Furniture))
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>, is_heading: bool) {
        self.paragraphs += 1;
        let style = self.styles.paragraph(&tag.attribute("style-name").unwrap_or_default());
        let outer = self.shown.last().copied().filter(|shown| shown.hidden).unwrap_or_default();
        self.shown.push(outer.with(&style));
        if self.captures.is_empty() {
            let opening = self.opening(tag, &style, is_heading);
            self.place().flow.begin(opening);
        }
        if style.says.contents {
            self.shown.push(Shown { hidden: true, ..Shown::default() });
        } else {
            let shown = self.shown.last().copied().unwrap_or_default();
            self.shown.push(shown);
        }
    }

    fn open_note(&mut self, tag: &Tag<'_>) -> Opened {
        let at_end = tag.attribute("note-class").is_some_and(|class| class == "endnote");
        let count = &mut self.labels[usize::from(at_end)];
        *count += 1;
        let label = *count;
        if self.captures.is_empty() {
            let (place, mark) = compose::note(at_end, label);
            self.place().flow.open(Form::Link(place));
            self.say(&mark);
            self.place().flow.close_link();
        }
        self.places.push(Place::default());
        Opened::Note { at_end, label }
    }

    fn open_table(&mut self, local: &str) -> Option<Opened> {
        Some(match local {
            "table" => {
                self.place().flow.begin_table();
                Opened::Table
            }
            "table-row" => {
                self.place().flow.begin_row();
                Opened::Row
            }
            "table-cell" => {
                self.places.push(Place::default());
                Opened::Cell
            }
            "covered-table-cell" | "table-column" | "table-columns" => return None,
            _ => Opened::Plain,
        })
    }

    fn open_words(&mut self, tag: &Tag<'_>, prefix: &str, local: &str) -> Opened {
        match (prefix, local) {
            ("text", "span") => {
                let style = self.styles.words(&tag.attribute("style-name").unwrap_or_default());
                let shown = self.shown.last().copied().unwrap_or_default();
                self.shown.push(shown.with(&style));
                return Opened::Words;
            }
            ("text", "a") => {
                let address = tag.attribute("href").unwrap_or_default();
                if !address.is_empty() && !address.starts_with('#') {
                    self.set_aside(&address);
                    if self.captures.is_empty() && !self.shown.is_empty() {
                        self.place().flow.open(Form::Link(address));
                        return Opened::Link;
                    }
                }
            }
            ("text", "s") => {
                let count = tag.attribute("c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.say(&" ".repeat(usize::min(count, MOST_BLANKS)));
            }
            ("text", "tab") => self.say("\t"),
            ("text", "line-break") => {
                let line = self.paragraphs;
                match self.captures.last_mut() {
                    Some(capture) => capture.push('\n'),
                    None => self.place().flow.line_end(line),
                }
            }
            ("field" | "loext", "param")
                if tag.attribute("name").is_some_and(|name| name == "Checkbox_Checked") =>
            {
                let ticked = tag.attribute("value").is_some_and(|value| value == "true");
                self.say(if ticked { "[x]" } else { "[ ]" });
            }
            _ => {}
        }
        Opened::Plain
    }

    pub(super) fn capture(&mut self) -> Opened {
        self.captures.push(String::new());
        self.shown.push(Shown::default());
        Opened::Capture
    }

    fn close(&mut self) {
        match self.stack.pop() {
            Some(Opened::Paragraph) => self.end_paragraph(),
            Some(Opened::Words) => drop(self.shown.pop()),
            Some(Opened::Link) => self.place().flow.close_link(),
            Some(Opened::List) => drop(self.place().lists.pop()),
            Some(Opened::Item) => {
                if let Some(list) = self.place().lists.last_mut() {
                    list.item = None;
                }
            }
            Some(Opened::Note { at_end, label }) => {
                let leaves = self.finished_place();
                self.notes.push(Note { at_end, label, leaves });
            }
            Some(Opened::Box) => {
                let leaves = self.finished_place();
                self.place().flow.take_box(leaves);
            }
            Some(Opened::Cell) => {
                let leaves = self.finished_place();
                self.place().flow.take_cell(leaves);
            }
            Some(Opened::Table) => {
                self.tables += 1;
                let number = self.tables;
                self.place().flow.end_table(number);
            }
            Some(Opened::Capture) => {
                self.shown.pop();
                if let Some(text) = self.captures.pop() {
                    self.set_aside(&text);
                }
            }
            Some(Opened::Plain | Opened::Row | Opened::Changes | Opened::Furniture) | None => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.shown.pop();
        self.shown.pop();
        match self.captures.last_mut() {
            Some(capture) => capture.push('\n'),
            None => self.place().flow.end(),
        }
        let beside = std::mem::take(&mut self.beside);
        self.set_aside(&beside);
    }

    /// The innermost place; the body's is never taken away while a part is read.
    pub(super) fn place(&mut self) -> &mut Place {
        if self.places.is_empty() {
            self.places.push(Place::default());
        }
        let last = self.places.len() - 1;
        &mut self.places[last]
    }

    fn finished_place(&mut self) -> Vec<Leaf> {
        self.places.pop().map_or_else(Vec::new, |place| place.flow.finish())
    }

    /// Keeps what holds a letter or digit, white space folded line by line.
    fn set_aside(&mut self, text: &str) {
        if text.contains(char::is_alphanumeric) {
            self.aside.push(text.trim().to_owned());
        }
    }

    pub(super) fn list_opened(&self) -> bool {
        matches!(self.stack.last(), Some(Opened::List))
    }

    fn open_list(&mut self, tag: &Tag<'_>, local: &str) -> Opened {
        if local == "list" {
            self.begin_list(tag);
            return Opened::List;
        }
        if local == "numbered-paragraph" {
            self.begin_list(tag);
            self.begin_item(tag, false);
            return Opened::List;
        }
        if !self.list_opened() {
            return Opened::Plain;
        }
        self.begin_item(tag, local == "list-header");
        Opened::Item
    }
}

/// What stands around headers and footers.
fn open_page(tag: &Tag<'_>, prefix: &str, local: &str) -> Option<Opened> {
    let is_off = || tag.attribute("display").is_some_and(|display| display == "false");
    match (prefix, local) {
        ("style", _)
            if (local.starts_with("header") || local.starts_with("footer")) && !local.ends_with("style") =>
        {
            (!is_off()).then_some(Opened::Furniture)
        }
        ("office", "styles" | "automatic-styles" | "font-face-decls") => None,
        _ => Some(Opened::Plain),
    }
}

/// Whether a section or a paragraph says that it is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("display").is_some_and(|display| display == "none")
        || tag.attribute("is-hidden").is_some_and(|hidden| hidden == "true")
}
