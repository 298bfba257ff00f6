//! Files that are written aside, in the folder where they will stand, before a rename puts them in place.
//!
//! A program that is killed leaves such a file behind. Nobody else knows of it, so the next one that writes into
//! the folder takes it away, once it is so old that nobody can be at it any more.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::{NamedTempFile, TempDir};

const PREFIX: &str = ".rapporteur-";
const SUFFIX: &str = ".part";

/// What nobody has written to for so long is nobody's: also after a night's sleep in the middle of an export.
const OLD: Duration = Duration::from_secs(2 * 24 * 3600);

/// Makes an empty file in a folder, for its owner alone; it is gone when it is dropped.
///
/// # Errors
/// When the folder cannot be written.
pub fn file_in(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)
}

/// Makes an empty folder in a folder; it is gone when it is dropped.
///
/// # Errors
/// When the folder cannot be written.
pub fn folder_in(folder: &Path) -> io::Result<TempDir> {
    sweep(folder);
    tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempdir_in(folder)
}

/// The folder in which a file of this path stands.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Takes away what programs that were killed have left. What cannot be taken away stays: it harms nobody.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        // SQLite's own files stand beside one that it fills: ".rapporteur-a1b2c3.part-journal".
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.contains(SUFFIX));
        let Ok(about) = entry.metadata() else { continue };
        let age = about.modified().ok().and_then(|then| SystemTime::now().duration_since(then).ok());
        if ours && age.is_some_and(|age| age > OLD) {
            let _ =
                if about.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_taken_away_when_it_is_old_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - 2 * OLD;
        let names = [
            ".rapporteur-a.part",
            ".rapporteur-a.part-journal",
            ".rapporteur.toml",
            "w.part",
            ".rapporteur-b.part",
        ];
        for name in names {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            if name != ".rapporteur-b.part" {
                file.set_modified(old).unwrap();
            }
        }
        let begun = file_in(folder.path()).unwrap();
        let left: Vec<bool> = names.iter().map(|name| folder.path().join(name).exists()).collect();
        assert_eq!(left, [false, false, true, true, true]);
        assert!(begun.path().exists());
    }
}
