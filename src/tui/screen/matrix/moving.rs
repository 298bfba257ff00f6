//! The cursor's way through the cells, the order of the rows, and the mouse.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::ask::Counted;
use super::places::Places;
use super::{Matrix, Order, Shown};
use crate::action::ActionId;
use crate::model::matrix::{self, Head};
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::screen::paged;
use crate::tui::widget::paint::{count, grouped};

/// How many rows one notch of the wheel goes.
const NOTCH: isize = 3;

impl Matrix {
    /// Takes counts; the cursor stays on its row and column, where they are still there.
    pub(super) fn take_counts(&mut self, counted: Counted) {
        let held =
            |heads: &[Head], at: Option<usize>| at.and_then(|at| heads.get(at)).map(|h| h.value.clone());
        let before = self.found.as_ref().map(|found| {
            let matrix = &found.matrix;
            let row = held(&matrix.rows, self.rows.get(self.at.0).copied());
            (matrix.ask.clone(), row, held(&matrix.columns, Some(self.at.1)))
        });
        let sorted = self.found.as_ref().map(|found| held(&found.matrix.columns, Some(self.sorted_by)));
        let same = |of: fn(&matrix::Ask) -> &matrix::Dimension| {
            before.as_ref().is_some_and(|(ask, ..)| of(ask) == of(&counted.matrix.ask))
        };
        let (same_rows, same_columns) = (same(|ask| &ask.rows), same(|ask| &ask.columns));
        let place = |heads: &[Head], value: Option<&Option<String>>, otherwise: usize| match value {
            Some(value) => heads.iter().position(|head| head.value == *value).unwrap_or(0),
            // The totals.
            None => otherwise,
        };
        let matrix = &counted.matrix;
        let columns = matrix.columns.len();
        let column = match &before {
            Some((_, _, value)) if same_columns => place(&matrix.columns, value.as_ref(), columns),
            _ => 0,
        };
        self.sorted_by = match &sorted {
            Some(value) if same_columns => place(&matrix.columns, value.as_ref(), columns),
            _ => 0,
        };
        let row = match &before {
            Some((_, value, _)) if same_rows => Some(place(&matrix.rows, value.as_ref(), matrix.rows.len())),
            _ => None,
        };
        if !same_columns && self.order == Order::Column {
            self.order = Order::Own;
        }
        self.found = Some(counted);
        self.at = (0, column);
        self.arrange();
        if let Some(row) = row {
            self.at.0 = self.rows.iter().position(|at| *at == row).unwrap_or(self.rows.len());
        }
    }

    /// Puts the rows in their order.
    fn arrange(&mut self) {
        let Some(found) = &self.found else { return };
        let matrix = &found.matrix;
        let mut rows: Vec<usize> = (0..matrix.rows.len()).collect();
        let number = |row: usize, column: usize| {
            let of_row = matrix.cells.get(row).and_then(|row| row.get(column));
            of_row.or(matrix.row_totals.get(row)).copied().unwrap_or_default()
        };
        let is_none = |row: &usize| matrix.rows.get(*row).is_some_and(|head| head.value.is_none());
        match self.order {
            Order::Own => {}
            Order::Column => {
                rows.sort_by_key(|row| (is_none(row), std::cmp::Reverse(number(*row, self.sorted_by))));
            }
            Order::Total => {
                rows.sort_by_key(|row| (is_none(row), std::cmp::Reverse(number(*row, usize::MAX))));
            }
        }
        self.rows = rows;
    }

    /// By the cursor's column, by the total, in their own order; the cursor stays on its row.
    pub(super) fn sort(&mut self) {
        let Some(found) = &self.found else { return };
        let on_totals = self.at.1 >= found.matrix.columns.len();
        self.order = match self.order {
            Order::Own if on_totals => Order::Total,
            Order::Own => Order::Column,
            Order::Column => Order::Total,
            Order::Total => Order::Own,
        };
        self.sorted_by = self.at.1;
        let row = self.rows.get(self.at.0).copied();
        self.arrange();
        if let Some(row) = row {
            self.at.0 = self.rows.iter().position(|at| *at == row).unwrap_or(0);
        }
    }

    fn columns(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.matrix.columns.len())
    }

    pub(super) fn go(&mut self, action: ActionId) {
        let (rows, columns) = (self.rows.len(), self.columns());
        match action {
            ActionId::Up => self.at.0 = self.at.0.saturating_sub(1),
            ActionId::Down => self.at.0 = (self.at.0 + 1).min(rows),
            ActionId::Left | ActionId::PreviousPane => self.at.1 = self.at.1.saturating_sub(1),
            ActionId::Right | ActionId::NextPane => self.at.1 = (self.at.1 + 1).min(columns),
            _ => {
                if let Some(lines) = paged(action, 10) {
                    self.at.0 = self.at.0.saturating_add_signed(lines).min(rows);
                }
            }
        }
    }

    pub(super) fn places(&self, layout: &Layout) -> Option<Places> {
        let body = layout.single(false).list?.body;
        Some(Places::of(body, self.rows.len(), self.columns()))
    }

    /// Keeps the cursor's cell in sight.
    pub(super) fn keep_in_sight(&mut self, layout: &Layout) {
        let Some(places) = self.places(layout) else { return };
        let kept = |first: usize, at: usize, seen: usize, all: usize| {
            // The totals are always in sight.
            let at = at.min(all.saturating_sub(1));
            let lowest = (at + 1).saturating_sub(seen);
            first.clamp(lowest, at.max(lowest)).min(all.saturating_sub(seen))
        };
        let rows = usize::from(places.rows.height);
        self.first.0 = kept(self.first.0, self.at.0, rows.max(1), self.rows.len());
        self.first.1 = kept(self.first.1, self.at.1, places.seen, self.columns());
    }

    /// Takes the mouse: a click goes to a cell, a second one opens it, the wheel goes through the rows.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        let place = (mouse.column, mouse.row).into();
        let is_click = matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left));
        if is_click && layout.query.contains(place) {
            self.query.start();
            return Vec::new();
        }
        let rows = self.rows.len();
        match mouse.kind {
            MouseEventKind::ScrollDown => self.at.0 = self.at.0.saturating_add_signed(NOTCH).min(rows),
            MouseEventKind::ScrollUp => self.at.0 = self.at.0.saturating_add_signed(-NOTCH),
            MouseEventKind::Down(MouseButton::Left) if self.choosing.is_none() => {
                let Some(places) = self.places(layout) else { return Vec::new() };
                let row = if places.rows.contains(place) {
                    self.first.0 + usize::from(mouse.row - places.rows.y)
                } else if places.totals.contains(place) {
                    rows
                } else {
                    return Vec::new();
                };
                let from_first = mouse.column.saturating_sub(places.x(0)) / places.column;
                let nth = usize::from(from_first);
                let column = if nth < places.seen { self.first.1 + nth } else { self.columns() };
                let clicked = (row.min(rows), column.min(self.columns()));
                if self.at == clicked {
                    return self.open();
                }
                self.at = clicked;
            }
            _ => {}
        }
        Vec::new()
    }

    /// The numbers of a row, by its place; one after the last is that of the totals.
    pub(super) fn numbers(&self, place: usize) -> (&[u32], u32) {
        let Some(found) = &self.found else { return (&[], 0) };
        let matrix = &found.matrix;
        match self.rows.get(place) {
            Some(row) => {
                let cells = matrix.cells.get(*row).map_or(&[][..], Vec::as_slice);
                (cells, matrix.row_totals.get(*row).copied().unwrap_or_default())
            }
            None => (&matrix.any_row, matrix.any),
        }
    }

    /// The number of a cell, and the whole of which it is a part.
    pub(super) fn part(&self, row: usize, column: usize) -> (u32, u32) {
        let Some(found) = &self.found else { return (0, 0) };
        let (cells, total) = self.numbers(row);
        let number = cells.get(column).copied().unwrap_or(total);
        let whole = match self.shown {
            Shown::OfRow => total,
            _ => found.matrix.column_totals.get(column).copied().unwrap_or(found.matrix.total),
        };
        (number, whole)
    }

    pub(super) fn row_name(&self, place: usize) -> String {
        let Some(found) = &self.found else { return String::new() };
        let (matrix, by) = (&found.matrix, found.matrix.ask.rows.singular());
        match self.rows.get(place).and_then(|row| matrix.rows.get(*row)) {
            Some(head) if head.value.is_some() => head.label.clone(),
            Some(_) => format!("No {by}"),
            None if matrix.any < matrix.total => format!("Any {by}"),
            None => "All".to_owned(),
        }
    }

    pub(super) fn column_name(&self, place: usize) -> String {
        let Some(found) = &self.found else { return String::new() };
        match found.matrix.columns.get(place) {
            Some(head) if head.value.is_some() => head.label.clone(),
            Some(_) => format!("No {}", found.matrix.ask.columns.singular()),
            None => "All".to_owned(),
        }
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        if self.query.is_typing() {
            return self.query.line().to_owned();
        }
        let Some(found) = &self.found else { return String::new() };
        let matrix = &found.matrix;
        let (number, whole) = self.part(self.at.0, self.at.1);
        let counted = matrix.ask.count;
        let one = if whole == 1 { counted.singular() } else { counted.name() };
        let (row, column) = (self.row_name(self.at.0), self.column_name(self.at.1));
        let of = if self.shown == Shown::OfRow { &row } else { &column };
        let share = share(number, whole);
        let (number, whole) = (grouped(number as usize), grouped(whole as usize));
        let left_out = match matrix.left_out {
            0 => String::new(),
            texts => format!(" {} left out (withdrawn, replaced or repeated).", count(texts, "text")),
        };
        format!("{number} of {whole} {one} of {of}: {share}. {row} × {column}.{left_out}")
    }
}

/// A part of a whole in per cent.
pub(super) fn share(part: u32, whole: u32) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{} %", (u64::from(part) * 200 + u64::from(whole)) / (2 * u64::from(whole))),
    }
}
