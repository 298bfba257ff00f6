//! The tables that a workspace has: a file from elsewhere may hold no others, and no views and no triggers.
//!
//! Compared before anything in the file is run: a `CHECK`, a view or a trigger of a stranger would run with it.

use std::path::Path;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::Error;
use crate::model::id::to_hex;

/// The digest of each version's schema, from version 1 on.
const KNOWN: [&str; 5] = [
    "036ea675e8fadd6bc020b3b88420edbb349c756336e834d2e4dc3c0d90406bc6",
    "95ce84c31c87e3b28e8b713be8ff6069811fdb2aea75fe7a3a49bde0ee4d5597",
    "1d9966d58823911a6eaac02aa34f50c5565d1ce091b3cd74796db6160e78da3d",
    "abcdd264859d641fd8dec72c93338bfa2c549d299a34a5997f3a26489b13f923",
    "f0fbf322664e8648bc719c23716bdd6d934a63a111130a39aa56228588757bb1",
];

/// Refuses a file whose schema is not that of its version.
pub(crate) fn check(conn: &Connection, version: u32, path: &Path) -> Result<(), Error> {
    let known = version.checked_sub(1).and_then(|at| KNOWN.get(at as usize));
    if known.is_some_and(|known| digest(conn).is_ok_and(|found| found == *known)) {
        return Ok(());
    }
    let why = format!("its tables are not those of a workspace of format {version}");
    Err(Error::NotAWorkspace { path: path.to_owned(), why })
}

/// The digest of a file's schema: every object's kind, name, table and text, in order of the names.
fn digest(conn: &Connection) -> Result<String, Error> {
    let mut all = conn.prepare(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY type, name",
    )?;
    let mut rows = all.query([])?;
    let mut hasher = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            let text: String = row.get(column)?;
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
    }
    Ok(to_hex(&hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate;

    #[test]
    fn the_digests_are_those_of_the_migrations() {
        assert_eq!(KNOWN.len() as u32, migrate::NEWEST);
        for (known, version) in KNOWN.iter().zip(1..) {
            let mut conn = Connection::open_in_memory().unwrap();
            migrate::up_to(&mut conn, version).unwrap();
            assert_eq!(digest(&conn).unwrap(), *known, "version {version}");
        }
    }

    #[test]
    fn a_view_a_trigger_or_another_table_is_refused() {
        for strange in [
            "CREATE VIEW v AS SELECT 1",
            "CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END",
            "CREATE TABLE extra(x CHECK(x > randomblob(1000000)))",
            "CREATE VIRTUAL TABLE f USING fts5(x)",
            "DROP INDEX item_answer",
        ] {
            let mut conn = Connection::open_in_memory().unwrap();
            migrate::up(&mut conn).unwrap();
            check(&conn, migrate::NEWEST, Path::new("w.db")).unwrap();
            conn.execute_batch(strange).unwrap();
            assert!(check(&conn, migrate::NEWEST, Path::new("w.db")).is_err(), "{strange}");
        }
    }
}
