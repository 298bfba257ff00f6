//! Answers under the headings of their questions, or a shortlist in its order, as a document.

use std::io::Write;

use super::citation::{self, day};
use super::document::{About, Block, Citation, DocumentWriter, Heading, Kind, Quotation, Run, writer};
use super::quotation::quoted;
use super::{Content, Entry, Error, Header, Shape, Writer};
use crate::model::call::Question;
use crate::model::submission::{AnswerRecord, Translation};
use crate::model::work::{ItemKind, ShortlistItem};
use crate::text::unofficial;

/// Composes the blocks of each entry.
pub struct QuotationsWriter<'w> {
    shape: Shape,
    header: &'w Header,
    out: Box<dyn DocumentWriter + 'w>,
    /// The heading that was written last; empty before the first.
    heading: String,
}

impl<'w> QuotationsWriter<'w> {
    /// Writes the title, what the export holds, and the contents where there are pages.
    pub fn begin(kind: Kind, shape: Shape, header: &'w Header, to: &'w mut dyn Write) -> Result<Self, Error> {
        let title = match &header.content {
            Content::Answers(query) if query.trim().is_empty() => "All answers".to_owned(),
            Content::Answers(query) => format!("Answers to the query {query}"),
            Content::Shortlist(name) => name.clone(),
        };
        let about = About {
            title: title.clone(),
            author: header.analyst.clone(),
            written_on: header.written_on,
            language: "en".to_owned(),
        };
        let mut out = writer(kind, to, &about)?;
        out.block(&Block::Title(title))?;
        out.block(&Block::Subtitle(summary(header)))?;
        if let Some(said) = &header.finding {
            out.block(&Block::words(format!("State: {}.", said.state.name())))?;
            out.block(&Block::words(said.text.as_str()))?;
        }
        if kind != Kind::Markdown && header.headings.len() > 1 {
            let headings = header.headings.iter().map(|text| Heading { level: 1, text: text.clone() });
            out.block(&Block::Contents { title: "Contents".to_owned(), headings: headings.collect() })?;
        }
        Ok(Self { shape, header, out, heading: String::new() })
    }

    /// Writes the heading of a question when it is another than the last.
    fn question(&mut self, number: Option<&str>) -> Result<(), Error> {
        let heading = heading_of(&self.header.questions, number);
        if heading != self.heading {
            self.out.block(&Block::heading(1, heading.as_str()))?;
            self.heading = heading;
        }
        Ok(())
    }

    fn quote(&mut self, passages: &[(u32, &str)], record: &AnswerRecord) -> Result<(), Error> {
        let remarks = self.remarks(record);
        let last = passages.len().saturating_sub(1);
        for (at, (start, passage)) in passages.iter().enumerate() {
            let remarks =
                if at == last && record.translation.is_none() { remarks.clone() } else { Vec::new() };
            self.out.block(&Block::Quotation(Quotation {
                text: (*passage).to_owned(),
                language: record.metadata.language.clone(),
                citation: citation::of(record, *start),
                remarks,
            }))?;
        }
        if let Some(it) = &record.translation {
            let more = passages.iter().any(|(_, passage)| *passage != record.text);
            self.translation(it, more, remarks)?;
        }
        Ok(())
    }

    fn translation(&mut self, it: &Translation, more: bool, remarks: Vec<Vec<Run>>) -> Result<(), Error> {
        self.out.block(&Block::words(format!("{}:", unofficial::heading(it, more))))?;
        self.out.block(&Block::Quotation(Quotation {
            text: it.text.clone(),
            language: it.language.clone(),
            citation: Citation::default(),
            remarks,
        }))
    }

    /// Themes and notes, where they are asked for.
    fn remarks(&self, record: &AnswerRecord) -> Vec<Vec<Run>> {
        let themes = (self.shape.themes && !record.themes.is_empty())
            .then(|| vec![Run::plain(format!("Themes: {}", record.themes.join("; ")))]);
        let notes = record.notes.iter().filter(|_| self.shape.notes).map(|note| {
            // One paragraph, whatever the note has: it is seen where it ends.
            let words: Vec<&str> = note.text.split_whitespace().collect();
            vec![Run::plain(format!("Note by {}: {}", note.analyst, words.join(" ")))]
        });
        themes.into_iter().chain(notes).collect()
    }

    fn item(&mut self, item: &ShortlistItem) -> Result<(), Error> {
        match (item.kind, &item.answer) {
            (ItemKind::Heading, _) => self.out.block(&Block::heading(1, item.text.as_str())),
            (ItemKind::Quotation, Some(record)) => {
                self.quote(&[(item.span.map_or(0, |span| span.start), &item.text)], record)
            }
            (ItemKind::Comment, _) => self.out.block(&Block::words(item.text.as_str())),
            (ItemKind::Quotation, None) => self.out.block(&Block::Quotation(Quotation {
                text: item.text.clone(),
                language: None,
                citation: Citation::default(),
                remarks: Vec::new(),
            })),
        }
    }
}

impl Writer for QuotationsWriter<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        match entry {
            Entry::Answer(record) => {
                self.question(record.question.as_deref())?;
                self.quote(&quoted(record, &self.header.tags), record)
            }
            Entry::Item(item) => self.item(item),
        }
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.out.finish()
    }
}

/// The heading over the answers to a question, or over what stands under none.
pub fn heading_of(questions: &[Question], number: Option<&str>) -> String {
    let Some(number) = number else { return "Under no question".to_owned() };
    let asked = questions.iter().find(|question| question.number == number);
    let wording = asked.map_or("", |q| if q.wording.is_empty() { &q.short_name } else { &q.wording });
    let colon = if wording.is_empty() { "" } else { ": " };
    format!("Question {number}{colon}{wording}")
}

/// What the export holds, what it leaves out, and of which day it is.
fn summary(header: &Header) -> String {
    let what = match header.content {
        Content::Answers(_) => ("answer", "answers"),
        Content::Shortlist(_) => ("quotation", "quotations"),
    };
    let as_of = header.as_of.map(|moment| format!(", as of {moment}")).unwrap_or_default();
    let mut text = format!(
        "{}, {}{as_of}: {} of {}",
        header.call,
        day(header.written_on),
        counted(header.answers, what),
        counted(header.submitters, ("submitter", "submitters"))
    );
    if header.unplaced > 0 {
        let texts = counted(header.unplaced, ("text under no question", "texts under no question"));
        text = format!("{text}, and {texts}");
    }
    text.push('.');
    if let Some(line) = header.spared.line() {
        text = format!("{text} {line}");
    }
    if header.left_out > 0 {
        let texts = counted(header.left_out, ("text", "texts"));
        text = format!("{text} Left out: {texts} of withdrawn, replaced or repeated submissions.");
    }
    text
}

fn counted(n: usize, (one, many): (&str, &str)) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
