//! A workspace that goes away while a command has it open.
#![cfg(unix)]

use super::desk::{Desk, LETTER};

#[test]
fn a_change_to_a_file_that_went_away_meanwhile_is_refused_and_all_work_is_in_the_rescue_copy() {
    for harm in ["mv w.db away.db", "rm w.db", "cp w.db other.db; mv other.db w.db"] {
        let desk = Desk::new();
        desk.write("letter.md", LETTER);
        desk.run(["import", "letter.md"]).done();
        desk.run(["tag", "ipv6", "--add", "IPv6"]).done();
        // The command has the workspace open while the analyst writes.
        desk.write("editor.sh", format!("echo late > \"$1\"\n{harm}\n"));
        let output = desk.command(["note", "q:11", "--edit"]).env("EDITOR", "sh editor.sh").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{harm}: {said}");
        assert!(output.stdout.is_empty(), "nothing is acknowledged");
        let rescue = desk.names().into_iter().find(|name| name.starts_with("w.rescue-")).unwrap();
        for words in [
            "w.db was moved or replaced",
            &format!("all work so far is in {rescue}"),
            "this change was not made",
        ] {
            assert!(said.contains(words), "{harm}: no “{words}” in {said}");
        }
        let kept = desk.run(["list", "theme:ipv6", "-w", &rescue, "--format", "json"]).json();
        assert_eq!(kept.as_array().unwrap().len(), 1);
        assert_eq!(kept[0]["notes"].as_array().unwrap().len(), 0);
        desk.run(["doctor", "-w", &rescue]).done();
        desk.run(["note", "q:11", "--text", "in time", "-w", &rescue]).done();
    }
}

#[test]
fn a_log_that_is_taken_away_meanwhile_is_noticed() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.write("editor.sh", "echo late > \"$1\"\nrm w.db-wal\n");
    let output = desk.command(["note", "q:11", "--edit"]).env("EDITOR", "sh editor.sh").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty(), "nothing is acknowledged");
    assert!(said.contains("w.db-wal, with the newest work, was taken away"), "{said}");
    let rescue = desk.names().into_iter().find(|name| name.starts_with("w.rescue-")).unwrap();
    desk.run(["doctor", "-w", &rescue]).done();
}
