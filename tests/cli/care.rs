//! Backups, the way back from one, and the check-up, from outside.

use rusqlite::Connection;
use serde_json::Value;

use super::desk::Desk;

/// All that the commands say of a workspace.
fn state(desk: &Desk) -> [Vec<u8>; 4] {
    let said = |command: &[&str]| desk.run(command).done().out;
    [
        said(&["list", "is:any", "--format", "json"]),
        said(&["submissions", "--format", "json"]),
        said(&["history", "--format", "json"]),
        said(&["sources", "--format", "json"]),
    ]
}

fn wrong(desk: &Desk) -> Vec<String> {
    let ran = desk.run(["doctor", "--format", "json"]);
    let checks: Vec<Value> = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(checks.len(), 6, "{checks:?}");
    let wrong: Vec<String> = checks
        .iter()
        .filter(|check| check["ok"] != true)
        .map(|check| check["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ran.status, i32::from(!wrong.is_empty()), "{}", ran.err);
    wrong
}

#[test]
fn a_backup_is_one_private_file_and_restoring_it_gives_the_same_state() {
    let desk = Desk::worked();
    let before = state(&desk);
    desk.run(["backup", "friday.db"]).done();
    assert_eq!(desk.names(), ["friday.db", "letter.md", "w.db"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(desk.path("friday.db").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    desk.run(["backup", "friday.db"]).fails(1, &["friday.db is there already", "--force"]);
    desk.run(["tag", "q:1", "--add", "Digital divide"]).done();
    assert_ne!(state(&desk), before);
    let said = desk.run(["restore", "friday.db"]).done();
    assert!(said.text().contains("kept as w.before-restore-"), "{}", said.text());
    assert_eq!(state(&desk), before);
    let former = desk.names().into_iter().find(|name| name.contains("before-restore")).unwrap();
    let kept = desk.run(["list", "theme:\"digital divide\"", "-w", &former, "--format", "json"]).json();
    assert_eq!(kept.as_array().unwrap().len(), 1, "what was done since is kept beside it");
    assert_eq!(wrong(&desk), [""; 0]);
}

#[test]
fn who_works_in_a_restored_file_is_another_device() {
    let desk = Desk::worked();
    desk.run(["backup", "friday.db"]).done();
    desk.run(["status", "q:1", "reviewed"]).done();
    desk.run(["restore", "friday.db"]).done();
    desk.run(["status", "q:11", "flagged"]).done();
    let history = desk.run(["history", "--format", "json"]).json();
    let devices: Vec<&str> =
        history.as_array().unwrap().iter().map(|e| e["device"].as_str().unwrap()).collect();
    assert_ne!(devices[0], devices[1], "{devices:?}");
    assert_eq!(wrong(&desk), [""; 0]);
}

#[test]
fn of_a_copied_workspace_and_the_original_each_goes_on_as_a_device_of_its_own() {
    let desk = Desk::worked();
    std::fs::copy(desk.path("w.db"), desk.path("copy.db")).unwrap();
    let newest = |file: &str| {
        let history = desk.run(["history", "-w", file, "--format", "json"]).json();
        (history[0]["device"].as_str().unwrap().to_owned(), history.as_array().unwrap().len())
    };
    let (device, before) = newest("w.db");
    desk.run(["status", "q:1", "reviewed"]).done();
    desk.run(["status", "q:11", "flagged", "-w", "copy.db"]).done();
    desk.run(["status", "q:11", "reviewed"]).done();
    let (original, copied) = (newest("w.db"), newest("copy.db"));
    assert_eq!(original, (device, before + 2), "the original goes on as it was");
    assert_ne!(copied.0, original.0);
    assert_eq!(copied.1, before + 1);
    // Each takes back what was done in it, and nothing else.
    desk.run(["undo", "-w", "copy.db"]).done();
    let flagged = desk.run(["list", "status:flagged", "-w", "copy.db", "--format", "json"]).json();
    assert_eq!(flagged.as_array().unwrap().len(), 0);
    assert_eq!(desk.list("status:reviewed").len(), 2);
    for file in ["w.db", "copy.db"] {
        desk.run(["doctor", "-w", file]).done();
    }
}

#[test]
fn a_damaged_or_strange_backup_is_refused_and_nothing_changes() {
    let desk = Desk::worked();
    let before = state(&desk);
    desk.run(["backup", "good.db"]).done();
    let mut bytes = std::fs::read(desk.path("good.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    desk.write("bad.db", &bytes);
    desk.run(["restore", "bad.db"]).fails(1, &["bad.db"]);
    Connection::open(desk.path("good.db")).unwrap().execute_batch("CREATE VIEW v AS SELECT 1").unwrap();
    desk.run(["restore", "good.db"]).fails(1, &["good.db is not a workspace", "its tables"]);
    desk.run(["restore", "nowhere.db"]).fails(1, &["there is no backup nowhere.db"]);
    desk.run(["restore", "w.db"]).fails(2, &["from itself"]);
    assert_eq!(state(&desk), before);
}

#[test]
fn the_doctor_notices_each_damage() {
    for (damage, name) in [
        ("UPDATE operation SET seq = seq + 1 WHERE n = (SELECT max(n) FROM operation)", "journal"),
        ("UPDATE operation SET at = at + 1 WHERE n = (SELECT max(n) FROM operation)", "journal"),
        ("UPDATE submission SET country = 'XX'", "replay"),
        ("UPDATE tag SET live = 0", "replay"),
        ("DELETE FROM answer_text WHERE rowid = (SELECT min(n) FROM answer WHERE visible = 1)", "search"),
        ("UPDATE source SET sha256 = randomblob(32)", "originals"),
        ("UPDATE extract SET part = part + 999", "references"),
    ] {
        let desk = Desk::worked();
        assert_eq!(wrong(&desk), [""; 0]);
        let conn = Connection::open(desk.path("w.db")).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        conn.execute_batch(damage).unwrap();
        drop(conn);
        let wrong = wrong(&desk);
        assert!(wrong.iter().any(|found| found == name), "{damage}: {wrong:?}");
    }
}

#[test]
fn a_repair_makes_the_tables_anew_and_keeps_what_was_there() {
    let desk = Desk::worked();
    let before = state(&desk);
    let conn = Connection::open(desk.path("w.db")).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM tag; UPDATE submission SET country = 'XX'")
        .unwrap();
    conn.execute_batch("DELETE FROM answer_text WHERE rowid = (SELECT min(n) FROM answer WHERE visible = 1)")
        .unwrap();
    drop(conn);
    assert_ne!(state(&desk), before);
    desk.run(["doctor", "--repair"]).done();
    assert_eq!(state(&desk), before);
    assert!(desk.names().iter().any(|name| name.starts_with("w.before-repair-")), "{:?}", desk.names());
    assert_eq!(wrong(&desk), [""; 0]);
}
