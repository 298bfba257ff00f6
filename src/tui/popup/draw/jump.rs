//! Drawing the jump to anything: what kind, its name with the hit letters, how many answers.

use ratatui::layout::Rect;

use super::place::Parts;
use super::{centred, cursor_row, draw_field, first, hint_line, put_hits};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::jump::{Jump, Line, Thing};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count, grouped};

/// Columns of the word that says what kind of thing a line is.
const KIND: u16 = 11;

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(centred(layout, 72, 22), 3)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, jump: &Jump, app: &App) -> (u16, u16) {
    let Parts { area, field, list, below, keys, .. } = parts(layout);
    let figure = match &jump.directory {
        Some(_) => format!("{} of {}", grouped(jump.matching), count(jump.total(), "name")),
        None => "the submitters are being read".to_owned(),
    };
    canvas.frame(area, "Jump to", &figure);
    let caret = draw_field(canvas, field, "/", &jump.field);
    let rows = usize::from(list.height);
    let from = first(jump.at, rows);
    for (i, line) in jump.lines.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: list.y + (i - from) as u16, height: 1, ..list };
        draw_line(canvas, row, jump, app, *line, i == jump.at);
    }
    let width = below.width.saturating_sub(2);
    match jump.query() {
        Some(query) => {
            canvas.put(below.x + 1, below.y + 1, width, &query, canvas.style(Tone::Text));
        }
        None if jump.directory.is_some() => {
            let words = "Nothing has a name like that. Words of the texts are searched by /";
            canvas.put(list.x + 2, list.y, width, words, canvas.style(Tone::Dim));
        }
        None => {}
    }
    hint_line(canvas, keys, app, Scope::Jump, &[(ActionId::Accept, "show its answers")]);
    caret
}

fn draw_line(canvas: &mut Canvas<'_>, row: Rect, jump: &Jump, app: &App, line: Line, at_cursor: bool) {
    let (kind, name, answers) = match line {
        Line::Submitter(index) => {
            let Some(submitter) = jump.directory.as_ref().and_then(|d| d.submitters.get(index)) else {
                return;
            };
            ("submitter", submitter.name.as_str(), Some(submitter.answers as usize))
        }
        Line::Entry(index) => {
            let Some(entry) = jump.entries.get(index) else { return };
            let (kind, answers) = match &entry.thing {
                Thing::Filter(id) => ("filter", jump.counts.get(id).and_then(|c| c.as_ref().ok()).copied()),
                Thing::Question(key) => {
                    let read = jump.directory.as_ref();
                    ("question", read.map(|d| d.questions.get(key).copied().unwrap_or(0) as usize))
                }
                Thing::Theme(id) => ("theme", Some(app.desk.theme_counts.get(id).copied().unwrap_or(0))),
            };
            (kind, entry.name.as_str(), answers)
        }
    };
    if at_cursor {
        cursor_row(canvas, row);
    }
    let dim = canvas.style(Tone::Dim);
    canvas.put(row.x + 2, row.y, KIND, kind, dim);
    let figure = answers.map_or_else(String::new, |n| count(n, "answer"));
    let end = canvas.put_right(row.right() - 2, row.y, 16, &figure, dim);
    let x = row.x + 2 + KIND;
    let style = canvas.style(if at_cursor { Tone::Strong } else { Tone::Text });
    put_hits(canvas, x, row.y, end.saturating_sub(x + 1), (name, jump.field.text()), style);
}
