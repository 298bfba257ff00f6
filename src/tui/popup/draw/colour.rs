//! Drawing the choice of a colour: each as the theme would look in it, and which themes have it.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{Caret, centred, cursor_row, first, hint_line, inside};
use crate::action::{ActionId, Scope};
use crate::model::codebook::Theme;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::colour::{COLOURS, ColourChooser};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;

/// Columns of the theme as it would look.
const SAMPLE: u16 = 34;

/// Where it stands, and where its lines do.
pub(super) fn parts(layout: &Layout) -> (Rect, Rect) {
    let area = centred(layout, 66, COLOURS as u16 + 5);
    let inside = inside(area);
    let air = u16::from(inside.height >= COLOURS as u16 + 3);
    let top = inside.y + air;
    let height = inside.bottom().saturating_sub(top + 1 + air).max(1);
    (area, Rect { y: top, height, ..inside })
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, open: &ColourChooser, app: &App) -> Caret {
    let (area, list) = parts(layout);
    let inside = canvas.frame(area, &format!("Colour of {}", open.name), "");
    let rows = usize::from(list.height);
    let from = first(open.at, rows);
    for (i, at) in (0..COLOURS).skip(from).take(rows).enumerate() {
        let row = Rect { y: list.y + i as u16, height: 1, ..list };
        if at == open.at {
            cursor_row(canvas, row);
        }
        let colour = at as u8 + 1;
        if colour == open.now {
            canvas.sign(row.x + 2, row.y, Sign::Mark, canvas.style(Tone::Mark));
        }
        canvas.put_right(row.x + 6, row.y, 2, &colour.to_string(), canvas.style(Tone::Dim));
        let style = canvas.style(Tone::Theme(colour));
        let x = canvas.put(row.x + 8, row.y, 4, &open.chip, style.add_modifier(Modifier::BOLD)) + 1;
        let end = row.x + 8 + SAMPLE.min(row.width / 2);
        // A passage in this colour, as the reader shows it.
        canvas.put(x, row.y, end.saturating_sub(x + 1), &open.name, canvas.style(Tone::Passage(colour)));
        let have: Vec<String> = app
            .known
            .codebook
            .themes
            .iter()
            .filter(|t| t.colour == colour && t.id != open.theme)
            .map(Theme::chip)
            .collect();
        let room = row.right().saturating_sub(end + 1);
        canvas.put(end, row.y, room, &have.join(" "), canvas.style(Tone::Dim));
    }
    let keys = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    hint_line(canvas, keys, app, Scope::Picker, &[(ActionId::Accept, "take this one")]);
    None
}
