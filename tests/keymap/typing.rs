//! Keys typed into scopes, and what comes of them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use rapporteur::action::{self, ACTIONS, ActionId, Scope};
use rapporteur::keymap::{Chord, Keymap, Lookup, split_alt};

const ANSWERS: &[Scope] = &[Scope::Answers, Scope::Global];
const SELECTING: &[Scope] = &[Scope::Selecting, Scope::Reader, Scope::Global];

fn typed(keymap: &Keymap, scopes: &[Scope], keys: &str) -> Lookup {
    let mut pending = Vec::new();
    let mut last = Lookup::Nothing;
    for c in keys.chars() {
        last = keymap.feed(scopes, &mut pending, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    last
}

#[test]
fn the_default_file_equals_the_table_of_actions() {
    let keymap = Keymap::default();
    let mut from_file = keymap.table();
    let mut from_actions = action::table();
    for rows in [&mut from_file, &mut from_actions] {
        rows.sort_by(|a, b| (a.action, a.scope).cmp(&(b.action, b.scope)));
    }
    assert_eq!(from_file, from_actions);
    assert_eq!(Keymap::load("", "empty.toml"), Ok(keymap));
}

#[test]
fn every_default_key_reaches_its_action_from_every_scope() {
    let keymap = Keymap::default();
    for action in ACTIONS {
        for scope in action.bindings.iter().flat_map(|binding| binding.scopes) {
            assert!(!keymap.keys_for(action.id, *scope).is_empty(), "{} in {scope:?}", action.name);
        }
    }
}

#[test]
fn keys_and_sequences_find_their_actions() {
    let keymap = Keymap::default();
    assert_eq!(typed(&keymap, ANSWERS, "t"), Lookup::Action(ActionId::Tag));
    assert_eq!(typed(&keymap, ANSWERS, "gg"), Lookup::Action(ActionId::Top));
    assert_eq!(typed(&keymap, ANSWERS, "gx"), Lookup::Nothing);
    assert_eq!(typed(&keymap, ANSWERS, "gxt"), Lookup::Action(ActionId::Tag), "a dead end is forgotten");
    assert_eq!(typed(&keymap, ANSWERS, "-"), Lookup::Action(ActionId::ShortlistRemove));
    assert_eq!(typed(&keymap, &[Scope::Filters, Scope::Global], "-"), Lookup::Action(ActionId::Exclude));
}

#[test]
fn an_inner_scope_hides_an_outer_one() {
    let keymap = Keymap::default();
    assert_eq!(typed(&keymap, SELECTING, "s"), Lookup::Action(ActionId::SelectNextSentence));
    assert_eq!(typed(&keymap, SELECTING, "h"), Lookup::Action(ActionId::SelectPreviousCharacter));
    assert_eq!(typed(&keymap, SELECTING, "u"), Lookup::Action(ActionId::Undo));
    assert_eq!(keymap.keys_for(ActionId::SelectLeave, Scope::Selecting), ["Esc"]);
    assert_eq!(keymap.keys_for(ActionId::Open, Scope::Filters), ["l"], "Enter is 'only this' there");
}

#[test]
fn the_quick_tag_waits_for_its_letter() {
    let keymap = Keymap::default();
    let Lookup::Pending(follows) = typed(&keymap, ANSWERS, "'") else { unreachable!() };
    assert_eq!(follows[0].action, ActionId::QuickTag);
    assert_eq!(typed(&keymap, ANSWERS, "'r"), Lookup::Argument(ActionId::QuickTag, 'r'));
    assert_eq!(typed(&keymap, ANSWERS, "'5t"), Lookup::Action(ActionId::Tag));
    let mut pending = Vec::new();
    for code in [KeyCode::Char('\''), KeyCode::Esc] {
        keymap.feed(ANSWERS, &mut pending, KeyEvent::new(code, KeyModifiers::NONE));
    }
    assert!(pending.is_empty(), "Esc gives the quick tag up");
}

#[test]
fn what_may_follow_is_told() {
    let Lookup::Pending(follows) = typed(&Keymap::default(), ANSWERS, "g") else { unreachable!() };
    let told: Vec<_> = follows.iter().map(|follow| (follow.keys.as_str(), follow.action)).collect();
    let expected = [
        ("p", ActionId::GoToPlace),
        ("s", ActionId::SortList),
        ("g", ActionId::Top),
        ("n", ActionId::ScreenNotes),
        ("r", ActionId::Report),
        ("c", ActionId::Codings),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_file_overrides_key_by_key() {
    let own = r#"
        [answers]
        "T" = "tag"
        "t" = ""
        "g p" = "none"
        "g s" = "none"
        [global]
        "g g" = "none"
        "g n" = "none"
        "g r" = "none"
        "g c" = "none"
        "g" = "open"
    "#;
    let keymap = Keymap::load(own, "keys.toml").unwrap();
    assert_eq!(keymap.keys_for(ActionId::Tag, Scope::Answers), ["T"]);
    assert_eq!(keymap.keys_for(ActionId::Tag, Scope::Reader), ["t"]);
    assert_eq!(typed(&keymap, ANSWERS, "t"), Lookup::Nothing);
    assert_eq!(typed(&keymap, ANSWERS, "g"), Lookup::Action(ActionId::Open));
    assert!(keymap.table().iter().any(|row| row.action == "untag" && row.scope == "reader"));
}

fn any_event() -> impl Strategy<Value = KeyEvent> {
    let code = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        "[a-zA-Z0-9'./+-]".prop_map(|s| KeyCode::Char(s.chars().next().unwrap_or('a'))),
        any::<u8>().prop_map(KeyCode::F),
        proptest::sample::select(vec![KeyCode::Esc, KeyCode::BackTab, KeyCode::Null, KeyCode::PageUp]),
    ];
    (code, any::<u8>()).prop_map(|(code, bits)| KeyEvent::new(code, KeyModifiers::from_bits_truncate(bits)))
}

proptest! {
    #[test]
    fn no_sequence_of_keys_panics_or_stays_pending_for_long(
        events in proptest::collection::vec(any_event(), 0..40)
    ) {
        let keymap = Keymap::default();
        let mut pending: Vec<Chord> = Vec::new();
        for event in events {
            let (esc, event) = split_alt(event);
            for event in esc.into_iter().chain([event]) {
                let lookup = keymap.feed(SELECTING, &mut pending, event);
                let waits = matches!(lookup, Lookup::Pending(_));
                assert!(waits || pending.is_empty() || Chord::from_event(event).is_none());
                assert!(pending.len() <= 1);
            }
        }
    }
}
