//! Makes text from outside safe to show: the one function between a submission and the terminal.
//!
//! [`shown`] says what becomes of one character. Control characters become visible signs; characters that
//! nobody sees and that reorder, join, hide or mark others are dropped: bidi controls, zero-width characters
//! and joiners, soft hyphens, variation selectors, tags, interlinear marks. Every kind of line end is one. A
//! letter keeps at most [`MOST_MARKS`] marks, and a mark without a letter gets a dotted circle, so that it
//! cannot sit on what is drawn beside the text. What is stored stays untouched.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The most marks that one letter keeps.
pub const MOST_MARKS: usize = 8;

/// The most code points that are given as one cluster.
const LONGEST_CLUSTER: usize = 24;

/// A tab in a text of several lines.
const TAB: &str = "    ";

/// Carries a mark that has no letter.
const DOTTED_CIRCLE: char = '◌';

/// What becomes of a character where it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// It is shown as it is.
    Keep,
    /// It is left out.
    Drop,
    /// It ends a line.
    Break,
    /// It is a tab.
    Tab,
    /// This sign stands for it.
    As(char),
}

/// Says what becomes of a character where it is shown.
pub fn shown(c: char) -> Shown {
    match c {
        ' '..='~' => Shown::Keep,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Shown::Break,
        '\t' => Shown::Tab,
        // The picture of a control character: ␛ for ESC.
        '\0'..='\u{1F}' => {
            Shown::As(char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
        '\u{7F}' => Shown::As('␡'),
        '\u{80}'..='\u{9F}' => Shown::As(char::REPLACEMENT_CHARACTER),
        // Fillers look like blanks and count as letters.
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => Shown::As(' '),
        _ if is_invisible(c) => Shown::Drop,
        _ if is_noncharacter(c) => Shown::As(char::REPLACEMENT_CHARACTER),
        _ => Shown::Keep,
    }
}

/// Says whether nobody sees a character, which yet changes how others are shown or read (Unicode's
/// `Default_Ignorable_Code_Point`, without fillers, and the other format characters that have no sign).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c as u32 & 0xFFFF, 0xFFFE | 0xFFFF) || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// Whether line ends are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// Cleans a text for one line: line ends and tabs become blanks.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    cleaned(text, map_line(text))
}

/// Cleans a text of several lines: every line end becomes `\n`, tabs become four blanks.
pub fn block(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    cleaned(text, map(text))
}

/// Whether a character stays as it is wherever it stands in a text of several lines.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n') || (shown(c) == Shown::Keep && !is_mark(c))
}

fn cleaned(text: &str, map: Map) -> Cow<'_, str> {
    if map.text == text { Cow::Borrowed(text) } else { Cow::Owned(map.text) }
}

/// A cleaned text that knows where in the original each of its letters stood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Map {
    /// The cleaned text.
    text: String,
    /// For each code point of it, the code point of the original.
    origins: Vec<u32>,
}

impl Map {
    /// The cleaned text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The letters with their marks (grapheme clusters), each with the code point of the original where it began.
    ///
    /// A line end is a cluster of its own, `"\n"`. What lies between one cluster's place and the next's was
    /// part of the letter or is not shown.
    pub fn clusters(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut at = 0;
        clusters(&self.text).map(move |cluster| {
            let origin = self.origins.get(at).copied().unwrap_or_default();
            at += cluster.chars().count();
            (origin, cluster)
        })
    }

    fn push(&mut self, c: char, origin: u32) {
        self.text.push(c);
        self.origins.push(origin);
    }
}

/// The letters with their marks of a text that is clean already.
pub(super) fn clusters(clean: &str) -> impl Iterator<Item = &str> {
    clean.graphemes(true).flat_map(bounded)
}

/// Cuts a cluster that has no end (leading jamo, prefixed signs) into pieces of bearable length.
fn bounded(cluster: &str) -> impl Iterator<Item = &str> {
    let mut rest = cluster;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().nth(LONGEST_CLUSTER).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Cleans a text of several lines and keeps where each letter stood.
pub fn map(text: &str) -> Map {
    map_as(text, Lines::Many)
}

/// Cleans a text for one line and keeps where each letter stood.
pub fn map_line(text: &str) -> Map {
    map_as(text, Lines::One)
}

fn map_as(text: &str, lines: Lines) -> Map {
    let mut map = Map { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
    let mut marks = None;
    let mut chars = text.chars().zip(0..).peekable();
    while let Some((c, at)) = chars.next() {
        match shown(c) {
            Shown::Drop => continue,
            Shown::Break => {
                if c == '\r' && chars.peek().is_some_and(|&(next, _)| next == '\n') {
                    continue;
                }
                map.push(if lines == Lines::One { ' ' } else { '\n' }, at);
                marks = None;
                continue;
            }
            Shown::Tab => {
                let blanks = if lines == Lines::One { " " } else { TAB };
                blanks.chars().for_each(|blank| map.push(blank, at));
                marks = None;
                continue;
            }
            Shown::As(sign) => map.push(sign, at),
            Shown::Keep if is_mark(c) => {
                let on_letter = marks.unwrap_or_else(|| {
                    map.push(DOTTED_CIRCLE, at);
                    0
                });
                if on_letter < MOST_MARKS {
                    map.push(c, at);
                }
                marks = Some(on_letter + 1);
                continue;
            }
            Shown::Keep => map.push(c, at),
        }
        marks = (!c.is_whitespace()).then_some(0);
    }
    map
}

/// Marks, and the skin tones that follow a picture as marks do.
fn is_mark(c: char) -> bool {
    c >= '\u{300}' && (is_combining_mark(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}'))
}

/// Escapes in JSON that is written already what a terminal or an editor would act on or hide: control characters
/// but not line ends, bidi and invisible controls, as `\uXXXX`. The JSON means the same as before.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let Some(first) = json.find(must_be_escaped) else { return Cow::Borrowed(json) };
    let mut safe = String::with_capacity(json.len() + 16);
    safe.push_str(&json[..first]);
    for c in json[first..].chars() {
        if must_be_escaped(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn must_be_escaped(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{2028}' | '\u{2029}') || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn controls_are_seen_and_tricks_are_gone() {
        assert_eq!(line("a\u{1b}[31mb\u{9b}c\u{7f}\u{8}"), "a␛[31mb\u{fffd}c␡␈");
        let hidden =
            "\u{202e}\u{2066}\u{200b}\u{200d}\u{e0041}\u{ad}\u{fff9}\u{61c}\u{fe0f}\u{e0100}\u{feff}";
        assert_eq!(line(&format!("a{hidden}b")), "ab");
        assert_eq!(line("a\r\nb\rc\u{2028}d\te"), "a b c d e");
        assert_eq!(block("a\r\nb\rc\u{2029}d\te"), "a\nb\nc\nd    e");
        assert!(matches!(line("plain"), Cow::Borrowed(_)));
        assert!(matches!(line("Ещё é 互联网 الإنترنت"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_have_an_end_and_a_letter() {
        let zalgo = format!("a{}b", "\u{301}".repeat(100));
        assert_eq!(line(&zalgo), format!("a{}b", "\u{301}".repeat(8)));
        assert_eq!(line("\u{301}a"), "◌\u{301}a");
        assert_eq!(line("a \u{301}"), "a ◌\u{301}");
        assert_eq!(line("مُحَمَّد"), "مُحَمَّد");
    }

    #[test]
    fn clusters_know_where_they_stood() {
        let map = map("e\u{301}\u{200b}x\r\n互");
        let clusters: Vec<_> = map.clusters().collect();
        assert_eq!(clusters, [(0, "e\u{301}"), (3, "x"), (5, "\n"), (6, "互")]);
    }

    #[test]
    fn json_means_the_same_after_escaping() {
        let text = "a\u{9b}\u{7f}\u{202e}\u{e0041}\u{1b}\n“é”";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let safe = escape_json(&json);
        assert!(safe.contains("\\u009b\\u007f\\u202e\\udb40\\udc41\\u001b\\n“é”"), "{safe}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [text]);
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in any::<String>()) {
            for clean in [line(&text), block(&text)] {
                prop_assert!(clean.chars().all(|c| c == '\n' || matches!(shown(c), Shown::Keep)));
            }
            prop_assert!(!line(&text).contains('\n'));
            let once = line(&text).into_owned();
            prop_assert_eq!(line(&once), once.as_str());
            let map = map(&text);
            let clusters: String = map.clusters().map(|(_, cluster)| cluster).collect();
            prop_assert_eq!(clusters.as_str(), map.text());
            let length = text.chars().count() as u32;
            prop_assert!(map.clusters().all(|(at, _)| at < length));
            prop_assert!(map.clusters().map(|(at, _)| at).is_sorted());
        }
    }
}
