//! Drawing the offer of a draft.

use ratatui::layout::Rect;

use super::{Caret, centred, hints};
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::draft::DraftOffer;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::wrapped::wrapped;

/// Columns of the popup, where there are as many.
const WIDTH: u16 = 64;

/// Lines of the draft that are shown.
const MOST: usize = 8;

/// Where it stands.
pub(super) fn area(layout: &Layout, offer: &DraftOffer) -> Rect {
    let width = WIDTH.min(layout.screen.width.saturating_sub(4));
    centred(layout, width, lines(width, offer).len() as u16 + 5)
}

fn lines(width: u16, offer: &DraftOffer) -> Vec<(String, Tone)> {
    let room = width.saturating_sub(6).max(10);
    let said = format!("{}:", offer.said());
    let mut lines: Vec<(String, Tone)> =
        wrapped(&said, room).into_iter().map(|line| (line, Tone::Text)).collect();
    lines.push((String::new(), Tone::Text));
    let draft = text::block(&offer.draft.text);
    lines.extend(wrapped(&draft, room).into_iter().take(MOST).map(|line| (line, Tone::Strong)));
    lines
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, offer: &DraftOffer, app: &App) -> Caret {
    let area = area(layout, offer);
    let inside = canvas.frame(area, "A note was not finished", "");
    let room = usize::from(inside.height.saturating_sub(2));
    for (i, (line, tone)) in lines(area.width, offer).iter().take(room).enumerate() {
        canvas.put(
            inside.x + 2,
            inside.y + 1 + i as u16,
            inside.width.saturating_sub(4),
            line,
            canvas.style(*tone),
        );
    }
    let keys =
        hints(app, Scope::Answers, &[(ActionId::Open, "goes on with it"), (ActionId::Back, "lets it go")]);
    canvas.keys(inside.x + 2, inside.bottom().saturating_sub(1), inside.width.saturating_sub(4), &keys);
    None
}
