//! Reading where nothing can be written, or where nothing is to be: no file is made or changed, not even those that
//! SQLite keeps beside a workspace.
//!
//! Without a write-ahead log beside it the file is taken as one that does not change (`immutable`, in an address of
//! our own making), and looked at anew when it does. With one that another program has open, its shared memory is
//! used. With one that was left behind, both are read from a copy in a private temporary folder, for SQLite would
//! have to make files to read them where they are.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::beside::with_ending;
use super::moved::Standing;
use super::open::{in_place, recognize};
use super::{Error, Store};
#[cfg(unix)]
use crate::aside;

/// A workspace that is only looked at.
#[derive(Debug)]
pub(super) struct Looking {
    /// Why, in words; `None` when it was asked for.
    why: Option<String>,
    /// The file as it was when it was opened; `None` where SQLite itself sees changes.
    seen: Option<Seen>,
    /// Where the copy is that is read instead.
    _copy: Option<TempDir>,
}

/// What tells of a file that it has changed: length and time of the file and of its write-ahead log.
type Seen = [Option<(u64, SystemTime)>; 2];

impl Store {
    /// Opens a workspace without making or changing any file; `why` is told.
    pub(crate) fn look(path: &Path, why: Option<String>) -> Result<Self, Error> {
        recognize(path)?;
        let standing = Standing::of(path);
        let opened = connect(path).and_then(|(conn, mut looking)| {
            looking.why = why;
            let mut store = Self::set_up(conn, path, false)?;
            store.check()?;
            Ok(Self { looking: Some(looking), standing, ..store.brought_up()? })
        });
        opened.map_err(|e| in_place(e, path))
    }

    /// Why it can only be read, where that was not asked for.
    pub(crate) fn kept_from_writing(&self) -> Option<&str> {
        self.looking.as_ref()?.why.as_deref()
    }

    /// Looks anew at a file that is taken as one that does not change, if it did; says whether.
    pub(crate) fn look_again(&mut self) -> Result<bool, Error> {
        let Some(Looking { why, seen: Some(seen), .. }) = &self.looking else { return Ok(false) };
        if *seen == look_of(&self.path) {
            return Ok(false);
        }
        let stop = self.stop.take();
        *self = Self::look(&self.path, why.clone())?;
        if let Some(stop) = stop {
            self.heed(stop)?;
        }
        Ok(true)
    }
}

fn connect(path: &Path) -> Result<(Connection, Looking), Error> {
    // SQLite follows links, and names what stands beside after where they lead.
    let real = path.canonicalize().map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let (log, memory) = (with_ending(&real, "-wal"), with_ending(&real, "-shm"));
    let seen = look_of(&real);
    let looking = |seen, copy| Looking { why: None, seen, _copy: copy };
    if fs::metadata(&log).map_or(0, |about| about.len()) == 0 {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        return Ok((Connection::open_with_flags(immutable(&real), flags)?, looking(Some(seen), None)));
    }
    if memory.exists() {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&real, flags)?;
        let readable = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        if readable.is_ok() {
            return Ok((conn, looking(None, None)));
        }
    }
    let copy = copied(&real, &log)?;
    if look_of(&real) != seen {
        return Err(Error::Locked(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(copy.path().join("copy.db"), flags)?;
    Ok((conn, looking(Some(seen), Some(copy))))
}

/// Copies a file and its write-ahead log into a folder for this user alone, which goes with the connection.
fn copied(file: &Path, log: &Path) -> Result<TempDir, Error> {
    let folder = tempfile::tempdir().map_err(|source| Error::Io { path: file.to_owned(), source })?;
    for (from, name) in [(file, "copy.db"), (log, "copy.db-wal")] {
        let to = folder.path().join(name);
        fs::copy(from, &to).map_err(|source| Error::Io { path: from.to_owned(), source })?;
        // A file that may only be read has a copy of that kind, too.
        let writable = fs::metadata(&to).map(|about| about.permissions());
        #[cfg(unix)]
        let writable = writable.map(|mut of| {
            std::os::unix::fs::PermissionsExt::set_mode(&mut of, 0o600);
            of
        });
        writable
            .and_then(|of| fs::set_permissions(&to, of))
            .map_err(|source| Error::Io { path: to, source })?;
    }
    Ok(folder)
}

fn look_of(path: &Path) -> Seen {
    let look = |path: &Path| {
        let about = fs::metadata(path).ok()?;
        Some((about.len(), about.modified().ok()?))
    };
    [look(path), look(&with_ending(path, "-wal"))]
}

/// The address of a file that is taken as one that does not change. Every byte that could mean something in an
/// address is written as its number.
fn immutable(path: &Path) -> String {
    let mut address = String::from("file://");
    let bytes = path.as_os_str().as_encoded_bytes();
    if cfg!(windows) {
        address.push('/');
    }
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => {
                address.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => address.push('/'),
            byte => {
                let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0').to_ascii_uppercase();
                address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    address.push_str("?immutable=1");
    address
}

/// Why a workspace cannot be written, in words; `None` when nothing is known to stand in the way.
#[cfg(unix)]
pub(super) fn why_not(path: &Path) -> Option<String> {
    use rustix::fs::{Access, access};
    use rustix::io::Errno;
    let said = |place: &Path, denied: &str| match access(place, Access::WRITE_OK) {
        Ok(()) => None,
        Err(Errno::ROFS) => Some("it is on a medium that can only be read".to_owned()),
        Err(_) => Some(denied.to_owned()),
    };
    said(path, "the file may only be read")
        .or_else(|| said(aside::folder_of(path), "its folder may not be written"))
}

/// Why a workspace cannot be written, in words; `None` when nothing is known to stand in the way.
#[cfg(not(unix))]
pub(super) fn why_not(path: &Path) -> Option<String> {
    let read_only = fs::metadata(path).is_ok_and(|about| about.permissions().readonly());
    read_only.then(|| "the file may only be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn held(store: &Store) -> i64 {
        store.conn.query_row("SELECT count(*) FROM meta", [], |r| r.get(0)).unwrap()
    }

    #[test]
    fn a_name_that_means_something_in_an_address_is_a_name() {
        for name in ["a?immutable=0.db", "a%20b#c.db", "ümlaut & 治理.db", "a b.db"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            drop(Store::create(&path).unwrap());
            let store = Store::look(&path, None).unwrap();
            assert_eq!(held(&store), 1);
            assert_eq!(names(folder.path()), [name]);
        }
    }

    #[test]
    fn looking_at_a_workspace_in_every_state_makes_and_changes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        let store = Store::create(&path).unwrap();
        store.conn.execute("INSERT INTO meta(key, value) VALUES('a', 1)", []).unwrap();
        // Another program has it open, with work in the log.
        let at_work = names(folder.path());
        assert_eq!(at_work, ["w.db", "w.db-shm", "w.db-wal"]);
        assert_eq!(held(&Store::look(&path, None).unwrap()), 2);
        assert_eq!(names(folder.path()), at_work);
        // That program was killed and only two of the three files were taken along.
        let left = tempfile::tempdir().unwrap();
        for name in ["w.db", "w.db-wal"] {
            fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
        }
        let bytes = |name: &str| fs::read(left.path().join(name)).unwrap();
        let before = (bytes("w.db"), bytes("w.db-wal"));
        let looked = Store::look(&left.path().join("w.db"), None).unwrap();
        assert_eq!(held(&looked), 2, "what is in the log counts");
        drop(looked);
        assert_eq!((bytes("w.db"), bytes("w.db-wal")), before);
        assert_eq!(names(left.path()), ["w.db", "w.db-wal"]);
    }

    #[test]
    fn what_others_write_is_seen_when_it_is_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.db");
        drop(Store::create(&path).unwrap());
        let mut looking = Store::look(&path, None).unwrap();
        assert!(!looking.look_again().unwrap());
        let other = Store::open(&path, true).unwrap();
        other.conn.execute("INSERT INTO meta(key, value) VALUES('a', 1)", []).unwrap();
        assert!(looking.look_again().unwrap());
        assert_eq!(held(&looking), 2);
        drop(other);
    }
}
