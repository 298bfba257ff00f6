//! The program is killed at its n-th write or sync, n from the first to the last.

use std::fs::File;
use std::time::{Duration, SystemTime};

use super::call::{self, disturbed};
use super::scene::{SCENES, Scene, Stage, acknowledged};
use super::spread;

#[test]
fn a_kill_at_any_write_or_sync_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_there() {
    if !call::strace_is_here() {
        return;
    }
    let stage = Stage::new();
    let mut tally = Tally::default();
    for scene in SCENES {
        kill_everywhere(&stage, scene, &mut tally);
    }
    eprintln!(
        "killed {} times in {} commands: {} changes had been acknowledged, 0 lost; {} were there whole, not yet acknowledged",
        tally.kills,
        SCENES.len(),
        tally.acknowledged,
        tally.whole
    );
}

#[derive(Default)]
struct Tally {
    kills: usize,
    acknowledged: usize,
    whole: usize,
}

fn kill_everywhere(stage: &Stage, scene: Scene, tally: &mut Tally) {
    let (before, after, all) = stage.rehearsed(scene);
    assert!(all.iter().any(|c| c.name.ends_with("sync")), "{scene:?} syncs nothing: {all:?}");
    for call in spread(&all) {
        let what = format!("{:?} killed at {} {} ({})", scene.arguments, call.name, call.nth, call.with);
        stage.again();
        let ran =
            disturbed(&stage.desk, scene.arguments, &call, &format!("signal=SIGKILL:when={}", call.nth));
        assert_eq!(ran.status, -1, "{what}: it was not killed: {}{}", ran.text(), ran.err);
        tally.kills += 1;
        let acknowledged = acknowledged(&ran);
        let done = stage.is_done_or_untouched(scene, &before, &after, &what);
        assert!(done || !acknowledged, "{what}: acknowledged and not there");
        tally.acknowledged += usize::from(acknowledged);
        tally.whole += usize::from(done && !acknowledged);
        grow_old(stage);
        if !done {
            stage.desk.run(scene.arguments).done();
        }
        tidied(stage, scene, &what);
    }
}

/// Lets some days go by for what a killed program left.
fn grow_old(stage: &Stage) {
    let old = SystemTime::now() - Duration::from_secs(3 * 24 * 3600);
    for path in stage.leftovers() {
        File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }
}

/// What a killed program left aside is taken away by a later one that writes there.
#[track_caller]
fn tidied(stage: &Stage, scene: Scene, what: &str) {
    if let Some(name) = scene.makes {
        std::fs::remove_file(stage.desk.path(name)).unwrap();
        stage.desk.run(scene.arguments).done();
    } else {
        stage.desk.run(["note", "--question", "11", "--text", "Later"]).done();
    }
    assert_eq!(stage.leftovers(), Vec::<std::path::PathBuf>::new(), "{what}: left behind");
}
