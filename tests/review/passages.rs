//! Passages under the hand: matches, the mouse, stances, and walking from one to the next.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::span::Span;
use rapporteur::model::work::{Stance, Target};
use rapporteur::tui::event::{Effect, Event};
use rapporteur::tui::skin::{SignSet, Skin};

use super::harness::Screen;
use super::real::Real;
use super::sample::{CROWD, Sample, TEXT, theme};

/// The seventh answer in the reader.
fn reading() -> Screen<Sample> {
    let mut screen = Screen::new(120, 36, Sample::new());
    screen.keys("jjjjjj Enter");
    screen
}

fn mouse(screen: &mut Screen<Sample>, kind: MouseEventKind, (column, row): (u16, u16)) {
    screen.send(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

fn click(screen: &mut Screen<Sample>, at: (u16, u16)) {
    mouse(screen, MouseEventKind::Down(MouseButton::Left), at);
    mouse(screen, MouseEventKind::Up(MouseButton::Left), at);
}

/// What `y` copies now.
fn copied(screen: &mut Screen<Sample>) -> String {
    screen.keys("y");
    let copied = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    copied.unwrap()
}

/// Where a word of the text stands on the screen.
fn place(screen: &Screen<Sample>, word: &str) -> (u16, u16) {
    let text = screen.text();
    let found = text.lines().zip(0..).find_map(|(line, row)| {
        let right: String = line.chars().skip(64).collect();
        let column = right[..right.find(word)?].chars().count() + 64;
        Some((column as u16, row))
    });
    found.unwrap_or_else(|| panic!("no {word} in\n{text}"))
}

#[test]
fn v_on_a_match_takes_the_match_and_it_can_be_made_longer() {
    let mut screen = reading();
    screen.keys("/");
    screen.type_text("origin record");
    screen.keys("Enter v");
    assert_eq!(copied(&mut screen), "origin record");
    screen.keys("o b");
    assert_eq!(copied(&mut screen), "valid origin record");
}

#[test]
fn clicks_take_a_word_and_a_paragraph_and_dragging_goes_on_by_them() {
    let mut screen = reading();
    let public = place(&screen, "public");
    click(&mut screen, public);
    click(&mut screen, public);
    assert_eq!(copied(&mut screen), "public");
    click(&mut screen, public);
    mouse(&mut screen, MouseEventKind::Down(MouseButton::Left), public);
    let region = place(&screen, "region");
    mouse(&mut screen, MouseEventKind::Drag(MouseButton::Left), (region.0 + 2, region.1));
    assert_eq!(copied(&mut screen), "public tender in the region", "whole words, wherever they are let go");
    (0..3).for_each(|_| click(&mut screen, public));
    assert_eq!(copied(&mut screen), TEXT.split('\n').next().unwrap());
}

#[test]
fn dragging_beyond_the_edge_scrolls_on() {
    let mut screen = Screen::new(120, 16, Sample::new());
    screen.keys("jjjjjj Enter");
    let start = place(&screen, "Networks");
    mouse(&mut screen, MouseEventKind::Down(MouseButton::Left), start);
    for _ in 0..20 {
        mouse(&mut screen, MouseEventKind::Drag(MouseButton::Left), (118, 15));
    }
    mouse(&mut screen, MouseEventKind::Up(MouseButton::Left), (118, 15));
    assert_eq!(copied(&mut screen), TEXT);
}

#[test]
fn v_from_a_passage_takes_it_and_s_turns_the_tag_just_made() {
    let mut screen = reading();
    screen.keys(") v o w 'd s");
    let ask = "We ask that every public tender in the region require working IPv6 by 2028";
    let start = TEXT.find(ask).unwrap() as u32;
    let shorter = Span::new(start + 3, start + ask.len() as u32);
    let Edit::Tag { target, .. } = &screen.edits[0] else { panic!("{:?}", screen.edits) };
    assert_eq!(*target, Target::Passage(AnswerNumber(7), shorter), "without its first word");
    // The tag just made is not the one that was pointed at before; this review never shows it, so nothing turns.
    assert_eq!(screen.edits.len(), 1, "{:?}", screen.edits);
}

#[test]
fn a_passage_pointed_at_from_the_list_takes_the_next_keys() {
    let mut screen = Screen::new(120, 36, Sample::new());
    screen.keys("jjjjjj ) s");
    let [Edit::SetStance { stance, .. }] = &screen.edits[..] else { panic!("{:?}", screen.edits) };
    assert_eq!(*stance, Stance::next(Some(Stance::For)));
}

#[test]
fn of_the_same_question_the_next_one_says_which_it_is() {
    let mut screen = Screen::new(120, 36, Sample::new());
    screen.keys("]");
    assert!(screen.text().contains("2 of 5 answers to question 4 in this list."), "{}", screen.text());
}

#[test]
fn all_that_the_filter_shows_is_tagged_as_one_action_and_taken_back_as_one() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("/");
    screen.type_text("q:1 no:theme");
    screen.keys("Enter Ctrl-a");
    let all = screen.answers.numbers("q:1 no:theme").len();
    assert!(all > 3);
    assert!(screen.text().contains(&format!("Marked {all} answers")), "{}", screen.text());
    screen.keys("t");
    screen.type_text("Cables");
    screen.keys("Enter");
    assert!(screen.text().contains(&format!("Tagged {all} answers")), "{}", screen.text());
    assert_eq!(screen.answers.numbers("q:1 no:theme").len(), 0);
    screen.keys("u");
    assert_eq!(screen.answers.numbers("q:1 no:theme").len(), all);
}

#[test]
fn the_last_themes_have_digits_and_a_range_is_one_action() {
    let mut screen = Screen::new(120, 36, Sample::new());
    screen.keys("'i 'r Space jj V '2");
    let Edit::Tag { target, themes, .. } = &screen.edits[2] else { panic!("{:?}", screen.edits) };
    assert_eq!(*target, Target::Answers([1, 2, 3, 4].map(AnswerNumber).to_vec().into()));
    assert_eq!(*themes, [ThemeChoice::Existing(theme("IPv6"))], "the last theme but one");
    assert_eq!(screen.edits.len(), 3, "four answers, one action");
}

#[test]
fn the_next_todo_is_the_next_within_the_filter() {
    let mut screen = Screen::new(120, 36, Sample::new());
    screen.keys("/");
    screen.type_text("q:4");
    screen.keys("Enter } }");
    assert!(screen.text().contains(" 4/5 "), "{}", screen.text());
    screen.keys("}");
    assert!(screen.text().contains("No answer to do further down in this list."), "{}", screen.text());
    screen.keys("{");
    assert!(screen.text().contains(" 2/5 "), "{}", screen.text());
}

/// The text with so many more tags over its first passage, the passage pointed at.
fn crowded(size: (u16, u16), skin: Skin, more: usize) -> Screen<Sample> {
    let mut screen = Screen::with_skin(size.0, size.1, skin, Sample::crowded(more));
    screen.keys("jjjjjj Enter )");
    screen
}

#[test]
fn four_overlapping_tags_of_three_analysts_have_a_lane_each_and_a_line_for_each_analyst() {
    let dark = || Skin::by_name("dark").unwrap();
    for size in [(120, 36), (80, 24)] {
        let name = format!("crowded_{}_by_{}", size.0, size.1);
        insta::assert_snapshot!(name, crowded(size, dark(), 3).picture());
    }
    // Neither colours nor signs beyond ASCII are needed: the same letters, and three lines.
    let lanes = |skin, signs: [&str; 3]| {
        let text = crowded((80, 24), skin, 3).text();
        for sign in signs.into_iter().chain(["i", "n", "k", "d"]) {
            let beside = |line: &&str| line.chars().take(6).any(|c| sign == c.to_string());
            assert!(text.lines().skip(10).filter(beside).count() >= 1, "{sign} in\n{text}");
        }
    };
    lanes(Skin::by_name("mono").unwrap(), ["│", "┊", "╎"]);
    lanes(Skin::by_name("mono").unwrap().with_signs(SignSet::Ascii), ["|", ":", ";"]);
}

#[test]
fn beyond_six_lanes_it_is_said_how_many_more_there_are_and_the_status_line_names_them_all() {
    let mut screen = crowded((120, 36), Skin::by_name("dark").unwrap(), 8);
    let text = screen.text();
    assert!(text.lines().any(|line| line.contains("+4")), "{text}");
    assert!(text.contains("tags here: "), "{text}");
    screen.resize(200, 60);
    let text = screen.text();
    for (theme, _, analyst) in &CROWD[..3] {
        let short = theme.split(' ').next().unwrap();
        assert!(text.contains(&format!("{short}, {analyst}")), "{short} of {analyst} in\n{text}");
    }
}
