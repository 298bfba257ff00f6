//! The words of a page's content and of a font's map: both are written in the same small language (ISO 32000-1, 7.2).
//!
//! Everything is flat: brackets are tokens like others, so that no nesting can be too deep. What makes no sense is
//! stepped over; what stands after it is still read.

/// One word.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Number(f64),
    /// Without the slash.
    Name(Vec<u8>),
    /// The bytes of a string, however it was written.
    Text(Vec<u8>),
    /// `[`, `<<` or `{`.
    Open,
    /// `]`, `>>` or `}`.
    Close,
    /// Anything else: an operator.
    Word(Vec<u8>),
}

/// Takes bytes apart.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Steps over the data of a picture that stands in the content, up to and with its `EI`.
    pub(super) fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |i: usize| {
            rest[i..].starts_with(b"EI")
                && i.checked_sub(1).is_some_and(|before| is_blank(rest[before]))
                && rest.get(i + 2).is_none_or(|b| is_blank(*b))
                // Data may hold these letters by chance; content is text from here on.
                && rest[i + 2..].iter().take(12).all(|b| b.is_ascii() && (*b >= 32 || is_blank(*b)))
        };
        let end = (0..rest.len()).find(|i| ends(*i));
        self.at += end.map_or(rest.len(), |i| i + 2);
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek(0).filter(|b| !is_blank(*b) && !is_mark(*b)) {
            let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
            if let (b'#', Some(high), Some(low)) = (byte, hex(self.peek(1)), hex(self.peek(2))) {
                name.push((high * 16 + low) as u8);
                self.at += 3;
            } else {
                name.push(byte);
                self.at += 1;
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 0usize);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => {
                    depth += 1;
                    text.push(byte);
                }
                b')' if depth == 0 => break,
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek(0).filter(|b| (b'0'..=b'7').contains(b)) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(value as u8);
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(char::from(byte).to_digit(16));
        }
        digits.chunks(2).map(|pair| (pair[0] * 16 + pair.get(1).copied().unwrap_or(0)) as u8).collect()
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        while self.peek(0).is_some_and(|b| !is_blank(b) && !is_mark(b)) {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        match number(word) {
            Some(number) => Token::Number(number),
            None => Token::Word(word.to_vec()),
        }
    }
}

/// A number; more signs than one, and what follows a second sign, are slips of programs that do so.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    let bare = text.trim_start_matches(['-', '+']);
    let bare = bare.split(['-', '+']).next().unwrap_or_default();
    let negative = text.starts_with('-');
    let value: f64 = if bare == "." { 0.0 } else { bare.parse().ok()? };
    value.is_finite().then_some(if negative { -value } else { value })
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.skip_blanks();
            return Some(match (self.peek(0)?, self.peek(1)) {
                (b'/', _) => Token::Name(self.name()),
                (b'(', _) => Token::Text(self.literal()),
                (b'<', Some(b'<')) => {
                    self.at += 2;
                    Token::Open
                }
                (b'>', Some(b'>')) => {
                    self.at += 2;
                    Token::Close
                }
                (b'<', _) => Token::Text(self.hexadecimal()),
                (b'[' | b'{', _) => {
                    self.at += 1;
                    Token::Open
                }
                (b']' | b'}', _) => {
                    self.at += 1;
                    Token::Close
                }
                (b')' | b'>', _) => {
                    self.at += 1;
                    continue;
                }
                _ => self.word(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_names_and_numbers_are_read_and_nonsense_is_stepped_over() {
        let read = |text: &str| Lexer::new(text.as_bytes()).collect::<Vec<_>>();
        let text = |t: &[u8]| Token::Text(t.to_vec());
        assert_eq!(
            read(
                r"(a\(b\)(c)\101\
) <4142 4> /A#42 -.5 --2 4-5 ) > Tj"
            ),
            [
                text(b"a(b)(c)A"),
                text(b"AB@"),
                Token::Name(b"AB".to_vec()),
                Token::Number(-0.5),
                Token::Number(-2.0),
                Token::Number(4.0),
                Token::Word(b"Tj".to_vec()),
            ]
        );
        assert_eq!(read("(never closed"), [text(b"never closed")]);
        assert_eq!(read("[<<%x\n>>]").len(), 4);
    }
}
