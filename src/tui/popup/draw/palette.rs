//! Drawing the command palette.

use ratatui::layout::Rect;

use super::place::Parts;
use super::{centred, cursor_row, draw_field, first, hint_line, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::palette::Palette;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

/// Columns of a title: the longest fits.
const TITLE: u16 = 32;

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(centred(layout, 78, 20), 4)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, palette: &Palette, app: &App) -> (u16, u16) {
    let Parts { area, inside, field, list, below, keys } = parts(layout);
    let figure = format!("{} of {}", palette.hits.len(), palette.entries.len());
    canvas.frame(area, "Commands", &figure);
    let caret = draw_field(canvas, field, ":", &palette.field);
    let (top, rows) = (list.y, usize::from(list.height));
    let from = first(palette.at, rows);
    let dim = canvas.style(Tone::Dim);
    for (line, (index, hits)) in palette.hits.iter().enumerate().skip(from).take(rows) {
        let entry = &palette.entries[*index];
        let row = Rect { y: top + (line - from) as u16, height: 1, ..inside };
        if line == palette.at {
            cursor_row(canvas, row);
        }
        let tone = match (&entry.not_now, line == palette.at) {
            (Some(_), _) => Tone::Dim,
            (None, true) => Tone::Strong,
            (None, false) => Tone::Text,
        };
        let title = hit_pieces(canvas, &entry.title, hits, canvas.style(tone));
        canvas.put_pieces(row.x + 2, row.y, TITLE, &title);
        let end = canvas.put_right(row.right() - 2, row.y, 10, &entry.keys, canvas.style(Tone::Key));
        let beside = match &entry.not_now {
            Some(why) => format!("not now: {why}"),
            None if entry.action == ActionId::Tag => {
                app.object().map_or(String::new(), |o| format!("on {o}"))
            }
            None => String::new(),
        };
        let x = row.x + 4 + TITLE;
        canvas.put(x, row.y, end.saturating_sub(x + 1), &beside, dim);
    }
    if let Some(entry) = palette.current() {
        let clean = text::line(&entry.description);
        let width = below.width.saturating_sub(2);
        for (i, line) in textwrap::wrap(&format!("{clean}."), usize::from(width)).iter().take(2).enumerate() {
            canvas.put(below.x + 1, below.y + 1 + i as u16, width, line, canvas.style(Tone::Text));
        }
    }
    hint_line(canvas, keys, app, Scope::Palette, &[(ActionId::Accept, "do it")]);
    caret
}
