//! Drawing the history.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lines::Line;
use super::{History, root};
use crate::action::Scope;
use crate::model::operation::Spoken;
use crate::tui::draw::draw_divider;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout};
use crate::tui::screen::detail::{self, Lines};
use crate::tui::skin::Tone;
use crate::tui::status::sentence;
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::tui::widget::wrapped::wrapped;

impl History {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = if self.read { self.figure() } else { String::new() };
        let head = self.words.head("0", "History", "everyone, every action", &figure);
        let caret = head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        let focused = focused && !self.words.is_typing();
        if let Some(area) = pair.list {
            self.draw_list(canvas, area, focused && !self.on_detail, keys);
        }
        if let Some(area) = pair.detail {
            canvas.rule(area.title, "What it did", "", focused && self.on_detail);
            self.draw_detail(canvas, area.body);
        }
        caret
    }

    fn figure(&self) -> String {
        let actions = count(self.past.total, "action");
        match self.past.entries.last().filter(|_| self.past.entries.len() == self.past.total) {
            Some((_, first)) => format!("{actions} since {}", first.strftime("%-d %b %Y")),
            None => actions,
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool, keys: &Keys) {
        let shown = self.lines.iter().filter(|line| matches!(line, Line::Action(_))).count();
        let here = self.place();
        let before = self.lines[..here.min(self.lines.len())].iter();
        let position = before.filter(|line| matches!(line, Line::Action(_))).count() + 1;
        let figure = match shown {
            0 => "0".to_owned(),
            _ => format!("{}/{}", grouped(position), grouped(shown)),
        };
        canvas.rule(area.title, "Actions", &figure, focused);
        if self.read && self.lines.is_empty() {
            let nothing = ["Nothing was done yet.", "Every tag, note, status and import will stand here."];
            self.words.draw_empty(canvas, area.body, nothing, (keys, Scope::History));
        }
        for (i, line) in self.lines.iter().enumerate().skip(self.top).take(usize::from(area.body.height)) {
            let row = Rect { y: area.body.y + (i - self.top) as u16, height: 1, ..area.body };
            match line {
                Line::Day(day) => {
                    canvas.put(row.x + 2, row.y, row.width - 2, day, canvas.style(Tone::Dim));
                }
                Line::Action(place) => self.draw_action(canvas, row, *place, i == here, focused),
            }
        }
        draw_divider(canvas, area, self.lines.len(), self.top, usize::from(area.body.height));
    }

    fn draw_action(&self, canvas: &mut Canvas<'_>, row: Rect, place: usize, here: bool, focused: bool) {
        let Some((entry, at)) = self.past.entries.get(place) else { return };
        let dim = canvas.style(Tone::Dim);
        if here {
            canvas.cursor(row, focused);
        }
        canvas.put(row.x + 2, row.y, 5, &at.strftime("%H:%M").to_string(), dim);
        canvas.put(row.x + 9, row.y, 11, &entry.analyst, dim);
        let end = if entry.undone {
            canvas.put_right(row.right() - 1, row.y, 10, "taken back", canvas.style(Tone::Warning)) - 1
        } else {
            row.right() - 1
        };
        let tone = match (entry.undone, here) {
            (true, _) => Tone::Stale,
            (false, true) => Tone::Strong,
            (false, false) => Tone::Text,
        };
        let x = row.x + 21;
        canvas.put(x, row.y, end.saturating_sub(x), &capital(&entry.summary), canvas.style(tone));
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let lines = self.detail(canvas, detail::width(body));
        detail::draw(canvas, body, &lines, self.scrolled);
    }

    /// The lines of the detail: how far each is indented, and its words.
    fn detail(&self, canvas: &Canvas<'_>, width: u16) -> Lines {
        let Some(entry) = self.entry() else { return Vec::new() };
        let at = self.past.entries.iter().find(|(e, _)| e.id == entry.id).map(|(_, at)| *at);
        let (strong, text, dim) =
            (canvas.style(Tone::Strong), canvas.style(Tone::Text), canvas.style(Tone::Dim));
        let mut page = Page { lines: Vec::new(), width };
        page.blank();
        page.put(0, &sentence(&entry.summary), strong);
        let when = at.map(|at| at.strftime("%-d %B %Y, %H:%M:%S").to_string()).unwrap_or_default();
        page.put(0, &format!("{}, {when}", entry.analyst), dim);
        let device: String = entry.device.chars().take(8).collect();
        page.put(0, &format!("{} on device {device}", entry.kind), dim);
        let root = root(&self.past, entry);
        if root.id != entry.id {
            page.blank();
            page.put(0, "It is about", dim);
            page.put(2, &sentence(&root.summary), text);
        }
        if root.undone {
            page.put(0, "It is taken back now.", canvas.style(Tone::Warning));
        }
        if self.carried.id != Some(entry.id) {
            return page.lines;
        }
        for (name, said) in &self.carried.texts {
            page.blank();
            page.put(0, &capital(name), dim);
            page.put(2, said, text);
        }
        if !self.carried.on.is_empty() {
            page.blank();
            page.put(0, &format!("On {}", count(self.carried.count, "text")), dim);
        }
        for spoken in &self.carried.on {
            page.spoken(spoken, strong, dim, text);
        }
        let more = self.carried.count.saturating_sub(self.carried.on.len());
        if more > 0 {
            page.put(2, &format!("and {} more", grouped(more)), dim);
        }
        page.lines
    }
}

/// Lines that are being laid out.
struct Page {
    lines: Lines,
    width: u16,
}

impl Page {
    fn blank(&mut self) {
        self.lines.push((0, Vec::new()));
    }

    fn put(&mut self, indent: u16, words: &str, style: Style) {
        for line in wrapped(words, self.width.saturating_sub(indent)) {
            self.lines.push((indent, vec![Piece { text: line, style }]));
        }
    }

    fn spoken(&mut self, spoken: &Spoken, strong: Style, dim: Style, text: Style) {
        let question = spoken.question.as_ref().map_or("unplaced".to_owned(), |n| format!("question {n}"));
        let who = spoken.submitter.as_deref().unwrap_or("no submitter named");
        self.lines.push((
            2,
            vec![
                Piece { text: spoken.reference.clone(), style: strong },
                Piece { text: format!(", {question}: {who}"), style: dim },
            ],
        ));
        if let Some(quote) = &spoken.quote {
            self.put(4, &format!("“{quote}”"), text);
        }
    }
}

/// Begins with a capital letter.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}
