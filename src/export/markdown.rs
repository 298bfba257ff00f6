//! Markdown fit to paste in a report: quotations by question, each with who said it, when and where.

pub mod escape;

use std::io::Write;

use jiff::civil::Date;

use super::quotation::quoted;
use super::{Content, Entry, Error, Header, Shape, Writer};
use crate::model::submission::{AnswerRecord, SourcePlace};
use crate::model::work::{ItemKind, ShortlistItem};
use crate::text::{country, unofficial};
use escape::{inline, quotation};

/// Writes answers under the headings of their questions, or a shortlist in its own order.
pub struct MarkdownWriter<'w> {
    shape: Shape,
    header: &'w Header,
    to: &'w mut dyn Write,
    /// The heading that was written last; empty before the first.
    heading: String,
}

impl<'w> MarkdownWriter<'w> {
    /// Writes the title and what the export holds.
    pub fn begin(shape: Shape, header: &'w Header, to: &'w mut dyn Write) -> Result<Self, Error> {
        let what = match &header.content {
            Content::Answers(query) if query.trim().is_empty() => "All answers".to_owned(),
            Content::Answers(query) => format!("Answers to the query {query}"),
            Content::Shortlist(name) => name.clone(),
        };
        writeln!(to, "# {}\n", inline(&what))?;
        writeln!(to, "{}", summary(header))?;
        if let Some(said) = &header.finding {
            writeln!(to, "\nState: {}.", said.state.name())?;
            paragraphs(to, &said.text)?;
        }
        Ok(Self { shape, header, to, heading: String::new() })
    }

    /// Writes the heading of a question when it is another than the last.
    fn question(&mut self, number: Option<&str>) -> Result<(), Error> {
        let heading = match number {
            Some(number) => self.heading_of(number),
            None => "Under no question".to_owned(),
        };
        if heading != self.heading {
            writeln!(self.to, "\n## {heading}")?;
            self.heading = heading;
        }
        Ok(())
    }

    fn heading_of(&self, number: &str) -> String {
        let asked = self.header.questions.iter().find(|q| q.number == number);
        let wording = asked.map_or("", |q| if q.wording.is_empty() { &q.short_name } else { &q.wording });
        let colon = if wording.is_empty() { "" } else { ": " };
        format!("Question {}{colon}{}", inline(number), inline(wording))
    }

    fn quote(&mut self, passages: &[(u32, &str)], record: &AnswerRecord) -> Result<(), Error> {
        for (start, passage) in passages {
            write!(self.to, "\n{}", quotation(passage))?;
            writeln!(self.to, "\n— {}", citation(record, *start))?;
        }
        if let Some(it) = &record.translation {
            let more = passages.iter().any(|(_, passage)| *passage != record.text);
            writeln!(self.to, "\n{}:", inline(&unofficial::heading(it, more)))?;
            write!(self.to, "\n{}", quotation(&it.text))?;
        }
        if self.shape.themes && !record.themes.is_empty() {
            writeln!(self.to, "\nThemes: {}", inline(&record.themes.join("; ")))?;
        }
        if self.shape.notes {
            for note in &record.notes {
                writeln!(self.to, "\nNote by {}: {}", inline(&note.analyst), inline(&note.text))?;
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &ShortlistItem) -> Result<(), Error> {
        match (item.kind, &item.answer) {
            (ItemKind::Heading, _) => writeln!(self.to, "\n## {}", inline(&item.text))?,
            (ItemKind::Quotation, Some(record)) => {
                self.quote(&[(item.span.map_or(0, |span| span.start), &item.text)], record)?;
            }
            (ItemKind::Comment, _) => paragraphs(self.to, &item.text)?,
            (ItemKind::Quotation, None) => write!(self.to, "\n{}", quotation(&item.text))?,
        }
        Ok(())
    }
}

impl Writer for MarkdownWriter<'_> {
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
        Ok(self.to.flush()?)
    }
}

/// The analysts' words, in their paragraphs.
fn paragraphs(to: &mut dyn Write, text: &str) -> Result<(), Error> {
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        writeln!(to, "\n{}", inline(paragraph))?;
    }
    Ok(())
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
        inline(&header.call),
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

/// Who said it, where in the call, when, under which reference, and where in the source the passage stands that begins so
/// far into the answer.
fn citation(record: &AnswerRecord, start: u32) -> String {
    let (submitter, country) = who(record);
    let country = country.map(|name| format!(" ({})", inline(name))).unwrap_or_default();
    let parts = std::iter::once(format!("**{}**{country}", inline(submitter)));
    parts.chain(of_what(record, start).iter().map(|part| inline(part))).collect::<Vec<_>>().join(", ")
}

/// The same without Markdown's escapes: what a screen shows and a clipboard takes.
pub fn cited(record: &AnswerRecord, start: u32) -> String {
    let (submitter, country) = who(record);
    let country = country.map(|name| format!(" ({name})")).unwrap_or_default();
    let parts = std::iter::once(format!("{submitter}{country}"));
    parts.chain(of_what(record, start)).collect::<Vec<_>>().join(", ")
}

fn who(record: &AnswerRecord) -> (&str, Option<&str>) {
    let who = &record.metadata;
    let country = who.country.as_deref().map(|known| country::name(known).unwrap_or(known));
    (who.submitter.as_deref().unwrap_or(ANONYMOUS), country)
}

fn of_what(record: &AnswerRecord, start: u32) -> Vec<String> {
    let mut parts = vec![match &record.question {
        Some(number) => format!("answer to question {number}"),
        None => "under no question".to_owned(),
    }];
    parts.extend(record.metadata.submitted_on.map(day));
    parts.push(record.reference.clone());
    parts.push(place(&record.source.of_passage(start)));
    parts
}

/// Who said it when nobody is named.
const ANONYMOUS: &str = "Anonymous";

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
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn counted(n: usize, (one, many): (&str, &str)) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::export::consent::Spared;
    use crate::export::{Format, writer};
    use crate::model::call::{Key, Question};
    use crate::model::id::{AnswerId, MadeId, SubmissionId, ThemeId};
    use crate::model::submission::{Care, Metadata, TagRecord};
    use crate::model::work::Status;
    use crate::query::filter::TagMatch;

    fn record(question: Option<&str>, text: &str) -> AnswerRecord {
        AnswerRecord {
            also: Vec::new(),
            id: AnswerId([1; 16]),
            submission: SubmissionId([2; 16]),
            reference: "WSIS20-001".to_owned(),
            question: question.map(str::to_owned),
            section: None,
            heading: None,
            metadata: Metadata {
                submitter: Some("Example Net".to_owned()),
                country: Some("NL".to_owned()),
                submitted_on: Some(date(2025, 1, 16)),
                ..Metadata::default()
            },
            text: text.to_owned(),
            words: 3,
            status: Status::Todo,
            themes: vec!["Routing security".to_owned()],
            tags: Vec::new(),
            notes: Vec::new(),
            source: SourcePlace { file: "a_b.md".to_owned(), paragraph: Some(7), ..SourcePlace::default() },
            translation: None,
            care: Care::default(),
        }
    }

    fn tag(start: Option<u32>, quote: Option<&str>, analyst: &str) -> TagRecord {
        TagRecord {
            id: MadeId { maker: [4; 16], n: 0 },
            theme: "Routing security".to_owned(),
            theme_id: ThemeId::starter("routing").0,
            analyst: analyst.to_owned(),
            stance: None,
            start,
            end: start.map(|s| s + 3),
            quote: quote.map(str::to_owned),
            at: String::new(),
        }
    }

    fn header(tags: Vec<TagMatch>) -> Header {
        let asked = Question {
            key: Key("q11".to_owned()),
            number: "11".to_owned(),
            section: Key("s4".to_owned()),
            wording: "What else?".to_owned(),
            short_name: "Else".to_owned(),
            recognize: Vec::new(),
        };
        Header {
            call: "The review".to_owned(),
            content: Content::Answers("theme:routing".to_owned()),
            questions: vec![asked],
            tags,
            spared: Spared::default(),
            finding: None,
            written_on: date(2026, 11, 24),
            as_of: None,
            analyst: "alice".to_owned(),
            answers: 1,
            unplaced: 1,
            submitters: 1,
            left_out: 2,
        }
    }

    fn markdown(header: &Header, records: &[AnswerRecord]) -> String {
        let mut bytes = Vec::new();
        let mut out = writer(Format::Markdown.into(), header, &mut bytes).unwrap();
        for record in records {
            out.entry(Entry::Answer(record)).unwrap();
        }
        out.finish().unwrap();
        drop(out);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn answers_stand_under_their_question_with_their_source() {
        let records =
            [record(Some("11"), "We use it."), record(Some("11"), "So do we."), record(None, "Dear all")];
        let expected = "\
# Answers to the query theme:routing

The review, 24 November 2026: 1 answer of 1 submitter, and 1 text under no question. \
Left out: 2 texts of withdrawn, replaced or repeated submissions.

## Question 11: What else?

> We use it.

— **Example Net** (Netherlands), answer to question 11, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7

> So do we.

— **Example Net** (Netherlands), answer to question 11, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7

## Under no question

> Dear all

— **Example Net** (Netherlands), under no question, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7
";
        assert_eq!(markdown(&header(Vec::new()), &records), expected);
    }

    #[test]
    fn passages_are_quoted_where_the_tags_asked_for_are_on_passages() {
        let wanted = TagMatch { themes: Some(vec![ThemeId::starter("routing")]), ..TagMatch::default() };
        let mut answer = record(Some("11"), "abc def ghi");
        answer.tags = vec![
            tag(Some(4), Some("def"), "bob"),
            tag(Some(0), Some("abc"), "alice"),
            tag(Some(4), Some("def"), "alice"),
        ];
        assert_eq!(quoted(&answer, std::slice::from_ref(&wanted)), [(0, "abc"), (4, "def")]);
        assert_eq!(quoted(&answer, &[]), [(0, "abc def ghi")]);
        answer.tags.push(tag(None, None, "alice"));
        assert_eq!(quoted(&answer, &[wanted]), [(0, "abc def ghi")]);
    }

    #[test]
    fn nothing_of_a_submission_becomes_markup() {
        use pulldown_cmark::{Event, Options, Parser, Tag};
        let evil = "**x** [a](http://b.c) <img src=x> `c` # d\n# e\n\n---\n| f |\n|---|";
        let mut answer = record(Some(evil), evil);
        answer.reference = evil.to_owned();
        answer.metadata.submitter = Some(evil.to_owned());
        answer.metadata.country = Some(evil.to_owned());
        answer.themes = vec![evil.to_owned()];
        answer.source.file = evil.to_owned();
        answer.source.column = Some(evil.to_owned());
        let header = Header {
            call: evil.to_owned(),
            content: Content::Answers(evil.to_owned()),
            ..header(Vec::new())
        };
        let mut bytes = Vec::new();
        let shape = Shape { themes: true, notes: true, ..Format::Markdown.into() };
        let mut out = writer(shape, &header, &mut bytes).unwrap();
        out.entry(Entry::Answer(&answer)).unwrap();
        out.finish().unwrap();
        drop(out);
        let text = String::from_utf8(bytes).unwrap();
        let mut headings = 0;
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Start(Tag::Heading { .. }) => headings += 1,
                Event::Start(Tag::Paragraph | Tag::BlockQuote(None) | Tag::Strong)
                | Event::End(_)
                | Event::Text(_)
                | Event::SoftBreak
                | Event::HardBreak => {}
                other => panic!("{other:?} in\n{text}"),
            }
        }
        assert_eq!(headings, 2, "{text}");
    }

    #[test]
    fn a_passage_is_cited_with_the_page_on_which_it_stands_itself() {
        let mut answer = record(Some("7"), "abc def");
        answer.source = SourcePlace {
            file: "a.pdf".to_owned(),
            page: Some(3),
            paragraph: Some(9),
            pages: vec![(0, 3), (4, 5)],
            ..SourcePlace::default()
        };
        assert!(cited(&answer, 2).ends_with("a.pdf, page 3, paragraph 9"), "{}", cited(&answer, 2));
        assert!(cited(&answer, 4).ends_with("a.pdf, page 5"), "{}", cited(&answer, 4));
    }
}
