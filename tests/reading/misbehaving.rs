//! Readers that misbehave on purpose: other programs in the place of ours.

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use super::{Desk, is_running, message, short};
use crate::office::letter;
use rapporteur::model::import::FileOutcome;
use rapporteur::workspace::Error;
use rapporteur::workspace::reading::apart::Limits;

impl Desk {
    /// With a shell script in the place of the program.
    fn with_reader(mut self, script: &str) -> Self {
        let path = self.path("reader");
        // Of a copied file no descriptor is open for writing, which would keep it from being run.
        std::fs::write(self.path("text"), format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")).unwrap();
        std::fs::set_permissions(self.path("text"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let copied = std::process::Command::new("cp").arg("-p").arg(self.path("text")).arg(&path).status();
        assert!(copied.unwrap().success());
        self.program = Some(path);
        self
    }
}

#[test]
fn whatever_a_reader_does_it_is_one_message_and_the_others_are_taken() {
    let ways = [
        ("exit 3", "ended with status 3"),
        ("cat >/dev/null; exit 0", "no sensible answer"),
        ("kill -SEGV $$", "ended by signal 11"),
        ("kill -KILL $$", "ended by signal 9"),
        ("sleep 600", "took more than 0.7 s"),
        ("cat >/dev/null; sleep 600 & exec sleep 600", "took more than 0.7 s"),
        ("exec >&-; sleep 600", "took more than 0.7 s"),
        ("cat >/dev/null; yes", "said more than 0 MiB"),
        ("cat >/dev/null; yes >&2", "took more than 0.7 s"),
        ("cat >/dev/null; echo '{\"Ok\": 1}'", "no sensible answer"),
        ("cat >/dev/null; printf 'rapport1\\377\\377\\377\\377\\377\\377\\377\\377'", "said more than 0 MiB"),
        ("cat >/dev/null; printf 'rapport1\\004\\000\\000\\000\\000\\000\\000\\000'", "no sensible answer"),
        (
            "cat >/dev/null; printf 'rapport1\\004\\000\\000\\000\\000\\000\\000\\000null'",
            "no sensible answer",
        ),
        ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", "more than 1024 MiB of memory"),
        ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "nested too deep"),
        ("kill -XCPU $$", "more than 10 s of processor time"),
    ];
    for (script, what) in ways {
        let desk = Desk::new().with_reader(script).within(short());
        desk.write("a.docx", letter("Lake Union").bytes());
        desk.write("b.md", "# The Harbour Net Contribution\n\nWe write.\n");
        let report = desk.import();
        let told = message(&report[0]);
        assert!(told.starts_with("a.docx could not be read: ") && told.contains(what), "{script}: {told}");
        assert!(told.contains("save it again"), "{told}");
        assert_eq!((report[1].outcome, desk.submissions()), (FileOutcome::Added, 1), "{script}");
    }
}

#[test]
fn drafts_that_do_not_hold_together_are_no_answer() {
    let block = r#"{"span":{"start":0,"end":9},"line":1,"page":null}"#;
    let answer = format!(
        r#"{{"Ok":{{"format":"docx","reader":"docx/1","header_row":0,"header":[],"records":[{{"locator":"","body":{{"document":[{{"place":"body","text":"short","forms":[],"blocks":[{block}],"aside":[]}}]}}}}],"diagnostics":[]}}}}"#
    );
    let length =
        format!("\\{:03o}\\{:03o}\\000\\000\\000\\000\\000\\000", answer.len() % 256, answer.len() / 256);
    let script = |answer: &str| format!("cat >/dev/null; printf 'rapport1{length}'; printf '%s' '{answer}'");
    let desk = Desk::new().with_reader(&script(&answer)).within(short());
    desk.write("a.docx", letter("Lake Union").bytes());
    assert!(message(&desk.import()[0]).contains("no sensible answer"));
    // The same with a block that ends where the text ends is one.
    let desk = Desk::new().with_reader(&script(&answer.replace("\"end\":9", "\"end\":5"))).within(short());
    desk.write("a.docx", letter("Lake Union").bytes());
    assert_eq!(desk.import()[0].outcome, FileOutcome::Added);
}

#[test]
fn stopping_an_import_ends_its_readers_with_all_that_they_started() {
    let mut desk = Desk::new();
    let marker = desk.path("started");
    let script = format!("sleep 600 &\necho $$ $! > '{0}.new'; mv '{0}.new' '{0}'\nwait", marker.display());
    desk = desk.with_reader(&script);
    desk.write("a.docx", letter("Lake Union").bytes());
    let stopped = desk.try_import(&mut |_| !marker.exists());
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    let started = std::fs::read_to_string(&marker).unwrap();
    // What was killed ends when the system comes to it.
    let deadline = Instant::now() + Duration::from_secs(20);
    let left = || started.split_whitespace().filter(|id| is_running(id)).collect::<Vec<_>>();
    while !left().is_empty() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!((left(), desk.submissions()), (Vec::new(), 0));
}

#[test]
fn a_program_that_is_not_there_is_told() {
    let mut desk = Desk::new();
    for program in [None, Some(desk.path("nothing"))] {
        desk.program = program;
        desk.write("a.docx", letter("Lake Union").bytes());
        assert!(message(&desk.import()[0]).contains("could not be started"));
    }
}

#[test]
fn a_file_over_the_limit_is_not_even_given_to_a_reader() {
    let desk = Desk::new().with_reader("exit 9").within(Limits { file: 1 << 10, ..Limits::default() });
    desk.write("a.docx", letter("Lake Union").packed(zip::CompressionMethod::Stored));
    assert!(message(&desk.import()[0]).contains("a.docx is too large"));
}
