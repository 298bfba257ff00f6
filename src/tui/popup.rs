//! What opens over the panes: one closed enum, kept on a stack; the last one has the keys.

pub mod draw;
pub mod export;
pub mod help;
pub mod lists;
pub mod message;
pub mod note;
pub mod palette;
pub mod picker;

use crossterm::event::KeyEvent;

use self::export::ExportDialog;
use self::help::Help;
use self::lists::ListChooser;
use self::message::Message;
use self::note::NoteEditor;
use self::palette::Palette;
use self::picker::Picker;
use super::event::Effect;
use super::request::Known;
use crate::action::{ActionId, Scope};

/// One open popup.
#[derive(Clone, Debug)]
pub enum Popup {
    /// Choosing themes.
    Picker(Picker),
    /// Writing a note.
    Note(Box<NoteEditor>),
    /// Choosing the current shortlist.
    Lists(ListChooser),
    /// Writing a file.
    Export(ExportDialog),
    /// Every action by name.
    Palette(Palette),
    /// The keys for where one is.
    Help(Help),
    /// A message in full.
    Message(Message),
}

impl Popup {
    /// The scopes whose keys count while it is open, the uppermost first.
    pub fn scopes(&self) -> [Scope; 2] {
        match self {
            Self::Picker(_) | Self::Lists(_) => [Scope::Picker, Scope::Field],
            Self::Note(_) => [Scope::NoteEditor, Scope::Field],
            Self::Export(_) => [Scope::Export, Scope::Field],
            Self::Palette(_) => [Scope::Palette, Scope::Field],
            Self::Help(_) | Self::Message(_) => [Scope::Help, Scope::Global],
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match self {
            Self::Picker(picker) => picker.act(action),
            Self::Note(note) => note.act(action),
            Self::Lists(lists) => lists.act(action),
            Self::Export(export) => export.act(action),
            Self::Palette(palette) => palette.act(action),
            Self::Help(help) => help.act(action),
            Self::Message(message) => message.act(action),
        }
    }

    /// Takes a key that is typed; popups without a field do nothing with it.
    pub fn key(&mut self, key: KeyEvent, known: &Known) {
        match self {
            Self::Picker(picker) => picker.key(key, &known.codebook),
            Self::Note(note) => note.key(key),
            Self::Lists(lists) => lists.key(key),
            Self::Export(export) => export.key(key),
            Self::Palette(palette) => palette.key(key),
            Self::Help(_) | Self::Message(_) => {}
        }
    }

    /// Takes pasted text; popups without a field do nothing with it.
    pub fn paste(&mut self, pasted: &str, known: &Known) {
        match self {
            Self::Picker(picker) => picker.paste(pasted, &known.codebook),
            Self::Note(note) => note.paste(pasted),
            Self::Lists(lists) => lists.paste(pasted),
            Self::Export(export) => export.paste(pasted),
            Self::Palette(palette) => palette.paste(pasted),
            Self::Help(_) | Self::Message(_) => {}
        }
    }

    /// Whether it stands beside the text that it is about, which is then not covered.
    pub fn is_about_text(&self) -> bool {
        matches!(self, Self::Picker(_) | Self::Note(_) | Self::Lists(_))
    }

    /// The line that the status line shows while it is open.
    pub fn line(&self) -> String {
        match self {
            Self::Picker(picker) => picker.line(),
            Self::Note(note) => note.about.line.clone(),
            Self::Lists(_) => "The shortlist that + adds to".into(),
            Self::Export(export) => format!("Export what is shown: {}", export.what),
            Self::Palette(_) => "Every action of this program, by name".into(),
            Self::Help(help) => {
                format!("Keys for the {}. The same list is in : and on paper: rapporteur keys", help.place)
            }
            Self::Message(_) => String::new(),
        }
    }
}
