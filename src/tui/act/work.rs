//! Actions that change or deliver something: on the selection, the marks, the passage pointed at, or the answer.

use crate::action::ActionId;
use crate::model::answers::Answers;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{NoteId, TagId, ThemeId};
use crate::model::span::Span;
use crate::model::view::ShownTag;
use crate::model::work::{NoteTarget, Stance, Status, Target};
use crate::text::leaving::Leaving;
use crate::text::unofficial;
use crate::tui::app::App;
use crate::tui::desk::Tagging;
use crate::tui::event::Effect;
use crate::tui::layout::Focus;
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::lists::ListChooser;
use crate::tui::popup::note::{About, NoteEditor};
use crate::tui::popup::picker::{Picker, Purpose};
use crate::tui::widget::paint::count;

impl App {
    pub(in crate::tui) fn work(&mut self, action: ActionId) -> Vec<Effect> {
        let edit = match action {
            ActionId::Undo => Edit::Undo(None),
            ActionId::Redo => Edit::Redo(None),
            ActionId::ShortlistChoose => {
                return vec![Effect::Open(Popup::Lists(ListChooser::new(&self.known.shortlists)))];
            }
            ActionId::Export => return self.export(),
            _ => {
                let Some(target) = self.target() else {
                    if self.desk.list.is_new() || self.desk.list.is_waiting() {
                        return vec![Effect::Say("The answers are still being read.".into())];
                    }
                    return vec![Effect::Say("There is no answer here to do that to.".into())];
                };
                return self.work_on(action, target);
            }
        };
        vec![Effect::Edit(edit)]
    }

    fn work_on(&mut self, action: ActionId, target: Target) -> Vec<Effect> {
        match action {
            ActionId::Untag => self.pick(Purpose::Untag, target),
            ActionId::RepeatTag => self.repeat(target),
            ActionId::Stance => self.stance(),
            ActionId::Note => self.note(false),
            ActionId::NoteInEditor => self.note(true),
            ActionId::Reviewed => self.set_status(Status::Reviewed),
            ActionId::Flag => self.set_status(Status::Flagged),
            ActionId::Todo => self.set_status(Status::Todo),
            ActionId::ShortlistAdd => {
                vec![Effect::Edit(Edit::AddItems { list: self.desk.shortlist, target })]
            }
            ActionId::ShortlistRemove => {
                vec![Effect::Edit(Edit::RemoveItems { list: self.desk.shortlist, target })]
            }
            // From the palette; its key waits for the letter by itself.
            ActionId::QuickTag | ActionId::TagReviewed if self.keys.wait_for(action, &self.scopes()) => {
                self.desk.lettered.clear();
                Vec::new()
            }
            ActionId::Tag | ActionId::QuickTag => self.pick(Purpose::Tag, target),
            ActionId::Retag => self.retag(target),
            ActionId::PickExample => self.pick_example(),
            ActionId::Finding => self.finding(),
            ActionId::Copy => self.copy(false),
            ActionId::CopyCited => self.copy(true),
            _ => Vec::new(),
        }
    }

    /// What a command acts on: the selection, else the marks, else the passage pointed at, else the answer.
    pub(in crate::tui) fn target(&self) -> Option<Target> {
        if let Some(passage) = self.passage_in_hand(self.reader.selection.map(|s| s.span)) {
            return Some(passage);
        }
        if self.list.mark_count() > 0 {
            return Some(Target::Answers(self.list.marked()));
        }
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        self.passage_in_hand(pointed).or_else(|| Some(Target::Answers(vec![self.list.cursor()?].into())))
    }

    fn passage_in_hand(&self, span: Option<Span>) -> Option<Target> {
        let (span, units) = (span?, self.reader.units()?);
        let span = units.trim(span);
        // The reader may still show the answer before.
        let view = self.reader.view().filter(|v| Some(v.number) == self.list.cursor())?;
        (!span.is_empty()).then_some(Target::Passage(view.number, span))
    }

    pub(in crate::tui) fn describe(&self, target: &Target) -> String {
        match target {
            Target::Answers(numbers) if numbers.len() > 1 => count(numbers.len(), "answer"),
            Target::Answers(_) => self.name_in_hand(),
            Target::Passage(..) => format!("a passage of {}", self.name_in_hand()),
        }
    }

    /// The submitter of the answer under the cursor.
    pub(super) fn name_in_hand(&self) -> String {
        let row = self.list.cursor().and_then(|n| self.list.row(n));
        row.map(|r| crate::tui::pane::answers::submitter(&r.row).to_owned()).unwrap_or_default()
    }

    /// The themes that a target has, as far as its rows are known.
    pub(in crate::tui) fn themes_of(&self, target: &Target) -> Vec<ThemeId> {
        let mut themes: Vec<ThemeId> = match target {
            Target::Answers(answers) => {
                let rows = self.list.rows().filter(|known| answers.contains(known.row.number));
                rows.flat_map(|known| known.row.themes.iter().copied()).collect()
            }
            Target::Passage(_, span) => {
                let tags = self.reader.view().into_iter().flat_map(|v| &v.tags);
                tags.filter(|t| t.span.is_some_and(|s| s.meets(*span))).map(|t| t.theme).collect()
            }
        };
        themes.sort_unstable();
        themes.dedup();
        themes
    }

    pub(super) fn pick(&self, purpose: Purpose, target: Target) -> Vec<Effect> {
        let has = self.themes_of(&target);
        let pool: Vec<ThemeId> = match purpose {
            Purpose::Tag | Purpose::Retag(..) | Purpose::Merge(..) => {
                self.known.codebook.offered().map(|t| t.id).collect()
            }
            Purpose::Example if has.is_empty() => self.known.codebook.offered().map(|t| t.id).collect(),
            Purpose::Untag | Purpose::Example => {
                self.known.codebook.themes.iter().map(|t| t.id).filter(|id| has.contains(id)).collect()
            }
        };
        if purpose == Purpose::Untag && pool.is_empty() {
            return vec![Effect::Say("There is no tag on it to take off.".into())];
        }
        vec![Effect::Open(Popup::Picker(Picker::new(purpose, target, pool, &self.known.codebook)))]
    }

    /// Makes the passage in hand an example of its theme, or of one that is chosen.
    fn pick_example(&self) -> Vec<Effect> {
        let span = self.reader.selection.map(|s| s.span).or(self.reader.pointed);
        let Some(Target::Passage(answer, span)) = self.passage_in_hand(span) else {
            let line = "An example is a passage: select one with v, or go to a tagged one with ) or (.";
            return vec![Effect::Say(line.into())];
        };
        let target = Target::Passage(answer, span);
        match self.themes_of(&target).as_slice() {
            [theme] => vec![Effect::Edit(Edit::PickExample { theme: *theme, answer, span })],
            _ => self.pick(Purpose::Example, target),
        }
    }

    /// Steps the stance of the tags just made, or of the tag pointed at when that is on another passage.
    fn stance(&mut self) -> Vec<Effect> {
        let just_made = self.desk.tagging.as_ref().map(|last| (self.tags_just_made(last), last));
        let here = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        let is_here = |target: &Target| match (target, here) {
            (Target::Passage(_, span), Some(here)) => *span == here,
            (_, here) => here.is_none(),
        };
        let (tags, stance) = match (self.tag_pointed_at(), just_made) {
            (_, Some((tags, last))) if !tags.is_empty() && is_here(&last.target) => (tags, last.stance),
            (Some(tag), _) => (vec![tag.id], tag.stance),
            (None, just_made) => just_made.map_or((Vec::new(), None), |(tags, last)| (tags, last.stance)),
        };
        if tags.is_empty() {
            let line = "Tag something first, or go to a tagged passage with ) or (.";
            return vec![Effect::Say(line.into())];
        }
        // What was turned a moment ago may not have been read again yet.
        let turned = self.desk.turned.take().filter(|(of, _)| *of == tags);
        let stance = Stance::next(turned.map_or(stance, |(_, stance)| stance));
        vec![Effect::Edit(Edit::SetStance { tags, stance })]
    }

    /// The newest tag of the present analyst on the passage that is pointed at.
    fn tag_pointed_at(&self) -> Option<&ShownTag> {
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader)?;
        let mut tags = self.reader.view()?.tags.iter().rev();
        tags.find(|tag| tag.span == Some(pointed) && tag.analyst == self.known.analyst)
    }

    /// The tags of the last tagging, as far as the reader shows them.
    fn tags_just_made(&self, last: &Tagging) -> Vec<TagId> {
        let Some(view) = self.reader.view() else { return Vec::new() };
        let span = match &last.target {
            Target::Answers(numbers) if numbers.contains(view.number) => None,
            Target::Passage(number, span) if *number == view.number => Some(*span),
            _ => return Vec::new(),
        };
        let book = &self.known.codebook;
        let is_of = |id: ThemeId| {
            last.themes.iter().any(|choice| match choice {
                ThemeChoice::Existing(theme) => *theme == id,
                ThemeChoice::New(path) => book.path(id).eq_ignore_ascii_case(path),
            })
        };
        let mine = view.tags.iter().filter(|t| t.analyst == self.known.analyst && t.span == span);
        mine.filter(|t| is_of(t.theme)).map(|t| t.id).collect()
    }

    /// Opens the note at once, also when the text is still being read: the next keys are words of the note.
    fn note(&self, in_editor: bool) -> Vec<Effect> {
        let Some(number) = self.list.cursor() else { return Vec::new() };
        let view = self.reader.view().filter(|v| v.number == number);
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        let passage = self.passage_in_hand(self.reader.selection.map(|s| s.span).or(pointed));
        let (on, span) = match passage {
            Some(Target::Passage(number, span)) => (NoteTarget::Passage(number, span), Some(span)),
            _ => (NoteTarget::Answer(number), None),
        };
        let title = if span.is_some() { "Note on a passage" } else { "Note on the answer" };
        let mut tags = view.into_iter().flat_map(|v| &v.tags);
        let about = About {
            title: title.into(),
            quote: span.and_then(|s| self.reader.units().map(|u| u.text(s))),
            theme: tags.find(|t| span.is_some() && t.span == span).map(|t| t.theme),
            line: match self.name_in_hand() {
                name if name.is_empty() => title.to_owned(),
                name => format!("{title} of {name}"),
            },
        };
        let mut notes = view.into_iter().flat_map(|v| v.notes.iter().rev());
        let mine = notes.find(|n| n.analyst == self.known.analyst && n.span == span);
        let old: Option<(NoteId, String)> = mine.map(|n| (n.id, n.text.clone()));
        let editor = NoteEditor::new(on, about, old);
        if !in_editor {
            return vec![Effect::Open(Popup::Note(Box::new(editor)))];
        }
        let text = editor.text();
        vec![Effect::Open(Popup::Note(Box::new(editor.in_editor()))), Effect::RunEditor(text)]
    }

    /// The answers that a status is set of: the marks, else the answer under the cursor.
    pub(super) fn answers_in_hand(&self) -> Answers {
        match self.list.mark_count() {
            0 => self.list.cursor().into_iter().collect(),
            _ => self.list.marked(),
        }
    }

    /// Sets the status of the marks or the answer.
    fn set_status(&mut self, status: Status) -> Vec<Effect> {
        vec![Effect::Edit(Edit::SetStatus { answers: self.answers_in_hand(), status })]
    }

    /// Notes what an edit says of how far the answers are; a reviewed one hands the cursor to the next one to do.
    pub(in crate::tui) fn keep_pace(&mut self, edit: &Edit) {
        let status = match edit {
            Edit::SetStatus { status, .. } => *status,
            Edit::TagReviewed { .. } => Status::Reviewed,
            _ => return,
        };
        // They are the answers in hand; a million marks are not gone through one by one.
        let which = match self.list.mark_count() {
            0 => self.list.cursor().map(|number| number.0).into_iter().collect(),
            _ => self.list.marks().clone(),
        };
        if status == Status::Todo {
            self.desk.todo_answers |= which;
        } else {
            self.desk.todo_answers -= which;
        }
        if status == Status::Reviewed {
            self.go_to_todo(true);
        }
    }

    fn export(&self) -> Vec<Effect> {
        let total = self.list.numbers().len();
        if total == 0 {
            return vec![Effect::Say("There is nothing shown that could be exported.".into())];
        }
        let what = match &self.query.counts {
            None => count(total, "text"),
            Some(counts) => {
                let mut what = count(counts.answers, "answer");
                if counts.unplaced > 0 {
                    what = format!("{what} and {}", count(counts.unplaced, "unplaced text"));
                }
                format!("{what} from {}", count(counts.submitters, "submitter"))
            }
        };
        vec![Effect::Open(Popup::Export(ExportDialog::new(&self.query.good, what)))]
    }

    fn copy(&self, cited: bool) -> Vec<Effect> {
        let (Some(view), Some(units)) = (self.reader.view(), self.reader.units()) else { return Vec::new() };
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        let span = self.reader.selection.map(|s| s.span).or(pointed);
        if view.leaves.refused {
            return vec![Effect::Say("Who sent this may not be cited: nothing was copied.".into())];
        }
        // A clipboard leaves as an export does.
        let leaving = Leaving::new(&view.text, view.leaves.behind.clone());
        let text = span.map_or_else(|| leaving.text().to_owned(), |span| leaving.words(units.trim(span)));
        let what = if span.is_some() { "the passage" } else { "the answer" };
        if !cited {
            return vec![Effect::Copy(text), Effect::Say(format!("Copied {what}."))];
        }
        let pseudonym = view.leaves.pseudonym.as_deref();
        let name = pseudonym.or(view.metadata.submitter.as_deref()).unwrap_or("no submitter named");
        let country = view.metadata.country.as_ref().filter(|_| pseudonym.is_none());
        let country = country.map(|c| format!(" ({c})")).unwrap_or_default();
        let reference = view.leaves.reference.as_ref().unwrap_or(&view.reference);
        let question =
            view.question.as_ref().map_or("unplaced text".into(), |(n, _)| format!("answer to question {n}"));
        let day =
            view.metadata.submitted_on.map(|d| d.strftime(", %-d %B %Y").to_string()).unwrap_or_default();
        let mut cited = format!("“{}”\n— {name}{country}, {question}{day}, {reference}", text.trim());
        let whole = leaving.is_whole();
        if let Some(it) = view.translation.as_ref().filter(|_| self.reader.is_beside() && whole) {
            let heading = unofficial::heading(it, span.is_some());
            cited = format!("{cited}\n\n{heading}:\n“{}”", it.text.trim());
        }
        vec![Effect::Copy(cited), Effect::Say(format!("Copied {what} with its citation."))]
    }
}
