//! Schema versions: numbered files, applied in order, never edited once they have landed.

use rusqlite::{Connection, TransactionBehavior};

use super::Error;

const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001_first.sql")];

/// The newest version that this program knows.
pub(crate) const NEWEST: u32 = MIGRATIONS.len() as u32;

/// The file's version; 0 when it has no tables yet.
pub(crate) fn version(conn: &Connection) -> Result<u32, Error> {
    Ok(conn.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

/// Brings the file to the newest version, each step in one transaction.
pub(crate) fn up(conn: &mut Connection) -> Result<(), Error> {
    if version(conn)? == NEWEST {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for (i, sql) in MIGRATIONS.iter().enumerate().skip(from as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", i as i64 + 1)?;
    }
    tx.commit()?;
    Ok(())
}
