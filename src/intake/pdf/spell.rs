//! The letters of a font of one byte a letter: by its encoding, and by the names of glyphs that differ from it.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::File;

/// The code under which one name is asked for; no encoding has a letter there.
const UNUSED: u8 = 1;

/// The letters of the 256 codes.
pub(super) fn table(file: &File, font: &Dictionary, name: &str) -> Vec<Option<Rc<str>>> {
    let encoding = file.get(font, "Encoding");
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(dict)) => file.name(dict, "BaseEncoding"),
        _ => None,
    };
    let is_true_type = file.name(font, "Subtype") == Some(b"TrueType");
    let usual: &[u8] = if is_true_type { b"WinAnsiEncoding" } else { b"StandardEncoding" };
    let mut letters = named(file, base.unwrap_or(usual));
    if is_symbols(name) {
        // Symbols have no letters of their own here; what is drawn so is a bullet nearly always.
        letters[0xB7] = Some("•".into());
        letters[0xA7] = Some("•".into());
    }
    if let Some(Object::Dictionary(dict)) = encoding {
        let mut code = 0usize;
        for entry in file.array(dict, "Differences") {
            match file.resolve(entry) {
                Some(Object::Integer(n)) => code = usize::try_from(*n).unwrap_or(256),
                Some(Object::Name(name)) => {
                    if let Some(letter) = letters.get_mut(code) {
                        *letter = glyph(file, name);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }
    letters
}

fn is_symbols(name: &str) -> bool {
    ["symbol", "wingdings", "dingbats", "webdings"].iter().any(|n| name.contains(n))
}

/// A font with nothing but an encoding, as the library wants it.
fn asked(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

fn named(file: &File, encoding: &[u8]) -> Vec<Option<Rc<str>>> {
    let known = [&b"StandardEncoding"[..], b"MacRomanEncoding", b"WinAnsiEncoding", b"MacExpertEncoding"];
    let encoding = if known.contains(&encoding) { encoding } else { b"StandardEncoding" };
    let font = asked(Object::Name(encoding.to_vec()));
    let Ok(encoding) = font.get_font_encoding(&file.document) else { return vec![None; 256] };
    let letter = |code: u8| encoding.bytes_to_string(&[code]).ok().filter(|l| !l.is_empty()).map(Rc::from);
    (0..=255).map(letter).collect()
}

/// The letters of a glyph by its name: "eacute", "f_i", "uni0416", "a.alt".
fn glyph(file: &File, name: &[u8]) -> Option<Rc<str>> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|n| !n.is_empty())?;
    let all: Option<String> = name.split('_').map(|part| one_glyph(file, part)).collect();
    all.map(Rc::from)
}

fn one_glyph(file: &File, name: &str) -> Option<String> {
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let code = name
        .strip_prefix("uni")
        .filter(|d| d.len() == 4)
        .or_else(|| name.strip_prefix('u').filter(|d| d.len() > 3));
    if let Some(letter) = code.and_then(hexadecimal) {
        return Some(letter.to_string());
    }
    if name.contains("bullet") {
        return Some("•".to_owned());
    }
    let mut encoding = Dictionary::new();
    encoding.set("Type", Object::Name(b"Encoding".to_vec()));
    let differences = vec![Object::Integer(i64::from(UNUSED)), Object::Name(name.as_bytes().to_vec())];
    encoding.set("Differences", Object::Array(differences));
    let font = asked(Object::Dictionary(encoding));
    let letters = font.get_font_encoding(&file.document).ok()?.bytes_to_string(&[UNUSED]).ok()?;
    (!letters.is_empty()).then_some(letters)
}
