//! One line of words: a heading of a shortlist, the name of the list, a new theme, a place in the answers list.

use crossterm::event::KeyEvent;

use super::Popup;
use super::split::SplitChooser;
use crate::action::ActionId;
use crate::model::codebook::{PATH_SEPARATOR, Theme};
use crate::model::edit::Edit;
use crate::model::id::{ItemId, ListId, ThemeId};
use crate::model::work::ItemKind;
use crate::tui::event::Effect;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::grouped;

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
    /// A new theme, by its path.
    NewTheme,
    /// The theme that some tags of another go to, by its path.
    Split {
        /// The theme that is split.
        theme: ThemeId,
    },
    /// A place in a list of so many answers.
    Place {
        /// How many there are.
        total: usize,
    },
}

/// The open field.
#[derive(Clone, Debug)]
pub struct LineField {
    /// What is typed.
    pub field: Field,
    /// What it is for.
    pub purpose: Purpose,
    /// The name of what it is about, where that is needed later.
    name: String,
    /// Whether Enter could do nothing with what is typed.
    wrong: bool,
}

impl LineField {
    /// Opens the field with what is there.
    pub fn new(purpose: Purpose, words: &str) -> Self {
        Self { field: Field::new(words), purpose, name: String::new(), wrong: false }
    }

    /// Opens the field for the path of the theme that some tags of another go to.
    pub fn splitting(theme: &Theme, words: &str) -> Self {
        let name = theme.name.clone();
        Self { name, ..Self::new(Purpose::Split { theme: theme.id }, words) }
    }

    /// The title of the popup, and what Enter does.
    pub fn titles(&self) -> (&'static str, &'static str) {
        match self.purpose {
            Purpose::Heading { .. } => ("Heading", "put it before the item"),
            Purpose::Reword { .. } => ("Heading", "change it"),
            Purpose::Rename { .. } => ("Name of the shortlist", "rename it"),
            Purpose::NewTheme => ("New theme", "make it"),
            Purpose::Split { .. } => ("Split: the theme that some of the tags go to", "choose the tags"),
            Purpose::Place { .. } => ("Go to a place in the list", "go there"),
        }
    }

    /// What can be typed, and whether something else was.
    pub fn explanation(&self) -> (String, bool) {
        let words = match self.purpose {
            Purpose::Place { total } => {
                format!("A number from 1 to {}, or a share such as 50%", grouped(total))
            }
            _ if self.wrong => "Type some words, or ‹back› to leave it as it is".to_owned(),
            _ => String::new(),
        };
        (words, self.wrong)
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
        self.wrong = false;
        self.field.key(key);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        self.wrong = false;
        self.field.paste(pasted);
    }

    fn keep(&mut self) -> Vec<Effect> {
        let text = self.field.text().trim().to_owned();
        if text.is_empty() && !matches!(self.purpose, Purpose::Place { .. }) {
            self.wrong = true;
            return Vec::new();
        }
        if let Purpose::Place { total } = self.purpose {
            if let Some(place) = place(&text, total) {
                return vec![Effect::Close, Effect::GoTo(place)];
            }
            self.wrong = true;
            return Vec::new();
        }
        let nameless = text.rsplit(PATH_SEPARATOR.trim()).next().is_some_and(|name| name.trim().is_empty());
        if nameless && matches!(self.purpose, Purpose::NewTheme | Purpose::Split { .. }) {
            return vec![Effect::Say("Type its name behind the path, or ‹back› to leave it.".into())];
        }
        let edit = match self.purpose {
            Purpose::Heading { list, before } => {
                Edit::AddText { list, kind: ItemKind::Heading, text, before }
            }
            Purpose::Reword { item } => Edit::RewordItem { item, text },
            Purpose::Rename { list } => Edit::RenameList { list, name: text },
            Purpose::NewTheme => Edit::AddTheme { path: text },
            Purpose::Split { theme } => {
                let chooser = SplitChooser::new(theme, self.name.clone(), text);
                return vec![Effect::Close, Effect::Open(Popup::Split(Box::new(chooser)))];
            }
            Purpose::Place { .. } => return Vec::new(),
        };
        vec![Effect::Close, Effect::Edit(edit)]
    }
}

/// The place, from 0, that a number or a share of so many stands for; one beyond an end is that end.
fn place(text: &str, total: usize) -> Option<usize> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '’' | '\'')).collect();
    let last = total.saturating_sub(1);
    let number = |digits: &str| {
        let only_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        // A number that is too long to be read lies beyond the end.
        only_digits.then(|| digits.parse().unwrap_or(usize::MAX))
    };
    let place = match plain.strip_suffix('%') {
        Some(share) => (last as u128 * number(share)?.min(100) as u128 / 100) as usize,
        None => number(&plain)?.saturating_sub(1),
    };
    Some(place.min(last))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_a_number_or_a_share() {
        let of_a_million = |text| place(text, 1_000_000);
        assert_eq!(of_a_million("1"), Some(0));
        assert_eq!(of_a_million("500 000"), Some(499_999));
        assert_eq!(of_a_million("942,355"), Some(942_354));
        assert_eq!(of_a_million("50%"), Some(499_999));
        assert_eq!((of_a_million("0"), of_a_million("0%")), (Some(0), Some(0)));
        assert_eq!((of_a_million("100 %"), of_a_million("300%")), (Some(999_999), Some(999_999)));
        assert_eq!(of_a_million("99999999999999999999999"), Some(999_999));
        assert_eq!((of_a_million("-3"), of_a_million("ten"), of_a_million("%")), (None, None, None));
        assert_eq!((place("7", 1), place("50%", 1)), (Some(0), Some(0)));
    }
}
