//! The notes: all of them, the newest first, and the one under the cursor in full with what it is on.
//!
//! The cursor is a note, not a row. Only one's own notes are rewritten and removed here.

mod draw;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::DateTime;

use super::words::{Words, holds};
use super::{Screen, paged};
use crate::action::ActionId;
use crate::export::tables::Table;
use crate::model::edit::Edit;
use crate::model::id::NoteId;
use crate::model::note::{NoteEntry, Noted};
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::{Layout, Pair};
use crate::tui::popup::Popup;
use crate::tui::popup::export::ExportDialog;
use crate::tui::popup::note::{About, NoteEditor, On};
use crate::tui::request::{Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::tui::widget::paint::count;

/// The list's columns of a hundred.
const SHARE: u16 = 52;
/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;

/// The notes screen.
#[derive(Debug, Default)]
pub struct Notes {
    /// Words that every note shown must hold.
    pub words: Words,
    /// Each with its time where the screen stands.
    all: Vec<(NoteEntry, DateTime)>,
    /// Whether the notes were read yet.
    read: bool,
    /// The places of the notes that are shown.
    shown: Vec<usize>,
    at: Option<NoteId>,
    top: usize,
    capacity: usize,
    on_detail: bool,
    scrolled: u16,
    asked: Wanted<u64>,
}

impl Notes {
    /// Takes the notes; the cursor stays on its note.
    pub fn take(&mut self, ticket: Ticket, notes: Vec<(NoteEntry, DateTime)>) {
        if self.asked.take(ticket) {
            self.all = notes;
            self.read = true;
            self.narrow();
        }
    }

    /// Whether the list is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.take(ticket);
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        "Every note, on answers, passages, submissions, questions and themes.".into()
    }

    /// Does an action, as this analyst.
    pub fn act(&mut self, action: ActionId, analyst: &str) -> Vec<Effect> {
        if let Some(anew) = self.words.act(action) {
            if anew {
                self.narrow();
            }
            return Vec::new();
        }
        match action {
            ActionId::Back if self.on_detail => self.on_detail = false,
            ActionId::Back => return vec![Effect::Show(Screen::Review)],
            ActionId::NextPane | ActionId::PreviousPane => self.on_detail = !self.on_detail,
            ActionId::Open => return self.open(),
            ActionId::Rewrite => return self.rewrite(analyst, false),
            ActionId::NoteInEditor => return self.rewrite(analyst, true),
            ActionId::RemoveNote => return self.remove(analyst),
            ActionId::Export => return self.export(),
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            _ => {
                if let Some(lines) = paged(action, self.capacity) {
                    self.step(lines);
                }
            }
        }
        Vec::new()
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.words.key(key) {
            self.narrow();
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.words.paste(text) {
            self.narrow();
        }
    }

    /// Takes the mouse: the wheel goes through the pane under it, a click chooses, a second one opens.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        let pair = self.panes(layout);
        let Some(on_detail) = pair.is_detail_at(mouse.column, mouse.row) else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::ScrollDown if on_detail => self.scroll(NOTCH),
            MouseEventKind::ScrollUp if on_detail => self.scroll(-NOTCH),
            MouseEventKind::ScrollDown => self.go(self.place().saturating_add_signed(NOTCH)),
            MouseEventKind::ScrollUp => self.go(self.place().saturating_add_signed(-NOTCH)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.on_detail = on_detail;
                let body = pair.list.filter(|_| !on_detail).map(|area| area.body);
                let line = body.filter(|b| mouse.row >= b.y).map(|b| self.top + usize::from(mouse.row - b.y));
                if let Some(line) = line.filter(|line| *line < self.shown.len()) {
                    if line == self.place() {
                        return self.open();
                    }
                    self.go(line);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Keeps the cursor in sight, and asks for what is wanted and not known.
    pub fn settle(&mut self, layout: &Layout, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        self.capacity = self.panes(layout).list.map_or(1, |area| usize::from(area.body.height)).max(1);
        let here = self.place();
        self.top = self.top.min(here).max((here + 1).saturating_sub(self.capacity));
        let ticket = desk.ticket();
        if self.asked.want(desk.generation, ticket) {
            asked.push((ticket, Request::Notes));
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        layout.pair(SHARE, self.on_detail)
    }

    /// The note under the cursor.
    fn note(&self) -> Option<&NoteEntry> {
        self.entry().map(|(note, _)| note)
    }

    fn entry(&self) -> Option<&(NoteEntry, DateTime)> {
        self.shown.get(self.place()).and_then(|place| self.all.get(*place))
    }

    /// Shows what the note is on, in the review screen.
    fn open(&self) -> Vec<Effect> {
        let Some(note) = self.note() else { return Vec::new() };
        let quoted = |text: &str| text.replace('"', " ");
        let query = match (note.on, note.answer) {
            (Noted::Answer | Noted::Passage, Some(answer)) => {
                format!("id:{}", answer.to_string().chars().take(12).collect::<String>())
            }
            (Noted::Submission, _) => {
                format!("ref:\"{}\"", quoted(note.reference.as_deref().unwrap_or_default()))
            }
            (Noted::Question, _) => format!("q:{}", note.question.as_deref().unwrap_or_default()),
            (Noted::Theme, _) => format!("theme:\"{}\"", quoted(note.theme.as_deref().unwrap_or_default())),
            _ => return vec![Effect::Say("What it is on is not in the workspace now.".into())],
        };
        vec![Effect::Read { query, number: note.number }]
    }

    /// All notes, whatever words the list is narrowed to.
    fn export(&self) -> Vec<Effect> {
        if self.all.is_empty() {
            return vec![Effect::Say("There is no note that could be exported.".into())];
        }
        let what = format!("all {}", count(self.all.len(), "note"));
        vec![Effect::Open(Popup::Export(ExportDialog::of_table(Table::Notes, "", what)))]
    }

    fn rewrite(&self, analyst: &str, in_editor: bool) -> Vec<Effect> {
        let Some(note) = self.note() else { return Vec::new() };
        if note.analyst != analyst {
            return vec![Effect::Say(not_mine(note))];
        }
        let title = format!("Note on {}", note.about());
        let about = About { line: title.clone(), title, quote: note.quote.clone(), theme: None };
        let editor = NoteEditor::open(On::Old(note.id), Some(note.text.clone()), about);
        if in_editor {
            let text = editor.text();
            return vec![Effect::Open(Popup::Note(Box::new(editor.in_editor()))), Effect::RunEditor(text)];
        }
        vec![Effect::Open(Popup::Note(Box::new(editor)))]
    }

    fn remove(&self, analyst: &str) -> Vec<Effect> {
        match self.note() {
            None => Vec::new(),
            Some(note) if note.analyst != analyst => vec![Effect::Say(not_mine(note))],
            Some(note) => vec![Effect::Edit(Edit::EditNote { note: note.id, text: String::new() })],
        }
    }

    fn step(&mut self, lines: isize) {
        if self.on_detail { self.scroll(lines) } else { self.go(self.place().saturating_add_signed(lines)) }
    }

    fn scroll(&mut self, lines: isize) {
        let lines = lines.clamp(-10_000, 10_000) as i16;
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(5_000);
    }

    /// Puts the cursor on a line, or on the last.
    fn go(&mut self, line: usize) {
        let line = line.min(self.shown.len().saturating_sub(1));
        self.at = self.shown.get(line).and_then(|place| self.all.get(*place)).map(|(note, _)| note.id);
        self.scrolled = 0;
    }

    /// The line of the cursor.
    fn place(&self) -> usize {
        let is_here = |place: &usize| self.all.get(*place).is_some_and(|(note, _)| Some(note.id) == self.at);
        self.shown.iter().position(is_here).unwrap_or(0)
    }

    /// Works the lines out anew; where its note is gone, the cursor stays on its line.
    fn narrow(&mut self) {
        let before = self.place();
        let words = self.words.folded();
        let is_shown = |note: &NoteEntry| {
            let line = [
                note.analyst.as_str(),
                &note.about(),
                note.submitter.as_deref().unwrap_or_default(),
                note.quote.as_deref().unwrap_or_default(),
                &note.text,
            ];
            words.is_empty() || holds(&line.join(" "), &words)
        };
        let all = self.all.iter().enumerate();
        self.shown = all.filter(|(_, (note, _))| is_shown(note)).map(|(place, _)| place).collect();
        let stays = self.shown.iter().any(|place| Some(self.all[*place].0.id) == self.at);
        if !stays {
            self.go(before);
        }
    }
}

fn not_mine(note: &NoteEntry) -> String {
    format!("This note is {}’s: only its writer changes it.", note.analyst)
}
