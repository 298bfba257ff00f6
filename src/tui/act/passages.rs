//! Tags and tagged passages under the hand: made longer or shorter, put on another theme.

use crate::action::{ActionId, Scope};
use crate::model::edit::Edit;
use crate::model::work::Target;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::Focus;
use crate::tui::popup::Popup;
use crate::tui::popup::picker::Purpose;

impl App {
    /// Makes the passage that is pointed at what is selected.
    pub(super) fn reshape(&mut self) -> Vec<Effect> {
        let view = self.reader.view().filter(|view| Some(view.number) == self.list.cursor());
        let selected = self.reader.selection.zip(self.reader.units());
        let (Some(view), Some((selection, units))) = (view, selected) else { return Vec::new() };
        let to = units.trim(selection.span);
        if let Some(from) = self.reader.pointed {
            return vec![Effect::Edit(Edit::Reshape { answer: view.number, from, to })];
        }
        let key = self.keys.first(ActionId::NextPassage, Scope::Reader).unwrap_or_default();
        vec![Effect::Say(format!("Go to a tagged passage with {key} first, then select what it is to be."))]
    }
}

impl App {
    /// Withholds what is selected from every export, or lets what is withheld there leave again.
    pub(super) fn withhold(&mut self) -> Vec<Effect> {
        let view = self.reader.view().filter(|view| Some(view.number) == self.list.cursor());
        let selected = self.reader.selection.zip(self.reader.units());
        let (Some(view), Some((selection, units))) = (view, selected) else {
            return vec![Effect::Say("Select with v what is not to leave.".into())];
        };
        let (answer, span) = (view.number, units.trim(selection.span));
        vec![Effect::Edit(if view.withheld.iter().any(|held| held.meets(span)) {
            Edit::LiftWithheld { answer, span }
        } else {
            Edit::Withhold { answer, span }
        })]
    }

    /// Asks for the theme that a tag is to be of instead: one's own on the passage pointed at, else the newest on the
    /// answer, the whole of it before its passages.
    pub(super) fn retag(&self, target: Target) -> Vec<Effect> {
        let view = self.reader.view().filter(|view| Some(view.number) == self.list.cursor());
        let Some(view) = view else { return vec![Effect::Say("The answer is still being read.".into())] };
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        let mine = || view.tags.iter().rev().filter(|tag| tag.analyst == self.known.analyst);
        let tag = match pointed {
            Some(_) => mine().find(|tag| tag.span == pointed),
            None => mine().find(|tag| tag.span.is_none()).or_else(|| mine().next()),
        };
        let Some(tag) = tag else {
            return vec![Effect::Say("There is no tag of yours on it that could be another.".into())];
        };
        let name = self.known.codebook.theme(tag.theme).map(|theme| theme.name.clone()).unwrap_or_default();
        let mut effects = self.pick(Purpose::Retag(tag.theme, tag.id), target);
        for effect in &mut effects {
            if let Effect::Open(Popup::Picker(picker)) = effect {
                picker.name.clone_from(&name);
            }
        }
        effects
    }
}
