//! Choosing in the filter panes: the query's text is edited, and what is open and shut is remembered.

use crate::config::remembered::{Memory, Section};
use crate::model::view::Own;
use crate::query::edit::pane;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::pane::filters::Folds;

impl App {
    /// Opens and shuts the groups of filters as they were before.
    pub fn set_folds(&mut self, folds: Folds) {
        self.filters.set_folds(folds);
    }

    /// Edits the query's text for the value under the cursor, and runs it.
    pub(super) fn choose(&mut self, change: fn(&str, &[Own], &str, &str) -> String) -> Vec<Effect> {
        let Some((facet, value, _)) = self.filters.value() else { return self.fold_filters() };
        // Said in other words it is the same choice.
        let reworded = |query: String, other: &String| {
            pane::reworded(&query, &facet.own, value.field, other, &value.term)
        };
        let query = value.also.iter().fold(self.query.good.clone(), reworded);
        let query = change(&query, &facet.own, value.field, &value.term);
        self.run_query(&query);
        Vec::new()
    }

    /// Takes every choice in the pane under the cursor back.
    pub(super) fn clear_filter(&mut self) {
        let Some(own) = self.filters.own() else { return };
        let query = pane::clear(&self.query.good, own);
        self.run_query(&query);
    }

    /// Opens or shuts what is under the cursor, for good.
    pub(super) fn fold_filters(&mut self) -> Vec<Effect> {
        self.filters.fold();
        // Words and whether they are open: it cannot fail, and null would only forget them.
        let value = serde_json::to_value(self.filters.folds()).unwrap_or_default();
        vec![Effect::Remember(Memory { section: Section::Everywhere, name: Folds::MEMORY, value })]
    }
}
