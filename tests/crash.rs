//! The program is killed at any moment: what it had acknowledged is there, and nothing is half there.
//!
//! `RAPPORTEUR_KILLS` sets how often each test kills it; a thousand times is
//! `RAPPORTEUR_KILLS=1000 cargo test --test main crash`.

#[cfg(unix)]
mod held;
#[cfg(unix)]
mod screen;
mod session;
pub(crate) mod sound;
#[cfg(unix)]
mod typed;

use std::time::Duration;

use session::{Session, Step};

/// How often the program is killed where nothing else is said.
const FEW: u64 = 24;

/// How often the program is killed.
fn kills(few: u64) -> u64 {
    std::env::var("RAPPORTEUR_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

#[test]
fn whatever_was_acknowledged_survives_a_kill_and_nothing_is_half_there() {
    let kills = kills(FEW);
    let mut session = Session::new();
    let mut step = 0;
    let mut whole = session.time(Step::at(1));
    let mut killed = 0;
    while killed < kills {
        step += 1;
        // From the middle of a run to after its end: that is where it writes. The guess of how long a run takes
        // follows the machine.
        let moment = whole.mul_f64(0.5 + ((step * 37 + 11) % 100) as f64 / 150.0);
        let dead = session.run_and_kill(Step::at(step), moment);
        whole = whole.mul_f64(if dead { 1.03 } else { 0.96 }).max(Duration::from_millis(1));
        killed += u64::from(dead);
        assert!(
            step < kills * 20 + 200,
            "the program was too quick to be killed: {killed} times in {step} steps"
        );
        if dead {
            session.check();
        }
    }
    // A theme of its own: the last run may have been killed when its tags were on the disk already.
    session.run(Step::TagAll(step + 1));
    session.run(Step::Note(step));
    session.check();
    eprintln!("killed {killed} times in {step} steps; {} changes were acknowledged", session.acknowledged());
}
