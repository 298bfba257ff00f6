//! Choosing what stands at the rows and the columns.

use ratatui::layout::Rect;

use crate::action::ActionId;
use crate::model::matrix::{Ask, Dimension};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

/// The width of one of the two lists.
const LIST: u16 = 24;

/// The two lists.
#[derive(Debug)]
pub(super) struct Choosing {
    all: Vec<Dimension>,
    /// Which is chosen for the rows and which for the columns.
    at: [usize; 2],
    /// The list under the hand: 0 the rows, 1 the columns.
    side: usize,
}

/// What became of it.
pub(super) enum Done {
    /// It goes on.
    NotYet,
    /// Nothing is changed.
    Left,
    /// These are chosen for rows and columns.
    Chosen(Dimension, Dimension),
}

impl Choosing {
    pub(super) fn new(ask: &Ask, attributes: &[String]) -> Self {
        let columns = attributes.iter().cloned().map(Dimension::Attribute);
        let all: Vec<Dimension> = Dimension::FIXED.into_iter().chain(columns).collect();
        let place = |of: &Dimension| all.iter().position(|one| one == of).unwrap_or(0);
        let at = [place(&ask.rows), place(&ask.columns)];
        Self { all, at, side: 0 }
    }

    pub(super) fn act(&mut self, action: ActionId) -> Done {
        let step = |at: usize, by: isize| at.saturating_add_signed(by).min(self.all.len().saturating_sub(1));
        let here = self.at[self.side];
        match action {
            ActionId::Up => self.at[self.side] = step(here, -1),
            ActionId::Down => self.at[self.side] = step(here, 1),
            ActionId::PageUp | ActionId::Top => self.at[self.side] = 0,
            ActionId::PageDown | ActionId::End => self.at[self.side] = self.all.len().saturating_sub(1),
            ActionId::Left | ActionId::Right | ActionId::NextPane | ActionId::PreviousPane => {
                self.side = 1 - self.side;
            }
            // The same key again: what stood at the rows stands at the columns.
            ActionId::RowsColumns => self.at.swap(0, 1),
            ActionId::Back => return Done::Left,
            ActionId::Open => {
                let chosen = |side: usize| self.all.get(self.at[side]).cloned().unwrap_or(Dimension::Theme);
                return Done::Chosen(chosen(0), chosen(1));
            }
            _ => {}
        }
        Done::NotYet
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let rows = (self.all.len() as u16).min(body.height.saturating_sub(5)).max(1);
        let (width, height) = ((LIST * 2 + 5).min(body.width), (rows + 4).min(body.height));
        let area = Rect {
            x: body.x + (body.width - width) / 2,
            y: body.y + (body.height - height) / 2,
            width,
            height,
        };
        let inside = canvas.frame(area, "Rows and columns", "");
        for (side, title) in ["Rows", "Columns"].into_iter().enumerate() {
            let x = inside.x + 1 + side as u16 * (LIST + 1);
            let here = side == self.side;
            let style = canvas.style(if here { Tone::TitleFocus } else { Tone::Title });
            canvas.put(x + 2, inside.y, LIST, title, style);
            let top = (self.at[side] + 1).saturating_sub(usize::from(rows));
            for (i, one) in self.all.iter().enumerate().skip(top).take(usize::from(rows)) {
                let y = inside.y + 1 + (i - top) as u16;
                let row = Rect { x, y, width: LIST, height: 1 };
                let at = i == self.at[side];
                if at {
                    canvas.cursor(row, here);
                }
                let tone = if at { Tone::Strong } else { Tone::Text };
                canvas.put(x + 2, y, LIST - 2, one.singular(), canvas.style(tone));
            }
        }
        let keys = [("Arrows", "choose"), ("o", "swap"), ("Enter", "count"), ("Esc", "leave")];
        let keys = keys.map(|(key, what)| (key.to_owned(), what.to_owned()));
        canvas.keys(inside.x + 1, inside.bottom().saturating_sub(1), inside.width - 1, &keys);
    }
}
