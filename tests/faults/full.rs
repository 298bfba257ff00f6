//! Real limits: a disk that fills up, files that may not grow, a disk that can only be read.

use std::process::Stdio;

use super::disk::Disk;
use super::promise::State;
use super::refused::{FULL, is_told};
use super::scene::{SCENES, Scene, Stage};
use super::spread;
use crate::cli::desk::{Desk, Ran};

/// A disk that holds the workspace, copies of it, and not much else.
const SMALL: u64 = 6 << 20;

fn stage_on(disk: &Disk) -> Stage {
    let desk = Desk::within(&disk.path());
    desk.run(["init", "w.db"]).done();
    Stage::on(desk)
}

/// Runs a command that may fail for want of room, and looks at what it left; says whether it failed.
#[track_caller]
fn attempt(stage: &Stage, scene: Scene, run: impl FnOnce() -> Ran, says: &str, how: &str) -> bool {
    let before = State::of(&stage.desk.path("w.db"));
    let ran = run();
    let what = format!("{:?} {how}\n{}{}", scene.arguments, ran.text(), ran.err);
    let changed = State::of(&stage.desk.path("w.db")) != before;
    let done = match scene.makes {
        Some(name) => stage.is_whole_or_as_it_was(name, &what),
        None => changed,
    };
    assert_eq!(changed, done && scene.changes(), "{what}");
    stage.is_well(&what);
    let failed = is_told(&ran, done, says, &what);
    assert_eq!(failed, !done, "{what}");
    failed
}

#[test]
fn on_a_full_disk_a_command_says_so_and_works_again_when_there_is_room() {
    let Some(disk) = Disk::small(SMALL) else { return };
    let stage = stage_on(&disk);
    let (mut tried, mut failed) = (0, 0);
    for scene in SCENES {
        let room: Vec<u64> = (0..180).map(|pages| pages * 4096).collect();
        for free in spread(&room) {
            stage.again();
            let run = || {
                disk.fill(free);
                let ran = stage.desk.run(scene.arguments);
                disk.clear();
                ran
            };
            tried += 1;
            if attempt(&stage, scene, run, FULL, &format!("with {free} bytes free")) {
                failed += 1;
                stage.desk.run(scene.arguments).done();
            }
        }
        stage.again();
        disk.fill(0);
        let ran = stage.desk.run(scene.arguments);
        disk.clear();
        assert!(
            ran.err.contains(FULL) && ran.err.contains("free some space"),
            "{:?}: {}",
            scene.arguments,
            ran.err
        );
    }
    eprintln!("{tried} commands on a disk that was nearly full: {failed} failed and said so");
}

#[test]
fn a_file_that_may_not_grow_is_told_and_nothing_is_half_written() {
    let stage = Stage::new();
    let (mut tried, mut failed) = (0, 0);
    for scene in SCENES {
        // Blocks of 512 bytes: most limits end in the middle of a write.
        let limits: Vec<u64> = (0..1400).step_by(7).collect();
        for blocks in spread(&limits) {
            stage.again();
            let limit = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
            let run = || Ran::of(&mut stage.desk.command_under(("sh", ["-c", &limit]), scene.arguments));
            tried += 1;
            let says = "may not become so large";
            if attempt(&stage, scene, run, says, &format!("with files of {blocks} blocks at most")) {
                failed += 1;
                stage.desk.run(scene.arguments).done();
            }
        }
    }
    eprintln!("{tried} commands with files that may not grow: {failed} failed and said so");
}

#[test]
fn on_a_disk_that_can_only_be_read_a_change_is_refused() {
    let Some(disk) = Disk::small(SMALL) else { return };
    let stage = stage_on(&disk);
    disk.protect();
    stage.desk.run(["tag", "q:1", "--add", "IPv6"]).fails(1, &["w.db", "can only be read", "hint:"]);
    stage.desk.run(["init", "second.db"]).fails(1, &["second.db", "can only be read", "hint:"]);
    let export = stage.desk.run(["export", "-o", "new.csv"]);
    assert_eq!(export.status, 1, "{}", export.err);
    // The workspace itself is read, and said to be on such a disk.
    assert!(export.err.contains("new.csv is on a disk that can only be read\n  hint:"), "{}", export.err);
}

#[test]
fn a_stream_that_takes_only_a_part_is_not_said_to_be_whole() {
    let stage = Stage::new();
    for command in [["list", "--format", "json"].as_slice(), &["export", "-o", "-", "--format", "csv"]] {
        let (status, said) = into_a_full_device(&stage.desk, command);
        assert_eq!(status, Some(1), "{said}");
        assert!(
            said.contains("standard output could not be written") && said.contains("not the whole"),
            "{said}"
        );
    }
}

#[test]
fn a_change_that_cannot_be_told_is_said_to_be_made() {
    let stage = Stage::new();
    let (status, said) = into_a_full_device(&stage.desk, &["tag", "q:1", "--add", "IPv6"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("this was done: tagged 12 answers") && said.contains("standard output"), "{said}");
    assert_eq!(stage.desk.list("theme:ipv6").len(), 12);
}

/// Runs a command whose standard output takes nothing; gives its status and what it said.
fn into_a_full_device(desk: &Desk, arguments: &[&str]) -> (Option<i32>, String) {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let ended = desk.plain(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}
