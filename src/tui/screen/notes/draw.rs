//! Drawing the notes.

use jiff::civil::DateTime;
use ratatui::layout::Rect;

use super::Notes;
use crate::action::Scope;
use crate::model::note::NoteEntry;
use crate::text;
use crate::tui::draw::draw_divider;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout};
use crate::tui::screen::detail::{self, Lines};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::tui::widget::wrapped::wrapped;

impl Notes {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = if self.read { count(self.all.len(), "note") } else { String::new() };
        let head = self.words.head("gn", "Notes", "everyone's notes on everything", &figure);
        let caret = head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        let focused = focused && !self.words.is_typing();
        if let Some(area) = pair.list {
            self.draw_list(canvas, area, focused && !self.on_detail, keys);
        }
        if let Some(area) = pair.detail {
            let title = self.note().map(NoteEntry::about).unwrap_or_default();
            canvas.rule(area.title, &title, "", focused && self.on_detail);
            self.draw_detail(canvas, area.body);
        }
        caret
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool, keys: &Keys) {
        let (here, shown) = (self.place(), self.shown.len());
        let figure = match shown {
            0 => "0".to_owned(),
            _ => format!("{}/{}", grouped(here + 1), grouped(shown)),
        };
        canvas.rule(area.title, "Notes", &figure, focused);
        if self.read && self.shown.is_empty() {
            let nothing = [
                "Nobody has written a note yet.",
                "On answers, passages, submissions, questions and themes.",
            ];
            self.words.draw_empty(canvas, area.body, nothing, (keys, Scope::Notes));
        }
        let rows = self.shown.iter().enumerate().skip(self.top).take(usize::from(area.body.height));
        for (line, place) in rows {
            let Some(entry) = self.all.get(*place) else { continue };
            let row = Rect { y: area.body.y + (line - self.top) as u16, height: 1, ..area.body };
            draw_row(canvas, row, entry, line == here, focused);
        }
        draw_divider(canvas, area, shown, self.top, usize::from(area.body.height));
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let Some(entry) = self.entry() else { return };
        let lines = lines_of(canvas, entry, detail::width(body));
        detail::draw(canvas, body, &lines, self.scrolled);
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
        canvas.cursor(row, focused);
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
fn lines_of(canvas: &Canvas<'_>, (note, at): &(NoteEntry, DateTime), width: u16) -> Lines {
    let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let mut lines: Lines = vec![(0, Vec::new())];
    let mut put = |words: &str, style| {
        lines.extend(wrapped(words, width).into_iter().map(|text| (0, vec![Piece { text, style }])));
        lines.push((0, Vec::new()));
    };
    put(&note.text, text);
    if let Some(quote) = &note.quote {
        put(&format!("“{quote}”"), canvas.style(Tone::Passage(1)));
    }
    let whose = note.submitter.as_ref().map(|who| format!("{who}\n")).unwrap_or_default();
    put(&format!("{whose}{}, {}", note.analyst, at.strftime("%-d %B %Y, %H:%M")), dim);
    lines
}
