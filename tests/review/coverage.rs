//! The grid of submissions by questions: how it looks, that it says what the command says, and what its cells open.

use rapporteur::model::coverage::State;

use super::harness::Screen;
use super::submissions::{Real, real_with};
use crate::cli::coverage::{FORM, PAPER};

fn grid(width: u16, height: u16) -> Screen<Real> {
    let mut screen = real_with(width, height, &[("form.csv", FORM), ("paper.md", PAPER)]);
    screen.keys("4 c");
    screen
}

#[test]
fn coverage_at_all_sizes() {
    insta::assert_snapshot!("coverage_120_by_36", grid(120, 36).picture());
    let mut narrow = grid(80, 24);
    narrow.keys("j Right Right Right");
    insta::assert_snapshot!("coverage_80_by_24", narrow.picture());
    for (width, height) in [(58, 16), (200, 60)] {
        insta::assert_snapshot!(format!("coverage_{width}_by_{height}"), grid(width, height).text());
    }
}

#[test]
fn its_numbers_are_those_of_the_command() {
    let screen = grid(200, 60);
    let workspace = &screen.answers.workspace;
    let all = workspace.coverage(&workspace.resolve("").unwrap()).unwrap();
    let text = screen.text();
    for row in &all.submissions {
        let shown = row.cells.iter().map(|cell| match cell.state {
            State::Answered => cell.words.to_string(),
            State::Missing => "·".to_owned(),
            other => other.name().to_owned(),
        });
        let line = text.lines().find(|line| line.contains(&row.reference)).unwrap();
        let told: Vec<&str> = line.split_whitespace().filter(|word| !word.contains('▌')).collect();
        let shown: Vec<String> = shown.collect();
        assert!(told.join(" ").contains(&shown.join(" ")), "{shown:?}\n{line}");
    }
    for state in State::ALL {
        let counts: Vec<String> = all.totals.iter().map(|total| total.of(state).to_string()).collect();
        let line = text.lines().find(|line| line.trim_start().starts_with(state.name())).unwrap();
        let told = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(&counts.join(" ")), "{counts:?}\n{line}");
    }
}

#[test]
fn every_cell_opens_what_is_behind_it_and_h_comes_back() {
    let mut screen = grid(120, 36);
    screen.keys("Right Right Right");
    assert!(
        screen.text().contains("F-1, question 4: only refers to another answer, 3 words."),
        "{}",
        screen.text()
    );
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / ref:F-1") && text.contains("See answer 1"), "{text}");
    assert!(text.contains("4 Challenges ─") || text.contains("4 Challenges ━"), "{text}");
    screen.keys("H");
    assert!(screen.text().contains("Coverage: 4 "), "the same cell: {}", screen.text());
    screen.keys("Right Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / ref:F-1") && text.contains("question 5: nothing"), "{text}");
    screen.keys("H End");
    for _ in 0..12 {
        screen.keys("Right");
    }
    assert!(screen.text().contains(" words under no question."), "{}", screen.text());
    screen.keys("Enter");
    assert!(screen.text().contains("thank you for asking"), "{}", screen.text());
    screen.keys("H Esc");
    assert!(screen.text().contains("━ Submissions "), "{}", screen.text());
}

#[test]
fn the_cursor_keeps_its_submission_between_list_and_grid_and_a_click_chooses() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use rapporteur::tui::event::Event;
    let mut screen = grid(120, 36);
    screen.keys("j c");
    assert!(screen.text().contains("─ F-2 ─"), "{}", screen.text());
    screen.keys("c /");
    screen.type_text("q:8");
    screen.keys("Enter");
    assert!(screen.text().contains("1/1") && screen.text().contains("F-2"), "{}", screen.text());
    let click = |screen: &mut Screen<Real>, column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        screen.send(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    // Behind the label of 34 columns, the eighth of seven columns each.
    click(&mut screen, 34 + 7 * 7 + 3, 3);
    assert!(screen.text().contains("F-2, question 8: 2 words."), "{}", screen.text());
    click(&mut screen, 34 + 7 * 7 + 3, 3);
    assert!(screen.text().contains("Masts fall."), "{}", screen.text());
}
