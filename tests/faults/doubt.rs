//! A sync that fails at the end of a change may have left the change in the write-ahead log, where the next opening
//! finds it: then the program does not say that nothing was written.

use std::fs;

use rusqlite::Connection;

use super::call::{self, calls, disturbed};
use super::promise::State;
use super::refused::UNKNOWN;
use super::scene::Stage;

const TAG: [&str; 4] = ["tag", "q:1", "--add", "IPv6"];

#[test]
fn a_commit_that_may_be_there_after_all_is_not_denied() {
    if !call::strace_is_here() {
        return;
    }
    let stage = Stage::new();
    let (_, all) = calls(&stage.desk, &TAG);
    let syncs = all.iter().filter(|call| call.name.ends_with("sync"));
    let mut came_back = 0;
    for call in syncs {
        stage.again();
        // Somebody else has the workspace open, and its log holds earlier work.
        let other = Connection::open(stage.desk.path("w.db")).unwrap();
        let _: i64 = other.query_row("SELECT count(*) FROM operation", [], |r| r.get(0)).unwrap();
        stage.desk.run(["note", "--question", "1", "--text", "Earlier"]).done();
        let before = State::of(&stage.desk.path("w.db"));
        let ran = disturbed(&stage.desk, &TAG, call, &format!("error=EIO:when={}+", call.nth));
        // The machine stops: what is in the files is there, what the programs know is not.
        let stopped = tempfile::tempdir().unwrap();
        for name in ["w.db", "w.db-wal"] {
            if let Ok(bytes) = fs::read(stage.desk.path(name)) {
                fs::write(stopped.path().join(name), bytes).unwrap();
            }
        }
        let is_there = State::of(&stopped.path().join("w.db")) != before;
        let what = format!("{} {} ({})\n{}{}", call.name, call.nth, call.with, ran.text(), ran.err);
        assert!(ran.status == 0 || !is_there || ran.err.contains(UNKNOWN), "{what}: denied");
        assert!(ran.status != 0 || is_there, "{what}: acknowledged and not there");
        came_back += usize::from(ran.status != 0 && is_there);
        drop(other);
        stage.is_well(&what);
    }
    assert!(came_back > 0, "no sync that failed left its commit: this test shows nothing");
}
