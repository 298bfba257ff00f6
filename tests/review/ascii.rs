//! With ASCII signs the program itself draws nothing but ASCII.

use rapporteur::action::{self, Scope};
use rapporteur::model::id::{ListId, MadeId};
use rapporteur::model::work::Shortlist;
use rapporteur::tui::event::Event;
use rapporteur::tui::request::{Reply, Request, Trouble};
use rapporteur::tui::screen::codebook::ask::Told;
use rapporteur::tui::skin::{SignSet, Skin};

use super::harness::{Answers, Screen};
use super::sample::Sample;

/// The sample with nothing but ASCII in it, and a shortlist.
struct Plain(Sample);

impl Plain {
    fn new() -> Self {
        let mut sample = Sample::new();
        let plain = |text: &str| text.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect::<String>();
        for row in &mut sample.rows {
            row.submitter = row.submitter.as_deref().map(plain);
            row.excerpt = plain(&row.excerpt);
        }
        // What is not known is drawn too; so is a control character that a form may hold.
        sample.rows[1].country = None;
        sample.rows[2].question = None;
        sample.rows[3].excerpt.push('\u{1b}');
        sample.rows[4].country = Some("Netherlands".into());
        Self(sample)
    }
}

impl Answers for Plain {
    fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Known => match self.0.answer(Request::Known) {
                Reply::Known(mut known) => {
                    let id = ListId(MadeId { maker: [3; 16], n: 1 });
                    known.shortlists =
                        vec![Shortlist { id, name: "Chapter 3".into(), items: 4, finding: None }];
                    Reply::Known(known)
                }
                other => other,
            },
            Request::Codebook(ask) => match self.0.answer(Request::Codebook(ask)) {
                Reply::Codebook(Told::Use(Some(mut used))) => {
                    used.of.quotations.retain(|quoted| quoted.words.is_ascii());
                    Reply::Codebook(Told::Use(Some(used)))
                }
                other => other,
            },
            other => self.0.answer(other),
        }
    }
}

fn screen(width: u16, height: u16) -> Screen<Plain> {
    let skin = Skin::by_name("dark").unwrap().with_signs(SignSet::Ascii);
    Screen::with_skin(width, height, skin, Plain::new())
}

#[track_caller]
fn assert_ascii(screen: &Screen<Plain>, keys: &str) {
    let text = screen.text();
    for (number, line) in text.lines().enumerate() {
        assert!(line.is_ascii(), "after {keys:?}, line {number}: {line}\n{text}");
    }
}

const SIZES: [(u16, u16); 5] = [(200, 60), (120, 36), (80, 24), (58, 16), (39, 9)];

#[test]
fn every_pane_and_popup_is_drawn_in_ascii() {
    let scripts = [
        "",
        "f jjj",
        "f j Left",
        "f j Space jj -",
        "t rou Tab",
        "t nowhere",
        "T",
        "'",
        "' z",
        "a",
        "v s",
        "v s t",
        "jjjjjj Enter ) ) a",
        "jjjjjj Enter v s y",
        ": tag",
        "?",
        "Ctrl-w",
        "g",
        "x",
        "x Enter",
        "S",
        "S Chair",
        "S Enter",
        "0",
        "0 -",
        "2 j Right",
        "9 jj Right Right",
        "3 jj",
        "3 Left Left",
        "3 Tab j",
        "3 / zz",
        "9 o Tab j",
        "/ teem:routing",
        "/ zzz Enter",
        "/ q:7 Space status:todo Space ipv6 Enter",
        "Enter / networks Enter n",
        "Ctrl-a",
        "Space j V",
        "jjjjjj r",
        "jj z",
        "H",
        "jjjjjj + ",
    ];
    for (width, height) in SIZES {
        for keys in scripts {
            let mut screen = screen(width, height);
            screen.keys(keys);
            assert_ascii(&screen, keys);
        }
    }
}

#[test]
fn whatever_an_action_opens_is_drawn_in_ascii() {
    for row in action::table() {
        let start = match Scope::by_name(row.scope).unwrap() {
            Scope::Global | Scope::Answers => "jjjjjj",
            Scope::Reader => "jjjjjj Enter",
            Scope::Selecting => "jjjjjj v w",
            Scope::Filters => "f jj",
            _ => continue,
        };
        for keys in row.keys {
            let mut screen = screen(120, 36);
            screen.keys(start);
            screen.keys(&keys);
            assert_ascii(&screen, &format!("{start} {keys} ({})", row.action));
            screen.resize(80, 24);
            assert_ascii(&screen, &format!("{start} {keys} ({}) at 80x24", row.action));
        }
    }
}

#[test]
fn messages_and_waiting_are_drawn_in_ascii() {
    let mut screen = screen(120, 36);
    screen.app.greet("You work as “analyst”; --analyst NAME changes that.");
    assert_ascii(&screen, "the greeting");
    screen.held = Some(Vec::new());
    screen.keys("t rou Enter");
    for turn in 0..8 {
        screen.send(Event::Tick);
        assert_ascii(&screen, &format!("waiting, turn {turn}"));
    }
    let held = screen.held.take().unwrap();
    let (ticket, _) = held.into_iter().find(|(_, request)| matches!(request, Request::Edit(_))).unwrap();
    let trouble = Trouble {
        line: "The file “w.db” is gone …".into(),
        more: vec!["It – was – moved.".into()],
    };
    screen.send(Event::Reply(ticket, Reply::Failed(trouble)));
    assert_ascii(&screen, "trouble");
    screen.keys("Enter");
    assert_ascii(&screen, "trouble in full");
}

#[test]
fn the_list_is_as_wide_as_with_other_signs() {
    let (mut ascii, mut unicode) = (screen(120, 36), Screen::new(120, 36, Plain::new()));
    for screen in [&mut ascii, &mut unicode] {
        screen.keys("jjjjjj");
    }
    let ends = |text: String| text.lines().map(|line| line.trim_end().chars().count()).collect::<Vec<_>>();
    assert_eq!(ends(ascii.text()), ends(unicode.text()));
}
