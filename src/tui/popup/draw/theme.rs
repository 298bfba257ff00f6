//! Drawing the form of a theme.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::CursorMove;

use super::{Caret, centred, hints, inside};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::theme::{LABELS, ThemeForm};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// Columns of the names of the fields.
const LABEL: u16 = 12;
/// A field grows to so many lines; the one with the caret has what it needs.
const TALL: u16 = 3;

/// Where it stands: as high as its words need.
pub(super) fn area(layout: &Layout, form: &ThemeForm) -> Rect {
    let most = centred(layout, 84, u16::MAX);
    let (_, heights, gap) = laid_out(inside(most), form);
    let needed = heights.iter().sum::<u16>() + 5 * gap;
    centred(layout, 84, (needed + 4 + 2 * gap).min(most.height))
}

/// The fields' places.
pub(super) fn fields(area: Rect, form: &ThemeForm) -> [Rect; 6] {
    let inside = inside(area);
    let (mut y, heights, gap) = laid_out(inside, form);
    heights.map(|height| {
        let field = Rect {
            x: inside.x + 2 + LABEL,
            y,
            width: inside.width.saturating_sub(LABEL + 4),
            height: height.min(inside.bottom().saturating_sub(y + 1)),
        };
        y += height + gap;
        field
    })
}

/// The first line, the heights, and the lines between fields.
fn laid_out(inside: Rect, form: &ThemeForm) -> (u16, [u16; 6], u16) {
    let width = inside.width.saturating_sub(LABEL + 6);
    let mut needed = [1; 6];
    for (at, height) in needed.iter_mut().enumerate() {
        // One column is for the caret behind the last word.
        let lines = wrapped(&form.text(at), width.saturating_sub(1)).len().max(1) as u16;
        *height = if at == form.at { lines } else { lines.min(TALL) };
    }
    let gap = u16::from(inside.height >= 20);
    let keys = 2 + gap;
    let room = inside.height.saturating_sub(keys + 5 * gap + gap);
    // The fields without the caret give way first, then the one with it.
    for pass in 0..2 {
        while needed.iter().sum::<u16>() > room {
            let highest = (0..6).filter(|at| *at != form.at || pass == 1).max_by_key(|at| needed[*at]);
            match highest.filter(|at| needed[*at] > 1) {
                Some(at) => needed[at] -= 1,
                None => break,
            }
        }
    }
    (inside.y + gap, needed, gap)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, form: &ThemeForm, app: &App) -> Caret {
    let area = area(layout, form);
    let inside = canvas.frame(area, &format!("Edit the theme {}", form.name), "");
    for (at, (field, place)) in form.fields.iter().zip(fields(area, form)).enumerate() {
        if place.height == 0 {
            continue;
        }
        let here = at == form.at;
        let label = canvas.style(if here { Tone::Accent } else { Tone::Dim });
        canvas.put(inside.x + 2, place.y, LABEL, LABELS[at], label);
        canvas.clear(place, Tone::Popup);
        canvas.ground(place, Tone::Field);
        let room = Rect { x: place.x + 1, width: place.width.saturating_sub(2), ..place };
        let mut widget = field.clone();
        if !here {
            // Its first words, where there is no room for all.
            widget.move_cursor(CursorMove::Jump(0, 0));
        }
        let words =
            canvas.style(Tone::Field).patch(canvas.style(if here { Tone::Strong } else { Tone::Text }));
        widget.set_style(words);
        widget.set_cursor_line_style(Style::default());
        widget.set_cursor_style(if here { words.add_modifier(Modifier::REVERSED) } else { words });
        (&widget).render(room, canvas.buffer);
        canvas.tame(room);
    }
    let actions = [(ActionId::Accept, "keep it"), (ActionId::NextPane, "next field")];
    let mut keys = hints(app, Scope::ThemeForm, &actions);
    keys.extend(app.leaving("leave"));
    canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width.saturating_sub(3), &keys);
    None
}
