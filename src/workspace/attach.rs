//! Which rows of an export are rows of an earlier one: by a column that tells rows apart in both, else by
//! the mutually best match of equal cells (DATA.md, "The same submission again").

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The cells of a row that hold something, by column.
pub(super) type Row = BTreeMap<String, String>;

/// What a row of the new export is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Match {
    /// A submission that is not there.
    New,
    /// This row of the earlier exports.
    Is(usize),
    /// As like to the one as to the other.
    Unsure(usize, usize),
}

/// A value that more rows have than this tells nothing apart.
const COMMON: usize = 60;

/// Matches rows of a new export with those that are there. `closed` are columns that hold no answers.
pub(super) fn matches(new: &[Row], old: &[Row], closed: &BTreeSet<&str>) -> Vec<Match> {
    let (mut found, key) = by_key(new, old, closed);
    if let Some(key) = key {
        // A row whose key is there or whose key is new is settled; only rows without one go on.
        let open = |i: usize| !new[i].contains_key(key);
        by_cells(new, old, &mut found, &open);
    } else {
        by_cells(new, old, &mut found, &|_| true);
    }
    found
}

/// Matches by the column that tells rows apart in both, if there is one, and names it.
pub(super) fn by_key<'a>(
    new: &[Row],
    old: &[Row],
    closed: &BTreeSet<&'a str>,
) -> (Vec<Match>, Option<&'a str>) {
    let mut found = vec![Match::New; new.len()];
    let key = key(new, old, closed);
    if let Some(key) = key {
        let by_value: HashMap<&str, usize> =
            old.iter().enumerate().filter_map(|(i, row)| Some((row.get(key)?.as_str(), i))).collect();
        for (row, found) in new.iter().zip(&mut found) {
            if let Some(&i) = row.get(key).and_then(|value| by_value.get(value.as_str())) {
                *found = Match::Is(i);
            }
        }
    }
    (found, key)
}

/// A column without answers that is unique in both, where at least half of the smaller's values are in the other.
fn key<'a>(new: &[Row], old: &[Row], closed: &BTreeSet<&'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &'a str)> = None;
    for column in closed {
        let (Some(of_new), Some(of_old)) = (unique(new, column), unique(old, column)) else { continue };
        let shared = of_new.intersection(&of_old).count();
        let enough = shared * 2 >= of_new.len().min(of_old.len()) && shared > 0;
        let most = of_new.len() * 2 >= new.len() && of_old.len() * 2 >= old.len();
        if enough && most && best.is_none_or(|(b, _)| shared > b) {
            best = Some((shared, column));
        }
    }
    best.map(|(_, column)| column)
}

fn unique<'r>(rows: &'r [Row], column: &str) -> Option<BTreeSet<&'r str>> {
    let mut seen = BTreeSet::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        if !seen.insert(value.as_str()) {
            return None;
        }
    }
    (!seen.is_empty()).then_some(seen)
}

/// Pairs rows that are each other's best, where at least half of the cells are equal.
fn by_cells(new: &[Row], old: &[Row], found: &mut [Match], open: &dyn Fn(usize) -> bool) {
    let mut used: BTreeSet<usize> =
        found.iter().filter_map(|m| if let Match::Is(i) = m { Some(*i) } else { None }).collect();
    let mut index: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (i, row) in old.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        for (column, value) in row {
            index.entry((column, value)).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, row) in new.iter().enumerate().filter(|(i, _)| open(*i)) {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for (column, value) in row {
            let holders = index.get(&(column.as_str(), value.as_str()));
            candidates.extend(holders.filter(|h| h.len() <= COMMON).into_iter().flatten());
        }
        for j in candidates {
            let equal = row.iter().filter(|(column, value)| old[j].get(*column) == Some(value)).count();
            if equal >= 2 && equal * 2 >= row.len().min(old[j].len()) {
                pairs.push((equal, i, j));
            }
        }
    }
    // The most alike first; of equals those in the order of both exports.
    pairs.sort_by_key(|&(equal, i, j)| (std::cmp::Reverse(equal), i, j));
    let rivals = pairs.clone();
    for (equal, i, j) in pairs {
        if found[i] != Match::New || used.contains(&j) {
            continue;
        }
        let rival = rivals.iter().find(|&&(e, a, b)| {
            e == equal
                && ((a == i && b != j && !used.contains(&b) && old[b] != old[j])
                    || (b == j && a != i && found[a] == Match::New && new[a] != new[i]))
        });
        match rival {
            Some(&(_, _, b)) if b != j => found[i] = Match::Unsure(j, b),
            Some(_) => found[i] = Match::Unsure(j, j),
            None => {
                found[i] = Match::Is(j);
                used.insert(j);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        cells.iter().map(|(c, v)| ((*c).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn a_key_matches_whatever_else_changed() {
        let old = [row(&[("ref", "A"), ("q1", "x")]), row(&[("ref", "B"), ("q1", "y")])];
        let new = [row(&[("ref", "B"), ("q1", "z")]), row(&[("ref", "C"), ("q1", "x")])];
        assert_eq!(matches(&new, &old, &BTreeSet::from(["ref"])), [Match::Is(1), Match::New]);
    }

    #[test]
    fn without_a_key_the_best_match_of_equal_cells_holds() {
        let old = [
            row(&[("t", "gov"), ("q1", "one"), ("q2", "two")]),
            row(&[("t", "gov"), ("q1", "ten"), ("q2", "six")]),
        ];
        let new = [
            row(&[("t", "gov"), ("q1", "ten"), ("q2", "seven")]),
            row(&[("t", "gov"), ("q1", "one"), ("q2", "two")]),
        ];
        assert_eq!(matches(&new, &old, &BTreeSet::from(["t"])), [Match::Is(1), Match::Is(0)]);
    }

    #[test]
    fn equal_anonymous_rows_are_paired_in_order() {
        let twin = row(&[("q1", "one"), ("q2", "two")]);
        let rows = [twin.clone(), twin];
        assert_eq!(matches(&rows, &rows, &BTreeSet::new()), [Match::Is(0), Match::Is(1)]);
    }

    #[test]
    fn a_near_tie_is_unsure() {
        let old =
            [row(&[("q1", "a"), ("q2", "b"), ("q3", "x")]), row(&[("q1", "a"), ("q2", "b"), ("q3", "y")])];
        let new = [row(&[("q1", "a"), ("q2", "b"), ("q3", "z")])];
        assert!(matches!(matches(&new, &old, &BTreeSet::new())[0], Match::Unsure(..)));
    }
}
