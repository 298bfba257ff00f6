//! A place to run the program in: a folder of its own, a home of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// A temporary folder with a workspace `w.db` in it, unless it was not made yet.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What one run left.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        Self { status: status.code().unwrap_or(-1), out: stdout, err: String::from_utf8(stderr).unwrap() }
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{}", self.err);
        serde_json::from_slice(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// Asserts that it was done.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}{}", self.text(), self.err);
        self
    }

    /// Asserts that it ended with this status and one message of these words.
    #[track_caller]
    pub(crate) fn fails(self, status: i32, words: &[&str]) -> Self {
        assert_eq!(self.status, status, "{}", self.err);
        assert!(self.err.starts_with("rapporteur: "), "{}", self.err);
        assert_eq!(self.err.matches("rapporteur: ").count(), 1, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {}", self.err);
        }
        self
    }
}

impl Desk {
    /// A folder without a workspace.
    pub(crate) fn bare() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder without a workspace, made inside another one: on a disk of one's own.
    #[cfg(target_os = "linux")]
    pub(crate) fn within(folder: &Path) -> Self {
        Self { folder: tempfile::tempdir_in(folder).unwrap() }
    }

    /// A folder with an empty workspace.
    pub(crate) fn new() -> Self {
        let desk = Self::bare();
        desk.run(["init", "w.db"]).done();
        desk
    }

    /// The same with a letter in it, a tag and a note.
    pub(crate) fn worked() -> Self {
        let desk = Self::new();
        desk.write("letter.md", LETTER);
        desk.run(["import", "letter.md"]).done();
        desk.run(["tag", "ipv6", "--add", "IPv6"]).done();
        desk.run(["note", "q:11", "--text", "Late for whom?"]).done();
        desk
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// The names of the files in the folder but for the home, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|n| n != "home").collect();
        names.sort();
        names
    }

    /// The program with a clean environment in which `w.db` is the workspace.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        self.dressed(Command::new(PROGRAM), arguments)
    }

    /// The same, run by another program, whose name and arguments stand before.
    #[cfg(unix)]
    pub(crate) fn command_under<S: AsRef<OsStr>, T: AsRef<OsStr>>(
        &self,
        (tool, options): (&str, impl IntoIterator<Item = T>),
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(tool);
        command.args(options).arg(PROGRAM);
        self.dressed(command, arguments)
    }

    /// The program as [`Desk::command`] gives it, for those who want its streams in their own hands.
    pub(crate) fn plain<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> std::process::Command {
        let dressed = self.command(arguments);
        let mut command = std::process::Command::new(dressed.get_program());
        command.args(dressed.get_args()).env_clear().current_dir(self.folder.path());
        command.envs(dressed.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    }

    fn dressed<S: AsRef<OsStr>>(
        &self,
        mut command: Command,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let home = self.path("home");
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("TZ", "UTC")
            .env("USER", "alice")
            .env("RAPPORTEUR_WORKSPACE", "w.db")
            .args(arguments);
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// What `list QUERY --format json` gives.
    #[track_caller]
    pub(crate) fn list(&self, query: &str) -> Vec<Value> {
        let Value::Array(found) = self.run(["list", query, "--format", "json"]).json() else {
            panic!("no array")
        };
        found
    }

    /// The question numbers of what a query finds, in the list's order; unplaced text is "-".
    #[track_caller]
    pub(crate) fn questions(&self, query: &str) -> Vec<String> {
        let found = self.list(query);
        found.iter().map(|a| a["question"].as_str().unwrap_or("-").to_owned()).collect()
    }
}

/// The folder of real documents and tools, where there is one.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("RAPPORTEUR_SHARED").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no folder of shared documents ({})", folder.display());
    None
}

/// A small submission in our own words, under two of the call's headings.
pub(crate) const LETTER: &str = "\
# The Example Net Contribution to the WSIS+20 Review

Submitted on 20 January 2025

Dear colleagues, thank you for asking.

## 1- What are the main achievements of the implementation of the WSIS process in the past 20 years?

More people than ever are online.

## 11- What are the key emerging digital trends and topics to be considered by ITU in the WSIS+20 review and future vision beyond 2025?

Routing security needs care. IPv6 is late.

Trust <b>must</b> grow.
";
