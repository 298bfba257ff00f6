//! Key sequences of one scope, as a trie.

use std::collections::BTreeMap;

use super::Chord;
use crate::action::ActionId;

/// What a sequence of keys leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// An action.
    Action(ActionId),
    /// The beginning of longer sequences.
    Prefix,
    /// Nowhere.
    Nothing,
}

/// A trie whose nodes lie in one list, so that no sequence, however long, needs recursion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Node {
    action: Option<ActionId>,
    next: BTreeMap<Chord, usize>,
}

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Trie {
    /// Adds a sequence; an action that was there gives way.
    pub(super) fn insert(&mut self, chords: &[Chord], action: ActionId) {
        let mut at = 0;
        for chord in chords {
            let fresh = self.nodes.len();
            at = *self.nodes[at].next.entry(*chord).or_insert(fresh);
            if at == fresh {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[at].action = Some(action);
    }

    /// Follows a sequence.
    pub(super) fn find(&self, chords: &[Chord]) -> Found {
        let mut at = 0;
        for chord in chords {
            match self.nodes[at].next.get(chord) {
                Some(next) => at = *next,
                None => return Found::Nothing,
            }
        }
        self.nodes[at].action.map_or(Found::Prefix, Found::Action)
    }
}
