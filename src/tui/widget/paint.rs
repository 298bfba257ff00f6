//! Putting cleaned text, rules, frames and scroll bars into the buffer.
//!
//! Every text from outside is cleaned by `text::truncate` here, and put in the order in which it is seen where
//! the program does that (`text::bidi`): panes and popups draw through [`Canvas`] only. What is being typed
//! keeps its logical order, in which the caret moves ([`Canvas::put_typed`]).

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text;
use crate::text::bidi;
use crate::tui::skin::{Sign, Skin, Tone};

/// The buffer with the skin to draw in.
#[derive(Debug)]
pub struct Canvas<'a> {
    /// Where to draw.
    pub buffer: &'a mut Buffer,
    /// How things look.
    pub skin: &'a Skin,
}

/// A stretch of a line with one look.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The look.
    pub style: Style,
}

impl Canvas<'_> {
    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.skin.style(tone)
    }

    /// Writes text at a place, cut with an ellipsis to `width` columns; gives the column after it.
    pub fn put(&mut self, x: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        let area = *self.buffer.area();
        if y >= area.bottom() || x >= area.right() {
            return x;
        }
        let width = width.min(area.right() - x);
        if self.skin.writing().reorders(words) {
            return self.put_in_order(x, y, width, &[Piece { text: words.to_owned(), style }]);
        }
        self.put_typed(x, y, width, words, style)
    }

    /// Writes text that is being typed: in its logical order, in which the caret moves.
    pub fn put_typed(&mut self, x: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        let area = *self.buffer.area();
        if y >= area.bottom() || x >= area.right() {
            return x;
        }
        let cut = text::truncate(words, usize::from(width));
        let cut = self.skin.words(&cut);
        let (end, _) = self.buffer.set_stringn(x, y, &cut, usize::from(width), style);
        end
    }

    /// Writes pieces as one line in the order in which it is seen; gives the column after it.
    fn put_in_order(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        let mut words = String::new();
        let mut styles = Vec::new();
        for piece in pieces {
            let clean = text::line(&piece.text);
            styles.extend(std::iter::repeat_n(piece.style, clean.chars().count()));
            words.push_str(&clean);
        }
        self.put_glyphs(x, y, &text::truncate(&words, usize::from(width)), &styles)
    }

    /// Draws a line that was cut already, glyph by glyph; each has the style of its code point.
    fn put_glyphs(&mut self, x: u16, y: u16, line: &str, styles: &[Style]) -> u16 {
        let area = *self.buffer.area();
        if y >= area.bottom() {
            return x;
        }
        let line = self.skin.words(line);
        let mut column = x;
        for glyph in bidi::glyphs(&line) {
            if column >= area.right() {
                break;
            }
            let style = styles.get(glyph.at).or(styles.last()).copied().unwrap_or_default();
            let room = usize::from(glyph.columns);
            (column, _) = self.buffer.set_stringn(column, y, &glyph.letters, room, style);
        }
        column
    }

    /// The columns that a line takes when it is put.
    fn columns(&self, line: &str) -> u16 {
        let columns: usize = if line.is_ascii() {
            line.len()
        } else if self.skin.writing().reorders(line) {
            bidi::glyphs(line).iter().map(|glyph| usize::from(glyph.columns)).sum()
        } else {
            // Letter by letter: as a whole, signs that fonts may join would count as one.
            line.graphemes(true).map(UnicodeWidthStr::width).sum()
        };
        columns as u16
    }

    /// Writes text that ends at column `right` (exclusive), at most `width` columns; gives its first column.
    pub fn put_right(&mut self, right: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        let cut = text::truncate(words, usize::from(width));
        let start = right.saturating_sub(self.columns(&cut));
        if self.skin.writing().reorders(&cut) {
            self.put_glyphs(start, y, &cut, &[style]);
        } else {
            self.put(start, y, right - start, &cut, style);
        }
        start
    }

    /// Writes text in a field, at its right end when it is written from right to left.
    pub fn put_by_direction(&mut self, x: u16, y: u16, width: u16, words: &str, style: Style) {
        if text::is_rtl(words) {
            self.put_right(x + width, y, width, words, style);
        } else {
            self.put(x, y, width, words, style);
        }
    }

    /// Writes pieces one after the other; gives the column after the last.
    pub fn put_pieces(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        if pieces.iter().any(|piece| self.skin.writing().reorders(&piece.text)) {
            return self.put_in_order(x, y, width, pieces);
        }
        self.put_pieces_typed(x, y, width, pieces)
    }

    /// Writes pieces in a field, at its right end when they are written from right to left.
    pub fn put_pieces_by_direction(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) {
        let words: String = pieces.iter().map(|piece| text::line(&piece.text)).collect();
        if !text::is_rtl(&words) {
            self.put_pieces(x, y, width, pieces);
            return;
        }
        let cut = text::truncate(&words, usize::from(width));
        let start = (x + width).saturating_sub(self.columns(&cut));
        self.put_pieces(start, y, x + width - start, pieces);
    }

    /// Writes pieces of a text that is being typed, in its logical order.
    pub fn put_pieces_typed(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        let end = x.saturating_add(width);
        pieces.iter().fold(x, |x, piece| {
            if x >= end { x } else { self.put_typed(x, y, end - x, &piece.text, piece.style) }
        })
    }

    /// Writes a sign.
    pub fn sign(&mut self, x: u16, y: u16, sign: Sign, style: Style) {
        let words = self.skin.sign(sign);
        self.put(x, y, 1, words, style);
    }

    /// Paints a ground under a stretch of the screen.
    pub fn ground(&mut self, area: Rect, tone: Tone) {
        let style = self.skin.style(tone);
        self.buffer.set_style(area.intersection(*self.buffer.area()), style);
    }

    /// Draws the cursor of a list over a row of one line or more; without the focus it is dim.
    pub fn cursor(&mut self, row: Rect, focused: bool) {
        let (ground, sign, tone) = if focused {
            (Tone::Cursor, Sign::Cursor, Tone::Accent)
        } else {
            (Tone::CursorOff, Sign::CursorOff, Tone::Dim)
        };
        self.ground(row, ground);
        let style = self.style(tone);
        for y in row.top()..row.bottom() {
            self.sign(row.x, y, sign, style);
        }
    }

    /// Empties a stretch of the screen and paints its ground.
    pub fn clear(&mut self, area: Rect, tone: Tone) {
        let area = area.intersection(*self.buffer.area());
        for y in area.top()..area.bottom() {
            // A wide character that reaches into the area would swallow its first column.
            let before = area.x.checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
            if let Some(cell) = before.filter(|cell| cell.symbol().width() > 1) {
                cell.set_symbol(" ");
            }
        }
        for place in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(place) {
                cell.reset();
            }
        }
        self.buffer.set_style(area, self.skin.style(Tone::Ground));
        self.buffer.set_style(area, self.skin.style(tone));
    }

    /// Cleans what a widget that is not ours has drawn: ratatui lets bidi and unseen characters through.
    pub fn tame(&mut self, area: Rect) {
        for place in area.intersection(*self.buffer.area()).positions() {
            let Some(cell) = self.buffer.cell_mut(place) else { continue };
            if let Cow::Owned(clean) = text::line(cell.symbol()) {
                cell.set_symbol(if clean.is_empty() { " " } else { &clean });
            }
        }
    }

    /// Draws a pane's rule with its title at the left and a figure at the right.
    pub fn rule(&mut self, area: Rect, title: &str, figure: &str, focused: bool) {
        let (line, words, sign) = if focused {
            (Tone::BorderFocus, Tone::TitleFocus, Sign::HeavyRule)
        } else {
            (Tone::Border, Tone::Title, Sign::Rule)
        };
        let dash = self.skin.sign(sign).repeat(usize::from(area.width));
        let (line, words) = (self.style(line), self.style(words));
        self.put(area.x, area.y, area.width, &dash, line);
        let figure_width = if figure.is_empty() { 0 } else { figure.width() as u16 + 2 };
        let room = area.width.saturating_sub(figure_width + 4);
        if room > 0 && !title.is_empty() {
            let cut = text::truncate(title, usize::from(room));
            self.put(area.x + 1, area.y, room + 2, &format!(" {cut} "), words);
        }
        if figure_width > 0 && figure_width < area.width {
            let right = area.right().saturating_sub(1);
            self.put_right(right, area.y, figure_width, &format!(" {figure} "), words);
        }
    }

    /// Draws a scroll bar: a thumb on a faint line, when there is more than is in sight.
    pub fn scroll_bar(&mut self, area: Rect, total: usize, top: usize, seen: usize, line: bool) {
        let (start, end) = thumb(area.height, total, top, seen);
        let (faint, thumb) = (self.style(Tone::Border), self.style(Tone::Thumb));
        for row in 0..area.height {
            let y = area.y + row;
            if total > seen && (start..end).contains(&row) {
                self.sign(area.x, y, Sign::ThumbLine, thumb);
            } else if line {
                self.sign(area.x, y, Sign::Line, faint);
            }
        }
    }

    /// Draws the frame of a popup, rounded, with title and figure; gives the inside.
    pub fn frame(&mut self, area: Rect, title: &str, figure: &str) -> Rect {
        self.clear(area, Tone::Popup);
        let border = self.style(Tone::Border);
        let (rule, line) = (self.skin.sign(Sign::Rule), self.skin.sign(Sign::Line));
        let dashes = rule.repeat(usize::from(area.width));
        for y in [area.top(), area.bottom().saturating_sub(1)] {
            self.put(area.x, y, area.width, &dashes, border);
        }
        for y in area.top() + 1..area.bottom().saturating_sub(1) {
            self.put(area.x, y, 1, line, border);
            self.put(area.right() - 1, y, 1, line, border);
        }
        let corners = [
            (area.left(), area.top(), Sign::TopLeft),
            (area.right() - 1, area.top(), Sign::TopRight),
            (area.left(), area.bottom() - 1, Sign::BottomLeft),
            (area.right() - 1, area.bottom() - 1, Sign::BottomRight),
        ];
        for (x, y, sign) in corners {
            self.sign(x, y, sign, border);
        }
        let (accent, dim) = (self.style(Tone::TitleFocus), self.style(Tone::Dim));
        let room = area.width.saturating_sub(figure.width() as u16 + 8);
        let cut = text::truncate(title, usize::from(room));
        self.put(area.x + 2, area.y, room + 2, &format!(" {cut} "), accent);
        if !figure.is_empty() {
            self.put_right(area.right() - 2, area.y, area.width - 4, &format!(" {figure} "), dim);
        }
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        }
    }

    /// Writes keys and what they do, one after the other, as far as they fit; gives the column after them.
    pub fn keys(&mut self, x: u16, y: u16, width: u16, hints: &[(String, String)]) -> u16 {
        let (key, dim) = (self.style(Tone::Key), self.style(Tone::Dim));
        let mut at = x;
        for (keys, what) in hints {
            let needed = (keys.width() + 1 + what.width()) as u16;
            if at + needed > x + width {
                break;
            }
            at = self.put(at, y, needed, keys, key);
            at = self.put(at + 1, y, needed, what, dim) + 3;
        }
        at
    }
}

/// The thumb's first row and the row after its last.
fn thumb(height: u16, total: usize, top: usize, seen: usize) -> (u16, u16) {
    if total <= seen || height == 0 {
        return (0, 0);
    }
    let rows = usize::from(height);
    let length = (rows * seen / total).clamp(1, rows);
    let free = rows - length;
    let start = (top * free).div_ceil(total - seen).min(free);
    (start as u16, (start + length) as u16)
}

/// A number with a thin blank between thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count with its noun: "1 answer", "2 answers".
pub fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(draw: impl Fn(&mut Canvas<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        let skin = Skin::by_name("mono").unwrap();
        draw(&mut Canvas { buffer: &mut buffer, skin: &skin });
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn what_is_read_from_the_right_is_set_so_wherever_it_is_put() {
        let plain = Style::default();
        assert_eq!(row(|c| _ = c.put(0, 0, 9, "אב (ג)", plain)), "(ג) בא      ");
        assert_eq!(row(|c| _ = c.put(0, 0, 4, "אבגדה", plain)), "…גבא        ");
        assert_eq!(row(|c| _ = c.put_right(12, 0, 4, "אבגדה", plain)), "        …גבא");
        assert_eq!(row(|c| _ = c.put_typed(0, 0, 9, "אבג", plain)), "אבג         ", "in the caret's order");
        // The signs of lam and alef take one column: what follows them is not pushed out.
        assert!(row(|c| _ = c.put_right(12, 0, 5, "سلالا", plain)).ends_with("\u{FEFB}\u{FEFC}\u{FEB3}"));
    }

    #[test]
    fn pieces_of_a_line_are_put_in_order_together_each_in_its_style() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let skin = Skin::by_name("mono").unwrap();
        let bold = Style::default().bold();
        let pieces =
            [Piece { text: "א".into(), style: bold }, Piece { text: "בג".into(), style: Style::default() }];
        Canvas { buffer: &mut buffer, skin: &skin }.put_pieces(0, 0, 4, &pieces);
        assert_eq!(buffer[(2, 0)].symbol(), "א");
        assert_eq!(buffer[(2, 0)].style().add_modifier, bold.add_modifier);
        assert_eq!(buffer[(0, 0)].symbol(), "ג");
        assert!(buffer[(0, 0)].modifier.is_empty());
    }

    #[test]
    fn the_thumb_reaches_both_ends_and_never_leaves_the_bar() {
        assert_eq!(thumb(10, 5, 0, 10), (0, 0));
        assert_eq!(thumb(10, 100, 0, 10).0, 0);
        assert_eq!(thumb(10, 100, 90, 10).1, 10);
        for top in 0..=990 {
            let (start, end) = thumb(7, 1000, top, 10);
            assert!(start < end && end <= 7);
        }
    }

    #[test]
    fn counts_are_grouped_and_name_their_unit() {
        assert_eq!(count(1, "answer"), "1 answer");
        assert_eq!(count(7214, "action"), "7\u{202f}214 actions");
        assert_eq!(grouped(100), "100");
    }
}
