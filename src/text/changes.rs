//! What changed between two texts, line by line: the longest common lines stay (Hunt and McIlroy 1976).

/// A line of either text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the older.
    Gone(&'a str),
    /// Only in the newer.
    New(&'a str),
}

/// Texts of more lines than this times as many are told as wholly replaced between what they begin and end with.
const MOST: usize = 4_000_000;

/// The lines of both texts in one order: what is gone before what came instead. Empty lines are left out.
pub fn changes<'a>(older: &'a str, newer: &'a str) -> Vec<Line<'a>> {
    let lines = |text: &'a str| -> Vec<&'a str> {
        text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect()
    };
    let (older, newer) = (lines(older), lines(newer));
    let before = older.iter().zip(&newer).take_while(|(a, b)| a == b).count();
    let rest = older.len().min(newer.len()) - before;
    let after = older.iter().rev().zip(newer.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old, new) = (&older[before..older.len() - after], &newer[before..newer.len() - after]);
    let mut all: Vec<Line<'a>> = newer[..before].iter().map(|line| Line::Same(line)).collect();
    middle(old, new, &mut all);
    all.extend(newer[newer.len() - after..].iter().map(|line| Line::Same(line)));
    all
}

fn middle<'a>(old: &[&'a str], new: &[&'a str], all: &mut Vec<Line<'a>>) {
    if old.len().saturating_mul(new.len()) > MOST {
        all.extend(old.iter().map(|line| Line::Gone(line)));
        all.extend(new.iter().map(|line| Line::New(line)));
        return;
    }
    // common[i][j]: how many lines the texts from i and j on have in common.
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Line::Same(new[j]));
            (i, j) = (i + 1, j + 1);
        } else if j >= new.len()
            || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            all.push(Line::Gone(old[i]));
            i += 1;
        } else {
            all.push(Line::New(new[j]));
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::Line::{Gone, New, Same};
    use super::changes;

    #[test]
    fn lines_that_stay_are_the_same_and_the_others_gone_or_new() {
        assert_eq!(
            changes("one\n\ntwo\nthree\nfour", "one\ntwo and a half\nthree\nfive\nfour"),
            [Same("one"), Gone("two"), New("two and a half"), Same("three"), New("five"), Same("four")]
        );
        assert_eq!(changes("", "a"), [New("a")]);
        assert_eq!(changes("a\na", "a"), [Same("a"), Gone("a")]);
        assert_eq!(changes("", ""), []);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_it(older in "[ab\n]{0,40}", newer in "[abc\n]{0,40}") {
            let lines = |text: &str| -> Vec<String> {
                text.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
            };
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for line in changes(&older, &newer) {
                match line {
                    Same(line) => { old.push(line.to_owned()); new.push(line.to_owned()); }
                    Gone(line) => old.push(line.to_owned()),
                    New(line) => new.push(line.to_owned()),
                }
            }
            assert_eq!((old, new), (lines(&older), lines(&newer)));
        }
    }
}
