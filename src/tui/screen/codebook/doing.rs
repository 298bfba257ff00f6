//! What is done to themes: made, edited, merged, split, coloured, lettered, retired; notes and examples.

use super::Themes;
use super::panel::Item;
use crate::action::ActionId;
use crate::model::codebook::{PATH_SEPARATOR, Theme};
use crate::model::edit::{Edit, ThemeChange};
use crate::model::finding;
use crate::model::theme_use::Quoted;
use crate::model::work::NoteTarget;
use crate::tui::event::Effect;
use crate::tui::letters::free_letters;
use crate::tui::popup::Popup;
use crate::tui::popup::colour::ColourChooser;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::line::{LineField, Purpose};
use crate::tui::popup::note::{About, NoteEditor};
use crate::tui::popup::picker::{Picker, path_above};
use crate::tui::popup::theme::ThemeForm;
use crate::tui::widget::paint::count;

impl Themes {
    /// Does an action.
    pub fn act(&mut self, action: ActionId, analyst: &str) -> Vec<Effect> {
        if let Some(effects) = self.go(action) {
            return effects;
        }
        match action {
            ActionId::NewTheme => return self.make(),
            ActionId::TakeInThemes => {
                return vec![Effect::ImportThemes];
            }
            _ => {}
        }
        let Some(theme) = self.theme().cloned() else {
            return if self.read {
                vec![Effect::Say("There is no theme here: ‹new-theme› makes one.".into())]
            } else {
                Vec::new()
            };
        };
        match action {
            ActionId::Open => self.open(&theme, analyst),
            ActionId::EditTheme => {
                vec![Effect::Open(Popup::Theme(Box::new(ThemeForm::new(&theme, &self.book))))]
            }
            ActionId::MergeTheme => self.merge(&theme),
            ActionId::SplitTheme => self.split(&theme),
            ActionId::RecolourTheme => vec![Effect::Open(Popup::Colour(ColourChooser::new(&theme)))],
            ActionId::RetireTheme if theme.retired => {
                vec![Effect::Edit(Edit::UnretireTheme { theme: theme.id })]
            }
            ActionId::RetireTheme => vec![Effect::Edit(Edit::RetireTheme { theme: theme.id })],
            ActionId::ThemeOut => self.out(&theme),
            ActionId::ThemeIn => self.under_before(&theme),
            ActionId::ThemeUp => self.shift(&theme, false),
            ActionId::ThemeDown => self.shift(&theme, true),
            ActionId::Export => self.export(),
            ActionId::Note => vec![note(&theme)],
            ActionId::PickExample => self.pick(&theme),
            ActionId::DropExample => self.drop_example(),
            ActionId::Decide => vec![Effect::Decide(theme.id)],
            ActionId::Finding => {
                vec![Effect::OpenFinding { about: finding::About::Theme(theme.id), show: true }]
            }
            _ => Vec::new(),
        }
    }

    /// What the status line says while nothing was done.
    pub fn line(&self) -> String {
        if self.typing && self.rows.is_empty() && self.read {
            return "No theme has such a name.".into();
        }
        let (Some(theme), Some(used)) = (self.theme(), self.used_here()) else { return String::new() };
        if theme.retired {
            return "Retired: it is not offered for tagging, and its tags stay. ‹retire-theme› brings it back.".into();
        }
        let below = self.book.themes.iter().any(|theme| theme.parent == self.at);
        let with = if below { ", with the themes under it" } else { "" };
        match used.of.answers {
            0 => "No answer carries it yet.".into(),
            1 => format!("1 answer carries it{with}."),
            n => format!(
                "{} carry it{with}; analysts and stances are counted in answers.",
                count(n as usize, "answer")
            ),
        }
    }

    /// Gives the theme a letter, or takes its own off.
    pub fn letter(&mut self, letter: char) -> Vec<Effect> {
        let Some(theme) = self.theme() else { return Vec::new() };
        let change = |letter| {
            vec![Effect::Edit(Edit::ChangeTheme { theme: theme.id, change: ThemeChange::Letter(letter) })]
        };
        if theme.letter == Some(letter) {
            return change(None);
        }
        if !letter.is_alphabetic() {
            let said = format!("“{letter}” is no letter; digits tag with the last five themes.");
            return vec![Effect::Say(said)];
        }
        let Some(other) = self.book.themes.iter().find(|other| other.letter == Some(letter)) else {
            return change(Some(letter));
        };
        let free = free_letters(&self.book).join(" ");
        let free = if free.is_empty() { "Capital letters are free.".into() } else { format!("Free: {free}") };
        vec![Effect::Say(format!("{letter} is the letter of {}. {free}", other.name))]
    }

    /// The answers behind the counts, or what is under the cursor of the panel.
    fn open(&mut self, theme: &Theme, analyst: &str) -> Vec<Effect> {
        let Some(used) = self.used_here() else { return Vec::new() };
        let of = &used.of;
        let mut number = None;
        match self.panel.item().filter(|_| self.on_detail) {
            Some(Item::Note(at)) => {
                let Some(written) = of.notes.get(at) else { return Vec::new() };
                if written.analyst != analyst {
                    return vec![Effect::Say(format!(
                        "It is a note of {}: ‹note› writes one of your own.",
                        written.analyst
                    ))];
                }
                let old = Some((written.id, written.text.clone()));
                return vec![written_on(theme, old)];
            }
            Some(Item::Quotation(at)) => {
                let quoted = of.quotations.get(at);
                number = quoted.and_then(|quoted| quoted.number);
                if let Some(quoted) = quoted.filter(|quoted| quoted.number.is_none()) {
                    return vec![Effect::Say(format!("The answer of {} is no longer here.", quoted.who))];
                }
            }
            None => {}
        }
        if of.answers + of.unplaced == 0 && number.is_none() {
            return vec![Effect::Say("No answer carries it yet.".into())];
        }
        vec![Effect::Read { query: of.query.clone(), number }]
    }

    /// Asks for the path of a new theme: beside the one under the cursor, or under a heading.
    fn make(&self) -> Vec<Effect> {
        let heading = self.rows.get(self.place()).is_some_and(super::tree::Row::is_group);
        let above = self
            .theme()
            .map(|theme| if heading { self.book.path(theme.id) } else { path_above(&self.book, theme.id) });
        let begun = above.filter(|above| !above.is_empty()).map(|above| format!("{above}{PATH_SEPARATOR}"));
        let field = LineField::new(Purpose::NewTheme, &begun.unwrap_or_default());
        vec![Effect::Open(Popup::Line(field))]
    }

    fn merge(&self, theme: &Theme) -> Vec<Effect> {
        let Some(used) = self.used_here() else { return Vec::new() };
        if self.book.offered().all(|other| other.id == theme.id) {
            return vec![Effect::Say("There is no other theme that it could be merged into.".into())];
        }
        vec![Effect::Open(Popup::Picker(Picker::merging(theme, used.of.own_tags, &self.book)))]
    }

    fn split(&self, theme: &Theme) -> Vec<Effect> {
        match self.used_here().map(|used| used.of.own_tags) {
            None => Vec::new(),
            Some(0) => vec![Effect::Say("It has no tag of its own that could go to another theme.".into())],
            Some(_) => {
                let above = path_above(&self.book, theme.id);
                let begun = if above.is_empty() { above } else { format!("{above}{PATH_SEPARATOR}") };
                vec![Effect::Open(Popup::Line(LineField::splitting(theme, &begun)))]
            }
        }
    }

    fn export(&self) -> Vec<Effect> {
        let what = count(self.book.themes.len(), "theme");
        vec![Effect::Open(Popup::Export(ExportDialog::of_codebook(what)))]
    }

    /// The quotation under the cursor of the panel.
    fn quoted(&self) -> Option<&Quoted> {
        match self.panel.item().filter(|_| self.on_detail)? {
            Item::Quotation(at) => self.used_here()?.of.quotations.get(at),
            Item::Note(_) => None,
        }
    }

    /// Makes the quotation under the cursor an example.
    fn pick(&self, theme: &Theme) -> Vec<Effect> {
        let Some(quoted) = self.quoted() else {
            return vec![Effect::Say(
                "‹next-pane› goes to their words: ‹pick-example› makes one an example. In the reader ‹reader:pick-example› does.".into(),
            )];
        };
        match (quoted.example, quoted.number, quoted.span) {
            (Some(_), ..) => vec![Effect::Say("It is an example already: ‹drop-example› drops it.".into())],
            (None, Some(answer), Some(span)) => {
                vec![Effect::Edit(Edit::PickExample { theme: theme.id, answer, span })]
            }
            _ => Vec::new(),
        }
    }

    fn drop_example(&self) -> Vec<Effect> {
        match self.quoted().and_then(|quoted| quoted.example) {
            Some(example) => vec![Effect::Edit(Edit::DropExample { example })],
            None => {
                vec![Effect::Say(
                    "‹drop-example› drops an example that is under the cursor among their words.".into(),
                )]
            }
        }
    }
}

/// A new note on a theme.
fn note(theme: &Theme) -> Effect {
    written_on(theme, None)
}

fn written_on(theme: &Theme, old: Option<(crate::model::id::NoteId, String)>) -> Effect {
    let about = About {
        title: "Note on the theme".into(),
        quote: None,
        theme: Some(theme.id),
        line: format!("Note on the theme {}", theme.name),
    };
    Effect::Open(Popup::Note(Box::new(NoteEditor::new(NoteTarget::Theme(theme.id), about, old))))
}
