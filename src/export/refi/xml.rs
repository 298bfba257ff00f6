//! XML as it is written: escaped, and never a character that XML cannot hold.

use std::io::{self, Write};

/// Writes elements one after the other.
pub(super) struct Xml<'w> {
    to: &'w mut dyn Write,
    /// How many characters had no form in XML.
    pub(super) lost: usize,
}

/// An attribute: its name and its value.
pub(super) type Attribute<'a> = (&'a str, &'a str);

impl<'w> Xml<'w> {
    pub(super) fn new(to: &'w mut dyn Write) -> Self {
        Self { to, lost: 0 }
    }

    /// The first line of a file.
    pub(super) fn declare(&mut self) -> io::Result<()> {
        self.to.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.tag(name, attributes, ">\n")
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.tag(name, attributes, "/>\n")
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.tag(name, &[], ">")?;
        self.escaped(text, false)?;
        writeln!(self.to, "</{name}>")
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        writeln!(self.to, "</{name}>")
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>], end: &str) -> io::Result<()> {
        write!(self.to, "<{name}")?;
        for (name, value) in attributes {
            write!(self.to, " {name}=\"")?;
            self.escaped(value, true)?;
            self.to.write_all(b"\"")?;
        }
        self.to.write_all(end.as_bytes())
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) -> io::Result<()> {
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => safe.push_str("&amp;"),
                '<' => safe.push_str("&lt;"),
                '>' => safe.push_str("&gt;"),
                '"' => safe.push_str("&quot;"),
                '\r' => safe.push_str("&#13;"),
                '\n' if in_attribute => safe.push_str("&#10;"),
                '\t' if in_attribute => safe.push_str("&#9;"),
                '\n' | '\t' => safe.push(c),
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    self.lost += 1;
                    safe.push(char::REPLACEMENT_CHARACTER);
                }
                c => safe.push(c),
            }
        }
        self.to.write_all(safe.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_markup_stays_text_and_what_xml_cannot_hold_is_counted() {
        let mut bytes = Vec::new();
        let mut xml = Xml::new(&mut bytes);
        xml.open("a", &[("b", "\"<\n\u{c}")]).unwrap();
        xml.text("c", "&<\r\n]]>\u{ffff}").unwrap();
        xml.close("a").unwrap();
        assert_eq!(xml.lost, 2);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "<a b=\"&quot;&lt;&#10;\u{fffd}\">\n<c>&amp;&lt;&#13;\n]]&gt;\u{fffd}</c>\n</a>\n");
    }
}
