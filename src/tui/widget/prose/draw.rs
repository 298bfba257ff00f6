//! Drawing a laid-out text with what lies over it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::gutter::{InLane, Lanes};
use super::wrap::{Lead, Line};
use super::{GUTTER, LANES, Passage, Prose, ProseMarks};
use crate::model::span::{Form, Formed, Span};
use crate::text::{bidi, clean};
use crate::tui::skin::{Sign, Skin, Tone};

/// Stands for a letter that is too wide to be one.
const TOO_WIDE: &str = "\u{FFFD}";

/// The column of the first lane.
const FIRST_LANE: u16 = 1;

/// The column of the selection's sign.
const SELECTION: u16 = 3;

/// What lies over one line.
struct Over<'a> {
    forms: Vec<&'a Formed>,
    /// The innermost first.
    passages: Vec<&'a Passage>,
    matches: Vec<Span>,
    current: Option<Span>,
    selection: Option<Span>,
    left_out: Vec<Span>,
}

impl Prose {
    /// Draws the lines from `top` on, the gutter at the left of `area`; grounds are the caller's.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, top: usize, marks: &ProseMarks<'_>, skin: &Skin) {
        let area = area.intersection(*buffer.area());
        let lanes = self.lanes(marks.passages, marks.more_lanes);
        let lines = self.lines.iter().enumerate().skip(top);
        for ((number, line), y) in lines.zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            draw_lanes(buffer, row, number, &lanes, marks.more_lanes, skin);
            let span = self.span_of(line);
            if marks.left_out.iter().any(|cut| cut.meets(span)) {
                // Beside passages it has the column before their lanes.
                let column = if marks.passages.is_empty() { FIRST_LANE } else { 0 };
                let more = marks.more_lanes.min(row.x);
                let row = Rect { x: row.x - more, width: row.width + more, ..row };
                put(buffer, row, column, skin.sign(Sign::LeftOut), 1, skin.style(Tone::Dim));
            }
            if marks.selection.is_some_and(|selection| selection.meets(span)) {
                put(buffer, row, SELECTION, skin.sign(Sign::ThumbLine), 1, skin.style(Tone::Accent));
            }
            let text =
                Rect { x: row.x.saturating_add(GUTTER), width: row.width.saturating_sub(GUTTER), ..row };
            self.draw_lead(buffer, text, line, skin);
            self.draw_text(buffer, text, line, &self.over(marks, span), skin);
        }
    }

    fn over<'a>(&'a self, marks: &ProseMarks<'a>, span: Span) -> Over<'a> {
        let mut passages: Vec<&Passage> = marks.passages.iter().filter(|p| p.span.meets(span)).collect();
        passages.sort_by_key(|passage| passage.span.len());
        Over {
            forms: self.forms.iter().filter(|formed| formed.span.meets(span)).collect(),
            passages,
            matches: marks.matches.iter().copied().filter(|found| found.meets(span)).collect(),
            current: marks.current.filter(|current| current.meets(span)),
            selection: marks.selection.filter(|selection| selection.meets(span)),
            left_out: marks.left_out.iter().copied().filter(|cut| cut.meets(span)).collect(),
        }
    }

    fn draw_lead(&self, buffer: &mut Buffer, row: Rect, line: &Line, skin: &Skin) {
        let (sign, tone) = match line.lead {
            Lead::None => return,
            Lead::Bullet(1) => (Sign::Bullet, Tone::Dim),
            Lead::Bullet(_) => (Sign::InnerBullet, Tone::Dim),
            Lead::Quote => (Sign::Line, Tone::Border),
        };
        // One blank stands between the sign and the text.
        let column = if line.right {
            (self.width + 1).saturating_sub(line.indent)
        } else {
            line.indent.saturating_sub(2)
        };
        put(buffer, row, column, skin.sign(sign), 1, skin.style(tone));
    }

    fn draw_text(&self, buffer: &mut Buffer, row: Rect, line: &Line, over: &Over<'_>, skin: &Skin) {
        let mut column = self.left_of(line);
        for n in self.visual(line) {
            let cluster = self.clusters[n];
            let width = u16::from(cluster.width);
            let letters = if cluster.hidden { TOO_WIDE.into() } else { self.drawn(n) };
            let place = Span::new(cluster.at, self.next_place(n).max(cluster.at + 1));
            put(buffer, row, column, &skin.letters(&letters), width, style(over, place, skin));
            column += width;
        }
    }

    /// A cluster as it is drawn between its neighbours.
    fn drawn(&self, n: usize) -> Cow<'_, str> {
        let letters = |n: usize| {
            let cluster = self.clusters.get(n)?;
            let end = self.clusters.get(n + 1).map_or(self.text.len(), |next| next.byte as usize);
            Some(&self.text[cluster.byte as usize..end])
        };
        let before = n.checked_sub(1).and_then(letters);
        bidi::drawn(before, letters(n).unwrap_or_default(), letters(n + 1), self.clusters[n].level)
    }
}

/// The style of a letter: its form, then the passage, the match and the selection over it.
fn style(over: &Over<'_>, place: Span, skin: &Skin) -> Style {
    if over.selection.is_some_and(|selection| selection.meets(place)) {
        let out = over.left_out.iter().any(|cut| cut.meets(place));
        let style = skin.style(Tone::Select);
        return if out { style.add_modifier(Modifier::CROSSED_OUT) } else { style };
    }
    let current = over.current.is_some_and(|current| current.meets(place));
    if over.matches.iter().any(|found| found.meets(place)) {
        return skin.style(if current { Tone::MatchFocus } else { Tone::Match });
    }
    if over.left_out.iter().any(|cut| cut.meets(place)) {
        return skin.style(Tone::Stale).add_modifier(Modifier::CROSSED_OUT);
    }
    let mut style = skin.style(Tone::Text);
    for formed in over.forms.iter().filter(|formed| formed.span.meets(place)) {
        style = match formed.form {
            Form::Heading(_) | Form::Strong => style.patch(skin.style(Tone::Strong)),
            Form::Emphasis => style.add_modifier(Modifier::ITALIC),
            _ => style,
        };
    }
    if let Some(passage) = over.passages.iter().find(|passage| passage.span.meets(place)) {
        style = style.patch(skin.style(Tone::Passage(passage.colour)));
    }
    // A passage that is pointed at stands out from other passages.
    if current { style.add_modifier(Modifier::BOLD) } else { style }
}

/// Draws a letter on a passage's first line and a line beside the others, then how many passages have no lane.
fn draw_lanes(buffer: &mut Buffer, row: Rect, number: usize, lanes: &Lanes<'_>, more: u16, skin: &Skin) {
    let more = more.min(row.x);
    let row = Rect { x: row.x - more, width: row.width + more, ..row };
    for (lane, column) in lanes.lanes.iter().zip(FIRST_LANE..) {
        let at = lane.partition_point(|passage| passage.last < number);
        let Some(InLane { passage, first, .. }) = lane.get(at).filter(|passage| passage.first <= number)
        else {
            continue;
        };
        let style = skin.style(Tone::Theme(passage.colour));
        if *first == number {
            let chip = clean::line(&passage.chip);
            let letter = chip.graphemes(true).next().unwrap_or_default();
            put(buffer, row, column, letter, 1, style.add_modifier(Modifier::BOLD));
        } else {
            put(buffer, row, column, skin.sign(passage.line), 1, style);
        }
    }
    let here = |hidden: &&InLane<'_>| (hidden.first..=hidden.last).contains(&number);
    let hidden = lanes.hidden.iter().filter(here).count();
    if hidden > 0 && more >= 2 {
        let figure = if hidden > 9 { "…".to_owned() } else { hidden.to_string() };
        let dim = skin.style(Tone::Dim);
        put(buffer, row, FIRST_LANE + LANES as u16 + more - 2, "+", 1, dim);
        put(buffer, row, FIRST_LANE + LANES as u16 + more - 1, &skin.letters(&figure), 1, dim);
    }
}

/// Puts one letter at a column of a row, if it fits; `width` are the columns that it takes.
fn put(buffer: &mut Buffer, row: Rect, column: u16, letters: &str, width: u16, style: Style) {
    if width == 0 || column.saturating_add(width) > row.width {
        return;
    }
    for n in 0..width {
        if let Some(cell) = buffer.cell_mut((row.x + column + n, row.y)) {
            // The cells behind a wide letter are covered by it.
            cell.set_symbol(if n == 0 { letters } else { " " }).set_style(style);
        }
    }
}
