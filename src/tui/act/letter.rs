//! Tagging by a letter: the quick tag, and the one that is also the end of reading an answer.

use crate::action::ActionId;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::ThemeId;
use crate::model::work::Target;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::picker::Purpose;

/// What a letter stands for.
enum Meaning {
    /// A theme, the last one.
    Theme(ThemeId),
    /// A theme, and one more letter comes.
    AndMore(ThemeId),
    /// The themes of the last tagging.
    Again,
    /// The picker.
    Search,
    /// Nothing.
    Nothing,
}

impl App {
    /// Tags with the theme of a letter, or with one of the last five; after a capital letter it waits for one more.
    pub(in crate::tui) fn quick_tag(&mut self, action: ActionId, letter: char) -> Vec<Effect> {
        let and_next = action == ActionId::TagReviewed;
        let Some(target) = self.target() else {
            return vec![Effect::Say("There is no answer here to tag.".into())];
        };
        match self.meaning(letter) {
            Meaning::Theme(theme) => {
                self.add_lettered(theme);
                self.tag_lettered(and_next)
            }
            Meaning::AndMore(theme) => {
                self.add_lettered(theme);
                self.keys.wait_for(action, &self.scopes());
                Vec::new()
            }
            Meaning::Again => {
                let effects = self.repeat(target);
                self.and_reviewed(effects, and_next)
            }
            Meaning::Search => self.search_all(target, and_next),
            Meaning::Nothing => vec![Effect::Say(format!(
                "No theme has the letter “{letter}”: {} searches all themes.",
                self.search_letter()
            ))],
        }
    }

    fn meaning(&self, letter: char) -> Meaning {
        let recent = self.recent();
        let recent = letter.to_digit(10).and_then(|d| recent.get((d as usize).checked_sub(1)?)).copied();
        let of = |wanted| {
            let mut themes = self.known.codebook.themes.iter();
            themes.find(|theme| theme.letter == Some(wanted)).map(|theme| theme.id)
        };
        let mut small = letter.to_lowercase();
        let small = small.next().filter(|small| small.to_string() != letter.to_string());
        match (recent.or_else(|| of(letter)), small.and_then(of)) {
            (Some(theme), _) => Meaning::Theme(theme),
            (None, Some(theme)) => Meaning::AndMore(theme),
            // Beside the letters of themes the box has keys of its own.
            (None, None) if letter == '.' => Meaning::Again,
            (None, None) if letter == self.search_letter() => Meaning::Search,
            (None, None) => Meaning::Nothing,
        }
    }

    fn add_lettered(&mut self, theme: ThemeId) {
        if !self.desk.lettered.contains(&theme) {
            self.desk.lettered.push(theme);
        }
    }

    /// Tags with the themes that letters have named.
    pub(super) fn tag_lettered(&mut self, and_next: bool) -> Vec<Effect> {
        let themes: Vec<ThemeChoice> =
            std::mem::take(&mut self.desk.lettered).into_iter().map(ThemeChoice::Existing).collect();
        let Some(target) = self.target().filter(|_| !themes.is_empty()) else { return Vec::new() };
        let effects = vec![Effect::Edit(Edit::Tag { target, themes, stance: None })];
        self.and_reviewed(effects, and_next)
    }

    /// Lets a tagging be also the mark that all is said, after which the next answer to do comes.
    fn and_reviewed(&self, effects: Vec<Effect>, and_next: bool) -> Vec<Effect> {
        let one = |effect| match effect {
            Effect::Edit(Edit::Tag { target, themes, stance }) if and_next => {
                Effect::Edit(Edit::TagReviewed { target, themes, stance, answers: self.answers_in_hand() })
            }
            other => other,
        };
        effects.into_iter().map(one).collect()
    }

    /// Opens the picker, with the themes that letters have named as chosen already.
    fn search_all(&mut self, target: Target, and_next: bool) -> Vec<Effect> {
        let chosen = std::mem::take(&mut self.desk.lettered);
        let mut effects = self.pick(Purpose::Tag, target);
        for effect in &mut effects {
            if let Effect::Open(Popup::Picker(picker)) = effect {
                picker.chosen = chosen.iter().copied().map(ThemeChoice::Existing).collect();
                picker.and_next = and_next.then(|| self.answers_in_hand());
            }
        }
        effects
    }

    /// The themes that were tagged with last and are still offered: of a merged one, that into which it was merged.
    pub(in crate::tui) fn recent(&self) -> Vec<ThemeId> {
        let book = &self.known.codebook;
        let mut recent = Vec::new();
        for id in self.desk.recent.iter().map(|id| book.shown(*id)) {
            if book.theme(id).is_some_and(|theme| !theme.retired) && !recent.contains(&id) {
                recent.push(id);
            }
        }
        recent
    }

    /// The key of the letter box that searches all themes: `t`, unless a theme has that letter.
    pub(in crate::tui) fn search_letter(&self) -> char {
        if self.known.codebook.themes.iter().any(|theme| theme.letter == Some('t')) { '/' } else { 't' }
    }

    pub(super) fn repeat(&self, target: Target) -> Vec<Effect> {
        match &self.desk.tagging {
            Some(last) => {
                vec![Effect::Edit(Edit::Tag { target, themes: last.themes.clone(), stance: last.stance })]
            }
            None => vec![Effect::Say("Nothing has been tagged yet that could be repeated.".into())],
        }
    }
}
