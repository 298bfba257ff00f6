//! A scripted session at the command line, with a record of what the program acknowledged.

use std::io::Read;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::sound;
use crate::cli::desk::Desk;

/// What one run of the program does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Import(u64),
    Tag(u64),
    TagAll(u64),
    Note(u64),
    Status(u64),
    Correct(u64),
    Filter(u64),
    Shortlist(u64),
    Themes(u64),
    Undo,
    Redo,
    /// Writes a file, `out.json`, over the one that is there.
    Export,
    /// Writes a file, `copy.db`, over the one that is there.
    Backup,
    /// Puts `copy.db` in the place of `side.db`.
    Restore,
    /// Makes another workspace.
    Init(u64),
}

impl Step {
    /// The steps in turn.
    pub(crate) fn at(step: u64) -> Self {
        match step % 15 {
            0 => Self::Import(step),
            1 => Self::TagAll(step),
            2 => Self::Note(step),
            3 => Self::Status(step),
            4 => Self::Tag(step),
            5 => Self::Undo,
            6 => Self::Correct(step),
            7 => Self::Filter(step),
            8 => Self::Shortlist(step),
            9 => Self::Export,
            10 => Self::Backup,
            11 => Self::Init(step),
            12 => Self::Restore,
            13 => Self::Themes(step),
            _ => Self::Redo,
        }
    }

    fn arguments(self) -> Vec<String> {
        let words: Vec<String> = match self {
            Self::Import(n) => vec!["import".to_owned(), format!("form-{n}.csv")],
            Self::Tag(n) => {
                ["tag", "q:1", "--add"].map(str::to_owned).into_iter().chain([format!("One {n}")]).collect()
            }
            Self::TagAll(n) => {
                ["tag", "", "--add"].map(str::to_owned).into_iter().chain([format!("All {n}")]).collect()
            }
            Self::Note(n) => ["note", "--question", "1", "--text"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("note {n}")])
                .collect(),
            Self::Status(n) => ["status", "q:11"]
                .map(str::to_owned)
                .into_iter()
                .chain([["reviewed", "flagged"][n as usize / 15 % 2].to_owned()])
                .collect(),
            Self::Filter(n) => ["filters", "--save", "Long"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("words:>{n}")])
                .collect(),
            // A list, what is on it, its name and its end, in turn.
            Self::Shortlist(n) => match n / 15 % 5 {
                0 => vec!["shortlist", "Chair", "--new"],
                1 => vec!["shortlist", "Chair", "--add", "q:1"],
                2 => vec!["shortlist", "Chair", "--heading", "What was said"],
                3 => vec!["shortlist", "Chair", "--rename", "Board"],
                _ => vec!["shortlist", "Board", "--delete"],
            }
            .into_iter()
            .map(str::to_owned)
            .collect(),
            // Tags that go elsewhere, and back where they were.
            Self::Themes(n) => match n / 15 % 5 {
                0 => vec!["themes", "--merge", "One 4", "--into", "Infrastructure"],
                1 => vec!["themes", "--split", "Infrastructure", "--into", "Apart", "q:1"],
                2 => vec!["themes", "--rename", "Trust", "--to", "Confidence"],
                3 => vec!["themes", "--retire", "Financing"],
                _ => vec!["themes", "--move", "IPv6", "--to", "Governance"],
            }
            .into_iter()
            .map(str::to_owned)
            .collect(),
            Self::Correct(n) => ["submissions", "q:1", "--set"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("country={}", ["Kenya", "NL", ""][n as usize / 15 % 3])])
                .collect(),
            Self::Undo => vec!["undo".to_owned()],
            Self::Redo => vec!["redo".to_owned()],
            Self::Export => ["export", "-o", "out.json", "--force"].map(str::to_owned).to_vec(),
            Self::Backup => ["backup", "copy.db", "--force"].map(str::to_owned).to_vec(),
            Self::Restore => ["restore", "-w", "side.db", "copy.db"].map(str::to_owned).to_vec(),
            Self::Init(n) => vec!["init".to_owned(), format!("new-{n}.db")],
        };
        words
    }

    /// The file that the step writes, unless it is the workspace.
    fn file(self) -> Option<String> {
        match self {
            Self::Export => Some("out.json".to_owned()),
            Self::Backup => Some("copy.db".to_owned()),
            Self::Restore => Some("side.db".to_owned()),
            Self::Init(n) => Some(format!("new-{n}.db")),
            _ => None,
        }
    }
}

/// A workspace, and the operations that the program said it had made.
pub(crate) struct Session {
    desk: Desk,
    acknowledged: Vec<String>,
    /// What `doctor` says of a workspace that nothing was done in.
    fresh: String,
}

impl Session {
    /// With some answers in it.
    pub(crate) fn new() -> Self {
        let desk = Desk::new();
        let fresh = sound::state(&desk, "w.db");
        let session = Self { desk, acknowledged: Vec::new(), fresh };
        session.form(0, 40);
        session.desk.run(["import", "form-0.csv"]).done();
        session.desk.run(["backup", "copy.db"]).done();
        session
    }

    fn form(&self, n: u64, rows: usize) {
        let row = |i: usize| format!("Sender {n} {i},Access is dear in place {i}.,Routes need care {n}.\n");
        let rows: String = (0..rows).map(row).collect();
        self.desk.write(&format!("form-{n}.csv"), format!("organisation,q1,q11\n{rows}"));
    }

    /// How long a run takes that nobody disturbs.
    pub(crate) fn time(&self, step: Step) -> Duration {
        let begun = Instant::now();
        self.desk.run(step.arguments());
        begun.elapsed()
    }

    /// Runs a step and kills the program at a moment after its start; says whether it was killed.
    pub(crate) fn run_and_kill(&mut self, step: Step, moment: Duration) -> bool {
        if let Step::Import(n) = step {
            self.form(n, 6);
        }
        let file = step.file();
        let before = file.as_ref().and_then(|name| std::fs::read(self.desk.path(name)).ok());
        let stood = match step {
            Step::Restore if before.is_some() => Some(sound::state(&self.desk, "side.db")),
            _ => None,
        };
        let mut command = self.desk.plain(step.arguments());
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(moment);
        child.kill().unwrap();
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        let status = child.wait().unwrap();
        for line in said.lines().filter(|line| line.contains("undo: ") || line.contains("redo: ")) {
            self.acknowledged.extend(line.rsplit(": ").next().map(|id| id.trim().to_owned()));
        }
        if let Some(name) = file {
            let after = std::fs::read(self.desk.path(&name)).ok();
            if after != before {
                self.is_whole(step, &name, stood.as_deref());
            }
            let shown = said.lines().any(|line| {
                ["exported", "backed up", "restored", "made"].iter().any(|word| line.starts_with(word))
            });
            assert!(!shown || after.is_some(), "{said}: and there is no {name}");
        }
        status.code().is_none()
    }

    /// A file that was not there before, or was another, is what the step writes when nobody disturbs it.
    fn is_whole(&self, step: Step, name: &str, stood: Option<&str>) {
        match step {
            Step::Export => {
                let bytes = std::fs::read(self.desk.path(name)).unwrap();
                let exported: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(exported, serde_json::Value::Array(self.desk.list("")));
            }
            Step::Backup => assert_eq!(sound::state(&self.desk, name), sound::state(&self.desk, "w.db")),
            Step::Restore => {
                // To ask whether another program has it open changes the head of the file, and nothing in it.
                let now = sound::state(&self.desk, name);
                assert!(stood == Some(&now) || now == sound::state(&self.desk, "copy.db"), "{now}");
            }
            _ => assert_eq!(sound::state(&self.desk, name), self.fresh),
        }
    }

    /// How many changes the program said it had made.
    pub(crate) fn acknowledged(&self) -> usize {
        self.acknowledged.len()
    }

    /// Runs a step that nobody disturbs, and that has to be done.
    pub(crate) fn run(&self, step: Step) {
        let said = self.desk.run(step.arguments()).done();
        assert!(said.text().contains("undo: "), "{}", said.text());
    }

    /// Looks at the workspace, and compares it with what was acknowledged.
    pub(crate) fn check(&self) {
        let history = sound::check(&self.desk, "6, 40");
        let ids: Vec<&str> = history.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        for id in &self.acknowledged {
            assert!(
                ids.iter().any(|known| known.starts_with(id.as_str())),
                "{id} was acknowledged and is gone"
            );
        }
    }
}
