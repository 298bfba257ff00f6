//! The screen on a disk that fills up: it says so, goes on, and works again when there is room.

use super::disk::Disk;
use crate::cli::desk::{Desk, PROGRAM};
use crate::terminal::session::Session;

#[test]
fn the_screen_on_a_full_disk_says_so_goes_on_and_works_again_when_there_is_room() {
    let Some(disk) = Disk::small(3 << 20) else { return };
    let desk = Desk::within(&disk.path());
    desk.run(["init", "w.db"]).done();
    desk.write("form.csv", "organisation,q1\nOne,Access is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let mut session = Session::start(PROGRAM, &desk.path("."), (120, 36), &["w.db"], &[]);
    session.sees("Access is dear");
    let mut tag = |theme: &str, says: &str| {
        session.keys(&format!("t{theme}"));
        session.sees(theme);
        session.keys("\r");
        session.sees(says);
    };
    tag("digital divide", "Tagged 1 answer");
    disk.fill(0);
    tag("routing security", "the disk is full");
    tag("multilingual", "the disk is full");
    disk.clear();
    assert!(desk.list("theme:\"routing security\"").is_empty(), "it was not made");
    tag("routing security", "Tagged 1 answer");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(desk.list("theme:\"routing security\" theme:\"digital divide\"").len(), 1);
    assert_eq!(desk.run(["doctor"]).status, 0);
}
