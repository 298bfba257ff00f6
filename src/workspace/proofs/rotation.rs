//! Rotating backups: one when something changed, thinned only after a good one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::surroundings::Surroundings;
use crate::config::{call_file, theme_file};
use crate::model::edit::Edit;
use crate::workspace::rotation::{Rotated, kept};
use crate::workspace::{Access, Error, Workspace};

struct Desk {
    folder: tempfile::TempDir,
    around: Surroundings,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let around = Surroundings {
            state_dir: folder.path().join("state"),
            backups: Some(folder.path().join("backups")),
            ..Surroundings::default()
        };
        let desk = Self { folder, around };
        let (call, themes) = (call_file::bundled().unwrap(), theme_file::bundled().unwrap());
        Workspace::init(&desk.path(), &call, &themes, &desk.around).unwrap();
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("w.db")
    }

    fn open(&self) -> Workspace {
        Workspace::open(&self.path(), Access::Write, None, &self.around).unwrap()
    }

    fn copies(&self) -> Vec<String> {
        let found = kept(&self.path(), &self.around);
        found.iter().map(|copy| copy.path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    /// Copies of earlier years, one a day.
    fn plant(made: &Path, days: usize) {
        let name = made.file_name().unwrap().to_str().unwrap();
        for day in 1..=days {
            let stem = &name[..name.len() - 18];
            fs::write(made.with_file_name(format!("{stem}202301{day:02}-080000.db")), "x").unwrap();
        }
    }
}

fn change(workspace: &mut Workspace, name: &str) {
    workspace.edit(Edit::SaveFilter { name: name.to_owned(), query: "q:1".to_owned() }).unwrap();
}

fn made(workspace: &Workspace) -> PathBuf {
    match workspace.rotate(&mut |_, _| true).unwrap() {
        Rotated::Made(path) => path,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_is_made_when_something_changed_since_the_last_one() {
    let desk = Desk::new();
    let mut workspace = desk.open();
    made(&workspace);
    assert_eq!(workspace.rotate(&mut |_, _| true).unwrap(), Rotated::Unchanged);
    change(&mut workspace, "a");
    let second = made(&workspace);
    assert_eq!(desk.copies(), [second.file_name().unwrap().to_str().unwrap()], "the newest of a day stays");
    let copy = Workspace::open(&second, Access::Read, None, &desk.around).unwrap();
    assert_eq!(copy.digest(), workspace.digest());
    let off = Surroundings { backups: None, ..desk.around.clone() };
    let workspace = Workspace::open(&desk.path(), Access::Write, None, &off).unwrap();
    assert_eq!(workspace.rotate(&mut |_, _| true).unwrap(), Rotated::Off);
}

#[test]
fn a_copy_that_does_not_come_about_drives_out_no_other() {
    let desk = Desk::new();
    let mut workspace = desk.open();
    let first = made(&workspace);
    Desk::plant(&first, 20);
    let before = desk.copies();
    assert_eq!(before.len(), 21);
    change(&mut workspace, "a");
    assert!(matches!(workspace.rotate(&mut |_, _| false), Err(Error::Stopped)));
    assert_eq!(desk.copies(), before);
    // A page that makes no sense: the copy is not in order.
    drop(workspace);
    let good = fs::read(desk.path()).unwrap();
    let mut bytes = good.clone();
    let middle = bytes.len() / 8192 / 2 * 8192;
    bytes[middle..middle + 8192].fill(0x5a);
    fs::write(desk.path(), &bytes).unwrap();
    let failed = desk.open().rotate(&mut |_, _| true);
    assert!(matches!(failed, Err(Error::Damaged(_) | Error::Sql(_))), "{failed:?}");
    assert_eq!(desk.copies(), before);
    fs::write(desk.path(), &good).unwrap();
    made(&desk.open());
    // Eight days and four weeks of what was planted and made.
    assert_eq!(desk.copies().len(), 10);
    let aside = fs::read_dir(first.parent().unwrap()).unwrap().count();
    assert_eq!(aside, 10, "nothing half done stays");
}

#[test]
fn two_files_of_one_workspace_do_not_drive_out_each_others_copies() {
    let desk = Desk::new();
    made(&desk.open());
    let other = desk.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::copy(desk.path(), other.join("w.db")).unwrap();
    let mut copied = Workspace::open(&other.join("w.db"), Access::Write, None, &desk.around).unwrap();
    change(&mut copied, "b");
    made(&copied);
    assert_eq!(desk.copies().len(), 2, "both are listed, and both are there");
}
