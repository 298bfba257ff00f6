//! A third dimension: its values are gone through one by one, each as a filter of the query.

use crate::model::matrix::Dimension;
use crate::tui::request::Ticket;
use crate::tui::wanted::Wanted;
use crate::workspace::matrix::Slice;

/// The dimension, and where one is in it.
#[derive(Debug)]
pub(super) struct Third {
    pub(super) by: Dimension,
    /// The query without a value of it.
    base: String,
    /// Its values under that query.
    slices: Vec<Slice>,
    /// The value that is shown; all of them without it.
    chosen: Option<Slice>,
    pub(super) asked: Wanted<(String, Dimension, u64)>,
}

impl Third {
    pub(super) fn new(by: Dimension, base: String) -> Self {
        Self { by, base, slices: Vec::new(), chosen: None, asked: Wanted::default() }
    }

    /// The query without a value of it.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    fn query(&self) -> &str {
        self.chosen.as_ref().map_or(&self.base, |slice| &slice.query)
    }

    /// Takes a query that was typed or came from elsewhere: its values are gone through from the start.
    pub(super) fn follow(&mut self, query: &str) {
        if self.query() != query {
            (self.base, self.chosen) = (query.to_owned(), None);
            self.slices.clear();
        }
    }

    /// The query whose values are to be looked up, when they are not known.
    pub(super) fn wants(&mut self, generation: u64, ticket: Ticket) -> Option<String> {
        let wanted = (self.base.clone(), self.by.clone(), generation);
        self.asked.want(wanted, ticket).then(|| self.base.clone())
    }

    pub(super) fn take(&mut self, ticket: Ticket, slices: Vec<Slice>) {
        if self.asked.take(ticket) {
            self.slices = slices;
        }
    }

    /// 0 for all of them, else from 1; `None` for a value that has gone since.
    fn at(&self) -> Option<usize> {
        let Some(chosen) = &self.chosen else { return Some(0) };
        Some(self.slices.iter().position(|slice| slice.query == chosen.query)? + 1)
    }

    /// Goes to the next value or to the one before; all of them stand between the last and the first. Gives the query.
    pub(super) fn step(&mut self, on: bool) -> &str {
        let places = self.slices.len() + 1;
        let way = if on { 1 } else { places - 1 };
        let at = (self.at().unwrap_or(0) + way) % places;
        self.chosen = at.checked_sub(1).and_then(|at| self.slices.get(at)).cloned();
        self.query()
    }

    /// "region Africa (3 of 6)"
    pub(super) fn title(&self) -> String {
        let (by, all) = (self.by.singular(), self.slices.len());
        match (&self.chosen, self.at()) {
            (None, _) if all == 0 => format!("each {by}"),
            (None, _) => format!("each {by} ({all})"),
            (Some(slice), Some(at)) => format!("{by} {} ({at} of {all})", slice.name),
            (Some(slice), None) => format!("{by} {}", slice.name),
        }
    }
}
