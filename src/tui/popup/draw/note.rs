//! Drawing the note editor: the passage that it is about, the text area, words and analyst.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::{Caret, beside, hints};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::note::NoteEditor;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, count};

/// Where it stands.
pub(super) fn area(layout: &Layout) -> Rect {
    beside(layout, 18)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, note: &NoteEditor, app: &App) -> Caret {
    let area = area(layout);
    let theme = note.about.theme.and_then(|id| app.known.codebook.theme(id));
    let figure = theme.map_or(String::new(), |t| format!("{} {}", t.chip(), t.name));
    let inside = canvas.frame(area, &note.about.title, &figure);
    let (x, width) = (inside.x + 2, inside.width.saturating_sub(4));
    let roomy = inside.height >= 12;
    let mut y = inside.y + u16::from(roomy);
    if let Some(quote) = &note.about.quote {
        let line_style = canvas.style(theme.map_or(Tone::Border, |t| Tone::Theme(t.colour)));
        let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = text::line(&words);
        let lines = textwrap::wrap(&clean, usize::from(width.saturating_sub(2)).max(8));
        for line in lines.iter().take(if roomy { 3 } else { 1 }) {
            canvas.sign(x, y, Sign::Line, line_style);
            canvas.put(x + 2, y, width.saturating_sub(2), line, canvas.style(Tone::Dim));
            y += 1;
        }
        y += u16::from(roomy);
    }
    let bottom = inside.bottom().saturating_sub(if roomy { 4 } else { 1 });
    let field = Rect { x, y, width, height: bottom.saturating_sub(y).max(1) };
    canvas.clear(field, Tone::Popup);
    canvas.ground(field, Tone::Field);
    let text_area = Rect { x: field.x + 1, width: field.width.saturating_sub(2), ..field };
    let mut widget = note.area.clone();
    let ground = canvas.style(Tone::Field).patch(canvas.style(Tone::Strong));
    widget.set_style(ground);
    widget.set_cursor_line_style(Style::default());
    widget.set_cursor_style(ground.add_modifier(Modifier::REVERSED));
    (&widget).render(text_area, canvas.buffer);
    canvas.tame(text_area);
    let keys = hints(
        app,
        Scope::NoteEditor,
        &[(ActionId::KeepNote, "keep it"), (ActionId::NoteInEditor, "in $EDITOR")],
    );
    if roomy {
        let words = note.area.lines().iter().map(|l| l.split_whitespace().count()).sum::<usize>();
        let y = bottom + 1;
        canvas.put(x, y, width, &count(words, "word"), canvas.style(Tone::Dim));
        canvas.put_right(x + width, y, 20, &app.known.analyst, canvas.style(Tone::Dim));
    }
    canvas.keys(x, inside.bottom() - 1, width, &keys);
    None
}
