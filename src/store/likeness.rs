//! Rows of tables, as they are compared with one another: by what stands in their cells, of which only a digest is held.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// The cells of a row that hold something: column and digest, by column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Row(Vec<(u32, u64)>);

impl Row {
    /// The digest of what stands in a column.
    pub(crate) fn get(&self, column: u32) -> Option<u64> {
        let at = self.0.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.0.get(at).map(|(_, digest)| *digest)
    }

    /// How many cells hold something.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Columns and digests.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.0.iter().copied()
    }
}

/// The columns of tables that are compared, and the digests of one comparison: nobody can make texts for them whose
/// digests are alike.
#[derive(Default)]
pub(crate) struct Columns {
    numbers: HashMap<String, u32>,
    digests: RandomState,
}

impl Columns {
    /// The number of a column, by what it is compared by.
    pub(crate) fn number(&mut self, key: &str) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(key.to_owned(), number);
        number
    }

    /// The row of these cells, white space folded; empty ones are left out.
    pub(crate) fn row<'c>(&self, cells: impl IntoIterator<Item = (u32, &'c str)>) -> Row {
        let filled = cells.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let mut row: Vec<(u32, u64)> = filled.map(|(column, text)| (column, self.digest(text))).collect();
        row.sort_unstable();
        row.dedup_by_key(|(column, _)| *column);
        Row(row)
    }

    fn digest(&self, text: &str) -> u64 {
        let mut hasher = self.digests.build_hasher();
        for word in text.split_whitespace() {
            hasher.write(word.as_bytes());
            hasher.write_u8(b' ');
        }
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_alike_when_their_words_are() {
        let mut columns = Columns::default();
        let (a, b) = (columns.number("a"), columns.number("b"));
        assert_eq!((columns.number("a"), a == b), (a, false));
        let row = columns.row([(b, "two  words"), (a, " x ")]);
        assert_eq!(row, columns.row([(a, "x"), (b, "two\nwords"), (b + 1, " ")]));
        assert_ne!(row, columns.row([(a, "x"), (b, "twowords")]));
        assert_eq!((row.len(), row.get(a).is_some(), row.get(b + 1)), (2, true, None));
    }
}
