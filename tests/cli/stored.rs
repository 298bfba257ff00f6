//! Workspaces that earlier versions of the program have written: opened, brought up to date, and nothing of them lost.
//!
//! `tests/stored/0001.db.gz` to `0004.db.gz` and the `.json.gz` beside them were made by the last program of their schema,
//! from the bundled sample with some work on it; what its commands said is what they must still say.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::desk::Desk;
#[cfg(unix)]
use super::desk::Ran;

/// A file of the folder of stored workspaces.
fn stored(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored").join(name);
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The schemas of which a workspace is stored, and the present one.
const OLD: [i64; 4] = [1, 2, 3, 4];
const NOW: i64 = 5;

/// A desk on which the stored workspace of this schema is `w.db`.
fn desk(schema: i64) -> Desk {
    let desk = Desk::bare();
    desk.write("w.db", stored(&format!("{schema:04}.db.gz")));
    desk
}

/// Asserts that all that was said before is said now; objects may have grown.
#[track_caller]
fn assert_says(now: &Value, before: &Value, place: &str) {
    match (now, before) {
        (Value::Object(now), Value::Object(before)) => {
            // It is read in one way since the third schema; what was said then is asked for below.
            for (key, value) in before.iter().filter(|(key, _)| *key != "citable") {
                let found = now.get(key).unwrap_or_else(|| panic!("{place}: no {key}"));
                assert_says(found, value, &format!("{place}.{key}"));
            }
        }
        (Value::Array(now), Value::Array(before)) => {
            assert_eq!(now.len(), before.len(), "{place}");
            for (i, (now, before)) in now.iter().zip(before).enumerate() {
                assert_says(now, before, &format!("{place}[{i}]"));
            }
        }
        _ => assert_eq!(now, before, "{place}"),
    }
}

#[track_caller]
fn assert_says_all(desk: &Desk, schema: i64) {
    for command in ["list", "submissions", "history", "sources", "themes"] {
        let query: &[&str] = if command == "list" { &["is:any"] } else { &[] };
        let now = desk.run([&[command], query, &["--format", "json"]].concat()).json();
        let before = serde_json::from_slice(&stored(&format!("{schema:04}.{command}.json.gz"))).unwrap();
        assert_says(&now, &before, command);
    }
}

fn version(desk: &Desk, name: &str) -> i64 {
    let conn = rusqlite::Connection::open(desk.path(name)).unwrap();
    conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_workspace_of_an_older_schema_is_read_without_being_changed() {
    for schema in OLD {
        let desk = desk(schema);
        assert_says_all(&desk, schema);
        desk.run(["doctor", "--read-only"]).done();
        assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), stored(&format!("{schema:04}.db.gz")));
        assert_eq!(desk.names(), ["w.db"]);
    }
}

#[test]
fn the_first_change_brings_an_older_workspace_up_to_date_after_a_full_copy() {
    for schema in OLD {
        let desk = desk(schema);
        let ran = desk.run(["status", "ref:WSIS20-001", "todo"]).done();
        let before = format!("w.before-v{NOW}-");
        let kept = desk.names().into_iter().find(|name| name.starts_with(&before)).unwrap();
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        let told = format!("Format {schema} became {NOW}; ");
        assert!(ran.err.contains(&told) && ran.err.contains(&kept), "{}", ran.err);
        assert_eq!((version(&desk, "w.db"), version(&desk, &kept)), (NOW, schema));
        assert_says_all(&desk, schema);
        desk.run(["doctor"]).done();
        assert!(!desk.run(["list"]).done().err.contains("was brought"), "it is told once");
        // What was kept is a whole workspace, too: the way back.
        desk.run(["restore", &kept]).done();
        assert_says_all(&desk, schema);
        desk.run(["doctor"]).done();
    }
}

#[test]
fn how_a_submission_may_be_cited_is_read_anew_where_it_was_kept_as_written() {
    let desk = desk(2);
    let cited = |desk: &Desk| -> Vec<Value> {
        let found = desk.run(["submissions", "ref:C-", "--format", "json"]).json();
        found.as_array().unwrap().iter().map(|s| s["citable"].clone()).collect()
    };
    let expected = ["by name".into(), "by name".into(), Value::Null, "anonymously".into()];
    assert_eq!(cited(&desk), expected, "before the file is changed, too");
    desk.run(["submissions", "C-3", "--set", "signatories=Dale Net; Fjord Net"]).done();
    assert_eq!(cited(&desk), expected);
    assert_eq!(desk.questions("from:fjord"), ["1"]);
    desk.run(["doctor"]).done();
}

#[cfg(unix)]
#[test]
fn without_a_copy_nothing_is_brought_up_to_date() {
    let desk = desk(1);
    // Nobody, root neither, writes as much into one file as the copy has; the change itself would fit.
    let bounded = ("sh", ["-c", "ulimit -f 1024; exec \"$0\" \"$@\""]);
    let ran = Ran::of(&mut desk.command_under(bounded, ["status", "ref:WSIS20-001", "todo"]));
    assert!(ran.status != 0 && ran.out.is_empty(), "{}", ran.err);
    assert_eq!(version(&desk, "w.db"), 1, "{}", ran.err);
    assert_says_all(&desk, 1);
}

#[test]
fn a_newer_workspace_is_refused_and_left_alone() {
    let desk = Desk::new();
    let conn = rusqlite::Connection::open(desk.path("w.db")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    conn.close().unwrap();
    let bytes = std::fs::read(desk.path("w.db")).unwrap();
    for command in [&["list"][..], &["status", "q:1", "todo"], &["doctor"]] {
        desk.run(command)
            .fails(1, &["written by a newer version of rapporteur (format 99)", "left as it is"]);
    }
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), bytes);
}
