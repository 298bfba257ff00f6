//! The one way to change anything: BEGIN IMMEDIATE, work, COMMIT; all of it or nothing.

use rusqlite::{Transaction, TransactionBehavior};

use super::open::in_place;
use super::{Error, InPlace, Store};

/// What a transaction comes to.
pub(crate) enum End<T> {
    /// Keep it.
    Commit(T),
    /// Take it back; the value says what would have been.
    Rollback(T),
}

impl Store {
    /// Runs `work` in one immediate transaction. When this returns `Ok` of a commit, it is on disk, in the file
    /// that the path means; [`Error::Moved`] says that the path means another by now.
    pub(crate) fn transact<T, E: From<Error> + InPlace>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<End<T>, E>,
    ) -> Result<T, E> {
        if !self.writable {
            return Err(Error::ReadOnly(self.path.clone()).into());
        }
        let (path, standing) = (self.path.clone(), self.standing.clone());
        let told = |e: rusqlite::Error| E::from(in_place(Error::Sql(e), &path));
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        let value = match work(&tx).map_err(|e| e.in_place(&path))? {
            End::Commit(value) => value,
            End::Rollback(value) => {
                tx.rollback().map_err(told)?;
                return Ok(value);
            }
        };
        // What goes into a file without its name is taken back while it can be, and told when it cannot.
        if let Some(gone) = standing.gone(&path) {
            tx.rollback().map_err(told)?;
            return Err(self.moved(gone, false).into());
        }
        if let Err(e) = tx.commit() {
            return Err(self.unconfirmed(e).into());
        }
        if let Some(gone) = standing.gone(&path) {
            return Err(self.moved(gone, true).into());
        }
        self.went_on();
        Ok(value)
    }

    /// Reads the truth after a commit that failed: the change may stand in the write-ahead log all the same, where
    /// the next opening would find it. A log that can be folded into the file and emptied holds nothing any more.
    fn unconfirmed(&self, error: rusqlite::Error) -> Error {
        let told = in_place(Error::Sql(error), &self.path);
        let Error::Io { path, source } = told else { return told };
        let busy = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
        if busy.is_ok_and(|busy| !busy) {
            return Error::Io { path, source };
        }
        Error::Unconfirmed { path, source }
    }

    /// Runs work that may be a trial: then it is taken back, and a connection that may only read can run it
    /// on a copy in memory.
    pub(crate) fn try_out<T, E: From<Error> + InPlace>(
        &mut self,
        trial: bool,
        work: impl FnOnce(&Transaction<'_>) -> Result<End<T>, E>,
    ) -> Result<T, E> {
        if self.writable || !trial {
            return self.transact(work);
        }
        let mut copy = self.in_memory()?;
        copy.transact(work)
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Error, Store};

    /// Who reads first and writes then, in a transaction that is not immediate, is refused when another wrote between.
    #[test]
    fn writers_who_look_before_they_write_do_not_come_between_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let mut store = Store::create(&path).unwrap();
        let count = |tx: &rusqlite::Connection| -> i64 {
            tx.query_row("SELECT coalesce(max(value), 0) FROM meta WHERE key = 'count'", [], |r| r.get(0))
                .unwrap()
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut store = Store::open(&path, true).unwrap();
                    for _ in 0..25 {
                        store
                            .transact(|tx| {
                                let next = count(tx) + 1;
                                tx.execute("INSERT OR REPLACE INTO meta VALUES('count', ?1)", [next])?;
                                Ok::<_, Error>(End::Commit(()))
                            })
                            .unwrap();
                    }
                });
            }
        });
        let counted = store.transact(|tx| Ok::<_, Error>(End::Rollback(count(tx)))).unwrap();
        assert_eq!(counted, 100);
    }
}
