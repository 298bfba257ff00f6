//! Schema versions: numbered files, applied in order, never edited once they have landed.

use std::path::PathBuf;

use rusqlite::{Connection, TransactionBehavior};

use super::{Error, Store, derive, to_json};
use crate::text::citable;

const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_withdrawn.sql"),
    include_str!("migrations/0003_signatories.sql"),
    include_str!("migrations/0004_codebook.sql"),
    include_str!("migrations/0005_findings.sql"),
];

/// Before this version it was kept as written how a submission may be cited.
const CITABLE_IN_ONE_WAY: u32 = 3;

/// The newest version that this program knows.
pub(crate) const NEWEST: u32 = MIGRATIONS.len() as u32;

/// What was done to a file of an older version before it was worked in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Migrated {
    /// The version that it had.
    pub from: u32,
    /// The version that it has now.
    pub to: u32,
    /// The copy of it as it was.
    pub backup: PathBuf,
}

impl Store {
    /// Brings a file of an older version to the newest, after a full copy beside it.
    pub(super) fn migrate(&mut self) -> Result<Option<Migrated>, Error> {
        let from = version(&self.conn)?;
        if from == NEWEST {
            return Ok(None);
        }
        let backup = self.copy_beside(&format!("before-v{NEWEST}"))?;
        up(&mut self.conn)?;
        Ok(Some(Migrated { from, to: NEWEST, backup }))
    }
}

/// The file's version; 0 when it has no tables yet.
pub(crate) fn version(conn: &Connection) -> Result<u32, Error> {
    Ok(conn.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

/// Brings the tables to the newest version, all steps in one transaction.
pub(crate) fn up(conn: &mut Connection) -> Result<(), Error> {
    if version(conn)? == NEWEST { Ok(()) } else { up_to(conn, NEWEST) }
}

/// Brings the tables to one version.
pub(super) fn up_to(conn: &mut Connection, newest: u32) -> Result<(), Error> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for (i, sql) in MIGRATIONS.iter().enumerate().take(newest as usize).skip(from as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", i as i64 + 1)?;
    }
    if from < CITABLE_IN_ONE_WAY && newest == NEWEST {
        read_anew(&tx)?;
    }
    tx.commit()?;
    Ok(())
}

/// Reads anew what submissions say of how they may be cited, where it was kept in other words.
fn read_anew(conn: &Connection) -> Result<(), Error> {
    let ways = to_json(&citable::WAYS)?;
    let mut all = conn.prepare(
        "SELECT n FROM submission WHERE visible = 1 AND citable NOT IN (SELECT value FROM json_each(?1)) ORDER BY n",
    )?;
    let all: Vec<i64> = all.query_map([ways], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut known = derive::Known::default();
    for submission in all {
        derive::refresh_submission(conn, submission, &mut known)?;
    }
    Ok(())
}
