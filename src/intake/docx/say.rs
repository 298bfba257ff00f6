//! What is said where the walk stands: into the text, or beside it.

use super::fields::Field;
use super::styles::Style;
use super::walk::{NoteId, NoteKind, Walk};
use crate::intake::compose;
use crate::intake::leaf::Look;
use crate::intake::xml::Tag;
use crate::model::span::Form;

/// How the present run looks.
#[derive(Default)]
pub(super) struct Run {
    own: Style,
    /// For text from right to left bold and italic are said apart.
    complex: Style,
    is_complex: bool,
    style: Option<String>,
}

impl Walk {
    pub(super) fn run_property(&mut self, tag: &Tag<'_>, local: &str) {
        match local {
            "rStyle" => self.run.style = tag.attribute("val"),
            "bCs" => self.run.complex.says.bold = Some(tag.is_on()),
            "iCs" => self.run.complex.says.italic = Some(tag.is_on()),
            "rtl" | "cs" => self.run.is_complex = tag.is_on(),
            _ => self.run.own.property(tag, local),
        }
    }

    /// How the present run looks, and whether it is hidden.
    pub(super) fn look(&mut self) -> (Look, bool) {
        let run = &self.run;
        let own = if run.is_complex { &run.complex.says } else { &run.own.says };
        let named = self.shared.styles.resolved(run.style.as_deref()).says;
        let (bold, italic, hidden) =
            (own.bold.or(named.bold), own.italic.or(named.italic), run.own.says.hidden.or(named.hidden));
        let (frame, shared) = self.here();
        let style = &frame.paragraph.style(&shared.styles).says;
        let hidden = hidden.or(style.hidden).unwrap_or(false) || style.contents;
        let look = Look {
            strong: bold.or(style.bold) == Some(true),
            emphasis: italic.or(style.italic) == Some(true),
        };
        (look, hidden)
    }

    pub(super) fn say(&mut self, text: &str) {
        if let Some(capture) = self.captures.last_mut() {
            capture.push_str(text);
            return;
        }
        let in_code = self.fields.last().is_some_and(|field| !field.in_result);
        let (look, hidden) = self.look();
        let (frame, shared) = self.here();
        if hidden || in_code {
            frame.paragraph.beside.push_str(text);
        } else {
            frame.say(text, look, shared);
        }
    }

    pub(super) fn line_end(&mut self) {
        match self.captures.last_mut() {
            Some(capture) => capture.push('\n'),
            None => self.frame().line_end(),
        }
    }

    pub(super) fn refer(&mut self, id: NoteId) {
        let at_end = id.0 == NoteKind::Endnote;
        let (place, mark) = compose::note(at_end, self.labels.of(id));
        let (frame, shared) = self.here();
        frame.open(Form::Link(place), shared);
        self.say(&mark);
        self.frame().close_link();
    }

    pub(super) fn link(&mut self, address: String) {
        self.set_aside(&address);
        if self.captures.is_empty() {
            let (frame, shared) = self.here();
            frame.open(Form::Link(address), shared);
        }
    }

    pub(super) fn field_character(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                let address = self.fields.last().and_then(Field::address);
                if let Some(address) = address.clone() {
                    self.link(address);
                }
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_link = address.is_some();
                }
            }
            "end" => self.end_field(),
            _ => {}
        }
    }

    pub(super) fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if let Some(shown) = field.shown() {
            self.say(&shown);
        }
        if field.is_link && self.captures.is_empty() {
            self.frame().close_link();
        }
    }

    pub(super) fn field_datum(&mut self, tag: &Tag<'_>, local: &str) {
        if let Some(field) = self.fields.last_mut() {
            field.datum(local, tag.is_on(), tag.attribute("val"));
        }
    }

    /// What drawings say of themselves.
    pub(super) fn drawn(&mut self, tag: &Tag<'_>, prefix: &str, local: &str) {
        match (prefix, local) {
            ("wp", "docPr") => {
                for said in ["title", "descr"] {
                    self.set_aside(&tag.attribute(said).unwrap_or_default());
                }
            }
            ("v", "shape") => self.set_aside(&tag.attribute("alt").unwrap_or_default()),
            ("v", "textpath") => self.set_aside(&tag.attribute("string").unwrap_or_default()),
            ("pic", "pic") | ("v", "imagedata") => self.said.pictures += 1,
            _ => {}
        }
    }

    /// Keeps what holds a letter or digit.
    pub(super) fn set_aside(&mut self, text: &str) {
        if text.contains(char::is_alphanumeric) {
            self.aside.push(text.trim().to_owned());
        }
    }
}
