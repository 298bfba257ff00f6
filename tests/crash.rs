//! The program is killed at any moment: what it had acknowledged is there, and nothing is half there.
//!
//! `RAPPORTEUR_KILLS` sets how often it is killed; a thousand times is
//! `RAPPORTEUR_KILLS=1000 cargo test --test main crash`.

mod session;

use std::time::Duration;

use session::{Session, Step};

/// How often the program is killed where nothing else is said.
const FEW: u64 = 40;

#[test]
fn whatever_was_acknowledged_survives_a_kill_and_nothing_is_half_there() {
    let kills = std::env::var("RAPPORTEUR_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(FEW);
    let mut session = Session::new();
    let mut step = 0;
    let whole = session.time(Step::at(0));
    let mut killed = 0;
    while killed < kills {
        step += 1;
        // Moments from before the start to after the end, in an order that repeats on every run.
        let moment = whole.mul_f64(((killed * 37 + 11) % 100) as f64 / 80.0);
        killed += u64::from(session.run_and_kill(Step::at(step), moment.max(Duration::from_micros(200))));
        assert!(
            step < kills * 20 + 200,
            "the program was too quick to be killed: {killed} times in {step} steps"
        );
        if step % 8 == 0 || killed == kills {
            session.check();
        }
    }
    session.run(Step::TagAll(step));
    session.run(Step::Note(step));
    session.check();
    eprintln!("killed {killed} times in {step} steps; {} changes were acknowledged", session.acknowledged());
}
