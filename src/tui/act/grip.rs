//! The mouse in the text: a click points, a second one takes the word, a third the paragraph, dragging selects.
//!
//! Clicks count as one after the other when nothing else happened between them at the same cell: the screen has
//! no clock. Dragging goes on by what was taken first; beyond the edge of the text it scrolls.

use crate::model::span::Span;
use crate::tui::layout::Layout;
use crate::tui::pane::reader::Reader;
use crate::tui::select::{End, Selection, Unit};

/// What the mouse holds in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grip {
    cell: (u16, u16),
    clicks: usize,
    /// What was taken first.
    span: Span,
    /// Whether the button is down.
    pub held: bool,
}

/// What one, two and three clicks take.
const TAKEN: [Unit; 3] = [Unit::Character, Unit::Word, Unit::Paragraph];

impl Reader {
    /// Takes the button going down on a cell.
    pub fn press(&mut self, layout: &Layout, cell: (u16, u16)) {
        let before = self.grip.take().filter(|grip| grip.cell == cell && grip.clicks < TAKEN.len());
        // Without the word that two clicks took, the next click is a first one again.
        let before = before.filter(|grip| grip.clicks == 1 || self.selection.is_some());
        self.selection = None;
        let Some(place) = self.place_at(layout, cell.0, cell.1) else { return };
        let clicks = before.map_or(1, |grip| grip.clicks + 1);
        let unit = TAKEN[clicks - 1];
        let Some(units) = self.units() else { return };
        let (span, selection) = (units.at(unit, place), Selection::at(units, unit, place));
        self.grip = span.map(|span| Grip { cell, clicks, span, held: true });
        if clicks == 1 {
            self.point_at(place);
        } else {
            self.selection = selection;
        }
    }

    /// Takes the mouse going to a cell while the button is down.
    pub fn drag(&mut self, layout: &Layout, (x, y): (u16, u16)) {
        let (Some(grip), Some(body)) = (self.grip.filter(|grip| grip.held), self.body(layout)) else {
            return;
        };
        if body.is_empty() {
            return;
        }
        if y < body.top() {
            self.scroll(-1);
        } else if y >= body.bottom() {
            self.scroll(1);
        }
        let y = y.clamp(body.top(), body.bottom() - 1);
        let x = x.clamp(body.left(), body.right() - 1);
        let Some(place) = self.place_at(layout, x, y) else { return };
        let over = self.units().and_then(|units| units.at(TAKEN[grip.clicks - 1], place));
        let Some(over) = over else { return };
        let moving = if over.start < grip.span.start { End::Start } else { End::End };
        let span = Span::new(over.start.min(grip.span.start), over.end.max(grip.span.end));
        self.selection = Some(Selection { moving, span });
    }

    /// Takes the button going up.
    pub fn release(&mut self) {
        if let Some(grip) = &mut self.grip {
            grip.held = false;
        }
    }
}
