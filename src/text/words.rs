//! Words and first words.

use unicode_segmentation::UnicodeSegmentation;

/// Counts the words of a text (Unicode annex 29); every Han, Hiragana or Thai letter counts as one.
pub fn count(text: &str) -> u32 {
    text.unicode_words().count() as u32
}

/// Whether a byte of a text lies between words and not within one.
pub fn is_boundary(text: &str, byte: usize) -> bool {
    byte >= text.len() || text.split_word_bound_indices().any(|(at, _)| at == byte)
}

/// Gives the first words on one line: white space folded to blanks, at most `chars` code points, whole words
/// where the text has blanks, an ellipsis when something follows. Not cleaned for display.
pub fn excerpt(text: &str, chars: usize) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let blank = usize::from(length > 0);
        // A word may be the whole text, as in Chinese.
        let letters = word.chars().take(chars + 1).count();
        if length + blank + letters > chars {
            if length == 0 {
                short.extend(word.chars().take(chars.saturating_sub(1)));
            }
            if chars > 0 {
                short.push('…');
            }
            break;
        }
        if blank == 1 {
            short.push(' ');
        }
        short.push_str(word);
        length += blank + letters;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{count, excerpt};

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count("IPv6 isn't new: it's 25 years old."), 7);
        assert_eq!(count("互联网治理"), 5);
        assert_eq!(count("Ещё один день"), 3);
        assert_eq!(count("الإنترنت للجميع"), 2);
        assert_eq!(count(" — \n"), 0);
    }

    #[test]
    fn an_excerpt_is_one_line_of_whole_words() {
        assert_eq!(excerpt("  one\n two\tthree", 20), "one two three");
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("互联网治理", 3), "互联…");
        assert_eq!(excerpt("one", 0), "");
    }
}
