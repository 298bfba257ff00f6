//! Drawing the field for the name of a query that is saved.

use ratatui::layout::Rect;

use super::{centred, draw_field, hint_line, inside};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::save::SaveFilter;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// Where it stands.
pub(super) fn area(layout: &Layout) -> Rect {
    centred(layout, 66, 13)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, save: &SaveFilter, app: &App) -> (u16, u16) {
    let area = area(layout);
    let inside = inside(area);
    canvas.frame(area, "Save this query", "");
    let (x, width) = (inside.x + 2, inside.width.saturating_sub(4));
    let dim = canvas.style(Tone::Dim);
    let y = inside.y + 1;
    canvas.put(x, y, 5, "Query", dim);
    for (i, line) in wrapped(&save.query, width.saturating_sub(7)).iter().take(2).enumerate() {
        canvas.put(x + 7, y + i as u16, width.saturating_sub(7), line, canvas.style(Tone::Text));
    }
    canvas.put(x, y + 3, 5, "Name", dim);
    let field = Rect { x: x + 6, y: y + 3, width: width.saturating_sub(6), height: 1 };
    let caret = draw_field(canvas, field, "", &save.field);
    if let Some(there) = save.in_the_way() {
        let (said, tone) = if there.query == save.query {
            (format!("“{}” is saved so already.", there.name), Tone::Dim)
        } else {
            let sign = canvas.skin.sign(Sign::Flagged);
            let words = "is there already: it will stand for this query instead of";
            (format!("{sign} “{}” {words} {}", there.name, there.query), Tone::Warning)
        };
        for (i, line) in wrapped(&said, width).iter().take(3).enumerate() {
            canvas.put(x, y + 5 + i as u16, width, line, canvas.style(tone));
        }
    }
    let keys = Rect { x: inside.x + 1, y: inside.bottom() - 1, width: inside.width - 2, height: 1 };
    let verb = if save.in_the_way().is_some() { "save it anew" } else { "save it" };
    hint_line(canvas, keys, app, Scope::SaveFilter, &[(ActionId::Accept, verb)]);
    caret
}
