//! Drawing popups: title, count, field, list, explanation, and the keys last.

mod colour;
mod draft;
mod export;
mod help;
mod import;
mod jump;
mod line;
mod lists;
mod message;
mod note;
mod palette;
mod picker;
mod place;
mod save;
mod saved;
mod shorten;
mod sort;
mod split;
mod theme;

pub use import::list as import_list;
pub use place::{Place, place};
use place::{first, inside};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthChar;

use super::Popup;
use super::shorten::Shortener;
use super::theme::ThemeForm;
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::fuzzy;
use crate::tui::layout::{Layout, Shape};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::{Canvas, Piece};

/// Where the caret is, if the popup has one.
type Caret = Option<(u16, u16)>;

/// Draws a popup.
pub fn draw(canvas: &mut Canvas<'_>, layout: &Layout, popup: &Popup, app: &App) -> Caret {
    match popup {
        Popup::Picker(open) => Some(picker::draw(canvas, layout, open, app)),
        Popup::Note(open) => note::draw(canvas, layout, open, app),
        Popup::Lists(open) => Some(lists::draw(canvas, layout, open, app)),
        Popup::Sort(open) => Some(sort::draw(canvas, layout, open, app)),
        Popup::Line(open) => Some(line::draw(canvas, layout, open, app)),
        Popup::Theme(open) => theme::draw(canvas, layout, open, app),
        Popup::Colour(open) => colour::draw(canvas, layout, open, app),
        Popup::Split(open) => split::draw(canvas, layout, open, app),
        Popup::Shorten(open) => shorten::draw(canvas, layout, open, app),
        Popup::Saved(open) => Some(saved::draw(canvas, layout, open, app)),
        Popup::Save(open) => Some(save::draw(canvas, layout, open, app)),
        Popup::Jump(open) => Some(jump::draw(canvas, layout, open, app)),
        Popup::Import(open) => Some(import::draw(canvas, layout, open, app)),
        Popup::Export(open) => Some(export::draw(canvas, layout, open, app)),
        Popup::Palette(open) => Some(palette::draw(canvas, layout, open, app)),
        Popup::Help(open) => help::draw(canvas, layout, open, app),
        Popup::Draft(open) => draft::draw(canvas, layout, open, app),
        Popup::Message(open) => message::draw(canvas, layout, open, app),
    }
}

/// Where the text stands that words are left out of.
pub fn shortening(layout: &Layout, open: &Shortener) -> Rect {
    shorten::body(layout, open)
}

/// The field of the form of a theme at a place of the screen.
pub fn theme_field_at(layout: &Layout, form: &ThemeForm, x: u16, y: u16) -> Option<usize> {
    theme::fields(theme::area(layout, form), form).iter().position(|field| field.contains((x, y).into()))
}

/// The place of a popup that is about the text: over filters and answers, or in the list's place.
fn beside(layout: &Layout, height: u16) -> Rect {
    let middle = Rect { y: 1, height: layout.status.y.saturating_sub(1), ..layout.screen };
    match (layout.shape, layout.reader, layout.popup) {
        (Shape::Columns, Some(reader), _) if reader.title.x > 50 => {
            let width = (reader.title.x - 6).min(58);
            Rect { x: 3, y: 3, width, height: height.min(middle.height.saturating_sub(4)) }
        }
        (_, _, Some(place)) => place,
        _ => centred(layout, 58, height),
    }
}

/// The place of a popup in the middle.
fn centred(layout: &Layout, width: u16, height: u16) -> Rect {
    let screen = layout.screen;
    let width = width.min(screen.width.saturating_sub(2));
    let height = height.min(layout.status.y.saturating_sub(2));
    let y = 3.min(layout.status.y.saturating_sub(height));
    Rect { x: (screen.width - width) / 2, y, width, height }
}

/// Draws a field on its own ground; gives the caret's place.
fn draw_field(canvas: &mut Canvas<'_>, area: Rect, sign: &str, field: &Field) -> (u16, u16) {
    canvas.ground(area, Tone::Field);
    let x = canvas.put(area.x + 1, area.y, 2, sign, canvas.style(Tone::Key)) + 1;
    let width = area.right().saturating_sub(x + 1);
    canvas.put_typed(x, area.y, width, &field.visible(width), canvas.style(Tone::Strong));
    (x + field.caret_column(width), area.y)
}

/// A name with its hit letters, in as few pieces as it has changes of look.
pub(in crate::tui) fn hit_pieces(
    canvas: &Canvas<'_>,
    name: &str,
    hits: &[usize],
    style: Style,
) -> Vec<Piece> {
    let fuzzy = canvas.style(Tone::Fuzzy);
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, c) in name.chars().enumerate() {
        let style = if hits.contains(&i) { fuzzy } else { style };
        match pieces.last_mut() {
            // A mark goes with the letter that it stands on.
            Some(last) if last.style == style || c.width() == Some(0) => last.text.push(c),
            _ => pieces.push(Piece { text: c.into(), style }),
        }
    }
    pieces
}

/// Writes a name that is cut with an ellipsis where it does not fit, with the letters that a pattern hits.
fn put_hits(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16, name: (&str, &str), style: Style) -> u16 {
    let (name, pattern) = name;
    let cut = text::truncate(name, usize::from(width));
    let hits = if pattern.is_empty() { Vec::new() } else { fuzzy::hits(pattern, &cut) };
    let pieces = hit_pieces(canvas, &cut, &hits, style);
    canvas.put_pieces(x, y, width, &pieces)
}

pub(in crate::tui) fn cursor_row(canvas: &mut Canvas<'_>, row: Rect) {
    canvas.ground(row, Tone::Cursor);
    canvas.sign(row.x, row.y, Sign::Cursor, canvas.style(Tone::Accent));
}

/// The keys of actions with what they do.
fn hints(app: &App, scope: Scope, actions: &[(ActionId, &str)]) -> Vec<(String, String)> {
    actions
        .iter()
        .filter_map(|(id, words)| Some((app.keys.first(*id, scope)?, (*words).to_owned())))
        .collect()
}

/// With a capital letter at the beginning.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The line of keys of a popup: what these actions do, and what leads back.
fn hint_line(canvas: &mut Canvas<'_>, line: Rect, app: &App, scope: Scope, actions: &[(ActionId, &str)]) {
    let mut said = hints(app, scope, actions);
    said.extend(app.leaving("leave"));
    canvas.keys(line.x + 1, line.y, line.width.saturating_sub(2), &said);
}
