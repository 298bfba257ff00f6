//! The workspace of 10,000 submissions that the benchmarks share: made once, in `target/bench`, of what
//! `tools/gen-corpus` of the shared folder writes (`RAPPORTEUR_SHARED`, else `../shared`).
#![allow(dead_code, reason = "each benchmark uses what it needs of it")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program that is measured.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// The folder of the workspaces and of all that the program remembers; `None` without the shared folder.
pub(crate) fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/bench");
    if !generator().exists() {
        eprintln!("Skipped: there is no {}.", generator().display());
        return None;
    }
    std::fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

fn generator() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("RAPPORTEUR_SHARED").map_or_else(beside, PathBuf::from).join("tools/gen-corpus")
}

/// The workspace of 10,000 submissions under this name, made when it is not there yet; `work` is done in it before
/// it takes the name.
pub(crate) fn workspace(folder: &Path, name: &str, work: impl FnOnce(&Path)) -> PathBuf {
    workspace_of(folder, name, 10_000, work)
}

/// The same, of so many submissions.
pub(crate) fn workspace_of(
    folder: &Path,
    name: &str,
    submissions: usize,
    work: impl FnOnce(&Path),
) -> PathBuf {
    let workspace = folder.join(name);
    if workspace.exists() {
        return workspace;
    }
    eprintln!("Making {name} of {submissions} submissions; this happens once.");
    let corpus = export(folder, submissions);
    let begun = folder.join(format!("begun-{name}"));
    for of in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("begun-{name}{of}")));
    }
    for arguments in [&["init"][..], &["import", "-w"]] {
        let mut command = program(folder);
        command.arg(arguments[0]).args(&arguments[1..]).arg(&begun);
        if arguments[0] == "import" {
            command.arg(&corpus);
        }
        assert!(command.status().unwrap().success(), "{arguments:?} failed");
    }
    work(&begun);
    std::fs::rename(&begun, &workspace).unwrap();
    workspace
}

/// A form export of so many submissions, made when it is not there yet.
pub(crate) fn export(folder: &Path, submissions: usize) -> PathBuf {
    let (corpus, begun) = (folder.join(format!("corpus-{submissions}.csv")), folder.join("begun.csv"));
    if !corpus.exists() {
        let mut made = Command::new(generator());
        made.arg(submissions.to_string()).stdout(File::create(&begun).unwrap());
        assert!(made.status().unwrap().success(), "the corpus could not be made");
        std::fs::rename(&begun, &corpus).unwrap();
    }
    corpus
}

/// What a run of the program took.
pub(crate) struct Ran {
    pub(crate) took: Duration,
    /// The most memory that it ever held, in kilobytes (Linux).
    pub(crate) memory: u64,
    pub(crate) out: String,
}

/// Runs the program to its end.
pub(crate) fn measured(folder: &Path, arguments: &[&str]) -> Ran {
    let begun = Instant::now();
    let mut child = program(folder).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    let ended = loop {
        most = memory(child.id()).unwrap_or(most);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let took = begun.elapsed();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(ended.success(), "{arguments:?} failed: {out}");
    Ran { took, memory: most, out }
}

/// The most memory that a process ever held, in kilobytes.
pub(crate) fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The program, with the folder as its home.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, value) in surroundings(folder) {
        command.env(name, value);
    }
    command
}

/// Where the program finds what it remembers.
pub(crate) fn surroundings(folder: &Path) -> [(&'static str, PathBuf); 3] {
    [
        ("XDG_STATE_HOME", folder.join("state")),
        ("XDG_DATA_HOME", folder.join("data")),
        ("XDG_CONFIG_HOME", folder.join("config")),
    ]
}
