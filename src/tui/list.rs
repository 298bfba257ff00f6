//! The answers list: which answers, where the cursor is, what is marked, what is known of the rows in sight.
//!
//! Invariants: the cursor is an answer, not a row number; running the filter again keeps it, and keeps it
//! on its line of the screen; nothing but running the filter changes which answers stand in the list.

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::listing::Listing;
use crate::model::answers::Answers;
use crate::model::id::AnswerNumber;
use crate::model::view::AnswerRow;

/// A row that has been read.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it shows.
    pub row: AnswerRow,
    /// Whether it still matches the query.
    pub matches: bool,
}

/// How far to move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// So many rows, up when negative.
    By(isize),
    /// To the first.
    Top,
    /// To the last.
    End,
}

/// The list and the hand in it.
#[derive(Debug, Default)]
pub struct AnswerList {
    listing: Arc<Listing>,
    at: usize,
    top: usize,
    marks: RoaringBitmap,
    anchor: Option<usize>,
    rows: HashMap<AnswerNumber, Row>,
}

/// Rows are kept for this many answers, so that scrolling back shows them at once.
const KEPT: usize = 2000;

impl AnswerList {
    /// All answers of the list, in order.
    pub fn numbers(&self) -> &[AnswerNumber] {
        self.listing.numbers()
    }

    /// The list as it came.
    pub fn listing(&self) -> &Arc<Listing> {
        &self.listing
    }

    /// The answer under the cursor.
    pub fn cursor(&self) -> Option<AnswerNumber> {
        self.numbers().get(self.at).copied()
    }

    /// The cursor's place, from 0.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The first place in sight.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The marked answers, in the list's order; those no longer in the list come last.
    pub fn marked(&self) -> Answers {
        self.listing.marked(&self.marks)
    }

    /// Which are marked.
    pub fn marks(&self) -> &RoaringBitmap {
        &self.marks
    }

    /// How many are marked.
    pub fn mark_count(&self) -> usize {
        self.marks.len() as usize
    }

    /// Whether it is marked.
    pub fn is_marked(&self, number: AnswerNumber) -> bool {
        self.marks.contains(number.0)
    }

    /// Marks the answer under the cursor, or takes its mark off, and steps on.
    pub fn mark_and_step(&mut self) {
        let Some(number) = self.cursor() else { return };
        if !self.marks.remove(number.0) {
            self.marks.insert(number.0);
        }
        self.anchor = Some(self.at);
        self.move_by(Step::By(1));
    }

    /// Marks everything between the last mark and the cursor, both included.
    pub fn mark_range(&mut self) {
        let numbers = self.listing.numbers();
        let from = self.anchor.unwrap_or(self.at).min(numbers.len().saturating_sub(1));
        let (low, high) = (from.min(self.at), from.max(self.at));
        if low == 0 && high + 1 >= numbers.len() {
            self.marks |= self.listing.members();
        } else {
            self.marks.extend(numbers.iter().skip(low).take(high + 1 - low).map(|number| number.0));
        }
        self.anchor = Some(self.at);
    }

    /// Marks all that the list shows.
    pub fn mark_all(&mut self) {
        self.marks |= self.listing.members();
    }

    /// Takes all marks off; true when there were any.
    pub fn clear_marks(&mut self) -> bool {
        self.anchor = None;
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// Moves the cursor; true when it moved.
    pub fn move_by(&mut self, step: Step) -> bool {
        let last = self.numbers().len().saturating_sub(1);
        let to = match step {
            Step::By(n) => self.at.saturating_add_signed(n).min(last),
            Step::Top => 0,
            Step::End => last,
        };
        std::mem::replace(&mut self.at, to) != to
    }

    /// Puts the cursor on a place; true when there is one.
    pub fn go(&mut self, place: usize) -> bool {
        let there = place < self.numbers().len();
        if there {
            self.at = place;
        }
        there
    }

    /// Puts the cursor on an answer; true when it is in the list.
    pub fn go_to(&mut self, number: AnswerNumber) -> bool {
        self.listing.place(number).is_some_and(|place| self.go(place))
    }

    /// Scrolls what is in sight without the cursor leaving it.
    pub fn scroll(&mut self, lines: isize, capacity: usize) {
        let last_top = self.numbers().len().saturating_sub(capacity);
        self.top = self.top.saturating_add_signed(lines).min(last_top);
        self.at = self.at.clamp(self.top, (self.top + capacity).saturating_sub(1).max(self.top));
        self.at = self.at.min(self.numbers().len().saturating_sub(1));
    }

    /// Sees to it that the cursor is in sight, with a margin where there is room.
    pub fn settle(&mut self, capacity: usize) {
        let capacity = capacity.max(1);
        let margin = if capacity > 6 { 2 } else { 0 };
        let last_top = self.numbers().len().saturating_sub(capacity);
        let lowest = (self.at + margin + 1).saturating_sub(capacity);
        let highest = self.at.saturating_sub(margin);
        self.top = self.top.clamp(lowest.min(highest), highest.max(lowest)).min(last_top);
    }

    /// Takes the answers of a filter that was run.
    ///
    /// The cursor stays on its answer and that answer on its line of the screen; when it is gone, the
    /// nearest answer below it in the old order takes its place, else the nearest above.
    pub fn replace(&mut self, listing: Arc<Listing>) {
        let line = self.at.saturating_sub(self.top);
        self.at = listing.nearest(&self.listing, self.at).unwrap_or(0);
        self.top = self.at.saturating_sub(line);
        self.anchor = None;
        self.listing = listing;
    }

    /// The rows that are known.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// What is known of an answer's row.
    pub fn row(&self, number: AnswerNumber) -> Option<&Row> {
        self.rows.get(&number)
    }

    /// The answers whose rows are needed when so many are in sight: a page more on either side.
    pub fn window(&self, capacity: usize) -> Vec<AnswerNumber> {
        let from = self.top.saturating_sub(capacity);
        self.numbers().iter().skip(from).take(capacity * 3).copied().collect()
    }

    /// Takes rows that were read.
    pub fn take_rows(&mut self, rows: Vec<(AnswerRow, bool)>) {
        if self.rows.len() > KEPT {
            self.rows.clear();
        }
        for (row, matches) in rows {
            self.rows.insert(row.number, Row { row, matches });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(numbers: &[u32]) -> Arc<Listing> {
        Arc::new(Listing::new(numbers.iter().copied().map(AnswerNumber).collect()))
    }

    fn list(numbers: &[u32]) -> AnswerList {
        let mut list = AnswerList::default();
        list.replace(listing(numbers));
        list
    }

    #[test]
    fn the_cursor_stays_on_its_answer_and_on_its_line_when_the_filter_runs_again() {
        let mut list = list(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
        list.go(5);
        list.settle(4);
        let line = list.position() - list.top();
        list.replace(listing(&[2, 4, 5, 6, 8]));
        list.settle(4);
        assert_eq!(list.cursor(), Some(AnswerNumber(6)));
        assert_eq!(list.position() - list.top(), line);
    }

    #[test]
    fn an_answer_that_is_gone_hands_the_cursor_to_the_next_one() {
        let mut list = list(&[1, 2, 3, 4]);
        list.go(1);
        list.replace(listing(&[1, 3, 4]));
        assert_eq!(list.cursor(), Some(AnswerNumber(3)));
        list.go(2);
        list.replace(listing(&[1, 3]));
        assert_eq!(list.cursor(), Some(AnswerNumber(3)), "nothing below: the nearest above");
        list.replace(listing(&[]));
        assert_eq!(list.cursor(), None);
    }

    #[test]
    fn a_range_goes_from_the_last_mark_to_the_cursor() {
        let mut list = list(&[1, 2, 3, 4, 5]);
        list.mark_and_step();
        list.move_by(Step::By(2));
        list.mark_range();
        assert_eq!(list.marked(), [1, 2, 3, 4].map(AnswerNumber).to_vec().into());
        assert!(list.clear_marks());
        assert!(!list.clear_marks());
    }

    #[test]
    fn the_window_never_leaves_the_list() {
        let mut list = list(&(0..100).collect::<Vec<_>>());
        for (step, capacity) in [(Step::End, 10), (Step::By(-40), 7), (Step::Top, 1), (Step::By(9), 200)] {
            list.move_by(step);
            list.settle(capacity);
            assert!(list.top() <= list.position() && list.position() < list.top() + capacity);
        }
        list.scroll(500, 10);
        assert_eq!((list.top(), list.position()), (90, 90));
    }
}
