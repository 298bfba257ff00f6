//! Device ids: a file that was copied, restored or moved, a state folder that was lost, windows side by side.

use std::fs;

use super::bench::{Bench, QUESTIONS, answers, assert_chains, devices, done, nothing, state, theme};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::work::{NoteTarget, Status, Target};
use crate::workspace::{Access, ImportRequest, Workspace};

fn status(desk: &Workspace, status: Status) -> Edit {
    Edit::SetStatus { answers: answers(desk, "").into(), status }
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.import(&mut bench.desk("Alice"), &[["F-1", "Cost", "Signed", "You"]]).unwrap();
    bench
}

#[test]
fn sessions_one_after_the_other_are_one_device() {
    let bench = bench();
    for status in [Status::Reviewed, Status::Flagged] {
        let mut desk = bench.desk("Alice");
        let edit = self::status(&desk, status);
        done(&mut desk, edit);
    }
    let mut desk = bench.desk("Alice");
    assert_eq!(devices(&desk), 1);
    done(&mut desk, Edit::Undo(None));
    assert_eq!(answers(&desk, "status:reviewed").len(), 3);
}

#[test]
fn windows_side_by_side_stay_one_device_after_both_are_closed() {
    let bench = bench();
    let mut window = bench.desk("Alice");
    let edit = status(&window, Status::Reviewed);
    done(&mut window, edit);
    let mut other = bench.desk("Alice");
    let edit = status(&other, Status::Flagged);
    done(&mut other, edit);
    drop(other);
    let edit = status(&window, Status::Todo);
    done(&mut window, edit);
    drop(window);
    let mut later = bench.desk("Alice");
    done(&mut later, Edit::Undo(None));
    assert_eq!((devices(&later), answers(&later, "status:flagged").len()), (1, 3));
}

#[test]
fn a_copy_is_another_device_once_the_original_has_gone_on() {
    let bench = bench();
    let copy = bench.copy(&bench.file(), "copy.db");
    let mut desk = bench.desk("Alice");
    let edit = status(&desk, Status::Reviewed);
    done(&mut desk, edit.clone());
    let mut other = bench.open(&copy, 0, "Alice");
    nothing(&mut other, Edit::Undo(None));
    done(&mut other, edit);
    assert_eq!((devices(&desk), devices(&other)), (1, 2));
}

#[test]
fn of_two_copies_one_device_goes_on_in_one_only_also_in_an_open_window() {
    let bench = bench();
    let mut window = bench.desk("Alice");
    let edit = status(&window, Status::Reviewed);
    done(&mut window, edit);
    let copy = bench.copy(&bench.file(), "copy.db");
    let mut other = bench.open(&copy, 0, "Alice");
    let edit = status(&window, Status::Flagged);
    done(&mut other, edit.clone());
    done(&mut window, edit);
    assert_eq!((devices(&window), devices(&other)), (2, 1), "the window had to take a new device");
}

#[test]
fn a_restored_backup_is_another_device() {
    let bench = bench();
    let mut desk = bench.desk("Alice");
    let edit = status(&desk, Status::Reviewed);
    done(&mut desk, edit);
    drop(desk);
    let backup = bench.copy(&bench.file(), "backup.db");
    let mut desk = bench.desk("Alice");
    let edit = status(&desk, Status::Flagged);
    done(&mut desk, edit);
    drop(desk);
    bench.copy(&bench.file(), "aside.db");
    fs::copy(&backup, bench.file()).unwrap();
    let mut desk = bench.desk("Alice");
    let edit = status(&desk, Status::Todo);
    done(&mut desk, edit);
    assert_eq!(devices(&desk), 2);
    assert_chains(&desk.store.conn);
}

#[test]
fn a_file_that_was_worked_on_elsewhere_and_copied_back_is_another_device() {
    let bench = bench();
    let away = bench.copy(&bench.file(), "away.db");
    let mut elsewhere = bench.open(&away, 1, "Bob");
    let edit = status(&elsewhere, Status::Reviewed);
    done(&mut elsewhere, edit);
    drop(elsewhere);
    let back = bench.copy(&away, "back.db");
    let mut desk = bench.open(&back, 0, "Alice");
    let edit = status(&desk, Status::Flagged);
    done(&mut desk, edit);
    assert_eq!(devices(&desk), 3);
}

#[test]
fn a_lost_or_unreadable_state_folder_only_means_a_new_device() {
    let bench = bench();
    let leases = bench.around(0).state_dir.join("devices");
    fs::remove_dir_all(&leases).unwrap();
    let mut desk = bench.desk("Alice");
    nothing(&mut desk, Edit::Undo(None));
    let edit = status(&desk, Status::Reviewed);
    done(&mut desk, edit);
    for lease in fs::read_dir(&leases).unwrap() {
        fs::write(lease.unwrap().path(), "not a lease").unwrap();
    }
    let mut desk = bench.desk("Alice");
    let edit = status(&desk, Status::Flagged);
    done(&mut desk, edit);
    assert_eq!(devices(&desk), 3);
    assert_chains(&desk.store.conn);
}

#[test]
fn what_changes_nothing_consumes_nothing() {
    let bench = bench();
    let mut desk = bench.desk("Alice");
    let target = Target::Answers(answers(&desk, "").into());
    let tag = Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme(0))], stance: None };
    done(&mut desk, tag.clone());
    let leases = || {
        let folder = bench.around(0).state_dir.join("devices");
        fs::read_dir(folder).unwrap().map(|f| fs::read(f.unwrap().path()).unwrap()).collect::<Vec<_>>()
    };
    let (before, held) = (state(&desk), leases());
    let operations = desk.history(None).unwrap().len();
    nothing(&mut desk, tag.clone());
    let csv = bench.folder.path().join("other.csv");
    fs::write(&csv, format!("Reference,\"{}\"\nF-9,More\n", QUESTIONS[0])).unwrap();
    let request =
        ImportRequest { paths: vec![csv], submitter: None, dry_run: true, ..ImportRequest::default() };
    let mut fresh =
        Workspace::open(&bench.file(), Access::Write, Some("Nobody yet"), &bench.around(0)).unwrap();
    fresh.import(&request, &mut |_| true).unwrap();
    nothing(&mut fresh, Edit::Undo(None));
    let analysts: i64 = desk
        .store
        .conn
        .query_row("SELECT count(*) FROM analyst WHERE name = 'Nobody yet'", [], |r| r.get(0))
        .unwrap();
    assert_eq!(
        (state(&desk), leases(), desk.history(None).unwrap().len(), analysts),
        (before, held, operations, 0)
    );
}

#[test]
fn eight_writers_at_once_lose_nothing_and_leave_no_gap() {
    let bench = bench();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let bench = &bench;
            scope.spawn(move || {
                let mut desk = bench.desk(&format!("Writer {writer}"));
                let on = NoteTarget::Answer(answers(&desk, "")[0]);
                for i in 0..50 {
                    done(&mut desk, Edit::AddNote { on: on.clone(), text: format!("{writer} {i}") });
                }
            });
        }
    });
    let desk = bench.desk("Alice");
    assert_eq!((devices(&desk), desk.history(None).unwrap().len()), (1, 401));
    let view = desk.answer(answers(&desk, "")[0], &desk.resolve("").unwrap()).unwrap();
    assert_eq!(view.notes.len(), 400);
    assert_chains(&desk.store.conn);
}

#[test]
fn what_another_writes_during_the_check_up_is_no_fault_of_the_workspace() {
    let bench = Bench::new();
    let mut other = bench.desk("Bob");
    let desk = bench.desk("Alice");
    let mut turn = 0;
    let checks = desk.checkup(&mut |_, _| {
        turn += 1;
        done(&mut other, Edit::AddList { name: format!("Chair {turn}") });
        true
    });
    assert!(turn > 0);
    assert_eq!(checks.unwrap().into_iter().find(|check| !check.ok), None);
}
