//! A message in full: what, why, and what to do; or a text as it stands in its file.

use crate::action::ActionId;
use crate::tui::event::Effect;
use crate::tui::request::Trouble;

/// The open message.
#[derive(Clone, Debug)]
pub struct Message {
    /// What stands above it.
    pub title: String,
    /// What it says first, if it tells of something that did not work.
    pub wrong: Option<String>,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// The first line that is shown.
    pub top: usize,
}

/// How many lines a page of it has, whatever the screen.
const PAGE: isize = 10;

impl Message {
    /// Tells of something that did not work.
    pub fn trouble(trouble: Trouble) -> Self {
        let (wrong, lines) = (Some(trouble.line), trouble.more);
        Self { title: "This did not work".into(), wrong, lines, top: 0 }
    }

    /// Shows the lines of a file, and where they stand.
    pub fn original(place: String, lines: Vec<String>) -> Self {
        Self { title: place, wrong: None, lines, top: 0 }
    }

    /// Scrolls it; any other action closes it.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let lines = match action {
            _ if self.wrong.is_some() => return vec![Effect::Close],
            ActionId::Up | ActionId::ScrollUp => -1,
            ActionId::Down | ActionId::ScrollDown => 1,
            ActionId::PageUp | ActionId::HalfPageUp => -PAGE,
            ActionId::PageDown | ActionId::HalfPageDown => PAGE,
            ActionId::Top => isize::MIN / 2,
            ActionId::End => isize::MAX / 2,
            _ => return vec![Effect::Close],
        };
        self.top = self.top.saturating_add_signed(lines).min(self.lines.len().saturating_sub(1));
        Vec::new()
    }

    /// The line that the status line shows while it is open.
    pub fn line(&self) -> String {
        match self.wrong {
            Some(_) => String::new(),
            None => "The text as it stands in its file".into(),
        }
    }
}
