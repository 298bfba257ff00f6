//! What is quoted, under which heading, with what below it; as Markdown, where all of it is seen.

use jiff::civil::date;

use crate::export::citation::cited;
use crate::export::quotation::quoted;
use crate::export::{Content, Entry, Format, Header, Shape, writer};
use crate::model::call::{Key, Question};
use crate::model::id::{AnswerId, MadeId, SubmissionId, ThemeId};
use crate::model::submission::{AnswerRecord, Metadata, SourcePlace, TagRecord};
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
        care: crate::model::submission::Care::default(),
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
        spared: crate::export::consent::Spared::default(),
        call: "The review".to_owned(),
        content: Content::Answers("theme:routing".to_owned()),
        questions: vec![asked],
        headings: Vec::new(),
        tags,
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

— **Example Net** (Netherlands), answer to question 11, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7, id:010101010101

> So do we.

— **Example Net** (Netherlands), answer to question 11, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7, id:010101010101

## Under no question

> Dear all

— **Example Net** (Netherlands), under no question, 16 January 2025, WSIS20-001, a\\_b.md, paragraph 7, id:010101010101
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
    let header =
        Header { call: evil.to_owned(), content: Content::Answers(evil.to_owned()), ..header(Vec::new()) };
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
    assert!(cited(&answer, 2).contains(", a.pdf, page 3, paragraph 9, id:"), "{}", cited(&answer, 2));
    assert!(cited(&answer, 4).ends_with(", a.pdf, page 5, id:010101010101"), "{}", cited(&answer, 4));
}
