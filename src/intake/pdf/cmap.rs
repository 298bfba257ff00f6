//! What a font's map says: which codes there are, and which letters they show (ISO 32000-1, 9.7.5 and 9.10.3).

use std::collections::HashMap;
use std::rc::Rc;

use super::lexer::{Lexer, Token};

/// So many codes of one map are kept.
const MOST_CODES: usize = 1 << 17;

/// So many ranges of one map are kept: they are gone through for every letter.
const MOST_RANGES: usize = 4_096;

/// A map from codes to letters, or to numbers of glyphs.
#[derive(Debug, Default)]
pub(super) struct Map {
    /// Lengths of codes in bytes with the first and the last of each.
    spaces: Vec<(usize, u32, u32)>,
    letters: HashMap<u32, Rc<str>>,
    /// First and last code, and the number of the first one's glyph.
    glyphs: Vec<(u32, u32, u32)>,
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, byte| (value << 8) | u32::from(*byte))
}

fn letters(bytes: &[u8]) -> Rc<str> {
    let units = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        single => u16::from(single[0]),
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
}

/// The letters of a code so far after the first of its range: the last unit is counted up.
fn letters_after(first: &[u8], by: u32) -> Rc<str> {
    let mut bytes = first.to_vec();
    let length = bytes.len();
    if let Some(last) = bytes.get(length.saturating_sub(2)..).filter(|l| l.len() == 2) {
        let value = u16::from_be_bytes([last[0], last[1]]).wrapping_add(by as u16);
        bytes[length - 2..].copy_from_slice(&value.to_be_bytes());
    } else if let Some(last) = bytes.last_mut() {
        *last = last.wrapping_add(by as u8);
    }
    letters(&bytes)
}

impl Map {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Word(word) = &token else {
                if operands.len() < MOST_CODES {
                    operands.push(token);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => map.spaces(&operands),
                b"endbfchar" => map.single_letters(&operands),
                b"endbfrange" => map.ranges_of_letters(&operands),
                b"endcidrange" => map.ranges_of_glyphs(&operands, 3),
                b"endcidchar" => map.ranges_of_glyphs(&operands, 2),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    fn spaces(&mut self, operands: &[Token]) {
        for pair in operands.chunks(2) {
            if let [Token::Text(first), Token::Text(last)] = pair
                && (1..=4).contains(&first.len())
                && self.spaces.len() < MOST_RANGES
            {
                self.spaces.push((first.len(), code(first), code(last)));
            }
        }
    }

    fn single_letters(&mut self, operands: &[Token]) {
        for pair in operands.chunks(2) {
            if let [Token::Text(from), Token::Text(to)] = pair {
                self.letters.insert(code(from), letters(to));
            }
        }
    }

    fn ranges_of_letters(&mut self, operands: &[Token]) {
        let mut tokens = operands.iter();
        while let (Some(Token::Text(first)), Some(Token::Text(last)), Some(to)) =
            (tokens.next(), tokens.next(), tokens.next())
        {
            let (first, last) = (code(first), code(last));
            match to {
                Token::Text(to) => {
                    for by in 0..=last.saturating_sub(first).min(0xFFFF) {
                        if self.letters.len() >= MOST_CODES {
                            return;
                        }
                        self.letters.insert(first.wrapping_add(by), letters_after(to, by));
                    }
                }
                Token::Open => {
                    for by in 0.. {
                        let Some(Token::Text(to)) = tokens.next() else { break };
                        self.letters.insert(first.wrapping_add(by), letters(to));
                    }
                }
                _ => return,
            }
        }
    }

    fn ranges_of_glyphs(&mut self, operands: &[Token], size: usize) {
        for range in operands.chunks(size) {
            if self.glyphs.len() >= MOST_RANGES {
                return;
            }
            match range {
                [Token::Text(first), Token::Text(last), Token::Number(glyph)] => {
                    self.glyphs.push((code(first), code(last), *glyph as u32));
                }
                [Token::Text(only), Token::Number(glyph)] => {
                    self.glyphs.push((code(only), code(only), *glyph as u32));
                }
                _ => {}
            }
        }
    }

    /// The letters that a code shows.
    pub(super) fn letters(&self, code: u32) -> Option<Rc<str>> {
        self.letters.get(&code).cloned()
    }

    /// The number of a code's glyph.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let range = self.glyphs.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
        Some(range.2.wrapping_add(code - range.0))
    }

    /// Takes the next code off a string: its value and length in bytes.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let value = code(&bytes[..length]);
            if self.spaces.iter().any(|(l, first, last)| *l == length && (*first..=*last).contains(&value)) {
                return (value, length);
            }
        }
        let length = self.spaces.iter().map(|s| s.0).min().unwrap_or(2).min(bytes.len());
        (code(&bytes[..length]), length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_mapped_one_by_one_and_in_ranges() {
        let map = Map::read(
            b"1 begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange\n1 beginbfchar <03> <00660069> endbfchar\n\
              2 beginbfrange <41> <43> <0061> <8140> <8141> [<4E2D> <6587>] endbfrange",
        );
        let shown = |code| map.letters(code).map(|l| l.to_string());
        assert_eq!(shown(3).as_deref(), Some("fi"));
        assert_eq!(shown(0x43).as_deref(), Some("c"));
        assert_eq!(shown(0x8141).as_deref(), Some("文"));
        assert_eq!(shown(4), None);
        assert_eq!((map.next(&[0x41, 0x42]), map.next(&[0x81, 0x40])), ((0x41, 1), (0x8140, 2)));
    }
}
