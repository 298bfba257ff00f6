//! One line of words for a shortlist: a heading, or the name of the list.

use crossterm::event::KeyEvent;

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::{ItemId, ListId};
use crate::model::work::ItemKind;
use crate::tui::event::Effect;
use crate::tui::widget::field::Field;

/// What the words are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// A new heading before an item; at the end without one.
    Heading {
        /// The list.
        list: ListId,
        /// The item that follows it.
        before: Option<ItemId>,
    },
    /// Another heading in the place of one that is there.
    Reword {
        /// Which.
        item: ItemId,
    },
    /// Another name of a list.
    Rename {
        /// Which.
        list: ListId,
    },
}

/// The open field.
#[derive(Clone, Debug)]
pub struct LineField {
    /// What is typed.
    pub field: Field,
    /// What it is for.
    pub purpose: Purpose,
}

impl LineField {
    /// Opens the field with what is there.
    pub fn new(purpose: Purpose, words: &str) -> Self {
        Self { field: Field::new(words), purpose }
    }

    /// The title of the popup, and what Enter does.
    pub fn titles(&self) -> (&'static str, &'static str) {
        match self.purpose {
            Purpose::Heading { .. } => ("Heading", "put it before the item"),
            Purpose::Reword { .. } => ("Heading", "change it"),
            Purpose::Rename { .. } => ("Name of the shortlist", "rename it"),
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => vec![Effect::Close],
            ActionId::Accept => self.keep(),
            _ => Vec::new(),
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        self.field.key(key);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        self.field.paste(pasted);
    }

    fn keep(&self) -> Vec<Effect> {
        let text = self.field.text().trim().to_owned();
        if text.is_empty() {
            return vec![Effect::Say("Type some words, or Esc to leave it as it is.".into())];
        }
        let edit = match self.purpose {
            Purpose::Heading { list, before } => {
                Edit::AddText { list, kind: ItemKind::Heading, text, before }
            }
            Purpose::Reword { item } => Edit::RewordItem { item, text },
            Purpose::Rename { list } => Edit::RenameList { list, name: text },
        };
        vec![Effect::Close, Effect::Edit(edit)]
    }
}
