//! Which files this computer has met: one that is new to it is looked through, page by page, before it is read.
//!
//! A stranger's file can hold pages that lead to one another without end, so that reading its first table never
//! comes to its last row. SQLite's quick check visits each page once and notices. It takes a second for some
//! hundred megabytes, so it is done once: what was met is remembered in the state folder, by the workspace and by
//! the file, since another file with the same workspace in it is a stranger again.

use std::fs;
use std::path::{Path, PathBuf};

use super::open::in_place;
use super::{Error, Store, lease};

/// How many files of one workspace are remembered; the oldest goes first.
const MOST: usize = 32;

/// What this computer has met.
pub(crate) struct Met {
    folder: PathBuf,
}

impl Met {
    /// What is remembered in a state folder; nothing is read yet.
    pub(crate) fn new(state_dir: &Path) -> Self {
        Self { folder: state_dir.join("met") }
    }

    /// Looks through a file that this computer has not met.
    ///
    /// # Errors
    /// When it is damaged.
    pub(crate) fn look_through(&self, store: &Store) -> Result<(), Error> {
        if store.standing.mark().is_some_and(|mark| self.marks(store).contains(&mark)) {
            return Ok(());
        }
        let said: Result<String, _> = store.conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0));
        let said = said.map_err(|error| in_place(error.into(), &store.path))?;
        if said != "ok" {
            return Err(Error::Damaged(format!("{} is damaged: {said}", store.path.display())));
        }
        Ok(())
    }

    /// Remembers a file that was looked through. Where that fails, it is looked through again the next time.
    pub(crate) fn remember(&self, store: &Store) {
        let (Some(mark), Ok(file)) = (store.standing.mark(), self.file(store)) else { return };
        let mut marks = self.marks(store);
        if marks.contains(&mark) {
            return;
        }
        marks.push(mark);
        let first = marks.len().saturating_sub(MOST);
        let json = serde_json::to_vec(&marks[first..]).unwrap_or_default();
        let _ = fs::create_dir_all(&self.folder).and_then(|()| fs::write(file, json));
    }

    /// The files of this workspace that were met, the newest last.
    fn marks(&self, store: &Store) -> Vec<String> {
        let json = self.file(store).ok().and_then(|file| fs::read(file).ok());
        json.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
    }

    fn file(&self, store: &Store) -> Result<PathBuf, Error> {
        lease::file_in(&self.folder, &store.conn)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Met, Store};

    #[test]
    fn a_file_that_can_only_be_looked_at_is_met_once_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        drop(Store::create(&path).unwrap());
        let met = Met::new(&folder.path().join("state"));
        let store = Store::look(&path, None).unwrap();
        met.look_through(&store).unwrap();
        met.remember(&store);
        assert_eq!(met.marks(&store), [Store::look(&path, None).unwrap().standing.mark().unwrap()]);
    }
}
