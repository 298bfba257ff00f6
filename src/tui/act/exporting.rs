//! The last choices of exports, kept for the next time.

use crate::config::remembered::{Memory, Section};
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::export::subject::Choices;
use crate::tui::popup::Popup;

impl App {
    /// Takes what was chosen for exports before.
    pub fn set_exports(&mut self, choices: Choices) {
        self.desk.exports = choices;
    }

    /// Keeps what is chosen in the dialog.
    pub(in crate::tui) fn keep_export_choice(&mut self) -> Option<Effect> {
        let dialog = self.popups.iter().find_map(|popup| match popup {
            Popup::Export(dialog) => Some(dialog),
            _ => None,
        })?;
        dialog.keep(&mut self.desk.exports);
        // Names and endings: it cannot fail, and null would only forget them.
        let value = serde_json::to_value(&self.desk.exports).unwrap_or_default();
        Some(Effect::Remember(Memory { section: Section::Everywhere, name: Choices::MEMORY, value }))
    }
}
