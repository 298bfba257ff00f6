//! Fuzzy search over names, case and accents ignored: `fuzzy-matcher` on folded text, hits mapped back.
//!
//! [`rank`] is for the few hundred names of a picker. A [`Pool`] holds very many: its names are folded once, and a
//! key press compares letters first, so that only the likeliest are ranked.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text;

/// A candidate that matches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Which candidate.
    pub index: usize,
    /// Which of its characters were hit, in order.
    pub at: Vec<usize>,
    score: i64,
}

/// Ranks candidates for a pattern, best first; equals keep their order. An empty pattern matches everything.
///
/// All of the pattern's words must match.
pub fn rank<'a>(pattern: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<Hit> {
    let matcher = SkimMatcherV2::default().ignore_case();
    let words = words(pattern);
    let mut hits: Vec<Hit> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(index, candidate)| {
            let (folded, places) = fold_with_places(candidate);
            let mut hit = Hit { index, at: Vec::new(), score: 0 };
            for word in &words {
                let (score, at) = matcher.fuzzy_indices(&folded, word)?;
                hit.score += score;
                hit.at.extend(at.into_iter().filter_map(|i| places.get(i).copied()));
            }
            hit.at.sort_unstable();
            hit.at.dedup();
            Some(hit)
        })
        .collect();
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits
}

/// Which characters of a name a pattern hits, in order; none when it does not match.
pub fn hits(pattern: &str, name: &str) -> Vec<usize> {
    rank(pattern, [name]).pop().map(|hit| hit.at).unwrap_or_default()
}

/// The folded words of a pattern.
fn words(pattern: &str) -> Vec<String> {
    text::tokens(pattern)
}

/// At most so many names of a pool are ranked at a key press: those that hold the words best.
const RANKED: usize = 2_000;

/// Very many names, ready to be compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pool {
    names: Vec<Ready>,
}

/// A folded name and which letters it has: a quick way to see that it cannot match.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Ready {
    folded: String,
    letters: u64,
}

/// What of a pool matches a pattern.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The likeliest names, best first, with their scores.
    pub best: Vec<(usize, i64)>,
    /// How many names match in all.
    pub all: usize,
}

impl Pool {
    /// A pool of names that are folded already.
    pub fn of_folded(names: impl IntoIterator<Item = String>) -> Self {
        let ready = |folded: String| Ready { letters: letters(&folded), folded };
        Self { names: names.into_iter().map(ready).collect() }
    }

    /// A pool of names.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of_folded(names.into_iter().map(text::fold))
    }

    /// Ranks the names for a pattern; all of its words must match. An empty pattern matches everything, in order.
    pub fn rank(&self, pattern: &str) -> Found {
        let words = words(pattern);
        if words.is_empty() {
            let best = (0..self.names.len().min(RANKED)).map(|index| (index, 0)).collect();
            return Found { best, all: self.names.len() };
        }
        let (likely, all) = self.likely(&words);
        let matcher = SkimMatcherV2::default().respect_case();
        let score = |index: usize| -> Option<(usize, i64)> {
            let name = &self.names[index].folded;
            let scores = words.iter().map(|word| matcher.fuzzy_match(name, word));
            Some((index, scores.sum::<Option<i64>>()?))
        };
        let mut best: Vec<(usize, i64)> = likely.into_iter().filter_map(score).collect();
        best.sort_by_key(|(index, score)| (std::cmp::Reverse(*score), *index));
        Found { best, all }
    }

    /// The names that are worth ranking, and how many match at all.
    fn likely(&self, words: &[String]) -> (Vec<usize>, usize) {
        let wanted = words.iter().fold(0, |all, word| all | letters(word));
        // By how well the words stand in the name: each beginning a word of it, whole within it, or scattered.
        let mut classes: [Vec<usize>; 3] = Default::default();
        let mut all = 0;
        for (index, name) in self.names.iter().enumerate() {
            if name.letters & wanted != wanted || !words.iter().all(|word| scattered(&name.folded, word)) {
                continue;
            }
            all += 1;
            let class = words.iter().map(|word| class(&name.folded, word)).max().unwrap_or(0);
            if classes[class].len() < RANKED {
                classes[class].push(index);
            }
        }
        (classes.into_iter().flatten().take(RANKED).collect(), all)
    }
}

/// How a word stands in a name that holds its letters in order.
fn class(name: &str, word: &str) -> usize {
    let mut found = name.match_indices(word).peekable();
    if found.peek().is_none() {
        return 2;
    }
    usize::from(!found.any(|(at, _)| at == 0 || name.as_bytes()[at - 1] == b' '))
}

/// Whether a name has the characters of a word in their order.
fn scattered(name: &str, word: &str) -> bool {
    let mut rest = name.chars();
    word.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// A bit for each character that occurs; several characters may share one.
fn letters(folded: &str) -> u64 {
    folded.chars().filter(|c| *c != ' ').fold(0, |all, c| all | 1_u64 << (u32::from(c) % 64))
}

/// Folds character by character, with each folded character's place in the original.
fn fold_with_places(original: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(original.len());
    let mut places = Vec::with_capacity(original.len());
    for (place, c) in original.chars().enumerate() {
        let mut bytes = [0; 4];
        let plain = text::fold(c.encode_utf8(&mut bytes));
        let plain = plain.trim();
        // What folds to nothing separates words.
        for f in if plain.is_empty() { " " } else { plain }.chars() {
            folded.push(f);
            places.push(place);
        }
    }
    (folded, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_are_ignored_and_hits_point_into_the_original() {
        let names = ["Routing security", "Información", "Rural outreach"];
        let hits = rank("INFORMACION", names);
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].index, hits[0].at.len()), (1, 11));
        assert_eq!(rank("rou", names)[0].index, 0);
        assert_eq!(rank("", names).iter().map(|h| h.index).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(rank("sec xyz", names).is_empty(), "all words must match");
    }

    #[test]
    fn a_pool_finds_what_ranking_finds_and_counts_all_of_it() {
        let names =
            ["Réseau du Sud", "東海ネットワーク研究所", "Южный узел", "مركز الشبكات", "South hub", "Sud 2"];
        let pool = Pool::new(names);
        for pattern in ["", "sud", "RESEAU", "東研", "узел", "الشبكات", "s h", "x y z", "…"] {
            let found = pool.rank(pattern);
            let mut indices: Vec<usize> = found.best.iter().map(|(index, _)| *index).collect();
            indices.sort_unstable();
            let mut ranked: Vec<usize> = rank(pattern, names).iter().map(|hit| hit.index).collect();
            ranked.sort_unstable();
            assert_eq!((indices, found.all), (ranked.clone(), ranked.len()), "{pattern}");
        }
    }

    #[test]
    fn of_very_many_names_those_that_begin_with_the_word_are_ranked() {
        let many = (0..RANKED * 3).map(|n| format!("alpha {n} beta"));
        let pool = Pool::of_folded(many.chain(["betamax".to_owned()]));
        let found = pool.rank("betam");
        assert_eq!((found.best.first().map(|b| b.0), found.all), (Some(RANKED * 3), 1));
        let found = pool.rank("b");
        assert_eq!((found.best.len(), found.all), (RANKED, RANKED * 3 + 1));
    }
}
