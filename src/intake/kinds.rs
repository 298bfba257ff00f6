//! Guesses which columns of a table hold answers in words, by what stands in them.

use std::collections::HashSet;

use crate::model::draft::{Body, SourceDraft};

/// A column of answers has more than half of its values but once, …
const DISTINCT: usize = 2;

/// … values of so many words in the middle, …
const WORDS: usize = 4;

/// … and one that is longer than this, in characters.
const LONG: usize = 80;

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Answers in words.
    Open,
    /// One of several values, a number, a name.
    Closed,
    /// Nothing.
    Empty,
}

/// Guesses for each column.
pub fn of(draft: &SourceDraft) -> Vec<Kind> {
    (0..draft.header.len()).map(|i| kind(values(draft, i))).collect()
}

/// What stands in a column, less what says nothing.
pub(super) fn values(draft: &SourceDraft, column: usize) -> impl Iterator<Item = &str> {
    draft.records.iter().filter_map(move |record| match &record.body {
        Body::Row { cells, .. } => cells.get(column).map(|cell| cell.trim()).filter(|cell| says(cell)),
        Body::Document(_) => None,
    })
}

/// Whether a cell says anything: a dash stands for nothing.
fn says(cell: &str) -> bool {
    cell.chars().any(char::is_alphanumeric)
}

fn kind<'v>(values: impl Iterator<Item = &'v str>) -> Kind {
    let (mut distinct, mut words, mut longest) = (HashSet::new(), Vec::new(), 0);
    for value in values {
        distinct.insert(value);
        words.push(words_in(value));
        longest = longest.max(value.chars().count());
    }
    words.sort_unstable();
    let Some(middle) = words.get(words.len() / 2) else { return Kind::Empty };
    let open = distinct.len() * DISTINCT > words.len() && *middle >= WORDS && longest > LONG;
    if open { Kind::Open } else { Kind::Closed }
}

/// Words parted by blanks; in scripts without blanks two characters count as one.
fn words_in(value: &str) -> usize {
    let parted = value.split_whitespace().count();
    let wide =
        value.chars().filter(|c| matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{9fff}')).count();
    parted.max(wide / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_words_are_told_from_choices() {
        let long =
            "The connection in the villages is slow, and schools have none at all, as we have said before.";
        let open = |values: &[&str]| kind(values.iter().copied());
        assert_eq!(open(&[long, "It is too expensive", "We do not know", long]), Kind::Open);
        assert_eq!(open(&["5 - Very important", "4 - Important", "5 - Very important"]), Kind::Closed);
        assert_eq!(open(&[long, long, long, "Yes"]), Kind::Closed);
        assert_eq!(
            open(&["互联网接入对所有人都很重要".repeat(8).as_str(), "农村地区的连接速度很慢"]),
            Kind::Open
        );
        assert_eq!(open(&[]), Kind::Empty);
    }
}
