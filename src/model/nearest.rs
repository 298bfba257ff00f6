//! The nearest right word, for “did you mean”.

/// The most code points of a mistyped word that are looked at; longer ones are no typing mistakes.
const LONGEST: usize = 40;

/// Finds the candidate that a mistyped word is most likely meant to be; `None` when none is near.
///
/// Near is at most one typing mistake (a letter added, missing, wrong or swapped with its neighbour) per three
/// letters, case ignored. Of equally near candidates the first wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.chars().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
        let mistakes = distance(&word, &letters);
        let allowed = word.len().min(letters.len()).div_ceil(3);
        if mistakes <= allowed && best.is_none_or(|(fewest, _)| mistakes < fewest) {
            best = Some((mistakes, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The optimal string alignment distance: Levenshtein's, and a swap of neighbours counts one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let wrong = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + wrong);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn small_mistakes_are_forgiven_and_large_ones_are_not() {
        let fields = ["theme", "type", "section", "q"];
        assert_eq!(nearest("tehme", fields), Some("theme"));
        assert_eq!(nearest("THEMES", fields), Some("theme"));
        assert_eq!(nearest("tpye", fields), Some("type"));
        assert_eq!(nearest("campaign", fields), None);
        assert_eq!(nearest("", fields), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), fields), None);
    }
}
