//! JSON that no terminal can mistake for commands: one array, or one object a line.
//!
//! Beside what JSON demands, every control, bidirectional and invisible character is written as
//! `\uXXXX`; whoever parses it gets the text to the character.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter};

use super::{Entry, Error, Writer};
use crate::text::clean;

/// Writes one value without line ends; harmful characters are escaped.
pub fn to_writer(to: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(to, Safe)).map_err(io::Error::from)
}

/// Compact JSON with more escapes than it needs.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| needs_escape(*c)) {
            to.write_all(&rest.as_bytes()[..at])?;
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(to, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        to.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, to: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::Quote => to.write_all(b"\\\""),
            CharEscape::ReverseSolidus => to.write_all(b"\\\\"),
            CharEscape::Solidus => to.write_all(b"\\/"),
            CharEscape::LineFeed => to.write_all(b"\\n"),
            CharEscape::CarriageReturn => to.write_all(b"\\r"),
            CharEscape::Backspace => to.write_all(b"\\u0008"),
            CharEscape::FormFeed => to.write_all(b"\\u000c"),
            CharEscape::Tab => to.write_all(b"\\u0009"),
            CharEscape::AsciiControl(byte) => write!(to, "\\u{byte:04x}"),
        }
    }
}

/// Whether a terminal would act on a character, or not show it.
fn needs_escape(c: char) -> bool {
    clean::shown(c) != clean::Shown::Keep
}

/// How values are set apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Layout {
    Array,
    Lines,
}

/// Writes values one after the other, as an array or as lines.
pub struct JsonWriter<'w> {
    to: &'w mut dyn Write,
    layout: Layout,
    written: usize,
}

impl<'w> JsonWriter<'w> {
    /// One array, an element a line.
    pub fn array(to: &'w mut dyn Write) -> Self {
        Self { to, layout: Layout::Array, written: 0 }
    }

    /// One value a line.
    pub fn lines(to: &'w mut dyn Write) -> Self {
        Self { to, layout: Layout::Lines, written: 0 }
    }

    /// Writes one value.
    pub fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        match (self.layout, self.written) {
            (Layout::Lines, _) => {}
            (Layout::Array, 0) => self.to.write_all(b"[\n")?,
            (Layout::Array, _) => self.to.write_all(b",\n")?,
        }
        to_writer(self.to, value)?;
        if self.layout == Layout::Lines {
            self.to.write_all(b"\n")?;
        }
        self.written += 1;
        Ok(())
    }

    /// Closes the array.
    pub fn close(&mut self) -> io::Result<()> {
        match (self.layout, self.written) {
            (Layout::Lines, _) => {}
            (Layout::Array, 0) => self.to.write_all(b"[]\n")?,
            (Layout::Array, _) => self.to.write_all(b"\n]\n")?,
        }
        self.to.flush()
    }
}

impl Writer for JsonWriter<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        match entry {
            Entry::Answer(record) => self.value(record)?,
            Entry::Item(item) => self.value(item)?,
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(self.close()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn json(value: &impl Serialize) -> String {
        let mut bytes = Vec::new();
        to_writer(&mut bytes, value).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn controls_are_written_as_escapes_and_line_ends_stay_short() {
        assert_eq!(json(&"a\u{1b}\u{9b}\u{7f}\u{202e}\n"), r#""a\u001b\u009b\u007f\u202e\n""#);
        assert_eq!(json(&"\u{e0041}\t\"\\"), r#""\udb40\udc41\u0009\"\\""#);
    }

    #[test]
    fn arrays_and_lines_are_whole() {
        let mut bytes = Vec::new();
        let mut array = JsonWriter::array(&mut bytes);
        array.value(&1).unwrap();
        array.value(&2).unwrap();
        array.close().unwrap();
        assert_eq!(bytes, b"[\n1,\n2\n]\n");
        let mut none = Vec::new();
        JsonWriter::array(&mut none).close().unwrap();
        assert_eq!(none, b"[]\n");
        let mut bytes = Vec::new();
        let mut lines = JsonWriter::lines(&mut bytes);
        lines.value(&"a").unwrap();
        lines.close().unwrap();
        assert_eq!(bytes, b"\"a\"\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_to_the_character(text in any::<String>()) {
            let written = json(&text);
            prop_assert!(!written.chars().any(|c| c != '\n' && needs_escape(c)), "{written:?}");
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
