//! No hint and no message says a key that the keymap does not have there.

use std::collections::BTreeSet;
use std::path::Path;

use rapporteur::action::{ActionId as A, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use rapporteur::tui::event::Event;
use rapporteur::tui::skin::Skin;
use ratatui::style::{Color, Modifier};

use super::harness::{Screen, named};
use super::sample::Sample;

/// The colour of keys in the dark skin.
const KEY: Color = Color::Rgb(0x5f, 0xb3, 0xf5);

/// Keys that the letter box and the first look have by themselves, and what is no key: the sign of a field.
const OWN: [&str; 8] = ["A…Z", "Enter", "/", "t", ".", ":", "any other key", "Arrows"];

/// Keys by their names: in a sentence they cannot be taken for a word.
fn is_named(word: &str) -> bool {
    matches!(word, "Esc" | "Tab" | "Shift-Tab" | "Space")
        || word.starts_with("Ctrl-")
        || word.starts_with("Alt-")
}

/// Whether words are keys of these, one after the other.
fn are(words: &[&str], keys: &BTreeSet<String>) -> bool {
    words.is_empty()
        || (1..=words.len()).any(|n| keys.contains(&words[..n].join(" ")) && are(&words[n..], keys))
}

/// What is written in the colour of keys on a row.
fn keys_of(screen: &Screen<Sample>, row: u16) -> Vec<String> {
    let buffer = screen.buffer();
    let mut runs = vec![String::new()];
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, row)];
        let is_key = cell.fg == KEY && cell.modifier == Modifier::empty();
        match runs.last_mut() {
            Some(run) if is_key => run.push_str(cell.symbol()),
            Some(run) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    let written = runs.into_iter().map(|run| run.trim().to_owned());
    // Signs and rules have the colour, too.
    written.filter(|run| run.chars().any(|c| c.is_ascii() && c != ' ')).collect()
}

fn assert_known(screen: &Screen<Sample>, keymap: &Keymap, what: &str) {
    let of = |scopes: &[Scope]| -> BTreeSet<String> {
        let is_in = |scope: &str| scopes.iter().any(|s| s.name() == scope);
        keymap.table().into_iter().filter(|row| is_in(row.scope)).flat_map(|row| row.keys).collect()
    };
    let text = screen.text();
    let height = screen.buffer().area.height;
    let (mut here, all) = (screen.app.scopes(), of(&Scope::ALL));
    if here.iter().any(|scope| scope.shows_global()) {
        here.push(Scope::Global);
    }
    let here = of(&here);
    for row in 0..height {
        let last = row + 1 == height;
        for said in keys_of(screen, row) {
            let words: Vec<&str> = said.split_whitespace().collect();
            let known = are(&words, if last { &here } else { &all });
            assert!(known || !last && OWN.contains(&said.as_str()), "{what}: {said}\n{text}");
        }
    }
    for line in text.lines() {
        let words: Vec<&str> =
            line.split([' ', ',', ';', '.', ':']).filter(|word| !word.is_empty()).collect();
        for (at, _) in words.iter().enumerate().filter(|(_, word)| is_named(word)) {
            let begins = at.saturating_sub(1);
            let near = [(at, at + 1), (at, at + 2), (begins, at + 1)];
            let known = |(from, to): (usize, usize)| {
                words.get(from..to).is_some_and(|some| all.contains(&some.join(" ")))
            };
            assert!(near.into_iter().any(known), "{what}: {}\n{text}", words[at]);
        }
    }
}

/// Presses the first keys of an action where it stands; false where it has none.
fn does(screen: &mut Screen<Sample>, keymap: &Keymap, action: A) -> bool {
    let scopes = screen.app.scopes();
    let keys = scopes.iter().find_map(|scope| keymap.keys_for(action, *scope).into_iter().next());
    for key in keys.iter().flat_map(|keys| keys.split(' ')) {
        match named(key) {
            Some(key) => screen.send(Event::Key(key)),
            None => screen.type_text(key),
        }
    }
    keys.is_some()
}

const WAYS: [(Scope, &[A]); 13] = [
    (Scope::Answers, &[]),
    (Scope::Reader, &[A::Open]),
    (Scope::Selecting, &[A::Open, A::Select]),
    (Scope::Filters, &[A::PreviousPane]),
    (Scope::Codebook, &[A::ScreenCodebook, A::Down]),
    (Scope::Matrix, &[A::ScreenMatrix]),
    (Scope::Shortlists, &[A::ScreenShortlists]),
    (Scope::Submissions, &[A::ScreenSubmissions]),
    (Scope::Intake, &[A::ScreenIntake]),
    (Scope::Notes, &[A::ScreenNotes]),
    (Scope::Progress, &[A::ScreenProgress]),
    (Scope::History, &[A::History]),
    (Scope::Global, &[]),
];

#[test]
fn whatever_an_action_opens_says_the_keys_of_the_keymap_that_holds() {
    for name in [KeymapName::Default, KeymapName::Vim, KeymapName::Emacs] {
        let keymap = Keymap::named(name);
        for (scope, way) in WAYS {
            for row in
                keymap.table().into_iter().filter(|row| row.scope == scope.name() && !row.keys.is_empty())
            {
                let skin = Skin::by_name("dark").unwrap();
                let mut screen = Screen::with_keymap(120, 36, skin, keymap.clone(), Sample::new());
                assert!((0..6).all(|_| does(&mut screen, &keymap, A::Down)));
                assert!(way.iter().all(|action| does(&mut screen, &keymap, *action)), "{name:?} {scope:?}");
                let action = rapporteur::action::by_name(row.action).unwrap().id;
                assert!(does(&mut screen, &keymap, action), "{name:?} {scope:?} {}", row.action);
                assert_known(&screen, &keymap, &format!("{name:?}, {} in {}", row.action, row.scope));
            }
        }
    }
}

#[test]
fn a_number_is_not_given_up_by_an_esc_that_begins_other_keys() {
    let keymap = Keymap::named(KeymapName::Emacs);
    let skin = Skin::by_name("dark").unwrap();
    let mut screen = Screen::with_keymap(120, 36, skin, keymap, Sample::new());
    screen.keys("Ctrl-u 2 Esc");
    assert!(!screen.text().contains("gives it up"), "{}", screen.text());
    screen.keys("Ctrl-g Ctrl-u 2");
    assert!(screen.text().contains("Ctrl-g gives it up"), "{}", screen.text());
}

#[test]
fn no_sentence_of_the_screen_has_a_key_written_into_it() {
    // The note editor's own key, and two boxes that take it whatever the keymap says.
    const LEFT: [&str; 3] =
        ["Enter is a new line", "\"Enter\".to_owned(), if last", "\"Enter\".to_owned(), \"these\""];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            read += 1;
            let source = std::fs::read_to_string(&path).unwrap();
            if ["random_keys.rs", "tests.rs"].iter().any(|name| path.ends_with(name)) {
                continue;
            }
            let own = source.split("#[cfg(test)]").next().unwrap();
            for line in own.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let said: String = line.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" ");
                let has = |word: &str| is_named(word) || word == "Enter";
                let key = said.split(|c: char| !(c.is_alphanumeric() || c == '-')).find(|word| has(word));
                let left = LEFT.iter().any(|left| line.contains(left));
                assert!(key.is_none() || left, "{}: {line}", path.display());
            }
        }
    }
    assert!(read > 50);
}
