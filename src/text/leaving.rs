//! A text as it leaves the workspace: stretches that are to stay behind read “[…]”, and places in the whole text are told
//! in the text that leaves.
//!
//! A place within a stretch that stays behind is told as the beginning or the end of its “[…]”, so that a passage across
//! one still begins and ends with its own words, and a passage within one is that sign.

use super::shorten::{self, LEFT_OUT};
use crate::model::span::Span;

/// A text and what of it stays behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaving {
    text: String,
    /// Sorted, apart from each other, in code points of the whole text.
    behind: Vec<Span>,
}

impl Leaving {
    /// The text without these stretches; what is outside it is passed over.
    pub fn new(whole: &str, behind: Vec<Span>) -> Self {
        let end = whole.chars().count() as u32;
        let within = behind.into_iter().map(|span| Span::new(span.start.min(end), span.end.min(end)));
        let behind = shorten::joined(within.collect());
        Self { text: shorten::shortened(whole, &behind), behind }
    }

    /// Whether all of it leaves.
    pub fn is_whole(&self) -> bool {
        self.behind.is_empty()
    }

    /// What stays behind, in code points of the whole text.
    pub fn behind(&self) -> &[Span] {
        &self.behind
    }

    /// The text that leaves.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same, handed over.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Where a passage of the whole text stands in the one that leaves.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start, false), self.place(span.end, true))
    }

    /// Where a passage begins that begins so far into the whole text.
    pub fn start(&self, start: u32) -> u32 {
        self.place(start, false)
    }

    /// The words of a passage of the whole text as they leave.
    pub fn words(&self, span: Span) -> String {
        let span = self.span(span);
        self.text.chars().skip(span.start as usize).take(span.len() as usize).collect()
    }

    /// What of a passage stays behind, in code points of the passage.
    pub fn within(&self, passage: Span) -> Vec<Span> {
        let met = self.behind.iter().filter(|span| span.meets(passage));
        let cut = |span: &Span| {
            let (start, end) = (span.start.max(passage.start), span.end.min(passage.end));
            Span::new(start - passage.start, end - passage.start)
        };
        met.map(cut).collect()
    }

    fn place(&self, at: u32, is_end: bool) -> u32 {
        let sign = LEFT_OUT.chars().count() as u32;
        let (mut gone, mut signs) = (0, 0);
        for span in &self.behind {
            if span.end <= at {
                (gone, signs) = (gone + span.len(), signs + sign);
            } else if span.start < at {
                let begins = span.start - gone + signs;
                return if is_end { begins + sign } else { begins };
            }
        }
        at - gone + signs
    }
}

/// Where words stand in a text, whatever their case, with nothing of a word right before or behind them; words of less than
/// three letters are looked for nowhere.
pub fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let wanted: Vec<char> = words.trim().chars().map(lower).collect();
    if wanted.iter().filter(|c| c.is_alphanumeric()).count() < 3 {
        return Vec::new();
    }
    let text: Vec<char> = text.chars().map(lower).collect();
    let part_of_word = |c: Option<&char>, edge: char| {
        c.is_some_and(|c| c.is_alphanumeric() && edge.is_alphanumeric() && is_spaced(edge) && is_spaced(*c))
    };
    let (first, last) = (wanted[0], wanted[wanted.len() - 1]);
    let mut found = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        let end = at + wanted.len();
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        if text[at..end] == wanted[..] && !part_of_word(before, first) && !part_of_word(text.get(end), last) {
            found.push(Span::new(at as u32, end as u32));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a letter is of a script that sets words apart by blanks.
fn is_spaced(c: char) -> bool {
    !matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text without these words, wherever they stand.
pub fn without(text: &str, words: &[String]) -> String {
    let behind: Vec<Span> = words.iter().flat_map(|words| occurrences(text, words)).collect();
    if behind.is_empty() { text.to_owned() } else { Leaving::new(text, behind).into_text() }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn places_are_told_in_the_text_that_leaves() {
        let leaving =
            Leaving::new("Ask Ann Lee at once, or 12 34.", vec![Span::new(4, 11), Span::new(24, 29)]);
        assert_eq!(leaving.text(), "Ask […] at once, or […].");
        assert_eq!(leaving.words(Span::new(0, 3)), "Ask");
        assert_eq!(leaving.words(Span::new(12, 14)), "at");
        assert_eq!(leaving.words(Span::new(0, 7)), "Ask […]", "it ends within");
        assert_eq!(leaving.words(Span::new(8, 14)), "[…] at", "it begins within");
        assert_eq!(leaving.words(Span::new(5, 6)), "[…]", "it is within");
        assert_eq!(leaving.words(Span::new(11, 24)), " at once, or ");
        assert_eq!(leaving.within(Span::new(8, 26)), [Span::new(0, 3), Span::new(16, 18)]);
    }

    #[test]
    fn names_are_found_whatever_their_case_and_as_whole_words() {
        let at = |text, words| occurrences(text, words).iter().map(|s| (s.start, s.end)).collect::<Vec<_>>();
        assert_eq!(at("We, NÉO NET, say: Néo Network", "Néo Net"), [(4, 11)]);
        assert_eq!(at("我们东海网络研究所认为", "东海网络研究所"), [(2, 9)]);
        assert_eq!(at("so it is", "it"), [], "two letters are too few");
        assert_eq!(without("Néo Net's view", &["Néo Net".to_owned()]), "[…]'s view");
    }

    proptest! {
        #[test]
        fn what_leaves_holds_nothing_of_what_stays_and_all_of_the_rest(
            text in "[a-d é]{0,40}", spans in vec((0_u32..44, 0_u32..9), 0..4), at in 0_u32..40, len in 0_u32..12,
        ) {
            let chars: Vec<char> = text.chars().collect();
            let behind: Vec<Span> = spans.iter().map(|(at, len)| Span::new(*at, at + len)).collect();
            let leaving = Leaving::new(&text, behind.clone());
            let stays = |at: usize| behind.iter().any(|s| (s.start as usize..s.end as usize).contains(&at));
            let kept: String = chars.iter().enumerate().filter(|(at, _)| !stays(*at)).map(|(_, c)| c).collect();
            prop_assert_eq!(leaving.text().replace(LEFT_OUT, ""), kept);
            // A passage's words are those of its own that leave.
            let start = at.min(chars.len() as u32);
            let passage = Span::new(start, (start + len).min(chars.len() as u32));
            let own: String = (passage.start..passage.end).filter(|at| !stays(*at as usize)).map(|at| chars[at as usize]).collect();
            prop_assert_eq!(leaving.words(passage).replace(LEFT_OUT, ""), own);
            prop_assert!(leaving.span(passage).end as usize <= leaving.text().chars().count());
        }
    }
}
