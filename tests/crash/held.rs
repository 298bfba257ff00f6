//! Another program holds the lock on and off while the screen tags, and the screen is killed as soon as it has said so.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rustix::process::{Signal, kill_process};

use super::{kills, sound};
use crate::cli::desk::{Desk, PROGRAM};
use crate::terminal::session::Session;

/// How often the screen is killed where nothing else is said.
const FEW: u64 = 3;

#[test]
fn a_tag_that_the_status_line_says_survives_a_kill_at_once_while_another_program_holds_the_lock() {
    let kills = kills(FEW);
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("home")).unwrap();
    desk.write("form.csv", "organisation,q1\nLake IX,Access is dear.\nHill Net,Power is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let (mut latest, mut longest) = (Duration::ZERO, Duration::ZERO);
    for kill in 0..kills {
        let name = format!("Kept {kill}");
        let (to_kill, waited) = tag_and_kill(&desk, &name);
        (latest, longest) = (latest.max(to_kill), longest.max(waited));
        assert_eq!(desk.list(&format!("theme:\"{name}\"")).len(), 1, "{name} was said and is gone");
    }
    sound::check(&desk, "2");
    assert_eq!(desk.run(["history", "--format", "json"]).json().as_array().unwrap().len() as u64, kills + 1);
    eprintln!(
        "killed {kills} times, at most {latest:?} after “Tagged” had come; a tag waited up to {longest:?}"
    );
}

/// Tags the first answer with a new theme; gives how long after the acknowledgement the program was killed, and how
/// long that had been waited for.
fn tag_and_kill(desk: &Desk, name: &str) -> (Duration, Duration) {
    let (file, over) = (desk.path("w.db"), AtomicBool::new(false));
    let mut session =
        Session::start(PROGRAM, &desk.path("home"), (80, 24), &["../w.db", "--analyst", "Alice"], &[]);
    session.sees("submitters");
    session.keys(&format!("t{name}"));
    session.sees(&format!("“{name}”"));
    std::thread::scope(|scope| {
        let holder = scope.spawn(|| hold(&file, &over));
        let begun = Instant::now();
        session.keys("\r");
        session.sees("Tagged");
        let said = Instant::now();
        kill_process(session.process(), Signal::KILL).unwrap();
        let times = (said.elapsed(), begun.elapsed());
        session.end();
        over.store(true, Ordering::SeqCst);
        assert!(holder.join().unwrap() > 0, "the lock was never held");
        times
    })
}

/// Holds the lock most of the time until that is over; says how often.
fn hold(file: &std::path::Path, over: &AtomicBool) -> usize {
    let conn = Connection::open(file).unwrap();
    conn.busy_timeout(Duration::from_secs(5)).unwrap();
    let mut held = 0;
    while !over.load(Ordering::SeqCst) {
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        std::thread::sleep(Duration::from_millis(40));
        conn.execute_batch("ROLLBACK").unwrap();
        held += 1;
        std::thread::sleep(Duration::from_millis(8));
    }
    held
}
