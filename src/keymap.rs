//! Keys to actions: a trie for each scope, filled from one of the files in `keymaps/` and the user's own file.
//!
//! Invariants: within a scope no key sequence begins another, so a sequence that reaches an action can always
//! be typed and never waits for a timer; every binding names an action that works in its scope. Scopes are
//! asked from the innermost to the outermost, and the first that knows the keys has them.
//!
//! It deliberately knows nothing of panes or screens: the caller says which scopes hold and keeps the keys
//! that are pending. Start reading at [`Keymap::feed`].

mod chord;
mod error;
mod load;
mod trie;

use std::collections::BTreeMap;

pub use chord::{Chord, Key, split_alt};
use crossterm::event::KeyEvent;
pub use error::{Error, Mistake};
use trie::{Found, Trie};

use crate::action::{self, ActionId, Argument, KeyRow, Scope};
use crate::config::settings::KeymapName;

/// The keymaps that come with the program, each complete, with the names of their files.
const FILES: [(&str, &str); 3] = [
    ("keymaps/default.toml", include_str!("../keymaps/default.toml")),
    ("keymaps/vim.toml", include_str!("../keymaps/vim.toml")),
    ("keymaps/emacs.toml", include_str!("../keymaps/emacs.toml")),
];

/// What came of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// An action.
    Action(ActionId),
    /// An action that was waiting for a character, and the character as it was typed.
    Argument(ActionId, char),
    /// The keys so far begin something; these may follow.
    Pending(Vec<Follow>),
    /// No action: a text field may take the key.
    Nothing,
}

/// A key that may follow those pending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Follow {
    /// The keys still to be typed, as people write them; empty when the action waits for any character.
    pub keys: String,
    /// What they do.
    pub action: ActionId,
}

/// A sequence of keys and its action in a scope.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Bound {
    scope: Scope,
    chords: Vec<Chord>,
    action: ActionId,
}

/// The keys of every scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap {
    /// In the order of the file, for references.
    bounds: Vec<Bound>,
    /// The same, for typing.
    tries: BTreeMap<Scope, Trie>,
    /// What the screen says while a scope has the keys, such as "VISUAL".
    modes: BTreeMap<Scope, String>,
}

/// What a keymap file comes to.
#[derive(Clone, Default)]
struct Contents {
    bounds: Vec<Bound>,
    modes: BTreeMap<Scope, String>,
}

impl Default for Keymap {
    /// The keys of `keymaps/default.toml`; a test holds them equal to those of [`action::ACTIONS`].
    fn default() -> Self {
        Self::named(KeymapName::Default)
    }
}

impl Keymap {
    /// A keymap that comes with the program.
    pub fn named(name: KeymapName) -> Self {
        Self::new(contents(name).unwrap_or_default())
    }

    /// The default keys, overridden key by key by a user's file.
    ///
    /// # Errors
    /// As [`Keymap::load_over`].
    pub fn load(text: &str, file: &str) -> Result<Self, Error> {
        Self::load_over(KeymapName::Default, text, file)
    }

    /// The keys of a keymap that comes with the program, overridden key by key by a user's file.
    ///
    /// # Errors
    /// The first mistake ends the reading; `file` is the name that its message gives.
    pub fn load_over(name: KeymapName, text: &str, file: &str) -> Result<Self, Error> {
        load::read(contents(name)?, text, file).map(Self::new)
    }

    fn new(contents: Contents) -> Self {
        let Contents { bounds, modes } = contents;
        let mut tries: BTreeMap<Scope, Trie> = BTreeMap::new();
        for bound in &bounds {
            tries.entry(bound.scope).or_default().insert(&bound.chords, bound.action);
        }
        Self { bounds, tries, modes }
    }

    /// What the screen says of the scopes that hold, the innermost first: the word of the first that has one.
    pub fn mode(&self, scopes: &[Scope]) -> Option<&str> {
        scopes.iter().find_map(|scope| self.modes.get(scope)).map(String::as_str)
    }

    /// Takes one key and says what comes of it.
    ///
    /// `scopes` are those that hold, the innermost first. `pending` are the keys of a sequence that was begun;
    /// it is kept by the caller and changed here: a key that leads nowhere clears it. Releases and keys that
    /// no keymap can name (a modifier alone, Super) change nothing. Call [`split_alt`] first.
    pub fn feed(&self, scopes: &[Scope], pending: &mut Vec<Chord>, event: KeyEvent) -> Lookup {
        let Some(chord) = Chord::from_event(event) else {
            return Lookup::Nothing;
        };
        if let Some(action) = self.waiting(scopes, pending) {
            pending.clear();
            return chord.plain_char().map_or(Lookup::Nothing, |typed| Lookup::Argument(action, typed));
        }
        pending.push(chord);
        for scope in scopes {
            match self.find(*scope, pending) {
                Found::Action(action) if action.row().argument == Argument::Character => {
                    return Lookup::Pending(vec![Follow { keys: String::new(), action }]);
                }
                Found::Action(action) => {
                    pending.clear();
                    return Lookup::Action(action);
                }
                Found::Prefix => return Lookup::Pending(self.follows(scopes, pending)),
                Found::Nothing => {}
            }
        }
        pending.clear();
        Lookup::Nothing
    }

    /// The keys of an action as one sees them from `scope`, as people write them: those bound there, or the
    /// global ones that shine through.
    pub fn keys_for(&self, action: ActionId, scope: Scope) -> Vec<String> {
        let own = self.keys_in(action, scope);
        if !own.is_empty() || !scope.shows_global() {
            return own;
        }
        let global =
            self.bounds.iter().filter(|bound| bound.scope == Scope::Global && bound.action == action);
        // Keys that begin as some of this scope's do are seen as long as they end otherwise.
        let seen = global.filter(|bound| {
            let whole = bound.chords.len();
            (1..=whole).all(|keys| match self.find(scope, &bound.chords[..keys]) {
                Found::Nothing => true,
                Found::Prefix => keys < whole,
                Found::Action(_) => false,
            })
        });
        seen.map(|bound| chord::write(&bound.chords)).collect()
    }

    /// The first keys of an action in one of these scopes, as they are pressed.
    pub fn chords_for(&self, action: ActionId, scopes: &[Scope]) -> Option<Vec<Chord>> {
        let mut own = self.bounds.iter().filter(|bound| bound.action == action);
        own.find(|bound| scopes.contains(&bound.scope)).map(|bound| bound.chords.clone())
    }

    /// The reference of the keys that hold: a row for each action and scope, as [`action::table`] has it for
    /// the default keys. Actions without a key have a row with none.
    pub fn table(&self) -> Vec<KeyRow> {
        let mut rows = Vec::new();
        for action in action::ACTIONS {
            let before = rows.len();
            for scope in Scope::ALL {
                let keys = self.keys_in(action.id, scope);
                if !keys.is_empty() {
                    let (name, description) = (action.name, action.description);
                    rows.push(KeyRow { action: name, scope: scope.name(), keys, description });
                }
            }
            let home = action.bindings.iter().flat_map(|binding| binding.scopes).next();
            if let (true, Some(scope)) = (rows.len() == before, home) {
                let (name, description) = (action.name, action.description);
                rows.push(KeyRow { action: name, scope: scope.name(), keys: Vec::new(), description });
            }
        }
        rows
    }

    /// The keys bound in this scope itself.
    fn keys_in(&self, action: ActionId, scope: Scope) -> Vec<String> {
        let own = self.bounds.iter().filter(|bound| bound.scope == scope && bound.action == action);
        own.map(|bound| chord::write(&bound.chords)).collect()
    }

    fn find(&self, scope: Scope, chords: &[Chord]) -> Found {
        self.tries.get(&scope).map_or(Found::Nothing, |trie| trie.find(chords))
    }

    /// The action that the pending keys have reached and that waits for a character.
    fn waiting(&self, scopes: &[Scope], pending: &[Chord]) -> Option<ActionId> {
        if pending.is_empty() {
            return None;
        }
        scopes.iter().find_map(|scope| match self.find(*scope, pending) {
            Found::Action(action) => Some(action),
            Found::Prefix | Found::Nothing => None,
        })
    }

    /// What may follow the pending keys; of two scopes that know the same sequence the inner one shows.
    fn follows(&self, scopes: &[Scope], pending: &[Chord]) -> Vec<Follow> {
        let mut follows: Vec<Follow> = Vec::new();
        for scope in scopes {
            for bound in self.bounds.iter().filter(|bound| bound.scope == *scope) {
                let Some(rest) = bound.chords.strip_prefix(pending) else { continue };
                let keys = chord::write(rest);
                if !rest.is_empty() && follows.iter().all(|follow| follow.keys != keys) {
                    follows.push(Follow { keys, action: bound.action });
                }
            }
        }
        follows
    }
}

/// What the file of a keymap that comes with the program says; a test reads each of them.
fn contents(name: KeymapName) -> Result<Contents, Error> {
    let (file, text) = FILES[name as usize];
    load::read(Contents::default(), text, file)
}
