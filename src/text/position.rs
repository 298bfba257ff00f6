//! Places in a text: between bytes and code points, and the letter, word, sentence or paragraph around one.
//!
//! Places outside the text are taken as its end, so that a stale position never panics.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::span::Span;

/// The byte at which the code point `at` begins; the text's length beyond its end.
pub fn byte_at(text: &str, at: u32) -> usize {
    if text.is_ascii() {
        return text.len().min(at as usize);
    }
    text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte)
}

/// The number of code points before a byte; a byte within a letter counts as the letter's first.
pub fn offset_of(text: &str, byte: usize) -> u32 {
    text.char_indices().take_while(|&(at, c)| at + c.len_utf8() <= byte).count() as u32
}

/// The length of a text in code points.
pub fn length(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The stretch of a text that a span names, as far as it is there.
pub fn slice(text: &str, span: Span) -> &str {
    let start = byte_at(text, span.start);
    let end = start + byte_at(&text[start..], span.len());
    &text[start..end]
}

/// The letter with its marks (grapheme cluster) that holds the code point `at`; empty at the end.
pub fn letter_at(text: &str, at: u32) -> Span {
    piece(text.graphemes(true), at)
}

/// The word that holds the code point `at`, or the blanks or the sign that stand there.
pub fn word_at(text: &str, at: u32) -> Span {
    piece(text.split_word_bounds(), at)
}

/// The sentence that holds the code point `at`, without the blanks after it.
pub fn sentence_at(text: &str, at: u32) -> Span {
    trimmed(text, piece(text.split_sentence_bounds(), at))
}

/// The paragraph (between line ends) that holds the code point `at`, without the line end.
pub fn paragraph_at(text: &str, at: u32) -> Span {
    trimmed(text, piece(text.split_inclusive('\n'), at))
}

/// Finds the piece that holds `at`; the last one when `at` is at or beyond the end.
fn piece<'a>(pieces: impl Iterator<Item = &'a str>, at: u32) -> Span {
    let mut found = Span::new(0, 0);
    for piece in pieces {
        found = Span::new(found.end, found.end + length(piece));
        if at < found.end {
            break;
        }
    }
    found
}

fn trimmed(text: &str, span: Span) -> Span {
    Span::new(span.start, span.start + length(slice(text, span).trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ещё раз. 互联网 is e\u{301}\nNew line";

    #[test]
    fn bytes_and_code_points_agree() {
        for (at, (byte, _)) in TEXT.char_indices().enumerate() {
            assert_eq!(byte_at(TEXT, at as u32), byte);
            assert_eq!(offset_of(TEXT, byte), at as u32);
        }
        assert_eq!(byte_at(TEXT, 999), TEXT.len());
        assert_eq!(offset_of(TEXT, 1), 0);
        assert_eq!(slice(TEXT, Span::new(9, 12)), "互联网");
        assert_eq!(slice(TEXT, Span::new(900, 912)), "");
    }

    #[test]
    fn pieces_hold_the_place() {
        assert_eq!(slice(TEXT, word_at(TEXT, 1)), "Ещё");
        assert_eq!(slice(TEXT, sentence_at(TEXT, 4)), "Ещё раз.");
        assert_eq!(slice(TEXT, letter_at(TEXT, 17)), "e\u{301}");
        assert_eq!(slice(TEXT, paragraph_at(TEXT, 10)), "Ещё раз. 互联网 is e\u{301}");
        assert_eq!(slice(TEXT, paragraph_at(TEXT, 999)), "New line");
        assert_eq!(letter_at("", 3), Span::new(0, 0));
    }
}
