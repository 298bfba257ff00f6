//! Goes through a part of the document, element by element; no recursion, so that no nesting can be too deep.
//!
//! What is open stands on a stack, and says what is to be done when it ends. What is left out is skipped whole,
//! whatever stands in it: deletions, the second of two versions of a drawing, properties of the layout. What is said
//! on the way is in [`super::say`].

use std::collections::HashMap;

use super::fields::{Field, symbol};
use super::frame::{Frame, Shared};
use super::say::Run;
use crate::intake::cells::{Row, Table};
use crate::intake::leaf::Leaf;
use crate::intake::xml::{Broken, Piece, Pieces, Tag};

/// Properties and remnants that say nothing about the text, and what is the former state of something.
const SILENT: [&str; 21] = [
    "sectPr",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblGridChange",
    "numberingChange",
    "tblPr",
    "tblPrEx",
    "tblGrid",
    "tcPr",
    "tabs",
    "delText",
    "delInstrText",
    "fldData",
    "background",
    "framePr",
    "pBdr",
    "textInput",
];

/// Two kinds of notes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// A note by its kind and its id in the file.
pub(super) type NoteId = (NoteKind, String);

/// Which number each note has, by its first reference; footnotes and endnotes are counted apart.
#[derive(Default)]
pub(super) struct Labels {
    all: HashMap<NoteId, usize>,
    counted: [usize; 2],
}

impl Labels {
    /// The number of a note; the next one where it has none yet.
    pub(super) fn of(&mut self, id: NoteId) -> usize {
        let counted = &mut self.counted[usize::from(id.0 == NoteKind::Endnote)];
        *self.all.entry(id).or_insert_with(|| {
            *counted += 1;
            *counted
        })
    }
}

/// What was noticed on the way.
#[derive(Default)]
pub(super) struct Said {
    pub(super) deletions: usize,
    pub(super) pictures: usize,
    pub(super) inclusions: usize,
}

/// What is open.
enum Opened {
    Plain,
    Paragraph,
    ParagraphProperties,
    MarkProperties,
    Run,
    RunProperties,
    Text,
    Instruction,
    Link,
    SimpleField,
    FieldCharacter,
    Box,
    Table,
    Row,
    RowProperties,
    Cell,
    /// Of several versions of one thing the first is taken.
    Versions {
        taken: bool,
    },
    /// A control, and whether its content is no text of the submitter's.
    Control {
        aside: bool,
    },
    Capture,
    Note(NoteId),
}

/// The way through a document.
pub(super) struct Walk {
    pub(super) shared: Shared,
    /// Addresses by relationship.
    pub(super) links: HashMap<String, String>,
    pub(super) labels: Labels,
    pub(super) aside: Vec<String>,
    pub(super) said: Said,
    /// Notes that were read.
    pub(super) notes: Vec<(NoteId, Vec<Leaf>)>,
    stack: Vec<Opened>,
    frames: Vec<Frame>,
    pub(super) fields: Vec<Field>,
    /// Texts that go beside, the innermost last.
    pub(super) captures: Vec<String>,
    pub(super) run: Run,
    skip: usize,
    paragraphs: u32,
    tables: usize,
}

impl Walk {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            shared,
            links: HashMap::new(),
            labels: Labels::default(),
            aside: Vec::new(),
            said: Said::default(),
            notes: Vec::new(),
            stack: Vec::new(),
            frames: Vec::new(),
            fields: Vec::new(),
            captures: Vec::new(),
            run: Run::default(),
            skip: 0,
            paragraphs: 0,
            tables: 0,
        }
    }

    /// Reads a part; gives its leaves. `links` are the addresses that its links name.
    pub(super) fn part(&mut self, text: &str, links: HashMap<String, String>) -> Result<Vec<Leaf>, Broken> {
        self.links = links;
        self.frames = vec![Frame::default()];
        (self.paragraphs, self.skip) = (0, 0);
        self.stack.clear();
        self.fields.clear();
        self.captures.clear();
        let mut pieces = Pieces::new(text);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(_) if self.skip > 0 => self.skip += 1,
                Piece::Close(_) if self.skip > 0 => self.skip -= 1,
                Piece::Open(tag) => self.open(&tag),
                Piece::Close(_) => self.close(),
                Piece::Text(text) if self.skip == 0 => self.characters(&text),
                Piece::Text(_) => {}
            }
        }
        let mut leaves = Vec::new();
        for frame in std::mem::take(&mut self.frames) {
            leaves.extend(frame.finish(&mut self.shared));
        }
        Ok(leaves)
    }

    fn characters(&mut self, text: &str) {
        match self.stack.last() {
            Some(Opened::Text) => self.say(text),
            Some(Opened::Instruction) => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let (prefix, local) = tag.name();
        let opened = match (prefix, local) {
            ("w", _) => self.open_word(tag, local),
            ("m", "t") => Some(Opened::Text),
            ("mc", "AlternateContent") => Some(Opened::Versions { taken: false }),
            ("mc", "Choice" | "Fallback") => match self.stack.last_mut() {
                Some(Opened::Versions { taken }) if *taken => None,
                Some(Opened::Versions { taken }) => {
                    *taken = true;
                    Some(Opened::Plain)
                }
                _ => Some(Opened::Plain),
            },
            _ => {
                self.drawn(tag, prefix, local);
                Some(Opened::Plain)
            }
        };
        match opened {
            Some(opened) => self.stack.push(opened),
            None => self.skip = 1,
        }
    }

    /// An element of WordprocessingML; `None` skips it with all that is in it.
    fn open_word(&mut self, tag: &Tag<'_>, local: &str) -> Option<Opened> {
        Some(match (self.stack.last(), local) {
            (_, silent) if SILENT.contains(&silent) => return None,
            (Some(Opened::MarkProperties), "del") => {
                self.frame().paragraph.runs_on = true;
                Opened::Plain
            }
            (Some(Opened::RowProperties), "del") => {
                self.in_row(|row| row.deleted = true);
                Opened::Plain
            }
            (Some(Opened::RunProperties), _) => {
                self.run_property(tag, local);
                Opened::Plain
            }
            (Some(Opened::Paragraph), "pPr") | (Some(Opened::ParagraphProperties), "numPr") => {
                Opened::ParagraphProperties
            }
            (Some(Opened::ParagraphProperties), "rPr") => Opened::MarkProperties,
            (Some(Opened::ParagraphProperties), "pStyle") => {
                self.frame().paragraph.style_id = tag.attribute("val");
                Opened::Plain
            }
            (Some(Opened::ParagraphProperties), _) => {
                self.frame().paragraph.own.property(tag, local);
                Opened::Plain
            }
            (Some(Opened::Run), "rPr") => Opened::RunProperties,
            (_, "del" | "moveFrom") => {
                self.said.deletions += 1;
                return None;
            }
            (_, "p") => {
                self.paragraphs += 1;
                let number = self.paragraphs;
                let (frame, shared) = self.here();
                frame.begin(number, shared);
                Opened::Paragraph
            }
            (_, "r") => {
                self.run = Run::default();
                Opened::Run
            }
            (_, "t") => Opened::Text,
            (_, "instrText") => Opened::Instruction,
            (_, "tbl" | "tr" | "trPr" | "tc" | "txbxContent") => self.open_frame(local),
            (_, "sdt" | "sdtPr" | "sdtContent" | "showingPlcHdr" | "docPartGallery" | "rt") => {
                self.open_control(tag, local)
            }
            (_, "footnote" | "endnote") => {
                // Lines that part notes from the text are no notes.
                if tag.attribute("type").is_some_and(|kind| kind != "normal") {
                    return None;
                }
                self.frames.push(Frame::default());
                Opened::Note((note_kind(local), tag.attribute("id").unwrap_or_default()))
            }
            (Some(Opened::FieldCharacter), _) => {
                self.field_datum(tag, local);
                Opened::FieldCharacter
            }
            _ => self.open_inline(tag, local),
        })
    }

    fn open_frame(&mut self, local: &str) -> Opened {
        match local {
            "tbl" => {
                let (frame, shared) = self.here();
                frame.end(shared);
                frame.tables.push(Table::default());
                Opened::Table
            }
            "tr" => {
                if let Some(table) = self.frame().tables.last_mut() {
                    table.rows.push(Row::default());
                }
                Opened::Row
            }
            "trPr" => Opened::RowProperties,
            "tc" => {
                self.frames.push(Frame::default());
                Opened::Cell
            }
            _ => {
                self.frames.push(Frame::default());
                Opened::Box
            }
        }
    }

    fn open_control(&mut self, tag: &Tag<'_>, local: &str) -> Opened {
        let is_aside = match local {
            "sdt" => return Opened::Control { aside: false },
            "rt" => {
                self.captures.push(String::new());
                return Opened::Capture;
            }
            "showingPlcHdr" => tag.is_on(),
            "docPartGallery" => tag.attribute("val").is_some_and(|gallery| gallery == "Table of Contents"),
            _ => false,
        };
        let control = self.stack.iter_mut().rev().find_map(|opened| match opened {
            Opened::Control { aside } => Some(aside),
            _ => None,
        });
        let Some(aside) = control else { return Opened::Plain };
        *aside |= is_aside;
        if local == "sdtContent" && *aside {
            self.captures.push(String::new());
            return Opened::Capture;
        }
        Opened::Plain
    }

    fn open_inline(&mut self, tag: &Tag<'_>, local: &str) -> Opened {
        match local {
            "tab" | "ptab" => self.say("\t"),
            "noBreakHyphen" => self.say("\u{2011}"),
            "br" | "cr" => self.line_end(),
            "sym" => {
                let said = |name| tag.attribute(name).unwrap_or_default();
                self.say(&symbol(&said("font"), &said("char")).to_string());
            }
            "footnoteReference" | "endnoteReference" => {
                self.refer((note_kind(local), tag.attribute("id").unwrap_or_default()));
            }
            "hyperlink" => {
                let address = tag.attribute("id").and_then(|id| self.links.get(&id).cloned());
                if let Some(address) = address {
                    self.link(address);
                    return Opened::Link;
                }
            }
            "fldSimple" => {
                let instruction = tag.attribute("instr").unwrap_or_default();
                let mut field = Field::simple(instruction);
                if let Some(address) = field.address() {
                    self.link(address);
                    field.is_link = true;
                }
                self.fields.push(field);
                return Opened::SimpleField;
            }
            "fldChar" => {
                self.field_character(&tag.attribute("fldCharType").unwrap_or_default());
                return Opened::FieldCharacter;
            }
            "altChunk" => self.said.inclusions += 1,
            _ => {}
        }
        Opened::Plain
    }

    fn close(&mut self) {
        match self.stack.pop() {
            Some(Opened::Paragraph) => self.end_paragraph(),
            Some(Opened::Link) => self.frame().close_link(),
            Some(Opened::SimpleField) => self.end_field(),
            Some(Opened::Box) => {
                let leaves = self.finished_frame();
                self.frame().take_box(leaves);
            }
            Some(Opened::Cell) => {
                let leaves = self.finished_frame();
                self.in_row(|row| row.cells.push(leaves));
            }
            Some(Opened::Row) => {
                let table = self.frame().tables.last_mut();
                if table.is_some_and(|t| t.rows.pop_if(|row| row.deleted).is_some()) {
                    self.said.deletions += 1;
                }
            }
            Some(Opened::Table) => {
                self.tables += 1;
                let number = self.tables;
                let frame = self.frame();
                if let Some(table) = frame.tables.pop() {
                    let leaves = table.lay(number);
                    frame.leaves.extend(leaves);
                }
            }
            Some(Opened::Capture) => {
                if let Some(text) = self.captures.pop() {
                    self.set_aside(&text);
                }
            }
            Some(Opened::Note(id)) => {
                let leaves = self.finished_frame();
                self.notes.push((id, leaves));
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(capture) = self.captures.last_mut() {
            capture.push('\n');
        }
        let (frame, shared) = self.here();
        if !frame.paragraph.runs_on {
            frame.end(shared);
        }
        let beside = std::mem::take(&mut self.frame().paragraph.beside);
        self.set_aside(&beside);
    }

    /// The innermost frame; the body's is never taken away while a part is read.
    pub(super) fn frame(&mut self) -> &mut Frame {
        self.here().0
    }

    pub(super) fn here(&mut self) -> (&mut Frame, &mut Shared) {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        (&mut self.frames[last], &mut self.shared)
    }

    fn finished_frame(&mut self) -> Vec<Leaf> {
        self.frames.pop().map_or_else(Vec::new, |frame| frame.finish(&mut self.shared))
    }

    fn in_row(&mut self, change: impl FnOnce(&mut Row)) {
        if let Some(row) = self.frame().tables.last_mut().and_then(|table| table.rows.last_mut()) {
            change(row);
        }
    }
}

fn note_kind(local: &str) -> NoteKind {
    if local.starts_with("footnote") { NoteKind::Footnote } else { NoteKind::Endnote }
}
