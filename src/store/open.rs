//! Opening and making the file: who may, with which settings.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::moved::Standing;
use super::{Error, migrate, room, schema};

/// Stands in the file's header: "Rapp" in ASCII.
const APPLICATION_ID: i64 = 0x5261_7070;

/// How long a writer waits for another, in milliseconds.
const BUSY_TIMEOUT: u64 = 5_000;

/// No text or value in a workspace is longer, in bytes.
const LONGEST: i32 = 64 << 20;

/// One connection to one workspace.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) writable: bool,
    pub(super) standing: Standing,
}

impl Store {
    /// Makes an empty workspace, readable by its owner only. Never touches a file that is there.
    #[cfg(test)]
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        fs::File::create_new(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Self::fill(path)
    }

    /// Makes an empty workspace of an empty file.
    pub(crate) fn fill(path: &Path) -> Result<Self, Error> {
        let mut store = Self::connect(path, true).map_err(|e| in_place(e, path))?;
        // While the files are there, the system can be asked what is wrong with them.
        store.begin().map_err(|e| in_place(e, path))?;
        Ok(store)
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.conn.pragma_update(None, "page_size", 8192)?;
        self.conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        self.settle()?;
        migrate::up(&mut self.conn)?;
        let mut id = [0_u8; 16];
        getrandom::fill(&mut id).map_err(|e| Error::Damaged(format!("no random numbers: {e}")))?;
        self.conn.execute("INSERT INTO meta(key, value) VALUES('workspace', ?1)", [&id[..]])?;
        Ok(())
    }

    /// Opens a workspace that is there; never makes a file.
    pub(crate) fn open(path: &Path, write: bool) -> Result<Self, Error> {
        recognize(path)?;
        let mut store = Self::connect(path, write).map_err(|e| in_place(e, path))?;
        store.take_up(write).map_err(|e| in_place(e, path))?;
        Ok(store)
    }

    fn take_up(&mut self, write: bool) -> Result<(), Error> {
        self.check(&self.path)?;
        if !write {
            return Ok(());
        }
        if self.conn.is_readonly("main")? {
            return Err(Error::ReadOnly(self.path.clone()));
        }
        self.settle()?;
        migrate::up(&mut self.conn)
    }

    /// A connection that trusts nothing in the file. No `file:` addresses.
    fn connect(path: &Path, write: bool) -> Result<Self, Error> {
        // Who only reads opens for writing too, as far as the file allows it: the last connection folds the
        // write-ahead log into the file and takes it away, and one that may only read would leave it there.
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let standing = Standing::of(path);
        let conn = Connection::open_with_flags(path, access)?;
        conn.pragma_update(None, "query_only", !write)?;
        conn.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        keep_plans(&conn)?;
        conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
        conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        conn.pragma_update(None, "mmap_size", 0)?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        conn.set_prepared_statement_cache_capacity(128);
        Ok(Self { conn, path: path.to_owned(), writable: write, standing })
    }

    /// A copy in memory, for trials by those who may only read.
    pub(crate) fn in_memory(&self) -> Result<Self, Error> {
        let mut conn = Connection::open_in_memory()?;
        {
            let backup = rusqlite::backup::Backup::new(&self.conn, &mut conn)?;
            backup.run_to_completion(1024, std::time::Duration::ZERO, None)?;
        }
        keep_plans(&conn)?;
        Ok(Self { conn, path: self.path.clone(), writable: true, standing: Standing::default() })
    }

    /// What makes an acknowledged change survive a crash.
    fn settle(&mut self) -> Result<(), Error> {
        self.conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        self.conn.pragma_update(None, "foreign_keys", true)?;
        Ok(())
    }

    fn check(&self, path: &Path) -> Result<(), Error> {
        let application: i64 = self.conn.query_row("PRAGMA application_id", [], |r| r.get(0))?;
        if application != APPLICATION_ID {
            let why = "it is an SQLite file of another program".to_owned();
            return Err(Error::NotAWorkspace { path: path.to_owned(), why });
        }
        let version = migrate::version(&self.conn)?;
        if version > migrate::NEWEST {
            return Err(Error::Newer { path: path.to_owned(), version });
        }
        schema::check(&self.conn, version, path)
    }
}

/// A plan holds for whatever is bound: else a statement is prepared anew whenever a value is bound that might
/// decide for an index on a part of a table. Such an index is asked for by a literal.
fn keep_plans(conn: &Connection) -> Result<(), Error> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Says no to what is plainly something else, before SQLite sees it.
fn recognize(path: &Path) -> Result<(), Error> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Error::NotFound(path.to_owned()),
        _ => Error::Io { path: path.to_owned(), source },
    };
    if fs::metadata(path).map_err(io)?.is_dir() {
        return Err(Error::NotAWorkspace { path: path.to_owned(), why: "it is a folder".to_owned() });
    }
    let mut head = [0_u8; 16];
    let read = fs::File::open(path).map_err(io)?.read(&mut head).map_err(io)?;
    if read == 0 {
        return Err(Error::NotAWorkspace { path: path.to_owned(), why: "it is empty".to_owned() });
    }
    if &head != b"SQLite format 3\0" {
        let why = "it is no SQLite file".to_owned();
        return Err(Error::NotAWorkspace { path: path.to_owned(), why });
    }
    Ok(())
}

/// Gives SQLite's general complaints the place and the meaning that people need.
pub(crate) fn in_place(error: Error, path: &Path) -> Error {
    let Error::Sql(sql) = &error else { return error };
    match sql.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked(path.to_owned()),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly(path.to_owned()),
        Some(ErrorCode::NotADatabase) => {
            Error::NotAWorkspace { path: path.to_owned(), why: "it is no SQLite file".to_owned() }
        }
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged(format!("{} is damaged: {sql}", path.display())),
        _ => room::told(error, path),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_is_not_prepared_anew_for_each_value_that_is_bound() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("w.db")).unwrap();
        // The tables of a cell's writes: one of them has an index on a part of itself.
        let mut statement = store
            .conn
            .prepare(
                "SELECT cell.value FROM cell JOIN operation ON operation.n = cell.op WHERE cell.kind = ?1",
            )
            .unwrap();
        for kind in 0..3 {
            assert!(!statement.exists([kind]).unwrap());
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn an_answer_is_still_looked_up_by_the_index_on_a_part_of_its_table() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("w.db")).unwrap();
        for (sql, index) in [
            ("SELECT n FROM answer WHERE submission = ?1 AND question = ?2", "answer_question"),
            (
                "SELECT n FROM answer WHERE submission = ?1 AND question IS NULL AND place = ?2",
                "answer_place",
            ),
        ] {
            let plan: String = store
                .conn
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [1, 1], |row| row.get("detail"))
                .unwrap();
            assert!(plan.contains(index), "{plan}");
        }
    }
}
