//! Which rows of an export are rows of an earlier one: by a column that tells rows apart in both, else by
//! the mutually best match of equal cells (DATA.md, "The same submission again").

use std::collections::{BTreeSet, HashMap};

use crate::store::likeness::Row;

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
pub(super) fn matches(new: &[Row], old: &[Row], closed: &BTreeSet<u32>) -> Vec<Match> {
    let (mut found, key) = by_key(new, old, closed);
    if let Some(key) = key {
        // A row whose key is there or whose key is new is settled; only rows without one go on.
        let open = |i: usize| new[i].get(key).is_none();
        by_cells(new, old, &mut found, &open);
    } else {
        by_cells(new, old, &mut found, &|_| true);
    }
    found
}

/// Matches by the column that tells rows apart in both, if there is one, and names it.
pub(super) fn by_key(new: &[Row], old: &[Row], closed: &BTreeSet<u32>) -> (Vec<Match>, Option<u32>) {
    let mut found = vec![Match::New; new.len()];
    let key = key(new, old, closed);
    if let Some(key) = key {
        let by_value: HashMap<u64, usize> =
            old.iter().enumerate().filter_map(|(i, row)| Some((row.get(key)?, i))).collect();
        for (row, found) in new.iter().zip(&mut found) {
            if let Some(&i) = row.get(key).and_then(|value| by_value.get(&value)) {
                *found = Match::Is(i);
            }
        }
    }
    (found, key)
}

/// A column without answers that is unique in both, where at least half of the smaller's values are in the other.
fn key(new: &[Row], old: &[Row], closed: &BTreeSet<u32>) -> Option<u32> {
    let mut best: Option<(usize, u32)> = None;
    for &column in closed {
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

fn unique(rows: &[Row], column: u32) -> Option<BTreeSet<u64>> {
    let mut seen = BTreeSet::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        if !seen.insert(value) {
            return None;
        }
    }
    (!seen.is_empty()).then_some(seen)
}

/// Pairs rows that are each other's best, where at least half of the cells are equal.
fn by_cells(new: &[Row], old: &[Row], found: &mut [Match], open: &dyn Fn(usize) -> bool) {
    let mut used: BTreeSet<usize> =
        found.iter().filter_map(|m| if let Match::Is(i) = m { Some(*i) } else { None }).collect();
    let mut index: HashMap<(u32, u64), Vec<usize>> = HashMap::new();
    for (i, row) in old.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        for cell in row.cells() {
            index.entry(cell).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, row) in new.iter().enumerate().filter(|(i, _)| open(*i)) {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for cell in row.cells() {
            let holders = index.get(&cell);
            candidates.extend(holders.filter(|h| h.len() <= COMMON).into_iter().flatten());
        }
        for j in candidates {
            let equal = row.cells().filter(|(column, digest)| old[j].get(*column) == Some(*digest)).count();
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
    use crate::store::likeness::Columns;

    /// Rows of columns that are named by one letter.
    fn rows<const N: usize>(rows: [&[(char, &str)]; N]) -> Vec<Row> {
        thread_local!(static COLUMNS: Columns = Columns::default());
        let row = |cells: &[(char, &str)]| {
            COLUMNS.with(|columns| columns.row(cells.iter().map(|(c, v)| (u32::from(*c), *v))))
        };
        rows.into_iter().map(row).collect()
    }

    /// The columns without answers.
    fn closed(names: &[char]) -> BTreeSet<u32> {
        names.iter().map(|name| u32::from(*name)).collect()
    }

    #[test]
    fn a_key_matches_whatever_else_changed() {
        let old = rows([&[('r', "A"), ('1', "x")], &[('r', "B"), ('1', "y")]]);
        let new = rows([&[('r', "B"), ('1', "z")], &[('r', "C"), ('1', "x")]]);
        assert_eq!(matches(&new, &old, &closed(&['r'])), [Match::Is(1), Match::New]);
    }

    #[test]
    fn without_a_key_the_best_match_of_equal_cells_holds() {
        let old =
            rows([&[('t', "gov"), ('1', "one"), ('2', "two")], &[('t', "gov"), ('1', "ten"), ('2', "six")]]);
        let new = rows([
            &[('t', "gov"), ('1', "ten"), ('2', "seven")],
            &[('t', "gov"), ('1', "one"), ('2', "two")],
        ]);
        assert_eq!(matches(&new, &old, &closed(&['t'])), [Match::Is(1), Match::Is(0)]);
    }

    #[test]
    fn equal_anonymous_rows_are_paired_in_order() {
        let twins = rows([&[('1', "one"), ('2', "two")], &[('1', "one"), ('2', "two")]]);
        assert_eq!(matches(&twins, &twins, &closed(&[])), [Match::Is(0), Match::Is(1)]);
    }

    #[test]
    fn a_near_tie_is_unsure() {
        let old = rows([&[('1', "a"), ('2', "b"), ('3', "x")], &[('1', "a"), ('2', "b"), ('3', "y")]]);
        let new = rows([&[('1', "a"), ('2', "b"), ('3', "z")]]);
        assert!(matches!(matches(&new, &old, &closed(&[]))[0], Match::Unsure(..)));
    }
}
