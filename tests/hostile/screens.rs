//! What is drawn, cell by cell, on every screen and in every popup.

use rapporteur::tui::event::Event;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker;
use rapporteur::workspace::Workspace;

use unicode_width::UnicodeWidthStr;

use super::harmless::wrong;
use super::place::Place;
use super::strings::all;
use crate::review::harness::{Answers, Screen};

struct Real(Workspace);

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        worker::perform(&mut self.0, request)
    }
}

/// Looks at every cell.
#[track_caller]
fn look(screen: &Screen<Real>, what: &str) {
    let buffer = screen.buffer();
    for (place, cell) in buffer.area.positions().zip(&buffer.content) {
        let symbol = cell.symbol();
        // A letter that is wider than what is left of its line would push it into the next.
        let fits =
            !symbol.contains('\n') && usize::from(place.x) + symbol.width() <= usize::from(buffer.area.width);
        if let Some(wrong) = wrong(symbol).or_else(|| (!fits).then(|| format!("{symbol:?} at {place}"))) {
            panic!("{what}: {wrong}\n{}", screen.text());
        }
    }
}

/// Presses keys, each a look; what they are is the name of the step.
fn press(screen: &mut Screen<Real>, keys: &str) {
    for key in keys.split(' ') {
        screen.keys(key);
        look(screen, keys);
    }
}

fn turn(screen: &mut Screen<Real>, key: &str, times: usize) {
    for _ in 0..times {
        press(screen, key);
    }
}

#[test]
fn no_cell_of_any_screen_holds_what_acts_or_hides() {
    // Every third one: each class is there, and what is drawn goes one way for all.
    let strings: Vec<String> = all().into_iter().step_by(3).collect();
    let place = Place::of(&strings);
    let mut screen = Screen::new(120, 36, Real(place.open()));
    look(&screen, "the first screen");
    // The list to its end, the filters, the reader with the texts of the documents.
    turn(&mut screen, "PgDn", 30);
    press(&mut screen, "f f Tab");
    turn(&mut screen, "PgDn", 12);
    press(&mut screen, "Enter Esc Tab");
    screen.keys("/");
    screen.type_text("words:>60");
    press(&mut screen, "Enter Enter z");
    for _ in 0..20 {
        press(&mut screen, "PgDn ]");
    }
    press(&mut screen, "z Esc Esc");
    // The same with translations, beside the texts and below them.
    press(&mut screen, "/");
    screen.type_text("q:3 OR has:note");
    press(&mut screen, "Enter e");
    turn(&mut screen, "j", 20);
    press(&mut screen, "z Enter");
    turn(&mut screen, "PgDn", 6);
    press(&mut screen, "E Ctrl-s Esc z Esc Y e /");
    screen.keys("Ctrl-u Enter");
    popups(&mut screen, &strings);
    // Submissions, one opened, one corrected; the history and what an action carried.
    press(&mut screen, "4");
    turn(&mut screen, "PgDn", 16);
    press(&mut screen, "Home Enter j j e");
    screen.send(Event::Paste(strings[..60].concat()));
    press(&mut screen, "Tab Enter Esc Esc z z Esc Esc 4 c Right Right");
    turn(&mut screen, "PgDn", 16);
    press(&mut screen, "Tab Home Enter H Enter H c 5");
    turn(&mut screen, "j", 8);
    press(&mut screen, "Enter Right s Esc o Esc");
    turn(&mut screen, "PgDn", 12);
    press(&mut screen, "o j Esc . - Enter 5 Esc 0");
    turn(&mut screen, "PgDn", 6);
    press(&mut screen, "Enter 2 End Right Right % c c s o Down Down Down Down Down Right PgDn Enter");
    turn(&mut screen, "PgDn", 6);
    press(&mut screen, "Right Right Enter 2 / Esc 9 o o");
    turn(&mut screen, "PgDn", 6);
    press(&mut screen, "Right Right o o Tab j Enter 9 o o /");
    screen.send(Event::Paste(strings[100..130].concat()));
    look(&screen, "the progress narrowed");
    press(&mut screen, "Esc Esc");
    press(&mut screen, "0 /");
    screen.send(Event::Paste(strings[100..160].concat()));
    look(&screen, "the history narrowed");
    press(&mut screen, "Enter Esc 1");
    for (width, height) in [(80, 24), (60, 15), (200, 60)] {
        screen.resize(width, height);
        press(
            &mut screen,
            "1 PgDn e Tab Tab e 2 Down Right o Esc 9 Tab o Right Right o 4 Home c End c 5 Enter j Right 0 1 ? Esc",
        );
    }
}

fn popups(screen: &mut Screen<Real>, strings: &[String]) {
    for (open, pages) in
        [("t", 4), ("T", 2), ("b", 6), ("Ctrl-f", 12), ("S", 6), (":", 4), ("?", 3), ("x", 1), ("F2", 1)]
    {
        press(screen, open);
        turn(screen, "PgDn", pages);
        press(screen, "Esc Esc");
    }
    // Whatever takes text is given all of it, a part at a time.
    for open in ["t", "a", "E", "b", "B", "Ctrl-f", "S", ":", "x", "/"] {
        for pasted in strings.chunks(160) {
            press(screen, open);
            screen.send(Event::Paste(pasted.concat()));
            look(screen, open);
            press(screen, if ["a", "E"].contains(&open) { "Ctrl-s" } else { "Enter" });
            press(screen, "Esc Esc Esc");
        }
        screen.keys("/");
        press(screen, "Ctrl-u Enter Esc Esc");
    }
}
