//! Drawing the command palette.

use ratatui::layout::Rect;

use super::{centred, cursor_row, draw_field, first, hints, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::palette::Palette;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, palette: &Palette, app: &App) -> (u16, u16) {
    let area = centred(layout, 78, 20);
    let figure = format!("{} of {}", palette.hits.len(), palette.entries.len());
    let inside = canvas.frame(area, "Commands", &figure);
    let roomy = inside.height >= 14;
    let field = Rect {
        x: inside.x + 1,
        y: inside.y + u16::from(roomy),
        width: inside.width.saturating_sub(2),
        height: 1,
    };
    let caret = draw_field(canvas, field, ":", &palette.field);
    let top = field.y + 2;
    let rows = usize::from(inside.bottom().saturating_sub(top + 5)).max(1);
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
        canvas.put_pieces(row.x + 2, row.y, 30, &title);
        let end = canvas.put_right(row.right() - 2, row.y, 10, &entry.keys, canvas.style(Tone::Key));
        let beside = match &entry.not_now {
            Some(why) => format!("not now: {why}"),
            None if entry.action == ActionId::Tag => {
                app.object().map_or(String::new(), |o| format!("on {o}"))
            }
            None => String::new(),
        };
        canvas.put(row.x + 33, row.y, end.saturating_sub(row.x + 34), &beside, dim);
    }
    if let Some(entry) = palette.current() {
        let clean = text::line(&entry.description);
        let width = inside.width.saturating_sub(4);
        let y = inside.bottom().saturating_sub(4);
        for (i, line) in textwrap::wrap(&format!("{clean}."), usize::from(width)).iter().take(2).enumerate() {
            canvas.put(inside.x + 2, y + i as u16, width, line, canvas.style(Tone::Text));
        }
    }
    let mut keys = hints(app, Scope::Palette, &[(ActionId::Accept, "do it")]);
    keys.push(("Esc".to_owned(), "leave".to_owned()));
    canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width - 4, &keys);
    caret
}
