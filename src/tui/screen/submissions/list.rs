//! The list: which submissions, their rows as far as they are known, and the cursor, which is a submission.

use std::collections::{BTreeSet, HashMap};

use crate::model::id::SubmissionNumber;
use crate::model::sent::{SubmissionList, SubmissionRow};

/// Rows beyond this many are read again when they come into sight.
const KEPT: usize = 4_000;

/// The list of submissions.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// What was found, and how many stand behind it.
    pub(super) found: SubmissionList,
    rows: HashMap<SubmissionNumber, (SubmissionRow, bool)>,
    /// The marked ones.
    pub(super) marks: BTreeSet<SubmissionNumber>,
    at: usize,
    top: usize,
}

impl Sent {
    /// The submission under the cursor.
    pub(super) fn cursor(&self) -> Option<SubmissionNumber> {
        self.found.numbers.get(self.at).copied()
    }

    /// The cursor's place, from 0.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The first place in sight.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// What is known of a submission's row, and whether the query still finds it.
    pub(super) fn row(&self, number: SubmissionNumber) -> Option<&(SubmissionRow, bool)> {
        self.rows.get(&number)
    }

    /// Goes up or down by places.
    pub(super) fn step(&mut self, places: isize) {
        self.at = self.at.saturating_add_signed(places).min(self.found.numbers.len().saturating_sub(1));
    }

    /// Marks the submission under the cursor, or takes the mark off, and steps on.
    pub(super) fn mark(&mut self) {
        if let Some(number) = self.cursor() {
            if !self.marks.remove(&number) {
                self.marks.insert(number);
            }
            self.step(1);
        }
    }

    /// The ids of the marked ones, in the list's order, as far as their rows are known.
    pub(super) fn marked(&self) -> Vec<String> {
        let of_list = self.found.numbers.iter().filter(|number| self.marks.contains(number));
        of_list.filter_map(|number| self.rows.get(number)).map(|(row, _)| row.id.to_string()).collect()
    }

    /// Goes to a place; false when there is none.
    pub(super) fn go(&mut self, place: usize) -> bool {
        let there = place < self.found.numbers.len();
        if there {
            self.at = place;
        }
        there
    }

    /// Goes to a submission, if it is in the list.
    pub(super) fn go_to(&mut self, number: SubmissionNumber) {
        if let Some(place) = self.found.numbers.iter().position(|n| *n == number) {
            self.at = place;
        }
    }

    /// Takes what a query found. The cursor stays on its submission and that on its line of the screen; when it is gone,
    /// the nearest one below in the old order takes its place, else the nearest above.
    pub(super) fn replace(&mut self, found: SubmissionList) {
        let line = self.at.saturating_sub(self.top);
        // Most often it is there still; only otherwise all of them are put where they can be looked up.
        let here = self.cursor().and_then(|cursor| found.numbers.iter().position(|n| *n == cursor));
        let places = (here.is_none() || !self.marks.is_empty()).then(|| by_number(&found.numbers));
        let place = |number: &SubmissionNumber| {
            let places = places.as_ref()?;
            places.binary_search_by_key(number, |(n, _)| *n).ok().map(|at| places[at].1)
        };
        let old = &self.found.numbers;
        let mut near = old.iter().skip(self.at).chain(old.iter().take(self.at).rev());
        self.at = here.or_else(|| near.find_map(&place)).unwrap_or(0);
        self.top = self.at.saturating_sub(line);
        // What is acted on is in sight.
        self.marks.retain(|number| place(number).is_some());
        self.found = found;
    }

    /// Takes rows that were read.
    pub(super) fn take_rows(&mut self, rows: Vec<(SubmissionRow, bool)>) {
        if self.rows.len() > KEPT {
            self.rows.clear();
        }
        self.rows.extend(rows.into_iter().map(|(row, matches)| (row.number, (row, matches))));
    }

    /// Keeps the cursor in sight, with two rows around it where there is room.
    pub(super) fn settle(&mut self, capacity: usize) {
        let capacity = capacity.max(1);
        let margin = if capacity > 6 { 2 } else { 0 };
        let lowest = (self.at + margin + 1).saturating_sub(capacity);
        let highest = self.at.saturating_sub(margin);
        let last_top = self.found.numbers.len().saturating_sub(capacity);
        self.top = self.top.clamp(lowest.min(highest), highest.max(lowest)).min(last_top);
    }

    /// The submissions whose rows are needed when so many are in sight: a page more on either side.
    pub(super) fn window(&self, capacity: usize) -> Vec<SubmissionNumber> {
        let from = self.top.saturating_sub(capacity);
        self.found.numbers.iter().skip(from).take(capacity * 3).copied().collect()
    }
}

/// Numbers and their places, by number.
fn by_number(numbers: &[SubmissionNumber]) -> Vec<(SubmissionNumber, usize)> {
    let mut places: Vec<_> = numbers.iter().enumerate().map(|(place, number)| (*number, place)).collect();
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(numbers: &[i64]) -> SubmissionList {
        let numbers = numbers.iter().copied().map(SubmissionNumber).collect();
        SubmissionList { numbers, ..SubmissionList::default() }
    }

    #[test]
    fn the_cursor_stays_on_its_submission_and_on_its_line() {
        let mut list = Sent::default();
        list.replace(found(&[1, 2, 3, 4, 5, 6, 7, 8, 9]));
        list.step(5);
        list.settle(4);
        let line = list.position() - list.top();
        list.replace(found(&[2, 4, 5, 6, 8]));
        list.settle(4);
        assert_eq!((list.cursor(), list.position() - list.top()), (Some(SubmissionNumber(6)), line));
        list.replace(found(&[2, 4]));
        assert_eq!(list.cursor(), Some(SubmissionNumber(4)), "nothing below: the nearest above");
        list.replace(found(&[]));
        assert_eq!(list.cursor(), None);
    }
}
