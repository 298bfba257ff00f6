//! A message in full: what, why, and what to do.

use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::request::Trouble;

/// The open message.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it says.
    pub trouble: Trouble,
}

impl Message {
    /// Any action closes it.
    pub fn act(&mut self, _action: ActionId) -> Vec<Effect> {
        vec![Effect::Close]
    }
}
