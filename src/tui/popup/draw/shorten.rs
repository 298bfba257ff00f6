//! Drawing a quotation while words are left out of it.

use ratatui::layout::Rect;

use super::{Caret, centred, hint_line, inside};
use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::shorten::Shortener;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count, grouped};
use crate::tui::widget::prose::ProseMarks;

/// Where it stands: as high as its text needs.
pub(super) fn area(layout: &Layout, open: &Shortener) -> Rect {
    centred(layout, 84, (open.lines() as u16).clamp(3, 20) + BESIDE)
}

/// The frame, a blank above and below the text, the line of words and the line of keys.
const BESIDE: u16 = 6;

/// Where the text stands.
pub(super) fn body(layout: &Layout, open: &Shortener) -> Rect {
    let inside = inside(area(layout, open));
    Rect { y: inside.y + 1, height: inside.height.saturating_sub(4), ..inside }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, open: &Shortener, app: &App) -> Caret {
    let area = area(layout, open);
    canvas.frame(area, "Shorten the quotation", &open.who);
    let (inside, body) = (inside(area), body(layout, open));
    if let Some((prose, top)) = open.prose() {
        let marks =
            ProseMarks { selection: Some(open.in_hand()), left_out: open.cuts(), ..ProseMarks::default() };
        prose.draw(canvas.buffer, body, top, &marks, canvas.skin);
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
        canvas.scroll_bar(bar, prose.height(), top, usize::from(body.height), false);
    }
    let (all, out) = open.words();
    let said = match out {
        0 => format!("{}, nothing left out", count(all, "word")),
        n => format!("{} of {} left out", grouped(n), count(all, "word")),
    };
    let y = inside.bottom().saturating_sub(2);
    canvas.put(inside.x + 4, y, inside.width.saturating_sub(5), &said, canvas.style(Tone::Dim));
    let keys = Rect { x: inside.x + 1, y: y + 1, width: inside.width - 2, height: 1 };
    let verb = if open.brings_back() { "bring back" } else { "leave out" };
    let hold = if open.holds { "let go" } else { "from here to" };
    let mut actions = vec![(ActionId::LeaveOut, verb), (ActionId::Select, hold)];
    actions.extend([
        (ActionId::SelectNextWord, "word"),
        (ActionId::SelectNextSentence, "sentence"),
        (ActionId::SelectNextParagraph, "paragraph"),
    ]);
    hint_line(canvas, keys, app, Scope::Shortening, &actions);
    None
}
