//! Drawing the matrix: numbers with their shade, totals, and the answers behind the cell below.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::moving::share;
use super::places::Places;
use super::{Matrix, Order, Shown};
use crate::action::Scope;
use crate::model::codebook::Codebook;
use crate::model::matrix::Head as Value;
use crate::tui::keys::Keys;
use crate::tui::layout::{Layout, RowStyle};
use crate::tui::pane::answers::{Setting, draw_row};
use crate::tui::skin::{SHADES, Sign, Tone};
use crate::tui::widget::paint::{Canvas, count, grouped};

impl Matrix {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        codebook: &Codebook,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = self.figure(layout.screen.width);
        let caret = self.query.draw(canvas, layout.query, ("2", "Matrix"), &figure);
        let focused = focused && !self.query.is_typing();
        let Some(area) = layout.single(false).list else { return caret };
        canvas.rule(area.title, &self.title(), &self.rule(), focused);
        if self.found.as_ref().is_some_and(|found| found.answers > 0) {
            if let Some(places) = self.places(layout) {
                self.draw_heads(canvas, &places);
                self.draw_rows(canvas, &places, codebook, focused);
                self.draw_totals(canvas, &places, focused);
                self.draw_behind(canvas, &places, codebook);
            }
        } else if self.found.is_some() {
            self.query.draw_nothing(canvas, area.body, keys, Scope::Matrix);
        }
        if let Some(choosing) = &self.choosing {
            choosing.draw(canvas, area.body, keys);
        }
        self.query.draw_mistake(canvas, layout, keys);
        caret
    }

    fn figure(&self, width: u16) -> String {
        let Some(found) = &self.found else { return String::new() };
        let answers = count(found.answers, "answer");
        match (self.query.mistake.is_some(), self.query.nothing) {
            (true, _) => format!("last good: {answers}"),
            (false, true) => "0 match".to_owned(),
            _ if width < 80 => grouped(found.answers),
            _ => format!("{answers} · {}", count(found.submitters, "submitter")),
        }
    }

    /// "Themes × stakeholder types"
    fn title(&self) -> String {
        let ask = self.found.as_ref().map_or(&self.ask, |found| &found.matrix.ask);
        match &self.third {
            Some(third) => format!("{}, {}", ask.title(), third.title()),
            None => ask.title(),
        }
    }

    /// What the numbers count, and what they are a share of.
    fn rule(&self) -> String {
        let ask = self.found.as_ref().map_or(&self.ask, |found| &found.matrix.ask);
        let shown = match self.shown {
            Shown::Counts => "",
            Shown::OfColumn => " · share of the column",
            Shown::OfRow => " · share of the row",
        };
        format!("{}{shown}", ask.count.rule())
    }

    /// The columns in sight: which, and at which place.
    fn in_sight(&self, places: &Places) -> Vec<(usize, usize)> {
        let columns = self.found.as_ref().map_or(0, |found| found.matrix.columns.len());
        (self.first.1..columns).take(places.seen).enumerate().map(|(nth, at)| (at, nth)).collect()
    }

    fn draw_heads(&self, canvas: &mut Canvas<'_>, places: &Places) {
        let Some(found) = &self.found else { return };
        let (matrix, in_sight) = (&found.matrix, self.in_sight(places));
        let y = places.head.y;
        let style = |canvas: &Canvas<'_>, at| {
            canvas.style(if at == self.at.1 { Tone::TitleFocus } else { Tone::Title })
        };
        for (at, nth) in &in_sight {
            let tone = style(canvas, *at);
            canvas.put_right(places.right(*nth), y, places.column - 1, &self.column_name(*at), tone);
            let of = format!("of {}", grouped(matrix.column_totals.get(*at).copied().unwrap_or(0) as usize));
            let dim = canvas.style(Tone::Dim);
            canvas.put_right(places.right(*nth), y + 1, places.column - 1, &of, dim);
        }
        let right = places.total(in_sight.len());
        let tone = style(canvas, matrix.columns.len());
        canvas.put_right(right, y, 7, "All", tone);
        let of = format!("of {}", grouped(matrix.total as usize));
        canvas.put_right(right, y + 1, 8, &of, canvas.style(Tone::Dim));
        // What is out of sight at either side.
        let after = matrix.columns.len().saturating_sub(self.first.1 + in_sight.len());
        if self.first.1 + after > 0 {
            let more = match (self.first.1, after) {
                (0, after) => format!("{after} more right"),
                (before, 0) => format!("{before} more left"),
                (before, after) => format!("{before} left, {after} right"),
            };
            canvas.put(places.head.x + 2, y, places.label - 3, &more, canvas.style(Tone::Dim));
        }
        let order = match self.order {
            Order::Own => String::new(),
            Order::Column => format!("by {}", self.column_name(self.sorted_by)),
            Order::Total => "by all".to_owned(),
        };
        canvas.put(places.head.x + 2, y + 1, places.label - 3, &order, canvas.style(Tone::Dim));
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, places: &Places, codebook: &Codebook, focused: bool) {
        let Some(found) = &self.found else { return };
        for (place, y) in (self.first.0..self.rows.len()).zip(places.rows.top()..places.rows.bottom()) {
            let Some(head) = self.rows.get(place).and_then(|row| found.matrix.rows.get(*row)) else {
                continue;
            };
            self.draw_label(canvas, places, y, place, head, codebook);
            self.draw_numbers(canvas, places, y, place, focused);
        }
        let bar = Rect { x: places.rows.right().saturating_sub(1), width: 1, ..places.rows };
        let seen = usize::from(places.rows.height);
        canvas.scroll_bar(bar, self.rows.len(), self.first.0, seen, false);
    }

    fn draw_label(
        &self,
        canvas: &mut Canvas<'_>,
        places: &Places,
        y: u16,
        place: usize,
        head: &Value,
        codebook: &Codebook,
    ) {
        let x = places.rows.x;
        let here = place == self.at.0;
        if here {
            canvas.sign(x, y, Sign::Cursor, canvas.style(Tone::Accent));
        }
        let tone = match (here, head.value.is_some()) {
            (true, _) => Tone::Strong,
            (false, true) => Tone::Text,
            (false, false) => Tone::Dim,
        };
        let colour = head.theme.and_then(|theme| codebook.theme(theme)).map(|theme| theme.colour);
        let lead = colour.map_or(Tone::Dim, Tone::Theme);
        let mut start = x + 2;
        if !head.lead.is_empty() {
            let style = canvas.style(lead).add_modifier(Modifier::BOLD);
            start = canvas.put(start, y, 3, &head.lead, style).max(start + 1) + 1;
        }
        let room = (x + places.label).saturating_sub(start + 1);
        canvas.put(start, y, room, &self.row_name(place), canvas.style(tone));
    }

    /// The numbers of a row or of the totals, and what stands behind the line.
    fn draw_numbers(&self, canvas: &mut Canvas<'_>, places: &Places, y: u16, place: usize, focused: bool) {
        let in_sight = self.in_sight(places);
        let columns = self.found.as_ref().map_or(0, |found| found.matrix.columns.len());
        let is_total = place == self.rows.len();
        for (at, nth) in &in_sight {
            let cell = Rect { x: places.x(*nth), y, width: places.column - 1, height: 1 };
            let (number, whole) = self.part(place, *at);
            let shade = (!is_total).then(|| shade(number, whole)).flatten();
            let said = self.said(number, whole);
            let here = self.at == (place, *at);
            draw_cell(canvas, cell, places.right(*nth), (&said, shade, here && focused), (number, whole));
        }
        canvas.sign(places.line(in_sight.len()), y, Sign::Line, canvas.style(Tone::Border));
        let right = places.total(in_sight.len());
        let here = self.at == (place, columns) && focused;
        let (number, whole) = self.part(place, columns);
        let said = self.said(number, whole);
        if here {
            canvas.ground(Rect { x: right - 6, y, width: 7, height: 1 }, Tone::CellCursor);
        }
        let style = canvas.style(if here { Tone::CellCursor } else { Tone::Text });
        canvas.put_right(right, y, 7, &said, style);
    }

    fn said(&self, number: u32, whole: u32) -> String {
        match self.shown {
            Shown::Counts => grouped(number as usize),
            Shown::OfColumn | Shown::OfRow => share(number, whole),
        }
    }

    fn draw_totals(&self, canvas: &mut Canvas<'_>, places: &Places, focused: bool) {
        let (area, Some(found)) = (places.totals, &self.found) else { return };
        if area.height < 2 {
            return;
        }
        let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(area.width));
        canvas.put(area.x, area.y, area.width, &rule, canvas.style(Tone::Border));
        let (y, place) = (area.y + 1, self.rows.len());
        let here = self.at.0 == place;
        if here {
            canvas.sign(area.x, y, Sign::Cursor, canvas.style(Tone::Accent));
        }
        let none = found.matrix.total - found.matrix.any;
        let mut name = self.row_name(place);
        if none > 0 {
            let none = grouped(none as usize);
            let whole = format!("{name} ({none} none)");
            // What is cut short says nothing of how many.
            let fits = whole.width() <= usize::from(places.label - 3);
            name = if fits { whole } else { format!("Any ({none} none)") };
        }
        let style = canvas.style(if here { Tone::Strong } else { Tone::Dim });
        canvas.put(area.x + 2, y, places.label - 3, &name, style);
        self.draw_numbers(canvas, places, y, place, focused);
    }

    /// The answers behind the cell.
    fn draw_behind(&self, canvas: &mut Canvas<'_>, places: &Places, codebook: &Codebook) {
        let Some((title, list)) = places.below else { return };
        let name = format!("{} × {}", self.row_name(self.at.0), self.column_name(self.at.1));
        let behind = &self.behind;
        let figure =
            format!("{} · {}", count(behind.submitters, "submitter"), count(behind.answers, "answer"));
        let known = !behind.query.is_empty() || behind.answers > 0;
        canvas.rule(title, &name, if known { &figure } else { "" }, false);
        let setting =
            Setting { codebook, rows: RowStyle::One, focused: false, wide: list.width >= 100, alone: false };
        for (row, y) in behind.rows.iter().zip(list.top()..list.bottom()) {
            draw_row(canvas, Rect { y, height: 1, ..list }, row, setting);
        }
    }
}

/// A number with its shade: a ground, or a bar before it where grounds are not painted.
fn draw_cell(
    canvas: &mut Canvas<'_>,
    cell: Rect,
    right: u16,
    (said, shade, here): (&str, Option<u8>, bool),
    (number, whole): (u32, u32),
) {
    let painted = canvas.skin.is_painted();
    if let Some(shade) = shade.filter(|_| painted) {
        canvas.ground(cell, Tone::Shade(shade));
    }
    let tone = match (here, shade) {
        (true, _) => Tone::CellCursor,
        (false, Some(shade)) if shade + 2 >= SHADES => Tone::Strong,
        (false, None) if number == 0 => Tone::Dim,
        (false, _) => Tone::Text,
    };
    if here {
        canvas.ground(cell, Tone::CellCursor);
    }
    let style = canvas.style(tone);
    let start = canvas.put_right(right, cell.y, cell.width, said, style);
    if !painted && shade.is_some() && !here {
        let room = start.saturating_sub(cell.x + 1);
        let bar = canvas.skin.bar(number, whole, room);
        canvas.put(cell.x, cell.y, room, &bar, canvas.style(Tone::Dim));
    }
}

/// Which of the grounds a share has; none for nothing.
fn shade(part: u32, whole: u32) -> Option<u8> {
    let (part, whole) = (u64::from(part), u64::from(whole));
    let fifths = (part * u64::from(SHADES)).checked_sub(1)?.checked_div(whole)?;
    u8::try_from(fifths).ok().map(|fifths| fifths.min(SHADES - 1))
}
