//! The mouse on the screen of submissions: the wheel goes through the pane under it, a click chooses, a second one on
//! the same thing opens it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{Submissions, row_height};
use crate::tui::event::Effect;
use crate::tui::layout::Layout;

/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;

impl Submissions {
    /// Takes the mouse.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout, analyst: &str) -> Vec<Effect> {
        let is_click = matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left));
        if is_click && layout.query.contains((mouse.column, mouse.row).into()) {
            self.correction = None;
            self.type_query();
            return Vec::new();
        }
        if self.coverage.shown {
            return self.mouse_on_grid(mouse, layout);
        }
        let Some(on_detail) = self.panes(layout).is_detail_at(mouse.column, mouse.row) else {
            return Vec::new();
        };
        let lines = match mouse.kind {
            MouseEventKind::ScrollDown => NOTCH,
            MouseEventKind::ScrollUp => -NOTCH,
            MouseEventKind::Down(MouseButton::Left) => return self.click(mouse, layout, on_detail, analyst),
            _ => return Vec::new(),
        };
        if on_detail {
            self.scroll(lines);
        } else {
            self.list.step((lines / row_height(layout) as isize).clamp(-NOTCH, NOTCH));
        }
        Vec::new()
    }

    fn mouse_on_grid(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        match mouse.kind {
            MouseEventKind::ScrollDown => self.list.step(NOTCH),
            MouseEventKind::ScrollUp => self.list.step(-NOTCH),
            MouseEventKind::Down(MouseButton::Left)
                if self.point_at_cell(mouse.column, mouse.row, layout) == Some(true) =>
            {
                return self.open_cell();
            }
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, mouse: MouseEvent, layout: &Layout, on_detail: bool, analyst: &str) -> Vec<Effect> {
        let had_focus = self.on_detail == on_detail;
        let pair = self.panes(layout);
        self.correction = None;
        self.on_detail = on_detail;
        let area = if on_detail { pair.detail } else { pair.list };
        let Some(line) = area.and_then(|area| mouse.row.checked_sub(area.body.y)).map(usize::from) else {
            return Vec::new();
        };
        if !on_detail {
            let before = self.list.cursor();
            let there = self.list.go(self.list.top() + line / usize::from(row_height(layout)));
            if there && had_focus && before == self.list.cursor() {
                return self.open(analyst);
            }
            return Vec::new();
        }
        let before = self.stop;
        self.stop = self.page.stop_above(self.scrolled + line).or(self.stop);
        let is_on_it = self.stop.and_then(|stop| self.page.line_of(stop)) == Some(self.scrolled + line);
        if had_focus && is_on_it && before == self.stop { self.open(analyst) } else { Vec::new() }
    }
}
