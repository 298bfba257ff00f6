//! Quotations in a document: quotation paragraphs and what follows them.

use std::collections::HashMap;

use super::citation;
use crate::model::draft::{Block, Format, PartDraft};
use crate::model::quoted::{Cited, Quoted, Translates};
use crate::model::span::{Form, Formed};
use crate::text::{block, unofficial};

/// Opening quotation marks with their closing ones; the closing mark of one language opens in another.
const MARKS: [(char, &[char]); 7] = [
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('「', &['」']),
    ('『', &['』']),
    ('"', &['"']),
];

/// So many characters between marks are a quotation; less is a word that is set apart.
const SHORTEST: usize = 12;

/// A longer paragraph without a dash before it speaks of the quotation, and may quote by itself.
const LONGEST_CITATION: usize = 400;

/// A paragraph of the text.
struct Paragraph {
    text: String,
    place: String,
    quoted: bool,
    /// The notes that it refers to, in one text.
    notes: String,
}

/// Takes the quotations of a document.
pub(super) fn quotations(parts: &[PartDraft], format: Format, found: &mut Vec<Quoted>) {
    let Some(body) = parts.first() else { return };
    let paragraphs = paragraphs(body, parts, format);
    let (mut at, mut translation) = (0, Translates::Nothing);
    while let Some(first) = paragraphs.get(at) {
        if !first.quoted {
            let is_label = first.text.trim_start().starts_with(unofficial::LABEL);
            translation = if is_label { Translates::Before } else { Translates::Nothing };
            if !is_label {
                within(first, found);
            }
            at += 1;
            continue;
        }
        let run = paragraphs[at..].iter().take_while(|it| it.quoted).count();
        let mut all: Vec<&Paragraph> = paragraphs[at..at + run].iter().collect();
        at += run;
        let mut cited = None;
        if let Some(next) = paragraphs.get(at).filter(|next| is_citation(next)) {
            cited = Some(cited_by(next));
            at += 1;
        } else if all.len() > 1 && all.last().is_some_and(|last| is_citation(last) && has_id(last)) {
            // Somebody made it a paragraph of the quotation.
            cited = all.pop().map(cited_by);
        }
        let mut words: Vec<String> = all.iter().map(|it| it.text.clone()).collect();
        if cited.is_none() {
            cited = taken_off(&mut words, all.last().map_or("", |last| &last.notes));
        }
        if words.iter().any(|words| !words.trim().is_empty()) {
            let place = first.place.clone();
            found.push(Quoted { paragraphs: words, cited, translation, place });
        }
        translation = Translates::Nothing;
    }
}

/// The citation at the end of the last paragraph, or in its notes: taken off the words.
fn taken_off(words: &mut [String], notes: &str) -> Option<Cited> {
    let last = words.last_mut()?;
    if let Some(at) = citation::place_of_id(last) {
        let start = last[..at].rfind('—').or_else(|| last[..at].rfind('–'))?;
        let cited = citation::read(&last[start..]);
        last.truncate(start);
        return Some(cited);
    }
    citation::has_id(notes).then(|| citation::read(notes))
}

fn is_citation(paragraph: &Paragraph) -> bool {
    let dashed = citation::is_dashed(&paragraph.text);
    let short = paragraph.text.chars().count() <= LONGEST_CITATION;
    dashed || (short && has_id(paragraph))
}

fn has_id(paragraph: &Paragraph) -> bool {
    citation::has_id(&paragraph.text) || citation::has_id(&paragraph.notes)
}

fn cited_by(paragraph: &Paragraph) -> Cited {
    let comma = if paragraph.notes.is_empty() { "" } else { ", " };
    citation::read(&format!("{}{comma}{}", paragraph.text.trim(), paragraph.notes.trim()))
}

/// Quotations within a paragraph that has a reference.
fn within(paragraph: &Paragraph, found: &mut Vec<Quoted>) {
    let text = &paragraph.text;
    let id = citation::place_of_id(text);
    if citation::is_dashed(text) || !has_id(paragraph) {
        return;
    }
    let (mut at, mut closed) = (0, [true; MARKS.len()]);
    let end = id.unwrap_or(text.len());
    while let Some((start, stop)) = marked(&text[..end], at, &mut closed) {
        let words = &text[start..stop];
        at = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
        if words.chars().count() < SHORTEST {
            continue;
        }
        // Many put a stop or a comma before the closing mark that is not in the words.
        let bare = words.strip_suffix(['.', ',']).unwrap_or(words);
        let cited = citation::read(if id.is_some() { &text[stop..] } else { &paragraph.notes });
        let cited = Cited { who: String::new(), ..cited };
        found.push(Quoted {
            paragraphs: vec![bare.to_owned()],
            cited: Some(cited),
            translation: Translates::Nothing,
            place: paragraph.place.clone(),
        });
    }
}

/// The words between the next marks, without these; `closed` keeps which of the marks have closing ones further on.
fn marked(text: &str, from: usize, closed: &mut [bool; MARKS.len()]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    for (at, c) in rest.char_indices() {
        let Some(kind) = MARKS.iter().position(|(open, _)| *open == c).filter(|kind| closed[*kind]) else {
            continue;
        };
        let start = from + at + c.len_utf8();
        if let Some(length) = text[start..].find(MARKS[kind].1) {
            return Some((start, start + length));
        }
        closed[kind] = false;
    }
    None
}

fn paragraphs(body: &PartDraft, parts: &[PartDraft], format: Format) -> Vec<Paragraph> {
    let mut slices = Slices::of(&body.text);
    let quotes: Vec<&Formed> = body.forms.iter().filter(|it| it.form == Form::Quote).collect();
    let links: Vec<&Formed> = body.forms.iter().filter(|it| matches!(it.form, Form::Link(_))).collect();
    let notes: HashMap<&str, &str> =
        parts[1..].iter().map(|part| (part.place.as_str(), part.text.trim())).collect();
    let (mut quote, mut link) = (0, 0);
    let mut all = Vec::with_capacity(body.blocks.len());
    for Block { span, line, page } in &body.blocks {
        while quotes.get(quote).is_some_and(|it| it.span.end <= span.start) {
            quote += 1;
        }
        while links.get(link).is_some_and(|it| it.span.end <= span.start) {
            link += 1;
        }
        let quoted = quotes.get(quote).is_some_and(|it| it.span.meets(*span));
        let mut text = String::new();
        let (mut at, mut named) = (span.start, Vec::new());
        for it in links[link..].iter().take_while(|it| it.span.start < span.end) {
            let Form::Link(target) = &it.form else { continue };
            let Some(note) = notes.get(target.as_str()) else { continue };
            // The sign that refers to a note is not of the words.
            if it.span.start >= at && it.span.end <= span.end {
                text.push_str(slices.get(at, it.span.start));
                at = it.span.end;
            }
            named.push(*note);
        }
        text.push_str(slices.get(at, span.end));
        let place = match page {
            Some(page) => format!("page {page}"),
            None => format!("{} {line}", format.unit()),
        };
        all.push(Paragraph { text: block(&text).into_owned(), place, quoted, notes: named.join(" ") });
    }
    all
}

/// Gives pieces of a text by code points, the next one behind the last.
struct Slices<'a> {
    text: &'a str,
    /// A code point and its byte.
    at: (u32, usize),
}

impl<'a> Slices<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: (0, 0) }
    }

    fn byte(&mut self, point: u32) -> usize {
        let (from, byte) = if point >= self.at.0 { self.at } else { (0, 0) };
        let rest = &self.text[byte..];
        let more = rest.char_indices().nth((point - from) as usize).map_or(rest.len(), |(at, _)| at);
        self.at = (point, byte + more);
        byte + more
    }

    fn get(&mut self, start: u32, end: u32) -> &'a str {
        let (start, end) = (self.byte(start), self.byte(end));
        self.text.get(start..end).unwrap_or_default()
    }
}
