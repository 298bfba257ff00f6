//! The help: the keys for where one is, out of the action table.

use crate::action::ActionId;
use crate::tui::event::Effect;

/// A group of keys under a heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Keys and what they do.
    pub rows: Vec<(String, String)>,
}

/// The open help.
#[derive(Clone, Debug)]
pub struct Help {
    /// Where one is: "answers list".
    pub place: &'static str,
    /// What one sees there, in a sentence or two.
    pub about: &'static str,
    /// The keys.
    pub groups: Vec<Group>,
    /// The first line in sight; drawing stops at the last page.
    pub top: usize,
}

impl Help {
    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let most = self.groups.iter().map(|g| g.rows.len() + 2).sum::<usize>();
        match action {
            ActionId::Up => self.top = self.top.saturating_sub(1),
            ActionId::Down => self.top = (self.top + 1).min(most),
            ActionId::PageUp | ActionId::HalfPageUp => self.top = self.top.saturating_sub(10),
            ActionId::PageDown | ActionId::HalfPageDown => self.top = (self.top + 10).min(most),
            ActionId::Palette => return vec![Effect::Close, Effect::Act(action)],
            _ => return vec![Effect::Close],
        }
        Vec::new()
    }
}
