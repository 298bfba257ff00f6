//! Drawing the grid: labels, a column for each question in sight, what stands under none, totals below.

use ratatui::layout::Rect;

use super::{CELL, LAST, Places};
use crate::action::Scope;
use crate::model::coverage::{Cell, Row, State, per_cent};
use crate::tui::keys::Keys;
use crate::tui::layout::Area;
use crate::tui::nothing;
use crate::tui::screen::submissions::Submissions;
use crate::tui::screen::submissions::draw::name_tone;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, grouped};

/// The reference's column, behind the cursor's.
const REFERENCE: u16 = 11;

impl Submissions {
    pub(in crate::tui::screen::submissions) fn draw_grid(
        &self,
        canvas: &mut Canvas<'_>,
        area: Area,
        focused: bool,
        keys: &Keys,
    ) {
        let numbers = &self.list.found.numbers;
        let grid = &self.coverage;
        let here = grid.totals.heads.get(grid.column);
        let title = match here {
            Some((number, name)) => format!("Coverage: {number} {name}"),
            None => "Coverage: under no question".to_owned(),
        };
        let figure = match numbers.len() {
            0 => "0".to_owned(),
            total => format!("{}/{}", grouped(self.list.position() + 1), grouped(total)),
        };
        canvas.rule(area.title, &title, &figure, focused);
        if self.read && numbers.is_empty() {
            let body = Rect { x: area.body.x + 3, width: area.body.width.saturating_sub(4), ..area.body };
            return nothing::draw(
                canvas,
                body,
                "No submission holds a text that matches.",
                keys,
                Scope::Submissions,
            );
        }
        let places = Places::of(area.body, grid.questions());
        self.draw_heads(canvas, &places);
        for (i, number) in
            numbers.iter().enumerate().skip(self.list.top()).take(usize::from(places.rows.height))
        {
            let y = places.rows.y + (i - self.list.top()) as u16;
            let row = Rect { y, height: 1, ..places.rows };
            let here = i == self.list.position();
            if here {
                canvas.cursor(Rect { width: places.label, ..row }, focused);
            }
            match grid.rows.get(number) {
                None => _ = canvas.put(row.x + 2, y, 1, "…", canvas.style(Tone::Dim)),
                Some(known) => {
                    let matches = self.list.row(*number).is_none_or(|(_, matches)| *matches);
                    self.draw_row(canvas, &places, row, known, (here, focused, matches));
                }
            }
        }
        let bar = Rect { x: area.body.right().saturating_sub(1), width: 1, ..places.rows };
        canvas.scroll_bar(bar, numbers.len(), self.list.top(), usize::from(places.rows.height), false);
        self.draw_totals(canvas, &places);
    }

    /// The places of the questions in sight: which, and where the column ends.
    fn columns(&self, places: &Places) -> impl Iterator<Item = (usize, u16)> + use<> {
        let (left, start) = (self.coverage.left, places.rows.x + places.label);
        let seen = places.seen.min(self.coverage.questions());
        (0..seen).map(move |i| (left + i, start + (i as u16 + 1) * CELL))
    }

    fn last(&self, places: &Places) -> u16 {
        let seen = places.seen.min(self.coverage.questions()) as u16;
        places.rows.x + places.label + seen * CELL + LAST
    }

    fn draw_heads(&self, canvas: &mut Canvas<'_>, places: &Places) {
        let (y, grid) = (places.head.y, &self.coverage);
        let style =
            |canvas: &Canvas<'_>, at| canvas.style(if at == grid.column { Tone::Accent } else { Tone::Dim });
        for (at, right) in self.columns(places) {
            let head = style(canvas, at);
            canvas.put_right(right, y, CELL - 1, &grid.totals.heads[at].0, head);
        }
        let last = style(canvas, grid.questions());
        canvas.put_right(self.last(places), y, LAST - 1, "none", last);
        // What is out of sight at either side.
        let (dim, seen) = (canvas.style(Tone::Dim), places.seen.min(grid.questions()));
        let (before, after) = (grid.left, grid.questions().saturating_sub(grid.left + seen));
        if before + after > 0 {
            let more = format!("{before} left, {after} right");
            canvas.put(places.head.x + 2, y, places.label.saturating_sub(3), &more, dim);
        }
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        places: &Places,
        row: Rect,
        known: &Row,
        (here, focused, matches): (bool, bool, bool),
    ) {
        let dim = canvas.style(if matches { Tone::Dim } else { Tone::Stale });
        if !matches {
            canvas.sign(row.x + 1, row.y, Sign::NoMatch, dim);
        }
        canvas.put(row.x + 2, row.y, REFERENCE, &known.reference, dim);
        let x = row.x + 3 + REFERENCE;
        let room = places.label.saturating_sub(3 + REFERENCE);
        let name = known.submitter.as_deref().unwrap_or("anonymous");
        let style = canvas.style(name_tone(here, matches));
        canvas.put_by_direction(x, row.y, room, name, style);
        let ground = if focused { Tone::Cursor } else { Tone::CursorOff };
        for (at, right) in self.columns(places) {
            let Some(cell) = known.cells.get(at) else { continue };
            let cursor = here && at == self.coverage.column;
            if cursor {
                canvas.ground(Rect { x: right - CELL + 1, width: CELL, y: row.y, height: 1 }, ground);
            }
            draw_cell(canvas, right, row.y, cell, matches);
            if cursor {
                let sign = canvas.style(Tone::Accent);
                canvas.sign(right - CELL, row.y, Sign::Cursor, sign);
            }
        }
        let right = self.last(places);
        if here && self.coverage.column == self.coverage.questions() {
            canvas.ground(Rect { x: right - LAST + 1, width: LAST, y: row.y, height: 1 }, ground);
            let sign = canvas.style(Tone::Accent);
            canvas.sign(right - LAST, row.y, Sign::Cursor, sign);
        }
        let share = per_cent(known.unplaced_words, known.words + known.unplaced_words);
        canvas.put_right(right, row.y, LAST - 1, &share, dim);
    }

    /// How many are in which state, below the rows.
    fn draw_totals(&self, canvas: &mut Canvas<'_>, places: &Places) {
        let area = places.totals;
        if area.height < 2 {
            return;
        }
        let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(area.width));
        canvas.put(area.x, area.y, area.width, &rule, canvas.style(Tone::Border));
        for (state, y) in State::ALL.into_iter().zip(area.y + 1..area.bottom()) {
            let (tone, strong) = (canvas.style(Tone::Dim), canvas.style(Tone::Strong));
            canvas.put(area.x + 2, y, places.label - 3, state.name(), tone);
            for (at, right) in self.columns(places) {
                let Some(total) = self.coverage.totals.totals.get(at) else { continue };
                let count = total.of(state) as usize;
                let style = if state == State::Answered { strong } else { tone };
                canvas.put_right(right, y, CELL - 1, &grouped(count), style);
            }
            if state == State::Answered {
                let (placed, unplaced) = self.coverage.totals.words;
                canvas.put_right(
                    self.last(places),
                    y,
                    LAST - 1,
                    &per_cent(unplaced, placed + unplaced),
                    tone,
                );
            }
        }
    }
}

fn draw_cell(canvas: &mut Canvas<'_>, right: u16, y: u16, cell: &Cell, matches: bool) {
    let (said, tone) = match cell.state {
        State::Answered => (grouped(cell.words as usize), Tone::Text),
        State::Blank => ("blank".to_owned(), Tone::Dim),
        State::Refers => ("refers".to_owned(), Tone::Dim),
        State::Missing => (canvas.skin.sign(Sign::Todo).to_owned(), Tone::Dim),
        State::Unsure => ("unsure".to_owned(), Tone::Warning),
    };
    let style = canvas.style(if matches { tone } else { Tone::Stale });
    canvas.put_right(right, y, CELL - 1, &said, style);
}
