//! The filter panes: what is chosen in them stands in the query, and what is open and shut comes back.

use rapporteur::config::remembered::Remembered;
use rapporteur::tui::event::Effect;
use rapporteur::tui::pane::filters::Folds;

use super::harness::Screen;
use super::sample::Sample;

/// The filter pane has the keys.
fn screen(width: u16, height: u16) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::wide());
    screen.keys(if width < 100 { "f" } else { "Tab Tab" });
    screen
}

/// The query bar.
fn query(screen: &Screen<Sample>) -> String {
    screen.text().lines().next().unwrap().to_owned()
}

/// Goes to the line of the pane of which the foot of the screen says these words, from the top down.
fn go(screen: &mut Screen<Sample>, words: &str) {
    screen.keys("g g");
    for _ in 0..40 {
        if screen.text().lines().rev().take(2).any(|line| line.contains(words)) {
            return;
        }
        screen.keys("j");
    }
    panic!("{words} is not there:\n{}", screen.text());
}

#[test]
fn how_they_look() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = screen(width, height);
        go(&mut screen, "Section 2");
        screen.keys("Space");
        go(&mut screen, "Question 4");
        screen.keys("Space");
        go(&mut screen, "Region Africa");
        screen.keys("Right");
        go(&mut screen, "Country Uganda");
        screen.keys("-");
        insta::assert_snapshot!(format!("filters_{width}_by_{height}"), screen.picture());
    }
}

#[test]
fn one_of_what_is_chosen_in_a_pane_is_enough() {
    let mut screen = screen(120, 36);
    go(&mut screen, "Section 2");
    screen.keys("Space");
    assert!(query(&screen).contains("section:2"), "{}", screen.text());
    go(&mut screen, "Question 4");
    screen.keys("Space");
    assert!(query(&screen).contains("(section:2 OR q:4)"), "{}", screen.text());
    go(&mut screen, "no theme yet");
    screen.keys("Space");
    assert!(query(&screen).contains("(section:2 OR q:4) no:theme"), "{}", screen.text());
    go(&mut screen, "Section 2");
    assert!(screen.text().contains("Section 2 What comes next: chosen, 7 answers"), "{}", screen.text());
    screen.keys("Space");
    assert!(query(&screen).contains("q:4 no:theme"), "{}", screen.text());
    screen.keys("c");
    assert!(query(&screen).contains("no:theme") && !query(&screen).contains("q:4"), "{}", screen.text());
    go(&mut screen, "Submitted late");
    screen.keys("- j Enter");
    assert!(query(&screen).contains("no:theme is:withdrawn"), "{}", screen.text());
}

#[test]
fn what_is_typed_is_what_the_panes_show() {
    let mut screen = screen(120, 36);
    screen.keys("/");
    screen.type_text("(country:za OR region:Antarctica) -is:late");
    screen.keys("Enter");
    // Of a region in which something is chosen the countries are shown.
    let text = screen.text();
    assert!(text.contains("South Africa") && text.contains("Uganda") && !text.contains("Peru"), "{text}");
    screen.keys("Tab Tab");
    go(&mut screen, "Region Antarctica: chosen");
    go(&mut screen, "Country South Africa: chosen");
    go(&mut screen, "Submitted late: left out");
}

#[test]
fn regions_open_and_shut_and_so_they_come_back() {
    let mut screen = screen(120, 36);
    assert!(!screen.text().contains("Uganda") && screen.text().contains("Sweden"), "{}", screen.text());
    go(&mut screen, "Region Africa");
    screen.keys("Right");
    assert!(screen.text().contains("Uganda"), "{}", screen.text());
    go(&mut screen, "Status todo");
    screen.keys("Left");
    assert!(!screen.text().contains("flagged"), "{}", screen.text());
    let mut kept = Remembered::default();
    let mut section = None;
    for effect in &screen.effects {
        if let Effect::Remember(memory) = effect {
            section = Some(memory.section.clone());
            kept.put(memory.clone());
        }
    }
    let mut other = Screen::new(120, 36, Sample::wide());
    other.app.set_folds(kept.get::<Folds>(&section.unwrap(), Folds::MEMORY).unwrap());
    assert!(other.text().contains("Uganda") && !other.text().contains("flagged"), "{}", other.text());
    // From a country, its region is shut.
    go(&mut screen, "Country Uganda");
    screen.keys("Left");
    assert!(!screen.text().contains("Uganda"), "{}", screen.text());
    assert!(screen.text().contains("Region Africa: 3 answers if chosen"), "{}", screen.text());
}

#[test]
fn files_and_closed_answers_are_chosen_like_all_else() {
    let mut screen = screen(120, 36);
    // There may be hundreds of files and dozens of columns: their values show when they are wanted.
    screen.keys("G");
    assert!(!screen.text().contains("form.csv") && !screen.text().contains("10-49"), "{}", screen.text());
    screen.keys("k Enter j j Space");
    assert!(query(&screen).contains("source:form.csv"), "{}", screen.text());
    screen.keys("G Enter G k -");
    assert!(
        query(&screen).contains("source:form.csv -attr:\"Organisation size, by people employed\"=10-49"),
        "{}",
        screen.text()
    );
    assert!(
        screen.text().contains("people employed 10-49: left out, 4 answers if chosen"),
        "{}",
        screen.text()
    );
    insta::assert_snapshot!("files_and_closed_answers", screen.picture());
    screen.keys("c");
    assert!(!query(&screen).contains("attr:"), "{}", screen.text());
}
