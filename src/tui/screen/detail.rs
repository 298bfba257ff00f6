//! The lines beside a list that say all of what is under its cursor, scrolled.

use ratatui::layout::Rect;

use crate::tui::widget::paint::{Canvas, Piece};

/// Lines: how far each is indented, and its words.
pub(super) type Lines = Vec<(u16, Vec<Piece>)>;

/// The longest line that reads well.
const WIDEST: u16 = 76;

/// The columns of the lines.
pub(super) fn width(body: Rect) -> u16 {
    body.width.saturating_sub(6).min(WIDEST)
}

/// Draws the lines from `scrolled` on; the last stays in sight however far one scrolls.
pub(super) fn draw(canvas: &mut Canvas<'_>, body: Rect, lines: &Lines, scrolled: u16) {
    let most = (lines.len() as u16).saturating_sub(body.height);
    let from = usize::from(scrolled.min(most));
    for ((indent, pieces), y) in lines.iter().skip(from).zip(body.y..body.bottom()) {
        canvas.put_pieces(body.x + 3 + indent, y, width(body).saturating_sub(*indent), pieces);
    }
    let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
    canvas.scroll_bar(bar, lines.len(), from, usize::from(body.height), false);
}
