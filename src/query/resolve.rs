//! Tree to filter: every name looked up, every value checked.

use std::ops::Range;

use jiff::civil::Date;

use super::binding;
use super::error::{Error, Mistake};
use super::field::Field;
use super::filter::{Compare, Filter, MetadataField, NameField, Resolved, TagMatch, TextMatch, Whose};
use super::lookup::{self, name_of, wrong_form};
use super::terms;
use super::tree::{DEFAULT_SEED, Form, Kind, Node, Query, Reach, Value, Words};
use super::vocabulary::{Vocabulary, WordForms};
use crate::model::work::Status;

/// The most words of one term.
const MOST_WORDS: usize = 1_000;

/// Looks the names of a query up.
///
/// # Errors
/// The first name that is unknown or could be several, or value that its field cannot take.
pub fn resolve(query: &Query, vocabulary: &Vocabulary) -> Result<Resolved, Error> {
    let mut filter = Resolver { vocabulary }.node(&query.root)?;
    if let Some(sample) = &query.sample {
        let seed = sample.seed.unwrap_or(DEFAULT_SEED);
        filter = Filter::Sample { of: Box::new(filter), count: sample.count, seed };
    }
    Ok(Resolved { filter, sort: query.sort.iter().map(|sort| sort.key).collect() })
}

struct Resolver<'a> {
    vocabulary: &'a Vocabulary,
}

impl Resolver<'_> {
    fn node(&self, node: &Node) -> Result<Filter, Error> {
        match &node.kind {
            Kind::All(terms) => self.group(terms),
            Kind::Any(groups) => {
                groups.iter().map(|g| self.node(g)).collect::<Result<_, _>>().map(Filter::Any)
            }
            Kind::Not(inner) => Ok(Filter::Not(Box::new(self.node(inner)?))),
            Kind::Text(words) => self.text(words, &node.span),
            Kind::Field(field, values) => self.field(node, *field, values),
            Kind::Tag(nodes) => binding::one_tag(self.vocabulary, nodes).map(Filter::Tagged),
        }
    }

    /// The terms of one and-group.
    fn group(&self, terms: &[Node]) -> Result<Filter, Error> {
        let mut filters = binding::of_group(self.vocabulary, terms)?;
        for term in terms.iter().filter(|term| binding::field_of(term).is_none()) {
            filters.push(self.node(term)?);
        }
        Ok(if filters.len() == 1 { filters.swap_remove(0) } else { Filter::All(filters) })
    }

    fn field(&self, node: &Node, field: Field, values: &[Value]) -> Result<Filter, Error> {
        match field {
            Field::Theme | Field::Stance | Field::Analyst => {
                binding::one_tag(self.vocabulary, [node]).map(Filter::Tagged)
            }
            Field::Terms => gathered(values, |value| lookup::themes(self.vocabulary, field, value))
                .map(|themes| terms::filter(self.vocabulary, &themes)),
            Field::Declined => {
                gathered(values, |value| lookup::themes(self.vocabulary, field, value)).map(Filter::Declined)
            }
            Field::Question => {
                gathered(values, |value| lookup::questions(self.vocabulary, value)).map(Filter::Question)
            }
            Field::Section => {
                gathered(values, |value| lookup::sections(self.vocabulary, value)).map(Filter::Section)
            }
            Field::StakeholderType => self.metadata(MetadataField::StakeholderType, values),
            Field::Country => self.metadata(MetadataField::Country, values),
            Field::Region => self.metadata(MetadataField::Region, values),
            Field::Language => self.metadata(MetadataField::Language, values),
            Field::From => self.holds(NameField::Submitter, field, values),
            Field::Reference => self.holds(NameField::Reference, field, values),
            Field::Source => {
                gathered(values, |value| lookup::sources(self.vocabulary, value)).map(Filter::Source)
            }
            Field::Shortlist => {
                gathered(values, |value| lookup::shortlists(self.vocabulary, value)).map(Filter::Shortlisted)
            }
            Field::Attribute => any(values, |value| match &value.form {
                Form::Of(head, words) => {
                    let heads = lookup::attributes(self.vocabulary, value, head)?;
                    let text = self.vocabulary.fold(&words.text);
                    if text.is_empty() {
                        return Err(Error::new(value.span.clone(), Mistake::NoLetters(words.text.clone())));
                    }
                    Ok(Filter::Attribute { heads, value: text, prefix: words.reach == Reach::Beginning })
                }
                _ => Err(wrong_form(field, value, "a column's head and a value")),
            }),
            Field::Id => gathered(values, |value| id(value).map(|id| vec![id])).map(Filter::Id),
            Field::Status => self.status(values),
            Field::Has => any(values, |value| has(field, value)),
            Field::No => any(values, |value| has(field, value).map(|filter| Filter::Not(Box::new(filter)))),
            Field::Note => any(values, |value| match &value.form {
                Form::Plain(words) => self.noted(words, &value.span),
                _ => Err(wrong_form(field, value, "a word, a phrase or the beginning of a word")),
            }),
            Field::Is => any(values, |value| {
                Ok(match lookup::choice(field, value, super::field::IS)? {
                    "late" => Filter::Late,
                    "unplaced" => Filter::Unplaced,
                    "anonymous" => Filter::Anonymous,
                    "withdrawn" => Filter::Withdrawn,
                    "replaced" => Filter::Replaced,
                    _ => Filter::Everything,
                })
            }),
            Field::Date => any(values, date),
            Field::Words => any(values, number),
            // The parser makes other things of these.
            Field::Tag | Field::Sample | Field::Sort => Ok(Filter::All(Vec::new())),
        }
    }

    /// Words of a text; in the answers of some languages also their other forms.
    fn text(&self, words: &Words, span: &Range<usize>) -> Result<Filter, Error> {
        let mut any = vec![Filter::Text(self.words(words, span)?)];
        if let Some(forms) = self.forms(words, span)? {
            any.extend(forms.in_texts.iter().map(|(languages, phrases)| {
                let of_these = Filter::Metadata(MetadataField::Language, languages.clone());
                Filter::All(vec![of_these, Filter::Text(TextMatch::Either(phrases.clone()))])
            }));
        }
        Ok(if any.len() == 1 { any.swap_remove(0) } else { Filter::Any(any) })
    }

    fn noted(&self, words: &Words, span: &Range<usize>) -> Result<Filter, Error> {
        let mut word = self.words(words, span)?;
        let forms = self.forms(words, span)?.filter(|forms| !forms.in_notes.is_empty());
        if let (Some(forms), TextMatch::Phrase { tokens, .. }) = (forms, &word) {
            let all = std::iter::once(tokens).chain(&forms.in_notes);
            word = TextMatch::Either(all.cloned().collect());
        }
        Ok(Filter::Noted(vec![word]))
    }

    /// What the workspace knows of the forms of words that are looked for in their forms.
    fn forms(&self, words: &Words, span: &Range<usize>) -> Result<Option<&WordForms>, Error> {
        if words.reach != Reach::Forms {
            return Ok(None);
        }
        let known = self.vocabulary.forms.get(&words.text);
        match known.and_then(|forms| forms.too_many) {
            Some(most) => {
                Err(Error::new(span.clone(), Mistake::TooManyForms { most, words: words.text.clone() }))
            }
            None => Ok(known),
        }
    }

    fn words(&self, words: &Words, span: &Range<usize>) -> Result<TextMatch, Error> {
        let wrong = |mistake| Error::new(span.clone(), mistake);
        let tokens = |text: &str| -> Vec<String> {
            self.vocabulary.fold(text).split_ascii_whitespace().map(str::to_owned).collect()
        };
        let phrase = tokens(&words.text);
        if phrase.is_empty() {
            return Err(wrong(Mistake::NoLetters(words.text.clone())));
        }
        if phrase.len() > MOST_WORDS {
            return Err(wrong(Mistake::TooManyWords(MOST_WORDS)));
        }
        let Reach::Near(within) = words.reach else {
            return Ok(TextMatch::Phrase { tokens: phrase, prefix: words.reach == Reach::Beginning });
        };
        let mut near: Vec<Vec<String>> = words.text.split_whitespace().map(tokens).collect();
        near.retain(|word| !word.is_empty());
        if near.len() < 2 {
            return Err(wrong(Mistake::NearAlone));
        }
        Ok(TextMatch::Near(near, within))
    }

    fn metadata(&self, field: MetadataField, values: &[Value]) -> Result<Filter, Error> {
        gathered(values, |value| lookup::metadata(self.vocabulary, field, value))
            .map(|stored| Filter::Metadata(field, stored))
    }

    fn holds(&self, name: NameField, field: Field, values: &[Value]) -> Result<Filter, Error> {
        let parts = gathered(values, |value| {
            let written = name_of(field, value)?;
            let part = self.vocabulary.fold(written);
            if part.is_empty() {
                return Err(Error::new(value.span.clone(), Mistake::NoLetters(written.to_owned())));
            }
            Ok(vec![part])
        })?;
        Ok(Filter::Holds(name, parts))
    }

    fn status(&self, values: &[Value]) -> Result<Filter, Error> {
        let mut of: Vec<(Vec<Status>, Whose)> = Vec::new();
        for value in values {
            let written = name_of(Field::Status, value)?;
            let (state, who) =
                written.split_once('@').map_or((written, None), |(state, who)| (state, Some(who)));
            let state = lookup::chosen(Field::Status, value, state, &["todo", "reviewed", "flagged"])?;
            let state: Status =
                state.parse().map_err(|_| wrong_form(Field::Status, value, "todo, reviewed, flagged"))?;
            let whose = match who {
                None => Whose::Mine,
                Some(who) if who.eq_ignore_ascii_case("any") => Whose::Anyone,
                Some(who) if who.eq_ignore_ascii_case("none") => Whose::NoOne,
                Some(who) => Whose::Analyst(lookup::analyst(self.vocabulary, value, Field::Status, who)?),
            };
            // No one's are states apart: "neither" of two is not "not the one, or not the other".
            match of.iter_mut().find(|(_, known)| *known == whose && whose != Whose::NoOne) {
                Some((states, _)) => states.push(state),
                None => of.push((vec![state], whose)),
            }
        }
        let mut filters: Vec<Filter> =
            of.into_iter().map(|(states, whose)| Filter::Status(states, whose)).collect();
        Ok(if filters.len() == 1 { filters.swap_remove(0) } else { Filter::Any(filters) })
    }
}

fn gathered<T>(values: &[Value], each: impl Fn(&Value) -> Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    for value in values {
        all.extend(each(value)?);
    }
    Ok(all)
}

fn any(values: &[Value], each: impl Fn(&Value) -> Result<Filter, Error>) -> Result<Filter, Error> {
    let mut filters = values.iter().map(each).collect::<Result<Vec<_>, _>>()?;
    Ok(if filters.len() == 1 { filters.swap_remove(0) } else { Filter::Any(filters) })
}

fn has(field: Field, value: &Value) -> Result<Filter, Error> {
    Ok(match lookup::choice(field, value, super::field::HAS)? {
        "theme" => Filter::Tagged(TagMatch::default()),
        "translation" => Filter::Translated,
        _ => Filter::Noted(Vec::new()),
    })
}

fn id(value: &Value) -> Result<String, Error> {
    match name_of(Field::Id, value)? {
        id if id.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(id.to_ascii_lowercase()),
        _ => Err(wrong_form(Field::Id, value, "hexadecimal digits, 0 to 9 and a to f")),
    }
}

fn number(value: &Value) -> Result<Filter, Error> {
    let read = |text: &str| {
        text.parse::<u32>()
            .map_err(|_| wrong_form(Field::Words, value, "a number, such as 500, >500 or 100..500"))
    };
    Ok(match &value.form {
        Form::Plain(Words { text, reach: Reach::Exact }) | Form::Exactly(text) => {
            Filter::Words(Compare::Equal, read(text)?)
        }
        Form::Compared(compare, text) => Filter::Words(*compare, read(text)?),
        Form::Range(from, to) => {
            let from = from.as_deref().map(read).transpose()?;
            let to = to.as_deref().map(read).transpose()?;
            backwards(Field::Words, value, from, to)?;
            let ends = [(Compare::AtLeast, from), (Compare::AtMost, to)];
            let mut ends: Vec<Filter> =
                ends.into_iter().filter_map(|(compare, end)| Some(Filter::Words(compare, end?))).collect();
            if ends.len() == 1 { ends.swap_remove(0) } else { Filter::All(ends) }
        }
        Form::Plain(_) | Form::Of(..) => return Err(wrong_form(Field::Words, value, "a number")),
    })
}

fn date(value: &Value) -> Result<Filter, Error> {
    let read = |text: &str| {
        days(text).ok_or_else(|| {
            wrong_form(Field::Date, value, "a day such as 2025-01-16, a month, a year or a range")
        })
    };
    Ok(match &value.form {
        Form::Plain(Words { text, reach: Reach::Exact }) | Form::Exactly(text) => {
            let (first, last) = read(text)?;
            Filter::Submitted(Some(first), Some(last))
        }
        Form::Range(from, to) => {
            let from = from.as_deref().map(read).transpose()?.map(|(first, _)| first);
            let to = to.as_deref().map(read).transpose()?.map(|(_, last)| last);
            backwards(Field::Date, value, from, to)?;
            Filter::Submitted(from, to)
        }
        Form::Compared(compare, text) => {
            let (first, last) = read(text)?;
            match compare {
                Compare::More => Filter::Submitted(last.tomorrow().ok(), None),
                Compare::AtLeast => Filter::Submitted(Some(first), None),
                Compare::Less => Filter::Submitted(None, first.yesterday().ok()),
                Compare::AtMost => Filter::Submitted(None, Some(last)),
                Compare::Equal => Filter::Submitted(Some(first), Some(last)),
            }
        }
        Form::Plain(_) | Form::Of(..) => {
            return Err(wrong_form(Field::Date, value, "a day such as 2025-01-16"));
        }
    })
}

fn backwards<T: PartialOrd>(
    field: Field,
    value: &Value,
    from: Option<T>,
    to: Option<T>,
) -> Result<(), Error> {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        let mistake = Mistake::Backwards { field: field.name(), value: value.to_string() };
        let turned = match &value.form {
            Form::Range(from, to) => Some(Form::Range(to.clone(), from.clone())),
            _ => None,
        };
        let turned = turned.map(|form| Value { span: value.span.clone(), form }.to_string());
        return Err(Error::new(value.span.clone(), mistake).suggest(turned));
    }
    Ok(())
}

/// The first and last day of a day, month or year in ISO 8601.
fn days(text: &str) -> Option<(Date, Date)> {
    let mut numbers = text.split('-').zip([4, 2, 2]).map(|(digits, length)| {
        let right = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
        right.then(|| digits.parse::<i16>().ok()).flatten()
    });
    if text.split('-').count() > 3 {
        return None;
    }
    let year = numbers.next()??;
    let Some(month) = numbers.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let month = i8::try_from(month?).ok()?;
    let Some(day) = numbers.next() else {
        let first = Date::new(year, month, 1).ok()?;
        return Some((first, first.last_of_month()));
    };
    let day = Date::new(year, month, i8::try_from(day?).ok()?).ok()?;
    Some((day, day))
}
