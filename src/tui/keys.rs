//! The keymap with the keys that are pending in it, and the number that is typed before one.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::{self, ActionId, Scope};
use crate::keymap::{Chord, Follow, Keymap, Lookup};

/// The keys.
#[derive(Debug, Default)]
pub struct Keys {
    map: Keymap,
    pending: Vec<Chord>,
    follows: Vec<Follow>,
    /// The number that the next key takes; 0 while none of its digits is typed.
    number: Option<u32>,
    /// The keys of the action that was reached last.
    typed: Vec<KeyEvent>,
}

/// No number is larger.
const LARGEST: u32 = 999_999;

/// The key by which text fields know an action of line editing.
pub fn as_typed(action: ActionId) -> Option<KeyEvent> {
    let (code, modifiers) = match action {
        ActionId::WordLeft => (KeyCode::Left, KeyModifiers::CONTROL),
        ActionId::WordRight => (KeyCode::Right, KeyModifiers::CONTROL),
        ActionId::DeleteWordBack => (KeyCode::Char('w'), KeyModifiers::CONTROL),
        ActionId::DeleteWordOn => (KeyCode::Delete, KeyModifiers::CONTROL),
        _ => return None,
    };
    Some(KeyEvent::new(code, modifiers))
}

impl Keys {
    /// Keys of this map, none pending.
    pub fn new(map: Keymap) -> Self {
        Self { map, ..Self::default() }
    }

    /// Takes a key; gives what comes of it, and the number that was typed before.
    pub fn press(&mut self, scopes: &[Scope], key: KeyEvent) -> (Lookup, Option<u32>) {
        if self.pending.is_empty() {
            self.typed.clear();
            if self.goes_on_with_number(scopes, key) {
                return (Lookup::Pending(Vec::new()), None);
            }
        }
        self.typed.push(key);
        let found = self.look(scopes, key);
        match &found {
            Lookup::Action(ActionId::Number) => {
                // A digit that begins a number is its first.
                self.number = Some(digit(key).unwrap_or(0));
                (Lookup::Pending(Vec::new()), None)
            }
            Lookup::Pending(_) => (found, None),
            _ => (found, self.number.take().filter(|number| *number > 0)),
        }
    }

    /// Makes a number that was begun longer by a digit or shorter by one, or gives it up; false when the key is none
    /// of it.
    fn goes_on_with_number(&mut self, scopes: &[Scope], key: KeyEvent) -> bool {
        let Some(number) = self.number else { return false };
        let gives_up = self.gives_up(scopes, key);
        self.number = match (digit(key), key.code) {
            (Some(digit), _) => Some((number.saturating_mul(10) + digit).min(LARGEST)),
            (None, KeyCode::Backspace) => (number > 9).then_some(number / 10),
            _ if gives_up => None,
            _ => return false,
        };
        true
    }

    fn look(&mut self, scopes: &[Scope], key: KeyEvent) -> Lookup {
        let found = self.map.feed(scopes, &mut self.pending, key);
        self.follows = match &found {
            Lookup::Pending(follows) => follows.clone(),
            Lookup::Action(_) | Lookup::Argument(..) | Lookup::Nothing => Vec::new(),
        };
        found
    }

    /// The number that is being typed; 0 while none of its digits is there.
    pub fn number(&self) -> Option<u32> {
        self.number
    }

    /// Begins a number.
    pub fn begin_number(&mut self) {
        self.number = Some(0);
    }

    /// The keys of the action that was reached last.
    pub fn typed(&self) -> &[KeyEvent] {
        &self.typed
    }

    /// What the keymap calls the mode in which these scopes hold, if it has modes.
    pub fn mode(&self, scopes: &[Scope]) -> Option<&str> {
        self.map.mode(scopes)
    }

    /// What may follow the pending keys.
    pub fn follows(&self) -> &[Follow] {
        &self.follows
    }

    /// The pending keys, as people write them.
    pub fn pending(&self) -> String {
        self.pending.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The action that waits for its letter.
    pub fn awaited(&self) -> Option<ActionId> {
        self.follows.iter().find(|f| f.keys.is_empty()).map(|f| f.action)
    }

    /// Waits for the letter of an action as if its key had been pressed; false when it has none in these scopes.
    pub fn wait_for(&mut self, action: ActionId, scopes: &[Scope]) -> bool {
        let Some(chords) = self.map.chords_for(action, scopes) else { return false };
        self.pending = chords;
        self.follows = vec![Follow { keys: String::new(), action }];
        true
    }

    /// Forgets pending keys; true when there were any.
    pub fn clear(&mut self) -> bool {
        self.follows.clear();
        let any = !self.pending.is_empty();
        self.pending.clear();
        any
    }

    /// Whether a key alone leads back from there, and so gives up what was begun. Where Esc begins other keys, as
    /// Meta does, it does not.
    pub fn gives_up(&self, scopes: &[Scope], key: KeyEvent) -> bool {
        match self.map.feed(scopes, &mut Vec::new(), key) {
            Lookup::Action(action) => {
                key.code == KeyCode::Esc || matches!(action, ActionId::Back | ActionId::SelectLeave)
            }
            Lookup::Nothing => key.code == KeyCode::Esc,
            Lookup::Argument(..) | Lookup::Pending(_) => false,
        }
    }

    /// A text in which the names of actions stand for their keys: `‹back› leaves it` reads "Esc leaves it" where Esc
    /// leads back. `‹reader:select›` is the key in that scope whichever ones hold; an action that has no key is
    /// called by its title.
    pub fn fill(&self, text: &str, scopes: &[Scope]) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, begun)) = rest.split_once('‹') {
            filled.push_str(before);
            match begun.split_once('›').and_then(|(name, after)| Some((self.named(name, scopes)?, after))) {
                Some((key, after)) => {
                    filled.push_str(&key);
                    rest = after;
                }
                // Somebody's own words.
                None => {
                    filled.push('‹');
                    rest = begun;
                }
            }
        }
        filled + rest
    }

    /// The key that stands for the name of an action, if it is one.
    fn named(&self, name: &str, scopes: &[Scope]) -> Option<String> {
        let (scope, name) = name.split_once(':').unwrap_or(("", name));
        let action = action::by_name(name)?;
        let own = Scope::by_name(scope);
        let beyond = [Scope::Global].into_iter().chain(Scope::ALL);
        let mut all = own.into_iter().chain(scopes.iter().copied()).chain(beyond);
        let key = all.find_map(|scope| self.first(action.id, scope));
        Some(key.unwrap_or_else(|| format!("“{}”", action.title)))
    }

    /// The keys of an action in a scope, the first of them.
    pub fn first(&self, action: ActionId, scope: Scope) -> Option<String> {
        self.map.keys_for(action, scope).into_iter().next()
    }

    /// All keys of an action in a scope.
    pub fn all(&self, action: ActionId, scope: Scope) -> Vec<String> {
        self.map.keys_for(action, scope)
    }
}

fn digit(key: KeyEvent) -> Option<u32> {
    match key.code {
        KeyCode::Char(c) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => c.to_digit(10),
        _ => None,
    }
}
