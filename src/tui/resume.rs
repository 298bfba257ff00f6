//! What the screen remembers of a workspace: where one stopped, and the note that is being written.
//!
//! Both are kept beside the program, not in the journal: they are no work yet. Where one stopped is kept after
//! a rest and when the program ends; a note after a rest, after every twenty keys and when the program ends,
//! and it is forgotten once it is kept in the workspace or let go. Answers are named by their public ids.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::app::App;
use super::event::Effect;
use super::popup::Popup;
use super::popup::draft::DraftOffer;
use super::popup::note::On;
use super::request::Ticket;
use super::screen::Screen;
use crate::config::remembered::{Memory, Section};
use crate::model::call::Key;
use crate::model::edit::Edit;
use crate::model::finding::About;
use crate::model::id::{AnswerId, AnswerNumber, ItemId, ListId, NoteId, ThemeId};
use crate::model::span::Span;
use crate::model::work::NoteTarget;
use crate::workspace::Workspace;

/// Where one stopped.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stop {
    /// The screen.
    pub screen: Screen,
    /// The query.
    pub query: String,
    /// The answer under the cursor.
    pub answer: Option<AnswerId>,
    /// Its local number: where to look for it first, and all there is while its id had not come yet.
    pub number: Option<u32>,
    /// The first place of its text that was in sight, in code points.
    pub place: u32,
}

impl Stop {
    /// Its name among what is remembered.
    pub const MEMORY: &'static str = "stop";
}

/// A note that was being written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// What it is on.
    pub on: DraftOn,
    /// "Note on a passage".
    pub title: String,
    /// "Note on a passage of RIPE NCC".
    pub line: String,
    /// The passage's words.
    pub quote: Option<String>,
    /// A theme that the passage is tagged with.
    pub theme: Option<ThemeId>,
    /// What stood there before.
    pub before: Option<String>,
    /// What was typed.
    pub text: String,
}

/// What a draft is on, in names that hold between runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DraftOn {
    /// An answer, or a stretch of its text.
    Answer(AnswerId, Option<Span>),
    /// The same by its local number, while its text and id had not come yet.
    Number(u32, Option<Span>),
    /// The submission of this reference or id.
    Submission(String),
    /// A question of the call, by its key.
    Question(String),
    /// A theme.
    Theme(ThemeId),
    /// A note that is there and is rewritten.
    Note(NoteId),
    /// A comment on a shortlist, before an item.
    Comment(ListId, Option<ItemId>),
    /// A comment that is there and is rewritten.
    Reworded(ItemId),
    /// The finding of a theme or question.
    Finding(About),
    /// A translation of an answer, and the language of what stood there before.
    Translation(AnswerId, Option<String>),
}

impl Draft {
    /// Its name among what is remembered.
    pub const MEMORY: &'static str = "draft";

    /// The longest draft that is kept, in bytes: the file of what is remembered stays small.
    const LONGEST: usize = 256 << 10;
}

/// Keys between two copies of a draft.
const KEYS: u32 = 20;

/// What was remembered of a workspace.
#[derive(Clone, PartialEq, Debug)]
pub struct Left {
    /// What the workspace is called among what is remembered.
    pub section: Section,
    /// Where one stopped.
    pub stop: Stop,
    /// The note that was being written.
    pub draft: Option<Draft>,
}

/// What was remembered, ready to go on with.
#[derive(Clone, PartialEq, Debug)]
pub struct Resumed {
    /// What the workspace is called among what is remembered.
    pub section: Section,
    /// Where one stopped; its query can be run.
    pub stop: Stop,
    /// The answer under the cursor.
    pub cursor: Option<AnswerNumber>,
    /// The note that was being written.
    pub draft: Option<DraftOffer>,
}

/// The books kept of what is remembered.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Nothing is remembered without it.
    section: Option<Section>,
    stop: Stop,
    /// Whether a draft is on the disk.
    has_draft: bool,
    /// Keys since the draft was kept last.
    typed: u32,
    /// The note that is on its way into the workspace.
    note: Option<Ticket>,
}

impl Keeping {
    /// Counts keys that were typed into a note.
    pub fn typed(&mut self, keys: u32) {
        self.typed = self.typed.saturating_add(keys);
    }

    /// Counts a text that came into a note at once.
    pub fn pasted(&mut self) {
        self.typed(KEYS);
    }

    /// Notes that an edit was sent.
    pub fn sent(&mut self, ticket: Ticket, edit: &Edit) {
        if matches!(
            edit,
            Edit::AddNote { .. }
                | Edit::EditNote { .. }
                | Edit::AddText { .. }
                | Edit::RewordItem { .. }
                | Edit::WriteFinding { .. }
                | Edit::Translate { .. }
        ) {
            self.note = Some(ticket);
        }
    }

    /// Notes that an edit is in the workspace.
    pub fn done(&mut self, ticket: Ticket) {
        self.note.take_if(|note| *note == ticket);
    }

    /// Notes that an edit failed: its draft stays on the disk and is offered again.
    pub fn failed(&mut self, ticket: Ticket) {
        if self.note.take_if(|note| *note == ticket).is_some() {
            self.has_draft = false;
        }
    }

    fn memory(&self, name: &'static str, value: Value) -> Option<Memory> {
        Some(Memory { section: self.section.clone()?, name, value })
    }
}

/// Finds out how one can go on with what was remembered.
pub(super) fn perform(workspace: &Workspace, left: Left) -> Resumed {
    let Left { section, stop, draft } = left;
    let all = || workspace.resolve("is:any");
    // Most often the number is still the same answer's; going through all of them takes its time.
    let is_still =
        |number, id| all().and_then(|all| workspace.answer(number, &all)).is_ok_and(|view| view.id == id);
    let number = |id: AnswerId, hint: Option<AnswerNumber>| {
        if let Some(hint) = hint.filter(|hint| is_still(*hint, id)) {
            return Some(hint);
        }
        let found = workspace.resolve(&format!("id:{id} is:any")).and_then(|query| workspace.numbers(&query));
        found.ok().and_then(|numbers| numbers.first().copied())
    };
    let hint = stop.number.map(AnswerNumber);
    let draft = draft.and_then(|draft| {
        let on = on(&draft.on, |id| number(id, hint))?;
        Some(DraftOffer::new(draft, on))
    });
    // A query that cannot be run any longer is not gone back to.
    let stop = if workspace.resolve(&stop.query).is_ok() { stop } else { Stop::default() };
    let hint = stop.number.map(AnswerNumber);
    let cursor = stop.answer.map_or(hint, |id| number(id, hint));
    Resumed { section, stop, cursor, draft }
}

/// What a draft is on in this run; `None` when its answer is gone.
fn on(draft: &DraftOn, number: impl Fn(AnswerId) -> Option<AnswerNumber>) -> Option<On> {
    let note_on = |number, span: Option<Span>| match span {
        Some(span) => NoteTarget::Passage(number, span),
        None => NoteTarget::Answer(number),
    };
    Some(match draft {
        DraftOn::Answer(id, span) => On::New(note_on(number(*id)?, *span)),
        DraftOn::Number(number, span) => On::New(note_on(AnswerNumber(*number), *span)),
        DraftOn::Submission(id) => On::New(NoteTarget::Submission(id.clone())),
        DraftOn::Question(key) => On::New(NoteTarget::Question(Key(key.clone()))),
        DraftOn::Theme(theme) => On::New(NoteTarget::Theme(*theme)),
        DraftOn::Note(note) => On::Old(*note),
        DraftOn::Comment(list, before) => On::Comment(*list, *before),
        DraftOn::Reworded(item) => On::Reworded(*item),
        DraftOn::Finding(about) => On::Finding(about.clone()),
        DraftOn::Translation(id, language) => {
            On::Translation { answer: number(*id)?, id: *id, language: language.clone() }
        }
    })
}

impl App {
    /// Goes on where one stopped, once a thread has found out how.
    pub fn go_on_from(&mut self, left: Left) {
        self.desk.left = Some(left);
    }

    /// Goes on where one stopped.
    pub fn resume(&mut self, from: Resumed) {
        let keeping = &mut self.desk.keeping;
        keeping.section = Some(from.section);
        keeping.has_draft = from.draft.is_some();
        if from.stop.screen == Screen::Matrix {
            self.screens.matrix.query.follow(&from.stop.query);
        }
        if from.stop.screen == Screen::Progress {
            self.screens.progress.query.follow(&from.stop.query);
        }
        if from.stop.screen == Screen::Submissions {
            self.screens.submissions.come(from.cursor);
        }
        self.screens.at = from.stop.screen;
        self.query.field.set(from.stop.query.clone());
        self.desk.back_to = from.cursor;
        self.reader.wanted = from.cursor.map(|number| (number, from.stop.place));
        keeping.stop = from.stop;
        self.popups.extend(from.draft.map(|offer| Popup::Draft(Box::new(offer))));
    }

    /// Whether something is to be kept after a rest.
    pub fn is_unkept(&self) -> bool {
        let keeping = &self.desk.keeping;
        keeping.section.is_some()
            && (keeping.typed > 0 || self.stop().is_some_and(|stop| stop != keeping.stop))
    }

    /// Where one is now; `None` while that is not known.
    fn stop(&self) -> Option<Stop> {
        let cursor = self.list.cursor();
        let view = self.reader.view().filter(|view| Some(view.number) == cursor);
        if !self.query.was_run {
            return None;
        }
        Some(Stop {
            screen: self.screens.at,
            query: self.query.good.clone(),
            answer: view.map(|view| view.id),
            number: cursor.map(|number| number.0),
            place: view.and_then(|_| self.reader.first_place()).unwrap_or(0),
        })
    }

    /// Keeps what is to be kept after a rest.
    pub(super) fn rest(&mut self) -> Vec<Effect> {
        let stop = self.stop().filter(|stop| *stop != self.desk.keeping.stop);
        let memory = stop.and_then(|stop| {
            let value = serde_json::to_value(&stop).ok()?;
            self.desk.keeping.stop = stop;
            self.desk.keeping.memory(Stop::MEMORY, value)
        });
        let draft = if self.desk.keeping.typed > 0 { self.keep_draft() } else { None };
        memory.into_iter().chain(draft).map(Effect::Remember).collect()
    }

    /// Keeps the note after so many keys, and forgets it when it is no longer being written.
    pub(super) fn watch_draft(&mut self) -> Option<Effect> {
        let keeping = &self.desk.keeping;
        let is_open = self.popups.iter().any(|popup| matches!(popup, Popup::Note(_) | Popup::Draft(_)));
        let memory = match (is_open, keeping.note) {
            (true, _) if keeping.typed >= KEYS => self.keep_draft(),
            (false, None) if keeping.has_draft => self.forget_draft(),
            _ => None,
        };
        if !is_open {
            self.desk.keeping.typed = 0;
        }
        memory.map(Effect::Remember)
    }

    /// What is to be kept when the program ends.
    pub fn leave(&mut self) -> Vec<Memory> {
        if self.desk.keeping.note.take().is_some() {
            // The thread that writes sees to the note before it ends.
            self.desk.keeping.typed = 0;
        }
        let effects: Vec<Effect> = self.rest().into_iter().chain(self.watch_draft()).collect();
        let memory = |effect| if let Effect::Remember(memory) = effect { Some(memory) } else { None };
        effects.into_iter().filter_map(memory).collect()
    }

    fn forget_draft(&mut self) -> Option<Memory> {
        self.desk.keeping.has_draft = false;
        self.desk.keeping.memory(Draft::MEMORY, Value::Null)
    }

    fn keep_draft(&mut self) -> Option<Memory> {
        let note = self.popups.iter().find_map(|popup| match popup {
            Popup::Note(note) => Some(note),
            _ => None,
        })?;
        let on = match note.on() {
            On::New(NoteTarget::Answer(number)) => self.draft_on(*number, None),
            On::New(NoteTarget::Passage(number, span)) => self.draft_on(*number, Some(*span)),
            On::New(NoteTarget::Submission(id)) => DraftOn::Submission(id.clone()),
            On::New(NoteTarget::Question(key)) => DraftOn::Question(key.0.clone()),
            On::New(NoteTarget::Theme(theme)) => DraftOn::Theme(*theme),
            On::Old(note) => DraftOn::Note(*note),
            On::Comment(list, before) => DraftOn::Comment(*list, *before),
            On::Reworded(item) => DraftOn::Reworded(*item),
            On::Finding(about) => DraftOn::Finding(about.clone()),
            On::Translation { id, language, .. } => DraftOn::Translation(*id, language.clone()),
        };
        let about = &note.about;
        let draft = Draft {
            on,
            title: about.title.clone(),
            line: about.line.clone(),
            quote: about.quote.clone(),
            theme: about.theme,
            before: note.before().map(str::to_owned),
            text: note.text(),
        };
        self.desk.keeping.typed = 0;
        if draft.text.len() > Draft::LONGEST {
            return None;
        }
        if draft.text.trim().is_empty() {
            return if self.desk.keeping.has_draft { self.forget_draft() } else { None };
        }
        self.desk.keeping.has_draft = true;
        self.desk.keeping.memory(Draft::MEMORY, serde_json::to_value(draft).ok()?)
    }

    fn draft_on(&self, number: AnswerNumber, span: Option<Span>) -> DraftOn {
        match self.reader.view().filter(|view| view.number == number) {
            Some(view) => DraftOn::Answer(view.id, span),
            None => DraftOn::Number(number.0, span),
        }
    }
}
