//! Drawing the field for a heading or a list's name.

use ratatui::layout::Rect;

use super::{centred, draw_field, hint_line, inside};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::line::LineField;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

/// Where it stands.
pub(super) fn area(layout: &Layout) -> Rect {
    centred(layout, 66, 7)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, line: &LineField, app: &App) -> (u16, u16) {
    let area = area(layout);
    let inside = inside(area);
    let (title, verb) = line.titles();
    canvas.frame(area, title, "");
    let field = Rect { x: inside.x + 2, y: inside.y + 1, width: inside.width.saturating_sub(4), height: 1 };
    let caret = draw_field(canvas, field, "", &line.field);
    let (words, wrong) = line.explanation();
    let tone = if wrong { Tone::Warning } else { Tone::Dim };
    let words = app.keys.fill(&words, &app.scopes());
    canvas.put(field.x, field.y + 1, field.width, &words, canvas.style(tone));
    let keys = Rect { x: inside.x + 1, y: inside.bottom() - 1, width: inside.width - 2, height: 1 };
    hint_line(canvas, keys, app, Scope::Line, &[(ActionId::Accept, verb)]);
    caret
}
