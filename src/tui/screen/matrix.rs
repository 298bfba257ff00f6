//! The matrix: answers, submitters or passages by two dimensions, and below it the answers behind the cell of the
//! cursor.
//!
//! The cursor is a value at the rows and one at the columns, not a place: it stays with them when the counts change.

pub mod ask;

mod choosing;
mod draw;
mod moving;
mod places;
mod third;

use self::ask::{Ask, Behind, Counted, Told};
use self::choosing::Choosing;
use self::third::Third;
use super::Screen;
use super::narrowing::Narrowing;
use crate::action::ActionId;
use crate::export::counts::Counts;
use crate::model::matrix::{self, Count, Dimension, Shares};
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::request::{Mistake, Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::workspace::matrix::{behind, behind_any};

/// What stands in the cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Shown {
    /// Numbers.
    #[default]
    Counts,
    /// Shares of the column.
    OfColumn,
    /// Shares of the row.
    OfRow,
}

/// In which order the rows stand; the last one of none and the totals keep their place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Order {
    /// Their own.
    #[default]
    Own,
    /// By the cursor's column, the greatest first.
    Column,
    /// By the total.
    Total,
}

/// The screen of the matrix.
#[derive(Debug)]
pub struct Matrix {
    /// The query.
    pub query: Narrowing,
    ask: matrix::Ask,
    shown: Shown,
    order: Order,
    found: Option<Counted>,
    /// The rows in the order in which they stand, by their number in what was found.
    rows: Vec<usize>,
    /// Row and column under the cursor; one after the last is that of the totals.
    at: (usize, usize),
    /// The first row and column in sight.
    first: (usize, usize),
    /// The column by which the rows are sorted; one after the last is the total.
    sorted_by: usize,
    behind: Behind,
    choosing: Option<Choosing>,
    third: Option<Third>,
    asked: Wanted<(String, matrix::Ask, u64, u64)>,
    asked_behind: Wanted<(String, u64)>,
}

impl Default for Matrix {
    fn default() -> Self {
        let (rows, columns) = (Dimension::Theme, Dimension::StakeholderType);
        Self {
            query: Narrowing::default(),
            ask: matrix::Ask { rows, columns, count: Count::Submitters },
            shown: Shown::default(),
            order: Order::default(),
            found: None,
            rows: Vec::new(),
            at: (0, 0),
            first: (0, 0),
            sorted_by: 0,
            behind: Behind::default(),
            choosing: None,
            third: None,
            asked: Wanted::default(),
            asked_behind: Wanted::default(),
        }
    }
}

impl Matrix {
    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
            || self.asked_behind.is_waiting()
            || self.third.as_ref().is_some_and(|third| third.asked.is_waiting())
    }

    /// Takes what was looked up; what comes late is dropped.
    pub fn take(&mut self, ticket: Ticket, told: Told) {
        match told {
            // A word that is half typed matches nothing yet.
            Told::Counts(counted)
                if self.asked.take(ticket) && self.query.ran(&counted.query, counted.answers) =>
            {
                self.take_counts(*counted);
            }
            Told::Slices(slices) => {
                if let Some(third) = &mut self.third {
                    third.take(ticket, slices);
                }
            }
            Told::Behind(behind) if self.asked_behind.take(ticket) => self.behind = *behind,
            // Late: something newer has been asked for since.
            _ => {}
        }
    }

    /// Takes a mistake in the query; false when it is not about this screen's.
    pub fn take_mistake(&mut self, ticket: Ticket, mistake: &Mistake) -> bool {
        let asked_third = self.third.as_mut().map(|third| &mut third.asked);
        // A mistake in the query is said by the counts.
        let of_third = asked_third.is_some_and(|asked| asked.is_late(ticket) || asked.take(ticket));
        if of_third || self.asked.is_late(ticket) || self.asked_behind.is_late(ticket) {
            return true;
        }
        let mine = self.asked.take(ticket);
        if mine {
            self.query.is_wrong(mistake);
        }
        // A cell whose value was renamed since is counted anew soon.
        mine || self.asked_behind.take(ticket)
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.take(ticket);
        self.asked_behind.take(ticket);
        if let Some(third) = &mut self.third {
            third.asked.take(ticket);
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        if let Some(choosing) = &mut self.choosing {
            match choosing.act(action) {
                choosing::Done::NotYet => {}
                choosing::Done::Left => self.choosing = None,
                choosing::Done::Chosen(rows, columns, third) => {
                    self.ask = matrix::Ask { rows, columns, count: self.ask.count };
                    self.choosing = None;
                    self.go_through(third);
                }
            }
            return Vec::new();
        }
        match action {
            ActionId::Query => self.query.start(),
            ActionId::Complete => self.query.take_offer(),
            ActionId::Accept => self.query.accept(),
            ActionId::Back if self.query.back() => return Vec::new(),
            ActionId::Back => return vec![Effect::Show(Screen::Review)],
            ActionId::Shares => {
                self.shown = match self.shown {
                    Shown::Counts => Shown::OfColumn,
                    Shown::OfColumn => Shown::OfRow,
                    Shown::OfRow => Shown::Counts,
                }
            }
            ActionId::CountWhat => self.ask.count = self.ask.count.next(),
            ActionId::RowsColumns => {
                let third = self.third.as_ref().map(|third| &third.by);
                let attributes = self.found.as_ref().map(|found| found.attributes.as_slice());
                self.choosing = Some(Choosing::new(&self.ask, third, attributes.unwrap_or_default()));
            }
            ActionId::NextValue => return self.step(true),
            ActionId::PreviousValue => return self.step(false),
            ActionId::SortMatrix => self.sort(),
            ActionId::Open => return self.open(),
            ActionId::Export => return self.export(),
            _ => self.go(action),
        }
        vec![Effect::Say(String::new())]
    }

    /// Keeps the cursor in sight, and asks for what is wanted and not known.
    pub fn settle(&mut self, layout: &Layout, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        let generation = desk.generation;
        let (query, ticket) = (self.query.field.text().to_owned(), desk.ticket());
        if self.asked.want((query.clone(), self.ask.clone(), generation, self.query.run), ticket) {
            asked.push((ticket, Request::Matrix(Ask::Counts(query, self.ask.clone()))));
        }
        self.settle_third(desk, asked);
        self.keep_in_sight(layout);
        let Some(query) = self.opened() else {
            self.behind = Behind::default();
            return;
        };
        let ticket = desk.ticket();
        if self.asked_behind.want((query.clone(), generation), ticket) {
            asked.push((ticket, Request::Matrix(Ask::Behind(query))));
        }
    }

    /// Goes through the values of this dimension from now on, or of none.
    fn go_through(&mut self, by: Option<Dimension>) {
        if self.third.as_ref().map(|third| &third.by) == by.as_ref() {
            return;
        }
        if let Some(before) = &self.third {
            self.query.field.set(before.base().to_owned());
        }
        self.third = by.map(|by| Third::new(by, self.query.field.text().to_owned()));
    }

    /// Goes to the next value of the third dimension, or to the one before.
    fn step(&mut self, on: bool) -> Vec<Effect> {
        let Some(third) = &mut self.third else {
            return vec![Effect::Say(
                "No third dimension is chosen: ‹rows-columns› shows the list “One by one”.".into(),
            )];
        };
        let query = third.step(on).to_owned();
        self.query.field.set(query);
        vec![Effect::Say(String::new())]
    }

    /// Follows the query, and asks for the values of the third dimension.
    fn settle_third(&mut self, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        let Some(third) = &mut self.third else { return };
        if !self.query.is_typing() {
            third.follow(self.query.field.text());
        }
        let ticket = desk.ticket();
        if let Some(base) = third.wants(desk.generation, ticket) {
            asked.push((ticket, Request::Matrix(Ask::Slices(base, third.by.clone()))));
        }
    }

    /// The query of the answers behind the cursor's cell; `None` where no query says it.
    fn opened(&self) -> Option<String> {
        let found = self.found.as_ref()?;
        let (query, matrix) = (found.query.as_str(), &found.matrix);
        let column = Some(self.at.1).filter(|at| *at < matrix.columns.len());
        match self.rows.get(self.at.0) {
            Some(row) => behind(query, matrix, Some(*row), column),
            None if matrix.any < matrix.total => behind_any(query, matrix, column),
            None => behind(query, matrix, None, column),
        }
    }

    /// Opens the export of the counts as they are shown: in this order of the rows, with the shares that are shown.
    fn export(&self) -> Vec<Effect> {
        let Some(found) = self.found.as_ref().filter(|found| found.answers > 0) else {
            return vec![Effect::Say("There is nothing counted that could be exported.".into())];
        };
        let mut matrix = found.matrix.clone();
        matrix.rows = self.rows.iter().filter_map(|row| found.matrix.rows.get(*row)).cloned().collect();
        matrix.cells = self.rows.iter().filter_map(|row| found.matrix.cells.get(*row)).cloned().collect();
        matrix.row_totals =
            self.rows.iter().filter_map(|row| found.matrix.row_totals.get(*row)).copied().collect();
        let shares = match self.shown {
            Shown::Counts => None,
            Shown::OfColumn => Some(Shares::Column),
            Shown::OfRow => Some(Shares::Row),
        };
        let what = matrix.ask.title();
        let counts = Counts::Matrix(matrix, shares);
        vec![Effect::Open(Popup::Export(ExportDialog::of_counts(counts, &found.query, what)))]
    }

    /// Goes to the answers behind the cell in the review screen.
    fn open(&mut self) -> Vec<Effect> {
        if self.found.is_none() {
            return Vec::new();
        }
        match self.opened() {
            Some(query) => {
                self.query.leave_for(&query);
                vec![Effect::Read { query, number: None }]
            }
            None => {
                vec![Effect::Say("No term of a query says “without a date”: this cell has no list.".into())]
            }
        }
    }
}
