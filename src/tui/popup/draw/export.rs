//! Drawing the export dialog.

use ratatui::layout::Rect;

use super::{centred, cursor_row, draw_field, hints};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::export::ExportDialog;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;

/// Where it stands.
pub(super) fn area(layout: &Layout, export: &ExportDialog) -> Rect {
    centred(layout, 62, 11 + export.formats().len() as u16)
}

/// The rows of the formats.
pub(super) fn formats(export: &ExportDialog, inside: Rect) -> Rect {
    Rect { y: inside.y + 2, height: export.formats().len() as u16, ..inside }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, export: &ExportDialog, app: &App) -> (u16, u16) {
    let area = area(layout, export);
    let inside = {
        let title = match (&export.list, &export.counts) {
            _ if export.codebook => "Export the codebook",
            _ if export.table.is_some() => "Export a table",
            (Some(_), _) => "Export the shortlist",
            (None, Some(_)) => "Export the counts",
            (None, None) => "Export what is shown",
        };
        canvas.frame(area, title, &export.what)
    };
    let (x, width) = (inside.x + 2, inside.width.saturating_sub(4));
    let (dim, text_style) = (canvas.style(Tone::Dim), canvas.style(Tone::Text));
    canvas.put(x, inside.y + 1, width, "Format", dim);
    let formats = formats(export, inside);
    for (i, (name, about, ending)) in export.formats().iter().enumerate() {
        let row = Rect { y: formats.y + i as u16, height: 1, ..formats };
        let chosen = i == export.format;
        if chosen {
            cursor_row(canvas, row);
            canvas.sign(row.x + 2, row.y, Sign::Mark, canvas.style(Tone::Mark));
        }
        canvas.put(row.x + 4, row.y, 12, name, if chosen { canvas.style(Tone::Strong) } else { text_style });
        canvas.put(row.x + 17, row.y, row.width.saturating_sub(26), about, dim);
        canvas.put_right(row.right() - 2, row.y, 7, &format!(".{ending}"), dim);
    }
    let y = formats.bottom() + 1;
    canvas.put(x, y, 4, "File", dim);
    let caret = draw_field(
        canvas,
        Rect { x: x + 6, y, width: width.saturating_sub(6), height: 1 },
        "",
        &export.field,
    );
    let said = match (&export.in_the_way, export.writing) {
        (_, true) if export.course.is_stopped() => Some(("Stopping …".to_owned(), dim)),
        (_, true) => Some((
            export.course.told().map_or_else(|| "Writing …".to_owned(), |(_, words)| super::capital(&words)),
            dim,
        )),
        (Some(path), _) => Some((
            format!("! {} is there already. Enter again replaces it.", path.display()),
            canvas.style(Tone::Warning),
        )),
        (None, false) => None,
    };
    if let Some((words, style)) = said {
        canvas.put(x, y + 2, width, &words, style);
    }
    let scope = Scope::Export;
    let keys = if export.writing && !export.course.is_stopped() {
        hints(app, scope, &[(ActionId::Back, "stop")])
    } else {
        hints(app, scope, &[(ActionId::Accept, "write the file"), (ActionId::NextPane, "next format")])
    };
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    caret
}
