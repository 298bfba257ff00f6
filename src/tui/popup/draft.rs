//! A note that was being written when the program ended: to go on with, or to let go.

use super::Popup;
use super::note::{About, NoteEditor, On};
use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::resume::Draft;

/// The open offer.
#[derive(Clone, PartialEq, Debug)]
pub struct DraftOffer {
    /// The draft.
    pub draft: Draft,
    on: On,
}

impl DraftOffer {
    /// Offers a draft; `on` is what it is on in this run.
    pub fn new(draft: Draft, on: On) -> Self {
        Self { draft, on }
    }

    /// What it says: "A note on a passage of RIPE NCC was being written".
    pub fn said(&self) -> String {
        let mut chars = self.draft.line.chars();
        let first: String = chars.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
        let article = if first.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
        format!("{article} {first}{} was being written", chars.as_str())
    }

    /// Goes on with it or lets it go; any other key leaves it open.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Open | ActionId::Accept => {
                let Draft { title, line, quote, theme, before, text, .. } = self.draft.clone();
                let about = About { title, quote, theme, line };
                let editor = NoteEditor::open(self.on.clone(), before, about).with_text(&text);
                vec![Effect::Close, Effect::Open(Popup::Note(Box::new(editor)))]
            }
            ActionId::Back => vec![Effect::Close],
            // It is offered again at the next start.
            ActionId::Quit => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }
}
