//! The order in which a line is seen: from right to left where its script asks for it (Unicode annex 9).
//!
//! Text is stored, searched, copied and exported in its logical order; only what is drawn is put in the
//! visual one, line by line after wrapping, letters with their marks as one thing. Terminals disagree about
//! who does that, so [`Writing`] says it. No control character is ever made or sent for it. Arabic letters
//! get the forms in which they join their neighbours ([`shape`]); brackets face the way they are read.

pub mod shape;

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

use super::clean;
use super::direction::is_right_to_left;
use super::is_rtl;
use super::width::columns;

/// Who puts lines in visual order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Writing {
    /// The program: letters are sent in the order in which they are seen.
    #[default]
    Visual,
    /// The terminal: letters are sent in the order in which they are read.
    Logical,
}

impl Writing {
    /// Whether the program has something to reorder in a text.
    pub fn reorders(self, text: &str) -> bool {
        self == Self::Visual && needs_order(text)
    }
}

/// Whether a text has letters that are written from right to left.
pub fn needs_order(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

/// The embedding level of each byte of a paragraph, whose own direction is given.
pub fn levels(paragraph: &str, rtl: bool) -> Vec<u8> {
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(paragraph, Some(base)).levels.iter().map(Level::number).collect()
}

/// The places of a line's items in the order in which they are seen, from the left (annex 9, rule L2).
pub fn visual(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let Some(lowest_odd) = levels.iter().copied().filter(|level| level % 2 == 1).min() else { return order };
    for level in (lowest_odd..=highest).rev() {
        let mut at = 0;
        while at < order.len() {
            let run = order[at..].iter().take_while(|item| levels[**item] >= level).count();
            order[at..at + run].reverse();
            at += run.max(1);
        }
    }
    order
}

/// One thing on a line: a letter with its marks as it is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glyph<'a> {
    /// What is drawn.
    pub letters: Cow<'a, str>,
    /// Its place in the line, in code points.
    pub at: usize,
    /// The columns that it takes.
    pub columns: u16,
}

/// Cuts a cleaned line of its own into what is drawn, from left to right.
pub fn glyphs(line: &str) -> Vec<Glyph<'_>> {
    let levels = levels(line, is_rtl(line));
    let mut clusters: Vec<(usize, usize, &str)> = Vec::new();
    let (mut byte, mut at) = (0, 0);
    for cluster in clean::clusters(line) {
        match clusters.last_mut() {
            Some((_, start, before)) if shape::joins_into_one(before, cluster) => {
                *before = &line[*start..byte + cluster.len()];
            }
            _ => clusters.push((at, byte, cluster)),
        }
        byte += cluster.len();
        at += cluster.chars().count();
    }
    let own: Vec<u8> = clusters.iter().map(|(_, byte, _)| levels[*byte]).collect();
    let beside = |n: Option<usize>| n.and_then(|n| clusters.get(n)).map(|(_, _, letters)| *letters);
    let glyph = |n: usize| {
        let (at, _, letters) = clusters[n];
        let drawn = drawn(beside(n.checked_sub(1)), letters, beside(Some(n + 1)), own[n]);
        Glyph { columns: columns(&drawn) as u16, letters: drawn, at }
    };
    visual(&own).into_iter().map(glyph).collect()
}

/// A letter as it is drawn between its neighbours in the text, at an embedding level.
pub fn drawn<'a>(before: Option<&str>, letters: &'a str, after: Option<&str>, level: u8) -> Cow<'a, str> {
    if level.is_multiple_of(2) {
        return Cow::Borrowed(letters);
    }
    let mut chars = letters.chars();
    let Some(first) = chars.next() else { return Cow::Borrowed(letters) };
    match mirrored(first) {
        Some(mirror) => Cow::Owned(std::iter::once(mirror).chain(chars).collect()),
        None => shape::shaped(before, letters, after).map_or(Cow::Borrowed(letters), Cow::Owned),
    }
}

/// What faces the other way, by the pairs of `BidiMirroring.txt` that occur in texts.
fn mirrored(c: char) -> Option<char> {
    const PAIRS: [(char, char); 17] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('〈', '〉'),
        ('《', '》'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〔', '〕'),
        ('（', '）'),
        ('［', '］'),
        ('＜', '＞'),
    ];
    PAIRS.iter().find_map(|(open, close)| match c {
        _ if c == *open => Some(*close),
        _ if c == *close => Some(*open),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> String {
        glyphs(line).into_iter().map(|glyph| glyph.letters.into_owned()).collect()
    }

    #[test]
    fn hebrew_is_turned_round_and_what_is_latin_in_it_is_not() {
        assert_eq!(seen("אבג"), "גבא");
        assert_eq!(seen("אב IPv6 גד"), "דג IPv6 בא");
        assert_eq!(seen("from אב 12 גד to"), "from דג 12 בא to");
        assert_eq!(seen("plain"), "plain");
    }

    #[test]
    fn brackets_face_the_way_they_are_read() {
        assert_eq!(seen("א (ב) «ג»"), "«ג» (ב) א");
        assert_eq!(seen("a (b)"), "a (b)");
    }

    #[test]
    fn marks_stay_on_their_letters_and_places_are_those_of_the_text() {
        let line = "בּא 7";
        let found: Vec<(String, usize)> =
            glyphs(line).into_iter().map(|glyph| (glyph.letters.into_owned(), glyph.at)).collect();
        let expected = [("7", 4), (" ", 3), ("א", 2), ("בּ", 0)];
        assert_eq!(found, expected.map(|(letters, at)| (letters.to_owned(), at)));
    }

    #[test]
    fn arabic_letters_join_and_lam_alef_is_one_sign() {
        // beh-alef-beh, then lam-alef: forms initial, final, isolated; the ligature.
        assert_eq!(seen("باب"), "\u{FE8F}\u{FE8E}\u{FE91}");
        let glyphs = glyphs("لا");
        assert_eq!((glyphs.len(), &*glyphs[0].letters, glyphs[0].columns), (1, "\u{FEFB}", 1));
        assert_eq!(seen("سلام"), "\u{FEE1}\u{FEFC}\u{FEB3}");
    }

    #[test]
    fn the_order_of_seen_things_is_that_of_the_standard() {
        assert_eq!(visual(&[0, 0, 1, 1, 2, 1, 0]), [0, 1, 5, 4, 3, 2, 6]);
        assert_eq!(visual(&[1, 1, 2, 2, 1]), [4, 2, 3, 1, 0]);
        assert_eq!(visual(&[]), Vec::<usize>::new());
    }

    #[test]
    fn only_texts_with_letters_from_right_to_left_need_it() {
        assert!(Writing::Visual.reorders("IPv6 في"));
        assert!(!Writing::Logical.reorders("IPv6 في"));
        assert!(!Writing::Visual.reorders("互联网 — été"));
    }

    proptest::proptest! {
        #[test]
        fn every_letter_is_drawn_once(line in "[a-z אבגلابتـ()0-9\u{64E}一]{0,40}") {
            let line = clean::line(&line).into_owned();
            let mut drawn = glyphs(&line);
            drawn.sort_by_key(|glyph| glyph.at);
            let places: Vec<usize> = drawn.iter().map(|glyph| glyph.at).collect();
            proptest::prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
            let marks = |text: &str| text.chars().filter(|c| *c == '\u{64E}').count();
            let shown: String = drawn.iter().map(|glyph| &*glyph.letters).collect();
            proptest::prop_assert_eq!(marks(&shown), marks(&line));
        }
    }
}
