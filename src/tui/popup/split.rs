//! Splitting a theme: the list of its tags with their words, from which those are chosen that go to another theme.

use std::collections::BTreeSet;

use super::cursor::moved;
use crate::action::ActionId;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{TagId, ThemeId};
use crate::model::theme_use::ThemeTag;
use crate::tui::event::Effect;
use crate::tui::widget::paint::count;

/// The open chooser.
#[derive(Clone, Debug)]
pub struct SplitChooser {
    /// The theme that is split.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
    /// The path of the theme that tags go to.
    pub into: String,
    /// Its tags, once they are known.
    pub tags: Option<Vec<ThemeTag>>,
    /// The line under the cursor.
    pub at: usize,
    chosen: BTreeSet<TagId>,
}

impl SplitChooser {
    /// Opens the chooser; its tags are asked for then.
    pub fn new(theme: ThemeId, name: String, into: String) -> Self {
        Self { theme, name, into, tags: None, at: 0, chosen: BTreeSet::new() }
    }

    /// Takes the tags of the theme; what was chosen stays chosen as far as it is still there.
    pub fn take(&mut self, theme: ThemeId, tags: &[ThemeTag]) {
        if theme != self.theme {
            return;
        }
        let known: BTreeSet<TagId> = tags.iter().map(|tag| tag.id).collect();
        self.chosen.retain(|tag| known.contains(tag));
        self.at = self.at.min(tags.len().saturating_sub(1));
        self.tags = Some(tags.to_vec());
    }

    /// The tags that are known.
    pub fn lines(&self) -> &[ThemeTag] {
        self.tags.as_deref().unwrap_or_default()
    }

    /// Whether a tag goes.
    pub fn is_chosen(&self, tag: TagId) -> bool {
        self.chosen.contains(&tag)
    }

    /// How many go.
    pub fn chosen(&self) -> usize {
        self.chosen.len()
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return vec![Effect::Close],
            ActionId::ToggleChoice => {
                if let Some(tag) = self.lines().get(self.at).map(|tag| tag.id)
                    && !self.chosen.remove(&tag)
                {
                    self.chosen.insert(tag);
                }
                self.at = moved(self.at, self.lines().len(), ActionId::Down);
            }
            ActionId::MarkAll => {
                let all: BTreeSet<TagId> = self.lines().iter().map(|tag| tag.id).collect();
                self.chosen = if self.chosen == all { BTreeSet::new() } else { all };
            }
            ActionId::Accept if self.chosen.is_empty() => {
                return vec![Effect::Say(
                    "Choose the tags that go there first: ‹toggle-choice› chooses one.".into(),
                )];
            }
            ActionId::Accept => {
                let tags = self.lines().iter().map(|tag| tag.id).filter(|tag| self.is_chosen(*tag)).collect();
                let into = ThemeChoice::New(self.into.clone());
                let edit = Edit::SplitTheme { theme: self.theme, into, tags };
                return vec![Effect::Close, Effect::Edit(edit)];
            }
            _ => self.at = moved(self.at, self.lines().len(), action),
        }
        Vec::new()
    }

    /// What the status line says meanwhile.
    pub fn line(&self) -> String {
        match &self.tags {
            None => "The tags are being read.".into(),
            Some(_) => format!("{} go to {}; the others stay.", count(self.chosen(), "tag"), self.into)
                .replace("1 tag go to", "1 tag goes to"),
        }
    }
}
