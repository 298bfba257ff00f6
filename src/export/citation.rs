//! Whose words a quotation is, and where they are found again.

use jiff::civil::Date;

use super::document::Citation;
use crate::model::submission::{AnswerRecord, SourcePlace};
use crate::text::country;

/// So many digits of an id tell it from those of millions of others; `show` and `id:` take any beginning.
const DIGITS: usize = 12;

/// Who said it when nobody is named.
const ANONYMOUS: &str = "Anonymous";

/// Who said it, where in the call, when, under which reference, and where in the source the passage stands that begins so
/// far into the answer.
pub fn of(record: &AnswerRecord, start: u32) -> Citation {
    let who = &record.metadata;
    let asked = match &record.question {
        Some(number) => format!("answer to question {number}"),
        None => "under no question".to_owned(),
    };
    let day = who.submitted_on.map(day);
    let found = [record.reference.clone(), place(&record.source.of_passage(start))];
    let mut id = record.id.to_string();
    id.truncate(DIGITS);
    Citation {
        who: who.submitter.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(ANONYMOUS).to_owned(),
        country: who.country.as_deref().map(|known| country::name(known).unwrap_or(known).to_owned()),
        stakeholder_type: who.stakeholder_type.clone(),
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
    let mut parts = vec![source.file.clone()];
    parts.extend(source.page.map(|n| format!("page {n}")));
    parts.extend(source.sheet.as_ref().map(|name| format!("sheet {name}")));
    parts.extend(source.row.map(|n| format!("row {n}")));
    parts.extend(source.column.as_ref().map(|name| format!("column {name}")));
    parts.extend(source.paragraph.map(|n| format!("paragraph {n}")));
    parts.join(", ")
}

/// A day in words: "16 January 2025".
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
