//! The system lets the program down: it is killed at any call, the disk is full, fails, or loses its power.
//!
//! What was acknowledged is there, nothing is half there, and what the program says of a failure is what the file
//! holds afterwards. `RAPPORTEUR_FAULTS` sets at how many calls of each command it is tried, and `RAPPORTEUR_CUTS`
//! how often the power goes: `RAPPORTEUR_FAULTS=all RAPPORTEUR_CUTS=100 cargo test --test main faults`. Calls are
//! counted and disturbed by strace; disks of one's own need root. Where either is missing, the test says so.
#![cfg(target_os = "linux")]

mod call;
mod cuts;
mod disk;
mod doubt;
mod full;
mod kills;
mod promise;
mod refused;
mod scene;
mod screen;
mod synced;

/// How many calls of a command are disturbed where nothing else is said.
const FEW: usize = 2;

/// Picks calls to disturb, spread evenly over all of them; the last is always one of them.
fn spread<T: Clone>(all: &[T]) -> Vec<T> {
    let wish = std::env::var("RAPPORTEUR_FAULTS").ok();
    let wanted = match wish.as_deref() {
        Some("all") => all.len(),
        Some(n) => n.parse().unwrap_or(FEW),
        None => FEW,
    };
    let wanted = wanted.clamp(1, all.len().max(1));
    (1..=wanted).filter_map(|i| all.get((all.len() * i / wanted).checked_sub(1)?).cloned()).collect()
}
