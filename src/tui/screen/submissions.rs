//! The submissions: the list at the left; at the right one in full, whose metadata are corrected in place.
//!
//! The cursor is a submission, not a row: it stays where it is when the list changes around it, and what no longer
//! matches stays, dimmed, until the filter is run again. In the submission the hand goes from stop to stop
//! ([`page::Stop`]) and scrolls the text between them.

pub mod ask;

mod correct;
mod draw;
mod list;
mod page;
mod pointer;
mod words;

use crossterm::event::KeyEvent;

use self::ask::{Ask, Told};
use self::correct::Correction;
use self::list::Sent;
use self::page::{Page, Stop};
use super::Screen;
use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::{AnswerNumber, SubmissionNumber};
use crate::model::sent::{Fact, SubmissionView};
use crate::model::work::NoteTarget;
use crate::query::edit;
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::{Layout, Pair, Shape};
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::note::{About, NoteEditor};
use crate::tui::request::{Mistake, Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::count;
use crate::tui::widget::prose::GUTTER;

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
    stop: Option<Stop>,
    /// The first line of the page that is shown, and how many are in sight.
    scrolled: usize,
    height: usize,
    on_detail: bool,
    /// Whether the pane with the focus has the whole screen.
    zoomed: bool,
    correction: Option<Correction>,
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
        self.run += 1;
        if from.is_some() && from != self.followed {
            self.follow = from;
            self.followed = from;
        }
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
        asked.list.is_waiting() || asked.rows.is_waiting() || asked.one.is_waiting()
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
            // Late: something newer has been asked for since.
            _ => {}
        }
    }

    /// Takes a mistake in the query; false when it is not about this screen's.
    pub fn take_mistake(&mut self, ticket: Ticket, mistake: &Mistake) -> bool {
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
        match self.stop.filter(|_| self.on_detail) {
            Some(Stop::Fact(_)) => self.fact().map_or_else(String::new, |fact| {
                format!("The {}: {}.", fact.field.label(), words::origin(fact))
            }),
            Some(Stop::Block(..)) => "Enter reads this text in the review screen; H comes back.".into(),
            Some(Stop::Note(_)) => "Enter changes the note, if it is yours.".into(),
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
        let page =
            (if self.on_detail { self.height } else { self.capacity }).saturating_sub(1).max(1) as isize;
        match action {
            ActionId::Query => self.type_query(),
            ActionId::Complete => self.take_offer(),
            ActionId::Accept => {
                self.typing = None;
                self.run += 1;
            }
            ActionId::Back => return self.back(),
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
            ActionId::PageUp => self.pages(-page),
            ActionId::PageDown => self.pages(page),
            ActionId::HalfPageUp => self.pages(-(page / 2).max(1)),
            ActionId::HalfPageDown => self.pages((page / 2).max(1)),
            ActionId::Top => self.pages(isize::MIN / 2),
            ActionId::End => self.pages(isize::MAX / 2),
            _ => {}
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

    /// Lays the submission out for the place it has, and keeps the list's cursor and the stop in sight.
    fn lay_out(&mut self, layout: &Layout) {
        let pair = self.panes(layout);
        let rows = usize::from(row_height(layout));
        self.capacity = pair.list.map_or(1, |area| usize::from(area.body.height) / rows).max(1);
        self.list.settle(self.capacity);
        let Some(area) = pair.detail else { return };
        let width = area.body.width.saturating_sub(GUTTER + 2).min(WIDEST);
        if width != self.width {
            self.width = width;
            self.set_page();
        }
        self.height = usize::from(area.body.height).max(1);
        self.scrolled = self.scrolled.min(self.last_top());
    }

    fn panes(&self, layout: &Layout) -> Pair {
        if self.zoomed { layout.single(self.on_detail) } else { layout.pair(SHARE, self.on_detail) }
    }

    fn last_top(&self) -> usize {
        self.page.lines.len().saturating_sub(self.height)
    }

    /// Shows a submission; the same one again keeps its place.
    fn show(&mut self, view: Option<SubmissionView>) {
        let number = |view: &Option<SubmissionView>| view.as_ref().map(|view| view.number);
        if number(&view) != number(&self.view) {
            self.scrolled = 0;
            self.stop = None;
            self.correction = None;
        }
        self.view = view;
        self.set_page();
    }

    fn set_page(&mut self) {
        self.page = self.view.as_ref().map(|view| Page::new(view, self.width)).unwrap_or_default();
        let there = self.stop.and_then(|stop| self.page.line_of(stop));
        if there.is_none() {
            self.stop = self.page.stops.first().map(|(_, stop)| *stop);
        }
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
        let Some(Mistake { start, end, offer: Some(offer), .. }) = self.mistake.take() else { return };
        let text: Vec<char> = self.field.text().chars().collect();
        let (start, end) = (start.min(text.len()), end.min(text.len()).max(start.min(text.len())));
        let repaired: String =
            text[..start].iter().copied().chain(offer.chars()).chain(text[end..].iter().copied()).collect();
        self.field.set(repaired);
    }

    fn back(&mut self) -> Vec<Effect> {
        if let Some(before) = self.typing.take() {
            self.field.set(before);
            self.mistake = None;
            self.nothing = false;
        } else if self.on_detail {
            self.on_detail = false;
        } else {
            return vec![Effect::Show(Screen::Review)];
        }
        Vec::new()
    }

    fn open(&mut self, analyst: &str) -> Vec<Effect> {
        if !self.on_detail {
            self.on_detail = self.view.is_some();
            return Vec::new();
        }
        match self.stop {
            Some(Stop::Fact(_)) => self.correct(),
            Some(Stop::Note(_)) => self.change_note(analyst),
            Some(Stop::Block(answer, _)) => {
                let Some(view) = &self.view else { return Vec::new() };
                let query = edit::only("", "ref", &view.record.reference);
                vec![Effect::Read { query, number: Some(answer) }]
            }
            None => Vec::new(),
        }
    }

    fn correct(&mut self) -> Vec<Effect> {
        self.on_detail = self.view.is_some();
        let (Some(view), Some(fact)) = (&self.view, self.fact()) else {
            return vec![Effect::Say("The text is never changed; the metadata above are corrected.".into())];
        };
        let correction = Correction::new(view.record.id.to_string(), fact);
        self.asked.choices = Wanted::default();
        self.correction = Some(correction);
        self.reveal();
        Vec::new()
    }

    fn about_note(view: &SubmissionView) -> About {
        let name = view.record.metadata.submitter.as_deref().unwrap_or(&view.record.reference);
        About {
            title: "Note on the submission".into(),
            quote: None,
            theme: None,
            line: format!("Note on the submission of {name}"),
        }
    }

    fn note(&self) -> Vec<Effect> {
        let Some(view) = &self.view else { return Vec::new() };
        let on = NoteTarget::Submission(view.record.id.to_string());
        vec![Effect::Open(Popup::Note(Box::new(NoteEditor::new(on, Self::about_note(view), None))))]
    }

    fn change_note(&self, analyst: &str) -> Vec<Effect> {
        let (Some(view), Some(Stop::Note(id))) = (&self.view, self.stop) else { return Vec::new() };
        let Some(note) = view.notes.iter().find(|note| note.id == id) else { return Vec::new() };
        if note.analyst != analyst {
            let line = format!("That is a note of {}; a writes one of your own.", note.analyst);
            return vec![Effect::Say(line)];
        }
        let on = NoteTarget::Submission(view.record.id.to_string());
        let editor = NoteEditor::new(on, Self::about_note(view), Some((id, note.text.clone())));
        vec![Effect::Open(Popup::Note(Box::new(editor)))]
    }

    fn export(&self) -> Vec<Effect> {
        let found = self.list.found.numbers.len();
        if found == 0 {
            return vec![Effect::Say("There is nothing shown that could be exported.".into())];
        }
        let what = format!("the matching texts of {}", count(found, "submission"));
        vec![Effect::Open(Popup::Export(ExportDialog::new(&self.good, what)))]
    }

    fn step(&mut self, lines: isize) {
        if !self.on_detail {
            return self.list.step(lines);
        }
        // The next stop, when it is in sight; else a line on.
        let here = self.stop.and_then(|stop| self.page.line_of(stop));
        let seen = self.scrolled..self.scrolled + self.height;
        let stops = &self.page.stops;
        let next = if lines > 0 {
            stops.iter().find(|(line, _)| here.is_none_or(|here| *line > here))
        } else {
            stops.iter().rev().find(|(line, _)| here.is_some_and(|here| *line < here))
        };
        match next.copied().filter(|(line, _)| seen.contains(line)) {
            Some((_, stop)) => self.stop = Some(stop),
            None => self.scroll(lines),
        }
    }

    fn pages(&mut self, lines: isize) {
        if self.on_detail { self.scroll(lines) } else { self.list.step(lines) }
    }

    /// Scrolls the submission. The hand goes on to a stop in sight; where there is none it is that whose text is read.
    fn scroll(&mut self, lines: isize) {
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(self.last_top());
        let seen = self.scrolled..self.scrolled + self.height;
        let here = self.stop.and_then(|stop| self.page.line_of(stop));
        let at_end = lines > 0 && self.scrolled == self.last_top();
        if at_end || lines.unsigned_abs() > self.page.lines.len() {
            let end = if lines > 0 { self.page.stops.last() } else { self.page.stops.first() };
            self.stop = end.map(|(_, stop)| *stop);
        } else if !here.is_some_and(|line| seen.contains(&line)) {
            let mut stops = self.page.stops.iter().filter(|(line, _)| seen.contains(line));
            let in_sight = if lines > 0 { stops.next() } else { stops.next_back() };
            self.stop = in_sight.map(|(_, stop)| *stop).or(self.page.stop_above(self.scrolled));
        }
    }

    /// Brings the stop in sight.
    fn reveal(&mut self) {
        let Some(line) = self.stop.and_then(|stop| self.page.line_of(stop)) else { return };
        // The line below a field says what it may be.
        let last = (self.scrolled + self.height).saturating_sub(2);
        if line < self.scrolled {
            self.scrolled = line;
        } else if line > last {
            self.scrolled += line - last;
        }
    }
}

/// How many lines a row of the list has.
fn row_height(layout: &Layout) -> u16 {
    let two = layout.shape == Shape::Columns && layout.screen.width < 180;
    if two { 2 } else { 1 }
}

#[cfg(test)]
mod tests;
