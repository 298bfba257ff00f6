//! What a disk means when it says no: SQLite calls a full disk "disk I/O error" or "unable to open" at times.

use std::io::{self, ErrorKind as Kind};
use std::path::Path;

use rusqlite::ErrorCode as Code;

use super::Error;
#[cfg(unix)]
use super::beside::with_ending;
#[cfg(unix)]
use crate::aside::folder_of;

/// A disk with less than this is full: SQLite makes its files by pieces of 32 KiB.
#[cfg(unix)]
const LEAST: u64 = 128 << 10;

/// Gives an error of SQLite that the disk is the cause of as the system would tell it, with the file; any other
/// comes back as it is.
pub(super) fn told(error: Error, path: &Path) -> Error {
    told_of(error, path, 0)
}

/// The same of a file that was to become so long.
pub(super) fn told_of(error: Error, path: &Path, length: u64) -> Error {
    let Error::Sql(sql) = &error else { return error };
    let known = match sql.sqlite_error_code() {
        Some(Code::DiskFull) => Some(Kind::StorageFull),
        Some(Code::SystemIoFailure) => full(path).or_else(|| limited(path, length)),
        Some(Code::CannotOpen) => full(path).or_else(|| closed(path)),
        _ => return error,
    };
    let source = known.map_or_else(|| io::Error::other(sql.to_string()), io::Error::from);
    Error::Io { path: path.to_owned(), source }
}

/// Whether there is no room left where the file stands, as far as the system tells.
#[cfg(unix)]
fn full(path: &Path) -> Option<Kind> {
    let disk = rustix::fs::statvfs(folder_of(path)).ok()?;
    let is_writable = !disk.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY);
    (is_writable && disk.f_bavail.saturating_mul(disk.f_frsize) < LEAST).then_some(Kind::StorageFull)
}

/// Whether the program may write no file of this length, or larger than this one or one of its companions nearly is
/// (`ulimit -f`).
#[cfg(unix)]
fn limited(path: &Path, length: u64) -> Option<Kind> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current?;
    let present = |ending: &str| with_ending(path, ending).metadata().map_or(0, |about| about.len());
    let longest = ["", "-wal", "-journal"].into_iter().map(present).max()?.max(length);
    (longest.saturating_add(LEAST) >= limit).then_some(Kind::FileTooLarge)
}

/// Whether the whole disk can only be read, so that nothing can be made beside the file: SQLite needs that even to
/// read. (A folder that is closed to this person it calls read-only by itself.)
#[cfg(unix)]
fn closed(path: &Path) -> Option<Kind> {
    let disk = rustix::fs::statvfs(folder_of(path)).ok()?;
    disk.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY).then_some(Kind::ReadOnlyFilesystem)
}

#[cfg(not(unix))]
fn full(_path: &Path) -> Option<Kind> {
    None
}

#[cfg(not(unix))]
fn limited(_path: &Path, _length: u64) -> Option<Kind> {
    None
}

#[cfg(not(unix))]
fn closed(_path: &Path) -> Option<Kind> {
    None
}
