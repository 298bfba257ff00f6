//! The first look: five steps; any key ends it and does its own work.

use rapporteur::tui::event::Effect;

use super::harness::Screen;
use super::sample::Sample;

fn touring(width: u16, height: u16) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::new());
    screen.app.show_tour();
    screen
}

fn is_remembered(screen: &Screen<Sample>) -> bool {
    screen.effects.iter().any(|e| matches!(e, Effect::Remember(memory) if memory.name == "first-look"))
}

#[test]
fn the_card_leaves_the_list_and_the_hints_in_sight() {
    for (width, height) in [(120, 36), (80, 24)] {
        insta::assert_snapshot!(format!("tour_{width}_by_{height}"), touring(width, height).text());
    }
}

#[test]
fn enter_goes_through_five_steps_and_does_nothing_else() {
    let mut screen = touring(120, 36);
    let before = Screen::new(120, 36, Sample::new()).text();
    for step in 1..=5 {
        assert!(screen.text().contains(&format!("{step} of 5")), "{}", screen.text());
        assert!(!is_remembered(&screen));
        screen.keys("Enter");
    }
    assert!(is_remembered(&screen));
    assert_eq!(screen.text(), before);
}

#[test]
fn any_other_key_ends_it_and_does_its_own_work() {
    let mut screen = touring(120, 36);
    screen.keys("j");
    assert!(is_remembered(&screen));
    assert!(!screen.text().contains("First look") && screen.text().contains("2/12"), "{}", screen.text());
    let mut screen = touring(120, 36);
    screen.keys("t");
    assert!(!screen.text().contains("First look") && screen.text().contains("choose"), "{}", screen.text());
    screen.keys("Esc");
    assert!(!screen.text().contains("First look"));
}

#[test]
fn it_goes_on_where_it_was_left() {
    let mut screen = touring(120, 36);
    screen.keys("Enter Enter Esc");
    assert!(!screen.text().contains("First look"));
    screen.keys("F2");
    assert!(screen.text().contains("3 of 5"), "{}", screen.text());
}
