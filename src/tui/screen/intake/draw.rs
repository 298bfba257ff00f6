//! Drawing the intake: fixed columns for signs, numbers, headings and reasons.

use ratatui::layout::Rect;

use super::Intake;
use super::rows::Row;
use crate::action::Scope;
use crate::model::draft::To;
use crate::model::import::FileOutcome;
use crate::model::incoming::{IncomingFile, Laying};
use crate::text;
use crate::tui::draw::draw_divider;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout};
use crate::tui::nothing;
use crate::tui::screen::Head;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, count, grouped};

/// Where headings and texts begin.
const WORDS: u16 = 8;
/// So many columns are left to a heading beside a long reason.
const HEADING: u16 = 24;
/// Where the reasons of candidates begin, where there is room.
const REASONS: u16 = 30;

impl Intake {
    /// Draws the screen.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let last = self.incoming.last.as_ref();
        let otherwise = match (last, self.read) {
            (Some((by, at)), _) => format!("last import, {at}, by {by}"),
            (None, true) => "nothing was imported yet".to_owned(),
            (None, false) => String::new(),
        };
        let figure = self.figure(layout.screen.width);
        let head = Head {
            number: "5",
            name: "Intake",
            field: Some(&self.field),
            typing: false,
            otherwise: &otherwise,
            figure: &figure,
        };
        head.draw(canvas, layout.query);
        let pair = self.panes(layout);
        if let Some(area) = pair.list {
            self.draw_list(canvas, area, focused && !self.on_detail, keys);
        }
        if let Some(area) = pair.detail {
            self.draw_detail(canvas, area, focused && self.on_detail);
        }
        None
    }

    fn figure(&self, width: u16) -> String {
        if !self.read {
            return String::new();
        }
        let waits = match self.incoming.waits() {
            0 => "nothing to decide".to_owned(),
            waits => format!("{} to decide", grouped(waits)),
        };
        if width < 100 {
            return waits;
        }
        let (files, answers) = (self.incoming.files.len(), self.incoming.answers());
        format!("{} · {} · {waits}", count(files, "file"), count(answers, "answer"))
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool, keys: &Keys) {
        let files = &self.incoming.files;
        let figure = match files.len() {
            0 => "0".to_owned(),
            total => format!("{}/{}", grouped(self.at + 1), grouped(total)),
        };
        canvas.rule(area.title, "Files", &figure, focused);
        if self.read && files.is_empty() {
            nothing::draw(canvas, nothing::room(area.body), "Nothing to decide.", keys, Scope::Intake);
        }
        for (i, file) in files.iter().enumerate().skip(self.top).take(usize::from(area.body.height)) {
            let row = Rect { y: area.body.y + (i - self.top) as u16, height: 1, ..area.body };
            let here = i == self.at;
            if here {
                canvas.cursor(row, focused);
            }
            draw_file(canvas, row, file, here);
        }
        draw_divider(canvas, area, files.len(), self.top, usize::from(area.body.height));
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Area, focused: bool) {
        let blocks = self.blocks();
        let waits = blocks.iter().filter(|block| block.waits).count();
        let placed = blocks.iter().filter(|block| block.question.is_some()).count();
        let figure = match (blocks.is_empty(), waits) {
            (true, _) => String::new(),
            (false, 0) => format!("{placed} placed"),
            (false, _) => format!("{placed} placed · {waits} to decide"),
        };
        let title = self.file().map_or("Document", |file| file.name.file.as_str());
        canvas.rule(area.title, title, &figure, focused);
        let (rows, body) = (self.rows(), area.body);
        for (i, row) in rows.iter().enumerate().skip(self.scrolled).take(usize::from(body.height)) {
            let line = Rect {
                y: body.y + (i - self.scrolled) as u16,
                height: 1,
                width: body.width.saturating_sub(1),
                ..body
            };
            self.draw_row(canvas, line, row, focused);
        }
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
        canvas.scroll_bar(bar, rows.len(), self.scrolled, usize::from(body.height), false);
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, line: Rect, row: &Row, focused: bool) {
        let place = match row {
            Row::Blank => return,
            Row::Said(words) => {
                let width = line.width.saturating_sub(4);
                canvas.put(line.x + 3, line.y, width, words, canvas.style(Tone::Dim));
                return;
            }
            Row::Head(place) | Row::Text(place) | Row::Candidate(place, _) | Row::Paragraph(place, _) => {
                *place
            }
        };
        let Some(block) = self.blocks().get(place) else { return };
        let here = self.is_at(block);
        if here {
            canvas.cursor(line, focused);
        }
        match row {
            Row::Head(_) => draw_head(canvas, line, block, here),
            Row::Text(_) => {
                let tone = if here { Tone::Text } else { Tone::Dim };
                let width = line.width.saturating_sub(WORDS + 1);
                let words = first_line(&block.beginning);
                canvas.put_by_direction(line.x + WORDS, line.y, width, &words, canvas.style(tone));
            }
            Row::Candidate(_, at) => self.draw_candidate(canvas, line, block, *at),
            Row::Paragraph(_, at) => {
                let chosen = self.splitting == Some(*at);
                let words = block.paragraphs.get(*at).map(|(_, words)| first_line(words)).unwrap_or_default();
                draw_choice(canvas, line, &words, chosen);
            }
            Row::Blank | Row::Said(_) => {}
        }
    }

    fn draw_candidate(&self, canvas: &mut Canvas<'_>, line: Rect, block: &Laying, at: usize) {
        let Some(candidate) = block.candidates.get(at) else { return };
        let chosen = self.chosen(block) == Some(at);
        let end = draw_choice(canvas, line, &candidate.label, chosen);
        let x = (line.x + REASONS).max(end + 2);
        let width = line.right().saturating_sub(x + 1);
        if width >= 8 {
            canvas.put(x, line.y, width, &candidate.reason, canvas.style(Tone::Dim));
        }
    }
}

/// A line to be chosen; gives the column after its words.
fn draw_choice(canvas: &mut Canvas<'_>, line: Rect, words: &str, chosen: bool) -> u16 {
    let x = line.x + WORDS;
    if chosen {
        canvas.sign(x, line.y, Sign::Mark, canvas.style(Tone::Accent));
    }
    let style = canvas.style(if chosen { Tone::Strong } else { Tone::Text });
    canvas.put(x + 2, line.y, line.width.saturating_sub(WORDS + 3), words, style)
}

/// The beginning of a text on one line.
fn first_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn draw_file(canvas: &mut Canvas<'_>, row: Rect, file: &IncomingFile, here: bool) {
    let (sign, tone, said) = match file.outcome {
        _ if file.waits > 0 => (Sign::Flagged, Tone::Warning, format!("{} to decide", file.waits)),
        FileOutcome::Asked => (Sign::Flagged, Tone::Warning, "not taken in".to_owned()),
        FileOutcome::Failed => (Sign::Unreadable, Tone::Error, "not read".to_owned()),
        _ if file.is_scanned() => (Sign::Unreadable, Tone::Error, "scanned pages".to_owned()),
        _ if file.is_unreadable() => (Sign::Unreadable, Tone::Error, "no text in it".to_owned()),
        FileOutcome::Unchanged | FileOutcome::Differs => (Sign::Same, Tone::Dim, "same again".to_owned()),
        FileOutcome::Added | FileOutcome::Revised if file.answers == 0 => {
            (Sign::Todo, Tone::Dim, "no answers".to_owned())
        }
        FileOutcome::Added | FileOutcome::Revised => {
            (Sign::Reviewed, Tone::Good, grouped(file.answers as usize))
        }
    };
    canvas.sign(row.x + 2, row.y, sign, canvas.style(tone));
    let end =
        canvas.put_right(row.right().saturating_sub(1), row.y, row.width / 2, &said, canvas.style(Tone::Dim));
    let style = canvas.style(if here { Tone::Strong } else { Tone::Text });
    canvas.put(row.x + 4, row.y, end.saturating_sub(row.x + 5), &file.name.file, style);
}

/// Sign, question, heading and why.
fn draw_head(canvas: &mut Canvas<'_>, line: Rect, block: &Laying, here: bool) {
    let dim = canvas.style(Tone::Dim);
    let (sign, tone) = match (&block.to, block.waits) {
        (_, true) => (Sign::Flagged, Tone::Warning),
        (To::Question(_) | To::QuestionHeading(_), false) => (Sign::Reviewed, Tone::Good),
        (To::Unplaced | To::Structure, false) => (Sign::Todo, Tone::Dim),
    };
    canvas.sign(line.x + 2, line.y, sign, canvas.style(tone));
    let number = match &block.question {
        Some((number, _)) => number.as_str(),
        None if block.waits => "?",
        None => "",
    };
    canvas.put_right(line.x + 6, line.y, 3, number, canvas.style(if block.waits { tone } else { Tone::Dim }));
    let x = line.x + WORDS;
    let style = if block.waits { canvas.style(Tone::Warning) } else { dim };
    // The heading keeps room to be known by; of what does not wait, half of the line.
    let room = line.width.saturating_sub(WORDS + 1);
    let room = if block.waits { room.saturating_sub(HEADING).max(room / 2) } else { room / 2 };
    let reason = text::truncate(&block.reason, usize::from(room));
    let end = canvas.put_right(line.right().saturating_sub(1), line.y, room, &reason, style);
    let (words, tone) = match (&block.heading, &block.to) {
        (Some(heading), To::Structure) => (first_line(heading), Tone::Dim),
        (Some(heading), _) => (first_line(heading), Tone::Strong),
        (None, _) => (first_line(&block.beginning), if here { Tone::Text } else { Tone::Dim }),
    };
    canvas.put_by_direction(x, line.y, end.saturating_sub(x + 2), &words, canvas.style(tone));
}
