//! Drawing the saved filters: name, query, how many answers it has now.

use super::place::Parts;
use super::{centred, cursor_row, draw_field, first, hint_line, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::saved::SavedFilters;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count};
use crate::tui::widget::wrapped::wrapped;
use ratatui::layout::Rect;

/// Columns of how many answers there are.
const FIGURE: u16 = 15;

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(centred(layout, 78, 18), 4)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, saved: &SavedFilters, app: &App) -> (u16, u16) {
    let Parts { area, field, list, below, keys, .. } = parts(layout);
    let figure = match saved.all.len() {
        0 => "none yet".to_owned(),
        all => format!("{} of {}", saved.lines.len(), count(all, "filter")),
    };
    canvas.frame(area, "Saved filters", &figure);
    let caret = draw_field(canvas, field, "/", &saved.field);
    let rows = usize::from(list.height);
    let from = first(saved.at, rows);
    for (i, (index, hits)) in saved.lines.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: list.y + (i - from) as u16, height: 1, ..list };
        draw_line(canvas, row, saved, *index, hits, i == saved.at);
    }
    let width = below.width.saturating_sub(2);
    let said = match saved.current() {
        _ if saved.all.is_empty() => nothing(app),
        None => "No saved filter has a name or a query like that.".to_owned(),
        Some(filter) => match saved.mistake(filter) {
            Some(why) => format!("It cannot be run any more: {why}."),
            None => filter.query.clone(),
        },
    };
    let warns = saved.current().is_some_and(|f| saved.mistake(f).is_some());
    let tone = if warns { Tone::Warning } else { Tone::Text };
    let y = if saved.lines.is_empty() { list.y } else { below.y + 1 };
    for (i, line) in wrapped(&said, width).iter().take(2).enumerate() {
        canvas.put(below.x + 1, y + i as u16, width, line, canvas.style(tone));
    }
    let actions: &[(ActionId, &str)] = if saved.lines.is_empty() {
        &[]
    } else {
        &[(ActionId::Accept, "show its answers"), (ActionId::RemoveFilter, "remove it")]
    };
    hint_line(canvas, keys, app, Scope::SavedFilters, actions);
    caret
}

/// What to do when there is none.
fn nothing(app: &App) -> String {
    let key = app.keys.first(ActionId::SaveFilter, Scope::Answers).unwrap_or_default();
    format!("A query that you need again can have a name: leave this, and {key} saves the one that is shown.")
}

fn draw_line(
    canvas: &mut Canvas<'_>,
    row: Rect,
    saved: &SavedFilters,
    index: usize,
    hits: &[usize],
    at_cursor: bool,
) {
    let filter = &saved.all[index];
    if at_cursor {
        cursor_row(canvas, row);
    }
    let dim = canvas.style(Tone::Dim);
    let (figure, style) = match saved.counts.get(&filter.id) {
        None => ("…".to_owned(), dim),
        Some(Ok(answers)) => (count(*answers, "answer"), dim),
        Some(Err(_)) => ("cannot be run".to_owned(), canvas.style(Tone::Warning)),
    };
    let end = row.right().saturating_sub(FIGURE + 2);
    canvas.put_right(row.right() - 2, row.y, FIGURE, &figure, style);
    let room = end.saturating_sub(row.x + 3);
    let width = (room / 2).max(12).min(room);
    let style = canvas.style(if at_cursor { Tone::Strong } else { Tone::Text });
    let cut = text::truncate(&filter.name, usize::from(width));
    let name = hit_pieces(canvas, &cut, hits, style);
    canvas.put_pieces(row.x + 2, row.y, width, &name);
    let x = row.x + 4 + width;
    canvas.put(x, row.y, end.saturating_sub(x + 1), &filter.query, dim);
}
