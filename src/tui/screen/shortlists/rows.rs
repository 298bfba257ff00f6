//! Drawing the items of a list: quotations by number, theme and submitter, headings and comments between.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Shortlists;
use crate::model::codebook::{Codebook, Theme};
use crate::model::submission::TagRecord;
use crate::model::work::{ItemKind, ShortlistItem};
use crate::text;
use crate::tui::layout::Area;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::Canvas;

/// The column of the words.
const WORDS: u16 = 9;

impl Shortlists {
    pub(super) fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Area, codebook: &Codebook, focused: bool) {
        let body = area.body;
        let (mut line, mut number) = (0, 0);
        for item in self.items() {
            number += usize::from(item.kind == ItemKind::Quotation);
            let tall = self.lines_in_list(item);
            let (first, after) = (line, line + tall);
            line = after;
            if after <= self.top || first >= self.top + usize::from(body.height) {
                continue;
            }
            for i in 0..tall {
                let Some(below) = (first + i).checked_sub(self.top) else { continue };
                if below >= usize::from(body.height) {
                    continue;
                }
                let row = Rect { y: body.y + below as u16, height: 1, ..body };
                self.draw_line(canvas, row, item, (number, i), codebook, focused);
            }
        }
    }

    fn draw_line(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        item: &ShortlistItem,
        (number, line): (usize, usize),
        codebook: &Codebook,
        focused: bool,
    ) {
        let here = self.at == Some(item.id);
        if here {
            canvas.ground(row, if focused { Tone::Cursor } else { Tone::CursorOff });
            let sign = if focused { Sign::Cursor } else { Sign::CursorOff };
            canvas.sign(row.x, row.y, sign, canvas.style(Tone::Accent));
        }
        if line == 0 && self.marks.contains(&item.id) {
            canvas.sign(row.x + 1, row.y, Sign::Mark, canvas.style(Tone::Mark));
        }
        let (text, strong, dim) =
            (canvas.style(Tone::Text), canvas.style(Tone::Strong), canvas.style(Tone::Dim));
        let (x, room) = (row.x + WORDS, row.width.saturating_sub(WORDS + 1));
        match item.kind {
            ItemKind::Heading => {
                canvas.put(row.x + 2, row.y, row.width.saturating_sub(3), &one_line(&item.text), strong);
            }
            ItemKind::Comment => {
                canvas.sign(row.x + WORDS - 2, row.y, Sign::Note, dim);
                canvas.put(x, row.y, room, &one_line(&item.text), text);
            }
            ItemKind::Quotation if line > 0 => draw_quote(canvas, x, row.y, room, item),
            ItemKind::Quotation => {
                canvas.put_right(row.x + 5, row.y, 4, &number.to_string(), dim);
                if let Some(theme) = tags_of(item).find_map(|tag| theme_of(tag, codebook)) {
                    let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
                    canvas.put_right(row.x + WORDS - 1, row.y, 2, &theme.chip(), chip);
                }
                let name = if here { strong } else { text };
                if self.tall > 1 {
                    canvas.put(x, row.y, room, submitter(item), name);
                } else {
                    let width = if row.width >= 76 { 24 } else { 16 };
                    canvas.put(x, row.y, width.min(room), submitter(item), name);
                    draw_quote(canvas, x + width + 1, row.y, room.saturating_sub(width + 1), item);
                }
            }
        }
    }
}

/// The first words of a quotation between its marks, at the right when they are read from there.
fn draw_quote(canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16, item: &ShortlistItem) {
    // No more of a long answer is looked at than a line could show.
    let words = text::words::excerpt(&item.text, usize::from(room) + 1);
    let cut = text::truncate(&words, usize::from(room.saturating_sub(2)));
    canvas.put_by_direction(x, y, room, &format!("“{cut}”"), canvas.style(Tone::Dim));
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who is quoted.
pub(super) fn submitter(item: &ShortlistItem) -> &str {
    let named = |record: &'_ crate::model::submission::AnswerRecord| record.metadata.submitter.is_some();
    match &item.answer {
        Some(record) if named(record) => record.metadata.submitter.as_deref().unwrap_or_default(),
        Some(record) => &record.reference,
        None => "",
    }
}

/// The tags that speak of a quotation: those of its passage first, else those of the answer.
pub(super) fn tags_of(item: &ShortlistItem) -> impl Iterator<Item = &TagRecord> {
    let tags = item.answer.as_ref().map_or(&[][..], |record| &record.tags);
    let meets = move |tag: &&TagRecord| match (item.span, tag.start, tag.end) {
        (Some(span), Some(start), Some(end)) => start < span.end && span.start < end,
        _ => true,
    };
    let of_passage = |tag: &&TagRecord| item.span.is_none() || tag.start.is_some();
    let rest = move |tag: &&TagRecord| !of_passage(tag);
    tags.iter().filter(meets).filter(of_passage).chain(tags.iter().filter(rest))
}

pub(super) fn theme_of<'c>(tag: &TagRecord, codebook: &'c Codebook) -> Option<&'c Theme> {
    codebook.themes.iter().find(|theme| theme.id.0 == tag.theme_id)
}
