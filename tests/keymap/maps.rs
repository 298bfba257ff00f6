//! The keymaps that come with the program: each is complete, without conflicts, and can be chosen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rapporteur::action::{ACTIONS, ActionId, Number, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::{Chord, Keymap, Lookup};

fn file(name: KeymapName) -> String {
    let path = format!("{}/keymaps/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_file_is_right_and_is_what_the_program_holds() {
    for name in KeymapName::ALL {
        // Every line of the file over itself: a mistake or a conflict in it would be told.
        let read = Keymap::load_over(name, &file(name), "keymap.toml");
        assert_eq!(read.map_err(|error| error.to_string()), Ok(Keymap::named(name)), "{name}");
        assert!(Keymap::named(name).table().len() > 200, "{name} is empty");
    }
}

#[test]
fn what_has_a_key_by_default_has_one_in_every_keymap() {
    for name in [KeymapName::Vim, KeymapName::Emacs] {
        let keymap = Keymap::named(name);
        for action in ACTIONS {
            for scope in action.bindings.iter().flat_map(|binding| binding.scopes) {
                // Global keys shine through; where letters are typed an action needs keys of its own.
                let keys = keymap.keys_for(action.id, *scope);
                assert!(!keys.is_empty(), "{name} has no key for {} in [{}]", action.name, scope.name());
            }
        }
    }
}

/// Types the keys of an action as the keymap writes them, and tells what came of it.
fn typed(keymap: &Keymap, scopes: &[Scope], written: &str) -> Lookup {
    let mut pending: Vec<Chord> = Vec::new();
    let mut last = Lookup::Nothing;
    for key in written.split(' ') {
        last = keymap.feed(scopes, &mut pending, event(key));
    }
    last
}

fn event(written: &str) -> KeyEvent {
    let (modifiers, key) = match written.rsplit_once('-').filter(|(before, _)| !before.is_empty()) {
        Some(("Ctrl", key)) => (KeyModifiers::CONTROL, key),
        Some(("Shift", key)) => (KeyModifiers::SHIFT, key),
        _ => (KeyModifiers::NONE, written),
    };
    let code = match key {
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        key => match key.strip_prefix('F').and_then(|n| n.parse().ok()) {
            Some(n) => KeyCode::F(n),
            None => KeyCode::Char(key.chars().next().unwrap()),
        },
    };
    KeyEvent::new(code, modifiers)
}

#[test]
fn every_key_that_is_told_does_what_is_told() {
    for name in KeymapName::ALL {
        let keymap = Keymap::named(name);
        for action in ACTIONS {
            for scope in action.bindings.iter().flat_map(|binding| binding.scopes) {
                let scopes = match scope {
                    Scope::Field => vec![Scope::Field],
                    scope if scope.shows_global() => vec![*scope, Scope::Global],
                    scope => vec![*scope, Scope::Field],
                };
                for keys in keymap.keys_for(action.id, *scope) {
                    let found = typed(&keymap, &scopes, &keys);
                    let is_it = match found {
                        Lookup::Action(id) => id == action.id,
                        Lookup::Pending(follows) => follows[0].action == action.id,
                        Lookup::Argument(..) | Lookup::Nothing => false,
                    };
                    assert!(is_it, "{name}: {keys} in [{}] is told for {}", scope.name(), action.name);
                }
            }
        }
    }
}

#[test]
fn ones_own_file_goes_over_the_keymap_that_was_chosen() {
    let own = "[answers]\n\"Ctrl-t\" = \"tag\"\n[modes]\nanswers = \"NORMAL\"\nfield = \"none\"\n";
    let keymap = Keymap::load_over(KeymapName::Vim, own, "keymap.toml").unwrap();
    assert_eq!(keymap.keys_for(ActionId::Tag, Scope::Answers), ["t", "Ctrl-t"]);
    assert_eq!(keymap.keys_for(ActionId::History, Scope::Answers), ["g 0"]);
    assert_eq!(keymap.mode(&[Scope::Answers, Scope::Global]), Some("NORMAL"));
    assert_eq!(keymap.mode(&[Scope::Picker, Scope::Field]), None);
    let vim = Keymap::named(KeymapName::Vim);
    assert_eq!(vim.mode(&[Scope::Selecting, Scope::Reader, Scope::Global]), Some("VISUAL"));
    assert_eq!(vim.mode(&[Scope::QueryBar, Scope::Field]), Some("INSERT"));
    assert_eq!(vim.mode(&[Scope::Answers, Scope::Global]), None);
    assert_eq!(Keymap::default().mode(&[Scope::QueryBar, Scope::Field]), None);
}

#[test]
fn a_number_repeats_what_may_be_repeated_and_nothing_else() {
    let number = |id: ActionId| id.row().number;
    assert_eq!(number(ActionId::Down), Number::Times);
    assert_eq!(number(ActionId::Undo), Number::Times);
    assert_eq!(number(ActionId::End), Number::Place);
    // Nobody has read what a number would skip, and a popup opens once.
    for once in [ActionId::Reviewed, ActionId::Tag, ActionId::RepeatTag, ActionId::Flag, ActionId::Quit] {
        assert_eq!(number(once), Number::None);
    }
}
