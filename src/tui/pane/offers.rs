//! Under the query bar: ways to go on with the word that is typed.

use std::ops::Range;

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::query::field::Field;
use crate::text;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, grouped};

/// So many are seen at once.
const ROWS: u16 = 8;

/// As wide as the box may be, and as narrow: its keys are to fit.
const WIDTH: u16 = 66;
const NARROWEST: u16 = 50;

/// One way to go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The code points of the query that it replaces.
    pub replace: Range<usize>,
    /// What stands there then.
    pub text: String,
    /// What it means; may be empty.
    pub meaning: String,
    /// How many answers it has under the rest of the query, where that is known.
    pub count: Option<usize>,
}

/// An offer, with the value of a field that it stands for.
pub type Offering = (Offer, Option<(Field, String)>);

/// What an offer depends on: the text and the caret's place in it.
pub type Typed = (String, usize);

/// The offers for what is typed.
#[derive(Debug, Default)]
pub struct Offers {
    /// For what they were made.
    of: Typed,
    list: Vec<Offer>,
    at: usize,
}

impl Offers {
    /// Takes what came for a text.
    pub fn take(&mut self, of: Typed, list: Vec<Offer>) {
        *self = Self { of, list, at: 0 };
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether there is something to see.
    pub fn are_shown(&self) -> bool {
        !self.list.is_empty()
    }

    /// Puts the cursor up or down, around the ends.
    pub fn step(&mut self, by: isize) {
        let all = self.list.len() as isize;
        if all > 0 {
            self.at = (self.at as isize + by).rem_euclid(all) as usize;
        }
    }

    /// The offer under the cursor, if it was made for this very text.
    pub fn current(&self, typed: &Typed) -> Option<&Offer> {
        (self.of == *typed).then(|| self.list.get(self.at)).flatten()
    }

    /// Draws the box under the word that it is about; `columns` says at which column of the screen it stands.
    pub fn draw(&self, canvas: &mut Canvas<'_>, room: Rect, column: u16, hints: &[(String, String)]) {
        let rows = (self.list.len() as u16).min(ROWS).min(room.height.saturating_sub(3));
        let needed =
            self.list.iter().map(|offer| offer.text.width().max(16) + meaning(offer).width() + 16).max();
        let width = (needed.unwrap_or(0) as u16).clamp(NARROWEST, WIDTH).min(room.width.saturating_sub(2));
        if rows == 0 || width < 20 {
            return;
        }
        let x = column.saturating_sub(2).min(room.right().saturating_sub(width + 1)).max(room.x);
        let area = Rect { x, y: room.y, width, height: rows + 3 };
        let figure = if self.list.len() > usize::from(rows) {
            format!("{} of {}", self.at + 1, self.list.len())
        } else {
            String::new()
        };
        let inside = canvas.frame(area, "Go on with", &figure);
        let names = self.list.iter().map(|offer| offer.text.width()).max().unwrap_or(0);
        // Names that nothing explains have the whole room.
        let explained = self.list.iter().any(|offer| !meaning(offer).is_empty());
        let room = if explained { inside.width / 2 } else { inside.width.saturating_sub(12) };
        let name = (names as u16).min(room);
        let from = (self.at + 1).saturating_sub(usize::from(rows));
        for (i, offer) in self.list.iter().enumerate().skip(from).take(usize::from(rows)) {
            let row = Rect { y: inside.y + (i - from) as u16, height: 1, ..inside };
            if i == self.at {
                canvas.cursor(row, true);
            }
            draw_offer(canvas, row, offer, name);
        }
        canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width - 3, hints);
    }
}

fn draw_offer(canvas: &mut Canvas<'_>, row: Rect, offer: &Offer, name: u16) {
    let (words, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let right = row.right() - 1;
    let count = offer.count.map(grouped).unwrap_or_default();
    let end = canvas.put_right(right, row.y, 8, &count, dim);
    canvas.put(row.x + 2, row.y, name, &offer.text, words);
    let x = row.x + 2 + name + 2;
    if end > x + 1 {
        canvas.put(x, row.y, end - x - 1, meaning(offer), dim);
    }
}

/// What an offer means, where that says more than its text.
fn meaning(offer: &Offer) -> &str {
    if text::fold(&offer.meaning) == text::fold(&offer.text) { "" } else { &offer.meaning }
}
