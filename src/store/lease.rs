//! Which device this is: an id that stands outside the file, so that a copied file gets another.
//!
//! The state folder holds one lease a workspace: for each file that was written from here a device, a
//! nonce and the number of its last operation. The nonce also stands in the file and is renewed with a
//! process's first write. Where no lease has the file's nonce, or the file is behind its lease (copied,
//! restored, copied back), a new device begins (JOURNAL.md, "Clock and devices").

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::{Error, from_json, to_json};
use crate::aside;
use crate::model::id::to_hex;

/// How many files of one workspace are remembered; the oldest lease goes first.
const MOST: usize = 32;

#[derive(Clone, Serialize, Deserialize, Debug)]
struct Lease {
    device: i64,
    nonce: String,
    last: i64,
    /// Where the file stood when it was last written from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

/// The device of this process, once it has written.
#[derive(Debug)]
pub(crate) struct Device {
    folder: PathBuf,
    /// What was taken by this process, as it stood then.
    held: Option<Lease>,
}

impl Device {
    /// Nothing is read or written before the first change.
    pub(crate) fn new(state_dir: &Path) -> Self {
        Self { folder: state_dir.join("devices"), held: None }
    }

    /// The device of another connection of this process.
    pub(crate) fn beside(&self) -> Self {
        Self { folder: self.folder.clone(), held: None }
    }

    /// The device that would write this file, without taking it; for looking back only.
    pub(crate) fn peek(&self, conn: &Connection) -> Result<Option<i64>, Error> {
        let nonce = nonce(conn)?;
        let leases = read(&self.file(conn)?)?;
        Ok(standing(conn, &leases, nonce.as_deref())?.map(|at| leases[at].device))
    }

    /// The device id for the change that this transaction is making. File and state folder are compared each
    /// time: another window may have written, and another file may have taken the device since.
    pub(crate) fn take(&mut self, tx: &Connection) -> Result<i64, Error> {
        let path = self.file(tx)?;
        let mut leases = read(&path)?;
        let nonce = nonce(tx)?;
        let known = standing(tx, &leases, nonce.as_deref())?;
        let own = |held: &Lease| known.is_some_and(|at| leases[at].device == held.device);
        if let (Some(held), Some(nonce)) = (self.held.as_mut().filter(|held| own(held)), nonce) {
            held.nonce = nonce;
            return Ok(held.device);
        }
        let fresh = to_hex(&random()?);
        let mut lease = match known.map(|at| leases.remove(at)) {
            Some(lease) => lease,
            None => {
                Lease { device: i64::from_be_bytes(random()?), nonce: String::new(), last: 0, path: None }
            }
        };
        lease.path = place(tx);
        // Whoever wrote there before has been told of, or was told to make room.
        leases.iter_mut().filter(|other| other.path == lease.path).for_each(|other| other.path = None);
        lease.nonce.clone_from(&fresh);
        tx.execute("INSERT OR REPLACE INTO meta(key, value) VALUES('nonce', ?1)", [&fresh])?;
        let device = lease.device;
        self.held = Some(lease.clone());
        leases.push(lease);
        write(&path, &leases)?;
        Ok(device)
    }

    /// Remembers the number of the operation just made. Called before the commit: a file that is then
    /// behind its lease only means a new device.
    pub(crate) fn made(&mut self, tx: &Connection, number: i64) -> Result<(), Error> {
        let path = self.file(tx)?;
        if let Some(held) = &mut self.held {
            held.last = number;
            let mut leases = read(&path)?;
            leases.retain(|l| l.device != held.device);
            leases.push(held.clone());
            write(&path, &leases)?;
        }
        Ok(())
    }

    /// How many actions were made from here in the file at this place and are not in the one that stands there now: an
    /// older copy, or one whose write-ahead log was left behind. One alone may just not have been finished.
    pub(crate) fn behind(&self, conn: &Connection) -> Result<Option<i64>, Error> {
        let Some(place) = place(conn) else { return Ok(None) };
        let mut most = 0;
        for lease in read(&self.file(conn)?)?.iter().filter(|lease| lease.path.as_ref() == Some(&place)) {
            most = most.max(lease.last - last_number(conn, lease.device)?);
        }
        Ok((most > 1).then_some(most))
    }

    /// Forgets that a file was written at its present place: another takes it on purpose.
    pub(crate) fn make_room(&self, conn: &Connection) -> Result<(), Error> {
        let file = self.file(conn)?;
        let (mut leases, place) = (read(&file)?, place(conn));
        if !leases.iter().any(|lease| lease.path.is_some() && lease.path == place) {
            return Ok(());
        }
        leases.iter_mut().filter(|lease| lease.path == place).for_each(|lease| lease.path = None);
        write(&file, &leases)
    }

    /// Forgets the device after a transaction that came to nothing, so that the next one looks again.
    pub(crate) fn forget(&mut self) {
        self.held = None;
    }

    fn file(&self, tx: &Connection) -> Result<PathBuf, Error> {
        file_in(&self.folder, tx)
    }
}

/// The file of a workspace in a folder that has one for each.
pub(super) fn file_in(folder: &Path, conn: &Connection) -> Result<PathBuf, Error> {
    Ok(folder.join(format!("{}.json", workspace(conn)?)))
}

/// The workspace's id, in hexadecimal digits: the same in all copies of a file.
pub(crate) fn workspace(conn: &Connection) -> Result<String, Error> {
    let id: Vec<u8> = conn.query_row("SELECT value FROM meta WHERE key = 'workspace'", [], |r| r.get(0))?;
    Ok(to_hex(&id))
}

/// Where a connection's file stands; `None` in memory.
fn place(conn: &Connection) -> Option<String> {
    conn.path().filter(|path| !path.is_empty()).map(str::to_owned)
}

/// The nonce that stands in the file.
fn nonce(conn: &Connection) -> Result<Option<String>, Error> {
    Ok(conn.query_row("SELECT value FROM meta WHERE key = 'nonce'", [], |r| r.get(0)).optional()?)
}

/// The lease that has the file's nonce, unless the file is behind it.
fn standing(conn: &Connection, leases: &[Lease], nonce: Option<&str>) -> Result<Option<usize>, Error> {
    let Some(at) = leases.iter().position(|l| Some(l.nonce.as_str()) == nonce) else { return Ok(None) };
    Ok((last_number(conn, leases[at].device)? >= leases[at].last).then_some(at))
}

fn last_number(tx: &Connection, device: i64) -> Result<i64, Error> {
    Ok(tx
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM operation WHERE device = ?1 AND branch = 0")?
        .query_row([device], |r| r.get(0))?)
}

fn random() -> Result<[u8; 8], Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|e| Error::Damaged(format!("no random numbers: {e}")))?;
    Ok(bytes)
}

/// A lease that cannot be read is no lease: a new device begins.
fn read(path: &Path) -> Result<Vec<Lease>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(from_json(&text, "lease").unwrap_or_default()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}

fn write(path: &Path, leases: &[Lease]) -> Result<(), Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(io)?;
    let mut aside = aside::file_in(folder).map_err(io)?;
    let text = to_json(&&leases[leases.len().saturating_sub(MOST)..])?;
    aside.write_all(text.as_bytes()).map_err(io)?;
    aside.persist(path).map_err(|e| io(e.error))?;
    Ok(())
}
