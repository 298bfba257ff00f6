//! From letters as they stand on the page to text in the order of reading and in usual letters.

use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::draw::Glyph;
use super::lines::Look;
use crate::text::is_right_to_left;

/// Brackets that look the other way in text from right to left.
const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];

/// Letters of fonts of symbols that are bullets.
const BULLETS: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{f8ff}';

/// Puts accents that were drawn by themselves with the letter under them.
pub(super) fn with_marks(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let is_mark = |g: &Glyph| !g.text.is_empty() && g.text.chars().all(is_combining_mark);
    if !glyphs.iter().any(is_mark) {
        return glyphs;
    }
    let (marks, mut letters): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(is_mark);
    for mark in marks {
        let middle = f64::midpoint(mark.left, mark.right);
        let from = letters.partition_point(|g| g.left < middle - 3.0 * mark.size);
        let distance = |g: &Glyph| {
            if (g.left..=g.right).contains(&middle) {
                0.0
            } else {
                (g.left - middle).abs().min((g.right - middle).abs())
            }
        };
        let near = letters[from..].iter_mut().take(12).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match near {
            Some(letter) => letter.text = Rc::from([&*letter.text, &*mark.text].concat()),
            None => letters.push(mark),
        }
    }
    letters
}

/// The letters of a glyph: ligatures and letters by their shape as usual letters, blanks as blanks, nothing that is only
/// there for layout. A soft hyphen stays: it is resolved where lines are joined.
pub(super) fn letters(text: &str) -> String {
    let usual =
        |c: char| matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            c if usual(c) => out.extend(std::iter::once(c).nfkc()),
            '\u{feff}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{2000}'..='\u{200a}' | '\u{a0}' | '\u{202f}' | '\u{205f}' | '\t' => out.push(' '),
            c if BULLETS.contains(&c) => out.push('•'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Puts what stands from left to right on the page into the order of reading; says whether the line runs from right to left.
pub(super) fn reorder(units: &mut Vec<(String, Look)>) -> bool {
    let (mut rtl, mut ltr) = (0, 0);
    for c in units.iter().flat_map(|(text, _)| text.chars()).filter(|c| c.is_alphabetic()) {
        if is_right_to_left(c) { rtl += 1 } else { ltr += 1 }
    }
    if rtl == 0 {
        return false;
    }
    let is_rtl = rtl >= ltr;
    // Each unit is stood for by one character, so that letters which one glyph shows stay together.
    let shown: String = units.iter().map(|(text, _)| text.chars().next().unwrap_or(' ')).collect();
    let level = if is_rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&shown, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return is_rtl };
    let levels: Vec<Level> =
        shown.char_indices().map(|(i, _)| info.levels.get(i).copied().unwrap_or(level)).collect();
    if paragraph.range.end < shown.len() {
        return is_rtl;
    }
    let order = BidiInfo::reorder_visual(&levels);
    let mirrored = |(text, look): &(String, Look), level: Level| {
        let turn = |c: char| {
            let pair = PAIRS.iter().find(|(a, b)| level.is_rtl() && (*a == c || *b == c));
            pair.map_or(c, |(a, b)| if *a == c { *b } else { *a })
        };
        (text.chars().map(turn).collect::<String>(), *look)
    };
    *units = order.into_iter().map(|i| mirrored(&units[i], levels[i])).collect();
    is_rtl
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shown: &str) -> String {
        let mut units: Vec<(String, Look)> =
            shown.chars().map(|c| (c.to_string(), Look::default())).collect();
        reorder(&mut units);
        units.into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn arabic_is_put_in_the_order_of_reading_and_numbers_and_latin_words_stay() {
        let reversed = |text: &str| text.chars().rev().collect::<String>();
        assert_eq!(read(&reversed("السلام عليكم")), "السلام عليكم");
        let shown = [&reversed("عام"), " 2025 ", &reversed("في")].concat();
        assert_eq!(read(&shown), "في 2025 عام");
        let shown = [&reversed("من"), " IPv6 ", &reversed("بروتوكول")].concat();
        assert_eq!(read(&shown), "بروتوكول IPv6 من");
        assert_eq!(read("IPv6 only"), "IPv6 only");
    }

    #[test]
    fn ligatures_and_shapes_become_usual_letters() {
        assert_eq!(letters("ﬁ"), "fi");
        assert_eq!(letters("ﻻ"), "لا");
        assert_eq!(letters("e\u{301}\u{feff}\u{a0}"), "é ");
        assert_eq!(letters("\u{f0b7}"), "•");
    }
}
