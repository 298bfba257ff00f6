//! The text of a source: a submission's answers one below the other, each after a line that says what it answers.
//!
//! Line ends are line feeds, and a character beyond U+FFFF is one stand-in unless it is to be kept: positions then are
//! the same whether a program counts code points or UTF-16 units.

use crate::model::call::Question;
use crate::model::span::Span;
use crate::model::submission::AnswerRecord;

/// Stands for a character beyond U+FFFF.
pub const STAND_IN: char = '\u{25a1}';

/// Stands before a text that is under no question.
const UNPLACED: &str = "Text under no question";

/// How long the name of a passage may be, in characters.
const LONGEST_NAME: usize = 100;

/// A text with line feeds only, and the way to its positions from those of the text that it was made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// How many characters a stand-in replaced.
    pub replaced: usize,
    /// Where a carriage return was left out, in code points of the text before.
    left_out: Vec<u32>,
}

impl Plain {
    /// Makes a text plain.
    pub fn of(text: &str, keep_characters: bool) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let mut chars = text.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\r' if chars.peek().is_some_and(|(_, next)| *next == '\n') => plain.left_out.push(at as u32),
                '\r' => plain.text.push('\n'),
                c if c > '\u{ffff}' && !keep_characters => {
                    plain.replaced += 1;
                    plain.text.push(STAND_IN);
                }
                c => plain.text.push(c),
            }
        }
        plain
    }

    /// Where a position of the text before is now.
    pub fn to(&self, position: u32) -> u32 {
        position - self.left_out.partition_point(|at| *at < position) as u32
    }

    /// Where a position of the plain text was before.
    pub fn from(&self, position: u32) -> u32 {
        // The n-th carriage return stood before plain position left_out[n] - n.
        let mut low = 0;
        while low < self.left_out.len() && self.left_out[low] - low as u32 <= position {
            low += 1;
        }
        let before = low as u32;
        // A passage that ends before a line end ends before both of its characters.
        if low > 0 && self.left_out[low - 1] - (before - 1) == position {
            position + before - 1
        } else {
            position + before
        }
    }
}

/// The text of a source, and where each answer is in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// Where each answer stands, in code points, and how its positions are found.
    pub places: Vec<(Span, Plain)>,
    /// How many characters a stand-in replaced.
    pub replaced: usize,
}

impl Composed {
    /// Puts answers one below the other.
    pub fn of(answers: &[AnswerRecord], questions: &[Question], keep_characters: bool) -> Self {
        let mut whole = Self::default();
        let mut length = 0;
        for answer in answers {
            let said =
                answer.question.as_ref().and_then(|number| questions.iter().find(|q| q.number == *number));
            let head = said
                .map_or_else(|| UNPLACED.to_owned(), |q| format!("Q{}. {}", q.number, one_line(&q.wording)));
            let head = Plain::of(&format!("{head}\n"), keep_characters).text;
            let plain = Plain::of(&answer.text, keep_characters);
            whole.replaced += plain.replaced;
            let start = length + head.chars().count() as u32;
            let end = start + plain.text.chars().count() as u32;
            whole.text.push_str(&head);
            whole.text.push_str(&plain.text);
            whole.text.push_str("\n\n");
            length = end + 2;
            whole.places.push((Span::new(start, end), plain));
        }
        whole
    }

    /// Where a stretch of an answer is; `None` when it holds nothing there.
    pub fn place(&self, answer: usize, stretch: Option<Span>) -> Option<Span> {
        let (whole, plain) = self.places.get(answer)?;
        let place = stretch.map_or(*whole, |span| {
            let at = |position| (whole.start + plain.to(position)).min(whole.end);
            Span::new(at(span.start), at(span.end))
        });
        (!place.is_empty()).then_some(place)
    }
}

/// A text on one line, every run of white space one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a passage is called: its words on one line, cut after 100 characters.
pub fn name_of(words: &str) -> String {
    let shown = |c: char| if c.is_whitespace() { ' ' } else { c };
    let mut name: String = words
        .chars()
        .map(shown)
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}'))
        .take(LONGEST_NAME + 1)
        .collect();
    if name.chars().count() > LONGEST_NAME {
        name = name.chars().take(LONGEST_NAME - 1).collect();
        name.push('…');
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::*;

    #[test]
    fn line_ends_are_one_character_and_so_is_what_is_beyond_the_plane() {
        let plain = Plain::of("a\r\nb\rc🦀d", false);
        assert_eq!((plain.text.as_str(), plain.replaced), ("a\nb\nc\u{25a1}d", 1));
        assert_eq!([0, 1, 3, 4, 7].map(|at| plain.to(at)), [0, 1, 2, 3, 6]);
        assert_eq!(Plain::of("🦀", true).text, "🦀");
    }

    #[test]
    fn a_name_is_one_line_of_at_most_100_characters() {
        assert_eq!(name_of("a\n\u{c}b\u{1}c"), "a  bc");
        let long = name_of(&"é".repeat(101));
        assert_eq!((long.chars().count(), long.ends_with('…')), (100, true));
        assert_eq!(name_of(&"é".repeat(100)).chars().count(), 100);
    }

    proptest! {
        #[test]
        fn positions_come_back(text in vec(select(vec!['a', '\r', '\n', '🦀', 'é']), 0..24)) {
            let text: String = text.into_iter().collect();
            let plain = Plain::of(&text, false);
            let length = plain.text.chars().count() as u32;
            for position in 0..=length {
                prop_assert_eq!(plain.to(plain.from(position)), position);
            }
            for position in 0..=text.chars().count() as u32 {
                prop_assert!(plain.to(position) <= length);
            }
        }
    }
}
