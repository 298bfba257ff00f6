//! Choosing a saved filter: its name, its query, and how many answers it has now.

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use super::cursor::moved;
use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::FilterId;
use crate::model::work::SavedFilter;
use crate::tui::event::Effect;
use crate::tui::fuzzy;
use crate::tui::widget::field::Field;

/// How many answers each saved filter has, or what is wrong with its query by now.
pub type Counted = HashMap<FilterId, Result<usize, String>>;

/// The open list of saved filters.
#[derive(Clone, Debug)]
pub struct SavedFilters {
    /// What is typed.
    pub field: Field,
    /// The filters that match, best first, with the hit characters of the name.
    pub lines: Vec<(usize, Vec<usize>)>,
    /// The line under the cursor.
    pub at: usize,
    /// Every saved filter, by name.
    pub all: Vec<SavedFilter>,
    /// What was counted so far.
    pub counts: Counted,
}

impl SavedFilters {
    /// Opens the list.
    pub fn new(all: Vec<SavedFilter>, counts: Counted) -> Self {
        let mut open = Self { field: Field::default(), lines: Vec::new(), at: 0, all, counts };
        open.search();
        open
    }

    /// The filter under the cursor.
    pub fn current(&self) -> Option<&SavedFilter> {
        self.lines.get(self.at).and_then(|(index, _)| self.all.get(*index))
    }

    /// What is wrong with the query of a filter, as far as it was counted.
    pub fn mistake(&self, filter: &SavedFilter) -> Option<&str> {
        self.counts.get(&filter.id).and_then(|count| count.as_ref().err()).map(String::as_str)
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept => return self.run(),
            ActionId::RemoveFilter => {
                let Some(filter) = self.current() else { return Vec::new() };
                // It closes, so that the key that takes the removal back is no letter of the field.
                return vec![Effect::Close, Effect::Edit(Edit::RemoveFilter { name: filter.name.clone() })];
            }
            _ => self.at = moved(self.at, self.lines.len(), action),
        }
        Vec::new()
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.search();
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if self.field.paste(pasted) {
            self.search();
        }
    }

    /// Takes the filters as they are now; the cursor stays on its own.
    pub fn refresh(&mut self, all: &[SavedFilter]) {
        let here = self.current().map(|f| f.id);
        all.clone_into(&mut self.all);
        self.search();
        let place = self.lines.iter().position(|(index, _)| Some(self.all[*index].id) == here);
        self.at = place.unwrap_or(0);
    }

    fn run(&self) -> Vec<Effect> {
        match self.current() {
            None => Vec::new(),
            Some(filter) => match self.mistake(filter) {
                Some(why) => vec![Effect::Say(format!("“{}” cannot be run any more: {why}.", filter.name))],
                None => vec![Effect::Close, Effect::Read { query: filter.query.clone(), number: None }],
            },
        }
    }

    fn search(&mut self) {
        let names: Vec<String> = self.all.iter().map(|f| format!("{} {}", f.name, f.query)).collect();
        let hits = fuzzy::rank(self.field.text(), names.iter().map(String::as_str));
        self.lines = hits
            .into_iter()
            .map(|hit| {
                let length = self.all[hit.index].name.chars().count();
                (hit.index, hit.at.into_iter().filter(|at| *at < length).collect())
            })
            .collect();
        self.at = 0;
    }
}
