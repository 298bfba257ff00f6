//! The screens: the review screen, and those beside it that have all columns to themselves.
//!
//! The review screen's state stands in [`App`] itself; each of the others holds its own here, does its own
//! actions, and draws itself. What is the same everywhere (palette, help, undo, the way to another screen) is
//! seen to once, in [`App::act_on_screen`].

pub mod codebook;
mod detail;
pub mod history;
pub mod intake;
pub mod matrix;
mod narrowing;
pub mod notes;
pub mod progress;
pub mod shortlists;
pub mod submissions;
mod words;

use crossterm::event::{KeyEvent, MouseEvent};
use serde::{Deserialize, Serialize};

use self::codebook::Themes;
use self::history::History;
use self::intake::Intake;
use self::matrix::Matrix;
use self::notes::Notes;
use self::progress::Progress;
use self::shortlists::Shortlists;
use self::submissions::Submissions;
use super::app::App;
use super::event::Effect;
use super::layout::{Focus, Layout};
use super::popup::Popup;
use super::request::Ticket;
use super::skin::Tone;
use super::tour::Tour;
use super::widget::field::Field;
use super::widget::paint::Canvas;
use crate::action::{ActionId, Scope};
use crate::model::id::AnswerNumber;
use ratatui::layout::Rect;

/// Which screen is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Screen {
    /// Filters, answers, reader.
    #[default]
    Review,
    /// Counts by two things at once.
    Matrix,
    /// The tree of themes.
    Codebook,
    /// Metadata, the document in order, provenance.
    Submissions,
    /// What the last import did, and what waits to be decided.
    Intake,
    /// The current shortlist, as it will read.
    Shortlists,
    /// Every note.
    Notes,
    /// Who has reviewed what, and when it will be done.
    Progress,
    /// Every action.
    History,
}

impl Screen {
    /// The scope of its keys; `None` for the review screen, whose panes have one each.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Review => None,
            Self::Matrix => Some(Scope::Matrix),
            Self::Notes => Some(Scope::Notes),
            Self::Codebook => Some(Scope::Codebook),
            Self::Progress => Some(Scope::Progress),
            Self::Submissions => Some(Scope::Submissions),
            Self::Intake => Some(Scope::Intake),
            Self::Shortlists => Some(Scope::Shortlists),
            Self::History => Some(Scope::History),
        }
    }
}

/// The screens beside the review screen.
#[derive(Debug, Default)]
pub struct Screens {
    /// Which is shown.
    pub at: Screen,
    /// The matrix.
    pub matrix: Matrix,
    /// Every note.
    pub notes: Notes,
    /// The codebook.
    pub codebook: Themes,
    /// How far the reading is.
    pub progress: Progress,
    /// The submissions.
    pub submissions: Submissions,
    /// The intake.
    pub intake: Intake,
    /// The shortlists.
    pub shortlists: Shortlists,
    /// Every action.
    pub history: History,
    /// The first look, which lies over the review screen.
    pub tour: Tour,
}

impl Screens {
    /// The scopes whose keys count, the uppermost first; `None` while the review screen is shown.
    pub fn scopes(&self) -> Option<Vec<Scope>> {
        let scope = self.at.scope()?;
        if self.at == Screen::Submissions && self.submissions.is_correcting() {
            return Some(vec![Scope::Correcting, Scope::Field]);
        }
        Some(if self.is_typing() { vec![Scope::QueryBar, Scope::Field] } else { vec![scope, Scope::Global] })
    }

    /// Whether keys are typed into a field of the screen that is shown.
    pub fn is_typing(&self) -> bool {
        match self.at {
            Screen::Review | Screen::Intake | Screen::Shortlists => false,
            Screen::Matrix => self.matrix.query.is_typing(),
            Screen::Notes => self.notes.words.is_typing(),
            Screen::Codebook => self.codebook.typing,
            Screen::Progress => self.progress.query.is_typing(),
            Screen::Submissions => self.submissions.is_typing() || self.submissions.is_correcting(),
            Screen::History => self.history.words.is_typing(),
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        match self.at {
            Screen::Review | Screen::Intake | Screen::Shortlists => {}
            Screen::Matrix => self.matrix.query.key(key),
            Screen::Notes => self.notes.key(key),
            Screen::Codebook => self.codebook.key(key),
            Screen::Progress => self.progress.query.key(key),
            Screen::Submissions => self.submissions.key(key),
            Screen::History => self.history.key(key),
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        match self.at {
            Screen::Review | Screen::Intake | Screen::Shortlists => {}
            Screen::Matrix => self.matrix.query.paste(text),
            Screen::Notes => self.notes.paste(text),
            Screen::Codebook => self.codebook.paste(text),
            Screen::Progress => self.progress.query.paste(text),
            Screen::Submissions => self.submissions.paste(text),
            Screen::History => self.history.paste(text),
        }
    }

    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        match self.at {
            Screen::Review => false,
            Screen::Matrix => self.matrix.is_waiting(),
            Screen::Notes => self.notes.is_waiting(),
            Screen::Codebook => self.codebook.is_waiting(),
            Screen::Progress => self.progress.is_waiting(),
            Screen::Submissions => self.submissions.is_waiting(),
            Screen::Intake => self.intake.is_waiting(),
            Screen::Shortlists => self.shortlists.is_waiting(),
            Screen::History => self.history.is_waiting(),
        }
    }

    /// Notes that a request failed: it is not waited for any longer.
    pub fn failed(&mut self, ticket: Ticket) {
        self.history.failed(ticket);
        self.codebook.failed(ticket);
        self.matrix.failed(ticket);
        self.notes.failed(ticket);
        self.progress.failed(ticket);
        self.submissions.failed(ticket);
        self.intake.failed(ticket);
        self.shortlists.failed(ticket);
    }

    /// What the status line says while nothing was done.
    fn line(&self) -> String {
        match self.at {
            Screen::Review => String::new(),
            Screen::Matrix => self.matrix.line(),
            Screen::Notes => self.notes.line(),
            Screen::Codebook => self.codebook.line(),
            Screen::Progress => self.progress.line(),
            Screen::Submissions => self.submissions.line(),
            Screen::Intake => self.intake.line(),
            Screen::Shortlists => self.shortlists.line(),
            Screen::History => self.history.line(),
        }
    }
}

impl App {
    /// Goes to a screen; what was half done on the other one stays as it is.
    pub(super) fn show(&mut self, screen: Screen) {
        if self.screens.at == screen {
            return;
        }
        self.reader.selection = None;
        self.status.say("");
        self.screens.at = screen;
    }

    /// Goes to the matrix of the query that is shown.
    pub(super) fn show_matrix(&mut self) {
        self.screens.matrix.query.follow(&self.query.good);
        self.show(Screen::Matrix);
    }

    /// Goes to the progress of the query that is shown.
    pub(super) fn show_progress(&mut self) {
        self.screens.progress.query.follow(&self.query.good);
        self.show(Screen::Progress);
    }

    /// Goes to the submissions, to that of the answer that is read.
    pub(super) fn show_submissions(&mut self) {
        if self.screens.at != Screen::Submissions {
            self.screens.submissions.come(self.list.cursor());
        }
        self.show(Screen::Submissions);
    }

    /// Goes to the metadata of the submission whose document is shown in the intake.
    fn show_metadata(&mut self) {
        match self.screens.intake.answer() {
            None => self.status.say("No submission of this file is shown."),
            Some(answer) => {
                self.screens.submissions.come(Some(answer));
                self.show(Screen::Submissions);
            }
        }
    }

    /// Runs a query in the review screen; `H` then leads back to the screen that is shown now.
    pub(super) fn read_there(&mut self, query: &str, number: Option<AnswerNumber>) {
        self.run_query(query);
        self.desk.back_to = number;
        self.show(Screen::Review);
        self.focus(Focus::Answers);
    }

    /// Does what an action does on a screen beside the review screen.
    pub(super) fn act_on_screen(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::ScreenReview => self.show(Screen::Review),
            ActionId::ScreenMatrix => self.show_matrix(),
            ActionId::ScreenNotes => self.show(Screen::Notes),
            ActionId::ScreenCodebook => self.show(Screen::Codebook),
            ActionId::ScreenProgress => self.show_progress(),
            ActionId::ScreenSubmissions => self.show_submissions(),
            ActionId::ScreenIntake => self.show(Screen::Intake),
            ActionId::ScreenShortlists => self.show(Screen::Shortlists),
            ActionId::Correct if self.screens.at == Screen::Intake => self.show_metadata(),
            ActionId::History => self.show(Screen::History),
            ActionId::PlaceBack => self.trail(false),
            ActionId::PlaceForward => self.trail(true),
            ActionId::Jump | ActionId::SavedFilters => return self.by_name(action),
            ActionId::Import => return self.import(),
            ActionId::Codings => return self.import_codings(),
            ActionId::Palette => return vec![Effect::Open(Popup::Palette(self.palette()))],
            ActionId::Tour => self.show_tour(),
            ActionId::Help => return vec![Effect::Open(Popup::Help(self.help()))],
            ActionId::Quit => return vec![Effect::Quit],
            ActionId::Suspend => return vec![Effect::Suspend],
            ActionId::Redraw => return vec![Effect::Redraw],
            ActionId::Number => self.keys.begin_number(),
            ActionId::SortList if self.screens.at == Screen::Submissions => return self.choose_order(),
            ActionId::Undo | ActionId::Redo | ActionId::ShortlistChoose => return self.work(action),
            // From the palette; its key waits for the letter by itself.
            ActionId::ThemeLetter if self.screens.at == Screen::Codebook => {
                self.keys.wait_for(action, &self.scopes());
            }
            ActionId::Back if self.keys.clear() => {}
            ActionId::Open if self.open_trouble() => {}
            _ => {
                return match self.screens.at {
                    Screen::Review => Vec::new(),
                    Screen::Matrix => self.screens.matrix.act(action),
                    Screen::Notes => self.screens.notes.act(action, &self.known.analyst),
                    Screen::Codebook => self.screens.codebook.act(action, &self.known.analyst),
                    Screen::Progress => self.screens.progress.act(action),
                    Screen::Submissions => self.screens.submissions.act(action, &self.known.analyst),
                    Screen::Intake => self.screens.intake.act(action),
                    Screen::Shortlists => self.screens.shortlists.act(action),
                    Screen::History => self.screens.history.act(action),
                };
            }
        }
        Vec::new()
    }

    /// Takes the mouse on a screen beside the review screen.
    pub(super) fn mouse_on_screen(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        let layout = self.layout();
        match self.screens.at {
            Screen::Review => Vec::new(),
            Screen::Matrix => self.screens.matrix.mouse(mouse, &layout),
            Screen::Notes => self.screens.notes.mouse(mouse, &layout),
            Screen::Codebook => self.screens.codebook.mouse(mouse, &layout, &self.known.analyst),
            Screen::Progress => self.screens.progress.mouse(mouse, &layout),
            Screen::Submissions => self.screens.submissions.mouse(mouse, &layout, &self.known.analyst),
            Screen::Intake => self.screens.intake.mouse(mouse, &layout),
            Screen::Shortlists => self.screens.shortlists.mouse(mouse, &layout),
            Screen::History => self.screens.history.mouse(mouse, &layout),
        }
    }

    /// Keeps cursors in sight, and asks for what the screen wants to show and does not have.
    pub(super) fn settle_screen(&mut self, layout: &Layout) -> Vec<Effect> {
        let mut asked = Vec::new();
        let splitting = self.popups.iter().find_map(|popup| match popup {
            Popup::Split(open) => Some(open.theme),
            _ => None,
        });
        let Self { screens, desk, known, .. } = self;
        match screens.at {
            Screen::Review => {}
            Screen::Matrix => screens.matrix.settle(layout, desk, &mut asked),
            Screen::Notes => screens.notes.settle(layout, desk, &mut asked),
            Screen::Codebook => {
                screens.codebook.settle(layout, known, desk, &mut asked);
                screens.codebook.settle_split(splitting, desk, &mut asked);
            }
            Screen::Progress => screens.progress.settle(layout, desk, &mut asked),
            Screen::Submissions => screens.submissions.settle(layout, desk, &mut asked),
            Screen::Intake => screens.intake.settle(layout, desk, &mut asked),
            Screen::Shortlists => screens.shortlists.settle(layout, known, desk, &mut asked),
            Screen::History => screens.history.settle(layout, desk, &mut asked),
        }
        asked.into_iter().map(|(ticket, request)| Effect::Ask(ticket, request)).collect()
    }

    /// Draws a screen beside the review screen; gives the caret's place, if it has one.
    pub(super) fn draw_other(&self, canvas: &mut Canvas<'_>, layout: &Layout) -> Option<(u16, u16)> {
        let focused = self.popups.is_empty();
        match self.screens.at {
            Screen::Review => None,
            Screen::Matrix => {
                self.screens.matrix.draw(canvas, layout, &self.known.codebook, focused, &self.keys)
            }
            Screen::Notes => self.screens.notes.draw(canvas, layout, focused, &self.keys),
            Screen::Codebook => self.screens.codebook.draw(canvas, layout, focused, &self.keys),
            Screen::Progress => self.screens.progress.draw(canvas, layout, focused, &self.keys),
            Screen::Submissions => self.screens.submissions.draw(canvas, layout, focused, &self.keys),
            Screen::Intake => self.screens.intake.draw(canvas, layout, focused, &self.keys),
            Screen::Shortlists => self.screens.shortlists.draw(canvas, layout, &self.known.codebook, focused),
            Screen::History => self.screens.history.draw(canvas, layout, focused, &self.keys),
        }
    }

    /// What the status line of a screen beside the review screen says while nothing was done.
    pub(super) fn line_of_screen(&self) -> Option<String> {
        (self.screens.at != Screen::Review && self.status.said.is_empty()).then(|| self.screens.line())
    }
}

/// How many lines or places an action goes where so many are in sight; `None` when it goes no pages.
fn paged(action: ActionId, seen: usize) -> Option<isize> {
    let page = seen.saturating_sub(1).max(1) as isize;
    Some(match action {
        ActionId::PageUp => -page,
        ActionId::PageDown => page,
        ActionId::HalfPageUp => -(page / 2).max(1),
        ActionId::HalfPageDown => (page / 2).max(1),
        ActionId::Top => isize::MIN / 2,
        ActionId::End => isize::MAX / 2,
        _ => return None,
    })
}

/// The bar above a screen: its number and name, what its list is narrowed to, and a figure.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The key of the screen.
    pub number: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What the list is narrowed to, behind its key.
    pub field: Option<&'a Field>,
    /// Whether that is being typed.
    pub typing: bool,
    /// What stands there while nothing is typed.
    pub otherwise: &'a str,
    /// How many there are.
    pub figure: &'a str,
}

impl Head<'_> {
    /// Draws the bar; gives the caret's place while typing.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> Option<(u16, u16)> {
        canvas.ground(area, Tone::Bar);
        let (y, dim) = (area.y, canvas.style(Tone::Dim));
        let end = canvas.put_right(area.right() - 1, y, area.width / 2, self.figure, dim);
        let mut x = canvas.put(area.x + 1, y, 2, self.number, dim) + 1;
        x = canvas.put(x, y, 14, self.name, canvas.style(Tone::Strong)) + 2;
        let field = self.field?;
        x = canvas.put(x, y, 1, "/", canvas.style(Tone::Key)) + 1;
        let width = end.saturating_sub(x + 2);
        if self.typing {
            canvas.ground(Rect { x, y, width: width + 1, height: 1 }, Tone::Field);
        } else if field.text().is_empty() {
            canvas.put(x, y, width, self.otherwise, dim);
            return None;
        }
        let strong = canvas.style(Tone::Strong);
        if !self.typing {
            canvas.put(x, y, width, field.text(), strong);
            return None;
        }
        canvas.put_typed(x, y, width, &field.visible(width), strong);
        Some((x + field.caret_column(width), y))
    }
}
