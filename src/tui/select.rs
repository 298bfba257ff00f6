//! Selecting a passage: two ends in a text, moved by character, word, sentence or paragraph.
//!
//! Places are code points. The selection never is empty: an end that is pushed over the other one takes
//! it along, so that a selected sentence can be walked through the text.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::span::Span;

/// What an end moves by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A character as people see it.
    Character,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards the end of the text.
    On,
    /// Towards its beginning.
    Back,
}

/// The starts and ends of a text's units, ready to be walked.
#[derive(Clone, Debug)]
pub struct Units {
    text: Vec<char>,
    characters: Vec<Span>,
    words: Vec<Span>,
    sentences: Vec<Span>,
    paragraphs: Vec<Span>,
}

impl Units {
    /// Finds the units of a text.
    pub fn new(text: &str) -> Self {
        let characters = text.grapheme_indices(true).map(|(at, g)| (at, g.len()));
        let words = text.unicode_word_indices().map(|(at, w)| (at, w.len()));
        Self {
            text: text.chars().collect(),
            characters: spans(text, characters),
            words: spans(text, words),
            sentences: spans(
                text,
                pieces(text, paragraphs(text), |p| p.split_sentence_bound_indices().collect()),
            ),
            paragraphs: spans(text, paragraphs(text)),
        }
    }

    fn of(&self, unit: Unit) -> &[Span] {
        match unit {
            Unit::Character => &self.characters,
            Unit::Word => &self.words,
            Unit::Sentence => &self.sentences,
            Unit::Paragraph => &self.paragraphs,
        }
    }

    /// The unit that holds a place, else the next one after it, else the last.
    pub fn at(&self, unit: Unit, place: u32) -> Option<Span> {
        let units = self.of(unit);
        units.iter().find(|s| s.end > place).or(units.last()).copied()
    }

    /// Selects the last unit that begins before a place.
    pub fn last_before(&self, unit: Unit, place: u32) -> Option<Selection> {
        let found = self.of(unit).iter().rev().find(|span| span.start < place)?;
        let span = self.trim(*found);
        (!span.is_empty()).then_some(Selection { moving: End::End, span })
    }

    /// The words of a span, blanks at its ends left away.
    pub fn trim(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start as usize, (span.end as usize).min(self.text.len()));
        while start < end && self.text[start].is_whitespace() {
            start += 1;
        }
        while end > start && self.text[end - 1].is_whitespace() {
            end -= 1;
        }
        Span::new(start as u32, end as u32)
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> String {
        let end = (span.end as usize).min(self.text.len());
        self.text.get(span.start as usize..end).unwrap_or_default().iter().collect()
    }

    /// How long the text is, in code points.
    pub fn length(&self) -> u32 {
        self.text.len() as u32
    }

    /// How many words and sentences a span touches.
    pub fn count(&self, unit: Unit, span: Span) -> usize {
        self.of(unit).iter().filter(|s| s.meets(span)).count()
    }
}

/// A selection in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// The end that moves.
    pub moving: End,
    /// What is selected.
    pub span: Span,
}

/// One end of a selection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

impl Selection {
    /// Selects the unit at a place.
    pub fn at(units: &Units, unit: Unit, place: u32) -> Option<Self> {
        let span = units.trim(units.at(unit, place)?);
        (!span.is_empty()).then_some(Self { moving: End::End, span })
    }

    /// Makes the other end the one that moves.
    pub fn other_end(&mut self) {
        self.moving = match self.moving {
            End::Start => End::End,
            End::End => End::Start,
        };
    }

    /// Moves the moving end by one unit.
    pub fn step(&mut self, units: &Units, unit: Unit, way: Way) {
        let all = units.of(unit);
        let Span { start, end } = self.span;
        let found = match (self.moving, way) {
            (End::End, Way::On) => all.iter().find(|s| s.end > end).map(|s| Span::new(start, s.end)),
            (End::End, Way::Back) => all
                .iter()
                .rev()
                .find(|s| s.end < end)
                .map(|s| if s.end > start { Span::new(start, s.end) } else { *s }),
            (End::Start, Way::On) => all
                .iter()
                .find(|s| s.start > start)
                .map(|s| if s.start < end { Span::new(s.start, end) } else { *s }),
            (End::Start, Way::Back) => {
                all.iter().rev().find(|s| s.start < start).map(|s| Span::new(s.start, end))
            }
        };
        if let Some(span) = found.filter(|s| !s.is_empty()) {
            self.span = span;
        }
    }

    /// Selects the next unit beside the selection instead of it; false when there is none.
    pub fn walk(&mut self, units: &Units, unit: Unit, way: Way) -> bool {
        let all = units.of(unit);
        let found = match way {
            Way::On => all.iter().find(|s| s.start >= self.span.end),
            Way::Back => all.iter().rev().find(|s| s.end <= self.span.start),
        };
        let span = found.map(|span| units.trim(*span)).filter(|span| !span.is_empty());
        if let Some(span) = span {
            *self = Self { moving: End::End, span };
        }
        span.is_some()
    }

    /// Puts the moving end on a place; past the other end, the ends change their parts.
    pub fn move_to(&mut self, place: u32) {
        let fixed = match self.moving {
            End::Start => self.span.end,
            End::End => self.span.start,
        };
        let (low, high) = (fixed.min(place), fixed.max(place));
        if low < high {
            self.moving = if place < fixed { End::Start } else { End::End };
            self.span = Span::new(low, high);
        }
    }
}

/// Byte places and lengths of the paragraphs that hold something.
fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            found.push((at, line.trim_end().len()));
        }
        at += line.len();
    }
    found
}

/// Cuts each paragraph further.
fn pieces(
    text: &str,
    paragraphs: Vec<(usize, usize)>,
    cut: impl for<'a> Fn(&'a str) -> Vec<(usize, &'a str)>,
) -> Vec<(usize, usize)> {
    let within = |(at, length): (usize, usize)| {
        let pieces = cut(&text[at..at + length]);
        pieces.into_iter().map(move |(i, piece)| (at + i, piece.trim_end().len())).collect::<Vec<_>>()
    };
    paragraphs.into_iter().flat_map(within).filter(|(_, length)| *length > 0).collect()
}

/// Turns byte places and lengths, in order, into code points in one pass.
fn spans(text: &str, bytes: impl IntoIterator<Item = (usize, usize)>) -> Vec<Span> {
    let (mut byte, mut point) = (0, 0);
    let mut to_point = |target: usize| {
        point += text[byte..target].chars().count() as u32;
        byte = target;
        point
    };
    bytes.into_iter().map(|(at, length)| Span::new(to_point(at), to_point(at + length))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Première phrase ici. Second one!\n\nA new paragraph, with words.";

    fn selected(selection: Selection) -> String {
        Units::new(TEXT).text(selection.span)
    }

    #[test]
    fn a_selection_grows_by_units_and_walks_when_its_start_is_pushed() {
        let units = Units::new(TEXT);
        let mut selection = Selection::at(&units, Unit::Sentence, 3).unwrap();
        assert_eq!(selected(selection), "Première phrase ici.");
        selection.step(&units, Unit::Sentence, Way::On);
        assert_eq!(selected(selection), "Première phrase ici. Second one!");
        selection.other_end();
        selection.step(&units, Unit::Sentence, Way::On);
        assert_eq!(selected(selection), "Second one!");
        selection.step(&units, Unit::Sentence, Way::On);
        assert_eq!(selected(selection), "A new paragraph, with words.");
        selection.step(&units, Unit::Word, Way::On);
        assert_eq!(selected(selection), "new paragraph, with words.");
        selection.other_end();
        selection.step(&units, Unit::Word, Way::Back);
        assert_eq!(selected(selection), "new paragraph, with words");
        selection.step(&units, Unit::Character, Way::Back);
        assert_eq!(selected(selection), "new paragraph, with word");
    }

    #[test]
    fn it_is_never_empty_and_never_leaves_the_text() {
        let units = Units::new(TEXT);
        let mut selection = Selection::at(&units, Unit::Word, 0).unwrap();
        for unit in [Unit::Character, Unit::Word, Unit::Sentence, Unit::Paragraph] {
            for way in [Way::On, Way::Back] {
                for _ in 0..80 {
                    selection.step(&units, unit, way);
                    assert!(!selection.span.is_empty());
                    assert!(selection.span.end as usize <= TEXT.chars().count());
                }
                selection.other_end();
            }
        }
        assert_eq!(Selection::at(&Units::new("  \n "), Unit::Sentence, 0), None);
    }
}
