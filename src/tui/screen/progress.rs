//! The screen of progress: what is reviewed, flagged and to do, by whom, at which pace, and what needs a second look.
//!
//! The cursor is a row and one of its numbers, or a line of the second look; it stays with them when counts change.

pub mod ask;

mod days;
mod draw;
mod moving;
mod places;

use self::ask::{Ask, Told};
use self::places::FIXED;
use super::Screen;
use super::narrowing::Narrowing;
use crate::action::ActionId;
use crate::export::counts::Counts;
use crate::model::progress::{By, Look};
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::request::{Mistake, Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::workspace::progress::{Line, Number, Second, behind, behind_second};

/// The parts that Tab goes through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Part {
    /// The rows, and all below them.
    #[default]
    Rows,
    /// What needs a second look.
    Second,
}

/// The lines of the second look.
const SECOND: [Second; 2] = [Second::Flagged, Second::WithoutTheme];

/// The number under the cursor at first: what is to do.
const TODO: usize = 2;

/// The screen.
#[derive(Debug)]
pub struct Progress {
    /// The query.
    pub query: Narrowing,
    by: By,
    found: Option<Box<Told>>,
    part: Part,
    /// The row under the cursor; after the last come the lines below the rows.
    row: usize,
    /// The number of the row under the cursor.
    column: usize,
    /// The line of the second look under the cursor.
    second: usize,
    /// The first row in sight, and the first number after those that always are.
    first: (usize, usize),
    asked: Wanted<(String, By, u64, u64)>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            query: Narrowing::default(),
            by: By::default(),
            found: None,
            part: Part::default(),
            row: 0,
            column: TODO,
            second: 0,
            first: (0, 0),
            asked: Wanted::default(),
        }
    }
}

impl Progress {
    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    /// Takes what was looked up; what comes late is dropped.
    pub fn take(&mut self, ticket: Ticket, told: Told) {
        if !self.asked.take(ticket) {
            return;
        }
        let texts = told.progress.all.texts() + told.progress.unplaced.texts();
        if self.query.ran(&told.query, texts as usize) {
            self.take_numbers(told);
        }
    }

    /// Takes a mistake in the query; false when it is not about this screen's.
    pub fn take_mistake(&mut self, ticket: Ticket, mistake: &Mistake) -> bool {
        let mine = self.asked.take(ticket);
        if mine {
            self.query.is_wrong(mistake);
        }
        mine || self.asked.is_late(ticket)
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.take(ticket);
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Query => self.query.start(),
            ActionId::Complete => self.query.take_offer(),
            ActionId::Accept => self.query.accept(),
            ActionId::Back if self.query.back() => {}
            ActionId::Back => return vec![Effect::Show(Screen::Review)],
            ActionId::RowsBy => self.by = self.by.next(),
            ActionId::Open => return self.open(),
            ActionId::Export => return self.export(),
            _ => self.go(action),
        }
        vec![Effect::Say(String::new())]
    }

    /// Keeps the cursor in sight, and asks for what is wanted and not known.
    pub fn settle(&mut self, layout: &Layout, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        let (query, by) = (self.query.field.text().to_owned(), self.by);
        let (generation, ticket) = (desk.generation, desk.ticket());
        if self.asked.want((query.clone(), by, generation, self.query.run), ticket) {
            asked.push((ticket, Request::Progress(Ask { query, by })));
        }
        self.keep_in_sight(layout);
    }

    /// Opens the export of the numbers.
    fn export(&self) -> Vec<Effect> {
        let Some(found) = self.found.as_ref().filter(|found| found.progress.all.texts() > 0) else {
            return vec![Effect::Say("There is nothing counted that could be exported.".into())];
        };
        let counts = Counts::Progress(found.progress.clone());
        let what = counts.title();
        vec![Effect::Open(Popup::Export(ExportDialog::of_counts(counts, &found.query, what)))]
    }

    /// Goes to the answers behind what is under the cursor in the review screen.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        let Some(found) = &self.found else { return Vec::new() };
        let opened = match self.part {
            Part::Rows => {
                let number = self.columns().get(self.column).copied();
                number
                    .and_then(|number| behind(&found.query, &found.progress, self.line_at(self.row), number))
            }
            Part::Second => {
                SECOND.get(self.second).map(|second| behind_second(&found.query, &found.progress, *second))
            }
        };
        let Some(query) = opened else { return Vec::new() };
        let oldest =
            if self.part == Part::Second { self.look().and_then(|look| look.oldest.as_ref()) } else { None };
        let number = oldest.map(|oldest| oldest.number);
        self.query.leave_for(&query);
        vec![Effect::Read { query, number }]
    }

    /// What the line of the second look under the cursor is about.
    fn look(&self) -> Option<&Look> {
        let found = &self.found.as_ref()?.progress;
        Some(match SECOND.get(self.second)? {
            Second::Flagged => &found.flagged,
            Second::WithoutTheme => &found.without_theme,
        })
    }

    /// The lines under the rows: all, and what is under no question where there is such.
    fn totals(&self) -> usize {
        self.found.as_ref().map_or(1, |found| 1 + usize::from(found.progress.unplaced.texts() > 0))
    }

    fn rows(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.progress.rows.len())
    }

    /// What the line at a place is.
    fn line_at(&self, place: usize) -> Line {
        let rows = self.rows();
        match place {
            row if row < rows => Line::Row(row),
            row if row == rows => Line::All,
            _ => Line::Unplaced,
        }
    }

    /// The numbers of a line, in order.
    fn columns(&self) -> Vec<Number> {
        let analysts = self.found.as_ref().map_or(0, |found| found.progress.analysts.len());
        let by_analyst = self.found.as_ref().is_some_and(|found| found.progress.by == By::Analyst);
        let each = (0..analysts).filter(|_| !by_analyst).map(Number::Analyst);
        let fixed: [Number; FIXED] = [Number::Reviewed, Number::Flagged, Number::Todo];
        fixed.into_iter().chain(each).chain([Number::Left]).collect()
    }
}
