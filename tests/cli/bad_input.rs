//! Files that are not what they should be: one clear message, the rest goes on, nothing is made or half written.

use super::desk::{Desk, LETTER};

/// The report's element for a file, and the exit status of the import.
fn import(desk: &Desk, file: &str) -> (i32, serde_json::Value) {
    let ran = desk.run(["import", file, "letter.md", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_slice(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.err));
    (ran.status, report["sources"][0].clone())
}

#[track_caller]
fn assert_failed(desk: &Desk, file: &str, words: &str) {
    desk.write("letter.md", LETTER);
    let (status, source) = import(desk, file);
    assert_eq!((status, &source["outcome"]), (1, &"failed".into()), "{source}");
    let problem = &source["problems"][0];
    assert!(problem["what"].as_str().unwrap().contains(words), "{problem}");
    assert!(!problem["hint"].as_str().unwrap().is_empty(), "{problem}");
    // The rest goes on.
    assert_eq!(desk.list("").iter().filter(|a| !a["question"].is_null()).count(), 2);
}

#[test]
fn a_missing_file_fails_and_the_rest_goes_on() {
    assert_failed(&Desk::new(), "missing.md", "");
}

#[test]
fn an_empty_file_fails_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("empty.md", "");
    assert_failed(&desk, "empty.md", "empty");
}

#[test]
fn a_binary_file_fails_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("binary.md", b"PK\x03\x04\0\0\0\xff\xfe\xfd");
    assert_failed(&desk, "binary.md", "");
    let desk = Desk::new();
    desk.write("noise.md", [0xe9, 0x81, 0x01, 0x9d].repeat(200));
    assert_failed(&desk, "noise.md", "");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_fails_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.write("secret.md", LETTER);
    std::fs::set_permissions(desk.path("secret.md"), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(desk.path("secret.md")).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    assert_failed(&desk, "secret.md", "");
}

#[test]
fn a_table_without_a_header_or_with_ragged_rows_is_told() {
    let desk = Desk::new();
    desk.write("bare.csv", "1,2,3\n4,5,6\n");
    desk.write("letter.md", LETTER);
    let (status, source) = import(&desk, "bare.csv");
    assert_eq!((status, &source["outcome"]), (1, &"failed".into()), "{source}");
    assert!(source["problems"][0]["what"].as_str().unwrap().contains("no header"), "{source}");
    let desk = Desk::new();
    desk.write("bare.csv", "7,Example Net,Somewhere,We use IPv6.\n8,Other Org,Elsewhere,So do we.\n");
    assert_failed(&desk, "bare.csv", "no header");

    let desk = Desk::new();
    desk.write("ragged.csv", "reference,organisation,q1\nA1,One,yes,too,many\nA2,Two\nA3,Three,fine\n");
    desk.write("letter.md", LETTER);
    let (_, source) = import(&desk, "ragged.csv");
    let told = source["problems"].to_string();
    assert!(told.contains("row 2") && told.contains("row 3"), "{told}");
    assert_eq!(desk.list("from:Three").len(), 1);
}

#[test]
fn a_document_without_a_question_is_kept_as_unplaced_text_and_told() {
    let desk = Desk::new();
    desk.write("paper.md", "# A paper\n\nWe think about many things.\n");
    desk.write("letter.md", LETTER);
    let (status, source) = import(&desk, "paper.md");
    assert_eq!((status, &source["outcome"]), (0, &"added".into()), "{source}");
    assert!(!source["problems"].as_array().unwrap().is_empty(), "{source}");
    assert_eq!(desk.questions("\"many things\""), ["-"]);
}

#[test]
fn a_folder_is_read_and_an_empty_one_is_told() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("papers")).unwrap();
    desk.write("papers/letter.md", LETTER);
    desk.run(["import", "papers"]).done();
    assert_eq!(desk.list("-is:unplaced").len(), 2);
    std::fs::create_dir(desk.path("nothing")).unwrap();
    let ran = desk.run(["import", "nothing"]);
    assert!(format!("{}{}", ran.text(), ran.err).contains("nothing"), "{}", ran.err);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    let dry = desk.run(["import", "letter.md", "--dry-run", "--format", "json"]).json();
    assert!(desk.list("").is_empty());
    let wet = desk.run(["import", "letter.md", "--format", "json"]).json();
    assert_eq!(dry, wet);
}

#[test]
fn a_mistyped_path_never_makes_a_file() {
    let desk = Desk::new();
    let before = desk.names();
    desk.run(["w.bd"]).fails(1, &["w.bd", "init"]);
    for command in ["list", "submissions", "sources", "history", "themes", "undo", "shortlist"] {
        desk.run([command, "-w", "w.bd"]).fails(1, &["w.bd", "init"]);
    }
    desk.run(["import", "x.md", "-w", "no/w.bd"]).fails(1, &["no/w.bd"]);
    desk.run(["list", "-w", "file:w.bd?mode=rwc"]).fails(1, &["file:w.bd"]);
    assert_eq!(desk.names(), before);
}

#[test]
fn init_never_replaces_a_file() {
    let desk = Desk::bare();
    desk.write("w.db", "mine");
    desk.run(["init", "w.db"]).fails(1, &["w.db", "hint:"]);
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), b"mine");
    let ran = desk.run(["init", "no/such/w.db"]).fails(1, &["no/such"]);
    assert!(!ran.err.contains("init no/such"), "{}", ran.err);
    desk.write("bad.toml", "title = 3");
    desk.run(["init", "new.db", "--call", "bad.toml"]).fails(2, &["bad.toml"]);
    assert_eq!(desk.names(), ["bad.toml", "w.db"]);
}

#[test]
fn a_file_that_is_no_workspace_is_refused_and_left_alone() {
    let desk = Desk::bare();
    desk.write("w.db", LETTER);
    desk.run(["list"]).fails(1, &["w.db", "not a workspace"]);
    desk.run(["w.db"]).fails(1, &["w.db", "not a workspace"]);
    desk.run(["tag", "x", "--add", "y"]).fails(1, &["w.db", "not a workspace"]);
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), LETTER.as_bytes());
    desk.write("w.db", "");
    desk.run(["list"]).fails(1, &["w.db", "not a workspace"]);
    desk.run(["list", "-w", "."]).fails(1, &["folder"]);
    assert_eq!(desk.names(), ["w.db"]);
}

#[test]
fn a_workspace_of_a_newer_version_is_refused_kindly() {
    let desk = Desk::new();
    // SQLite's file format, section 1.3: the user version is the big-endian number at byte 60.
    let mut bytes = std::fs::read(desk.path("w.db")).unwrap();
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    desk.write("w.db", &bytes);
    desk.run(["list"]).fails(1, &["w.db", "newer", "hint:"]);
    desk.run(["undo"]).fails(1, &["newer"]);
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), bytes);
}

#[test]
fn a_workspace_for_reading_only_is_not_changed() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.run(["tag", "q:1", "--add", "IPv6", "--read-only"]).fails(2, &["--read-only"]);
    assert_eq!(desk.run(["list", "--read-only", "--format", "json"]).json().as_array().unwrap().len(), 3);
    assert!(desk.list("theme:ipv6").is_empty());
}

#[test]
fn rows_without_a_header_make_no_half_import_beside_others() {
    let desk = Desk::new();
    desk.write("form.csv", "A1,One,yes\nA2,Two,no\n");
    desk.write("letter.md", LETTER);
    let ran = desk.run(["import", "form.csv", "letter.md"]);
    assert_eq!(ran.status, 1);
    assert_eq!(ran.err.matches("form.csv").count(), 1, "the file is named once: {}", ran.err);
    assert_eq!(desk.run(["sources", "--format", "json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_passage_beyond_the_answer_is_a_mistake() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.run(["note", "q:1", "--passage", "0..9999", "--text", "x"]).fails(2, &["9999", "hint:"]);
    assert!(desk.list("has:note").is_empty());
}
