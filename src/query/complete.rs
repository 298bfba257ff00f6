//! What may stand where the cursor is: fields by their beginning, values of the field before the colon.

use std::ops::Range;

use super::cursor::{boundary, plain};
use super::field::{FIELDS, Field, Takes};
use super::parse::LONGEST;
use super::print::{Place, quoted, quoted_if_needed};
use super::vocabulary::Vocabulary;

/// The end of words that may be near each other; how near is not said yet.
const UNSAID: &str = "\"~";

/// The most that are offered at once.
const MOST: usize = 50;

/// One way to go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The bytes of the query that it replaces.
    pub replace: Range<usize>,
    /// What stands there then.
    pub text: String,
    /// What it means, in one line; may be empty.
    pub meaning: String,
    /// The field of which it is a value, and the value without quotation marks; `None` for a field.
    pub value: Option<(Field, String)>,
}

/// The field whose value is typed at a byte of the query, and what there is of it: for values that no vocabulary
/// holds.
pub fn field_at(text: &str, cursor: usize) -> Option<(Field, &str)> {
    let cursor = boundary(text, cursor);
    let place = Spot::of(&text[..cursor]);
    place.field.map(|field| (field, &text[place.start..cursor]))
}

/// Offers ways to go on at a byte of the query, in the order of the table or of the vocabulary; `submitters` are those
/// that a name may be completed to.
pub fn complete(
    text: &str,
    cursor: usize,
    vocabulary: &Vocabulary,
    submitters: &[String],
) -> Vec<Completion> {
    let cursor = boundary(text, cursor);
    if cursor > LONGEST {
        return Vec::new();
    }
    let place = Spot::of(&text[..cursor]);
    let typed = &text[place.start..cursor];
    if typed.ends_with(UNSAID) && place.field.is_none_or(|field| field == Field::Note) {
        return vec![Completion {
            replace: place.start..cursor,
            text: format!("{typed}5"),
            meaning: "with at most so many other words between them, in any order".to_owned(),
            value: None,
        }];
    }
    let Some(field) = place.field else {
        let fits = |name: &str| !typed.is_empty() && name.starts_with(&typed.to_ascii_lowercase());
        let fields = FIELDS.iter().filter(|info| fits(info.name));
        return fields
            .map(|info| Completion {
                replace: place.start..cursor,
                text: format!("{}:", info.name),
                meaning: info.matches.to_owned(),
                value: None,
            })
            .collect();
    };
    let wanted = vocabulary.fold(typed);
    let known = match field {
        Field::From => submitters.iter().map(|name| (name.clone(), String::new())).collect(),
        _ => values(field, vocabulary),
    };
    known
        .into_iter()
        .filter(|(value, meaning)| {
            let fits = |text: &str| format!(" {}", vocabulary.fold(text)).contains(&format!(" {wanted}"));
            fits(value) || fits(meaning)
        })
        .take(MOST)
        .map(|(value, meaning)| Completion {
            replace: place.start..cursor,
            text: match field {
                Field::Attribute => format!("{}=", quoted(&value)),
                _ => quoted_if_needed(&value, Place::Value),
            },
            meaning,
            value: Some((field, value)),
        })
        .collect()
}

/// What the cursor is in.
struct Spot {
    /// Where the word or value begins.
    start: usize,
    /// The field, when it is a value.
    field: Option<Field>,
}

impl Spot {
    fn of(before: &str) -> Self {
        let mut place = Self { start: 0, field: None };
        let mut in_quotes = false;
        for (at, c) in before.char_indices() {
            let next = at + c.len_utf8();
            match plain(c) {
                '"' => in_quotes = !in_quotes,
                _ if in_quotes => {}
                c if c.is_whitespace() || matches!(c, '(' | ')') => place = Self { start: next, field: None },
                '-' if at == place.start => place.start = next,
                ':' if place.field.is_none() => {
                    place.field = Field::by_name(&before[place.start..at]);
                    if place.field.is_some() {
                        place.start = next;
                    }
                }
                ',' if place.field.is_some() => place.start = next,
                _ => {}
            }
        }
        place
    }
}

/// Codes, with the names that people know.
fn called(codes: &[String], name: fn(&str) -> Option<&'static str>) -> Vec<(String, String)> {
    codes.iter().map(|code| (code.clone(), name(code).unwrap_or_default().to_owned())).collect()
}

/// Values of a field, with what they mean.
fn values(field: Field, vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let bare = |names: &[String]| names.iter().map(|name| (name.clone(), String::new())).collect();
    match field {
        Field::Question => {
            vocabulary.call.questions.iter().map(|q| (q.number.clone(), q.short_name.clone())).collect()
        }
        Field::Section => {
            vocabulary.call.sections.iter().map(|s| (s.number.clone(), s.title.clone())).collect()
        }
        Field::Theme | Field::Terms | Field::Declined => {
            let book = &vocabulary.codebook;
            book.themes.iter().map(|t| (t.name.clone(), book.path(t.id))).collect()
        }
        Field::Shortlist => {
            vocabulary.shortlists.iter().map(|(name, _)| (name.clone(), String::new())).collect()
        }
        Field::Attribute => bare(&vocabulary.attributes),
        Field::Analyst => bare(&vocabulary.analysts),
        Field::StakeholderType => bare(&vocabulary.stakeholder_types),
        Field::Source => vocabulary
            .sources
            .iter()
            .map(|(name, hash)| (name.clone(), format!("sha256 {}…", &hash.to_string()[..8])))
            .collect(),
        Field::Country => called(&vocabulary.countries, vocabulary.comparison.country_name),
        Field::Region => bare(&vocabulary.regions),
        Field::Language => called(&vocabulary.languages, vocabulary.comparison.language_name),
        _ => match field.info().takes {
            Takes::Choice(words) => words.iter().map(|word| ((*word).to_owned(), String::new())).collect(),
            _ => Vec::new(),
        },
    }
}
