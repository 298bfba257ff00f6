//! Drawing the answers list: fixed columns for the signs, so that the eye scans straight down.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;
use crate::model::span::Span;
use crate::model::view::AnswerRow;
use crate::model::work::Status;
use crate::text::position::{byte_at, slice};
use crate::tui::layout::RowStyle;
use crate::tui::list::AnswerList;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, grouped};

/// What is drawn besides the list itself.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Names and colours of themes.
    pub codebook: &'a Codebook,
    /// One line or two.
    pub rows: RowStyle,
    /// Whether the keys go to the list.
    pub focused: bool,
    /// Whether the screen is wide, and names get two columns more.
    pub wide: bool,
    /// Whether only the list is shown, and names get the room of the first words.
    pub alone: bool,
}

/// The figure at the right of the pane's title: the cursor's place and how many there are.
pub fn figure(list: &AnswerList) -> String {
    match list.numbers().len() {
        0 => "0".into(),
        total => format!("{}/{}", grouped(list.position() + 1), grouped(total)),
    }
}

/// Draws the rows in sight.
pub fn draw(canvas: &mut Canvas<'_>, body: Rect, list: &AnswerList, setting: Setting<'_>) {
    let height = setting.rows.height();
    let capacity = usize::from(body.height).div_ceil(height);
    for (i, number) in list.numbers().iter().skip(list.top()).take(capacity).enumerate() {
        let y = body.y + (i * height) as u16;
        let area = Rect { y, height: (height as u16).min(body.bottom() - y), ..body };
        let at_cursor = list.cursor() == Some(*number);
        let row = list.row(*number);
        let line = RowLook {
            setting,
            at_cursor,
            marked: list.is_marked(*number),
            matches: row.is_none_or(|r| r.matches),
        };
        line.ground(canvas, area);
        match row {
            None => {
                canvas.put(area.x + 8, y, area.width.saturating_sub(8), "…", canvas.style(Tone::Dim));
            }
            Some(row) if height == 2 => line.two_lines(canvas, area, &row.row),
            Some(row) => line.one_line(canvas, area, &row.row),
        }
    }
}

/// Draws one row on one line, without a cursor.
pub fn draw_row(canvas: &mut Canvas<'_>, area: Rect, row: &AnswerRow, setting: Setting<'_>) {
    RowLook { setting, at_cursor: false, marked: false, matches: true }.one_line(canvas, area, row);
}

/// How one row is to look.
struct RowLook<'a> {
    setting: Setting<'a>,
    at_cursor: bool,
    marked: bool,
    matches: bool,
}

impl RowLook<'_> {
    fn ground(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if self.at_cursor {
            canvas.cursor(area, self.setting.focused);
        }
    }

    /// The style of the submitter's name.
    fn name(&self, canvas: &Canvas<'_>) -> Style {
        match (self.matches, self.at_cursor) {
            (false, _) => canvas.style(Tone::Stale),
            (true, true) => canvas.style(Tone::Strong),
            (true, false) => canvas.style(Tone::Text),
        }
    }

    /// Mark, status, question and submitter: the same in both kinds of row.
    fn signs(&self, canvas: &mut Canvas<'_>, area: Rect, row: &AnswerRow) {
        if self.marked {
            canvas.sign(area.x + 1, area.y, Sign::Mark, canvas.style(Tone::Accent));
        } else if !self.matches {
            canvas.sign(area.x + 1, area.y, Sign::NoMatch, canvas.style(Tone::Stale));
        }
        let (sign, tone) = match row.status {
            Status::Todo => (Sign::Todo, Tone::Dim),
            Status::Reviewed => (Sign::Reviewed, Tone::Good),
            Status::Flagged => (Sign::Flagged, Tone::Warning),
        };
        let tone = if self.matches { tone } else { Tone::Stale };
        canvas.sign(area.x + 3, area.y, sign, canvas.style(tone));
        let question = row.question.as_deref().unwrap_or("–");
        canvas.put_right(area.x + 7, area.y, 3, question, canvas.style(Tone::Dim));
    }

    fn two_lines(&self, canvas: &mut Canvas<'_>, area: Rect, row: &AnswerRow) {
        self.signs(canvas, area, row);
        let right = area.right() - 1;
        let chips = chips(canvas, self.setting.codebook, &row.themes, self.matches, 8);
        let width: usize = chips.iter().map(|c| c.text.width()).sum();
        let start = right.saturating_sub(width as u16);
        canvas.put_pieces(start, area.y, width as u16, &chips);
        let gap = u16::from(width > 0);
        let room = start.saturating_sub(area.x + 8 + gap);
        canvas.put(area.x + 8, area.y, room, submitter(row), self.name(canvas));
        if area.height < 2 {
            return;
        }
        let (y, dim) = (area.y + 1, canvas.style(Tone::Dim));
        if row.noted {
            canvas.sign(area.x + 3, y, Sign::Note, dim);
        }
        if row.shortlisted {
            canvas.sign(area.x + 6, y, Sign::Shortlisted, dim);
        }
        self.excerpt(canvas, (area.x + 8, y, right.saturating_sub(area.x + 8)), row);
    }

    fn one_line(&self, canvas: &mut Canvas<'_>, area: Rect, row: &AnswerRow) {
        self.signs(canvas, area, row);
        let fixed = 3 + 8 + 3;
        let name = match (self.setting.alone, self.setting.wide) {
            (true, _) if area.width < 78 => area.width.saturating_sub(8 + fixed + 1),
            (_, true) => 26,
            _ => 24,
        };
        let (x, y, dim) = (area.x + 8, area.y, canvas.style(Tone::Dim));
        canvas.put(x, y, name, submitter(row), self.name(canvas));
        let x = x + name + 1;
        canvas.put(x, y, 2, &country_code(row.country.as_deref()), dim);
        let chips = chips(canvas, self.setting.codebook, &row.themes, self.matches, 8);
        canvas.put_pieces(x + 3, y, 8, &chips);
        let x = x + 11;
        if row.noted {
            canvas.sign(x, y, Sign::Note, dim);
        }
        if row.shortlisted {
            canvas.sign(x + 1, y, Sign::Shortlisted, dim);
        }
        let x = x + 3;
        self.excerpt(canvas, (x, y, area.right().saturating_sub(x + 1)), row);
    }

    /// The excerpt, with what is looked for on the ground of matches, as in the reader.
    fn excerpt(&self, canvas: &mut Canvas<'_>, (x, y, width): (u16, u16, u16), row: &AnswerRow) {
        let (plain, found) = (canvas.style(Tone::Dim), canvas.style(Tone::Match));
        let mut pieces = Vec::new();
        let mut at = 0;
        for span in row.found.iter().filter(|_| self.matches) {
            pieces.push(Piece {
                text: slice(&row.excerpt, Span::new(at, span.start)).to_owned(),
                style: plain,
            });
            pieces.push(Piece { text: slice(&row.excerpt, *span).to_owned(), style: found });
            at = span.end;
        }
        pieces.push(Piece { text: row.excerpt[byte_at(&row.excerpt, at)..].to_owned(), style: plain });
        canvas.put_pieces_by_direction(x, y, width, &pieces);
    }
}

/// Who answered, or the reference when the source names nobody.
pub fn submitter(row: &AnswerRow) -> &str {
    row.submitter.as_deref().unwrap_or(&row.reference)
}

/// The country in two columns; a dash when it is not known or not a code.
fn country_code(country: Option<&str>) -> String {
    match country {
        Some(code) if code.chars().count() == 2 => code.to_owned(),
        Some(name) => name.chars().take(1).chain(std::iter::once('…')).collect(),
        None => "—".into(),
    }
}

/// The chips of themes, one blank between, as many as fit and at most four; more end in an ellipsis.
pub fn chips(
    canvas: &Canvas<'_>,
    codebook: &Codebook,
    themes: &[ThemeId],
    live: bool,
    width: usize,
) -> Vec<Piece> {
    let themes: Vec<(String, u8)> =
        themes.iter().filter_map(|id| codebook.theme(*id)).map(|t| (t.chip(), t.colour)).collect();
    let needed = |n: usize| themes[..n].iter().map(|(chip, _)| chip.width() + 1).sum::<usize>();
    let shown = if themes.len() <= 4 && needed(themes.len()) <= width + 1 {
        themes.len()
    } else {
        (0..themes.len().min(4)).rev().find(|n| needed(*n) < width).unwrap_or(0)
    };
    let mut pieces = Vec::with_capacity(shown * 2 + 1);
    for (chip, colour) in &themes[..shown] {
        if !pieces.is_empty() {
            pieces.push(Piece { text: " ".into(), style: Style::default() });
        }
        let style = if live {
            canvas.style(Tone::Theme(*colour)).add_modifier(Modifier::BOLD)
        } else {
            canvas.style(Tone::Stale)
        };
        pieces.push(Piece { text: chip.clone(), style });
    }
    if shown < themes.len() {
        let gap = if shown == 0 { "…" } else { " …" };
        pieces.push(Piece { text: gap.into(), style: canvas.style(Tone::Dim) });
    }
    pieces
}
