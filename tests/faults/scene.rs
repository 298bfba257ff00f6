//! The commands that are disturbed, and a folder in which each of them begins from the same state.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::call::{Call, calls};
use super::promise::State;
use crate::cli::desk::{Desk, Ran};

/// One command and what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    pub(super) arguments: &'static [&'static str],
    /// The file that it is to write beside the workspace, and what was there before.
    pub(super) makes: Option<&'static str>,
}

/// Each kind of change, and each file that is written beside it.
pub(super) const SCENES: [Scene; 10] = [
    Scene { arguments: &["import", "more.csv"], makes: None },
    Scene { arguments: &["tag", "q:1 submitter:\"Sender 3\"", "--add", "IPv6"], makes: None },
    Scene { arguments: &["tag", "", "--add", "Digital divide"], makes: None },
    Scene { arguments: &["note", "--question", "1", "--text", "Not seen before"], makes: None },
    Scene { arguments: &["undo"], makes: None },
    Scene { arguments: &["restore", "friday.db"], makes: None },
    Scene { arguments: &["export", "--output", "new.csv"], makes: Some("new.csv") },
    Scene { arguments: &["export", "--output", "old.md", "--force"], makes: Some("old.md") },
    Scene { arguments: &["backup", "new.db"], makes: Some("new.db") },
    Scene { arguments: &["init", "second.db"], makes: Some("second.db") },
];

impl Scene {
    /// Whether it changes the workspace itself.
    pub(super) fn changes(self) -> bool {
        self.makes.is_none()
    }
}

/// Whether the words of a command say that it is done.
pub(super) fn acknowledged(ran: &Ran) -> bool {
    let said = String::from_utf8_lossy(&ran.out);
    ["undo: ", "redo: ", "exported ", "backed up ", "restored ", "made "]
        .iter()
        .any(|word| said.contains(word))
}

/// A desk, and how everything on it stood at the beginning.
pub(super) struct Stage {
    pub(super) desk: Desk,
    kept: TempDir,
}

impl Stage {
    /// With a workspace in which something was done.
    pub(super) fn new() -> Self {
        Self::on(Desk::new())
    }

    /// The same on a desk that is there.
    pub(super) fn on(desk: Desk) -> Self {
        let row = |i: usize| format!("Sender {i},Access is dear in place {i}.,Routes need care {i}.\n");
        let form = |from: usize, to: usize| {
            let rows: String = (from..to).map(row).collect();
            format!("organisation,q1,q11\n{rows}")
        };
        desk.write("form.csv", form(0, 12));
        desk.write("more.csv", form(12, 30));
        desk.write("old.md", "as it was\n");
        desk.run(["import", "form.csv"]).done();
        desk.run(["backup", "friday.db"]).done();
        desk.run(["tag", "q:11", "--add", "Routing"]).done();
        let kept = tempfile::tempdir().unwrap();
        copy(&desk.path("."), kept.path());
        Self { desk, kept }
    }

    /// Puts everything back as it stood at the beginning.
    pub(super) fn again(&self) {
        for entry in fs::read_dir(self.desk.path(".")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        copy(self.kept.path(), &self.desk.path("."));
    }

    /// The workspace before a command and after it, and every changing call that it makes, when nothing disturbs it.
    pub(super) fn rehearsed(&self, scene: Scene) -> (State, State, Vec<Call>) {
        let state = || State::of(&self.desk.path("w.db"));
        self.again();
        let before = state();
        let (ran, all) = calls(&self.desk, scene.arguments);
        ran.done();
        (before, state(), all)
    }

    /// Every file under the folder that stands there for a while only.
    pub(super) fn leftovers(&self) -> Vec<PathBuf> {
        let passing = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let log = name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal");
            name.starts_with('.') || log
        };
        let mut all = Vec::new();
        walk(&self.desk.path("."), &mut all);
        all.retain(passing);
        all
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else {
            into.push(path);
        }
    }
}
