//! Folders that another program keeps in sync: told once, and the one file is the whole in them.

use super::desk::{Desk, LETTER};

#[test]
fn a_synced_folder_is_told_once_for_each_workspace() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("Dropbox/wsis")).unwrap();
    desk.run(["init", "Dropbox/wsis/w.db"]).done();
    let told = |name: &str| desk.run(["history", "-w", name]).done().err;
    let line = "w.db stands in a folder that Dropbox keeps in sync: have it open on one computer at a time, \
                and leave before you change\n";
    assert_eq!(told("Dropbox/wsis/w.db"), line);
    assert_eq!(told("Dropbox/wsis/w.db"), "");
    assert_eq!(told("w.db"), "");
    desk.run(["init", "Dropbox/other.db"]).done();
    assert!(told("Dropbox/other.db").starts_with("other.db stands in a folder"));
}

/// A workspace and an older copy of it, made as people make them.
fn copied() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    std::fs::copy(desk.path("w.db"), desk.path("older.db")).unwrap();
    for theme in ["IPv6", "Trust", "Routing"] {
        assert!(!desk.run(["tag", "ipv6", "--add", theme]).done().err.contains("lacks"));
    }
    desk
}

#[test]
fn a_file_that_lacks_what_was_done_in_it_here_is_told_until_it_is_worked_in() {
    let desk = copied();
    let told = |name: &str| desk.run(["history", "-w", name]).done().err;
    assert_eq!(told("older.db"), "", "a copy elsewhere is no loss");
    assert_eq!(told("w.db"), "");
    std::fs::rename(desk.path("older.db"), desk.path("w.db")).unwrap();
    let line = told("w.db");
    assert!(line.starts_with("w.db lacks 3 actions that were done in it on this computer"), "{line}");
    assert!(line.contains("w.db-wal") && line.contains("backup --list"), "{line}");
    assert_eq!(told("w.db"), line);
    // Who goes on in it has been told.
    desk.run(["status", "q:11", "reviewed"]).done();
    assert_eq!(told("w.db"), "");
    desk.run(["doctor"]).done();
}

#[test]
fn a_file_whose_log_was_left_behind_is_told() {
    let desk = copied();
    std::fs::remove_file(desk.path("older.db")).unwrap();
    // Another program keeps the file open: what is done meanwhile stands in the log.
    let open = rusqlite::Connection::open(desk.path("w.db")).unwrap();
    open.query_row("SELECT count(*) FROM meta", [], |_| Ok(())).unwrap();
    desk.run(["tag", "ipv6", "--add", "Access"]).done();
    desk.run(["tag", "ipv6", "--add", "Skills"]).done();
    std::fs::copy(desk.path("w.db"), desk.path("alone.db")).unwrap();
    drop(open);
    std::fs::rename(desk.path("alone.db"), desk.path("w.db")).unwrap();
    let line = desk.run(["history"]).done().err;
    assert!(line.starts_with("w.db lacks 2 actions"), "{line}");
}

#[test]
fn what_is_restored_on_purpose_is_not_told_to_lack_anything() {
    let desk = copied();
    desk.run(["restore", "older.db"]).done();
    assert_eq!(desk.run(["history"]).done().err, "");
}
