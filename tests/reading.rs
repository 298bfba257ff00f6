//! Files that are read in a process of their own: whatever becomes of it, the import goes on and says what happened.

mod archives;
mod broken;
mod hostile;
mod misbehaving;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::config::{call_file, theme_file};
use rapporteur::model::import::{FileOutcome, ImportReport, Progress, SourceReport};
use rapporteur::workspace::reading::apart::Limits;
use rapporteur::workspace::{Access, Error, ImportRequest, Workspace};
use tempfile::TempDir;

/// A folder with a workspace, whose risky files are read by processes of some program.
struct Desk {
    folder: TempDir,
    program: Option<PathBuf>,
    limits: Limits,
}

impl Desk {
    /// With readers as the product has them.
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            program: Some(env!("CARGO_BIN_EXE_rapporteur").into()),
            limits: Limits::default(),
        };
        let call = call_file::bundled().unwrap();
        Workspace::init(&desk.path("w.db"), &call, &theme_file::bundled().unwrap(), &desk.around()).unwrap();
        std::fs::create_dir(desk.path("in")).unwrap();
        desk
    }

    fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn around(&self) -> Surroundings {
        Surroundings {
            program: self.program.clone(),
            state_dir: self.path("state"),
            ..Surroundings::default()
        }
    }

    /// Puts a file into the folder that is imported.
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path("in").join(name), bytes).unwrap();
    }

    fn try_import(&self, watcher: &mut dyn FnMut(Progress) -> bool) -> Result<ImportReport, Error> {
        let mut workspace =
            Workspace::open(&self.path("w.db"), Access::Write, Some("alice"), &self.around())?
                .reading_within(self.limits.clone());
        let request = ImportRequest { paths: vec![self.path("in")], ..ImportRequest::default() };
        Ok(workspace.import(&request, watcher)?.0)
    }

    fn import(&self) -> Vec<SourceReport> {
        self.try_import(&mut |_| true).unwrap().sources
    }

    fn submissions(&self) -> usize {
        let workspace = Workspace::open(&self.path("w.db"), Access::Read, None, &self.around()).unwrap();
        workspace.submissions(&workspace.resolve("").unwrap()).unwrap().len()
    }
}

#[test]
fn another_format_of_the_same_submissions_is_found_to_be_there() {
    let Some(shared) = crate::cli::desk::shared() else { return };
    let desk = Desk::new();
    for format in ["md", "docx"] {
        let folder = shared.join("corpus/derived-six-languages").join(format);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, desk.path("in").join(path.file_name().unwrap())).unwrap();
        }
        let report = desk.import();
        let names: Vec<&str> = report.iter().map(|s| s.file.as_str()).collect();
        assert!(names.is_sorted(), "{names:?}");
        assert_eq!(desk.submissions(), 18, "{format}");
    }
}

/// The one message of a file of which nothing was taken.
#[track_caller]
fn message(source: &SourceReport) -> &str {
    assert_eq!(source.outcome, FileOutcome::Failed, "{source:?}");
    assert_eq!(source.problems.len(), 1, "{source:?}");
    &source.problems[0].what
}

/// Limits by which a test need not wait long for a process that stands still.
fn short() -> Limits {
    Limits { wall: Duration::from_millis(700), answer: 64 << 10, ..Limits::default() }
}

fn is_running(id: &str) -> bool {
    // One that has ended and was not yet waited for is there, too, but does nothing.
    std::fs::read_to_string(Path::new("/proc").join(id).join("stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z")))
}
