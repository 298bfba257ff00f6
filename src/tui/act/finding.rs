//! Finding by name: the jump to anything, saved filters, saving one.

use crate::action::{ActionId, Scope};
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::jump::Jump;
use crate::tui::popup::save::SaveFilter;
use crate::tui::popup::saved::SavedFilters;

impl App {
    /// Opens the list or the field that finds or keeps answers by a name.
    pub(in crate::tui) fn by_name(&self, action: ActionId) -> Vec<Effect> {
        let counts = || self.desk.saved_counts.clone();
        let popup = match action {
            ActionId::Jump => Popup::Jump(Jump::new(&self.known, self.desk.names.clone(), counts())),
            ActionId::SavedFilters => Popup::Saved(SavedFilters::new(self.known.filters.clone(), counts())),
            ActionId::SaveFilter if self.query.good.trim().is_empty() => {
                let key = self.keys.first(ActionId::Query, Scope::Answers).unwrap_or_default();
                let said = format!("There is no query to save, everything is shown: {key} types one.");
                return vec![Effect::Say(said)];
            }
            ActionId::SaveFilter => Popup::Save(SaveFilter::new(&self.query.good, &self.known.filters)),
            _ => return Vec::new(),
        };
        vec![Effect::Open(popup)]
    }
}
