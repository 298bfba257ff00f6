//! Room for temporary files, looked at before it is used: the workbook's own way of failing there is to panic.

use std::io;
use std::path::{Path, PathBuf};

use crate::export::Error;

/// So much is always left: what the workbook holds back before it writes, and what it adds to a row.
const SPARE: u64 = 1 << 20;

/// After so many bytes it is looked again.
const LOOK: u64 = 1 << 18;

/// The folder of temporary files, and what may still be written into it without another look.
pub(super) struct Room {
    folder: PathBuf,
    sure: u64,
}

impl Room {
    /// Where the system has its temporary files.
    pub(super) fn of_temporary_files() -> Self {
        Self { folder: tempfile::env::temp_dir(), sure: 0 }
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes sure that a row with so many bytes of text can be written.
    ///
    /// # Errors
    /// When it cannot.
    pub(super) fn for_more(&mut self, bytes: usize) -> Result<(), Error> {
        // A row of `&` takes five bytes for each, and each cell has its frame.
        let needed = bytes as u64 * 5 + (1 << 14);
        if self.sure < needed {
            let wanted = needed + LOOK;
            if free(&self.folder).is_some_and(|free| free < wanted + SPARE) {
                let source = io::ErrorKind::StorageFull.into();
                return Err(Error::Temporary { folder: self.folder.clone(), source });
            }
            self.sure = wanted;
        }
        self.sure -= needed;
        Ok(())
    }
}

/// How many bytes can still be written in a folder, where the system tells.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
