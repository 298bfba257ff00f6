//! What comes of a key: an action where the hand is, done at once, later, or as often as a number before it says.

use crossterm::event::{KeyCode, KeyEvent};

use crate::action::{ActionId, Number};
use crate::keymap::Lookup;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::keys::as_typed;
use crate::tui::layout::Focus;
use crate::tui::screen::Screen;

/// No number lets a key do its work more often.
const MOST_TIMES: u32 = 999;

/// No list but that of the answers is gone through further, line by line.
const MOST_LINES: usize = 100_000;

/// No more keys than these wait for a text.
pub(in crate::tui) const MOST_HELD: usize = 64;

impl App {
    /// Whether an action is about a text that is not there yet: hands are faster than disks.
    fn is_early(&self, action: ActionId) -> bool {
        use ActionId as A;
        let about_text = matches!(
            action,
            A::Select
                | A::NextMatch
                | A::PreviousMatch
                | A::NextPassage
                | A::PreviousPassage
                | A::Copy
                | A::CopyCited
                | A::Translation
                | A::Translate
        );
        about_text && self.screens.at == Screen::Review && self.text_is_awaited()
    }

    /// Takes a key.
    pub(in crate::tui) fn plain_key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let scopes = self.scopes();
        let tags = |action: &ActionId| matches!(action, ActionId::QuickTag | ActionId::TagReviewed);
        if let Some(action) = self.keys.awaited().filter(|action| key.code == KeyCode::Enter && tags(action))
        {
            self.keys.clear();
            return self.tag_lettered(action == ActionId::TagReviewed);
        }
        match self.keys.press(&scopes, key) {
            (Lookup::Action(action), Some(number)) => self.act_by_number(action, number),
            (Lookup::Action(action), None) => self.act_here(action),
            (Lookup::Argument(ActionId::ThemeLetter, letter), _) => self.screens.codebook.letter(letter),
            (Lookup::Argument(action, letter), _) => self.quick_tag(action, letter),
            (Lookup::Pending(_), _) => {
                self.desk.lettered.clear();
                Vec::new()
            }
            (Lookup::Nothing, _) => {
                self.typed(key);
                Vec::new()
            }
        }
    }

    /// Does an action of whatever has the keys.
    fn act_here(&mut self, action: ActionId) -> Vec<Effect> {
        if let Some(key) = as_typed(action) {
            self.typed(key);
            return Vec::new();
        }
        if !self.popups.is_empty() {
            return self.act_on_popup(action);
        }
        if self.query.is_typing() {
            return self.act_on_query(action);
        }
        if self.is_finding() {
            return self.act_on_find(action);
        }
        if self.is_early(action) {
            self.hold(1);
            return Vec::new();
        }
        self.act(action)
    }

    /// Lets the keys that were typed last wait, so many times, for the text that they are about.
    fn hold(&mut self, times: usize) {
        let keys = self.keys.typed().to_vec();
        for _ in 0..times {
            self.desk.held.extend(&keys);
        }
        self.desk.held.truncate(MOST_HELD);
    }

    /// Does an action that a number was typed before.
    fn act_by_number(&mut self, action: ActionId, number: u32) -> Vec<Effect> {
        let row = action.row();
        match row.number {
            // Esc and its like give the number up.
            Number::None if action == ActionId::Back => Vec::new(),
            Number::None => {
                self.status.say(format!("“{}” takes no number: nothing was done.", row.title));
                Vec::new()
            }
            Number::Place => self.go_to_line(number),
            Number::Times => {
                let mut effects = Vec::new();
                let times = number.min(MOST_TIMES);
                for done in 0..times {
                    if self.popups.is_empty() && self.is_early(action) {
                        self.hold((times - done) as usize);
                        break;
                    }
                    effects.extend(self.act_here(action));
                }
                effects
            }
        }
    }

    /// Goes to the line of that number, from 1, of what has the keys.
    fn go_to_line(&mut self, number: u32) -> Vec<Effect> {
        let on = (number as usize).saturating_sub(1);
        if self.popups.is_empty() && self.screens.at == Screen::Review && self.open.focus == Focus::Answers {
            let last = self.list.numbers().len().saturating_sub(1);
            self.list.go(on.min(last));
            return Vec::new();
        }
        let mut effects = self.act_here(ActionId::Top);
        for _ in 0..on.min(MOST_LINES) {
            effects.extend(self.act_here(ActionId::Down));
        }
        effects
    }
}
