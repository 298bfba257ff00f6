//! The reader's margin on wide screens: the tags and notes of passages, each beside the line where its passage
//! begins, or as near below it as there is room.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::model::codebook::Codebook;
use crate::model::span::Span;
use crate::model::view::{AnswerView, ShownNote, ShownTag};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece};
use crate::tui::widget::wrapped::wrapped;

/// Columns of the margin, with the dash that leads to it.
pub const WIDTH: u16 = 26;
/// A reader so wide has a margin.
const FROM: u16 = 96;
/// Columns before an entry's words: the dash, a blank, and the sign.
const INDENT: u16 = 5;

/// Whether a reader of this width has a margin.
pub fn is_shown(width: u16) -> bool {
    width >= FROM
}

/// What stands beside one passage.
struct Entry<'a> {
    span: Span,
    tags: Vec<&'a ShownTag>,
    notes: Vec<&'a ShownNote>,
}

/// The passages with what was said of them, in the text's order.
fn entries(view: &AnswerView) -> Vec<Entry<'_>> {
    let mut spans: Vec<Span> = view.tags.iter().filter_map(|tag| tag.span).collect();
    spans.extend(view.notes.iter().filter_map(|note| note.span));
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup();
    spans
        .into_iter()
        .map(|span| Entry {
            span,
            tags: view.tags.iter().filter(|tag| tag.span == Some(span)).collect(),
            notes: view.notes.iter().filter(|note| note.span == Some(span)).collect(),
        })
        .collect()
}

/// Draws the margin beside a text: `line_of` gives the line of a place, of which `top` is the first in `area`.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    view: &AnswerView,
    codebook: &Codebook,
    top: usize,
    line_of: impl Fn(u32) -> usize,
) {
    let mut free = area.y;
    let all = entries(view);
    let in_sight = |entry: &&Entry<'_>| line_of(entry.span.end.saturating_sub(1)) >= top;
    let shown: Vec<&Entry<'_>> = all.iter().filter(in_sight).collect();
    for (i, entry) in shown.iter().enumerate() {
        let line = line_of(entry.span.start).saturating_sub(top);
        let Some(beside) = u16::try_from(line).ok().and_then(|line| area.y.checked_add(line)) else { return };
        if beside >= area.bottom() {
            return;
        }
        let lines = said(canvas, entry, codebook, area.width - INDENT);
        let y = beside.max(free);
        if y + lines.len() as u16 > area.bottom() {
            let more = format!("{} more", shown.len() - i);
            if y < area.bottom() {
                canvas.put(area.x + INDENT, y, area.width - INDENT, &more, canvas.style(Tone::Dim));
            }
            return;
        }
        if y == beside {
            canvas.sign(area.x + 1, y, Sign::Rule, canvas.style(Tone::Border));
        }
        for (line, y) in lines.iter().zip(y..) {
            canvas.put_pieces(area.x + 3, y, 2, std::slice::from_ref(&line.sign));
            canvas.put_pieces(area.x + INDENT, y, area.width - INDENT, std::slice::from_ref(&line.words));
            canvas.put_right(area.right(), y, 10, &line.who, canvas.style(Tone::Dim));
        }
        free = y + lines.len() as u16;
    }
}

/// One line of an entry.
struct Said {
    sign: Piece,
    words: Piece,
    who: String,
}

/// The lines of an entry: each tag with its stance below it, then each note.
fn said(canvas: &Canvas<'_>, entry: &Entry<'_>, codebook: &Codebook, width: u16) -> Vec<Said> {
    let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let blank = || Piece { text: String::new(), style: dim };
    let mut lines = Vec::new();
    for tag in &entry.tags {
        let Some(theme) = codebook.theme(tag.theme) else { continue };
        let name = if theme.short_name.is_empty() { &theme.name } else { &theme.short_name };
        let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
        let room = usize::from(width).saturating_sub(crate::text::width(&tag.analyst).min(10) + 1);
        lines.push(Said {
            sign: Piece { text: theme.chip().chars().take(1).collect(), style: chip },
            words: Piece { text: crate::text::truncate(name, room), style: text },
            who: tag.analyst.clone(),
        });
        lines.extend(tag.stance.map(|stance| Said {
            sign: blank(),
            words: Piece { text: stance.name().to_owned(), style: dim },
            who: String::new(),
        }));
    }
    for note in &entry.notes {
        for (i, line) in wrapped(&note.text, width).into_iter().enumerate() {
            let sign = if i == 0 { canvas.skin.sign(Sign::Note) } else { "" };
            lines.push(Said {
                sign: Piece { text: sign.to_owned(), style: dim },
                words: Piece { text: line, style: dim },
                who: String::new(),
            });
        }
    }
    lines
}
