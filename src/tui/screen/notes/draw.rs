//! Drawing the notes.

use jiff::civil::DateTime;
use ratatui::layout::Rect;

use super::Notes;
use crate::model::note::NoteEntry;
use crate::text;
use crate::tui::draw::draw_divider;
use crate::tui::layout::{Area, Layout};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::tui::widget::wrapped::wrapped;

impl Notes {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
    ) -> Option<(u16, u16)> {
        let figure = if self.read { count(self.all.len(), "note") } else { String::new() };
        let head = self.words.head("gn", "Notes", "everyone's notes on everything", &figure);
        let caret = head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        let focused = focused && !self.words.is_typing();
        if let Some(area) = pair.list {
            self.draw_list(canvas, area, focused && !self.on_detail);
        }
        if let Some(area) = pair.detail {
            let title = self.note().map(NoteEntry::about).unwrap_or_default();
            canvas.rule(area.title, &title, "", focused && self.on_detail);
            self.draw_detail(canvas, area.body);
        }
        caret
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool) {
        let (here, shown) = (self.place(), self.shown.len());
        let figure = match shown {
            0 => "0".to_owned(),
            _ => format!("{}/{}", grouped(here + 1), grouped(shown)),
        };
        canvas.rule(area.title, "Notes", &figure, focused);
        if self.read && self.shown.is_empty() {
            self.draw_empty(canvas, area.body);
        }
        let rows = self.shown.iter().enumerate().skip(self.top).take(usize::from(area.body.height));
        for (line, place) in rows {
            let Some(entry) = self.all.get(*place) else { continue };
            let row = Rect { y: area.body.y + (line - self.top) as u16, height: 1, ..area.body };
            draw_row(canvas, row, entry, line == here, focused);
        }
        draw_divider(canvas, area, shown, self.top, usize::from(area.body.height));
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let (said, then) = if self.words.is_empty() {
            ("Nobody has written a note yet.", "“a” on an answer or a passage writes one.")
        } else {
            ("No note holds these words.", "Esc shows all of them again.")
        };
        let y = body.y + u16::from(body.height > 10) * 2;
        canvas.put(body.x + 3, y, body.width.saturating_sub(4), said, canvas.style(Tone::Strong));
        canvas.put(body.x + 3, y + 1, body.width.saturating_sub(4), then, canvas.style(Tone::Dim));
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let Some(entry) = self.entry() else { return };
        let width = body.width.saturating_sub(6).min(76);
        let lines = detail(canvas, entry, width);
        // The last line stays in sight however far one scrolls.
        let most = (lines.len() as u16).saturating_sub(body.height);
        let from = self.scrolled.min(most);
        for (line, y) in lines.iter().skip(usize::from(from)).zip(body.y..body.bottom()) {
            canvas.put_pieces(body.x + 3, y, width, std::slice::from_ref(line));
        }
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
        canvas.scroll_bar(bar, lines.len(), usize::from(from), usize::from(body.height), false);
    }
}

/// The columns of what a note is on, where the list is wide enough for them.
const ABOUT: u16 = 22;

fn draw_row(
    canvas: &mut Canvas<'_>,
    row: Rect,
    (note, at): &(NoteEntry, DateTime),
    here: bool,
    focused: bool,
) {
    let dim = canvas.style(Tone::Dim);
    if here {
        canvas.ground(row, if focused { Tone::Cursor } else { Tone::CursorOff });
        let sign = if focused { Sign::Cursor } else { Sign::CursorOff };
        canvas.sign(row.x, row.y, sign, canvas.style(Tone::Accent));
    }
    canvas.put(row.x + 2, row.y, 6, &at.strftime("%-d %b").to_string(), dim);
    canvas.put(row.x + 9, row.y, 9, &note.analyst, dim);
    let mut x = row.x + 19;
    if row.width >= 60 {
        canvas.put(x, row.y, ABOUT - 2, &note.short(), dim);
        x += ABOUT;
    }
    let words = text::line(&note.text);
    let tone = if here { Tone::Strong } else { Tone::Text };
    canvas.put(x, row.y, (row.right() - 1).saturating_sub(x), &words, canvas.style(tone));
}

/// The lines of a note in full: its words, the passage, what it is on, who and when.
fn detail(canvas: &Canvas<'_>, (note, at): &(NoteEntry, DateTime), width: u16) -> Vec<Piece> {
    let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let mut lines = vec![Piece { text: String::new(), style: dim }];
    let mut put = |words: &str, style| {
        lines.extend(wrapped(words, width).into_iter().map(|text| Piece { text, style }));
        lines.push(Piece { text: String::new(), style });
    };
    put(&note.text, text);
    if let Some(quote) = &note.quote {
        put(&format!("“{quote}”"), canvas.style(Tone::Passage(1)));
    }
    let whose = note.submitter.as_ref().map(|who| format!("{who}\n")).unwrap_or_default();
    put(&format!("{whose}{}, {}", note.analyst, at.strftime("%-d %B %Y, %H:%M")), dim);
    lines
}
