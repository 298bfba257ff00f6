//! A file that is moved, deleted or replaced while it is open: noticed before a change is acknowledged.
//!
//! SQLite goes on saying "done" then, into a file that has no name any more or another one, and without the
//! write-ahead log that stayed where the file was. So the path's device and inode are compared with those that
//! were opened; when they differ, everything that the connection still sees is written into a rescue copy.

use std::path::{Path, PathBuf};

use super::beside::with_ending;
use super::{Error, Store};

/// What is not where it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gone {
    /// The file: moved, deleted or replaced.
    File,
    /// The write-ahead log beside it, in which the newest work stands.
    Log,
}

/// A file that is not where it was opened, and where the work is now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// What is not where it was.
    pub gone: Gone,
    /// Where it was opened.
    pub path: PathBuf,
    /// Whether the change that noticed it was kept, in the rescue copy; else it was taken back.
    pub kept: bool,
    /// The rescue copy, or why there is none.
    pub rescue: Result<PathBuf, String>,
}

/// Which file a path meant when it was opened, and what was rescued since it means another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Standing {
    /// Device and inode; absent where there is no file, or the system has no such numbers.
    opened: Option<(u64, u64)>,
    /// The write-ahead log, and its device and inode; absent where there is none.
    log: Option<(PathBuf, (u64, u64))>,
    /// The copy that holds everything, while nothing was committed after it.
    rescue: Option<PathBuf>,
}

impl Standing {
    /// Looks which file a path means, before it is opened.
    pub(super) fn of(path: &Path) -> Self {
        Self { opened: identity(path), log: None, rescue: None }
    }

    /// A name for the file that was opened, which another file at its path does not have.
    pub(super) fn mark(&self) -> Option<String> {
        self.opened.map(|(device, inode)| format!("{device:x}-{inode:x}"))
    }

    /// Looks which write-ahead log stands beside the file, once SQLite has opened it.
    fn watch_log(&mut self, path: &Path) {
        // SQLite follows links, and names the log after where they lead.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let log = with_ending(&real, "-wal");
        self.log = identity(&log).map(|found| (log, found));
    }

    /// Says what is not where it was opened; `None` when all is.
    pub(super) fn gone(&self, path: &Path) -> Option<Gone> {
        if self.opened.is_some() && self.opened != identity(path) {
            return Some(Gone::File);
        }
        let (log, opened) = self.log.as_ref()?;
        (identity(log).as_ref() != Some(opened)).then_some(Gone::Log)
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    path.metadata().ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Option<(u64, u64)> {
    None
}

impl Store {
    /// Keeps an eye on the write-ahead log from now on: it stays as long as anybody has the file open.
    pub(super) fn watch_log(&mut self) -> Result<(), Error> {
        self.conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        self.standing.watch_log(&self.path);
        Ok(())
    }

    /// Notes that a change was committed into the file at its path: an earlier rescue copy lacks it.
    pub(super) fn went_on(&mut self) {
        self.standing.rescue = None;
    }

    /// Rescues what the connection still sees, once, and gives the error that says where it is.
    pub(super) fn moved(&mut self, gone: Gone, kept: bool) -> Error {
        if kept {
            self.standing.rescue = None;
        }
        let rescue = match &self.standing.rescue {
            Some(known) if known.exists() => Ok(known.clone()),
            _ => self.copy_beside("rescue").map_err(|error| error.to_string()),
        };
        self.standing.rescue = rescue.as_ref().ok().cloned();
        Error::Moved(Box::new(Moved { gone, path: self.path.clone(), kept, rescue }))
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Error, Moved, Store};
    use crate::store::transact::End;

    fn write(store: &mut Store, key: &str) -> Result<(), Error> {
        store.transact(|tx| {
            tx.execute("INSERT INTO meta(key, value) VALUES(?1, 1)", [key])?;
            Ok(End::Commit(()))
        })
    }

    fn keys(path: &Path) -> Vec<String> {
        let store = Store::open(path, false).unwrap();
        let mut all = store
            .conn
            .prepare("SELECT key FROM meta WHERE key NOT IN ('workspace', 'nonce') ORDER BY key")
            .unwrap();
        all.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn moved(result: Result<(), Error>) -> Moved {
        let Err(Error::Moved(moved)) = result else { panic!("{result:?}") };
        *moved
    }

    #[test]
    fn a_change_to_a_file_that_is_gone_is_refused_and_the_earlier_work_is_rescued() {
        type Harm = fn(&Path);
        let harms: [Harm; 3] = [
            |path| fs::rename(path, path.with_extension("elsewhere")).unwrap(),
            |path| fs::remove_file(path).unwrap(),
            |path| {
                let other = path.with_extension("other");
                drop(Store::create(&other).unwrap());
                fs::rename(other, path).unwrap();
            },
        ];
        for harm in harms {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("review.db");
            let mut store = Store::create(&path).unwrap();
            write(&mut store, "a").unwrap();
            harm(&path);
            let first = moved(write(&mut store, "b"));
            assert!(!first.kept);
            let rescue = first.rescue.clone().unwrap();
            let name = rescue.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.starts_with("review.rescue-"), "{name}");
            assert_eq!(keys(&rescue), ["a"], "all that was acknowledged, and nothing else");
            assert_eq!(moved(write(&mut store, "c")).rescue, Ok(rescue), "one copy is enough");
        }
    }

    #[test]
    fn a_change_that_was_committed_when_it_was_noticed_is_in_the_rescue_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.db");
        let mut store = Store::create(&path).unwrap();
        write(&mut store, "a").unwrap();
        // SQLite calls this in the middle of the commit, after the last look at the path.
        let (from, to) = (path.clone(), folder.path().join("elsewhere.db"));
        store
            .conn
            .commit_hook(Some(move || {
                fs::rename(&from, &to).unwrap();
                false
            }))
            .unwrap();
        let moved = moved(write(&mut store, "b"));
        assert!(moved.kept);
        assert_eq!(keys(&moved.rescue.unwrap()), ["a", "b"]);
    }

    #[test]
    fn a_log_that_is_deleted_is_noticed_and_what_stood_in_it_is_rescued() {
        let log = |path: &Path| path.with_extension("db-wal");
        let harms: [fn(&Path); 2] = [
            |log| fs::remove_file(log).unwrap(),
            |log| {
                fs::copy(log, log.with_extension("copy")).unwrap();
                fs::rename(log.with_extension("copy"), log).unwrap();
            },
        ];
        for harm in harms {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("review.db");
            drop(Store::create(&path).unwrap());
            let mut store = Store::open(&path, true).unwrap();
            write(&mut store, "a").unwrap();
            harm(&log(&path));
            let moved = moved(write(&mut store, "b"));
            assert_eq!((moved.gone, moved.kept), (super::Gone::Log, false));
            assert_eq!(keys(&moved.rescue.unwrap()), ["a"]);
        }
    }

    #[test]
    fn a_file_that_is_put_back_is_worked_in_again_and_rescued_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (path, away) = (folder.path().join("review.db"), folder.path().join("away.db"));
        let mut store = Store::create(&path).unwrap();
        fs::rename(&path, &away).unwrap();
        let first = moved(write(&mut store, "a")).rescue.unwrap();
        fs::rename(&away, &path).unwrap();
        write(&mut store, "b").unwrap();
        fs::rename(&path, &away).unwrap();
        let second = moved(write(&mut store, "c")).rescue.unwrap();
        assert_ne!(first, second);
        assert_eq!((keys(&first), keys(&second)), (Vec::new(), vec!["b".to_owned()]));
    }

    #[test]
    fn where_no_rescue_copy_can_be_written_the_reason_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let mut store = Store::create(&inner.join("review.db")).unwrap();
        fs::rename(&inner, folder.path().join("renamed")).unwrap();
        let moved = moved(write(&mut store, "a"));
        assert!(!moved.kept && moved.rescue.is_err());
    }
}
