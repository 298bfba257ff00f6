//! Opening and making the file: who may, with which settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::index::Shared;
use super::looking::{self, Looking};
use super::migrate::Migrated;
use super::moved::Standing;
use super::{Error, disk, migrate, room, schema};

/// Stands in the file's header: "Rapp" in ASCII.
const APPLICATION_ID: i64 = 0x5261_7070;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it looks meanwhile. SQLite's own waiting looks more and more seldom, in the end ten times a second: among
/// several busy writers one of them then finds the file taken each time, until its patience is at an end.
const LOOK: Duration = Duration::from_millis(1);

/// No text or value in a workspace is longer, in bytes.
const LONGEST: i32 = 64 << 20;

/// How many steps SQLite may take until a file's tables are known; a workspace needs about ten thousand.
const STEPS_TO_KNOW: i32 = 50_000_000;

/// How many steps SQLite takes between two looks whether it is to stop: a fraction of a millisecond.
const STEPS_TO_STOP: i32 = 10_000;

/// One connection to one workspace.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) writable: bool,
    /// What was done to it when it was opened.
    pub(crate) migrated: Option<Migrated>,
    pub(super) looking: Option<Looking>,
    pub(super) standing: Standing,
    /// What every text has, kept for filters and counts.
    pub(crate) index: Shared,
    /// Set while whoever reads is to leave what it is busy with.
    pub(crate) stop: Option<Arc<AtomicBool>>,
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

    /// Opens a workspace that is there; never makes one. Who only reads where SQLite cannot write beside the file
    /// only looks at it ([`super::looking`]).
    pub(crate) fn open(path: &Path, write: bool) -> Result<Self, Error> {
        recognize(path)?;
        if write {
            return Self::open_to_write(path);
        }
        if let Some(why) = looking::why_not(path) {
            return Self::look(path, Some(why));
        }
        if disk::network(path).is_some() {
            // SQLite's shared memory is not shared with other computers.
            return Self::look(path, None);
        }
        let opened = Self::connect(path, false).and_then(|mut store| {
            store.check()?;
            store.brought_up()
        });
        match opened {
            Err(Error::Sql(e)) if cannot_write(&e) => {
                Self::look(path, Some("SQLite cannot write beside it".into()))
            }
            opened => opened.map_err(|e| in_place(e, path)),
        }
    }

    fn open_to_write(path: &Path) -> Result<Self, Error> {
        if looking::why_not(path).is_some() {
            return Err(Error::ReadOnly(path.to_owned()));
        }
        Self::open_on(path, disk::network(path))
    }

    /// Opens for writing a file that stands on a network share of this kind, or on a disk of this computer.
    fn open_on(path: &Path, share: Option<&str>) -> Result<Self, Error> {
        let mut store = Self::connect(path, true).map_err(|e| in_place(e, path))?;
        // While the files are there, the system can be asked what is wrong with them.
        store.take_up(share).map_err(|e| in_place(e, path))?;
        Ok(store)
    }

    fn take_up(&mut self, share: Option<&str>) -> Result<(), Error> {
        if share.is_some() {
            // Before the first reading: from then on no shared memory is used, and nobody else gets in.
            self.conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
        }
        self.check()?;
        if self.conn.is_readonly("main")? {
            return Err(Error::ReadOnly(self.path.clone()));
        }
        if share.is_some() {
            self.settle_alone()?;
        } else {
            self.settle()?;
            self.watch_log()?;
        }
        self.migrated = self.migrate()?;
        Ok(())
    }

    /// The same with the newest tables, for reading: who only reads changes nothing, so that an older version is brought
    /// up in memory.
    pub(super) fn brought_up(self) -> Result<Self, Error> {
        if migrate::version(&self.conn)? == migrate::NEWEST {
            return Ok(self);
        }
        let mut copy = self.in_memory()?;
        migrate::up(&mut copy.conn)?;
        copy.writable = false;
        Ok(copy)
    }

    /// A connection that trusts nothing in the file. No `file:` addresses.
    fn connect(path: &Path, write: bool) -> Result<Self, Error> {
        // Who only reads opens for writing too, as far as the file allows it: the last connection folds the
        // write-ahead log into the file and takes it away, and one that may only read would leave it there.
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let standing = Standing::of(path);
        let conn = Connection::open_with_flags(path, access)?;
        Ok(Self { standing, ..Self::set_up(conn, path, write)? })
    }

    /// What holds for every connection to a file.
    pub(super) fn set_up(mut conn: Connection, path: &Path, write: bool) -> Result<Self, Error> {
        conn.pragma_update(None, "query_only", !write)?;
        conn.busy_handler(Some(wait_for_turn()))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        keep_plans(&conn)?;
        bound(&conn)?;
        conn.pragma_update(None, "mmap_size", 0)?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        conn.set_prepared_statement_cache_capacity(128);
        let standing = Standing::default();
        Ok(Self {
            conn,
            path: path.to_owned(),
            writable: write,
            migrated: None,
            looking: None,
            standing,
            index: Shared::default(),
            stop: None,
        })
    }

    /// A copy in memory, for trials by those who may only read.
    pub(crate) fn in_memory(&self) -> Result<Self, Error> {
        let mut conn = Connection::open_in_memory()?;
        {
            let backup = rusqlite::backup::Backup::new(&self.conn, &mut conn)?;
            backup.run_to_completion(1024, std::time::Duration::ZERO, None)?;
        }
        keep_plans(&conn)?;
        bound(&conn)?;
        let standing = Standing::default();
        Ok(Self {
            conn,
            path: self.path.clone(),
            writable: true,
            migrated: None,
            looking: None,
            standing,
            index: Shared::default(),
            stop: None,
        })
    }

    /// From now on every statement ends with [`Error::Stopped`] while this is set. It is looked at as the statement
    /// goes on, and so between statements too: nothing is left over for the next one once it is taken back.
    pub(crate) fn heed(&mut self, stop: Arc<AtomicBool>) -> Result<(), Error> {
        let (heeded, index) = (Arc::clone(&stop), self.index.clone());
        // What every text has is read once for all that will be asked: to stop it would be to begin again.
        let stops = move || heeded.load(Ordering::Relaxed) && !index.is_being_read();
        self.conn.progress_handler(STEPS_TO_STOP, Some(stops))?;
        self.stop = Some(stop);
        Ok(())
    }

    /// Says no once it is to stop, for work between statements.
    pub(crate) fn goes_on(&self) -> Result<(), Error> {
        let stopped = self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed));
        if stopped { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Keeps no more of the file's pages in memory than so many kilobytes.
    pub(crate) fn keep_pages(&self, kilobytes: i32) -> Result<(), Error> {
        Ok(self.conn.pragma_update(None, "cache_size", -kilobytes)?)
    }

    /// What makes an acknowledged change survive a crash.
    fn settle(&mut self) -> Result<(), Error> {
        self.conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        self.conn.pragma_update(None, "foreign_keys", true)?;
        Ok(())
    }

    /// The same for a network share: a rollback journal, and the file for this connection alone.
    fn settle_alone(&mut self) -> Result<(), Error> {
        self.alone()?;
        self.conn.pragma_update(None, "synchronous", "EXTRA")?;
        self.conn.pragma_update(None, "foreign_keys", true)?;
        // Takes the lock now, so that another program is told of before anything is done.
        self.conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        Ok(())
    }

    /// Refuses what is not a workspace that this program knows. A list of tables that has no end is not read on.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        self.conn.progress_handler(STEPS_TO_KNOW, Some(|| true))?;
        let known = self.check_tables(&self.path);
        self.conn.progress_handler(0, None::<fn() -> bool>)?;
        known
    }

    fn check_tables(&self, path: &Path) -> Result<(), Error> {
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

/// Waits a moment for another writer, and says whether to look again: it is told how often it has looked.
fn wait_for_turn() -> impl FnMut(i32) -> bool + Send {
    let mut since = Instant::now();
    move |looked| {
        if looked == 0 {
            since = Instant::now();
        }
        std::thread::sleep(LOOK);
        since.elapsed() < PATIENCE
    }
}

/// A plan holds for whatever is bound: else a statement is prepared anew whenever a value is bound that might
/// decide for an index on a part of a table. Such an index is asked for by a literal.
fn keep_plans(conn: &Connection) -> Result<(), Error> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Refuses values of any size, and files that are attached.
fn bound(conn: &Connection) -> Result<(), Error> {
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    Ok(())
}

/// Says no to what is plainly something else, before SQLite sees it. The file itself is not opened for that:
/// closing it would drop the locks that another connection of this program holds on it (POSIX).
pub(super) fn recognize(path: &Path) -> Result<(), Error> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Error::NotFound(path.to_owned()),
        _ => Error::Io { path: path.to_owned(), source },
    };
    let about = fs::metadata(path).map_err(io)?;
    let why = match about.len() {
        _ if about.is_dir() => "it is a folder",
        // A pipe would keep who opens it waiting.
        _ if !about.is_file() => "it is no file that can be gone back in",
        0 => "it is empty",
        _ => return Ok(()),
    };
    Err(Error::NotAWorkspace { path: path.to_owned(), why: why.to_owned() })
}

/// Whether SQLite could not make or change what it needs beside the file.
fn cannot_write(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
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
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::OperationInterrupted) => {
            Error::Damaged(format!("{} is damaged: {sql}", path.display()))
        }
        _ => room::told(error, path),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::store::beside::with_ending;

    /// Another program that leaves would else take this one for gone, and the write-ahead log away.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_second_connection_leaves_the_locks_of_the_first_alone() {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        drop(Store::create(&path).unwrap());
        let _writing = Store::open(&path, true).unwrap();
        let locked = || {
            let file = format!(":{} ", path.metadata().unwrap().ino());
            fs::read_to_string("/proc/locks").unwrap().lines().any(|line| line.contains(&file))
        };
        assert!(locked());
        let _reading = Store::open(&path, false).unwrap();
        assert!(Store::open(folder.path(), false).is_err());
        assert!(locked());
    }

    #[test]
    fn a_statement_is_stopped_in_the_middle_and_the_next_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("w.db")).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        store.heed(Arc::clone(&stop)).unwrap();
        let endless =
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c";
        let ask = |sql: &str| store.conn.query_row(sql, [], |r| r.get::<_, i64>(0)).map_err(Error::from);
        for _ in 0..3 {
            let stopper = Arc::clone(&stop);
            let thread = std::thread::spawn(move || stopper.store(true, Ordering::Relaxed));
            assert!(ask(endless).unwrap_err().is_stopped());
            thread.join().unwrap();
            assert!(store.goes_on().unwrap_err().is_stopped());
            stop.store(false, Ordering::Relaxed);
            store.goes_on().unwrap();
            assert_eq!(ask("SELECT count(*) FROM meta").unwrap(), 1);
        }
    }

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
    fn on_a_network_share_the_file_is_this_connections_alone_and_stays_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        drop(Store::create(&path).unwrap());
        let store = Store::open_on(&path, Some("NFS")).unwrap();
        store.conn.execute("INSERT INTO meta(key, value) VALUES('a', 1)", []).unwrap();
        let pragma = |name: &str| -> String {
            store.conn.query_row(&format!("PRAGMA {name}"), [], |r| r.get(0)).unwrap()
        };
        assert_eq!((pragma("journal_mode"), pragma("locking_mode")), ("delete".into(), "exclusive".into()));
        for ending in ["-wal", "-shm"] {
            assert!(!with_ending(&path, ending).exists(), "{ending}");
        }
        let other = Connection::open(&path).unwrap();
        assert!(other.query_row("SELECT count(*) FROM meta", [], |_| Ok(())).is_err(), "nobody else gets in");
        drop(store);
        other.query_row("SELECT count(*) FROM meta", [], |_| Ok(())).unwrap();
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
