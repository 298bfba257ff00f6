//! Drawing the screen: the bar, the list, the reading and what stands below it.

use ratatui::layout::Rect;

use super::{BESIDE, Shortlists};
use crate::model::codebook::Codebook;
use crate::tui::draw::draw_divider;
use crate::tui::layout::{Area, Layout};
use crate::tui::screen::Head;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::{Canvas, grouped};

impl Shortlists {
    /// Draws the screen; it never has a caret.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        codebook: &Codebook,
        focused: bool,
    ) -> Option<(u16, u16)> {
        let name = Field::new(self.list.as_ref().map_or("", |list| list.name.as_str()));
        let figure = if self.is_read() { self.figure(layout.screen.width) } else { String::new() };
        let head = Head {
            number: "6",
            name: "Shortlists",
            field: Some(&name),
            typing: false,
            otherwise: "",
            figure: &figure,
        };
        head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        if let Some(area) = pair.list {
            self.draw_list(canvas, area, codebook, focused && !self.on_detail);
        }
        if let Some(area) = pair.detail {
            canvas.rule(area.title, "As it will read", "Markdown", focused && self.on_detail);
            if self.is_read() && self.list.is_some() {
                self.draw_reading(canvas, area.body);
                self.draw_below(canvas, area.body, codebook);
            }
        }
        None
    }

    /// Whether what is shown is the list's own.
    fn is_read(&self) -> bool {
        self.listed.list == self.list.as_ref().map(|list| list.id)
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Area, codebook: &Codebook, focused: bool) {
        let title = self.place_in_group();
        let items = self.listed.items.len();
        let figure = match items {
            _ if !self.is_read() => String::new(),
            0 => "0".into(),
            _ => format!("{}/{}", grouped(self.place() + 1), grouped(items)),
        };
        canvas.rule(area.title, &title, &figure, focused);
        if !self.is_read() {
            return;
        }
        if items == 0 {
            self.draw_empty(canvas, area.body);
        }
        self.draw_rows(canvas, area, codebook, focused);
        let lines = self.items().map(|item| self.lines_in_list(item)).sum();
        draw_divider(canvas, area, lines, self.top, usize::from(area.body.height));
    }

    /// Which of the shortlists, or of the findings, it is.
    fn place_in_group(&self) -> String {
        let Some(list) = &self.list else { return "Items".into() };
        let is_finding = list.finding.is_some();
        let group: Vec<_> = self.all.iter().filter(|other| other.finding.is_some() == is_finding).collect();
        let at = group.iter().position(|other| other.id == list.id).map_or(1, |at| at + 1);
        match (is_finding, group.len()) {
            (true, many) => format!("Finding {at} of {many}"),
            (false, many) if many > 1 => format!("List {at} of {many}"),
            _ => "Items".into(),
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let (x, width) = (body.x + 3, body.width.saturating_sub(4));
        let y = body.y + u16::from(body.height > 10) * 2;
        let said = match &self.list {
            Some(list) if list.finding.is_some() => "No quotation stands behind this finding yet.",
            Some(_) => "Nothing on this shortlist yet.",
            None => "There is no shortlist yet.",
        };
        canvas.put(x, y, width, said, canvas.style(Tone::Strong));
        let hint = |keys: &str, what: &str| [(keys.to_owned(), what.to_owned())];
        canvas.keys(x, y + 2, width, &hint("+", "on an answer or passage puts it here"));
        let (keys, what) = match &self.list {
            Some(list) if list.finding.is_some() => ("w", "writes what is found"),
            Some(_) => ("n", "puts a heading"),
            None => ("S", "makes one by its name"),
        };
        canvas.keys(x, y + 3, width, &hint(keys, what));
        canvas.keys(x, y + 4, width, &hint("1", "goes to the answers"));
    }

    fn draw_reading(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let height = self.reading_height(body);
        let (first, here) = (self.first_line(), self.place());
        let x = body.x + 3;
        let width = body.width.saturating_sub(BESIDE).min(super::WIDEST);
        for (i, line) in self.reading.lines.iter().skip(first).take(usize::from(height)).enumerate() {
            let y = body.y + i as u16;
            let marked = line.item == Some(here) && self.at.is_some();
            if marked {
                canvas.sign(body.x + 1, y, Sign::CursorOff, canvas.style(Tone::Accent));
            }
            let start = canvas.put(x, y, width, line.lead, canvas.style(Tone::Dim));
            let room = (x + width).saturating_sub(start);
            let style = canvas.style(line.tone);
            if line.right {
                canvas.put_right(start + room, y, room, &line.words, style);
            } else {
                canvas.put(start, y, room, &line.words, style);
            }
        }
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, height, ..body };
        canvas.scroll_bar(bar, self.reading.lines.len(), first, usize::from(height), false);
    }
}
