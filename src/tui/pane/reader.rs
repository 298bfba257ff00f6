//! The reader: one answer's text with its passages in colour, its metadata above, its tags and notes below.

mod beside;
mod head;
pub mod whose;

use std::cell::OnceCell;

use ratatui::layout::Rect;

use self::beside::{Beside, Share};
use crate::model::edit::Edit;
use crate::model::id::AnswerNumber;
use crate::model::span::Span;
use crate::model::view::AnswerView;
use crate::model::work::Target;
use crate::text;
use crate::tui::act::grip::Grip;
use crate::tui::keys::Keys;
use crate::tui::layout::{Area, Layout, Shape};
use crate::tui::pane::foot::{self, Foot};
use crate::tui::pane::margin;
use crate::tui::request::Known;
use crate::tui::select::{End, Selection, Unit, Units, Way};
use crate::tui::widget::field::Field;
use crate::tui::widget::paint::{Canvas, count};
use crate::tui::widget::prose::{GUTTER, LANES, Prose, ProseMarks};

/// Looking for words in the text that is open.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is typed.
    pub field: Field,
    /// Whether keys are still typed into it.
    pub typing: bool,
    /// Where it stands.
    pub hits: Vec<Span>,
}

/// The reader's state.
#[derive(Debug, Default)]
pub struct Reader {
    view: Option<AnswerView>,
    /// Found when first asked for: a long text has many, and most texts are only read.
    units: OnceCell<Units>,
    prose: Option<Prose>,
    /// Whether the text has not been in sight before.
    is_new: bool,
    /// How many lanes there are more than two: as the passages of the answer need, and no fewer while it is open.
    more_lanes: u16,
    top: usize,
    height: u16,
    /// The selection, while selecting.
    pub selection: Option<Selection>,
    /// The passage that is pointed at.
    pub pointed: Option<Span>,
    /// The match that `n` last went to.
    pub current: Option<Span>,
    /// Whether the next answer that comes is read from its first match, or from its last.
    pub go_on: Option<bool>,
    /// The place in an answer that is to be the first in sight when it comes.
    pub wanted: Option<(AnswerNumber, u32)>,
    /// What the mouse holds.
    pub grip: Option<Grip>,
    /// Looking for words.
    pub find: Option<Find>,
    beside: Beside,
}

impl Reader {
    /// The answer that is shown.
    pub fn view(&self) -> Option<&AnswerView> {
        self.view.as_ref()
    }

    /// Shows an answer; the same one again keeps its place, selection and find.
    pub fn show(&mut self, view: AnswerView) {
        if self.view.as_ref().is_none_or(|old| old.number != view.number || old.text != view.text) {
            self.units = OnceCell::new();
            self.prose = None;
            self.is_new = true;
            self.more_lanes = 0;
            self.top = 0;
            self.selection = None;
            self.pointed = None;
            self.current = None;
            self.grip = None;
            self.beside.change();
        }
        if self.view.as_ref().is_some_and(|old| old.translation != view.translation) {
            self.beside.change();
        }
        self.view = Some(view);
        self.search();
    }

    /// Shows nothing.
    pub fn clear(&mut self) {
        self.beside.change();
        let beside = std::mem::take(&mut self.beside);
        *self = Self { wanted: self.wanted.take(), beside, ..Self::default() };
    }

    /// Shows translations beside the texts, or no longer.
    pub fn set_beside(&mut self, on: bool) {
        self.beside.is_on = on;
    }

    /// Whether translations are shown beside the texts.
    pub fn is_beside(&self) -> bool {
        self.beside.is_on
    }

    /// The units of the text.
    pub fn units(&self) -> Option<&Units> {
        let view = self.view.as_ref()?;
        Some(self.units.get_or_init(|| Units::new(&view.text)))
    }

    /// Wraps the text for the place it has, and keeps what is in sight within it.
    pub fn settle(&mut self, layout: &Layout) {
        let (Some(area), true) = (layout.reader, self.view.is_some()) else { return };
        let width = self.wrap(area, layout);
        let room = text_right(area).saturating_sub(area.body.x + GUTTER + NARROWEST);
        let needed = self.lanes_needed().saturating_sub(LANES) as u16;
        let width = match needed.min(MOST_MORE).min(room) {
            more if more > self.more_lanes => {
                self.more_lanes = more;
                self.wrap(area, layout)
            }
            _ => width,
        };
        let Some(view) = &self.view else { return };
        self.beside.lay_out(view, width, layout);
        let Some((_, share, _)) = self.parts(layout) else { return };
        self.height = share.text.height;
        self.beside.settle(&share);
        self.top = self.top.min(self.last_top());
        if self.is_new
            && let Some(on) = self.go_on.take()
        {
            self.next_match(on);
        }
        self.is_new = false;
        self.beside.follow(self.top, self.last_top());
    }

    fn lanes_needed(&self) -> usize {
        let (Some(view), Some(prose)) = (&self.view, &self.prose) else { return 0 };
        prose.lanes_needed(whose::in_lanes(view))
    }

    /// Wraps the text for the width that it has; gives that.
    fn wrap(&mut self, area: Area, layout: &Layout) -> u16 {
        let Some(view) = &self.view else { return 0 };
        let width = text_width(area, layout, self.beside.shows(view), self.more_lanes);
        if self.prose.as_ref().is_none_or(|p| p.width() != width) {
            let wanted = self.wanted.take_if(|(number, _)| *number == view.number).map(|(_, place)| place);
            let place = wanted.or_else(|| self.first_place());
            let prose = Prose::new(&view.text, &view.forms, width, layout.writing);
            self.top = place.map_or(0, |place| prose.line_of(place));
            self.prose = Some(prose);
        }
        width
    }

    /// The first place in sight, unless that is the beginning.
    pub fn first_place(&self) -> Option<u32> {
        if self.top == 0 { None } else { self.prose.as_ref().map(|p| p.start_of(self.top)) }
    }

    fn last_top(&self) -> usize {
        self.prose.as_ref().map_or(0, |p| p.height().saturating_sub(usize::from(self.height)))
    }

    /// How many lines are in sight.
    fn lines(&self) -> usize {
        usize::from(self.height).max(1)
    }

    /// How many lines a page is: no line of the text or of its translation is passed over.
    pub fn page(&self) -> usize {
        self.beside.page().map_or(self.lines(), |other| other.min(self.lines()))
    }

    /// Scrolls by lines; false when it was at the end already.
    pub fn scroll(&mut self, lines: isize) -> bool {
        let own = self.last_top();
        if let Some(moved) = self.beside.lead(lines, &mut self.top, own) {
            return moved;
        }
        let to = self.top.saturating_add_signed(lines).min(self.last_top());
        std::mem::replace(&mut self.top, to) != to
    }

    /// Scrolls to the beginning or the end.
    pub fn scroll_to(&mut self, end: bool) {
        self.top = if end { self.last_top() } else { 0 };
        self.beside.scroll_to(end);
    }

    /// Brings a stretch of the text in sight.
    pub fn reveal(&mut self, span: Span) {
        let Some(prose) = &self.prose else { return };
        let (first, last) =
            (prose.line_of(span.start), prose.line_of(span.end.saturating_sub(1).max(span.start)));
        let page = self.lines();
        if first < self.top || first >= self.top + page {
            self.top = first.saturating_sub(page / 4);
        } else if last >= self.top + page {
            self.top = (last + 1).saturating_sub(page).min(first);
        }
        self.top = self.top.min(self.last_top());
    }

    /// Starts selecting: the match gone to or the passage pointed at when it is in sight, else the first sentence
    /// there; on the way back always the last sentence in sight.
    pub fn start_selecting(&mut self, from: Way) -> bool {
        let (Some(units), Some(prose)) = (self.units(), &self.prose) else { return false };
        let in_sight = |span: &Span| {
            let last = prose.line_of(span.end.saturating_sub(1));
            prose.line_of(span.start) < self.top + self.lines() && last >= self.top
        };
        let held = self
            .current
            .or(self.pointed)
            .filter(|_| from == Way::On)
            .filter(in_sight)
            .map(|span| units.trim(span));
        self.selection = match held.filter(|span| !span.is_empty()) {
            Some(span) => Some(Selection { moving: End::End, span }),
            None if from == Way::Back => {
                units.last_before(Unit::Sentence, prose.start_of(self.top + self.lines()))
            }
            None => Selection::at(units, Unit::Sentence, prose.start_of(self.top)),
        };
        self.selection.is_some()
    }

    /// Brings the moving end of the selection in sight.
    pub fn reveal_moving_end(&mut self) {
        let Some(selection) = self.selection else { return };
        let place = match selection.moving {
            End::Start => selection.span.start,
            End::End => selection.span.end.saturating_sub(1),
        };
        self.reveal(Span::new(place, place + 1));
    }

    /// Says in words what is selected.
    pub fn describe_selection(&self) -> Option<String> {
        let (selection, units) = (self.selection?, self.units()?);
        let words = count(units.count(Unit::Word, selection.span), "word");
        Some(match units.count(Unit::Sentence, selection.span) {
            1 => format!("Selected {words}."),
            sentences => format!("Selected {}, {words}.", count(sentences, "sentence")),
        })
    }

    /// The passages that are tagged, each once, in the text's order.
    pub fn passages(&self) -> Vec<Span> {
        let tags = self.view.iter().flat_map(|v| &v.tags);
        let mut spans: Vec<Span> = tags.filter_map(|t| t.span).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// Points at the next or previous passage; false when there is none.
    pub fn point(&mut self, on: bool) -> bool {
        let passages = self.passages();
        let found = match (self.pointed, &self.prose) {
            (None, Some(prose)) => {
                // The first that is in sight, so that nothing between is passed over.
                let (top, below) = (prose.start_of(self.top), prose.start_of(self.top + self.lines()));
                let near = if on {
                    passages.iter().find(|span| span.end > top)
                } else {
                    passages.iter().rev().find(|span| span.start < below)
                };
                near.copied().or_else(|| next_in(&passages, None, on))
            }
            _ => next_in(&passages, self.pointed, on),
        };
        if let Some(span) = found {
            self.current = None;
            self.pointed = Some(span);
            self.reveal(span);
        }
        found.is_some()
    }

    /// Every tag where one points, with whose it is.
    pub fn told_here(&self, known: &Known) -> Option<String> {
        whose::told_here(self.view.as_ref()?, known, self.pointed)
    }

    /// Points at the innermost passage that holds a place, or at none.
    pub fn point_at(&mut self, place: u32) {
        let here = Span::new(place, place + 1);
        self.pointed = self.passages().into_iter().filter(|span| span.meets(here)).min_by_key(|s| s.len());
        self.current = None;
    }

    /// Lets go of what a change is made on: the selection, and what is pointed at when another passage is tagged.
    pub fn let_go_for(&mut self, edit: &Edit) {
        self.selection = None;
        match edit {
            Edit::Tag { target: Target::Passage(_, span), .. }
            | Edit::TagReviewed { target: Target::Passage(_, span), .. } => {
                self.pointed = self.pointed.filter(|pointed| pointed == span);
            }
            Edit::Reshape { to, .. } => self.pointed = Some(*to),
            _ => {}
        }
    }

    /// The place of the text.
    pub fn body(&self, layout: &Layout) -> Option<Rect> {
        Some(self.parts(layout)?.1.text)
    }

    /// Goes to the next or previous match of the find, else of the query; false when there is none further.
    pub fn next_match(&mut self, on: bool) -> bool {
        let hits = match (&self.find, &self.view) {
            (Some(find), _) => find.hits.clone(),
            (None, Some(view)) => view.matches.clone(),
            (None, None) => Vec::new(),
        };
        let found = next_in(&hits, self.current, on);
        if let Some(span) = found {
            self.pointed = None;
            self.current = Some(span);
            self.reveal(span);
        }
        found.is_some()
    }

    /// Looks for what is typed in the find field.
    pub fn search(&mut self) {
        let (Some(find), Some(view)) = (&mut self.find, &self.view) else { return };
        let tokens = text::tokens(find.field.text());
        find.hits = text::fold::find(&text::fold::Folded::new(&view.text), &tokens, true);
    }

    /// The place in the text under a place on the screen.
    pub fn place_at(&self, layout: &Layout, x: u16, y: u16) -> Option<u32> {
        let (body, prose) = (self.body(layout)?, self.prose.as_ref()?);
        if !body.contains((x, y).into()) {
            return None;
        }
        let line = self.top + usize::from(y - body.y);
        prose.place_at(line, x.saturating_sub(body.x + GUTTER))
    }

    /// The place of the selection's moving end, so many lines further down.
    pub fn place_beside(&self, lines: isize) -> Option<u32> {
        let (selection, prose) = (self.selection?, self.prose.as_ref()?);
        let (place, after) = match selection.moving {
            End::Start => (selection.span.start, 0),
            End::End => (selection.span.end.saturating_sub(1), 1),
        };
        let (line, column) = prose.shown_at(place);
        prose.place_at(line.checked_add_signed(lines)?, column).map(|place| place + after)
    }

    /// The pane's title: the question.
    pub fn title(&self) -> String {
        match self.view.as_ref().map(|v| (&v.question, &v.heading)) {
            None => "Answer".into(),
            Some((Some((number, name)), _)) => format!("{number} {name}"),
            Some((None, Some(heading))) => heading.clone(),
            Some((None, None)) => "Unplaced text".into(),
        }
    }

    /// The figure at the right of the title: how many words, and whether there is a translation to be shown.
    pub fn figure(&self) -> String {
        let Some(view) = &self.view else { return String::new() };
        let translated = view.translation.is_some() && !self.beside.is_on;
        let more = if translated { " · translated" } else { "" };
        format!("{}{more}", count(view.words as usize, "word"))
    }

    /// Draws metadata, text and foot.
    pub fn draw(&self, canvas: &mut Canvas<'_>, layout: &Layout, known: &Known, keys: &Keys) {
        let codebook = &known.codebook;
        let Some(area) = layout.reader else { return };
        let (Some(view), Some(prose)) = (&self.view, &self.prose) else { return };
        let Some((head, share, tail)) = self.parts(layout) else { return };
        let body = share.text;
        head::draw(canvas, head, view, layout.shape != Shape::Columns || head.height == 1);
        let passages = whose::tagged(view, known);
        let matches = self.find.as_ref().map_or(&view.matches, |f| &f.hits);
        let marks = ProseMarks {
            passages: &passages,
            more_lanes: self.more_lanes,
            matches,
            current: self.current.or(self.pointed),
            selection: self.selection.map(|s| s.span),
            left_out: &view.withheld,
        };
        prose.draw(canvas.buffer, body, self.top, &marks, canvas.skin);
        self.beside.draw(canvas, &share, view, text_right(area), keys);
        if margin::is_shown(area.body.width) {
            let right = area.body.right() - 2;
            let beside = Rect { x: right - margin::WIDTH, width: margin::WIDTH, ..body };
            margin::draw(canvas, beside, view, codebook, self.top, |place| prose.line_of(place));
        }
        let bar = Rect { x: area.body.right() - 1, width: 1, ..body };
        canvas.scroll_bar(bar, prose.height(), self.top, usize::from(body.height), false);
        if tail.height > 0 {
            let foot = Foot { view, known, pointed: self.pointed, keys };
            foot.draw(canvas, tail, area.body.height, layout.full_foot);
        }
    }

    /// The reader's body cut into metadata, text with its translation, and foot.
    fn parts(&self, layout: &Layout) -> Option<(Rect, Share, Rect)> {
        let (area, view) = (layout.reader?, self.view.as_ref()?);
        let (head, middle, foot) = parts(area, layout, view);
        let more = self.more_lanes;
        let beside = |part: Rect| Rect { x: part.x + more, width: part.width.saturating_sub(more), ..part };
        let (head, middle) = (beside(head), beside(middle));
        let lines = self.prose.as_ref().map_or(0, Prose::height);
        Some((head, self.beside.cut(view, middle, text_right(area), lines), foot))
    }
}

/// Columns that the lanes of passages leave to a text.
const NARROWEST: u16 = 30;
/// More lanes than these two and four are as hard to read as a number.
const MOST_MORE: u16 = 4;

/// The column after the last that texts may take.
fn text_right(area: Area) -> u16 {
    let margin = if margin::is_shown(area.body.width) { margin::WIDTH } else { 0 };
    area.body.right().saturating_sub(2 + margin)
}

/// The width of the text, which may stand beside another.
fn text_width(area: Area, layout: &Layout, beside: bool, more_lanes: u16) -> u16 {
    let room = text_right(area).saturating_sub(area.body.x + more_lanes);
    let half = beside::column(room).filter(|_| beside);
    half.unwrap_or(room.saturating_sub(GUTTER)).clamp(1, layout.text_max)
}

/// The reader's body cut into metadata, text and foot.
fn parts(area: Area, layout: &Layout, view: &AnswerView) -> (Rect, Rect, Rect) {
    let body = area.body;
    let head = if layout.shape == Shape::Columns && body.height >= 12 { 3 } else { 1.min(body.height) };
    let foot = foot::height(view, body.width, body.height, layout.full_foot).min(body.height - head);
    let gap = u16::from(layout.full_foot && foot > 0 && body.height > head + foot + 1);
    let middle = body.height - head - foot - gap;
    (
        Rect { height: head, ..body },
        Rect { y: body.y + head, height: middle, ..body },
        Rect { y: body.bottom() - foot, height: foot, ..body },
    )
}

/// The span after or before another in a sorted list; the first or last when there is no other.
fn next_in(spans: &[Span], from: Option<Span>, on: bool) -> Option<Span> {
    match (from, on) {
        (None, true) => spans.first().copied(),
        (None, false) => spans.last().copied(),
        (Some(from), true) => spans.iter().find(|s| **s > from).copied(),
        (Some(from), false) => spans.iter().rev().find(|s| **s < from).copied(),
    }
}
