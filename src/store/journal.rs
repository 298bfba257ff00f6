//! The journal: what an operation is, how one is added, what it had seen, and when it is off.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::payload::Payload;
use super::{Error, from_json, to_json};
use crate::model::id::{OperationId, digest16, to_hex};
use crate::model::operation::HistoryEntry;

/// A clock further ahead than this is not followed, in milliseconds.
const LEAP: i64 = 24 * 60 * 60 * 1000;

/// Who makes an operation, and on which device.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub device: i64,
    pub analyst: i64,
    pub folded: String,
}

/// Where an operation stands: enough to say what it had seen and which of two is the later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stamp {
    pub n: i64,
    pub id: OperationId,
    pub device: i64,
    pub branch: i64,
    pub seq: i64,
    pub hlc: i64,
    pub off: bool,
}

impl Stamp {
    /// The order in which clocks break ties.
    pub(crate) fn clock(&self) -> (i64, OperationId) {
        (self.hlc, self.id)
    }
}

/// The columns of [`Stamp`], in order.
pub(crate) const STAMP: &str = "operation.n, operation.id, operation.device, operation.branch, operation.seq, operation.hlc, operation.off";

/// Reads the columns of [`STAMP`], from `first` on.
pub(crate) fn stamp(row: &Row<'_>, first: usize) -> rusqlite::Result<Stamp> {
    let id: [u8; 16] = row.get(first + 1)?;
    Ok(Stamp {
        n: row.get(first)?,
        id: OperationId(id),
        device: row.get(first + 2)?,
        branch: row.get(first + 3)?,
        seq: row.get(first + 4)?,
        hlc: row.get(first + 5)?,
        off: row.get(first + 6)?,
    })
}

/// Finds an operation by its local number.
pub(crate) fn by_number(conn: &Connection, n: i64) -> Result<Stamp, Error> {
    let sql = format!("SELECT {STAMP} FROM operation WHERE n = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([n], |r| stamp(r, 0))?)
}

/// Finds an operation by its id.
pub(crate) fn by_id(conn: &Connection, id: OperationId) -> Result<Option<Stamp>, Error> {
    let sql = format!("SELECT {STAMP} FROM operation WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id.as_bytes()], |r| stamp(r, 0)).optional()?)
}

/// The operation that arrived last.
pub(crate) fn newest(conn: &Connection) -> Result<Option<OperationId>, Error> {
    let id: Option<[u8; 16]> =
        conn.query_row("SELECT id FROM operation ORDER BY n DESC LIMIT 1", [], |r| r.get(0)).optional()?;
    Ok(id.map(OperationId))
}

/// The payload of an operation.
pub(crate) fn payload(conn: &Connection, n: i64) -> Result<Payload, Error> {
    let bytes: Vec<u8> =
        conn.prepare_cached("SELECT payload FROM operation WHERE n = ?1")?.query_row([n], |r| r.get(0))?;
    serde_json::from_slice(&bytes).map_err(|e| Error::Damaged(format!("payload of operation {n}: {e}")))
}

/// The row of an analyst, made on first use. Names are the same when their folds are.
pub(crate) fn analyst(conn: &Connection, name: &str, folded: &str) -> Result<i64, Error> {
    conn.prepare_cached("INSERT OR IGNORE INTO analyst(name, folded) VALUES(?1, ?2)")?
        .execute((name, folded))?;
    Ok(conn.prepare_cached("SELECT n FROM analyst WHERE folded = ?1")?.query_row([folded], |r| r.get(0))?)
}

/// The folded name of an analyst.
pub(crate) fn folded(conn: &Connection, analyst: i64) -> Result<Option<String>, Error> {
    let mut read = conn.prepare_cached("SELECT folded FROM analyst WHERE n = ?1")?;
    Ok(read.query_row([analyst], |r| r.get(0)).optional()?)
}

/// Whether `later`'s file held `earlier` when `later` was made.
pub(crate) fn has_seen(conn: &Connection, later: &Stamp, earlier: &Stamp) -> Result<bool, Error> {
    if (later.device, later.branch) == (earlier.device, earlier.branch) {
        return Ok(earlier.seq < later.seq);
    }
    let seen: Option<Vec<u8>> = conn
        .prepare_cached(
            "SELECT seen FROM operation WHERE device = ?1 AND branch = ?2 AND seq <= ?3 AND seen IS NOT NULL
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row((later.device, later.branch, later.seq), |r| r.get(0))
        .optional()?;
    let Some(seen) = seen else { return Ok(false) };
    let vector = vector(&seen)?;
    Ok(vector.get(&device_name(earlier.device, earlier.branch)).is_some_and(|&seq| seq >= earlier.seq))
}

fn vector(seen: &[u8]) -> Result<BTreeMap<String, i64>, Error> {
    serde_json::from_slice(seen).map_err(|e| Error::Damaged(format!("what an operation had seen: {e}")))
}

fn device_name(device: i64, branch: i64) -> String {
    let device = to_hex(&device.to_be_bytes());
    if branch == 0 { device } else { format!("{device}.{branch}") }
}

/// The devices, each with a branch, that the file holds operations of. Looked up one after the other by the index:
/// however long the journal is, this is quick.
fn chains(conn: &Connection) -> Result<Vec<(i64, i64)>, Error> {
    let mut branch = conn.prepare_cached(
        "SELECT device, branch FROM operation WHERE device = ?1 AND branch > ?2 ORDER BY branch LIMIT 1",
    )?;
    let mut device = conn.prepare_cached(
        "SELECT device, branch FROM operation WHERE device > ?1 ORDER BY device, branch LIMIT 1",
    )?;
    let read = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?));
    let mut all: Vec<(i64, i64)> = Vec::new();
    // No random number of 64 bits is the least of them.
    let mut next = device.query_row([i64::MIN], read).optional()?;
    while let Some(chain) = next {
        all.push(chain);
        next = match branch.query_row(chain, read).optional()? {
            Some(branch) => Some(branch),
            None => device.query_row([chain.0], read).optional()?,
        };
    }
    Ok(all)
}

/// A device and its branch.
pub(crate) type Chain = (i64, i64);

/// The operations that an operation had seen of other devices: of each that is here, the number of the last.
pub(crate) fn chains_seen(conn: &Connection, seen: &[u8]) -> Result<Vec<(Chain, i64)>, Error> {
    let vector = vector(seen)?;
    let here = chains(conn)?.into_iter();
    let last = |chain: Chain| Some((chain, *vector.get(&device_name(chain.0, chain.1))?));
    Ok(here.filter_map(last).collect())
}

/// What the file holds of other devices; `None` when the device's earlier operations have said it already.
fn news(conn: &Connection, device: i64) -> Result<Option<String>, Error> {
    let mut newest =
        conn.prepare_cached("SELECT max(seq) FROM operation WHERE device = ?1 AND branch = ?2")?;
    let mut held: BTreeMap<String, i64> = BTreeMap::new();
    for chain in chains(conn)?.into_iter().filter(|(other, _)| *other != device) {
        held.insert(device_name(chain.0, chain.1), newest.query_row(chain, |r| r.get(0))?);
    }
    let said: Option<Vec<u8>> = conn
        .prepare_cached(
            "SELECT seen FROM operation WHERE device = ?1 AND branch = 0 AND seen IS NOT NULL ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([device], |r| r.get(0))
        .optional()?;
    let said = said.map(|s| vector(&s)).transpose()?.unwrap_or_default();
    if held == said { Ok(None) } else { Ok(Some(to_json(&held)?)) }
}

/// The next reading of the hybrid clock: never behind what each device wrote last, but for a clock gone wild.
fn tick(conn: &Connection, now: i64) -> Result<i64, Error> {
    let horizon = (now + LEAP) << 16;
    let mut newest = conn.prepare_cached(
        "SELECT hlc FROM operation WHERE device = ?1 AND branch = ?2 AND hlc < ?3 ORDER BY seq DESC LIMIT 1",
    )?;
    let mut clock = now << 16;
    for (device, branch) in chains(conn)? {
        let last: Option<i64> = newest.query_row((device, branch, horizon), |r| r.get(0)).optional()?;
        clock = clock.max(last.unwrap_or(0) + 1);
    }
    Ok(clock)
}

/// What is written at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The hybrid clock; `None` takes the next reading.
    pub hlc: Option<i64>,
    /// Wall clock, in milliseconds.
    pub at: i64,
}

impl Moment {
    /// Now.
    pub(crate) fn now() -> Self {
        let at = Timestamp::now().as_millisecond();
        #[cfg(test)]
        let at = at + skew::get();
        Self { hlc: None, at }
    }
}

/// Adds an operation; its writes are applied by [`super::apply`].
pub(crate) fn append(
    conn: &Connection,
    author: &Author,
    kind: &str,
    payload: &Payload,
    undoes: Option<OperationId>,
    moment: Moment,
) -> Result<Stamp, Error> {
    let hlc = match moment.hlc {
        Some(hlc) => hlc,
        None => tick(conn, moment.at)?,
    };
    let previous: Option<([u8; 16], i64)> = conn
        .prepare_cached(
            "SELECT id, seq FROM operation WHERE device = ?1 AND branch = 0 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([author.device], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let seq = previous.map_or(1, |(_, seq)| seq + 1);
    let payload = to_json(payload)?;
    let seen = news(conn, author.device)?;
    let id = operation_id(&Hashed {
        previous: previous.map(|(id, _)| id),
        device: author.device,
        branch: 0,
        seq,
        hlc,
        at: moment.at,
        analyst: &author.folded,
        kind,
        payload: payload.as_bytes(),
        undoes,
        seen: seen.as_deref(),
    });
    conn.prepare_cached(
        "INSERT INTO operation(id, device, branch, seq, hlc, at, analyst, kind, payload, undoes, seen)
         VALUES(?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        id.as_bytes(),
        author.device,
        seq,
        hlc,
        moment.at,
        author.analyst,
        kind,
        payload.as_bytes(),
        undoes.as_ref().map(OperationId::as_bytes),
        seen.map(String::into_bytes),
    ))?;
    by_number(conn, conn.last_insert_rowid())
}

/// All that an operation's id is made of (JOURNAL.md, "Decisions").
pub(crate) struct Hashed<'a> {
    pub previous: Option<[u8; 16]>,
    pub device: i64,
    pub branch: i64,
    pub seq: i64,
    pub hlc: i64,
    pub at: i64,
    pub analyst: &'a str,
    pub kind: &'a str,
    pub payload: &'a [u8],
    pub undoes: Option<OperationId>,
    pub seen: Option<&'a str>,
}

/// H("op/1", the device's previous operation; device, branch, seq, hlc, at, analyst, kind, payload, undoes, seen).
pub(crate) fn operation_id(of: &Hashed<'_>) -> OperationId {
    let previous = of.previous.unwrap_or_default();
    OperationId(digest16(
        "op/1",
        &[
            if of.previous.is_some() { &previous } else { &[] },
            &of.device.to_be_bytes(),
            &of.branch.to_be_bytes(),
            &of.seq.to_be_bytes(),
            &of.hlc.to_be_bytes(),
            &of.at.to_be_bytes(),
            of.analyst.as_bytes(),
            of.kind.as_bytes(),
            of.payload,
            of.undoes.as_ref().map_or(&[], |id| id.as_bytes()),
            of.seen.unwrap_or_default().as_bytes(),
        ],
    ))
}

/// The operation that an undo or redo is about: what it names, or what that is about.
pub(crate) fn root(conn: &Connection, undoes: OperationId) -> Result<Stamp, Error> {
    let named = by_id(conn, undoes)?
        .ok_or_else(|| Error::Damaged(format!("an undo names operation {undoes}, which is not here")))?;
    root_of(conn, &named)
}

/// The operation that this one is about; itself, unless it is an undo or redo.
pub(crate) fn root_of(conn: &Connection, op: &Stamp) -> Result<Stamp, Error> {
    let root: Option<i64> =
        conn.prepare_cached("SELECT root FROM operation WHERE n = ?1")?.query_row([op.n], |r| r.get(0))?;
    root.map_or(Ok(*op), |n| by_number(conn, n))
}

/// The undo by which an operation is off; `None` when it is on. The newest undo or redo decides: one that had
/// seen the others, whatever the clocks say; of several that had not, that with the greatest clock.
pub(crate) fn newest_undo(conn: &Connection, root: i64) -> Result<Option<Stamp>, Error> {
    let sql = format!("SELECT {STAMP}, operation.kind FROM operation WHERE root = ?1");
    let all: Vec<(Stamp, String)> = conn
        .prepare_cached(&sql)?
        .query_map([root], |r| Ok((stamp(r, 0)?, r.get(7)?)))?
        .collect::<Result<_, _>>()?;
    let stamps: Vec<Stamp> = all.iter().map(|(stamp, _)| *stamp).collect();
    let heads = super::cells::heads(conn, &stamps)?;
    let newest = all.into_iter().filter(|(s, _)| heads.contains(&s.n)).max_by_key(|(s, _)| s.clock());
    Ok(newest.filter(|(_, kind)| kind == "undo").map(|(stamp, _)| stamp))
}

/// Whether the newest undo or redo of an operation takes it back.
pub(crate) fn is_taken_back(conn: &Connection, root: i64) -> Result<bool, Error> {
    Ok(newest_undo(conn, root)?.is_some())
}

/// What `u` takes back: the analyst's newest operation on this device that is on and is no undo itself.
pub(crate) fn undoable(conn: &Connection, device: i64, analyst: i64) -> Result<Option<Stamp>, Error> {
    let sql = format!(
        "SELECT {STAMP} FROM operation WHERE device = ?1 AND branch = 0 AND analyst = ?2 AND off = 0
           AND kind NOT IN ('undo', 'redo')
         ORDER BY seq DESC LIMIT 1"
    );
    Ok(conn.prepare_cached(&sql)?.query_row([device, analyst], |r| stamp(r, 0)).optional()?)
}

/// What a redo brings back: the newest undo since the analyst's last other operation whose object is still off.
pub(crate) fn redoable(conn: &Connection, device: i64, analyst: i64) -> Result<Option<Stamp>, Error> {
    let sql = format!(
        "SELECT {STAMP}, operation.kind FROM operation WHERE device = ?1 AND branch = 0 AND analyst = ?2 ORDER BY seq DESC"
    );
    let mut newest_first = conn.prepare_cached(&sql)?;
    let mut rows = newest_first.query([device, analyst])?;
    while let Some(row) = rows.next()? {
        match row.get::<_, String>(7)?.as_str() {
            "redo" => {}
            "undo" => {
                let undo = stamp(row, 0)?;
                if root_of(conn, &undo)?.off {
                    return Ok(Some(undo));
                }
            }
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// Every operation, newest first. The starter content is a device's own and is left out. A device's own stay in the
/// order in which they were made, also when its clock was set back in between.
pub(crate) fn history(conn: &Connection, limit: Option<usize>) -> Result<Vec<HistoryEntry>, Error> {
    let mut newest_first = conn.prepare_cached(
        "WITH newest AS MATERIALIZED (
             SELECT n, max(hlc) OVER (PARTITION BY device, branch ORDER BY seq) AS clock FROM operation WHERE at > 0
             ORDER BY clock DESC, seq DESC, id DESC LIMIT ?1)
         SELECT operation.id, at, device, analyst.name, kind, payload, undoes, off FROM newest
         JOIN operation ON operation.n = newest.n JOIN analyst ON analyst.n = operation.analyst
         ORDER BY clock DESC, seq DESC, operation.id DESC",
    )?;
    let limit = limit.map_or(-1, |n| n as i64);
    let mut rows = newest_first.query([limit])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let payload: Vec<u8> = row.get(5)?;
        let payload: Payload = from_json(&String::from_utf8_lossy(&payload), "an operation's payload")?;
        entries.push(HistoryEntry {
            id: OperationId(row.get(0)?),
            at: iso(row.get(1)?),
            device: to_hex(&row.get::<_, i64>(2)?.to_be_bytes()),
            analyst: row.get(3)?,
            kind: row.get(4)?,
            summary: payload.what,
            undoes: row.get::<_, Option<[u8; 16]>>(6)?.map(OperationId),
            undone: row.get(7)?,
        });
    }
    Ok(entries)
}

/// How many operations there are, the starter content's left out.
pub(crate) fn history_length(conn: &Connection) -> Result<usize, Error> {
    let count: u32 =
        conn.prepare_cached("SELECT count(*) FROM operation WHERE at > 0")?.query_row([], |r| r.get(0))?;
    Ok(count as usize)
}

/// Milliseconds as ISO 8601, to the second, in UTC.
pub(crate) fn iso(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map_or_else(|_| String::new(), |t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Wrong clocks, for tests.
#[cfg(test)]
pub(crate) mod skew {
    use std::cell::Cell;

    thread_local! {
        static MILLISECONDS: Cell<i64> = const { Cell::new(0) };
    }

    /// How far this thread's clock goes ahead.
    pub(super) fn get() -> i64 {
        MILLISECONDS.get()
    }

    /// Sets this thread's clock ahead or behind.
    pub(crate) fn set(milliseconds: i64) {
        MILLISECONDS.set(milliseconds);
    }
}
