//! The calls by which a command changes files, counted and disturbed by strace.

use std::collections::HashMap;
use std::process::Command;

use crate::cli::desk::{Desk, Ran};

/// The calls that change something, or make sure of it.
const CHANGING: &str = "pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,\
                        link,linkat,unlink,unlinkat,mkdir,mkdirat,openat";

/// One of them: so many of this name come before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) nth: usize,
    /// What it is called with, for messages.
    pub(super) with: String,
}

/// Says whether strace works here, and why not.
pub(super) fn strace_is_here() -> bool {
    let tried = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    let works = tried.is_ok_and(|status| status.success());
    if !works {
        eprintln!("skipped: strace is not installed, or may not trace here");
    }
    works
}

/// Every changing call that a command makes when nothing disturbs it.
pub(super) fn calls(desk: &Desk, arguments: &[&str]) -> (Ran, Vec<Call>) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let trace = format!("trace={CHANGING}");
    let options =
        ["-f", "-y", "-qq", "-s", "60", "-e", "signal=none", "-e", &trace, "-o", log.to_str().unwrap()];
    let ran = Ran::of(&mut desk.command_under(("strace", options), arguments));
    let mut counted: HashMap<(String, String), usize> = HashMap::new();
    let mut calls = Vec::new();
    for line in String::from_utf8_lossy(&std::fs::read(&log).unwrap()).lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, with)) = rest.trim_start().split_once('(') else { continue };
        if name.contains(['<', ' ', '+']) {
            continue;
        }
        // Each thread counts its own calls.
        let nth = counted.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        let only_reads = name == "openat" && !with.contains("O_CREAT");
        let call = Call { name: name.to_owned(), nth: *nth, with: with.to_owned() };
        if !only_reads && !calls.iter().any(|c: &Call| (&c.name, c.nth) == (&call.name, call.nth)) {
            calls.push(call);
        }
    }
    (ran, calls)
}

/// Runs a command and does something to one of its calls, in the words of strace.
pub(super) fn disturbed(desk: &Desk, arguments: &[&str], call: &Call, how: &str) -> Ran {
    let injected = format!("inject={}:{how}", call.name);
    let traced = format!("trace={}", call.name);
    let options = ["-f", "-qq", "-e", "signal=none", "-e", &traced, "-e", &injected, "-o", "/dev/null"];
    Ran::of(&mut desk.command_under(("strace", options), arguments))
}
