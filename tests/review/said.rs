//! No hint and no message says a key that the keymap does not have there.

use std::collections::BTreeSet;
use std::path::Path;

use rapporteur::action::{ActionId as A, KeyRow, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use rapporteur::tui::event::Event;
use rapporteur::tui::skin::{Sign, SignSet, Skin};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::harness::{Screen, named};
use super::sample::Sample;

/// The colour of keys in the dark skin.
const KEY: Color = Color::Rgb(0x5f, 0xb3, 0xf5);

/// Keys that the letter box and the first look have by themselves, and what is no key: signs and names of fields.
const OWN: [&str; 11] =
    ["find", "Name", "none", "A…Z", "Enter", "/", "t", ".", ":", "any other key", "Arrows"];

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
fn keys_of(buffer: &Buffer, row: u16) -> Vec<String> {
    let mut runs = vec![String::new()];
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, row)];
        let is_sign = Sign::ALL.iter().any(|sign| {
            *sign != Sign::Ellipsis
                && sign.written(SignSet::Unicode) == cell.symbol()
                && !cell.symbol().is_ascii()
        });
        let is_key = cell.fg == KEY && cell.modifier == Modifier::empty() && !is_sign;
        match runs.last_mut() {
            Some(run) if is_key => run.push_str(cell.symbol()),
            Some(run) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    let written = runs.into_iter().map(|run| run.trim().to_owned());
    written.filter(|run| run.chars().any(|c| c.is_ascii() && c != ' ')).collect()
}

/// The help cuts keys for which there is no room.
fn is_cut(said: &str) -> bool {
    said.ends_with('…')
}

/// What is said on the screen as a key and is none.
fn wrong(screen: &Screen<Sample>, table: &[KeyRow]) -> Vec<String> {
    let of = |scopes: &[Scope]| -> BTreeSet<String> {
        let is_in = |scope: &str| scopes.iter().any(|s| s.name() == scope);
        table.iter().filter(|row| is_in(row.scope)).flat_map(|row| row.keys.clone()).collect()
    };
    let (text, buffer) = (screen.text(), screen.buffer());
    let height = buffer.area.height;
    let (mut here, all) = (screen.app.scopes(), of(&Scope::ALL));
    if here.iter().any(|scope| scope.shows_global()) {
        here.push(Scope::Global);
    }
    let here = of(&here);
    let mut wrong = Vec::new();
    for row in 0..height {
        let last = row + 1 == height;
        wrong.extend(keys_of(&buffer, row).into_iter().filter(|said| {
            let words: Vec<&str> = said.split_whitespace().collect();
            let known = are(&words, if last { &here } else { &all });
            let is_own = OWN.contains(&said.as_str()) || words.iter().all(|word| word.chars().count() == 1);
            !known && (last || !is_own) && !is_cut(said)
        }));
    }
    for line in text.lines() {
        let words: Vec<&str> =
            line.split([' ', ',', ';', '.', ':']).filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| is_named(word)) {
            let near = [(at, at + 1), (at, at + 2), (at.saturating_sub(1), at + 1)];
            let known = |(from, to): (usize, usize)| {
                words.get(from..to).is_some_and(|some| all.contains(&some.join(" ")))
            };
            if !near.into_iter().any(known) && !is_cut(word) {
                wrong.push(format!("{word} in {line}"));
            }
        }
    }
    wrong
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
    let mut all = Vec::new();
    // Every action has its turn in one keymap; in all three with RAPPORTEUR_HINTS set.
    let all_of_them = std::env::var_os("RAPPORTEUR_HINTS").is_some();
    for (name, turn) in [KeymapName::Default, KeymapName::Vim, KeymapName::Emacs].into_iter().zip(0..) {
        let keymap = Keymap::named(name);
        let table = keymap.table();
        for (scope, way) in WAYS {
            let rows = table.iter().filter(|row| row.scope == scope.name() && !row.keys.is_empty());
            for (_, row) in (0..).zip(rows).filter(|(nth, _)| all_of_them || nth % 3 == turn) {
                let skin = Skin::by_name("dark").unwrap();
                let mut screen = Screen::with_keymap(120, 36, skin, keymap.clone(), Sample::new());
                // The answer with passages.
                let downs = if matches!(scope, Scope::Reader | Scope::Selecting) { 6 } else { 0 };
                assert!((0..downs).all(|_| does(&mut screen, &keymap, A::Down)));
                assert!(way.iter().all(|action| does(&mut screen, &keymap, *action)), "{name:?} {scope:?}");
                let action = rapporteur::action::by_name(row.action).unwrap().id;
                assert!(does(&mut screen, &keymap, action), "{name:?} {scope:?} {}", row.action);
                let said = wrong(&screen, &table).into_iter();
                all.extend(said.map(|said| format!("{name:?}, {} in {}: {said}", row.action, row.scope)));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_number_is_not_given_up_by_an_esc_that_begins_other_keys() {
    let keymap = Keymap::named(KeymapName::Emacs);
    let skin = Skin::by_name("dark").unwrap();
    let mut screen = Screen::with_keymap(120, 36, skin, keymap, Sample::new());
    screen.keys("Ctrl-u 2 Esc");
    assert!(screen.text().contains("2  then the key that takes it"), "{}", screen.text());
    screen.keys("Esc");
    assert!(!screen.text().contains("then the key"), "Esc twice gives it up: {}", screen.text());
    screen.keys("Ctrl-u 2");
    assert!(screen.text().contains("Ctrl-g gives it up"), "{}", screen.text());
}

#[test]
fn no_sentence_of_the_screen_has_a_key_written_into_it() {
    // The note editor's own key, and boxes that take one whatever the keymap says.
    const LEFT: [&str; 4] = [
        "Enter is a new line",
        "\"Enter\".to_owned(), if last",
        "\"Enter\".to_owned(), \"these\"",
        "\"Space\".to_owned(), \"yes, no\"",
    ];
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
