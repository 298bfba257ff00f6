//! Fonts: which letters a string of codes shows, how wide each is, and how the font looks.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::cmap::Map;
use super::file::File;
use super::spell;

/// How wide a letter is taken to be where the font does not say, in thousandths.
const USUAL_WIDTH: f64 = 500.0;

/// The same where all letters are as wide.
const FIXED_WIDTH: f64 = 600.0;

/// A font from this weight on is bold.
const BOLD_WEIGHT: f64 = 600.0;

/// One letter of a string, or several that one code shows.
pub(super) struct Shown {
    /// What it says; U+FFFD where that cannot be known.
    pub(super) text: Rc<str>,
    /// In parts of the font's size.
    pub(super) width: f64,
    /// Whether it is the code 32 of one byte, to which the space between words is added.
    pub(super) is_blank: bool,
}

/// A font.
pub(super) struct Font {
    letters: Letters,
    widths: HashMap<u32, f64>,
    usual_width: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

enum Letters {
    /// One byte a letter.
    Single(Vec<Option<Rc<str>>>),
    /// Codes of several bytes; `wide` where the code is UTF-16 itself.
    Several { to_letters: Map, codes: Option<Map>, wide: bool },
}

impl Font {
    /// Reads a font.
    pub(super) fn read(file: &File, dict: &Dictionary) -> Self {
        let map = file.stream(dict, "ToUnicode").map(|s| Map::read(&file.bytes(s))).unwrap_or_default();
        let inner = file
            .array(dict, "DescendantFonts")
            .first()
            .and_then(|o| file.resolve(o)?.as_dict().ok())
            .filter(|_| file.name(dict, "Subtype") == Some(b"Type0"));
        let descriptor = file.dict(inner.unwrap_or(dict), "FontDescriptor");
        let name = file.name(dict, "BaseFont").unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let flags = descriptor.and_then(|d| file.number(d, "Flags")).unwrap_or(0.0) as u32;
        let weight = descriptor.and_then(|d| file.number(d, "FontWeight")).unwrap_or(0.0);
        let slant = descriptor.and_then(|d| file.number(d, "ItalicAngle")).unwrap_or(0.0);
        let names_weight = ["bold", "black", "heavy", "demi"].iter().any(|w| name.contains(w));
        let (letters, widths, usual_width) = match inner {
            Some(inner) => several(file, dict, inner, map),
            None => single(file, dict, &map, &name),
        };
        Self {
            letters,
            widths,
            usual_width,
            bold: names_weight || weight >= BOLD_WEIGHT || flags & (1 << 18) != 0,
            italic: name.contains("italic")
                || name.contains("oblique")
                || slant.abs() > 1.0
                || flags & (1 << 6) != 0,
        }
    }

    /// What stands for a font that is not there.
    pub(super) fn missing() -> Self {
        let letters =
            (0..=255u8).map(|b| b.is_ascii_graphic().then(|| char::from(b).to_string().into())).collect();
        let widths = HashMap::new();
        Self {
            letters: Letters::Single(letters),
            widths,
            usual_width: USUAL_WIDTH / 1000.0,
            bold: false,
            italic: false,
        }
    }

    /// What a string shows.
    pub(super) fn show(&self, bytes: &[u8], mut to: impl FnMut(Shown)) {
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (code, length, text) = self.letter(rest);
            at += length.max(1);
            let glyph = match &self.letters {
                Letters::Several { codes: Some(codes), .. } => codes.glyph(code).unwrap_or(code),
                _ => code,
            };
            let width = self.widths.get(&glyph).copied().unwrap_or(self.usual_width);
            to(Shown { text, width, is_blank: code == 32 && length == 1 });
        }
    }

    fn letter(&self, bytes: &[u8]) -> (u32, usize, Rc<str>) {
        let unknown = || Rc::from("\u{fffd}");
        match &self.letters {
            Letters::Single(table) => {
                let code = bytes[0];
                let text = table.get(code as usize).cloned().flatten();
                // Codes of control characters that nothing maps show nothing.
                let text = text.unwrap_or_else(|| if code < 32 { Rc::from("") } else { unknown() });
                (u32::from(code), 1, text)
            }
            Letters::Several { to_letters, codes, wide } => {
                let (code, length) = match codes {
                    Some(codes) => codes.next(bytes),
                    None => {
                        (bytes.iter().take(2).fold(0, |v, b| (v << 8) | u32::from(*b)), bytes.len().min(2))
                    }
                };
                let text = to_letters.letters(code);
                let own = || wide.then(|| char::from_u32(code)).flatten().map(|c| Rc::from(c.to_string()));
                (code, length, text.or_else(own).unwrap_or_else(unknown))
            }
        }
    }
}

fn single(file: &File, dict: &Dictionary, map: &Map, name: &str) -> (Letters, HashMap<u32, f64>, f64) {
    let encoded = spell::table(file, dict, name);
    let letters =
        (0..=255u32).map(|code| map.letters(code).or_else(|| encoded[code as usize].clone())).collect();
    let scale = match file.numbers(dict, "FontMatrix").first() {
        Some(scale) if file.name(dict, "Subtype") == Some(b"Type3") => scale.abs(),
        _ => 0.001,
    };
    let first = file.number(dict, "FirstChar").unwrap_or(0.0) as u32;
    let widths = file.numbers(dict, "Widths").into_iter().zip(first..).map(|(w, code)| (code, w * scale));
    let fixed = name.contains("courier") || name.contains("mono");
    let missing = file.dict(dict, "FontDescriptor").and_then(|d| file.number(d, "MissingWidth"));
    let usual = missing.filter(|w| *w > 0.0).unwrap_or(if fixed { FIXED_WIDTH } else { USUAL_WIDTH });
    (Letters::Single(letters), widths.take(256).collect(), usual * 0.001)
}

fn several(
    file: &File,
    dict: &Dictionary,
    inner: &Dictionary,
    to_letters: Map,
) -> (Letters, HashMap<u32, f64>, f64) {
    let (codes, wide) = match file.get(dict, "Encoding") {
        Some(Object::Stream(stream)) => (Some(Map::read(&file.bytes(stream))), false),
        Some(Object::Name(name)) => {
            let name = String::from_utf8_lossy(name);
            (None, name.contains("UCS2") || name.contains("UTF16"))
        }
        _ => (None, false),
    };
    let mut widths = HashMap::new();
    let mut list = file.array(inner, "W").iter().filter_map(|o| file.resolve(o));
    let number = |o: &Object| match o {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    };
    while let (Some(first), Some(next)) = (list.next().and_then(number), list.next()) {
        if let Object::Array(all) = next {
            let all = all.iter().filter_map(|o| number(file.resolve(o)?));
            widths.extend((first as u32..).zip(all).map(|(glyph, w)| (glyph, w * 0.001)));
        } else if let (Some(last), Some(width)) = (number(next), list.next().and_then(number)) {
            let last = (last as u32).min(first as u32 + 0xFFFF);
            widths.extend((first as u32..=last).map(|glyph| (glyph, width * 0.001)));
        }
    }
    let usual = file.number(inner, "DW").unwrap_or(1000.0) * 0.001;
    (Letters::Several { to_letters, codes, wide }, widths, usual)
}
