//! Cells of tables that are neither answers nor metadata: attributes of their submissions.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::{Error, corpus};
use crate::model::draft::Column;
use crate::text::fold::fold;
use crate::text::places;

/// The names of the columns that are attributes, by source and column.
pub(super) fn columns(conn: &Connection) -> Result<BTreeMap<(i64, usize), String>, Error> {
    let mut tables = conn.prepare_cached("SELECT n FROM source WHERE header <> '[]' ORDER BY n")?;
    let tables: Vec<i64> = tables.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut all = BTreeMap::new();
    for source in tables {
        let said = corpus::columns(conn, corpus::source_hash(conn, source)?)?;
        for (i, name) in places::of_columns(&corpus::header(conn, source)?).into_iter().enumerate() {
            if said.get(i).is_some_and(Column::is_attribute) {
                all.insert((source, i), name);
            }
        }
    }
    Ok(all)
}

/// The names of all columns that are attributes, each once.
pub(crate) fn names(conn: &Connection) -> Result<Vec<String>, Error> {
    Ok(columns(conn)?.into_values().collect::<BTreeSet<_>>().into_iter().collect())
}

/// The attributes of a submission by column: those of the record that holds, then those of its other records whose
/// columns that one's table does not have, those of tables of submitters last, the earliest of them first. Empty cells
/// are left out.
pub(crate) fn of_submission(
    conn: &Connection,
    submission: i64,
    holder: i64,
) -> Result<BTreeMap<String, String>, Error> {
    let mut attributes = corpus::attributes(conn, holder)?;
    let mut others = conn.prepare_cached(
        "SELECT r.n, r.source FROM submission_record sr JOIN record r ON r.n = sr.record
         WHERE sr.submission = ?1 AND r.n <> ?2 ORDER BY sr.fills, iif(sr.fills, r.n, -r.n)",
    )?;
    let others: Vec<(i64, i64)> =
        others.query_map((submission, holder), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    if others.is_empty() {
        return Ok(attributes);
    }
    let source: i64 =
        conn.prepare_cached("SELECT source FROM record WHERE n = ?1")?.query_row([holder], |r| r.get(0))?;
    let held = places::of_columns(&corpus::header(conn, source)?);
    for (record, source) in others {
        // Of a table whose import was undone nothing is said of its columns.
        if corpus::columns(conn, corpus::source_hash(conn, source)?)?.is_empty() {
            continue;
        }
        for (name, value) in corpus::attributes(conn, record)? {
            if !held.contains(&name) {
                attributes.entry(name).or_insert(value);
            }
        }
    }
    Ok(attributes)
}

/// The submissions in whose columns of these names the folded value stands: as the whole, if it does so anywhere, else
/// as words of it; with `prefix`, what begins so.
pub(super) fn submissions_with(
    conn: &Connection,
    heads: &[String],
    value: &str,
    prefix: bool,
) -> Result<BTreeSet<i64>, Error> {
    let (mut whole, mut part) = (BTreeSet::new(), BTreeSet::new());
    let words = format!(" {value} ");
    each_cell(conn, |name| heads.iter().any(|head| head == name), &mut |submission, cell| {
        let cell = fold(&cell);
        if cell == value {
            whole.insert(submission);
        } else if (prefix && cell.starts_with(value)) || (!prefix && format!(" {cell} ").contains(&words)) {
            part.insert(submission);
        }
    })?;
    if prefix {
        whole.append(&mut part);
    }
    Ok(if whole.is_empty() { part } else { whole })
}

/// What each submission says in the column of this name. Two values of one submission are rare: of two earlier tables,
/// where the one that holds has no such column.
pub(super) fn of_column(conn: &Connection, head: &str) -> Result<BTreeMap<i64, Vec<String>>, Error> {
    let mut all: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    each_cell(conn, |name| name == head, &mut |submission, cell| {
        if !cell.is_empty() {
            all.entry(submission).or_default().push(cell);
        }
    })?;
    Ok(all)
}

/// Gives the cells of the columns that are attributes and wanted, with their visible submissions.
fn each_cell(
    conn: &Connection,
    wanted: impl Fn(&str) -> bool,
    each: &mut dyn FnMut(i64, String),
) -> Result<(), Error> {
    let mut cells = conn.prepare_cached(
        "SELECT s.n, json_extract(r.cells, ?2), s.record = r.n, held.source FROM record r
         JOIN submission_record sr ON sr.record = r.n JOIN submission s ON s.n = sr.submission
         JOIN record held ON held.n = s.record WHERE r.source = ?1 AND s.visible = 1",
    )?;
    let all = columns(conn)?;
    let named: Vec<_> = all.iter().filter(|(_, name)| wanted(name)).collect();
    let sources: BTreeSet<i64> = named.iter().map(|((source, _), _)| *source).collect();
    for ((source, column), _) in named {
        let rows = cells.query_map((source, format!("$.\"{column}\"")), |r| {
            Ok((
                r.get::<_, i64>(0)?,
                r.get::<_, Option<String>>(1)?,
                r.get::<_, bool>(2)?,
                r.get::<_, i64>(3)?,
            ))
        })?;
        for row in rows {
            let (submission, cell, holds, held) = row?;
            // What an earlier table says counts where the one that holds has no such column.
            if let Some(cell) = cell.filter(|_| holds || !sources.contains(&held)) {
                each(submission, cell);
            }
        }
    }
    Ok(())
}
