//! The first look: five steps on the sample, shown once, in a card at the lower right.
//!
//! Enter goes on, the key that leads back leaves; any other key ends it and does its own work, so that nobody has to sit through it.
//! It goes on where it was left when it is asked for again.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use super::app::App;
use super::event::Effect;
use super::layout::Layout;
use super::screen::Screen;
use super::skin::Tone;
use super::widget::paint::Canvas;
use super::widget::wrapped::wrapped;
use crate::action::{ActionId, Scope};
use crate::config::remembered::{Memory, Section};

/// Under this name it is remembered that the first look was seen.
pub const MEMORY: &str = "first-look";

/// The card's width, and the height of its text.
const WIDTH: u16 = 54;
const LINES: u16 = 5;

/// The first look.
#[derive(Debug, Default)]
pub struct Tour {
    /// Whether its card is shown.
    shown: bool,
    /// The step, from 0.
    at: usize,
}

/// A step: what it is about, and what it says; actions stand for their keys.
struct Step {
    title: &'static str,
    words: &'static [Part],
}

/// A piece of a step's text.
enum Part {
    Words(&'static str),
    Key(ActionId, Scope),
}

use Part::{Key, Words};

/// The five steps.
static STEPS: [Step; 5] = [
    Step {
        title: "Find",
        words: &[
            Words("This is a sample: invented submissions to a public call. Press "),
            Key(ActionId::Query, Scope::Answers),
            Words(", type routing security, and press "),
            Key(ActionId::Accept, Scope::QueryBar),
            Words(". The list then holds every answer with both words; "),
            Key(ActionId::FilterPane, Scope::Answers),
            Words(" narrows by question, theme, region."),
        ],
    },
    Step {
        title: "Read",
        words: &[
            Words("Arrows go through the answers; the text stands beside them. "),
            Key(ActionId::Open, Scope::Answers),
            Words(" goes into the text, "),
            Key(ActionId::Back, Scope::Answers),
            Words(" comes back. "),
            Key(ActionId::NextMatch, Scope::Answers),
            Words(" goes to the next word found, "),
            Key(ActionId::Reviewed, Scope::Answers),
            Words(" says reviewed and goes on to the next."),
        ],
    },
    Step {
        title: "Tag",
        words: &[
            Key(ActionId::Tag, Scope::Answers),
            Words(" tags the answer: type part of a theme's name and press "),
            Key(ActionId::Accept, Scope::Picker),
            Words(". The letters at the right of a row are its themes. "),
            Key(ActionId::Undo, Scope::Answers),
            Words(" takes it back, always."),
        ],
    },
    Step {
        title: "Quote",
        words: &[
            Key(ActionId::Select, Scope::Answers),
            Words(" selects in the text: "),
            Key(ActionId::SelectNextSentence, Scope::Selecting),
            Words(" takes a sentence more, arrows move the end. Then "),
            Key(ActionId::ShortlistAdd, Scope::Selecting),
            Words(" puts the words on the shortlist, "),
            Key(ActionId::Note, Scope::Selecting),
            Words(" notes something on them."),
        ],
    },
    Step {
        title: "Deliver",
        words: &[
            Key(ActionId::Export, Scope::Answers),
            Words(" writes what is shown to a file. "),
            Key(ActionId::Palette, Scope::Answers),
            Words(" finds every command, "),
            Key(ActionId::Help, Scope::Answers),
            Words(
                " tells the keys of where you are. For a review of your own: rapporteur init my.db, rapporteur my.db, and there ",
            ),
            Key(ActionId::Import, Scope::Answers),
            Words(" brings in files."),
        ],
    },
];

impl Tour {
    /// Shows the step at which it was left.
    pub fn show(&mut self) {
        self.shown = true;
        self.at %= STEPS.len();
    }

    /// Whether its card is shown.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    fn next(&mut self) {
        self.at += 1;
        self.shown = self.at < STEPS.len();
    }
}

impl App {
    /// Shows the first look, on the review screen.
    pub fn show_tour(&mut self) {
        self.show(Screen::Review);
        self.screens.tour.show();
    }

    /// Whether the card of the first look is on the screen: not while something is open or typed.
    fn tours(&self) -> bool {
        let free = self.popups.is_empty() && !self.query.is_typing() && self.screens.at == Screen::Review;
        free && self.screens.tour.is_shown()
    }

    /// What a key does to the first look: true when that is all that it does.
    pub(super) fn tour_key(&mut self, key: KeyEvent, outside: &mut Vec<Effect>) -> bool {
        if !self.tours() {
            return false;
        }
        let enter = key.code == KeyCode::Enter;
        if enter {
            self.screens.tour.next();
        } else {
            self.screens.tour.shown = false;
        }
        if !self.screens.tour.is_shown() {
            outside.push(seen());
        }
        enter || self.keys.gives_up(&self.scopes(), key)
    }

    /// Ends the first look for what is done without a key.
    pub(super) fn end_tour(&mut self) -> Option<Effect> {
        self.tours().then(|| {
            self.screens.tour.shown = false;
            seen()
        })
    }

    /// Draws the card.
    pub(super) fn draw_tour(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        let Some(step) = STEPS.get(self.screens.tour.at).filter(|_| self.tours()) else { return };
        let middle = layout.middle();
        let width = WIDTH.min(middle.width);
        let lines = wrapped(&self.words(step), width.saturating_sub(6));
        let height = (lines.len() as u16).max(LINES) + 5;
        if height > middle.height {
            return;
        }
        let area = Rect { x: middle.right() - width, y: middle.bottom() - height, width, height };
        canvas.clear(area, Tone::Popup);
        let figure = format!("{} of {}", self.screens.tour.at + 1, STEPS.len());
        let inside = canvas.frame(area, &format!("First look: {}", step.title), &figure);
        for (i, line) in lines.iter().enumerate() {
            let y = inside.y + 1 + i as u16;
            canvas.put(inside.x + 2, y, inside.width - 3, line, canvas.style(Tone::Text));
        }
        let last = self.screens.tour.at + 1 == STEPS.len();
        let mut keys = vec![("Enter".to_owned(), if last { "done" } else { "next" }.to_owned())];
        keys.extend(self.leaving("no first look"));
        keys.push(("any other key".into(), "does its own work".into()));
        canvas.keys(inside.x + 2, inside.bottom() - 1, inside.width - 3, &keys);
    }

    /// A step's text with the keys as they are now.
    fn words(&self, step: &Step) -> String {
        let part = |part: &Part| match part {
            Words(words) => (*words).to_owned(),
            Key(action, scope) => {
                self.keys.first(*action, *scope).unwrap_or_else(|| action.row().title.to_owned())
            }
        };
        step.words.iter().map(part).collect()
    }
}

fn seen() -> Effect {
    Effect::Remember(Memory { section: Section::Everywhere, name: MEMORY, value: true.into() })
}
