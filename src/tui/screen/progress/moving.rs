//! The cursor's way through rows, numbers and parts; the names of things; the mouse.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::ask::Told;
use super::places::{FIXED, Needs, Places};
use super::{Part, Progress, SECOND, TODO};
use crate::action::ActionId;
use crate::model::progress::{By, Row, Tally};
use crate::tui::event::Effect;
use crate::tui::layout::Layout;
use crate::tui::screen::paged;
use crate::tui::widget::paint::{count, grouped};
use crate::workspace::progress::{Line, Number, Second};

/// How many rows one notch of the wheel goes.
const NOTCH: isize = 3;

impl Progress {
    /// Takes numbers; the cursor stays on its row and its number, where they are still there.
    pub(super) fn take_numbers(&mut self, told: Told) {
        let number = self.columns().get(self.column).copied();
        let before = self.found.take();
        let (line, same) = match &before {
            Some(before) => {
                self.found = Some(before.clone());
                (self.line_at(self.row), before.progress.by == told.progress.by)
            }
            None => (Line::Row(0), false),
        };
        let row = match (line, &before) {
            (Line::Row(at), Some(before)) => before.progress.rows.get(at).map(|row| row.head.value.clone()),
            _ => None,
        };
        let analyst = match (number, &before) {
            (Some(Number::Analyst(at)), Some(before)) => before.progress.analysts.get(at).cloned(),
            _ => None,
        };
        let found = &told.progress;
        let rows = found.rows.len();
        self.row = match line {
            Line::Row(_) if !same => 0,
            Line::Row(_) => {
                found.rows.iter().position(|new| Some(&new.head.value) == row.as_ref()).unwrap_or(0)
            }
            Line::All => rows,
            Line::Unplaced => rows + usize::from(found.unplaced.texts() > 0),
        };
        let place = analyst.and_then(|name| found.analysts.iter().position(|new| *new == name));
        self.found = Some(Box::new(told));
        self.column = match (number, place) {
            (Some(Number::Analyst(_)), Some(at)) => {
                let columns = self.columns();
                columns.iter().position(|new| *new == Number::Analyst(at)).unwrap_or(TODO)
            }
            (Some(number), _) => self.columns().iter().position(|new| *new == number).unwrap_or(TODO),
            (None, _) => TODO,
        };
    }

    pub(super) fn go(&mut self, action: ActionId) {
        let last = self.rows() + self.totals() - 1;
        let columns = self.columns().len();
        match (action, self.part) {
            (ActionId::NextPane | ActionId::PreviousPane, Part::Rows) => self.part = Part::Second,
            (ActionId::NextPane | ActionId::PreviousPane, Part::Second) => self.part = Part::Rows,
            (ActionId::Up, Part::Rows) => self.row = self.row.saturating_sub(1),
            (ActionId::Down, Part::Rows) => self.row = (self.row + 1).min(last),
            (ActionId::Left, Part::Rows) => self.column = self.column.saturating_sub(1),
            (ActionId::Right, Part::Rows) => self.column = (self.column + 1).min(columns.saturating_sub(1)),
            (ActionId::Up, Part::Second) => self.second = self.second.saturating_sub(1),
            (ActionId::Down, Part::Second) => self.second = (self.second + 1).min(SECOND.len() - 1),
            (action, part) => {
                let Some(lines) = paged(action, 10) else { return };
                match part {
                    Part::Rows => self.row = self.row.saturating_add_signed(lines).min(last),
                    Part::Second => {
                        self.second = self.second.saturating_add_signed(lines).min(SECOND.len() - 1);
                    }
                }
            }
        }
    }

    pub(super) fn places(&self, layout: &Layout) -> Option<Places> {
        let body = layout.single(false).list?.body;
        let days = self.found.as_ref().is_some_and(|found| !found.progress.pace.counted().is_empty());
        Some(Places::of(
            body,
            Needs {
                rows: self.rows(),
                totals: self.totals() as u16,
                further: self.columns().len() - FIXED,
                days,
            },
        ))
    }

    /// Keeps the cursor's row and number in sight.
    pub(super) fn keep_in_sight(&mut self, layout: &Layout) {
        let Some(places) = self.places(layout) else { return };
        let kept = |first: usize, at: usize, seen: usize, all: usize| {
            // What is always in sight asks for nothing.
            let Some(at) = Some(at).filter(|at| *at < all) else {
                return first.min(all.saturating_sub(seen));
            };
            first.clamp((at + 1).saturating_sub(seen), at).min(all.saturating_sub(seen))
        };
        let rows = usize::from(places.rows.height).max(1);
        self.first.0 = kept(self.first.0, self.row, rows, self.rows());
        let further = self.columns().len() - FIXED;
        let first = self.column.checked_sub(FIXED);
        self.first.1 = match first {
            Some(at) if places.seen > 0 => kept(self.first.1, at, places.seen, further),
            _ => self.first.1.min(further.saturating_sub(places.seen)),
        };
        // No cursor where there is no room for it.
        if first.is_some() && places.seen == 0 {
            self.column = TODO;
        }
        if places.second.is_none() {
            self.part = Part::Rows;
        }
    }

    /// Takes the mouse: a click goes to a number, a second one opens it, the wheel goes through the rows.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        let place = (mouse.column, mouse.row).into();
        let last = self.rows() + self.totals() - 1;
        let is_click = matches!(mouse.kind, MouseEventKind::Down(MouseButton::Left));
        if is_click && layout.query.contains(place) {
            self.query.start();
            return Vec::new();
        }
        match mouse.kind {
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let way = if mouse.kind == MouseEventKind::ScrollDown { NOTCH } else { -NOTCH };
                self.part = Part::Rows;
                self.row = self.row.saturating_add_signed(way).min(last);
            }
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(places) = self.places(layout) else { return Vec::new() };
                let before = (self.part, self.row, self.column, self.second);
                if let Some((_, lines)) = places.second.filter(|(_, lines)| lines.contains(place)) {
                    self.part = Part::Second;
                    self.second = usize::from(mouse.row - lines.y).min(SECOND.len() - 1);
                } else if places.rows.contains(place) {
                    self.part = Part::Rows;
                    self.row = (self.first.0 + usize::from(mouse.row - places.rows.y)).min(last);
                } else if places.totals.contains(place) && mouse.row > places.totals.y {
                    self.part = Part::Rows;
                    self.row = (self.rows() + usize::from(mouse.row - places.totals.y - 1)).min(last);
                } else {
                    return Vec::new();
                }
                let nth = Some(mouse.column).filter(|_| self.part == Part::Rows);
                if let Some(nth) = nth.and_then(|x| places.number_at(x)) {
                    self.column = if nth < FIXED { nth } else { nth + self.first.1 };
                }
                if before == (self.part, self.row, self.column, self.second) {
                    return self.open();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// The tally of a line.
    pub(super) fn tally(&self, line: Line) -> Option<&Tally> {
        let found = &self.found.as_ref()?.progress;
        match line {
            Line::Row(at) => found.rows.get(at).map(|row| &row.tally),
            Line::All => Some(&found.all),
            Line::Unplaced => Some(&found.unplaced),
        }
    }

    /// What a line is called.
    pub(super) fn name(&self, line: Line) -> String {
        let Some(found) = self.found.as_ref().map(|found| &found.progress) else { return String::new() };
        match line {
            Line::Row(at) => match found.rows.get(at).map(|row| &row.head) {
                Some(head) if head.value.is_none() => match found.by {
                    By::Question | By::Section => "Not in the call".to_owned(),
                    by => format!("No {}", by.dimension().singular()),
                },
                Some(head) => head.label.clone(),
                None => String::new(),
            },
            Line::All if found.by == By::Analyst => "All answers".to_owned(),
            Line::All => format!("All {}", found.by.dimension().plural()),
            Line::Unplaced => "No question".to_owned(),
        }
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        if self.query.is_typing() {
            return self.query.line().to_owned();
        }
        let Some(found) = self.found.as_ref().map(|found| &found.progress) else { return String::new() };
        if self.part == Part::Second {
            return self.line_of_second();
        }
        let line = self.line_at(self.row);
        let Some(tally) = self.tally(line) else { return String::new() };
        let lead = match line {
            Line::Row(at) => found.rows.get(at).map(|row: &Row| row.head.lead.as_str()).unwrap_or_default(),
            _ => "",
        };
        let name = format!("{lead} {}", self.name(line));
        let numbers = format!(
            "{} to do, {} flagged, {} reviewed",
            grouped(tally.todo as usize),
            grouped(tally.flagged as usize),
            grouped(tally.reviewed as usize)
        );
        let words = count(usize::try_from(tally.words_left).unwrap_or(usize::MAX), "word");
        let left_out = match (found.left_out, line) {
            (0, _) => String::new(),
            (texts, Line::All) => {
                format!(" {} left out (withdrawn, replaced or repeated).", count(texts, "text"))
            }
            (texts, _) => format!(" {} left out.", count(texts, "text")),
        };
        format!("{}: {numbers}; {words} left.{left_out}", name.trim())
    }

    fn line_of_second(&self) -> String {
        let answers = self.look().map_or(0, |look| look.answers as usize);
        let what = match SECOND.get(self.second) {
            Some(Second::Flagged) => "that somebody has flagged",
            _ => "that somebody has reviewed and that have no theme",
        };
        match answers {
            0 => format!("No answers {what}."),
            1 => format!("One answer {}. ‹open› shows it.", what.replace("that have", "that has")),
            _ => format!(
                "{} {what}. ‹open› shows them, with the cursor on the oldest.",
                count(answers, "answer")
            ),
        }
    }
}
