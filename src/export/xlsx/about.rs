//! What the second sheet says: of what the first one is, by whom, when, and what is not in it.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Kind;
use crate::export::{Content, Header};

/// What is said of a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    /// What it holds, in a few words.
    pub title: String,
    /// In whose eyes.
    pub analyst: String,
    /// The day of writing.
    pub written_on: Date,
    /// The call's title and what it asks: by them it is known whether the call is written from the right.
    pub in_the_calls_words: Vec<String>,
    /// What else there is to say, in order.
    pub lines: Vec<Line>,
}

/// A name, what there is to say, and a remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The name.
    pub name: Cow<'static, str>,
    /// What there is to say.
    pub value: String,
    /// What it is.
    pub kind: Kind,
    /// A remark beside it.
    pub note: String,
}

impl Line {
    /// Words.
    pub fn text(name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), kind: Kind::Long, note: String::new() }
    }

    /// A number, and what it is of.
    pub fn number(name: &'static str, value: usize, note: &str) -> Self {
        Self { name: name.into(), value: value.to_string(), kind: Kind::Number, note: note.to_owned() }
    }

    /// A day.
    pub fn day(name: &'static str, value: Date) -> Self {
        Self { name: name.into(), value: value.to_string(), kind: Kind::Day, note: String::new() }
    }
}

impl About {
    /// What is said of answers or a shortlist.
    pub fn of(header: &Header) -> Self {
        let (title, counted) = match &header.content {
            Content::Answers(query) if query.trim().is_empty() => ("All answers".to_owned(), "Answers"),
            Content::Answers(query) => (format!("Answers to the query {query}"), "Answers"),
            Content::Shortlist(name) => (name.clone(), "Quotations"),
        };
        let mut lines = vec![Line::text("Call", &header.call)];
        lines.push(match &header.content {
            Content::Answers(query) if query.trim().is_empty() => Line::text("Query", "all answers"),
            Content::Answers(query) => Line::text("Query", query),
            Content::Shortlist(name) => Line::text("Shortlist", name),
        });
        lines.extend(header.as_of.map(|moment| Line::text("As of", moment.to_string())));
        lines.push(Line::day("Written", header.written_on));
        lines.push(Line::text("Analyst", &header.analyst));
        lines.push(Line::number(counted, header.answers, ""));
        if matches!(header.content, Content::Answers(_)) {
            lines.push(Line::number("Unplaced texts", header.unplaced, "under no question"));
        }
        lines.push(Line::number("Submitters", header.submitters, "each once"));
        lines.push(left_out(header.left_out));
        lines.extend(header.spared.line().map(|line| Line::text("Names", line)));
        if let Some(said) = &header.finding {
            lines.push(Line::text("State", said.state.name()));
            lines.push(Line::text("Finding", &said.text));
        }
        let asked = header.questions.iter().map(|question| question.wording.clone());
        Self {
            title,
            analyst: header.analyst.clone(),
            written_on: header.written_on,
            in_the_calls_words: std::iter::once(header.call.clone()).chain(asked).collect(),
            lines,
        }
    }
}

/// What is said of texts that are not in the sheet.
pub fn left_out(texts: usize) -> Line {
    Line::number("Left out", texts, "texts of withdrawn, replaced or repeated submissions")
}

/// What is said of texts whose end is missing.
pub(super) fn cut(cells: usize) -> Line {
    let note = "cells whose text is longer than the 32,767 characters that a cell holds; they end in “[…]”";
    Line::number("Cut cells", cells, note)
}

/// By what it was written.
pub(super) fn program() -> Line {
    Line::text("Program", concat!("rapporteur ", env!("CARGO_PKG_VERSION")))
}
