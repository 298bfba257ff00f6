//! The sample review in a workspace of its own, answered by what answers the real screen.

use std::path::Path;
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::theme_use::ThemeUse;
use rapporteur::model::view::AnswerView;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker::perform;
use rapporteur::workspace::{Access, Workspace, sample};
use tempfile::TempDir;

use super::harness::Answers;

/// The sample as it is made: once for all tests.
static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();

/// A workspace that answers the screen.
pub(super) struct Real {
    pub(super) workspace: Workspace,
    _folder: TempDir,
}

impl Real {
    /// The sample, opened by Amina.
    pub(super) fn sample() -> Self {
        Self::sample_of("amina")
    }

    /// The sample, opened by anybody.
    pub(super) fn sample_of(analyst: &str) -> Self {
        Self::made(analyst, |file, around| {
            let bytes = SAMPLE.get_or_init(|| {
                sample::make(file, around).unwrap();
                std::fs::read(file).unwrap()
            });
            std::fs::write(file, bytes).unwrap();
        })
    }

    /// A workspace that is made first, opened by an analyst.
    pub(super) fn made(analyst: &str, make: impl FnOnce(&Path, &Surroundings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
        let file = folder.path().join("sample.db");
        make(&file, &around);
        let workspace = Workspace::open(&file, Access::Write, Some(analyst), &around).unwrap();
        Self { workspace, _folder: folder }
    }

    /// The answers of a query, in the order of the list.
    pub(super) fn numbers(&self, query: &str) -> Vec<AnswerNumber> {
        self.workspace.numbers(&self.workspace.resolve(query).unwrap()).unwrap()
    }

    /// How the theme of this name is used.
    pub(super) fn used(&self, name: &str) -> ThemeUse {
        let book = self.workspace.codebook().unwrap();
        let theme = book.themes.iter().find(|theme| theme.name == name).unwrap();
        self.workspace.theme_use(theme.id, &TimeZone::UTC).unwrap()
    }

    /// An answer as it is now.
    pub(super) fn view(&self, number: AnswerNumber) -> AnswerView {
        self.workspace.answer(number, &self.workspace.resolve("").unwrap()).unwrap()
    }
}

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        perform(&mut self.workspace, request)
    }
}
