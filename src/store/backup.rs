//! A copy of the whole workspace, as it stood at one moment.

#[cfg(unix)]
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::beside::beside;
use super::{Error, Store, room, snapshot};
use crate::aside;
use crate::model::id::to_hex;

/// So many pages are copied at a time; between two, `go_on` is asked.
const PAGES: i32 = 1024;

impl Store {
    /// Copies everything into the empty file at `path`, checks the copy and leaves it as one file.
    ///
    /// The copy has a nonce of its own: whoever works in it is another device (JOURNAL.md, "Clock and devices").
    /// False when `go_on` stopped it.
    pub(crate) fn copy_to(
        &self,
        path: &Path,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<bool, Error> {
        // While the file aside is there, the system can be asked what is wrong with it.
        let length = self.path.metadata().map_or(0, |about| about.len());
        self.copy(path, go_on).map_err(|error| room::told_of(error, path, length))
    }

    fn copy(&self, path: &Path, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Result<bool, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(path, flags)?;
        // One reading throughout: without it the copying begins again whenever another connection writes.
        let held = snapshot::hold(&self.conn)?;
        {
            let backup = Backup::new(&self.conn, &mut copy)?;
            loop {
                let step = backup.step(PAGES)?;
                let (all, left) = (backup.progress().pagecount, backup.progress().remaining);
                if !go_on((all - left).max(0) as usize, all.max(0) as usize) {
                    return Ok(false);
                }
                match step {
                    rusqlite::backup::StepResult::Done => break,
                    rusqlite::backup::StepResult::More => {}
                    _ => std::thread::sleep(Duration::from_millis(50)),
                }
            }
        }
        held.finish()?;
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        copy.pragma_update(None, "synchronous", "FULL")?;
        let mut nonce = [0_u8; 8];
        getrandom::fill(&mut nonce).map_err(|e| Error::Damaged(format!("no random numbers: {e}")))?;
        copy.execute("UPDATE meta SET value = ?1 WHERE key = 'nonce'", [to_hex(&nonce)])?;
        let said: String = copy.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
        if said != "ok" {
            return Err(Error::Damaged(format!("the copy is not in order: {said}")));
        }
        Ok(true)
    }

    /// Copies everything into a new file beside this one, for its owner alone; gives its path.
    pub(super) fn copy_beside(&self, why: &str) -> Result<PathBuf, Error> {
        let path = beside(&self.path, why);
        let folder = aside::folder_of(&path);
        let io = |source| Error::Io { path: folder.to_owned(), source };
        let aside = aside::file_in(folder).map_err(io)?;
        self.copy_to(aside.path(), &mut |_, _| true)?;
        aside.as_file().sync_all().map_err(io)?;
        aside.persist_noclobber(&path).map_err(|e| io(e.error))?;
        // The name itself is on disk, too.
        #[cfg(unix)]
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
        Ok(path)
    }

    /// Takes the file for this connection alone and folds the write-ahead log into it.
    pub(crate) fn alone(&self) -> Result<(), Error> {
        let locked = || Error::Locked(self.path.clone());
        let mode: String = self
            .conn
            .query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0))
            .map_err(|e| super::open::in_place(Error::Sql(e), &self.path))?;
        if mode.eq_ignore_ascii_case("delete") { Ok(()) } else { Err(locked()) }
    }
}
