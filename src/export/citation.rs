//! Whose words a quotation is, and where they are found again.

use jiff::civil::Date;

use super::document::Citation;
use crate::config::report_file;
use crate::model::report::Words;
use crate::model::submission::{AnswerRecord, SourcePlace};
use crate::text::country;

/// So many digits of an id tell it from those of millions of others; `show` and `id:` take any beginning.
const DIGITS: usize = 12;

/// Who said it, where in the call, when, under which reference, and where in the source the passage stands that begins so
/// far into the answer.
pub fn of(record: &AnswerRecord, start: u32) -> Citation {
    of_in(record, start, report_file::english())
}

/// The same in the words of a language.
pub fn of_in(record: &AnswerRecord, start: u32, words: &Words) -> Citation {
    let who = &record.metadata;
    let asked = match &record.question {
        Some(number) => words.say("cited_question", &[("number", number)]),
        None => words.say("cited_unplaced", &[]),
    };
    let day = who.submitted_on.map(|day| words.day(day));
    let found = [record.reference.clone(), place_in(&record.source.of_passage(start), words)];
    let mut id = record.id.to_string();
    id.truncate(DIGITS);
    let named = who.submitter.clone().filter(|name| !name.trim().is_empty());
    let country = |known: &String| words.name(country::name(known).unwrap_or(known)).to_owned();
    Citation {
        who: named.unwrap_or_else(|| words.say("anonymous", &[])),
        country: who.country.as_ref().map(country),
        stakeholder_type: who.stakeholder_type.as_ref().map(|of| words.name(of).to_owned()),
        place: std::iter::once(asked).chain(day).chain(found).collect(),
        id,
    }
}

/// The same on one line: what a screen shows and a clipboard takes.
pub fn cited(record: &AnswerRecord, start: u32) -> String {
    let citation = of(record, start);
    format!("{}{}, {}", citation.who, citation.behind_the_name(), citation.place_and_id())
}

/// The file and the place in it, as people look it up: "form.csv, row 14, column Q7".
pub fn place(source: &SourcePlace) -> String {
    place_in(source, report_file::english())
}

fn place_in(source: &SourcePlace, words: &Words) -> String {
    let number = |key: &str, n: Option<u32>| n.map(|n| words.say(key, &[("n", &n.to_string())]));
    let named =
        |key: &str, name: &Option<String>| name.as_ref().map(|name| words.say(key, &[("name", name)]));
    let mut parts = vec![source.file.clone()];
    parts.extend(number("at_page", source.page));
    parts.extend(named("at_sheet", &source.sheet));
    parts.extend(number("at_row", source.row));
    parts.extend(named("at_column", &source.column));
    parts.extend(number("at_paragraph", source.paragraph));
    parts.join(", ")
}

/// A day in words: "16 January 2025".
pub fn day(date: Date) -> String {
    report_file::english().day(date)
}
