//! Correcting a metadatum in place: a field over its value, and what it may be.

use crossterm::event::KeyEvent;

use super::words;
use crate::model::draft::Field as Metadatum;
use crate::model::edit::Edit;
use crate::model::nearest::nearest;
use crate::model::sent::Fact;
use crate::text;
use crate::tui::widget::field::Field;

/// A metadatum that is being corrected.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    /// Which.
    pub(super) of: Metadatum,
    /// What is typed.
    pub(super) field: Field,
    /// What is wrong with what was entered.
    pub(super) mistake: Option<String>,
    /// Whether it is being written.
    pub(super) sent: bool,
    /// The submission's id.
    submission: String,
    before: String,
    choices: Vec<String>,
    /// What was typed before it was completed, and how often Tab was pressed since.
    turned: Option<(String, usize)>,
}

impl Correction {
    /// Opens the field with the value that holds.
    pub(super) fn new(submission: String, fact: &Fact) -> Self {
        let before = words::typed(fact);
        Self {
            of: fact.field,
            field: Field::new(before.clone()),
            mistake: None,
            sent: false,
            submission,
            before,
            choices: Vec::new(),
            turned: None,
        }
    }

    /// Takes the values that the field may have.
    pub(super) fn take_choices(&mut self, choices: Vec<String>) {
        self.choices = choices;
    }

    /// Whether its values are known ones.
    pub(super) fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Takes a key that is typed.
    pub(super) fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.typed();
        }
    }

    /// Takes pasted text.
    pub(super) fn paste(&mut self, text: &str) {
        if self.field.paste(text) {
            self.typed();
        }
    }

    fn typed(&mut self) {
        self.turned = None;
        self.mistake = None;
    }

    /// The known values that go on from what is typed; while that is the old value, all of them.
    pub(super) fn offers(&self) -> Vec<&str> {
        let typed = self.turned.as_ref().map_or(self.field.text(), |(typed, _)| typed);
        let wanted = text::fold(typed);
        if typed == self.before {
            return self.choices.iter().map(String::as_str).collect();
        }
        let fits = |choice: &&String| format!(" {}", text::fold(choice)).contains(&format!(" {wanted}"));
        let found: Vec<&str> = self.choices.iter().filter(fits).map(String::as_str).collect();
        if found.is_empty() {
            return nearest(typed, self.choices.iter().map(String::as_str)).into_iter().collect();
        }
        found
    }

    /// Takes the next known value that goes on from what is typed.
    pub(super) fn complete(&mut self) {
        let (typed, turn) = match &self.turned {
            Some((typed, turn)) => (typed.clone(), turn + 1),
            None => (self.field.text().to_owned(), 0),
        };
        let offers = self.offers();
        let Some(offer) = offers.get(turn % offers.len().max(1)).map(|offer| (*offer).to_owned()) else {
            return;
        };
        self.field.set(offer);
        self.turned = Some((typed, turn));
        self.mistake = None;
    }

    /// The correction that is meant: empty brings back what the source says, `-` says that nothing is known; `None` when
    /// nothing was changed.
    pub(super) fn edit(&self) -> Option<Edit> {
        let typed = self.field.text().trim();
        if typed == self.before {
            return None;
        }
        let value = match typed {
            "" => None,
            "-" => Some(String::new()),
            typed => Some(typed.to_owned()),
        };
        Some(Edit::SetMetadata { submissions: vec![self.submission.clone()], field: self.of, value })
    }
}
