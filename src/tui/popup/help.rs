//! The help: the keys for where one is and for every other place, out of the action table; searchable.

use crossterm::event::KeyEvent;

use crate::action::ActionId;
use crate::text;
use crate::tui::event::Effect;
use crate::tui::widget::field::Field;

/// A key, or several, and what they do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The keys, as people write them.
    pub keys: String,
    /// What they do, in a few words.
    pub title: String,
    /// What they do, in a line: searched, not shown.
    pub description: &'static str,
}

/// Rows under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Keys and what they do.
    pub rows: Vec<Row>,
}

/// The keys of one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Where: "answers list".
    pub place: &'static str,
    /// What one sees there, in a sentence or two.
    pub about: String,
    /// The keys.
    pub groups: Vec<Group>,
}

/// The open help.
#[derive(Clone, Debug)]
pub struct Help {
    /// Every place.
    pub pages: Vec<Page>,
    /// The place that is shown.
    pub at: usize,
    /// Words that every row shown must hold.
    pub field: Field,
    /// Whether they are being typed.
    pub typing: bool,
    /// The first line in sight; drawing stops at the last page.
    pub top: usize,
}

impl Help {
    /// Opens the help at one of its places.
    pub fn new(pages: Vec<Page>, at: usize) -> Self {
        Self { pages, at, field: Field::default(), typing: false, top: 0 }
    }

    /// The place that is shown, and the one that comes next.
    pub fn places(&self) -> (Option<&Page>, Option<&Page>) {
        (self.pages.get(self.at), self.pages.get((self.at + 1) % self.pages.len().max(1)))
    }

    /// The place that is shown with the rows that hold the words, and how many of how many rows those are.
    pub fn narrowed(&self) -> (Vec<Group>, usize, usize) {
        let groups = self.pages.get(self.at).map(|page| page.groups.clone()).unwrap_or_default();
        let all = groups.iter().map(|g| g.rows.len()).sum();
        let words: Vec<&str> = self.field.text().split_whitespace().collect();
        let narrow = |mut group: Group| {
            group.rows.retain(|row| words.iter().all(|word| holds(row, word)));
            (!group.rows.is_empty()).then_some(group)
        };
        let groups: Vec<Group> = groups.into_iter().filter_map(narrow).collect();
        let shown = groups.iter().map(|g| g.rows.len()).sum();
        (groups, shown, all)
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let most = self.pages.get(self.at).map_or(0, |p| p.groups.iter().map(|g| g.rows.len() + 2).sum());
        match action {
            ActionId::Up => self.top = self.top.saturating_sub(1),
            ActionId::Down => self.top = (self.top + 1).min(most),
            ActionId::PageUp | ActionId::HalfPageUp => self.top = self.top.saturating_sub(10),
            ActionId::PageDown | ActionId::HalfPageDown => self.top = (self.top + 10).min(most),
            ActionId::Top => self.top = 0,
            ActionId::End => self.top = most,
            ActionId::NextPane | ActionId::Complete => self.turn(1),
            ActionId::PreviousPane => self.turn(self.pages.len().saturating_sub(1)),
            ActionId::Narrow => self.typing = true,
            ActionId::Accept if self.typing => self.typing = false,
            ActionId::Back if self.typing || !self.field.text().is_empty() => {
                self.typing = false;
                self.field.set("");
                self.top = 0;
            }
            ActionId::Palette => return vec![Effect::Close, Effect::Act(action)],
            _ => return vec![Effect::Close],
        }
        Vec::new()
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.typing && self.field.key(key) {
            self.top = 0;
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if self.typing && self.field.paste(pasted) {
            self.top = 0;
        }
    }

    fn turn(&mut self, places: usize) {
        self.at = (self.at + places) % self.pages.len().max(1);
        self.top = 0;
    }
}

/// Whether a row holds a word: in its keys as they are written, or in what is said of them.
fn holds(row: &Row, word: &str) -> bool {
    let folded = text::fold(word);
    let said = || text::fold(&format!("{} {}", row.title, row.description));
    row.keys.to_lowercase().contains(&word.to_lowercase()) || (!folded.is_empty() && said().contains(&folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help() -> Help {
        let row = |keys: &str, title: &str, description| Row {
            keys: keys.into(),
            title: title.into(),
            description,
        };
        let one =
            Group { title: "Say".into(), rows: vec![row("t", "Tag", "Add themes"), row("'", "Quick", "")] };
        let two = Group { title: "Find".into(), rows: vec![row("Ctrl-f", "Jump", "Go to any submitter")] };
        let page = |place, groups| Page { place, about: String::new(), groups };
        Help::new(vec![page("here", vec![one, two.clone()]), page("there", vec![two])], 0)
    }

    #[test]
    fn typing_narrows_by_keys_titles_and_descriptions() {
        let mut help = help();
        assert_eq!((help.narrowed().1, help.narrowed().2), (3, 3));
        help.act(ActionId::Narrow);
        for (typed, rows) in
            [("THEMES", 1), ("submit", 1), ("ctrl-F", 1), ("'", 1), ("go jump", 1), ("x y", 0)]
        {
            help.field.set(typed);
            assert_eq!(help.narrowed().1, rows, "{typed}");
        }
        assert!(help.act(ActionId::Back).is_empty(), "the first Esc takes the words back");
        assert_eq!((help.narrowed().1, help.typing), (3, false));
        assert!(matches!(help.act(ActionId::Back)[..], [Effect::Close]));
    }

    #[test]
    fn the_places_follow_each_other_in_a_ring() {
        let mut help = help();
        help.act(ActionId::NextPane);
        assert_eq!((help.at, help.places().1.unwrap().place), (1, "here"));
        help.act(ActionId::NextPane);
        help.act(ActionId::PreviousPane);
        assert_eq!(help.at, 1);
    }
}
