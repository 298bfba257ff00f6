//! The query above a screen that counts: followed from the review screen, typed, mended, taken back.

use crossterm::event::KeyEvent;

use super::Head;
use super::submissions::draw_mistake;
use crate::action::{ActionId, Scope};
use crate::tui::keys::Keys;
use crate::tui::layout::Layout;
use crate::tui::nothing;
use crate::tui::request::Mistake;
use crate::tui::skin::Tone;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::Canvas;
use ratatui::layout::Rect;

/// The query and what is known of it.
#[derive(Debug, Default)]
pub struct Narrowing {
    /// The query.
    pub field: Field,
    /// While it is typed: what it was before.
    typing: Option<String>,
    /// The query of the review screen that was last taken over.
    followed: Option<String>,
    /// What is wrong with it.
    pub mistake: Option<Mistake>,
    /// Whether nothing matches what is typed so far; what is shown is still of the last good query.
    pub nothing: bool,
    /// Counts up when the same query is to be run again.
    pub run: u64,
}

impl Narrowing {
    /// Takes over the query of the review screen, unless it was taken over before.
    pub fn follow(&mut self, query: &str) {
        if self.followed.as_deref() != Some(query) {
            self.followed = Some(query.to_owned());
            self.field.set(query.to_owned());
            self.typing = None;
        }
    }

    /// Notes that the review screen now has this query: who comes back finds the screen as it was.
    pub fn leave_for(&mut self, query: &str) {
        self.followed = Some(query.to_owned());
    }

    /// Draws the bar with the screen's key and name, the query and a figure; gives the caret's place while typing.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (number, name): (&str, &str),
        figure: &str,
    ) -> Option<(u16, u16)> {
        let (field, typing, otherwise) = (Some(&self.field), self.is_typing(), "all answers");
        Head { number, name, field, typing, otherwise, figure }.draw(canvas, area)
    }

    /// Whether it is typed.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// Begins to type it.
    pub fn start(&mut self) {
        if self.typing.is_none() {
            self.typing = Some(self.field.text().to_owned());
        }
    }

    /// Runs it as it is typed.
    pub fn accept(&mut self) {
        self.typing = None;
        self.run += 1;
    }

    /// Brings back what it was before it was typed; false when it was not typed.
    pub fn back(&mut self) -> bool {
        let Some(before) = self.typing.take() else { return false };
        self.field.set(before);
        self.mistake = None;
        self.nothing = false;
        true
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.is_typing() {
            self.field.key(key);
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.is_typing() {
            self.field.paste(text);
        }
    }

    /// Puts what is offered in the place of the wrong word.
    pub fn take_offer(&mut self) {
        let mistake = self.mistake.take();
        if let Some((mended, _)) = mistake.and_then(|mistake| mistake.mended(self.field.text())) {
            self.field.set(mended);
        }
    }

    /// Notes that a query was run and found so many; false when what is shown shall stay: a word that is half typed
    /// matches nothing yet.
    pub fn ran(&mut self, query: &str, found: usize) -> bool {
        self.mistake = None;
        self.nothing = self.is_typing() && found == 0 && !query.trim().is_empty();
        !self.nothing
    }

    /// Notes what is wrong with it.
    pub fn is_wrong(&mut self, mistake: &Mistake) {
        self.mistake = Some(mistake.clone());
        self.nothing = false;
    }

    /// What the status line says while it is typed.
    pub fn line(&self) -> &'static str {
        match (self.mistake.is_some(), self.nothing) {
            (true, _) => "The counts below are from the last good query.",
            (false, true) => "Nothing matches this yet; the counts below are as they were.",
            (false, false) => "The query narrows what is counted.",
        }
    }

    /// Draws what is wrong with it below the bar.
    pub(in crate::tui) fn draw_mistake(&self, canvas: &mut Canvas<'_>, layout: &Layout, keys: &Keys) {
        if let (true, Some(mistake)) = (self.is_typing(), &self.mistake) {
            draw_mistake(canvas, layout, mistake, keys);
        }
    }

    /// Draws what stands where the counts would be: nothing was imported, or nothing matches.
    pub(in crate::tui) fn draw_nothing(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        keys: &Keys,
        scope: Scope,
    ) {
        let room = nothing::room(body);
        if self.field.text().trim().is_empty() {
            nothing::draw(canvas, room, "Nothing to count yet.", keys, scope);
            return;
        }
        let strong = canvas.style(Tone::Strong);
        canvas.put(room.x, room.y, room.width, "No answer matches the query.", strong);
        let key = keys.first(ActionId::Query, scope).unwrap_or_default();
        canvas.keys(room.x, room.y + 1, room.width, &[(key, "changes the query".to_owned())]);
    }
}
