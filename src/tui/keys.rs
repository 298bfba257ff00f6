//! The keymap with the keys that are pending in it.

use crossterm::event::KeyEvent;

use crate::action::{ActionId, Scope};
use crate::keymap::{Chord, Follow, Keymap, Lookup};

/// The keys.
#[derive(Debug, Default)]
pub struct Keys {
    map: Keymap,
    pending: Vec<Chord>,
    follows: Vec<Follow>,
}

impl Keys {
    /// Keys of this map, none pending.
    pub fn new(map: Keymap) -> Self {
        Self { map, pending: Vec::new(), follows: Vec::new() }
    }

    /// Takes a key.
    pub fn press(&mut self, scopes: &[Scope], key: KeyEvent) -> Lookup {
        let found = self.map.feed(scopes, &mut self.pending, key);
        self.follows = match &found {
            Lookup::Pending(follows) => follows.clone(),
            Lookup::Action(_) | Lookup::Argument(..) | Lookup::Nothing => Vec::new(),
        };
        found
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

    /// The keys of an action in a scope, the first of them.
    pub fn first(&self, action: ActionId, scope: Scope) -> Option<String> {
        self.map.keys_for(action, scope).into_iter().next()
    }

    /// All keys of an action in a scope.
    pub fn all(&self, action: ActionId, scope: Scope) -> Vec<String> {
        self.map.keys_for(action, scope)
    }
}
