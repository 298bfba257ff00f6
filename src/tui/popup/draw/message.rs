//! Drawing a message in full.

use ratatui::layout::Rect;

use super::{Caret, centred};
use crate::tui::layout::Layout;
use crate::tui::popup::message::Message;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// Where it stands.
pub(super) fn area(layout: &Layout, message: &Message) -> Rect {
    centred(layout, WIDTH.min(layout.screen.width.saturating_sub(4)), lines(layout, message).len() as u16 + 5)
}

/// Columns of the popup, where there are as many.
const WIDTH: u16 = 70;

fn lines(layout: &Layout, message: &Message) -> Vec<(String, Tone)> {
    let room = WIDTH.min(layout.screen.width.saturating_sub(4)).saturating_sub(6).max(10);
    let mut lines: Vec<(String, Tone)> =
        wrapped(&message.trouble.line, room).into_iter().map(|line| (line, Tone::Error)).collect();
    for words in &message.trouble.more {
        lines.extend(wrapped(words, room).into_iter().map(|line| (line, Tone::Text)));
    }
    lines
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, message: &Message) -> Caret {
    let (lines, area) = (lines(layout, message), area(layout, message));
    let inside = canvas.frame(area, "This did not work", "");
    for (i, (line, tone)) in lines.iter().take(usize::from(inside.height.saturating_sub(3))).enumerate() {
        canvas.put(inside.x + 2, inside.y + 1 + i as u16, inside.width - 4, line, canvas.style(*tone));
    }
    canvas.keys(
        inside.x + 2,
        inside.bottom() - 1,
        inside.width - 4,
        &[("Esc".to_owned(), "leave".to_owned())],
    );
    None
}
