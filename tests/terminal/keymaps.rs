//! One story, told in actions and typed in the keys of each keymap: the same comes of it.

use rapporteur::action::{ActionId as A, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use serde_json::Value;

use super::desk::Desk;
use super::session::Session;

/// A session and the keymap that its keys are looked up in.
struct Hand {
    session: Session,
    keymap: Keymap,
}

impl Hand {
    /// Types the first keys that an action has there.
    fn does(&mut self, action: A, scope: Scope) {
        let keys = self.keymap.keys_for(action, scope);
        let keys = keys.first().unwrap_or_else(|| panic!("{action:?} has no key in {scope:?}"));
        let bytes: String = keys.split(' ').map(bytes).collect();
        self.session.keys(&bytes);
    }

    /// Types a number and then an action's keys.
    fn does_times(&mut self, number: &str, action: A, scope: Scope) {
        // Where a digit begins a number, it is the number's own first.
        if !self.keymap.keys_for(A::Number, scope).iter().any(|key| number.starts_with(key.as_str())) {
            self.does(A::Number, scope);
        }
        self.session.keys(number);
        self.does(action, scope);
    }
}

/// What a terminal sends for a key.
fn bytes(key: &str) -> String {
    let named = match key {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "Shift-Tab" => "\x1b[Z",
        "Space" => " ",
        "Backspace" => "\x7f",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Right" => "\x1b[C",
        "Left" => "\x1b[D",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PgUp" => "\x1b[5~",
        "PgDn" => "\x1b[6~",
        "F1" => "\x1bOP",
        "Ctrl-Space" => "\0",
        _ => "",
    };
    match key.strip_prefix("Ctrl-") {
        _ if !named.is_empty() => named.to_owned(),
        Some(letter) => char::from(letter.as_bytes()[0].to_ascii_uppercase() & 0x1f).to_string(),
        None => key.to_owned(),
    }
}

/// The story; gives what the workspace then holds, without ids and times.
fn told(name: KeymapName) -> Vec<Value> {
    let desk = Desk::new();
    let keymap = Keymap::named(name);
    // One of them is chosen by the settings, one by the command line.
    let mut arguments: Vec<&str> = Vec::new();
    match name {
        KeymapName::Default => {}
        KeymapName::Vim => arguments = vec!["--keymap", "vim"],
        KeymapName::Emacs => {
            std::fs::create_dir_all(desk.path("config/rapporteur")).unwrap();
            std::fs::write(desk.path("config/rapporteur/config.toml"), "keymap = \"emacs\"\n").unwrap();
        }
    }
    let mut hand = Hand { session: desk.open_with((120, 36), &arguments, &[]), keymap };
    hand.does(A::Query, Scope::Answers);
    if name == KeymapName::Vim {
        hand.session.sees("INSERT");
    }
    hand.session.keys("q:11");
    hand.session.sees("3 of 6");
    hand.does(A::Accept, Scope::QueryBar);
    hand.session.sees("3 answers");
    hand.session.misses("INSERT");
    moves(&mut hand);
    tags(&mut hand);
    quotes(&mut hand, name);
    looks_about(&mut hand);
    hand.does(A::Quit, Scope::Answers);
    assert!(hand.session.end().success());
    desk.run(&["-w", "w.db", "history"]);
    desk.list("").iter().map(plain).collect()
}

/// Numbers go to lines and repeat keys.
fn moves(hand: &mut Hand) {
    hand.session.sees("1/3");
    hand.does_times("2", A::Down, Scope::Answers);
    hand.session.sees("3/3");
    hand.does_times("2", A::Top, Scope::Answers);
    hand.session.sees("2/3");
    hand.does_times("2", A::Reviewed, Scope::Answers);
    hand.session.sees("takes no number");
    hand.does(A::Up, Scope::Answers);
    hand.session.sees("1/3");
}

/// The script of the first journey: tag, note, review, take back, do again.
fn tags(hand: &mut Hand) {
    hand.session.sees("Routing security and RPKI");
    hand.does(A::Tag, Scope::Answers);
    hand.session.sees("choose");
    hand.session.keys("routing");
    hand.session.sees("Routing security");
    hand.does(A::Accept, Scope::Picker);
    hand.session.sees("Tagged 1 answer");
    hand.does(A::Note, Scope::Answers);
    hand.session.sees("Note on the answer");
    hand.session.keys("Asks for attention");
    hand.does(A::KeepNote, Scope::NoteEditor);
    hand.session.misses("Note on the answer");
    hand.session.sees("Asks for attention");
    hand.does(A::Reviewed, Scope::Answers);
    hand.session.sees("reviewed.");
    hand.does(A::Up, Scope::Answers);
    hand.session.sees("Asks for attention");
    hand.does(A::Undo, Scope::Answers);
    hand.session.sees("Took back: marked");
    hand.does(A::Undo, Scope::Answers);
    hand.session.misses("Asks for attention");
    hand.does(A::Redo, Scope::Answers);
    hand.session.sees("Asks for attention");
}

/// A passage is selected, tagged by a letter and put on the shortlist.
fn quotes(hand: &mut Hand, name: KeymapName) {
    hand.does(A::Open, Scope::Answers);
    hand.does(A::Select, Scope::Reader);
    hand.session.sees("Selected 6 words");
    if name == KeymapName::Vim {
        hand.session.sees("VISUAL");
    }
    hand.does(A::SelectSentenceAfter, Scope::Selecting);
    hand.session.sees("Selected 3 words");
    hand.does(A::SelectPreviousSentence, Scope::Selecting);
    hand.does(A::SelectOtherEnd, Scope::Selecting);
    hand.does(A::SelectNextWord, Scope::Selecting);
    hand.does(A::SelectLeave, Scope::Selecting);
    hand.session.misses("VISUAL");
    hand.session.misses("Selected");
    hand.does(A::SelectLast, Scope::Reader);
    hand.session.sees("Selected 3 words");
    hand.does(A::ShortlistAdd, Scope::Selecting);
    hand.session.sees("Added");
    hand.does(A::SelectLast, Scope::Reader);
    hand.session.sees("Selected 3 words");
    hand.does(A::TagReviewed, Scope::Selecting);
    hand.session.sees("reviewed, next");
    hand.session.keys("Ks");
    hand.session.sees("Cybersecurity; reviewed.");
    hand.session.sees("2/3");
    hand.does(A::Back, Scope::Reader);
    hand.does(A::Flag, Scope::Answers);
    hand.session.sees("flagged.");
}

/// Other screens, the help and the commands are come to and left.
fn looks_about(hand: &mut Hand) {
    hand.does(A::History, Scope::Answers);
    hand.session.sees("History");
    hand.does(A::ScreenShortlists, Scope::History);
    hand.session.sees("Measure what matters.");
    hand.does(A::ScreenReview, Scope::Shortlists);
    hand.session.sees("3 answers");
    hand.does(A::Help, Scope::Answers);
    hand.session.sees("You are in the answers list");
    hand.does(A::Back, Scope::Help);
    hand.session.misses("You are in the answers list");
    hand.does(A::Palette, Scope::Answers);
    hand.session.keys("zoom");
    hand.session.sees("Zoom the pane");
    hand.does(A::Back, Scope::Field);
    hand.session.misses("Zoom the pane");
}

/// An element of `list` as far as it does not change from one run to the next.
fn plain(answer: &Value) -> Value {
    let each = |name: &str, fields: &[&str]| -> Vec<Value> {
        let all = answer[name].as_array().unwrap().iter();
        all.map(|one| fields.iter().map(|field| one[field].clone()).collect()).collect()
    };
    serde_json::json!([
        answer["submitter"],
        answer["status"],
        answer["themes"],
        each("tags", &["theme", "quote", "analyst"]),
        each("notes", &["text"]),
    ])
}

#[test]
fn each_keymap_drives_the_whole_script_of_the_spine() {
    let by_default = told(KeymapName::Default);
    let tagged = by_default.iter().find(|answer| answer[2].to_string().contains("Routing security")).unwrap();
    assert_eq!(tagged[4].to_string(), "[[\"Asks for attention\"]]");
    assert_eq!(tagged[3].to_string().matches("Measure what matters.").count(), 2, "{tagged}");
    for name in [KeymapName::Vim, KeymapName::Emacs] {
        assert_eq!(told(name), by_default, "{name}");
    }
}
