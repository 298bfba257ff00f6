//! What may stand on a terminal: a list of its own, so that a mistake in the program's list is found.

use unicode_normalization::char::canonical_combining_class;

/// More marks on one letter climb over its neighbours.
const MOST_MARKS: usize = 8;

/// Characters that act on a terminal, reorder what is beside them, or are not seen.
const HARMFUL: [(u32, u32); 23] = [
    (0x0000, 0x001f),
    (0x007f, 0x009f),
    (0x00ad, 0x00ad),
    (0x034f, 0x034f),
    (0x061c, 0x061c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfdd0, 0xfdef),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffb),
    (0xfffe, 0xffff),
    (0x1_bca0, 0x1_bca3),
    (0x1_d173, 0x1_d17a),
    (0xe_0000, 0xe_0fff),
    (0xf_fffe, 0xf_ffff),
    (0x10_fffe, 0x10_ffff),
];

fn is_harmful(c: char) -> bool {
    let c = c as u32;
    HARMFUL.iter().any(|&(from, to)| (from..=to).contains(&c)) || matches!(c & 0xffff, 0xfffe | 0xffff)
}

/// What is wrong with a text that is shown, with what stands around it.
pub(super) fn wrong(text: &str) -> Option<String> {
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        let around = || {
            let before: Vec<char> = text[..at].chars().rev().take(30).collect();
            let before: String = before.into_iter().rev().collect();
            format!("{:?}", before + &text[at..].chars().take(20).collect::<String>())
        };
        if is_harmful(c) && c != '\n' {
            return Some(format!("U+{:04X} in {}", c as u32, around()));
        }
        marks = if canonical_combining_class(c) > 0 { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            return Some(format!("{marks} marks in {}", around()));
        }
    }
    None
}

/// What is wrong with JSON that is printed: what a terminal acts on, or nobody sees, must be escaped.
pub(super) fn wrong_json(text: &str) -> Option<String> {
    let shown = |c: &char| {
        // Blank letters and characters without a meaning do nothing.
        let harmless = matches!(*c as u32, 0x115f | 0x1160 | 0x3164 | 0xffa0 | 0xfdd0..=0xfdef)
            || matches!(*c as u32 & 0xffff, 0xfffe | 0xffff);
        is_harmful(*c) && *c != '\n' && !harmless
    };
    text.chars().find(shown).map(|c| format!("U+{:04X}", c as u32))
}

#[test]
fn harm_is_known_and_good_text_passes() {
    for good in ["plain\nlines", "Ещё é 互联网 الإنترنت", "e\u{301}", "👩🏽", "␛[31m"] {
        assert_eq!(wrong(good), None);
    }
    for bad in ["\u{1b}[31m", "a\u{202e}", "a\rb", "\u{9b}", "\u{200b}", "\u{1fffe}", "\u{e0041}"] {
        assert!(wrong(bad).is_some(), "{bad:?}");
    }
    assert!(wrong(&format!("a{}", "\u{301}".repeat(9))).is_some());
    assert!(wrong_json("\"\u{9b}\"").is_some() && wrong_json("\"\u{202e}\"").is_some());
    assert!(wrong_json("{\n  \"a\": \"\\u001b\"\n}").is_none());
}
