//! How many columns a text takes in a terminal.

use unicode_width::UnicodeWidthStr;

use super::clean;

/// Ends what was cut.
const ELLIPSIS: char = '…';

/// Counts the columns that a text takes when it is shown on one line.
pub fn width(text: &str) -> usize {
    columns(&clean::line(text))
}

/// Counts the columns of a text that is clean already.
pub(super) fn columns(clean: &str) -> usize {
    if clean.is_ascii() { clean.len() } else { clean.width() }
}

/// Cleans a text for one line and cuts it to at most `columns` columns; what was cut ends in an ellipsis.
pub fn truncate(text: &str, columns: usize) -> String {
    let mut short = String::new();
    let mut used = 0;
    // Where to go back to when the ellipsis needs the room.
    let mut fits = 0;
    for (_, cluster) in clean::map_line(text).clusters() {
        let wide = self::columns(cluster);
        if used + wide > columns {
            // A blank before the ellipsis would look like a word left out.
            short.truncate(short[..fits].trim_end().len());
            if columns > 0 {
                short.push(ELLIPSIS);
            }
            return short;
        }
        short.push_str(cluster);
        used += wide;
        if used < columns {
            fits = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{truncate, width};

    #[test]
    fn wide_letters_take_two_columns_and_marks_none() {
        assert_eq!(width("IPv6"), 4);
        assert_eq!(width("互联网"), 6);
        assert_eq!(width("e\u{301}t\u{e9}"), 3);
        assert_eq!(width("a\u{202e}b\u{200b}"), 2);
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_never_in_half_a_letter() {
        assert_eq!(truncate("routing", 7), "routing");
        assert_eq!(truncate("routing", 6), "routi…");
        assert_eq!(truncate("a routing", 3), "a…");
        assert_eq!(truncate("互联网", 5), "互联…");
        assert_eq!(truncate("互联网", 4), "互…");
        assert_eq!(truncate("互联网", 1), "…");
        assert_eq!(truncate("x", 0), "");
        assert_eq!(truncate("two\nlines", 20), "two lines");
        assert_eq!(truncate("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }
}
