//! What the disk under a file or folder is like.

use std::path::Path;

/// How many bytes are free there for this user; `None` where the system does not say.
#[cfg(unix)]
pub(crate) fn free(path: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(path).ok()?;
    about.f_bavail.checked_mul(about.f_frsize)
}

/// How many bytes are free there for this user; `None` where the system does not say.
#[cfg(not(unix))]
pub(crate) fn free(_path: &Path) -> Option<u64> {
    None
}
