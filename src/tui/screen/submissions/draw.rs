//! Drawing the screen of submissions: fixed columns for signs, labels and values.

use ratatui::layout::Rect;

use super::correct::Correction;
use super::page::{Line, Stop, VALUES};
use super::{Submissions, row_height, words};
use crate::action::{ActionId, Scope};
use crate::model::sent::{Block, SubmissionRow};
use crate::model::work::Status;
use crate::text;
use crate::tui::draw::draw_divider;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout};
use crate::tui::nothing;
use crate::tui::request::Mistake;
use crate::tui::screen::Head;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::tui::widget::prose::{GUTTER, ProseMarks};
use crate::tui::widget::wrapped::wrapped;

impl Submissions {
    /// Draws the screen; gives the caret's place while something is typed.
    pub(in crate::tui) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        layout: &Layout,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let figure = self.figure(layout.screen.width);
        let head = Head {
            number: "4",
            name: "Submissions",
            field: Some(&self.field),
            typing: self.is_typing(),
            otherwise: "all of them",
            figure: &figure,
        };
        let mut caret = head.draw(canvas, layout.query);
        let focused = focused && !self.is_typing();
        if self.coverage.shown {
            if let Some(area) = layout.single(false).list {
                self.draw_grid(canvas, area, focused, keys);
            }
            if let (true, Some(mistake)) = (self.is_typing(), &self.mistake) {
                draw_mistake(canvas, layout, mistake, keys);
            }
            return caret;
        }
        let pair = self.panes(layout);
        if let Some(area) = pair.list {
            self.draw_list(canvas, layout, area, focused && !self.on_detail);
            if self.read && self.list.found.numbers.is_empty() {
                self.draw_empty(canvas, area.body, keys);
            }
        }
        if let Some(area) = pair.detail {
            caret = self.draw_detail(canvas, area, focused && self.on_detail, keys).or(caret);
        }
        if let (true, Some(mistake)) = (self.is_typing(), &self.mistake) {
            draw_mistake(canvas, layout, mistake, keys);
        }
        caret
    }

    fn figure(&self, width: u16) -> String {
        let found = &self.list.found;
        if !self.read {
            return String::new();
        }
        let submissions = count(found.numbers.len(), "submission");
        match (self.mistake.is_some(), self.nothing) {
            (true, _) => format!("last good: {submissions}"),
            (false, true) => "0 match".to_owned(),
            _ if width < 80 => grouped(found.numbers.len()),
            _ => format!("{submissions} · {}", count(found.submitters, "submitter")),
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, layout: &Layout, area: Area, focused: bool) {
        let numbers = &self.list.found.numbers;
        let figure = match numbers.len() {
            0 => "0".to_owned(),
            total => format!("{}/{}", grouped(self.list.position() + 1), grouped(total)),
        };
        canvas.rule(area.title, "Submissions", &figure, focused);
        let height = row_height(layout);
        let seen = usize::from(area.body.height.div_ceil(height));
        for (i, number) in numbers.iter().enumerate().skip(self.list.top()).take(seen) {
            let y = area.body.y + (i - self.list.top()) as u16 * height;
            let row = Rect { y, height: height.min(area.body.bottom() - y), ..area.body };
            let here = i == self.list.position();
            if here {
                canvas.cursor(row, focused);
            }
            match self.list.row(*number) {
                None => _ = canvas.put(row.x + 5, y, 1, "…", canvas.style(Tone::Dim)),
                Some((known, matches)) if height == 2 => two_lines(canvas, row, known, here, *matches),
                Some((known, matches)) => one_line(canvas, row, known, here, *matches),
            }
            if self.list.marks.contains(number) {
                canvas.sign(row.x + 1, y, Sign::Mark, canvas.style(Tone::Mark));
            }
        }
        draw_divider(canvas, area, numbers.len(), self.list.top(), self.capacity);
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect, keys: &Keys) {
        let area = nothing::room(body);
        if self.good.trim().is_empty() {
            return nothing::draw(canvas, area, "No submissions yet.", keys, Scope::Submissions);
        }
        let said = "No submission holds a text that matches.";
        canvas.put(area.x, area.y, area.width, said, canvas.style(Tone::Strong));
        let key = keys.first(ActionId::Query, Scope::Submissions).unwrap_or_default();
        canvas.keys(area.x, area.y + 1, area.width, &[(key, "changes the query".to_owned())]);
    }

    fn draw_detail(
        &self,
        canvas: &mut Canvas<'_>,
        area: Area,
        focused: bool,
        keys: &Keys,
    ) -> Option<(u16, u16)> {
        let view = self.view.as_ref();
        let title = view.map_or("Submission", |view| &view.record.reference);
        canvas.rule(area.title, title, "", focused);
        let view = view?;
        let body = area.body;
        let here = self.stop.and_then(|stop| self.page.line_of(stop));
        let shown = self.page.lines.iter().enumerate().skip(self.scrolled).take(usize::from(body.height));
        for (i, line) in shown {
            let row = Rect { y: body.y + (i - self.scrolled) as u16, height: 1, ..body };
            if here == Some(i) {
                let ground = Rect { width: row.width.saturating_sub(1), ..row };
                canvas.cursor(ground, focused);
            }
            self.draw_line(canvas, row, line, &view.blocks, keys);
        }
        let bar = Rect { x: body.right().saturating_sub(1), width: 1, ..body };
        canvas.scroll_bar(bar, self.page.lines.len(), self.scrolled, usize::from(body.height), false);
        self.draw_correction(canvas, body, keys)
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, row: Rect, line: &Line, blocks: &[Block], keys: &Keys) {
        let (x, y, width) = (row.x + GUTTER, row.y, self.width);
        match line {
            Line::Blank => {}
            Line::Words { indent, text, tone } => {
                let style = canvas.style(*tone);
                let text = keys.fill(text, &[Scope::Submissions]);
                canvas.put_by_direction(x + indent, y, width.saturating_sub(*indent), &text, style);
            }
            Line::Section(title) => {
                let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(width));
                canvas.put(x, y, width, &rule, canvas.style(Tone::Border));
                canvas.put(x, y, width, &format!("{title} "), canvas.style(Tone::Title));
            }
            Line::Labelled { label, text, tone } => {
                canvas.put(x, y, VALUES - 1, label, canvas.style(Tone::Dim));
                let style = canvas.style(*tone);
                canvas.put_by_direction(x + VALUES, y, width.saturating_sub(VALUES), text, style);
            }
            Line::Head(block) => {
                if let Some(block) = blocks.get(*block) {
                    draw_head(canvas, Rect { x, y, width, height: 1 }, block);
                }
            }
            Line::Text { block, line } => {
                if let Some(prose) = self.page.texts.get(*block) {
                    prose.draw(canvas.buffer, row, *line, &ProseMarks::default(), canvas.skin);
                }
            }
        }
    }

    /// The field over the value, and below it what it may be or what is wrong.
    fn draw_correction(&self, canvas: &mut Canvas<'_>, body: Rect, keys: &Keys) -> Option<(u16, u16)> {
        let correction = self.correction.as_ref()?;
        let line = self.page.line_of(Stop::Fact(correction.of))?.checked_sub(self.scrolled)?;
        let y = body.y + line as u16;
        if y >= body.bottom() {
            return None;
        }
        let x = body.x + GUTTER + VALUES;
        let width = self.width.saturating_sub(VALUES);
        let field = Rect { x, y, width, height: 1 };
        canvas.clear(field, Tone::Field);
        canvas.put_typed(x, y, width, &correction.field.visible(width), canvas.style(Tone::Strong));
        let below = Rect { y: y + 1, height: body.bottom() - y - 1, width: width + 1, ..field };
        draw_offers(canvas, below, correction, keys);
        Some((x + correction.field.caret_column(width), y))
    }
}

/// What is wrong with the query, below it, in as many lines as that takes.
/// What is wrong with the query that is typed, below the bar.
pub(in crate::tui) fn draw_mistake(canvas: &mut Canvas<'_>, layout: &Layout, mistake: &Mistake, keys: &Keys) {
    let said = match &mistake.offer {
        // Beside an offer the rest of the advice is not needed.
        Some(offer) => {
            let what = mistake.message.split(';').next().unwrap_or_default();
            let key = keys.fill("‹complete›", &[Scope::QueryBar]);
            format!("{what}; did you mean {offer}? {key} takes it")
        }
        None => mistake.message.clone(),
    };
    let width = layout.query.width.saturating_sub(4);
    for (line, y) in wrapped(&said, width).iter().zip(layout.query.y + 1..layout.status.y) {
        canvas.clear(Rect { y, ..layout.query }, Tone::Bar);
        canvas.put(layout.query.x + 2, y, width, line, canvas.style(Tone::Error));
    }
}

/// What a field may be, or what is wrong with it, in as many lines as that takes.
fn draw_offers(canvas: &mut Canvas<'_>, area: Rect, correction: &Correction, keys: &Keys) {
    let offers = correction.offers();
    if let Some(mistake) = &correction.mistake {
        for (line, y) in wrapped(mistake, area.width - 1).iter().zip(area.top()..area.bottom()) {
            canvas.clear(Rect { y, height: 1, ..area }, Tone::Popup);
            canvas.put(area.x, y, area.width, line, canvas.style(Tone::Error));
        }
    } else if !offers.is_empty() && area.height > 0 {
        canvas.clear(Rect { height: 1, ..area }, Tone::Popup);
        let (dim, key) = (canvas.style(Tone::Dim), canvas.style(Tone::Key));
        let completes = keys.fill("‹complete›", &[Scope::Correcting]);
        let x = canvas.put(area.x, area.y, area.width, &completes, key) + 1;
        canvas.put(x, area.y, area.right().saturating_sub(x), &offers.join(", "), dim);
    }
}

/// Question and short name, then the signs of the answer's state, its themes and words.
fn draw_head(canvas: &mut Canvas<'_>, area: Rect, block: &Block) {
    let (sign, tone) = match block.status {
        Status::Todo => (Sign::Todo, Tone::Dim),
        Status::Reviewed => (Sign::Reviewed, Tone::Good),
        Status::Flagged => (Sign::Flagged, Tone::Warning),
    };
    canvas.sign(area.x.saturating_sub(2), area.y, sign, canvas.style(tone));
    let title = match &block.question {
        Some((number, name)) => format!("{number} {name}"),
        None => "unplaced".to_owned(),
    };
    let title = if block.goes_on { format!("{title}, goes on") } else { title };
    let room = usize::from(area.width).saturating_sub(text::width(&title) + 2);
    let mut figures = Vec::new();
    if block.tags > 0 && !block.goes_on {
        figures.push(count(block.tags as usize, "theme"));
    }
    if block.notes > 0 && !block.goes_on {
        figures.push(count(block.notes as usize, "note"));
    }
    figures.push(count(block.words as usize, "word"));
    // What does not fit is left away whole; the words are the last to go.
    while figures.len() > 1 && text::width(&figures.join(" · ")) > room {
        figures.remove(0);
    }
    let dim = canvas.style(Tone::Dim);
    let end = canvas.put_right(area.right(), area.y, room as u16, &figures.join(" · "), dim);
    let style = canvas.style(if block.question.is_some() { Tone::Strong } else { Tone::Title });
    canvas.put(area.x, area.y, end.saturating_sub(area.x + 1), &title, style);
}

/// The sign of how far it is reviewed, and the reference: the same in both kinds of row. Gives where the name begins.
fn signs(canvas: &mut Canvas<'_>, row: Rect, known: &SubmissionRow, matches: bool) -> u16 {
    let dim = canvas.style(if matches { Tone::Dim } else { Tone::Stale });
    if !matches {
        canvas.sign(row.x + 1, row.y, Sign::NoMatch, dim);
    }
    if known.texts > 0 && known.reviewed == known.texts {
        let style = if matches { canvas.style(Tone::Good) } else { dim };
        canvas.sign(row.x + 3, row.y, Sign::Reviewed, style);
    } else {
        canvas.sign(row.x + 3, row.y, Sign::Todo, dim);
    }
    canvas.put(row.x + 5, row.y, 11, &known.reference, dim);
    row.x + 17
}

pub(super) fn name_tone(here: bool, matches: bool) -> Tone {
    match (matches, here) {
        (false, _) => Tone::Stale,
        (true, true) => Tone::Strong,
        (true, false) => Tone::Text,
    }
}

fn two_lines(canvas: &mut Canvas<'_>, row: Rect, known: &SubmissionRow, here: bool, matches: bool) {
    let (x, right) = (signs(canvas, row, known, matches), row.right() - 1);
    let dim = canvas.style(if matches { Tone::Dim } else { Tone::Stale });
    let answers = count(known.answers as usize, "answer");
    let end = canvas.put_right(right, row.y, 12, &answers, dim);
    let name = known.submitter.as_deref().unwrap_or("no submitter named");
    let style = canvas.style(name_tone(here, matches));
    canvas.put_by_direction(x, row.y, end.saturating_sub(x + 1), name, style);
    if row.height < 2 {
        return;
    }
    let y = row.y + 1;
    if known.files > 1 {
        canvas.sign(row.x + 3, y, Sign::Same, dim);
    }
    let words = known.words + known.unplaced_words;
    let end = canvas.put_right(right, y, 14, &format!("{} words", grouped(words as usize)), dim);
    let x = row.x + 5;
    let warning = if matches { canvas.style(Tone::Warning) } else { dim };
    canvas.put_pieces(
        x,
        y,
        end.saturating_sub(x + 1),
        &about(known, end.saturating_sub(x + 1), dim, warning),
    );
}

/// Type, country and day, the type cut where it does not fit, and that it was late or does not count.
fn about(
    known: &SubmissionRow,
    room: u16,
    dim: ratatui::style::Style,
    warning: ratatui::style::Style,
) -> Vec<Piece> {
    let warned = words::warning(known);
    let rest: Vec<String> = known.country.clone().into_iter().chain(words::day(known.submitted_on)).collect();
    let rest = rest.join(" · ");
    let mut pieces = Vec::new();
    let taken = text::width(&rest) + warned.map_or(0, |said| text::width(said) + 3) + 3;
    if let Some(kind) = &known.stakeholder_type {
        let kind = text::truncate(kind, usize::from(room).saturating_sub(taken));
        let joint = if rest.is_empty() || kind.is_empty() { "" } else { " · " };
        pieces.push(Piece { text: format!("{kind}{joint}"), style: dim });
    }
    pieces.push(Piece { text: rest, style: dim });
    if let Some(said) = warned {
        pieces.push(Piece { text: format!(" · {said}"), style: warning });
    }
    pieces
}

fn one_line(canvas: &mut Canvas<'_>, row: Rect, known: &SubmissionRow, here: bool, matches: bool) {
    let (x, mut right) = (signs(canvas, row, known, matches), row.right() - 1);
    let y = row.y;
    let dim = canvas.style(if matches { Tone::Dim } else { Tone::Stale });
    let warning = if matches { canvas.style(Tone::Warning) } else { dim };
    let warned = words::warning(known).unwrap_or_default();
    let words = format!("{} words", grouped((known.words + known.unplaced_words) as usize));
    let columns = [
        (words, if row.width >= 100 { 14 } else { 0 }, dim),
        (count(known.answers as usize, "answer"), 11, dim),
        (warned.to_owned(), text::width(warned).max(4) as u16 + 1, warning),
        (words::day(known.submitted_on).unwrap_or_default(), 12, dim),
        (known.country.clone().unwrap_or_default(), 3, dim),
    ];
    for (said, width, style) in columns {
        // The name keeps room to be known by.
        if right.saturating_sub(x) < width + 18 {
            break;
        }
        canvas.put_right(right, y, width, &said, style);
        right -= width;
    }
    let name = known.submitter.as_deref().unwrap_or("no submitter named");
    let style = canvas.style(name_tone(here, matches));
    canvas.put_by_direction(x, y, right.saturating_sub(x + 1), name, style);
}
