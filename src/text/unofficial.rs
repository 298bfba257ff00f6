//! What is said of a translation wherever it stands: that it is unofficial, its language, and where it is from.

use super::language;
use crate::model::submission::Translation;

/// Stands before every translation.
pub const LABEL: &str = "Unofficial translation";

/// A longer head of a column is shortened to its beginning and its end, in characters.
const LONGEST_HEAD: usize = 48;
const BEGINNING: usize = 30;
const ENDING: usize = 16;

/// The language, the column or who attached it and when, and whether it is not of exactly this text.
pub fn about(it: &Translation) -> Vec<String> {
    let language = it.language.as_deref().map(|code| language::name(code).unwrap_or(code).to_owned());
    let from = match (&it.analyst, &it.origin) {
        (None, Some(column)) => Some(format!("column “{}”", shortened(column))),
        (Some(analyst), Some(file)) => Some(format!("by {analyst}, from {file}")),
        (Some(analyst), None) => Some(format!("by {analyst}")),
        (None, None) => None,
    };
    let day = it.at.as_deref().and_then(|at| at.get(..10)).map(str::to_owned);
    let other = (!it.exact).then(|| "not of exactly this text".to_owned());
    [language, from, day, other].into_iter().flatten().collect()
}

/// The beginning and the end of a long head: questions are long, and the language stands last.
fn shortened(head: &str) -> String {
    let head: Vec<char> = head.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if head.len() <= LONGEST_HEAD {
        return head.into_iter().collect();
    }
    let (first, last) = (head.iter().take(BEGINNING), head.iter().skip(head.len() - ENDING));
    first.chain(&['…']).chain(last).collect()
}

/// All of it on one line: "Unofficial translation (English, by Alice, 2026-11-26)"; with `whole` it is said that more
/// than a passage is translated.
pub fn heading(it: &Translation, whole: bool) -> String {
    let of = if whole { " of the whole answer" } else { "" };
    let about = about(it).join(", ");
    if about.is_empty() { format!("{LABEL}{of}") } else { format!("{LABEL}{of} ({about})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_says_that_it_is_unofficial_and_whose_it_is() {
        let column = Translation {
            text: String::new(),
            language: Some("en".to_owned()),
            origin: Some("Why? (English)".to_owned()),
            analyst: None,
            at: None,
            exact: true,
        };
        assert_eq!(heading(&column, false), "Unofficial translation (English, column “Why? (English)”)");
        let asked = "What should governments do about open networks? (English)".to_owned();
        let long = Translation { origin: Some(asked), ..column.clone() };
        assert_eq!(about(&long)[1], "column “What should governments do abo…works? (English)”");
        let attached = Translation {
            language: None,
            origin: Some("a.docx".to_owned()),
            analyst: Some("Alice".to_owned()),
            at: Some("2026-11-26T10:00:00Z".to_owned()),
            exact: false,
            ..column
        };
        assert_eq!(
            heading(&attached, true),
            "Unofficial translation of the whole answer (by Alice, from a.docx, 2026-11-26, not of exactly this text)"
        );
    }
}
