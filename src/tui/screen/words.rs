//! The words that every line of a list must hold: typed above it, taken back with Esc.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::Head;
use crate::action::{ActionId, Scope};
use crate::text;
use crate::tui::keys::Keys;
use crate::tui::skin::Tone;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::Canvas;

/// The words, and whether they are being typed.
#[derive(Debug, Default)]
pub struct Words {
    field: Field,
    typing: bool,
}

impl Words {
    /// Whether keys are typed into it.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Whether every line is shown.
    pub fn is_empty(&self) -> bool {
        self.field.text().is_empty()
    }

    /// Does an action that is about the words; `None` when it is about something else, else whether the lines have to be
    /// worked out anew.
    pub fn act(&mut self, action: ActionId) -> Option<bool> {
        match action {
            ActionId::Narrow => self.typing = true,
            ActionId::Accept => self.typing = false,
            ActionId::Back if self.typing || !self.is_empty() => {
                self.typing = false;
                self.field.set("");
                return Some(true);
            }
            _ => return None,
        }
        Some(false)
    }

    /// Takes a key that is typed; true when the words have changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        self.typing && self.field.key(key)
    }

    /// Takes pasted text; true when the words have changed.
    pub fn paste(&mut self, text: &str) -> bool {
        self.typing && self.field.paste(text)
    }

    /// Each word as texts are compared.
    pub fn folded(&self) -> Vec<String> {
        self.field.text().split_whitespace().map(text::fold).collect()
    }

    /// Draws what stands where the list would be: why there is nothing at all, or that nothing holds these words.
    pub fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect, nothing: [&str; 2], keys: (&Keys, Scope)) {
        let y = body.y + u16::from(body.height > 10) * 2;
        let (x, width) = (body.x + 3, body.width.saturating_sub(4));
        let [said, then] = nothing;
        let strong = canvas.style(Tone::Strong);
        if self.is_empty() {
            canvas.put(x, y, width, said, strong);
            canvas.put(x, y + 1, width, then, canvas.style(Tone::Dim));
            return;
        }
        canvas.put(x, y, width, "None holds these words.", strong);
        let (keys, scope) = keys;
        let back = keys.first(ActionId::Back, scope).unwrap_or_default();
        canvas.keys(x, y + 1, width, &[(back, "shows all of them again".to_owned())]);
    }

    /// The bar above the list.
    pub fn head<'a>(
        &'a self,
        number: &'a str,
        name: &'a str,
        otherwise: &'a str,
        figure: &'a str,
    ) -> Head<'a> {
        Head { number, name, field: Some(&self.field), typing: self.typing, otherwise, figure }
    }
}

/// Whether a line holds each of these words.
pub(super) fn holds(line: &str, words: &[String]) -> bool {
    let line = text::fold(line);
    words.iter().all(|word| line.contains(word.as_str()))
}
