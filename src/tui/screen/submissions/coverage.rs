//! The same submissions as a grid: a column for each question, one for the words under none, and totals below.
//!
//! Its cursor is that of the list, and a column. Rows are read as they come into sight, totals for all of them.

mod draw;

use std::collections::HashMap;

use ratatui::layout::Rect;

use super::Submissions;
use super::ask::{Ask, Totals};
use crate::model::coverage::{Row, State};
use crate::model::id::SubmissionNumber;
use crate::query::edit;
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::request::Ticket;
use crate::tui::wanted::Wanted;
use crate::tui::widget::paint::count;

/// The columns of a question: "answered" is said by its words, the others by name.
const CELL: u16 = 7;
/// The column of what stands under no question.
const LAST: u16 = 8;
/// Rows beyond this many are read again when they come into sight.
const KEPT: usize = 4_000;

/// The grid.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    /// Whether it is shown instead of the list.
    pub(super) shown: bool,
    column: usize,
    left: usize,
    rows: HashMap<SubmissionNumber, Row>,
    totals: Totals,
    asked_rows: Wanted<(u64, Vec<SubmissionNumber>)>,
    asked_totals: Wanted<(String, u64, u64)>,
}

/// Where its lines and columns stand.
struct Places {
    head: Rect,
    rows: Rect,
    totals: Rect,
    /// Columns of the label, and how many questions are in sight.
    label: u16,
    seen: usize,
}

impl Places {
    fn of(body: Rect, questions: usize) -> Self {
        // All states where there is room, else only how many answered.
        let states = if body.height >= 18 { State::ALL.len() as u16 + 1 } else { 2 };
        let foot = if body.height >= 8 { states } else { 0 };
        let head = Rect { height: body.height.min(1), ..body };
        let rows = Rect { y: body.y + head.height, height: body.height - head.height - foot, ..body };
        let label = match body.width {
            150.. => 44,
            100.. => 34,
            70.. => 26,
            _ => 16,
        };
        let room = body.width.saturating_sub(label + LAST + 1);
        let seen = usize::from(room / CELL).clamp(1, questions.max(1));
        Self { head, rows, totals: Rect { y: rows.bottom(), height: foot, ..body }, label, seen }
    }
}

impl Coverage {
    pub(super) fn is_waiting(&self) -> bool {
        self.asked_rows.is_waiting() || self.asked_totals.is_waiting()
    }

    pub(super) fn take_totals(&mut self, ticket: Ticket, totals: Totals) {
        if self.asked_totals.take(ticket) {
            self.totals = totals;
        }
    }

    pub(super) fn take_rows(&mut self, ticket: Ticket, rows: Vec<Row>) {
        if self.asked_rows.take(ticket) {
            if self.rows.len() > KEPT {
                self.rows.clear();
            }
            self.rows.extend(rows.into_iter().map(|row| (row.number, row)));
        }
    }

    pub(super) fn failed(&mut self, ticket: Ticket) {
        self.asked_rows.take(ticket);
        self.asked_totals.take(ticket);
    }

    fn questions(&self) -> usize {
        self.totals.heads.len()
    }

    fn keep_in_sight(&mut self, seen: usize) {
        self.column = self.column.min(self.questions());
        // The last column is always in sight.
        let at = self.column.min(self.questions().saturating_sub(1));
        self.left = self.left.clamp((at + 1).saturating_sub(seen), at);
        self.left = self.left.min(self.questions().saturating_sub(seen));
    }
}

impl Submissions {
    /// Shows the grid instead of the list, or the list again.
    pub(super) fn turn_grid(&mut self) {
        self.coverage.shown = !self.coverage.shown;
        self.on_detail = false;
    }

    /// Goes a column on or back; in the list, to the pane at that side.
    pub(super) fn sideways(&mut self, on: bool) {
        if !self.coverage.shown {
            self.on_detail = on && self.view.is_some();
            return;
        }
        let column = if on { self.coverage.column + 1 } else { self.coverage.column.saturating_sub(1) };
        self.coverage.column = column.min(self.coverage.questions());
    }

    /// Keeps the grid's cursor in sight.
    pub(super) fn lay_out_grid(&mut self, layout: &Layout) {
        let Some(area) = layout.single(false).list else { return };
        let places = Places::of(area.body, self.coverage.questions());
        self.capacity = usize::from(places.rows.height).max(1);
        self.list.settle(self.capacity);
        self.coverage.keep_in_sight(places.seen);
    }

    /// What the grid wants to show and does not know yet.
    pub(super) fn settle_grid(
        &mut self,
        ticket: &mut dyn FnMut() -> Ticket,
        generation: u64,
    ) -> Vec<(Ticket, Ask)> {
        let mut asked = Vec::new();
        let (totals, rows) = (ticket(), ticket());
        let wanted = (self.good.clone(), self.run, generation);
        if self.coverage.asked_totals.want(wanted, totals) {
            asked.push((totals, Ask::Totals(self.good.clone())));
        }
        let window = self.list.window(self.capacity);
        if !window.is_empty() && self.coverage.asked_rows.want((generation, window.clone()), rows) {
            asked.push((rows, Ask::Cells(window)));
        }
        asked
    }

    fn grid_row(&self) -> Option<&Row> {
        self.coverage.rows.get(&self.list.cursor()?)
    }

    /// Opens what is behind the cell: its text, or the submission where there is none.
    pub(super) fn open_cell(&self) -> Vec<Effect> {
        let Some(row) = self.grid_row() else { return Vec::new() };
        let query = edit::only("", "ref", &row.reference);
        let (number, missing) = match row.cells.get(self.coverage.column) {
            Some(cell) if cell.state == State::Unsure => (row.unplaced, false),
            Some(cell) => (cell.answer, cell.answer.is_none()),
            None => (row.unplaced, row.unplaced.is_none()),
        };
        let mut effects = vec![Effect::Read { query, number }];
        if missing {
            effects.push(Effect::Say(format!("{} H comes back.", self.told_cell())));
        }
        effects
    }

    /// The cell under the cursor, in words.
    fn told_cell(&self) -> String {
        let Some(row) = self.grid_row() else { return String::new() };
        let Some((cell, head)) =
            row.cells.get(self.coverage.column).zip(self.coverage.totals.heads.get(self.coverage.column))
        else {
            let words = count(row.unplaced_words as usize, "word");
            return format!("{}: {words} under no question.", row.reference);
        };
        let (number, words) = (&head.0, count(cell.words as usize, "word"));
        let said = match cell.state {
            State::Answered => words,
            State::Refers if cell.under.is_some() => {
                format!(
                    "answered with question {}, whose heading names both",
                    cell.under.as_deref().unwrap_or("?")
                )
            }
            State::Refers => format!("only refers to another answer, {words}"),
            State::Blank => "its place is there and blank".into(),
            State::Missing => "nothing".into(),
            State::Unsure => "a text waits for a decision (‹screen-intake›)".into(),
        };
        format!("{}, question {number}: {said}.", row.reference)
    }

    /// What the status line says of the grid.
    pub(super) fn line_of_grid(&self) -> String {
        let told = self.told_cell();
        let is_missing =
            |row: &Row| row.cells.get(self.coverage.column).is_some_and(|c| c.state == State::Missing);
        match self.grid_row() {
            None => told,
            Some(row) if is_missing(row) => format!("{told} ‹open› shows what was sent."),
            Some(_) => format!("{told} ‹open› reads it."),
        }
    }

    /// Puts the cursor on the cell at a place; true when it was there before.
    pub(super) fn point_at_cell(&mut self, x: u16, y: u16, layout: &Layout) -> Option<bool> {
        let area = layout.single(false).list?;
        let places = Places::of(area.body, self.coverage.questions());
        if !places.rows.contains((x, y).into()) {
            return None;
        }
        let before = (self.list.cursor(), self.coverage.column);
        if !self.list.go(self.list.top() + usize::from(y - places.rows.y)) {
            return None;
        }
        if let Some(across) = x.checked_sub(places.rows.x + places.label) {
            let column = usize::from(across / CELL).min(places.seen);
            let last = column == places.seen;
            self.coverage.column = if last { self.coverage.questions() } else { self.coverage.left + column };
        }
        Some(before == (self.list.cursor(), self.coverage.column))
    }
}
