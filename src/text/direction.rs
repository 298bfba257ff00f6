//! The direction of writing.

/// Says whether a text is written from right to left: by its first letter (Unicode annex 9, rule P2).
pub fn is_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left)
}

/// Says whether a letter is of a script that is written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::is_rtl;

    #[test]
    fn the_first_letter_decides() {
        assert!(is_rtl("12. «الإنترنت» and more"));
        assert!(is_rtl("שלום"));
        assert!(!is_rtl("IPv6 في المنطقة"));
        assert!(!is_rtl("互联网"));
        assert!(!is_rtl("12 — 34"));
    }
}
