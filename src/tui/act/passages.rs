//! Tagged passages under the hand: made longer or shorter.

use crate::action::{ActionId, Scope};
use crate::model::edit::Edit;
use crate::tui::app::App;
use crate::tui::event::Effect;

impl App {
    /// Makes the passage that is pointed at what is selected.
    pub(super) fn reshape(&mut self) -> Vec<Effect> {
        let view = self.reader.view().filter(|view| Some(view.number) == self.list.cursor());
        let selected = self.reader.selection.zip(self.reader.units());
        let (Some(view), Some((selection, units))) = (view, selected) else { return Vec::new() };
        let to = units.trim(selection.span);
        if let Some(from) = self.reader.pointed {
            return vec![Effect::Edit(Edit::Reshape { answer: view.number, from, to })];
        }
        let key = self.keys.first(ActionId::NextPassage, Scope::Reader).unwrap_or_default();
        vec![Effect::Say(format!("Go to a tagged passage with {key} first, then select what it is to be."))]
    }
}
