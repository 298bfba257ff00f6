//! Translations: shown beside the text, and written, pasted or changed in the editor of notes.

use crate::action::{ActionId, Scope};
use crate::text::unofficial;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::note::{About, NoteEditor, On};

impl App {
    /// Shows translations beside the texts, or the texts alone.
    pub(super) fn turn_translation(&mut self) -> Vec<Effect> {
        let on = !self.reader.is_beside();
        self.reader.set_beside(on);
        let line = match self.reader.view().map(|view| &view.translation) {
            _ if !on => "The texts alone again.".to_owned(),
            None => "Translations stand beside the texts from now on.".to_owned(),
            Some(Some(it)) => {
                let about = unofficial::about(it).join(", ");
                let about = if about.is_empty() { about } else { format!(": {about}") };
                format!("{}{about}.", unofficial::LABEL)
            }
            Some(None) => {
                let key = self.keys.first(ActionId::Translate, Scope::Reader);
                let key = key.map_or_else(
                    || "`rapporteur translate` attaches one".to_owned(),
                    |key| format!("{key} attaches one, or `rapporteur translate --file`"),
                );
                format!("This text has no translation: {key}.")
            }
        };
        vec![Effect::Say(line)]
    }

    /// Opens the editor on the translation of the answer under the cursor.
    pub(super) fn translate(&mut self) -> Vec<Effect> {
        let cursor = self.list.cursor();
        let Some(view) = self.reader.view().filter(|view| Some(view.number) == cursor) else {
            return Vec::new();
        };
        let title = "Unofficial translation".to_owned();
        let about = About {
            quote: Some(view.text.clone()),
            theme: None,
            line: match self.name_in_hand() {
                name if name.is_empty() => title.clone(),
                name => format!("{title} of what {name} says"),
            },
            title,
        };
        let it = view.translation.as_ref();
        let on = On::Translation {
            answer: view.number,
            id: view.id,
            language: it.and_then(|it| it.language.clone()),
        };
        let editor = NoteEditor::open(on, it.map(|it| it.text.clone()), about);
        self.reader.set_beside(true);
        vec![Effect::Open(Popup::Note(Box::new(editor)))]
    }
}
