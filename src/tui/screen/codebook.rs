//! The screen of the codebook: at the left the tree of themes, at the right what one of them means and how it is used.
//!
//! The cursor is a theme, not a line: it stays on it when the tree changes around it. Which lines there are is in
//! [`tree`], what stands at the right in [`panel`], going about in [`moving`], what is done to themes in [`doing`].

pub mod ask;

mod doing;
mod draw;
mod moving;
mod panel;
mod placing;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyEvent;

use self::ask::{Ask, Told, Used};
use self::panel::Panel;
use self::tree::Row;
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::Edit;
use crate::model::id::ThemeId;
use crate::model::theme_use::ThemeCounts;
use crate::text;
use crate::tui::desk::Desk;
use crate::tui::layout::{Layout, Pair};
use crate::tui::request::{Known, Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::tui::widget::field::Field;

/// The tree's columns of a hundred.
const SHARE: u16 = 45;
/// The widest lines of the panel, as in the reader.
const WIDEST: u16 = 76;
/// Columns of the panel beside its lines: the margin at the left, and the scroll bar with a margin.
const BESIDE: u16 = 6;
/// From this height on the tree has a head that says what is counted.
const HEADED: u16 = 8;

/// The screen.
#[derive(Debug, Default)]
pub struct Themes {
    /// What is typed to find a theme.
    pub field: Field,
    /// Whether it is being typed.
    pub typing: bool,
    /// The tree as it is shown: a theme that is moved stands in its new place at once.
    book: Codebook,
    /// The codebook that was last taken over.
    taken: Option<Codebook>,
    /// Whether the codebook was read at all.
    read: bool,
    counts: Option<ThemeCounts>,
    rows: Vec<Row>,
    /// The theme under the cursor.
    at: Option<ThemeId>,
    /// The themes whose own are hidden.
    shut: BTreeSet<ThemeId>,
    /// Where the cursor goes from a theme that was merged.
    merged: BTreeMap<ThemeId, ThemeId>,
    /// The path of a theme that was asked for and is not there yet.
    awaited: Option<String>,
    /// The first line of the tree in sight, and how many are.
    top: usize,
    capacity: usize,
    used: Option<Box<Used>>,
    panel: Panel,
    on_detail: bool,
    /// Whether the pane with the focus has the whole screen.
    zoomed: bool,
    asked: Wanted<u64>,
    asked_use: Wanted<(u64, ThemeId)>,
    asked_tags: Wanted<(u64, ThemeId)>,
}

impl Themes {
    /// Takes what was looked up; what comes late is dropped.
    pub fn take(&mut self, ticket: Ticket, told: Told) {
        match told {
            Told::Counts(counts) if self.asked.take(ticket) => self.counts = Some(counts),
            Told::Use(used) if self.asked_use.take(ticket) => {
                self.used = used;
                self.panel.forget();
            }
            // The list of tags has taken them.
            Told::Tags(..) => drop(self.asked_tags.take(ticket)),
            // Late: something newer has been asked for since.
            _ => {}
        }
    }

    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting() || self.asked_use.is_waiting() || self.asked_tags.is_waiting()
    }

    /// Notes that a request failed. What was moved before it was done is read again.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.take(ticket);
        self.asked_use.take(ticket);
        self.asked_tags.take(ticket);
        self.taken = None;
    }

    /// Notes a change that is asked for: where the cursor goes once it is made.
    pub fn will(&mut self, edit: &Edit) {
        match edit {
            Edit::AddTheme { path } => self.awaited = Some(path.clone()),
            Edit::MergeThemes { themes, into } => {
                self.merged.extend(themes.iter().map(|theme| (*theme, *into)));
            }
            _ => {}
        }
    }

    /// Asks for the tags of the theme that is split.
    pub fn settle_split(
        &mut self,
        theme: Option<ThemeId>,
        desk: &mut Desk,
        asked: &mut Vec<(Ticket, Request)>,
    ) {
        let Some(theme) = theme else {
            self.asked_tags = Wanted::default();
            return;
        };
        let ticket = desk.ticket();
        if self.asked_tags.want((desk.generation, theme), ticket) {
            asked.push((ticket, Request::Codebook(Ask::Tags(theme))));
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.typing && self.field.key(key) {
            self.narrow();
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.typing && self.field.paste(text) {
            self.narrow();
        }
    }

    /// Keeps the cursor in sight, lays the panel out, and asks for what is wanted and not known.
    pub fn settle(
        &mut self,
        layout: &Layout,
        known: &Known,
        desk: &mut Desk,
        asked: &mut Vec<(Ticket, Request)>,
    ) {
        self.follow(&known.codebook, !desk.known.is_new() && !desk.known.is_waiting());
        let pair = self.panes(layout);
        let height = pair.list.map_or(1, |area| area.body.height);
        self.capacity = usize::from(height - u16::from(height >= HEADED)).max(1);
        let here = self.place();
        // What stands above the first theme is shown with it.
        let first = if here <= 1 { 0 } else { here };
        self.top = self.top.min(first).max((here + 1).saturating_sub(self.capacity));
        self.top = self.top.min(self.rows.len().saturating_sub(self.capacity));
        if let Some(area) = pair.detail {
            let width = area.body.width.saturating_sub(BESIDE).clamp(1, WIDEST);
            let height = area.body.height;
            if !self.panel.is_for(width, height) {
                let (theme, used) = (self.theme().cloned(), self.used_here().cloned());
                self.panel.lay_out(theme.as_ref(), &self.book, used.as_ref(), (width, height));
            }
            self.panel.settle(usize::from(area.body.height));
        }
        let ticket = desk.ticket();
        if self.asked.want(desk.generation, ticket) {
            asked.push((ticket, Request::Codebook(Ask::Counts)));
        }
        let Some(at) = self.at else { return };
        let ticket = desk.ticket();
        if self.asked_use.want((desk.generation, at), ticket) {
            asked.push((ticket, Request::Codebook(Ask::Use(at))));
        }
    }

    /// Shows the codebook as it is now; the cursor stays on its theme.
    fn follow(&mut self, book: &Codebook, read: bool) {
        self.read |= read;
        if self.taken.as_ref() == Some(book) {
            return;
        }
        self.book.clone_from(book);
        self.taken = Some(book.clone());
        self.panel.forget();
        let awaited = self.awaited.as_ref().and_then(|path| {
            let path = text::fold(path);
            self.book.themes.iter().find(|theme| text::fold(&self.book.path(theme.id)) == path)
        });
        if let Some(theme) = awaited.map(|theme| theme.id) {
            self.awaited = None;
            self.field.set("");
            let above: Vec<ThemeId> = self.book.ancestors(theme).map(|above| above.id).collect();
            self.shut.retain(|shut| !above.contains(shut));
            self.go_to(theme);
        }
        self.narrow();
    }

    /// Works the lines out anew. The cursor follows a theme that was merged, goes to the one above when its own is
    /// hidden, and to the nearest when it is gone.
    fn narrow(&mut self) {
        let before = self.place();
        let (rows, best) = tree::rows(&self.book, &self.shut, self.field.text());
        self.rows = rows;
        let is_hit = |id: ThemeId| self.rows.iter().any(|row| row.theme == id && row.hits.is_some());
        let is_shown = |id: &ThemeId| self.rows.iter().any(|row| row.theme == *id);
        let Some(at) = self.at else {
            let first = self.rows.iter().find(|row| !row.is_group()).or(self.rows.first());
            self.at = best.or(first.map(|row| row.theme));
            return;
        };
        if is_hit(at) {
            return;
        }
        let merged = self.merged.get(&at).copied();
        let above = || self.book.ancestors(at).map(|above| above.id);
        let nearest = || self.rows.get(before.min(self.rows.len().saturating_sub(1))).map(|row| row.theme);
        let to = best.or(merged.filter(is_shown)).or_else(|| above().find(is_shown)).or_else(nearest);
        match to {
            Some(to) => self.go_to(to),
            // Nothing fits what is typed: the cursor is kept for what does.
            None if self.book.theme(at).is_some() => {}
            None => self.at = None,
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        if self.zoomed { layout.single(self.on_detail) } else { layout.pair(SHARE, self.on_detail) }
    }

    /// The line of the cursor.
    fn place(&self) -> usize {
        self.rows.iter().position(|row| Some(row.theme) == self.at).unwrap_or(0)
    }

    /// The theme under the cursor.
    pub fn theme(&self) -> Option<&Theme> {
        self.rows.iter().find(|row| Some(row.theme) == self.at).and_then(|row| self.book.theme(row.theme))
    }

    /// How the theme under the cursor is used, once that is known.
    fn used_here(&self) -> Option<&Used> {
        self.used.as_deref().filter(|used| Some(used.of.theme) == self.at)
    }

    fn go_to(&mut self, theme: ThemeId) {
        if self.at != Some(theme) {
            self.at = Some(theme);
            self.panel = Panel::default();
        }
    }
}
