//! Going through the texts in which a theme's terms stand but that nobody tagged with it: yes, no or later, a key each.
//!
//! The list is an ordinary query; the keys hold while that query is shown. A "no" is kept, so that the next time only what
//! is new comes.

use crate::action::ActionId;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::ThemeId;
use crate::model::work::Target;
use crate::query::edit;
use crate::text;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::Focus;
use crate::tui::list::Step;
use crate::tui::screen::Screen;

/// A name of more characters gives way to the short one.
const LONGEST: usize = 14;

/// A theme that is being decided on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deciding {
    /// Which.
    pub theme: ThemeId,
    /// Its name, or its short one.
    pub name: String,
    /// The query whose answers are gone through.
    pub query: String,
}

impl App {
    /// The theme that is being decided on, while its answers are shown and have the keys.
    pub(in crate::tui) fn deciding(&self) -> Option<&Deciding> {
        let here = self.screens.at == Screen::Review && self.open.focus != Focus::Filters;
        self.desk.deciding.as_ref().filter(|deciding| here && deciding.query == self.query.good)
    }

    /// Shows where the terms of the theme under the cursor of the filters stand, and nobody tagged it.
    pub(super) fn decide_filter(&mut self) -> Vec<Effect> {
        match self.filters.value().and_then(|(_, value, _)| value.theme) {
            Some(theme) => self.decide(theme),
            None => vec![Effect::Say("Go to a theme first: it is about its search terms.".into())],
        }
    }

    /// Shows where the terms of a theme stand, and nobody tagged it.
    pub(in crate::tui) fn decide(&mut self, theme: ThemeId) -> Vec<Effect> {
        let book = &self.known.codebook;
        let Some(it) = book.theme(theme) else { return Vec::new() };
        let under = book.with_descendants(theme);
        if under.iter().filter_map(|id| book.theme(*id)).all(|theme| theme.terms.is_empty()) {
            let line = format!("“{}” has no search terms: they are part of its description.", it.name);
            return vec![Effect::Say(line)];
        }
        // An exact name wins over parts of others; of several the path says which.
        let same = book.themes.iter().filter(|other| text::fold(&other.name) == text::fold(&it.name));
        let called = if same.count() == 1 { it.name.clone() } else { book.path(theme) };
        let query = edit::exclude(&edit::only("", "terms", &called), "theme", &called);
        let query = edit::exclude(&query, "declined", &called);
        // The title of the list has little room.
        let short = it.name.chars().count() > LONGEST && !it.short_name.is_empty();
        let name = if short { it.short_name.clone() } else { it.name.clone() };
        self.desk.deciding = Some(Deciding { theme, name, query: query.clone() });
        self.read_there(&query, None);
        Vec::new()
    }

    /// Takes a decision, and goes on to the next text.
    pub(super) fn take_decision(&mut self, action: ActionId) -> Vec<Effect> {
        let Some(theme) = self.deciding().map(|deciding| deciding.theme) else {
            let line = "Nothing is being decided: the filter pane's ‹filters:decide› shows where a theme's terms stand untagged.";
            return vec![Effect::Say(line.into())];
        };
        let Some(target) = self.target() else {
            return vec![Effect::Say("There is no answer here to decide on.".into())];
        };
        let edit = match (action, target) {
            (ActionId::DecideYes, target) => {
                Some(Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme)], stance: None })
            }
            (ActionId::DecideNo, Target::Answers(answers)) => Some(Edit::Decline { answers, theme }),
            (ActionId::DecideNo, Target::Passage(answer, _)) => {
                Some(Edit::Decline { answers: vec![answer].into(), theme })
            }
            _ => None,
        };
        if self.list.mark_count() == 0 && !self.list.move_by(Step::By(1)) && edit.is_none() {
            return vec![Effect::Say("That was the last one. ‹back› leaves.".into())];
        }
        edit.map(Effect::Edit).into_iter().collect()
    }

    /// Stops deciding; true when something was being decided.
    pub(super) fn stop_deciding(&mut self) -> bool {
        let was = self.deciding().is_some();
        if was {
            self.desk.deciding = None;
            self.status.say("The list stays; the usual keys hold again.");
        }
        was
    }
}
