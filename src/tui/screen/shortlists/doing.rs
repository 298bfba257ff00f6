//! What is done to items and lists: moved, taken out, headings and comments between, shortened, copied, exported.

use super::Shortlists;
use super::reading::cited;
use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::finding::{Said, State};
use crate::model::id::ItemId;
use crate::model::work::{ItemKind, Shortlist};
use crate::query::edit;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::line::{LineField, Purpose};
use crate::tui::popup::note::{About, NoteEditor, On};
use crate::tui::popup::shorten::Shortener;
use crate::tui::widget::paint::count;

/// What is said where a shortlist is no finding.
fn no_finding() -> Effect {
    Effect::Say(
        "A shortlist says nothing itself: ‹codebook:finding› on a theme of the codebook or on an answer makes a finding."
            .into(),
    )
}

impl Shortlists {
    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        if let Some(effects) = self.go(action) {
            return effects;
        }
        if self.list.is_none() {
            return vec![Effect::Say("There is no shortlist yet: ‹shortlist-choose› makes one.".into())];
        }
        match action {
            ActionId::PreviousList => return self.turn(-1),
            ActionId::NextList => return self.turn(1),
            ActionId::RenameList => return self.rename(),
            ActionId::RemoveList => return self.remove(),
            ActionId::NewHeading => return self.heading(),
            ActionId::NewComment => return self.comment(),
            ActionId::WriteFinding => return self.write_finding(false),
            ActionId::NoteInEditor => return self.write_finding(true),
            ActionId::AgreeFinding => return self.agree(),
            _ => {}
        }
        if self.item().is_none() {
            return vec![Effect::Say("The list is empty: + on an answer or passage puts it here.".into())];
        }
        match action {
            ActionId::Open => self.open(),
            ActionId::ItemUp => self.shift(false),
            ActionId::ItemDown => self.shift(true),
            ActionId::ShortlistRemove => self.take_out(),
            ActionId::Mark => {
                if let Some(at) = self.at.filter(|at| !self.marks.remove(at)) {
                    self.marks.insert(at);
                }
                self.step_in_list(1);
                Vec::new()
            }
            ActionId::Reword => self.reword(),
            ActionId::Shorten => self.shorten(),
            ActionId::Copy => self.copy(false),
            ActionId::CopyCited => self.copy(true),
            ActionId::Export => self.export(),
            _ => Vec::new(),
        }
    }

    /// The answer in the review screen, among the others of the list.
    fn open(&self) -> Vec<Effect> {
        let Some(item) = self.item() else { return Vec::new() };
        if item.kind != ItemKind::Quotation || item.answer.is_none() {
            return self.reword();
        }
        let query = edit::only("", "shortlist", self.list.as_ref().map_or("", |list| &list.name));
        vec![Effect::Read { query, number: item.number }]
    }

    /// Moves the item by one. It is moved at once, so that the next key press finds it where it is then.
    fn shift(&mut self, down: bool) -> Vec<Effect> {
        let (place, last) = (self.place(), self.listed.items.len() - 1);
        let Some(item) = self.at else { return Vec::new() };
        let to = if down { place + 1 } else { place.wrapping_sub(1) };
        if to > last {
            let end = if down { "last" } else { "first" };
            return vec![Effect::Say(format!("It is the {end} item already."))];
        }
        let next = if down { place + 2 } else { to };
        let before = self.items().nth(next).map(|item| item.id);
        self.listed.items.swap(place, to);
        self.reading = super::Reading::default();
        vec![Effect::Edit(Edit::MoveItem { item, before })]
    }

    fn take_out(&mut self) -> Vec<Effect> {
        let items: Vec<ItemId> = if self.marks.is_empty() {
            self.at.into_iter().collect()
        } else {
            self.items().map(|item| item.id).filter(|id| self.marks.contains(id)).collect()
        };
        vec![Effect::Edit(Edit::TakeOut { items })]
    }

    /// Writes what is found, here or in an editor.
    fn write_finding(&self, in_editor: bool) -> Vec<Effect> {
        let Some((list, said)) = self.finding() else { return vec![no_finding()] };
        let about = About {
            title: "Finding".into(),
            quote: None,
            theme: None,
            line: format!("{}: an empty text is taken off", list.name),
        };
        let old = (!said.text.is_empty()).then(|| said.text.clone());
        let editor = NoteEditor::open(On::Finding(said.about.clone()), old, about);
        if !in_editor {
            return vec![Effect::Open(Popup::Note(Box::new(editor)))];
        }
        let text = editor.text();
        vec![Effect::Open(Popup::Note(Box::new(editor.in_editor()))), Effect::RunEditor(text)]
    }

    /// Says that the finding is agreed, or a draft again.
    fn agree(&self) -> Vec<Effect> {
        let Some((_, said)) = self.finding() else { return vec![no_finding()] };
        let state = if said.state == State::Draft { State::Agreed } else { State::Draft };
        vec![Effect::Edit(Edit::SettleFinding { about: said.about.clone(), state })]
    }

    fn finding(&self) -> Option<(&Shortlist, &Said)> {
        let list = self.list.as_ref()?;
        Some((list, list.finding.as_ref()?))
    }

    fn heading(&self) -> Vec<Effect> {
        let Some(list) = self.list.as_ref().map(|l| l.id) else { return Vec::new() };
        let purpose = Purpose::Heading { list, before: self.at };
        vec![Effect::Open(Popup::Line(LineField::new(purpose, "")))]
    }

    fn comment(&self) -> Vec<Effect> {
        let Some(list) = self.list.as_ref() else { return Vec::new() };
        let after = if self.at.is_some() { self.place() + 1 } else { 0 };
        let before = self.items().nth(after).map(|item| item.id);
        let quote = self.item().map(|item| item.text.clone());
        let line = format!("Comment on {}, after the item under the cursor", list.name);
        let about = About { title: "Comment".into(), quote, theme: None, line };
        vec![Effect::Open(Popup::Note(Box::new(NoteEditor::comment(list.id, before, about))))]
    }

    /// Changes what a heading or comment says.
    fn reword(&self) -> Vec<Effect> {
        let Some(item) = self.item() else { return Vec::new() };
        let effect = match item.kind {
            ItemKind::Quotation => {
                return vec![Effect::Say(
                    "The words of a quotation stay: ‹shorten› leaves some of them out.".into(),
                )];
            }
            ItemKind::Heading => {
                Popup::Line(LineField::new(Purpose::Reword { item: item.id }, item.text.as_str()))
            }
            ItemKind::Comment => {
                let line = "An empty comment is taken out".into();
                let about = About { title: "Comment".into(), quote: None, theme: None, line };
                Popup::Note(Box::new(NoteEditor::reword(item.id, &item.text, about)))
            }
        };
        vec![Effect::Open(effect)]
    }

    fn shorten(&self) -> Vec<Effect> {
        let Some(item) = self.item() else { return Vec::new() };
        match Shortener::new(item) {
            Some(shortener) => vec![Effect::Open(Popup::Shorten(Box::new(shortener)))],
            None => {
                vec![Effect::Say(
                    "Only a quotation is shortened: ‹reword› changes a heading or comment.".into(),
                )]
            }
        }
    }

    fn turn(&self, way: isize) -> Vec<Effect> {
        let here = self.all.iter().position(|l| Some(l.id) == self.list.as_ref().map(|l| l.id));
        if self.all.len() < 2 {
            return vec![Effect::Say("This is the only shortlist: ‹shortlist-choose› makes another.".into())];
        }
        let to = (here.unwrap_or(0) as isize + way).rem_euclid(self.all.len() as isize) as usize;
        vec![Effect::ChooseList(self.all[to].clone())]
    }

    fn rename(&self) -> Vec<Effect> {
        let Some(list) = &self.list else { return Vec::new() };
        if list.finding.is_some() {
            return vec![Effect::Say("A finding is called after its theme or question.".into())];
        }
        let purpose = Purpose::Rename { list: list.id };
        vec![Effect::Open(Popup::Line(LineField::new(purpose, list.name.as_str())))]
    }

    fn remove(&self) -> Vec<Effect> {
        self.list.iter().map(|list| Effect::Edit(Edit::RemoveList { list: list.id })).collect()
    }

    fn copy(&self, with_citation: bool) -> Vec<Effect> {
        if self.item().is_none() {
            return Vec::new();
        }
        let Some(item) = self.listed.leaving(self.place()) else {
            return vec![Effect::Say("Who sent this may not be cited: nothing was copied.".into())];
        };
        let what = match item.kind {
            ItemKind::Quotation => "the quotation",
            ItemKind::Heading => "the heading",
            ItemKind::Comment => "the comment",
        };
        match cited(item).filter(|_| with_citation) {
            Some(cited) => vec![
                Effect::Copy(format!("“{}”\n{cited}", item.text.trim())),
                Effect::Say(format!("Copied {what} with its citation.")),
            ],
            None => vec![Effect::Copy(item.text.clone()), Effect::Say(format!("Copied {what}."))],
        }
    }

    fn export(&self) -> Vec<Effect> {
        let Some(list) = &self.list else { return Vec::new() };
        let quotations = count(self.quotations().count(), "quotation");
        let what = format!("{quotations} from {}", count(self.submitters, "submitter"));
        vec![Effect::Open(Popup::Export(ExportDialog::of_list(list, what)))]
    }
}
