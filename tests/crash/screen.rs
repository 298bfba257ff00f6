//! The screen is killed at random moments while a script is typed: what the status line said is there.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_process};
use serde_json::Value;

use super::typed::Turn;
use super::{kills, sound};
use crate::cli::desk::{Desk, PROGRAM};
use crate::terminal::session;

/// How often the screen is killed where nothing else is said.
const FEW: u64 = 8;

#[test]
fn whatever_the_status_line_said_survives_a_kill_at_any_moment() {
    let kills = kills(FEW);
    let mut script = Script::new();
    let begun = script.first_frame();
    for kill in 0..kills {
        // From just before the first keys to some turns later.
        let more = Duration::from_millis((kill * 373 + 90) % 1000);
        script.run_and_kill(begun.mul_f64(0.8) + more);
        script.check();
    }
    eprintln!(
        "killed {kills} times; the status line had said of {} changes that they were made",
        script.count()
    );
    assert!(script.count() > 0, "it was killed before it could say anything");
}

/// A workspace, and what the status line has said of it.
struct Script {
    desk: Desk,
    turn: u64,
    /// How many changes of a kind were acknowledged.
    said: BTreeMap<&'static str, usize>,
    /// What the history has to say of those that have a name of their own.
    summaries: Vec<String>,
}

impl Script {
    fn new() -> Self {
        let mut script = Self { desk: Desk::new(), turn: 0, said: BTreeMap::new(), summaries: Vec::new() };
        std::fs::create_dir_all(script.desk.path("home")).unwrap();
        script.form(0, 40);
        script.desk.run(["import", "form-0.csv"]).done();
        script.said("import");
        script
    }

    fn form(&self, n: u64, rows: usize) {
        let row =
            |i: usize| format!("Sender {n} {i},Access is dear in place {n} {i}.,Routes need care {n} {i}.\n");
        let rows: String = (0..rows).map(row).collect();
        self.desk.write(&format!("form-{n}.csv"), format!("organisation,q1,q11\n{rows}"));
    }

    fn open(&self) -> session::Session {
        let home = self.desk.path("home");
        session::Session::start(PROGRAM, &home, (100, 30), &["../w.db", "--analyst", "Alice"], &[])
    }

    /// How long it takes until there are answers.
    fn first_frame(&self) -> Duration {
        let begun = Instant::now();
        let mut session = self.open();
        session.sees("submitters");
        let took = begun.elapsed();
        session.keys("q");
        assert!(session.end().success());
        took
    }

    /// Types the script until the program is killed, at a moment after its start.
    fn run_and_kill(&mut self, moment: Duration) {
        let mut session = self.open();
        let process = session.process();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(moment);
            kill_process(process, Signal::KILL).unwrap();
        });
        let is_open = |text: &str| text.contains("submitters") || text.contains("was not finished");
        if session.reaches("the answers", is_open) {
            if session.text().contains("was not finished") {
                // What was typed before the last kill is let go.
                session.try_keys("\x1b").ok();
            }
            while self.turn(&mut session) {}
        }
        killer.join().unwrap();
        session.end();
    }

    /// Makes one change; false when the program ended meanwhile. What its last screen said counts.
    fn turn(&mut self, session: &mut session::Session) -> bool {
        self.turn += 1;
        let turn = Turn::at(self.turn);
        if turn.kind == "import" {
            self.form(self.turn, 6);
        }
        let (last, before) = turn.keys.split_last().unwrap();
        for (keys, words) in before {
            session.try_keys(keys).ok();
            if !session.reaches(words, |text| text.contains(words)) {
                return false;
            }
        }
        session.try_keys(&last.0).ok();
        let lives = session.reaches(&last.1, |text| text.contains(&last.1) || text.contains(turn.nothing));
        if session.text().contains(&last.1) {
            self.said(turn.kind);
            self.summaries.extend(turn.summary);
        }
        if lives {
            session.try_keys(turn.after).ok();
        }
        lives
    }

    fn said(&mut self, kind: &'static str) {
        *self.said.entry(kind).or_default() += 1;
    }

    fn count(&self) -> usize {
        self.said.values().sum()
    }

    /// Looks at the workspace, and compares it with what the status line had said.
    fn check(&self) {
        let history = sound::check(&self.desk, "6, 40");
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        for (kind, count) in &self.said {
            let made = history.iter().filter(|entry| text(entry, "kind") == *kind).count();
            assert!(made >= *count, "{count} times {kind} was said to be done, and {made} are there");
        }
        let summaries: Vec<String> = history.iter().map(|entry| text(entry, "summary")).collect();
        for said in &self.summaries {
            assert!(summaries.contains(said), "“{said}” was said and is gone");
        }
    }
}
