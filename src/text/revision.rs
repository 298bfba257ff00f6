//! Versions told by a file's name: "S-17-Rev.1.docx" is the first revision of "S-17.docx".

use super::fold::tokens;

/// A file's name without what says which version it is, folded, and that: 0 for the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The rest of the name; empty when nothing else is in it.
    pub base: String,
    /// How often it was revised, as far as the name says so.
    pub revision: u32,
}

/// Words that a revision's number follows, or that stand alone for the first one.
const WORDS: [&str; 5] = ["rev", "revision", "revised", "corr", "corrigendum"];
/// Words that a version's number follows; version 2 is revision 1.
const VERSIONS: [&str; 3] = ["v", "ver", "version"];
/// So far from the end a version is looked for: a language may follow it.
const FROM_END: usize = 3;

/// Reads the version in a file's name.
pub fn named(file: &str) -> Named {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().all(char::is_alphanumeric) => stem,
        _ => name,
    };
    let tokens = tokens(stem);
    for at in (tokens.len().saturating_sub(FROM_END)..tokens.len()).rev() {
        let next = tokens.get(at + 1).and_then(|token| number(token));
        let Some((revision, taken)) = marker(&tokens[at], next) else { continue };
        let rest: Vec<&str> = tokens[..at].iter().chain(&tokens[at + taken..]).map(String::as_str).collect();
        return Named { base: rest.join(" "), revision };
    }
    Named { base: tokens.join(" "), revision: 0 }
}

/// The revision that a word says, with the number behind it if there is one, and how many words say it.
fn marker(word: &str, next: Option<u32>) -> Option<(u32, usize)> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let own = number(&word[letters.len()..]);
    let of_version = |n: u32| n.saturating_sub(1);
    match (own, next) {
        (Some(n), _) if WORDS.contains(&letters) => Some((n, 1)),
        (Some(n), _) if VERSIONS.contains(&letters) => Some((of_version(n), 1)),
        (None, Some(n)) if WORDS.contains(&word) => Some((n, 2)),
        (None, Some(n)) if VERSIONS.contains(&word) => Some((of_version(n), 2)),
        (None, None) if WORDS.contains(&word) => Some((1, 1)),
        _ => None,
    }
}

/// A number of at most two digits: what is longer is a year or a reference.
fn number(digits: &str) -> Option<u32> {
    if digits.len() > 2 { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::named;

    #[test]
    fn a_revision_is_told_by_the_end_of_the_name() {
        for (file, base, revision) in [
            ("S-17.docx", "s 17", 0),
            ("S-17-Rev.1.docx", "s 17", 1),
            ("papers/S-17_rev2.md", "s 17", 2),
            ("S-17 (Rev 3).docx", "s 17", 3),
            ("S-17-Rev.1-E.docx", "s 17 e", 1),
            ("S-17-E.docx", "s 17 e", 0),
            ("paper revised.md", "paper", 1),
            ("paper v2.md", "paper", 1),
            ("paper-v1.md", "paper", 0),
            ("paper_version_3.md", "paper", 2),
            ("review.md", "review", 0),
            ("Review of trevor 2025.md", "review of trevor 2025", 0),
            ("rev1", "", 1),
            ("", "", 0),
            ("rev.2019.md", "2019", 1),
        ] {
            let found = named(file);
            assert_eq!((found.base.as_str(), found.revision), (base, revision), "{file}");
        }
    }

    proptest! {
        #[test]
        fn any_name_is_read(name in ".{0,60}") {
            named(&name);
        }
    }
}
