//! The hand in a submission: from stop to stop, through the text between them, and kept in sight.

use super::page::Page;
use super::{Submissions, WIDEST, row_height};
use crate::tui::layout::Layout;
use crate::tui::widget::prose::GUTTER;

impl Submissions {
    /// Lays the submission out for the place it has, and keeps the list's cursor and the stop in sight.
    pub(super) fn lay_out(&mut self, layout: &Layout) {
        if self.coverage.shown {
            return self.lay_out_grid(layout);
        }
        let pair = self.panes(layout);
        let rows = usize::from(row_height(layout));
        self.capacity = pair.list.map_or(1, |area| usize::from(area.body.height) / rows).max(1);
        self.list.settle(self.capacity);
        let Some(area) = pair.detail else { return };
        let width = area.body.width.saturating_sub(GUTTER + 2).min(WIDEST);
        if width != self.width || layout.writing != self.writing {
            (self.width, self.writing) = (width, layout.writing);
            self.set_page();
        }
        self.height = usize::from(area.body.height).max(1);
        self.scrolled = self.scrolled.min(self.last_top());
    }

    pub(super) fn set_page(&mut self) {
        self.page = self
            .view
            .as_ref()
            .map(|view| Page::new(view, self.width, self.writing, self.since))
            .unwrap_or_default();
        let there = self.stop.and_then(|stop| self.page.line_of(stop));
        if there.is_none() {
            self.stop = self.page.stops.first().map(|(_, stop)| *stop);
        }
    }

    pub(super) fn last_top(&self) -> usize {
        self.page.lines.len().saturating_sub(self.height)
    }

    pub(super) fn step(&mut self, lines: isize) {
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

    pub(super) fn pages(&mut self, lines: isize) {
        if self.on_detail { self.scroll(lines) } else { self.list.step(lines) }
    }

    /// Scrolls the submission. The hand goes on to a stop in sight; where there is none it is that whose text is read.
    pub(super) fn scroll(&mut self, lines: isize) {
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
    pub(super) fn reveal(&mut self) {
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
