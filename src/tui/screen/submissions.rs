//! The submissions: the list at the left; at the right one in full, whose metadata are corrected in place.
//!
//! The cursor is a submission, not a row: it stays where it is when the list changes around it, and what no longer
//! matches stays, dimmed, until the filter is run again. In the submission the hand goes from stop to stop
//! ([`page::Stop`]) and scrolls the text between them.

pub mod ask;

mod correct;
mod coverage;
mod draw;
mod list;
mod moving;
mod opening;
mod page;
mod pointer;
mod words;

pub(in crate::tui) use self::draw::draw_mistake;

use crossterm::event::KeyEvent;

use self::ask::{Ask, Told};
use self::correct::Correction;
use self::coverage::Coverage;
use self::list::Sent;
use self::page::{Page, Stop};
use super::{Screen, paged};
use crate::action::{ActionId, Group};
use crate::model::edit::Edit;
use crate::model::id::{AnswerNumber, SubmissionNumber};
use crate::model::sent::{Fact, SubmissionView};
use crate::query::edit;
use crate::text::bidi::Writing;
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::{Layout, Pair, Shape};
use crate::tui::request::{Mistake, Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::tui::widget::field::Field;

/// The list's columns of a hundred.
const SHARE: u16 = 52;
/// The widest lines, as in the reader.
const WIDEST: u16 = 76;

/// The screen of submissions.
#[derive(Debug, Default)]
pub struct Submissions {
    /// The query.
    pub field: Field,
    /// While it is typed: what it was before.
    typing: Option<String>,
    /// The last query that could be run: the list is its result.
    good: String,
    /// Counts up when the same query is to be run again.
    run: u64,
    mistake: Option<Mistake>,
    /// Whether nothing matches what is typed so far; the list is still that of the last good query.
    nothing: bool,
    /// Whether the list came yet.
    read: bool,
    list: Sent,
    capacity: usize,
    view: Option<SubmissionView>,
    page: Page,
    width: u16,
    writing: Writing,
    stop: Option<Stop>,
    /// The first line of the page that is shown, and how many are in sight.
    scrolled: usize,
    height: usize,
    on_detail: bool,
    /// Whether the pane with the focus has the whole screen.
    zoomed: bool,
    correction: Option<Correction>,
    /// The version since which changes are shown, from 0; `None` shows the document.
    since: Option<usize>,
    /// The same as a grid.
    coverage: Coverage,
    /// The answer of the review screen whose submission is to be shown, and the last one that was.
    follow: Option<AnswerNumber>,
    followed: Option<AnswerNumber>,
    asked: Asked,
}

/// What was asked for.
#[derive(Debug, Default)]
struct Asked {
    list: Wanted<(String, u64)>,
    rows: Wanted<(String, u64, Vec<SubmissionNumber>)>,
    one: Wanted<(u64, SubmissionNumber)>,
    of: Wanted<AnswerNumber>,
    choices: Wanted<(u64, crate::model::draft::Field)>,
}

impl Submissions {
    /// Comes to the screen from an answer: its submission is shown, unless that was so before.
    pub fn come(&mut self, from: Option<AnswerNumber>) {
        self.run_again();
        if from.is_some() && from != self.followed {
            self.follow = from;
            self.followed = from;
        }
    }

    /// Makes the list anew: what has come in, is gone or became one cannot stay as it was.
    pub fn run_again(&mut self) {
        self.run += 1;
    }

    /// The query of the list that is shown.
    pub fn query(&self) -> &str {
        &self.good
    }

    /// Puts the list in another order.
    pub fn sort(&mut self, order: &str) {
        self.field.set(edit::with_sort(&self.good, order));
        self.mistake = None;
        self.run += 1;
    }

    /// Whether the query is typed.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// Whether a metadatum is corrected.
    pub fn is_correcting(&self) -> bool {
        self.correction.is_some()
    }

    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        let asked = &self.asked;
        asked.list.is_waiting()
            || asked.rows.is_waiting()
            || asked.one.is_waiting()
            || self.coverage.is_waiting()
    }

    /// Takes what was looked up; what comes late is dropped.
    pub fn take(&mut self, ticket: Ticket, told: Told) {
        match told {
            Told::List(query, found) if self.asked.list.take(ticket) => {
                self.mistake = None;
                self.nothing = self.is_typing() && found.numbers.is_empty() && !query.trim().is_empty();
                if !self.nothing {
                    self.read = true;
                    self.good = query;
                    self.list.replace(found);
                }
            }
            Told::Rows(rows) if self.asked.rows.take(ticket) => self.list.take_rows(rows),
            Told::One(view) if self.asked.one.take(ticket) => self.show(view.map(|view| *view)),
            Told::Of(number) if self.asked.of.take(ticket) => {
                self.follow = None;
                if let Some(number) = number {
                    self.list.go_to(number);
                }
            }
            Told::Choices(choices) if self.asked.choices.take(ticket) => {
                if let Some(correction) = &mut self.correction {
                    correction.take_choices(choices);
                }
            }
            Told::Totals(totals) => self.coverage.take_totals(ticket, totals),
            Told::Cells(rows) => self.coverage.take_rows(ticket, rows),
            // Late: something newer has been asked for since.
            _ => {}
        }
    }

    /// Takes a mistake in the query; false when it is not about this screen's.
    pub fn take_mistake(&mut self, ticket: Ticket, mistake: &Mistake) -> bool {
        if self.asked.list.is_late(ticket) {
            return true;
        }
        let mine = self.asked.list.take(ticket);
        if mine {
            self.mistake = Some(mistake.clone());
            self.nothing = false;
        }
        mine
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.list.take(ticket);
        self.asked.rows.take(ticket);
        self.asked.one.take(ticket);
        self.asked.of.take(ticket);
        self.asked.choices.take(ticket);
        self.coverage.failed(ticket);
    }

    /// Takes how a correction went: done, or why not; then the field stays open. False when there was none.
    pub fn settled(&mut self, edit: &Edit, why_not: Option<&str>) -> bool {
        let is_mine = matches!(edit, Edit::SetMetadata { .. });
        let Some(correction) = self.correction.as_mut().filter(|c| is_mine && c.sent) else { return false };
        match why_not {
            None => self.correction = None,
            Some(why) => {
                correction.sent = false;
                correction.mistake = Some(why.to_owned());
            }
        }
        true
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        if let Some(correction) = &self.correction {
            let known = if correction.has_choices() { " =: as it is typed." } else { "" };
            return format!("Empty: what the source says. -: nothing is known.{known}");
        }
        if self.is_typing() {
            return match (self.mistake.is_some(), self.nothing) {
                (true, _) => "The list below is from the last good query.".into(),
                (false, true) => "Nothing matches this yet; the list below is as it was.".into(),
                (false, false) => "Submissions that hold a matching text.".into(),
            };
        }
        if self.coverage.shown {
            return self.line_of_grid();
        }
        match self.stop.filter(|_| self.on_detail) {
            Some(Stop::Fact(_)) => self.fact().map_or_else(String::new, |fact| {
                format!("The {}: {}.", fact.field.label(), words::origin(fact))
            }),
            Some(Stop::Block(..)) => {
                "‹open› reads this text in the review screen; ‹place-back› comes back.".into()
            }
            Some(Stop::Note(_)) => "‹open› changes the note, if it is yours.".into(),
            None if !self.list.marks.is_empty() => {
                format!(
                    "{} marked; ‹join› makes them one, ‹back› takes the marks off.",
                    self.list.marks.len()
                )
            }
            None => match self.list.found.late {
                0 => String::new(),
                late => format!("{late} of these came after the deadline."),
            },
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId, analyst: &str) -> Vec<Effect> {
        if self.correction.is_some() {
            return self.act_on_correction(action);
        }
        match action {
            ActionId::Query => self.type_query(),
            ActionId::Complete => self.take_offer(),
            ActionId::Accept => {
                self.typing = None;
                self.run += 1;
            }
            ActionId::Back => return self.back(),
            ActionId::Coverage => self.turn_grid(),
            ActionId::Mark => self.list.mark(),
            ActionId::Join => return self.join(),
            ActionId::Versions => return self.turn_versions(),
            ActionId::Left => self.sideways(false),
            ActionId::Right => self.sideways(true),
            ActionId::NextPane if self.coverage.shown => self.sideways(true),
            ActionId::PreviousPane if self.coverage.shown => self.sideways(false),
            ActionId::Open if self.coverage.shown => return self.open_cell(),
            ActionId::Zoom if self.coverage.shown => {}
            ActionId::Zoom => self.zoomed = !self.zoomed,
            ActionId::NextPane | ActionId::PreviousPane => self.on_detail = !self.on_detail,
            ActionId::Open => return self.open(analyst),
            ActionId::Correct => return self.correct(),
            ActionId::Note => return self.note(),
            ActionId::Export => return self.export(),
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            ActionId::ScrollDown => self.scroll(1),
            ActionId::ScrollUp => self.scroll(-1),
            _ => {
                let seen = if self.on_detail { self.height } else { self.capacity };
                if let Some(lines) = paged(action, seen) {
                    self.pages(lines);
                }
            }
        }
        // The status line tells the cell under the cursor, and no more what was said of another.
        if self.coverage.shown && action.row().group == Group::Move {
            return vec![Effect::Say(String::new())];
        }
        Vec::new()
    }

    fn act_on_correction(&mut self, action: ActionId) -> Vec<Effect> {
        let Some(correction) = &mut self.correction else { return Vec::new() };
        match action {
            ActionId::Complete => correction.complete(),
            ActionId::Back => self.correction = None,
            ActionId::Accept if !correction.sent => match correction.edit() {
                None => self.correction = None,
                Some(edit) => {
                    correction.sent = true;
                    return vec![Effect::Edit(edit)];
                }
            },
            _ => {}
        }
        Vec::new()
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if let Some(correction) = &mut self.correction {
            correction.key(key);
        } else if self.is_typing() {
            self.field.key(key);
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if let Some(correction) = &mut self.correction {
            correction.paste(text);
        } else if self.is_typing() {
            self.field.paste(text);
        }
    }

    /// Keeps cursors in sight, and asks for what is wanted and not known.
    pub fn settle(&mut self, layout: &Layout, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        self.lay_out(layout);
        let generation = desk.generation;
        let mut ask = |ticket, question| asked.push((ticket, Request::Submissions(question)));
        let ticket = desk.ticket();
        let text = self.field.text().to_owned();
        // An empty list holds no place to keep.
        let run = if self.list.found.numbers.is_empty() { self.run + generation } else { self.run };
        if self.asked.list.want((text.clone(), run), ticket) {
            ask(ticket, Ask::List(text));
        }
        if !self.read {
            return;
        }
        let ticket = desk.ticket();
        if let Some(answer) = self.follow
            && self.asked.of.want(answer, ticket)
        {
            ask(ticket, Ask::Of(answer));
        }
        let ticket = desk.ticket();
        let window = self.list.window(self.capacity);
        if !window.is_empty() && self.asked.rows.want((self.good.clone(), generation, window.clone()), ticket)
        {
            ask(ticket, Ask::Rows(self.good.clone(), window));
        }
        if self.coverage.shown {
            for (ticket, question) in self.settle_grid(&mut || desk.ticket(), generation) {
                ask(ticket, question);
            }
        }
        let ticket = desk.ticket();
        match self.list.cursor() {
            Some(number) if self.asked.one.want((generation, number), ticket) => {
                ask(ticket, Ask::One(number));
            }
            Some(_) => {}
            None => self.show(None),
        }
        let ticket = desk.ticket();
        if let Some(correction) = &self.correction
            && self.asked.choices.want((generation, correction.of), ticket)
        {
            ask(ticket, Ask::Choices(correction.of));
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        if self.zoomed { layout.single(self.on_detail) } else { layout.pair(SHARE, self.on_detail) }
    }

    /// Shows a submission; the same one again keeps its place.
    fn show(&mut self, view: Option<SubmissionView>) {
        let number = |view: &Option<SubmissionView>| view.as_ref().map(|view| view.number);
        if number(&view) != number(&self.view) {
            self.scrolled = 0;
            self.stop = None;
            self.correction = None;
            self.since = None;
        }
        self.view = view;
        self.set_page();
    }

    /// The metadatum under the hand.
    fn fact(&self) -> Option<&Fact> {
        let Some(Stop::Fact(field)) = self.stop else { return None };
        self.view.as_ref()?.facts.iter().find(|fact| fact.field == field)
    }

    fn type_query(&mut self) {
        if self.typing.is_none() {
            self.typing = Some(self.field.text().to_owned());
        }
    }

    fn take_offer(&mut self) {
        let mistake = self.mistake.take();
        if let Some((mended, _)) = mistake.and_then(|mistake| mistake.mended(self.field.text())) {
            self.field.set(mended);
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        if let Some(before) = self.typing.take() {
            self.field.set(before);
            self.mistake = None;
            self.nothing = false;
        } else if self.on_detail {
            self.on_detail = false;
        } else if !self.list.marks.is_empty() {
            self.list.marks.clear();
        } else if self.coverage.shown {
            self.coverage.shown = false;
        } else {
            return vec![Effect::Show(Screen::Review)];
        }
        Vec::new()
    }
}

/// How many lines a row of the list has.
fn row_height(layout: &Layout) -> u16 {
    let two = layout.shape == Shape::Columns && layout.screen.width < 180;
    if two { 2 } else { 1 }
}
