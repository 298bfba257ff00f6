//! The search terms of themes: words that suggest them, looked for in all their forms, by the language of the answer.

use super::field::Field;
use super::filter::{Filter, MetadataField, TextMatch};
use super::lookup;
use super::tree::{Query, Value};
use super::vocabulary::Vocabulary;
use crate::model::id::ThemeId;

/// The words whose forms the search terms of a query's themes need. A theme that is unknown has none: looking its name
/// up says so later.
pub fn words(query: &Query, vocabulary: &Vocabulary) -> Vec<String> {
    let mut values: Vec<&Value> = Vec::new();
    query.root.gather_values(Field::Terms, &mut values);
    let themes = values.into_iter().filter_map(|value| lookup::themes(vocabulary, Field::Terms, value).ok());
    let terms = themes.flat_map(|themes| terms(vocabulary, &themes).map(str::to_owned).collect::<Vec<_>>());
    terms.filter(|term| beginning(term).is_none()).collect()
}

/// The texts in which a term of these themes stands.
pub(super) fn filter(vocabulary: &Vocabulary, themes: &[ThemeId]) -> Filter {
    let tokens = |text: &str| -> Vec<String> {
        vocabulary.fold(text).split_ascii_whitespace().map(str::to_owned).collect()
    };
    let mut any = Vec::new();
    let mut written: Vec<Vec<String>> = Vec::new();
    let mut forms: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for term in terms(vocabulary, themes) {
        let phrase = tokens(beginning(term).unwrap_or(term));
        if phrase.is_empty() || written.contains(&phrase) {
            continue;
        }
        if beginning(term).is_some() {
            any.push(Filter::Text(TextMatch::Phrase { tokens: phrase, prefix: true }));
            continue;
        }
        written.push(phrase);
        for (languages, phrases) in vocabulary.forms.get(term).into_iter().flat_map(|known| &known.in_texts) {
            for language in languages {
                match forms.iter_mut().find(|(known, _)| known == language) {
                    Some((_, known)) => known.extend(phrases.iter().cloned()),
                    None => forms.push((language.clone(), phrases.clone())),
                }
            }
        }
    }
    if !written.is_empty() {
        any.push(Filter::Text(TextMatch::Either(written)));
    }
    any.extend(forms.into_iter().map(|(language, phrases)| {
        let of_it = Filter::Metadata(MetadataField::Language, vec![language]);
        Filter::All(vec![of_it, Filter::Text(TextMatch::Either(phrases))])
    }));
    Filter::Any(any)
}

fn terms<'a>(vocabulary: &'a Vocabulary, themes: &[ThemeId]) -> impl Iterator<Item = &'a str> {
    let of = themes.iter().filter_map(|theme| vocabulary.codebook.theme(*theme)).collect::<Vec<_>>();
    of.into_iter().flat_map(|theme| &theme.terms).map(String::as_str)
}

/// What stands before the `*` of a term that may go on.
fn beginning(term: &str) -> Option<&str> {
    term.trim_end().strip_suffix('*')
}
