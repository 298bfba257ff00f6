//! Where a workspace's file stands: on a network share, or in a folder that another program keeps in sync with other
//! computers. Both can spoil a file that two have open, so that they are told, once for each workspace.

use std::fs;
use std::path::{Component, Path};

use super::Workspace;
use crate::config::remembered::{self, Memory, Remembered, Section};
use crate::store::disk;

/// Under this name it is remembered what was told.
const MEMORY: &str = "place-told";

/// What ends the looking through a large folder.
const MOST_ENTRIES: usize = 2000;

/// Beginnings of folders' names, in small letters, and who keeps them in sync.
const FOLDERS: [(&str, &str); 10] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("drivefs", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
];

/// Files and folders that such programs put into what they keep in sync.
const MARKERS: [(&str, &str); 6] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".synologyworkingdirectory", "Synology Drive"),
];

impl Workspace {
    /// What is to be said of the place where the file stands: once, unless `told` could not be remembered.
    pub fn place_to_tell(&self) -> Option<String> {
        let state = self.state_dir.as_deref()?;
        let path = self.path().canonicalize().unwrap_or_else(|_| self.path().to_owned());
        let section = Section::Workspace(path.display().to_string());
        if Remembered::read(state).get::<bool>(&section, MEMORY) == Some(true) {
            return None;
        }
        let line = line(&path)?;
        // It is told again when it cannot be remembered.
        let _ = remembered::keep(state, Memory { section, name: MEMORY, value: true.into() });
        Some(line)
    }
}

/// Why the screen, which reads and writes at once, only reads a file that stands on a network share: in words.
pub fn only_read_on_screen(path: &Path) -> Option<String> {
    let kind = disk::network(path)?;
    Some(format!(
        "Opened for reading only: it stands on a network share ({kind}). Copy it to a disk of this computer to work in it."
    ))
}

fn line(path: &Path) -> Option<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(kind) = disk::network(path) {
        return Some(format!(
            "{name} stands on a network share ({kind}), where one command at a time can change it: work on a copy on your own disk"
        ));
    }
    let by = synced(path)?;
    Some(format!(
        "{name} stands in a folder that {by} keeps in sync: have it open on one computer at a time, and leave before you change"
    ))
}

/// Who keeps the folder of a file in sync with other computers, as far as names and markers tell.
fn synced(path: &Path) -> Option<&'static str> {
    let named = path.parent()?.components().find_map(|part| {
        let Component::Normal(name) = part else { return None };
        let name = name.to_string_lossy().to_lowercase();
        FOLDERS.iter().find(|(beginning, _)| begins(&name, beginning)).map(|(_, by)| *by)
    });
    named.or_else(|| path.ancestors().skip(1).find_map(marked))
}

/// Whether a folder has this name, or one with more behind it: "Dropbox (Ana)", "OneDrive - Union".
fn begins(name: &str, beginning: &str) -> bool {
    let rest = name.strip_prefix(beginning);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(', '_']))
}

fn marked(folder: &Path) -> Option<&'static str> {
    fs::read_dir(folder).ok()?.flatten().take(MOST_ENTRIES).find_map(|entry| {
        let name = entry.file_name();
        let name = name.to_str()?.to_lowercase();
        let known = MARKERS.iter().find(|(marker, _)| name == *marker).map(|(_, by)| *by);
        // The database of a Nextcloud or ownCloud client: ".sync_1f2e3d.db", "._sync_1f2e3d.db".
        let client = name.strip_prefix('.').map(|rest| rest.trim_start_matches('_'));
        let is_client = client.is_some_and(|rest| rest.starts_with("sync_") && rest.ends_with("db"));
        known.or(is_client.then_some("Nextcloud"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(path: &str) -> Option<&'static str> {
        synced(Path::new(path))
    }

    #[test]
    fn synced_folders_are_known_by_their_names() {
        for (path, who) in [
            ("/nowhere/ana/Dropbox/wsis/review.db", "Dropbox"),
            ("/nowhere/ana/Dropbox (Union)/review.db", "Dropbox"),
            ("/nowhere/ana/OneDrive - International Union/review.db", "OneDrive"),
            ("/nowhere/Library/Mobile Documents/com~apple~CloudDocs/review.db", "iCloud"),
            ("/nowhere/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/review.db", "Google Drive"),
            ("/nowhere/Nextcloud/a/b/c/review.db", "Nextcloud"),
        ] {
            assert_eq!(by(path), Some(who), "{path}");
        }
        for path in
            ["/nowhere/dropboxes/review.db", "/nowhere/Documents/Dropbox.db", "/nowhere/one drive/r.db"]
        {
            assert_eq!(by(path), None, "{path}");
        }
    }

    #[test]
    fn synced_folders_are_known_by_what_stands_in_them() {
        for (marker, who) in [
            (".stfolder", "Syncthing"),
            (".dropbox.cache", "Dropbox"),
            (".sync_0a1b2c3d.db", "Nextcloud"),
            ("._sync_0a1b2c3d.db", "Nextcloud"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let deep = folder.path().join("wsis/2025");
            fs::create_dir_all(&deep).unwrap();
            assert_eq!(synced(&deep.join("review.db")), None);
            fs::create_dir(folder.path().join(marker)).unwrap();
            assert_eq!(synced(&deep.join("review.db")), Some(who), "{marker}");
        }
    }
}
