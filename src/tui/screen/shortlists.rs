//! The shortlists: at the left the current list in its order, at the right as it will read.
//!
//! The cursor is an item, not a row: it stays where it is when the list changes around it. What is done to items is
//! in [`doing`], what a list looks like in [`rows`], as it will read in [`reading`], where a quotation is from in
//! [`about`].

pub mod listed;

mod about;
mod doing;
mod draw;
mod moving;
mod reading;
mod rows;

use std::collections::{BTreeSet, HashMap};

use self::listed::Listed;
use self::reading::Reading;
use crate::model::finding::State;
use crate::model::id::{ItemId, ListId};
use crate::model::work::{ItemKind, Shortlist, ShortlistItem};
use crate::text::words;
use crate::tui::desk::Desk;
use crate::tui::layout::{Layout, Pair, Shape};
use crate::tui::request::{Known, Request, Ticket};
use crate::tui::wanted::Wanted;

/// The list's columns of a hundred.
const SHARE: u16 = 48;
/// The widest lines, as in the reader.
const WIDEST: u16 = 76;
/// Columns of the right pane beside its lines: the gutter, and the scroll bar with a blank.
const BESIDE: u16 = 5;

/// The screen of shortlists.
#[derive(Debug, Default)]
pub struct Shortlists {
    /// The list that is shown: the current one.
    list: Option<Shortlist>,
    /// All lists, by name.
    all: Vec<Shortlist>,
    listed: Listed,
    /// Words of all quotations, as they read.
    words: usize,
    /// How many submitters are quoted.
    submitters: usize,
    at: Option<ItemId>,
    /// Where the cursor was on other lists.
    places: HashMap<ListId, ItemId>,
    marks: BTreeSet<ItemId>,
    /// The first line of the list in sight, and how many are.
    top: usize,
    capacity: usize,
    /// How many lines a quotation takes in the list.
    tall: usize,
    reading: Reading,
    /// How far the reading was scrolled from where the item under the cursor puts it.
    scrolled: isize,
    height: usize,
    on_detail: bool,
    /// Whether the pane with the focus has the whole screen.
    zoomed: bool,
    asked: Wanted<(u64, ListId)>,
}

impl Shortlists {
    /// Takes the items of a list; the cursor stays on its item.
    pub fn take(&mut self, ticket: Ticket, listed: Listed) {
        if !self.asked.take(ticket) {
            return;
        }
        let before = self.place();
        let other = self.listed.list != listed.list;
        if other {
            self.marks.clear();
            self.top = 0;
            self.at = listed.list.and_then(|list| self.places.get(&list)).copied();
        }
        self.listed = listed;
        self.count();
        let known: BTreeSet<ItemId> = self.items().map(|item| item.id).collect();
        self.marks.retain(|item| known.contains(item));
        if self.at.is_none_or(|at| !known.contains(&at)) {
            let nearest = if other { 0 } else { before.min(self.listed.items.len().saturating_sub(1)) };
            self.go_to(nearest);
        }
        self.reading = Reading::default();
    }

    /// Whether the list is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    /// Notes that a request failed. What was moved before it was done is read again.
    pub fn failed(&mut self, ticket: Ticket) {
        if !self.asked.take(ticket) {
            self.asked = Wanted::default();
        }
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        let said = self.list.as_ref().and_then(|list| list.finding.as_ref());
        match self.marks.len() {
            0 if said.is_some_and(|said| said.text.is_empty()) => {
                "‹write-finding› writes what is found.".into()
            }
            0 if said.is_some_and(|said| said.state == State::Draft) => {
                "A draft: ‹write-finding› writes on, ‹agree-finding› says that it is agreed.".into()
            }
            0 if said.is_some() => "Agreed: another text is a draft again.".into(),
            0 => "Left-out words read “[…]”; the quotation itself is never changed.".into(),
            1 => "1 item marked; ‹shortlist-remove› takes it out, ‹back› takes the mark off.".into(),
            n => format!("{n} items marked; ‹shortlist-remove› takes them out, ‹back› takes the marks off."),
        }
    }

    /// The items of the list.
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// Keeps the cursor in sight, lays the list out, and asks for what is wanted and not known.
    pub fn settle(
        &mut self,
        layout: &Layout,
        known: &Known,
        desk: &mut Desk,
        asked: &mut Vec<(Ticket, Request)>,
    ) {
        self.follow(known, desk.shortlist);
        let pair = self.panes(layout);
        self.tall = if matches!(layout.shape, Shape::Columns) { 2 } else { 1 };
        self.capacity = pair.list.map_or(1, |area| usize::from(area.body.height)).max(1);
        let (first, last) = self.lines_of(self.place());
        self.top = self.top.min(first).max((last + 1).saturating_sub(self.capacity)).min(first);
        if let Some(area) = pair.detail {
            let width = area.body.width.saturating_sub(BESIDE).clamp(1, WIDEST);
            if !self.reading.is_for(width) {
                self.reading = Reading::new(self.list.as_ref(), &self.listed, width);
            }
            self.height = usize::from(self.reading_height(area.body));
            self.scrolled = self.scrolled_within(self.scrolled);
        }
        let Some(list) = self.list.as_ref().map(|list| list.id) else { return };
        let ticket = desk.ticket();
        if self.asked.want((desk.generation, list), ticket) {
            asked.push((ticket, Request::Items(list)));
        }
    }

    /// Shows the current list.
    fn follow(&mut self, known: &Known, current: Option<ListId>) {
        let chosen = known.shortlists.iter().find(|list| Some(list.id) == current);
        let list = chosen.or(known.shortlists.first());
        if self.list.as_ref() != list {
            let other = self.list.as_ref().map(|l| l.id) != list.map(|l| l.id);
            if let (true, Some(before), Some(at)) = (other, &self.list, self.at) {
                self.places.insert(before.id, at);
            }
            if other {
                self.scrolled = 0;
            }
            self.list = list.cloned();
            self.reading = Reading::default();
            if list.is_none() {
                self.listed = Listed::default();
                self.asked = Wanted::default();
                self.count();
            }
        }
        if self.all.len() != known.shortlists.len() || self.all.iter().any(|l| !known.shortlists.contains(l))
        {
            self.all.clone_from(&known.shortlists);
            // Findings stand behind the other lists, as a group of their own.
            self.all.sort_by_key(|list| (list.finding.is_some(), crate::text::fold(&list.name), list.id));
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        if self.zoomed { layout.single(self.on_detail) } else { layout.pair(SHARE, self.on_detail) }
    }

    fn count(&mut self) {
        self.words = self.quotations().map(|item| words::count(&item.text) as usize).sum();
        let who = |item: &ShortlistItem| {
            let record = item.answer.as_ref()?;
            Some(record.metadata.submitter.clone().unwrap_or_else(|| record.reference.clone()))
        };
        self.submitters = self.quotations().filter_map(who).collect::<BTreeSet<_>>().len();
    }

    fn items(&self) -> impl Iterator<Item = &ShortlistItem> {
        self.listed.items.iter().map(|(item, _)| item)
    }

    fn quotations(&self) -> impl Iterator<Item = &ShortlistItem> {
        self.items().filter(|item| item.kind == ItemKind::Quotation)
    }

    /// The place of the cursor.
    fn place(&self) -> usize {
        self.items().position(|item| Some(item.id) == self.at).unwrap_or(0)
    }

    fn item(&self) -> Option<&ShortlistItem> {
        self.items().find(|item| Some(item.id) == self.at)
    }

    /// The first and the last line of an item in the list.
    fn lines_of(&self, place: usize) -> (usize, usize) {
        let first = self.items().take(place).map(|item| self.lines_in_list(item)).sum();
        let tall = self.items().nth(place).map_or(1, |item| self.lines_in_list(item));
        (first, first + tall - 1)
    }

    fn lines_in_list(&self, item: &ShortlistItem) -> usize {
        if item.kind == ItemKind::Quotation { self.tall.max(1) } else { 1 }
    }

    /// The place of the item on a line of the list.
    fn place_on(&self, line: usize) -> Option<usize> {
        let mut below = 0;
        self.items().position(|item| {
            below += self.lines_in_list(item);
            line < below
        })
    }
}

#[cfg(test)]
mod tests;
