//! A scripted session at the command line, with a record of what the program acknowledged.

use std::io::Read;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

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
    Undo,
    Redo,
}

impl Step {
    /// The steps in turn.
    pub(crate) fn at(step: u64) -> Self {
        match step % 10 {
            0 => Self::Import(step),
            1 => Self::TagAll(step),
            2 => Self::Note(step),
            3 => Self::Status(step),
            4 => Self::Tag(step),
            5 => Self::Undo,
            6 => Self::Correct(step),
            7 => Self::Filter(step),
            8 => Self::Shortlist(step),
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
                .chain([["reviewed", "flagged"][n as usize / 10 % 2].to_owned()])
                .collect(),
            Self::Filter(n) => ["filters", "--save", "Long"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("words:>{n}")])
                .collect(),
            // A list, what is on it, its name and its end, in turn.
            Self::Shortlist(n) => match n / 10 % 5 {
                0 => vec!["shortlist", "Chair", "--new"],
                1 => vec!["shortlist", "Chair", "--add", "q:1"],
                2 => vec!["shortlist", "Chair", "--heading", "What was said"],
                3 => vec!["shortlist", "Chair", "--rename", "Board"],
                _ => vec!["shortlist", "Board", "--delete"],
            }
            .into_iter()
            .map(str::to_owned)
            .collect(),
            Self::Correct(n) => ["submissions", "q:1", "--set"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("country={}", ["Kenya", "NL", ""][n as usize / 10 % 3])])
                .collect(),
            Self::Undo => vec!["undo".to_owned()],
            Self::Redo => vec!["redo".to_owned()],
        };
        words
    }
}

/// A workspace, and the operations that the program said it had made.
pub(crate) struct Session {
    desk: Desk,
    acknowledged: Vec<String>,
}

impl Session {
    /// With some answers in it.
    pub(crate) fn new() -> Self {
        let session = Self { desk: Desk::new(), acknowledged: Vec::new() };
        session.form(0, 40);
        session.desk.run(["import", "form-0.csv"]).done();
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
        status.code().is_none()
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

    /// Opens the workspace as the program does and as SQLite does, and compares it with what was acknowledged.
    pub(crate) fn check(&self) {
        let history = self.desk.run(["history", "--format", "json"]).json();
        let ids: Vec<&str> = history.as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
        for id in &self.acknowledged {
            assert!(
                ids.iter().any(|known| known.starts_with(id.as_str())),
                "{id} was acknowledged and is gone"
            );
        }
        let conn = Connection::open(self.desk.path("w.db")).unwrap();
        let number = |sql: &str| conn.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
        let sound: String = conn.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
        assert_eq!(sound, "ok");
        // What an operation says it wrote is there: a tag for each answer, all of an import's rows, or nothing.
        let half = "SELECT count(*) FROM (SELECT device, max(seq) - count(*) AS gap FROM operation GROUP BY device, branch)
                    WHERE gap <> 0";
        assert_eq!(number(half), 0, "a number is missing");
        let untagged = "SELECT count(*) FROM operation WHERE kind = 'tag.add' AND NOT EXISTS (SELECT 1 FROM tag WHERE op = n)";
        assert_eq!(number(untagged), 0, "an operation without its tags");
        let orphans =
            "SELECT count(*) FROM (SELECT op FROM tag UNION SELECT op FROM status UNION SELECT op FROM cell)
                       WHERE op NOT IN (SELECT n FROM operation)";
        assert_eq!(number(orphans), 0, "a write without its operation");
        let imported = "SELECT count(*) FROM source WHERE NOT EXISTS
                        (SELECT 1 FROM cell WHERE cell.kind = 5 AND cell.entity = source.sha256)";
        assert_eq!(number(imported), 0, "a source without its import");
        let rows = "SELECT count(*) FROM (SELECT source, count(*) AS rows FROM record GROUP BY source) WHERE rows NOT IN (6, 40)";
        assert_eq!(number(rows), 0, "an import without some of its rows");
        assert_eq!(number("SELECT count(*) FROM answer WHERE visible = 1 AND stretches = '[]'"), 0);
    }
}
