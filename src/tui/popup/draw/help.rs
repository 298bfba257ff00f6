//! Drawing the help: chapters in columns, none broken.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::{Caret, centred, draw_field, inside};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::help::{Group, Help};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count};
use crate::tui::widget::wrapped::wrapped;

/// Where it stands: the same for all of its places and whatever is typed, as long as one of them needs.
pub(super) fn area(layout: &Layout, help: &Help) -> Rect {
    let width = layout.screen.width.saturating_sub(4).min(116);
    let wanted = help.pages.get(help.at).map_or(0, |page| {
        let rows = filled(&page.groups, rows_of(&page.groups, width), columns_in(width));
        rows.iter().map(Vec::len).max().unwrap_or(0) as u16
    });
    centred(layout, width, (wanted + 7).max(10))
}

/// How many columns a help of this width has.
fn columns_in(width: u16) -> usize {
    usize::from(width / 38).max(1)
}

/// How many rows each column should take.
fn rows_of(groups: &[Group], width: u16) -> usize {
    groups.iter().map(|g| g.rows.len() + 2).sum::<usize>().div_ceil(columns_in(width))
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, help: &Help, app: &App) -> Caret {
    let (Some(page), next) = help.places() else { return None };
    let area = area(layout, help);
    let inside = inside(area);
    let (groups, shown, all) = help.narrowed();
    let searched = help.typing || !help.field.text().is_empty();
    let figure = if searched { format!("{shown} of {}", count(all, "line")) } else { count(all, "line") };
    canvas.frame(area, &format!("Help: {}", page.place), &figure);
    let (x, width) = (inside.x + 2, inside.width.saturating_sub(4));
    let dim = canvas.style(Tone::Dim);
    let field = Rect { x: inside.x + 1, y: inside.y, width: inside.width.saturating_sub(2), height: 1 };
    let caret = if searched { Some(draw_field(canvas, field, "/", &help.field)) } else { None };
    let about = wrapped(&page.about, width);
    // A blank line above the paragraph and one below it, then the keys.
    let foot = if inside.height > 14 { about.len() as u16 + 3 } else { 1 };
    let seen = usize::from(inside.height.saturating_sub(foot + 1));
    // With one column the lists stand below each other and scroll; side by side they scroll together.
    let columns = filled(&groups, rows_of(&page.groups, area.width), columns_in(area.width));
    let last = columns.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(seen);
    let top = help.top.min(last);
    let bar = Rect { x: inside.right().saturating_sub(1), y: inside.y + 1, width: 1, height: seen as u16 };
    canvas.scroll_bar(bar, last + seen, top, seen, false);
    let mut left = x;
    for (column, room) in columns.iter().zip(rooms(&columns, width)) {
        let shown = &column[top.min(column.len())..column.len().min(top + seen)];
        draw_column(canvas, Rect { x: left, y: inside.y + 1, width: room, height: 1 }, column, shown);
        left += room + GAP;
    }
    if groups.is_empty() {
        let said =
            app.keys.fill("No key here does that; ‹next-pane› looks at the next place.", &[Scope::Help]);
        canvas.put(x, inside.y + 2, width, &said, dim);
    }
    if foot > 1 {
        let first = inside.bottom() - foot + 1;
        for (i, line) in about.iter().enumerate() {
            canvas.put(x, first + i as u16, width, line, dim);
        }
    }
    let line = Rect { x, y: inside.bottom() - 1, width, height: 1 };
    draw_keys(canvas, line, help, app, next.map_or("", |page| page.place), last > 0);
    caret.filter(|_| help.typing)
}

fn draw_keys(canvas: &mut Canvas<'_>, line: Rect, help: &Help, app: &App, next: &str, scrolls: bool) {
    let mut keys = Vec::new();
    let first = |action, scope| app.keys.first(action, scope);
    if help.typing {
        keys.extend(first(ActionId::Accept, Scope::QueryBar).map(|k| (k, "keep these".to_owned())));
        keys.extend(app.leaving("all of them"));
    } else {
        keys.extend(first(ActionId::Narrow, Scope::Help).map(|k| (k, "search these".to_owned())));
        keys.extend(app.leaving("leave"));
    }
    let tab =
        if help.typing { (ActionId::Complete, Scope::QueryBar) } else { (ActionId::NextPane, Scope::Help) };
    keys.extend(first(tab.0, tab.1).map(|k| (k, format!("next: {next}"))));
    if scrolls {
        keys.push(("Up Down".to_owned(), "scroll".to_owned()));
    }
    canvas.keys(line.x, line.y, line.width, &keys);
}

/// Columns between two columns of the help.
const GAP: u16 = 3;

/// How wide each column is: as its rows need, and what is left over between them; where they need more than there
/// is, the widest gives way.
fn rooms(columns: &[Vec<HelpLine<'_>>], width: u16) -> Vec<u16> {
    let count = columns.len().max(1) as u16;
    let room = width.saturating_sub(GAP * (count - 1));
    let needs = |column: &Vec<HelpLine<'_>>| keys_width(column) + 2 + words_width(column);
    let mut rooms: Vec<u16> = columns.iter().map(needs).collect();
    while rooms.iter().sum::<u16>() > room {
        let Some(widest) = rooms.iter_mut().max() else { break };
        *widest -= 1;
    }
    let free = room.saturating_sub(rooms.iter().sum());
    rooms.iter().map(|needed| needed + free / count).collect()
}

fn keys_width(column: &[HelpLine<'_>]) -> u16 {
    let keys = column.iter().map(|line| if let HelpLine::Row(keys, _) = line { keys.width() } else { 0 });
    keys.max().unwrap_or(0) as u16
}

fn words_width(column: &[HelpLine<'_>]) -> u16 {
    let words = column.iter().map(|line| if let HelpLine::Row(_, what) = line { what.width() } else { 0 });
    words.max().unwrap_or(0) as u16
}

/// One column from a line on; its keys take what the widest of the whole column needs.
fn draw_column(canvas: &mut Canvas<'_>, area: Rect, column: &[HelpLine<'_>], shown: &[HelpLine<'_>]) {
    let (key, text_style, strong) =
        (canvas.style(Tone::Key), canvas.style(Tone::Text), canvas.style(Tone::Strong));
    let keys_width = keys_width(column).min(area.width / 2);
    for (i, line) in shown.iter().enumerate() {
        let y = area.y + i as u16;
        match line {
            HelpLine::Title(title) => {
                canvas.put(area.x, y, area.width, title, strong);
            }
            HelpLine::Row(keys, what) => {
                canvas.put(area.x, y, keys_width, keys, key);
                let room = area.width.saturating_sub(keys_width + 2);
                canvas.put(area.x + keys_width + 2, y, room, what, text_style);
            }
            HelpLine::Blank => {}
        }
    }
}

enum HelpLine<'a> {
    Title(&'a str),
    Row(&'a str, &'a str),
    Blank,
}

/// Groups in at most so many columns of about this many rows, no group broken; the last column takes what is left.
fn filled(groups: &[Group], rows: usize, most: usize) -> Vec<Vec<HelpLine<'_>>> {
    let mut columns: Vec<Vec<HelpLine<'_>>> = vec![Vec::new()];
    for group in groups {
        let needed = group.rows.len() + 2;
        let full = columns.last().is_some_and(|c| !c.is_empty() && c.len() + needed / 2 > rows);
        if full && columns.len() < most {
            columns.push(Vec::new());
        }
        let Some(column) = columns.last_mut() else { continue };
        column.push(HelpLine::Title(&group.title));
        column.extend(group.rows.iter().map(|row| HelpLine::Row(&row.keys, &row.title)));
        column.push(HelpLine::Blank);
    }
    columns
}
