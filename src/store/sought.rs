//! The words of the text that a query looks for, and where they stand.

use std::ops::Range;

use crate::model::span::Span;
use crate::query::filter::{Filter, MetadataField, TextMatch};
use crate::text::fold::{Folded, stretches};
use crate::text::near::{any_of, near};

/// The words that a filter looks for; those after a minus are not among them.
pub(super) fn sought(filter: &Filter) -> Vec<&TextMatch> {
    let mut words = Vec::new();
    gather(filter, &|_| true, &mut words);
    words
}

/// The words that a filter looks for in a text of this language.
pub(super) fn sought_in<'a>(filter: &'a Filter, language: Option<&str>) -> Vec<&'a TextMatch> {
    let mut words = Vec::new();
    let is_of = |languages: &[String]| languages.iter().any(|one| Some(one.as_str()) == language);
    gather(filter, &is_of, &mut words);
    words
}

fn gather<'a>(filter: &'a Filter, is_of: &dyn Fn(&[String]) -> bool, words: &mut Vec<&'a TextMatch>) {
    let is_of_another = |part: &Filter| matches!(part, Filter::Metadata(MetadataField::Language, languages) if !is_of(languages));
    match filter {
        Filter::All(parts) if parts.iter().any(is_of_another) => {}
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| gather(part, is_of, words)),
        Filter::Sample { of, .. } => gather(of, is_of, words),
        Filter::Text(one) => words.push(one),
        _ => {}
    }
}

/// Where words stand in a text, in order; what overlaps is one.
pub(super) fn spans(text: &str, sought: &[&TextMatch]) -> Vec<Span> {
    if sought.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let places = places(&folded, sought);
    folded.spans(places)
}

/// The same as numbers of tokens, in no particular order.
pub(super) fn places(folded: &Folded, sought: &[&TextMatch]) -> Vec<Range<usize>> {
    let of = |words: &&TextMatch| match words {
        TextMatch::Phrase { tokens, prefix } => stretches(folded, tokens, *prefix),
        TextMatch::Either(phrases) => any_of(folded, phrases),
        TextMatch::Near(phrases, within) => near(folded, phrases, *within),
    };
    sought.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;
    use crate::store::filter::phrase;
    use crate::text::position::slice;
    use crate::text::{fold, tokens};

    fn words(text: &str) -> Filter {
        Filter::Text(TextMatch::Phrase { tokens: tokens(text), prefix: false })
    }

    #[test]
    fn forms_are_marked_in_texts_of_their_language_alone() {
        let of = |languages: &[&str], words: &[&str]| {
            let languages = languages.iter().map(|code| (*code).to_owned()).collect();
            let phrases = words.iter().map(|word| tokens(word)).collect();
            let language = Filter::Metadata(MetadataField::Language, languages);
            Filter::All(vec![language, Filter::Text(TextMatch::Either(phrases))])
        };
        let filter = Filter::Any(vec![
            words("routes"),
            of(&["en", "de"], &["route", "to route"]),
            of(&["fr"], &["routees"]),
        ]);
        let text = "Routes to route, routées; the route.";
        let marked = |language: Option<&str>| {
            let spans = spans(text, &sought_in(&filter, language));
            spans.into_iter().map(|span| slice(text, span)).collect::<Vec<_>>()
        };
        assert_eq!(marked(Some("de")), ["Routes", "to route", "route"]);
        assert_eq!(marked(Some("fr")), ["Routes", "routées"]);
        assert_eq!(marked(None), ["Routes"]);
        assert_eq!(sought(&filter).len(), 3);
    }

    /// A phrase of letters, each a word.
    fn phrases() -> impl Strategy<Value = Vec<Vec<String>>> {
        vec(vec(prop::sample::select(&["a", "b", "c"][..]).prop_map(str::to_owned), 1..3), 1..4)
    }

    #[test]
    fn what_the_index_finds_is_marked_and_nothing_else() {
        let index = Connection::open_in_memory().unwrap();
        index
            .execute_batch("CREATE VIRTUAL TABLE f USING fts5(text, content='', contentless_delete=1)")
            .unwrap();
        let match_of = prop_oneof![
            (phrases(), 0..5_u32).prop_map(|(phrases, within)| TextMatch::Near(phrases, within)),
            phrases().prop_map(TextMatch::Either),
            (phrases(), any::<bool>())
                .prop_map(|(phrases, prefix)| TextMatch::Phrase { tokens: phrases.concat(), prefix }),
        ];
        proptest!(ProptestConfig::with_cases(400), |(text in "[abcx ]{0,40}", words in match_of)| {
            index.execute("INSERT OR REPLACE INTO f(rowid, text) VALUES (1, ?1)", [fold(&text)]).unwrap();
            let asked = index.query_row("SELECT count(*) FROM f WHERE f MATCH ?1", [phrase(&words)], |r| r.get::<_, u32>(0));
            prop_assert_eq!(asked.unwrap() == 1, !spans(&text, &[&words]).is_empty(), "{:?}", words);
        });
    }
}
