//! Which files an import is given: folders walked in order, hidden files left out, archives taken apart.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Error;
use super::reading::Files;
use crate::intake::archive::Archive;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::import::{FileOutcome, SourceReport, WordAccount};

/// A folder deeper than this is not followed.
const DEEPEST: usize = 32;

/// A file larger than this is not read.
const LARGEST: u64 = 2 << 30;

/// The files of an import.
#[derive(Default)]
pub(super) struct Found {
    /// What each is called, and where it is.
    pub(super) paths: Vec<(String, PathBuf)>,
    archives: Vec<Mutex<Archive<BufReader<File>>>>,
    /// The archive in which a file stands, and its place there.
    within: HashMap<OsString, (usize, usize)>,
}

impl Found {
    /// All files under these paths, those of an archive as those of a folder.
    pub(super) fn under(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut found = Self::default();
        for path in walk(paths)? {
            match File::open(&path).ok().and_then(|file| Archive::open(BufReader::new(file))) {
                Some(archive) => found.take_apart(&path, archive),
                None => found.paths.push((name(&path), path)),
            }
        }
        Ok(found)
    }

    fn take_apart(&mut self, path: &Path, archive: Archive<BufReader<File>>) {
        for (place, inside) in archive.names().enumerate() {
            let mut whole = path.as_os_str().to_owned();
            whole.push("/");
            whole.push(inside);
            self.within.insert(whole.clone(), (self.archives.len(), place));
            self.paths.push((format!("{}/{inside}", name(path)), PathBuf::from(whole)));
        }
        self.archives.push(Mutex::new(archive));
    }

    /// How many bytes there are to read; those of archives are counted as they are packed.
    pub(super) fn size(&self) -> u64 {
        let on_disk = |(_, path): &(String, PathBuf)| fs::metadata(path).map_or(0, |about| about.len());
        self.paths.iter().map(on_disk).sum()
    }

    /// Reads a file whole.
    pub(super) fn read(&self, path: &Path) -> Bytes {
        let place = self.within.get(path.as_os_str());
        let archive = place.and_then(|(archive, at)| Some((self.archives.get(*archive)?, *at)));
        let Some((archive, at)) = archive else { return read(path) };
        let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
        archive.file(at, &name(path)).map_err(|e| Box::new(failed(path, &e.to_string(), MEND)))
    }
}

impl Files for Found {
    fn bytes(&self, path: &Path) -> Bytes {
        self.read(path)
    }

    fn stream(&self, path: &Path) -> Option<File> {
        if self.within.contains_key(path.as_os_str()) { None } else { File::open(path).ok() }
    }
}

/// What to do about a file that could not be read.
pub(super) const MEND: &str = "Nothing of this file was taken; mend it and import it again.";

/// All files under these paths, those of a folder by name; what is not there stays, for its own message.
fn walk(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            folder(path, 0, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn folder(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path).map_err(io)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(io)?;
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        // A link to a folder could lead round in a circle.
        let link = entry.is_symlink() && entry.is_dir();
        if hidden || link {
            continue;
        }
        if !entry.is_dir() {
            files.push(entry);
        } else if depth < DEEPEST {
            folder(&entry, depth + 1, files)?;
        }
    }
    Ok(())
}

/// The name under which a file is known: its last part.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A file's bytes, or the report that it could not be read.
pub(super) type Bytes = Result<Vec<u8>, Box<SourceReport>>;

/// Reads a file whole.
pub(super) fn read(path: &Path) -> Bytes {
    let failed = |what: &str, hint| Err(Box::new(failed(path, what, hint)));
    let told = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => failed("there is no such file", "Check the path."),
        std::io::ErrorKind::PermissionDenied => {
            failed("it may not be read", "Change its permissions, or copy it to a folder of yours.")
        }
        _ => failed(&format!("it could not be read: {e}"), "Check the disk, or copy the file again."),
    };
    match fs::metadata(path) {
        Err(e) => told(e),
        Ok(about) if !about.is_file() => failed("it is no file", "Name a file or a folder of files."),
        Ok(about) if about.len() > LARGEST => {
            failed("it is larger than 2 GiB", "Split it, and import the pieces.")
        }
        Ok(_) => fs::read(path).or_else(told),
    }
}

/// A file of which nothing was taken.
pub(super) fn failed(path: &Path, what: &str, hint: &str) -> SourceReport {
    SourceReport {
        file: name(path),
        sha256: String::new(),
        format: String::new(),
        outcome: FileOutcome::Failed,
        submissions: 0,
        answers: 0,
        words: WordAccount::default(),
        problems: vec![Diagnostic {
            severity: Severity::Error,
            place: path.display().to_string(),
            what: what.to_owned(),
            hint: hint.to_owned(),
        }],
    }
}
