//! Drawing the screen: the bar, the tree with its counts, the panel.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::panel::{LABEL, Line, QUOTE_MARK, day};
use super::tree::{Fold, Row};
use super::{BESIDE, HEADED, Themes, WIDEST};
use crate::action::{ActionId, Scope};
use crate::model::codebook::Theme;
use crate::tui::draw::draw_divider;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout};
use crate::tui::nothing;
use crate::tui::popup::draw::hit_pieces;
use crate::tui::screen::Head;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, count, grouped};

/// Columns of a count at the right of the tree, with what keeps it apart.
const COUNT: u16 = 5;
/// Stands in the place of the bar of a theme that is not offered any more.
const RETIRED: &str = "retired";
/// The longest bar, and the shortest that still says something.
const BAR: (u16, u16) = (24, 4);
/// Columns of the units beside the numbers of the panel.
const UNIT: u16 = 13;

/// Where the parts of the tree's lines stand.
#[derive(Clone, Copy)]
struct Columns {
    /// The columns that chips take, with the gap behind them.
    chip: u16,
    bar: u16,
    bar_width: u16,
    /// The end of the counts.
    right: u16,
    /// The greatest count that has a bar.
    most: u32,
}

impl Themes {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = match &self.counts {
            Some(counts) if self.read => {
                let themes = count(self.book.themes.len(), "theme");
                format!("{themes} · {}", count(counts.tags as usize, "tag"))
            }
            _ => String::new(),
        };
        let head = Head {
            number: "3",
            name: "Codebook",
            field: Some(&self.field),
            typing: self.typing,
            otherwise: "find a theme",
            figure: &figure,
        };
        let caret = head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        let focused = focused && !self.typing;
        if let Some(area) = pair.list {
            self.draw_tree(canvas, area, focused && !self.on_detail, keys);
        }
        if let Some(area) = pair.detail {
            let theme = self.theme();
            let edited = self.used_here().and_then(|used| {
                let (on, who) = used.of.edited.as_ref()?;
                Some(format!("edited {} by {who}", day(*on, used.today)))
            });
            let title = theme.map_or("", |theme| theme.name.as_str());
            canvas.rule(area.title, title, &edited.unwrap_or_default(), focused && self.on_detail);
            self.draw_panel(canvas, area.body, focused && self.on_detail);
        }
        caret
    }

    fn draw_tree(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool, keys: &Keys) {
        let (shown, all) = (self.rows.len(), self.book.themes.len());
        let figure = match shown {
            0 => "0".to_owned(),
            _ => format!("{}/{}", grouped(self.place() + 1), grouped(shown)),
        };
        canvas.rule(area.title, "Themes", if self.read { &figure } else { "" }, focused);
        if !self.read {
            return;
        }
        if shown == 0 {
            return draw_empty(canvas, area.body, all == 0, keys);
        }
        let mut body = area.body;
        let columns = self.columns(body);
        if body.height >= HEADED {
            canvas.put_right(columns.right, body.y, 12, "submitters", canvas.style(Tone::Dim));
            body = Rect { y: body.y + 1, height: body.height - 1, ..body };
        }
        let seen = usize::from(body.height);
        for (i, row) in self.rows.iter().skip(self.top).take(seen).enumerate() {
            let line = Rect { y: body.y + i as u16, height: 1, ..body };
            self.draw_row(canvas, line, row, columns, focused);
        }
        draw_divider(canvas, area, shown, self.top, seen);
    }

    fn columns(&self, body: Rect) -> Columns {
        let themes = || self.rows.iter().filter_map(|row| Some((row, self.book.theme(row.theme)?)));
        let chips = themes().filter(|(row, _)| !row.is_group()).map(|(_, theme)| theme.chip().width() as u16);
        let chip = chips.max().unwrap_or(0).clamp(2, 4) + 1;
        let right = body.right().saturating_sub(1);
        let most = themes().map(|(_, theme)| self.submitters(theme)).max().unwrap_or(0);
        let counts = right.saturating_sub(COUNT.max(grouped(most as usize).width() as u16 + 2));
        let of = Columns { chip, bar: counts, bar_width: 0, right, most: 0 };
        let longest = themes().map(|(row, theme)| of.name(body, row) + theme.name.width() as u16).max();
        let names = longest.unwrap_or(0).min(counts);
        // One blank more than between words, so that names and bars are two columns.
        let bar_width = counts.saturating_sub(names + 3).min(BAR.0);
        let bar_width = if bar_width < BAR.1 { 0 } else { bar_width };
        let most = themes().filter(|(row, _)| !row.is_group()).map(|(_, theme)| self.submitters(theme));
        Columns { bar: counts - bar_width, bar_width, most: most.max().unwrap_or(0), ..of }
    }

    fn submitters(&self, theme: &Theme) -> u32 {
        self.counts.as_ref().and_then(|counts| counts.submitters.get(&theme.id)).copied().unwrap_or(0)
    }

    /// The column of the sign that folds, from the left of the tree.
    pub(super) fn sign_column(&self, depth: usize) -> u16 {
        let chip = self.columns(Rect::new(0, 0, u16::MAX, 1)).chip;
        chip_column(depth, chip) - 2
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, line: Rect, row: &Row, columns: Columns, focused: bool) {
        let Some(theme) = self.book.theme(row.theme) else { return };
        let here = self.at == Some(row.theme);
        if here {
            canvas.cursor(line, focused);
        }
        let (y, dim) = (line.y, canvas.style(Tone::Dim));
        let x = columns.chip_of(line, row);
        let sign = match row.fold {
            Fold::Leaf => None,
            Fold::Open => Some(Sign::Open),
            Fold::Shut => Some(Sign::Shut),
        };
        if let Some(sign) = sign {
            canvas.sign(x - 2, y, sign, canvas.style(Tone::Border));
        }
        let style = match (here, row.is_group(), row.hits.is_some()) {
            _ if theme.retired => canvas.style(Tone::Stale),
            (true, ..) => canvas.style(Tone::Strong),
            (_, true, _) => dim.add_modifier(Modifier::BOLD),
            (_, _, false) => dim,
            _ => canvas.style(Tone::Text),
        };
        if !row.is_group() {
            let chip = if theme.retired { Tone::Stale } else { Tone::Theme(theme.colour) };
            let chip = canvas.style(chip).add_modifier(Modifier::BOLD);
            canvas.put(x, y, columns.chip - 1, &theme.chip(), chip);
        }
        let x = columns.name(line, row);
        let room = columns.bar.saturating_sub(x + 1);
        let name = crate::text::truncate(&theme.name, usize::from(room));
        let pieces = hit_pieces(canvas, &name, row.hits.as_deref().unwrap_or_default(), style);
        let end = canvas.put_pieces(x, y, room, &pieces) + 1;
        if theme.retired {
            let last = columns.right.saturating_sub(COUNT + RETIRED.len() as u16);
            canvas.put(columns.bar.min(last).max(end), y, RETIRED.len() as u16, RETIRED, dim);
        }
        if self.counts.is_none() {
            return;
        }
        let submitters = self.submitters(theme);
        if columns.bar_width > 0 && !row.is_group() && !theme.retired && submitters > 0 {
            let length =
                u64::from(submitters) * u64::from(columns.bar_width) / u64::from(columns.most.max(1));
            let bar = canvas.skin.sign(Sign::BarDone).repeat((length as usize).max(1));
            canvas.put(columns.bar, y, columns.bar_width, &bar, canvas.style(Tone::Border));
        }
        let style = match (here, submitters) {
            (_, 0) => dim,
            (true, _) => canvas.style(Tone::Strong),
            _ if row.is_group() => dim,
            _ => canvas.style(Tone::Text),
        };
        canvas.put_right(columns.right, y, line.width, &grouped(submitters as usize), style);
    }

    fn draw_panel(&self, canvas: &mut Canvas<'_>, body: Rect, focused: bool) {
        let width = body.width.saturating_sub(BESIDE).min(WIDEST);
        let (top, here) = (self.panel.top(), self.panel.lines_here());
        let seen = usize::from(body.height);
        // The numbers stand one above the other.
        let numbers = self.panel.lines.iter().filter_map(|line| match line {
            Line::Number { number, .. } => Some(number.width() as u16),
            _ => None,
        });
        let number = numbers.max().unwrap_or(0).max(5);
        for (i, line) in self.panel.lines.iter().enumerate().skip(top).take(seen) {
            let y = body.y + (i - top) as u16;
            if focused && here.contains(&i) {
                canvas.ground(Rect { y, height: 1, ..body }, Tone::Cursor);
                canvas.sign(body.x + 1, y, Sign::Cursor, canvas.style(Tone::Accent));
            }
            draw_line(canvas, Rect { x: body.x + 3, y, width, height: 1 }, line, number);
        }
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
        canvas.scroll_bar(bar, self.panel.lines.len(), top, seen, false);
    }
}

impl Columns {
    /// Where a chip stands. One at the top that is no heading stands left of those under headings.
    fn chip_of(self, line: Rect, row: &Row) -> u16 {
        let out = if row.depth == 0 && !row.is_group() { 2 } else { 0 };
        line.x + chip_column(row.depth, self.chip) - out
    }

    /// Where a name begins.
    fn name(self, line: Rect, row: &Row) -> u16 {
        let x = self.chip_of(line, row);
        if row.is_group() { x } else { x + self.chip }
    }
}

/// Where the chips of a depth stand: those under a heading below its name.
fn chip_column(depth: usize, chip: u16) -> u16 {
    // However deep a tree from elsewhere is: names keep room.
    let depth = depth.min(12) as u16;
    4 + depth.saturating_sub(1) * chip
}

fn draw_line(canvas: &mut Canvas<'_>, area: Rect, line: &Line, numbers: u16) {
    let Rect { x, y, width, .. } = area;
    let (strong, dim) = (canvas.style(Tone::Strong), canvas.style(Tone::Dim));
    match line {
        Line::Blank => {}
        Line::Name { chip, colour, name, path, above } => {
            let style = canvas.style(Tone::Theme(*colour)).add_modifier(Modifier::BOLD);
            let end = canvas.put(x, y, width, chip, style) + 1;
            let end = canvas.put(end, y, (x + width).saturating_sub(end), name, strong) + 2;
            let room = (x + width).saturating_sub(end);
            let path = if path.width() > usize::from(room) { above } else { path };
            if room > 6 {
                canvas.put_right(x + width, y, room, path, dim);
            }
        }
        Line::Fact { label, words, tone, right } => {
            canvas.put(x, y, LABEL, label, dim);
            let (x, width) = if words.is_empty() || width < super::panel::BESIDE {
                (x, width)
            } else {
                (x + LABEL, width - LABEL)
            };
            let style = canvas.style(*tone);
            if *right {
                canvas.put_right(x + width, y, width, words, style);
            } else {
                canvas.put(x, y, width, words, style);
            }
        }
        Line::Number { label, number, unit, beside } => {
            canvas.put(x, y, LABEL, label, dim);
            let label = if width < super::panel::BESIDE { 5 } else { LABEL };
            let right = x + label + numbers;
            canvas.put_right(right, y, numbers, number, strong);
            canvas.put(right + 1, y, UNIT, unit, canvas.style(Tone::Text));
            let start = right + 1 + UNIT;
            canvas.put(start, y, (x + width).saturating_sub(start), beside, dim);
        }
        Line::Rule(title) => {
            let start = canvas.put(x, y, width, title, canvas.style(Tone::Title)) + 1;
            let room = (x + width).saturating_sub(start);
            let dash = canvas.skin.sign(Sign::Rule).repeat(usize::from(room));
            canvas.put(start, y, room, &dash, canvas.style(Tone::Border));
        }
        Line::Said { words, colour, tone } => {
            if let Some(colour) = colour {
                canvas.sign(x, y, Sign::Line, canvas.style(Tone::Theme(*colour)));
            }
            let style = canvas.style(*tone);
            canvas.put_by_direction(x + QUOTE_MARK, y, width.saturating_sub(QUOTE_MARK), words, style);
        }
    }
}

/// What stands in a tree without a line: how to make a theme, or how to see all of them.
fn draw_empty(canvas: &mut Canvas<'_>, body: Rect, none: bool, keys: &Keys) {
    let room = nothing::room(body);
    let said = if none { "There is no theme yet." } else { "No theme has such a name." };
    canvas.put(room.x, room.y, room.width, said, canvas.style(Tone::Strong));
    let ways = if none {
        vec![(ActionId::NewTheme, "makes one"), (ActionId::Import, "brings in files or a folder")]
    } else {
        vec![(ActionId::Back, "shows all of them again")]
    };
    for (i, (action, what)) in ways.into_iter().enumerate() {
        // The words are typed, so that the field's key is the one that takes them back.
        let scope = if action == ActionId::Back { Scope::Field } else { Scope::Codebook };
        if let Some(key) = keys.first(action, scope) {
            canvas.keys(room.x, room.y + 2 + i as u16, room.width, &[(key, what.to_owned())]);
        }
    }
}
