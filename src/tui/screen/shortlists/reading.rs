//! A shortlist as it will read: the lines of the Markdown that an export writes, without its escapes.
//!
//! Laid out once for a list and a width; drawing only picks the lines that are in sight.

use std::ops::Range;

use super::listed::Listed;
use crate::export::citation;
use crate::model::work::{ItemKind, Shortlist, ShortlistItem};
use crate::text::{self, unofficial};
use crate::tui::skin::Tone;
use crate::tui::widget::wrapped::wrapped;

/// What stands for a quotation of somebody who may not be cited: an export has nothing there.
const NOT_CITED: &str = "(left out: who sent this may not be cited)";

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// The item that it is of.
    pub item: Option<usize>,
    /// The mark before the words: `>`.
    pub lead: &'static str,
    /// The words.
    pub words: String,
    /// How they look.
    pub tone: Tone,
    /// Whether they are read from the right.
    pub right: bool,
}

/// A list laid out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Reading {
    /// The lines.
    pub lines: Vec<Line>,
    width: u16,
}

impl Reading {
    /// Lays a list out under its name; a finding says first what is found.
    pub(super) fn new(list: Option<&Shortlist>, listed: &Listed, width: u16) -> Self {
        let mut reading = Self { lines: Vec::new(), width };
        reading.blank(None);
        reading.put(None, "", &format!("# {}", list.map_or("", |list| &list.name)), Tone::Strong);
        if let Some(said) = list.and_then(|list| list.finding.as_ref()) {
            reading.blank(None);
            reading.put(None, "", &format!("State: {}.", said.state.name()), Tone::Dim);
            if !said.text.is_empty() {
                reading.blank(None);
                reading.put(None, "", &said.text, Tone::Text);
            }
        }
        for at in 0..listed.items.len() {
            reading.blank(None);
            let Some(item) = listed.leaving(at) else {
                reading.put(Some(at), "", NOT_CITED, Tone::Dim);
                continue;
            };
            match item.kind {
                ItemKind::Heading => reading.put(Some(at), "", &format!("## {}", item.text), Tone::Strong),
                ItemKind::Comment => reading.put(Some(at), "", &item.text, Tone::Text),
                ItemKind::Quotation => {
                    reading.put(Some(at), "> ", item.text.trim_end(), Tone::Text);
                    if let Some(cited) = cited(item) {
                        reading.blank(Some(at));
                        reading.put(Some(at), "", &cited, Tone::Dim);
                    }
                    reading.translation(at, item);
                }
            }
        }
        reading
    }

    /// Whether it was laid out for this width.
    pub(super) fn is_for(&self, width: u16) -> bool {
        self.width == width
    }

    /// The lines of an item.
    pub(super) fn lines_of(&self, item: usize) -> Range<usize> {
        let is_its = |line: &Line| line.item == Some(item);
        let first = self.lines.iter().position(is_its).unwrap_or(0);
        let last = self.lines.iter().rposition(is_its).map_or(first, |last| last + 1);
        first..last
    }

    /// The unofficial translation of what is quoted, labelled so.
    fn translation(&mut self, at: usize, item: &ShortlistItem) {
        let Some(record) = &item.answer else { return };
        let Some(it) = &record.translation else { return };
        self.blank(Some(at));
        let heading = format!("{}:", unofficial::heading(it, item.text != record.text));
        self.put(Some(at), "", &heading, Tone::Dim);
        self.blank(Some(at));
        self.put(Some(at), "> ", it.text.trim_end(), Tone::Text);
    }

    fn blank(&mut self, item: Option<usize>) {
        self.lines.push(Line { item, lead: "", words: String::new(), tone: Tone::Text, right: false });
    }

    fn put(&mut self, item: Option<usize>, lead: &'static str, words: &str, tone: Tone) {
        let room = self.width.saturating_sub(lead.len() as u16);
        for words in words.split('\n') {
            let right = text::is_rtl(words);
            let mut lines = wrapped(words, room);
            if lines.is_empty() {
                lines.push(String::new());
            }
            self.lines.extend(lines.into_iter().map(|words| Line { item, lead, words, tone, right }));
        }
    }
}

/// Who said it, in answer to what, when and where it stands, on one line.
pub(super) fn cited(item: &ShortlistItem) -> Option<String> {
    item.answer.as_ref().map(|record| {
        let start = item.span.map_or(0, |span| span.start);
        format!("— {}", citation::cited(record, start))
    })
}
