//! Passages found again by their words, where the part on which they were made is no longer in the answer
//! (DATA.md, "Anchor").

use rusqlite::{Connection, Row};

use super::Error;
use super::stretch::AnswerText;
use crate::model::span::Span;

/// What is needed to find a passage again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    /// Local number of its part; `None` when no record of the submission has it.
    pub part: Option<i64>,
    /// In code points of the part.
    pub span: Span,
    /// Its words.
    pub quote: String,
    /// What stood before them.
    pub before: String,
    /// What stood after them.
    pub after: String,
}

/// So many characters of context must be equal for a hit to be the passage …
const ENOUGH_CONTEXT: usize = 8;

/// … unless the quotation itself is so long.
const LONG_QUOTE: usize = 48;

impl Passage {
    /// Reads part, start, end, quote, before and after from six columns; `None` for a whole answer.
    pub(crate) fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Self>> {
        let (start, end): (Option<u32>, Option<u32>) = (row.get(column + 1)?, row.get(column + 2)?);
        let (Some(start), Some(end)) = (start, end) else { return Ok(None) };
        let text =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
        Ok(Some(Self {
            part: row.get(column)?,
            span: Span::new(start, end),
            quote: text(column + 3)?,
            before: text(column + 4)?,
            after: text(column + 5)?,
        }))
    }

    /// Where it stands in the answer's text: exactly, where its part is there, else by its words.
    pub(crate) fn place(&self, text: &AnswerText) -> Option<Span> {
        let exact = self.part.and_then(|part| text.in_answer(part, self.span));
        exact.or_else(|| find(&text.text, &self.quote, &self.before, &self.after))
    }
}

/// Where each passage stands in the text of an answer; the text is read only where there is a passage.
pub(crate) fn places<T>(
    conn: &Connection,
    answer: u32,
    things: Vec<(T, Option<Passage>)>,
) -> Result<Vec<(T, Held)>, Error> {
    let mut text: Option<AnswerText> = None;
    let mut placed = Vec::with_capacity(things.len());
    for (thing, passage) in things {
        let held = match passage {
            None => Held::Whole,
            Some(passage) => {
                let text = match text.take() {
                    Some(known) => text.insert(known),
                    None => text.insert(AnswerText::of(conn, answer)?),
                };
                passage.place(text).map_or(Held::Lost, Held::At)
            }
        };
        placed.push((thing, held));
    }
    Ok(placed)
}

/// What of an answer a tag or item is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Held {
    /// The whole answer.
    Whole,
    /// A passage, in code points of the answer's text.
    At(Span),
    /// A passage that is no longer found.
    Lost,
}

/// Finds a quotation by its words and what stood around them: the hit with the most equal characters next to it.
/// That hit needs 8 of them, or a quotation of 48 characters; a tie is no find.
pub(crate) fn find(text: &str, quote: &str, before: &str, after: &str) -> Option<Span> {
    if quote.is_empty() {
        return None;
    }
    let length = quote.chars().count();
    let (mut best, mut tied): (Option<(usize, usize)>, bool) = (None, false);
    // Where a search ended: hits may overlap, so each begins one character after the last.
    let mut from = 0;
    while let Some(byte) = text.get(from..).and_then(|rest| rest.find(quote)).map(|at| from + at) {
        let score = context(&text[..byte], &text[byte + quote.len()..], before, after);
        match best {
            Some((most, _)) if score < most => {}
            Some((most, _)) if score == most => tied = true,
            _ => (best, tied) = (Some((score, byte)), false),
        }
        from = byte + text[byte..].chars().next().map_or(1, char::len_utf8);
    }
    let (score, byte) = best.filter(|_| !tied)?;
    if score < ENOUGH_CONTEXT && length < LONG_QUOTE {
        return None;
    }
    let start = text[..byte].chars().count() as u32;
    Some(Span::new(start, start + length as u32))
}

/// How many characters next to a hit are equal to those that stood there.
fn context(left: &str, right: &str, before: &str, after: &str) -> usize {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    same(&mut left.chars().rev().zip(before.chars().rev())) + same(&mut right.chars().zip(after.chars()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::*;

    #[test]
    fn a_single_hit_needs_eight_characters_of_context() {
        let find = |text| find(text, "cost", "We fear the ", " of it all");
        assert_eq!(find("Now we fear the cost."), Some(Span::new(16, 20)));
        assert_eq!(find("Because the cost."), None, "“ the ” are five, and one behind them is none");
        assert_eq!(find("of a price of it"), None);
        assert_eq!(find("xhe cost of itself"), Some(Span::new(4, 8)));
    }

    #[test]
    fn a_long_quotation_needs_no_context() {
        let long = "Registries are trusted because they can be asked.";
        let text = format!("É. {long}");
        assert_eq!(find(&text, long, "", ""), Some(Span::new(3, 52)));
        assert_eq!(find(&format!("{text} {long}"), long, "", ""), None, "a tie");
        assert_eq!(find(&format!("{text} {long}"), long, "", " "), Some(Span::new(3, 52)));
    }

    #[test]
    fn of_several_hits_the_one_in_the_best_context_wins() {
        let text = "The price of power. We fear the price of fibre.";
        assert_eq!(find(text, "price", "We fear the ", " of fibre."), Some(Span::new(32, 37)));
        assert_eq!(find(text, "price", "the ", ""), None, "four are too few");
        assert_eq!(find("", "price", "", ""), None);
        assert_eq!(find(text, "", "We fear ", ""), None);
    }

    proptest! {
        #[test]
        fn what_is_found_are_the_words(text in "[ab é]{0,60}", quote in "[ab é]{1,4}", before in "[ab é]{0,12}", after in "[ab é]{0,12}") {
            if let Some(span) = find(&text, &quote, &before, &after) {
                let found: String = text.chars().skip(span.start as usize).take(span.len() as usize).collect();
                assert_eq!(found, quote);
            }
        }

        #[test]
        fn words_that_stand_once_in_their_context_are_found(left in "[a-m]{0,20}", right in "[a-m]{0,20}", before in "[a-m]{8,32}", after in "[a-m]{8,32}") {
            let text = format!("{left}{before}the words{after}{right}");
            let start = (left.len() + before.len()) as u32;
            assert_eq!(find(&text, "the words", &before, &after), Some(Span::new(start, start + 9)));
        }

        #[test]
        fn two_equal_places_are_a_tie(around in "[a-m]{8,20}") {
            let once = format!("{around}X{around}");
            assert_eq!(find(&format!("{once}-{once}"), "X", &around, &around), None);
        }
    }
}
