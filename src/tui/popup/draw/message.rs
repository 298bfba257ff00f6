//! Drawing a message in full.

use super::{Caret, centred};
use crate::text;
use crate::tui::layout::Layout;
use crate::tui::popup::message::Message;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, message: &Message) -> Caret {
    let width = 70.min(layout.screen.width.saturating_sub(4));
    let room = usize::from(width.saturating_sub(6)).max(10);
    let wrap = |words: &str| -> Vec<String> {
        textwrap::wrap(&text::line(words), room).iter().map(ToString::to_string).collect()
    };
    let mut lines: Vec<(String, Tone)> =
        wrap(&message.trouble.line).into_iter().map(|line| (line, Tone::Error)).collect();
    for words in &message.trouble.more {
        lines.extend(wrap(words).into_iter().map(|line| (line, Tone::Text)));
    }
    let area = centred(layout, width, lines.len() as u16 + 5);
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
