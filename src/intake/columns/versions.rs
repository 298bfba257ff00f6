//! Columns in two languages, and columns that are named alike.

use std::collections::HashMap;

use crate::intake::wording::folded;
use crate::text::language;

/// Words that mark the column in which the answer stands as it was given.
const ORIGINAL: [&str; 4] = ["original", "original language", "as written", "verbatim"];

/// Words that mark a translation.
const TRANSLATION: [&str; 4] = ["translation", "translated", "machine translation", "english translation"];

/// The columns of a table, by what their names say beside a language.
pub(in crate::intake) struct Versions<'h> {
    pub(in crate::intake) columns: Vec<Version<'h>>,
}

/// One column.
pub(in crate::intake) struct Version<'h> {
    /// The name without the language.
    pub(in crate::intake) base: &'h str,
    /// The same, folded.
    pub(in crate::intake) folded: String,
    /// The column of the original, where this is a translation.
    pub(in crate::intake) translates: Option<usize>,
    /// The language that the name says, as ISO 639-1.
    pub(in crate::intake) language: Option<&'static str>,
    /// Which of the columns named alike it is, from 0; translations not among them.
    pub(in crate::intake) time: usize,
    /// How many there are of these.
    pub(in crate::intake) alike: usize,
}

/// What a name says of a language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Original,
    /// A translation, into this language where the name says it.
    Other(Option<&'static str>),
}

impl<'h> Versions<'h> {
    pub(in crate::intake) fn of(header: &'h [String]) -> Self {
        let marked: Vec<(&str, Mark)> = header.iter().map(|name| mark(name)).collect();
        let mut originals: HashMap<String, Vec<usize>> = HashMap::new();
        let folds: Vec<String> = marked.iter().map(|(base, _)| folded(base)).collect();
        for (i, fold) in folds.iter().enumerate().filter(|(i, _)| marked[*i].1 == Mark::Original) {
            originals.entry(fold.clone()).or_default().push(i);
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut others: HashMap<&str, usize> = HashMap::new();
        let mut columns = Vec::with_capacity(header.len());
        for ((base, mark), fold) in marked.iter().zip(&folds) {
            // The first translation is that of the first original of the name.
            let translates =
                originals.get(fold).filter(|_| matches!(mark, Mark::Other(_))).and_then(|those| {
                    let time = others.entry(fold).or_insert(0);
                    *time += 1;
                    those.get(*time - 1).or(those.last()).copied()
                });
            let time = times.entry(fold).or_insert(0);
            let language = if let Mark::Other(language) = mark { *language } else { None };
            columns.push(Version { base, folded: fold.clone(), translates, language, time: *time, alike: 0 });
            *time += usize::from(translates.is_none());
        }
        for column in &mut columns {
            column.alike = times.get(column.folded.as_str()).copied().unwrap_or(0);
        }
        Self { columns }
    }
}

/// Takes "(Original)" or "(English)" off the end of a name.
fn mark(name: &str) -> (&str, Mark) {
    let name = name.trim();
    let inside = name.strip_suffix([')', ']']).and_then(|rest| {
        let at = rest.rfind(['(', '['])?;
        Some((rest[..at].trim_end(), rest[at + 1..].trim()))
    });
    let Some((base, inside)) = inside.filter(|(base, _)| !base.is_empty()) else { return (name, Mark::None) };
    let word = inside.to_lowercase();
    let language = language::code(inside).filter(|_| word.len() > 3);
    if ORIGINAL.contains(&word.as_str()) {
        (base, Mark::Original)
    } else if TRANSLATION.contains(&word.as_str()) || language.is_some() {
        // "English translation": the language stands before.
        let before = word.split_once(' ').and_then(|(first, _)| language::code(first));
        (base, Mark::Other(language.or(before)))
    } else {
        (name, Mark::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_knows_its_original() {
        let header = [
            "Why? (English)",
            "Why? (Original)",
            "Where (EU)",
            "Why? (English)",
            "Why? (Original)",
            "How? (French)",
        ]
        .map(str::to_owned);
        let versions = Versions::of(&header);
        let of: Vec<_> = versions.columns.iter().map(|c| (c.base, c.translates, c.time)).collect();
        let expected = [
            ("Why?", Some(1), 0),
            ("Why?", None, 0),
            ("Where (EU)", None, 0),
            ("Why?", Some(4), 1),
            ("Why?", None, 1),
            ("How?", None, 0),
        ];
        assert_eq!(of, expected);
        let languages: Vec<_> = versions.columns.iter().map(|c| c.language).collect();
        assert_eq!(languages, [Some("en"), None, None, Some("en"), None, Some("fr")]);
    }
}
