//! Finding phrases in a folded text: one of several, and several near each other.
//!
//! What is found are tokens by their numbers; [`Folded::spans`] gives their places.

use std::collections::HashSet;
use std::ops::Range;

use super::fold::{Folded, stretches};

/// Finds each place of any of these phrases.
pub fn any_of(folded: &Folded, phrases: &[Vec<String>]) -> Vec<Range<usize>> {
    let (single, several): (Vec<_>, Vec<_>) = phrases.iter().partition(|phrase| phrase.len() == 1);
    let single: HashSet<&str> = single.into_iter().flatten().map(String::as_str).collect();
    let words = folded.tokens().enumerate().filter(|(_, (token, _))| single.contains(token));
    let mut found: Vec<Range<usize>> = words.map(|(at, _)| at..at + 1).collect();
    found.extend(several.into_iter().flat_map(|phrase| stretches(folded, phrase, false)));
    found
}

/// Finds phrases that stand near each other, in any order: each place of a phrase that belongs to a group of one of
/// each, in which from the end of each to the beginning of the last stand at most `within` tokens.
///
/// This is `NEAR` as FTS5 has it: phrases may overlap, and one place may stand for two phrases that are alike. Takes
/// linear time for each phrase.
pub fn near(folded: &Folded, phrases: &[Vec<String>], within: u32) -> Vec<Range<usize>> {
    let mut all: Vec<Places> = phrases.iter().map(|phrase| Places::of(folded, phrase)).collect();
    if all.iter().any(|places| places.starts.is_empty()) {
        return Vec::new();
    }
    let mut lasts: Vec<usize> = all.iter().flat_map(|places| places.starts.iter().copied()).collect();
    lasts.sort_unstable();
    lasts.dedup();
    for last in lasts {
        for places in &mut all {
            places.reach(last, within as usize);
        }
        if all.iter().all(|places| places.from < places.to) {
            all.iter_mut().for_each(Places::mark);
        }
    }
    all.into_iter().flat_map(|places| places.marked).collect()
}

/// Where a phrase stands.
struct Places {
    /// Its length in tokens.
    length: usize,
    /// The numbers of its first tokens, in order.
    starts: Vec<usize>,
    /// Of these, the first that is near enough now.
    from: usize,
    /// One after the last that is near enough now.
    to: usize,
    /// As many are marked or were too far away.
    seen: usize,
    marked: Vec<Range<usize>>,
}

impl Places {
    fn of(folded: &Folded, phrase: &[String]) -> Self {
        let starts = stretches(folded, phrase, false).into_iter().map(|place| place.start).collect();
        Self { length: phrase.len(), starts, from: 0, to: 0, seen: 0, marked: Vec::new() }
    }

    /// Takes those of which the group's last may begin at the token `last`; it only grows from call to call.
    fn reach(&mut self, last: usize, within: usize) {
        while self.starts.get(self.to).is_some_and(|start| *start <= last) {
            self.to += 1;
        }
        while self.starts.get(self.from).is_some_and(|start| start + self.length + within < last) {
            self.from += 1;
        }
    }

    fn mark(&mut self) {
        let new = self.seen.max(self.from)..self.to;
        self.marked.extend(self.starts[new].iter().map(|start| *start..start + self.length));
        self.seen = self.to;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::position::slice;
    use crate::text::tokens;

    fn phrases(query: &str) -> Vec<Vec<String>> {
        query.split(',').map(tokens).collect()
    }

    fn marked<'a>(text: &'a str, query: &str, within: u32) -> Vec<&'a str> {
        let folded = Folded::new(text);
        let spans = folded.spans(near(&folded, &phrases(query), within));
        spans.into_iter().map(|span| slice(text, span)).collect()
    }

    #[test]
    fn words_near_each_other_are_found_in_any_order_and_those_far_away_are_not() {
        let text = "Routing needs security. Security of the many networks and of their Routing.";
        assert_eq!(marked(text, "routing,security", 1), ["Routing", "security"]);
        assert_eq!(marked(text, "security,routing", 2), ["Routing", "security", "Security"]);
        assert_eq!(
            marked(text, "security,routing", 7),
            ["Routing", "security", "Security", "Routing"],
            "seven stand between the last two"
        );
        assert_eq!(marked(text, "routing,security", 0), [""; 0]);
        assert_eq!(marked(text, "routing,ipv6", 1_000), [""; 0]);
        assert_eq!(marked("a b c", "c,a", 1), ["a", "c"]);
        assert_eq!(marked("a b c", "c,a,b", 1), ["a", "b", "c"]);
        assert_eq!(marked("a b c", "c,a,b", 0), [""; 0]);
        assert_eq!(marked("互联网的治理", "治理,互联网", 1), ["互联网", "治理"]);
        assert_eq!(marked("a a x", "a,a", 0), ["a", "a"]);
    }

    #[test]
    fn any_of_several_phrases_is_found() {
        let text = "Routes, a routed packet; routing.";
        let folded = Folded::new(text);
        let found = any_of(&folded, &phrases("routes,routed packet,router"));
        let spans: Vec<&str> = folded.spans(found).into_iter().map(|span| slice(text, span)).collect();
        assert_eq!(spans, ["Routes", "routed packet"]);
    }

    proptest! {
        #[test]
        fn near_marks_what_trying_every_group_marks(text in "[ab c]{0,24}", query in "[abc]{1,2}(,[abc]{1,2}){1,2}", within in 0..4_u32) {
            let query = phrases(&query.replace("aa", "a a").replace("ab", "a b"));
            let folded = Folded::new(&text);
            let mut found = near(&folded, &query, within);
            found.sort_by_key(|place| (place.start, place.end));
            found.dedup();
            let places: Vec<Vec<Range<usize>>> = query.iter().map(|phrase| stretches(&folded, phrase, false)).collect();
            let mut groups: Vec<Vec<Range<usize>>> = vec![Vec::new()];
            for places in &places {
                groups = groups
                    .iter()
                    .flat_map(|group| places.iter().map(|place| [&group[..], std::slice::from_ref(place)].concat()))
                    .collect();
            }
            groups.retain(|group| {
                let last = group.iter().map(|place| place.start).max().unwrap();
                group.iter().all(|place| last <= place.end + within as usize)
            });
            let mut expected: Vec<Range<usize>> = groups.concat();
            expected.sort_by_key(|place| (place.start, place.end));
            expected.dedup();
            prop_assert_eq!(found, expected);
        }
    }
}
