//! What holds of every text that is taken for a query.

use rapporteur::query::vocabulary::{Comparison, Vocabulary, WordForms};
use rapporteur::query::{self, complete, edit, parse, resolve};
use rapporteur::text;

/// Pieces of the language.
const PIECES: [&str; 88] = [
    " ", "(", ")", "-", "\"", "“", "”", "«", "»", "*", "~", "~5", "～３", ",", "..", "…", "=", ">", "<=", "≥", "@", "\\", "\u{3000}",
    " OR ", "OR", "a", "b c", "routing", "互联网", "Ещё", "e\u{301}", "أَمن", "５", "٣", "：", "،", "\u{202e}", "\u{0}", "\"two words\"",
    "\"a b\"~2", "word~", "wor*", "q:", "q:8..11", "section:", "theme:", "theme:=", "theme:ipv6", "stance:for", "stance:",
    "analyst:", "tag:(", "has:note", "no:", "note:", "note:x~", "note:\"a b\"~1", "status:", "todo", "@any", "from:", "ref:",
    "source:", "type:", "country:CH", "region:", "lang:fr", "date:", "2025-01-16", "words:", ">500", "shortlist:", "is:any", "is:",
    "attr:", "attr:\"a\"=", "id:", "4f", "sample:5", "sample:", "@7", "sort:-date", "sort:", "relevance", ".", "x", "'", "\u{feff}",
];

/// Bytes as pieces: most stand for one, some for the letter that the next are.
pub fn pieces(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((first, more)) = rest.split_first() {
        rest = more;
        match PIECES.get(usize::from(*first)) {
            Some(piece) => text.push_str(piece),
            None => {
                let (code, more) = rest.split_at(rest.len().min(2));
                let code = code.iter().fold(u32::from(*first) & 3, |code, byte| code << 8 | u32::from(*byte));
                text.extend(char::from_u32(code));
                rest = more;
            }
        }
    }
    text
}

fn vocabulary() -> Vocabulary {
    let comparison = Comparison {
        fold: text::fold,
        country: text::country::code,
        country_name: text::country::name,
        language: text::language::code,
        language_name: text::language::name,
    };
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    let mut known = Vocabulary::empty(comparison);
    known.stakeholder_types = words(&["Government", "Civil society"]);
    known.regions = words(&["Africa", "Europe", "Eastern Europe"]);
    known.languages = words(&["en", "fr"]);
    known.analysts = words(&["Alice", "Bob"]);
    known.attributes = words(&["a", "Size, all"]);
    let forms = WordForms { in_texts: vec![(words(&["en"]), vec![words(&["words"])])], ..WordForms::default() };
    known.forms.insert("word".to_owned(), forms);
    known
}

/// A mistake has a true place; what is read prints as text that reads the same; edits leave a query that reads.
pub fn check(text: &str) {
    let known = vocabulary();
    for at in [text.len() / 2, text.len()] {
        for one in query::complete(text, at, &known, &[]) {
            assert!(text.get(one.replace).is_some());
        }
        complete::field_at(text, at);
    }
    let query = match parse(text) {
        Ok(query) => query,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            assert_eq!(text::caret::under(&error.to_string(), text, error.span).lines().count(), 3);
            assert_eq!(edit::include(text, "q", "7"), text);
            return;
        }
    };
    let printed = query.to_string();
    let again = parse(&printed).unwrap_or_else(|error| panic!("{printed:?}: {error}"));
    assert_eq!(again.to_string(), printed);
    match (resolve(&query, &known), resolve(&again, &known)) {
        (Ok(one), Ok(other)) => assert_eq!(one, other, "{printed:?}"),
        (Err(one), Err(other)) => {
            assert!(text.get(one.span).is_some());
            assert_eq!(one.mistake, other.mistake, "{printed:?}");
        }
        (one, other) => panic!("{text:?} is {one:?}, and printed {printed:?} {other:?}"),
    }
    let edits = [edit::include(text, "q", "7"), edit::exclude(text, "type", "x y"), edit::with_sort(text, "date")];
    let without = edit::terms(text).into_iter().map(|(_, rest)| rest);
    for edited in edits.into_iter().chain(without) {
        parse(&edited).unwrap_or_else(|error| panic!("{text:?} became {edited:?}: {error}"));
    }
}
