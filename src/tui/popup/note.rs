//! The note editor: a text area that wraps softly; Esc or Ctrl-s keeps the note, an empty one makes none.

use crossterm::event::KeyEvent;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::finding;
use crate::model::id::{AnswerId, AnswerNumber, ItemId, ListId, NoteId, ThemeId};
use crate::model::work::{ItemKind, NoteTarget};
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

/// What the words become.
#[derive(Clone, PartialEq, Debug)]
pub enum On {
    /// A new note.
    New(NoteTarget),
    /// Other words of a note that is there.
    Old(NoteId),
    /// A comment on a shortlist, before an item.
    Comment(ListId, Option<ItemId>),
    /// Other words of a comment that is there.
    Reworded(ItemId),
    /// What is found on a theme or question.
    Finding(finding::About),
    /// A translation of an answer.
    Translation {
        /// The answer.
        answer: AnswerNumber,
        /// Its public id.
        id: AnswerId,
        /// The language of what stood there before.
        language: Option<String>,
    },
}

/// The open editor.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// The text area.
    pub area: TextArea<'static>,
    /// What it is about.
    pub about: About,
    on: On,
    /// What it said before.
    old: Option<String>,
    /// Whether it was opened for $EDITOR, and is kept as soon as that is closed.
    direct: bool,
}

impl NoteEditor {
    /// Opens the editor on a new note, or on one that is there.
    pub fn new(on: NoteTarget, about: About, old: Option<(NoteId, String)>) -> Self {
        match old {
            Some((note, text)) => Self::open(On::Old(note), Some(text), about),
            None => Self::open(On::New(on), None, about),
        }
    }

    /// Opens the editor on a new comment of a shortlist, before an item or at the end.
    pub fn comment(list: ListId, before: Option<ItemId>, about: About) -> Self {
        Self::open(On::Comment(list, before), None, about)
    }

    /// Opens the editor on a comment that is there.
    pub fn reword(item: ItemId, text: &str, about: About) -> Self {
        Self::open(On::Reworded(item), Some(text.to_owned()), about)
    }

    /// Opens the editor; `old` is what stood there before.
    pub fn open(on: On, old: Option<String>, about: About) -> Self {
        Self { area: text_area(old.as_deref().unwrap_or_default()), about, on, old, direct: false }
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

    /// What the words become.
    pub fn on(&self) -> &On {
        &self.on
    }

    /// What stood there before.
    pub fn before(&self) -> Option<&str> {
        self.old.as_deref()
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
        let nothing = match &self.old {
            Some(before) => *before == text,
            None => text.trim().is_empty(),
        };
        let edit = (!nothing).then(|| match &self.on {
            On::New(on) => Edit::AddNote { on: on.clone(), text },
            On::Old(note) => Edit::EditNote { note: *note, text },
            On::Comment(list, before) => {
                Edit::AddText { list: *list, kind: ItemKind::Comment, text, before: *before }
            }
            On::Reworded(item) => Edit::RewordItem { item: *item, text },
            On::Finding(about) => Edit::WriteFinding { about: about.clone(), text },
            On::Translation { answer, language, .. } => {
                Edit::Translate { answer: *answer, text, language: language.clone(), file: None }
            }
        });
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
