//! Choosing one of the twelve colours of the skin for a theme.

use super::cursor::moved;
use crate::action::ActionId;
use crate::model::codebook::Theme;
use crate::model::edit::{Edit, ThemeChange};
use crate::model::id::ThemeId;
use crate::tui::event::Effect;

/// How many colours a skin has for themes.
pub const COLOURS: usize = 12;

/// The open chooser.
#[derive(Clone, Debug)]
pub struct ColourChooser {
    /// The theme.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
    /// Its chip.
    pub chip: String,
    /// Its colour now, from 1.
    pub now: u8,
    /// The line under the cursor, from 0.
    pub at: usize,
}

impl ColourChooser {
    /// Opens the chooser on the colour of a theme.
    pub fn new(theme: &Theme) -> Self {
        let at = usize::from(theme.colour.saturating_sub(1)).min(COLOURS - 1);
        Self { theme: theme.id, name: theme.name.clone(), chip: theme.chip(), now: theme.colour, at }
    }

    /// The colour under the cursor, from 1.
    pub fn colour(&self) -> u8 {
        self.at as u8 + 1
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => vec![Effect::Close],
            ActionId::Accept if self.colour() == self.now => vec![Effect::Close],
            ActionId::Accept => {
                let change = ThemeChange::Recolour(self.colour());
                vec![Effect::Close, Effect::Edit(Edit::ChangeTheme { theme: self.theme, change })]
            }
            _ => {
                self.at = moved(self.at, COLOURS, action);
                Vec::new()
            }
        }
    }
}
