//! Panes that are made wider and taller, by keys and by the mouse, and come back so.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rapporteur::config::remembered::{Memory, Remembered};
use rapporteur::tui::event::{Effect, Event};
use rapporteur::tui::layout::Sizes;

use super::harness::Screen;
use super::sample::Sample;

fn screen(width: u16, height: u16) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::new());
    screen.keys("jjjjjj");
    screen
}

fn mouse(screen: &mut Screen<Sample>, kind: MouseEventKind, column: u16, row: u16) {
    screen.send(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// Takes hold of a place, goes to others and lets go.
fn drag(screen: &mut Screen<Sample>, path: &[(u16, u16)]) {
    let (first, last) = (path[0], path[path.len() - 1]);
    mouse(screen, MouseEventKind::Down(MouseButton::Left), first.0, first.1);
    for (column, row) in &path[1..] {
        mouse(screen, MouseEventKind::Drag(MouseButton::Left), *column, *row);
    }
    mouse(screen, MouseEventKind::Up(MouseButton::Left), last.0, last.1);
}

/// What the screen asked to be remembered, in order.
fn remembered(screen: &Screen<Sample>) -> Vec<Memory> {
    let memory = |effect: &Effect| match effect {
        Effect::Remember(memory) => Some(memory.clone()),
        _ => None,
    };
    screen.effects.iter().filter_map(memory).collect()
}

/// The columns of the dividers, by the signs under which they hang.
fn dividers(screen: &Screen<Sample>) -> Vec<usize> {
    let text = screen.text();
    let titles = text.lines().nth(1).unwrap().chars().collect::<Vec<_>>();
    (0..titles.len()).filter(|at| titles[*at] == '┬').collect()
}

/// The line of the reader's title.
fn reader_at(screen: &Screen<Sample>) -> usize {
    screen.text().lines().position(|line| line.contains("81 words")).unwrap()
}

#[test]
fn resized_at_120_by_36() {
    let mut screen = screen(120, 36);
    screen.keys("Ctrl-w > Ctrl-w > f f Ctrl-w <");
    insta::assert_snapshot!(screen.picture());
}

#[test]
fn resized_at_80_by_24() {
    let mut screen = screen(80, 24);
    screen.keys("Ctrl-w + Ctrl-w +");
    insta::assert_snapshot!(screen.picture());
}

#[test]
fn keys_move_the_divider_of_the_pane_that_has_them() {
    let mut screen = screen(120, 36);
    assert_eq!(dividers(&screen), [24, 63]);
    screen.keys("Ctrl-w >");
    assert_eq!(dividers(&screen), [24, 67]);
    screen.keys("Enter Ctrl-w >");
    assert_eq!(dividers(&screen), [24, 63], "a wider reader is a narrower list");
    screen.keys("Tab Ctrl-w >");
    assert_eq!(dividers(&screen), [28, 63]);
    screen.keys("Ctrl-w =");
    assert_eq!(dividers(&screen), [24, 63]);
    assert_eq!(remembered(&screen).len(), 4);
}

#[test]
fn keys_that_can_do_nothing_say_why() {
    let mut screen = screen(120, 36);
    screen.keys("Ctrl-w +");
    assert!(screen.text().contains("This pane has the full height."), "{}", screen.text());
    screen.keys("z Ctrl-w >");
    assert!(screen.text().contains("There is one pane only."), "{}", screen.text());
    screen.keys("z");
    for _ in 0..40 {
        screen.keys("Ctrl-w <");
    }
    assert!(screen.text().contains("It cannot shrink further."), "{}", screen.text());
    assert_eq!(dividers(&screen), [24, 49]);
    screen.resize(80, 24);
    screen.keys("Ctrl-w >");
    assert!(screen.text().contains("This pane has the full width."), "{}", screen.text());
}

#[test]
fn the_pending_prefix_shows_what_may_follow() {
    let mut screen = screen(120, 36);
    screen.keys("Ctrl-w");
    let text = screen.text();
    assert!(
        ["> Wider", "< Narrower", "+ Taller", "- Lower", "= Usual sizes"].iter().all(|k| text.contains(k)),
        "{text}"
    );
}

#[test]
fn the_mouse_drags_dividers_and_a_double_click_resets_them() {
    let mut screen = screen(120, 36);
    drag(&mut screen, &[(63, 10), (64, 10), (70, 12)]);
    assert_eq!(dividers(&screen), [24, 70]);
    drag(&mut screen, &[(24, 3), (0, 3), (30, 90)]);
    assert_eq!(dividers(&screen), [30, 70]);
    assert_eq!(remembered(&screen).len(), 2, "while it is dragged nothing is written");
    // A single click moves nothing, a drag after it neither resets.
    drag(&mut screen, &[(70, 10)]);
    drag(&mut screen, &[(70, 10), (71, 10)]);
    assert_eq!(dividers(&screen), [30, 71]);
    drag(&mut screen, &[(71, 10)]);
    drag(&mut screen, &[(71, 10)]);
    assert_eq!(dividers(&screen), [24, 63]);
    // Clicks on two dividers are no double click.
    drag(&mut screen, &[(63, 10), (60, 10)]);
    drag(&mut screen, &[(60, 10)]);
    drag(&mut screen, &[(24, 10)]);
    assert_eq!(dividers(&screen), [24, 60]);
}

#[test]
fn where_panes_are_stacked_the_readers_title_is_dragged() {
    let mut screen = screen(80, 24);
    assert_eq!(reader_at(&screen), 9);
    drag(&mut screen, &[(20, 9), (20, 12)]);
    assert_eq!(reader_at(&screen), 12);
    drag(&mut screen, &[(20, 12), (20, 0)]);
    assert_eq!(reader_at(&screen), 5, "the list keeps three rows");
    screen.keys("Ctrl-w =");
    assert_eq!(reader_at(&screen), 9);
}

#[test]
fn each_class_of_screen_has_sizes_of_its_own_that_come_back() {
    let mut one = screen(120, 36);
    one.keys("Ctrl-w >");
    one.resize(160, 40);
    assert_eq!(dividers(&one), [26, 73]);
    one.keys("Ctrl-w <");
    one.resize(80, 24);
    one.keys("Ctrl-w +");

    let mut kept = Remembered::default();
    for memory in remembered(&one) {
        kept.put(memory);
    }
    let section = remembered(&one)[0].section.clone();
    let mut other = screen(120, 36);
    other.app.set_sizes(kept.get::<Sizes>(&section, Sizes::MEMORY).unwrap());
    assert_eq!(dividers(&other), [24, 67]);
    other.resize(160, 40);
    assert_eq!(dividers(&other), [26, 69]);
    other.resize(80, 24);
    assert_eq!(reader_at(&other), 11);
}

#[test]
fn the_selection_and_the_place_stay_when_panes_change() {
    let mut screen = screen(120, 36);
    screen.keys("v s");
    let selected = |screen: &Screen<Sample>| screen.text().contains("Networks that people rely on");
    screen.keys("Ctrl-w >");
    assert!(selected(&screen) && screen.text().contains("7/12"), "{}", screen.text());
    assert!(screen.text().contains("Arrows, w, s and p move its end"), "{}", screen.text());
}

#[test]
fn every_popup_fits_between_panes_of_any_size() {
    for (width, height, path) in [
        (120, 36, [(24, 5), (0, 5)]),
        (120, 36, [(24, 5), (119, 5)]),
        (120, 36, [(63, 5), (0, 5)]),
        (120, 36, [(63, 5), (119, 5)]),
        (100, 30, [(55, 5), (0, 5)]),
        (200, 60, [(99, 5), (0, 5)]),
        (80, 24, [(5, 9), (5, 0)]),
        (80, 24, [(5, 9), (5, 23)]),
    ] {
        for keys in ["", "t rou", "a", "S", "x", ":", "?", "0", "'", "f", "f Ctrl-w >", "v s"] {
            let mut screen = screen(width, height);
            drag(&mut screen, &path);
            screen.keys(keys);
            // Drawing neither fails nor leaves the screen.
            assert!(screen.text().lines().count() <= usize::from(height));
        }
    }
}
