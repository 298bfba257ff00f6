//! A mistake shown with its line and a caret under it.

use std::ops::Range;

use super::{clean, width};

/// The most columns of the line that are shown; of a longer one, the part around the mistake.
const WIDEST: usize = 100;

/// How many code points are shown before the mistake when the line is cut.
const BEFORE: usize = 40;

/// Writes three lines: the message, the text, and carets under the bytes of `place`, each cleaned for display.
///
/// A place outside the text or within a letter is moved to the nearest that is right.
pub fn under(message: &str, text: &str, place: Range<usize>) -> String {
    let start = floor(text, place.start);
    let end = floor(text, place.end).max(start);
    let from = text[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
    let before = width::truncate(&text[from..start], usize::MAX);
    let lead = if from == 0 { "" } else { "…" };
    let room = WIDEST.saturating_sub(width::columns(&before));
    let rest = width::truncate(&text[start..ceil(text, start + room * 4)], room);
    let marked = width::width(&text[start..end.min(ceil(text, start + room * 4))]).clamp(1, room.max(1));
    format!(
        "{}\n  {lead}{before}{rest}\n  {}{}",
        clean::line(message),
        " ".repeat(width::columns(&before) + usize::from(from != 0)),
        "^".repeat(marked)
    )
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::under;

    #[test]
    fn the_caret_stands_under_the_mistake_whatever_the_width() {
        assert_eq!(
            under("no such field", "互联 tehme:x", 7..12),
            "no such field\n  互联 tehme:x\n       ^^^^^"
        );
        assert_eq!(under("m", "", 0..0), "m\n  \n  ^");
        assert_eq!(under("m", "a", 9..99), "m\n  a\n   ^");
        assert_eq!(under("m", "\u{202e}ab", 4..5), "m\n  ab\n   ^");
    }

    #[test]
    fn long_text_is_cut_around_the_mistake() {
        let shown = under("m", &"(".repeat(1_000_000), 500_000..500_001);
        assert!(shown.lines().all(|line| line.chars().count() < 150), "{shown}");
        assert_eq!(shown.lines().nth(2).map(str::trim), Some("^"));
    }
}
