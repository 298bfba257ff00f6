//! The reader's foot: the tags and notes of the answer, pinned, so that nobody scrolls to check them.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::margin;
use super::reader::whose::{is_here, line_of};
use crate::action::Scope;
use crate::model::id::ThemeId;
use crate::model::span::Span;
use crate::model::view::{AnswerView, ShownNote, ShownTag};
use crate::text;
use crate::tui::keys::Keys;
use crate::tui::request::Known;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count};

/// Column of the text below the gutter.
const INDENT: u16 = 4;

/// One line of the full foot.
#[derive(Clone, Debug)]
enum Line<'a> {
    Heading(&'static str, usize),
    Tag(&'a ShownTag),
    /// The first line of a note has the sign in the gutter.
    NoteText(String, bool),
    NoteAbout(&'a ShownNote),
    More(usize),
}

/// How many lines the foot takes of a reader's body.
pub fn height(view: &AnswerView, width: u16, body: u16, full: bool) -> u16 {
    if full { lines(view, None, width, body).len() as u16 } else { u16::from(body >= 4) }
}

/// The foot in full, at most a third of the body, what is pointed at first. What stands in the margin does not stand
/// here again.
fn lines(view: &AnswerView, pointed: Option<Span>, width: u16, body: u16) -> Vec<Line<'_>> {
    let aside = margin::is_shown(width);
    let mut tags: Vec<&ShownTag> = view.tags.iter().filter(|t| !aside || t.span.is_none()).collect();
    tags.sort_by_key(|tag| (!is_here(tag, pointed), tag.span.map_or((0, 0), |s| (s.start + 1, s.end))));
    let notes: Vec<&ShownNote> = view.notes.iter().filter(|n| !aside || n.span.is_none()).collect();
    let mut lines = Vec::new();
    if !tags.is_empty() || view.tags.is_empty() {
        lines.push(Line::Heading("Tags", tags.len()));
    }
    lines.extend(tags.into_iter().map(Line::Tag));
    if !notes.is_empty() {
        lines.push(Line::Heading("Notes", notes.len()));
    }
    let room = usize::from(width.saturating_sub(INDENT + 2)).max(10);
    for note in notes {
        let clean = text::block(&note.text);
        let wrapped = textwrap::wrap(&clean, room);
        lines.extend(wrapped.iter().enumerate().map(|(i, line)| Line::NoteText(line.to_string(), i == 0)));
        lines.push(Line::NoteAbout(note));
    }
    let most = usize::from(body / 3).max(3);
    if lines.len() > most {
        let hidden = lines.split_off(most - 1);
        let things = hidden.iter().filter(|l| matches!(l, Line::Tag(_) | Line::NoteText(_, true))).count();
        lines.push(Line::More(things.max(1)));
    }
    lines
}

/// What the foot is drawn from.
pub struct Foot<'a> {
    /// The answer.
    pub view: &'a AnswerView,
    /// The codebook, and who is reading.
    pub known: &'a Known,
    /// The passage that is pointed at.
    pub pointed: Option<Span>,
    /// The keys that hold.
    pub keys: &'a Keys,
}

impl Foot<'_> {
    /// Draws the foot at the bottom of the reader.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, body: u16, full: bool) {
        if full { self.draw_lines(canvas, area, body) } else { self.draw_line(canvas, area) }
    }

    fn draw_lines(&self, canvas: &mut Canvas<'_>, area: Rect, body: u16) {
        let view = self.view;
        let right = area.right() - 2;
        // A blank and the line that tells whose passages are whose.
        let analysts = view.tags.iter().map(|t| t.analyst.width()).max().unwrap_or(0).min(12) as u16 + 2;
        for (i, line) in lines(view, self.pointed, area.width, body).into_iter().enumerate() {
            let y = area.y + i as u16;
            let x = area.x + INDENT;
            match line {
                Line::Heading(title, figure) => {
                    self.draw_heading(canvas, Rect { x, y, width: right - x, height: 1 }, title, figure);
                }
                Line::Tag(tag) => self.draw_tag(canvas, Rect { y, height: 1, ..area }, tag, analysts),
                Line::NoteText(words, first) => {
                    if first {
                        canvas.sign(area.x + 1, y, Sign::Note, canvas.style(Tone::Dim));
                    }
                    canvas.put(x, y, right - x, &words, canvas.style(Tone::Text));
                }
                Line::NoteAbout(note) => {
                    let place = if note.span.is_some() { "on a passage · " } else { "" };
                    let about = format!("{place}{} · {}", note.analyst, note.at);
                    canvas.put(x, y, right - x, &about, canvas.style(Tone::Dim));
                }
                Line::More(things) => {
                    canvas.put(x, y, right - x, &format!("{things} more"), canvas.style(Tone::Dim));
                }
            }
        }
    }

    /// A rule with its title and how many there are; an answer without tags says how to tag it instead.
    fn draw_heading(&self, canvas: &mut Canvas<'_>, area: Rect, title: &str, figure: usize) {
        let (x, y, right) = (area.x, area.y, area.right());
        let dim = canvas.style(Tone::Title);
        let mut start = canvas.put(x, y, area.width, title, dim) + 1;
        let end = if figure > 0 {
            canvas.put_right(right, y, 6, &figure.to_string(), dim).saturating_sub(1)
        } else {
            // The keys of an empty foot stand where the figure would.
            let none = self.ways();
            start = canvas.keys(start + 1, y, right.saturating_sub(start + 1), &none).saturating_sub(2);
            right
        };
        let dash = canvas.skin.sign(Sign::Rule).repeat(usize::from(end.saturating_sub(start)));
        canvas.put(start, y, end.saturating_sub(start), &dash, canvas.style(Tone::Border));
    }

    fn draw_tag(&self, canvas: &mut Canvas<'_>, area: Rect, tag: &ShownTag, analysts: u16) {
        let (y, right) = (area.y, area.right() - 2);
        let dim = canvas.style(Tone::Dim);
        let Some(theme) = self.known.codebook.theme(tag.theme) else { return };
        if is_here(tag, self.pointed) {
            canvas.sign(area.x, y, Sign::CursorOff, canvas.style(Tone::Accent));
        }
        let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
        let letters = theme.chip();
        // Three letters begin at the edge: before the name stays a blank.
        let begins = area.x + u16::from(letters.width() < 3);
        canvas.put(begins, y, 3, &letters, chip);
        let room = right.saturating_sub(area.x + INDENT);
        let x = area.x + INDENT;
        let name = if theme.name.width() > 13 && !theme.short_name.is_empty() {
            &theme.short_name
        } else {
            &theme.name
        };
        canvas.put(x, y, 14.min(room), name, canvas.style(Tone::Text));
        let stance = tag.stance.map_or("", |s| s.name());
        canvas.put(x + 15, y, 7.min(room.saturating_sub(15)), stance, dim);
        let end = right.saturating_sub(analysts);
        let who = canvas.put_right(right, y, analysts.saturating_sub(2), &tag.analyst, dim);
        if tag.span.is_some() {
            let line = line_of(&tag.analyst, self.view, self.known);
            canvas.sign(who.saturating_sub(2), y, line, canvas.style(Tone::Theme(theme.colour)));
        }
        if let Some(quote) = &tag.quote {
            let x = x + 24;
            let width = end.saturating_sub(x + 1);
            if width > 8 {
                let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
                let cut = text::truncate(&words, usize::from(width - 2));
                canvas.put(x, y, width, &format!("“{cut}”"), dim);
            }
        }
    }

    /// The foot in one line: chips with their names when they fit, else the chips alone.
    fn draw_line(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let (view, codebook) = (self.view, &self.known.codebook);
        let y = area.bottom() - 1;
        let (x, mut right) = (area.x + INDENT, area.right() - 2);
        let dim = canvas.style(Tone::Dim);
        if !view.notes.is_empty() {
            let words = format!("{} {}", canvas.skin.sign(Sign::Note), count(view.notes.len(), "note"));
            right = canvas.put_right(right, y, 12, &words, dim).saturating_sub(2);
        }
        let mut themes: Vec<ThemeId> = Vec::new();
        themes.extend(
            codebook.themes.iter().map(|t| t.id).filter(|id| view.tags.iter().any(|t| t.theme == *id)),
        );
        if themes.is_empty() {
            let none = self.ways();
            canvas.keys(x, y, right.saturating_sub(x), &none);
            return;
        }
        let with_names = |names: bool| {
            let mut pieces = Vec::new();
            for theme in themes.iter().filter_map(|id| codebook.theme(*id)) {
                let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
                pieces.push(Piece { text: theme.chip(), style: chip });
                let short = if theme.short_name.is_empty() { &theme.name } else { &theme.short_name };
                let words = if names { format!(" {short}  ") } else { " ".into() };
                pieces.push(Piece { text: words, style: canvas.style(Tone::Text) });
            }
            pieces
        };
        let width = right.saturating_sub(x);
        let named = with_names(true);
        let fits = named.iter().map(|p| p.text.width()).sum::<usize>() <= usize::from(width) + 2;
        let pieces = if fits {
            named
        } else {
            std::iter::once(Piece { text: "Tags ".into(), style: dim }).chain(with_names(false)).collect()
        };
        canvas.put_pieces(x, y, width, &pieces);
    }

    /// How an answer is tagged, for one that is not.
    fn ways(&self) -> [(String, String); 1] {
        [(self.keys.fill("‹tag›", &[Scope::Reader]), "tags this answer".to_owned())]
    }
}
