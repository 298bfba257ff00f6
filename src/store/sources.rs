//! What is kept of the files themselves: hashes and the reports of their imports.

use rusqlite::{Connection, OptionalExtension};

use super::payload::{Kind, field};
use super::{Error, cells, corpus, derive, from_json, marks};
use crate::model::id::SourceHash;
use crate::model::import::SourceReport;

/// The sources that an import which is on brought, with their local numbers, in the order in which they came.
pub(crate) fn hashes(conn: &Connection) -> Result<Vec<(SourceHash, i64)>, Error> {
    let mut all = conn.prepare_cached("SELECT n FROM source ORDER BY n")?;
    let numbers: Vec<i64> = all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut on = Vec::new();
    for n in numbers {
        let hash = corpus::source_hash(conn, n)?;
        if is_here(conn, hash)? {
            on.push((hash, n));
        }
    }
    Ok(on)
}

/// The row of a source.
pub(crate) fn number(conn: &Connection, hash: SourceHash) -> Result<Option<i64>, Error> {
    let mut read = conn.prepare_cached("SELECT n FROM source WHERE sha256 = ?1")?;
    Ok(read.query_row([hash.as_bytes()], |r| r.get(0)).optional()?)
}

/// Whether an import that is on brought this source.
pub(crate) fn is_here(conn: &Connection, hash: SourceHash) -> Result<bool, Error> {
    Ok(!cells::all_on(conn, Kind::Source, hash.as_bytes(), field::SOURCE_REPORT)?.is_empty())
}

/// The names under which a source came, by imports that are on.
pub(crate) fn names(conn: &Connection, hash: SourceHash) -> Result<Vec<String>, Error> {
    let all = cells::all_on(conn, Kind::Source, hash.as_bytes(), field::SOURCE_FILE)?;
    Ok(all.into_iter().filter_map(|w| cells::text(Some(w.value))).collect())
}

/// Every name under which a source came by an import that is on, with the source, in the order of the names.
pub(crate) fn all_names(conn: &Connection) -> Result<Vec<(String, SourceHash)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT DISTINCT cell.value, cell.entity FROM cell JOIN operation ON operation.n = cell.op
         WHERE cell.kind = ?1 AND cell.field = ?2 AND operation.off = 0 AND typeof(cell.value) = 'text' ORDER BY 1, 2",
    )?;
    let mut rows = read.query((Kind::Source as i64, field::SOURCE_FILE))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let hash = SourceHash::from_bytes(marks::blob(row, 1)?)
            .ok_or_else(|| Error::Damaged("the hash of a source".to_owned()))?;
        all.push((row.get(0)?, hash));
    }
    Ok(all)
}

/// What the imports said of the files; several of one source are one report each.
pub(crate) fn reports(conn: &Connection) -> Result<Vec<SourceReport>, Error> {
    let mut reports = Vec::new();
    for (hash, _) in hashes(conn)? {
        for write in cells::all_on(conn, Kind::Source, hash.as_bytes(), field::SOURCE_REPORT)? {
            if let Some(json) = cells::text(Some(write.value)) {
                let mut report = from_json(&json, "the report of an import")?;
                derive::as_placed(conn, hash, write.stamp.n, &mut report)?;
                reports.push(report);
            }
        }
    }
    Ok(reports)
}
