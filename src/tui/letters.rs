//! The box of letters that opens below the panes while the quick tag, or a theme, waits for one.

use ratatui::layout::Rect;

use super::app::App;
use super::event::Effect;
use super::layout::Layout;
use super::skin::{Sign, Tone};
use super::widget::paint::{Canvas, count};
use crate::action::ActionId;
use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;

/// Columns of a theme, at least.
const WIDTH: u16 = 38;

/// Where everything in the box stands.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Letters {
    area: Rect,
    /// Each letter, its theme, and its place.
    all: Vec<(char, ThemeId, Rect)>,
    /// How many letters have no room.
    hidden: usize,
}

impl App {
    /// The box: the last five themes by number, then the themes with a letter, column by column.
    fn letters(&self, layout: &Layout) -> Letters {
        // The last five are no letters that a theme could have.
        let tags = self.keys.awaited() != Some(ActionId::ThemeLetter);
        let recent = self.recent().into_iter().filter(|_| tags).zip('1'..).map(|(id, number)| (number, id));
        let lettered = self.known.codebook.themes.iter().filter_map(|t| Some((t.letter?, t.id)));
        let all: Vec<(char, ThemeId)> = recent.chain(lettered).collect();
        let columns = usize::from((layout.screen.width / WIDTH).clamp(1, 4));
        let most = usize::from(layout.status.y / 2).saturating_sub(2).max(3);
        let rows = all.len().div_ceil(columns).clamp(1, most);
        let height = rows as u16 + 2;
        let area = Rect { y: layout.status.y.saturating_sub(height), height, ..layout.screen };
        let width = area.width / columns as u16;
        let hidden = all.len().saturating_sub(rows * columns);
        let place = |i: usize| Rect {
            x: area.x + (i / rows) as u16 * width + 2,
            y: area.y + 1 + (i % rows) as u16,
            width: width.saturating_sub(3),
            height: 1,
        };
        let shown = all.into_iter().take(rows * columns).enumerate();
        Letters { area, all: shown.map(|(i, (letter, id))| (letter, id, place(i))).collect(), hidden }
    }

    /// Takes a click while the box is open: on a theme it tags, elsewhere it leaves.
    pub(super) fn click_letter(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let letters = self.letters(&self.layout());
        let awaited = self.keys.awaited();
        self.keys.clear();
        if awaited == Some(ActionId::ThemeLetter) {
            return Vec::new();
        }
        let found = letters.all.iter().find(|(_, _, place)| place.contains((x, y).into()));
        found
            .map(|(letter, ..)| self.quick_tag(awaited.unwrap_or(ActionId::QuickTag), *letter))
            .unwrap_or_default()
    }

    /// Draws the box.
    pub(super) fn draw_letters(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        if self.keys.awaited() == Some(ActionId::ThemeLetter) {
            return self.draw_taken(canvas, layout);
        }
        let Some(target) = self.target() else { return };
        let mut has = self.themes_of(&target);
        has.extend(&self.desk.lettered);
        let book = &self.known.codebook;
        let Letters { area, all, hidden } = self.letters(layout);
        canvas.clear(area, Tone::Popup);
        let verb = match self.keys.awaited() {
            Some(ActionId::TagReviewed) => "Quick tag, reviewed, next",
            _ => "Quick tag",
        };
        let title = format!("{verb}: {}", self.describe(&target));
        let figure =
            if hidden > 0 { format!("{hidden} more have a letter") } else { "choose a letter".into() };
        canvas.rule(Rect { height: 1, ..area }, &title, &figure, true);
        for (letter, id, Rect { x, y, width, .. }) in all {
            let Some(theme) = book.theme(id) else { continue };
            let there = has.contains(&id);
            if there {
                canvas.sign(x, y, Sign::Mark, canvas.style(Tone::Mark));
            }
            canvas.put(x + 2, y, 1, &letter.to_string(), canvas.style(Tone::Theme(theme.colour)));
            let name = canvas.style(if there { Tone::Strong } else { Tone::Text });
            canvas.put(x + 4, y, width.saturating_sub(4), &theme.name, name);
        }
        let y = area.bottom() - 1;
        let sign = format!("{} has it already", canvas.skin.sign(Sign::Mark));
        let end = canvas.put_right(area.right() - 3, y, 20, &sign, canvas.style(Tone::Dim));
        let search = match book.offered().count() {
            0 => "names the first theme".to_owned(),
            themes => format!("search all {}", count(themes, "theme")),
        };
        let mut keys = vec![(self.search_letter().to_string(), search)];
        keys.extend(self.leaving("leave"));
        if self.desk.lettered.is_empty() {
            keys.insert(1, ("A…Z".to_owned(), "and one more".to_owned()));
        } else {
            keys.insert(0, ("Enter".to_owned(), "these".to_owned()));
        }
        if self.desk.tagging.is_some() {
            keys.insert(0, (".".to_owned(), "the last ones again".to_owned()));
        }
        canvas.keys(area.x + 3, y, end.saturating_sub(area.x + 4), &keys);
    }

    /// Draws the letters that are taken, and those that are free, while a theme waits for its own.
    fn draw_taken(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        let Some(theme) = self.screens.codebook.theme() else { return };
        let book = &self.known.codebook;
        let Letters { area, all, hidden } = self.letters(layout);
        canvas.clear(area, Tone::Popup);
        let title = format!("A letter for {}", theme.name);
        let figure = if hidden > 0 { format!("{hidden} more are taken") } else { "these are taken".into() };
        canvas.rule(Rect { height: 1, ..area }, &title, &figure, true);
        for (letter, id, Rect { x, y, width, .. }) in all {
            let Some(other) = book.theme(id) else { continue };
            let here = other.id == theme.id;
            if here {
                canvas.sign(x, y, Sign::Mark, canvas.style(Tone::Mark));
            }
            canvas.put(x + 2, y, 1, &letter.to_string(), canvas.style(Tone::Theme(other.colour)));
            let name = canvas.style(if here { Tone::Strong } else { Tone::Dim });
            canvas.put(x + 4, y, width.saturating_sub(4), &other.name, name);
        }
        let free = match free_letters(book).join(" ") {
            free if free.is_empty() => "A to Z".to_owned(),
            free => free,
        };
        let own = theme.letter.map(|letter| (letter.to_string(), "takes it off".to_owned()));
        let keys = [(free, "are free".to_owned())].into_iter().chain(own);
        let keys: Vec<(String, String)> = keys.chain(self.leaving("leave")).collect();
        canvas.keys(area.x + 3, area.bottom() - 1, area.width.saturating_sub(4), &keys);
    }
}

/// The letters that no theme has.
pub(super) fn free_letters(book: &Codebook) -> Vec<String> {
    let is_free = |letter: &char| book.themes.iter().all(|theme| theme.letter != Some(*letter));
    ('a'..='z').filter(is_free).map(String::from).collect()
}
