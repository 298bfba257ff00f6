//! Bringing in files: opening the dialog, and taking what comes of it.

use crate::model::codebook::TakenIn;
use crate::model::import::ImportReport;
use crate::model::operation::Outcome;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::import::{Came, Course, Imported};
use crate::tui::paths::{Begun, Names};
use crate::tui::popup::Popup;
use crate::tui::popup::import::found::Sums;
use crate::tui::popup::import::themes::Changes;
use crate::tui::popup::import::{ImportDialog, Of, Stage};
use crate::tui::request::Trouble;
use crate::tui::widget::paint::count;

impl App {
    /// Opens the import dialog.
    pub(in crate::tui) fn import(&self) -> Vec<Effect> {
        self.import_of(Of::Files)
    }

    fn import_of(&self, of: Of) -> Vec<Effect> {
        vec![Effect::Open(Popup::Import(Box::new(ImportDialog::new(of, self.desk.home.clone()))))]
    }

    /// Opens it for the codings of another program.
    pub(in crate::tui) fn import_codings(&self) -> Vec<Effect> {
        self.import_of(Of::Codings)
    }

    /// Opens the dialog for a codebook.
    pub(in crate::tui) fn import_themes(&self) -> Vec<Effect> {
        self.import_of(Of::Themes)
    }

    /// Takes what taking themes in would do.
    pub(in crate::tui) fn take_changes(&mut self, taken: &TakenIn) {
        let reading = self.dialogs().find(|dialog| matches!(dialog.stage, Stage::Reading { .. }));
        if let Some(dialog) = reading {
            dialog.stage = Stage::Themes(Changes::new(taken));
        }
    }

    fn dialogs(&mut self) -> impl Iterator<Item = &mut ImportDialog> {
        self.popups.iter_mut().filter_map(|popup| match popup {
            Popup::Import(dialog) => Some(&mut **dialog),
            _ => None,
        })
    }

    /// Takes the names that complete a path.
    pub(in crate::tui) fn take_names(&mut self, begun: &Begun, names: &Names) {
        self.dialogs().for_each(|dialog| dialog.take_names(begun.clone(), names.clone()));
    }

    /// Takes what came of an import. The dialog may be gone: what came in is told all the same.
    pub(in crate::tui) fn take_import(&mut self, imported: Imported) {
        let Imported { course, came } = imported;
        match came {
            Came::Would(report) => {
                if let Some(dialog) = self.waiting(&course) {
                    dialog.found(report);
                }
            }
            Came::In(report, outcome) => {
                self.popups.retain(|p| !matches!(p, Popup::Import(dialog) if dialog.waits_for(&course)));
                match outcome {
                    Some(outcome) => {
                        self.take_edited(&Outcome { summary: told(&report), ..outcome });
                    }
                    None => self.status.say("Nothing was new: the workspace is as it was."),
                }
            }
            Came::WouldTake(report) => {
                if let Some(dialog) = self.waiting(&course) {
                    dialog.coded(report);
                }
            }
            Came::Taken(outcome) => {
                self.popups.retain(|p| !matches!(p, Popup::Import(dialog) if dialog.waits_for(&course)));
                match outcome {
                    Some(outcome) => self.take_edited(&outcome),
                    None => self.status.say("Nothing was new: the workspace is as it was."),
                }
            }
            Came::Stopped => {
                let line = "Stopped: nothing was brought in.".to_owned();
                if let Some(dialog) = self.waiting(&course) {
                    dialog.failed(Trouble { line, more: Vec::new() });
                }
            }
            Came::Failed(trouble) => match self.waiting(&course) {
                Some(dialog) => dialog.failed(trouble),
                None => self.status.fail(trouble),
            },
        }
    }

    /// Hands what did not work to the dialog that waits for it; gives it back when there is none.
    pub(in crate::tui) fn fail_import(&mut self, trouble: Trouble) -> Option<Trouble> {
        let reading = self.dialogs().find(|dialog| matches!(dialog.stage, Stage::Reading { .. }));
        match reading {
            Some(dialog) => {
                dialog.failed(trouble);
                None
            }
            None => Some(trouble),
        }
    }

    fn waiting(&mut self, course: &Course) -> Option<&mut ImportDialog> {
        self.dialogs().find(|dialog| dialog.waits_for(course))
    }
}

/// What came in, in the words of the status line, which has less room than the history.
fn told(report: &ImportReport) -> String {
    let sums = Sums::of(report);
    let mut summary =
        format!("imported {} from {}", count(sums.answers, "answer"), count(sums.files, "file"));
    for (files, what) in [(sums.failed, "not readable"), (sums.asked, "waiting for a decision")] {
        if files > 0 {
            summary = format!("{summary}; {} {what}", count(files, "file"));
        }
    }
    summary
}
