//! Drawing the tags of a theme that is split: which go, and the words of the one under the cursor.

use ratatui::layout::Rect;

use super::{Caret, centred, cursor_row, first, hint_line, inside};
use crate::action::{ActionId, Scope};
use crate::model::theme_use::ThemeTag;
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::split::SplitChooser;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, count, grouped};
use crate::tui::widget::wrapped::wrapped;

/// Lines for the words of the tag under the cursor, with the rule above them.
const WORDS: u16 = 5;
/// From this height on they are shown.
const ROOMY: u16 = 14;

/// Where it stands, and where its lines do.
pub(super) fn parts(layout: &Layout) -> (Rect, Rect) {
    let area = centred(layout, 100, layout.status.y.saturating_sub(4).max(8));
    let inside = inside(area);
    let below = if inside.height >= ROOMY { WORDS + 1 } else { 0 };
    let height = inside.height.saturating_sub(1 + below).max(1);
    (area, Rect { height, ..inside })
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, open: &SplitChooser, app: &App) -> Caret {
    let (area, list) = parts(layout);
    let figure = format!("{} of {}", grouped(open.chosen()), count(open.lines().len(), "tag"));
    let title = format!("Split {}: which tags go to {}", open.name, open.into);
    let inside = canvas.frame(area, &title, &figure);
    let rows = usize::from(list.height);
    let from = first(open.at, rows);
    for (i, tag) in open.lines().iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: list.y + (i - from) as u16, height: 1, ..list };
        draw_tag(canvas, row, tag, open.is_chosen(tag.id), i == open.at);
    }
    if open.tags.as_ref().is_some_and(Vec::is_empty) {
        let said = "The theme has no tag of its own that could go.";
        canvas.put(list.x + 4, list.y, list.width.saturating_sub(5), said, canvas.style(Tone::Dim));
    }
    if inside.height >= ROOMY
        && let Some(tag) = open.lines().get(open.at)
    {
        let below = Rect { y: list.bottom(), height: WORDS, ..inside };
        draw_words(canvas, below, tag);
    }
    let keys = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    let go = format!("{} there", count(open.chosen(), "tag"));
    let actions = [
        (ActionId::ToggleChoice, "choose"),
        (ActionId::MarkAll, "all, none"),
        (ActionId::Accept, go.as_str()),
    ];
    hint_line(canvas, keys, app, Scope::Splitting, &actions);
    None
}

fn draw_tag(canvas: &mut Canvas<'_>, row: Rect, tag: &ThemeTag, chosen: bool, here: bool) {
    if here {
        cursor_row(canvas, row);
    }
    if chosen {
        canvas.sign(row.x + 2, row.y, Sign::Mark, canvas.style(Tone::Mark));
    }
    let (strong, dim) = (canvas.style(if here { Tone::Strong } else { Tone::Text }), canvas.style(Tone::Dim));
    let who = (row.width / 4).min(26);
    canvas.put(row.x + 4, row.y, who, &tag.who, strong);
    let end = canvas.put_right(row.right() - 1, row.y, 10, &tag.analyst, dim);
    let x = row.x + 4 + who + 1;
    let room = end.saturating_sub(x + 1);
    match &tag.words {
        Some(words) => {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let cut = text::truncate(&words, usize::from(room));
            canvas.put_by_direction(x, row.y, room, &cut, dim);
        }
        None => _ = canvas.put(x, row.y, room, "the whole answer", canvas.style(Tone::Stale)),
    }
}

fn draw_words(canvas: &mut Canvas<'_>, area: Rect, tag: &ThemeTag) {
    let (x, width) = (area.x + 2, area.width.saturating_sub(4));
    let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(width));
    canvas.put(x, area.y, width, &rule, canvas.style(Tone::Border));
    let mut about = tag.who.clone();
    if let Some(question) = &tag.question {
        about = format!("{about}, answer to {question}");
    }
    if let Some(stance) = tag.stance {
        about = format!("{about}, {stance}");
    }
    canvas.put(x, area.y, width.saturating_sub(2), &format!("{about} "), canvas.style(Tone::Dim));
    let words = tag.words.as_deref().unwrap_or("The whole answer is tagged, not a passage of it.");
    let lines = wrapped(words, width);
    let text = canvas.style(Tone::Text);
    for (i, line) in lines.iter().take(usize::from(area.height - 1)).enumerate() {
        canvas.put_by_direction(x, area.y + 1 + i as u16, width, line, text);
    }
}
