//! Short texts in lines: summaries, notes, explanations. A submission's text is laid out by `prose`.

use crate::text;

/// The lines of a text, cleaned, at most so many columns wide; line ends of its own are kept.
pub fn wrapped(words: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let lines = words.lines().map(text::line);
    lines
        .flat_map(|line| textwrap::wrap(&line, width).iter().map(ToString::to_string).collect::<Vec<_>>())
        .collect()
}
