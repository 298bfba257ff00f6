//! Drawing the help: chapters in columns, none broken.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::{Caret, centred};
use crate::tui::layout::Layout;
use crate::tui::popup::help::Help;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, help: &Help) -> Caret {
    let width = layout.screen.width.saturating_sub(6).min(114);
    let columns = usize::from(width / 38).max(1);
    let total: usize = help.groups.iter().map(|g| g.rows.len() + 2).sum();
    let rows = filled(help, total.div_ceil(columns));
    let wanted = rows.iter().map(Vec::len).max().unwrap_or(0) as u16 + 7;
    let area = centred(layout, width, wanted.max(10));
    let inside = canvas.frame(area, &format!("Help: {}", help.place), "");
    let dim = canvas.style(Tone::Dim);
    let x = inside.x + 2;
    let width = inside.width.saturating_sub(4);
    let about = textwrap::wrap(help.about, usize::from(width).max(8));
    // A blank line above the paragraph and one below it, then the keys.
    let foot = if inside.height > 14 { about.len() as u16 + 3 } else { 1 };
    let seen = usize::from(inside.height.saturating_sub(foot + 1));
    // With one column the lists stand below each other and scroll; side by side they scroll together.
    let columns_of: Vec<Vec<HelpLine<'_>>> = rows;
    let last = columns_of.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(seen);
    let top = help.top.min(last);
    let mut left = x;
    for (column, room) in columns_of.iter().zip(rooms(&columns_of, width)) {
        let shown = &column[top.min(column.len())..column.len().min(top + seen)];
        draw_column(canvas, Rect { x: left, y: inside.y + 1, width: room, height: 1 }, column, shown);
        left += room + GAP;
    }
    if foot > 1 {
        let first = inside.bottom() - foot + 1;
        for (i, line) in about.iter().enumerate() {
            canvas.put(x, first + i as u16, width, line, dim);
        }
    }
    let mut keys = vec![("Esc".to_owned(), "leave".to_owned()), (":".to_owned(), "search these".to_owned())];
    if last > 0 {
        keys.push(("Up Down".to_owned(), "scroll".to_owned()));
    }
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    None
}

/// Columns between two columns of the help.
const GAP: u16 = 3;

/// How wide each column is: as its rows need, if all fit, else the same for all.
fn rooms(columns: &[Vec<HelpLine<'_>>], width: u16) -> Vec<u16> {
    let gaps = GAP * (columns.len() as u16).saturating_sub(1);
    let needed: Vec<u16> =
        columns.iter().map(|column| keys_width(column) + 2 + words_width(column)).collect();
    let free = width.saturating_sub(gaps + needed.iter().sum::<u16>());
    if needed.iter().sum::<u16>() + gaps > width {
        return vec![width.saturating_sub(gaps) / columns.len().max(1) as u16; columns.len()];
    }
    // What is left over goes between them, so that the list fills its frame.
    needed.iter().map(|room| room + free / columns.len().max(1) as u16).collect()
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

/// Groups in columns of about this many rows, no group broken.
fn filled(help: &Help, rows: usize) -> Vec<Vec<HelpLine<'_>>> {
    let mut columns: Vec<Vec<HelpLine<'_>>> = vec![Vec::new()];
    for group in &help.groups {
        let needed = group.rows.len() + 2;
        let full = columns.last().is_some_and(|c| !c.is_empty() && c.len() + needed / 2 > rows);
        if full {
            columns.push(Vec::new());
        }
        let Some(column) = columns.last_mut() else { continue };
        column.push(HelpLine::Title(&group.title));
        column.extend(group.rows.iter().map(|(keys, what)| HelpLine::Row(keys, what)));
        column.push(HelpLine::Blank);
    }
    columns
}
