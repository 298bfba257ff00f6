//! The table of actions: one row for everything that can be done at the keyboard.
//!
//! Palette, help, hint line, keymap loader, `rapporteur keys`, the README's key table and the tests read
//! these rows; nothing else lists keys. A row says what an action is called, what it does, and which keys
//! reach it where. What an action *does* stands beside the pane it belongs to, as a `match` over
//! [`ActionId`]; there are no function pointers here, and no terminal types: keys are their written names.
//!
//! Start reading at [`Action`]; the rows are in `action/rows.rs`.

mod id;
mod rows;
mod scope;

pub use id::ActionId;
pub use rows::ACTIONS;
pub use scope::Scope;
use serde::Serialize;

/// What follows an action's key before the action is complete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Argument {
    /// Nothing: the key alone does it.
    None,
    /// One more character, such as a theme's letter.
    Character,
}

/// What a number before an action's key does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Number {
    /// Nothing: the action is done once, and a number before it is refused.
    None,
    /// The action is done that many times.
    Times,
    /// The action goes to the line of that number.
    Place,
}

/// The chapters of the help, in the order in which it shows them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Going through lists, panes and text.
    Move,
    /// Asking for what is to be shown.
    Find,
    /// Tags, notes, statuses, shortlists.
    Say,
    /// Selecting a passage.
    Select,
    /// Marks, undo, export, copies.
    Many,
    /// The screens.
    Screens,
    /// Typing in fields and notes.
    Type,
    /// The program itself.
    Program,
}

impl Group {
    /// The heading of the chapter.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Find => "Find",
            Self::Say => "Say what it is",
            Self::Select => "Select a passage",
            Self::Many => "Many at once",
            Self::Screens => "Screens",
            Self::Type => "While typing",
            Self::Program => "The program",
        }
    }
}

/// A place on the hint line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hint {
    /// A word or two beside the key.
    pub label: &'static str,
    /// The lower, the further left, and the later dropped when room is short.
    pub rank: u8,
}

/// Default keys of an action in some scopes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binding {
    /// Where these keys reach the action.
    pub scopes: &'static [Scope],
    /// The keys as people write them; several keys in a row are divided by blanks ("g g").
    pub keys: &'static [&'static str],
    /// How the hint line of these scopes shows it, if it does.
    pub hint: Option<Hint>,
}

/// A thing that can be done at the keyboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Action {
    /// Which.
    pub id: ActionId,
    /// Its name in keymap files and on the command line: lower case with hyphens.
    pub name: &'static str,
    /// A few words, for the palette and the help.
    pub title: &'static str,
    /// One line that says what it does, without a full stop.
    pub description: &'static str,
    /// Its chapter in the help.
    pub group: Group,
    /// What must follow its key.
    pub argument: Argument,
    /// What a number before its key does.
    pub number: Number,
    /// Its default keys by scope.
    pub bindings: &'static [Binding],
}

impl Action {
    /// Whether keys in `scope` may reach this action: it has keys there, or it is global and the scope is
    /// one of those that global keys shine through.
    pub fn works_in(&self, scope: Scope) -> bool {
        let mut scopes = self.bindings.iter().flat_map(|binding| binding.scopes);
        scopes.any(|&own| own == scope || (own == Scope::Global && scope.shows_global()))
    }

    /// The hint of this action in `scope`, if the hint line shows it there.
    pub fn hint(&self, scope: Scope) -> Option<Hint> {
        self.bindings
            .iter()
            .filter(|binding| binding.scopes.contains(&scope))
            .find_map(|binding| binding.hint)
    }
}

/// The action with this name.
pub fn by_name(name: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.name == name)
}

/// The hints of a scope, the most important first.
pub fn hints(scope: Scope) -> Vec<(ActionId, Hint)> {
    let mut hints: Vec<_> =
        ACTIONS.iter().filter_map(|action| action.hint(scope).map(|hint| (action.id, hint))).collect();
    hints.sort_by_key(|(id, hint)| (hint.rank, *id));
    hints
}

/// A row of the reference of keys, as `rapporteur keys` prints it; its field names are promises.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct KeyRow {
    /// The action's name.
    pub action: &'static str,
    /// The scope's name.
    pub scope: &'static str,
    /// The keys, as people write them.
    pub keys: Vec<String>,
    /// What the action does.
    pub description: &'static str,
}

/// The reference of the default keys: a row for each action and scope, in the order of [`ACTIONS`].
pub fn table() -> Vec<KeyRow> {
    let mut rows = Vec::new();
    for action in ACTIONS {
        for binding in action.bindings {
            rows.extend(binding.scopes.iter().map(|scope| KeyRow {
                action: action.name,
                scope: scope.name(),
                keys: binding.keys.iter().map(|key| (*key).to_owned()).collect(),
                description: action.description,
            }));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ACTIONS, Scope, by_name, hints, table};

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut seen = BTreeSet::new();
        for action in ACTIONS {
            assert!(action.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", action.name);
            assert!(seen.insert(action.name), "{} twice", action.name);
            assert_eq!(by_name(action.name).map(|found| found.id), Some(action.id));
        }
    }

    #[test]
    fn descriptions_are_one_line_without_a_full_stop() {
        for action in ACTIONS {
            for words in [action.title, action.description] {
                assert!(!words.is_empty() && !words.contains('\n') && !words.ends_with('.'), "{words}");
                assert!(words.starts_with(char::is_uppercase) || words.starts_with('$'), "{words}");
            }
        }
    }

    #[test]
    fn every_action_has_a_key_and_each_scope_once() {
        for action in ACTIONS {
            let scopes: Vec<Scope> =
                action.bindings.iter().flat_map(|binding| binding.scopes).copied().collect();
            assert!(!scopes.is_empty(), "{} has no scope", action.name);
            assert_eq!(scopes.iter().collect::<BTreeSet<_>>().len(), scopes.len(), "{}", action.name);
            assert!(action.bindings.iter().all(|binding| !binding.keys.is_empty()), "{}", action.name);
        }
    }

    #[test]
    fn hints_fit_their_line_by_rank() {
        for scope in Scope::ALL {
            let ranks: Vec<u8> = hints(scope).iter().map(|(_, hint)| hint.rank).collect();
            assert!(ranks.is_sorted());
            assert_eq!(ranks.iter().collect::<BTreeSet<_>>().len(), ranks.len(), "{scope:?}: a rank twice");
        }
    }

    #[test]
    fn the_table_names_promised_keys() {
        let rows = table();
        let keys = |action: &str, scope: &str| {
            rows.iter().find(|row| row.action == action && row.scope == scope).map(|row| row.keys.join(", "))
        };
        assert_eq!(keys("down", "global").as_deref(), Some("Down, j"));
        assert_eq!(keys("redo", "global").as_deref(), Some("U, Ctrl-r"));
        assert_eq!(keys("shortlist-remove", "answers").as_deref(), Some("-"));
        assert_eq!(keys("exclude", "filters").as_deref(), Some("-"));
    }
}
