//! No acknowledgement comes before the sync of what it acknowledges: read from a trace of the calls.

use std::collections::HashMap;
use std::path::Path;

use super::call;
use crate::cli::desk::{Desk, Ran};
use crate::terminal::session::Session;

/// The calls of the trace, and how it is written: texts in hexadecimal digits, whole.
const OPTIONS: [&str; 9] = [
    "-f",
    "-y",
    "-xx",
    "-qq",
    "-s",
    "1000000",
    "-e",
    "signal=none",
    "-etrace=write,writev,pwrite64,pwritev,fsync,fdatasync,sync_file_range,msync",
];

/// What a call does to which file.
enum Event {
    Written(String, Vec<u8>),
    Synced(String),
}

#[test]
fn a_tag_is_on_disk_before_the_command_line_says_so() {
    if !call::strace_is_here() {
        return;
    }
    let desk = Desk::new();
    desk.write("form.csv", "organisation,q1\nOne,Access is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let log = desk.path("log");
    let options = OPTIONS.iter().copied().chain(["-o", log.to_str().unwrap()]);
    Ran::of(&mut desk.command_under(("strace", options), ["tag", "q:1", "--add", "IPv6"])).done();
    let mut said = Vec::new();
    let writes = unsynced(&log, |file, bytes| {
        let out = file.contains("pipe:");
        if out {
            said.extend_from_slice(bytes);
        }
        out && String::from_utf8_lossy(&said).contains("tagged 1 answer")
    });
    assert_eq!(writes, Some(Vec::new()), "the write-ahead log was not on disk when the tag was acknowledged");
}

#[test]
fn a_tag_is_on_disk_before_the_screen_says_so() {
    if !call::strace_is_here() {
        return;
    }
    let desk = Desk::new();
    desk.write("form.csv", "organisation,q1\nOne,Access is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let (folder, log) = (desk.path("."), desk.path("log"));
    let options = OPTIONS.iter().copied().chain(["-o", log.to_str().unwrap()]);
    let program = [crate::cli::desk::PROGRAM, "w.db"];
    let arguments: Vec<&str> = options.chain(program).collect();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut session = Session::start("strace", &folder, (120, 36), &arguments, &[("PATH", &path)]);
    session.sees("Access is dear");
    session.keys("tdigital divide");
    session.sees("digital divide");
    session.keys("\r");
    session.sees("Tagged 1 answer");
    session.keys("q");
    assert!(session.end().success());
    let mut screen = vt100::Parser::new(36.try_into().unwrap(), 120.try_into().unwrap(), 0);
    let writes = unsynced(&log, |file, bytes| {
        let out = file.contains("/dev/pts/") || file.contains("/dev/tty");
        if out {
            screen.process(bytes);
        }
        out && screen.screen().contents().contains("Tagged 1 answer")
    });
    assert_eq!(writes, Some(Vec::new()), "the write-ahead log was not on disk when the tag was acknowledged");
}

/// The files of the workspace that were written and not synced when the acknowledgement was written, which `is_it`
/// knows from the file and the bytes; `None` when it never was, or nothing was written before it.
fn unsynced(log: &Path, mut is_it: impl FnMut(&str, &[u8]) -> bool) -> Option<Vec<String>> {
    let mut waiting: Vec<String> = Vec::new();
    let mut any = false;
    let text = std::fs::read_to_string(log).unwrap();
    // A sync that another thread's call interrupts is done when it is resumed.
    let mut begun: HashMap<&str, Event> = HashMap::new();
    for line in text.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or_default();
        let event = if call.contains("sync resumed>") { begun.remove(thread) } else { read(call) };
        let Some(event) = event else { continue };
        if matches!(event, Event::Synced(_)) && call.contains("<unfinished ...>") {
            begun.insert(thread, event);
            continue;
        }
        match event {
            Event::Written(file, _) if file.ends_with("w.db-wal") || file.ends_with("w.db") => {
                any = true;
                if !waiting.contains(&file) {
                    waiting.push(file);
                }
            }
            Event::Synced(file) => waiting.retain(|w| *w != file),
            Event::Written(file, bytes) => {
                if is_it(&file, &bytes) {
                    return any.then_some(waiting);
                }
            }
        }
    }
    None
}

/// Makes sense of a call: `write(1<file>, "\x61\x62", 2) = 2`.
fn read(call: &str) -> Option<Event> {
    let (name, rest) = call.trim_start().split_once('(')?;
    let (_, rest) = rest.split_once('<')?;
    let (file, rest) = rest.split_once('>')?;
    let file = String::from_utf8_lossy(&bytes(file)).into_owned();
    match name {
        "fsync" | "fdatasync" => Some(Event::Synced(file)),
        _ => Some(Event::Written(file, bytes(rest))),
    }
}

/// The bytes of every `\x61` of a text; what is written plainly is taken as it is when there are none.
fn bytes(text: &str) -> Vec<u8> {
    let parts = text.split("\\x").skip(1);
    let found: Vec<u8> = parts.filter_map(|part| u8::from_str_radix(part.get(..2)?, 16).ok()).collect();
    if found.is_empty() { text.as_bytes().to_vec() } else { found }
}
