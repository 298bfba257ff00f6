//! Choosing the current shortlist, or making one by its name.

use crossterm::event::KeyEvent;

use super::cursor::moved;
use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::work::Shortlist;
use crate::text;
use crate::tui::event::Effect;
use crate::tui::fuzzy;
use crate::tui::widget::field::Field;

/// A line of the chooser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// A shortlist that is there, with the hit characters of its name.
    List(Shortlist, Vec<usize>),
    /// A new one of this name.
    New(String),
}

/// The open chooser.
#[derive(Clone, Debug)]
pub struct ListChooser {
    /// What is typed.
    pub field: Field,
    /// The lines, best first.
    pub lines: Vec<Line>,
    /// The line under the cursor.
    pub at: usize,
    all: Vec<Shortlist>,
}

impl ListChooser {
    /// Opens the chooser over all shortlists, the current one first, and behind them the findings.
    pub fn new(lists: &[Shortlist]) -> Self {
        let (findings, mut all): (Vec<Shortlist>, Vec<Shortlist>) =
            lists.iter().cloned().partition(|list| list.finding.is_some());
        all.extend(findings);
        let mut chooser = Self { field: Field::default(), lines: Vec::new(), at: 0, all };
        chooser.search();
        chooser
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept => return self.apply(),
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

    fn apply(&self) -> Vec<Effect> {
        match self.lines.get(self.at) {
            Some(Line::List(list, _)) => vec![Effect::Close, Effect::ChooseList(list.clone())],
            Some(Line::New(name)) => vec![Effect::Close, Effect::Edit(Edit::AddList { name: name.clone() })],
            None => vec![Effect::Say("Type a name to make a shortlist.".into())],
        }
    }

    fn search(&mut self) {
        let names = self.all.iter().map(|l| l.name.as_str());
        self.lines = fuzzy::rank(self.field.text(), names)
            .into_iter()
            .map(|hit| Line::List(self.all[hit.index].clone(), hit.at))
            .collect();
        let typed = self.field.text().trim();
        let known = |list: &Shortlist| text::fold(&list.name) == text::fold(typed);
        if !typed.is_empty() && !self.all.iter().any(known) {
            self.lines.push(Line::New(typed.to_owned()));
        }
        self.at = 0;
    }
}
