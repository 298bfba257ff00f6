//! A workspace that another program holds, and a program that is killed in the middle.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::desk::{Desk, LETTER};

#[test]
fn a_workspace_that_another_program_holds_is_said_to_be_in_use() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    let program = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        c.execute('BEGIN IMMEDIATE')\n\
        print('held', flush=True)\n\
        sys.stdin.read()\n";
    let holder = Command::new("python3")
        .args(["-c", program])
        .arg(desk.path("w.db"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut holder) = holder else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let mut said = String::new();
    let mut out = std::io::BufReader::new(holder.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut said).unwrap();
    assert_eq!(said, "held\n");
    assert_eq!(desk.list("").len(), 3, "reading goes on");
    desk.run(["tag", "q:1", "--add", "IPv6"]).fails(1, &["w.db", "in use", "hint:"]);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    assert!(desk.list("theme:ipv6").is_empty());
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    assert_eq!(desk.questions("theme:ipv6"), ["1"]);
}

/// A table that takes a while to import.
fn many_rows() -> String {
    let rows: Vec<String> = (0..2000).map(|i| format!("A{i},Org {i},some words of {i}")).collect();
    format!("reference,organisation,q1\n{}\n", rows.join("\n"))
}

#[test]
fn an_import_that_is_killed_leaves_nothing_or_everything() {
    let desk = Desk::new();
    desk.write("form.csv", many_rows());
    for pause in [20, 150, 300, 500, 800] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .current_dir(desk.path(""))
            .args(["import", "form.csv", "-w", "w.db"])
            .env("XDG_STATE_HOME", desk.path("home"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let submissions = desk.run(["submissions", "--format", "json"]).json().as_array().unwrap().len();
        let sources = desk.run(["sources", "--format", "json"]).json().as_array().unwrap().len();
        assert!(matches!((submissions, sources), (0, 0) | (2000, 1)), "{submissions}, {sources}");
    }
    desk.run(["import", "form.csv"]).done();
    assert_eq!(desk.list("").len(), 2000);
}

#[cfg(unix)]
#[test]
fn an_import_that_is_interrupted_writes_nothing() {
    let desk = Desk::new();
    desk.write("form.csv", many_rows());
    let child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .current_dir(desk.path(""))
        .args(["import", "form.csv", "-w", "w.db"])
        .env("XDG_STATE_HOME", desk.path("home"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Reading a table and writing it is one step: it must be heard in the middle of it.
    std::thread::sleep(Duration::from_millis(200));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    let submissions = desk.run(["submissions", "--format", "json"]).json().as_array().unwrap().len();
    match ended.status.code() {
        Some(130) => assert!(submissions == 0 && said.contains("nothing was written"), "{said}"),
        // It was faster than the signal.
        other => assert_eq!((other, submissions), (Some(0), 2000), "{said}"),
    }
}
