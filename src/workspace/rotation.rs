//! Rotating backups: copies of a workspace that the program makes by itself, and which of them stay.
//!
//! They stand in a folder for each workspace (by its id, not beside the file, so that a synced folder is not
//! filled with them). A copy is checked, synced and named before an older one goes: one that did not come
//! about never drives out a good one.

mod thinning;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use self::thinning::{LARGE_KEEP, SMALL_KEEP, spare};
use super::care::{CopyProgress, put_copy};
use super::{Error, Workspace};
use crate::aside;
use crate::config::surroundings::Surroundings;
use crate::model::id::{OperationId, to_hex};
use crate::store::{Store, disk, journal, lease};

/// Workspaces above this, in bytes, have fewer copies.
pub const LARGE: u64 = 200 << 20;

/// How the time of a copy stands in its name, in UTC.
const STAMP: &str = "%Y%m%d-%H%M%S";

/// A copy that stands in the folder for rotating backups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: Timestamp,
    /// Its length.
    pub bytes: u64,
}

/// What became of a rotating backup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rotated {
    /// It was made.
    Made(PathBuf),
    /// The newest copy holds all that there is.
    Unchanged,
    /// The settings ask for none.
    Off,
}

impl Workspace {
    /// Makes a rotating backup, unless the newest one holds everything or the settings ask for none.
    ///
    /// # Errors
    /// When the folder cannot be written, there is no room, or the copy is not in order; and [`Error::Stopped`].
    /// The copies that are there stay then.
    pub fn rotate(&self, go_on: CopyProgress<'_>) -> Result<Rotated, Error> {
        let Some(root) = &self.backups else { return Ok(Rotated::Off) };
        let folder = root.join(lease::workspace(&self.store.conn)?);
        let place = Place::of(&self.store.path);
        make_private(&folder)?;
        // Before the room is looked at: what a killed program left takes some.
        aside::sweep(&folder);
        let before = place.copies(&folder);
        let newest = journal::newest(&self.store.conn)?;
        if before.first().is_some_and(|copy| holds(&copy.path, newest)) {
            return Ok(Rotated::Unchanged);
        }
        let bytes = fs::metadata(&self.store.path).map_or(0, |about| about.len());
        if disk::free(&folder).is_some_and(|free| free < bytes.saturating_mul(2)) {
            let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(Error::Io { path: folder, source });
        }
        let now = place.free(&folder, Timestamp::now());
        let path = folder.join(place.name(now));
        put_copy(&self.store, &path, false, go_on)?;
        let keep = if bytes > LARGE { LARGE_KEEP } else { SMALL_KEEP };
        let copies = place.copies(&folder);
        let times: Vec<Timestamp> = copies.iter().map(|copy| copy.at).collect();
        for at in spare(&times, now, keep) {
            // One that cannot be taken away is only one too many.
            let _ = fs::remove_file(&copies[at].path);
        }
        Ok(Rotated::Made(path))
    }
}

/// The rotating backups of a workspace, newest first: those of its file, and where it can be read also those that
/// were made when it stood elsewhere.
pub fn kept(path: &Path, around: &Surroundings) -> Vec<Kept> {
    let Some(root) = &around.backups else { return Vec::new() };
    let own = Store::open(path, false).ok().and_then(|store| lease::workspace(&store.conn).ok());
    let place = Place::of(path);
    let folders = fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<Kept> = folders
        .flat_map(|folder| {
            let all = own.as_deref().is_some_and(|own| folder.file_name() == own);
            copies(&folder.path(), |name| all || place.made(name))
        })
        .collect();
    found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.path.cmp(&b.path)));
    found
}

/// Where a workspace's file stands, as the names of its copies tell it: two files of one workspace (one of them a
/// copy) do not drive out each other's backups.
struct Place {
    prefix: String,
}

impl Place {
    fn of(path: &Path) -> Self {
        let folder = aside::folder_of(path);
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let whole = path.canonicalize();
        let whole = whole.unwrap_or_else(|_| folder.join(path.file_name().unwrap_or_default()));
        let digest = Sha256::digest(whole.as_os_str().as_encoded_bytes());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        // The name of a file has at most 255 bytes.
        let stem: String = stem.chars().take(40).collect();
        Self { prefix: format!("{stem}-{}-", to_hex(&digest[..3])) }
    }

    fn name(&self, at: Timestamp) -> String {
        format!("{}{}.db", self.prefix, at.strftime(STAMP))
    }

    /// A second whose name is free: this one, or one soon after.
    fn free(&self, folder: &Path, now: Timestamp) -> Timestamp {
        let seconds = (0..60).map(|n| now + SignedDuration::from_secs(n));
        seconds.into_iter().find(|at| !folder.join(self.name(*at)).exists()).unwrap_or(now)
    }

    fn made(&self, name: &str) -> bool {
        name.strip_prefix(&self.prefix).is_some_and(|rest| time(rest).is_some() && rest.len() == 18)
    }

    /// The copies of this file in a folder, newest first.
    fn copies(&self, folder: &Path) -> Vec<Kept> {
        let mut found = copies(folder, |name| self.made(name));
        found.sort_by_key(|copy| std::cmp::Reverse(copy.at));
        found
    }
}

/// The copies in a folder whose names are wanted.
fn copies(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<Kept> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let copy = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let at = time(&name).filter(|_| wanted(&name))?;
        Some(Kept { path: entry.path(), at, bytes: entry.metadata().ok()?.len() })
    };
    entries.filter_map(copy).collect()
}

/// The time at the end of a copy's name.
fn time(name: &str) -> Option<Timestamp> {
    let stem = name.strip_suffix(".db")?;
    let stamp = stem.get(stem.len().checked_sub(15)?..)?;
    let at = DateTime::strptime(STAMP, stamp).ok()?;
    TimeZone::UTC.to_timestamp(at).ok()
}

/// Whether a copy ends with this operation; one that cannot be read does not.
fn holds(copy: &Path, newest: Option<OperationId>) -> bool {
    Store::open(copy, false).and_then(|store| journal::newest(&store.conn)).is_ok_and(|held| held == newest)
}

/// Makes the folder, for its owner alone.
fn make_private(folder: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| Error::Io { path: folder.to_owned(), source })
}
