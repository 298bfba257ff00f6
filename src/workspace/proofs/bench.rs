//! A folder with workspace files, and devices that work on them: each device is a state folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::config::surroundings::Surroundings;
use crate::model::call::{Call, Key, Question, Section};
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::Edit;
use crate::model::id::{AnswerNumber, OperationId, ThemeId};
use crate::model::operation::Outcome;
use crate::store::digest::lines;
use crate::store::journal::{self, Hashed};
use crate::store::replay::replay;
use crate::workspace::{Access, ImportRequest, Workspace};

/// The wordings of the call's questions, which are the heads of the generated exports.
pub(super) const QUESTIONS: [&str; 3] =
    ["What hinders access to the network?", "How should routes be kept safe?", "Whom do you trust, and why?"];

/// The folder.
pub(super) struct Bench {
    pub folder: TempDir,
}

impl Bench {
    /// With an empty workspace in it.
    pub(super) fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        Workspace::init(&bench.file(), &call(), &codebook(), &bench.around(0)).unwrap();
        bench
    }

    /// The workspace.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.path().join("review.db")
    }

    /// What one device's surroundings say.
    pub(super) fn around(&self, device: usize) -> Surroundings {
        Surroundings {
            state_dir: self.folder.path().join(format!("state-{device}")),
            ..Surroundings::default()
        }
    }

    /// Opens a file as somebody on a device.
    pub(super) fn open(&self, file: &Path, device: usize, analyst: &str) -> Workspace {
        Workspace::open(file, Access::Write, Some(analyst), &self.around(device)).unwrap()
    }

    /// Somebody's workspace on the first device.
    pub(super) fn desk(&self, analyst: &str) -> Workspace {
        self.open(&self.file(), 0, analyst)
    }

    /// Copies a file with all that it holds.
    pub(super) fn copy(&self, from: &Path, name: &str) -> PathBuf {
        let to = self.folder.path().join(name);
        let conn = Connection::open(from).unwrap();
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(conn);
        fs::copy(from, &to).unwrap();
        to
    }

    /// Writes an export of the form and imports it.
    pub(super) fn import(&self, desk: &mut Workspace, rows: &[[&str; 4]]) -> Option<Outcome> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["Reference", QUESTIONS[0], QUESTIONS[1], QUESTIONS[2]]).unwrap();
        for row in rows {
            csv.write_record(row).unwrap();
        }
        self.take(desk, "form.csv", &csv.into_inner().unwrap(), None)
    }

    /// Writes a file and imports it.
    pub(super) fn take(
        &self,
        desk: &mut Workspace,
        name: &str,
        bytes: &[u8],
        submitter: Option<&str>,
    ) -> Option<Outcome> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let submitter = submitter.map(str::to_owned);
        let request =
            ImportRequest { paths: vec![path], submitter, dry_run: false, ..ImportRequest::default() };
        desk.import(&request, &mut |_| true).unwrap().1
    }
}

/// Makes a change that has to be one.
pub(super) fn done(desk: &mut Workspace, edit: Edit) -> OperationId {
    let asked = format!("{edit:?}");
    let outcome = desk.edit(edit).unwrap();
    outcome.operation.unwrap_or_else(|| panic!("{asked} did nothing: {}", outcome.summary))
}

/// Makes a change that has to be none.
pub(super) fn nothing(desk: &mut Workspace, edit: Edit) -> String {
    let outcome = desk.edit(edit).unwrap();
    assert_eq!(outcome.operation, None, "{}", outcome.summary);
    outcome.summary
}

/// All answers and unplaced texts that match.
pub(super) fn answers(desk: &Workspace, query: &str) -> Vec<AnswerNumber> {
    desk.numbers(&desk.resolve(query).unwrap()).unwrap()
}

/// A workspace's state, a fact a line.
pub(super) fn state(desk: &Workspace) -> Vec<String> {
    lines(&desk.store.conn).unwrap()
}

/// The state after a replay in an order that `choose` picks; the file stays as it is.
pub(super) fn replayed(desk: &Workspace, choose: &mut dyn FnMut(usize) -> usize) -> Vec<String> {
    let copy = desk.store.in_memory().unwrap();
    assert!(replay(&copy.conn, choose, &mut |_| true).unwrap());
    lines(&copy.conn).unwrap()
}

/// Asserts that two states are equal; says which facts only one of them has.
#[track_caller]
pub(super) fn assert_same(left: &[String], right: &[String]) {
    let only = |a: &[String], b: &[String]| a.iter().filter(|l| !b.contains(l)).cloned().collect::<Vec<_>>();
    assert!(left == right, "only left: {:#?}\nonly right: {:#?}", only(left, right), only(right, left));
}

/// Asserts that every device's operations are numbered from 1 without a gap and that each id follows from the row
/// and the id before it.
pub(super) fn assert_chains(conn: &Connection) {
    let mut read = conn
        .prepare(
            "SELECT operation.id, device, branch, seq, hlc, at, folded, kind, payload, undoes, seen FROM operation
             JOIN analyst ON analyst.n = operation.analyst ORDER BY device, branch, seq",
        )
        .unwrap();
    let mut rows = read.query([]).unwrap();
    let mut last: BTreeMap<(i64, i64), ([u8; 16], i64)> = BTreeMap::new();
    while let Some(row) = rows.next().unwrap() {
        let chain: (i64, i64) = (row.get(1).unwrap(), row.get(2).unwrap());
        let (analyst, kind): (String, String) = (row.get(6).unwrap(), row.get(7).unwrap());
        let payload: Vec<u8> = row.get(8).unwrap();
        let undoes: Option<[u8; 16]> = row.get(9).unwrap();
        let seen: Option<Vec<u8>> = row.get(10).unwrap();
        let seq: i64 = row.get(3).unwrap();
        let before = last.get(&chain);
        assert_eq!(seq, before.map_or(1, |(_, seq)| seq + 1), "a gap on device {chain:?}");
        let id = journal::operation_id(&Hashed {
            previous: before.map(|(id, _)| *id),
            device: chain.0,
            branch: chain.1,
            seq,
            hlc: row.get(4).unwrap(),
            at: row.get(5).unwrap(),
            analyst: &analyst,
            kind: &kind,
            payload: &payload,
            undoes: undoes.map(OperationId),
            seen: seen.as_ref().map(|s| std::str::from_utf8(s).unwrap()),
        });
        let stored: [u8; 16] = row.get(0).unwrap();
        assert_eq!(OperationId(stored), id, "operation {seq} of {chain:?}");
        last.insert(chain, (id.0, seq));
    }
}

/// How many devices have written, the starter content's left out.
pub(super) fn devices(desk: &Workspace) -> i64 {
    let sql = "SELECT count(DISTINCT device) FROM operation WHERE at > 0";
    desk.store.conn.query_row(sql, [], |r| r.get(0)).unwrap()
}

/// How many random runs a proof makes.
pub(super) fn runs(few: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(few);
    proptest::test_runner::Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Default::default()
    }
}

/// A theme of the starter codebook.
pub(super) fn theme(at: usize) -> ThemeId {
    ThemeId::starter(["access", "routing", "trust"][at])
}

pub(super) fn call() -> Call {
    let keys = ["access", "routes", "trust"];
    let question = |(i, wording): (usize, &str)| Question {
        key: Key(keys[i].to_owned()),
        number: (i + 1).to_string(),
        section: Key("one".to_owned()),
        wording: wording.to_owned(),
        short_name: keys[i].to_owned(),
        recognize: Vec::new(),
    };
    let section = Section {
        key: Key("one".to_owned()),
        number: "1".to_owned(),
        title: "Of the network".to_owned(),
        recognize: Vec::new(),
    };
    Call {
        title: "A call".to_owned(),
        prefix: "C".to_owned(),
        deadline: Some(jiff::civil::date(2025, 1, 31)),
        sections: vec![section],
        questions: QUESTIONS.into_iter().enumerate().map(question).collect(),
    }
}

fn codebook() -> Codebook {
    let one = |at: usize, name: &str, term: &str| Theme {
        id: theme(at),
        parent: None,
        name: name.to_owned(),
        definition: String::new(),
        use_when: String::new(),
        not_when: String::new(),
        short_name: name.to_owned(),
        letter: None,
        code: String::new(),
        colour: 1,
        terms: vec![term.to_owned()],
        ..Theme::default()
    };
    Codebook {
        themes: vec![one(0, "Access", "last mile"), one(1, "Routing", "route"), one(2, "Trust", "tru*")],
        ..Codebook::default()
    }
}
