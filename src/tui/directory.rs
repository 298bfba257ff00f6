//! Who there is to jump to: read by the reading thread once, then searched at every key.

use std::collections::HashMap;

use super::fuzzy::Pool;
use crate::model::call::Key;
use crate::model::view::Submitter;

/// Every submitter by name, and how many answers each question has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Directory {
    /// The submitters, by name.
    pub submitters: Vec<Submitter>,
    /// Their names, ready to be searched, in the same order.
    pub names: Pool,
    /// How many answers each question has; none where it is missing.
    pub questions: HashMap<Key, u32>,
}

impl Directory {
    /// Makes the names ready; the slow part, and no part of a key press.
    pub fn new(submitters: Vec<Submitter>, questions: Vec<(Key, u32)>) -> Self {
        let names = Pool::of_folded(submitters.iter().map(|s| s.folded.clone()));
        Self { submitters, names, questions: questions.into_iter().collect() }
    }
}
