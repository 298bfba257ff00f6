//! Drives the screen without a terminal: keys go to `update`, requests are answered in turn on this thread.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rapporteur::keymap::Keymap;
use rapporteur::model::edit::Edit;
use rapporteur::tui::app::App;
use rapporteur::tui::event::{Effect, Event};
use rapporteur::tui::request::{Reply, Request, Ticket};
use rapporteur::tui::skin::Skin;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};

/// Who answers the screen's requests.
pub(crate) trait Answers {
    /// Gives the reply to a request.
    fn answer(&mut self, request: Request) -> Reply;
}

/// A screen with someone who answers.
pub(crate) struct Screen<A> {
    pub(crate) app: App,
    pub(crate) answers: A,
    pub(crate) effects: Vec<Effect>,
    pub(crate) edits: Vec<Edit>,
    /// Requests that are held back while this is set.
    pub(crate) held: Option<Vec<(Ticket, Request)>>,
    size: (u16, u16),
}

impl<A: Answers> Screen<A> {
    pub(crate) fn new(width: u16, height: u16, answers: A) -> Self {
        Self::with_skin(width, height, Skin::by_name("dark").unwrap(), answers)
    }

    /// The same in another look.
    pub(crate) fn with_skin(width: u16, height: u16, skin: Skin, answers: A) -> Self {
        Self::with_keymap(width, height, skin, Keymap::default(), answers)
    }

    /// The same with other keys.
    pub(crate) fn with_keymap(width: u16, height: u16, skin: Skin, keymap: Keymap, answers: A) -> Self {
        let app = App::new(width, height, skin, keymap);
        let mut screen =
            Self { app, answers, effects: Vec::new(), edits: Vec::new(), held: None, size: (width, height) };
        screen.send(Event::Resize(width, height));
        screen
    }

    /// Sends an event and answers everything that is asked for in turn.
    pub(crate) fn send(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in self.app.update(event) {
                match effect {
                    Effect::Ask(ticket, request) => {
                        if let Request::Edit(edit) = &request {
                            self.edits.push(edit.clone());
                        }
                        match &mut self.held {
                            Some(held) => held.push((ticket, request)),
                            None => events.insert(0, Event::Reply(ticket, self.answers.answer(request))),
                        }
                    }
                    effect => self.effects.push(effect),
                }
            }
        }
    }

    /// Answers what was held back.
    pub(crate) fn release(&mut self) {
        for (ticket, request) in self.held.take().unwrap_or_default() {
            let reply = self.answers.answer(request);
            self.send(Event::Reply(ticket, reply));
        }
    }

    /// Types keys: words between blanks are names ("Enter", "Ctrl-s"), anything else is typed letter by letter.
    pub(crate) fn keys(&mut self, keys: &str) {
        for word in keys.split(' ') {
            match named(word) {
                Some(key) => self.send(Event::Key(key)),
                None => word.chars().for_each(|c| self.letter(c)),
            }
        }
    }

    /// Types a text as it is, blanks and all.
    pub(crate) fn type_text(&mut self, text: &str) {
        text.chars().for_each(|c| self.letter(c));
    }

    fn letter(&mut self, c: char) {
        self.send(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.send(Event::Resize(width, height));
    }

    fn terminal(&self) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        terminal
    }

    /// The cells of the screen.
    pub fn buffer(&self) -> ratatui::buffer::Buffer {
        self.terminal().backend().buffer().clone()
    }

    /// The text of the screen, line by line, blanks at the end left away.
    pub(crate) fn text(&self) -> String {
        let terminal = self.terminal();
        let buffer = terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The text, and below it one letter for each style that occurs, with a legend.
    pub(crate) fn picture(&self) -> String {
        let terminal = self.terminal();
        let buffer = terminal.backend().buffer();
        let mut styles = Vec::new();
        let mut map = String::new();
        for y in 0..buffer.area.height {
            let line: String = (0..buffer.area.width)
                .map(|x| {
                    let cell = &buffer[(x, y)];
                    let style = (cell.fg, cell.bg, cell.modifier);
                    let at = styles.iter().position(|s| *s == style).unwrap_or_else(|| {
                        styles.push(style);
                        styles.len() - 1
                    });
                    letter_of(at)
                })
                .collect();
            map.push_str(&line);
            map.push('\n');
        }
        let mut picture = self.text();
        picture.push_str("---\n");
        picture.push_str(&map);
        for (i, (fg, bg, modifier)) in styles.iter().enumerate() {
            let _ = writeln!(picture, "{} {} on {}{}", letter_of(i), name(*fg), name(*bg), words(*modifier));
        }
        picture
    }
}

fn letter_of(at: usize) -> char {
    const LETTERS: &str = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    LETTERS.chars().nth(at).unwrap_or('?')
}

fn name(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("{r:02x}{g:02x}{b:02x}"),
        other => format!("{other:?}"),
    }
}

fn words(modifier: Modifier) -> String {
    if modifier.is_empty() { String::new() } else { format!(" {modifier:?}") }
}

pub(crate) fn named(word: &str) -> Option<KeyEvent> {
    let (modifiers, rest) = match word.strip_prefix("Ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, word),
    };
    let code = match rest {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "F1" => KeyCode::F(1),
        "F2" => KeyCode::F(2),
        "F4" => KeyCode::F(4),
        letter if modifiers == KeyModifiers::CONTROL => KeyCode::Char(letter.chars().next()?),
        _ => return None,
    };
    Some(KeyEvent::new(code, modifiers))
}
