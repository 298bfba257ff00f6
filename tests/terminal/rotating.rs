//! The backups that the screen makes by itself.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::desk::Desk;

/// The copies that `backup --list` names, newest first.
fn copies(desk: &Desk) -> Vec<PathBuf> {
    let printed = desk.run(&["-w", "w.db", "backup", "--list", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
    rows.iter().map(|row| PathBuf::from(row["file"].as_str().unwrap())).collect()
}

#[test]
fn the_screen_makes_a_copy_that_brings_the_work_back() {
    let desk = Desk::new();
    desk.run(&["-w", "w.db", "tag", "routing", "--add", "Routing security"]);
    assert!(copies(&desk).is_empty(), "the command line makes none");
    let mut session = desk.open((120, 36));
    let end = Instant::now() + Duration::from_secs(20);
    while copies(&desk).is_empty() {
        assert!(Instant::now() < end, "no copy was made");
        session.silence(Duration::from_millis(20));
    }
    session.keys("q");
    assert!(session.end().success());
    let copy = copies(&desk).remove(0);
    assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(copy.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
    assert!(!copy.with_extension("db-wal").exists() && !copy.with_extension("db-shm").exists());
    // The workspace is lost altogether: the copy is still found by where it stood.
    std::fs::write(desk.path("w.db"), "gone").unwrap();
    assert_eq!(copies(&desk), std::slice::from_ref(&copy));
    std::fs::remove_file(desk.path("w.db")).unwrap();
    desk.run(&["-w", "w.db", "restore", copy.to_str().unwrap()]);
    assert_eq!(desk.list("theme:\"routing security\"").len(), 2);
    desk.run(&["-w", "w.db", "doctor"]);
}

#[test]
fn a_backup_that_cannot_be_made_is_told_in_one_line_and_work_goes_on() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/rapporteur")).unwrap();
    std::fs::write(desk.path("config/rapporteur/config.toml"), "backup_folder = \"~/form.csv\"\n").unwrap();
    let mut session = desk.open((120, 36));
    session.sees("No backup was made:");
    session.keys("\r");
    session.sees("The workspace itself is in order, and work goes on.");
    session.keys("\x1b");
    session.misses("and work goes on");
    session.keys("r");
    session.sees("eviewed");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(
        desk.run(&["-w", "w.db", "--analyst", "Alice", "list", "status:reviewed", "--format", "csv"])
            .lines()
            .count(),
        2
    );
}
