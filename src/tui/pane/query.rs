//! The query bar: the text of the query, what is being typed, and what is wrong with it.
//!
//! A text that cannot be run leaves the last good result where it is, and says so.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::action::Scope;
use crate::model::id::AnswerNumber;
use crate::model::view::Page;
use crate::tui::keys::Keys;
use crate::tui::pane::offers::{Offers, Typed};
use crate::tui::request::Mistake;
use crate::tui::screen::Screen;
use crate::tui::skin::Tone;
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};

/// The columns before what is typed.
const FIELD: u16 = 12;

/// Where one was: a query, and the answer under the cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The screen.
    pub screen: Screen,
    /// The query's text.
    pub query: String,
    /// The answer.
    pub cursor: Option<AnswerNumber>,
}

/// The bar's state.
#[derive(Debug, Default)]
pub struct QueryBar {
    /// What is typed.
    pub field: Field,
    /// While typing: where one was before, and how many answers there were.
    pub before: Option<(Place, usize)>,
    /// The last query that could be run: the list is its result.
    pub good: String,
    /// What is wrong with what is typed.
    pub mistake: Option<Mistake>,
    /// Ways to go on with what is typed.
    pub offers: Offers,
    /// How far back the earlier queries were gone through, and what had been typed before.
    recalled: Option<(usize, String)>,
    /// Whether nothing matches what is typed so far; the list is still that of the last good query.
    pub nothing: bool,
    /// Whether any query was run yet: before that there is nothing to count.
    pub was_run: bool,
    /// The counts of the last good query; `None` until they come, after the list. No rows are kept there.
    pub counts: Option<Page>,
    /// Counts up when the same query is to be run again.
    pub run: u64,
    /// Where one was before, newest last, and what `L` goes forward to.
    pub trail: Vec<Place>,
    /// What `L` goes forward to, nearest last.
    pub ahead: Vec<Place>,
}

impl QueryBar {
    /// Whether keys are typed into it.
    pub fn is_typing(&self) -> bool {
        self.before.is_some()
    }

    /// Starts typing, where so many answers are listed.
    pub fn start(&mut self, cursor: Option<AnswerNumber>, total: usize) {
        if self.before.is_none() {
            let place = Place { screen: Screen::Review, query: self.field.text().to_owned(), cursor };
            self.before = Some((place, total));
            self.offers.clear();
            self.recalled = None;
        }
    }

    /// Runs another query, remembering where one was.
    pub fn go(&mut self, query: &str, screen: Screen, cursor: Option<AnswerNumber>) {
        let here = Place { screen, query: self.good.clone(), cursor };
        if here.query != query || screen != Screen::Review {
            self.remember(here);
        }
        self.field.set(query);
        self.mistake = None;
    }

    /// Remembers a place to come back to.
    pub fn remember(&mut self, place: Place) {
        if self.trail.last() != Some(&place) {
            self.trail.push(place);
            self.ahead.clear();
        }
    }

    /// What is typed, and where the caret stands; `None` when nothing is typed.
    pub fn typed(&self) -> Option<Typed> {
        self.is_typing().then(|| (self.field.text().to_owned(), self.field.caret()))
    }

    /// Takes a key of line editing.
    pub fn key(&mut self, key: KeyEvent) {
        self.field.key(key);
        self.recalled = None;
    }

    /// Goes through the offers, or where there are none through the earlier queries.
    pub fn step(&mut self, by: isize) {
        if self.offers.are_shown() && self.recalled.is_none() {
            return self.offers.step(by);
        }
        let (back, typed) = self.recalled.clone().unwrap_or_else(|| (0, self.field.text().to_owned()));
        let mut earlier: Vec<&str> = Vec::new();
        for place in self.before.iter().map(|(place, _)| place).chain(self.trail.iter().rev()) {
            let query = place.query.trim();
            if !query.is_empty() && !earlier.contains(&query) && query != typed.trim() {
                earlier.push(query);
            }
        }
        let back = back.saturating_add_signed(-by).min(earlier.len());
        let text = back.checked_sub(1).map_or(typed.as_str(), |at| earlier[at]).to_owned();
        self.field.set(text);
        self.recalled = (back > 0).then_some((back, typed));
    }

    /// Takes the offer under the cursor; false when there is none.
    pub fn take_completion(&mut self) -> bool {
        let Some(typed) = self.typed() else { return false };
        let Some(offer) = self.offers.current(&typed).cloned() else { return false };
        let text: Vec<char> = typed.0.chars().collect();
        let (start, end) = (offer.replace.start.min(text.len()), offer.replace.end.min(text.len()));
        let mut whole: String = text[..start].iter().collect();
        whole.push_str(&offer.text);
        let caret = whole.chars().count();
        whole.extend(&text[end.max(start)..]);
        self.field.set(whole);
        self.field.set_caret(caret);
        self.offers.clear();
        self.recalled = None;
        true
    }

    /// Takes the nearest right word in the place of the wrong one; false when there is none.
    pub fn take_offer(&mut self) -> bool {
        let mistake = self.mistake.take();
        let Some((mended, caret)) = mistake.and_then(|mistake| mistake.mended(self.field.text())) else {
            return false;
        };
        self.field.set(mended);
        self.field.set_caret(caret);
        true
    }

    /// What stands at the right: how many, of how many, or that the text cannot be run. So many answers are listed.
    pub fn figure(&self, width: u16, total: usize) -> String {
        if !self.was_run {
            return String::new();
        }
        if self.mistake.is_some() {
            return format!("last good: {}", count(total, "answer"));
        }
        if let Some((_, before)) = self.before.as_ref().filter(|_| self.nothing) {
            return format!("0 of {}", grouped(*before));
        }
        if let Some((_, before)) = self.before.as_ref().filter(|(_, before)| *before > 0 && *before != total)
        {
            return format!("{} of {}", grouped(total), grouped(*before));
        }
        let Some(counts) = &self.counts else { return format!("{} …", grouped(total)) };
        let answers = count(counts.answers, "answer");
        let submitters = count(counts.submitters, "submitter");
        match (width, counts.unplaced) {
            (..60, _) => grouped(total),
            (60..100, 0) => format!("{answers} · {submitters}"),
            (60..100, n) => format!("{answers} · {} unplaced", grouped(n)),
            (_, 0) => format!("{answers} · {submitters}"),
            (_, n) => format!("{answers} · {} · {submitters}", count(n, "unplaced text")),
        }
    }

    /// Draws the bar; gives the caret's place while typing.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, total: usize) -> Option<(u16, u16)> {
        canvas.ground(area, Tone::Bar);
        let y = area.y;
        let figure = self.figure(area.width, total);
        let end = canvas.put_right(area.right() - 1, y, area.width / 2, &figure, canvas.style(Tone::Dim));
        let mut x = canvas.put(area.x + 1, y, 2, "1", canvas.style(Tone::Dim)) + 1;
        x = canvas.put(x, y, 8, "Review", canvas.style(Tone::Strong)) + 2;
        x = canvas.put(x, y, 1, "/", canvas.style(Tone::Key)) + 1;
        let width = end.saturating_sub(x + 2);
        let field = Rect { x, y, width: width + 1, height: 1 };
        if self.is_typing() {
            canvas.ground(field, Tone::Field);
        }
        let hidden = if self.is_typing() { self.field.hidden(width) } else { 0 };
        let pieces = self.pieces(canvas);
        let pieces = skip_columns(pieces, hidden);
        if self.is_typing() {
            canvas.put_pieces_typed(x, y, width, &pieces);
        } else {
            canvas.put_pieces(x, y, width, &pieces);
        }
        self.is_typing().then(|| (x + self.field.caret_column(width), y))
    }

    /// Draws the offers in the room below; a mistake that has an offer of its own stands between.
    pub fn draw_offers(&self, canvas: &mut Canvas<'_>, room: Rect, hints: &[(String, String)]) {
        let Some(typed) = self.typed() else { return };
        let Some(offer) = self.offers.current(&typed) else { return };
        let before: String = typed.0.chars().take(offer.replace.start).collect();
        let column = room.x + FIELD + before.width().min(usize::from(room.width)) as u16;
        self.offers.draw(canvas, room, column, hints);
    }

    /// Whether the line that says what is wrong is to be seen: a word that can be completed is no mistake yet.
    pub fn tells_mistake(&self) -> bool {
        let goes_on = self.typed().is_some_and(|typed| self.offers.current(&typed).is_some());
        self.is_typing() && self.mistake.as_ref().is_some_and(|mistake| mistake.offer.is_some() || !goes_on)
    }

    /// Draws the line that says what is wrong, under the word that is.
    pub fn draw_mistake(&self, canvas: &mut Canvas<'_>, area: Rect, keys: &Keys) {
        let Some(mistake) = &self.mistake else { return };
        canvas.clear(area, Tone::Bar);
        let error = canvas.style(Tone::Error);
        let before: String = self.field.text().chars().take(mistake.start).collect();
        let wrong: String = self
            .field
            .text()
            .chars()
            .skip(mistake.start)
            .take(mistake.end.saturating_sub(mistake.start))
            .collect();
        let start = area.x + FIELD + before.width().min(usize::from(area.width / 2)) as u16;
        let carets = "^".repeat(wrong.width().max(1));
        // Beside an offer the rest of the advice is not needed.
        let short = match (&mistake.offer, mistake.message.split_once("; ")) {
            (Some(_), Some((what, _))) => what,
            _ => &mistake.message,
        };
        let mut said = vec![
            Piece { text: carets, style: error },
            Piece { text: format!(" {short}"), style: canvas.style(Tone::Text) },
        ];
        if let Some(offer) = &mistake.offer {
            said.push(Piece { text: "; did you mean ".into(), style: canvas.style(Tone::Text) });
            said.push(Piece { text: offer.clone(), style: canvas.style(Tone::Strong) });
            said.push(Piece { text: "?  ".into(), style: canvas.style(Tone::Text) });
            said.push(Piece {
                text: keys.fill("‹complete›", &[Scope::QueryBar]),
                style: canvas.style(Tone::Key),
            });
            said.push(Piece { text: " takes it".into(), style: canvas.style(Tone::Dim) });
        }
        let needed: usize = said.iter().map(|p| p.text.width()).sum();
        // A long message moves left, so that it is read in full.
        let start = start.min(area.right().saturating_sub(needed as u16 + 1)).max(area.x + 1);
        canvas.put_pieces(start, area.y, area.right().saturating_sub(start), &said);
    }

    fn pieces(&self, canvas: &Canvas<'_>) -> Vec<Piece> {
        let (strong, text, dim) =
            (canvas.style(Tone::Strong), canvas.style(Tone::Text), canvas.style(Tone::Dim));
        let mut pieces = Vec::new();
        for word in words(self.field.text()) {
            let value = word.char_indices().find(|(_, c)| *c == ':' || *c == '"').filter(|(_, c)| *c == ':');
            match value {
                Some((colon, _)) => {
                    pieces.push(Piece { text: word[..=colon].to_owned(), style: dim });
                    pieces.push(Piece { text: word[colon + 1..].to_owned(), style: text });
                }
                None if word == "OR" || word.trim().is_empty() => {
                    pieces.push(Piece { text: word.to_owned(), style: dim });
                }
                None => pieces.push(Piece { text: word.to_owned(), style: strong }),
            }
        }
        if let Some(mistake) = &self.mistake {
            pieces = underline(&pieces, mistake, canvas.style(Tone::Error));
        }
        pieces
    }
}

/// The words of a query and the blanks between them, a quoted phrase being one word.
fn words(query: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quoted, mut blank) = (0, false, true);
    for (i, c) in query.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        let is_blank = c.is_whitespace() && !quoted;
        if is_blank != blank {
            words.push(&query[start..i]);
            (start, blank) = (i, is_blank);
        }
    }
    words.push(&query[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// Gives the characters of the mistake the style of errors.
fn underline(pieces: &[Piece], mistake: &Mistake, error: Style) -> Vec<Piece> {
    let error = error.add_modifier(Modifier::UNDERLINED);
    let mut marked: Vec<Piece> = Vec::new();
    let mut place = 0;
    for piece in pieces {
        for c in piece.text.chars() {
            let style = if (mistake.start..mistake.end).contains(&place) { error } else { piece.style };
            match marked.last_mut().filter(|last| last.style == style) {
                Some(last) => last.text.push(c),
                None => marked.push(Piece { text: c.into(), style }),
            }
            place += 1;
        }
    }
    marked
}

/// Leaves the first columns away, for a field that is scrolled.
fn skip_columns(pieces: Vec<Piece>, columns: usize) -> Vec<Piece> {
    let mut left = columns;
    pieces
        .into_iter()
        .filter_map(|mut piece| {
            while left > 0 && !piece.text.is_empty() {
                let first = piece.text.remove(0);
                left = left.saturating_sub(unicode_width::UnicodeWidthChar::width(first).unwrap_or(0));
            }
            (!piece.text.is_empty()).then_some(piece)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_one_word() {
        assert_eq!(words(r#"ipv6 from:"RIPE NCC"  -q:7"#), ["ipv6", " ", r#"from:"RIPE NCC""#, "  ", "-q:7"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn the_offer_takes_the_place_of_the_wrong_word_only() {
        let mut bar = QueryBar { field: Field::new("ipv6 teem:routing"), ..QueryBar::default() };
        assert!(!bar.take_offer());
        let offer = Some("theme".to_owned());
        bar.mistake = Some(Mistake { start: 5, end: 9, message: String::new(), offer });
        assert!(bar.take_offer());
        assert_eq!((bar.field.text(), bar.field.caret()), ("ipv6 theme:routing", 10));
    }
}
