//! Drawing the whole screen. Nothing is changed here.

use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::app::App;
use super::keys::Keys;
use super::layout::{Area, Focus, Layout, Shape};
use super::nothing;
use super::pane::answers::{self, Setting};
use super::popup::draw as popups;
use super::screen::Screen;
use super::skin::{Sign, Tone};
use super::status::{self, Progress};
use super::widget::paint::{Canvas, Piece, count, grouped};
use crate::action::{self, ActionId, Number, Scope};
use crate::model::edit::ThemeChoice;

impl App {
    /// Draws the screen as it is now.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let layout = self.layout();
        let area = frame.area().intersection(layout.screen);
        let mut canvas = Canvas { buffer: frame.buffer_mut(), skin: &self.skin };
        canvas.clear(area, Tone::Ground);
        if layout.shape == Shape::TooSmall {
            return draw_too_small(&mut canvas, area, &self.keys);
        }
        let review = self.screens.at == Screen::Review;
        let mut caret = if review {
            let caret = self.query.draw(&mut canvas, layout.query, self.list.numbers().len());
            self.draw_panes(&mut canvas, &layout);
            caret
        } else {
            self.draw_other(&mut canvas, &layout)
        };
        if self.query.tells_mistake() {
            self.query.draw_mistake(&mut canvas, Rect { y: 1, ..layout.query }, &self.keys);
        }
        self.draw_offers(&mut canvas, &layout);
        for (i, popup) in self.popups.iter().enumerate() {
            self.veil(&mut canvas, &layout, review && popup.is_about_text());
            let drawn = popups::draw(&mut canvas, &layout, popup, self);
            if i + 1 == self.popups.len() {
                caret = drawn;
            }
        }
        if review {
            caret = self.draw_find(&mut canvas, &layout).or(caret);
        }
        self.draw_tour(&mut canvas, &layout);
        self.draw_strip(&mut canvas, &layout);
        self.draw_status(&mut canvas, &layout);
        if let Some(hints) = layout.hints {
            self.draw_hints(&mut canvas, hints);
        }
        if let Some(caret) = caret {
            frame.set_cursor_position(caret);
        }
    }

    fn draw_offers(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        if !self.query.offers.are_shown() {
            return;
        }
        let keys =
            [(ActionId::Complete, "take"), (ActionId::Down, "another"), (ActionId::Accept, "show these")];
        let hint = |(action, what): (ActionId, &str)| {
            Some((self.keys.first(action, Scope::QueryBar)?, what.to_owned()))
        };
        let hints: Vec<_> = keys.into_iter().filter_map(hint).collect();
        let top = 1 + u16::from(self.query.tells_mistake());
        let room = Rect { y: top, height: layout.status.y.saturating_sub(top), ..layout.screen };
        self.query.draw_offers(canvas, room, &hints);
    }

    fn veil(&self, canvas: &mut Canvas<'_>, layout: &Layout, about_text: bool) {
        let middle = Rect { y: 1, height: layout.status.y.saturating_sub(1), ..layout.screen };
        let covered = match (about_text, layout.shape, layout.reader) {
            (true, Shape::Columns, Some(reader)) => Rect { width: reader.title.x, ..middle },
            (true, ..) => Rect { height: layout.popup.map_or(middle.height, |p| p.height), ..middle },
            _ => middle,
        };
        self.skin.veil(canvas.buffer, covered);
    }

    fn draw_panes(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        let focused = |pane| self.open.focus == pane && self.popups.is_empty() && !self.query.is_typing();
        if let Some(area) = layout.answers {
            let focus = focused(Focus::Answers);
            let asked = self.deciding().map(|deciding| format!("{}: yes or no?", deciding.name));
            let title = asked.as_deref().unwrap_or("Answers");
            canvas.rule(area.title, title, &answers::figure(&self.list), focus);
            self.draw_list(canvas, layout, area, focus);
        }
        if let Some(area) = layout.reader {
            let figure = self.reader.figure();
            canvas.rule(area.title, &self.reader.title(), &figure, focused(Focus::Reader));
            if self.list.numbers().is_empty() {
                draw_nothing_to_read(canvas, area.body);
            } else {
                self.reader.draw(canvas, layout, &self.known, &self.keys);
            }
        }
        if let Some(area) = layout.filters {
            if layout.overlay {
                let middle = Rect { y: 1, height: layout.status.y - 1, ..layout.screen };
                self.skin.veil(canvas.buffer, middle);
                canvas
                    .clear(Rect { width: area.title.width + 1, ..area.title.union(area.body) }, Tone::Popup);
            }
            let set = self.filters.set_count();
            let figure = if layout.overlay && set > 0 { format!("{set} set") } else { String::new() };
            canvas.rule(area.title, "Filters", &figure, focused(Focus::Filters));
            self.filters.draw(canvas, area.body, &self.known.codebook, focused(Focus::Filters));
            let total = self.filters.lines().len();
            draw_divider(canvas, area, total, self.filters.top(), usize::from(area.body.height));
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, layout: &Layout, area: Area, focused: bool) {
        let setting = Setting {
            codebook: &self.known.codebook,
            rows: layout.rows,
            focused,
            wide: layout.screen.width >= 180,
            alone: layout.reader.is_none(),
        };
        if self.list.numbers().is_empty() {
            self.draw_empty_list(canvas, area.body, focused);
        } else {
            answers::draw(canvas, area.body, &self.list, setting);
        }
        let (total, top) = (self.list.numbers().len(), self.list.top());
        if area.bar.is_some() {
            draw_divider(canvas, area, total, top, self.capacity());
        }
    }

    /// What dropping each term would give, or how to begin.
    fn draw_empty_list(&self, canvas: &mut Canvas<'_>, body: Rect, focused: bool) {
        if self.desk.list.is_new() || self.desk.list.is_waiting() {
            return;
        }
        let (x, width) = (body.x + 3, body.width.saturating_sub(4));
        let (text, dim, strong) =
            (canvas.style(Tone::Text), canvas.style(Tone::Dim), canvas.style(Tone::Strong));
        let mut y = body.y + u16::from(body.height > 10) * 2;
        let dropping = &self.desk.dropping;
        if dropping.terms.is_empty() {
            let area = Rect { x, y, width, height: body.bottom().saturating_sub(y) };
            let scope = action::Scope::Answers;
            return nothing::draw(canvas, area, "Nothing to review yet.", &self.keys, scope);
        }
        let said = match dropping.terms.len() {
            1 => "Nothing matches this term.".to_owned(),
            2 => "Nothing matches both terms.".to_owned(),
            n => format!("Nothing matches all {} terms.", number_word(n)),
        };
        canvas.put(x, y, width, &said, strong);
        canvas.put(x, y + 2, width, "Without one of them:", dim);
        y += 3;
        for (i, term) in dropping.terms.iter().enumerate() {
            if y >= body.bottom() {
                return;
            }
            let row = Rect { y, height: 1, ..body };
            if i == dropping.at {
                canvas.ground(row, if focused { Tone::Cursor } else { Tone::CursorOff });
                canvas.sign(row.x, y, Sign::Cursor, canvas.style(Tone::Accent));
            }
            let (figure, style) = match term.count {
                None => ("…".to_owned(), dim),
                Some(0) => ("– still 0".to_owned(), dim),
                Some(n) => (count(n, "answer"), text),
            };
            let end = canvas.put_right(row.right() - 2, y, 14, &figure, style);
            canvas.put(x, y, end.saturating_sub(x + 1), &term.term, style);
            y += 1;
        }
        if y + 1 < body.bottom() && !self.query.trail.is_empty() {
            let key = self.leave_key(action::Scope::Answers);
            let hints: Vec<_> = key.map(|k| (k, "back to the query before".to_owned())).into_iter().collect();
            canvas.keys(x, y + 1, width, &hints);
        }
    }

    /// The field of the find, on the reader's last line.
    fn draw_find(&self, canvas: &mut Canvas<'_>, layout: &Layout) -> Option<(u16, u16)> {
        let find = self.reader.find.as_ref()?;
        let area = layout.reader?.body;
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        canvas.clear(line, Tone::Bar);
        let figure = count(find.hits.len(), "match").replace("matchs", "matches");
        let end = canvas.put_right(line.right() - 1, line.y, 14, &figure, canvas.style(Tone::Dim));
        let x = canvas.put(line.x + 1, line.y, 4, "find", canvas.style(Tone::Key)) + 1;
        let width = end.saturating_sub(x + 1);
        if find.typing {
            canvas.ground(Rect { x, width, ..line }, Tone::Field);
        }
        canvas.put_typed(x, line.y, width, find.field.text(), canvas.style(Tone::Strong));
        find.typing.then(|| (x + find.field.caret_column(width), line.y))
    }

    /// What may follow the keys that are pending: the letters of themes, or keys.
    fn draw_strip(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        if self.keys.awaited().is_some() {
            return self.draw_letters(canvas, layout);
        }
        let mut follows: Vec<(String, String)> =
            self.keys.follows().iter().map(|f| (f.keys.clone(), f.action.row().title.to_owned())).collect();
        let number = self.keys.number().is_some() && follows.is_empty();
        if number {
            follows = self.takers_of_numbers();
        }
        if follows.is_empty() {
            return;
        }
        let width = layout.screen.width.saturating_sub(4);
        let mut rows = in_rows(&follows, width.into());
        // A number is soon typed, and most keys take one: the first of them are enough.
        rows.truncate(if number { 1 } else { rows.len() });
        let height = (rows.len() as u16).min(layout.status.y / 2).max(1);
        let area = Rect { y: layout.status.y - height, height, ..layout.screen };
        canvas.clear(area, Tone::Popup);
        for (y, row) in (area.y..area.bottom()).zip(rows) {
            canvas.keys(area.x + 2, y, width, row);
        }
    }

    /// The keys that a number that is being typed is for.
    fn takers_of_numbers(&self) -> Vec<(String, String)> {
        let scopes = self.scopes();
        let takers = action::ACTIONS.iter().filter(|action| action.number != Number::None);
        let keyed = takers.filter_map(|action| {
            let key = scopes.iter().find_map(|scope| self.keys.first(action.id, *scope))?;
            Some((key, action.title.to_owned()))
        });
        keyed.collect()
    }

    fn draw_status(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        // Beside the review screen there is no list that could be reviewed.
        let counts = self.query.counts.as_ref().filter(|_| self.screens.at == Screen::Review);
        let progress = Progress {
            total: counts.map_or(0, |counts| counts.answers + counts.unplaced),
            reviewed: counts.map_or(0, |counts| counts.reviewed),
            analyst: &self.known.analyst,
        };
        let line = self.standing_line().map(|line| self.keys.fill(&line, &self.scopes()));
        // Where there is no room for hints the mode is said here.
        let mode = if layout.hints.is_none() { self.keys.mode(&self.scopes()) } else { None };
        status::draw(
            canvas,
            layout.status,
            &self.status,
            line.as_deref(),
            progress,
            (&self.keys, &self.scopes()),
        );
        if let Some(mode) = mode {
            status::draw_mode(canvas, Rect { height: 1, ..layout.status }, mode);
        }
    }

    /// What the status line says while something is open, instead of what was done last.
    fn standing_line(&self) -> Option<String> {
        match self.keys.awaited() {
            Some(ActionId::ThemeLetter) => {
                return Some(format!("{}  then its letter, which tags in one key", self.keys.pending()));
            }
            Some(_) => return Some(format!("{}  then a theme's letter", self.keys.pending())),
            None => {}
        }
        match self.keys.number() {
            Some(0) => return Some("Type a number; the next key takes it.".into()),
            Some(number) => {
                return Some(format!("{number}  then the key that takes it; ‹back› gives it up."));
            }
            None => {}
        }
        if let Some(popup) = self.popups.last() {
            // What is said while a popup is open is about the popup.
            return self.status.said.is_empty().then(|| popup.line());
        }
        if self.screens.at != Screen::Review {
            return self.line_of_screen();
        }
        if self.query.is_typing() {
            let bar = &self.query;
            return Some(match (bar.mistake.is_some(), bar.nothing) {
                (true, _) => "The list below is from the last good query.".into(),
                (false, true) => "Nothing matches this yet; the list below is as it was.".into(),
                (false, false) => String::new(),
            });
        }
        let selected = self.reader.describe_selection().filter(|_| self.status.said.is_empty());
        if let Some(selected) = selected {
            return Some(format!(
                "{selected} Arrows, ‹select-next-word›, ‹select-next-sentence› and ‹select-next-paragraph› move its end."
            ));
        }
        if self.status.said.is_empty() {
            return match self.open.focus {
                Focus::Filters => self.filters.explain(),
                Focus::Answers | Focus::Reader if self.list.mark_count() > 0 => {
                    Some(format!("{} marked.", count(self.list.mark_count(), "answer")))
                }
                Focus::Reader if self.reader.pointed.is_some() => self.reader.told_here(&self.known),
                _ => self.left_out().or_else(|| self.to_do()),
            };
        }
        None
    }

    /// How much of what a query finds is not shown.
    fn left_out(&self) -> Option<String> {
        let left_out = self.query.counts.as_ref().map(|counts| counts.left_out).filter(|n| *n > 0)?;
        Some(format!("{} left out (withdrawn, replaced or repeated).", count(left_out, "text")))
    }

    /// How much there is still to read, and how to go on.
    fn to_do(&self) -> Option<String> {
        let counts = self.query.counts.as_ref()?;
        let total = counts.answers + counts.unplaced;
        let key = |action| self.keys.first(action, action::Scope::Answers);
        match total.saturating_sub(counts.reviewed) {
            _ if total == 0 || self.desk.list.is_waiting() => None,
            0 => Some("All of these are reviewed.".into()),
            left => {
                let next = key(action::ActionId::Reviewed)?;
                Some(format!(
                    "{} of {} to review. {next} says reviewed and goes on.",
                    grouped(left),
                    grouped(total)
                ))
            }
        }
    }

    fn draw_hints(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let key = |id, scope| self.keys.first(id, scope);
        let scopes = self.scopes();
        let mut left = Vec::new();
        let mut right = Vec::new();
        if let Some(popup) = self.popups.last() {
            let help = key(action::ActionId::Help, popup.scopes()[1]).filter(|_| !popup.is_help());
            right.extend(help.map(|k| (k, "help".to_owned())));
            right.extend(self.leave_key(popup.scopes()[1]).map(|k| (k, "leave".to_owned())));
        } else if self.reader.find.as_ref().is_some_and(|find| find.typing) {
            left.extend(key(ActionId::Accept, Scope::QueryBar).map(|k| (k, "go to the first".to_owned())));
            right.extend(self.leave_key(Scope::Field).map(|k| (k, "leave".to_owned())));
        } else if self.keys.awaited().is_none() {
            for scope in &scopes {
                for (id, hint) in action::hints(*scope) {
                    let side = if hint.rank >= 30 { &mut right } else { &mut left };
                    // An upper scope's key hides the same key below it.
                    let new = key(id, *scope).filter(|k| side.iter().all(|(shown, _)| shown != k));
                    side.extend(new.map(|k| (k, hint.label.to_owned())));
                }
            }
        }
        // A hint that is cut short is worse than none.
        let total =
            |hints: &[(String, String)]| hints.iter().map(|(k, w)| k.width() + w.width() + 4).sum::<usize>();
        if total(&right) > usize::from(area.width) {
            right.truncate(1);
        }
        canvas.clear(area, Tone::Ground);
        let mode = self.keys.mode(&scopes).map_or(area.x, |mode| status::draw_mode(canvas, area, mode));
        let room = Rect { x: mode, width: area.right().saturating_sub(mode), ..area };
        status::draw_hints(canvas, room, &left, &right);
    }

    /// The key that leads back from what is open.
    pub(super) fn leaving(&self, what: &str) -> Option<(String, String)> {
        let key = self.scopes().iter().find_map(|scope| self.leave_key(*scope))?;
        Some((key, what.to_owned()))
    }

    /// The key that leads back from there.
    fn leave_key(&self, scope: Scope) -> Option<String> {
        self.keys.first(ActionId::Back, scope)
    }

    /// The name of a choice in the picker.
    pub(super) fn choice_name(&self, choice: &ThemeChoice) -> String {
        match choice {
            ThemeChoice::Existing(id) => {
                self.known.codebook.theme(*id).map(|t| t.name.clone()).unwrap_or_default()
            }
            ThemeChoice::New(name) => name.clone(),
        }
    }
}

/// Keys and what they do, as many in a row as fit.
fn in_rows(keys: &[(String, String)], width: usize) -> Vec<&[(String, String)]> {
    let (mut rows, mut start, mut used) = (Vec::new(), 0, 0);
    for (i, (key, what)) in keys.iter().enumerate() {
        let needed = key.width() + 1 + what.width();
        if used > 0 && used + needed > width {
            rows.push(&keys[start..i]);
            (start, used) = (i, 0);
        }
        used += needed + 3;
    }
    rows.push(&keys[start..]);
    rows
}

fn draw_nothing_to_read(canvas: &mut Canvas<'_>, body: Rect) {
    let lines = ["Nothing to read here yet.", "The text of an answer appears when the", "list has one."];
    let top = body.y + u16::from(body.height > 10) * 2;
    for (i, line) in lines.iter().enumerate() {
        canvas.put(body.x + 4, top + i as u16, body.width.saturating_sub(5), line, canvas.style(Tone::Dim));
    }
}

fn draw_too_small(canvas: &mut Canvas<'_>, area: Rect, keys: &Keys) {
    let lines = [
        "rapporteur needs 40 columns, 10 lines".to_owned(),
        format!("here: {} columns, {} lines", area.width, area.height),
        keys.fill("‹quit› quits; nothing is lost", &[Scope::Global]),
    ];
    let top = (area.height.saturating_sub(3)) / 2;
    for (i, line) in lines.iter().enumerate() {
        let indent = (area.width.saturating_sub(line.width() as u16)) / 2;
        let pieces = [Piece { text: line.clone(), style: canvas.style(Tone::Text) }];
        canvas.put_pieces(indent, top + i as u16, area.width - indent, &pieces);
    }
}

fn number_word(n: usize) -> String {
    match n {
        3 => "three".into(),
        4 => "four".into(),
        5 => "five".into(),
        n => n.to_string(),
    }
}

/// Draws the line between two panes, which is the left one's scroll bar.
pub(super) fn draw_divider(canvas: &mut Canvas<'_>, area: Area, total: usize, top: usize, seen: usize) {
    let Some(bar) = area.bar else { return };
    canvas.scroll_bar(bar, total, top, seen, true);
    canvas.sign(bar.x, area.title.y, Sign::Tee, canvas.style(Tone::Border));
}
