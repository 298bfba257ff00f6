//! The state of the screen, and how events change it.
//!
//! `update` alone changes state and does no input or output: it takes an event and gives effects. What
//! the panes show is asked for in [`App::settle`], after every event, by what they want to show now.

use std::sync::Arc;

use crossterm::event::{KeyEvent, KeyEventKind};
use roaring::RoaringBitmap;

use super::act::press::MOST_HELD;
use super::desk::Desk;
use super::event::{Effect, Event};
use super::keys::Keys;
use super::layout::{Arrangement, Focus, Layout, Sizes};
use super::list::AnswerList;
use super::listing::Listing;
use super::pane::filters::Filters;
use super::pane::query::{Place, QueryBar};
use super::pane::reader::Reader;
use super::popup::Popup;
use super::popup::message::Message;
use super::request::{Known, Request, Trouble};
use super::screen::{Screen, Screens};
use super::skin::Skin;
use super::status::StatusLine;
use super::widget::paint::grouped;
use crate::action::{ActionId, Scope};
use crate::keymap::{self, Keymap};

/// The screen.
#[derive(Debug)]
pub struct App {
    pub(super) skin: Skin,
    pub(super) keys: Keys,
    pub(super) open: Arrangement,
    pub(super) known: Known,
    pub(super) query: QueryBar,
    pub(super) filters: Filters,
    pub(super) list: AnswerList,
    pub(super) reader: Reader,
    pub(super) popups: Vec<Popup>,
    pub(super) screens: Screens,
    pub(super) status: StatusLine,
    pub(super) desk: Desk,
}

impl App {
    /// A screen of this size that has not asked for anything yet; the first event makes it ask.
    pub fn new(width: u16, height: u16, skin: Skin, keymap: Keymap) -> Self {
        Self {
            open: Arrangement { size: (width, height), writing: skin.writing(), ..Arrangement::default() },
            skin,
            keys: Keys::new(keymap),
            known: Known::default(),
            query: QueryBar::default(),
            filters: Filters::default(),
            list: AnswerList::default(),
            reader: Reader::default(),
            popups: Vec::new(),
            screens: Screens::default(),
            status: StatusLine::default(),
            desk: Desk::default(),
        }
    }

    /// Gives panes the sizes that they had before.
    pub fn set_sizes(&mut self, sizes: Sizes) {
        self.open.sizes = sizes;
    }

    /// Says which folder `~` stands for in paths that are typed.
    pub fn set_home(&mut self, home: Option<std::path::PathBuf>) {
        self.desk.home = home;
    }

    /// Says something before anything was done.
    pub fn greet(&mut self, line: &str) {
        self.status.say(line);
    }

    /// Takes an event; gives what is to be done outside the screen.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut outside = Vec::new();
        let effects = match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Event::Key(key) => {
                self.reader.grip = None;
                self.key(key, &mut outside)
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Paste(text) => self.paste(&text),
            Event::Resize(width, height) => {
                self.open.size = (width, height);
                Vec::new()
            }
            Event::Reply(ticket, reply) => {
                self.reply(ticket, reply);
                self.release_keys(&mut outside);
                Vec::new()
            }
            Event::Changed => {
                self.read_again();
                Vec::new()
            }
            Event::Unkept(trouble) => {
                self.status.fail(trouble);
                Vec::new()
            }
            Event::Tick => {
                self.status.waited = if self.is_waiting() { self.status.waited + 1 } else { 0 };
                Vec::new()
            }
            Event::Rest => self.rest(),
            Event::Edited(text) => self.edited(text),
            Event::Broken => vec![Effect::Quit],
        };
        self.see_to(effects, &mut outside);
        outside.extend(self.watch_draft());
        outside.extend(self.settle());
        outside
    }

    /// Sees to effects and to those that follow from them.
    fn see_to(&mut self, mut effects: Vec<Effect>, outside: &mut Vec<Effect>) {
        while !effects.is_empty() {
            for effect in std::mem::take(&mut effects) {
                effects.extend(self.apply(effect, outside));
            }
        }
    }

    /// Whether something moves: the spinner, once the workspace takes its time.
    pub fn moves(&self) -> bool {
        self.is_waiting() || self.status.waited > 0
    }

    fn is_waiting(&self) -> bool {
        self.desk.is_waiting() || self.screens.is_waiting()
    }

    /// Where everything stands now.
    pub fn layout(&self) -> Layout {
        let docked = self.popups.last().is_some_and(Popup::is_about_text);
        Layout::new(Arrangement { docked, ..self.open })
    }

    /// Sees to one effect; gives those that follow from it. What is outside the screen is put aside.
    fn apply(&mut self, effect: Effect, outside: &mut Vec<Effect>) -> Vec<Effect> {
        match effect {
            Effect::Open(mut popup) => {
                if let Popup::Export(dialog) = &mut popup {
                    dialog.recall(&self.desk.exports);
                }
                // What is said from now on is about the popup.
                self.status.say("");
                self.popups.push(popup);
            }
            Effect::Close => drop(self.popups.pop()),
            Effect::Say(line) => self.status.say(self.keys.fill(&line, &self.scopes())),
            Effect::Act(action) => return self.act(action),
            Effect::GoTo(place) => drop(self.list.go(place)),
            Effect::Sort(order) => self.sort(order),
            Effect::Show(screen) => self.show(screen),
            Effect::Decide(theme) => return self.decide(theme),
            Effect::Read { query, number } => self.read_there(&query, number),
            Effect::Edit(edit) => {
                self.reader.let_go_for(&edit);
                self.keep_pace(&edit);
                self.screens.codebook.will(&edit);
                let (ticket, request) = self.desk.send(edit);
                outside.push(Effect::Ask(ticket, request));
            }
            Effect::Import(order) => outside.push(self.transfer(Request::Import(order))),
            Effect::Export(order) => {
                outside.extend(self.keep_export_choice());
                outside.push(self.transfer(Request::Export(order)));
            }
            Effect::ImportThemes => {
                let effects = self.import_themes();
                self.see_to(effects, outside);
            }
            Effect::TakeIn { path, trial } => outside.push(self.transfer(Request::TakeIn { path, trial })),
            Effect::ChooseList(list) => {
                self.desk.shortlist = Some(list.id);
                self.desk.generation += 1;
                self.status.say(format!("+ now adds to “{}”.", list.name));
                outside.push(Effect::Ask(self.desk.ticket(), Request::ChooseList(list.id)));
            }
            Effect::OpenFinding { about, show } => {
                if show {
                    self.show(Screen::Shortlists);
                }
                outside.push(Effect::Ask(self.desk.ticket(), Request::OpenFinding(about)));
            }
            Effect::Ask(..)
            | Effect::Copy(_)
            | Effect::Remember(_)
            | Effect::RunEditor(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => outside.push(effect),
        }
        Vec::new()
    }

    pub(super) fn transfer(&mut self, request: Request) -> Effect {
        let ticket = self.desk.ticket();
        self.desk.transfers.insert(ticket);
        Effect::Ask(ticket, request)
    }

    /// Takes a key; one that comes with Alt is Esc and then that key, which finds what Esc has left.
    fn key(&mut self, event: KeyEvent, outside: &mut Vec<Effect>) -> Vec<Effect> {
        if self.tour_key(event, outside) {
            return Vec::new();
        }
        let (escape, key) = keymap::split_alt(event);
        if let Some(escape) = escape {
            let effects = self.key_in_turn(escape);
            self.see_to(effects, outside);
        }
        self.key_in_turn(key)
    }

    /// Takes a key, unless an earlier one still waits for the text that it is about: then it waits behind it.
    fn key_in_turn(&mut self, key: KeyEvent) -> Vec<Effect> {
        // Where one stopped comes before anything is done there.
        if self.desk.held.is_empty() && !self.desk.resumed.is_waiting() {
            return self.plain_key(key);
        }
        if self.keys.gives_up(&self.scopes(), key) {
            self.desk.held.clear();
            self.desk.seeking = None;
        } else if self.desk.held.len() < MOST_HELD {
            self.desk.held.push(key);
        }
        Vec::new()
    }

    /// Takes the keys that waited for a text, once it is there.
    fn release_keys(&mut self, outside: &mut Vec<Effect>) {
        if self.desk.held.is_empty() || self.desk.resumed.is_waiting() {
            return;
        }
        // What came may have moved the cursor to an answer that is not asked for yet.
        outside.extend(self.settle());
        if self.text_is_awaited() {
            return;
        }
        for key in std::mem::take(&mut self.desk.held) {
            let effects = self.key_in_turn(key);
            self.see_to(effects, outside);
            // What the key asks for is wanted before the next one is taken.
            outside.extend(self.settle());
        }
    }

    /// Whether the text of the answer under the cursor is still to come.
    pub(super) fn text_is_awaited(&self) -> bool {
        let there = self.reader.view().map(|view| view.number);
        if self.desk.seeking.is_some() {
            return true;
        }
        let awaited = self.desk.list.is_waiting() || self.desk.answer.is_waiting();
        awaited && (there.is_none() || there != self.list.cursor())
    }

    /// Asks for everything shown again. The list stays as it is, but an empty one holds no place to keep.
    pub(super) fn read_again(&mut self) {
        self.desk.generation += 1;
        if self.list.numbers().is_empty() && !self.query.is_typing() {
            self.query.run += 1;
        }
    }

    pub(super) fn is_finding(&self) -> bool {
        self.reader.find.as_ref().is_some_and(|f| f.typing)
    }

    /// The scopes whose keys count now, the uppermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        if let Some(popup) = self.popups.last() {
            return popup.scopes().to_vec();
        }
        if self.query.is_typing() || self.is_finding() {
            return vec![Scope::QueryBar, Scope::Field];
        }
        if let Some(scopes) = self.screens.scopes() {
            return scopes;
        }
        let selecting = self.reader.selection.map(|_| Scope::Selecting);
        let deciding = self.deciding().map(|_| Scope::Deciding);
        selecting.into_iter().chain(deciding).chain([self.pane_scope(), Scope::Global]).collect()
    }

    /// The scope of the pane that has the keys.
    pub(super) fn pane_scope(&self) -> Scope {
        if let Some(scope) = self.screens.at.scope() {
            return scope;
        }
        match self.open.focus {
            Focus::Filters => Scope::Filters,
            Focus::Answers => Scope::Answers,
            Focus::Reader => Scope::Reader,
        }
    }

    /// Takes a key that no scope knows: it is typed where something is typed.
    pub(super) fn typed(&mut self, key: KeyEvent) {
        if let Some(popup) = self.popups.last_mut() {
            if matches!(popup, Popup::Note(_)) {
                self.desk.keeping.typed(1);
            }
            popup.key(key, &self.known);
        } else if self.screens.at != Screen::Review {
            self.screens.key(key);
        } else if self.query.is_typing() {
            self.query.key(key);
        } else if let Some(find) = self.reader.find.as_mut().filter(|f| f.typing)
            && find.field.key(key)
        {
            self.reader.current = None;
            self.reader.search();
        }
    }

    pub(super) fn act_on_popup(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Suspend | ActionId::Redraw => self.act(action),
            // The help over a popup whose letters are typed.
            ActionId::Help if !matches!(self.popups.last(), Some(Popup::Help(_))) => self.act(action),
            _ => self.popups.last_mut().map(|popup| popup.act(action)).unwrap_or_default(),
        }
    }

    pub(super) fn act_on_query(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Accept => {
                let before = self.query.before.take().map(|(place, _)| place);
                if let Some(place) = before.filter(|place| place.query != self.query.field.text()) {
                    self.query.remember(place);
                }
                // The same text again runs the filter again: what no longer matches goes.
                self.query.run += 1;
                self.status.say("");
                self.open.focus = Focus::Answers;
            }
            ActionId::Back => {
                if let Some((place, _)) = self.query.before.take() {
                    self.query.field.set(place.query.clone());
                    self.query.mistake = None;
                    self.query.nothing = false;
                    if place.query == self.query.good {
                        place.cursor.map(|number| self.list.go_to(number));
                    } else {
                        self.desk.want_back(&place);
                    }
                }
            }
            ActionId::Complete => {
                let _ = self.query.take_completion() || self.query.take_offer();
            }
            ActionId::Up => self.query.step(-1),
            ActionId::Down => self.query.step(1),
            ActionId::Help | ActionId::Suspend | ActionId::Redraw => return self.act(action),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn act_on_find(&mut self, action: ActionId) -> Vec<Effect> {
        let Some(find) = &mut self.reader.find else { return Vec::new() };
        match action {
            ActionId::Back => {
                self.reader.find = None;
                self.reader.current = None;
            }
            ActionId::Accept => {
                find.typing = false;
                if find.field.text().trim().is_empty() {
                    self.reader.find = None;
                } else if !self.reader.next_match(true) {
                    self.status.say("The answer does not hold that.");
                }
            }
            ActionId::Help | ActionId::Suspend | ActionId::Redraw => return self.act(action),
            _ => {}
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(popup) = self.popups.last_mut() {
            if matches!(popup, Popup::Note(_)) {
                self.desk.keeping.pasted();
            }
            popup.paste(text, &self.known);
        } else if self.screens.at != Screen::Review {
            self.screens.paste(text);
        } else if self.query.is_typing() {
            self.query.field.paste(text);
        } else if let Some(find) = self.reader.find.as_mut().filter(|f| f.typing) {
            find.field.paste(text);
            self.reader.search();
        }
        Vec::new()
    }

    fn edited(&mut self, text: Result<String, String>) -> Vec<Effect> {
        match (text, self.popups.last_mut()) {
            (Ok(text), Some(Popup::Note(note))) => {
                self.desk.keeping.pasted();
                return note.edited(&text);
            }
            (Err(why), _) => self.status.fail(Trouble { line: why, more: Vec::new() }),
            (Ok(_), _) => {}
        }
        Vec::new()
    }

    /// Opens the whole of a message that did not fit; false when there is none.
    pub(super) fn open_trouble(&mut self) -> bool {
        let trouble = self.status.trouble.take_if(|t| !t.more.is_empty());
        let any = trouble.is_some();
        self.popups.extend(trouble.map(|trouble| Popup::Message(Message::trouble(trouble))));
        any
    }

    /// Goes to the next or previous answer of the list that is still to do.
    pub(super) fn go_to_todo(&mut self, on: bool) {
        let listing = self.list.listing();
        match listing.next_among(&self.desk.todo_answers, self.list.position(), on) {
            Some(place) => drop(self.list.go(place)),
            None => self.say_none_further("to do", on),
        }
    }

    fn say_none_further(&mut self, what: &str, on: bool) {
        let way = if on { "further down" } else { "further up" };
        self.status.say(format!("No answer {what} {way} in this list."));
    }

    /// Goes to the next or previous answer to the same question, and says which of them it is; `same` are their places
    /// in the list.
    pub(super) fn go_to_same_question(&mut self, listing: &Arc<Listing>, same: &RoaringBitmap, on: bool) {
        // Another list came in between, and the places are of the old one.
        if !Arc::ptr_eq(listing, self.list.listing()) {
            return;
        }
        let at = self.list.position() as u32;
        let place = if on { same.range(at + 1..).next() } else { same.range(..at).next_back() };
        let Some(place) = place else { return self.say_none_further("to this question", on) };
        self.list.go(place as usize);
        let row = self.list.cursor().and_then(|cursor| self.list.row(cursor)).map(|row| &row.row);
        let question = row.and_then(|row| row.question.as_deref()).map(|q| format!(" to question {q}"));
        let (at, of) = (grouped(same.rank(place) as usize), grouped(same.len() as usize));
        self.status.say(format!("{at} of {of} answers{} in this list.", question.unwrap_or_default()));
    }

    /// Runs another query, remembering where one was.
    pub(super) fn run_query(&mut self, query: &str) {
        self.query.go(query, self.screens.at, self.list.cursor());
        self.query.run += 1;
    }

    /// Goes to a place where one was.
    pub(super) fn go_back_to(&mut self, place: &Place) {
        self.screens.at = place.screen;
        self.query.field.set(place.query.clone());
        self.query.mistake = None;
        self.query.run += 1;
        self.desk.want_back(place);
    }

    /// How many rows of the list are in sight.
    pub(super) fn capacity(&self) -> usize {
        let layout = self.layout();
        layout.answers.map_or(1, |a| (usize::from(a.body.height) / layout.rows.height()).max(1))
    }
}
