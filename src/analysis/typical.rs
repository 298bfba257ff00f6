//! Which passages speak for the others of their theme.
//!
//! Each passage is the set of its words, and a word weighs ln(1 + passages / passages with the word) (inverse document
//! frequency, Spärck Jones 1972). A passage is as typical as its cosine with the sum of all others. From the most
//! typical down they are taken so that each is of another author, and, as long as there are such, of another group.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::text;

/// A passage that could be quoted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate<'a> {
    /// Its words.
    pub words: &'a str,
    /// Who said it.
    pub author: &'a str,
    /// Of what kind the author is.
    pub group: &'a str,
}

/// The places of the most typical candidates, at most `most`, the most typical first; of equals the first.
pub fn typical(candidates: &[Candidate<'_>], most: usize) -> Vec<usize> {
    let scores = scores(candidates);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let (mut chosen, mut authors) = (Vec::new(), HashSet::new());
    while chosen.len() < most {
        let free: Vec<usize> =
            order.iter().copied().filter(|at| !authors.contains(candidates[*at].author)).collect();
        if free.is_empty() {
            break;
        }
        let mut groups = HashSet::new();
        for at in free {
            let it = &candidates[at];
            if chosen.len() < most && !authors.contains(it.author) && groups.insert(it.group) {
                authors.insert(it.author);
                chosen.push(at);
            }
        }
    }
    chosen
}

/// How typical each is, from 0 to 1.
fn scores(candidates: &[Candidate<'_>]) -> Vec<f64> {
    let words: Vec<Vec<String>> = candidates
        .iter()
        .map(|it| {
            let mut words = text::fold::tokens(it.words);
            words.sort_unstable();
            words.dedup();
            words
        })
        .collect();
    let mut with: HashMap<&str, f64> = HashMap::new();
    for word in words.iter().flatten() {
        *with.entry(word).or_default() += 1.0;
    }
    let all = candidates.len() as f64;
    let weight = |word: &str| (1.0 + all / with.get(word).copied().unwrap_or(1.0)).ln();
    let length = |words: &[String]| words.iter().map(|w| weight(w).powi(2)).sum::<f64>().sqrt();
    // In the order of the words, so that sums are the same each time.
    let mut sum: BTreeMap<&str, f64> = BTreeMap::new();
    for words in &words {
        let length = length(words);
        for word in words {
            *sum.entry(word).or_default() += weight(word) / length.max(f64::MIN_POSITIVE);
        }
    }
    let score = |words: &Vec<String>| {
        let length = length(words).max(f64::MIN_POSITIVE);
        let own = |word: &String| weight(word) / length;
        let others = |word: &String| sum.get(word.as_str()).copied().unwrap_or(0.0) - own(word);
        words.iter().map(|word| own(word) * others(word)).sum::<f64>()
    };
    let norm = sum.values().map(|v| v * v).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    words.iter().map(|words| score(words) / norm).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(words: &'a str, author: &'a str, group: &'a str) -> Candidate<'a> {
        Candidate { words, author, group }
    }

    #[test]
    fn the_passage_that_shares_its_words_comes_first_and_each_author_once() {
        let all = [
            of("Our village has a new market hall", "a", "civil society"),
            of("IPv6 must be in every public tender", "b", "government"),
            of("public tenders must require IPv6", "c", "government"),
            of("IPv6 in public tenders must be required", "c", "government"),
            of("we must require IPv6 of the public", "d", "technical"),
        ];
        let chosen = typical(&all, 3);
        assert_eq!(chosen.len(), 3);
        assert!(!chosen[..2].contains(&0), "{chosen:?}");
        let groups: HashSet<&str> = chosen.iter().map(|at| all[*at].group).collect();
        assert_eq!(groups.len(), 3, "{chosen:?}");
        assert_eq!(typical(&all, 9).len(), 4);
        assert_eq!(typical(&[], 3), Vec::<usize>::new());
    }
}
