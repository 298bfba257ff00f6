//! Drawing the history.

use ratatui::layout::Rect;

use super::{Caret, centred, cursor_row, first, hints};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::history::History;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count};

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, history: &History, app: &App) -> Caret {
    let area = centred(layout, 96, layout.status.y.saturating_sub(4));
    let entries = history.entries.as_deref().unwrap_or_default();
    let inside = canvas.frame(area, "History", &count(entries.len(), "action"));
    let rows = usize::from(inside.height.saturating_sub(2)).max(1);
    let from = first(history.at, rows);
    let dim = canvas.style(Tone::Dim);
    for (i, entry) in entries.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: inside.y + (i - from) as u16, height: 1, ..inside };
        if i == history.at {
            cursor_row(canvas, row);
        }
        let at = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
        canvas.put(row.x + 2, row.y, 16, &at, dim);
        canvas.put(row.x + 20, row.y, 12, &entry.analyst, dim);
        let end = if entry.undone {
            canvas.put_right(row.right() - 1, row.y, 12, "taken back", canvas.style(Tone::Warning))
        } else {
            row.right()
        };
        let tone = match (entry.undone, i == history.at) {
            (true, _) => Tone::Stale,
            (false, true) => Tone::Strong,
            (false, false) => Tone::Text,
        };
        canvas.put(row.x + 33, row.y, end.saturating_sub(row.x + 35), &entry.summary, canvas.style(tone));
    }
    if history.entries.as_ref().is_some_and(Vec::is_empty) {
        canvas.put(inside.x + 2, inside.y, inside.width - 4, "Nothing was done yet.", dim);
    }
    let scope = Scope::History;
    let keys = hints(
        app,
        scope,
        &[
            (ActionId::UndoThis, "take it back, or bring it back"),
            (ActionId::Undo, "undo the newest"),
            (ActionId::Redo, "redo"),
            (ActionId::Back, "leave"),
        ],
    );
    canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width - 4, &keys);
    None
}
