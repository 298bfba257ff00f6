//! Moving a theme in the tree. It stands in its new place at once, so that the next key press finds it there; the
//! codebook that comes back says whether it does.

use super::Themes;
use crate::model::codebook::Theme;
use crate::model::edit::{Edit, ThemeChange};
use crate::model::id::ThemeId;
use crate::tui::event::Effect;

impl Themes {
    /// Out of the theme above it, to stand behind that.
    pub(super) fn out(&mut self, theme: &Theme) -> Vec<Effect> {
        let Some(above) = theme.parent.and_then(|parent| self.book.theme(parent)) else {
            return vec![Effect::Say("It stands at the top already.".into())];
        };
        let (parent, beside) = (above.parent, self.siblings(above.parent));
        let before = beside.iter().skip_while(|id| **id != above.id).nth(1).copied();
        self.put(theme.id, parent, before)
    }

    /// Under the theme before it, as the last there.
    pub(super) fn under_before(&mut self, theme: &Theme) -> Vec<Effect> {
        let beside = self.siblings(theme.parent);
        let place = beside.iter().position(|id| *id == theme.id).unwrap_or(0);
        match place.checked_sub(1).and_then(|before| beside.get(before)) {
            Some(above) => {
                self.shut.remove(above);
                self.put(theme.id, Some(*above), None)
            }
            None => {
                vec![Effect::Say("It is the first here: there is no theme before it to go under.".into())]
            }
        }
    }

    /// Up or down by one among those beside it.
    pub(super) fn shift(&mut self, theme: &Theme, down: bool) -> Vec<Effect> {
        let beside = self.siblings(theme.parent);
        let place = beside.iter().position(|id| *id == theme.id).unwrap_or(0);
        if (down && place + 1 >= beside.len()) || (!down && place == 0) {
            let end = if down { "last" } else { "first" };
            return vec![Effect::Say(format!("It is the {end} one here already; < moves it out."))];
        }
        let before = if down { beside.get(place + 2) } else { beside.get(place - 1) };
        self.put(theme.id, theme.parent, before.copied())
    }

    fn siblings(&self, parent: Option<ThemeId>) -> Vec<ThemeId> {
        self.book.themes.iter().filter(|theme| theme.parent == parent).map(|theme| theme.id).collect()
    }

    fn put(&mut self, id: ThemeId, parent: Option<ThemeId>, before: Option<ThemeId>) -> Vec<Effect> {
        let moved = self.book.with_descendants(id);
        let (mut taken, mut rest): (Vec<Theme>, Vec<Theme>) =
            std::mem::take(&mut self.book.themes).into_iter().partition(|theme| moved.contains(&theme.id));
        if let Some(first) = taken.first_mut() {
            first.parent = parent;
        }
        self.book.themes = rest.clone();
        let at = match (before, parent) {
            (Some(before), _) => rest.iter().position(|theme| theme.id == before),
            (None, Some(parent)) => {
                let under = self.book.with_descendants(parent);
                rest.iter().rposition(|theme| under.contains(&theme.id)).map(|last| last + 1)
            }
            (None, None) => None,
        };
        let at = at.unwrap_or(rest.len());
        rest.splice(at..at, taken);
        self.book.themes = rest;
        self.panel.forget();
        self.narrow();
        vec![Effect::Edit(Edit::ChangeTheme { theme: id, change: ThemeChange::Move { parent, before } })]
    }
}
