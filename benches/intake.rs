//! Imports beside a plain program: a form export, searchable at the end; documents; and what memory each takes.
//!
//! ```text
//! cargo bench --bench intake
//! RAPPORTEUR_SUBMISSIONS=100000 RAPPORTEUR_TURNS=1 cargo bench --bench intake
//! ```
//!
//! The plain program reads the same rows with the same csv reader, folds the same texts and writes both with the same
//! SQLite into one table and one full-text index of the same kind, in one transaction. It keeps no original, counts no
//! words and has no journal.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

mod corpus;
#[path = "../tests/office.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod office;

use std::path::Path;
use std::time::{Duration, Instant};

use rapporteur::config::call_file;
use rapporteur::text::fold;
use rusqlite::Connection;

/// The limit for a form export, as a multiple of the plain program.
const LIMIT: f64 = 1.3;

/// The limit of memory, in MB.
const MEMORY: u64 = 160;

/// So many documents are imported.
const DOCUMENTS: usize = 500;

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    let Some(folder) = corpus::folder() else { return };
    let (submissions, turns) = (number("RAPPORTEUR_SUBMISSIONS", 10_000), number("RAPPORTEUR_TURNS", 5));
    let export = corpus::export(&folder, submissions);
    let size = export.metadata().unwrap().len() as f64 / 1e6;
    println!("a form export of {submissions} submissions, {size:.0} MB, {turns} turns, median");
    let (mut plainly, mut imports, mut memory) = (Vec::new(), Vec::new(), 0);
    let (plain_file, file) = (folder.join("plain.db"), folder.join("intake.db"));
    for _ in 0..turns {
        remove(&plain_file);
        let begun = Instant::now();
        plain(&export, &plain_file);
        plainly.push(begun.elapsed());
        let ran = import(&folder, &file, &export);
        imports.push(ran.took);
        memory = memory.max(ran.memory / 1024);
    }
    let (plainly, import_took) = (median(plainly), median(imports));
    let ratio = import_took.as_secs_f64() / plainly.as_secs_f64();
    println!("plain program  {:>7.1} s {:>6} MB on disk", plainly.as_secs_f64(), megabytes(&plain_file));
    println!(
        "import         {:>7.1} s {:>6} MB on disk, {memory} MB of memory at most",
        import_took.as_secs_f64(),
        megabytes(&file)
    );
    let said = |is: bool| if is { "within" } else { "beyond" };
    println!("{ratio:.2} times the plain program: {} the limit of {LIMIT}", said(ratio <= LIMIT));
    println!("memory is {} the limit of {MEMORY} MB", said(memory <= MEMORY));
    documents(&folder, &file, turns);
    remove(&plain_file);
    remove(&file);
}

fn remove(file: &Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

fn megabytes(file: &Path) -> u64 {
    file.metadata().unwrap().len() / 1_000_000
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Imports a path into a new workspace.
fn import(folder: &Path, file: &Path, path: &Path) -> corpus::Ran {
    remove(file);
    corpus::measured(folder, &["init", file.to_str().unwrap()]);
    corpus::measured(folder, &["import", "-w", file.to_str().unwrap(), path.to_str().unwrap()])
}

/// What a program of a page does with a form export.
fn plain(export: &Path, file: &Path) {
    let mut conn = Connection::open(file).unwrap();
    conn.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE answer(n INTEGER PRIMARY KEY, submission INTEGER, question TEXT, text TEXT) STRICT;
         CREATE VIRTUAL TABLE answer_text USING fts5(text, content='', contentless_delete=1,
           tokenize='unicode61 remove_diacritics 0');
         INSERT INTO answer_text(answer_text, rank) VALUES('hashsize', 16777216);",
    )
    .unwrap();
    let tx = conn.transaction().unwrap();
    let mut reader = csv::Reader::from_path(export).unwrap();
    let header = reader.headers().unwrap().clone();
    let mut add = tx.prepare("INSERT INTO answer(submission, question, text) VALUES(?1, ?2, ?3)").unwrap();
    let mut index = tx.prepare("INSERT INTO answer_text(rowid, text) VALUES(?1, ?2)").unwrap();
    for (i, row) in reader.records().enumerate() {
        for (name, text) in header.iter().zip(&row.unwrap()).filter(|(_, text)| !text.trim().is_empty()) {
            add.execute((i as i64, name, text)).unwrap();
            if name.strip_prefix('q').is_some_and(|number| number.parse::<u32>().is_ok()) {
                index.execute((tx.last_insert_rowid(), fold::fold(text))).unwrap();
            }
        }
    }
    drop((add, index));
    tx.commit().unwrap();
    conn.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
}

/// Documents of several pages, each with an answer to every question of the call.
fn documents(folder: &Path, file: &Path, turns: usize) {
    let call = call_file::bundled().unwrap();
    let words =
        "Networks that people rely on every day still run on addresses that were given out long ago. ";
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for ending in ["md", "docx"] {
        let made = folder.join(format!("documents-{ending}"));
        std::fs::create_dir_all(&made).unwrap();
        for i in 0..DOCUMENTS {
            let answer = |n: usize| words.repeat(4 + (i + n) % 5);
            let title = format!("The Network {i} Contribution to the Review");
            let bytes = if ending == "md" {
                let of = |(n, q): (usize, &rapporteur::model::call::Question)| {
                    format!("## {}. {}\n\n{}\n\n", q.number, q.wording, answer(n))
                };
                let body: Vec<String> = call.questions.iter().enumerate().map(of).collect();
                format!("# {title}\n\n{}", body.concat()).into_bytes()
            } else {
                let of = |(n, q): (usize, &rapporteur::model::call::Question)| {
                    office::heading(1, &format!("{}. {}", q.number, q.wording)) + &office::p(&answer(n))
                };
                let body: Vec<String> = call.questions.iter().enumerate().map(of).collect();
                office::Docx::of(office::heading(1, &title) + &body.concat()).bytes()
            };
            std::fs::write(made.join(format!("{i}.{ending}")), bytes).unwrap();
        }
        let took = median((0..turns).map(|_| import(folder, file, &made).took).collect());
        let rate = DOCUMENTS as f64 / took.as_secs_f64();
        println!(
            "{DOCUMENTS} {ending:4} documents: {rate:.0} a second, {:.0} a second and core",
            rate / cores as f64
        );
    }
}
