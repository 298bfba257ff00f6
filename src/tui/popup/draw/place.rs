//! Where popups stand and where their lines are: one answer for drawing and for the mouse.

use ratatui::layout::Rect;

use super::{
    colour, draft, export, help, import, jump, line, lists, message, note, palette, picker, save, saved,
    shorten, sort, split, theme,
};
use crate::tui::layout::Layout;
use crate::tui::popup::Popup;

/// Where a popup stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// All of it, with its frame.
    pub area: Rect,
    /// Its lines, one row each, and which is the first in sight.
    pub lines: Option<(Rect, usize)>,
}

impl Place {
    /// The line of the popup's list at a place of the screen.
    pub fn line_at(&self, x: u16, y: u16) -> Option<usize> {
        let (area, first) = self.lines?;
        area.contains((x, y).into()).then(|| first + usize::from(y - area.y))
    }
}

/// Where a popup stands now.
pub fn place(layout: &Layout, popup: &Popup) -> Place {
    let (area, lines) = match popup {
        Popup::Picker(open) => {
            let parts = picker::parts(layout, open);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Lists(open) => {
            let parts = lists::parts(layout);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Sort(open) => {
            let parts = sort::parts(layout);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Colour(open) => {
            let (area, list) = colour::parts(layout);
            (area, Some((list, open.at)))
        }
        Popup::Split(open) => {
            let (area, list) = split::parts(layout);
            (area, Some((list, open.at)))
        }
        Popup::Saved(open) => {
            let parts = saved::parts(layout);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Jump(open) => {
            let parts = jump::parts(layout);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Palette(open) => {
            let parts = palette::parts(layout);
            (parts.area, Some((parts.list, open.at)))
        }
        Popup::Import(open) => {
            let parts = import::parts(layout);
            let lists = open.fitting().is_some();
            (parts.area, lists.then_some((parts.list, open.at)))
        }
        Popup::Export(open) => {
            let area = export::area(layout, open);
            return Place { area, lines: Some(export::rows(open, inside(area))) };
        }
        Popup::Theme(open) => (theme::area(layout, open), None),
        Popup::Note(_) => (note::area(layout), None),
        Popup::Save(_) => (save::area(layout), None),
        Popup::Line(_) => (line::area(layout), None),
        Popup::Shorten(open) => (shorten::area(layout, open), None),
        Popup::Help(open) => (help::area(layout, open), None),
        Popup::Draft(open) => (draft::area(layout, open), None),
        Popup::Message(open) => (message::area(layout, open), None),
    };
    Place { area, lines: lines.map(|(list, at)| (list, first(at, usize::from(list.height)))) }
}

/// What a frame encloses.
pub(super) fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// The first line of a list in sight, so that the cursor is.
pub(super) fn first(at: usize, rows: usize) -> usize {
    (at + 1).saturating_sub(rows.max(1))
}

/// A popup with a field above a list, and words below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Parts {
    pub area: Rect,
    pub inside: Rect,
    pub field: Rect,
    pub list: Rect,
    /// Between the list and the line of keys.
    pub below: Rect,
    pub keys: Rect,
}

impl Parts {
    /// Parts in an area with so many lines below the list.
    pub(super) fn new(area: Rect, below: u16) -> Self {
        let inside = inside(area);
        let roomy = inside.height >= 14;
        let line = |y| Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        let field = line(inside.y + u16::from(roomy));
        let keys = line(inside.bottom().saturating_sub(1));
        let top = field.y + 2;
        let height = keys.y.saturating_sub(top + below).max(1);
        let list = Rect { y: top, height, ..inside };
        let rest = Rect { y: list.bottom(), height: keys.y.saturating_sub(list.bottom()), ..keys };
        Self { area, inside, field, list, below: rest, keys }
    }
}
