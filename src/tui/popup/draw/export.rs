//! Drawing the export dialog.

use ratatui::layout::Rect;

use super::{centred, cursor_row, draw_field, hints};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::export::{ExportDialog, Row};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// How wide the names of the groups are.
const LABEL: u16 = 10;

/// How wide the choices are.
const CHOICES: u16 = 74;
/// How wide the first lines are beside them.
const PREVIEW: u16 = 42;

/// Where it stands: beside the choices the first lines of what is written, where there is room.
pub(super) fn area(layout: &Layout, export: &ExportDialog) -> Rect {
    let width = if has_preview(layout) { CHOICES + PREVIEW } else { CHOICES };
    centred(layout, width, 7 + export.rows().len() as u16)
}

fn has_preview(layout: &Layout) -> bool {
    layout.screen.width >= CHOICES + PREVIEW + 2
}

/// The rows that can be chosen from.
pub(super) fn rows(export: &ExportDialog, inside: Rect) -> Rect {
    Rect { height: export.rows().len() as u16, ..inside }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, export: &ExportDialog, app: &App) -> (u16, u16) {
    let area = area(layout, export);
    // How much there is says more than that it is what is shown.
    let title = export.title();
    let fits = text::width(&title) + text::width(&export.what) + 8 <= usize::from(area.width);
    let whole = canvas.frame(area, if fits { &title } else { "Export" }, &export.what);
    let inside = Rect { width: whole.width.min(CHOICES - 2), ..whole };
    if has_preview(layout) {
        preview(
            canvas,
            export,
            app,
            Rect { x: inside.right(), width: whole.right() - inside.right(), ..whole },
        );
    }
    let (x, width) = (inside.x + 2, inside.width.saturating_sub(4));
    let dim = canvas.style(Tone::Dim);
    let list = rows(export, inside);
    for (at, row) in export.rows().into_iter().enumerate() {
        line(canvas, export, row, Rect { y: list.y + at as u16, height: 1, ..list });
    }
    // On a low screen the file follows at once.
    let y = list.bottom() + u16::from(inside.height >= list.height + 5);
    canvas.put(x, y, 4, "File", dim);
    let caret = draw_field(
        canvas,
        Rect { x: inside.x + LABEL, y, width: inside.width.saturating_sub(LABEL + 2), height: 1 },
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
            app.keys.fill(
                &format!("! {} is there already. ‹accept› again replaces it.", path.display()),
                &app.scopes(),
            ),
            canvas.style(Tone::Warning),
        )),
        (None, false) => None,
    };
    if let Some((words, style)) = said {
        canvas.put(x, y + 1, width, &words, style);
    }
    let scope = Scope::Export;
    let keys = if export.writing && !export.course.is_stopped() {
        hints(app, scope, &[(ActionId::Back, "stop")])
    } else {
        hints(app, scope, &[(ActionId::Accept, "write the file"), (ActionId::NextPane, "next choice")])
    };
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    caret
}

/// One line to choose: a dot where it is chosen, what it is, and what it is for.
fn line(canvas: &mut Canvas<'_>, export: &ExportDialog, row: Row, at: Rect) {
    let (label, chosen, (name, about), ending) = match row {
        Row::Format(n) => {
            let (name, about, ending) = export.formats()[n];
            (("Format", n == 0), n == export.format, (name, about), Some(ending))
        }
        Row::Subject(n) => (("What", n == 0), n == export.subject, export.subjects[n].choice(), None),
        Row::Themes => (("With", true), export.with.themes, ("themes", "named under each quotation"), None),
        Row::Notes => (("", false), export.with.notes, ("notes", "given under each quotation"), None),
    };
    if row == export.at {
        cursor_row(canvas, at);
    }
    let (dim, left) = (canvas.style(Tone::Dim), at.x + LABEL);
    if label.1 {
        canvas.put(at.x + 2, at.y, LABEL - 2, label.0, dim);
    }
    if chosen {
        canvas.sign(left, at.y, Sign::Mark, canvas.style(Tone::Mark));
    }
    let strong = canvas.style(if chosen { Tone::Strong } else { Tone::Text });
    canvas.put(left + 2, at.y, 13, name, strong);
    let room = at.width.saturating_sub(LABEL + 18);
    canvas.put(left + 16, at.y, if ending.is_some() { room.saturating_sub(8) } else { room }, about, dim);
    if let Some(ending) = ending {
        canvas.put_right(at.right() - 2, at.y, 7, &format!(".{ending}"), dim);
    }
}

/// The first lines of what is written.
fn preview(canvas: &mut Canvas<'_>, export: &ExportDialog, app: &App, area: Rect) {
    let (dim, rule) = (canvas.style(Tone::Dim), canvas.style(Tone::Border));
    for y in area.y..area.bottom() {
        canvas.sign(area.x, y, Sign::Line, rule);
    }
    let (x, width) = (area.x + 2, area.width.saturating_sub(3));
    canvas.put(x, area.y, width, "Beginning", dim);
    let known = app.desk.preview.as_ref().filter(|(sample, _)| export.is_of(sample));
    let Some((_, lines)) = known else { return };
    let room = Rect { x, y: area.y + 2, width, height: area.height.saturating_sub(2) };
    if lines.is_empty() {
        canvas.put(x, room.y, width, "is not shown for this.", dim);
        return;
    }
    let text = canvas.style(Tone::Text);
    let rows = lines
        .iter()
        .flat_map(|line| if line.trim().is_empty() { vec![String::new()] } else { wrapped(line, width) });
    for (at, row) in rows.take(room.height as usize).enumerate() {
        canvas.put(x, room.y + at as u16, width, &row, text);
    }
}
