//! Drawing the chooser of shortlists.

use ratatui::layout::Rect;

use super::place::Parts;
use super::{beside, cursor_row, draw_field, first, hint_line, hit_pieces};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::lists::{Line, ListChooser};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count};

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(beside(layout, 14), 1)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, lists: &ListChooser, app: &App) -> (u16, u16) {
    let Parts { area, inside, field, list, keys, .. } = parts(layout);
    let findings = app.known.shortlists.iter().filter(|list| list.finding.is_some()).count();
    let mut figure = count(app.known.shortlists.len() - findings, "shortlist");
    if findings > 0 {
        figure = format!("{figure} · {}", count(findings, "finding"));
    }
    canvas.frame(area, "Current shortlist", &figure);
    let caret = draw_field(canvas, field, "/", &lists.field);
    let (top, rows) = (list.y, usize::from(list.height));
    let from = first(lists.at, rows);
    for (i, line) in lists.lines.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: top + (i - from) as u16, height: 1, ..inside };
        if i == lists.at {
            cursor_row(canvas, row);
        }
        let style = canvas.style(if i == lists.at { Tone::Strong } else { Tone::Text });
        match line {
            Line::List(list, hits) => {
                let items = count(list.items as usize, "item");
                let figure = match &list.finding {
                    Some(said) => format!("{} · {items}", said.state.name()),
                    None => items,
                };
                let end = canvas.put_right(row.right() - 1, row.y, 20, &figure, canvas.style(Tone::Dim));
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
    hint_line(canvas, keys, app, Scope::Picker, &[(ActionId::Accept, "choose")]);
    caret
}
