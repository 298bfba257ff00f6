//! One paragraph: its style, its direction, and its runs, each of one direction and language.

use crate::export::document::Run;
use crate::export::document::words::{self, Paragraph, push_escaped};
use crate::text::{bidi, is_rtl, language};

/// A side of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'a> {
    /// Its style; none is that of plain text.
    pub(super) style: &'a str,
    /// It begins a page.
    pub(super) page_break: bool,
    /// It stands on the page of what follows.
    pub(super) keep_next: bool,
    /// The side that it is set to; without it the one on which its lines begin.
    pub(super) side: Option<Side>,
    /// It is read from left to right, whatever its first letter is.
    pub(super) left_to_right: bool,
    /// It stands out, all of it.
    pub(super) strong: bool,
    /// What its words are in, where known.
    pub(super) language: Option<&'a str>,
    /// Runs that stand before its words.
    pub(super) before: &'a str,
}

impl<'a> Look<'a> {
    pub(super) fn of(style: &'a str) -> Self {
        Self { style, ..Self::default() }
    }
}

/// Writes a paragraph; `after` are runs that stand behind its words.
pub(super) fn paragraph(to: &mut String, paragraph: &Paragraph, look: Look<'_>, after: &str) {
    let rtl = !look.left_to_right && is_rtl(&words::plain(paragraph));
    begin(to, look, rtl);
    to.push_str(look.before);
    for (at, line) in paragraph.iter().enumerate() {
        if at > 0 {
            to.push_str("<w:r><w:br/></w:r>");
        }
        for each in line {
            run(to, &Run { strong: each.strong || look.strong, ..each.clone() }, rtl, look.language);
        }
    }
    to.push_str(after);
    to.push_str("</w:p>");
}

/// Writes the beginning of a paragraph with its properties, in the order that the schema asks for.
pub(super) fn begin(to: &mut String, look: Look<'_>, rtl: bool) {
    to.push_str("<w:p><w:pPr>");
    if !look.style.is_empty() {
        to.push_str("<w:pStyle w:val=\"");
        to.push_str(look.style);
        to.push_str("\"/>");
    }
    let all = [
        (look.keep_next, "<w:keepNext/>"),
        (look.page_break, "<w:pageBreakBefore/>"),
        (rtl, "<w:bidi/>"),
        // "right" is the end of the line: in a paragraph from right to left that is on the left.
        (look.side.is_some_and(|side| (side == Side::Right) != rtl), "<w:jc w:val=\"right\"/>"),
    ];
    all.iter().filter(|(on, _)| *on).for_each(|(_, property)| to.push_str(property));
    to.push_str("</w:pPr>");
}

/// Writes the words of a run, cut where their direction changes.
fn run(to: &mut String, run: &Run, rtl: bool, language: Option<&str>) {
    if !rtl && !bidi::needs_order(&run.text) {
        return piece(to, run, &run.text, false, language);
    }
    let levels = bidi::levels(&run.text, rtl);
    let odd = |at: usize| levels.get(at).is_some_and(|level| level % 2 == 1);
    let mut begin = 0;
    for (at, _) in run.text.char_indices().skip(1) {
        if odd(at) != odd(begin) {
            piece(to, run, &run.text[begin..at], odd(begin), language);
            begin = at;
        }
    }
    piece(to, run, &run.text[begin..], odd(begin), language);
}

/// Writes words of one direction, their properties in the order that the schema asks for.
fn piece(to: &mut String, run: &Run, words: &str, rtl: bool, language: Option<&str>) {
    if words.is_empty() {
        return;
    }
    let region = language.and_then(language::code).map(region);
    let eastern = region.is_some_and(|code| ["zh", "ja", "ko"].iter().any(|known| code.starts_with(known)));
    let all = [
        (eastern, "<w:rFonts w:hint=\"eastAsia\"/>"),
        (run.strong, "<w:b/><w:bCs/>"),
        (run.emphasis, "<w:i/><w:iCs/>"),
        (rtl, "<w:rtl/>"),
    ];
    let kind = match (rtl, eastern) {
        (true, _) => "bidi",
        (false, true) => "eastAsia",
        (false, false) => "val",
    };
    to.push_str("<w:r>");
    if region.is_some() || all.iter().any(|(on, _)| *on) {
        to.push_str("<w:rPr>");
        all.iter().filter(|(on, _)| *on).for_each(|(_, property)| to.push_str(property));
        if let Some(code) = region {
            to.extend([format!("<w:lang w:{kind}=\"{code}\"/>")]);
        }
        to.push_str("</w:rPr>");
    }
    to.push_str("<w:t xml:space=\"preserve\">");
    push_escaped(to, words);
    to.push_str("</w:t></w:r>");
}

/// The code with a region, by which word processors know the spelling of the more frequent languages.
fn region(code: &str) -> &str {
    match code {
        "ar" => "ar-SA",
        "de" => "de-DE",
        "en" => "en-GB",
        "es" => "es-ES",
        "fa" => "fa-IR",
        "fr" => "fr-FR",
        "he" => "he-IL",
        "it" => "it-IT",
        "ja" => "ja-JP",
        "ko" => "ko-KR",
        "pt" => "pt-PT",
        "ru" => "ru-RU",
        "ur" => "ur-PK",
        "zh" => "zh-CN",
        other => other,
    }
}
