//! The history: every action in words, the newest first, and what the one under the cursor carried.
//!
//! The cursor is an action, not a row: it stays where it is when new actions come in above it.

mod draw;
mod lines;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use self::lines::Line;
use super::words::Words;
use super::{Screen, paged};
use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::OperationId;
use crate::model::operation::{Carried, HistoryEntry};
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::{Layout, Pair};
use crate::tui::request::{Past, Request, Ticket};
use crate::tui::wanted::Wanted;

/// The list's columns of a hundred.
const SHARE: u16 = 58;
/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;
/// So near the end of what was read the rest is asked for.
const NEAR: usize = 50;

/// The history screen.
#[derive(Debug, Default)]
pub struct History {
    /// Words that every line shown must hold.
    pub words: Words,
    past: Past,
    /// Whether the past was read yet.
    read: bool,
    /// Whether every action is wanted, not only the newest.
    all: bool,
    lines: Vec<Line>,
    at: Option<OperationId>,
    top: usize,
    capacity: usize,
    on_detail: bool,
    /// The first line of the detail that is shown.
    scrolled: u16,
    carried: Carried,
    asked: Wanted<(u64, bool)>,
    asked_carried: Wanted<(u64, OperationId)>,
}

impl History {
    /// Takes what was done; the cursor stays on its action.
    pub fn take(&mut self, ticket: Ticket, past: Past) {
        if self.asked.take(ticket) {
            self.past = past;
            self.read = true;
            self.narrow();
        }
    }

    /// Takes what an action carried.
    pub fn take_carried(&mut self, ticket: Ticket, carried: Carried) {
        if self.asked_carried.take(ticket) {
            self.carried = carried;
        }
    }

    /// Whether the list is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked.take(ticket);
        self.asked_carried.take(ticket);
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        "Every change, with who and when. Nothing here is ever deleted.".into()
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
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
            ActionId::UndoThis => return self.take_back(),
            ActionId::Open => return self.open(),
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
            MouseEventKind::ScrollDown => self.step_in_list(NOTCH),
            MouseEventKind::ScrollUp => self.step_in_list(-NOTCH),
            MouseEventKind::Down(MouseButton::Left) => {
                self.on_detail = on_detail;
                let body = pair.list.filter(|_| !on_detail).map(|area| area.body);
                let line = body.filter(|b| mouse.row >= b.y).map(|b| self.top + usize::from(mouse.row - b.y));
                if let Some(id) = line.and_then(|line| self.id_on(line)) {
                    if self.at == Some(id) {
                        return self.open();
                    }
                    self.choose(id);
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
        // The day above the first action is shown with it.
        let first = if here <= 1 { 0 } else { here };
        self.top = self.top.min(first).max((here + 1).saturating_sub(self.capacity));
        let more = self.past.total > self.past.entries.len();
        self.all |= more && (!self.words.is_empty() || here + NEAR > self.lines.len());
        let ticket = desk.ticket();
        if self.asked.want((desk.generation, self.all), ticket) {
            asked.push((ticket, Request::History { all: self.all }));
        }
        let ticket = desk.ticket();
        if let Some(id) = self.at
            && self.asked_carried.want((desk.generation, id), ticket)
        {
            asked.push((ticket, Request::Carried(id)));
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        layout.pair(SHARE, self.on_detail)
    }

    /// The action under the cursor.
    fn entry(&self) -> Option<&HistoryEntry> {
        let id = self.at?;
        self.past.entries.iter().map(|(entry, _)| entry).find(|entry| entry.id == id)
    }

    fn take_back(&mut self) -> Vec<Effect> {
        let Some(root) = self.entry().map(|entry| root(&self.past, entry)) else { return Vec::new() };
        let id = Some(root.id);
        vec![Effect::Edit(if root.undone { Edit::Redo(id) } else { Edit::Undo(id) })]
    }

    /// The answers that the action under the cursor speaks of, in the review screen.
    fn open(&mut self) -> Vec<Effect> {
        let on = &self.carried.on;
        let Some(first) = on.first().filter(|_| self.carried.id == self.at) else {
            return vec![Effect::Say("This action speaks of no answer.".into())];
        };
        let mut ids: Vec<String> =
            on.iter().map(|spoken| spoken.id.to_string().chars().take(12).collect()).collect();
        ids.dedup();
        let mut effects =
            vec![Effect::Read { query: format!("id:{}", ids.join(",")), number: Some(first.number) }];
        if self.carried.count > on.len() {
            let said = format!("The first {} of {} that it speaks of.", on.len(), self.carried.count);
            effects.push(Effect::Say(said));
        }
        effects
    }

    fn step(&mut self, lines: isize) {
        if self.on_detail { self.scroll(lines) } else { self.step_in_list(lines) }
    }

    fn scroll(&mut self, lines: isize) {
        let lines = lines.clamp(-10_000, 10_000) as i16;
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(2_000);
    }

    fn step_in_list(&mut self, lines: isize) {
        let here = self.place();
        let to = here.saturating_add_signed(lines).min(self.lines.len().saturating_sub(1));
        // A day's line is stepped over, in the way one goes.
        let down = lines > 0;
        let (on, back) = (to..self.lines.len(), (0..=to).rev());
        let found = if down {
            on.chain(back).find_map(|line| self.id_on(line))
        } else {
            back.chain(on).find_map(|line| self.id_on(line))
        };
        if let Some(id) = found {
            self.choose(id);
        }
    }

    fn choose(&mut self, id: OperationId) {
        self.at = Some(id);
        self.scrolled = 0;
    }

    /// The line of the cursor.
    fn place(&self) -> usize {
        let is_here = |line: usize| self.at.is_some() && self.id_on(line) == self.at;
        (0..self.lines.len()).find(|line| is_here(*line)).unwrap_or(0)
    }

    fn id_on(&self, line: usize) -> Option<OperationId> {
        match self.lines.get(line)? {
            Line::Day(_) => None,
            Line::Action(place) => self.past.entries.get(*place).map(|(entry, _)| entry.id),
        }
    }

    /// Works the lines out anew; the cursor goes to the nearest line when its own is gone.
    fn narrow(&mut self) {
        let before = self.place();
        self.lines = lines::lines(&self.past, &self.words.folded());
        let stays = self.at.is_some() && (0..self.lines.len()).any(|line| self.id_on(line) == self.at);
        if !stays {
            self.at = None;
            let last = self.lines.len().saturating_sub(1);
            let (on, back) = (before.min(last)..self.lines.len(), (0..before.min(last)).rev());
            self.at = on.chain(back).find_map(|line| self.id_on(line));
            self.scrolled = 0;
        }
    }
}

/// What an undo or redo is about; an entry of another kind itself.
fn root<'e>(past: &'e Past, mut entry: &'e HistoryEntry) -> &'e HistoryEntry {
    // No walk is longer than the list, whatever a file from elsewhere says.
    for _ in &past.entries {
        match entry.undoes.and_then(|id| past.entries.iter().find(|(e, _)| e.id == id)) {
            Some((named, _)) => entry = named,
            None => break,
        }
    }
    entry
}

#[cfg(test)]
mod tests;
