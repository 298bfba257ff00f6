//! Drawing a message in full.

use ratatui::layout::Rect;

use super::{Caret, centred};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::message::Message;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// Where it stands.
pub(super) fn area(layout: &Layout, message: &Message) -> Rect {
    let most = layout.screen.height.saturating_sub(2);
    let height = (lines(layout, message).len() + 5).min(usize::from(most)) as u16;
    centred(layout, columns(layout, message), height)
}

/// Columns of the popup, where there are as many.
const WIDTH: u16 = 70;
/// The same where it shows lines of a file.
const WIDE: u16 = 92;

fn columns(layout: &Layout, message: &Message) -> u16 {
    let width = if message.wrong.is_some() { WIDTH } else { WIDE };
    width.min(layout.screen.width.saturating_sub(4))
}

fn lines(layout: &Layout, message: &Message) -> Vec<(String, Tone)> {
    let room = columns(layout, message).saturating_sub(6).max(10);
    let wrong = message.wrong.iter().flat_map(|line| wrapped(line, room));
    let mut lines: Vec<(String, Tone)> = wrong.map(|line| (line, Tone::Error)).collect();
    for words in message.lines.iter().skip(message.top) {
        // An empty line is one too.
        let wrapped = if words.is_empty() { vec![String::new()] } else { wrapped(words, room) };
        lines.extend(wrapped.into_iter().map(|line| (line, Tone::Text)));
    }
    lines
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, message: &Message, app: &App) -> Caret {
    let whole = Message { top: 0, ..message.clone() };
    let (lines, area) = (lines(layout, message), area(layout, &whole));
    let inside = canvas.frame(area, &message.title, "");
    for (i, (line, tone)) in lines.iter().take(usize::from(inside.height.saturating_sub(3))).enumerate() {
        canvas.put_by_direction(
            inside.x + 2,
            inside.y + 1 + i as u16,
            inside.width - 4,
            line,
            canvas.style(*tone),
        );
    }
    canvas.keys(
        inside.x + 2,
        inside.bottom() - 1,
        inside.width - 4,
        &app.leaving("leave").into_iter().collect::<Vec<_>>(),
    );
    None
}
