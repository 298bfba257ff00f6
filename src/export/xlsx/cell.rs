//! What a cell holds: the text that a CSV has at its place, as the type of its column.

use std::borrow::Cow;

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Kind;
use crate::text::clean;

/// A cell.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// Text, and whether its end is missing.
    Text(Cow<'a, str>, bool),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

/// No day before this one is a day to a spreadsheet.
const FIRST_DAY: i16 = 1900;

impl<'a> Cell<'a> {
    /// What a text is in a column of this kind; what is not of the kind stays text.
    pub(super) fn of(kind: Kind, text: &'a str) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        let typed = match kind {
            Kind::Number | Kind::Share | Kind::Mark => {
                text.parse().ok().filter(|n: &f64| n.is_finite()).map(Self::Number)
            }
            Kind::Day => text.parse().ok().filter(|day: &Date| day.year() > FIRST_DAY).map(Self::Day),
            Kind::Flag => text.parse().ok().map(Self::Flag),
            Kind::Short | Kind::Name | Kind::Long => None,
        };
        typed.unwrap_or_else(|| {
            let (text, cut) = fitting(text);
            Self::Text(text, cut)
        })
    }
}

/// The most that a cell holds, in units of UTF-16.
const MOST: usize = 32_767;

/// Stands where the end of a text is missing.
const MISSING: &str = "[…]";

/// A text as it can stand in a cell, and whether its end is missing.
pub(super) fn fitting(text: &str) -> (Cow<'_, str>, bool) {
    let text = clean::block(text);
    let units = |text: &str| text.encode_utf16().count();
    if text.len() <= MOST || units(&text) <= MOST {
        return (text, false);
    }
    let mut left = MOST - units(MISSING);
    let mut fits = 0;
    for letter in text.graphemes(true) {
        let takes = units(letter);
        if takes > left {
            break;
        }
        left -= takes;
        fits += letter.len();
    }
    (Cow::Owned(format!("{}{MISSING}", &text[..fits])), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_ends_visibly_and_between_letters() {
        let long = "🇨🇭".repeat(10_000);
        let (cut, is_cut) = fitting(&long);
        assert!(is_cut && cut.ends_with("🇨🇭[…]"), "{}", &cut[cut.len() - 20..]);
        assert!(cut.encode_utf16().count() <= MOST && cut.encode_utf16().count() > MOST - 4);
        let whole = "é".repeat(MOST);
        assert_eq!(fitting(&whole), (Cow::Borrowed(whole.as_str()), false));
    }

    #[test]
    fn a_cell_is_of_its_columns_kind_or_text() {
        assert_eq!(Cell::of(Kind::Number, "12"), Cell::Number(12.0));
        assert_eq!(Cell::of(Kind::Number, "NaN"), Cell::Text("NaN".into(), false));
        assert_eq!(Cell::of(Kind::Number, "=1+1"), Cell::Text("=1+1".into(), false));
        assert_eq!(Cell::of(Kind::Short, "12"), Cell::Text("12".into(), false));
        assert_eq!(Cell::of(Kind::Flag, "false"), Cell::Flag(false));
        assert_eq!(Cell::of(Kind::Day, "1869-01-01"), Cell::Text("1869-01-01".into(), false));
        assert_eq!(Cell::of(Kind::Day, ""), Cell::Nothing);
    }
}
