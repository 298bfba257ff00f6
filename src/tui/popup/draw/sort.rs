//! Drawing the choice of an order.

use ratatui::layout::Rect;

use super::place::Parts;
use super::{beside, cursor_row, draw_field, first, hint_line, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::sort::SortChooser;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(beside(layout, 22), 1)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, sort: &SortChooser, app: &App) -> (u16, u16) {
    let Parts { area, inside, field, list, keys, .. } = parts(layout);
    canvas.frame(area, "Sort the list", "");
    let caret = draw_field(canvas, field, "/", &sort.field);
    let (top, rows) = (list.y, usize::from(list.height));
    let from = first(sort.at, rows);
    let dim = canvas.style(Tone::Dim);
    for (i, ((words, value), hits)) in sort.lines.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: top + (i - from) as u16, height: 1, ..inside };
        if i == sort.at {
            cursor_row(canvas, row);
        }
        if *value == sort.now {
            canvas.sign(row.x + 2, row.y, Sign::Mark, canvas.style(Tone::Accent));
        }
        let style = canvas.style(if i == sort.at { Tone::Strong } else { Tone::Text });
        let term = if value.is_empty() { String::new() } else { format!("sort:{value}") };
        let end = canvas.put_right(row.right() - 1, row.y, 16, &term, dim);
        let name = hit_pieces(canvas, words, hits, style);
        canvas.put_pieces(row.x + 4, row.y, end.saturating_sub(row.x + 5), &name);
    }
    if sort.lines.is_empty() {
        canvas.put(inside.x + 4, top, inside.width.saturating_sub(6), "No order is called so.", dim);
    }
    hint_line(canvas, keys, app, Scope::Picker, &[(ActionId::Accept, "sort")]);
    caret
}
