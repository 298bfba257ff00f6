//! Going about in the list and in the reading, by keys and by the mouse.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::Shortlists;
use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::screen::{Screen, paged};

/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;

impl Shortlists {
    /// Goes somewhere; `None` for actions that do something.
    pub(super) fn go(&mut self, action: ActionId) -> Option<Vec<Effect>> {
        let seen = if self.on_detail { self.height } else { self.capacity / self.tall.max(1) };
        match action {
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            ActionId::NextPane | ActionId::PreviousPane => self.on_detail = !self.on_detail,
            ActionId::Zoom => self.zoomed = !self.zoomed,
            ActionId::Back if self.zoomed => self.zoomed = false,
            ActionId::Back if self.on_detail => self.on_detail = false,
            ActionId::Back if !self.marks.is_empty() => self.marks.clear(),
            ActionId::Back => return Some(vec![Effect::Show(Screen::Review)]),
            _ => self.step(paged(action, seen)?),
        }
        Some(Vec::new())
    }

    /// Takes the mouse: the wheel goes through the pane under it, a click chooses, a second one opens.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        let pair = self.panes(layout);
        let Some(on_detail) = pair.is_detail_at(mouse.column, mouse.row) else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::ScrollDown if on_detail => self.scroll(NOTCH),
            MouseEventKind::ScrollUp if on_detail => self.scroll(-NOTCH),
            MouseEventKind::ScrollDown => self.step_in_list((NOTCH / self.tall.max(1) as isize).max(1)),
            MouseEventKind::ScrollUp => self.step_in_list(-(NOTCH / self.tall.max(1) as isize).max(1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let had_focus = self.on_detail == on_detail;
                self.on_detail = on_detail;
                let body = pair.list.filter(|_| !on_detail).map(|area| area.body);
                let line = body.filter(|b| mouse.row >= b.y).map(|b| self.top + usize::from(mouse.row - b.y));
                if let Some(place) = line.and_then(|line| self.place_on(line)) {
                    if had_focus && self.at.is_some() && place == self.place() {
                        return self.act(ActionId::Open);
                    }
                    self.go_to(place);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn step(&mut self, by: isize) {
        if self.on_detail { self.scroll(by) } else { self.step_in_list(by) }
    }

    fn scroll(&mut self, lines: isize) {
        self.scrolled = self.scrolled_within(self.scrolled + lines);
    }

    pub(super) fn step_in_list(&mut self, by: isize) {
        let last = self.listed.items.len().saturating_sub(1);
        self.go_to(self.place().saturating_add_signed(by).min(last));
    }

    /// Puts the cursor on the item at a place.
    pub(super) fn go_to(&mut self, place: usize) {
        let at = self.listed.items.get(place).map(|(item, _)| item.id);
        if at != self.at {
            self.at = at;
            self.scrolled = 0;
        }
    }

    /// The first line of the reading that shows the item under the cursor, with something of what stands before it.
    fn reading_top(&self) -> usize {
        let lines = self.reading.lines_of(self.place());
        // A finding is read from what it says, as long as the item is in sight there too.
        let is_finding = self.list.as_ref().is_some_and(|list| list.finding.is_some());
        if is_finding && lines.end <= self.height {
            return 0;
        }
        let before = self.height.saturating_sub(lines.len()) / 2;
        lines.start.saturating_sub(before).min(self.last_top())
    }

    fn last_top(&self) -> usize {
        self.reading.lines.len().saturating_sub(self.height.max(1))
    }

    /// The first line of the reading in sight.
    pub(super) fn first_line(&self) -> usize {
        self.reading_top().saturating_add_signed(self.scrolled).min(self.last_top())
    }

    /// So far the reading can be scrolled from where the cursor puts it.
    pub(super) fn scrolled_within(&self, lines: isize) -> isize {
        let top = self.reading_top() as isize;
        lines.clamp(-top, self.last_top() as isize - top)
    }
}
