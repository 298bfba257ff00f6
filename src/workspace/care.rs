//! Backups and check-ups: a copy that can be trusted, the way back from one, and whether all is well.

use std::fs;
use std::path::{Path, PathBuf};

use super::export::from_export;
use super::{Error, Workspace};
use crate::config::surroundings::Surroundings;
use crate::export::file;
use crate::model::checkup::Check;
use crate::store::beside::beside;
use crate::store::lease::Device;
use crate::store::transact::End;
use crate::store::{self, Store, checkup, replay};

/// How far a copy is, in pages; says whether to go on.
pub type CopyProgress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

impl Workspace {
    /// Writes a copy of everything, as it stands now, into one file; work may go on meanwhile.
    ///
    /// # Errors
    /// When the target is there and `force` is false, when it cannot be written, when the copy is not in order, and
    /// [`Error::Stopped`]: the target is then as it was.
    pub fn backup(&self, to: &Path, force: bool, go_on: CopyProgress<'_>) -> Result<(), Error> {
        put_copy(&self.store, to, force, go_on)
    }

    /// Tries what a workspace promises of itself; `go_on` is told what is tried and how many per cent of it are done,
    /// and says whether to go on.
    ///
    /// # Errors
    /// [`Error::Stopped`] alone: what else goes wrong is something found.
    pub fn checkup(&self, go_on: &mut dyn FnMut(&str, usize) -> bool) -> Result<Vec<Check>, Error> {
        checkup::checkup(&self.store, go_on).ok_or(Error::Stopped)
    }

    /// Makes everything that follows from imported text and the journal anew. Before that, a full backup is
    /// written beside the file, whose path is given back.
    ///
    /// # Errors
    /// When the backup cannot be written, or when the journal itself is damaged: nothing is changed then.
    pub fn repair(&mut self) -> Result<PathBuf, Error> {
        let beside = beside(&self.store.path, "before-repair");
        put_copy(&self.store, &beside, false, &mut |_, _| true)?;
        self.store.transact(|tx| {
            tx.pragma_update(None, "defer_foreign_keys", true).map_err(store::Error::from)?;
            replay::replay(tx, &mut |_| 0, &mut |_| true)?;
            Ok::<_, Error>(End::Commit(()))
        })?;
        Ok(beside)
    }
}

/// Puts a backup in the place of a workspace. The former file is kept beside it; its path is given back.
///
/// # Errors
/// When the backup is no workspace or not in order, when the workspace is open in another program, and when the
/// folder cannot be written: the workspace is then as it was.
pub fn restore(from: &Path, to: &Path, around: &Surroundings) -> Result<Option<PathBuf>, Error> {
    let backup = Store::open(from, false)?;
    if let Some(wrong) = checkup::of_file_and_journal(&backup).into_iter().find(|check| !check.ok) {
        return Err(Error::Damaged(format!("{}: {}", from.display(), wrong.detail)));
    }
    let is_same = fs::canonicalize(from).ok() == fs::canonicalize(to).ok();
    if is_same && to.exists() {
        return Err(Error::Invalid("a workspace cannot be restored from itself".into()));
    }
    if !to.exists() {
        put_copy(&backup, to, false, &mut |_, _| true)?;
        return Ok(None);
    }
    // Whatever stands there is kept; a workspace that another program has open is left alone.
    if let Ok(present) = Store::open(to, true) {
        present.alone()?;
    }
    let former = beside(to, "before-restore");
    let io = |source| Error::Io { path: former.clone(), source };
    fs::hard_link(to, &former).or_else(|_| fs::copy(to, &former).map(drop)).map_err(io)?;
    put_copy(&backup, to, true, &mut |_, _| true)?;
    // That newer work is missing from it is what was asked for. It does no harm when this cannot be written down.
    let _ = Store::open(to, false).and_then(|now| Device::new(&around.state_dir).make_room(&now.conn));
    Ok(Some(former))
}

/// Writes a copy aside, checks it, and puts it in place.
pub(super) fn put_copy(store: &Store, to: &Path, force: bool, go_on: CopyProgress<'_>) -> Result<(), Error> {
    file::put_in_place(to, force, |aside| match store.copy_to(aside.path(), go_on) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::Stopped),
        Err(error) => Err(Error::from(error).at(to)),
    })
    .map_err(|error| from_export(error, Some(to)))?
}
