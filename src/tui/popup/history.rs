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
                let Some(entry) = entries.get(self.at) else { return Vec::new() };
                let root = root(entries, entry);
                let id = Some(root.id);
                return vec![Effect::Edit(if root.undone { Edit::Redo(id) } else { Edit::Undo(id) })];
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

/// What an undo or redo is about; an entry of another kind itself.
fn root<'e>(entries: &'e [HistoryEntry], mut entry: &'e HistoryEntry) -> &'e HistoryEntry {
    // No walk is longer than the list, whatever a file from elsewhere says.
    for _ in entries {
        match entry.undoes.and_then(|id| entries.iter().find(|e| e.id == id)) {
            Some(named) => entry = named,
            None => break,
        }
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::OperationId;

    fn entry(n: u8, kind: &str, undoes: Option<u8>, undone: bool) -> HistoryEntry {
        let undoes = undoes.map(|n| OperationId([n; 16]));
        let (at, device, analyst, summary) = <(String, String, String, String)>::default();
        HistoryEntry {
            id: OperationId([n; 16]),
            at,
            device,
            analyst,
            kind: kind.to_owned(),
            summary,
            undoes,
            undone,
        }
    }

    #[test]
    fn on_an_undo_the_same_key_brings_back_what_it_took() {
        let mut history = History::default();
        let (tag, undo) = (entry(1, "tag.add", None, true), entry(2, "undo", Some(1), false));
        history.take(vec![undo.clone(), tag.clone()]);
        let done = history.act(ActionId::UndoThis);
        assert!(matches!(done[..], [Effect::Edit(Edit::Redo(Some(id)))] if id == tag.id), "{done:?}");
        history.take(vec![entry(3, "redo", Some(2), false), undo, entry(1, "tag.add", None, false)]);
        history.at = 0;
        let done = history.act(ActionId::UndoThis);
        assert!(matches!(done[..], [Effect::Edit(Edit::Undo(Some(id)))] if id == tag.id), "{done:?}");
    }
}
