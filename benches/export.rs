//! Ten thousand answers as a file of each format, and as CSV by `sqlite3` with the same columns of the same file.
//!
//! ```text
//! cargo bench --bench export
//! RAPPORTEUR_TURNS=9 cargo bench --bench export
//! ```
//!
//! Both sides are whole programs, from the start to the end, in turns; printed is the median, and the most memory that
//! the program ever held (Linux). `sqlite3` does not say who may be cited, leaves nothing out, makes nothing safe for
//! spreadsheets, and does not wait for the disk.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

mod corpus;

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// About ten thousand answers of ten thousand submissions.
const QUERY: &str = "q:1 OR (q:2 region:africa)";

/// The same by plain SQL, with the columns of the CSV.
const SQL: &str =
    "SELECT hex(s.id) || q.key, hex(s.id), s.reference, q.number, q.section, a.heading, s.submitter,
    s.stakeholder_type, s.country, s.region, coalesce(s.language, a.language), s.submitted_on,
    s.submitted_on > '2025-01-31',
    (SELECT group_concat(substr(p.text, json_extract(e.value, '$[1]') + 1,
        json_extract(e.value, '$[2]') - json_extract(e.value, '$[1]')), char(10) || char(10))
     FROM json_each(a.stretches) e JOIN part p ON p.n = json_extract(e.value, '$[0]')),
    a.words, coalesce((SELECT value FROM status WHERE answer = a.n AND head = 1), 0),
    (SELECT group_concat(hex(th.id), '; ') FROM tag t JOIN theme th ON th.n = t.theme
     WHERE t.answer = a.n AND t.live = 1),
    (SELECT group_concat(t.quote, char(10)) FROM tag t WHERE t.answer = a.n AND t.live = 1),
    (SELECT group_concat(n.text, char(10)) FROM note n WHERE n.answer = a.n AND n.live = 1),
    so.format, hex(so.sha256), NULL, NULL, r.row,
    (SELECT p.place FROM part p WHERE p.n = json_extract(a.stretches, '$[0][0]')), NULL
    FROM answer a JOIN submission s ON s.n = a.submission JOIN question q ON q.n = a.question
    JOIN record r ON r.n = s.record JOIN source so ON so.n = r.source
    WHERE a.visible = 1 AND a.question IN (SELECT n FROM question WHERE number IN ('1', '2'))
    AND (q.number = '1' OR s.region = 'Africa')
    ORDER BY s.founded, s.position, s.n, q.position";

/// So many runs of each.
const TURNS: usize = 5;

fn main() {
    let Some(folder) = corpus::folder() else { return };
    let turns = std::env::var("RAPPORTEUR_TURNS").ok().and_then(|n| n.parse().ok()).unwrap_or(TURNS);
    let workspace = corpus::workspace(&folder, "export-10000.db", |path| work(&folder, path));
    let plain = folder.join("plain.csv");
    let (mut ours, mut theirs, mut most) = (Vec::new(), Vec::new(), 0);
    for _ in 0..turns {
        let ran = export(&folder, &workspace, "csv");
        println!("{}", ran.out.trim_end());
        most = most.max(ran.memory);
        ours.push(ran.took);
        theirs.extend(plainly(&workspace, &plain));
    }
    let took = median(ours);
    println!("{:10} {:>6.2} s {:>4} MB", "csv", took.as_secs_f64(), most / 1024);
    if theirs.is_empty() {
        println!("There is no sqlite3 to compare it with.");
    } else {
        let beside = median(theirs);
        let times = took.as_secs_f64() / beside.as_secs_f64();
        println!(
            "{:10} {:>6.2} s; csv takes {times:.1} times as long (limit 2)",
            "sqlite3",
            beside.as_secs_f64()
        );
    }
    for (format, limit) in [("docx", " (limit 2)"), ("xlsx", ""), ("html", ""), ("md", ""), ("jsonl", "")] {
        let ran: Vec<_> = (0..turns).map(|_| export(&folder, &workspace, format)).collect();
        let most = ran.iter().map(|one| one.memory).max().unwrap_or(0) / 1024;
        let took = median(ran.into_iter().map(|one| one.took).collect());
        println!("{format:10} {:>6.2} s {most:>4} MB{limit}", took.as_secs_f64());
    }
}

/// Tags on some thousand answers.
fn work(folder: &Path, workspace: &Path) {
    let mut command = corpus::program(folder);
    command.args(["tag", "routing", "--add", "Routing security", "-w"]).arg(workspace);
    assert!(command.status().unwrap().success());
}

fn export(folder: &Path, workspace: &Path, format: &str) -> corpus::Ran {
    let to = folder.join(format!("export.{format}"));
    let (workspace, to) = (workspace.to_str().unwrap(), to.to_str().unwrap());
    corpus::measured(folder, &["export", QUERY, "-w", workspace, "-o", to, "--force"])
}

/// How long `sqlite3` takes; `None` where there is none.
fn plainly(workspace: &Path, to: &Path) -> Option<Duration> {
    let begun = Instant::now();
    let mut command = Command::new("sqlite3");
    command.args(["-readonly", "-csv"]).arg(workspace).arg(SQL);
    let status = command.stdout(File::create(to).unwrap()).stderr(Stdio::inherit()).status().ok()?;
    assert!(status.success());
    Some(begun.elapsed())
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}
