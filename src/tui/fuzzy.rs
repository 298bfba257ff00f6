//! Fuzzy search over names, case and accents ignored: `fuzzy-matcher` on folded text, hits mapped back.

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
    let words: Vec<String> =
        pattern.split_whitespace().map(|word| text::fold(word).trim().to_owned()).collect();
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
}
