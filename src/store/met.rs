//! Which files this computer has met: one that is new to it is looked through, page by page, before it is read.
//!
//! A stranger's file can hold pages that lead to one another without end, so that reading its first table never
//! comes to its last row. SQLite's quick check visits each page once and notices. It takes a second for some
//! hundred megabytes, so it is done once: what was met is remembered in the state folder, by the workspace and by
//! the file, since another file with the same workspace in it is a stranger again.

use std::fs;
use std::path::Path;

use super::open::in_place;
use super::{Error, Store, lease};

/// How many files of one workspace are remembered; the oldest goes first.
const MOST: usize = 32;

/// Looks through a file that this computer has not met.
///
/// # Errors
/// When it is damaged.
pub(crate) fn look_through(store: &Store, state_dir: &Path) -> Result<(), Error> {
    let file = lease::file_in(&state_dir.join("met"), &store.conn)?;
    let mark = store.standing.mark();
    let mut met: Vec<String> =
        fs::read(&file).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    if mark.as_ref().is_some_and(|mark| met.contains(mark)) {
        return Ok(());
    }
    let said: Result<String, _> = store.conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0));
    let said = said.map_err(|error| in_place(error.into(), &store.path))?;
    if said != "ok" {
        return Err(Error::Damaged(format!("{} is damaged: {said}", store.path.display())));
    }
    let Some(mark) = mark else { return Ok(()) };
    met.push(mark);
    let first = met.len().saturating_sub(MOST);
    // Where it cannot be remembered, the file is looked through again the next time.
    let _ = remember(&file, &met[first..]);
    Ok(())
}

fn remember(file: &Path, met: &[String]) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, serde_json::to_vec(met)?)
}
