//! Reads a query's characters: plain forms, blanks, quotation marks, bare words.

use std::ops::Range;

use super::error::{Error, Mistake};

/// Where the reading of a query stands.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A stretch of characters without blanks, or between quotation marks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Piece {
    /// What it says, without quotation marks.
    pub(super) text: String,
    /// Its bytes in the query.
    pub(super) span: Range<usize>,
    /// Where in `text` an unquoted `..` stands first.
    pub(super) dots: Option<usize>,
    /// Whether an unquoted `*` ended it.
    pub(super) prefix: bool,
    /// Where an unquoted `~` stands last.
    pub(super) tilde: Option<Tilde>,
}

/// A `~` in a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tilde {
    /// Its byte in the query.
    pub(super) at: usize,
    /// Its byte in the piece's text.
    pub(super) within: usize,
    /// Whether a closing quotation mark stands before it.
    pub(super) after_quotes: bool,
}

/// Where a bare word ends, beside at blanks and parentheses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bare {
    /// At a quotation mark, which begins the next term.
    Word,
    /// At a comma; quotation marks are a part of it.
    Value,
    /// At a comma or an equals sign; quotation marks are a part of it.
    Head,
}

/// The plain form of a character: quotation marks, full-width and Arabic punctuation and digits, dashes.
pub(super) fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' => '"',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '٠'..='٩' => char::from_digit(c as u32 - 0x660, 10).unwrap_or(c),
        '۰'..='۹' => char::from_digit(c as u32 - 0x6F0, 10).unwrap_or(c),
        '،' | '、' | '﹐' | '٬' => ',',
        '؛' => ';',
        '٫' => '.',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// The nearest bound of a letter at or before a byte.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether a quotation mark closes what another opened.
fn closes(open: char, c: char) -> bool {
    match open {
        '“' | '„' | '‟' | '”' => matches!(c, '“' | '”' | '"' | '＂'),
        '«' | '»' => matches!(c, '«' | '»'),
        '「' => c == '」',
        '『' => c == '』',
        _ => matches!(c, '"' | '＂'),
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn raw(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The next character's plain form.
    pub(super) fn peek(&self) -> Option<char> {
        self.raw().map(plain)
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.raw()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes the character if it is next.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let there = self.peek() == Some(c);
        if there {
            self.bump();
        }
        there
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.raw().is_some_and(is_blank) {
            self.bump();
        }
    }

    /// Whether a term or value could not begin here.
    pub(super) fn at_end_of_term(&self) -> bool {
        self.peek().is_none_or(|c| is_blank(c) || matches!(c, '(' | ')'))
    }

    /// Takes `name:` if that is next; gives the name and its bytes.
    pub(super) fn field_name(&mut self) -> Option<(String, Range<usize>)> {
        let mut ahead = self.clone();
        let mut name = String::new();
        while let Some(c) = ahead.peek().filter(char::is_ascii_alphabetic) {
            name.push(c);
            ahead.bump();
        }
        let span = self.at..ahead.at;
        if name.is_empty() || !ahead.eat(':') {
            return None;
        }
        *self = ahead;
        Some((name, span))
    }

    /// Takes `OR` if it is next and a word of its own.
    pub(super) fn eat_or(&mut self) -> bool {
        let mut ahead = self.clone();
        let there = ahead.eat('O') && ahead.eat('R') && (ahead.at_end_of_term() || ahead.peek() == Some('"'));
        if there {
            *self = ahead;
        }
        there
    }

    /// Takes a phrase between quotation marks; the next character is one.
    pub(super) fn quoted(&mut self) -> Result<Piece, Error> {
        let start = self.at;
        let mut piece = Piece::default();
        self.quoted_into(&mut piece.text)?;
        if piece.text.trim().is_empty() {
            return Err(Error::new(start..self.at, Mistake::EmptyPhrase));
        }
        piece.prefix = self.eat('*');
        let at = self.at;
        if !piece.prefix && self.eat('~') {
            piece.tilde = Some(Tilde { at, within: piece.text.len(), after_quotes: true });
            piece.text.push('~');
            while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
                piece.text.push(digit);
                self.bump();
            }
        }
        piece.span = start..self.at;
        Ok(piece)
    }

    fn quoted_into(&mut self, into: &mut String) -> Result<(), Error> {
        let start = self.at;
        let open = self.bump().unwrap_or('"');
        while let Some(c) = self.bump() {
            match self.raw() {
                Some(next @ ('"' | '＂' | '\\')) if c == '\\' => {
                    into.push(next);
                    self.bump();
                }
                _ if closes(open, c) => return Ok(()),
                _ => into.push(c),
            }
        }
        Err(Error::new(start..start + open.len_utf8(), Mistake::UnclosedQuote))
    }

    /// Takes characters up to a blank or parenthesis, or what else ends them; may be empty.
    pub(super) fn bare(&mut self, kind: Bare) -> Result<Piece, Error> {
        let start = self.at;
        let mut piece = Piece::default();
        let mut star = None;
        let mut dot_before = false;
        let mut quotes_end = None;
        while let Some(c) = self.peek() {
            let ends = is_blank(c)
                || matches!(c, '(' | ')')
                || match kind {
                    Bare::Word => c == '"',
                    Bare::Value => c == ',',
                    Bare::Head => matches!(c, ',' | '='),
                };
            if ends {
                break;
            }
            if let Some(star) = star {
                return Err(Error::new(star, Mistake::Star));
            }
            let at = self.at;
            if c == '"' {
                self.quoted_into(&mut piece.text)?;
                dot_before = false;
                piece.tilde = None;
                quotes_end = Some(self.at);
                continue;
            }
            self.bump();
            match c {
                '*' => star = Some(at..self.at),
                '…' if kind == Bare::Value && piece.dots.is_none() => {
                    piece.dots = Some(piece.text.len());
                    piece.text.push_str("..");
                }
                _ => {
                    if c == '~' {
                        let after_quotes = quotes_end == Some(at);
                        piece.tilde = Some(Tilde { at, within: piece.text.len(), after_quotes });
                    }
                    if c == '.' && dot_before && piece.dots.is_none() {
                        piece.dots = Some(piece.text.len() - 1);
                    }
                    dot_before = c == '.';
                    piece.text.push(c);
                }
            }
        }
        piece.prefix = star.is_some();
        piece.span = start..self.at;
        Ok(piece)
    }
}

/// Blanks between terms; also the invisible ones that come with copied text.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{FEFF}'
}
