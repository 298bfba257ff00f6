//! `doctor`, `backup` and `restore` with 10,000 submissions and 100,000 operations: how long, how much memory, and
//! that what is restored is what was backed up.
//!
//! ```text
//! cargo bench --bench care
//! RAPPORTEUR_OPERATIONS=1000 cargo bench --bench care
//! ```
//!
//! The operations are made through the library, each on disk before the next. Printed are the seconds of each command
//! and the most memory that it ever held (Linux).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

mod corpus;

use std::path::Path;
use std::time::{Duration, Instant};

use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::draft::Field;
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::{AnswerNumber, ThemeId};
use rapporteur::model::span::Span;
use rapporteur::model::work::{NoteTarget, Stance, Status, Target};
use rapporteur::workspace::{Access, Workspace};

/// The limit for `doctor`.
const LIMIT: Duration = Duration::from_secs(30);

/// Operations where nothing else is said.
const OPERATIONS: usize = 100_000;

/// So many are made between the backup and the way back.
const MORE: usize = 1_000;

fn main() {
    let Some(folder) = corpus::folder() else { return };
    let count =
        std::env::var("RAPPORTEUR_OPERATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(OPERATIONS);
    let name = format!("care-{count}.db");
    let workspace = corpus::workspace(&folder, &name, |file| work(file, &folder, count));
    let size = workspace.metadata().unwrap().len() >> 20;
    println!("10,000 submissions, {count} operations, {size} MB");
    println!("{:28} {:>9} {:>9}", "", "seconds", "most MB");

    let backup = folder.join("care-backup.db");
    let _ = std::fs::remove_file(&backup);
    let (before, took) = doctor(&folder, &workspace, "doctor");
    run(&folder, "backup", &["backup", "-w", text(&workspace), text(&backup)]);
    work(&workspace, &folder, MORE);
    let (worked, _) = doctor(&folder, &workspace, "doctor, after more work");
    assert_ne!(before, worked);
    run(&folder, "restore", &["restore", "-w", text(&workspace), text(&backup)]);
    let (restored, _) = doctor(&folder, &workspace, "doctor, of what is restored");
    assert_eq!(before, restored, "what is restored is not what was backed up");
    println!("restored is equal to what was backed up: {restored}");
    let said = if took <= LIMIT { "within" } else { "beyond" };
    println!("doctor is {said} the limit of {} s", LIMIT.as_secs());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if text(&path).contains("before-restore") || path == backup {
            std::fs::remove_file(path).unwrap();
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs the check-up, in which all has to be well; gives what it says of the state, and how long it took.
fn doctor(folder: &Path, workspace: &Path, name: &str) -> (String, Duration) {
    let begun = Instant::now();
    let said = run(folder, name, &["doctor", "-w", text(workspace), "--format", "csv"]);
    let took = begun.elapsed();
    let state = said.lines().find(|line| line.starts_with("replay,")).unwrap();
    (state.to_owned(), took)
}

/// Runs the program; prints how long it took and its greatest memory; gives what it printed.
fn run(folder: &Path, name: &str, arguments: &[&str]) -> String {
    let ran = corpus::measured(folder, arguments);
    println!("{name:28} {:>9.1} {:>9}", ran.took.as_secs_f64(), ran.memory / 1024);
    ran.out
}

/// Numbers that look random and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Makes so many operations of every kind, in the mixture of a review.
fn work(file: &Path, folder: &Path, count: usize) {
    let around = Surroundings { state_dir: folder.join("state/rapporteur"), ..Surroundings::default() };
    let mut desk = Workspace::open(file, Access::Write, Some("bench"), &around).unwrap();
    let answers = desk.numbers(&desk.resolve("").unwrap()).unwrap();
    let themes: Vec<ThemeId> = desk.codebook().unwrap().themes.iter().map(|theme| theme.id).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ count as u64);
    let (begun, mut made, mut tried) = (Instant::now(), 0, 0_usize);
    while made < count {
        tried += 1;
        let edit = any(&mut dice, tried, &answers, &themes);
        made += usize::from(desk.edit(edit).unwrap().operation.is_some());
        if tried % 10_000 == 0 {
            eprintln!("{made} operations after {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
    let each = begun.elapsed().as_secs_f64() * 1000.0 / count as f64;
    println!("{count} operations were made, {each:.2} ms each");
}

fn any(dice: &mut Dice, turn: usize, answers: &[AnswerNumber], themes: &[ThemeId]) -> Edit {
    let answer = *dice.of(answers);
    let theme = *dice.of(themes);
    let one = Target::Answers(vec![answer].into());
    let tag =
        |target: Target, stance| Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme)], stance };
    if turn.is_multiple_of(2_000) {
        // Every question of a third of the submissions, as a bulk tag does it.
        return tag(Target::Answers(answers.iter().skip(turn % 3).step_by(9).copied().collect()), None);
    }
    if turn % 4_000 == 1 {
        // A list for each report, of some two hundred quotations; what is added goes to the newest.
        return Edit::AddList { name: format!("Report {turn}") };
    }
    match dice.below(20) {
        0..=6 => tag(one, None),
        7 => tag(one, Some(*dice.of(&[Stance::For, Stance::Against, Stance::Mixed]))),
        8 => tag(Target::Passage(answer, Span::new(2, 40)), None),
        9 => Edit::Untag { target: one, themes: Vec::new() },
        10..=12 => Edit::SetStatus {
            answers: vec![answer].into(),
            status: *dice.of(&[Status::Reviewed, Status::Flagged]),
        },
        13 | 14 => {
            Edit::AddNote { on: NoteTarget::Answer(answer), text: format!("What is meant by this, {turn}?") }
        }
        15 => Edit::SetMetadata {
            submissions: vec![format!("S{:06}", 1 + dice.below(10_000))],
            field: Field::Country,
            value: Some((*dice.of(&["KE", "NL", "PE", "FR"])).to_owned()),
        },
        16 => Edit::AddItems { list: None, target: one },
        17 => Edit::SetStatus {
            answers: answers.iter().skip(dice.below(answers.len())).take(8).copied().collect(),
            status: Status::Reviewed,
        },
        18 => Edit::Undo(None),
        _ => Edit::Redo(None),
    }
}
