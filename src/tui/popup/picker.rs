//! The theme picker: fuzzy search over names and paths, several at once, a stance, a new theme by its name.

use crossterm::event::KeyEvent;

use crate::action::ActionId;
use crate::model::answers::Answers;
use crate::model::codebook::{Codebook, PATH_SEPARATOR, Theme};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{TagId, ThemeId};
use crate::model::work::{Stance, Target};
use crate::text;
use crate::tui::event::Effect;
use crate::tui::fuzzy;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::count;

/// What the picker is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Adding tags.
    Tag,
    /// Taking tags off.
    Untag,
    /// Putting this tag of a theme on another one.
    Retag(ThemeId, TagId),
    /// Merging this theme, which has so many tags, into another.
    Merge(ThemeId, u32),
    /// Making the passage an example.
    Example,
}

/// One line of the picker's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// A theme, or a name for a new one.
    pub choice: ThemeChoice,
    /// Hit characters of the name.
    pub hits: Vec<usize>,
    /// Hit characters of the path above it.
    pub path_hits: Vec<usize>,
}

/// The open picker.
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is typed.
    pub field: Field,
    /// What it is opened for.
    pub purpose: Purpose,
    /// What will be tagged.
    pub target: Target,
    /// The lines, best first.
    pub candidates: Vec<Candidate>,
    /// The line under the cursor.
    pub at: usize,
    /// What Tab has chosen, in that order.
    pub chosen: Vec<ThemeChoice>,
    /// The stance of the tags.
    pub stance: Option<Stance>,
    /// The answers that are then reviewed, after which the next one comes.
    pub and_next: Option<Answers>,
    /// The themes that can be picked.
    pool: Vec<ThemeId>,
    /// The name of the theme that is merged, or that a tag was of.
    pub name: String,
}

impl Picker {
    /// Opens the picker over these themes.
    pub fn new(purpose: Purpose, target: Target, pool: Vec<ThemeId>, codebook: &Codebook) -> Self {
        let mut picker = Self {
            field: Field::default(),
            purpose,
            target,
            candidates: Vec::new(),
            at: 0,
            chosen: Vec::new(),
            stance: None,
            and_next: None,
            pool,
            name: String::new(),
        };
        picker.search(codebook);
        picker
    }

    /// Opens the picker for the theme that another with so many tags is merged into.
    pub fn merging(theme: &Theme, tags: u32, codebook: &Codebook) -> Self {
        let pool = codebook.offered().map(|other| other.id).filter(|other| *other != theme.id).collect();
        let nothing = Target::Answers(Vec::new().into());
        let picker = Self::new(Purpose::Merge(theme.id, tags), nothing, pool, codebook);
        Self { name: theme.name.clone(), ..picker }
    }

    /// How many themes match, and of how many.
    pub fn counts(&self) -> (usize, usize) {
        let themes = self.candidates.iter().filter(|c| matches!(c.choice, ThemeChoice::Existing(_))).count();
        (themes, self.pool.len())
    }

    /// The line under the cursor.
    pub fn current(&self) -> Option<&Candidate> {
        self.candidates.get(self.at)
    }

    /// What Enter would apply: what was chosen, else the line under the cursor.
    pub fn picked(&self) -> Vec<ThemeChoice> {
        if self.chosen.is_empty() {
            self.current().map(|c| c.choice.clone()).into_iter().collect()
        } else {
            self.chosen.clone()
        }
    }

    /// Whether the choice is among the chosen.
    pub fn is_chosen(&self, choice: &ThemeChoice) -> bool {
        self.chosen.contains(choice)
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept => return self.apply(),
            ActionId::ToggleChoice if self.takes_several() => self.toggle(),
            ActionId::Stance if self.purpose == Purpose::Tag => self.stance = Stance::next(self.stance),
            ActionId::Up => self.at = self.at.saturating_sub(1),
            ActionId::Down => self.move_by(1),
            ActionId::PageDown => self.move_by(5),
            ActionId::PageUp => self.at = self.at.saturating_sub(5),
            _ => {}
        }
        Vec::new()
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent, codebook: &Codebook) {
        if self.field.key(key) {
            self.search(codebook);
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str, codebook: &Codebook) {
        if self.field.paste(pasted) {
            self.search(codebook);
        }
    }

    fn move_by(&mut self, lines: usize) {
        self.at = (self.at + lines).min(self.candidates.len().saturating_sub(1));
    }

    fn toggle(&mut self) {
        let Some(choice) = self.current().map(|c| c.choice.clone()) else { return };
        match self.chosen.iter().position(|c| *c == choice) {
            Some(place) => drop(self.chosen.remove(place)),
            None => self.chosen.push(choice),
        }
    }

    fn apply(&self) -> Vec<Effect> {
        let themes = self.picked();
        if themes.is_empty() {
            return vec![Effect::Say("No theme matches what is typed.".into())];
        }
        let target = self.target.clone();
        let edit = match self.purpose {
            Purpose::Tag => match self.and_next.clone() {
                Some(answers) => Edit::TagReviewed { target, themes, stance: self.stance, answers },
                None => Edit::Tag { target, themes, stance: self.stance },
            },
            Purpose::Untag => Edit::Untag { target, themes: existing(&themes) },
            Purpose::Retag(theme, tag) => {
                let Some(into) = themes.into_iter().next_back() else { return Vec::new() };
                Edit::Retag { theme, tag, into }
            }
            Purpose::Merge(theme, _) => {
                let Some(into) = existing(&themes).pop() else { return Vec::new() };
                Edit::MergeThemes { themes: vec![theme], into }
            }
            Purpose::Example => match (existing(&themes).pop(), target) {
                (Some(theme), Target::Passage(answer, span)) => Edit::PickExample { theme, answer, span },
                _ => return Vec::new(),
            },
        };
        vec![Effect::Close, Effect::Edit(edit)]
    }

    fn search(&mut self, codebook: &Codebook) {
        let themes: Vec<&Theme> = self.pool.iter().filter_map(|id| codebook.theme(*id)).collect();
        let names: Vec<String> =
            themes.iter().map(|t| format!("{} {}", t.name, path_above(codebook, t.id))).collect();
        self.candidates = fuzzy::rank(self.field.text(), names.iter().map(String::as_str))
            .into_iter()
            .map(|hit| {
                let theme = themes[hit.index];
                let length = theme.name.chars().count();
                let (hits, beyond): (Vec<usize>, Vec<usize>) = hit.at.iter().partition(|at| **at < length);
                let path_hits = beyond.into_iter().filter_map(|at| at.checked_sub(length + 1)).collect();
                Candidate { choice: ThemeChoice::Existing(theme.id), hits, path_hits }
            })
            .collect();
        let typed = self.field.text().trim();
        let known = |t: &Theme| text::fold(&t.name) == text::fold(typed);
        let makes = matches!(self.purpose, Purpose::Tag | Purpose::Retag(..));
        if makes && !typed.is_empty() && !codebook.themes.iter().any(known) {
            let choice = ThemeChoice::New(typed.to_owned());
            self.candidates.push(Candidate { choice, hits: Vec::new(), path_hits: Vec::new() });
        }
        self.at = 0;
    }
}

/// The names above a theme, joined; empty at the top.
pub fn path_above(codebook: &Codebook, id: ThemeId) -> String {
    let mut names: Vec<&str> = codebook.ancestors(id).map(|t| t.name.as_str()).collect();
    names.reverse();
    names.join(PATH_SEPARATOR)
}

/// The themes among choices that are in the codebook.
pub fn existing(choices: &[ThemeChoice]) -> Vec<ThemeId> {
    choices
        .iter()
        .filter_map(|choice| match choice {
            ThemeChoice::Existing(id) => Some(*id),
            ThemeChoice::New(_) => None,
        })
        .collect()
}

impl Picker {
    /// What is tagged, in words: "2 answers", "a passage".
    pub fn object(&self) -> String {
        match &self.target {
            Target::Answers(answers) => count(answers.len(), "answer"),
            Target::Passage(..) => "a passage".into(),
        }
    }

    /// Whether several themes can be chosen.
    pub fn takes_several(&self) -> bool {
        matches!(self.purpose, Purpose::Tag | Purpose::Untag)
    }

    /// The popup's title.
    pub fn title(&self) -> String {
        match self.purpose {
            Purpose::Tag if self.and_next.is_some() => format!("Tag {}, reviewed, next", self.object()),
            Purpose::Tag => format!("Tag {}", self.object()),
            Purpose::Untag => format!("Untag {}", self.object()),
            Purpose::Retag(..) => format!("Instead of {}", self.name),
            Purpose::Merge(..) => format!("Merge {} into", self.name),
            Purpose::Example => "The passage as an example of".into(),
        }
    }

    /// What Enter does.
    pub fn verb(&self) -> String {
        match self.purpose {
            Purpose::Tag => format!("tag {}", self.target.count()),
            Purpose::Untag => format!("take off {}", self.target.count()),
            Purpose::Retag(..) => "tag it so instead".into(),
            Purpose::Merge(_, 1) => "merge: 1 tag goes there".into(),
            Purpose::Merge(_, tags) => format!("merge: {} go there", count(tags as usize, "tag")),
            Purpose::Example => "make it an example".into(),
        }
    }

    /// What the status line says meanwhile.
    pub fn line(&self) -> String {
        match (&self.target, self.purpose) {
            (Target::Answers(answers), Purpose::Tag) if answers.len() > 1 => {
                format!("Tag the marked: {}", self.object())
            }
            _ => self.title(),
        }
    }
}
