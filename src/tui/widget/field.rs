//! One line of text that is typed: `tui-input`, with pasting and a view that follows the caret.

use crossterm::event::{Event as TerminalEvent, KeyEvent};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text field of one line.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// A field with this text, the caret at its end.
    pub fn new(text: impl Into<String>) -> Self {
        Self { input: Input::new(text.into()) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The caret's place, in code points.
    pub fn caret(&self) -> usize {
        self.input.cursor()
    }

    /// Sets the text, the caret at its end.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input = Input::new(text.into());
    }

    /// Puts the caret at a place, in code points.
    pub fn set_caret(&mut self, place: usize) {
        self.input.handle(InputRequest::SetCursor(place));
    }

    /// Takes a key of line editing; true when the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        to_input_request(&TerminalEvent::Key(key))
            .and_then(|request| self.input.handle(request))
            .is_some_and(|changed| changed.value)
    }

    /// Takes pasted text as one line.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let line =
            pasted.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        for c in line.chars().filter(|c| !c.is_control()) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        !line.is_empty()
    }

    /// The columns that are hidden at the left when the field is `width` wide.
    pub fn hidden(&self, width: u16) -> usize {
        self.input.visual_scroll(usize::from(width))
    }

    /// The text from the first column that is shown on when the field is `width` wide.
    pub fn visible(&self, width: u16) -> String {
        let mut left = self.hidden(width);
        let is_hidden = |c: &char| {
            let hidden = left > 0;
            left = left.saturating_sub(c.width().unwrap_or(0));
            hidden
        };
        self.text().chars().skip_while(is_hidden).collect()
    }

    /// The caret's column when the field is `width` wide.
    pub fn caret_column(&self, width: u16) -> u16 {
        let before: String = self.input.value().chars().take(self.input.cursor()).collect();
        (before.width().saturating_sub(self.hidden(width))).min(usize::from(width)) as u16
    }
}
