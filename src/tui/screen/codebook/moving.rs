//! Going about in the tree and in the panel, by keys and by the mouse.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::tree::Fold;
use super::{HEADED, Themes};
use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::screen::{Screen, paged};

/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;

impl Themes {
    /// Goes somewhere; `None` for actions that do something.
    pub(super) fn go(&mut self, action: ActionId) -> Option<Vec<Effect>> {
        let seen = if self.on_detail { self.panel.height() } else { self.capacity };
        match action {
            ActionId::Narrow => (self.typing, self.on_detail) = (true, false),
            ActionId::Accept => self.typing = false,
            ActionId::Back if self.typing || !self.field.text().is_empty() => {
                self.typing = false;
                self.field.set("");
                self.narrow();
            }
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            ActionId::Left if self.on_detail => self.on_detail = false,
            ActionId::Left => self.shut(),
            ActionId::Right if self.on_detail => {}
            ActionId::Right => self.open_up(),
            ActionId::NextPane | ActionId::PreviousPane => self.on_detail = !self.on_detail,
            ActionId::Zoom => self.zoomed = !self.zoomed,
            ActionId::Back if self.zoomed => self.zoomed = false,
            ActionId::Back if self.on_detail => self.on_detail = false,
            ActionId::Back => return Some(vec![Effect::Show(Screen::Review)]),
            _ if self.on_detail => self.panel.scroll(paged(action, seen)?),
            _ => self.step_in_tree(paged(action, seen)?),
        }
        Some(vec![Effect::Say(String::new())])
    }

    /// Takes the mouse: the wheel goes through the pane under it, a click chooses, a second one opens, and one on the
    /// sign of a group folds it.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout, analyst: &str) -> Vec<Effect> {
        let pair = self.panes(layout);
        let is_click = matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left));
        if is_click && layout.query.contains((mouse.column, mouse.row).into()) {
            (self.typing, self.on_detail) = (true, false);
            return Vec::new();
        }
        let Some(on_detail) = pair.is_detail_at(mouse.column, mouse.row) else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::ScrollDown if on_detail => self.panel.scroll(NOTCH),
            MouseEventKind::ScrollUp if on_detail => self.panel.scroll(-NOTCH),
            MouseEventKind::ScrollDown => self.step_in_tree(NOTCH),
            MouseEventKind::ScrollUp => self.step_in_tree(-NOTCH),
            MouseEventKind::Down(MouseButton::Left) => {
                let had_focus = self.on_detail == on_detail;
                (self.on_detail, self.typing) = (on_detail, false);
                let body = if on_detail { pair.detail } else { pair.list };
                let Some(body) = body.map(|area| area.body) else { return Vec::new() };
                if on_detail {
                    let line = mouse.row.checked_sub(body.y).map(usize::from);
                    let again = line.is_some_and(|line| self.panel.click(line));
                    return if again && had_focus { self.act(ActionId::Open, analyst) } else { Vec::new() };
                }
                let first = body.y + u16::from(body.height >= HEADED);
                let Some(below) = mouse.row.checked_sub(first) else { return Vec::new() };
                return self.click(self.top + usize::from(below), mouse.column - body.x, had_focus, analyst);
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, line: usize, column: u16, had_focus: bool, analyst: &str) -> Vec<Effect> {
        let Some(row) = self.rows.get(line).cloned() else { return Vec::new() };
        let here = self.at == Some(row.theme);
        self.go_to(row.theme);
        if row.fold != Fold::Leaf && column == self.sign_column(row.depth) {
            if row.fold == Fold::Open {
                self.shut();
            } else {
                self.open_up();
            }
            return Vec::new();
        }
        if here && had_focus { self.act(ActionId::Open, analyst) } else { Vec::new() }
    }

    fn step(&mut self, by: isize) {
        if self.on_detail { self.panel.step(by) } else { self.step_in_tree(by) }
    }

    fn step_in_tree(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let to = self.place().saturating_add_signed(by).min(last);
        if let Some(theme) = self.rows.get(to).map(|row| row.theme) {
            self.go_to(theme);
        }
    }

    /// Hides what stands under the theme, or goes to the one above it.
    fn shut(&mut self) {
        let Some(row) = self.rows.get(self.place()).cloned() else { return };
        let typed = !self.field.text().is_empty();
        if row.fold == Fold::Open && !typed {
            self.shut.insert(row.theme);
            self.narrow();
        } else if let Some(above) = self.book.theme(row.theme).and_then(|theme| theme.parent) {
            self.go_to(above);
        }
    }

    /// Shows what stands under the theme, or goes to the first of it.
    fn open_up(&mut self) {
        let place = self.place();
        match self.rows.get(place).map(|row| (row.theme, row.fold)) {
            Some((theme, Fold::Shut)) => {
                self.shut.remove(&theme);
                self.narrow();
            }
            Some((_, Fold::Open)) => self.step_in_tree(1),
            _ => {}
        }
    }
}
