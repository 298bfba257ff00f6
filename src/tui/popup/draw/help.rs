//! Drawing the help: chapters in columns, none broken.

use super::{Caret, centred};
use crate::tui::layout::Layout;
use crate::tui::popup::help::Help;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, help: &Help) -> Caret {
    let width = layout.screen.width.saturating_sub(6).min(114);
    let columns = usize::from(width / 38).max(1);
    let column_width = (width - 4) / columns as u16;
    let total: usize = help.groups.iter().map(|g| g.rows.len() + 2).sum();
    let rows = filled(help, total.div_ceil(columns));
    let wanted = rows.iter().map(Vec::len).max().unwrap_or(0) as u16 + 6;
    let area = centred(layout, width, wanted.max(10));
    let inside = canvas.frame(area, &format!("Help: {}", help.place), "");
    let (key, text_style, dim) = (canvas.style(Tone::Key), canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let foot = if inside.height > 14 { 4 } else { 1 };
    let seen = usize::from(inside.height.saturating_sub(foot + 1));
    // With one column the lists stand below each other and scroll; side by side they scroll together.
    let columns_of: Vec<Vec<HelpLine<'_>>> = rows;
    let last = columns_of.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(seen);
    let top = help.top.min(last);
    for (i, column) in columns_of.iter().enumerate() {
        let x = inside.x + 2 + i as u16 * column_width;
        for (j, line) in column.iter().skip(top).take(seen).enumerate() {
            let y = inside.y + 1 + j as u16;
            match line {
                HelpLine::Title(title) => {
                    canvas.put(x, y, column_width - 2, title, canvas.style(Tone::Strong));
                }
                HelpLine::Row(keys, what) => {
                    let keys_width = 14.min(column_width / 2);
                    canvas.put(x, y, keys_width, keys, key);
                    canvas.put(
                        x + keys_width + 1,
                        y,
                        column_width.saturating_sub(keys_width + 3),
                        what,
                        text_style,
                    );
                }
                HelpLine::Blank => {}
            }
        }
    }
    let x = inside.x + 2;
    let width = inside.width.saturating_sub(4);
    if foot > 1 {
        let lines = textwrap::wrap(help.about, usize::from(width));
        for (i, line) in lines.iter().take(2).enumerate() {
            canvas.put(x, inside.bottom() - 4 + i as u16, width, line, dim);
        }
    }
    let mut keys = vec![("Esc".to_owned(), "leave".to_owned()), (":".to_owned(), "search these".to_owned())];
    if last > 0 {
        keys.push(("Up Down".to_owned(), "scroll".to_owned()));
    }
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    None
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
