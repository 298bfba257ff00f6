//! Choosing what stands at the rows and the columns, and a third dimension to go through.

use ratatui::layout::Rect;

use crate::action::{ActionId, Scope};
use crate::model::matrix::{Ask, Dimension};
use crate::tui::keys::Keys;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

/// The greatest width of one of the lists.
const LIST: u16 = 24;

/// The titles of the lists.
const SIDES: [&str; 3] = ["Rows", "Columns", "One by one"];

/// The three lists; the third begins with none.
#[derive(Debug)]
pub(super) struct Choosing {
    all: Vec<Dimension>,
    /// Which is chosen for the rows, for the columns and, one further down, as the third.
    at: [usize; 3],
    /// The list under the hand: 0 the rows, 1 the columns, 2 the third.
    side: usize,
}

/// What became of it.
pub(super) enum Done {
    /// It goes on.
    NotYet,
    /// Nothing is changed.
    Left,
    /// These are chosen for rows, columns and the third.
    Chosen(Dimension, Dimension, Option<Dimension>),
}

impl Choosing {
    pub(super) fn new(ask: &Ask, third: Option<&Dimension>, attributes: &[String]) -> Self {
        let columns = attributes.iter().cloned().map(Dimension::Attribute);
        let all: Vec<Dimension> = Dimension::FIXED.into_iter().chain(columns).collect();
        let place = |of: &Dimension| all.iter().position(|one| one == of).unwrap_or(0);
        let at = [place(&ask.rows), place(&ask.columns), third.map_or(0, |third| place(third) + 1)];
        Self { all, at, side: 0 }
    }

    pub(super) fn act(&mut self, action: ActionId) -> Done {
        let last = self.names(self.side).len().saturating_sub(1);
        let step = |at: usize, by: isize| at.saturating_add_signed(by).min(last);
        let here = self.at[self.side];
        match action {
            ActionId::Up => self.at[self.side] = step(here, -1),
            ActionId::Down => self.at[self.side] = step(here, 1),
            ActionId::PageUp | ActionId::Top => self.at[self.side] = 0,
            ActionId::PageDown | ActionId::End => self.at[self.side] = last,
            ActionId::Right | ActionId::NextPane => self.side = (self.side + 1) % SIDES.len(),
            ActionId::Left | ActionId::PreviousPane => {
                self.side = (self.side + SIDES.len() - 1) % SIDES.len();
            }
            // The same key again: what stood at the rows stands at the columns.
            ActionId::RowsColumns => self.at.swap(0, 1),
            ActionId::Back => return Done::Left,
            ActionId::Open => {
                let chosen = |side: usize| self.all.get(self.at[side]).cloned().unwrap_or(Dimension::Theme);
                let third = self.at[2].checked_sub(1).and_then(|at| self.all.get(at)).cloned();
                return Done::Chosen(chosen(0), chosen(1), third);
            }
            _ => {}
        }
        Done::NotYet
    }

    /// The lines of a list.
    fn names(&self, side: usize) -> Vec<&str> {
        let none = (side == 2).then_some("none");
        none.into_iter().chain(self.all.iter().map(Dimension::singular)).collect()
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, keys: &Keys) {
        let rows = (self.names(2).len() as u16).min(body.height.saturating_sub(5)).max(1);
        let (width, height) = ((LIST * 3 + 6).min(body.width), (rows + 4).min(body.height));
        let area = Rect {
            x: body.x + (body.width - width) / 2,
            y: body.y + (body.height - height) / 2,
            width,
            height,
        };
        let inside = canvas.frame(area, "Rows, columns and a third", "");
        let list = (inside.width.saturating_sub(4) / 3).min(LIST);
        for (side, title) in SIDES.into_iter().enumerate() {
            let x = inside.x + 1 + side as u16 * (list + 1);
            let here = side == self.side;
            let style = canvas.style(if here { Tone::TitleFocus } else { Tone::Title });
            canvas.put(x + 2, inside.y, list.saturating_sub(2), title, style);
            let top = (self.at[side] + 1).saturating_sub(usize::from(rows));
            for (i, one) in self.names(side).iter().enumerate().skip(top).take(usize::from(rows)) {
                let y = inside.y + 1 + (i - top) as u16;
                let row = Rect { x, y, width: list, height: 1 };
                let at = i == self.at[side];
                if at {
                    canvas.cursor(row, here);
                }
                let tone = if at { Tone::Strong } else { Tone::Text };
                canvas.put(x + 2, y, list.saturating_sub(2), one, canvas.style(tone));
            }
        }
        let said =
            [("Arrows", "choose"), ("‹rows-columns›", "swap"), ("‹open›", "count"), ("‹back›", "leave")];
        let said = said.map(|(key, what)| (keys.fill(key, &[Scope::Matrix]), what.to_owned()));
        canvas.keys(inside.x + 1, inside.bottom().saturating_sub(1), inside.width - 1, &said);
    }
}
