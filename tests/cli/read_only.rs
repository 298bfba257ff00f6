//! Workspaces where nothing can be written, or nothing is to be.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};

use super::desk::{Desk, LETTER};

/// A desk with some work, in a folder `shelf` that can be closed.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.run(["tag", "ipv6", "--add", "IPv6"]).done();
    fs::create_dir(desk.path("shelf")).unwrap();
    fs::rename(desk.path("w.db"), desk.path("shelf/w.db")).unwrap();
    desk
}

/// Makes everything for other people's eyes: who owns all may write anywhere, and root may anyway.
fn close(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the program as somebody who has no right to write: root becomes nobody.
fn visit(desk: &Desk, arguments: &[&str]) -> Output {
    let program = desk.path("rapporteur");
    if !program.exists() {
        // Copied by another program: what a test beside this one starts would hold it open for writing, and keep it busy.
        let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_rapporteur")).arg(&program).status().unwrap();
        assert!(copied.success());
        close(&program, 0o755);
        close(&desk.path("."), 0o755);
        fs::create_dir_all(desk.path("home")).unwrap();
        close(&desk.path("home"), 0o777);
    }
    let mut command = Command::new(program);
    command.args(arguments).current_dir(desk.path(".")).env_clear().env("HOME", desk.path("home"));
    command.env("USER", "visitor").env("RAPPORTEUR_WORKSPACE", "shelf/w.db");
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65534).gid(65534);
    }
    command.output().unwrap()
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_workspace_in_a_folder_that_cannot_be_written_is_read_and_said_to_be_so() {
    let desk = desk();
    close(&desk.path("shelf/w.db"), 0o444);
    close(&desk.path("shelf"), 0o555);
    let listed = visit(&desk, &["list", "theme:ipv6", "--format", "json"]);
    assert!(listed.status.success(), "{}", said(&listed));
    let found: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(said(&listed), "w.db can only be read: the file may only be read\n");
    let refused = visit(&desk, &["status", "q:11", "reviewed"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("w.db can only be read"), "{}", said(&refused));
    // One may write the file, but SQLite nothing beside it.
    close(&desk.path("shelf/w.db"), 0o666);
    let listed = visit(&desk, &["list", "theme:ipv6", "--format", "json"]);
    assert!(listed.status.success(), "{}", said(&listed));
    assert_eq!(said(&listed), "w.db can only be read: its folder may not be written\n");
    close(&desk.path("shelf"), 0o755);
    assert_eq!(names(&desk.path("shelf")), ["w.db"]);
}

#[test]
fn a_log_that_was_left_beside_a_read_only_workspace_is_read_or_said_to_be_missing_from_it() {
    let desk = desk();
    // Left as a power cut leaves it: the last change stands in the log alone.
    let conn = rusqlite::Connection::open(desk.path("shelf/w.db")).unwrap();
    conn.execute("INSERT INTO meta(key, value) VALUES('a', 1)", []).unwrap();
    for name in ["w.db", "w.db-wal"] {
        fs::copy(desk.path("shelf").join(name), desk.path(name)).unwrap();
    }
    drop(conn);
    for name in ["w.db", "w.db-wal"] {
        fs::copy(desk.path(name), desk.path("shelf").join(name)).unwrap();
        close(&desk.path("shelf").join(name), 0o444);
    }
    close(&desk.path("shelf"), 0o555);
    let listed = visit(&desk, &["list", "theme:ipv6", "--format", "json"]);
    assert!(listed.status.success(), "{}", said(&listed));
    close(&desk.path("shelf/w.db-wal"), 0o000);
    let listed = visit(&desk, &["list"]);
    assert_eq!(listed.status.code(), Some(1));
    assert!(
        said(&listed).contains("not allowed to use") && said(&listed).contains("w.db-wal"),
        "{}",
        said(&listed)
    );
    close(&desk.path("shelf"), 0o755);
}

#[test]
fn read_only_makes_and_changes_no_file() {
    let desk = desk();
    let path = desk.path("shelf/w.db");
    let before = (fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap());
    for command in
        [&["list"][..], &["submissions"], &["history"], &["doctor"], &["import", "letter.md", "--dry-run"]]
    {
        let arguments = [command, &["--read-only", "-w", "shelf/w.db"]].concat();
        // Whatever is made beside it meanwhile would move this.
        let folder = desk.path("shelf").metadata().unwrap().modified().unwrap();
        desk.run(arguments).done();
        assert_eq!(desk.path("shelf").metadata().unwrap().modified().unwrap(), folder, "{command:?}");
    }
    assert_eq!((fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap()), before);
    assert_eq!(names(&desk.path("shelf")), ["w.db"]);
}

#[test]
fn an_address_is_no_file_name() {
    let desk = Desk::new();
    for address in ["file:w.db", "file:w.db?immutable=1", "file:///w.db"] {
        desk.run(["list", "-w", address]).fails(1, &["there is no workspace"]);
        desk.run(["list", "--read-only", "-w", address]).fails(1, &["there is no workspace"]);
    }
}
