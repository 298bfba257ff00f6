//! XML as office formats use it: open, close and text, names with a prefix that is always the same.
//!
//! No entity is ever expanded beyond the five of XML and numbered characters: what a file declares itself stays as it
//! is written. Nesting is kept on the heap, so that no depth ends the program.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;

/// The name spaces of WordprocessingML, in both kinds of the standard (ISO/IEC 29500, transitional and strict).
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// What comes next in a file.
pub(super) enum Piece<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element that was opened last and is not closed yet ends.
    Close(Name<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
}

/// A start tag.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    word: bool,
}

/// An end tag.
pub(super) struct Name<'a> {
    end: BytesEnd<'a>,
    word: bool,
}

impl Tag<'_> {
    /// Prefix and local name; the prefix of WordprocessingML is always "w".
    pub(super) fn name(&self) -> (&str, &str) {
        split(self.start.name().into_inner(), self.word)
    }

    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, local: &str) -> Option<String> {
        let mut all = self.start.attributes();
        all.with_checks(false);
        let attribute = all.flatten().find(|a| a.key.local_name().into_inner() == local)?;
        Some(match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            // An entity that is not known: as it is written.
            Err(_) => attribute.value.into_owned(),
        })
    }

    /// A property that is on by standing there, unless its value says off.
    pub(super) fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }

    /// The attribute `val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.attribute("val")?.trim().parse().ok()
    }
}

impl Name<'_> {
    /// As [`Tag::name`].
    pub(super) fn name(&self) -> (&str, &str) {
        split(self.end.name().into_inner(), self.word)
    }
}

fn split(name: &str, word: bool) -> (&str, &str) {
    match name.split_once(':') {
        Some((_, local)) if word => ("w", local),
        Some(parts) => parts,
        None if word => ("w", name),
        None => ("", name),
    }
}

/// Why a file could not be read to its end.
pub(super) type Broken = String;

/// Goes through a file.
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    /// The prefix that stands for WordprocessingML, once the first element has said it.
    prefix: Option<String>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, text, depth: 0, prefix: None }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When the file is no XML from here on, or ends before all that was opened is closed.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, Broken> {
        loop {
            let event = self.reader.read_event().map_err(|e| self.broken(&e.to_string()))?;
            match event {
                Event::Start(start) => {
                    if self.prefix.is_none() {
                        self.prefix = Some(prefix(&start));
                    }
                    self.depth += 1;
                    let word = self.is_word(start.name().into_inner());
                    return Ok(Some(Piece::Open(Tag { start, word })));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    let word = self.is_word(end.name().into_inner());
                    return Ok(Some(Piece::Close(Name { end, word })));
                }
                Event::Text(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::GeneralRef(entity) => {
                    let known = entity.resolve_char_ref().ok().flatten().map(String::from);
                    let name = entity.into_inner();
                    let text = known
                        .or_else(|| resolve_xml_entity(&name).map(str::to_owned))
                        .unwrap_or_else(|| format!("&{name};"));
                    return Ok(Some(Piece::Text(text.into())));
                }
                Event::Eof if self.depth > 0 => return Err(self.broken("it ends too early")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn is_word(&self, name: &str) -> bool {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.prefix.as_deref() == Some(prefix)
    }

    fn broken(&self, why: &str) -> Broken {
        let at = (self.reader.buffer_position() as usize).min(self.text.len());
        format!("byte {at}: {why}")
    }
}

/// The prefix that the first element gives to WordprocessingML; "w" where it gives none.
fn prefix(root: &BytesStart<'_>) -> String {
    let mut all = root.attributes();
    all.with_checks(false);
    all.flatten().find(|a| WORD.contains(&&*a.value)).map_or_else(
        || "w".to_owned(),
        |a| a.key.into_inner().strip_prefix("xmlns:").unwrap_or_default().to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Broken> {
        let (mut pieces, mut said) = (Pieces::new(text), String::new());
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) => said.extend(["<", tag.name().0, ":", tag.name().1]),
                Piece::Close(name) => said.extend(["/", name.name().1]),
                Piece::Text(text) => said.extend(["[", &*text, "]"]),
            }
        }
        Ok(said)
    }

    #[test]
    fn the_prefix_of_words_elements_is_always_w() {
        let other = format!("<x:a xmlns:x='{}'><x:b/><m:t/></x:a>", WORD[0]);
        assert_eq!(read(&other).unwrap(), "<w:a<w:b/b<m:t/t/a");
        let bare = format!("<a xmlns='{}'><b/></a>", WORD[1]);
        assert_eq!(read(&bare).unwrap(), "<w:a<w:b/b/a");
    }

    #[test]
    fn entities_are_not_expanded_and_broken_files_are_told() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;&amp;&#65;</a>";
        assert_eq!(read(bomb).unwrap(), "<:a[&b;][&][A]/a");
        assert!(read("<a><b>").unwrap_err().contains("too early"));
        assert!(read("<a></b>").is_err());
    }
}
