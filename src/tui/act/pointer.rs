//! The mouse: the wheel scrolls the pane under it, a click selects, a second click on the same thing opens.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::action::ActionId;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::{Area, Focus};
use crate::tui::popup::draw::place;
use crate::tui::screen::Screen;

/// How many lines one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl App {
    pub(in crate::tui) fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        let seen = matches!(mouse.kind, MouseEventKind::Down(_)).then(|| self.end_tour()).flatten();
        let mut effects = self.mouse_there(mouse);
        effects.extend(seen);
        effects
    }

    fn mouse_there(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        if self.keys.waits_for_letter() {
            let click = matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left));
            return if click { self.click_letter(mouse.column, mouse.row) } else { Vec::new() };
        }
        if !self.popups.is_empty() {
            return self.mouse_on_popup(mouse);
        }
        if self.screens.at != Screen::Review {
            return self.mouse_on_screen(mouse);
        }
        let layout = self.layout();
        if let Some(effects) = self.mouse_on_divider(&layout, mouse) {
            return effects;
        }
        if matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left))
            && layout.query.contains((mouse.column, mouse.row).into())
        {
            self.query.start(self.list.cursor(), self.list.numbers().len());
            return Vec::new();
        }
        // What is held in the text is dragged wherever the mouse goes.
        match mouse.kind {
            MouseEventKind::Drag(MouseButton::Left) if self.reader.grip.is_some() => {
                self.reader.drag(&layout, (mouse.column, mouse.row));
                self.status.say("");
                return Vec::new();
            }
            MouseEventKind::Up(MouseButton::Left) => self.reader.release(),
            _ => {}
        }
        let Some((focus, area)) = layout.pane_at(mouse.column, mouse.row) else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::ScrollDown => self.wheel(focus, area, NOTCH),
            MouseEventKind::ScrollUp => self.wheel(focus, area, -NOTCH),
            MouseEventKind::Down(MouseButton::Left) => return self.click(focus, area, mouse),
            _ => {}
        }
        Vec::new()
    }

    fn wheel(&mut self, focus: Focus, area: Area, lines: isize) {
        match focus {
            Focus::Filters => self.filters.scroll(lines, usize::from(area.body.height)),
            Focus::Answers => {
                let capacity = self.capacity();
                self.list
                    .scroll(lines.signum() * (NOTCH / self.layout().rows.height() as isize).max(1), capacity);
            }
            Focus::Reader => drop(self.reader.scroll(lines)),
        }
    }

    fn click(&mut self, focus: Focus, area: Area, mouse: MouseEvent) -> Vec<Effect> {
        let had_focus = self.open.focus == focus;
        let layout = self.layout();
        self.focus(focus);
        if !area.body.contains((mouse.column, mouse.row).into()) {
            return Vec::new();
        }
        let line = usize::from(mouse.row - area.body.y);
        match focus {
            Focus::Filters => {
                let before = self.filters.place();
                self.filters.go(self.filters.top() + line);
                if had_focus && before == self.filters.place() {
                    return vec![Effect::Act(ActionId::Include)];
                }
            }
            Focus::Answers => {
                let before = self.list.cursor();
                let place = self.list.top() + line / layout.rows.height();
                if self.list.go(place) && had_focus && before == self.list.cursor() {
                    self.focus(Focus::Reader);
                }
            }
            Focus::Reader => {
                self.reader.press(&layout, (mouse.column, mouse.row));
                if self.reader.selection.is_some() {
                    self.status.say("");
                }
            }
        }
        Vec::new()
    }

    /// The mouse while a popup is open: the wheel goes through its lines, a click chooses one, and a second click
    /// on the same line does it; a click beside the popup leaves it.
    fn mouse_on_popup(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        let layout = self.layout();
        let Some(popup) = self.popups.last_mut() else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::ScrollDown => popup.act(ActionId::Down),
            MouseEventKind::ScrollUp => popup.act(ActionId::Up),
            MouseEventKind::Down(MouseButton::Left) => {
                let place = place(&layout, popup);
                if !place.area.contains((mouse.column, mouse.row).into()) {
                    return popup.leave();
                }
                let action = place.line_at(mouse.column, mouse.row).and_then(|line| popup.click(line));
                action.map(|action| popup.act(action)).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}
