//! The notes in one place: read, searched, rewritten, removed, and back to what they are on.

use super::harness::Screen;
use super::real::Real;
use super::sample::Sample;

fn notes() -> Screen<Real> {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("g n");
    screen
}

#[test]
fn how_they_look() {
    for (name, width, height) in [("120_by_36", 120, 36), ("80_by_24", 80, 24), ("58_by_16", 58, 16)] {
        let mut screen = Screen::new(width, height, Sample::new());
        screen.keys("g n j");
        insta::assert_snapshot!(format!("notes_{name}"), screen.picture());
    }
}

#[test]
fn a_note_is_found_read_in_its_place_and_come_back_to() {
    let mut screen = notes();
    let all = screen.answers.workspace.notes(None).unwrap();
    let third = all[2].clone();
    screen.keys("j j Enter");
    assert_eq!(screen.answers.view(third.number.unwrap()).reference, third.reference.clone().unwrap());
    let there = screen.text();
    assert!(there.contains(" 1 Review") && there.contains("id:"), "{there}");
    screen.keys("H");
    assert!(screen.text().contains("Notes") && screen.text().contains("3/"), "{}", screen.text());
    screen.keys("/");
    screen.type_text(&third.text.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
    screen.keys("Enter");
    assert!(screen.text().contains("1/1"), "{}", screen.text());
    screen.keys("Esc");
    assert!(!screen.text().contains("1/1"), "{}", screen.text());
}

#[test]
fn ones_own_is_rewritten_and_removed_and_anothers_is_left_alone() {
    let mut screen = notes();
    let all = screen.answers.workspace.notes(None).unwrap();
    let mine = all.iter().position(|note| note.analyst == "amina").unwrap();
    let anothers = all.iter().position(|note| note.analyst != "amina").unwrap();
    screen.keys(&"j".repeat(anothers));
    screen.keys("d e");
    assert!(screen.edits.is_empty());
    assert!(screen.text().contains("only its writer changes it"), "{}", screen.text());
    screen.keys("g g");
    screen.keys(&"j".repeat(mine));
    screen.keys("e");
    screen.type_text("And ask again. ");
    screen.keys("Ctrl-s");
    let said = |screen: &Screen<Real>| {
        let notes = screen.answers.workspace.notes(None).unwrap();
        notes.iter().find(|note| note.id == all[mine].id).map(|note| note.text.clone())
    };
    assert!(said(&screen).unwrap().contains("And ask again."));
    screen.keys("d");
    assert_eq!(said(&screen), None);
    screen.keys("u u");
    assert_eq!(said(&screen), Some(all[mine].text.clone()));
}
