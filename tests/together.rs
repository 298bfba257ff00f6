//! Eight writers on one workspace at once: two windows, three that run commands, three that use the library.
//!
//! `RAPPORTEUR_WRITES` sets how many changes each makes; 10,000 together are
//! `RAPPORTEUR_WRITES=1250 cargo test --test main eight_writers_together`.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::edit::Edit;
use rapporteur::model::work::NoteTarget;
use rapporteur::workspace::{Access, Workspace};

use crate::cli::desk::{Desk, PROGRAM};
use crate::crash::sound;
use crate::terminal::session::Session;

/// How many changes each writer makes where nothing else is said.
const FEW: usize = 8;

#[test]
fn eight_writers_together_lose_nothing_leave_no_gap_and_are_never_told_that_the_file_is_in_use() {
    let each = std::env::var("RAPPORTEUR_WRITES").ok().and_then(|n| n.parse().ok()).unwrap_or(FEW);
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("home")).unwrap();
    desk.write("form.csv", "organisation,q1\nLake IX,Access is dear.\nHill Net,Power is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let begun = Instant::now();
    let longest = std::thread::scope(|scope| {
        let desk = &desk;
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                scope.spawn(move || match writer {
                    0 | 1 => at_the_screen(desk, writer, each),
                    2..5 => by_commands(desk, writer, each),
                    _ => by_the_library(desk, writer, each),
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).max().unwrap()
    });
    let took = begun.elapsed();

    let history = sound::check(&desk, "2");
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &history {
        *made.entry(entry["analyst"].as_str().unwrap()).or_default() += 1;
    }
    let devices: std::collections::BTreeSet<_> =
        history.iter().map(|entry| entry["device"].as_str()).collect();
    assert_eq!(devices.len(), 1, "they are all on one computer");
    for writer in 0..8 {
        assert_eq!(made.get(name(writer).as_str()), Some(&each), "{made:?}");
    }
    let notes = desk.list("q:1 has:note");
    let notes: Vec<_> =
        notes[0]["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
    assert_eq!(notes.len(), 3 * each);
    for (writer, turn) in (5..8).flat_map(|writer| (0..each).map(move |turn| (writer, turn))) {
        assert!(notes.contains(&text(writer, turn).as_str()), "{} is gone", text(writer, turn));
    }
    eprintln!("{} changes in {took:.0?}; the longest that one took: {longest:.1?}", 8 * each);
}

fn name(writer: usize) -> String {
    format!("Writer {writer}")
}

fn text(writer: usize, turn: usize) -> String {
    format!("note {turn} of {writer}")
}

/// Flags the first answer and takes that back in turn, in a window of its own; gives the longest time of one change.
fn at_the_screen(desk: &Desk, writer: usize, each: usize) -> Duration {
    let mut session =
        Session::start(PROGRAM, &desk.path("home"), (100, 30), &["../w.db", "--analyst", &name(writer)], &[]);
    session.sees("submitters");
    let mut longest = Duration::ZERO;
    for turn in 0..each {
        let (key, said) = [("!", "Marked 1 answer flagged"), ("R", "Marked 1 answer todo")][turn % 2];
        let begun = Instant::now();
        session.keys(key);
        session.sees(said);
        longest = longest.max(begun.elapsed());
    }
    session.keys("q");
    assert!(session.end().success());
    longest
}

/// Writes notes on the question by commands.
fn by_commands(desk: &Desk, writer: usize, each: usize) -> Duration {
    let mut longest = Duration::ZERO;
    for turn in 0..each {
        let begun = Instant::now();
        let (name, text) = (name(writer), text(writer, turn));
        desk.run(["note", "--question", "1", "--text", &text, "--analyst", &name]).done();
        longest = longest.max(begun.elapsed());
    }
    longest
}

/// Writes notes on the first answer through the library, without a rest.
fn by_the_library(desk: &Desk, writer: usize, each: usize) -> Duration {
    let state_dir = desk.path("home").join("state").join("rapporteur");
    let around = Surroundings { state_dir, ..Surroundings::default() };
    let mut own = Workspace::open(&desk.path("w.db"), Access::Write, Some(&name(writer)), &around).unwrap();
    let first = own.numbers(&own.resolve("").unwrap()).unwrap()[0];
    let mut longest = Duration::ZERO;
    for turn in 0..each {
        let begun = Instant::now();
        let note = Edit::AddNote { on: NoteTarget::Answer(first), text: text(writer, turn) };
        assert!(own.edit(note).unwrap().operation.is_some());
        longest = longest.max(begun.elapsed());
    }
    longest
}
