//! Choosing the order of a list.

use crossterm::event::KeyEvent;

use super::cursor::moved;
use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::fuzzy;
use crate::tui::widget::field::Field;

/// An order: in words, and as the value of `sort:`.
pub type Order = (&'static str, &'static str);

/// The orders of answers; the first is the usual one.
const ANSWERS: [Order; 16] = [
    ("As they came, by question", ""),
    ("Date, the first one first", "date"),
    ("Date, the last one first", "-date"),
    ("Submitter, A to Z", "from"),
    ("Submitter, Z to A", "-from"),
    ("Question, in the call's order", "q"),
    ("Question, the last one first", "-q"),
    ("Words, the shortest first", "words"),
    ("Words, the longest first", "-words"),
    ("Country, A to Z", "country"),
    ("Country, Z to A", "-country"),
    ("Stakeholder type, A to Z", "type"),
    ("Stakeholder type, Z to A", "-type"),
    ("Reference, A to Z", "ref"),
    ("Reference, Z to A", "-ref"),
    ("How well the words fit, the best first", "relevance"),
];

/// What only answers have an order by.
const OF_ANSWERS: [&str; 3] = ["q", "words", "relevance"];

/// The open chooser.
#[derive(Clone, Debug)]
pub struct SortChooser {
    /// What is typed.
    pub field: Field,
    /// The orders that fit, best first, with the hit characters of their words.
    pub lines: Vec<(Order, Vec<usize>)>,
    /// The line under the cursor.
    pub at: usize,
    /// The present order.
    pub now: String,
    all: Vec<Order>,
}

impl SortChooser {
    /// Opens the chooser on the present order, of answers or of submissions.
    pub fn new(now: String, of_answers: bool) -> Self {
        let holds = |order: &Order| of_answers || !OF_ANSWERS.contains(&order.1.trim_start_matches('-'));
        let all: Vec<Order> = ANSWERS.into_iter().filter(holds).collect();
        let mut chooser = Self { field: Field::default(), lines: Vec::new(), at: 0, now, all };
        chooser.search();
        chooser.at = chooser.lines.iter().position(|(order, _)| order.1 == chooser.now).unwrap_or(0);
        chooser
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => vec![Effect::Close],
            ActionId::Accept => match self.lines.get(self.at) {
                Some((order, _)) => vec![Effect::Close, Effect::Sort(order.1)],
                None => vec![Effect::Say("There is no such order: type a part of its name.".into())],
            },
            _ => {
                self.at = moved(self.at, self.lines.len(), action);
                Vec::new()
            }
        }
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

    fn search(&mut self) {
        let names = self.all.iter().map(|order| order.0);
        let hits = fuzzy::rank(self.field.text(), names);
        self.lines = hits.into_iter().map(|hit| (self.all[hit.index], hit.at)).collect();
        self.at = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{edit, parse};

    #[test]
    fn every_order_is_one_of_the_query_language() {
        for (words, sort) in ANSWERS {
            let query = edit::with_sort("ipv6 sort:-date", sort);
            let parsed = parse(&query).unwrap_or_else(|wrong| panic!("{words}: {wrong:?}"));
            assert_eq!(parsed.sort.len(), usize::from(!sort.is_empty()), "{query}");
            assert_eq!(edit::sort(&query), sort);
        }
    }
}
