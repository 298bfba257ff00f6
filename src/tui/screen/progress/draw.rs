//! Drawing the progress: rows with bars and numbers, the last days, and what needs a second look.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::places::{FIXED, Places};
use super::{Part, Progress, SECOND};
use crate::action::Scope;
use crate::model::progress::{By, Look, Row, Tally};
use crate::tui::keys::Keys;
use crate::tui::layout::Layout;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::workspace::progress::{Line, Number, Second};

impl Progress {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = self.figure(layout.screen.width);
        let caret = self.query.draw(canvas, layout.query, ("9", "Progress"), &figure);
        let focused = focused && !self.query.is_typing();
        let Some(area) = layout.single(false).list else { return caret };
        let on_rows = focused && self.part == Part::Rows;
        canvas.rule(area.title, &self.title(), self.rule(area.title.width), on_rows);
        if let (Some(found), Some(places)) = (&self.found, self.places(layout)) {
            let found = &found.progress;
            if found.all.texts() + found.unplaced.texts() == 0 {
                self.query.draw_nothing(canvas, area.body, keys, Scope::Progress);
            } else {
                self.draw_heads(canvas, &places);
                self.draw_rows(canvas, &places, on_rows);
                self.draw_totals(canvas, &places, on_rows);
                if let Some((title, below)) = places.days {
                    super::days::draw(canvas, title, below, found);
                }
                if let Some((title, below)) = places.second {
                    let on_second = focused && self.part == Part::Second;
                    self.draw_second(canvas, title, below, on_second);
                }
            }
        }
        self.query.draw_mistake(canvas, layout, keys);
        caret
    }

    fn figure(&self, width: u16) -> String {
        let Some(found) = &self.found else { return String::new() };
        let all = &found.progress.all;
        let (reviewed, answers) = (grouped(all.reviewed as usize), count(all.texts() as usize, "answer"));
        match (self.query.mistake.is_some(), self.query.nothing) {
            (true, _) => format!("last good: {answers}"),
            (false, true) => "0 match".to_owned(),
            _ if width < 60 => format!("{reviewed} of {}", grouped(all.texts() as usize)),
            _ => format!("{reviewed} of {answers} reviewed"),
        }
    }

    fn by(&self) -> By {
        self.found.as_ref().map_or(self.by, |found| found.progress.by)
    }

    /// "By question"
    fn title(&self) -> String {
        format!("By {}", self.by().dimension().singular())
    }

    /// What is counted, and what reviewed means in it.
    fn rule(&self, width: u16) -> &'static str {
        match (self.by(), width < 76) {
            (By::Analyst, false) => "answers, each analyst's own; words left to read",
            (By::Analyst, true) => "each analyst's own",
            (_, false) => "answers, reviewed by at least one; words left to read",
            (_, true) => "reviewed by at least one",
        }
    }

    /// The numbers in sight: which, and at which place.
    fn in_sight(&self, places: &Places) -> Vec<(usize, usize)> {
        let further = self.columns().len().saturating_sub(FIXED);
        let after = (self.first.1..further).take(places.seen).map(|at| at + FIXED);
        (0..FIXED).chain(after).enumerate().map(|(nth, at)| (at, nth)).collect()
    }

    fn draw_heads(&self, canvas: &mut Canvas<'_>, places: &Places) {
        let Some(found) = &self.found else { return };
        let (columns, y) = (self.columns(), places.head.y);
        let in_sight = self.in_sight(places);
        for (at, nth) in &in_sight {
            let name = match columns.get(*at) {
                Some(Number::Reviewed) => "reviewed",
                Some(Number::Flagged) => "flagged",
                Some(Number::Todo) => "todo",
                Some(Number::Left) => "words",
                Some(Number::Analyst(at)) => found.progress.analysts.get(*at).map_or("", String::as_str),
                None => "",
            };
            let here = *at == self.column && self.part == Part::Rows;
            let style = canvas.style(if here { Tone::TitleFocus } else { Tone::Title });
            // The first three have no neighbour that could be as long as they are.
            let room = places.cell(*nth, y).width - u16::from(*at >= FIXED);
            canvas.put_right(places.right(*nth), y, room, name, style);
        }
        // What is out of sight at either side.
        let after = columns.len().saturating_sub(self.first.1 + in_sight.len());
        if self.first.1 + after > 0 && places.seen > 0 {
            let more = match (self.first.1, after) {
                (0, after) => format!("{after} more right"),
                (before, 0) => format!("{before} more left"),
                (before, after) => format!("{before} left, {after} right"),
            };
            canvas.put(places.head.x + 2, y, places.label - 3, &more, canvas.style(Tone::Dim));
        }
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, places: &Places, focused: bool) {
        let Some(found) = &self.found else { return };
        let rows = &found.progress.rows;
        let lead = lead_width(rows);
        for (place, y) in (self.first.0..rows.len()).zip(places.rows.top()..places.rows.bottom()) {
            self.draw_line(canvas, places, y, place, (lead, focused));
        }
        let bar = Rect { x: places.rows.right().saturating_sub(1), width: 1, ..places.rows };
        canvas.scroll_bar(bar, rows.len(), self.first.0, usize::from(places.rows.height), false);
    }

    fn draw_totals(&self, canvas: &mut Canvas<'_>, places: &Places, focused: bool) {
        let (area, Some(found)) = (places.totals, &self.found) else { return };
        let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(area.width));
        canvas.put(area.x, area.y, area.width, &rule, canvas.style(Tone::Border));
        let rows = &found.progress.rows;
        if rows.is_empty() && area.height > 0 {
            let none = " Nobody has reviewed or flagged an answer yet ";
            canvas.put(area.x + 2, area.y, area.width.saturating_sub(4), none, canvas.style(Tone::Dim));
        }
        let lead = lead_width(rows);
        for (nth, y) in (area.top() + 1..area.bottom()).enumerate() {
            self.draw_line(canvas, places, y, rows.len() + nth, (lead, focused));
        }
    }

    /// A row or a total: its name, its bar, its numbers.
    fn draw_line(&self, canvas: &mut Canvas<'_>, places: &Places, y: u16, place: usize, with: (u16, bool)) {
        let (lead, focused) = with;
        let (line, x) = (self.line_at(place), places.rows.x);
        let Some(tally) = self.tally(line) else { return };
        let here = place == self.row && self.part == Part::Rows;
        if here {
            canvas.cursor(Rect { x, y, width: places.rows.width, height: 1 }, focused);
        }
        let row = match line {
            Line::Row(at) => self.found.as_ref().and_then(|found| found.progress.rows.get(at)),
            _ => None,
        };
        let tone = match (here, row) {
            (true, _) => Tone::Strong,
            (false, Some(row)) if row.head.value.is_some() => Tone::Text,
            _ => Tone::Dim,
        };
        let mut start = x + 2;
        if lead > 0 {
            let lead_words = row.map_or("", |row| row.head.lead.as_str());
            let style = canvas.style(if here { Tone::Strong } else { Tone::Dim });
            canvas.put_right(start + lead.max(2), y, lead.max(2), lead_words, style);
            start += lead.max(2) + 1;
        }
        let room = (x + places.label).saturating_sub(start + 1);
        canvas.put(start, y, room, &self.name(line), canvas.style(tone));
        if row.is_some() {
            draw_bar(canvas, x + places.label, y, places.bar, tally);
        }
        let columns = self.columns();
        for (at, nth) in self.in_sight(places) {
            let Some(number) = columns.get(at) else { continue };
            let cell = places.cell(nth, y);
            let (said, is_none) = said(tally, *number);
            let is_cursor = here && focused && at == self.column;
            if is_cursor {
                canvas.ground(cell, Tone::CellCursor);
            }
            let tone = match (number, line) {
                _ if is_cursor => Tone::CellCursor,
                _ if is_none => Tone::Dim,
                (Number::Flagged, _) => Tone::Warning,
                (Number::Reviewed | Number::Todo, Line::All) => Tone::Strong,
                (Number::Reviewed | Number::Todo, _) => Tone::Text,
                _ => Tone::Dim,
            };
            let style = canvas.style(tone);
            canvas.put_right(places.right(nth), y, cell.width, &said, style);
        }
    }

    fn draw_second(&self, canvas: &mut Canvas<'_>, title: Rect, below: Rect, focused: bool) {
        let Some(found) = self.found.as_ref().map(|found| &found.progress) else { return };
        canvas.rule(title, "Needs a second look", "answers", focused);
        let today = found.pace.days.last().map(|day| day.date).unwrap_or_default();
        for ((nth, second), y) in SECOND.iter().enumerate().zip(below.top()..below.bottom()) {
            let (look, what) = match second {
                Second::Flagged => (&found.flagged, "flagged"),
                Second::WithoutTheme => (&found.without_theme, "reviewed without any theme"),
            };
            let here = self.part == Part::Second && nth == self.second;
            if here {
                canvas.cursor(Rect { y, height: 1, ..below }, focused);
            }
            let is_none = look.answers == 0;
            let number = if is_none { "–".to_owned() } else { grouped(look.answers as usize) };
            let style = canvas.style(if is_none { Tone::Dim } else { Tone::Strong });
            canvas.put_right(below.x + 8, y, 7, &number, style);
            let tone = match (here, is_none) {
                (true, _) => Tone::Strong,
                (false, true) => Tone::Dim,
                (false, false) => Tone::Text,
            };
            let x = canvas.put(below.x + 10, y, 28, what, canvas.style(tone));
            let x = x.max(below.x + 39);
            let room = below.right().saturating_sub(x + 1);
            let dim = canvas.style(Tone::Dim);
            canvas.put(x, y, room, &about(*second, look, today), dim);
        }
    }
}

/// The columns of the longest number of a question or section.
fn lead_width(rows: &[Row]) -> u16 {
    rows.iter().map(|row| row.head.lead.chars().count() as u16).max().unwrap_or(0)
}

/// A number of a line as it is shown, and whether it is none.
fn said(tally: &Tally, number: Number) -> (String, bool) {
    let figure = match number {
        Number::Reviewed => tally.reviewed,
        Number::Flagged => tally.flagged,
        Number::Todo => tally.todo,
        Number::Analyst(at) => match tally.by_analyst.get(at) {
            Some(reviewed) => *reviewed,
            None => return (String::new(), true),
        },
        Number::Left => return (words(tally.words_left), tally.words_left == 0),
    };
    let is_none = figure == 0;
    (if is_none { "–".to_owned() } else { grouped(figure as usize) }, is_none)
}

/// A number of words in eight columns at most.
fn words(number: u64) -> String {
    match number {
        0 => "–".to_owned(),
        1..1_000_000 => grouped(usize::try_from(number).unwrap_or(usize::MAX)),
        _ => format!("{:.1}\u{202f}M", number as f64 / 1e6),
    }
}

/// What is said of answers that need a second look: who waits how long.
fn about(second: Second, look: &Look, today: Date) -> String {
    let Some(oldest) = &look.oldest else { return String::new() };
    match second {
        Second::Flagged => {
            let who = oldest.submitter.as_deref().unwrap_or(&oldest.reference);
            let days = today.since(oldest.since).map_or(0, |span| span.get_days());
            let age = match usize::try_from(days) {
                Ok(0) | Err(_) => "today".to_owned(),
                Ok(days) => count(days, "day"),
            };
            let also = match look.reviewed {
                0 => String::new(),
                reviewed => format!("{} also reviewed; ", grouped(reviewed as usize)),
            };
            format!("{also}oldest {age}, Q{} {who}", oldest.question)
        }
        Second::WithoutTheme => {
            format!("oldest from {}, {}", oldest.analyst, oldest.since.strftime("%-d %B"))
        }
    }
}

/// Draws how much is reviewed, flagged and to do.
fn draw_bar(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16, tally: &Tally) {
    let [done, flagged, rest] = parts(tally, width);
    let piece = |canvas: &Canvas<'_>, sign: Sign, columns: u16, tone: Tone| Piece {
        text: canvas.skin.sign(sign).repeat(usize::from(columns)),
        style: canvas.style(tone),
    };
    let pieces = [
        piece(canvas, Sign::BarDone, done, Tone::Accent),
        piece(canvas, Sign::Flagged, flagged, Tone::Warning),
        piece(canvas, Sign::BarRest, rest, Tone::Border),
    ];
    canvas.put_pieces(x, y, width, &pieces);
}

/// How many columns of a bar are reviewed, flagged and to do; what is something has one at least.
fn parts(tally: &Tally, width: u16) -> [u16; 3] {
    let numbers = [tally.reviewed, tally.flagged, tally.todo];
    let whole = u64::from(tally.texts());
    if whole == 0 || width == 0 {
        return [0; 3];
    }
    let share = |number: u32| {
        let rounded = (u64::from(number) * u64::from(width) * 2 + whole) / (2 * whole);
        (rounded as u16).max(u16::from(number > 0))
    };
    let mut parts = numbers.map(share);
    // What rounding has given or taken is the longest part's.
    let longest = (0..3).max_by_key(|at| parts[*at]).unwrap_or(0);
    let others: u16 = (0..3).filter(|at| *at != longest).map(|at| parts[at]).sum();
    parts[longest] = width.saturating_sub(others);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(reviewed: u32, flagged: u32, todo: u32) -> Tally {
        Tally { reviewed, flagged, todo, ..Tally::default() }
    }

    #[test]
    fn a_bar_is_as_long_as_its_room_and_shows_all_that_there_is() {
        assert_eq!(parts(&tally(219, 3, 9), 30), [28, 1, 1]);
        assert_eq!(parts(&tally(205, 14, 21), 30), [25, 2, 3]);
        assert_eq!(parts(&tally(0, 0, 9), 30), [0, 0, 30]);
        assert_eq!(parts(&tally(0, 0, 0), 30), [0, 0, 0]);
        assert_eq!(parts(&tally(1, 1, 100_000), 12), [1, 1, 10]);
        assert_eq!(parts(&tally(100_000, 1, 1), 4), [2, 1, 1]);
        for reviewed in 0..40 {
            for flagged in 0..40 {
                let parts = parts(&tally(reviewed, flagged, 17), 12);
                assert_eq!(parts.iter().sum::<u16>(), 12);
                assert_eq!((parts[0] > 0, parts[1] > 0), (reviewed > 0, flagged > 0));
            }
        }
    }

    #[test]
    fn words_fit_their_columns_however_many() {
        for (number, shown) in [(0, "–"), (999_999, "999\u{202f}999"), (115_318_029, "115.3\u{202f}M")] {
            assert_eq!(words(number), shown);
        }
        assert!(words(99_999_000_000).chars().count() <= 9);
    }
}
