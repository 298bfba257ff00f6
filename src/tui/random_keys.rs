//! Random keys, clicks, pastes and sizes against the real screen on a real workspace.
//!
//! Whatever is pressed: nothing panics, nothing is drawn outside the screen, the cursor stays on its answer
//! unless a key moves it, and taking everything back gives the state of the beginning. In the ordinary suite
//! a short run; the long one, of so many keys over 20 seeds:
//!
//! ```text
//! RAPPORTEUR_KEYS=200000 cargo test --release --lib random_keys -- --nocapture
//! ```

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::app::App;
use super::event::{Effect, Event};
use super::request::{Reply, Request, Trouble};
use super::skin::Skin;
use super::worker::perform;
use crate::config::remembered::Section;
use crate::config::surroundings::Surroundings;
use crate::keymap::Keymap;
use crate::model::edit::Edit;
use crate::tui::resume::{Resumed, Stop};
use crate::workspace::{Access, ImportRequest, Workspace, sample};

/// A stream of numbers that a seed decides (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 33) % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

const NAMED: [KeyCode; 20] = [
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Esc,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::F(1),
    KeyCode::F(4),
    KeyCode::Insert,
];

/// Every letter and sign, those of the keymap more often.
const TYPED: &str = "5555jkhlggGzfvvwbsSpPontTa''irr!R+-<>SuUxyYeoHLJK][)(}{//nNbBVcqq..:?0123456789 \
                     abcdefghijklmnopqrstuvwxyzABC\"=@_%^~|\\&*;,ءةи中é";

const PASTED: [&str; 8] = [
    "ipv6",
    "q:4 theme:ipv6",
    "from:\"",
    "المرصد العربي",
    "东海网络研究所\nتنشر IPv6",
    "one\r\ntwo\ttwo\u{1b}[2J\u{202e}x",
    "",
    "a long line that goes on and on and on and on and on and on and on and on and on and on and on and on and on",
];

fn event(random: &mut Random, size: &mut (u16, u16)) -> Event {
    match random.below(100) {
        0 | 1 => {
            let most = if random.below(4) == 0 { (220, 70) } else { (130, 40) };
            *size = (random.below(most.0) as u16 + 1, random.below(most.1) as u16 + 1);
            Event::Resize(size.0, size.1)
        }
        2..=7 => {
            let kind = random.of(&[
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::Up(MouseButton::Left),
                MouseEventKind::Drag(MouseButton::Left),
                MouseEventKind::Down(MouseButton::Right),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Moved,
            ]);
            let (column, row) = (random.below(230) as u16, random.below(75) as u16);
            // Most of them on the screen.
            let inside = random.below(8) > 0;
            let (column, row) = if inside { (column % size.0, row % size.1) } else { (column, row) };
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        }
        8 => Event::Paste(random.of(&PASTED).to_owned()),
        // What no hand does.
        9 => match random.below(4) {
            0 => Event::Tick,
            1 => Event::Changed,
            2 => Event::Rest,
            _ => Event::Edited(Ok("from the editor".into())),
        },
        10..=29 => Event::Key(KeyEvent::new(random.of(&NAMED), KeyModifiers::NONE)),
        30..=36 => {
            let letter = char::from(b'a' + random.below(26) as u8);
            Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))
        }
        37 => Event::Key(KeyEvent::new(KeyCode::Char('j'), KeyModifiers::ALT)),
        _ => {
            let letters: Vec<char> = TYPED.chars().collect();
            Event::Key(KeyEvent::new(KeyCode::Char(random.of(&letters)), KeyModifiers::NONE))
        }
    }
}

struct Bench {
    app: App,
    workspace: Workspace,
    analyst: String,
}

impl Bench {
    /// Sends an event and answers everything that is asked for in turn, as the threads would.
    fn send(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let by_hand = matches!(
                event,
                Event::Key(_) | Event::Mouse(_) | Event::Paste(_) | Event::Reply(_, Reply::Same(..))
            );
            let (before, sent_back) = (self.app.list.cursor(), self.app.desk.back_to.is_some());
            let effects = self.app.update(event.clone());
            let after = self.app.list.cursor();
            let still_there = before.is_some_and(|number| self.app.list.numbers().contains(&number));
            if still_there && !by_hand && !sent_back {
                assert_eq!(before, after, "the cursor jumped at {event:?}");
            }
            for effect in effects {
                match effect {
                    Effect::Ask(ticket, request) => {
                        let reply = self.answer(request);
                        events.insert(0, Event::Reply(ticket, reply));
                    }
                    Effect::RunEditor(text) => events.insert(0, Event::Edited(Ok(format!("{text}!")))),
                    _ => {}
                }
            }
        }
    }

    fn answer(&mut self, request: Request) -> Reply {
        let refused =
            || Reply::Failed(Trouble { line: "It is refused here.".into(), more: vec!["Why.".into()] });
        match request {
            // No file is written by random keys.
            Request::Export(order) => Reply::FileExists(Box::new(order)),
            // What others did is not taken back: this analyst's undo would not bring it again.
            Request::Edit(Edit::Undo(Some(id))) if !self.is_own(id) => refused(),
            Request::Edit(Edit::Redo(Some(_))) => refused(),
            request => perform(&mut self.workspace, request),
        }
    }

    fn is_own(&self, id: crate::model::id::OperationId) -> bool {
        let history = self.workspace.history(None).unwrap();
        history.iter().any(|entry| entry.id == id && entry.analyst == self.analyst)
    }

    fn check(&self, (width, height): (u16, u16)) {
        let list = &self.app.list;
        let shown = self.app.layout().answers.is_some();
        let (at, top) = (list.position(), list.top());
        if shown && !list.numbers().is_empty() {
            assert!(
                top <= at && at < top + self.app.capacity(),
                "the cursor is out of sight: {at} of {top}…"
            );
        }
        // A cell outside of it would be a panic.
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
    }

    /// Takes everything back that this analyst did.
    fn undo_all(&mut self) {
        for _ in 0..100_000 {
            match self.workspace.edit(Edit::Undo(None)) {
                Ok(outcome) if outcome.operation.is_some() => {}
                _ => return,
            }
        }
        panic!("undoing never ends");
    }
}

/// Brings in documents that leave something to decide in the intake.
fn doubt(file: &std::path::Path, folder: &std::path::Path, around: &Surroundings) {
    let mut workspace = Workspace::open(file, Access::Write, Some("intake"), around).unwrap();
    let wording =
        "What are the main achievements of the implementation of the WSIS process in the past 20 years?";
    let paths = ["one.md", "two.md", "broken.docx"].map(|name| folder.join(name));
    for (i, path) in paths.iter().enumerate() {
        let text = format!(
            "# Paper {i}\n\nDear all.\n\n## 5. {wording}\n\nMasts.\n\nThen power.\n\n## Questions 7 and 8: the weather of our islands and lakes\n\nGrids.\n\nWater.\n"
        );
        let text = if i == 2 { "PK\u{3}\u{4}".to_owned() } else { text };
        std::fs::write(path, text).unwrap();
    }
    let request = ImportRequest { paths: paths.to_vec(), ..ImportRequest::default() };
    workspace.import(&request, &mut |_| true).unwrap();
    assert_eq!(workspace.incoming().unwrap().waits(), 4);
}

#[test]
fn random_keys_break_nothing_and_can_all_be_taken_back() {
    let asked: Option<usize> = std::env::var("RAPPORTEUR_KEYS").ok().and_then(|keys| keys.parse().ok());
    let (seeds, each) = asked.map_or((3, 500), |keys| (20, keys.div_ceil(20)));
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let file = folder.path().join("sample.db");
    sample::make(&file, &around).unwrap();
    doubt(&file, folder.path(), &around);
    for seed in 1..=seeds {
        let workspace = Workspace::open(&file, Access::Write, Some("keys"), &around).unwrap();
        let start = workspace.digest();
        let mut size = (120, 36);
        let mut app = App::new(size.0, size.1, Skin::by_name("dark").unwrap(), Keymap::default());
        let (section, stop) = (Section::Workspace("w".into()), Stop::default());
        app.resume(Resumed { section, stop, cursor: None, draft: None });
        let mut bench = Bench { app, workspace, analyst: "keys".into() };
        let mut random = Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        bench.send(Event::Resize(size.0, size.1));
        let mut done: Vec<String> = Vec::new();
        for _ in 0..each {
            let event = event(&mut random, &mut size);
            done.push(format!("{event:?}"));
            let last = std::panic::AssertUnwindSafe(|| {
                bench.send(event);
                bench.check(size);
            });
            if let Err(panic) = std::panic::catch_unwind(last) {
                eprintln!("seed {seed}, after {}: {:#?}", done.len(), &done[done.len().saturating_sub(12)..]);
                std::panic::resume_unwind(panic);
            }
        }
        bench.undo_all();
        assert_eq!(bench.workspace.digest(), start, "seed {seed}: something was not taken back");
        if asked.is_some() {
            eprintln!("seed {seed}: {each} keys, all taken back");
        }
    }
}
