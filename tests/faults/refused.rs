//! The n-th call fails: no room, a broken disk, a write that takes nothing; once, or from then on.

use super::call::{self, Call, disturbed};
use super::scene::{SCENES, Scene, Stage, acknowledged};
use super::spread;
use crate::cli::desk::Ran;

/// What a message must say: what happened.
pub(super) const FULL: &str = "the disk is full";

/// Words by which a message says that nothing came of the command.
const NOTHING: &str = "nothing was written";

/// Words by which it says that it does not know.
pub(super) const UNKNOWN: &str = "could not be confirmed";

/// What becomes of a call, in the words of strace: once, or from then on. Half of a write is for a limit to show
/// (`full.rs`): here it would be a lie.
const HARMS: [&str; 5] = ["error=ENOSPC", "error=ENOSPC+", "error=EIO", "error=EIO+", "retval=0"];

#[test]
fn a_call_that_fails_is_told_plainly_and_nothing_is_half_done() {
    if !call::strace_is_here() {
        return;
    }
    let stage = Stage::new();
    let mut tally = Tally::default();
    for scene in SCENES {
        fail_everywhere(&stage, scene, &mut tally);
    }
    let Tally { tried, told, unknown } = tally;
    eprintln!(
        "{tried} calls failed: {told} times the command failed and said so, {unknown} times it could not tell"
    );
}

#[derive(Default)]
struct Tally {
    tried: usize,
    told: usize,
    unknown: usize,
}

fn fail_everywhere(stage: &Stage, scene: Scene, tally: &mut Tally) {
    let (before, after, all) = stage.rehearsed(scene);
    for (call, harm) in spread(&harmed(&all)) {
        tally.tried += 1;
        stage.again();
        let (error, from_then_on) = harm.strip_suffix('+').map_or((harm, ""), |error| (error, "+"));
        let how = format!("{error}:when={}{from_then_on}", call.nth);
        let ran = disturbed(&stage.desk, scene.arguments, &call, &how);
        let Call { name, nth, with } = &call;
        let said = format!("{}{}", ran.text(), ran.err);
        let what = format!("{:?} with {harm} at {name} {nth} ({with})\n{said}", scene.arguments);
        let done = stage.is_done_or_untouched(scene, &before, &after, &what);
        // Of its own index and journal files, and of a sync, SQLite does not hand on what the system said.
        let is_own = ["-shm", "-journal"].iter().any(|ending| with.contains(ending));
        let is_full = name.contains("write") && !harm.contains("EIO") && !is_own;
        tally.told += usize::from(is_told(&ran, done, if is_full { FULL } else { "" }, &what));
        tally.unknown += usize::from(ran.err.contains(UNKNOWN));
        if !done {
            stage.desk.run(scene.arguments).done();
        }
    }
}

/// Each call with each harm that makes sense of it.
fn harmed(all: &[Call]) -> Vec<(Call, &'static str)> {
    all.iter()
        .filter(|call| is_for_a_file(call))
        .flat_map(|call| HARMS.map(|harm| (call.clone(), harm)))
        .filter(|(call, harm)| call.name.contains("write") || !harm.starts_with("retval"))
        // From then on, the message itself could not be written.
        .filter(|(call, harm)| call.name != "write" || !harm.ends_with('+'))
        .collect()
}

/// Whether a call is about a file, not about the streams of the command.
fn is_for_a_file(call: &Call) -> bool {
    !(call.name.starts_with("write") && (call.with.starts_with("1<") || call.with.starts_with("2<")))
}

/// Looks whether what a command said is what the file holds; says whether it failed.
#[track_caller]
pub(super) fn is_told(ran: &Ran, done: bool, says: &str, what: &str) -> bool {
    assert!(!ran.err.contains("panicked"), "{what}");
    if ran.status == 0 {
        assert!(done, "{what}: it said that it was done");
        return false;
    }
    assert_eq!(ran.status, 1, "{what}");
    assert!(!acknowledged(ran), "{what}: said to be done, and failed");
    assert!(
        ran.err.starts_with("rapporteur: ") && ran.err.contains("\n  hint: "),
        "{what}: no message, or no hint"
    );
    assert!(!ran.err.contains("please report"), "{what}: a disk's fault is told as the program's");
    assert!(ran.err.contains(says), "{what}: it does not say {says:?}");
    let nothing = ran.err.contains(NOTHING);
    assert!(
        nothing != ran.err.contains(UNKNOWN),
        "{what}: whether anything was written is not said, or twice"
    );
    assert!(!(nothing && done), "{what}: it said that nothing was written, and it is there");
    true
}
