//! The history: every change, newest first; `-` takes back the one under the cursor.

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::operation::HistoryEntry;
use crate::tui::event::Effect;

/// The open history.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The entries, once read.
    pub entries: Option<Vec<HistoryEntry>>,
    /// The entry under the cursor.
    pub at: usize,
}

impl History {
    /// Takes the entries that were read; the cursor stays on its entry.
    pub fn take(&mut self, entries: Vec<HistoryEntry>) {
        let here = self.entries.as_ref().and_then(|old| old.get(self.at)).map(|entry| entry.id);
        let place = here.and_then(|id| entries.iter().position(|entry| entry.id == id));
        self.at = place.unwrap_or(self.at).min(entries.len().saturating_sub(1));
        self.entries = Some(entries);
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let entries = self.entries.as_deref().unwrap_or_default();
        let last = entries.len().saturating_sub(1);
        match action {
            ActionId::Undo => return vec![Effect::Edit(Edit::Undo(None))],
            ActionId::Redo => return vec![Effect::Edit(Edit::Redo(None))],
            ActionId::UndoThis => {
                return match entries.get(self.at) {
                    Some(entry) if entry.undone => vec![Effect::Edit(Edit::Redo(Some(entry.id)))],
                    Some(entry) => vec![Effect::Edit(Edit::Undo(Some(entry.id)))],
                    None => Vec::new(),
                };
            }
            ActionId::Up => self.at = self.at.saturating_sub(1),
            ActionId::Down => self.at = (self.at + 1).min(last),
            ActionId::PageUp | ActionId::HalfPageUp => self.at = self.at.saturating_sub(10),
            ActionId::PageDown | ActionId::HalfPageDown => self.at = (self.at + 10).min(last),
            ActionId::Top => self.at = 0,
            ActionId::End => self.at = last,
            ActionId::Palette | ActionId::Help => return vec![Effect::Close, Effect::Act(action)],
            ActionId::Back | ActionId::Quit | ActionId::ScreenReview | ActionId::History => {
                return vec![Effect::Close];
            }
            _ => {}
        }
        Vec::new()
    }
}
