//! An answer's text, laid out for reading: wrapped, cleaned, and mapped back to the stored text.
//!
//! Layout depends on text, forms and width alone ([`Prose::new`]); tags, matches and the selection are laid
//! over it when it is drawn ([`Prose::draw`]), so that tagging never wraps a text again. Invariants: the lines
//! hold every cluster of the cleaned text once and in order; no line is wider than the width; every place
//! given or taken is a code point of the stored text. Layout is linear in the text.
//!
//! Clusters and lines keep the text's logical order. Lines written from right to left are set at the right;
//! where the program puts lines in visual order ([`Writing`]), each line is drawn, and each column looked up,
//! in the order of its clusters' embedding levels.

mod draw;
mod gutter;
mod wrap;

use wrap::{Cluster, Line};

use crate::model::span::{Form, Formed, Span};
use crate::text::bidi::{self, Writing};
use crate::text::clean;
use crate::tui::skin::Sign;

/// The columns left of the text: a blank, two lanes of passages, the sign of the selection.
pub const GUTTER: u16 = 4;

/// How many lanes the gutter has; more of them stand left of it, where passages need them.
pub const LANES: usize = 2;

/// A text laid out in lines of one width.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The cleaned text.
    text: String,
    clusters: Vec<Cluster>,
    lines: Vec<Line>,
    /// Headings and emphasis, sorted.
    forms: Vec<Formed>,
    width: u16,
    /// One after the last place.
    end: u32,
}

/// A tagged stretch of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Where, in code points.
    pub span: Span,
    /// The theme's colour, from 1.
    pub colour: u8,
    /// The line beside it, which tells whose it is.
    pub line: Sign,
    /// The theme's letter or code; the gutter has room for its first letter.
    pub chip: String,
}

/// What is laid over a text when it is drawn.
#[derive(Clone, Copy, Default, Debug)]
pub struct ProseMarks<'a> {
    /// Tagged passages, in any order.
    pub passages: &'a [Passage],
    /// How many columns left of the area are lanes of passages, too.
    pub more_lanes: u16,
    /// Where the query's words stand.
    pub matches: &'a [Span],
    /// The match or the passage that the hand went to last.
    pub current: Option<Span>,
    /// What is selected.
    pub selection: Option<Span>,
    /// Stretches that are left out of a quotation.
    pub left_out: &'a [Span],
}

impl Prose {
    /// Lays a text out in lines of `width` columns, at least one.
    pub fn new(text: &str, forms: &[Formed], width: u16, writing: Writing) -> Self {
        let width = width.max(1);
        let end = text.chars().count() as u32;
        let map = clean::map(text);
        let mut clusters = wrap::clusters(&map, width, writing);
        let lines = wrap::lines(map.text(), &mut clusters, forms, width, writing);
        let mut forms: Vec<Formed> = forms.iter().filter(|formed| shows(&formed.form)).cloned().collect();
        forms.sort_by_key(|formed| formed.span);
        Self { text: map.text().to_owned(), clusters, lines, forms, width, end }
    }

    /// The width it was laid out for, in columns, gutter not counted.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// How many lines it has; an empty text has none.
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// The line that shows a place; the last one for places beyond the end.
    pub fn line_of(&self, place: u32) -> usize {
        self.lines.partition_point(|line| line.start <= place).saturating_sub(1)
    }

    /// The first place of a line; the end of the text for lines below the last.
    pub fn start_of(&self, line: usize) -> u32 {
        self.lines.get(line).map_or(self.end, |line| line.start)
    }

    /// The place shown at a column of a line (from 0, gutter not counted), or the nearest of that line.
    pub fn place_at(&self, line: usize, column: u16) -> Option<u32> {
        let line = self.lines.get(line)?;
        let mut right = self.left_of(line);
        let shown = self.visual(line);
        let under = shown.iter().find(|n| {
            right += u16::from(self.clusters[**n].width);
            column < right
        });
        Some(under.or(shown.last()).map_or(line.start, |n| self.clusters[*n].at))
    }

    /// The line and the column (gutter not counted) at which a place is shown.
    pub fn shown_at(&self, place: u32) -> (usize, u16) {
        let number = self.line_of(place);
        let Some(line) = self.lines.get(number) else { return (0, 0) };
        let clusters = &self.clusters[line.first..line.shown];
        // The cluster that holds a place is the last that begins at or before it.
        let holder = line.first + clusters.partition_point(|cluster| cluster.at <= place).saturating_sub(1);
        let beyond =
            clusters.last().is_some_and(|last| self.next_place(line.shown - 1) <= place && place > last.at);
        let left = self.left_of(line);
        let columns = match beyond {
            true if line.right => 0,
            true => line.width,
            false => self
                .visual(line)
                .into_iter()
                .take_while(|n| *n != holder)
                .map(|n| u16::from(self.clusters[n].width))
                .sum(),
        };
        (number, (left + columns).min(self.width))
    }

    /// The clusters of a line that are shown, from left to right.
    fn visual(&self, line: &Line) -> Vec<usize> {
        let shown = &self.clusters[line.first..line.shown];
        if shown.iter().all(|cluster| cluster.level == 0) {
            return (line.first..line.shown).collect();
        }
        let levels: Vec<u8> = shown.iter().map(|cluster| cluster.level).collect();
        bidi::visual(&levels).into_iter().map(|n| line.first + n).collect()
    }

    /// The column at which a line's text begins.
    fn left_of(&self, line: &Line) -> u16 {
        if line.right { self.width.saturating_sub(line.indent + line.width) } else { line.indent }
    }

    /// The place after a cluster, which is where the next one begins.
    fn next_place(&self, cluster: usize) -> u32 {
        self.clusters.get(cluster + 1).map_or(self.end, |next| next.at)
    }

    /// The code points of a line, with the blanks and the line ends that close it.
    fn span_of(&self, line: &Line) -> Span {
        let end = self.clusters.get(line.end).map_or(self.end, |next| next.at);
        Span::new(line.start, end)
    }
}

/// Whether a form changes how letters look; lists and quotations change the lines instead.
fn shows(form: &Form) -> bool {
    matches!(form, Form::Heading(_) | Form::Strong | Form::Emphasis)
}

#[cfg(test)]
mod tests;
