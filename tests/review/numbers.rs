//! Numbers before keys, letters that tag and go on, and the ways out of whatever is open, in every keymap.

use rapporteur::action::{ACTIONS, ActionId as A, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::span::Span;
use rapporteur::model::work::Target;
use rapporteur::tui::event::Event;
use rapporteur::tui::skin::Skin;

use super::harness::{Answers, Screen, named};
use super::real::Real;
use super::sample::{Sample, theme};

fn screen(name: KeymapName) -> Screen<Sample> {
    Screen::with_keymap(120, 36, Skin::by_name("dark").unwrap(), Keymap::named(name), Sample::new())
}

fn tag(number: u32, themes: &[ThemeChoice]) -> Edit {
    let number = AnswerNumber(number);
    Edit::Tag { target: Target::Answers(vec![number].into()), themes: themes.to_vec(), stance: None }
}

#[test]
fn a_number_repeats_a_key_or_goes_to_a_line() {
    let mut screen = screen(KeymapName::Vim);
    screen.keys("3j");
    assert!(screen.text().contains("4/12"));
    screen.keys("10G");
    assert!(screen.text().contains("10/12"), "a 0 that is not the first digit is one");
    screen.keys("2gg");
    assert!(screen.text().contains("2/12"));
    screen.keys("99j");
    assert!(screen.text().contains("12/12"));
    screen.keys("gg 2u");
    assert_eq!(screen.edits, [Edit::Undo(None), Edit::Undo(None)]);
    screen.keys("4 Space");
    assert!(screen.text().contains("5/12"));
    assert_eq!(screen.text().matches('●').count(), 4, "{}", screen.text());
}

#[test]
fn a_number_is_shown_with_the_keys_that_take_it_and_is_given_up_by_esc() {
    let mut screen = screen(KeymapName::Default);
    screen.keys("#");
    assert!(screen.text().contains("Type a number; the next key takes it."), "{}", screen.text());
    screen.keys("34");
    let text = screen.text();
    assert!(text.contains("34  then the key that takes it; Esc gives it up."), "{text}");
    assert!(text.contains("Up Up   Down Down   PgUp Page up"), "{text}");
    screen.keys("Backspace j");
    assert!(screen.text().contains("4/12"), "a digit can be taken back: {}", screen.text());
    screen.keys("#5 Esc j");
    assert!(screen.text().contains("5/12"), "{}", screen.text());
}

#[test]
fn a_number_before_what_takes_none_does_nothing_and_says_so() {
    let mut screen = screen(KeymapName::Vim);
    screen.keys("5r");
    assert!(screen.edits.is_empty());
    assert!(screen.text().contains("“Reviewed, next” takes no number: nothing was done."));
    screen.keys("r");
    assert_eq!(screen.edits.len(), 1, "the number is gone");
}

#[test]
fn matches_are_counted_on_into_answers_that_are_not_read_yet() {
    let at = |keys: &str| {
        let mut screen =
            Screen::with_keymap(120, 36, Skin::by_name("dark").unwrap(), Keymap::default(), Real::sample());
        screen.keys("/ipv6 Enter");
        screen.keys(keys);
        screen.picture()
    };
    assert_eq!(at("#4n"), at("nnnn"));
}

#[test]
fn a_capital_letter_adds_one_theme_more() {
    let mut screen = screen(KeymapName::Default);
    screen.keys("'I");
    let text = screen.text();
    assert!(text.contains("Enter these") && text.contains("● i IPv6"), "{text}");
    assert!(screen.edits.is_empty());
    screen.keys("k");
    let both = [ThemeChoice::Existing(theme("IPv6")), ThemeChoice::Existing(theme("Capacity building"))];
    assert_eq!(screen.edits, [tag(1, &both)], "one action, and one undo");
    screen.keys("'R Enter");
    assert_eq!(screen.edits[1], tag(1, &[ThemeChoice::Existing(theme("Routing security"))]));
    screen.keys("'R Esc");
    screen.keys("'i");
    assert_eq!(screen.edits.len(), 3);
    assert_eq!(screen.edits[2], tag(1, &both[..1]), "what Esc left is forgotten");
}

#[test]
fn one_key_more_than_the_letter_reviews_and_goes_on() {
    let mut screen = screen(KeymapName::Default);
    screen.keys("j\"");
    assert!(screen.text().contains("Quick tag, reviewed, next: "), "{}", screen.text());
    screen.keys("i");
    let reviewed = |number: u32| {
        let Edit::Tag { target, themes, stance } = tag(number, &[ThemeChoice::Existing(theme("IPv6"))])
        else {
            unreachable!()
        };
        Edit::TagReviewed { target, themes, stance, answers: vec![AnswerNumber(number)].into() }
    };
    assert_eq!(screen.edits, [reviewed(2)]);
    let text = screen.text();
    assert!(text.contains("u takes it back"), "{text}");
    assert!(!text.contains(" 2/12 "), "{text}");
    screen.keys("u");
    assert_eq!(screen.edits.len(), 2);
    // Through the picker, and by the last tagging again.
    screen.keys("\" .");
    assert_eq!(screen.edits.len(), 3);
    screen.keys("\"t");
    assert!(screen.text().contains("reviewed, next"), "{}", screen.text());
    screen.keys("Enter");
    assert_eq!(screen.edits.len(), 4);
    assert!(matches!(screen.edits[2..], [Edit::TagReviewed { .. }, Edit::TagReviewed { .. }]));
}

#[test]
fn sentences_are_gone_through_whole_from_both_ends_of_the_page() {
    let mut screen = screen(KeymapName::Default);
    screen.keys("jjjjjj Enter v");
    let chosen = |screen: &mut Screen<Sample>| -> Span {
        screen.keys("'i");
        match screen.edits.pop() {
            Some(Edit::Tag { target: Target::Passage(_, span), .. }) => span,
            other => panic!("{other:?}"),
        }
    };
    let first = chosen(&mut screen);
    screen.keys("vv");
    let second = chosen(&mut screen);
    screen.keys("vvvV");
    assert_eq!(chosen(&mut screen), second);
    assert!(second.start >= first.end && !second.is_empty());
    screen.keys("V");
    let last = chosen(&mut screen);
    assert!(last.start > second.start);
    screen.keys("Vv");
    assert!(screen.text().contains("That was the last sentence.") || chosen(&mut screen) == last);
}

#[test]
fn words_are_edited_in_fields_as_emacs_does() {
    let mut screen = screen(KeymapName::Emacs);
    screen.keys("Ctrl-s");
    screen.type_text("alpha beta gamma");
    screen.keys("Esc b Esc b Esc d Ctrl-a");
    screen.type_text("x");
    assert!(
        screen.text().contains("/ xalpha  gamma") || screen.text().contains("/ xalpha gamma"),
        "{}",
        screen.text()
    );
    screen.keys("Ctrl-g");
    assert!(!screen.text().contains("alpha"), "{}", screen.text());
    screen.keys("Esc");
    assert!(screen.text().contains("x Commands"), "what may follow Esc is told: {}", screen.text());
    screen.keys("x");
    assert!(screen.text().contains("Commands"), "{}", screen.text());
    screen.keys("Esc Esc");
    assert!(!screen.text().contains("Find any action"), "{}", screen.text());
}

/// Types the first keys of an action.
fn does<T: Answers>(screen: &mut Screen<T>, keymap: &Keymap, action: A, scope: Scope) {
    let keys = keymap.keys_for(action, scope);
    for key in keys.first().unwrap_or_else(|| panic!("{action:?} in {scope:?}")).split(' ') {
        match named(key) {
            Some(key) => screen.send(Event::Key(key)),
            None => screen.type_text(key),
        }
    }
}

#[test]
fn whatever_opens_is_left_by_the_key_that_leads_back() {
    for name in KeymapName::ALL {
        let keymap = Keymap::named(name);
        let skin = Skin::by_name("dark").unwrap();
        let mut screen = Screen::with_keymap(120, 36, skin, keymap.clone(), Real::sample());
        let first_line = |screen: &Screen<Real>| screen.text().lines().next().unwrap().to_owned();
        let leaves = |screen: &Screen<Real>| screen.text().trim_end().ends_with("leave");
        let mut opened = 0;
        for action in ACTIONS.iter().filter(|action| action.works_in(Scope::Answers)) {
            if matches!(action.id, A::Quit | A::Suspend | A::NoteInEditor | A::Tour | A::Undo | A::Redo) {
                continue;
            }
            does(&mut screen, &keymap, action.id, Scope::Answers);
            let (popup, other) = (leaves(&screen), !first_line(&screen).contains("Review"));
            opened += usize::from(popup || other);
            // Popups have a field, lists and texts have none: the same key leads out of both.
            for _ in 0..3 {
                does(&mut screen, &keymap, A::Back, Scope::Field);
            }
            assert!(!leaves(&screen), "{name}: {} is not left\n{}", action.name, screen.text());
            if other {
                does(&mut screen, &keymap, A::ScreenReview, Scope::History);
            }
            assert!(first_line(&screen).contains("Review"), "{name}: {}\n{}", action.name, screen.text());
        }
        assert!(opened > 15, "{name}: only {opened} popups and screens opened");
    }
}
