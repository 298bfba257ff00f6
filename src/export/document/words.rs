//! The words of a block, harmless and cut into paragraphs and lines, before a format writes them.
//!
//! What orders letters or joins them within a script stays, since quotations are unchanged; what could turn a whole
//! line round or hides in it is dropped, as on a screen. What XML 1.0 cannot hold becomes U+FFFD, one for one.

use unicode_normalization::char::is_combining_mark;

use super::Run;
use crate::text::clean::{self, Shown};

/// A paragraph: its lines, each of its runs.
pub(super) type Paragraph = Vec<Vec<Run>>;

/// Text of any number of lines, each line end `\n`.
pub(super) fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut marks = 0;
    while let Some(c) = chars.next() {
        // A flood of marks would cover what stands beside it.
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > clean::MOST_MARKS {
            continue;
        }
        match clean::shown(c) {
            Shown::Keep => safe.push(c),
            Shown::Drop if joins(c) => safe.push(c),
            Shown::Drop => {}
            Shown::Break if c == '\r' && chars.peek() == Some(&'\n') => {}
            Shown::Break => safe.push('\n'),
            Shown::Tab => safe.push(' '),
            Shown::As(_) if c < ' ' => safe.push(char::REPLACEMENT_CHARACTER),
            Shown::As(sign) => safe.push(sign),
        }
    }
    safe
}

/// Joiners, marks of direction that reach no further than their neighbours, forms of a sign.
fn joins(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{61C}' | '\u{FE0E}' | '\u{FE0F}')
}

/// Text for within a line.
pub(super) fn line(text: &str) -> String {
    harmless(text).replace('\n', " ").trim().to_owned()
}

/// As [`line`], with a blank before it where it does not begin with a comma; empty stays empty.
pub(super) fn line_after(text: &str) -> String {
    let line = line(text);
    if line.is_empty() || line.starts_with(',') { line } else { format!(" {line}") }
}

/// With a capital letter at the beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The paragraphs of runs: they are parted by empty lines. None when there are no words.
pub(super) fn paragraphs(runs: &[Run]) -> Vec<Paragraph> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (i, part) in harmless(&run.text).split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Run { text: part.to_owned(), ..*run });
            }
        }
    }
    let is_blank = |line: &Vec<Run>| line.iter().all(|run| run.text.trim().is_empty());
    lines.split(is_blank).filter(|paragraph| !paragraph.is_empty()).map(<[_]>::to_vec).collect()
}

/// The paragraphs of somebody's words, blanks at the ends of lines taken off; at least one, if an empty one.
pub(super) fn quoted(text: &str) -> Vec<Paragraph> {
    let mut all = paragraphs(&[Run::plain(text)]);
    for run in all.iter_mut().flatten().flatten() {
        run.text = run.text.trim().to_owned();
    }
    if all.is_empty() {
        all.push(vec![vec![Run::default()]]);
    }
    all
}

/// The words of a paragraph in one piece, to see in which direction they are read.
pub(super) fn plain(paragraph: &Paragraph) -> String {
    paragraph.iter().flatten().map(|run| run.text.as_str()).collect()
}

/// Appends text that nobody takes for XML or HTML, in an element or in an attribute.
pub(super) fn push_escaped(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            // They are seen by whoever reads the file itself, and do nothing to a terminal.
            c if joins(c) => to.extend([format!("&#x{:X};", c as u32)]),
            other => to.push(other),
        }
    }
}

/// As [`push_escaped`], for one line.
pub(super) fn escaped_line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    push_escaped(&mut escaped, &line(text));
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_lines_round_is_gone_and_what_a_script_needs_stays() {
        assert_eq!(harmless("a\u{202e}b\u{200b}c می\u{200c}خواهم\u{200f}"), "abc می\u{200c}خواهم\u{200f}");
        assert_eq!(harmless("a\0b\u{1b}c\u{ffff}d\u{85}e\r\nf"), "a\u{fffd}b\u{fffd}c\u{fffd}d\ne\nf");
    }

    #[test]
    fn empty_lines_part_paragraphs_also_within_a_run() {
        let runs = [Run::strong("One."), Run::plain(" Two.\n \n\nThree\nFour")];
        let words: Vec<String> = paragraphs(&runs).iter().map(plain).collect();
        assert_eq!(words, ["One. Two.", "ThreeFour"]);
        assert_eq!(paragraphs(&runs)[1].len(), 2);
        assert_eq!(paragraphs(&[Run::plain(" \n")]), Vec::<Paragraph>::new());
    }
}
