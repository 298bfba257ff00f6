//! A workspace file that a stranger made: refused, or read as far as it goes, soon, and nothing in it runs.

use std::time::Duration;

use rusqlite::Connection;

use super::desk::{Desk, Ran};

/// How long a command may take before it is given up; far more than any needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A workspace with some work in it, as one file.
fn worked() -> Desk {
    let desk = Desk::worked();
    assert_eq!(desk.names(), ["letter.md", "w.db"]);
    desk
}

/// What people try with a file that they were sent.
const TRIED: [&[&str]; 5] = [
    &["list", "ipv6", "--format", "json"],
    &["submissions"],
    &["doctor"],
    &["tag", "q:1", "--add", "Mine"],
    &["export", "-o", "-", "--format", "csv"],
];

/// Runs a command on a file that this computer has not seen before; it has to end by itself, without a panic.
#[track_caller]
fn tries(desk: &Desk, command: &[&str]) -> Ran {
    let _ = std::fs::remove_dir_all(desk.path("home"));
    let ended = desk.command(command).timeout(PATIENCE).output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    let status = ended.status.code().unwrap_or_else(|| panic!("{command:?} did not end by itself: {err}"));
    assert!(matches!(status, 0 | 1), "{command:?} ended with {status}: {err}");
    assert!(!err.contains("a fault of its own"), "{command:?}: {err}");
    Ran { status, out: ended.stdout, err }
}

#[test]
fn a_file_that_brings_something_to_run_is_refused_before_it_runs() {
    // What would be seen if it ran: a table that grows, or a command that does not end.
    let endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t";
    for strange in [
        "CREATE TABLE seen(x); CREATE TRIGGER t AFTER INSERT ON operation BEGIN INSERT INTO seen VALUES(1); END",
        "ALTER TABLE part RENAME TO other; CREATE VIEW part AS SELECT * FROM other",
        &format!("ALTER TABLE part RENAME TO other; CREATE VIEW part AS {endless}"),
        "CREATE VIRTUAL TABLE spare USING fts5(x)",
        "CREATE VIRTUAL TABLE spare USING rtree(a, b, c)",
        "CREATE TABLE spare(x CHECK(length(hex(zeroblob(60000000))) > 0))",
        "CREATE TABLE spare(x, y AS (hex(zeroblob(60000000))))",
        "CREATE INDEX spare ON operation(length(hex(zeroblob(1000))))",
        "ALTER TABLE theme ADD COLUMN spare TEXT DEFAULT 'x'",
    ] {
        let desk = worked();
        let conn = Connection::open(desk.path("w.db")).unwrap();
        conn.execute_batch(strange).unwrap_or_else(|e| panic!("{strange}: {e}"));
        conn.close().unwrap();
        let before = std::fs::read(desk.path("w.db")).unwrap();
        for command in TRIED {
            tries(&desk, command).fails(1, &["w.db is not a workspace", "its tables"]);
        }
        assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), before, "{strange}");
    }
}

#[test]
fn a_check_that_is_put_into_a_known_table_does_not_run() {
    let desk = worked();
    let conn = Connection::open(desk.path("w.db")).unwrap();
    conn.pragma_update(None, "writable_schema", true).unwrap();
    let changed = conn
        .execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', ', CHECK(length(hex(zeroblob(60000000))) = 1)) STRICT')
             WHERE name = 'meta'",
            [],
        )
        .unwrap();
    assert_eq!(changed, 1);
    drop(conn);
    for command in TRIED {
        tries(&desk, command).fails(1, &["w.db"]);
    }
}

#[test]
fn a_cell_of_any_size_is_refused() {
    let desk = worked();
    let conn = Connection::open(desk.path("w.db")).unwrap();
    conn.execute("UPDATE part SET text = printf('%.*c', 70000000, 'x')", []).unwrap();
    drop(conn);
    tries(&desk, &["list", "--format", "json"]).fails(1, &["too big"]);
    assert_eq!(tries(&desk, &["doctor"]).status, 1);
}

#[test]
fn an_original_that_unpacks_without_end_is_refused() {
    let desk = worked();
    let sha256 = desk.run(["sources", "--format", "json"]).json()[0]["sha256"].as_str().unwrap().to_owned();
    let conn = Connection::open(desk.path("w.db")).unwrap();
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(std::io::repeat(0), 256 << 20), &mut packer).unwrap();
    let changed = conn.execute("UPDATE original SET data = ?1", [packer.finish().unwrap()]).unwrap();
    assert_eq!(changed, 1);
    drop(conn);
    let told = tries(&desk, &["source", &sha256]).fails(1, &["unpacks to more than it can be"]);
    assert!(told.out.is_empty(), "{} bytes were written", told.out.len());
}

/// Pages that all say that the next one stands below them a thousand times.
#[test]
fn a_tree_of_pages_that_never_ends_is_refused() {
    for table in ["answer", "submission", "tag", "source"] {
        let desk = worked();
        let root = {
            let conn = Connection::open(desk.path("w.db")).unwrap();
            let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
            conn.query_row(sql, [table], |r| r.get::<_, u32>(0)).unwrap()
        };
        let mut file = std::fs::read(desk.path("w.db")).unwrap();
        entangle(&mut file, root);
        desk.write("w.db", &file);
        for command in TRIED {
            let told = tries(&desk, command);
            assert_eq!(told.status, 1, "{table}: {command:?}");
            assert!(told.err.contains("damaged"), "{table}: {command:?}: {}", told.err);
        }
    }
}

/// Puts six pages between the root of a table and what it held; on each, every pointer leads to the next.
fn entangle(file: &mut Vec<u8>, root: u32) {
    const PAGE: usize = 8192;
    const LEVELS: u32 = 6;
    let pages = (file.len() / PAGE) as u32;
    let place = |page: u32| (page as usize - 1) * PAGE;
    let held = file[place(root)..place(root) + PAGE].to_vec();
    assert!(matches!(held[0], 0x0d | 0x0a), "the root is a leaf");
    let is_table = held[0] == 0x0d;
    file.resize(file.len() + LEVELS as usize * PAGE, 0);
    let mut page = root;
    for level in 0..LEVELS {
        let below = pages + level + 1;
        let at = place(page);
        file[at..at + PAGE].copy_from_slice(&lead_to(below, is_table, PAGE));
        page = below;
    }
    let at = place(page);
    file[at..at + PAGE].copy_from_slice(&held);
    file[28..32].copy_from_slice(&(pages + LEVELS).to_be_bytes());
}

/// An inner page of a tree (SQLite's file format, section 1.6) whose every pointer is the same.
fn lead_to(below: u32, is_table: bool, size: usize) -> Vec<u8> {
    // A pointer and a key of one byte; an index also has a record, here of one NULL.
    let cell: Vec<u8> = if is_table {
        [&below.to_be_bytes()[..], &[1]].concat()
    } else {
        [&below.to_be_bytes()[..], &[2, 2, 0]].concat()
    };
    let cells = (size - 12) / (cell.len() + 2);
    let mut page = vec![0; size];
    let content = size - cells * cell.len();
    page[0] = if is_table { 0x05 } else { 0x02 };
    page[3..5].copy_from_slice(&(cells as u16).to_be_bytes());
    page[5..7].copy_from_slice(&(content as u16).to_be_bytes());
    page[8..12].copy_from_slice(&below.to_be_bytes());
    for n in 0..cells {
        let start = content + n * cell.len();
        page[12 + 2 * n..14 + 2 * n].copy_from_slice(&(start as u16).to_be_bytes());
        page[start..start + cell.len()].copy_from_slice(&cell);
    }
    page
}

/// `RAPPORTEUR_FLIPS` sets how many damaged files are tried.
#[test]
fn damaged_bytes_are_told_or_do_no_harm() {
    let files = std::env::var("RAPPORTEUR_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(12_u64);
    let desk = worked();
    let whole = std::fs::read(desk.path("w.db")).unwrap();
    let mut refused = 0;
    for seed in 0..files {
        let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = |below: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random % below as u64) as usize
        };
        let mut file = whole.clone();
        for _ in 0..=next(64) {
            // Behind the magic words: a file without them is no SQLite file at all.
            let at = 16 + next(file.len() - 16);
            file[at] = next(256) as u8;
        }
        if seed % 8 == 7 {
            file.truncate(next(file.len()));
        }
        desk.write("w.db", &file);
        for command in [TRIED[0], TRIED[2], TRIED[3]] {
            refused += u64::from(tries(&desk, command).status == 1);
        }
        for beside in ["w.db-wal", "w.db-shm"] {
            let _ = std::fs::remove_file(desk.path(beside));
        }
    }
    eprintln!("{files} damaged files, 3 commands on each: {refused} told of damage, the others were done");
}
