//! Drawing the chooser of shortlists.

use ratatui::layout::Rect;

use super::{beside, cursor_row, draw_field, first, hints, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::lists::{Line, ListChooser};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count};

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, lists: &ListChooser, app: &App) -> (u16, u16) {
    let area = beside(layout, 14);
    let inside = canvas.frame(area, "Current shortlist", &count(app.known.shortlists.len(), "shortlist"));
    let field = Rect { x: inside.x + 1, y: inside.y, width: inside.width.saturating_sub(2), height: 1 };
    let caret = draw_field(canvas, field, "/", &lists.field);
    let top = inside.y + 2;
    let rows = usize::from(inside.bottom().saturating_sub(top + 2)).max(1);
    let from = first(lists.at, rows);
    for (i, line) in lists.lines.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: top + (i - from) as u16, height: 1, ..inside };
        if i == lists.at {
            cursor_row(canvas, row);
        }
        let style = canvas.style(if i == lists.at { Tone::Strong } else { Tone::Text });
        match line {
            Line::List(list, hits) => {
                let end = canvas.put_right(
                    row.right() - 1,
                    row.y,
                    12,
                    &count(list.items as usize, "item"),
                    canvas.style(Tone::Dim),
                );
                let name = hit_pieces(canvas, &list.name, hits, style);
                canvas.put_pieces(row.x + 4, row.y, end.saturating_sub(row.x + 5), &name);
            }
            Line::New(name) => {
                canvas.put(row.x + 2, row.y, 1, "+", canvas.style(Tone::Key));
                canvas.put(row.x + 4, row.y, row.width - 6, &format!("New shortlist “{name}”"), style);
            }
        }
    }
    if lists.lines.is_empty() {
        canvas.put(
            inside.x + 4,
            top,
            inside.width - 6,
            "Type a name to make the first one.",
            canvas.style(Tone::Dim),
        );
    }
    let mut keys = hints(app, Scope::Picker, &[(ActionId::Accept, "choose")]);
    keys.push(("Esc".to_owned(), "leave".to_owned()));
    canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width - 4, &keys);
    caret
}
