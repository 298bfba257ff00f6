//! What is done to themes.

use super::Themes;
use super::panel::Item;
use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::widget::paint::count;

impl Themes {
    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        if let Some(effects) = self.go(action) {
            return effects;
        }
        match action {
            ActionId::Open => self.open(),
            _ => Vec::new(),
        }
    }

    /// What the status line says while nothing was done.
    pub fn line(&self) -> String {
        if self.typing && self.rows.is_empty() && self.read {
            return "No theme has such a name.".into();
        }
        let Some(used) = self.used_here() else { return String::new() };
        let below = self.book.themes.iter().any(|theme| theme.parent == self.at);
        let with = if below { ", with the themes under it" } else { "" };
        match used.of.answers {
            0 => "No answer carries it yet.".into(),
            n => format!(
                "{} carry it{with}; analysts and stances are counted in answers.",
                count(n as usize, "answer")
            )
            .replace("1 answer carry", "1 answer carries"),
        }
    }

    /// The answers behind the counts, or the passage under the cursor among them.
    fn open(&mut self) -> Vec<Effect> {
        let Some(used) = self.used_here() else { return Vec::new() };
        let item = self.panel.item().filter(|_| self.on_detail);
        let quoted = match item {
            Some(Item::Quotation(at)) => used.of.quotations.get(at),
            _ => None,
        };
        if used.of.answers + used.of.unplaced == 0 {
            return vec![Effect::Say("No answer carries it yet.".into())];
        }
        let number = quoted.map(|quoted| quoted.number);
        vec![Effect::Read { query: used.of.query.clone(), number }]
    }
}
