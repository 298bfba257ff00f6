//! Jumping to anything with a name: submitters, questions, themes, saved filters.
//!
//! Submitters may be very many: their names are read and made ready by the reading thread ([`Directory`]), and a
//! key press ranks only the likeliest of them.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::cursor::moved;
use super::saved::Counted;
use crate::action::ActionId;
use crate::model::call::Key;
use crate::model::id::{FilterId, ThemeId};
use crate::query::edit;
use crate::tui::directory::Directory;
use crate::tui::event::Effect;
use crate::tui::fuzzy::Pool;
use crate::tui::request::Known;
use crate::tui::widget::field::Field;

/// The cursor's thing is looked for among so many lines when the names come anew.
const NEAR: usize = 500;

/// What a name is the name of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Thing {
    /// A saved filter.
    Filter(FilterId),
    /// A question.
    Question(Key),
    /// A theme.
    Theme(ThemeId),
}

/// Something with a name, but for submitters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it is.
    pub thing: Thing,
    /// What is shown.
    pub name: String,
    /// The query that shows its answers.
    pub query: String,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// One of the entries.
    Entry(usize),
    /// One of the submitters.
    Submitter(usize),
}

/// The open list.
#[derive(Clone, Debug)]
pub struct Jump {
    /// What is typed.
    pub field: Field,
    /// The lines, best first.
    pub lines: Vec<Line>,
    /// The line under the cursor.
    pub at: usize,
    /// How many names match.
    pub matching: usize,
    /// Saved filters, questions and themes.
    pub entries: Vec<Entry>,
    /// The submitters, once they are read.
    pub directory: Option<Arc<Directory>>,
    /// How many answers the saved filters have.
    pub counts: Counted,
    pool: Pool,
}

impl Jump {
    /// Opens the list over what is known; submitters may come later.
    pub fn new(known: &Known, directory: Option<Arc<Directory>>, counts: Counted) -> Self {
        let mut open = Self {
            field: Field::default(),
            lines: Vec::new(),
            at: 0,
            matching: 0,
            entries: Vec::new(),
            directory,
            counts,
            pool: Pool::default(),
        };
        open.read(known);
        open
    }

    /// How many names there are.
    pub fn total(&self) -> usize {
        self.entries.len() + self.directory.as_ref().map_or(0, |d| d.submitters.len())
    }

    /// The query that the line under the cursor stands for.
    pub fn query(&self) -> Option<String> {
        self.query_of(self.at)
    }

    fn query_of(&self, line: usize) -> Option<String> {
        match self.lines.get(line)? {
            Line::Entry(index) => self.entries.get(*index).map(|entry| entry.query.clone()),
            Line::Submitter(index) => {
                let submitter = self.directory.as_ref()?.submitters.get(*index)?;
                Some(edit::only("", "from", &submitter.name))
            }
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept => return self.go(),
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

    /// Takes the submitters.
    pub fn take(&mut self, directory: Arc<Directory>) {
        self.directory = Some(directory);
        self.again();
    }

    /// Takes what is known now.
    pub fn refresh(&mut self, known: &Known) {
        self.read(known);
    }

    fn read(&mut self, known: &Known) {
        self.entries = entries(known);
        self.pool = Pool::new(self.entries.iter().map(|entry| entry.name.as_str()));
        self.again();
    }

    /// Searches again; the cursor stays on its thing, if that is still there.
    fn again(&mut self) {
        let here = self.query_of(self.at).filter(|_| self.at > 0);
        self.search();
        if here.is_some() {
            let near = 0..self.lines.len().min(NEAR);
            self.at = near.into_iter().find(|at| self.query_of(*at) == here).unwrap_or(0);
        }
    }

    fn go(&self) -> Vec<Effect> {
        if let Some(Line::Entry(index)) = self.lines.get(self.at)
            && let Some(Entry { thing: Thing::Filter(id), name, .. }) = self.entries.get(*index)
            && let Some(Err(why)) = self.counts.get(id)
        {
            return vec![Effect::Say(format!("“{name}” cannot be run any more: {why}."))];
        }
        match self.query() {
            Some(query) => vec![Effect::Close, Effect::Read { query, number: None }],
            None => vec![Effect::Say("Nothing has a name like that.".into())],
        }
    }

    /// Ranks everything together; of equals the few kinds come before the many submitters.
    fn search(&mut self) {
        let pattern = self.field.text();
        let few = self.pool.rank(pattern);
        let many = self.directory.as_ref().map(|d| d.names.rank(pattern)).unwrap_or_default();
        self.matching = few.all + many.all;
        let few = few.best.into_iter().map(|(index, score)| (score, Line::Entry(index)));
        let many = many.best.into_iter().map(|(index, score)| (score, Line::Submitter(index)));
        let mut lines: Vec<(i64, Line)> = few.chain(many).collect();
        lines.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.lines = lines.into_iter().map(|(_, line)| line).collect();
        self.at = 0;
    }
}

/// Saved filters, questions and themes, each with the query that shows its answers.
fn entries(known: &Known) -> Vec<Entry> {
    let filters = known.filters.iter().map(|f| Entry {
        thing: Thing::Filter(f.id),
        name: f.name.clone(),
        query: f.query.clone(),
    });
    let questions = known.call.questions.iter().map(|q| Entry {
        thing: Thing::Question(q.key.clone()),
        name: format!("{} {}", q.number, q.short_name),
        query: edit::only("", "q", &q.number),
    });
    let themes = known.codebook.themes.iter().map(|t| {
        let path = known.codebook.path(t.id);
        Entry { thing: Thing::Theme(t.id), query: edit::only("", "theme", &path), name: path }
    });
    filters.chain(questions).chain(themes).collect()
}
