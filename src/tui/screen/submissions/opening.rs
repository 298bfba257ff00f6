//! What Enter and the letters do with a submission: correct, note, read, export.

use super::Submissions;
use super::correct::Correction;
use super::page::{Line, Stop};
use crate::export::tables::Table;
use crate::model::edit::Edit;
use crate::model::sent::SubmissionView;
use crate::model::work::NoteTarget;
use crate::query::edit;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::note::{About, NoteEditor};
use crate::tui::wanted::Wanted;
use crate::tui::widget::paint::count;

impl Submissions {
    pub(super) fn open(&mut self, analyst: &str) -> Vec<Effect> {
        if !self.on_detail {
            self.on_detail = self.view.is_some();
            return Vec::new();
        }
        match self.stop {
            Some(Stop::Fact(_)) => self.correct(),
            Some(Stop::Note(_)) => self.change_note(analyst),
            Some(Stop::Block(answer, _)) => {
                let Some(view) = &self.view else { return Vec::new() };
                let query = edit::only("", "ref", &view.record.reference);
                vec![Effect::Read { query, number: Some(answer) }]
            }
            None => Vec::new(),
        }
    }

    pub(super) fn correct(&mut self) -> Vec<Effect> {
        self.coverage.shown = false;
        self.on_detail = self.view.is_some();
        let (Some(view), Some(fact)) = (&self.view, self.fact()) else {
            return vec![Effect::Say("The text is never changed; the metadata above are corrected.".into())];
        };
        let correction = Correction::new(view.record.id.to_string(), fact);
        self.asked.choices = Wanted::default();
        self.correction = Some(correction);
        self.reveal();
        Vec::new()
    }

    /// Shows what changed in the newest version, then in the one before it, and so on; then the document again.
    pub(super) fn turn_versions(&mut self) -> Vec<Effect> {
        let steps = self.view.as_ref().map_or(0, |view| view.versions.len().saturating_sub(1));
        if steps == 0 {
            return vec![Effect::Say(
                "There is one version of it; a newer one is imported beside it.".into(),
            )];
        }
        self.coverage.shown = false;
        self.since = match self.since {
            None => Some(steps - 1),
            Some(at) => at.checked_sub(1),
        };
        self.set_page();
        let head = self.page.lines.iter().position(|line| matches!(line, Line::Section("Changes")));
        self.stop = head.and_then(|line| self.page.stop_above(line)).or(self.stop);
        self.scrolled = head.unwrap_or(self.scrolled).min(self.last_top());
        Vec::new()
    }

    /// Makes the marked submissions one, or this one and those of the same submitter.
    pub(super) fn join(&mut self) -> Vec<Effect> {
        let mut submissions = self.list.marked();
        if submissions.is_empty() {
            let offers = self.view.iter().flat_map(|view| &view.offers);
            submissions = offers.map(|one| one.id.to_string()).collect();
        }
        if submissions.len() < 2 {
            return vec![Effect::Say(
                "Mark two submissions or more with ‹mark›: then this makes them one.".into(),
            )];
        }
        self.list.marks.clear();
        vec![Effect::Edit(Edit::Join { submissions })]
    }

    pub(super) fn about_note(view: &SubmissionView) -> About {
        let name = view.record.metadata.submitter.as_deref().unwrap_or(&view.record.reference);
        About {
            title: "Note on the submission".into(),
            quote: None,
            theme: None,
            line: format!("Note on the submission of {name}"),
        }
    }

    pub(super) fn note(&self) -> Vec<Effect> {
        let Some(view) = &self.view else { return Vec::new() };
        let on = NoteTarget::Submission(view.record.id.to_string());
        vec![Effect::Open(Popup::Note(Box::new(NoteEditor::new(on, Self::about_note(view), None))))]
    }

    pub(super) fn change_note(&self, analyst: &str) -> Vec<Effect> {
        let (Some(view), Some(Stop::Note(id))) = (&self.view, self.stop) else { return Vec::new() };
        let Some(note) = view.notes.iter().find(|note| note.id == id) else { return Vec::new() };
        if note.analyst != analyst {
            let line = format!("That is a note of {}; ‹note› writes one of your own.", note.analyst);
            return vec![Effect::Say(line)];
        }
        let on = NoteTarget::Submission(view.record.id.to_string());
        let editor = NoteEditor::new(on, Self::about_note(view), Some((id, note.text.clone())));
        vec![Effect::Open(Popup::Note(Box::new(editor)))]
    }

    pub(super) fn export(&self) -> Vec<Effect> {
        let found = self.list.found.numbers.len();
        if found == 0 {
            return vec![Effect::Say("There is nothing shown that could be exported.".into())];
        }
        if self.coverage.shown {
            let what = format!("{} with what they say under which question", count(found, "submission"));
            return vec![Effect::Open(Popup::Export(ExportDialog::of_table(
                Table::Submissions,
                &self.good,
                what,
            )))];
        }
        let what = format!("the matching texts of {}", count(found, "submission"));
        vec![Effect::Open(Popup::Export(ExportDialog::new(&self.good, what)))]
    }
}
