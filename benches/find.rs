//! Filters, counts, the matrix and work on many answers, beside plain SQL on the same file and beside ripgrep.
//!
//! ```text
//! cargo bench --bench find
//! RAPPORTEUR_SUBMISSIONS=100000 cargo bench --bench find
//! ```
//!
//! What is printed of a query is its first run: nothing of it was found before. Plain SQL is run twice, and the second run
//! printed: the file's pages are then in memory.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

mod corpus;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rapporteur::config::surroundings::{Folders, Surroundings};
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::matrix::{Ask, Count, Dimension};
use rapporteur::model::work::Target;
use rapporteur::workspace::{Access, Workspace};
use rusqlite::{Connection, OpenFlags};

/// What an analyst asks, and what plain SQL would ask for the number of answers.
const QUERIES: [(&str, &str); 7] = [
    ("", "SELECT count(*) FROM answer WHERE visible = 1 AND question IS NOT NULL"),
    ("ipv6", "SELECT count(*) FROM answer_text WHERE answer_text MATCH 'ipv6'"),
    (
        "routing type:government",
        "SELECT count(*) FROM answer a JOIN submission s ON s.n = a.submission
         WHERE s.stakeholder_type = 'Government' AND a.n IN (SELECT rowid FROM answer_text WHERE answer_text MATCH 'routing')",
    ),
    (
        "q:4,9 region:africa status:todo",
        "SELECT count(*) FROM answer a JOIN submission s ON s.n = a.submission
         JOIN question q ON q.n = a.question WHERE q.number IN ('4', '9') AND s.region = 'Africa'
         AND NOT EXISTS (SELECT 1 FROM status st WHERE st.answer = a.n AND st.head = 1 AND st.value IN (1, 2))",
    ),
    (
        "theme:ipv6 -type:government",
        "SELECT count(DISTINCT a.n) FROM answer a JOIN submission s ON s.n = a.submission
         JOIN tag t ON t.answer = a.n AND t.live = 1 WHERE s.stakeholder_type <> 'Government'",
    ),
    ("in*", "SELECT count(*) FROM answer_text WHERE answer_text MATCH 'in*'"),
    ("the", "SELECT count(*) FROM answer_text WHERE answer_text MATCH 'the'"),
];

/// The counts of the panes by plain SQL, for one word.
const PANES: &str = "SELECT q.number, count(*) FROM answer a JOIN question q ON q.n = a.question
    WHERE a.n IN (SELECT rowid FROM answer_text WHERE answer_text MATCH 'ipv6') GROUP BY 1
    UNION ALL SELECT s.stakeholder_type, count(*) FROM answer a JOIN submission s ON s.n = a.submission
    WHERE a.n IN (SELECT rowid FROM answer_text WHERE answer_text MATCH 'ipv6') GROUP BY 1";

const BY_TYPE: &str = "SELECT t.theme, s.stakeholder_type, count(DISTINCT a.n) FROM tag t
    JOIN answer a ON a.n = t.answer JOIN submission s ON s.n = a.submission WHERE t.live = 1 GROUP BY 1, 2";

const TOGETHER: &str = "SELECT t.theme, u.theme, count(DISTINCT t.answer) FROM tag t
    JOIN tag u ON u.answer = t.answer AND u.live = 1 WHERE t.live = 1 GROUP BY 1, 2";

/// What a page of fifty answers is made of.
const FIRST: &str =
    "SELECT a.n, s.submitter, s.country, p.text FROM answer a JOIN submission s ON s.n = a.submission
    JOIN part p ON p.n = json_extract(a.stretches, '$[0][0]')
    WHERE a.n IN (SELECT rowid FROM answer_text WHERE answer_text MATCH 'WORD' LIMIT 50)";

fn main() {
    let Some(folder) = corpus::folder() else { return };
    let submissions: usize =
        std::env::var("RAPPORTEUR_SUBMISSIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let file = corpus::workspace_of(&folder, &format!("find-{submissions}.db"), submissions, |path| {
        work(&folder, path);
    });
    let around = around(&folder);
    let plain = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let (workspace, took) = timed(|| Workspace::open(&file, Access::Read, Some("Ada"), &around).unwrap());
    println!("{submissions} submissions; opened in {}", shown(took));
    let (_, took) = timed(|| workspace.page(&workspace.resolve("").unwrap(), 0, 0).unwrap());
    println!("what every text has, read from the tables: {}\n", shown(took));
    println!(
        "{:34} {:>9} {:>10} {:>10} {:>10} {:>10}",
        "query", "answers", "list", "counts", "panes", "plain SQL"
    );
    for (query, sql) in QUERIES {
        let (resolved, looked_up) = timed(|| workspace.resolve(query).unwrap());
        let (numbers, listed) = timed(|| workspace.numbers(&resolved).unwrap());
        let (_, counted) = timed(|| workspace.page(&resolved, 0, 0).unwrap());
        let (_, panes) = timed(|| workspace.facets(query).unwrap());
        let plainly = asked(&plain, sql);
        let name = if query.is_empty() { "(everything)" } else { query };
        println!(
            "{name:34} {:>9} {:>10} {:>10} {:>10} {:>10}",
            numbers.len(),
            shown(looked_up + listed),
            shown(counted),
            shown(panes),
            shown(plainly)
        );
    }
    println!();
    beside(&folder, submissions, &workspace, &plain);
    println!("two panes of the word “ipv6” by plain SQL: {}\n", shown(asked(&plain, PANES)));
    for (name, rows, columns, sql) in [
        ("themes by types", Dimension::Theme, Dimension::StakeholderType, BY_TYPE),
        ("themes by themes", Dimension::Theme, Dimension::Theme, TOGETHER),
    ] {
        for count in [Count::Answers, Count::Submitters] {
            let ask = Ask { rows: rows.clone(), columns: columns.clone(), count };
            let (found, took) = timed(|| workspace.matrix("", &ask).unwrap());
            let plainly = if count == Count::Answers { shown(asked(&plain, sql)) } else { "–".to_owned() };
            println!(
                "matrix of {name}, {}: {} of {} × {}; plain SQL {plainly}",
                count.name(),
                shown(took),
                found.rows.len(),
                found.columns.len()
            );
        }
    }
    for (name, query) in [("1 MB of “(”", "(".repeat(1 << 20)), ("100,000 of “(”", "(".repeat(100_000))]
    {
        let (told, took) = timed(|| workspace.resolve(&query).unwrap_err().to_string());
        println!(
            "{name}: answered in {} (limit 50 ms) with {} characters",
            shown(took),
            told.chars().count()
        );
    }
    println!("memory of all this: {} MB", corpus::memory(std::process::id()).unwrap_or(0) / 1024);
    drop((workspace, plain));
    many(&folder, &file, &around);
}

/// The first fifty answers of words that were not asked for yet, beside their rows and texts read alone, and beside ripgrep
/// over the export, which counts and shows nothing.
fn beside(folder: &Path, submissions: usize, workspace: &Workspace, plain: &Connection) {
    println!("{:34} {:>10} {:>10} {:>10}", "first page", "page", "rows alone", "ripgrep");
    for word in ["resilience", "fragmentation", "capacity"] {
        let (_, page) = timed(|| workspace.page(&workspace.resolve(word).unwrap(), 0, 50).unwrap());
        let alone = asked(plain, &FIRST.replace("WORD", word));
        let mut ripgrep = Command::new("rg");
        ripgrep.args(["--count-matches", "--ignore-case", word]).arg(corpus::export(folder, submissions));
        let (ran, searched) = timed(|| ripgrep.output());
        let searched = if ran.is_ok() { shown(searched) } else { "absent".to_owned() };
        println!("{word:34} {:>10} {:>10} {:>10}", shown(page), shown(alone), searched);
    }
    println!();
}

/// Tags of two analysts: some tens of thousands.
fn work(folder: &Path, workspace: &Path) {
    for (who, query, theme) in [
        ("Ada", "ipv6", "IPv6"),
        ("Ada", "routing", "Routing security"),
        ("Bo", "fragmentation", "Fragmentation"),
        ("Bo", "ipv6 q:11", "IPv6"),
        ("Bo", "capacity", "Capacity building"),
    ] {
        let mut command = corpus::program(folder);
        command.args(["tag", query, "--add", theme, "--analyst", who, "-w"]).arg(workspace);
        assert!(command.status().unwrap().success());
    }
    let mut command = corpus::program(folder);
    command.args(["status", "q:1,2 region:europe", "reviewed", "--analyst", "Ada", "-w"]).arg(workspace);
    assert!(command.status().unwrap().success());
}

/// Tags many answers at once, and takes it back, on a copy.
fn many(folder: &Path, file: &Path, around: &Surroundings) {
    let copy = folder.join("many.db");
    std::fs::copy(file, &copy).unwrap();
    // Else the first commit would wait for the copy to reach the disk.
    std::fs::File::open(&copy).unwrap().sync_all().unwrap();
    let mut workspace = Workspace::open(&copy, Access::Write, Some("Ada"), around).unwrap();
    let mut answers = workspace.numbers(&workspace.resolve("no:theme").unwrap()).unwrap();
    answers.truncate(100_000);
    let count = answers.len();
    let edit = Edit::Tag {
        target: Target::Answers(answers.into_iter().collect()),
        themes: vec![ThemeChoice::New("Marked by a benchmark".to_owned())],
        stance: None,
    };
    let (_, tagging) = timed(|| workspace.edit(edit).unwrap());
    let (_, counted) = timed(|| workspace.page(&workspace.resolve("has:theme").unwrap(), 0, 0).unwrap());
    let (_, undone) = timed(|| workspace.edit(Edit::Undo(None)).unwrap());
    println!(
        "{count} answers tagged at once: {}; counts after it: {}; undone: {}",
        shown(tagging),
        shown(counted),
        shown(undone)
    );
    drop(workspace);
    let _ = std::fs::remove_file(copy);
}

fn around(folder: &Path) -> Surroundings {
    let [state, data, config] = corpus::surroundings(folder).map(|(_, folder)| folder);
    Surroundings::new(|_| None, Some(Folders { state, data, config }))
}

/// How long plain SQL takes, with the pages in memory.
fn asked(plain: &Connection, sql: &str) -> Duration {
    let mut took = Duration::ZERO;
    for _ in 0..2 {
        ((), took) = timed(|| {
            let mut read = plain.prepare(sql).unwrap();
            let mut rows = read.query([]).unwrap();
            while rows.next().unwrap().is_some() {}
        });
    }
    took
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let value = work();
    (value, begun.elapsed())
}

fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 100.0 { format!("{milliseconds:.1} ms") } else { format!("{milliseconds:.0} ms") }
}
