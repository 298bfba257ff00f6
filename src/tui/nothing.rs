//! What stands where a list would be while nothing was imported: how to begin.

use ratatui::layout::Rect;

use super::keys::Keys;
use super::skin::Tone;
use super::widget::paint::Canvas;
use super::widget::wrapped::wrapped;
use crate::action::{ActionId, Scope};

/// How files come in without the screen.
const COMMAND: &str = "Or from the command line: rapporteur import -w FILE FOLDER";

/// The room for it in an empty list: not hard at the edges where there is enough of it.
pub fn room(body: Rect) -> Rect {
    let y = body.y + u16::from(body.height > 10) * 2;
    let (width, height) = (body.width.saturating_sub(4), body.bottom().saturating_sub(y));
    Rect { x: body.x + 3, y, width, height }
}

/// Draws it: what there is not, and the keys that lead on in a scope.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, said: &str, keys: &Keys, scope: Scope) {
    let Rect { x, width, .. } = area;
    canvas.put(x, area.y, width, said, canvas.style(Tone::Strong));
    let ways = [
        (ActionId::Import, "brings in files, folders"),
        (ActionId::Palette, "finds any other command"),
        (ActionId::Quit, "leaves"),
    ];
    let ways =
        ways.into_iter().filter_map(|(action, what)| Some((keys.first(action, scope)?, what.to_owned())));
    let mut y = area.y + 2;
    for way in ways {
        if y < area.bottom() {
            canvas.keys(x, y, width, &[way]);
        }
        y += 1;
    }
    let command = wrapped(COMMAND, width);
    // Half a command helps nobody.
    if y + command.len() as u16 + 1 > area.bottom() {
        return;
    }
    for (i, line) in command.iter().enumerate() {
        canvas.put(x, y + 1 + i as u16, width, line, canvas.style(Tone::Dim));
    }
}
