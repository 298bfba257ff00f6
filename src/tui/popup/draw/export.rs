//! Drawing the export dialog.

use ratatui::layout::Rect;

use super::{centred, cursor_row, draw_field, first, hints};
use crate::action::{ActionId, Scope};
use crate::model::report::Language;
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::export::{ExportDialog, Row};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// How wide the names of the groups are.
const LABEL: u16 = 10;

/// How wide the field of the moment is.
const MOMENT: u16 = 21;

/// How wide the choices are.
const CHOICES: u16 = 74;
/// How wide the first lines are beside them.
const PREVIEW: u16 = 42;

/// Where it stands: beside the choices the first lines of what is written, where there is room.
pub(super) fn area(layout: &Layout, export: &ExportDialog) -> Rect {
    let width = if has_preview(layout) { CHOICES + PREVIEW } else { CHOICES };
    let wanted = 7 + export.rows().len() as u16;
    let area = centred(layout, width, wanted);
    // On a low screen it reaches to the status line: all that can be chosen is to be seen.
    let height = wanted.min(layout.status.y.saturating_sub(1));
    Rect { y: area.y.min(layout.status.y.saturating_sub(height)), height, ..area }
}

fn has_preview(layout: &Layout) -> bool {
    layout.screen.width >= CHOICES + PREVIEW + 2
}

/// Lines below the rows: the file, what is said of it, and the keys.
const BELOW: u16 = 3;

/// The rows that can be chosen from, as many as there is room for, and which is the first of them.
pub(super) fn rows(export: &ExportDialog, inside: Rect) -> (Rect, usize) {
    let rows = export.rows();
    let height = (rows.len() as u16).min(inside.height.saturating_sub(BELOW));
    let at = rows.iter().position(|row| *row == export.at).unwrap_or(0);
    (Rect { height, ..inside }, first(at, usize::from(height)))
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
    let (list, from) = rows(export, inside);
    let mut moment = None;
    for (at, row) in export.rows().into_iter().skip(from).take(usize::from(list.height)).enumerate() {
        let place = Rect { y: list.y + at as u16, height: 1, ..list };
        if row == Row::AsOf {
            moment = as_of(canvas, export, place);
        } else {
            line(canvas, export, row, place);
        }
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
        let mut keys =
            hints(app, scope, &[(ActionId::Accept, "write the file"), (ActionId::NextPane, "next choice")]);
        if matches!(export.at, Row::Themes | Row::Notes | Row::Names | Row::Mask) {
            keys.push(("Space".to_owned(), "yes, no".to_owned()));
        }
        keys
    };
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    moment.unwrap_or(caret)
}

/// The line of the moment: a field; gives the caret's place where the cursor is.
fn as_of(canvas: &mut Canvas<'_>, export: &ExportDialog, at: Rect) -> Option<(u16, u16)> {
    let dim = canvas.style(Tone::Dim);
    let here = export.at == Row::AsOf;
    if here {
        cursor_row(canvas, at);
    }
    canvas.put(at.x + 2, at.y, LABEL - 2, "As of", dim);
    let field = Rect { x: at.x + LABEL, width: MOMENT, ..at };
    let caret = draw_field(canvas, field, "", &export.moment);
    let about = match (export.moment.text().trim(), export.manner.as_of) {
        ("", _) => "empty is now; a day is 2025-01-31".to_owned(),
        (_, Some(moment)) => format!("as it stood: {moment}"),
        (_, None) => "a day as 2025-01-31".to_owned(),
    };
    let x = field.right() + 1;
    canvas.put(x, at.y, at.right().saturating_sub(x + 2), &about, dim);
    here.then_some(caret)
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
        Row::Words(it) => {
            let about = if it == Language::English { "" } else { "what stands around the quotations" };
            (("Words", it == Language::English), it == export.manner.words, (it.name(), about), None)
        }
        Row::Names => {
            let about = "also those not to be cited: for use within";
            (("Names", true), export.manner.names, ("every name", about), None)
        }
        Row::Mask => (
            ("Mask", true),
            export.manner.mask,
            ("numbers < 3", "and those from which they would follow"),
            None,
        ),
        Row::AsOf => return,
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
