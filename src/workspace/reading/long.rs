//! Tables that are too long to be held: walked through once for all but their rows, which are read again when wanted.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use crate::intake::ReadError;
use crate::intake::table::{self, Outline};
use crate::model::id::SourceHash;

/// Files from this many bytes on are not held, where they are tables in UTF-8.
const LONG: u64 = 1 << 20;

/// So much of the beginning says what kind of file it is.
const BEGINNING: u64 = 512 << 10;

/// A table that is not held.
#[derive(Debug)]
pub(in crate::workspace) struct Long {
    pub(in crate::workspace) path: PathBuf,
    pub(in crate::workspace) hash: SourceHash,
    pub(in crate::workspace) bytes: u64,
    /// What it is but for its rows.
    pub(in crate::workspace) outline: Result<Outline, ReadError>,
}

/// Walks through a file; `None` where it has to be read whole: it is no long table in UTF-8, or cannot be read.
pub(super) fn survey(
    mut file: File,
    path: &Path,
    name: &str,
    stopped: &AtomicBool,
    read: &dyn Fn(usize) -> u64,
) -> Option<Long> {
    if file.metadata().ok().filter(|about| about.is_file() && about.len() >= LONG).is_none() {
        return None;
    }
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING).read_to_end(&mut beginning).ok()?;
    file.rewind().ok()?;
    if !table::is_plain(&beginning, name) {
        return None;
    }
    let mut watched =
        Watched { file, stopped, read, digest: Sha256::new(), bytes: 0, cut: Vec::new(), is_text: true };
    let outline = table::outline(&beginning, &mut watched, name);
    // What cannot be a table is hashed to its end, too.
    io::copy(&mut watched, &mut io::sink()).ok()?;
    let is_text = watched.is_text && watched.cut.is_empty();
    let Watched { digest, bytes, .. } = watched;
    is_text.then(|| Long {
        path: path.to_owned(),
        hash: SourceHash(digest.finalize().into()),
        bytes,
        outline,
    })
}

/// A file that is hashed while it is read, and of which it is seen whether it is UTF-8.
struct Watched<'a> {
    file: File,
    stopped: &'a AtomicBool,
    read: &'a dyn Fn(usize) -> u64,
    digest: Sha256,
    bytes: u64,
    /// The beginning of a character whose end has not come yet.
    cut: Vec<u8>,
    is_text: bool,
}

impl Watched<'_> {
    fn look(&mut self, came: &[u8]) {
        self.is_text &= !came.contains(&0);
        let mut from = 0;
        while !self.cut.is_empty() && from < came.len() && self.is_text {
            self.cut.push(came[from]);
            from += 1;
            match std::str::from_utf8(&self.cut) {
                Ok(_) => self.cut.clear(),
                Err(e) => self.is_text = e.error_len().is_none(),
            }
        }
        let rest = &came[from..];
        if let Err(e) = std::str::from_utf8(rest) {
            self.is_text &= e.error_len().is_none();
            self.cut.extend_from_slice(&rest[e.valid_up_to()..]);
        }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // Nobody wants it any more, or it is not for this reader.
        if self.stopped.load(Ordering::Relaxed) || !self.is_text {
            self.is_text = false;
            return Ok(0);
        }
        let n = self.file.read(into)?;
        let came = into.get(..n).unwrap_or_default();
        self.digest.update(came);
        self.bytes += n as u64;
        self.look(came);
        (self.read)(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surveyed(bytes: &[u8], name: &str) -> Option<Long> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let opened = File::open(file.path()).unwrap();
        survey(opened, file.path(), name, &AtomicBool::new(false), &|n| n as u64)
    }

    #[test]
    fn long_tables_in_utf8_are_surveyed_and_all_else_is_read_whole() {
        let row = "R,Naïve 互联网,\"two\nlines\"\n";
        let long = format!("reference,q1,q2\n{}", row.repeat((LONG as usize) / row.len() + 1));
        let found = surveyed(long.as_bytes(), "x.csv").unwrap();
        assert_eq!((found.bytes, found.hash), (long.len() as u64, SourceHash::of(long.as_bytes())));
        assert_eq!(found.outline.unwrap().rows, long.matches("R,").count());
        assert!(surveyed(&long.as_bytes()[..LONG as usize - 1], "x.csv").is_none(), "short");
        for wrong in [&b"\xff"[..], b"\0", b"\xe4\xba"] {
            assert!(surveyed(&[long.as_bytes(), wrong].concat(), "x.csv").is_none(), "{wrong:?}");
        }
        let letter = [
            b"# A letter
"
            .as_slice(),
            &b"words and words
"
            .repeat(1 << 17),
        ]
        .concat();
        assert!(surveyed(&letter, "x.md").is_none());
    }
}
