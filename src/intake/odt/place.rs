//! Where a paragraph stands: in the body, a cell, a box or a note, and in which list of it.

use std::collections::HashMap;

use super::lists::Counts;
use super::styles::Style;
use super::walk::Walk;
use crate::intake::flow::{Flow, Opening};
use crate::intake::leaf::{Item, Kind};
use crate::intake::xml::Tag;

/// A stretch of paragraphs and the lists that are open in it.
#[derive(Default)]
pub(super) struct Place {
    pub(super) flow: Flow,
    pub(super) lists: Vec<OpenList>,
}

/// A list that is open.
pub(super) struct OpenList {
    /// Which of the lists that count it is.
    counts: usize,
    /// The number of the outermost one, among all of the document.
    outermost: usize,
    style: Option<String>,
    pub(super) item: Option<OpenItem>,
}

/// The item that is open in a list.
pub(super) struct OpenItem {
    id: usize,
    start: Option<u32>,
    /// A heading of the list: it has no number.
    is_header: bool,
    /// A paragraph of it was begun.
    begun: bool,
}

/// How far each list has counted.
#[derive(Default)]
pub(super) struct Counted {
    all: Vec<Counts>,
    by_id: HashMap<String, usize>,
    by_style: HashMap<Option<String>, usize>,
    headings: Counts,
    outermost: usize,
}

impl Counted {
    /// The counts of a list that begins: those of the one that it goes on with, where it says so.
    fn begin(&mut self, tag: &Tag<'_>, style: Option<&String>) -> usize {
        let goes_on = tag.attribute("continue-numbering").is_some_and(|value| value == "true");
        let known = tag
            .attribute("continue-list")
            .and_then(|id| self.by_id.get(&id))
            .or_else(|| self.by_style.get(&style.cloned()).filter(|_| goes_on))
            .copied();
        let at = known.unwrap_or_else(|| {
            self.all.push(Counts::default());
            self.all.len() - 1
        });
        if let Some(id) = tag.attribute("id") {
            self.by_id.insert(id, at);
        }
        self.by_style.insert(style.cloned(), at);
        at
    }
}

impl Walk<'_> {
    pub(super) fn begin_list(&mut self, tag: &Tag<'_>) {
        let own = tag.attribute("style-name");
        let outer = self.place().lists.last().map(|list| (list.counts, list.outermost, list.style.clone()));
        let list = if let Some((counts, outermost, style)) = outer {
            OpenList { counts, outermost, style: own.or(style), item: None }
        } else {
            self.lists.outermost += 1;
            let (counts, outermost) = (self.lists.begin(tag, own.as_ref()), self.lists.outermost);
            OpenList { counts, outermost, style: own, item: None }
        };
        self.place().lists.push(list);
    }

    pub(super) fn begin_item(&mut self, tag: &Tag<'_>, is_header: bool) {
        self.items += 1;
        let start = tag.attribute("start-value").and_then(|start| start.parse().ok());
        let item = OpenItem { id: self.items, start, is_header, begun: false };
        if let Some(list) = self.place().lists.last_mut() {
            list.item = Some(item);
        }
    }

    /// What is known of a paragraph that begins.
    pub(super) fn opening(&mut self, tag: &Tag<'_>, style: &Style, is_heading: bool) -> Opening {
        let said = tag.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let level = if is_heading { Some(said.unwrap_or(1).clamp(1, 9)) } else { style.heading() };
        let (marker, item) = self.numbered(style);
        let is_in_list = item.is_some();
        let marker = match level {
            Some(level) if is_heading && !is_in_list => self.heading_number(tag, style, level),
            _ => marker,
        };
        let kind = level.map_or(Kind::Prose, Kind::Heading);
        let item = item.filter(|_| level.is_none());
        Opening { kind, line: self.paragraphs, item, quoted: style.says.quote, marker }
    }

    /// The number before a paragraph of a list, and the item that it stands in.
    fn numbered(&mut self, style: &Style) -> (String, Option<Item>) {
        let depth = self.place().lists.len();
        let Some(list) = self.place().lists.last_mut() else { return (String::new(), None) };
        let Some(open) = &mut list.item else { return (String::new(), None) };
        let first = !std::mem::replace(&mut open.begun, true);
        let item = Item { id: open.id, list: list.outermost, depth: depth.min(255) as u8, first };
        if open.is_header || !first {
            return (String::new(), Some(item));
        }
        let (start, counts) = (open.start, list.counts);
        let named = list.style.clone().or_else(|| style.list.clone());
        let counts = &mut self.lists.all[counts];
        let marker = match named {
            Some(name) => self.styles.lists.next(Some(&name), depth - 1, start, counts),
            None => String::new(),
        };
        (marker, Some(item))
    }

    fn heading_number(&mut self, tag: &Tag<'_>, style: &Style, level: u8) -> String {
        let is_on = |name: &str| tag.attribute(name).is_some_and(|value| value == "true");
        // A style that names no list on purpose takes its headings out of the count.
        if is_on("is-list-header") || style.list.as_deref() == Some("") {
            return String::new();
        }
        let start = tag.attribute("start-value").and_then(|start| start.parse().ok());
        let start = start.or_else(|| is_on("restart-numbering").then_some(1));
        let named = style.list.as_ref().filter(|name| !name.is_empty());
        self.styles.lists.next(named, usize::from(level) - 1, start, &mut self.lists.headings)
    }
}
