//! The import dialog: a path, then what would come in, then the import. Nothing is brought in unseen.

pub mod coded;
pub mod found;
pub mod themes;

use std::path::{Path, PathBuf};

use crossterm::event::KeyEvent;

use self::coded::Coded;
use self::found::Found;
use self::themes::Changes;
use crate::action::ActionId;
use crate::intake::refi::offsets::Reckoning;
use crate::model::coded::CodingReport;
use crate::model::import::ImportReport;
use crate::tui::event::Effect;
use crate::tui::import::{Course, ImportOrder, What};
use crate::tui::paths::{self, Begun, Names};
use crate::tui::request::Trouble;
use crate::tui::widget::field::Field;

/// Lines that a page key goes.
const PAGE: usize = 8;

/// What is brought in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// Submissions.
    Files,
    /// A codebook.
    Themes,
    /// The codings of another program.
    Codings,
}

/// How far one is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// A path is typed; what did not work with the last one.
    Path(Option<Trouble>),
    /// Files are being read, and perhaps brought in.
    Reading {
        /// How far it is.
        course: Course,
        /// Whether only what would come in is to be told.
        trial: bool,
    },
    /// What would come in.
    Found(Found),
    /// What taking codings in would do.
    Coded(Coded),
    /// What a codebook would change.
    Themes(Changes),
}

/// The open dialog.
#[derive(Clone, Debug)]
pub struct ImportDialog {
    /// The path.
    pub field: Field,
    /// How far one is.
    pub stage: Stage,
    /// The names that the path could go on with, and for which text they were looked up.
    pub names: Option<(Begun, Names)>,
    /// The name under the cursor.
    pub at: usize,
    home: Option<PathBuf>,
    /// Whether the path is completed as soon as its names come.
    completes: bool,
    /// What it was opened for.
    pub of: Of,
    /// Whether better readings of what is here are looked at.
    anew: bool,
    /// How positions of codings were said to be counted.
    counted: Option<Reckoning>,
}

impl ImportDialog {
    /// Opens the dialog; `home` is what `~` stands for.
    pub fn new(of: Of, home: Option<PathBuf>) -> Self {
        Self {
            field: Field::default(),
            stage: Stage::Path(None),
            names: None,
            at: 0,
            home,
            completes: false,
            of,
            anew: false,
            counted: None,
        }
    }

    /// What completes the path, while it is typed.
    pub fn begun(&self) -> Option<Begun> {
        matches!(self.stage, Stage::Path(_)).then(|| paths::begun(self.field.text(), self.home.as_deref()))
    }

    /// The names that the path as it is now could go on with, once they are looked up.
    pub fn fitting(&self) -> Option<&Names> {
        let (begun, names) = self.names.as_ref()?;
        (self.begun().as_ref() == Some(begun)).then_some(names)
    }

    /// Takes the names that were looked up.
    pub fn take_names(&mut self, begun: Begun, names: Names) {
        self.names = Some((begun, names));
        self.at = 0;
        if std::mem::take(&mut self.completes) {
            self.complete();
        }
    }

    /// Whether it waits for this reading.
    pub fn waits_for(&self, course: &Course) -> bool {
        matches!(&self.stage, Stage::Reading { course: own, .. } if own == course)
    }

    /// Takes what would come in.
    pub fn found(&mut self, report: ImportReport) {
        self.stage = Stage::Found(Found::new(report));
    }

    /// Takes what taking codings in would do.
    pub fn coded(&mut self, report: CodingReport) {
        self.stage = Stage::Coded(Coded::new(report, self.counted));
    }

    /// Keeps what was found in sight, now that it has this room.
    pub fn settle(&mut self, width: u16, height: u16) {
        match &mut self.stage {
            Stage::Found(found) => found.settle(width, height),
            Stage::Coded(coded) => coded.settle(width, height),
            Stage::Path(_) | Stage::Reading { .. } | Stage::Themes(_) => {}
        }
    }

    /// Goes back to the path, with what did not work.
    pub fn failed(&mut self, trouble: Trouble) {
        self.stage = Stage::Path(Some(trouble));
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match (&mut self.stage, action) {
            // The first Esc stops the reading, another one does not wait for that.
            (Stage::Reading { course, .. }, ActionId::Back) if !course.is_stopped() => course.stop(),
            (_, ActionId::Back) => return vec![Effect::Close],
            (Stage::Found(found), ActionId::Accept) => {
                let sums = found.sums();
                // What reads differently is shown as it would be before it is taken.
                self.anew = if sums.brings() { self.anew } else { sums.differs > 0 };
                return self.order(!sums.brings());
            }
            (Stage::Path(_), ActionId::Accept) => {
                self.anew = false;
                self.counted = None;
                return self.order(true);
            }
            (Stage::Coded(coded), ActionId::Accept) => {
                if let Some(doubt) = coded.report.doubt().filter(|_| !coded.is_sure()) {
                    return vec![Effect::Say(format!("Not taken: {doubt}."))];
                }
                let trial = !coded.can_be_taken();
                return self.order(trial);
            }
            (Stage::Coded(coded), ActionId::CountOtherwise) => {
                self.counted = coded::next(coded.counted);
                return self.order(true);
            }
            (Stage::Themes(changes), ActionId::Accept) => {
                let takes = changes.are_any;
                let mut effects = self.order(!takes);
                if takes {
                    effects.insert(0, Effect::Close);
                }
                return effects;
            }
            (Stage::Found(_) | Stage::Coded(_) | Stage::Themes(_), ActionId::Complete) => {
                self.stage = Stage::Path(None);
            }
            (Stage::Path(_), ActionId::Complete) => self.complete(),
            (_, ActionId::Up) => self.turn(-1),
            (_, ActionId::Down) => self.turn(1),
            (_, ActionId::PageUp) => self.turn(-(PAGE as isize)),
            (_, ActionId::PageDown) => self.turn(PAGE as isize),
            _ => {}
        }
        Vec::new()
    }

    fn turn(&mut self, lines: isize) {
        match &mut self.stage {
            Stage::Path(_) => self.go(lines),
            Stage::Reading { .. } => {}
            Stage::Found(found) => found.scroll(lines),
            Stage::Coded(coded) => coded.scroll(lines),
            Stage::Themes(changes) => changes.scroll(lines),
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if !matches!(self.stage, Stage::Reading { .. }) && self.field.key(key) {
            self.typed();
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if !matches!(self.stage, Stage::Reading { .. }) && self.field.paste(pasted) {
            self.typed();
        }
    }

    /// Takes a click on a name; one on the name under the cursor takes it.
    pub fn click(&mut self, line: usize) -> Option<ActionId> {
        let names = self.fitting()?.names.len();
        if line >= names {
            return None;
        }
        let again = std::mem::replace(&mut self.at, line) == line;
        again.then_some(ActionId::Complete)
    }

    /// Leaves it for good: what is being read is stopped.
    pub fn leave(&self) {
        if let Stage::Reading { course, .. } = &self.stage {
            course.stop();
        }
    }

    fn typed(&mut self) {
        self.stage = Stage::Path(None);
        self.completes = false;
        self.at = 0;
    }

    fn go(&mut self, lines: isize) {
        let last = self.fitting().map_or(0, |names| names.names.len().saturating_sub(1));
        self.at = self.at.saturating_add_signed(lines).min(last);
    }

    /// Goes on as far as all names agree, else with the name under the cursor.
    fn complete(&mut self) {
        let typed = self.field.text().to_owned();
        let Some(names) = self.fitting() else {
            self.completes = true;
            return;
        };
        let shared = (self.at == 0).then(|| paths::shared(&typed, names)).flatten();
        let one = || names.names.get(self.at).map(|name| paths::with(&typed, name));
        if let Some(text) = shared.or_else(one) {
            self.field.set(text);
            self.typed();
        }
    }

    fn order(&mut self, trial: bool) -> Vec<Effect> {
        let Some(path) = paths::meant(self.field.text(), self.home.as_deref()) else {
            return vec![Effect::Say("Type the path of a file or a folder.".into())];
        };
        let course = Course::default();
        if self.of == Of::Themes {
            self.stage = Stage::Reading { course, trial };
            return vec![Effect::TakeIn { path, trial }];
        }
        self.stage = Stage::Reading { course: course.clone(), trial };
        let what = if self.of == Of::Codings || holds_codings(&path) {
            What::Codings { counted: self.counted }
        } else {
            What::Files { anew: self.anew }
        };
        vec![Effect::Import(ImportOrder { path, trial, what, course })]
    }
}

/// Whether a file holds codings, by its ending.
fn holds_codings(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["qdpx", "qdc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::import::{FileOutcome, SourceReport, WordAccount};
    use crate::tui::paths::Name;

    fn report(outcome: FileOutcome) -> ImportReport {
        let source = SourceReport {
            file: "a.md".into(),
            sha256: String::new(),
            format: "markdown".into(),
            outcome,
            submissions: 1,
            answers: 2,
            words: WordAccount::default(),
            problems: Vec::new(),
        };
        ImportReport { sources: vec![source] }
    }

    fn order(effects: &[Effect]) -> &ImportOrder {
        match effects {
            [Effect::Import(order)] => order,
            other => panic!("no import but {other:?}"),
        }
    }

    #[test]
    fn nothing_comes_in_before_it_was_shown() {
        let mut dialog = ImportDialog::new(Of::Files, None);
        assert!(matches!(dialog.act(ActionId::Accept)[..], [Effect::Say(_)]), "there is no path yet");
        dialog.paste("papers");
        assert!(order(&dialog.act(ActionId::Accept)).trial);
        dialog.found(report(FileOutcome::Added));
        assert!(!order(&dialog.act(ActionId::Accept)).trial);
        dialog.found(report(FileOutcome::Unchanged));
        assert!(order(&dialog.act(ActionId::Accept)).trial, "with nothing new it looks again");
        dialog.found(report(FileOutcome::Differs));
        let looked = dialog.act(ActionId::Accept);
        assert!(
            order(&looked).trial && order(&looked).what == What::Files { anew: true },
            "a better reading is shown first"
        );
        dialog.found(report(FileOutcome::Revised));
        let taken = dialog.act(ActionId::Accept);
        assert!(!order(&taken).trial && order(&taken).what == What::Files { anew: true });
        dialog.found(report(FileOutcome::Added));
        dialog.paste("/x");
        let other = dialog.act(ActionId::Accept);
        assert!(
            order(&other).trial && order(&other).what == What::Files { anew: false },
            "another path is looked at first"
        );
    }

    #[test]
    fn esc_stops_the_reading_and_then_leaves() {
        let mut dialog = ImportDialog::new(Of::Files, None);
        dialog.paste("papers");
        let effects = dialog.act(ActionId::Accept);
        let course = order(&effects).course.clone();
        assert!(dialog.act(ActionId::Back).is_empty() && course.is_stopped());
        assert!(dialog.waits_for(&course));
        assert!(matches!(dialog.act(ActionId::Back)[..], [Effect::Close]));
    }

    #[test]
    fn tab_waits_for_the_names_and_then_completes() {
        let mut dialog = ImportDialog::new(Of::Files, None);
        dialog.paste("in/pa");
        dialog.act(ActionId::Complete);
        let name = |name: &str, is_folder| Name { name: name.into(), is_folder };
        let names = |names: Vec<Name>| Names { total: names.len(), names, is_there: true };
        let two = vec![name("papers 1", true), name("papers 2.md", false)];
        dialog.take_names(dialog.begun().unwrap(), names(two.clone()));
        assert_eq!(dialog.field.text(), "in/papers ");
        dialog.take_names(dialog.begun().unwrap(), names(two));
        dialog.act(ActionId::Down);
        dialog.act(ActionId::Complete);
        assert_eq!(dialog.field.text(), "in/papers 2.md");
    }
}
