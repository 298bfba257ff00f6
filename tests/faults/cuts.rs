//! The power goes: an ext4 file system stops in the middle of the work and loses whatever was not synced.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::disk::Disk;
use super::promise::State;
use super::scene::Stage;
use crate::cli::desk::{Desk, PROGRAM};
use crate::terminal::session::Session as Screen;

/// How often the power goes where nothing else is said.
const FEW: u64 = 4;

/// How often the power is to go.
fn wanted() -> u64 {
    std::env::var("RAPPORTEUR_CUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(FEW)
}

#[test]
fn what_the_screen_acknowledged_survives_a_power_cut() {
    let Some(mut disk) = Disk::ext4() else { return };
    let desk = Desk::within(&disk.path());
    desk.run(["init", "w.db"]).done();
    desk.write("form.csv", "organisation,q1\nOne,Access is dear.\n");
    desk.run(["import", "form.csv"]).done();
    let cuts = wanted().div_ceil(4);
    for cut in 0..cuts {
        Command::new("sync").arg("-f").arg(disk.path()).status().unwrap();
        let mut session = Screen::start(PROGRAM, &desk.path("."), (120, 36), &["w.db"], &[]);
        session.sees("Access is dear");
        let Some(switch) = disk.switch() else { return };
        session.keys(&format!("tzanzibar{cut}"));
        session.sees(&format!("New theme “zanzibar{cut}”"));
        session.keys("\r");
        session.sees("Tagged 1 answer");
        switch.cut();
        session.signal("KILL");
        session.end();
        disk.unmount();
        assert!(disk.mount(), "it cannot be mounted any more");
        let theme = format!("theme:zanzibar{cut}");
        assert_eq!(desk.list(&theme).len(), 1, "cut {cut}: the tag was shown as made and is gone");
        State::of(&desk.path("w.db"));
        desk.run(["doctor"]).done();
    }
    eprintln!("the power went {cuts} times under the screen; of {cuts} acknowledged changes 0 lost");
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    let cuts = wanted();
    let Some(mut disk) = Disk::ext4() else { return };
    let stage = Stage::on({
        let desk = Desk::within(&disk.path());
        desk.run(["init", "w.db"]).done();
        desk
    });
    let mut session = Session { stage, acknowledged: Vec::new(), lost: Vec::new(), next: 0 };
    let whole = {
        let begun = Instant::now();
        session.stage.desk.run(["tag", "q:1", "--add", "The first"]).done();
        begun.elapsed()
    };
    for cut in 0..cuts {
        // What is there at the beginning is not at stake.
        Command::new("sync").arg("-f").arg(disk.path()).status().unwrap();
        if !session.work_and_cut(&disk, cut, whole) {
            return;
        }
        disk.unmount();
        assert!(disk.mount(), "it cannot be mounted any more");
        session.check(cut);
    }
    let all = session.acknowledged.len() + session.lost.len();
    let told =
        format!("the power went {cuts} times; of {all} acknowledged changes {} lost", session.lost.len());
    assert!(session.lost.is_empty(), "{told}: {:?}", session.lost);
    eprintln!("{told}");
}

/// Work on the disk, and what was said to be done.
struct Session {
    stage: Stage,
    acknowledged: Vec<String>,
    lost: Vec<String>,
    next: u64,
}

impl Session {
    /// Makes some changes and cuts the power: at the very acknowledgement of the last, or at some moment of it.
    fn work_and_cut(&mut self, disk: &Disk, cut: u64, whole: Duration) -> bool {
        // Somebody reads: so that no command is the last one and folds the log into the file, which syncs it.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let reader = Connection::open_with_flags(self.stage.desk.path("w.db"), flags).unwrap();
        let _: i64 = reader.query_row("SELECT count(*) FROM operation", [], |r| r.get(0)).unwrap();
        for _ in 0..cut % 3 {
            let said = self.change().output().unwrap();
            self.note(&String::from_utf8(said.stdout).unwrap());
        }
        let Some(switch) = disk.switch() else { return false };
        let mut child = self.change().spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        if cut.is_multiple_of(2) {
            out.read_line(&mut said).unwrap();
            switch.cut();
        } else {
            std::thread::sleep(whole.mul_f64(0.3 + (cut * 29 % 100) as f64 / 120.0));
            // Without power nothing is said any more: what the program would say afterwards, nobody hears.
            Command::new("kill").args(["-STOP", &child.id().to_string()]).status().unwrap();
            switch.cut();
            child.kill().unwrap();
            out.read_line(&mut said).unwrap();
        }
        child.wait().unwrap();
        self.note(&said);
        true
    }

    /// A command that changes something, never the same twice.
    fn change(&mut self) -> Command {
        self.next += 1;
        let own = format!("Change {}", self.next);
        let arguments: &[&str] = match self.next % 4 {
            0 => &["tag", "", "--add", &own],
            1 => &["note", "q:1", "--text", &own],
            2 => &["undo"],
            _ => &["tag", "q:1", "--add", &own],
        };
        let mut command = self.stage.desk.plain(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    fn note(&mut self, said: &str) {
        let ids = said.lines().filter(|line| line.contains("undo: ") || line.contains("redo: "));
        self.acknowledged.extend(ids.filter_map(|line| Some(line.rsplit_once(": ")?.1.trim().to_owned())));
    }

    #[track_caller]
    fn check(&mut self, cut: u64) {
        let desk = &self.stage.desk;
        let history = desk.run(["history", "--format", "json"]).json();
        let ids: Vec<&str> = history.as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
        let is_gone = |id: &mut String| !ids.iter().any(|known| known.starts_with(id.as_str()));
        let gone: Vec<String> = self.acknowledged.extract_if(.., is_gone).collect();
        if !gone.is_empty() {
            eprintln!("cut {cut}: {gone:?} lost, {} changes begun", self.next);
        }
        self.lost.extend(gone);
        State::of(&desk.path("w.db"));
        self.stage.is_well(&format!("cut {cut}"));
    }
}
