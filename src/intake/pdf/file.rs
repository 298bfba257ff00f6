//! The file's objects: pages with what they inherit, and streams unpacked within a limit.

use std::collections::HashSet;
use std::io::Read as _;

use lopdf::{Dictionary, Document, Object, Stream};

use super::lexer::Token;
use super::matrix::Matrix;

/// The most bytes that one stream may unpack to.
const LARGEST_STREAM: u64 = 64 << 20;

/// The most pages that are read.
pub(super) const MOST_PAGES: usize = 10_000;

/// How many steps of references are followed.
const LONGEST_CHAIN: usize = 32;

/// A page's dictionary, and what it inherits.
pub(super) struct Sheet<'a> {
    pub(super) dict: &'a Dictionary,
    pub(super) resources: Option<&'a Dictionary>,
    /// Left, bottom, right and top.
    pub(super) media: [f64; 4],
    /// By how many degrees the page is turned clockwise.
    pub(super) turned: i64,
}

/// An opened file.
pub(super) struct File {
    pub(super) document: Document,
}

impl File {
    /// What a reference names, or the object itself.
    pub(super) fn resolve<'a>(&'a self, mut object: &'a Object) -> Option<&'a Object> {
        for _ in 0..LONGEST_CHAIN {
            match object {
                Object::Reference(id) => object = self.document.objects.get(id)?,
                Object::Null => return None,
                _ => return Some(object),
            }
        }
        None
    }

    pub(super) fn get<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.resolve(dict.get(key.as_bytes()).ok()?)
    }

    pub(super) fn dict<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        match self.get(dict, key)? {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    pub(super) fn name<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    pub(super) fn number(&self, dict: &Dictionary, key: &str) -> Option<f64> {
        as_number(self.get(dict, key)?)
    }

    pub(super) fn array<'a>(&'a self, dict: &'a Dictionary, key: &str) -> &'a [Object] {
        self.get(dict, key).and_then(|o| o.as_array().ok()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn numbers(&self, dict: &Dictionary, key: &str) -> Vec<f64> {
        self.array(dict, key).iter().filter_map(|o| as_number(self.resolve(o)?)).collect()
    }

    pub(super) fn matrix(&self, dict: &Dictionary) -> Matrix {
        Matrix::of(&self.numbers(dict, "Matrix")).unwrap_or(Matrix::IDENTITY)
    }

    /// The bytes of a stream, unpacked; what is damaged or over the limit is cut off where that begins.
    pub(super) fn bytes(&self, stream: &Stream) -> Vec<u8> {
        let filters: Vec<&[u8]> = match self.get(&stream.dict, "Filter") {
            Some(Object::Name(name)) => vec![name],
            Some(Object::Array(names)) => {
                names.iter().filter_map(|n| self.resolve(n)?.as_name().ok()).collect()
            }
            _ => return stream.content.clone(),
        };
        let plain = self.get(&stream.dict, "DecodeParms").is_none();
        match filters.as_slice() {
            [] => stream.content.clone(),
            [b"FlateDecode" | b"Fl"] if plain => inflated(&stream.content),
            _ => match unpacked_by_steps(&stream.content, &filters) {
                Some(bytes) if plain => bytes,
                _ => stream.decompressed_content().unwrap_or_default(),
            },
        }
    }

    /// All pages in order, each with what it inherits; and whether there were too many.
    pub(super) fn pages(&self) -> (Vec<Sheet<'_>>, bool) {
        let root = self.document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
        let Some(root) = root else { return (Vec::new(), false) };
        let (mut pages, mut seen) = (Vec::new(), HashSet::new());
        let mut open: Vec<(&Object, Option<&Dictionary>, [f64; 4], i64)> = vec![(root, None, LETTER, 0)];
        while let Some((node, resources, media, turned)) = open.pop() {
            if let Object::Reference(id) = node
                && !seen.insert(*id)
            {
                continue;
            }
            let Some(Object::Dictionary(dict)) = self.resolve(node) else { continue };
            let resources = self.dict(dict, "Resources").or(resources);
            let media = rectangle(&self.numbers(dict, "MediaBox")).unwrap_or(media);
            let turned = self.number(dict, "Rotate").map_or(turned, |n| (n as i64).rem_euclid(360));
            let kids = self.array(dict, "Kids");
            if kids.is_empty() && !dict.has(b"Kids") {
                if pages.len() >= MOST_PAGES {
                    return (pages, true);
                }
                pages.push(Sheet { dict, resources, media, turned });
            }
            open.extend(kids.iter().rev().map(|kid| (kid, resources, media, turned)));
        }
        (pages, false)
    }

    /// What is drawn on a page, its pieces parted by a line end.
    pub(super) fn content(&self, page: &Dictionary) -> Vec<u8> {
        match self.get(page, "Contents") {
            Some(Object::Stream(stream)) => self.bytes(stream),
            Some(Object::Array(pieces)) => {
                let mut all = Vec::new();
                for piece in pieces.iter().filter_map(|p| self.resolve(p)?.as_stream().ok()) {
                    if all.len() as u64 > LARGEST_STREAM {
                        break;
                    }
                    all.extend(self.bytes(piece));
                    all.push(b'\n');
                }
                all
            }
            _ => Vec::new(),
        }
    }
}

/// The size of a page that tells none.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

fn as_number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)).filter(|n| n.is_finite()),
        _ => None,
    }
}

/// Left, bottom, right and top, whichever corners were given.
pub(super) fn rectangle(numbers: &[f64]) -> Option<[f64; 4]> {
    let [a, b, c, d] = numbers else { return None };
    let sides = [a.min(*c), b.min(*d), a.max(*c), b.max(*d)];
    (sides[2] > sides[0] && sides[3] > sides[1]).then_some(sides)
}

fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // What was unpacked before a fault counts.
    let _ = flate2::read::ZlibDecoder::new(bytes).take(LARGEST_STREAM).read_to_end(&mut out);
    if out.is_empty() && bytes.len() > 2 {
        let _ = flate2::read::DeflateDecoder::new(&bytes[2..]).take(LARGEST_STREAM).read_to_end(&mut out);
    }
    out
}

/// Unpacks what this module can by itself: deflated, or written in hexadecimal digits.
fn unpacked_by_steps(bytes: &[u8], filters: &[&[u8]]) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    for filter in filters {
        bytes = match *filter {
            b"FlateDecode" | b"Fl" => inflated(&bytes),
            b"ASCIIHexDecode" | b"AHx" => {
                match super::lexer::Lexer::new(&[b"<", bytes.as_slice()].concat()).next() {
                    Some(Token::Text(text)) => text,
                    _ => Vec::new(),
                }
            }
            _ => return None,
        };
    }
    Some(bytes)
}
