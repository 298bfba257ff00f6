//! The palette: every action by name, with its keys, and why it cannot be done now.

use crossterm::event::KeyEvent;

use super::cursor::moved;
use crate::action::ActionId;
use crate::text;
use crate::tui::event::Effect;
use crate::tui::fuzzy;
use crate::tui::widget::field::Field;

/// One action, as the palette lists it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub action: ActionId,
    /// Its name.
    pub title: String,
    /// What it does, in a line or two.
    pub description: String,
    /// Its name in keymap files.
    pub name: &'static str,
    /// Its keys.
    pub keys: String,
    /// Why it cannot be done now.
    pub not_now: Option<String>,
}

/// The open palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub field: Field,
    /// Every action.
    pub entries: Vec<Entry>,
    /// Those that match, best first, with the hit characters of the title.
    pub hits: Vec<(usize, Vec<usize>)>,
    /// The line under the cursor.
    pub at: usize,
}

impl Palette {
    /// Opens the palette over these actions.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut palette = Self { field: Field::default(), entries, hits: Vec::new(), at: 0 };
        palette.search();
        palette
    }

    /// The action under the cursor.
    pub fn current(&self) -> Option<&Entry> {
        self.hits.get(self.at).and_then(|(index, _)| self.entries.get(*index))
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept => {
                return match self.current() {
                    Some(Entry { not_now: Some(why), .. }) => vec![Effect::Say(format!("Not now: {why}."))],
                    Some(entry) => vec![Effect::Close, Effect::Act(entry.action)],
                    None => Vec::new(),
                };
            }
            _ => self.at = moved(self.at, self.hits.len(), action),
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

    fn search(&mut self) {
        let titles = self.entries.iter().map(|entry| entry.title.as_str());
        let mut hits: Vec<(usize, Vec<usize>)> =
            fuzzy::rank(self.field.text(), titles).into_iter().map(|hit| (hit.index, hit.at)).collect();
        // Then those in whose description, name or keys every word stands, or begins one.
        for (index, entry) in self.entries.iter().enumerate() {
            let listed = hits.iter().any(|(listed, _)| *listed == index);
            if !listed && self.field.text().split_whitespace().all(|word| holds(entry, word)) {
                hits.push((index, Vec::new()));
            }
        }
        hits.sort_by_key(|(index, _)| self.entries[*index].not_now.is_some());
        self.hits = hits;
        self.at = 0;
    }
}

/// Whether a word begins one of those that are said of an action, or is one of its keys.
fn holds(entry: &Entry, word: &str) -> bool {
    let folded = text::fold(word);
    let said = text::fold(&format!("{} {} {}", entry.title, entry.description, entry.name));
    let begins = said.starts_with(&folded) || said.contains(&format!(" {folded}"));
    entry.keys.split(' ').any(|key| key.eq_ignore_ascii_case(word)) || (!folded.is_empty() && begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_first_and_any_word_of_the_description_name_or_keys_finds() {
        let entry = |action: ActionId, keys: &str| Entry {
            action,
            title: action.row().title.to_owned(),
            description: action.row().description.to_owned(),
            name: action.row().name,
            keys: keys.to_owned(),
            not_now: None,
        };
        let entries = [(ActionId::Untag, "T"), (ActionId::Jump, "Ctrl-f"), (ActionId::Tag, "t")];
        let mut palette = Palette::new(entries.map(|(action, keys)| entry(action, keys)).to_vec());
        for (typed, expected) in [
            ("theme passage", vec![ActionId::Untag, ActionId::Tag]),
            ("ctrl-f", vec![ActionId::Jump]),
            ("submitter question", vec![ActionId::Jump]),
            ("untag", vec![ActionId::Untag]),
            ("zebra", vec![]),
        ] {
            palette.field.set(typed);
            palette.search();
            let found: Vec<ActionId> = palette.hits.iter().map(|(i, _)| palette.entries[*i].action).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }
}
