//! Looks the names of a query up: themes, questions, sections, metadata, analysts.

use super::error::{Error, Mistake};
use super::field::Field;
use super::filter::MetadataField;
use super::tree::{Form, Reach, Value, Words};
use super::vocabulary::Vocabulary;
use crate::model::call::Key;
use crate::model::id::{ListId, SourceHash, ThemeId};
use crate::model::nearest::nearest;

/// Stakeholder types that every consultation may have: asking for one that nobody has is no mistake.
pub const WELL_KNOWN_TYPES: [&str; 18] = [
    "academia",
    "academic",
    "business",
    "civil society",
    "government",
    "individual",
    "intergovernmental organization",
    "international organization",
    "media",
    "member state",
    "ngo",
    "non governmental organization",
    "other",
    "private sector",
    "regional organization",
    "research",
    "technical community",
    "united nations",
];

/// The regions that the United Nations and the ITU speak of.
pub const WELL_KNOWN_REGIONS: [&str; 14] = [
    "africa",
    "americas",
    "arab states",
    "asia",
    "asia and the pacific",
    "asia pacific",
    "caribbean",
    "cis",
    "commonwealth of independent states",
    "europe",
    "latin america",
    "middle east",
    "north america",
    "oceania",
];

/// A name that is written or looked for.
pub(super) fn name_of(field: Field, value: &Value) -> Result<&str, Error> {
    match &value.form {
        Form::Plain(Words { text, .. }) | Form::Exactly(text) => Ok(text),
        Form::Compared(..) | Form::Range(..) | Form::Of(..) => Err(wrong_form(field, value, "a name")),
    }
}

pub(super) fn wrong_form(field: Field, value: &Value, takes: &str) -> Error {
    let written = value.to_string();
    let mistake = Mistake::WrongForm { field: field.name(), takes: takes.into(), value: written.into() };
    Error::new(value.span.clone(), mistake)
}

/// As a query must have it.
fn term(name: &str) -> String {
    super::print::quoted_if_needed(name, super::print::Place::Value)
}

fn unknown<'a>(field: Field, value: &Value, name: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
    let suggestion = nearest(name, known).map(term);
    let mistake = Mistake::UnknownValue { field: field.name(), value: name.to_owned() };
    Error::new(value.span.clone(), mistake).suggest(suggestion)
}

fn ambiguous(field: Field, value: &Value, name: &str, candidates: Vec<String>) -> Error {
    let mistake = Mistake::Ambiguous { field: field.name(), value: name.to_owned() };
    Error::new(value.span.clone(), mistake).among(candidates)
}

/// One of a few fixed words.
pub(super) fn choice(field: Field, value: &Value, words: &[&'static str]) -> Result<&'static str, Error> {
    let name = name_of(field, value)?;
    chosen(field, value, name, words)
}

/// One of a few fixed words, of which `name` is the part that counts.
pub(super) fn chosen(
    field: Field,
    value: &Value,
    name: &str,
    words: &[&'static str],
) -> Result<&'static str, Error> {
    words.iter().find(|word| word.eq_ignore_ascii_case(name)).copied().ok_or_else(|| {
        let error = wrong_form(field, value, &words.join(", "));
        // The suggestion replaces the whole value, with its `@alice`.
        let rest = value.to_string().split_once('@').map(|(_, who)| format!("@{who}")).unwrap_or_default();
        error.suggest(nearest(name, words.iter().copied()).map(|word| format!("{word}{rest}")))
    })
}

/// What a name stands for: one of `known`, whose items are (folded name, item).
enum Pick {
    None,
    One(usize),
    Many(Vec<usize>),
}

/// An exact name wins, else the only one that holds the name as a part.
fn pick(known: &[String], wanted: &str) -> Pick {
    let exact: Vec<usize> = (0..known.len()).filter(|&i| known[i] == wanted).collect();
    let mut fitting = exact;
    if fitting.is_empty() && !wanted.is_empty() {
        fitting = (0..known.len()).filter(|&i| known[i].contains(wanted)).collect();
    }
    match fitting[..] {
        [] => Pick::None,
        [one] => Pick::One(one),
        _ => Pick::Many(fitting),
    }
}

/// The columns that are attributes and go by this name: the very name, else the only one that holds it as a part.
pub(super) fn attributes(vocabulary: &Vocabulary, value: &Value, head: &str) -> Result<Vec<String>, Error> {
    let known = &vocabulary.attributes;
    let wanted = vocabulary.fold(head);
    let names: Vec<String> = known.iter().map(|name| vocabulary.fold(name)).collect();
    match pick(&names, &wanted) {
        Pick::One(one) => Ok(vec![known[one].clone()]),
        Pick::Many(many) if names[many[0]] == wanted => Ok(many.iter().map(|i| known[*i].clone()).collect()),
        Pick::Many(many) => {
            let candidates = many.iter().map(|i| super::print::quoted(&known[*i])).collect();
            Err(ambiguous(Field::Attribute, value, head, candidates))
        }
        Pick::None => {
            let mistake = Mistake::UnknownValue { field: Field::Attribute.name(), value: head.to_owned() };
            let rest =
                value.to_string().split_once("\"=").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
            let near = nearest(head, known.iter().map(String::as_str));
            let suggestion = near.map(|near| format!("{}={rest}", super::print::quoted(near)));
            Err(Error::new(value.span.clone(), mistake).suggest(suggestion))
        }
    }
}

/// The shortlists that a value means: every one of this very name, else the only one that holds it as a part.
pub(super) fn shortlists(vocabulary: &Vocabulary, value: &Value) -> Result<Vec<ListId>, Error> {
    let name = name_of(Field::Shortlist, value)?;
    let wanted = vocabulary.fold(name);
    let lists = &vocabulary.shortlists;
    let names: Vec<String> = lists.iter().map(|(name, _)| vocabulary.fold(name)).collect();
    match pick(&names, &wanted) {
        Pick::One(one) => Ok(vec![lists[one].1]),
        Pick::Many(many) if names[many[0]] == wanted => Ok(many.iter().map(|i| lists[*i].1).collect()),
        Pick::Many(many) => {
            let candidates = many.iter().map(|i| term(&lists[*i].0)).collect();
            Err(ambiguous(Field::Shortlist, value, name, candidates))
        }
        Pick::None => {
            Err(unknown(Field::Shortlist, value, name, lists.iter().map(|(name, _)| name.as_str())))
        }
    }
}

/// The fewest digits by which a file may go, as for `rapporteur source`.
const FEWEST_DIGITS: usize = 6;

/// The files that a value means: every one of this very name, else the only one that holds it as a part, else those
/// whose hash begins so.
pub(super) fn sources(vocabulary: &Vocabulary, value: &Value) -> Result<Vec<SourceHash>, Error> {
    let name = name_of(Field::Source, value)?;
    let wanted = vocabulary.fold(name);
    let sources = &vocabulary.sources;
    let names: Vec<String> = sources.iter().map(|(name, _)| vocabulary.fold(name)).collect();
    let many = match pick(&names, &wanted) {
        Pick::One(one) => return Ok(vec![sources[one].1]),
        Pick::Many(many) => many,
        Pick::None => {
            let digits = name.to_ascii_lowercase();
            let begins = |hash: &SourceHash| hash.to_string().starts_with(&digits);
            let by_hash = sources.iter().map(|(_, hash)| *hash).filter(begins);
            let found: Vec<SourceHash> = by_hash.collect();
            if digits.len() >= FEWEST_DIGITS && !found.is_empty() {
                return Ok(found);
            }
            // A name is often typed without its folders.
            let known = sources.iter().map(|(name, _)| name.as_str());
            let short = known.clone().map(|name| name.rsplit('/').next().unwrap_or(name));
            return Err(unknown(Field::Source, value, name, known.chain(short)));
        }
    };
    // One file may have come under several names, and several files under one.
    let first = many[0];
    if many.iter().all(|i| names[*i] == names[first])
        || many.iter().all(|i| sources[*i].1 == sources[first].1)
    {
        return Ok(many.iter().map(|i| sources[*i].1).collect());
    }
    let mut candidates: Vec<String> = many.iter().map(|i| term(&sources[*i].0)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    Err(ambiguous(Field::Source, value, name, candidates))
}

/// The themes that a value means: with those under it, or with `=` it alone.
pub(super) fn themes(vocabulary: &Vocabulary, field: Field, value: &Value) -> Result<Vec<ThemeId>, Error> {
    let name = name_of(field, value)?;
    let alone = matches!(value.form, Form::Exactly(_));
    let themes = &vocabulary.codebook.themes;
    let wanted = vocabulary.fold(name);
    let names: Vec<String> = themes.iter().map(|t| vocabulary.fold(&t.name)).collect();
    // What somebody called a theme once is more than a part of what another is called.
    if !is_exact(vocabulary, &names, name)
        && let Some(it) = former(vocabulary, name)
    {
        return Ok(if alone { vec![it] } else { vocabulary.codebook.with_descendants(it) });
    }
    // Of several of one name, the one at the top is named by its whole path.
    let top =
        (0..themes.len()).find(|&i| themes[i].parent.is_none() && names[i] == wanted && !wanted.is_empty());
    // A slash may be part of a name or join a path.
    let by_path = || if name.contains('/') { pick_path(vocabulary, name) } else { Pick::None };
    let picked = match (top, pick(&names, &wanted)) {
        (Some(top), _) => Pick::One(top),
        (None, Pick::None) => by_path(),
        (None, by_name) => match by_path() {
            Pick::One(one) => Pick::One(one),
            _ => by_name,
        },
    };
    match picked {
        Pick::One(one) if alone => Ok(vec![themes[one].id]),
        Pick::One(one) => Ok(vocabulary.codebook.with_descendants(themes[one].id)),
        Pick::Many(several) => {
            let candidates = several.iter().map(|&i| term(&vocabulary.codebook.path(themes[i].id))).collect();
            Err(ambiguous(field, value, name, candidates))
        }
        Pick::None => {
            let paths = themes.iter().filter(|_| name.contains('/')).map(|t| vocabulary.codebook.path(t.id));
            let paths: Vec<String> = paths.collect();
            let known = themes.iter().map(|t| t.name.as_str()).chain(paths.iter().map(String::as_str));
            let mut error = unknown(field, value, name, known);
            if alone {
                error.suggestion = error.suggestion.map(|theme| format!("={theme}"));
            }
            Err(error)
        }
    }
}

/// Whether a theme has exactly this name or path now.
fn is_exact(vocabulary: &Vocabulary, names: &[String], name: &str) -> bool {
    let wanted = fold_path(vocabulary, name);
    let book = &vocabulary.codebook;
    names.contains(&vocabulary.fold(name))
        || book.themes.iter().any(|theme| fold_path(vocabulary, &book.path(theme.id)) == wanted)
}

fn fold_path(vocabulary: &Vocabulary, path: &str) -> String {
    path.split('/').map(|part| vocabulary.fold(part)).collect::<Vec<_>>().join("/")
}

/// The theme that had exactly this name or path before it was merged, renamed or moved: filters that were saved then
/// still ask for it.
fn former(vocabulary: &Vocabulary, name: &str) -> Option<ThemeId> {
    let fold = |path: &str| fold_path(vocabulary, path);
    let wanted = fold(name);
    let book = &vocabulary.codebook;
    let merged = book.merged.iter().map(|one| (fold(&one.path), one.into));
    let all: Vec<(String, ThemeId)> =
        merged.chain(book.former.iter().map(|one| (fold(&one.path), one.theme))).collect();
    let only = |is_it: &dyn Fn(&str) -> bool| {
        let mut found = all.iter().filter(|(path, _)| is_it(path)).map(|(_, theme)| *theme);
        found.next().filter(|one| found.all(|other| other == *one))
    };
    only(&|path| path == wanted).or_else(|| only(&|path| path.rsplit('/').next() == Some(wanted.as_str())))
}

/// The theme of this path, or the only one whose path holds it.
fn pick_path(vocabulary: &Vocabulary, path: &str) -> Pick {
    let book = &vocabulary.codebook;
    let folded = book.themes.iter().map(|theme| fold_path(vocabulary, &book.path(theme.id)));
    pick(&folded.collect::<Vec<_>>(), &fold_path(vocabulary, path))
}

/// The analyst's folded name.
pub(super) fn analyst(
    vocabulary: &Vocabulary,
    value: &Value,
    field: Field,
    name: &str,
) -> Result<String, Error> {
    let folded: Vec<String> = vocabulary.analysts.iter().map(|known| vocabulary.fold(known)).collect();
    match pick(&folded, &vocabulary.fold(name)) {
        Pick::One(one) => Ok(folded[one].clone()),
        Pick::Many(several) if several.iter().all(|&i| folded[i] == folded[several[0]]) => {
            Ok(folded[several[0]].clone())
        }
        Pick::Many(several) => {
            let candidates = several.iter().map(|&i| term(&vocabulary.analysts[i])).collect();
            Err(ambiguous(field, value, name, candidates))
        }
        Pick::None => {
            let mut error = unknown(field, value, name, vocabulary.analysts.iter().map(String::as_str));
            if field == Field::Status {
                let written = value.to_string();
                let state = written.split('@').next().unwrap_or_default().to_owned();
                error.suggestion = error.suggestion.map(|who| format!("{state}@{who}"));
            }
            Err(error)
        }
    }
}

/// The questions that a value means; a range is in the call's order, with both ends.
pub(super) fn questions(vocabulary: &Vocabulary, value: &Value) -> Result<Vec<Key>, Error> {
    let questions = &vocabulary.call.questions;
    let find = |name: &str| {
        let found =
            questions.iter().position(|q| q.number.eq_ignore_ascii_case(name) || q.key.as_str() == name);
        found.ok_or_else(|| {
            let numbers = || questions.iter().map(|q| q.number.as_str());
            let known = numbers().map(str::to_owned).collect();
            let mistake = Mistake::UnknownValue { field: Field::Question.name(), value: name.to_owned() };
            Error::new(value.span.clone(), mistake).among(known)
        })
    };
    let keys = |from: usize, to: usize| questions[from..=to].iter().map(|q| q.key.clone()).collect();
    span_of(Field::Question, value, find, keys)
}

/// The sections that a value means: by number, or by part of the title.
pub(super) fn sections(vocabulary: &Vocabulary, value: &Value) -> Result<Vec<Key>, Error> {
    let sections = &vocabulary.call.sections;
    let titles: Vec<String> = sections.iter().map(|s| vocabulary.fold(&s.title)).collect();
    let find = |name: &str| {
        if let Some(one) =
            sections.iter().position(|s| s.number.eq_ignore_ascii_case(name) || s.key.as_str() == name)
        {
            return Ok(one);
        }
        let labels = |several: &[usize]| several.iter().map(|&i| term(&sections[i].title)).collect();
        match pick(&titles, &vocabulary.fold(name)) {
            Pick::One(one) => Ok(one),
            Pick::Many(several) => Err(ambiguous(Field::Section, value, name, labels(&several))),
            Pick::None => {
                let numbers = sections.iter().map(|s| s.number.clone()).collect();
                let mistake = Mistake::UnknownValue { field: Field::Section.name(), value: name.to_owned() };
                Err(Error::new(value.span.clone(), mistake).among(numbers))
            }
        }
    };
    let keys = |from: usize, to: usize| sections[from..=to].iter().map(|s| s.key.clone()).collect();
    span_of(Field::Section, value, find, keys)
}

fn span_of(
    field: Field,
    value: &Value,
    find: impl Fn(&str) -> Result<usize, Error>,
    keys: impl Fn(usize, usize) -> Vec<Key>,
) -> Result<Vec<Key>, Error> {
    match &value.form {
        Form::Range(Some(from), Some(to)) => {
            let (first, last) = (find(from)?, find(to)?);
            if first > last {
                let mistake = Mistake::Backwards { field: field.name(), value: value.to_string() };
                return Err(Error::new(value.span.clone(), mistake).suggest(Some(format!(
                    "{}..{}",
                    term(to),
                    term(from)
                ))));
            }
            Ok(keys(first, last))
        }
        Form::Plain(Words { text, reach: Reach::Exact }) | Form::Exactly(text) => {
            find(text).map(|one| keys(one, one))
        }
        _ => Err(wrong_form(field, value, "a number, or a range with both ends")),
    }
}

/// The stored values of a metadata field that a value means; it itself when it is known to the world and only not here.
pub(super) fn metadata(
    vocabulary: &Vocabulary,
    field: MetadataField,
    value: &Value,
) -> Result<Vec<String>, Error> {
    let (word, stored) = match field {
        MetadataField::StakeholderType => (Field::StakeholderType, &vocabulary.stakeholder_types),
        MetadataField::Country => (Field::Country, &vocabulary.countries),
        MetadataField::Region => (Field::Region, &vocabulary.regions),
        MetadataField::Language => (Field::Language, &vocabulary.languages),
    };
    let name = name_of(word, value)?;
    let wanted = vocabulary.fold(name);
    let code = match field {
        MetadataField::Country => (vocabulary.comparison.country)(name),
        MetadataField::Language => (vocabulary.comparison.language)(name),
        MetadataField::StakeholderType | MetadataField::Region => None,
    };
    let folded: Vec<String> = stored.iter().map(|known| vocabulary.fold(known)).collect();
    // Countries and languages are stored by code; people know parts of their names.
    let said: Vec<String> = stored
        .iter()
        .map(|known| match field {
            MetadataField::Country => (vocabulary.comparison.country_name)(known).unwrap_or(known),
            MetadataField::Language => (vocabulary.comparison.language_name)(known).unwrap_or(known),
            MetadataField::StakeholderType | MetadataField::Region => known,
        })
        .map(|name| vocabulary.fold(name))
        .collect();
    let exactly =
        |i: &usize| folded[*i] == wanted || code.is_some_and(|code| stored[*i].eq_ignore_ascii_case(code));
    let exact: Vec<String> = (0..stored.len()).filter(exactly).map(|i| stored[i].clone()).collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    if let Some(code) = code {
        return Ok(vec![code.to_owned()]);
    }
    let known_elsewhere = match field {
        MetadataField::StakeholderType => WELL_KNOWN_TYPES.contains(&wanted.as_str()),
        MetadataField::Region => WELL_KNOWN_REGIONS.contains(&wanted.as_str()),
        MetadataField::Country | MetadataField::Language => false,
    };
    let parts: Vec<usize> =
        (0..stored.len()).filter(|&i| !wanted.is_empty() && said[i].contains(&wanted)).collect();
    match parts.split_first() {
        Some((&first, rest)) if rest.iter().all(|&i| folded[i] == folded[first]) => {
            Ok(parts.iter().map(|&i| stored[i].clone()).collect())
        }
        Some(_) => Err(ambiguous(word, value, name, parts.iter().map(|&i| term(&stored[i])).collect())),
        None if known_elsewhere || stored.is_empty() => Ok(vec![name.to_owned()]),
        None => Err(unknown(word, value, name, stored.iter().map(String::as_str))),
    }
}
