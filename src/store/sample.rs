//! Samples: some of what a query finds, the same ones of the same texts wherever it is asked.

use rusqlite::{Connection, Row};

use super::index::Set;
use super::{Error, marks};
use crate::model::id::digest16;

/// Of more texts than this all names are read, and those of the others passed over.
const MANY: u64 = 20_000;

/// What texts are called on every computer.
const NAMES: &str = "SELECT a.n, s.id, q.key, a.place FROM answer a
     JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question";

/// Draws so many of these texts.
///
/// A text's lot is a hash of the seed and of what the text is called on every computer, so neither the order of the
/// imports nor what else is there plays a part. Who has reviewed one text of a sample of what is to do sees
/// the others stay, and one more come.
pub(super) fn drawn(conn: &Connection, of: &Set, count: u32, seed: u64) -> Result<Set, Error> {
    let mut lots: Vec<([u8; 16], u32)> = Vec::with_capacity(of.len() as usize);
    let mut take = |row: &Row<'_>| {
        let text =
            |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_bytes_or_null()?.unwrap_or_default());
        let name = [&seed.to_le_bytes(), marks::blob(row, 1)?, text(2)?, text(3)?];
        lots.push((digest16("sample/1", &name), row.get(0)?));
        Ok::<_, Error>(())
    };
    if of.len() > MANY {
        let mut read = conn.prepare_cached(&format!("{NAMES} WHERE a.visible = 1"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            if of.contains(row.get(0)?) {
                take(row)?;
            }
        }
    } else {
        let mut read = conn.prepare_cached(&format!("{NAMES} WHERE a.n = ?1"))?;
        for text in of {
            let mut rows = read.query([text])?;
            while let Some(row) = rows.next()? {
                take(row)?;
            }
        }
    }
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count < lots.len() {
        lots.select_nth_unstable(count);
        lots.truncate(count);
    }
    Ok(lots.into_iter().map(|(_, number)| number).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::filter::{Filter, Resolved};
    use crate::store::world;

    fn sample(conn: &Connection, of: Filter, count: u32, seed: u64) -> Vec<u32> {
        let filter = Filter::Sample { of: Box::new(of), count, seed };
        let query = Resolved { filter, sort: Vec::new() };
        let mut found = world::listed(conn, &query);
        found.sort_unstable();
        found
    }

    #[test]
    fn a_greater_sample_holds_the_smaller_one_and_a_part_of_the_set_keeps_its_share() {
        let conn = world::database();
        let all = || Filter::All(Vec::new());
        for seed in 0..20 {
            let whole = sample(&conn, all(), 99, seed);
            assert_eq!(whole.len(), 10);
            let five = sample(&conn, all(), 5, seed);
            assert_eq!(five.len(), 5);
            assert!(sample(&conn, all(), 3, seed).iter().all(|one| five.contains(one)));
            // What is taken out of the set leaves the others drawn.
            let placed = || Filter::Not(Box::new(Filter::Unplaced));
            let unplaced = sample(&conn, Filter::Unplaced, 99, seed);
            let kept: Vec<_> = five.iter().filter(|one| !unplaced.contains(one)).collect();
            let of_placed = sample(&conn, placed(), 5, seed);
            assert!(kept.iter().all(|one| of_placed.contains(one)));
        }
        let drawn: std::collections::BTreeSet<_> =
            (0..20).map(|seed| sample(&conn, all(), 3, seed)).collect();
        assert!(drawn.len() > 10, "the seed decides: {drawn:?}");
    }

    #[test]
    fn what_is_set_aside_is_not_drawn() {
        let conn = world::database();
        conn.execute("UPDATE submission SET withdrawn = 1 WHERE n = 2", []).unwrap();
        let all = sample(&conn, Filter::All(Vec::new()), 99, 1);
        let with_them = sample(&conn, Filter::Everything, 99, 1);
        assert!(all.len() < with_them.len() && with_them.len() == 10);
    }
}
