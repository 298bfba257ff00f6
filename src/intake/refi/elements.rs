//! The elements of a project or codebook, one after the other.

use std::collections::BTreeMap;

use super::broken;
use crate::intake::ReadError;
use crate::intake::xml::{Piece, Pieces, Tag};
use crate::model::coded::{Code, Coded, CodedNote, CodedText, Coding, Selection};

/// The most codes that a file may have.
const MOST_CODES: usize = 20_000;

/// How deep codes may stand under one another.
const DEEPEST: usize = 50;

/// A file, and where its texts are.
#[derive(Default)]
pub(super) struct Found {
    pub(super) coded: Coded,
    /// The paths of the sources, in their order.
    pub(super) source_paths: Vec<Option<String>>,
    /// The paths of the notes.
    pub(super) note_paths: Vec<Option<String>>,
}

/// Elements that hold a text which is wanted.
const TEXTS: [&str; 2] = ["Description", "PlainTextContent"];

/// What is not read: the element, and what it is called.
const LEFT: [(&str, &str); 11] = [
    ("PictureSource", "pictures"),
    ("AudioSource", "sound recordings"),
    ("VideoSource", "films"),
    ("PDFSelection", "regions of PDF pages"),
    ("PictureSelection", "regions of pictures"),
    ("TranscriptSelection", "passages of transcripts"),
    ("Case", "cases"),
    ("Set", "sets"),
    ("Variable", "variables"),
    ("Graph", "diagrams"),
    ("SyncPoint", "time marks"),
];

/// Reads the file; `part` stands in messages.
pub(super) fn read(text: &str, file: &str, part: &str) -> Result<Found, ReadError> {
    let mut pieces = Pieces::new(text);
    let mut reading = Reading::default();
    while let Some(piece) = pieces.next().map_err(|why| broken(file, part, &why))? {
        match piece {
            Piece::Open(tag) => reading.open(&tag).map_err(|why| broken(file, part, &why))?,
            Piece::Close(name) => reading.close(name.name().1),
            Piece::Text(text) => reading.text(&text),
        }
    }
    reading.finish().ok_or_else(|| ReadError::Kind {
        file: file.to_owned(),
        what: "no project and no codebook of REFI-QDA".into(),
        hint: super::WANTED.into(),
    })
}

#[derive(Default)]
struct Reading {
    found: Found,
    root: Option<bool>,
    /// The names of the open elements.
    open: Vec<String>,
    /// The codes that are open, by their places.
    codes: Vec<usize>,
    source: Option<(CodedText, Option<String>)>,
    note: Option<(CodedNote, Option<String>)>,
    selection: Option<Selection>,
    coding: Option<Coding>,
    /// The name of the source around a text: that of a PDF around its text.
    around: Option<String>,
    /// The text that is being read.
    words: Option<String>,
    left: BTreeMap<&'static str, usize>,
}

impl Reading {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        let name = tag.name().1.to_owned();
        if self.root.is_none() {
            self.root = Some(matches!(name.as_str(), "Project" | "CodeBook"));
            self.found.coded.origin = tag.attribute("origin").unwrap_or_default();
        }
        if let Some((_, what)) = LEFT.iter().find(|(left, _)| *left == name) {
            *self.left.entry(what).or_default() += 1;
        }
        match name.as_str() {
            "User" => {
                let user = (guid(tag, "guid"), tag.attribute("name").unwrap_or_default());
                self.found.coded.users.push(user);
            }
            "Code" => self.open_code(tag)?,
            "PDFSource" => self.around = Some(tag.attribute("name").unwrap_or_default()),
            "TextSource" => self.open_text(tag),
            "Representation" if self.open.last().is_some_and(|above| above == "PDFSource") => {
                self.open_text(tag);
            }
            "Note" => self.open_note(tag),
            "PlainTextSelection" if self.source.is_some() => self.selection = Some(selection(tag)),
            "Coding" => {
                self.coding =
                    Some(Coding { code: String::new(), by: by(tag), at: tag.attribute("creationDateTime") });
            }
            "CodeRef" => {
                if let Some(coding) = &mut self.coding {
                    coding.code = guid(tag, "targetGUID");
                }
            }
            "NoteRef" => self.note_ref(guid(tag, "targetGUID")),
            "Link" => {
                self.found.coded.links.push((guid(tag, "originGUID"), guid(tag, "targetGUID")));
            }
            name if TEXTS.contains(&name) => self.words = Some(String::new()),
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    fn open_code(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        let codes = &mut self.found.coded.codes;
        if codes.len() >= MOST_CODES {
            return Err(format!("more than {MOST_CODES} codes"));
        }
        if self.codes.len() >= DEEPEST {
            return Err(format!("codes more than {DEEPEST} deep under one another"));
        }
        let colour = tag.attribute("color").and_then(|colour| colour_of(&colour));
        codes.push(Code {
            guid: guid(tag, "guid"),
            above: self.codes.last().copied(),
            name: tag.attribute("name").unwrap_or_default(),
            codable: tag.attribute("isCodable").is_none_or(|said| !matches!(said.trim(), "false" | "0")),
            colour,
            ..Code::default()
        });
        self.codes.push(codes.len() - 1);
        Ok(())
    }

    fn open_text(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("name").filter(|name| !name.is_empty()).or_else(|| self.around.clone());
        let text =
            CodedText { guid: guid(tag, "guid"), name: name.unwrap_or_default(), ..CodedText::default() };
        self.source = Some((text, path(tag)));
    }

    fn open_note(&mut self, tag: &Tag<'_>) {
        let note = CodedNote {
            guid: guid(tag, "guid"),
            name: tag.attribute("name").unwrap_or_default(),
            text: String::new(),
            by: by(tag),
            at: tag.attribute("creationDateTime"),
        };
        self.note = Some((note, path(tag)));
    }

    fn note_ref(&mut self, note: String) {
        let of_code = self.codes.last().map(|at| &mut self.found.coded.codes[*at].notes);
        let of_source = self.source.as_mut().map(|(source, _)| &mut source.notes);
        let of_selection = self.selection.as_mut().map(|selection| &mut selection.notes);
        match of_selection.or(of_source).or(of_code) {
            Some(notes) => notes.push(note),
            None => *self.left.entry("notes on the project as a whole").or_default() += 1,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(words) = &mut self.words {
            words.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        self.open.pop();
        match name {
            "Code" => drop(self.codes.pop()),
            "PDFSource" => self.around = None,
            "TextSource" | "Representation" => {
                if let Some((source, path)) = self.source.take() {
                    self.found.coded.sources.push(source);
                    self.found.source_paths.push(path);
                }
            }
            "Note" => {
                if let Some((note, path)) = self.note.take() {
                    self.found.coded.notes.push(note);
                    self.found.note_paths.push(path);
                }
            }
            "PlainTextSelection" => {
                if let (Some(selection), Some((source, _))) = (self.selection.take(), &mut self.source) {
                    source.selections.push(selection);
                }
            }
            "Coding" => self.close_coding(),
            name if TEXTS.contains(&name) => {
                if let Some(words) = self.words.take() {
                    self.say(name, words);
                }
            }
            _ => {}
        }
    }

    fn close_coding(&mut self) {
        let Some(coding) = self.coding.take() else { return };
        let of_source = self.source.as_mut().map(|(source, _)| &mut source.codings);
        let of_selection = self.selection.as_mut().map(|selection| &mut selection.codings);
        if let Some(codings) = of_selection.or(of_source) {
            codings.push(coding);
        }
    }

    /// Gives a text to what it is of.
    fn say(&mut self, name: &str, words: String) {
        let above = self.open.last().map_or("", String::as_str);
        match (name, above) {
            ("PlainTextContent", "Note") => {
                if let Some((note, _)) = &mut self.note {
                    note.text = words;
                }
            }
            ("PlainTextContent", _) => {
                if let Some((source, _)) = &mut self.source {
                    source.text = words;
                }
            }
            (_, "Code") => {
                if let Some(at) = self.codes.last() {
                    self.found.coded.codes[*at].description = words;
                }
            }
            (_, "PlainTextSelection") => {
                if let Some(selection) = &mut self.selection {
                    selection.description = words;
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Option<Found> {
        if self.root != Some(true) {
            return None;
        }
        let left = self.left.into_iter().map(|(what, n)| (n, what.to_owned()));
        self.found.coded.left.extend(left);
        Some(self.found)
    }
}

fn selection(tag: &Tag<'_>) -> Selection {
    let number = |name| tag.attribute(name).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
    Selection {
        guid: guid(tag, "guid"),
        name: tag.attribute("name").unwrap_or_default(),
        start: number("startPosition"),
        end: number("endPosition"),
        by: by(tag),
        at: tag.attribute("creationDateTime"),
        ..Selection::default()
    }
}

/// A GUID without braces, in lower case.
fn guid(tag: &Tag<'_>, name: &str) -> String {
    let said = tag.attribute(name).unwrap_or_default();
    said.trim().trim_matches(['{', '}']).to_ascii_lowercase()
}

fn by(tag: &Tag<'_>) -> Option<String> {
    Some(guid(tag, "creatingUser")).filter(|by| !by.is_empty())
}

fn path(tag: &Tag<'_>) -> Option<String> {
    tag.attribute("plainTextPath").filter(|path| !path.is_empty())
}

/// `#RGB` or `#RRGGBB`.
fn colour_of(said: &str) -> Option<u32> {
    let digits = said.trim().strip_prefix('#')?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => Some(
            [8, 4, 0].into_iter().fold(0, |colour, shift| (colour << 8) | (((number >> shift) & 0xf) * 0x11)),
        ),
        6 => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::super::offsets;
    use super::*;

    proptest! {
        #[test]
        fn any_elements_are_read_or_refused(pieces in vec(select(PIECES.to_vec()), 0..40)) {
            let text = format!("<Project>{}</Project>", pieces.concat());
            for text in [text.as_str(), &pieces.concat()] {
                if let Ok(found) = read(text, "a.qdpx", "project.qde") {
                    prop_assert_eq!(found.coded.sources.len(), found.source_paths.len());
                    prop_assert_eq!(found.coded.notes.len(), found.note_paths.len());
                    offsets::found(&found.coded);
                }
            }
        }
    }

    /// What stands in a project, opened and closed in no order.
    const PIECES: [&str; 24] = [
        "<Codes>",
        "</Codes>",
        "<Code guid='{A}' name='a'>",
        "</Code>",
        "<TextSource guid='b' plainTextPath='internal://a'>",
        "</TextSource>",
        "<PDFSource name='p'>",
        "</PDFSource>",
        "<Representation>",
        "</Representation>",
        "<PlainTextSelection startPosition='1' endPosition='3' name='ab'>",
        "</PlainTextSelection>",
        "<Coding>",
        "</Coding>",
        "<CodeRef targetGUID='a'/>",
        "<NoteRef targetGUID='c'/>",
        "<Note guid='c'>",
        "</Note>",
        "<PlainTextContent>",
        "</PlainTextContent>",
        "<Description>",
        "</Description>",
        "abc&amp;\u{1f980}\n",
        "<Link originGUID='c' targetGUID='b'/>",
    ];

    #[test]
    fn colours_are_of_three_or_six_digits() {
        assert_eq!(colour_of("#0aF"), Some(0x00_aa_ff));
        assert_eq!(colour_of(" #102030 "), Some(0x10_20_30));
        assert_eq!([colour_of("red"), colour_of("#12"), colour_of("#+12")], [None; 3]);
    }
}
