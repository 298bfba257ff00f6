//! Numbers that an import continues.

use rusqlite::Connection;

use super::Error;

/// The next number for references that begin with the call's prefix.
pub(crate) fn next_number(conn: &Connection, prefix: &str) -> Result<i64, Error> {
    let mut all = conn.prepare_cached("SELECT reference FROM submission")?;
    let mut rows = all.query([])?;
    let mut highest = 0;
    while let Some(row) = rows.next()? {
        let reference: String = row.get(0)?;
        let rest = reference.strip_prefix(prefix).map(|r| r.strip_prefix('-').unwrap_or(r));
        if let Some(number) = rest.and_then(|r| r.parse::<i64>().ok()) {
            highest = highest.max(number);
        }
    }
    Ok(highest + 1)
}

/// The place of the next source among those of its import.
pub(crate) fn next_order(conn: &Connection) -> Result<i64, Error> {
    Ok(conn.query_row("SELECT count(*) FROM source", [], |r| r.get(0))?)
}
