//! Small numbers that are not told, so that nobody is known by being one of two.
//!
//! A number from 1 to 2 is masked. Where one masked number alone would follow from its line's total, the next smallest of
//! the line is masked with it, or the total if there is none (complementary suppression, as statistical offices do it;
//! Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001). A nought is told: it is nobody.

use super::matrix::Matrix;

/// The smallest number that is told, nought aside.
pub const TOLD: u32 = 3;

/// What stands for a masked number: the smaller ones are below [`TOLD`], one that is masked with them may not be.
pub const MASKED: &str = "–";

/// Which numbers of a matrix are masked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mask {
    /// For each row its numbers and, last, its total; after the rows the totals of the columns and of all.
    lines: Vec<Vec<bool>>,
}

impl Mask {
    /// The mask of a matrix.
    pub fn of(found: &Matrix) -> Self {
        let line = |numbers: &[u32], total: u32| numbers.iter().copied().chain([total]).collect::<Vec<u32>>();
        let rows = found.cells.iter().zip(&found.row_totals).map(|(numbers, total)| line(numbers, *total));
        let numbers: Vec<Vec<u32>> = rows.chain([line(&found.column_totals, found.total)]).collect();
        let small = |line: &Vec<u32>| line.iter().map(|n| (1..TOLD).contains(n)).collect();
        let mut mask = Self { lines: numbers.iter().map(small).collect() };
        while mask.completes(&numbers) {}
        mask
    }

    /// Whether a number is masked, by row and column; the last of each are the totals.
    pub fn hides(&self, row: usize, column: usize) -> bool {
        self.lines.get(row).and_then(|line| line.get(column)).copied().unwrap_or(false)
    }

    /// How many numbers are masked.
    pub fn count(&self) -> usize {
        self.lines.iter().flatten().filter(|hidden| **hidden).count()
    }

    /// Masks one more number where one alone is masked in a line; false when there is no such line.
    fn completes(&mut self, numbers: &[Vec<u32>]) -> bool {
        let (rows, columns) = (numbers.len(), numbers.first().map_or(0, Vec::len));
        let across = (0..rows).map(|row| (0..columns).map(|column| (row, column)).collect::<Vec<_>>());
        let down = (0..columns).map(|column| (0..rows).map(|row| (row, column)).collect::<Vec<_>>());
        for line in across.chain(down) {
            let hidden = line.iter().filter(|(row, column)| self.lines[*row][*column]).count();
            let told =
                line.iter().filter(|(row, column)| !self.lines[*row][*column] && numbers[*row][*column] > 0);
            if hidden == 1
                && let Some((row, column)) = told.min_by_key(|(row, column)| numbers[*row][*column])
            {
                self.lines[*row][*column] = true;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::matrix::{Ask, Count, Dimension};

    fn matrix(cells: &[&[u32]]) -> Matrix {
        let cells: Vec<Vec<u32>> = cells.iter().map(|row| row.to_vec()).collect();
        let columns = (0..cells[0].len()).map(|at| cells.iter().map(|row| row[at]).sum()).collect();
        Matrix {
            ask: Ask { rows: Dimension::Question, columns: Dimension::Region, count: Count::Answers },
            rows: Vec::new(),
            columns: Vec::new(),
            row_totals: cells.iter().map(|row| row.iter().sum()).collect(),
            column_totals: columns,
            total: cells.iter().flatten().sum(),
            any_row: Vec::new(),
            any: 0,
            left_out: 0,
            mask: None,
            cells,
        }
    }

    #[test]
    fn no_masked_number_follows_from_the_others_of_its_line() {
        let found = matrix(&[&[1, 9, 4], &[7, 5, 0], &[6, 8, 3]]);
        let mask = Mask::of(&found);
        assert!(mask.hides(0, 0) && !mask.hides(1, 2));
        for at in 0..4 {
            let across = (0..4).filter(|column| mask.hides(at, *column)).count();
            let down = (0..4).filter(|row| mask.hides(*row, at)).count();
            assert!(across != 1 && down != 1, "{mask:?}");
        }
    }

    #[test]
    fn where_nothing_is_small_nothing_is_masked() {
        assert_eq!(Mask::of(&matrix(&[&[0, 3], &[5, 0]])).count(), 0);
    }
}
