//! Finished files only: written aside in the same folder, synced, then put in place by renaming.
//!
//! A reader, a full disk or a crash never finds half an export, and a file that is there is replaced
//! only when that was asked for. New files are for their owner alone (mode 0600).

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::Error;
use crate::aside::{self, folder_of};

/// Lets `fill` write the contents of `path` and puts the file in place when it succeeded.
///
/// # Errors
/// When something is at `path` and `replace` is false, when it is no file, when its folder is not
/// there, when writing fails, and whatever `fill` fails with. The target is then as it was, but for
/// [`Error::Unconfirmed`]: then it is the new file, of which only the name may be lost when the power goes.
pub fn write<T>(
    path: &Path,
    replace: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<T, Error> {
    put_in_place(path, replace, |aside| {
        let mut buffered = BufWriter::new(aside);
        let value = fill(&mut buffered)?;
        buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok::<T, Error>(value)
    })?
}

/// Lets `fill` fill an empty file beside `path`, by whatever means, and puts it in place when that succeeded; the
/// outer result tells what the files did, the inner one what `fill` said.
///
/// # Errors
/// As [`write`].
pub fn put_in_place<T, E>(
    path: &Path,
    replace: bool,
    fill: impl FnOnce(&mut tempfile::NamedTempFile) -> Result<T, E>,
) -> Result<Result<T, E>, Error> {
    let folder = folder_of(path);
    check(path, folder, replace)?;
    let mut aside = aside::file_in(folder)?;
    let value = match fill(&mut aside) {
        Ok(value) => value,
        Err(error) => return Ok(Err(error)),
    };
    aside.as_file().sync_all()?;
    let placed = if replace { aside.persist(path) } else { aside.persist_noclobber(path) };
    placed.map_err(|e| match e.error.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
        _ => Error::Io(e.error),
    })?;
    sync_folder(folder).map_err(Error::Unconfirmed)?;
    Ok(Ok(value))
}

fn check(path: &Path, folder: &Path, replace: bool) -> Result<(), Error> {
    if !folder.is_dir() {
        return Err(Error::NoFolder(folder.to_owned()));
    }
    match fs::symlink_metadata(path) {
        Ok(_) if !replace => Err(Error::Exists(path.to_owned())),
        Ok(there) if !there.is_file() && !there.is_symlink() => Err(Error::NotAFile(path.to_owned())),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e.into()),
    }
}

/// Makes the renaming itself durable, where the system has a way.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_written_whole_and_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        let count = write(&path, false, |to| {
            to.write_all(b"all of it")?;
            Ok(7)
        });
        assert_eq!(count.unwrap(), 7);
        assert_eq!(fs::read(&path).unwrap(), b"all of it");
        assert_eq!(names(folder.path()), ["out.md"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_there_is_replaced_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        fs::write(&path, "mine").unwrap();
        assert!(matches!(write(&path, false, |_| Ok(())), Err(Error::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        write(&path, true, |to| Ok(to.write_all(b"new")?)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(matches!(write(folder.path(), true, |_| Ok(())), Err(Error::NotAFile(_))));
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.md");
        let failed = write(&path, false, |to| {
            to.write_all(b"half")?;
            Err::<(), _>(Error::Stopped)
        });
        assert!(matches!(failed, Err(Error::Stopped)));
        assert!(names(folder.path()).is_empty());
        let nowhere = folder.path().join("no").join("out.md");
        assert!(matches!(write(&nowhere, false, |_| Ok(())), Err(Error::NoFolder(_))));
    }
}
