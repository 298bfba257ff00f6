//! Going about in a list of any length: to a place, in another order, from match to match.

use super::harness::Screen;
use super::real::Real;
use super::sample::Sample;

fn sample() -> Screen<Sample> {
    Screen::new(120, 36, Sample::new())
}

fn real() -> Screen<Real> {
    Screen::new(120, 36, Real::sample())
}

/// The figure of the answers list: the cursor's place, and how many there are.
fn figure(text: &str) -> (usize, usize) {
    let line = text.lines().find(|line| line.contains(" Answers ")).unwrap();
    let figure = line.split_whitespace().find(|word| word.contains('/')).unwrap();
    let (at, of) = figure.split_once('/').unwrap();
    (at.parse().unwrap(), of.parse().unwrap())
}

#[test]
fn a_place_is_gone_to_by_its_number_or_as_a_share() {
    let mut screen = sample();
    for (typed, place) in [("7", 7), ("50%", 6), ("100%", 12), ("999", 12), ("1", 1)] {
        screen.keys("g p");
        screen.type_text(typed);
        screen.keys("Enter");
        assert_eq!(figure(&screen.text()), (place, 12), "{typed}");
    }
    screen.keys("g p");
    screen.type_text("ten");
    screen.keys("Enter");
    // The popup says what could be typed, and stays.
    assert!(screen.text().contains("A number from 1 to 12, or a share such as 50%"), "{}", screen.text());
    screen.keys("Esc");
    assert_eq!(figure(&screen.text()), (1, 12));
}

#[test]
fn how_they_look() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = Screen::new(width, height, Sample::new());
        screen.keys("g p");
        screen.type_text("50%");
        insta::assert_snapshot!(format!("place_{width}_by_{height}"), screen.text());
        screen.keys("Esc g s");
        insta::assert_snapshot!(format!("sort_{width}_by_{height}"), screen.text());
    }
}

#[test]
fn the_list_is_sorted_by_a_choice_that_stands_in_the_query() {
    let mut screen = real();
    let first_by = |screen: &Screen<Real>, query: &str| {
        let first = screen.answers.numbers(query)[0];
        screen.answers.view(first).metadata.submitter.unwrap_or_default()
    };
    screen.keys("g s");
    screen.type_text("longest");
    screen.keys("Enter");
    let bar = |screen: &Screen<Real>| screen.text().lines().next().unwrap().to_owned();
    assert!(bar(&screen).contains("sort:-words"), "{}", bar(&screen));
    screen.keys("g g");
    assert!(screen.text().contains(&first_by(&screen, "sort:-words")));
    // The other way round is one line above; the chooser opens on what holds now.
    screen.keys("g s Up Enter");
    assert!(bar(&screen).contains("sort:words") && !bar(&screen).contains("sort:-"), "{}", bar(&screen));
    screen.keys("g s Home");
    screen.type_text("as they came");
    screen.keys("Enter");
    assert!(!bar(&screen).contains("sort:"), "{}", bar(&screen));
    screen.keys("H");
    assert!(bar(&screen).contains("sort:words"), "{}", bar(&screen));
}

#[test]
fn the_submissions_are_sorted_too_by_what_they_have() {
    let mut screen = real();
    screen.keys("4 g s");
    assert!(!screen.text().contains("Words, the longest"), "{}", screen.text());
    screen.type_text("date last");
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.lines().next().unwrap().contains("sort:-date"), "{text}");
    assert!(text.contains("Submissions"), "{text}");
}

#[test]
fn n_goes_on_from_answer_to_answer_that_hold_a_word_of_the_query() {
    let mut screen = real();
    screen.keys("/");
    // Beside those with the word stand answers without it: they are passed over.
    screen.type_text("ipv6 OR q:11");
    screen.keys("Enter g g");
    let all = screen.answers.numbers("ipv6 OR q:11");
    let holding = screen.answers.numbers("ipv6");
    assert!(holding.len() > 2 && all.len() > holding.len());
    let expected: Vec<usize> = (1..=all.len()).filter(|at| holding.contains(&all[at - 1])).collect();
    let walk = |screen: &mut Screen<Real>, key: &str| {
        let mut places = Vec::new();
        for _ in 0..1000 {
            screen.keys(key);
            let text = screen.text();
            if text.contains("No further match.") {
                return places;
            }
            let (at, _) = figure(&text);
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
        panic!("it never ends");
    };
    assert_eq!(walk(&mut screen, "n"), expected);
    screen.keys("j k");
    let back: Vec<usize> = expected.iter().rev().copied().collect();
    assert_eq!(walk(&mut screen, "N"), back);
}

#[test]
fn n_goes_on_from_answer_to_answer_that_hold_what_is_found() {
    let mut screen = real();
    screen.keys("Enter /");
    screen.type_text("rout");
    screen.keys("Enter");
    let all = screen.answers.numbers("");
    let holding = screen.answers.numbers("rout*");
    assert!(holding.len() > 2);
    let mut gone_to = Vec::new();
    for _ in 0..1000 {
        screen.keys("n");
        let text = screen.text();
        if text.contains("No further match.") {
            break;
        }
        let number = all[figure(&text).0 - 1];
        if gone_to.last() != Some(&number) {
            gone_to.push(number);
        }
    }
    assert_eq!(gone_to, holding);
}

#[test]
fn keys_after_n_wait_until_the_match_is_there() {
    let mut screen = real();
    screen.keys("/");
    screen.type_text("ipv6");
    screen.keys("Enter");
    while {
        screen.keys("n");
        figure(&screen.text()).0 == 1
    } {}
    screen.keys("g g");
    screen.held = Some(Vec::new());
    // In the first answer there may be several; the last of these goes on to the second one.
    screen.keys("n n n n n n n n n n");
    assert_eq!(figure(&screen.text()).0, 1);
    while screen.held.as_ref().is_some_and(|held| !held.is_empty()) {
        screen.release();
    }
    assert!(figure(&screen.text()).0 > 1, "{}", screen.text());
}
