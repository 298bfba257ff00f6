//! Metadata in words: values as people read them, and where they are from.

use jiff::civil::Date;

use crate::model::draft::Field;
use crate::model::sent::{Fact, Origin, SubmissionRow, SubmissionView};
use crate::workspace::Workspace;

/// A value as it is read: names for codes, a date with its month.
pub(super) fn value(field: Field, value: &str) -> String {
    match field {
        Field::SubmittedOn | Field::ReceivedOn => value
            .parse::<Date>()
            .map_or_else(|_| value.to_owned(), |date| day(Some(date)).unwrap_or_default()),
        _ => Workspace::shown_value(field, value),
    }
}

/// What an analyst should know of a submission before anything else: that it does not count, or came late.
pub(super) fn warning(known: &SubmissionRow) -> Option<&'static str> {
    if known.withdrawn {
        Some("withdrawn")
    } else if known.replaced {
        Some("replaced")
    } else {
        (known.late == Some(true)).then_some("late")
    }
}

/// The words of the source, where they say something else than the value does to a reader.
pub(super) fn written(fact: &Fact) -> Option<String> {
    let written = fact.written.as_ref()?;
    match &fact.value {
        None => Some(format!("unsure: the source says “{written}”")),
        Some(_) if fact.field == Field::Citable => Some(format!("the source says “{written}”")),
        Some(_) => None,
    }
}

/// In which languages the texts are, where that is not the submission's one: each text counts once.
pub(super) fn languages(view: &SubmissionView) -> Option<String> {
    let of = view.record.metadata.language.as_deref();
    let mut by_language: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for block in view.blocks.iter().filter(|block| !block.goes_on && block.language != of) {
        let place = block.question.as_ref().map_or("the unplaced text", |(number, _)| number.as_str());
        match by_language.iter_mut().find(|(language, _)| *language == block.language) {
            Some((_, places)) => places.push(place),
            None => by_language.push((block.language, vec![place])),
        }
    }
    let said: Vec<String> = by_language
        .into_iter()
        .map(|(language, mut places)| {
            places.dedup();
            let language =
                language.map_or("unsure".to_owned(), |code| Workspace::shown_value(Field::Language, code));
            format!("{language} in {}", places.join(", "))
        })
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// A value as it is typed: names for codes, a date in digits.
pub(super) fn typed(fact: &Fact) -> String {
    let value = fact.value.as_deref().unwrap_or_default();
    if value.is_empty() { String::new() } else { Workspace::shown_value(fact.field, value) }
}

/// A day with its month: "14 Jan 2025".
pub(super) fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.strftime("%-d %b %Y").to_string())
}

/// Where a metadatum is from, in words.
pub(super) fn origin(fact: &Fact) -> String {
    match &fact.origin {
        Origin::Nowhere => "nobody says it".to_owned(),
        Origin::Given => "given at intake".to_owned(),
        Origin::Detected => "found out from the text".to_owned(),
        Origin::Signatories => "those who signed it; nobody else is named".to_owned(),
        Origin::Document { file } => format!("read from {file}"),
        Origin::Column { file, header } => format!("read from the column “{header}” of {file}"),
        Origin::Corrected { by, on, before } => {
            let on = day(Some(*on)).unwrap_or_default();
            let before = before.as_deref().map_or_else(
                || "the source says nothing".to_owned(),
                |before| format!("the source says {}", value(fact.field, before)),
            );
            format!("corrected by {by} on {on}; {before}")
        }
    }
}
