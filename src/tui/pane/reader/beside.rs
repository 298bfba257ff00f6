//! The translation beside the text: where both stand, and how they scroll together.
//!
//! Side by side where each gets a readable width, else one below the other. Both are in sight at the same share of
//! their length: the longer one goes a line at a time, the other follows. The translation is read only: what is
//! selected, pointed at and looked for is the text.

use ratatui::layout::Rect;

use crate::action::Scope;
use crate::model::submission::Translation;
use crate::model::view::AnswerView;
use crate::text;
use crate::text::unofficial;
use crate::tui::keys::Keys;
use crate::tui::layout::Layout;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::prose::{GUTTER, Prose, ProseMarks};

/// Columns that a text needs beside another.
const NARROWEST: u16 = 30;
/// Lines that a text and its translation need one below the other, with the label between.
const LOWEST: u16 = 4;

/// The translation in the reader.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Whether it is wanted: it stays so from one answer to the next.
    pub(super) is_on: bool,
    prose: Option<Prose>,
    /// The first line in sight.
    top: usize,
    height: u16,
}

/// Where the text stands, and what stands beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Share {
    /// The text.
    pub(super) text: Rect,
    /// The label of the text: only beside another.
    over: Option<Rect>,
    /// The label of the translation, or where it is said that there is none.
    label: Option<Rect>,
    /// The translation.
    other: Option<Rect>,
}

impl Share {
    /// The text alone.
    fn alone(text: Rect) -> Self {
        Self { text, over: None, label: None, other: None }
    }
}

/// The width of each of two texts in so many columns; `None` where that is too little to read.
pub(super) fn column(room: u16) -> Option<u16> {
    Some((room / 2).saturating_sub(GUTTER)).filter(|width| *width >= NARROWEST)
}

impl Beside {
    /// Whether this answer's translation is shown.
    pub(super) fn shows(&self, view: &AnswerView) -> bool {
        self.is_on && view.translation.is_some()
    }

    /// Forgets a translation that is no longer shown.
    pub(super) fn change(&mut self) {
        *self = Self { is_on: self.is_on, ..Self::default() };
    }

    /// Lays the translation out.
    pub(super) fn lay_out(&mut self, view: &AnswerView, width: u16, layout: &Layout) {
        let Some(it) = view.translation.as_ref().filter(|_| self.is_on) else { return self.change() };
        if self.prose.as_ref().is_none_or(|prose| prose.width() != width) {
            let place = self.prose.as_ref().map(|prose| prose.start_of(self.top));
            let prose = Prose::new(&it.text, &[], width, layout.writing);
            self.top = place.map_or(0, |place| prose.line_of(place));
            self.prose = Some(prose);
        }
    }

    /// Cuts the place of the text, of which so many lines are to be shown. `right` is where the texts end.
    pub(super) fn cut(&self, view: &AnswerView, area: Rect, right: u16, lines: usize) -> Share {
        if !self.is_on {
            return Share::alone(area);
        }
        let row = |y| Rect { y, height: 1, ..area };
        let Some(prose) = self.prose.as_ref().filter(|_| view.translation.is_some()) else {
            if area.height < LOWEST {
                return Share::alone(area);
            }
            let text = Rect { height: area.height - 1, ..area };
            return Share { label: Some(row(text.bottom())), ..Share::alone(text) };
        };
        if let Some(width) = column(right.saturating_sub(area.x)).filter(|_| area.height > 1) {
            let left = Rect { width: GUTTER + width.min(prose.width()), ..area };
            let right = Rect { x: left.right(), ..left };
            let below = |area: Rect| Rect { y: area.y + 1, height: area.height - 1, ..area };
            let head = |area: Rect| Some(Rect { height: 1, ..area });
            return Share {
                text: below(left),
                over: head(left),
                label: head(right),
                other: Some(below(right)),
            };
        }
        if area.height < LOWEST {
            return Share::alone(area);
        }
        // The shorter one takes no more than it needs.
        let room = usize::from(area.height - 1);
        let half = room.div_ceil(2);
        let upper = lines.min(half.max(room.saturating_sub(prose.height()))).max(1);
        // Where there is room for it, a blank line stands before the label.
        let blank = usize::from(room > lines + prose.height());
        let upper = (upper + blank) as u16;
        let text = Rect { height: upper, ..area };
        let other = Rect { y: text.bottom() + 1, height: area.height - 1 - upper, ..area };
        Share { text, over: None, label: Some(row(text.bottom())), other: Some(other) }
    }

    /// Notes how many lines are in sight.
    pub(super) fn settle(&mut self, share: &Share) {
        self.height = share.other.map_or(0, |area| area.height);
        self.top = self.top.min(self.last_top());
    }

    /// How many lines are in sight, if any.
    pub(super) fn page(&self) -> Option<usize> {
        (self.height > 0).then_some(usize::from(self.height))
    }

    /// The last line that may be the first in sight.
    fn last_top(&self) -> usize {
        let lines = self.prose.as_ref().filter(|_| self.height > 0).map_or(0, Prose::height);
        lines.saturating_sub(usize::from(self.height))
    }

    /// Scrolls both by lines of the longer one, the text's last first line being `own`; false when they were at the end.
    /// `None` where the text leads by itself.
    pub(super) fn lead(&mut self, lines: isize, top: &mut usize, own: usize) -> Option<bool> {
        let other = self.last_top();
        if other <= own {
            return None;
        }
        let to = self.top.saturating_add_signed(lines).min(other);
        let moved = std::mem::replace(&mut self.top, to) != to;
        *top = to * own / other;
        Some(moved)
    }

    /// Goes to the beginning or the end.
    pub(super) fn scroll_to(&mut self, end: bool) {
        self.top = if end { self.last_top() } else { 0 };
    }

    /// Follows the text, whose first line in sight is `top`, and whose last such line is `own`.
    pub(super) fn follow(&mut self, top: usize, own: usize) {
        let other = self.last_top();
        if own == 0 {
            self.top = self.top.min(other);
        } else if other > own {
            // Where it led the text there, it stays.
            if self.top * own / other != top {
                self.top = (top * other).div_ceil(own);
            }
        } else {
            self.top = (top * other + own / 2) / own;
        }
    }

    /// Draws labels and translation.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        share: &Share,
        view: &AnswerView,
        right: u16,
        keys: &Keys,
    ) {
        let Some(label) = share.label else { return };
        let x = label.x + GUTTER;
        let Some(it) = &view.translation else {
            let said =
                canvas.put(x, label.y, right.saturating_sub(x), "No translation", canvas.style(Tone::Dim));
            let attaches = keys.fill("‹translate›", &[Scope::Reader]);
            let keys = [(attaches, "attaches one".to_owned())];
            canvas.keys(said + 2, label.y, right.saturating_sub(said + 2), &keys);
            return;
        };
        let side = share.over.is_some();
        let end = if side { label.right() } else { right };
        if let Some(over) = share.over {
            let language = view.metadata.language.as_deref();
            let language = language.map(|code| text::language::name(code).unwrap_or(code));
            let words = language.map_or_else(|| "Original".to_owned(), |name| format!("Original · {name}"));
            put_label(canvas, over, over.right(), &words, &view.text);
        }
        put_label(canvas, label, end, &heading(it), &it.text);
        if !side {
            let width = text::width(&heading(it)).min(usize::from(end.saturating_sub(x))) as u16;
            let from = x + width + 1;
            let dash = canvas.skin.sign(Sign::Rule).repeat(usize::from(end.saturating_sub(from)));
            if !text::is_rtl(&it.text) {
                canvas.put(from, label.y, end.saturating_sub(from), &dash, canvas.style(Tone::Border));
            }
        }
        if let (Some(area), Some(prose)) = (share.other, &self.prose) {
            prose.draw(canvas.buffer, area, self.top, &ProseMarks::default(), canvas.skin);
            let bar = Rect { x: right + 1, width: 1, ..area };
            if !side {
                canvas.scroll_bar(bar, prose.height(), self.top, usize::from(area.height), false);
            }
        }
    }
}

/// "Unofficial translation · English · by Alice · 2026-11-26".
fn heading(it: &Translation) -> String {
    let mut parts = vec![unofficial::LABEL.to_owned()];
    parts.extend(unofficial::about(it));
    parts.join(" · ")
}

/// Puts a label over a text, at the edge at which the text begins.
fn put_label(canvas: &mut Canvas<'_>, area: Rect, right: u16, words: &str, over: &str) {
    let x = area.x + GUTTER;
    let room = right.saturating_sub(x);
    let style = canvas.style(Tone::Title);
    if text::is_rtl(over) {
        canvas.put_right(right, area.y, room, words, style);
    } else {
        canvas.put(x, area.y, room, words, style);
    }
}
