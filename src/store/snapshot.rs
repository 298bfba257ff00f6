//! Readings that see one state of the file, whoever writes meanwhile.

use rusqlite::{Connection, Transaction};

use super::Error;

/// Reads within one transaction, or within the one that is open.
pub(crate) fn snapshot<T>(
    conn: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    if !conn.is_autocommit() {
        return read(conn);
    }
    let transaction = conn.unchecked_transaction()?;
    let value = read(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// Begins a reading of the state as it is now: what others write from here on is not seen until it ends.
pub(crate) fn hold(conn: &Connection) -> Result<Transaction<'_>, Error> {
    let held = conn.unchecked_transaction()?;
    // SQLite begins with the first row that is read, not with BEGIN.
    held.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(held)
}

/// Changes whenever another connection wrote.
pub(crate) fn data_version(conn: &Connection) -> Result<i64, Error> {
    Ok(conn.query_row("PRAGMA data_version", [], |r| r.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_within_a_reading_is_one_with_it() {
        let conn = Connection::open_in_memory().unwrap();
        let inside = snapshot(&conn, |conn| snapshot(conn, |conn| Ok(conn.is_autocommit()))).unwrap();
        assert!(!inside);
        assert!(conn.is_autocommit());
        let failed: Result<(), Error> = snapshot(&conn, |_| Err(Error::Damaged("so".to_owned())));
        assert!(failed.is_err() && conn.is_autocommit());
    }
}
