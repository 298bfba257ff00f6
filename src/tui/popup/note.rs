//! The note editor: a text area that wraps softly; Esc or Ctrl-s keeps the note, an empty one makes none.

use crossterm::event::KeyEvent;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::{NoteId, ThemeId};
use crate::model::work::NoteTarget;
use crate::tui::event::Effect;

/// What a note is written on, as the popup tells it.
#[derive(Clone, Debug)]
pub struct About {
    /// "Note on a passage".
    pub title: String,
    /// The passage's words.
    pub quote: Option<String>,
    /// A theme that the passage is tagged with.
    pub theme: Option<ThemeId>,
    /// "Note on a passage of RIPE NCC".
    pub line: String,
}

/// The open editor.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// The text area.
    pub area: TextArea<'static>,
    /// What it is about.
    pub about: About,
    on: NoteTarget,
    /// The note that is rewritten, and what it said.
    old: Option<(NoteId, String)>,
    /// Whether it was opened for $EDITOR, and is kept as soon as that is closed.
    direct: bool,
}

impl NoteEditor {
    /// Opens the editor on a new note, or on one that is there.
    pub fn new(on: NoteTarget, about: About, old: Option<(NoteId, String)>) -> Self {
        let text = old.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
        Self { area: text_area(&text), about, on, old, direct: false }
    }

    /// What is typed.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Goes on with a text that was begun before.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.area = text_area(text);
        self
    }

    /// What it is written on.
    pub fn on(&self) -> &NoteTarget {
        &self.on
    }

    /// The note that is rewritten, and what it said.
    pub fn old(&self) -> Option<&(NoteId, String)> {
        self.old.as_ref()
    }

    /// Keeps the note as soon as the editor that is opened now is closed.
    #[must_use]
    pub fn in_editor(mut self) -> Self {
        self.direct = true;
        self
    }

    /// Takes the text that an editor gave back.
    pub fn edited(&mut self, text: &str) -> Vec<Effect> {
        self.area = text_area(text.trim_end());
        if self.direct { self.keep() } else { Vec::new() }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::KeepNote | ActionId::Back => self.keep(),
            ActionId::NoteInEditor => vec![Effect::RunEditor(self.text())],
            _ => Vec::new(),
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        self.area.input(key);
    }

    /// Takes pasted text, lines and all.
    pub fn paste(&mut self, pasted: &str) {
        self.area.insert_str(pasted.replace("\r\n", "\n").replace('\r', "\n"));
    }

    fn keep(&self) -> Vec<Effect> {
        let text = self.text().trim_end().to_owned();
        let edit = match &self.old {
            Some((_, before)) if *before == text => None,
            Some((note, _)) => Some(Edit::EditNote { note: *note, text }),
            None if text.trim().is_empty() => None,
            None => Some(Edit::AddNote { on: self.on.clone(), text }),
        };
        std::iter::once(Effect::Close).chain(edit.map(Effect::Edit)).collect()
    }
}

fn text_area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}
