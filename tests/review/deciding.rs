//! Going through the texts that have a theme's terms without its tag: yes, no or later, a key each.

use rapporteur::model::edit::Edit;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::work::Target;

use super::harness::Screen;
use super::real::Real;

/// What is left to be decided on.
const LEFT: &str = "terms:IPv6 -theme:IPv6 -declined:IPv6";

/// The sample, gone through for IPv6 from the filter pane; what is to be decided on.
fn asked() -> (Screen<Real>, Vec<AnswerNumber>) {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("Shift-Tab");
    let on_ipv6 = |screen: &Screen<Real>| {
        screen.text().lines().any(|line| line.starts_with('▌') && line.contains("IPv6"))
    };
    for _ in 0..200 {
        if on_ipv6(&screen) {
            break;
        }
        screen.keys("j");
    }
    let left = screen.answers.numbers(LEFT);
    assert!(on_ipv6(&screen) && left.len() > 3, "{}", screen.text());
    screen.keys("w");
    (screen, left)
}

#[test]
fn a_key_each_decides_and_goes_on() {
    let (mut screen, left) = asked();
    insta::assert_snapshot!("deciding_120_by_36", screen.picture());
    screen.keys("y n Space");
    let [yes, no] = &screen.edits[..] else { panic!("{:?}", screen.edits) };
    let is_on = |target: &Target, number| *target == Target::Answers(vec![number].into());
    assert!(matches!(yes, Edit::Tag { target, .. } if is_on(target, left[0])), "{yes:?}");
    assert!(matches!(no, Edit::Decline { answers, .. } if *answers == vec![left[1]].into()), "{no:?}");
    // What was put off is asked again, what was decided is not.
    assert_eq!(screen.answers.numbers(LEFT), left[2..]);
    screen.keys("u");
    assert_eq!(screen.answers.numbers(LEFT), left[1..]);
}

#[test]
fn esc_stops_asking_and_the_list_stays() {
    let (mut screen, left) = asked();
    screen.keys("Esc");
    assert!(screen.text().contains("Answers"), "{}", screen.text());
    // The usual keys hold: n goes to the next match, Space marks.
    screen.keys("n Space");
    assert!(screen.edits.is_empty());
    assert_eq!(screen.answers.numbers(LEFT), left);
    screen.keys("H");
    assert!(!screen.text().contains("terms:"), "{}", screen.text());
}

#[test]
fn the_marks_are_decided_on_at_once() {
    let (mut screen, left) = asked();
    screen.resize(80, 24);
    insta::assert_snapshot!("deciding_80_by_24", screen.picture());
    screen.keys("Ctrl-a n");
    assert_eq!(screen.edits.len(), 1);
    assert!(screen.answers.numbers(LEFT).is_empty());
    screen.keys("u");
    assert_eq!(screen.answers.numbers(LEFT), left);
}
