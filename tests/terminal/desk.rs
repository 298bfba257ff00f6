//! A folder with a workspace of a few submissions, and the commands beside the screen.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::session::Session;

/// Three submissions: what they are called, and what they say.
const FORM: &str = "\
Name,Country,1,11
Harbour Cables Ltd,KE,Cooperation works.,Routing security and RPKI deserve attention. Measure what matters.
Université des Îles,MU,Access comes first.,IPv6 is growing slowly. Routing security needs training.
Foundation Ubuntu Net,ZA,Schools first.,Community networks need spectrum.
";

/// The program.
pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// A folder of one test.
pub(super) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A desk with the three submissions imported.
    pub(super) fn new() -> Self {
        Self::with(FORM)
    }

    /// A desk with a form of one's own.
    pub(super) fn with(form: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(desk.path("form.csv"), form).unwrap();
        desk.run(&["init", "w.db"]);
        desk.run(&["-w", "w.db", "import", "form.csv"]);
        desk
    }

    /// A file of the desk.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder.
    pub(super) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command; gives what it printed.
    pub(super) fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.env_clear().current_dir(self.home()).env("HOME", self.home()).args(arguments);
        for (name, folder) in [("STATE", "state"), ("DATA", "data"), ("CONFIG", "config")] {
            command.env(format!("XDG_{name}_HOME"), self.path(folder));
        }
        let done = command.output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// The elements of `list` for a query.
    pub(super) fn list(&self, query: &str) -> Vec<serde_json::Value> {
        let printed = self.run(&["-w", "w.db", "list", query, "--format", "json"]);
        serde_json::from_str(&printed).unwrap()
    }

    /// Opens the review screen as Alice and waits until it shows the answers.
    pub(super) fn open(&self, size: (u16, u16)) -> Session {
        self.open_with(size, &[], &[])
    }

    /// The same with more arguments and variables.
    pub(super) fn open_with(&self, size: (u16, u16), more: &[&str], variables: &[(&str, &str)]) -> Session {
        let arguments = [&["w.db", "--analyst", "Alice"], more].concat();
        let mut session = Session::start(PROGRAM, self.home(), size, &arguments, variables);
        session.until("the answers", |text| text.contains("submitters") || text.contains(" of 6 to review"));
        session
    }
}
